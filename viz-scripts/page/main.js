// The what-if page: state in, answers of the engine out. The newest move cancels the older ones.

import { getJson, postText, Refused, streamEvents } from "./api.js";
import { courseOf, dotPlot, differenceChart, fanChart } from "./charts.js";
import { choice, download, freshId, h, put } from "./dom.js";
import { labelOf, showLevers, unobserved } from "./levers.js";
import { mapSection } from "./maps.js";
import { chartCsv, factorLabel, groupLabel, groupTable, pinTable, presetChoices, tested, waterfall } from "./sections.js";
import { throughSection } from "./through.js";
import { address, emptyState, fromAddress, History, linesOf, toml } from "./state.js";
import { currentLanguage, day, hasText, languages, plain, setLanguage, setTexts, signed, t, textOr, whole } from "./texts.js";

const WAIT = 40; // milliseconds after the last move: what a key repeats within; a newer run ends the older one anyway
const CLEAR = 0.75; // share of runs with one sign from which on a direction is told

const page = { model: null, levers: [], library: [], outlines: {}, baseline: null, scenario: null, own: [], pins: [], explained: null,
  view: { value: "", date: "", group: "all", map: "difference", dots: "difference" }, order: [null, false], threshold: null };
let history = new History(emptyState()), state = history.state, timer = 0, running = null, number = 0;

const query = () => `value=${encodeURIComponent(page.view.value)}&date=${page.view.date}&group=${encodeURIComponent(page.view.group)}`;
const place = (id) => document.getElementById(id);
const isEmpty = () => state.items.length === 0;
const valueLabel = (value) => textOr(`value.${value}`, textOr(`question.${value}`, value));
const isShare = () => !page.model.values.includes(page.view.value); // of all adults, not an index
const groupName = () => { const group = page.model.groups.find((one) => one.code === page.view.group); return groupLabel(page.model, group.factor, group.group); };

function setStatus(words, kind = "") {
  place("status").textContent = words;
  place("status").className = `status ${kind}`;
}

// ---- runs --------------------------------------------------------------------------------------------------------------

async function loadBaseline() {
  page.baseline = await getJson(`/api/baseline?${query()}`);
}

async function run() {
  running?.abort();
  const own = (running = new AbortController()), mine = ++number, begun = performance.now();
  window.history.replaceState(null, "", address(state, page.view, currentLanguage()));
  document.body.dataset.state = "running";
  try {
    if (page.baseline?.value !== page.view.value || page.baseline?.date !== page.view.date || page.baselineGroup !== page.view.group) {
      page.baselineGroup = page.view.group;
      await loadBaseline();
    }
    if (mine !== number) return;
    if (isEmpty()) {
      page.scenario = null;
      return settle(begun);
    }
    await streamEvents(`/api/run?${query()}`, toml(state), own.signal, (event, data) => {
      if (mine !== number) return;
      if (event === "result") {
        page.scenario = data;
        document.body.dataset.state = data.whole ? "settled" : "preview";
        document.body.dataset[data.whole ? "settled" : "preview"] = Math.round(performance.now() - begun);
        setStatus(data.whole ? t("settled", { members: data.members, seconds: plain((performance.now() - begun) / 1000, 1) }) : t("preview", { members: data.members }), data.whole ? "" : "busy");
        showResults();
      } else if (event === "progress" && page.scenario?.whole !== false) setStatus(t("running", { percent: Math.round((100 * data.done) / data.total) }), "busy");
      else if (event === "fault") throw new Refused(data.error);
    });
  } catch (error) {
    if (error.name === "AbortError" || mine !== number) return;
    document.body.dataset.state = "refused";
    page.scenario = null;
    showResults();
    setStatus(error instanceof Refused ? error.message : t("no.answer"), "fault");
  }
}

function settle(begun) {
  document.body.dataset.state = "settled";
  document.body.dataset.settled = Math.round(performance.now() - begun);
  setStatus(t("status.quo.shown", { members: page.baseline.members }));
  showResults();
}

/** What is asked for now is no longer what is shown: answers to older states are not drawn any more. */
function later() {
  number++;
  document.body.dataset.state = "waiting";
  clearTimeout(timer);
  timer = setTimeout(run, WAIT);
}

// ---- changes of the state ----------------------------------------------------------------------------------------------

function commit() {
  history.set(state);
  later();
  showState();
}

let drawing = 0;

