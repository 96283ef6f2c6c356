// Small helpers: elements of HTML and SVG.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else if (name === "checked") element.checked = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat(Infinity)) if (child !== null && child !== undefined && child !== false) element.append(child);
  return element;
}

export const h = (name, attributes = {}, ...children) => fill(document.createElement(name), attributes, children);
export const s = (name, attributes = {}, ...children) => fill(document.createElementNS(SVG, name), attributes, children);

export function put(id, ...children) {
  const place = document.getElementById(id);
  place.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return place;
}

let number = 0;
export const freshId = () => `id${++number}`;

/** A select of [value, label] pairs, or of groups {label, options} of them. */
export function choice(options, chosen, onchange, attributes = {}) {
  const one = ([value, label]) => h("option", { value }, label);
  const select = h("select", { ...attributes, onchange: (event) => onchange(event.target.value) },
    options.map((entry) => Array.isArray(entry) ? one(entry) : h("optgroup", { label: entry.label }, entry.options.map(one))));
  select.value = chosen;
  return select;
}

/** Offers `text` as a file. */
export function download(name, text, type) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = h("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

export const csvCell = (value) => {
  const text = value === null || value === undefined ? "" : String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
export const csvText = (rows) => rows.map((row) => row.map(csvCell).join(",")).join("\n") + "\n";
