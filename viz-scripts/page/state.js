// The scenario that is being made: a list of settings, as a TOML file has them; undo, redo, the address of the page.

export const emptyState = () => ({ title: "", items: [] });

/** Tables of a document: [[lever]], [[plant]], ... */
const itemsOf = (document, start, first) => {
  const items = [];
  for (const [key, value] of Object.entries(document)) {
    if (!Array.isArray(value) || ["variant", "expected"].includes(key)) continue;
    for (const entry of value) { // its keys are those of the file: a visit has a kind of its own
      if (typeof entry !== "object") continue;
      const item = key === "lever" ? { table: "lever", date: start ?? first, ...entry } : { table: key, ...entry };
      items.push(item);
    }
  }
  return items;
};

/** The lines of a scenario file: itself unless it changes nothing, then each of its variants on top of it. */
export function linesOf(document, first) {
  const own = itemsOf(document, document.start, first);
  const lines = [];
  if (own.length > 0) lines.push({ id: "", title: document.title, description: document.description ?? "", items: own });
  for (const variant of document.variant ?? [])
    lines.push({ id: variant.id, title: variant.title, description: variant.description ?? document.description ?? "",
      items: [...own, ...itemsOf(variant, document.start, first)] });
  return lines;
}

const isDate = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text);
const quoted = (text) => `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n").replaceAll("\t", "\\t")
  .replace(/[\u0000-\u001f\u007f]/g, "")}"`;

/** A value as TOML. */
function tomlValue(value) {
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? "true" : "false";
  if (typeof value === "string") return isDate(value) ? value : quoted(value);
  if (Array.isArray(value)) return `[${value.map(tomlValue).join(", ")}]`;
  return `{ ${Object.entries(value).map(([key, part]) => `${key} = ${tomlValue(part)}`).join(", ")} }`;
}

/** The state as a scenario file that the command line runs. */
export function toml(state) {
  let text = `title = ${quoted(state.title || "Made on the what-if page")}\n`;
  for (const item of state.items) {
    text += `\n[[${item.table}]]\n`;
    for (const [key, value] of Object.entries(item))
      if (key !== "table" && value !== "" && value !== null && value !== undefined) text += `${key} = ${tomlValue(value)}\n`;
  }
  return text;
}

const encode = (object) => btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(object))))
  .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const decode = (text) => JSON.parse(new TextDecoder().decode(
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0))));

/** What the address of the page holds; null if nothing that can be read. */
export function fromAddress(hash) {
  const found = /^#s=([\w-]+)$/.exec(hash);
  if (!found) return null;
  try {
    const { state, view, language } = decode(found[1]);
    if (!Array.isArray(state.items)) return null;
    const items = state.items.map(({ kind, ...item }) => "table" in item ? { ...(kind === undefined ? {} : { kind }), ...item } : { table: kind, ...item }); // older addresses
    if (items.some((item) => typeof item.table !== "string")) return null;
    return { state: { title: String(state.title ?? ""), items }, view, language };
  } catch { return null; }
}

export const address = (state, view, language) => `#s=${encode({ state, view, language })}`;

/** Past and future of the state. */
export class History {
  #past = [];
  #future = [];
  #now;

  constructor(state) { this.#now = JSON.stringify(state); }

  get state() { return JSON.parse(this.#now); }
  get canUndo() { return this.#past.length > 0; }
  get canRedo() { return this.#future.length > 0; }

  /** False if nothing changed. */
  set(state) {
    const next = JSON.stringify(state);
    if (next === this.#now) return false;
    this.#past.push(this.#now);
    this.#now = next;
    this.#future = [];
    return true;
  }

  undo() {
    if (!this.canUndo) return;
    this.#future.push(this.#now);
    this.#now = this.#past.pop();
  }

  redo() {
    if (!this.canRedo) return;
    this.#past.push(this.#now);
    this.#now = this.#future.pop();
  }
}
