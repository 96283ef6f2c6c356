// The words of the page, from the table that the program shares (/api/texts).

let table = { languages: ["en"], texts: {} };
let language = "en";

export function setTexts(document, wanted) {
  table = document;
  language = document.languages.includes(wanted) ? wanted : document.languages[0];
}

export function setLanguage(wanted) {
  language = wanted;
}

export const currentLanguage = () => language;
export const languages = () => table.languages;
export const hasText = (key) => key in table.texts;
export const inFirstLanguage = (key) => table.texts[key]?.[table.languages[0]];

/** The text of a key with {name} filled in. "9-ы" and "95 %" are not torn between lines. */
export function t(key, values = {}) {
  const words = (table.texts[key]?.[language] ?? key).replace(/(\d)-(?=\p{L})/gu, "$1\u2011").replace(/(\d) %/g, "$1\u00a0%");
  return words.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** The text of a key, or words that the data has where the table has none. */
export const textOr = (key, otherwise) => (hasText(key) ? t(key) : otherwise);

const locale = () => ({ kk: "ru-RU", ru: "ru-RU" })[language] ?? "en-GB"; // few browsers know Kazakh numbers: written as Russian ones

/** "+1.2"; never "-0.0". */
export function signed(value, decimals = 1) {
  if (value === null || value === undefined) return "–";
  const rounded = Number(value.toFixed(decimals)) + 0;
  return new Intl.NumberFormat(locale(), { minimumFractionDigits: decimals, maximumFractionDigits: decimals, signDisplay: "exceptZero" })
    .format(rounded === 0 ? 0 : rounded).replace("-", "\u2212");
}

export function plain(value, decimals = 1) {
  if (value === null || value === undefined) return "–";
  return new Intl.NumberFormat(locale(), { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
    .format(Number(value.toFixed(decimals)) + 0).replace("-", "\u2212");
}

export const whole = (value) => new Intl.NumberFormat(locale(), { maximumFractionDigits: 2 }).format(value).replace("-", "\u2212");

export function day(iso) {
  const date = new Date(iso + "T00:00:00Z");
  if (language === "kk") { // browsers differ in what they know of Kazakh months
    const month = t("month." + (date.getUTCMonth() + 1));
    return `${date.getUTCFullYear()} ж. ${date.getUTCDate()} ${month}`;
  }
  return new Intl.DateTimeFormat(locale(), { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(date);
}
