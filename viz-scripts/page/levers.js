// The levers: what the status quo is, what was observed, what the scenario sets, from when on and how fast.

import { choice, freshId, h, put } from "./dom.js";
import { currentLanguage, day, inFirstLanguage, t, textOr, whole } from "./texts.js";

export const labelOf = (lever) => lever.label[currentLanguage()] || lever.label.en;
const unitOf = (lever) => textOr(`unit.${lever.unit}`, lever.unit);
const wordOf = (word) => textOr(`word.${word}`, word.replaceAll("_", " "));
const gradeOf = (lever) => textOr(`grade.${lever.evidence_grade.split(" in ")[0]}`, lever.evidence_grade);
const isNumber = (value) => typeof value === "number";

/** A unit that is a clause of its own stands in brackets. */
const withUnit = (lever, value) => t(/,|against/.test(lever.unit) ? "value.and.unit" : "value.with.unit", { value, unit: unitOf(lever) });
const quo = (lever) => lever.status_quo_value !== undefined ? withUnit(lever, whole(Number(lever.status_quo_value.toPrecision(4)))) : textOr(`quo.${lever.name}`, lever.status_quo);

/** Up to where the slider goes: what was observed and as much again, at most what a file may say. */
function sliderRange(lever) {
  const [low, high] = lever.range, [from, to] = lever.observed_range, span = to - from || (lever.status_quo_value ?? 1) || 1;
  return [Math.max(low, from - span), Math.min(high, to + span)];
}

function stepOf(lever, low, high) {
  const raw = (high - low) / 200;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= raw) * power;
  return /persons|people|permits|institutes/.test(lever.unit) ? Math.max(1, Math.round(step)) : step;
}

function dateFields(item, place, model, change) {
  const field = (key, label, attributes) => {
    const id = freshId();
    return h("span", { class: "field" }, h("label", { for: id }, label),
      h("input", { id, "data-key": `${place}#${key}`, value: item[key] ?? "", ...attributes, onchange: (event) => {
        const value = event.target.value;
        change({ [key]: value === "" ? undefined : attributes.type === "number" ? Number(value) : value });
      } }));
  };
  const limits = { type: "date", min: model.first_day, max: model.last_day };
  return h("div", { class: "fields" }, field("date", t("from"), { ...limits, required: true }), field("until", t("until"), limits),
    field("ramp_weeks", t("ramp"), { type: "number", min: 0, max: 104, step: 1 }));
}

/** Slider with the status quo as a tick and the observed range as a band. */
function slider(lever, value, key, change, commit) {
  const [low, high] = sliderRange(lever), at = (number) => `${Math.max(0, Math.min(100, (100 * (number - low)) / (high - low)))}%`;
  const band = h("div", { class: "observed", title: t("observed") });
  band.style.left = at(lever.observed_range[0]);
  band.style.width = `calc(${at(lever.observed_range[1])} - ${at(lever.observed_range[0])})`;
  const marks = [band];
  if (lever.status_quo_value !== undefined) {
    const tick = h("div", { class: "quo", title: t("status.quo") });
    tick.style.left = at(lever.status_quo_value);
    marks.push(tick);
  }
  const step = stepOf(lever, low, high), shown = Math.max(low, Math.min(high, value));
  return h("div", { class: "slider" }, h("div", { class: "track" }, marks),
    h("input", { type: "range", "data-key": key, min: low, max: high, step, value: shown, "aria-label": labelOf(lever), "data-lever": lever.name,
      oninput: (event) => change(Number((Math.round(Number(event.target.value) / step) * step).toPrecision(10))), onchange: commit }));
}

function settingOf(lever, item, place, model, actions) {
  const change = (part) => actions.change(item, part), key = `${lever.name}#${place}`;
  const box = h("div", { class: "setting" });
  if (lever.kind === "choice")
    box.append(choice(lever.choices.map((word) => [word, wordOf(word)]), item.value, (value) => change({ value }), { "aria-label": labelOf(lever), "data-key": `${key}#choice` }));
  else {
    if (!isNumber(item.value)) box.append(h("p", { class: "note" }, t("uncertain"), " ", JSON.stringify(item.value)));
    const number = isNumber(item.value) ? item.value : lever.status_quo_value ?? lever.observed_range[0];
    box.append(slider(lever, number, `${key}#slider`, (value) => actions.change(item, { value }, true), actions.commit),
      h("input", { type: "number", class: "exact", "data-key": `${key}#exact`, step: "any", min: lever.range[0], max: lever.range[1], value: number, "aria-label": `${labelOf(lever)}, ${unitOf(lever)}`,
        onchange: (event) => event.target.value !== "" && change({ value: Number(event.target.value) }) }), " ", h("span", {}, unitOf(lever)));
  }
  box.append(dateFields(item, key, model, change), h("button", { type: "button", onclick: () => actions.remove(item) }, t("remove")));
  if (item.regions?.length) box.append(h("p", { class: "note" }, t("only.in"), " ", item.regions.join(", ")));
  if (item.concern) box.append(h("p", { class: "note" }, t("only.for"), " ", JSON.stringify(item.concern)));
  return box;
}

