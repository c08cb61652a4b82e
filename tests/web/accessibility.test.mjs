// accessibility.test.mjs: axe-core finds nothing at WCAG 2.1 AA, in every view, light, dark and narrow; on the sample
// reports, or on the index that KOMPASS_WEB_INDEX names.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { openPage, startBrowser, visit } from "./browser.mjs";
import { startService } from "./service.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const VIEWS = [() => "#/sok", () => "#/sok?q=kommun&omrade=1", () => "#/sok?q=qqqqxyz", () => "#/sok?q=%22", () => "#/vilka-har", () => "#/vilka-har?amne=chefskontrakt",
  () => "#/vilka-har?amne=qqqqxyz", () => "#/forebilder", () => "#/forebilder?alla=1&omrade=1", () => "#/poang", ([one]) => `#/poang?rapport=${one.id}`,
  ([one, two, three]) => `#/poang?rapport=${one.id}&rapport=${two.id}&rapport=${three.id}`,
  () => "#/lar-av-andra", ([one]) => `#/lar-av-andra?kommun=${one.municipality.code}`, () => "#/finns-inte"];
const UNFOLDED = 60; // more of the same would only take long
const LOOKS = [
  { name: "light", colorScheme: "light" }, { name: "dark", colorScheme: "dark" },
  { name: "narrow", colorScheme: "light", viewport: { width: 320, height: 640 } },
];
let service;
let browser;
let reports;

// Three, the last made with another revision than the others where there is one.
function someReports(all) {
  const [first, ...others] = all;
  const alike = others.find((report) => report.revision === first.revision) ?? first;
  return [first, alike, others.find((report) => report.revision !== first.revision) ?? alike];
}

before(async () => {
  service = await startService(process.env.KOMPASS_WEB_INDEX);
  browser = await startBrowser();
  const status = await (await fetch(`${service.root}/api/v1/status`)).json();
  reports = someReports(status.reports.map((entry) => entry.report));
});
after(async () => {
  await browser?.close();
  await service?.stop();
});

// What is folded is unfolded first, so that it is looked at too.
async function violations(page) {
  await page.evaluate((most) => { for (const details of [...document.querySelectorAll("main details")].slice(0, most)) details.open = true; }, UNFOLDED);
  await page.waitForTimeout(50);
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] }));
  assert.ok(found.passes.length > 5, "axe has looked at something");
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

for (const { name, ...options } of LOOKS) {
  for (const view of VIEWS) {
    test(`${String(view).replace(/^.*=> /, "")} has no violations, ${name}`, async () => {
      const page = await openPage(browser, service.root, options);
      await page.addInitScript({ content: axe });
      await visit(page, service.root, view(reports));
      assert.deepEqual(await violations(page), []);
      const width = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
      assert.ok(width[0] <= width[1], `nothing sticks out sideways: ${width}`);
      assert.deepEqual(page.faults.filter((fault) => !/status of 4\d\d/.test(fault)), []); // as the answer to q=" is
      await page.context().close();
    });
  }
}
