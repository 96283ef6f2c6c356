// Tables and lists below the charts: groups, why the index moved, pinned scenarios.

import { csvText, download, h, s } from "./dom.js";
import { day, plain, signed, t, textOr, whole } from "./texts.js";

export const groupLabel = (model, factor, code) => {
  if (factor === "all") return t("all.adults");
  if (factor === "region") {
    const region = model.regions.find((one) => one.code === code);
    if (region) return region.name[document.documentElement.lang] || region.name.en;
  }
  return textOr(`class.${factor}.${code}`, model.groups.find((one) => one.factor === factor && one.group === code)?.label ?? code);
};
export const factorLabel = (factor) => (factor === "all" ? "" : textOr(`factor.${factor}`, factor));

/** The shipped scenarios for a select; several of one file stand under its name. */
export function presetChoices(library, lines) {
  return library.flatMap(({ id, document }) => {
    const options = lines.map((line, k) => [line, String(k)]).filter(([line]) => line.file === id).map(([line, k]) => [k, line.name]);
    return options.length < 2 ? options : [{ label: textOr(`title.${id}`, textOr(`scenario.${id}`, document.title)), options }];
  });
}

/** Rows that can be sorted by any column, and taken away as CSV with the codes of the groups. `columns`: [key, label, format]. */
export function sortedTable(place, note, columns, rows, order, sortBy, name) {
  const [key, down] = order;
  const sorted = key ? [...rows].sort((a, b) => (a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : 0) * (down ? -1 : 1)) : rows;
  const head = columns.map(([column, label]) => h("th", { scope: "col", "aria-sort": column === key ? (down ? "descending" : "ascending") : "none" },
    h("button", { type: "button", class: "sort", onclick: () => sortBy([column, column === key ? !down : column !== "name"]) }, label, column === key ? (down ? " ▼" : " ▲") : "")));
  const body = sorted.map((row) => h("tr", {}, columns.map(([column, , format], k) => k === 0 ? h("th", { scope: "row" }, row[column], row.by ? h("span", { class: "of" }, ` (${row.by})`) : null) : h("td", {}, format ? format(row[column]) : row[column]))));
  const kept = ["factor", "group", ...columns.map(([column]) => column)];
  place.replaceChildren(h("p", { class: "note" }, note), h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": t("table") }, h("table", {}, h("thead", {}, h("tr", {}, head)), h("tbody", {}, body))),
    h("button", { type: "button", onclick: () => download(name, csvText([kept, ...sorted.map((row) => kept.map((column) => row[column]))]), "text/csv") }, t("download.csv")));
}

export function groupTable(place, note, model, baseline, scenario, order, sortBy) {
  const columns = [["name", t("group")]];
  const name = (factor, code) => ({ name: groupLabel(model, factor, code), by: factorLabel(factor), factor, group: code });
  if (!scenario?.whole) {
    columns.push(["middle", t("middle"), signed], ["low", "5\u00a0%", signed], ["high", "95\u00a0%", signed]);
    return sortedTable(place, note, columns, baseline.groups.map(({ factor, group, spread }) => ({ ...name(factor, group), middle: spread?.[2] ?? null, low: spread?.[0] ?? null, high: spread?.[4] ?? null })), order, sortBy, "groups.csv");
  }
  columns.push(["difference", t("difference"), signed], ["low", "5\u00a0%", signed], ["high", "95\u00a0%", signed],
    ["higher", t("higher.in", { members: scenario.members }), (value) => (value === null ? "–" : Math.round(scenario.members * value))], ["baseline", t("baseline"), signed], ["scenario", t("scenario"), signed]);
  sortedTable(place, note, columns, scenario.rows.map((row) => ({ ...name(row.factor, row.group), baseline: row.baseline, scenario: row.scenario, difference: row.difference.mean, low: row.difference.q05,
    high: row.difference.q95, higher: row.share_above_zero })), order, sortBy, "groups.csv");
}

