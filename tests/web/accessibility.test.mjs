// accessibility.test.mjs: axe-core finds nothing at WCAG 2.1 AA, in every view, light, dark and narrow.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { openPage, startBrowser, visit } from "./browser.mjs";
import { startService } from "./service.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const VIEWS = ["#/sok", "#/sok?q=kommun&omrade=1", "#/sok?q=qqqqxyz", "#/vilka-har", "#/vilka-har?amne=medborgardialog",
  "#/forebilder", "#/forebilder?alla=1", "#/poang", "#/poang?rapport=lulea-2018", "#/poang?rapport=lulea-2018&rapport=norsjo-2018&rapport=kalix-2012",
  "#/lar-av-andra", "#/lar-av-andra?kommun=2514", "#/finns-inte"];
const LOOKS = [
  { name: "light", colorScheme: "light" }, { name: "dark", colorScheme: "dark" },
  { name: "narrow", colorScheme: "light", viewport: { width: 320, height: 640 } },
];
let service;
let browser;

before(async () => {
  service = await startService();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await service?.stop();
});

// What is folded is unfolded first, so that it is looked at too.
async function violations(page) {
  await page.evaluate(() => { for (const details of document.querySelectorAll("details")) details.open = true; });
  await page.waitForTimeout(50);
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] }));
  assert.ok(found.passes.length > 5, "axe has looked at something");
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

for (const { name, ...options } of LOOKS) {
  for (const view of VIEWS) {
    test(`${view} has no violations, ${name}`, async () => {
      const page = await openPage(browser, service.root, options);
      await page.addInitScript({ content: axe });
      await visit(page, service.root, view);
      assert.deepEqual(await violations(page), []);
      const width = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
      assert.ok(width[0] <= width[1], `nothing sticks out sideways: ${width}`);
      assert.deepEqual(page.faults, []);
      await page.context().close();
    });
  }
}
