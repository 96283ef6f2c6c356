// Through what a scenario moves the index: each channel and each part of it alone, as `kozqaras run` tells them.

import { Refused, streamEvents } from "./api.js";
import { h } from "./dom.js";
import { labelOf } from "./levers.js";
import { day, signed, t, textOr, whole } from "./texts.js";

let found = null; // {scenario, data} of the last answer

/** The name of a part: a channel, or a lever with what tells it apart; levers are called in the language of the page. */
function nameOf(part, levers) {
  if (part.kind === "rest") return textOr(`channel.${part.name}`, part.name);
  if (part.kind === "channel") return textOr(`channel.${part.name}`, part.name);
  const lever = levers.find((one) => part.name === one.label.en || part.name.startsWith(`${one.label.en}: `));
  return lever ? labelOf(lever) + part.name.slice(lever.label.en.length) : part.name;
}

const cell = (spread) => h("td", {}, signed(spread.median), spread.q05 === null ? "" : [" ", h("span", { class: "interval" }, `(${signed(spread.q05)} … ${signed(spread.q95)})`)]);

function table(heading, data, parts, levers) {
  return h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": heading }, h("table", {},
    h("thead", {}, h("tr", {}, [heading, t("through.peak"), t("through.end")].map((words) => h("th", { scope: "col" }, words)))),
    h("tbody", {}, parts.map((part) => h("tr", {}, h("th", { scope: "row" }, nameOf(part, levers)), cell(part.peak), cell(part.end))),
      h("tr", {}, h("th", { scope: "row" }, t("through.whole")), cell(data.peak), cell(data.end)))));
}

function show(place, data, levers) {
  const of = (kind) => data.parts.filter((part) => part.kind === kind || (part.kind === "rest" && part.of === kind));
  if (data.parts.length === 0) return place.replaceChildren(h("p", {}, t("through.single")));
  place.replaceChildren(h("p", { class: "note" }, t("through.words", { peak: day(data.peak_date), end: day(data.end_date), members: whole(data.members) })),
    ...[["channel", t("report.through")], ["lever", t("report.by.lever")]].filter(([kind]) => of(kind).length > 0).map(([kind, heading]) => table(heading, data, of(kind), levers)));
}

async function ask(place, scenario, query, levers, other) {
  place.replaceChildren(h("p", { role: "status" }, t("why.running")));
  try {
    await streamEvents(`/api/parts?${query}`, scenario, undefined, (event, data) => {
      if (event === "result") found = { scenario, data };
      else if (event === "progress") place.firstChild.textContent = `${t("why.running")} ${Math.round((100 * data.done) / data.total)} %`;
      else if (event === "fault") throw new Refused(data.error);
    }, "parts");
    throughSection(place, scenario, query, levers, other);
  } catch (error) {
    place.replaceChildren(h("p", { class: "fault" }, error instanceof Refused ? error.message : t("no.answer")));
  }
}

/** `scenario`: TOML of what is shown; empty: the status quo. An answer is shown as long as it is of that scenario. It is of the index
 *  whatever is shown, which is said where that is another value (`other`). */
export function throughSection(place, scenario, query, levers, other) {
  answer(place, scenario, query, levers, other);
  if (scenario && other) place.prepend(h("p", { class: "note" }, t("through.index")));
}

function answer(place, scenario, query, levers, other) {
  if (!scenario) return place.replaceChildren(h("p", {}, t("difference.none")));
  if (found?.scenario === scenario) return show(place, found.data, levers);
  place.replaceChildren(h("p", { class: "note" }, t("through.note")), h("button", { type: "button", id: "split", onclick: () => ask(place, scenario, query, levers, other) }, t("through.ask")));
}
