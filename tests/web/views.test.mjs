// views.test.mjs: each view, step by step.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
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
afterEach(async () => {
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

async function opened(address) {
  page = await openPage(browser, service.root, { permissions: ["clipboard-read", "clipboard-write"] });
  await visit(page, service.root, address);
}

const answerOf = async (address) => (await fetch(`${service.root}/api/v1/${address}`)).json();
const settled = () => page.waitForSelector("main:not([aria-busy])");

test("Sök: hits appear as one types, and the address follows", async () => {
  await opened("#/sok");
  await page.getByLabel("Ord eller fras").pressSequentially("medborgardialog", { delay: 20 });
  const { total } = await answerOf("search?q=medborgardialog");
  await page.getByRole("heading", { name: `${total} träffar` }).waitFor();
  assert.match(page.url(), /#\/sok\?q=medborgardialog$/);
  assert.equal(await page.evaluate(() => document.activeElement.id), "q");
  assert.equal(await page.title(), "Sök: medborgardialog – Kompass");
  await page.waitForFunction((words) => document.getElementById("announcer").textContent === words, `${total} träffar.`);
  await page.goBack();
  await page.getByRole("heading", { name: "Vad vill du veta?" }).waitFor();
});

test("Sök: a hit tells municipality, area, score, mean, direction, page", async () => {
  await opened("#/sok?q=medborgardialog");
  const [hit] = (await answerOf("search?q=medborgardialog")).hits;
  const { report, area } = hit.passage;
  const { benchmark } = await answerOf("scores?limit=0");
  const mean = benchmark.find((entry) => entry.revision === report.revision).areas.find((one) => one.number === area.number).mean;
  const first = page.locator(".hit").first();
  await first.getByRole("link", { name: `${report.municipality.name} ${report.year}` }).waitFor();
  const words = await first.textContent();
  assert.ok(words.includes(`Område ${area.number} ${area.name}`));
  assert.ok(words.includes(`${area.score} av ${area.max} poäng · medel ${String(mean).replace(".", ",")}`));
  assert.ok(words.includes(`Sida ${hit.passage.page}`));
  assert.equal(await first.locator(".tag").count(), 1);
  assert.equal(await first.locator("mark").count(), hit.highlights.length);
  assert.ok(await first.locator(".bar-mean").count() > 0);
});

test("Sök: a filter narrows, shows in the address, and is taken back by back", async () => {
  await opened("#/sok?q=kommun");
  const all = await answerOf("search?q=kommun");
  const box = page.getByRole("checkbox", { name: /^Luleå/ });
  assert.equal(await page.locator("label", { hasText: "Luleå" }).textContent(), `Luleå (${all.facets.municipality["2580"]})`);
  await box.check();
  await page.getByRole("heading", { name: `${all.facets.municipality["2580"]} träffar` }).waitFor();
  assert.match(page.url(), /kommun=2580/);
  assert.equal(await page.locator("label", { hasText: "Kalix" }).textContent(), `Kalix (${all.facets.municipality["2514"]})`);
  assert.equal(await page.evaluate(() => document.activeElement.id), "kommun-2580");
  await page.getByRole("checkbox", { name: /^2010/ }).check();
  await page.getByRole("heading", { name: "Inga träffar" }).waitFor();
  await page.goBack();
  await page.goBack();
  await page.getByRole("heading", { name: `${all.total} träffar` }).waitFor();
  assert.equal(await page.getByRole("checkbox", { name: /^Luleå/ }).isChecked(), false);
});

test("Sök: the next page has the next hits", async () => {
  await opened("#/sok?q=kommun");
  await page.getByRole("link", { name: "Nästa →" }).click();
  await page.getByText(/^Sida 2 av/).waitFor();
  const [hit] = (await answerOf("search?q=kommun&limit=10&offset=10")).hits;
  assert.ok((await page.locator(".excerpt").first().textContent()).includes(hit.excerpt));
  assert.equal(await page.evaluate(() => document.activeElement.id), "resultat");
});

test("Sök: an excerpt unfolds to its paragraph, with the same words marked", async () => {
  await opened("#/sok");
  const whole = await answerOf("search?q=medborgardialog");
  const [hit] = whole.hits;
  const words = (at) => Array.from(hit.excerpt).slice(at[0], at[0] + at[1]).join("");
  hit.passage.text = `Det här står före 😀. ${hit.excerpt} Det här står efter.`;
  await page.route("**/api/v1/search*", (route) => route.fulfill({ json: whole }));
  await page.getByLabel("Ord eller fras").fill("medborgardialog");
  await page.getByText("Visa hela stycket").first().click();
  assert.equal(await page.locator(".whole").first().textContent(), hit.passage.text);
  assert.deepEqual(await page.locator(".whole").first().locator("mark").allTextContents(), hit.highlights.map(words));
});

test("Sök: the reference can be copied", async () => {
  await opened("#/sok?q=kommun");
  const { hits } = await answerOf("search?q=kommun");
  await page.getByRole("button", { name: /^Kopiera referens/ }).first().click();
  await page.getByText("Kopierad ✓").waitFor();
  const { passage, excerpt } = hits[0];
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(copied.startsWith(`Kommunkompassen, ${passage.report.municipality.name} ${passage.report.year} (${passage.report.source})`), copied);
  assert.ok(copied.includes(`s. ${passage.page}: ”${excerpt}”`), copied);
});

test("Vilka har …?: a table with every municipality, evidence, order and choice", async () => {
  await opened("#/vilka-har");
  await page.getByLabel("Vilka kommuner har").fill("medborgardialog");
  await page.getByRole("button", { name: "Visa svar" }).click();
  const { answers } = await answerOf("who?topic=medborgardialog");
  await page.getByRole("heading", { name: "Vilka har medborgardialog?" }).waitFor();
  const rows = page.locator("tbody tr");
  assert.equal(await rows.count(), answers.length);
  await page.getByRole("button", { name: /^Kommun/ }).click();
  await settled();
  assert.equal(await page.locator("th[aria-sort]").getAttribute("aria-sort"), "ascending");
  const names = answers.map((answer) => answer.report.municipality.name).sort(new Intl.Collator("sv").compare);
  assert.ok((await rows.first().textContent()).startsWith(names[0]));
  await page.getByRole("button", { name: /^Kommun/ }).click();
  await page.waitForSelector("th[aria-sort=descending]");
  assert.ok((await rows.first().textContent()).startsWith(names.at(-1)));
  const having = answers.filter((answer) => answer.verdict === "has");
  await page.getByRole("button", { name: `Har: ${having.length}` }).click();
  await settled();
  assert.equal(await rows.count(), having.length);
  await page.getByText(/belägg$/).first().click();
  await page.locator(".evidence blockquote").first().waitFor();
  const csv = await page.getByRole("link", { name: "Ladda ner som CSV" }).getAttribute("href");
  const table = await (await fetch(`${service.root}/${csv}`)).text();
  assert.ok(table.trim().split("\n").length > answers.length);
});

test("Förebilder: by area, with sentences, and the picture says what its table says", async () => {
  await opened("#/forebilder");
  const { references } = await answerOf("models");
  const real = references.filter((one) => one.role === "model" && !one.self);
  await page.getByText(`tillsammans ${real.length} gånger`).waitFor();
  await page.getByText("Visa bilden som tabell").click();
  const pairs = new Set(real.map((one) => `${one.source.municipality.code}>${one.model.code}`));
  assert.equal(await page.locator("section tbody tr").count(), pairs.size);
  assert.ok(await page.locator("svg.arrows path.arrow").count() > 0);
  await page.locator("td summary").first().click();
  assert.ok(await page.locator(".evidence blockquote").first().isVisible());
  await page.getByLabel("Område").selectOption("1");
  const inArea = real.filter((one) => one.area?.number === 1);
  await page.getByText(`tillsammans ${inArea.length} gånger`).waitFor();
  assert.match(page.url(), /omrade=1/);
});

test("Poäng: a profile, another beside it, and a warning where revisions differ", async () => {
  await opened("#/poang");
  await page.getByLabel("Välj en kommuns rapport").selectOption({ label: "Luleå 2018 (version 2016)" });
  await page.getByRole("button", { name: "Visa" }).click();
  const { reports } = await answerOf("scores?municipality=2580");
  await page.getByText(`${reports[0].total} av 800 poäng`).waitFor();
  assert.equal(await page.locator(".chart .chart-bar").count(), 8);
  assert.equal(await page.locator(".chart .chart-mean").count(), 8);
  const questions = reports[0].areas.flatMap((area) => area.questions).length;
  assert.equal(await page.locator("th.question").count(), questions);
  await page.getByLabel("Jämför med").selectOption({ label: "Norsjö 2018 (version 2016)" });
  await page.getByRole("button", { name: "Lägg till" }).click();
  await page.getByRole("heading", { name: "Profil: Luleå 2018 och Norsjö 2018" }).waitFor();
  assert.equal(await page.locator(".chart .chart-bar").count(), 16);
  assert.equal(await page.locator(".warning").count(), 0);
  await page.getByLabel("Jämför med").selectOption({ label: "Kalix 2012 (version 2010)" });
  await page.getByRole("button", { name: "Lägg till" }).click();
  await page.getByRole("heading", { name: "Olika versioner av Kommunkompassen" }).waitFor();
  assert.equal(await page.locator("svg.chart").count(), 2);
  await page.getByRole("button", { name: "Ta bort Kalix 2012" }).click();
  await page.waitForFunction(() => !document.querySelector(".warning"));
});

test("Lär av andra: a municipality is chosen, and the suggestions name others", async () => {
  await opened("#/lar-av-andra");
  await page.getByLabel("Kommun", { exact: true }).selectOption({ label: "Kalix" });
  await page.getByRole("button", { name: "Visa förslag" }).click();
  const { suggestions } = await answerOf("learn?municipality=2514");
  await page.getByText(`${suggestions.length} förslag för`).waitFor();
  assert.equal(await page.locator(".suggestion").count(), suggestions.length);
  assert.equal(await page.locator(".suggestion .hit").count(), suggestions.flatMap((one) => one.from).length);
  assert.ok(await page.getByRole("button", { name: "Skriv ut" }).isVisible());
});
