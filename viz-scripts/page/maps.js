// The regions: outlines and tiles, in steps no finer than what is known, hatched where no figure of the region was ever published.

import { h, s } from "./dom.js";
import { currentLanguage, plain, signed, t, textOr } from "./texts.js";

// Blue to orange, safe for colour-blind readers; the middle is neither.
const SCALE = ["#a6500a", "#d98b3f", "#f3cfa5", "#f2f2f2", "#b9d3ea", "#5c9bd1", "#1f5f99"];
const DARK = new Set(["#a6500a", "#1f5f99"]);

const nice = (value) => {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10) * power;
};
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Steps: as wide as half of a usual interval, or wider so that seven hold all values; around 0 where it is the middle of what is shown. */
export function stepsFor(rows, aroundZero) {
  const values = rows.map((row) => row.value), widths = rows.map((row) => (row.high ?? row.value) - (row.low ?? row.value));
  const centre = aroundZero || (Math.min(...values) < 0 && Math.max(...values) > 0) ? 0 : (Math.min(...values) + Math.max(...values)) / 2;
  const reach = Math.max(...values.map((value) => Math.abs(value - centre)), 0.05);
  const step = nice(Math.max(median(widths) / 2, (2 * reach) / SCALE.length, 0.1));
  const middle = Math.round(centre / step) * step;
  const place = (value) => Math.max(0, Math.min(SCALE.length - 1, Math.round((value - middle) / step) + (SCALE.length - 1) / 2));
  return { step, middle, colour: (value) => SCALE[place(value)] };
}

const hatch = (id) => s("defs", {}, s("pattern", { id, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
  s("line", { x1: 0, y1: 0, x2: 0, y2: 6, class: "hatch" })));

const nameOf = (region) => region.name[currentLanguage()] || region.name.en;
const words = (region, row) => `${nameOf(region)}: ${signed(row.value)}` + (row.low === null ? "" : ` (${signed(row.low)} … ${signed(row.high)})`)
  + (region.own_figures ? "" : `; ${t("map.no.figures")}`);

function outlineMap(place, model, outlines, rows, steps) {
  const points = Object.values(outlines).flat(2);
  const [west, east] = [Math.min(...points.map((p) => p[0])), Math.max(...points.map((p) => p[0]))];
  const [south, north] = [Math.min(...points.map((p) => p[1])), Math.max(...points.map((p) => p[1]))];
  const squeeze = Math.cos(((south + north) / 2) * Math.PI / 180);
  const width = Math.max(300, Math.round(place.clientWidth || 700)), scale = width / ((east - west) * squeeze), height = Math.round((north - south) * scale);
  const at = ([lon, lat]) => `${((lon - west) * squeeze * scale).toFixed(1)},${((north - lat) * scale).toFixed(1)}`;
  const svg = s("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": t("map.label"), class: "map" }, hatch("hatch-map"));
  const regions = [...model.regions].filter((region) => outlines[region.code] && rows.has(region.code))
    .sort((a, b) => outlines[b.code][0].length - outlines[a.code][0].length); // cities lie on top
  for (const region of regions) {
    const d = outlines[region.code].map((ring) => `M${ring.map(at).join("L")}Z`).join(""), row = rows.get(region.code);
    svg.append(s("path", { d, fill: steps.colour(row.value), class: "region", "fill-rule": "evenodd" }, s("title", {}, words(region, row))));
    if (!region.own_figures) svg.append(s("path", { d, fill: "url(#hatch-map)", class: "cover", "fill-rule": "evenodd" }));
  }
  return svg;
}

function tileMap(model, rows, steps, choose) {
  const tiles = model.regions.filter((region) => region.tile && rows.has(region.code));
  const size = 62, columns = Math.max(...tiles.map((r) => r.tile.column)) + 1, height = Math.max(...tiles.map((r) => r.tile.row)) + 1;
  const svg = s("svg", { viewBox: `0 0 ${columns * size} ${height * size}`, class: "tiles", role: "group", "aria-label": t("map.tiles") }, hatch("hatch-tile"));
  for (const region of tiles) {
    const row = rows.get(region.code), colour = steps.colour(row.value), x = region.tile.column * size, y = region.tile.row * size, short = textOr(`tile.${region.tile.short}`, region.tile.short);
    const tile = s("g", { class: DARK.has(colour) ? "tile dark" : "tile", role: "button", tabindex: "0", "aria-label": `${short} ${signed(row.value)} – ${words(region, row)}`,
      onclick: () => choose(region.code), onkeydown: (event) => (event.key === "Enter" || event.key === " ") && (event.preventDefault(), choose(region.code)) },
      s("rect", { x: x + 1, y: y + 1, width: size - 2, height: size - 2, fill: colour }),
      region.own_figures ? null : s("path", { d: `M${x + 1},${y + 1}h14l-14,14z`, class: "corner" }),
      s("text", { x: x + size / 2, y: y + 28, "text-anchor": "middle", class: "strong" }, short), " ", // the blank keeps the words of the tile apart, as in its label
      s("text", { x: x + size / 2, y: y + 46, "text-anchor": "middle" }, signed(row.value)));
    svg.append(tile);
  }
  return svg;
}

/** `rows`: Map of region code to {value, low, high}. */
export function mapSection(place, model, outlines, rows, aroundZero, choose) {
  const steps = stepsFor([...rows.values()], aroundZero);
  const marks = SCALE.map((colour, k) => [colour, steps.middle + (k - (SCALE.length - 1) / 2) * steps.step]).filter(([, value]) => Math.abs(value) <= 100); // an index lies within
  const outline = h("div", {}), tile = h("div", { class: "tilebox" });
  place.replaceChildren(outline, h("ul", { class: "scale" }, marks.map(([colour, value]) => h("li", {},
    s("svg", { width: 26, height: 14, "aria-hidden": "true" }, s("rect", { width: 26, height: 14, fill: colour })), signed(value, steps.step < 1 ? 1 : 0)))),
    h("p", { class: "note" }, t("map.note", { step: plain(steps.step, steps.step < 1 ? 1 : 0) })), h("h3", {}, t("map.tiles")), tile);
  if (Object.keys(outlines).length) outline.append(outlineMap(outline, model, outlines, rows, steps));
  tile.append(tileMap(model, rows, steps, choose));
}
