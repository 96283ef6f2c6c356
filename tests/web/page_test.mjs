// The what-if page in a browser: page_test.mjs PROGRAM SOURCE_TREE. What each check asks: docs/page.md. How fast it is: speed_test.mjs.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { courseOf } from "../../viz-scripts/page/charts.js";
import { linesOf, toml } from "../../viz-scripts/page/state.js";
import { cutLetters, LANGUAGES, openFile, writePages } from "./looks.mjs";
import { after, check, finish, move, openGroup, openPage, settled, startBrowser, startServer, timed, TRIPS, untilIdle, violations } from "./harness.mjs";

const [program, tree] = process.argv.slice(2);
const MEMBERS = 6, OPTIONS = ["--scale", "0.0002", "--members", String(MEMBERS)]; // more than the first impression has
const work = mkdtempSync(join(tmpdir(), "kozqaras_page_"));
const sentence = (page) => page.locator("#sentence").textContent();

async function opens(browser, server) {
  const page = await openPage(browser, server.address);
  check((await page.locator("#fan svg.chart").count()) === 1, "a fan chart is there");
  check((await page.locator("#map .region").count()) === 20, "the map has all regions");
  check((await page.locator(".tile").count()) === 20, "so have the tiles");
  check((await page.locator("#dots circle.dot").count()) === 50, "fifty dots");
  check(/Tested: .*polls.*missed by \d+ points/.test(await page.locator("#about").textContent()), "earlier predictions and their miss are told");
  check((await page.locator(".lever").count()) > 20, "all levers");
  for (const lever of await page.locator(".lever").all()) check((await lever.textContent()).includes("Evidence:"), "each lever has its evidence");
  check(/Nothing is changed/.test(await sentence(page)), "the sentence says that nothing is changed");
  return page;
}

/** A first impression of fewer members, then the whole answer. */
async function answersMoves(page) {
  await openGroup(page, "travel");
  await page.evaluate(() => { globalThis.states = []; new MutationObserver(() => globalThis.states.push(document.body.dataset.state)).observe(document.body, { attributeFilter: ["data-state"] }); });
  for (let k = 0; k < 2; k++) await after(page, () => move(page));
  const states = await page.evaluate(() => globalThis.states.filter((state) => state === "preview" || state === "settled"));
  check(states.join() === "preview,settled,preview,settled", `a first impression comes before each answer: ${states.join()}`);
  check(new RegExp(`in [0-${MEMBERS}] of ${MEMBERS} paired runs`).test(await sentence(page)), "the sentence counts runs");
}

async function newestWins(page, server) {
  for (let k = 0; k < 8; k++) { await move(page); await page.waitForTimeout(90); } // the pace of a hand
  await settled(page);
  const shown = await sentence(page), value = await page.locator(".exact").first().inputValue();
  check((await untilIdle(server.pid)) < Infinity, "no work goes on after the last of 8 quick moves");
  check((await sentence(page)) === shown, "the picture does not change any more");
  for (let k = 0; k < 4; k++) await after(page, async () => { await page.locator("#undo").click(); }); // one step may round to the same numbers
  check((await page.locator(".exact").first().inputValue()) !== value, "undo brings the earlier setting");
  check((await sentence(page)) !== shown, "undo brings other numbers");
  for (let k = 0; k < 4; k++) await after(page, async () => { await page.locator("#redo").click(); });
  check((await sentence(page)) === shown, "redo brings the same numbers");
  check((await page.locator(".exact").first().inputValue()) === value, "and the same setting");
}

