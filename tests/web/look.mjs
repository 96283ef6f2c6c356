// look.mjs FILE.html OUT: pictures of a page at 1280 and 360 px and its print as PDF, to be looked at.
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { startBrowser } from "./harness.mjs";

const [file, out] = process.argv.slice(2), browser = await startBrowser();
for (const width of [1280, 360]) {
  const page = await browser.newPage({ viewport: { width, height: 800 } });
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  await page.screenshot({ path: `${out}_${width}.png`, fullPage: true });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  console.log(`${file} at ${width}: ${asked.length} request, ${wide} px wide`);
  if (width === 1280) writeFileSync(`${out}.pdf`, await page.pdf({ format: "A4", preferCSSPageSize: true }));
  await page.close();
}
await browser.close();
