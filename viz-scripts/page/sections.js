// Tables and lists below the charts: groups, why the index moved, pinned scenarios.

import { csvText, download, h, s } from "./dom.js";
import { plain, signed, t, textOr, whole } from "./texts.js";

export const groupLabel = (model, factor, code) => {
  if (factor === "all") return t("all.adults");
  if (factor === "region") {
    const region = model.regions.find((one) => one.code === code);
    if (region) return region.name[document.documentElement.lang] || region.name.en;
  }
  return textOr(`class.${factor}.${code}`, model.groups.find((one) => one.factor === factor && one.group === code)?.label ?? code);
};
export const factorLabel = (factor) => (factor === "all" ? "" : textOr(`factor.${factor}`, factor));

/** Rows that can be sorted by any column, and taken away as CSV. `columns`: [key, label, format]. */
export function sortedTable(place, columns, rows, order, sortBy, name) {
  const [key, down] = order;
  const sorted = key ? [...rows].sort((a, b) => (a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : 0) * (down ? -1 : 1)) : rows;
  const head = columns.map(([column, label]) => h("th", { scope: "col", "aria-sort": column === key ? (down ? "descending" : "ascending") : "none" },
    h("button", { type: "button", class: "sort", onclick: () => sortBy([column, column === key ? !down : column !== "name"]) }, label, column === key ? (down ? " ▼" : " ▲") : "")));
  const body = sorted.map((row) => h("tr", {}, columns.map(([column, , format], k) => k === 0 ? h("th", { scope: "row" }, row[column]) : h("td", {}, format ? format(row[column]) : row[column]))));
  place.replaceChildren(h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": t("table") }, h("table", {}, h("thead", {}, h("tr", {}, head)), h("tbody", {}, body))),
    h("button", { type: "button", onclick: () => download(name, csvText([columns.map(([column]) => column), ...sorted.map((row) => columns.map(([column]) => row[column]))]), "text/csv") }, t("download.csv")));
}

export function groupTable(place, model, baseline, scenario, order, sortBy) {
  const columns = [["name", t("group")], ["factor", t("by")]];
  const name = (factor, code) => ({ name: groupLabel(model, factor, code), factor: factorLabel(factor) });
  if (!scenario?.whole) {
    columns.push(["middle", t("middle"), signed], ["low", "5 %", signed], ["high", "95 %", signed]);
    return sortedTable(place, columns, baseline.groups.map(({ factor, group, spread }) => ({ ...name(factor, group), middle: spread?.[2] ?? null, low: spread?.[0] ?? null, high: spread?.[4] ?? null })), order, sortBy, "groups.csv");
  }
  columns.push(["baseline", t("baseline"), signed], ["scenario", t("scenario"), signed], ["difference", t("difference"), (value) => signed(value, 2)], ["low", "5 %", (value) => signed(value, 2)],
    ["high", "95 %", (value) => signed(value, 2)], ["higher", t("higher.in"), (value) => (value === null ? "–" : Math.round(100 * value))]);
  sortedTable(place, columns, scenario.rows.map((row) => ({ ...name(row.factor, row.group), baseline: row.baseline, scenario: row.scenario, difference: row.difference.mean, low: row.difference.q05,
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
    bars.map((bar, k) => [s("text", { x: from, y: k * line + 14 }, bar.words),
      s("rect", { x: x(Math.min(bar.begin, bar.end)), y: k * line + 19, width: Math.max(1.5, Math.abs(x(bar.end) - x(bar.begin))), height: 13, class: bar.total ? "bar total" : bar.mean < 0 ? "bar down" : "bar up" }),
      s("text", { x: x(Math.max(bar.begin, bar.end)) + 5, y: k * line + 30, class: "strong" }, signed(bar.mean))]).flat());
  const table = h("details", { class: "twin" }, h("summary", {}, t("numbers")), h("table", {}, h("thead", {}, h("tr", {}, [t("cause"), t("average"), "5 %", "95 %"].map((cell) => h("th", { scope: "col" }, cell)))),
    h("tbody", {}, bars.map((bar) => h("tr", {}, h("th", { scope: "row" }, bar.words), [bar.mean, bar.q05, bar.q95].map((value) => h("td", {}, signed(value ?? null, 2))))))));
  place.replaceChildren(h("p", {}, t("why.words", { from: explained.dates[0], to: explained.dates[last], members: whole(explained.members) })), svg, table);
}

/** Scenarios kept side by side. */
export function pinTable(place, pins, actions, canPin) {
  const rows = [[t("composite.at"), (pin) => `${signed(pin.level)} (${signed(pin.low)} … ${signed(pin.high)})`], [t("difference"), (pin) => `${signed(pin.difference, 2)} (${signed(pin.differenceLow, 2)} … ${signed(pin.differenceHigh, 2)})`],
    [t("higher.in"), (pin) => pin.higher === null ? "–" : Math.round(100 * pin.higher)], [t("peak.short"), (pin) => pin.peak === null ? "–" : `${signed(pin.peak, 2)} (${pin.peakDate})`], [t("half.life.short"), (pin) => pin.halfLife === null ? "–" : plain(pin.halfLife, 0)]];
  place.replaceChildren(h("p", {}, h("button", { type: "button", disabled: !canPin, onclick: actions.pin }, t("pin")), " ", h("span", { class: "note" }, t("pins.note"))),
    pins.length === 0 ? "" : h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": t("pins") }, h("table", {},
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("scenario")), pins.map((pin, k) => h("th", { scope: "col" }, pin.title, h("br"),
        h("button", { type: "button", class: "quiet", "aria-label": `${t("open")}: ${pin.title}`, onclick: () => actions.open(k) }, t("open")),
        h("button", { type: "button", class: "quiet", "aria-label": `${t("remove")}: ${pin.title}`, onclick: () => actions.unpin(k) }, t("remove")))))),
      h("tbody", {}, h("tr", {}, h("th", { scope: "row" }, t("date")), pins.map((pin) => h("td", {}, pin.date))),
        rows.map(([label, cell]) => h("tr", {}, h("th", { scope: "row" }, label), pins.map((pin) => h("td", {}, cell(pin)))))))));
}
