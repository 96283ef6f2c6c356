// Charts as SVG: fan of the level, difference to the baseline, fifty dots.

import { freshId, h, s } from "./dom.js";
import { day, plain, signed, t, whole } from "./texts.js";

const MARGIN = { left: 46, right: 14, top: 26, bottom: 28 };
const time = (iso) => Date.parse(iso + "T00:00:00Z");

/** Round steps for an axis from low to high. */
export function ticks(low, high, most) {
  const raw = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= raw) * power;
  const list = [];
  for (let value = Math.ceil(low / step) * step; value <= high + 1e-9; value += step) list.push(Number(value.toFixed(10)));
  return list;
}

class Frame {
  constructor(place, first, last, low, high, label, height = 300) {
    this.width = Math.max(300, Math.round(place.clientWidth || 700));
    this.height = height;
    this.first = first;
    this.last = last;
    this.low = low;
    this.high = high;
    this.svg = s("svg", { viewBox: `0 0 ${this.width} ${height}`, width: this.width, height, role: "img", "aria-label": label, class: "chart" });
  }

  x(moment) {
    return MARGIN.left + ((moment - this.first) / (this.last - this.first)) * (this.width - MARGIN.left - MARGIN.right);
  }

  y(value) {
    return MARGIN.top + ((this.high - value) / (this.high - this.low)) * (this.height - MARGIN.top - MARGIN.bottom);
  }

  add(...elements) { this.svg.append(...elements.flat().filter(Boolean)); }

  text(x, y, words, attributes = {}) { this.add(s("text", { x, y, ...attributes }, words)); }

  axes(format) {
    for (const value of ticks(this.low, this.high, 5)) {
      this.add(s("line", { x1: MARGIN.left, x2: this.width - MARGIN.right, y1: this.y(value), y2: this.y(value), class: value === 0 ? "zero" : "grid" }));
      this.text(MARGIN.left - 6, this.y(value) + 4, format(value), { "text-anchor": "end" });
    }
    const begin = new Date(this.first).getUTCFullYear(), end = new Date(this.last).getUTCFullYear();
    const every = Math.ceil((end - begin + 1) / (this.width / 52));
    for (let year = begin; year <= end; year++) {
      const at = this.x(Date.UTC(year, 0, 1)), next = this.x(Date.UTC(year + 1, 0, 1));
      if (at >= MARGIN.left - 1) this.add(s("line", { x1: at, x2: at, y1: this.height - MARGIN.bottom, y2: this.height - MARGIN.bottom + 5, class: "tick" }));
      const middle = (Math.max(at, MARGIN.left) + Math.min(next, this.width - MARGIN.right)) / 2;
      if ((year - begin) % every === 0 && Math.min(next, this.width - MARGIN.right) - Math.max(at, MARGIN.left) > 12)
        this.text(middle, this.height - 9, String(year), { "text-anchor": "middle" });
    }
  }

  path(moments, values, attributes) {
    this.add(s("path", { d: moments.map((moment, k) => `${k ? "L" : "M"}${this.x(moment).toFixed(1)},${this.y(values[k]).toFixed(1)}`).join(""), fill: "none", ...attributes }));
  }

  band(moments, lows, highs, attributes) {
    if (lows.some((value) => value === null)) return; // a single member has no interval
    const up = moments.map((moment, k) => `${k ? "L" : "M"}${this.x(moment).toFixed(1)},${this.y(highs[k]).toFixed(1)}`);
    const down = moments.map((moment, k) => `L${this.x(moment).toFixed(1)},${this.y(lows[k]).toFixed(1)}`).reverse();
    this.add(s("path", { d: up.join("") + down.join("") + "Z", ...attributes }));
  }

  fan(moments, spreads, name) {
    const part = (place) => spreads.map((spread) => spread[place]);
    this.band(moments, part(0), part(4), { class: `${name} outer` });
    this.band(moments, part(1), part(3), { class: `${name} inner` });
    this.path(moments, part(2), { class: `${name} middle` });
  }

