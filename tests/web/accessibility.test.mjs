// accessibility.test.mjs: axe-core finds nothing at WCAG 2.2 AA and best practice, in every view, light, dark and
// narrow; on the sample reports, or on the index that KOMPASS_WEB_INDEX names.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { visit } from "./browser.mjs";
import { begin, fresh, page, reportsOf, service } from "./stage.mjs";
import { everyView } from "./views.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const UNFOLDED = 60; // more of the same would only take long
const LOOKS = [
  { name: "light", colorScheme: "light" },
  { name: "dark", colorScheme: "dark" },
  { name: "narrow", colorScheme: "light", viewport: { width: 320, height: 640 } },
];
let reports;

begin({
  index: () => process.env.KOMPASS_WEB_INDEX,
  ready: async () => {
    reports = await reportsOf();
  },
});

// What is folded is unfolded first, so that it is looked at too.
async function violations() {
  await page.evaluate((most) => {
    for (const details of [...document.querySelectorAll("main details")].slice(0, most)) details.open = true;
  }, UNFOLDED);
  await page.waitForTimeout(50);
  const found = await page.evaluate(() =>
    window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
  );
  assert.ok(found.passes.length > 5, "axe has looked at something");
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

const NAMES = Object.keys(everyView([{ id: "a-2018", revision: 2016, municipality: { code: "0000" } }]));
for (const { name, ...options } of LOOKS) {
  for (const view of NAMES) {
    test(`${view} has no violations, ${name}`, async () => {
      await fresh(options);
      await page.addInitScript({ content: axe });
      await visit(page, service.root, everyView(reports)[view]);
      assert.deepEqual(await violations(), []);
      const width = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
      assert.ok(width[0] <= width[1], `nothing sticks out sideways: ${width}`);
      assert.deepEqual(
        page.faults.filter((fault) => !/status of 4\d\d/.test(fault)),
        [],
      ); // as the answer to q=" is
    });
  }
}