async function sameNumbers(page, browser, server) {
  const again = await openPage(browser, page.url());
  check((await sentence(again)) === (await sentence(page)), "the address opened elsewhere gives the same sentence");
  await again.context().close();
  const waiting = page.waitForEvent("download");
  await page.locator("#save").click();
  const file = join(work, "my_scenario.toml");
  await (await waiting).saveAs(file);
  const told = await page.locator("#files code").textContent();
  const words = told.replace("my_scenario.toml", file).split(" ").slice(1);
  const rows = JSON.parse(execFileSync(program, [...words, "--quiet"], { encoding: "utf8", maxBuffer: 1 << 28 })).rows;
  const wanted = rows.find((row) => row.factor === "all" && row.value === "composite");
  const saving = page.waitForEvent("download");
  await page.locator("#table > button").click();
  await (await saving).saveAs(join(work, "groups.csv"));
  const table = readFileSync(join(work, "groups.csv"), "utf8").trim().split("\n").map((line) => line.split(","));
  const all = Object.fromEntries(table[0].map((column, k) => [column, table.find(([factor]) => factor === "all")[k]]));
  check(table.length === 1 + rows.filter((row) => row.value === "composite").length, "the command line has the same groups");
  for (const [column, value] of [["difference", wanted.difference.mean], ["low", wanted.difference.q05], ["high", wanted.difference.q95], ["scenario", wanted.scenario_mean]])
    check(Math.abs(Number(all[column]) - value) <= 0.00501, `the command line gives the same ${column}: ${all[column]} / ${value}`);
  const shown = await page.evaluate(() => document.querySelector("#table tbody td").innerText);
  check(Math.abs(Number(shown.replace("\u2212", "-")) - wanted.difference.mean) < 0.0551, `and so does the table that is seen: ${shown}`);
  await page.locator("#date").selectOption("2029-12-31");
  check((await page.locator("#command").textContent()).includes("--date 2029-12-31"), "the command follows the date that is chosen");
  await settled(page);
  await after(page, () => page.locator("#date").selectOption("2028-12-31"));
}

async function tableAndPins(page) {
  await page.locator("#table th button").nth(1).click();
  const values = await page.locator("#table tbody tr td:nth-child(2)").allTextContents();
  const numbers = values.map((value) => Number(value.replace("\u2212", "-").replace("+", "")));
  check(numbers.every((value, k) => k === 0 || numbers[k - 1] >= value), "the table is sorted by the difference");
  await page.locator("#pins button").first().click();
  await after(page, () => move(page));
  await page.locator("#pins button").first().click();
  check((await page.locator("#pins thead th").count()) === 3, "two scenarios are kept side by side");
}

async function presetsAndFiles(page) {
  const under = await page.evaluate(() => [...document.querySelectorAll("#preset option")].find((one) => one.textContent === "Astana light rail delayed again")?.parentElement.label);
  check(/light rail/.test(under), `a scenario of several stands under the name of its file: ${under}`);
  await after(page, () => page.locator("#preset").selectOption({ label: "Visas required again from 2027" }));
  check(/^(With the changes|It is not clear)[^.]*(higher|lower) than without/.test(await sentence(page)), "a preset is run, and what it does comes first");
  check((await page.locator("#scenario-title").inputValue()) === "Visas required again from 2027", "and gives its name");
  const mean = Number((await page.evaluate(() => document.querySelector("#table tbody td").innerText)).replace("\u2212", "-"));
  const runs = Number(new RegExp(`in (\\d) of ${MEMBERS}`).exec(await sentence(page))[1]);
  check(/not clear/.test(await sentence(page)) === (runs < 0.75 * MEMBERS), `a direction is told where 3 of 4 runs agree: ${runs} of ${MEMBERS}`);
  check(runs < 0.75 * MEMBERS || /higher/.test(await sentence(page)) === (mean > 0), "and it is that of the table");
  const wave = join(work, "wave.csv");
  writeFileSync(wave, "target,group,net,respondents,date,source\ncomposite,all,0.5,1000,2026-12-15,invented\n");
  await page.locator('#files input[accept=".csv"]').setInputFiles(wave);
  await page.locator("#fan .own.point").first().waitFor();
  check((await page.locator("#fan rect.own.point").count()) === 1, "a survey is drawn over the chart");
  writeFileSync(wave, "target,group,net,respondents,date,source\ncomposit,all,0.5,1000,2026-12-15,invented\n");
  await page.locator('#files input[accept=".csv"]').setInputFiles(wave);
  await page.locator("#status.fault").waitFor();
  check(/wave\.csv:2:1.*composite/s.test(await page.locator("#status").textContent()), "a bad survey is refused with line, column and the right name");
  await after(page, () => page.locator('#files input[accept=".toml"]').setInputFiles(join(tree, "scenarios/library/worst_case.toml")));
  check((await page.locator(".changes li").count()) > 2, "a scenario file is opened");
}

