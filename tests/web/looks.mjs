// What the makers of pictures share: parts of a page, a small run with its brief and report, and whether letters are cut.
import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const TREE = join(dirname(fileURLToPath(import.meta.url)), "../..");
export const LANGUAGES = ["en", "ru", "kk"];

/** Runs the land scandal once and writes brief_LANGUAGE.html and report_LANGUAGE.html into `folder`. */
export function writePages(program, folder, options) {
  const run = join(folder, "run"), call = (...words) => execFileSync(program, [...words, "--quiet", "--force"], { stdio: ["ignore", "ignore", "inherit"] });
  call("run", join(TREE, "scenarios/library/land_scandal.toml"), ...options, "-o", run);
  for (const language of LANGUAGES)
    for (const kind of ["brief", "report"]) call(kind, run, "--lang", language, "-o", join(folder, `${kind}_${language}.html`));
}

/** A file of `writePages`, opened; requests to anything else are counted. */
export async function openFile(browser, file, width) {
  const page = await browser.newPage({ viewport: { width, height: 800 } });
  page.asked = -1; // for the file itself
  page.on("request", () => page.asked++);
  await page.goto(pathToFileURL(file).href);
  return page;
}

/** Pictures of the whole page, none taller than `piece` px. */
export async function shootWhole(page, path, width, piece = 1700) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let top = 0, k = 1; top < height; top += piece, k++)
    await page.screenshot({ path: `${path}_${k}.png`, fullPage: true, clip: { x: 0, y: top, width, height: Math.min(piece, height - top) } });
  return `${height} px high, ${await page.evaluate(() => document.documentElement.scrollWidth)} px wide; letters cut: ${(await cutLetters(page)).join(" | ") || "none"}`;
}

/** Texts of pictures that reach beyond them. */
export const cutLetters = (page) => page.evaluate(() => [...document.querySelectorAll("svg text")].filter((one) => {
  const box = one.getBoundingClientRect(), whole = one.ownerSVGElement.getBoundingClientRect();
  return box.width > 0 && (box.left < whole.left - 1 || box.right > whole.right + 1 || box.top < whole.top - 1 || box.bottom > whole.bottom + 1);
}).map((one) => one.textContent));