  /** Middle with the edges of 9 in 10 runs, to lie over a fan without hiding it. */
  outline(moments, spreads, name) {
    if (spreads.every((spread) => spread[0] !== null))
      for (const edge of [0, 4]) this.path(moments, spreads.map((spread) => spread[edge]), { class: `${name} edge` });
    this.path(moments, spreads.map((spread) => spread[2]), { class: `${name} middle` });
  }

  line(moment, words, name, side = "end") {
    const x = this.x(moment);
    this.add(s("line", { x1: x, x2: x, y1: MARGIN.top, y2: this.height - MARGIN.bottom, class: name }));
    if (words) this.text(x + (side === "end" ? -5 : 5), MARGIN.top - 9, words, { "text-anchor": side, class: "note" });
  }
}

/** What the signs of a chart mean: [class, words]. */
export const legend = (entries) =>
  h("ul", { class: "legend" }, entries.map(([name, words]) => h("li", {}, s("svg", { width: 22, height: 12, "aria-hidden": "true" },
    name.includes("point")
      ? s("circle", { cx: 11, cy: 6, r: 4, class: name })
      : s("rect", { x: 0, y: name.includes("middle") || name.includes("dashed") ? 5 : 1, width: 22, height: name.includes("middle") || name.includes("dashed") ? 2.5 : 10, class: name })), words)));

/** The same numbers as a table, for those who do not see the chart. */
const twin = (head, rows) => h("details", { class: "twin" }, h("summary", {}, t("numbers")),
  h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": t("numbers") }, h("table", {}, h("thead", {}, h("tr", {}, head.map((cell) => h("th", { scope: "col" }, cell)))),
    h("tbody", {}, rows.map(([first, ...rest]) => h("tr", {}, h("th", { scope: "row" }, first), rest.map((cell) => h("td", {}, cell))))))));

const yearRows = (model, row) => model.weeks.map((week, k) => [week, k])
  .filter(([week, k]) => k === model.weeks.length - 1 || model.weeks[k + 1].slice(0, 4) !== week.slice(0, 4))
  .map(([week, k]) => row(week, k)).filter(Boolean);

/** Level over time: the baseline, the scenario over it, waves with two standard errors, what the user added. */
export function fanChart(place, model, baseline, scenario, view, own) {
  const moments = model.weeks.map(time);
  const waves = view.group === "all" ? model.waves.filter((wave) => wave.values[view.value]?.published != null) : [];
  const bars = waves.map((wave) => {
    const { published, error } = wave.values[view.value];
    return { wave, value: published, reach: error ? 2 * error.correlated : null };
  });
  const all = [...baseline.level.flatMap((spread) => spread), ...(scenario?.level ?? []).flatMap((spread) => spread),
    ...bars.flatMap((bar) => [bar.value - (bar.reach ?? 0), bar.value + (bar.reach ?? 0)]), ...own.map((row) => row.net), 0].filter((value) => value !== null);
  const low = Math.min(...all), high = Math.max(...all), room = 0.05 * (high - low);
  const frame = new Frame(place, moments[0], moments.at(-1), low - room, high + room, document.getElementById("sentence").textContent);
  const share = !model.values.includes(view.value), number = share ? plain : signed;
  frame.axes((value) => number(value, 0));
  frame.fan(moments, baseline.level, "base");
  if (scenario) {
    const later = moments.slice(scenario.first);
    if (scenario.level) frame.outline(later, scenario.level, "changed");
    else frame.path(later, scenario.difference.map((spread, k) => baseline.level[scenario.first + k][2] + spread[2]), { class: "changed middle preview" });
  }
  const divider = time(model.waves.at(-1)?.end ?? model.weeks[0]);
  frame.line(divider, frame.width > 560 ? t("data.until") : null, "divider", "end");
  frame.line(divider, t("projection"), "divider", "start");
  for (const { wave, value, reach } of bars) {
    const x = frame.x(time(wave.middle));
    if (!wave.dates_printed) frame.add(s("line", { x1: frame.x(time(wave.start)), x2: frame.x(time(wave.end)), y1: frame.y(value), y2: frame.y(value), class: "wave" }));
    if (reach !== null) frame.add(s("line", { x1: x, x2: x, y1: frame.y(value - reach), y2: frame.y(value + reach), class: "wave" }));
    frame.add(s("circle", { cx: x, cy: frame.y(value), r: 4.5, class: reach === null ? "wave point hollow" : "wave point" },
      s("title", {}, `${wave.pollster} ${wave.id}: ${signed(value)}`)));
  }
  for (const row of own) {
    const x = frame.x(time(row.date)), reach = 200 * Math.sqrt(Math.max(0, 1 - (row.net / 100) ** 2) / row.respondents);
    frame.add(s("line", { x1: x, x2: x, y1: frame.y(row.net - reach), y2: frame.y(row.net + reach), class: "own" }),
      s("rect", { x: x - 4.5, y: frame.y(row.net) - 4.5, width: 9, height: 9, class: "own point" }, s("title", {}, `${row.source || row.date}: ${signed(row.net)}`)));
  }
  frame.line(time(baseline.week_of), null, "chosen");
  const entries = [["base inner", t("legend.base")], ...(scenario ? [["changed middle", t("legend.changed")]] : []),
    ...(bars.length ? [["wave point", t("legend.wave")]] : []), ...(bars.some((bar) => bar.reach === null) ? [["wave point hollow", t("legend.wave.unknown")]] : []),
    ...(own.length ? [["own point", t("legend.own")]] : [])];
  place.replaceChildren(frame.svg, legend(entries), h("p", { class: "note" }, t(share ? "share.note" : "fan.note")),
    twin([t("week"), t("baseline"), "5 %", "95 %", ...(scenario?.level ? [t("scenario"), "5 %", "95 %"] : [])], yearRows(model, (week, k) => {
      const spread = baseline.level[k], other = scenario?.level?.[k - scenario.first];
      return [day(week), number(spread[2]), number(spread[0]), number(spread[4]),
        ...(scenario?.level ? [number((other ?? spread)[2]), number((other ?? spread)[0]), number((other ?? spread)[4])] : [])];
    })));
}

