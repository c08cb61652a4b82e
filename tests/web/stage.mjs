// stage.mjs: what each test file begins with: a service, Chromium, and a page that is gone after each test.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { after, afterEach, before } from "node:test";
import { fileURLToPath } from "node:url";
import { openPage, startBrowser, visit } from "./browser.mjs";
import { startService } from "./service.mjs";

export let service;
export let browser;
export let page; // of the test that runs; null before it has one
let wanted;

// index(): makes the index to serve, in place of one of the sample reports; settings: more options of the service;
// options: of each page; faultless: a page must not have done what it should not, whatever the test asserts; ready():
// called when the service is there; over(): when it is gone.
export function begin({
  index = () => undefined,
  settings,
  options = {},
  faultless = false,
  ready = () => {},
  over = () => {},
} = {}) {
  wanted = options;
  before(async () => {
    service = await startService(index(), settings);
    browser = await startBrowser();
    await ready();
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
    over();
  });
  afterEach(async () => {
    const last = page;
    page = null;
    if (faultless && last) assert.deepEqual(last.faults, []);
    await last?.context().close();
  });
}

// A page that shows nothing yet.
export async function fresh(options) {
  page = await openPage(browser, service.root, { ...wanted, ...options });
  return page;
}

export async function opened(address, options) {
  await fresh(options);
  await visit(page, service.root, address);
  return page;
}

export const settled = () => page.waitForSelector("main:not([aria-busy])");
export const answerOf = async (address) => (await fetch(`${service.root}/api/v1/${address}`)).json();
export const reportsOf = async () => (await answerOf("status")).reports.map((entry) => entry.report);

// The bytes of the file that the page gives when something is pressed.
export async function downloaded(press) {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return readFile(await download.path());
}

// The rows of a workbook, each {A: …, B: …}; the paragraphs of a document, each [style, text].
export const rowsOf = (workbook) =>
  JSON.parse(
    execFileSync("python3", [fileURLToPath(new URL("read_workbook.py", import.meta.url))], { input: workbook }),
  );
