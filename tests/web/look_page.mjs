// look_page.mjs PROGRAM OUT: pictures of every view of the what-if page in three languages, 1280 and 360 px wide, to be looked at.
import { mkdirSync } from "node:fs";
import { after, openPage, startBrowser, startServer } from "./harness.mjs";

const [program, out] = process.argv.slice(2), PIECE = 1700; // px: no picture is taller
mkdirSync(out, { recursive: true });

/** The whole page, in pieces. */
async function shoot(page, name, width) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let top = 0, k = 1; top < height; top += PIECE, k++)
    await page.screenshot({ path: `${out}/${name}_${k}.png`, fullPage: true, clip: { x: 0, y: top, width, height: Math.min(PIECE, height - top) } });
  const cut = await page.evaluate(() => [...document.querySelectorAll("svg text")].filter((one) => { const box = one.getBoundingClientRect(), whole = one.ownerSVGElement.getBoundingClientRect(); return box.width > 0 && (box.left < whole.left - 1 || box.right > whole.right + 1 || box.top < whole.top - 1 || box.bottom > whole.bottom + 1); }).map((one) => one.textContent));
  console.log(`${name}: ${height} px high, ${await page.evaluate(() => document.documentElement.scrollWidth)} px wide; letters cut: ${cut.join(" | ") || "none"}`);
}

const server = await startServer(program, ["--scale", "0.0002", "--members", "8"]), browser = await startBrowser();
try {
  for (const language of ["en", "ru", "kk"])
    for (const width of [1280, 360]) {
      const page = await openPage(browser, server.address, { viewport: { width, height: 900 } });
      await page.locator("#language").selectOption(language);
      await shoot(page, `${language}_${width}_first`, width);
      await after(page, () => page.locator("#preset").selectOption({ index: 6 }));
      await page.locator("#split").click();
      await page.locator("#through table").first().waitFor();
      await page.locator("#explain").click();
      await page.locator("#why svg").first().waitFor();
      await page.locator("#pins button").first().click();
      await shoot(page, `${language}_${width}_scenario`, width);
      await after(page, () => page.locator("#value").selectOption("china_is_threat"));
      if (width === 1280) await page.evaluate(() => { for (const box of document.querySelectorAll("details")) box.open = true; });
      await shoot(page, `${language}_${width}_fear`, width);
      await page.context().close();
    }
} finally {
  await browser.close();
  await server.stop();
}