/** Peak and half-life of the median that is drawn; null where nothing is changed. Still growing: the peak lies in the last quarter of a year.
 *  No half-life where the direction is not clear: fewer than three of four draws have the sign of the peak. */
export function courseOf(model, scenario) {
  const medians = scenario.difference.map((spread) => spread[2]), size = medians.map((value) => Math.abs(value ?? 0));
  const top = size.indexOf(Math.max(...size)), peak = medians[top], week = (k) => model.weeks[scenario.first + k];
  if (!peak) return null;
  const weeksTo = (k) => Math.round((time(week(k)) - time(week(top))) / (7 * 24 * 3600 * 1000));
  const clear = peak > 0 ? scenario.difference[top][1] > 0 : scenario.difference[top][3] < 0;
  const half = medians.findIndex((value, k) => clear && k > top && value * Math.sign(peak) <= Math.abs(peak) / 2);
  return { peak, peakDate: week(top), stillGrowing: time(week(medians.length - 1)) - time(week(top)) <= 13 * 7 * 24 * 3600 * 1000,
    half: medians[half] ?? null, halfDate: half < 0 ? "" : week(half), halfLife: half < 0 ? null : weeksTo(half) };
}

/** What the scenario changes over time, with what no survey would see. */
export function differenceChart(place, model, scenario, view) {
  if (!scenario || scenario.difference.length === 0) return place.replaceChildren(h("p", {}, t("difference.none")));
  const moments = model.weeks.slice(scenario.first).map(time), visible = model.detectable;
  const before = Math.max(0, scenario.first - 13);
  const flat = scenario.difference.flatMap((spread) => spread).filter((value) => value !== null);
  let reach = Math.max(0.5, ...flat.map(Math.abs));
  const limits = view.value === model.values.at(-1) && view.group === "all" ? visible : null;
  if (limits && limits.independent < 2.5 * reach) reach = Math.max(reach, 1.05 * limits.independent);
  const frame = new Frame(place, time(model.weeks[before]), moments.at(-1), -1.1 * reach, 1.1 * reach, document.getElementById("sentence").textContent);
  if (limits) {
    const edge = Math.min(limits.independent, 1.1 * reach);
    frame.add(s("rect", { x: MARGIN.left, width: frame.width - MARGIN.left - MARGIN.right, y: frame.y(edge), height: frame.y(-edge) - frame.y(edge), class: "invisible" }));
  }
  frame.axes((value) => signed(value, Math.abs(reach) < 3 ? 1 : 0));
  frame.fan(moments, scenario.difference, scenario.whole ? "changed" : "changed preview");
  const course = courseOf(model, scenario);
  if (course) {
    const { peak } = course, down = peak < 0;
    const point = (iso, value, words, above) => {
      const x = frame.x(time(iso)), y = frame.y(value);
      frame.add(s("circle", { cx: x, cy: y, r: 4.5, class: "mark" }));
      const anchor = x > frame.width - 150 ? "end" : x < MARGIN.left + 60 ? "start" : "middle";
      frame.text(x, y + (above ? -10 : 18), words, { "text-anchor": anchor, class: "strong" });
    };
    point(course.peakDate, peak, t(course.stillGrowing ? "peak.growing" : "peak", { value: signed(peak) }), !down);
    if (course.halfDate) point(course.halfDate, course.half, t("half.life", { weeks: course.halfLife }), down);
  }
  const every = scenario.difference.map((spread, k) => [model.weeks[scenario.first + k], spread]);
  place.replaceChildren(frame.svg,
    legend([["changed inner", t("legend.difference")], ...(limits ? [["invisible", t("legend.invisible", { n: whole(limits.respondents), points: plain(limits.independent), all: plain(limits.correlated) })]] : [])]),
    h("p", { class: "note" }, t("difference.note"), " ", limits ? "" : t("difference.marks.only")),
    twin([t("week"), t("difference"), "5 %", "95 %"], every.filter((row, k) => k % 6 === 0 || k === every.length - 1).map(([week, spread]) => [day(week), signed(spread[2]), signed(spread[0]), signed(spread[4])])));
}