const rangeOf = (lever) => withUnit(lever, lever.observed_range.map(whole).join(" – "));

function observed(lever) {
  const [low, high] = lever.observed_range;
  return low === high ? t("observed.none") : `${t("observed")}: ${rangeOf(lever)}`;
}

/** What the scenario sets outside what was ever observed, in words; the command line warns of the same. */
export function unobserved(items, levers) {
  return items.filter((item) => item.table === "lever" && isNumber(item.value)).flatMap((item) => {
    const lever = levers.find((one) => one.name === item.name), [low, high] = lever?.observed_range ?? [-Infinity, Infinity];
    if (item.value >= low && item.value <= high) return [];
    const words = { lever: labelOf(lever), value: whole(item.value) };
    return [low === high ? t("beware.none", words) : t("beware.outside", { ...words, range: rangeOf(lever) })];
  });
}

/** In the language of the page, if the table translates what the registry says now; else in English. */
function translated(lever, what) {
  const key = `${what}.${lever.name}`, words = lever[what];
  return inFirstLanguage(key) === words ? t(key) : h("span", { lang: "en" }, words);
}

function evidence(lever) {
  return h("details", { class: "evidence" }, h("summary", {}, t("evidence.of", { grade: gradeOf(lever) })),
    h("p", {}, translated(lever, "source")), h("p", {}, h("strong", {}, t("limits")), " ", translated(lever, "limits")),
    lever.observed_range ? h("p", {}, observed(lever)) : null);
}

function simpleLever(lever, state, model, actions) {
  const items = state.items.filter((item) => item.table === "lever" && item.name === lever.name);
  const start = () => actions.add({ table: "lever", name: lever.name, date: model.start,
    value: lever.kind === "choice" ? lever.choices.at(-1) : lever.status_quo_value ?? lever.observed_range[0],
    ...(lever.targets === "regions, required" ? { regions: [model.regions[0].code] } : {}) });
  const box = h("div", { class: items.length ? "lever active" : "lever" }, h("h4", {}, labelOf(lever)),
    h("p", { class: "note" }, t("status.quo"), ": ", quo(lever)));
  if (items.length === 0 && lever.kind === "number" && lever.targets !== "regions, required") { // the slider is there before it is used
    const value = lever.status_quo_value ?? lever.observed_range[0];
    let made = null; // by the first move
    box.append(slider(lever, value, `${lever.name}#0#slider`, (moved) => {
      if (made) actions.change(made, { value: moved }, true);
      else actions.add(made = { table: "lever", name: lever.name, date: model.start, value: moved }, true);
    }, actions.commit));
  }
  items.forEach((item, place) => box.append(settingOf(lever, item, place, model, actions)));
  box.append(h("button", { type: "button", class: "quiet", "aria-label": `${items.length ? t("another.date") : t("set")}: ${labelOf(lever)}`, onclick: start },
    items.length ? t("another.date") : t("set")), evidence(lever));
  return box;
}

/** Input of one key of a table lever. */
function fieldInput(field, item, model, change) {
  const value = item[field.name], id = freshId(), label = h("label", { for: id, title: field.help }, textOr(`field.${field.name}`, field.name.replaceAll("_", " ")), field.required ? " *" : "");
  const set = (next) => change({ [field.name]: next === "" || (Array.isArray(next) && next.length === 0) ? undefined : next });
  const kind = field.kind;
  let input;
  if (value !== null && typeof value === "object" && !Array.isArray(value)) input = h("span", { class: "note" }, JSON.stringify(value));
  else if (kind === "true or false") input = h("input", { id, type: "checkbox", checked: value === true, onchange: (event) => set(event.target.checked) });
  else if (kind === "date") input = h("input", { id, type: "date", min: model.first_day, max: model.last_day, value: value ?? "", onchange: (event) => set(event.target.value) });
  else if (kind === "number" || kind === "whole number")
    input = h("input", { id, type: "number", step: kind === "number" ? "any" : 1, min: field.range[0], max: field.range[1], value: value ?? "", onchange: (event) => set(event.target.value === "" ? "" : Number(event.target.value)) });
  else if (kind === "regions" || kind === "outlets" || kind === "languages" || kind === "attitudes" || kind === "region" || field.choices) {
    const many = ["regions", "outlets", "languages", "attitudes"].includes(kind);
    const name = (code) => kind.startsWith("region") ? nameOfRegion(model, code) : wordOf(code);
    const options = (field.choices ?? []).map((code) => h("option", { value: code, selected: many ? (value ?? []).map((one) => codeOfRegion(model, one)).includes(code) : false }, name(code)));
    input = h("select", { id, multiple: many, size: many ? 4 : null, onchange: (event) => set(many ? [...event.target.selectedOptions].map((option) => option.value) : event.target.value) },
      many ? options : [h("option", { value: "" }, "–"), ...options]);
    if (!many) input.value = codeOfRegion(model, value) ?? "";
  } else if (kind === "groups") input = h("span", { class: "note" }, value ? JSON.stringify(value) : t("everyone"));
  else input = h("input", { id, type: "text", maxlength: 200, value: value ?? "", onchange: (event) => set(event.target.value) });
  return h("div", { class: "field wide" }, label, input);
}

