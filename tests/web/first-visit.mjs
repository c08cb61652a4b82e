// first-visit.mjs: how soon one can type on a first visit, beside a page that has a box and nothing else.
//
//   KOMPASS_PROGRAM=build/kompass KOMPASS_SOURCE=. node tests/web/first-visit.mjs [ROUNDS [SLOWED]]      (15 rounds)
//
// SLOWED: how many times slower the processor is made (1). The first answer is to be shown within three times what the
// bare page takes, with the processor slowed four times.
//
// A benchmark, not a test. Each visit is a new browser context, which has nothing of the page. The
// two pages are visited in turn, so that what else the machine does falls on both alike.
import { createServer } from "node:http";
import { openPage, startBrowser } from "./browser.mjs";
import { startService } from "./service.mjs";

const WANTED_MS = 200;
const WANTED_TIMES = 3; // of the bare page, until the answer is shown
const rounds = Number(process.argv[2] ?? 15);
const slowed = Number(process.argv[3] ?? 1);

function startBarePage() {
  const server = createServer((_, answer) =>
    answer
      .setHeader("Content-Type", "text/html")
      .end(
        "<!doctype html><html lang=sv><title>box</title><link rel=icon href='data:,'><label for=q>Ord</label><input id=q>",
      ),
  );
  return new Promise((started) => server.listen(0, "127.0.0.1", () => started(server)));
}

// -> ms from the start of the navigation. usable: the box is painted; answered: the page says that it has shown its answer.
async function timesOfVisit(browser, root) {
  const page = await openPage(browser, root);
  await (await page.context().newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: slowed });
  await page.addInitScript(() => {
    new MutationObserver(() => {
      if (document.getElementById("q")) window.boxAt ??= performance.now();
      if (document.documentElement.dataset.ready) window.answeredAt ??= performance.now();
    }).observe(document, { subtree: true, childList: true, attributes: true });
  });
  await page.goto(`${root}/`);
  await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
  await page.waitForLoadState("networkidle");
  const times = await page.evaluate(() => {
    const [{ startTime: painted }] = performance.getEntriesByName("first-contentful-paint");
    return { usable: Math.max(window.boxAt, painted), answered: window.answeredAt };
  });
  await page.context().close();
  return times;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

function line(name, times) {
  const sorted = times.map(Math.round).sort((a, b) => a - b);
  return `${name.padEnd(28)} ${[sorted[0], median(sorted), sorted.at(-1)].map((ms) => String(ms).padStart(7)).join(" ")}`;
}

const [service, browser, server] = await Promise.all([startService(), startBrowser(), startBarePage()]);
try {
  const bareRoot = `http://127.0.0.1:${server.address().port}`;
  const kompass = [];
  const bare = [];
  for (let round = 0; round <= rounds; round++) {
    const visits = [await timesOfVisit(browser, service.root), await timesOfVisit(browser, bareRoot)];
    if (round === 0) continue; // the browser itself has a first time too
    kompass.push(visits[0]);
    bare.push(visits[1]);
  }
  const usable = kompass.map((visit) => visit.usable);
  const ofBare = bare.map((visit) => visit.usable);
  console.log(`${rounds} first visits, ms${" ".repeat(9)}  least  median    most`);
  console.log(line("a box and nothing else", ofBare));
  console.log(line("kompass: one can type", usable));
  const answered = kompass.map((visit) => visit.answered);
  console.log(line("kompass: its answer is shown", answered));
  console.log(
    `one can type: ${(median(usable) / median(ofBare)).toFixed(2)} times the bare page; wanted: within ${WANTED_MS} ms${median(usable) < WANTED_MS ? "" : "  TOO SLOW"}`,
  );
  const times = median(answered) / median(ofBare);
  console.log(
    `its answer: ${times.toFixed(2)} times the bare page; wanted: within ${WANTED_TIMES}${times <= WANTED_TIMES ? "" : "  TOO SLOW"}`,
  );
} finally {
  await browser.close();
  server.close();
  await service.stop();
}