/** Draws the levers anew after the event that asks for it: an element must not be replaced while it handles one. */
function showState() {
  clearTimeout(drawing);
  drawing = setTimeout(() => {
    showLevers(page.levers, state, page.model, actions);
    showTools();
    showPins();
    tellCommand();
  });
}

const actions = {
  commit,
  add(item, live = false) {
    state.items.push(item);
    if (live) later(); else commit();
  },
  change(item, part, live = false) {
    for (const [key, value] of Object.entries(part)) if (value === undefined) delete item[key]; else item[key] = value;
    if (live) later(); else commit();
  },
  remove(item) {
    state.items.splice(state.items.indexOf(item), 1);
    commit();
  },
  clear: () => take(emptyState()),
};

function take(next) {
  state = structuredClone(next);
  commit();
}

function travel(back) {
  if (back) history.undo(); else history.redo();
  state = history.state;
  later();
  showState();
}

function setView(part) {
  Object.assign(page.view, part);
  if ("date" in part || "value" in part || "group" in part) later();
  showViews();
  showResults();
  showWhy();
  tellCommand();
}

// ---- what is shown -----------------------------------------------------------------------------------------------------

function showTools() {
  put("tools", h("label", { for: "language" }, t("language"), " "), choice(languages().map((code) => [code, t(`language.${code}`)]), currentLanguage(), changeLanguage, { id: "language" }),
    h("button", { type: "button", id: "undo", disabled: !history.canUndo, onclick: () => travel(true) }, t("undo")),
    h("button", { type: "button", id: "redo", disabled: !history.canRedo, onclick: () => travel(false) }, t("redo")),
    h("button", { type: "button", onclick: () => window.print() }, t("print")));
}

function changeLanguage(code) {
  setLanguage(code);
  try { localStorage.setItem("language", code); } catch { /* private windows */ }
  showAll();
  window.history.replaceState(null, "", address(state, page.view, code));
}

function showPresets() {
  const lines = page.library.flatMap(({ id, document }) => linesOf(document, page.model.start).map((line) => ({ ...line, file: id })));
  const name = (line) => textOr(`scenario.${line.file}${line.id ? "." + line.id : ""}`, line.title);
  const options = presetChoices(page.library, lines.map((line) => ({ file: line.file, name: name(line) })));
  put("presets", h("div", { class: "field wide" }, h("label", { for: "preset" }, t("preset")), choice([["", t("preset.choose")], ...options], "", (k) => k !== "" && take({ title: name(lines[Number(k)]), items: lines[Number(k)].items }), { id: "preset" })));
}

function showViews() {
  const years = [...new Set(page.model.weeks.map((week) => week.slice(0, 4)))].filter((year) => year >= page.model.waves.at(-1).end.slice(0, 4));
  const dates = years.map((year) => `${year}-12-31`);
  if (!dates.includes(page.view.date)) dates.push(page.view.date);
  const field = (id, label, control) => h("div", { class: "field" }, h("label", { for: id }, label), control);
  put("views", field("value", t("what"), choice([{ label: t("index.group"), options: [...page.model.values].reverse().map((value) => [value, valueLabel(value)]) },
    { label: t("shares.group"), options: page.model.shares.map(({ code }) => [code, valueLabel(code)]) }], page.view.value, (value) => setView(page.model.values.includes(value) ? { value } : { value, group: "all" }), { id: "value" })),
    field("group", t("who"), choice((isShare() ? page.model.groups.slice(0, 1) : page.model.groups).map((group) => [group.code, [factorLabel(group.factor), groupLabel(page.model, group.factor, group.group)].filter(Boolean).join(": ")]), page.view.group, (group) => setView({ group }), { id: "group" })),
    field("date", t("when"), choice(dates.map((date) => [date, day(date)]), page.view.date, (date) => setView({ date }), { id: "date" })));
}

const row = () => page.scenario?.rows.find((one) => one.factor === "all");
const ofEveryone = () => page.view.group === "all";

