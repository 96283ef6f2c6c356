// look_page.mjs PROGRAM OUT: pictures of every view of the what-if page, of the brief and of the report, in three languages, 1280 and 360 px
// wide, to be looked at; brief and report also as PDF.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, openPage, startBrowser, startServer } from "./harness.mjs";
import { LANGUAGES, openFile, shootWhole, writePages } from "./looks.mjs";

const [program, out] = process.argv.slice(2), SMALL = ["--scale", "0.0002", "--members", "8"];
mkdirSync(out, { recursive: true });

async function lookAtPage(browser, server, language, width) {
  const page = await openPage(browser, server.address, { viewport: { width, height: 900 } }), name = `${language}_${width}`;
  const shoot = async (view) => console.log(`${name}_${view}: ${await shootWhole(page, join(out, `${name}_${view}`), width)}`);
  await page.locator("#language").selectOption(language);
  await shoot("first");
  await after(page, () => page.locator("#preset").selectOption({ index: 6 }));
  await page.locator("#split").click();
  await page.locator("#through table").first().waitFor();
  await page.locator("#explain").click();
  await page.locator("#why svg").first().waitFor();
  await page.locator("#pins button").first().click();
  await shoot("scenario");
  await after(page, () => page.locator("#value").selectOption("china_is_threat"));
  if (width === 1280) await page.evaluate(() => { for (const box of document.querySelectorAll("details")) box.open = true; });
  await shoot("fear");
  await page.context().close();
}

async function lookAtFile(browser, kind, language, width) {
  const page = await openFile(browser, join(out, `${kind}_${language}.html`), width), name = `${kind}_${language}_${width}`;
  console.log(`${name}: ${page.asked} requests; ${await shootWhole(page, join(out, name), width)}`);
  if (width === 1280) writeFileSync(join(out, `${kind}_${language}.pdf`), await page.pdf({ format: "A4", preferCSSPageSize: true }));
  await page.close();
}

writePages(program, out, SMALL);
const server = await startServer(program, SMALL), browser = await startBrowser();
try {
  for (const language of LANGUAGES)
    for (const width of [1280, 360]) {
      await lookAtPage(browser, server, language, width);
      for (const kind of ["brief", "report"]) await lookAtFile(browser, kind, language, width);
    }
} finally {
  await browser.close();
  await server.stop();
}
