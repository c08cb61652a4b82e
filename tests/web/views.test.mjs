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

test("Sök: what is chosen stands above the hits and can be taken back there", async () => {
  await opened("#/sok?q=kommun&omrade=1&kommun=2580");
  await page.getByRole("button", { name: "Ta bort filtret 1 Offentlighet och demokrati" }).click();
  const { total } = await answerOf("search?q=kommun&municipality=2580&limit=0");
  await page.getByRole("heading", { name: `${total} träffar` }).waitFor();
  assert.match(page.url(), /#\/sok\?q=kommun&kommun=2580$/);
  assert.equal(await page.locator(".chip").count(), 1);
});

test("Sök: each facet has its counts, and no question is asked for them", async () => {
  const asked = [];
  await opened("#/sok");
  page.on("request", (request) => asked.push(request.url()));
  await page.getByLabel("Ord eller fras").fill("medborgardialog");
  const { facets, total } = await answerOf("search?q=medborgardialog");
  await page.getByRole("heading", { name: `${total} träffar` }).waitFor();
  for (const [facet, name] of [["area", "omrade"], ["tag", "riktning"], ["municipality", "kommun"], ["revision", "version"]]) {
    for (const [value, count] of Object.entries(facets[facet])) assert.equal(await page.locator(`label[for="${name}-${value}"] .count`).textContent(), `(${count})`);
  }
  assert.equal(asked.filter((url) => url.includes("/api/")).length, 1);
});

test("Sök: good examples come first where that is wanted", async () => {
  await opened("#/sok?q=medborgardialog");
  await page.getByLabel("Goda exempel först").check();
  await page.waitForFunction(() => location.hash.endsWith("ordning=praxis"));
  await settled();
  const [hit] = (await answerOf("search?q=medborgardialog&rank=practice")).hits;
  assert.ok((await page.locator(".excerpt").first().textContent()).includes(hit.excerpt));
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
  const rows = page.locator("table").first().locator("tbody tr");
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
  const [one] = having;
  assert.ok((await rows.filter({ hasText: one.report.municipality.name }).first().textContent()).includes(one.evidence[0].excerpt));
  await page.getByText(/belägg med sida och referens$/).first().click();
  await page.locator(".evidence blockquote").first().waitFor();
  const csv = await page.getByRole("link", { name: "Ladda ner som CSV" }).getAttribute("href");
  const table = await (await fetch(`${service.root}/${csv}`)).text();
  assert.ok(table.trim().split("\n").length > answers.length);
});

test("Vilka har …?: what other reports tell stands apart", async () => {
  await opened("#/vilka-har?amne=chefskontrakt");
  const { told_by_others: told } = await answerOf("who?topic=chefskontrakt");
  assert.ok(told.length > 0);
  await page.getByText(new RegExp(`^${told.length} uppgifter om`)).click();
  const rows = page.locator("section tbody tr");
  await rows.first().waitFor();
  assert.equal(await rows.count(), told.length);
  for (const { municipality, excerpt } of told) await rows.filter({ hasText: municipality.name }).filter({ hasText: excerpt }).first().waitFor();
});

test("Vilka har …?: what was sought, and what no report has", async () => {
  await opened("#/vilka-har?amne=kontaktcentret+qqqqxyz");
  const { sought } = await answerOf("who?topic=kontaktcentret+qqqqxyz");
  assert.deepEqual(sought.map((one) => one.found), [true, false]);
  await page.getByText(`”kontaktcentret” som ”${sought[0].as[0]}”`).waitFor();
  await page.getByText("Ingen rapport har ordet ”qqqqxyz”").waitFor();
});

test("Vilka har …?: a topic that no report mentions", async () => {
  await opened("#/vilka-har?amne=qqqqxyz");
  await page.getByRole("heading", { name: "Ingen rapport nämner ”qqqqxyz”" }).waitFor();
});

test("Förebilder: by area, with sentences, and the picture says what its table says", async () => {
  await opened("#/forebilder");
  const { references } = await answerOf("models");
  const real = references.filter((one) => one.role === "model" && !one.self);
  await page.getByText(`tillsammans ${real.length} gånger`).waitFor();
  await page.getByText("Visa bilden som tabell").click();
  await page.locator("section tbody tr").first().waitFor();
  const pairs = new Set(real.map((one) => `${one.source.municipality.code}>${one.model.code}`));
  assert.equal(await page.locator("section tbody tr").count(), pairs.size);
  const ribbons = await page.locator("svg.arrows path.ribbon").evaluateAll((paths) => paths.map((path) => `${path.dataset.from}>${path.dataset.to}`));
  assert.ok(ribbons.length > 0 && ribbons.every((pair) => pairs.has(pair)));
  await page.locator("td summary").first().click();
  await page.locator(".evidence blockquote").first().waitFor();
  await page.getByLabel("Område").selectOption("1");
  const inArea = real.filter((one) => one.area?.number === 1);
  await page.getByText(`tillsammans ${inArea.length} gånger`).waitFor();
  assert.match(page.url(), /omrade=1/);
});

test("Förebilder: one municipality, with those who point to it and those it points to", async () => {
  await opened("#/forebilder");
  const { references } = await answerOf("models");
  const real = references.filter((one) => one.role === "model" && !one.self);
  const [{ model }] = real;
  const named = real.filter((one) => one.model.code === model.code);
  await page.getByLabel("Kommun som pekar eller pekas på").selectOption({ label: model.name });
  await page.getByText(new RegExp(`^Pekas på ${named.length} gång`)).waitFor();
  assert.match(page.url(), new RegExp(`kommun=${model.code}`));
  const ends = await page.locator("svg.arrows path.ribbon").evaluateAll((paths) => paths.map((path) => [path.dataset.from, path.dataset.to]));
  assert.ok(ends.every((pair) => pair.includes(model.code)));
  await page.goBack();
  await page.getByText(`tillsammans ${real.length} gånger`).waitFor();
});

// So many that neither names nor ribbons could be told apart.
test("Förebilder: where very many point, they are added up by county", async () => {
  await opened("#/poang");
  const one = (await answerOf("models")).references.find((reference) => reference.role === "model" && !reference.self);
  const codes = Array.from({ length: 80 }, (_, index) => String(index < 50 ? 1200 + index : 1400 + index));
  const references = codes.map((code) => ({ ...one, source: { ...one.source, municipality: { code, name: `Kommun ${code}` } } }));
  await page.route("**/api/v1/models*", (route) => route.fulfill({ json: { references, ranking: [] } }));
  await page.getByRole("link", { name: "Förebilder" }).click();
  await page.locator("svg.arrows").getByText("Skåne (50)").waitFor();
  await page.locator("svg.arrows").getByText("Västra Götaland (30)").waitFor();
  await page.getByLabel("Kommun som pekar eller pekas på").selectOption({ label: one.model.name });
  await page.locator("svg.arrows").getByText("41 andra (41)").waitFor();
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
  assert.equal(await page.locator("tbody th.question").count(), questions);
  const question = reports[0].areas[0].questions[0];
  assert.ok((await page.locator("tbody tr", { hasText: question.text }).first().textContent()).includes(`plats ${question.rank.rank} av ${question.rank.of}`));
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

test("Poäng: what is odd about a report is told in Swedish", async () => {
  await opened("#/poang?rapport=lulea-2018");
  const { reports } = await answerOf("scores?municipality=2580");
  await page.getByText(`${reports[0].warnings.length} anmärkningar på rapporten`).click();
  await page.getByText("Område 3: rapportens text säger 71 poäng, dess tabell 72.").waitFor();
});

test("Poäng: a report that is not there", async () => {
  await opened("#/poang?rapport=ankeborg-2018");
  await page.getByRole("heading", { name: "Rapporten finns inte i samlingen" }).waitFor();
  assert.ok(await page.getByLabel("Välj en kommuns rapport").isVisible());
});

test("Lär av andra: a municipality is chosen, and the suggestions name others", async () => {
  await opened("#/lar-av-andra");
  await page.getByLabel("Kommun", { exact: true }).selectOption({ label: "Kalix" });
  await page.getByRole("button", { name: "Visa förslag" }).click();
  const { suggestions } = await answerOf("learn?municipality=2514");
  await page.getByText(`${suggestions.length} förslag för`).waitFor();
  assert.equal(await page.locator(".suggestion").count(), suggestions.length);
  await page.getByRole("button", { name: "Fäll ut alla" }).click();
  await page.waitForFunction(() => [...document.querySelectorAll(".suggestion")].every((part) => part.open && part.querySelector(".inside")));
  assert.equal(await page.locator(".suggestion .hit").count(), suggestions.flatMap((one) => one.from).length);
  const [first] = suggestions;
  const words = await page.locator(".suggestion").first().textContent();
  assert.ok(words.includes(`plats ${first.benchmark.rank} av ${first.benchmark.of}`));
  for (const { text } of first.models.slice(0, 5)) assert.ok(words.includes(text));
  assert.ok(await page.getByRole("button", { name: "Skriv ut" }).isVisible());
  await page.getByLabel("Område").selectOption("4");
  const { suggestions: fewer } = await answerOf("learn?municipality=2514&area=4");
  await page.getByText(`${fewer.length} förslag för`).waitFor();
  assert.match(page.url(), /kommun=2514&omrade=4/);
});

test("Lär av andra: a question of the scores leads to what others do about it", async () => {
  await opened("#/poang?rapport=kalix-2012");
  const { suggestions } = await answerOf("learn?municipality=2514&question=2.1");
  await page.getByRole("link", { name: "Vad gör andra på 2.1" }).click();
  await page.getByText(`${suggestions.length} förslag för Kalix 2012, bara delfråga 2.1`).waitFor();
  await page.getByRole("link", { name: "Visa alla förslag" }).click();
  const all = await answerOf("learn?municipality=2514");
  await page.getByText(`${all.suggestions.length} förslag för`).waitFor();
});