/** The answer in words, from the counts of the draws and runs: first what the scenario does, then where the value lies. */
function sentence() {
  const at = page.scenario?.level_at ?? page.baseline.groups.find(({ factor, group }) => page.model.groups.some((one) => one.code === page.view.group && one.factor === factor && one.group === group))?.spread;
  const parts = [], what = valueLabel(page.view.value);
  const [low, middle, high] = at ? [at[0], at[2], at[4]].map((value) => (isShare() ? plain : signed)(value, 0)) : [];
  const level = at && at[0] !== null ? t(isShare() ? "say.share" : "say.level", { date: day(page.view.date), what, who: groupName(), low, high, middle }) : "";
  if (!page.scenario) return [level, isEmpty() ? t("say.quo") : ""].join(" ");
  const found = ofEveryone() ? row() : page.scenario.rows.find((one) => page.model.groups.some((group) => group.code === page.view.group && group.factor === one.factor && group.group === one.group));
  if (!found) return level;
  const { mean, q05, q95 } = found.difference;
  if (mean === 0 && (q05 ?? 0) === 0 && (q95 ?? 0) === 0) parts.push(t("say.same"));
  else {
    const up = mean >= 0, share = up ? found.share_above_zero : 1 - found.share_above_zero, members = page.scenario.members;
    const clear = share >= CLEAR, count = (part) => Math.round(members * part);
    parts.push(t(!clear ? "say.unclear" : up ? "say.higher" : "say.lower", { what, n: count(clear ? share : found.share_above_zero), members, mean: clear ? plain(Math.abs(mean)) : signed(mean), low: signed(q05), high: signed(q95) }));
    const limits = page.model.detectable;
    if (limits && ofEveryone() && page.view.value === page.model.values.at(-1))
      parts.push(t(Math.abs(mean) < limits.independent ? "say.invisible" : Math.abs(mean) < limits.correlated ? "say.doubtful" : "say.visible", { n: whole(limits.respondents) }));
  }
  return [...parts, level].join(" ");
}

function regionRows() {
  const rows = new Map();
  if (page.scenario?.whole && page.view.map === "difference")
    for (const one of page.scenario.rows) { if (one.factor === "region") rows.set(one.group, { value: one.difference.mean, low: one.difference.q05, high: one.difference.q95 }); }
  else if (page.scenario?.whole && page.view.map === "level")
    for (const one of page.scenario.rows) { if (one.factor === "region") rows.set(one.group, { value: one.scenario, low: one.scenario, high: one.scenario }); }
  else for (const { factor, group, spread } of page.baseline.groups) if (factor === "region") rows.set(group, { value: spread[2], low: spread[0], high: spread[4] });
  if (page.view.map === "level" && page.scenario?.whole) // the width of what is known comes from the baseline
    for (const { factor, group, spread } of page.baseline.groups)
      if (factor === "region") { const one = rows.get(group); one.low = one.value + spread[0] - spread[2]; one.high = one.value + spread[4] - spread[2]; }
  return rows;
}

function switcher(name, options) {
  return h("p", { class: "switch", role: "group" }, options.map(([value, words]) => h("button", { type: "button", "aria-pressed": String(page.view[name] === value), onclick: () => setView({ [name]: value }) }, words)));
}

function showMapAndDots() {
  const changed = page.scenario?.whole;
  const body = h("div"), maps = put("map", changed && !isShare() ? switcher("map", [["difference", t("difference")], ["level", t("level")]]) : null, body);
  const heading = changed && page.view.map === "difference" ? t("map.difference", { what: valueLabel(page.view.value), date: day(page.view.date) }) : t("map.level", { what: valueLabel(page.view.value), date: day(page.view.date) });
  maps.prepend(h("p", {}, isShare() ? t("share.only") : heading));
  const rows = regionRows(); // empty while a view of a share gives way to one of the index
  if (!isShare() && rows.size > 0) mapSection(body, page.model, page.outlines, rows, changed && page.view.map === "difference", (code) => setView({ group: `region:${code}` }));
  const dots = h("div"), difference = changed && page.view.dots === "difference";
  put("dots", changed ? switcher("dots", [["difference", t("difference")], ["level", t("level")]]) : null, dots);
  const threshold = page.threshold?.[difference ? "difference" : "level"] ?? 0;
  dotPlot(dots, difference ? page.scenario.difference_dots : page.scenario?.dots ?? page.baseline.dots, threshold, difference ? t("dots.difference") : `${valueLabel(page.view.value)}, ${groupName()}, ${day(page.view.date)}`,
    (value) => { page.threshold = { ...page.threshold, [difference ? "difference" : "level"]: value }; showResults(); });
}

