// browser.mjs: Debian's Chromium, and pages in it that keep a list of what they should not have done.
import { chromium } from "playwright-core";

export const CHROMIUM = process.env.KOMPASS_CHROMIUM ?? "/usr/bin/chromium";

export function startBrowser() {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

// A page of its own; options as Playwright's newContext() takes them. page.faults lists each message
// on the console that is an error or a warning, each exception, and each request to another host.
export async function openPage(browser, root, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "sv-SE", ...options });
  const page = await context.newPage();
  page.faults = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) page.faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => page.faults.push(`exception: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(`${root}/`)) page.faults.push(`request to another host: ${request.url()}`);
  });
  page.setDefaultTimeout(120_000); // on a busy machine, too, what does not come by then will not come
  return page;
}

// Goes to a view and waits until it has shown its answer.
export async function visit(page, root, address) {
  await page.goto(`${root}/${address}`);
  await page.waitForSelector("html[data-ready]");
  await page.waitForSelector("main:not([aria-busy])");
}
