// docs_pictures.mjs PROGRAM OUT: the pictures of the page, the brief and the report that docs/ shows (docs/pictures), anew.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, openGroup, openPage, startBrowser, startServer } from "./harness.mjs";
import { openFile, writePages } from "./looks.mjs";

const [program, out] = process.argv.slice(2), SMALL = ["--scale", "0.0005", "--members", "16"];
const work = mkdtempSync(join(tmpdir(), "kozqaras_pictures_"));

/** One picture of the cards that hold these elements, one below the other, at most `limit` px high. */
async function cards(page, name, ids, limit = 1500) {
  const boxes = await page.evaluate((all) => all.map((id) => { const box = document.getElementById(id).closest("section, footer").getBoundingClientRect(); return { x: box.x, y: box.y + scrollY, width: box.width, height: box.height }; }), ids);
  const [x, y] = [boxes[0].x, boxes[0].y], end = Math.max(...boxes.map((box) => box.y + box.height));
  await page.screenshot({ path: join(out, `${name}.png`), fullPage: true, clip: { x, y, width: boxes[0].width, height: Math.min(limit, end - y) } });
}

const top = (page, name, width, height) => page.screenshot({ path: join(out, `${name}.png`), clip: { x: 0, y: 0, width, height }, fullPage: true });

/** The page in one language with a scenario that is split, explained and kept. */
async function withScenario(browser, server, language, width) {
  const page = await openPage(browser, server.address, { viewport: { width, height: 968 } });
  await page.locator("#language").selectOption(language);
  const index = await page.evaluate(() => [...document.querySelectorAll("#preset option")].findIndex((one) => /^(The border closed|Граница закрыта|Шекара 2020)/.test(one.textContent)));
  await after(page, () => page.locator("#preset").selectOption({ index }));
  return page;
}

async function english(browser, server) {
  const page = await withScenario(browser, server, "en", 1180);
  await openGroup(page, "travel");
  await top(page, "page_levers", 1180, 1000);
  await cards(page, "page_charts", ["sentence", "fan", "difference"]);
  await cards(page, "page_regions", ["dots", "map"]);
  await page.locator("#split").click();
  await page.locator("#through table").first().waitFor();
  await page.locator("#explain").click();
  await page.locator("#why svg").first().waitFor();
  await page.locator("#pins button").first().click();
  await cards(page, "page_through", ["through"]);
  await cards(page, "page_groups", ["table"], 620);
  await cards(page, "page_why", ["why"], 860);
  await cards(page, "page_share", ["pins", "files"]);
  await cards(page, "page_foot", ["about"]);
  await after(page, () => page.locator("#value").selectOption("china_is_threat"));
  await cards(page, "page_threat", ["sentence", "fan", "difference"]);
  await page.context().close();
}

async function others(browser, server) {
  for (const [language, name] of [["ru", "russian"], ["kk", "kazakh"]]) {
    const page = await withScenario(browser, server, language, 1180);
    await top(page, `page_${name}`, 1180, 1000);
    await page.context().close();
  }
  const narrow = await withScenario(browser, server, "kk", 360);
  await cards(narrow, "page_narrow", ["sentence", "fan"], 1300);
  await narrow.context().close();
}

async function files(browser) {
  writePages(program, work, SMALL);
  for (const [kind, language, name, height] of [["brief", "en", "brief_english", 1300], ["brief", "ru", "brief_russian", 1300], ["brief", "kk", "brief_kazakh", 1300], ["report", "en", "report_english", 1300]]) {
    const page = await openFile(browser, join(work, `${kind}_${language}.html`), 900);
    await top(page, name, 900, Math.min(height, await page.evaluate(() => document.documentElement.scrollHeight)));
    await page.close();
  }
}

const server = await startServer(program, SMALL), browser = await startBrowser();
try {
  await english(browser, server);
  await others(browser, server);
  await files(browser);
} finally {
  await browser.close();
  await server.stop();
  rmSync(work, { recursive: true, force: true });
}