/** Every shipped scenario, as the list of the page makes it: the reader of files takes it, and it says what the file says. */
async function libraryRuns(server) {
  const ask = async (path, body) => (await fetch(server.address + path, body === undefined ? {} : { method: "POST", body, headers: { "Content-Type": "application/toml", "X-Client": "test" } })).json();
  const model = await ask("api/model"), levers = await ask("api/levers");
  for (const { id, document } of await ask("api/library"))
    for (const line of linesOf(document, model.start)) {
      const back = await ask("api/read", toml(line));
      check(!back.error, `${id} ${line.id} is taken: ${back.error}`);
      if (back.error) continue;
      const [again] = linesOf(back, model.start);
      check(JSON.stringify(again?.items) === JSON.stringify(line.items), `${id} ${line.id} says the same: ${JSON.stringify(again?.items)}`);
    }
  return levers;
}

/** A half-life is told only where three draws of four have the sign of the peak. */
function halfLives() {
  const model = { weeks: ["2027-01-06", "2027-02-03", "2027-03-03", "2029-01-03"] }, course = (low, high) => courseOf(model, { first: 0, difference: [4, 2, 1, 0].map((median) => [-9, low, median, high, 9]) });
  check(course(0.1, 5).halfLife === 4, "half of the effect is gone after four weeks");
  check(course(-0.1, 5).halfLife === null && course(-0.1, 5).peak === 4, "no half-life where the direction is not clear");
}

/** What the page adds itself: a table of each kind, with the fields it must have. */
async function addsTables(page, levers) {
  for (const name of ["visit", "incident"]) {
    await openGroup(page, levers.find((one) => one.name === name).group);
    await after(page, () => page.locator(`button[data-add="${name}"]`).click());
    check((await page.evaluate(() => document.body.dataset.state)) === "settled", `a ${name} that the page adds is run: ${await page.locator("#status").textContent()}`);
    await after(page, () => page.locator("#undo").click());
  }
}

async function sharesAndChannels(page, server) {
  await after(page, () => page.locator("#preset").selectOption({ label: "A land scandal" }));
  check((await page.evaluate(() => document.body.dataset.state)) === "settled", `a scenario with an incident is run: ${await page.locator("#status").textContent()}`);
  await after(page, () => page.locator("#preset").selectOption({ label: "New plants, one worker in twenty from China" }));
  await page.locator("#split").click();
  await page.locator("#through table").first().waitFor();
  const rows = await page.locator("#through table").first().locator("tbody tr").allTextContents();
  check(rows.length >= 3 && rows.some((row) => row.startsWith("plants")), `the split names its channels: ${rows.join("; ")}`);
  await after(page, () => page.locator("#value").selectOption("china_is_threat"));
  check(/of 100 adults say so.*Sees China as a threat/.test(await sentence(page)), `a fear is told as a share: ${await sentence(page)}`);
  check((await page.locator("#group option").count()) === 1, "of all adults alone");
  check((await page.locator("#through").textContent()).startsWith("This is about the index"), "the split says that it is of the index");
  check((await page.locator("#table tbody tr").count()) === 1, "and so is the table");
  const shown = await page.evaluate(() => document.querySelector("#table tbody").innerText);
  check(/[\d.]/.test(shown), `with numbers: ${shown}`);
  const refused = await fetch(`${server.address}api/baseline?value=china_is_threat&group=age:18_34`);
  check(refused.status === 422 && /all adults only/.test((await refused.json()).error), "a group of a share is refused in words");
  await after(page, () => page.locator("#value").selectOption("composite"));
}