function showResults() {
  if (!page.baseline) return;
  place("sentence").textContent = sentence();
  put("remarks", page.model.calibrated ? null : h("li", {}, t("not.calibrated")), unobserved(state.items, page.levers).map((words) => h("li", {}, h("strong", {}, t("beware")), " ", words)));
  const own = page.own.filter((one) => !isShare() && one.target === page.view.value && one.group === page.view.group);
  fanChart(place("fan"), page.model, page.baseline, page.scenario, page.view, own);
  differenceChart(place("difference"), page.model, page.scenario, page.view);
  if (page.scenario && !page.scenario.whole) return; // tables and maps wait for all members
  throughSection(place("through"), isEmpty() ? "" : toml(state), query(), page.levers, page.view.value !== page.model.values.at(-1) || !ofEveryone());
  showMapAndDots();
  groupTable(place("table"), t("table.note", { what: valueLabel(page.view.value), date: day(page.view.date) }), page.model, page.baseline, page.scenario, page.order, (order) => { page.order = order; showResults(); });
  showPins();
}

// ---- why, pins, files --------------------------------------------------------------------------------------------------

async function explain() {
  put("why", h("p", { role: "status" }, t("why.running")));
  const value = page.view.value;
  try {
    await streamEvents(`/api/explain?value=${encodeURIComponent(value)}`, "", undefined, (event, data) => {
      if (event === "result") page.explained = { value, data };
      else if (event === "progress") place("why").firstChild.textContent = `${t("why.running")} ${Math.round((100 * data.done) / data.total)} %`;
      else if (event === "fault") throw new Refused(data.error);
    }, "explain");
    showWhy();
  } catch (error) {
    put("why", h("p", { class: "fault" }, error instanceof Refused ? error.message : t("no.answer")), h("button", { type: "button", onclick: explain }, t("why.ask")));
  }
}

function showWhy() {
  const found = page.explained;
  if (isShare()) return put("why", h("p", {}, t("share.only")));
  if (!found) return put("why", h("p", {}, t("why.note")), h("button", { type: "button", id: "explain", onclick: explain }, t("why.ask")));
  const data = found.data, last = data.dates.length - 1, bodies = data.dates.slice(1).map(() => h("div"));
  put("why", h("p", { class: "strong" }, valueLabel(found.value)), bodies, found.value === page.view.value ? null : h("button", { type: "button", onclick: explain }, `${t("why.ask")}: ${valueLabel(page.view.value)}`));
  bodies.forEach((body, k) => waterfall(body, data, k + 1 > last ? last : k + 1));
}

function storePins() {
  try { sessionStorage.setItem("pins", JSON.stringify(page.pins)); } catch { /* private windows */ }
  showPins();
}

function titleOfState() {
  if (state.title) return state.title;
  const lever = page.levers.find((one) => one.name === (state.items[0].table === "lever" ? state.items[0].name : state.items[0].table));
  return `${lever ? labelOf(lever) : state.items[0].table}${state.items.length > 1 ? ` + ${state.items.length - 1}` : ""}`;
}

function showPins() {
  pinTable(place("pins"), page.pins, {
    pin() {
      const one = row(), level = page.scenario.level_at, course = courseOf(page.model, page.scenario);
      page.pins.push({ title: `${titleOfState()} (${valueLabel(page.view.value)})`, state: structuredClone(state), view: { ...page.view }, date: page.view.date, level: level[2], low: level[0], high: level[4], difference: one.difference.mean, members: page.scenario.members,
        differenceLow: one.difference.q05, differenceHigh: one.difference.q95, higher: one.share_above_zero, peak: course?.peak ?? null, peakDate: course?.peakDate ?? "", halfLife: course?.halfLife ?? null });
      storePins();
    },
    open(k) { Object.assign(page.view, page.pins[k].view); take(page.pins[k].state); showViews(); },
    unpin(k) { page.pins.splice(k, 1); storePins(); },
  }, Boolean(page.scenario?.whole) && ofEveryone() && page.pins.length < 4);
}

async function openScenario(file) {
  try {
    const document = await postText("/api/read", await file.text(), "application/toml"), lines = linesOf(document, page.model.start);
    if (lines.length === 0) return setStatus(t("file.nothing"), "fault");
    take({ title: lines[0].title ?? "", items: lines[0].items });
    setStatus(lines.length > 1 ? t("file.first", { n: lines.length }) : t("file.opened"));
  } catch (error) { setStatus(error instanceof Refused ? error.message : t("no.answer"), "fault"); }
}

/** Opens the chosen file; forgets the choice, so that the same file can be chosen again after a change. */
function openChosen(input, open) {
  const file = input.files[0];
  if (file) Promise.resolve(open(file)).finally(() => { input.value = ""; });
}

async function openWave(file) {
  try {
    page.own = (await postText("/api/wave", await file.text(), "text/csv")).values;
    setStatus(t("wave.opened", { n: page.own.length }));
    showResults();
  } catch (error) { setStatus(error instanceof Refused ? error.message : t("no.answer"), "fault"); }
}

