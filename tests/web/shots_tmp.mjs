import { after, openGroup, openPage, settled, startBrowser, startServer, violations } from "/work/wt/page/tests/web/harness.mjs";
const server = await startServer("/tmp/page/kozqaras", ["--scale", "0.0005", "--members", "8"]), browser = await startBrowser();
try {
  for (const language of ["en", "ru", "kk"]) {
    const page = await openPage(browser, server.address);
    await page.locator("#language").selectOption(language);
    await openGroup(page, "travel");
    await after(page, () => page.locator("#preset").selectOption({ index: Number(process.argv[2] ?? 1) }));
    await page.screenshot({ path: `/tmp/page/p_${language}.png`, fullPage: true });
    const begun = Date.now();
    await page.locator("#split").click();
    await page.waitForFunction(() => document.querySelector("#through table, #through p:not(.note):not([role])"), null, { timeout: 300000 });
    console.log(language, "split", Date.now() - begun, "ms", (await page.locator("#through").innerText()).slice(0, 400));
    await page.locator("#through").screenshot({ path: `/tmp/page/through_${language}.png` });
    await after(page, () => page.locator("#value").selectOption("china_is_threat"));
    console.log(await page.locator("#sentence").innerText());
    await page.screenshot({ path: `/tmp/page/t_${language}.png`, fullPage: true });
    console.log(language, page.faults, (await violations(page)).join("; "));
    await page.setViewportSize({ width: 360, height: 740 });
    await page.waitForTimeout(400);
    console.log("360:", await page.evaluate(() => document.documentElement.scrollWidth));
    await page.screenshot({ path: `/tmp/page/s_${language}.png`, fullPage: true });
    await page.context().close();
  }
} finally { await browser.close(); await server.stop(); }
function await0(page) { return 0; }