async function everyLanguage(browser, server) {
  for (const [language, words, beyond] of [["en", "What you change", /lies outside/], ["ru", "Что вы меняете", /вне наблюдавшегося/], ["kk", "Сіз не өзгертесіз", /аралықтан тыс/]]) {
    const page = await openPage(browser, server.address);
    await page.locator("#language").selectOption(language);
    check((await page.locator("#levers-title").textContent()) === words, `the page speaks ${language}`);
    check((await page.locator("html").getAttribute("lang")) === language, "and says so");
    await openGroup(page, "travel");
    await after(page, () => move(page));
    const keys = await page.evaluate(() => document.body.innerText.match(/\b(say|legend|about|value|factor|class|unit|word|map|pins|group)\.[a-z_]+/g));
    check(keys === null, `no key without words in ${language}: ${keys}`);
    for (const box of await page.locator("details").all()) await box.evaluate((one) => { one.open = true; });
    const latin = await page.evaluate(() => [...document.querySelectorAll("#levers h4, #levers label, #levers option, #levers .note, .card h2, .card th, .card p")].filter((one) => !one.closest("[lang=en]"))
      .map((one) => one.textContent).filter((words) => /[a-z]{4,}/.test(words) && !/[а-яёәғқңөұүһі]/i.test(words)));
    const limits = await page.evaluate(() => [...document.querySelectorAll(".evidence span[lang=en]")].length);
    check(limits === 0, `sources and limits of evidence are told in ${language}: ${limits} texts of the registry are newer than their translations`);
    const tiles = (await page.locator(".tile text:first-of-type").allTextContents()).filter((short) => /[A-Z]/.test(short));
    check((language === "en") === (tiles.length > 0), `short names of regions in ${language}: ${tiles.join(" ")}`);
    check(language === "en" || latin.length === 0, `no English words in ${language}: ${latin.slice(0, 5).join("; ")}`);
    await after(page, () => page.locator(TRIPS).fill("16000")); // more than was ever observed
    const remark = await page.locator("#remarks").textContent();
    check(beyond.test(remark) && !/\.toml|trips_per_week/.test(remark), `a value outside what was observed is warned of in ${language}: ${remark}`);
    const found = await violations(page);
    check(found.length === 0, `axe-core in ${language}: ${found.join("; ")}`);
    check(page.faults.length === 0, `no fault in ${language}: ${page.faults.join("; ")}`);
    await page.context().close();
  }
}

async function smallAndPrinted(browser, server) {
  const page = await openPage(browser, server.address, { viewport: { width: 360, height: 740 } });
  await openGroup(page, "travel");
  await after(page, () => move(page));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  check(wide <= 360, `nothing is wider than 360 px: ${wide}`);
  const seen = await page.evaluate(() => document.querySelector("#table tbody td").getBoundingClientRect().right);
  check(seen <= 360, `what changes is seen without scrolling the table: ${seen}`);
  await after(page, () => page.locator("#preset").selectOption({ label: "New plants, one worker in twenty from China" }));
  await page.locator("#split").click();
  await page.locator("#through table").first().waitFor();
  const end = await page.evaluate(() => Math.max(...[...document.querySelectorAll("#through td")].map((one) => one.getBoundingClientRect().right)));
  check(end <= 360, `what goes through what is seen without scrolling: ${end}`);
  await page.locator("#explain").click();
  await page.locator("#why svg").first().waitFor();
  for (const language of LANGUAGES) {
    await page.locator("#language").selectOption(language);
    const cut = await cutLetters(page);
    check(cut.length === 0, `no letters are cut at 360 px in ${language}: ${cut.join(" | ")}`);
  }
  await page.locator("#language").selectOption("en");
  const found = await violations(page);
  check(found.length === 0, `axe-core at 360 px: ${found.join("; ")}`);
  await page.emulateMedia({ media: "print" });
  check(!(await page.locator("#tools").isVisible()), "tools are not printed");
  check(await page.locator("#sentence").isVisible(), "the answer is printed");
  await page.context().close();
}

