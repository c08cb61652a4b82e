// page.test.mjs: the page as a whole: addresses, back, focus, speed, errors, markup.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openPage, startBrowser, visit } from "./browser.mjs";
import { startService } from "./service.mjs";

let service;
let browser;
let page;

before(async () => {
  service = await startService();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await service?.stop();
});

async function opened(address, options) {
  page = await openPage(browser, service.root, options);
  await visit(page, service.root, address);
  return page;
}

test("each entry of the menu leads to its view, with its own title, and the heading gets the focus", async () => {
  await opened("");
  const titles = new Set([await page.title()]);
  for (const [entry, heading] of [["Vilka har …?", "Vilka har …?"], ["Förebilder", "Förebilder"], ["Poäng", "Poäng"], ["Lär av andra", "Lär av andra"], ["Sök", "Sök i rapporterna"]]) {
    await page.getByRole("navigation", { name: "Huvudmeny" }).getByRole("link", { name: entry, exact: true }).click();
    await page.getByRole("heading", { level: 1, name: heading }).waitFor();
    await page.waitForSelector("main:not([aria-busy])");
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1");
    assert.equal(await page.locator("nav a[aria-current=page]").textContent(), entry);
    titles.add(await page.title());
  }
  assert.equal(titles.size, 5);
  assert.deepEqual(page.faults, []);
});

test("back and forward go through what was shown", async () => {
  await opened("#/sok?q=etik");
  await page.goto(`${service.root}/#/poang?rapport=lulea-2018`);
  await page.getByRole("heading", { name: "Profil: Luleå 2018" }).waitFor();
  await page.goBack();
  await page.getByRole("heading", { name: /träff/ }).waitFor();
  assert.equal(await page.getByLabel("Ord eller fras").inputValue(), "etik");
  await page.goForward();
  await page.getByRole("heading", { name: "Profil: Luleå 2018" }).waitFor();
});

test("the first stop of the keyboard leads past the menu", async () => {
  await opened("#/sok?q=etik");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Hoppa till innehållet");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  assert.match(page.url(), /#\/sok\?q=etik$/);
});

test("one can type within 200 ms of loading, the page having been visited before", async () => {
  const times = [];
  await opened("#/sok?q=etik");
  await page.addInitScript(() => {
    new MutationObserver(() => {
      if (document.getElementById("q")?.isConnected) window.usableAt ??= performance.now();
    }).observe(document, { subtree: true, childList: true });
  });
  for (let round = 0; round < 7; round++) {
    await page.reload();
    await page.waitForSelector("html[data-ready]");
    times.push(await page.evaluate(() => window.usableAt - performance.getEntriesByType("navigation")[0].responseEnd));
  }
  console.log(`the search box is there after ${times.map(Math.round).join(", ")} ms`);
  assert.ok(Math.min(...times) < 200, `${times.map(Math.round)} ms`); // the best: other work on the machine only adds
});

test("a service that is gone is told of, with a way to try again", async () => {
  await opened("#/sok?q=etik");
  await page.route("**/api/v1/search*", (route) => route.abort());
  await page.getByLabel("Ord eller fras").fill("dialog");
  await page.getByRole("heading", { name: "Tjänsten svarar inte" }).waitFor();
  await page.unroute("**/api/v1/search*");
  await page.getByRole("button", { name: "Försök igen" }).click();
  await page.getByRole("heading", { name: /träff/ }).waitFor();
});

test("a query that cannot be read is told of, in words that help", async () => {
  await opened("#/sok?q=%22");
  await page.getByRole("heading", { name: "Frågan går inte att förstå" }).waitFor();
});

test("markup in a report is shown as text, and highlights count code points", async () => {
  await opened("#/sok");
  await page.route("**/api/v1/search*", async (route) => {
    const answer = await (await route.fetch()).json();
    if (answer.hits.length > 0) {
      answer.hits[0].excerpt = "😀 <img src=x onerror=alert(1)> etik";
      answer.hits[0].highlights = [[31, 4]];
    }
    await route.fulfill({ json: answer });
  });
  await page.getByLabel("Ord eller fras").fill("etik");
  await page.locator(".excerpt img, .excerpt mark").first().waitFor();
  const first = page.locator(".hit").first();
  assert.equal(await first.locator("img").count(), 0);
  assert.match(await first.locator(".excerpt").textContent(), /😀 <img src=x onerror=alert\(1\)> etik/);
  assert.equal(await first.locator("mark").first().textContent(), "etik");
});

test("an unknown view says where to go", async () => {
  await opened("#/finns-inte");
  await page.getByRole("heading", { name: "Sidan finns inte" }).waitFor();
  await page.getByRole("link", { name: "Sök i rapporterna" }).click();
  await page.getByRole("heading", { level: 1, name: "Sök i rapporterna" }).waitFor();
});

test("on paper there is no menu, and what was folded is there", async () => {
  await opened("#/vilka-har?amne=medborgardialog");
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  assert.equal(await page.locator("nav").first().isVisible(), false);
  assert.equal(await page.locator("form").first().isVisible(), false);
  assert.ok(await page.locator(".evidence blockquote").first().isVisible());
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  assert.equal(await page.locator("td details[open]").count(), 0);
});
