// screenshots.mjs: writes a picture of each view at three widths into a folder, to be looked at.
//
//   KOMPASS_PROGRAM=build/kompass KOMPASS_SOURCE=. node tests/web/screenshots.mjs FOLDER [NAME...]
//
// KOMPASS_WEB_INDEX names another index than one of the sample reports; KOMPASS_WEB_ROOT a service that runs already.
// KOMPASS_WEB_LOOK: dark or forced (colours); with everything unfolded where KOMPASS_WEB_UNFOLD is set.
// NAME: only views whose names begin so. A page that says something on the console or sticks out sideways is named.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openPage, startBrowser, visit } from "./browser.mjs";
import { startService } from "./service.mjs";
import { everyView } from "./views.mjs";

const WIDTHS = [1440, 820, 360];
const TALLEST = 2600; // more of a long view would only be harder to look at
const LOOKS = { dark: { colorScheme: "dark" }, forced: { forcedColors: "active" } };
const look = process.env.KOMPASS_WEB_LOOK;
const [folder, ...names] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const given = process.env.KOMPASS_WEB_ROOT;
const service = given ? { root: given, stop: async () => {} } : await startService(process.env.KOMPASS_WEB_INDEX);
const browser = await startBrowser();
try {
  const { reports } = await (await fetch(`${service.root}/api/v1/status`)).json();
  const views = Object.entries(everyView(reports.map((entry) => entry.report))).filter(
    ([name]) => names.length === 0 || names.some((wanted) => name.startsWith(wanted)),
  );
  for (const width of WIDTHS) {
    const page = await openPage(browser, service.root, { viewport: { width, height: 900 }, ...LOOKS[look] });
    for (const [name, address] of views) {
      page.faults.length = 0;
      await visit(page, service.root, address);
      if (process.env.KOMPASS_WEB_UNFOLD)
        await page.evaluate(() => {
          for (const details of document.querySelectorAll("main details")) details.open = true;
        });
      await page.waitForTimeout(150);
      const [wide, tall] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.scrollHeight,
      ]);
      await page.evaluate(() => window.scrollTo(0, 0));
      await page.screenshot({
        path: join(folder, `${[name, width, look].filter(Boolean).join("-")}.png`),
        clip: { x: 0, y: 0, width, height: Math.min(tall, TALLEST) },
        fullPage: true,
      });
      const faults = [...page.faults, ...(wide > width ? [`sticks out sideways: ${wide}`] : [])];
      if (faults.length > 0) console.log(`${name} ${width}: ${faults.join(" | ")}`);
    }
    await page.context().close();
  }
} finally {
  await browser.close();
  await service.stop();
}
