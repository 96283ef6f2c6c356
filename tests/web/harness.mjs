// Starts the program and a browser for the tests of the page; counts checks.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
export const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

let passed = 0, failed = 0;
export function check(holds, what) {
  if (holds) passed++;
  else { failed++; console.error(`FAILED: ${what}`); }
}

/** Runs one group of checks and says how long it took. */
export async function timed(name, checks) {
  const begun = performance.now(), before = passed + failed, result = await checks();
  console.log(`${((performance.now() - begun) / 1000).toFixed(1).padStart(6)} s  ${name}: ${passed + failed - before} checks`);
  return result;
}

export function finish() {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** The program's server on a free port: {address, pid, stop}. */
export async function startServer(program, options = []) {
  const child = spawn(program, ["serve", "--port", "0", "--no-open", "--quiet", ...options], { stdio: ["ignore", "pipe", "inherit"] });
  const address = await new Promise((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (part) => { text += part; if (text.includes("\n")) resolve(text.split("\n")[0]); });
    child.on("exit", (status) => reject(new Error(`the server ended with status ${status}`)));
  });
  const stop = () => new Promise((resolve) => { child.removeAllListeners("exit"); child.on("exit", resolve); child.kill("SIGINT"); });
  return { address, pid: child.pid, stop };
}

const PATIENCE = 300000; // milliseconds: for a slow machine with other work; nothing waits longer than what it waits for takes

export const startBrowser = () => chromium.launch({ timeout: PATIENCE, executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--force-prefers-reduced-motion"] });

/** A page that notes errors of its console and requests to other hosts. */
export async function openPage(browser, address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB", acceptDownloads: true, ...options });
  context.setDefaultTimeout(PATIENCE);
  context.setDefaultNavigationTimeout(PATIENCE);
  const page = await context.newPage();
  page.faults = [];
  page.on("console", (message) => message.type() === "error" && page.faults.push(message.text()));
  page.on("pageerror", (error) => page.faults.push(String(error)));
  page.on("request", (request) => { if (!request.url().startsWith(new URL(address).origin) && !/^(data|blob):/.test(request.url())) page.faults.push(`request to ${request.url()}`); });
  await page.goto(address);
  await settled(page);
  return page;
}

/** Waits until the newest state was answered. */
export const settled = (page, timeout = PATIENCE) => page.waitForFunction(() => document.body.dataset.state === "settled" || document.body.dataset.state === "refused", null, { timeout });

/** Does `act`, and waits until what it changed was answered. */
export async function after(page, act) {
  await page.evaluate(() => { document.body.dataset.state = "waiting"; });
  await act();
  await settled(page);
}

/** Violations that axe-core finds, in words. */
export async function violations(page) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(() => globalThis.axe.run());
  return found.violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(", ")}`);
}

export const openGroup = (page, group) => page.locator(`details[data-group="${group}"]`).evaluate((box) => { box.open = true; });

const ticks = (pid) => { const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" "); return Number(fields[11]) + Number(fields[12]); };
const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

/** Milliseconds until a process hardly works any more, as seen over 0.3 s; Infinity if it still does after `limit`. */
export async function untilIdle(pid, limit = PATIENCE) {
  const begun = performance.now();
  for (let before = ticks(pid); performance.now() - begun < limit;) {
    await pause(300);
    const now = ticks(pid);
    if (now - before < 3) return performance.now() - begun;
    before = now;
  }
  return Infinity;
}

export const TRIPS = 'input[type="range"][data-lever="travel.trips_per_week"]';

/** Moves the lever of trips by one step. */
export async function move(page, key = "ArrowRight") {
  await page.locator(TRIPS).focus();
  await page.keyboard.press(key);
}