/** Causes as a waterfall: each bar begins where the one before ended. */
export function waterfall(place, explained, last) {
  const width = Math.max(300, Math.round(place.clientWidth || 700)), line = 40, from = 8;
  let level = 0;
  const bars = explained.causes.map((cause) => {
    const { mean, q05, q95 } = cause.effects[last], begin = level;
    level += mean;
    return { words: textOr(`cause.${cause.id}`, cause.title), begin, end: level, mean, q05, q95 };
  }).filter((bar) => Math.abs(bar.mean) >= 0.005);
  bars.push({ words: t("all.causes"), begin: 0, end: level, mean: level, total: true });
  const edges = bars.flatMap((bar) => [bar.begin, bar.end, 0]), low = Math.min(...edges), high = Math.max(...edges);
  const x = (value) => from + 34 + ((value - low) / (high - low || 1)) * (width - from - 90);
  const svg = s("svg", { viewBox: `0 0 ${width} ${bars.length * line + 10}`, width, height: bars.length * line + 10, role: "img", class: "chart",
    "aria-label": t("why.label") + " " + bars.map((bar) => `${bar.words} ${signed(bar.mean)}`).join("; ") },
    s("line", { x1: x(0), x2: x(0), y1: 0, y2: bars.length * line, class: "zero" }),
    bars.map((bar, k) => [s("text", { x: from, y: k * line + 14, class: "over" }, bar.words),
      s("rect", { x: x(Math.min(bar.begin, bar.end)), y: k * line + 19, width: Math.max(1.5, Math.abs(x(bar.end) - x(bar.begin))), height: 13, class: bar.total ? "bar total" : bar.mean < 0 ? "bar down" : "bar up" }),
      s("text", { x: x(Math.max(bar.begin, bar.end)) + 5, y: k * line + 30, class: "strong" }, signed(bar.mean))]).flat());
  const table = h("details", { class: "twin" }, h("summary", {}, t("numbers")), h("table", {}, h("thead", {}, h("tr", {}, [t("cause"), t("average"), "5 %", "95 %"].map((cell) => h("th", { scope: "col" }, cell)))),
    h("tbody", {}, bars.map((bar) => h("tr", {}, h("th", { scope: "row" }, bar.words), [bar.mean, bar.q05, bar.q95].map((value) => h("td", {}, signed(value ?? null, 2))))))));
  place.replaceChildren(h("p", {}, t("why.words", { from: day(explained.dates[0]), to: day(explained.dates[last]), members: whole(explained.members) })), svg, table);
}

/** Scenarios kept side by side. */
export function pinTable(place, pins, actions, canPin) {
  const rows = [[t("composite.at"), (pin) => `${signed(pin.level)} (${signed(pin.low)} … ${signed(pin.high)})`], [t("what.it.changes"), (pin) => `${signed(pin.difference)} (${signed(pin.differenceLow)} … ${signed(pin.differenceHigh)})`],
    [t("pins.higher"), (pin) => pin.higher === null ? "–" : `${Math.round(pin.members * pin.higher)} / ${pin.members}`], [t("peak.short"), (pin) => pin.peak === null ? "–" : `${signed(pin.peak)} (${day(pin.peakDate)})`], [t("brief.half.short"), (pin) => pin.halfLife === null ? "–" : plain(pin.halfLife, 0)]];
  place.replaceChildren(h("p", {}, h("button", { type: "button", disabled: !canPin, onclick: actions.pin }, t("pin")), " ", h("span", { class: "note" }, t("pins.note"))),
    pins.length === 0 ? "" : h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": t("pins") }, h("table", {},
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("brief.scenario")), pins.map((pin, k) => h("th", { scope: "col" }, pin.title, h("br"),
        h("button", { type: "button", class: "quiet", "aria-label": `${t("open")}: ${pin.title}`, onclick: () => actions.open(k) }, t("open")),
        h("button", { type: "button", class: "quiet", "aria-label": `${t("remove")}: ${pin.title}`, onclick: () => actions.unpin(k) }, t("remove")))))),
      h("tbody", {}, h("tr", {}, h("th", { scope: "row" }, t("date")), pins.map((pin) => h("td", {}, day(pin.date)))),
        rows.map(([label, cell]) => h("tr", {}, h("th", { scope: "row" }, label), pins.map((pin) => h("td", {}, cell(pin)))))))));
}

/** What became of earlier predictions, in the words of the brief. */
export function tested({ polls, waves }) {
  const parts = polls ? [t("brief.trust.polls", { n: whole(polls.forecasts), countries: polls.countries, inside: Math.round(100 * polls.inside90) })] : [];
  for (const test of waves.filter((one) => one.knows === "nothing")) {
    parts.push(t("brief.trust.wave", { wave: test.wave, fitted: test.fitted_to, points: plain(Math.abs(test.observed - test.foreseen), 0), foreseen: signed(test.foreseen, 0), observed: signed(test.observed, 0) }));
    if (test.questions) parts.push(t("brief.trust.questions", { inside: test.questions.inside90, n: test.questions.count }));
  }
  return parts.join(" ") || t("brief.trust.none");
}

/** The curves that are drawn, week by week. */
export function chartCsv(model, baseline, scenario) {
  const rows = [["week", "baseline_median", "baseline_q05", "baseline_q95", "scenario_median", "scenario_q05", "scenario_q95", "difference_median", "difference_q05", "difference_q95"]];
  model.weeks.forEach((week, k) => {
    const base = baseline.level[k], level = scenario?.level?.[k - scenario.first], difference = scenario?.difference?.[k - scenario.first];
    rows.push([week, ...[base, level, difference].flatMap((spread) => spread ? [spread[2], spread[0], spread[4]] : ["", "", ""])]);
  });
  return csvText(rows);
}