const command = () => `kozqaras compare my_scenario.toml --seed ${page.model.seed} --members ${page.model.members} --scale ${page.model.scale} --date ${page.view.date} --by everything --json`;

/** Name and command follow the scenario and the date; their elements stay, so that the focus does. */
function tellCommand() {
  place("scenario-title").value = state.title;
  place("command").textContent = command();
}

function fileField(words, accept, open) {
  const id = freshId();
  return h("div", { class: "field wide" }, h("label", { for: id }, words),
    h("div", { class: "file" }, h("span", { "aria-hidden": "true" }, t("choose.file")), h("input", { id, type: "file", accept, onchange: (event) => openChosen(event.target, open) })));
}

function showFiles() {
  put("files", h("div", { class: "field wide" }, h("label", { for: "scenario-title" }, t("title.of")), h("input", { id: "scenario-title", type: "text", maxlength: 200, value: state.title, onchange: (event) => { state.title = event.target.value; commit(); } })),
    h("p", {}, h("button", { type: "button", id: "save", onclick: () => download("my_scenario.toml", toml(state), "application/toml") }, t("save.toml")), " ",
      h("button", { type: "button", onclick: () => download("what_if.csv", chartCsv(page.model, page.baseline, page.scenario), "text/csv") }, t("save.csv")), " ",
      h("button", { type: "button", onclick: async () => { try { await navigator.clipboard.writeText(location.href); setStatus(t("copied")); } catch { setStatus(location.href); } } }, t("copy.address"))),
    h("p", { class: "note" }, t("same.numbers")), h("code", { id: "command", tabindex: "0" }, command()),
    fileField(t("open.toml"), ".toml", openScenario), fileField(t("open.wave"), ".csv", openWave),
    h("p", { class: "note" }, t("addresses"), " ", h("a", { href: "/api/baseline.csv" }, "/api/baseline.csv"), ", ", h("a", { href: "/api/metadata.json" }, "/api/metadata.json")));
}

function showAbout() {
  const model = page.model, last = model.waves.at(-1), miss = last.values[model.values.at(-1)];
  put("about", h("p", {}, t("about.run", { agents: whole(model.agents), members: whole(model.members), seed: model.seed, version: model.version, methodology: model.methodology, parameters: model.parameters })),
    miss?.published != null && miss.model ? h("p", {}, t("about.wave", { wave: last.id, published: signed(miss.published), model: signed(miss.model[1]) })) : null,
    h("p", {}, h("strong", {}, t("brief.trust")), " ", tested(model.record)),
    h("p", {}, t("about.scope")), h("p", {}, t("about.sources")));
}

function showAll() {
  document.documentElement.lang = currentLanguage();
  document.title = t("title");
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = t(element.dataset.text);
  place("badge").textContent = t("badge");
  showTools();
  showPresets();
  showViews();
  showLevers(page.levers, state, page.model, actions);
  showResults();
  showWhy();
  showPins();
  showFiles();
  showAbout();
  if (page.baseline && isEmpty()) setStatus(t("status.quo.shown", { members: page.baseline.members }));
}

async function begin() {
  const found = fromAddress(location.hash);
  let stored = null;
  try { stored = localStorage.getItem("language"); page.pins = JSON.parse(sessionStorage.getItem("pins") ?? "[]"); } catch { /* private windows */ }
  const [texts, model, levers, library, outlines] = await Promise.all(["texts", "model", "levers", "library", "outlines"].map((name) => getJson(`/api/${name}`)));
  setTexts(texts, found?.language ?? stored ?? navigator.language.slice(0, 2));
  Object.assign(page, { model, levers, library, outlines });
  page.view.value = model.values.at(-1);
  page.view.date = `${Number(model.start.slice(0, 4)) + 1}-12-31`;
  if (found) {
    for (const key of Object.keys(page.view)) if (typeof found.view?.[key] === "string") page.view[key] = found.view[key];
    history = new History(found.state);
    state = history.state;
  }
  showAll();
  await run();
  showAll();
}

let resized = 0;
window.addEventListener("resize", () => { clearTimeout(resized); resized = setTimeout(() => { showResults(); showWhy(); }, 150); });
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || /^(text|number|date)$/.test(event.target.type ?? "")) return;
  event.preventDefault();
  travel(!event.shiftKey);
});
begin().catch((error) => setStatus(hasText("no.answer") ? t("no.answer") : `No answer from the program: ${error.message}`, "fault"));
