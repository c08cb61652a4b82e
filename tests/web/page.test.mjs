// page.test.mjs: the page as a whole: addresses, back, focus, errors, markup.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { visit } from "./browser.mjs";
import { answerOf, begin, fresh, opened, page, service } from "./stage.mjs";

begin();

// The code of each that corpus/ can give, but that of what has none of its own.
function noticesOfReports() {
  const folder = join(process.env.KOMPASS_SOURCE, "corpus");
  const source = readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(".c"))
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("\n");
  const calls = source.matchAll(
    /(?:corpus_report_warn|warn_of_areas)\(\s*(?:\w+->)?report,\s*(?:&\w+,\s*)?"([a-z_]+)"|corpus_warning_new\(\s*"([a-z_]+)"|add_count\(\s*warnings,\s*"([a-z_]+)"/g,
  );
  const codes = new Set(
    [...calls]
      .map(([, ofReport, ofFile, counted]) => ofReport ?? ofFile ?? counted)
      .filter((code) => code !== "source"),
  );
  assert.ok(codes.size > 15, `found ${codes.size}`);
  return [...codes].map((code) => ({ code, values: {}, text: "" }));
}

test("each entry of the menu leads to its view, with its own title, and the heading gets the focus", async () => {
  await opened("");
  const titles = new Set([await page.title()]);
  for (const [entry, heading] of [
    ["Vilka har …?", "Vilka har …?"],
    ["Förebilder", "Förebilder"],
    ["Poäng", "Poäng"],
    ["Lär av andra", "Lär av andra"],
    ["Kommuner", "Kommuner"],
    ["Samlat", "Samlat"],
    ["Sök", "Sök i rapporterna"],
  ]) {
    await page.getByRole("navigation", { name: "Huvudmeny" }).getByRole("link", { name: entry, exact: true }).click();
    await page.getByRole("heading", { level: 1, name: heading }).waitFor();
    await page.waitForSelector("main:not([aria-busy])");
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1");
    assert.equal(await page.locator("nav a[aria-current=page]").textContent(), entry);
    titles.add(await page.title());
  }
  assert.equal(titles.size, 7);
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

// Each module comes late: what was typed or sent off before is not lost.
async function openedSlowly() {
  await fresh();
  let letThrough;
  const gate = new Promise((open) => {
    letThrough = open;
  });
  await page.route("**/first.js", async (route) => {
    await gate;
    await route.continue();
  });
  await page.goto(service.root, { waitUntil: "commit" });
  await page.locator("#q").waitFor();
  return letThrough;
}

test("what is typed before the modules are there is searched when they are", async () => {
  const letThrough = await openedSlowly();
  await page.locator("#q").pressSequentially("medborgardialog");
  letThrough();
  await page.getByRole("heading", { name: /träffar/ }).waitFor();
  assert.match(page.url(), /#\/sok\?q=medborgardialog$/);
  assert.equal(await page.evaluate(() => document.activeElement.id), "q");
  assert.deepEqual(page.faults, []);
});

test("what is sent off before the modules are there is searched too", async () => {
  const letThrough = await openedSlowly();
  await page.locator("#q").fill("medborgardialog");
  await page.keyboard.press("Enter");
  letThrough();
  await page.getByRole("heading", { name: /träffar/ }).waitFor();
  assert.match(page.url(), /\/#\/sok\?q=medborgardialog$/);
});

const MOST_ON_FIRST_VISIT = 60_000; // bytes over the wire, as the browser counts them
const LEAST_ON_FIRST_VISIT = 10_000; // less would mean that something is not counted

// {bytes, names}: what a first visit to an address is sent, and the names of what it asks for.
async function firstVisit(address) {
  await fresh();
  const session = await page.context().newCDPSession(page);
  let bytes = 0;
  await session.send("Network.enable");
  session.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  const names = [];
  page.on("request", (request) => names.push(request.url().split("/").pop()));
  await page.goto(`${service.root}/${address}`);
  await page.waitForSelector("html[data-ready]");
  await page.waitForLoadState("networkidle");
  assert.deepEqual(page.faults, []);
  return { bytes, names: names.filter((name) => name !== "icon.svg").sort() };
}

test("a first visit is sent little, from the service alone, and asks for nothing that the page could bring along", async () => {
  const { bytes, names } = await firstVisit("");
  assert.ok(bytes > LEAST_ON_FIRST_VISIT && bytes <= MOST_ON_FIRST_VISIT, `${bytes} bytes`);
  assert.deepEqual(names, ["", "first.js", "style.css"]);
});

for (const address of ["#/sok?q=etik", "#/vilka-har?amne=chefskontrakt", "#/forebilder", "#/lar-av-andra", "#/om"]) {
  test(`${address}: a first visit that begins there is sent little, too`, async () => {
    const { bytes, names } = await firstVisit(address);
    assert.ok(bytes > LEAST_ON_FIRST_VISIT && bytes <= MOST_ON_FIRST_VISIT, `${bytes} bytes`);
    assert.equal(new Set(names).size, names.length, `twice: ${names}`);
  });
}

test("what the page brings along is what the service answers, and each is used once", async () => {
  await opened("");
  const brought = await page.evaluate(() => JSON.parse(document.getElementById("given").textContent));
  assert.deepEqual(Object.keys(brought), ["status", "scores?limit=0", "search?q=*&limit=0"]);
  for (const [address, answer] of Object.entries(brought)) {
    const asked = await answerOf(address);
    delete asked.milliseconds;
    delete answer.milliseconds;
    assert.deepEqual(answer, asked);
  }
  await page.getByLabel("Ord eller fras").fill("etik");
  await page.getByRole("heading", { name: /träff/ }).waitFor();
  const [request] = await Promise.all([
    page.waitForRequest("**/api/v1/search*"),
    page.getByLabel("Ord eller fras").fill(""),
  ]);
  assert.match(request.url(), /q=\*&limit=0/);
});

test("names are sorted as Swedish sorts them", async () => {
  await opened("");
  const names = readFileSync(join(process.env.KOMPASS_SOURCE, "corpus/data/municipalities.tsv"), "utf8")
    .split("\n")
    .map((line) => line.split("\t")[1])
    .filter(Boolean);
  const sorted = await page.evaluate(
    async (words) => {
      const { compareText } = await import(document.querySelector("script[type=module]").src);
      const order = new Intl.Collator("sv-SE", { numeric: true }).compare;
      return { own: [...words].sort(compareText), swedish: [...words].sort(order) };
    },
    [...names, "1.10", "1.9", "1.1", "10", "2", "Österåker 2016", "Österåker 2012"],
  );
  assert.ok(names.length > 280);
  assert.deepEqual(sorted.own, sorted.swedish);
});

// What the service sends for a visit, answers of the API left out, until the page has all its views.
async function sentFor(visiting) {
  const before = service.sent().length;
  await visiting();
  await page.waitForSelector("html[data-ready]");
  await page.evaluate(
    (views) => {
      const { src } = document.querySelector("script[type=module]");
      return Promise.all(views.map((view) => import(new URL(`${view}-view.js`, src))));
    },
    ["who", "models", "scores", "learn", "municipality", "report"],
  );
  return service
    .sent()
    .slice(before)
    .filter((path) => !path.startsWith("/api/"));
}

test("a visitor who comes back is sent nothing", async () => {
  await fresh();
  const first = await sentFor(() => page.goto(service.root));
  assert.ok(first.includes("/"));
  // The browser may still be writing to its cache what it has just shown.
  let again;
  for (let visits = 0; visits < 5 && again?.length !== 0; visits++) again = await sentFor(() => page.reload());
  assert.deepEqual(again, []);
});

test("no view but the one that was asked for is ever seen", async () => {
  await fresh();
  await page.addInitScript(() => {
    window.seen = [];
    const look = () => {
      const heading = document.querySelector("h1");
      if (heading?.checkVisibility()) window.seen.push(heading.textContent);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await visit(page, service.root, "#/poang?rapport=lulea-2018");
  assert.deepEqual(await page.evaluate(() => [...new Set(window.seen)]), ["Poäng"]);
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

test("each failure is told in words of its own", async () => {
  await opened("#/sok?q=etik");
  for (const [code, status, heading] of [
    ["no_index", 503, "Inga rapporter är inlästa"],
    ["busy", 503, "Tjänsten är upptagen"],
    ["timeout", 503, "Svaret tog för lång tid"],
    ["internal", 500, "Något gick fel"],
    ["too_long", 414, "Frågan är för lång"],
  ]) {
    await page.route("**/api/v1/search*", (route) =>
      route.fulfill({ status, json: { error: { code, message: "in English" } } }),
    );
    await page.getByLabel("Ord eller fras").fill(`dialog ${code}`);
    await page.getByRole("heading", { name: heading }).waitFor();
    await page.unroute("**/api/v1/search*");
  }
});

test("a query that cannot be read is told of, in words that help", async () => {
  await opened("#/sok?q=%22");
  await page.getByRole("heading", { name: "Frågan har inget ord" }).waitFor();
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

test("each notice that a report may bear is told in Swedish", async () => {
  await opened("");
  const untold = await page.evaluate(async (notices) => {
    const { noticeText } = await import("/notices.js");
    return notices.filter((one) => noticeText(one).lang !== null);
  }, noticesOfReports());
  assert.deepEqual(untold, []);
});

test("lists in notices are worded by the page", async () => {
  await opened("");
  const told = await page.evaluate(async () => {
    const { noticeText } = await import("/notices.js");
    const tell = (code, values) => noticeText({ code, values, text: "" }).text;
    return [
      tell("figures_unread", { area: "6", questions: "6.2,6.4..6.6" }),
      tell("table_incomplete", { area: "1", missing: "1.2", sum: "missing" }),
      tell("area_missing", { areas: "2..8" }),
      tell("points_of_two_revisions", { revision: "2010", points: "1=50,2=40" }),
    ];
  });
  assert.deepEqual(told, [
    "Område 6: poängen för delfråga 6.2 och 6.4 till 6.6 går inte att läsa i tabellen.",
    "Område 1: delfråga 1.2 och summaraden saknas i tabellen.",
    "Område 2 till 8 saknas.",
    "Rapporten har också poäng enligt upplagan från 2010, som inte används här: område 1 50 poäng och område 2 40 poäng.",
  ]);
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

test("an address may name a municipality by its name", async () => {
  for (const view of ["kommun", "sammanfattning", "lar-av-andra", "forebilder"]) {
    await opened(`#/${view}?kommun=norsjö`);
    await page
      .locator("[data-answer]")
      .getByText(/Norsjö/)
      .first()
      .waitFor();
    assert.equal(await page.getByText("Kommunen har ingen rapport i samlingen").count(), 0, view);
  }
});