/** Brief and report as files: nothing asked for, charts there, nothing cut at 360 px, no fault of axe-core. */
async function briefAndReport(browser) {
  writePages(program, work, OPTIONS);
  for (const language of LANGUAGES)
    for (const kind of ["brief", "report"]) {
      const page = await openFile(browser, join(work, `${kind}_${language}.html`), 360), name = `${kind} in ${language}`;
      check(page.asked === 0, `${name}: ${page.asked} requests`);
      check((await page.locator("svg.chart").count()) >= (kind === "brief" ? 1 : 3), `${name}: charts`);
      check((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360, `${name}: not wider than 360 px`);
      const beyond = await page.evaluate(() => [...document.querySelectorAll(".brief td")].filter((cell) => cell.getBoundingClientRect().right > innerWidth).map((cell) => cell.textContent));
      check(beyond.length === 0, `${name}: the table is seen without scrolling: ${beyond.join(" | ")}`);
      const found = await violations(page);
      check(found.length === 0, `${name}: axe-core: ${found.join("; ")}`);
      await page.close();
    }
}

async function keyboardOnly(browser, server) {
  const page = await openPage(browser, server.address);
  await page.keyboard.press("Tab");
  check((await page.evaluate(() => document.activeElement.className)) === "skip", "the first stop leads to the results");
  const tabTo = async (test) => { for (let k = 0; k < 80; k++) { await page.keyboard.press("Tab"); if (await page.evaluate(test)) return true; } return false; };
  check(await tabTo(() => document.activeElement.tagName === "SUMMARY"), "groups are reached by the keyboard");
  await page.keyboard.press("Enter");
  check(await tabTo(() => document.activeElement.dataset.lever === "travel.trips_per_week"), "levers are reached by the keyboard");
  await after(page, () => page.keyboard.press("ArrowRight"));
  check(await page.evaluate(() => document.activeElement.dataset.lever === "travel.trips_per_week"), "the lever keeps the focus");
  check(/paired runs/.test(await sentence(page)), "and was moved");
  await page.context().close();
}

async function explains(page) {
  await page.locator("#explain").click();
  await page.locator("#why svg").first().waitFor();
  check((await page.locator("#why rect.bar").count()) > 4, "the causes are drawn");
}

const server = await startServer(program, OPTIONS), browser = await startBrowser();
try {
  const page = await timed("opens", () => opens(browser, server));
  await timed("answers moves", () => answersMoves(page));
  await timed("newest wins", () => newestWins(page, server));
  await timed("same numbers", () => sameNumbers(page, browser, server));
  await timed("table and pins", () => tableAndPins(page));
  await timed("presets and files", () => presetsAndFiles(page));
  const levers = await timed("library", () => libraryRuns(server));
  halfLives();
  await timed("shares and channels", () => sharesAndChannels(page, server));
  await timed("adds tables", () => addsTables(page, levers));
  await timed("explains", () => explains(page));
  check(page.faults.filter((fault) => !fault.includes("422")).length === 0, `no fault: ${page.faults.join("; ")}`);
  await timed("every language", () => everyLanguage(browser, server));
  await timed("small and printed", () => smallAndPrinted(browser, server));
  await timed("brief and report", () => briefAndReport(browser));
  await timed("keyboard only", () => keyboardOnly(browser, server));
} finally {
  await browser.close();
  await server.stop();
  rmSync(work, { recursive: true, force: true });
}
finish();
