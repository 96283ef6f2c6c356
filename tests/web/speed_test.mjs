// How soon the what-if page answers, in a browser: speed_test.mjs PROGRAM. Wall time, so only on a machine that does nothing else.
import { after, check, finish, move, openGroup, openPage, settled, startBrowser, startServer, untilIdle } from "./harness.mjs";

const [program] = process.argv.slice(2);
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

const server = await startServer(program, ["--scale", "0.0005", "--members", "8"]), browser = await startBrowser();
try {
  const page = await openPage(browser, server.address);
  await openGroup(page, "travel");
  const previews = [], settles = [];
  for (let k = 0; k < 10; k++) {
    await after(page, () => move(page));
    previews.push(Number(await page.evaluate(() => document.body.dataset.preview)));
    settles.push(Number(await page.evaluate(() => document.body.dataset.settled)));
  }
  console.log(`median of 10 moves: preview ${median(previews)} ms, settled ${median(settles)} ms (after the pause that follows a move)`);
  check(median(previews) < 300, `preview within 300 ms: ${median(previews)}`);
  check(median(settles) < 1500, `settled within 1.5 s: ${median(settles)}`);
  for (let k = 0; k < 8; k++) { await move(page); await page.waitForTimeout(90); }
  const idle = await untilIdle(server.pid);
  check(idle < 2300, `no work goes on 2 s after the last of 8 quick moves: ${Math.round(idle)} ms`); // 0.3 s to see it
  await settled(page);
} finally {
  await browser.close();
  await server.stop();
}
finish();