/** Fifty equally likely values; how many lie above a threshold. */
export function dotPlot(place, values, threshold, words, setThreshold) {
  const known = values.filter((value) => value !== null);
  if (known.length < values.length) return place.replaceChildren(h("p", {}, t("one.member")));
  const above = known.filter((value) => value > threshold).length;
  const width = Math.max(300, Math.round(place.clientWidth || 700)), radius = Math.min(7, width / 110);
  const low = Math.min(...known, threshold), high = Math.max(...known, threshold), room = 0.06 * (high - low || 1);
  const x = (value) => MARGIN.left + ((value - low + room) / (high - low + 2 * room)) * (width - MARGIN.left - MARGIN.right);
  const columns = new Map();
  const dots = known.map((value) => {
    const column = Math.round(x(value) / (2.2 * radius)), row = columns.get(column) ?? 0;
    columns.set(column, row + 1);
    return { value, x: column * 2.2 * radius, row };
  });
  const height = Math.max(90, (Math.max(...columns.values()) + 1) * 2.2 * radius + 50), floor = height - 30;
  const sentence = t("dots.sentence", { n: above, threshold: signed(threshold, Number.isInteger(threshold) ? 0 : 1), what: words });
  const svg = s("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": sentence, class: "chart" },
    s("line", { x1: MARGIN.left, x2: width - MARGIN.right, y1: floor, y2: floor, class: "zero" }),
    ticks(low - room, high + room, 6).map((value) => s("text", { x: x(value), y: floor + 18, "text-anchor": "middle" }, signed(value, high - low < 4 ? 1 : 0))),
    s("line", { x1: x(threshold), x2: x(threshold), y1: 10, y2: floor, class: "divider" }),
    dots.map((dot) => s("circle", { cx: dot.x, cy: floor - radius - 2 - dot.row * 2.2 * radius, r: radius, class: dot.value > threshold ? "dot above" : "dot" })));
  const id = freshId();
  const input = h("input", { id, type: "number", step: "0.5", value: threshold, onchange: (event) => event.target.value !== "" && setThreshold(Number(event.target.value)) });
  place.replaceChildren(h("p", { class: "strong" }, sentence), svg, h("p", {}, h("label", { for: id }, t("threshold")), " ", input, " ", t("points")));
}