const nameOfRegion = (model, code) => { const region = model.regions.find((one) => one.code === code); return region ? region.name[currentLanguage()] || region.name.en : code; };
/** A scenario may name a region by any of its names. */
const codeOfRegion = (model, text) => model.regions.find((one) => one.code === text || Object.values(one.name).includes(text))?.code ?? text;

function tableLever(lever, state, model, actions) {
  const items = state.items.filter((item) => item.table === lever.name);
  const start = () => {
    const item = { table: lever.name };
    for (const field of lever.fields.filter((one) => one.required)) {
      if (field.kind === "date") item[field.name] = model.start;
      else if (field.choices) item[field.name] = ["regions", "outlets", "languages", "attitudes"].includes(field.kind) ? [field.choices[0]] : field.choices[0];
      else if (field.range) item[field.name] = Math.max(field.range[0], Math.min(field.range[1], 1));
      else if (field.kind === "text") item[field.name] = labelOf(lever);
    }
    actions.add(item);
  };
  return h("div", { class: items.length ? "lever active" : "lever" }, h("h4", {}, labelOf(lever)), h("p", { class: "note" }, t("status.quo"), ": ", quo(lever)),
    items.map((item) => h("div", { class: "setting" }, lever.fields.map((field) => fieldInput(field, item, model, (part) => actions.change(item, part))),
      h("button", { type: "button", onclick: () => actions.remove(item) }, t("remove")))),
    h("button", { type: "button", class: "quiet", "data-add": lever.name, "aria-label": `${t("add")}: ${labelOf(lever)}`, onclick: start }, t("add")), evidence(lever));
}

/** What the scenario changes, in short. */
function chosenList(levers, state, actions) {
  if (state.items.length === 0) return h("p", {}, t("nothing.changed"));
  return h("div", {}, h("h3", {}, t("changes", { n: state.items.length })), h("ul", { class: "changes" }, state.items.map((item) => {
    const lever = levers.find((one) => one.name === (item.table === "lever" ? item.name : item.table));
    const value = item.table === "lever" ? (isNumber(item.value) ? lever ? withUnit(lever, whole(item.value)) : whole(item.value) : typeof item.value === "string" ? wordOf(item.value) : t("uncertain")) : item.name ?? item.title ?? (item.table === "plant" ? "" : wordOf(item.table));
    const begin = item.date ?? item.start ?? item.opening, end = item.until ?? item.end;
    const dates = [begin && `${t("from").toLowerCase()} ${day(begin)}`, end && `${t("until").toLowerCase()} ${day(end)}`].filter(Boolean).join(", ");
    return h("li", {}, `${lever ? labelOf(lever) : item.table}: ${[value, dates].filter(Boolean).join("; ")}`, " ",
      h("button", { type: "button", class: "quiet", "aria-label": `${t("remove")}: ${lever ? labelOf(lever) : item.table}`, onclick: () => actions.remove(item) }, "×"));
  })), h("button", { type: "button", onclick: actions.clear }, t("reset")));
}

const opened = new Set();

export function showLevers(levers, state, model, actions) {
  const focused = document.activeElement?.dataset?.key;
  put("chosen", chosenList(levers, state, actions));
  const groups = [...new Set(levers.map((lever) => lever.group))];
  put("groups", groups.map((group) => {
    const own = levers.filter((lever) => lever.group === group);
    const active = own.filter((lever) => state.items.some((item) => item.table === lever.name || (item.table === "lever" && item.name === lever.name))).length;
    const box = h("details", { class: "group", "data-group": group, ontoggle: (event) => event.target.open ? opened.add(group) : opened.delete(group) },
      h("summary", {}, h("h3", {}, textOr(`group.${group}`, group)), active ? h("span", { class: "count" }, t("active", { n: active })) : null),
      own.map((lever) => (lever.kind === "table" ? tableLever : simpleLever)(lever, state, model, actions)));
    box.open = opened.has(group) || active > 0;
    return box;
  }));
  if (focused) document.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}
