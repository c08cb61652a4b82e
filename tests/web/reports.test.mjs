// reports.test.mjs: Poäng, a municipality's page, its brief, a report, what is collected, Om and the statement, step by
// step.
import assert from "node:assert/strict";
import { test } from "node:test";
import { questionKey, questionMean } from "../../search/web/api.js";
import { answerOf, begin, downloaded, opened, page, rowsOf, service } from "./stage.mjs";

begin({
  settings: ["--sources", "--operator", "Ankeborgs kommun", "--contact", "hej@ankeborg.se"],
  options: { permissions: ["clipboard-read", "clipboard-write"] },
  faultless: true,
});

test("a municipality's brief is printed on one page", async () => {
  await opened("#/sammanfattning?kommun=2417");
  const printed = (await page.pdf({ format: "A4" })).toString("latin1");
  assert.equal(printed.match(/\/Type\s*\/Page\b/g).length, 1);
});

test("Poäng: who is best at everything at once, within one revision", async () => {
  await opened("#/poang?version=2016");
  await page.getByRole("heading", { name: "Vem är bäst? Upplaga 2016" }).waitFor();
  const { reports } = await answerOf("scores?revision=2016");
  const rows = page.locator(".ranking tbody tr");
  assert.equal(await rows.count(), reports.length);
  const best = [...reports].sort((a, b) => b.total - a.total)[0];
  assert.ok((await rows.first().textContent()).includes(best.report.municipality.name));
  assert.equal(await page.locator(".spreads table").first().locator("tbody tr").count(), 1 + best.areas.length);
  await page.getByRole("button", { name: /^3 \(100\)/ }).click();
  await page.locator("p.small", { hasText: "efter 3 Politisk styrning och kontroll" }).waitFor();
  const inArea = [...reports].sort((a, b) => b.areas[2].score - a.areas[2].score)[0];
  assert.ok((await rows.first().textContent()).includes(inArea.report.municipality.name));
  await page.getByLabel("Visa kolumner för").selectOption("1");
  await page.getByRole("button", { name: /^1\.1 \(15\)/ }).waitFor();
  await page.getByLabel("Upplaga", { exact: true }).selectOption("2010");
  await page.getByRole("heading", { name: "Vem är bäst? Upplaga 2010" }).waitFor();
  for (const text of await page.locator(".ranking tbody th").allTextContents()) assert.doesNotMatch(text, /2018/);
});

test("Poäng: those that are ticked stand beside each other, and any number may", async () => {
  await opened("#/poang?version=2016");
  await page.getByLabel("Jämför Luleå 2018").check();
  await page.getByLabel("Jämför Norsjö 2018").check();
  await page.getByRole("link", { name: "Jämför 2 rapporter" }).click();
  await page.getByRole("heading", { name: "Profil: Luleå 2018 och Norsjö 2018" }).waitFor();
  assert.equal(await page.locator(".chart .chart-bar").count(), 16);
  assert.equal(await page.locator(".warning").count(), 0);
  await page.getByLabel("Jämför med").fill("kalix 2012");
  await page.getByRole("button", { name: "Lägg till" }).click();
  await page.getByRole("heading", { name: "Olika upplagor av Kommunkompassen" }).waitFor();
  assert.equal(await page.locator("svg.chart").count(), 2);
  await page.getByRole("button", { name: "Ta bort Kalix 2012" }).click();
  await page.waitForFunction(() => !document.querySelector(".warning"));
  assert.notEqual(await page.evaluate(() => document.activeElement.tagName), "BODY");
});

test("Poäng: questions are folded by area, and a picture can be taken along as SVG and PNG", async () => {
  await opened("#/poang?rapport=lulea-2018");
  const { reports } = await answerOf("scores?municipality=2580");
  const full = reports[0].areas.reduce((sum, area) => sum + area.max, 0);
  await page.getByText(`${reports[0].total} av ${full} poäng`).waitFor();
  assert.equal(await page.locator("tbody th.question").count(), 0);
  await page
    .getByText(/^1 Offentlighet och demokrati/)
    .last()
    .click();
  const question = reports[0].areas[0].questions[0];
  assert.ok(
    (await page.locator("tbody tr", { hasText: question.text }).first().textContent()).includes(
      `plats ${question.rank.rank} av ${question.rank.of}`,
    ),
  );
  const drawn = (
    await downloaded(() => page.getByRole("button", { name: /^Ladda ner bilden som SVG/ }).click())
  ).toString();
  assert.ok(
    drawn.startsWith("<svg") &&
      drawn.includes("Offentlighet och demokrati") &&
      /fill="rgb/.test(drawn) &&
      !drawn.includes("style="),
  );
  const png = await downloaded(() => page.getByRole("button", { name: /^Ladda ner bilden som PNG/ }).click());
  assert.equal(png.subarray(1, 4).toString(), "PNG");
  assert.ok(png.readUInt32BE(16) > 1000 && png.length > 10_000, `${png.length}`);
  await page.getByText(`${reports[0].notices.length} anmärkningar på rapporten`).click();
  await page.getByText("Område 3: rapportens text säger 71 poäng, dess tabell 72.").waitFor();
});

test("Poäng: a report that is not there", async () => {
  await opened("#/poang?rapport=ankeborg-2018");
  await page.getByRole("heading", { name: "Rapporten finns inte i samlingen" }).waitFor();
});

test("Kommuner: a municipality on one page, with all there is to know", async () => {
  await opened("#/kommun");
  await page.getByLabel("Gå till kommun").fill("lul");
  await page.getByRole("option", { name: /^Luleå/ }).click();
  await page.getByRole("heading", { level: 1, name: "Luleå" }).waitFor();
  await page.getByRole("heading", { name: "Poäng 2018, upplaga 2016" }).waitFor();
  for (const heading of [/^Styrkor/, /^Kan förbättras/, "Lyfts fram av", "Lyfter fram", "Lär först"])
    await page.getByRole("heading", { name: heading }).waitFor();
  const { hits } = await answerOf("search?q=*&municipality=2580&tag=strength&limit=1000");
  const strengths = hits.filter(({ passage }) => passage.kind === "item").length;
  assert.match(await page.getByRole("heading", { name: /^Styrkor/ }).textContent(), new RegExp(` ${strengths}$`));
  const learn = await answerOf("learn?municipality=2580&limit=1");
  await page.getByRole("link", { name: learn.suggestions[0].question.text }).waitFor();
});

test("Kommuner, Sammanfattning: one without a report is told by its name", async () => {
  await opened("#/kommun?kommun=2480");
  await page.waitForSelector('h1:text-is("Umeå")');
  await page.getByText("Umeå har ingen rapport i samlingen").waitFor();
  await opened("#/sammanfattning?kommun=2480");
  await page.getByText("Umeå har ingen rapport i samlingen").waitFor();
});

test("a question's mean is that of the reports that were asked the same", () => {
  const asked = (text, possible, mean, reports) => ({ id: "7.1", text, possible, mean, reports });
  const several = [asked("Prövas nya arbetssätt?", 40, 14, 2), asked("Strategi för förnyelse", 25, 10, 3)];
  const known = {
    revisions: new Map([
      [2002, { questions: new Map([["7.1", several]]) }],
      [2016, { questions: new Map([["7.1", [asked("Finns en strategi?", 15, 9, 4)]]]) }],
      [2020, { questions: new Map([["7.1", [asked("Finns ett mål?", 15, 9, 1)]]]) }],
    ]),
  };
  const mean = (revision, text, max) => questionMean(known, { revision }, { id: "7.1", text, max })?.mean ?? null;
  assert.equal(mean(2002, "Prövas nya arbets-sätt?", 40), 14);
  assert.equal(mean(2002, "Strategi för förnyelse", 25), 10);
  assert.equal(mean(2002, "Strategi för förnyelse", 30), null, "other points");
  assert.equal(mean(2002, "Medarbetarnas idéer", 25), null, "asked of nobody else");
  assert.equal(mean(2016, "Hur finns en strategi?", 15), 9, "the number says all");
  assert.equal(mean(2020, "Finns ett mål?", 15), null, "of itself alone");
  const key = (text) => questionKey(known, { revision: 2002 }, { id: "7.1", text, max: 25 });
  assert.notEqual(key("Strategi för förnyelse"), key("Medarbetarnas idéer"));
});

test("Kommuner: the own one is remembered and marked wherever it is listed", async () => {
  await opened("#/kommun?kommun=2580");
  await page.getByRole("button", { name: "Gör till min kommun" }).click();
  await page.reload();
  await page.getByRole("link", { name: "Min kommun: Luleå" }).waitFor();
  await page.goto(`${service.root}/#/poang?version=2016`);
  await page.locator(".own-row", { hasText: "Luleå 2018" }).waitFor();
  assert.match(await page.locator(".own-row").textContent(), /★ min kommun/);
  await page.goto(`${service.root}/#/vilka-har?amne=chefskontrakt`);
  await page.getByText("★ Min kommun, Luleå 2018").waitFor();
  await page.goto(`${service.root}/#/kommun?kommun=2580`);
  await page.getByRole("button", { name: "★ Min kommun" }).click();
  assert.equal(await page.getByRole("link", { name: "Min kommun: Luleå" }).count(), 0);
});

test("Sammanfattning: sentences with the figures, and each missing figure with its reason", async () => {
  await opened("#/sammanfattning?kommun=2514");
  const [entry] = (await answerOf("scores?municipality=2514")).reports;
  await page.getByText(`Resultatet är ${entry.total} av 800 poäng.`).waitFor();
  await page.getByText(`plats ${entry.rank.rank} av ${entry.rank.of} rapporter av samma upplaga`).waitFor();
  await page.getByText("Utveckling: saknas, eftersom samlingen bara har en utvärdering av kommunen.").waitFor();
  const text = (await downloaded(() => page.getByRole("button", { name: "Ladda ner som text" }).click())).toString();
  const paragraphs = rowsOf(await downloaded(() => page.getByRole("button", { name: "Ladda ner för Word" }).click()));
  assert.deepEqual(paragraphs.map(([, words]) => words).join("\n"), text.replaceAll("\n\n", "\n"));
  assert.ok(
    text.startsWith("Kalix: sammanfattning") && text.includes("Källa: Kommunkompassen, Kalix 2012 (kalix-2012.txt)"),
  );
});

test("Rapport: chapter by chapter with scores, and contents that lead to a chapter", async () => {
  await opened("#/rapport?id=lulea-2018&stycke=57");
  await page.getByRole("heading", { level: 1, name: "Rapporten Luleå 2018" }).waitFor();
  const source = await page.getByRole("link", { name: "Öppna lulea-2018.txt" }).first().getAttribute("href");
  assert.match(await (await fetch(`${service.root}/${source}`)).text(), /Kommunkompassen/);
  assert.equal(await page.evaluate(() => document.activeElement.id), "stycke-57");
  await page.getByRole("navigation", { name: "Innehåll" }).getByRole("link", { name: /^4 / }).click();
  assert.match(await page.evaluate(() => document.activeElement.textContent), /^4 /);
  const before = await page.getByRole("heading", { level: 2 }).allTextContents();
  for (const number of [1, 2, 3, 4, 5, 6, 7, 8]) assert.ok(before.some((text) => text.startsWith(`${number} `)));
  await page.goto(`${service.root}/#/rapport?id=lulea-2018&stycke=99999`);
  await page.getByRole("heading", { name: "Stycket finns inte" }).waitFor();
});

test("Rapport: one that is not there", async () => {
  await opened("#/rapport?id=ankeborg-2018");
  page.faults.length = 0; // the service's 404 is told on the console
  await page.getByRole("heading", { name: /Rapporten finns inte i samlingen/ }).waitFor();
});

test("Sammanfattning: what the report tells of earlier years, and its items as parts of sentences", async () => {
  await opened("#/sammanfattning?kommun=2417");
  const { printed } = await answerOf("history?municipality=2417");
  const totals = printed.filter(({ area }) => area === null);
  assert.ok(totals.length > 1);
  const words = await page.locator(".brief").textContent();
  for (const { year, score } of totals) assert.ok(words.includes(`${score} poäng för ${year}`), words);
  assert.ok(words.includes("poäng för 2017 (kommunens egen analys)"), words);
  assert.doesNotMatch(words, /[a-zåäö]{4}\.”/);
  await opened("#/kommun?kommun=2417");
  await page
    .getByRole("table", { name: /Poäng från tidigare år/ })
    .getByRole("rowheader", { name: "4 Ledarskap, ansvar och delegation" })
    .waitFor();
});

test("Samlat: passages are collected, copied, and taken out, with the focus kept", async () => {
  await opened("#/sok?q=kommun");
  const { hits } = await answerOf("search?q=kommun");
  for (const index of [0, 1, 2])
    await page
      .getByRole("button", { name: /^Samla:/ })
      .nth(index)
      .click();
  await page.getByRole("link", { name: "Samlat (3)" }).click();
  await page.getByRole("heading", { name: "3 stycken" }).waitFor();
  await page.getByRole("button", { name: "Kopiera alla" }).click();
  await page.getByText("Kopierat ✓").waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  for (const { excerpt } of hits.slice(0, 3)) assert.ok(copied.includes(excerpt));
  const rows = rowsOf(await downloaded(() => page.getByRole("button", { name: "Excel" }).click()));
  assert.deepEqual(
    rows.slice(1).map((row) => row.D),
    hits.slice(0, 3).map((hit) => hit.passage.id),
  );
  await page
    .getByRole("button", { name: /^Ta bort/ })
    .first()
    .click();
  await page.getByRole("heading", { name: "2 stycken" }).waitFor();
  assert.match(await page.evaluate(() => document.activeElement.textContent), /^Ta bort/);
  await page.getByRole("button", { name: "Töm listan" }).click();
  await page.getByRole("heading", { name: "Inget är samlat" }).waitFor();
  assert.notEqual(await page.evaluate(() => document.activeElement.tagName), "BODY");
});

test("Samlat: a document has what was quoted and where it stands, and of an item which list it is in", async () => {
  await opened("#/sok?q=visselbl%C3%A5sarfunktion&riktning=improvement");
  const {
    hits: [{ excerpt, passage }],
  } = await answerOf("search?q=visselbl%C3%A5sarfunktion&tag=improvement");
  assert.equal(passage.kind, "item");
  await page
    .getByRole("button", { name: `Samla: Norsjö 2018, sida ${passage.page}, stycke ${passage.id.split("/")[1]}` })
    .click();
  await page.getByRole("link", { name: "Samlat (1)" }).click();
  const [title, quote, source] = rowsOf(
    await downloaded(() => page.getByRole("button", { name: "Ladda ner för Word" }).click()),
  );
  assert.equal(title[0], "title");
  assert.deepEqual(quote, ["quote", `”${excerpt}”`]);
  assert.match(
    source[1],
    new RegExp(`^Kommunkompassen, Norsjö 2018 .* s\\. ${passage.page} i filen, förbättringsområde$`),
  );
});

test("Poäng: the spread, and the means of the counties, can be taken along as workbooks", async () => {
  await opened("#/poang?version=2016");
  const { benchmark } = await answerOf("scores?revision=2016&limit=0");
  const spread = rowsOf(
    await downloaded(() => page.locator(".spreads .take-along").last().getByRole("button", { name: "Excel" }).click()),
  );
  assert.equal(spread.length, 1 + 1 + benchmark[0].areas.length + benchmark[0].questions.length); // heads, total, areas, questions
  assert.equal(spread[1].A, "Totalt");
  assert.equal(spread[1].D, benchmark[0].total.mean);
  await page.getByText(/^Medel per län: Totalt/).click();
  const bars = page.getByRole("img", { name: /medel per län på Totalt/ });
  await bars.waitFor();
  const counties = rowsOf(
    await downloaded(() =>
      page.locator("details", { hasText: "Medel per län" }).getByRole("button", { name: "Excel" }).click(),
    ),
  );
  assert.equal(await bars.locator("rect").count(), counties.length - 1);
  const { reports } = await answerOf("scores?revision=2016");
  assert.equal(
    counties.slice(1).reduce((sum, row) => sum + row.B, 0),
    reports.length,
  );
  await page.getByText(/Storleksklasser och SKR:s kommungrupper ingår inte/).waitFor();
});

test("Om tjänsten: what there is, with dates", async () => {
  await opened("#/om");
  const { reports } = await answerOf("status");
  await page.getByRole("heading", { name: "Hur säkert det är" }).waitFor();
  const { measured } = await answerOf("about");
  const told = await page
    .getByRole("table", { name: /^Uppmätt mot svar/ })
    .locator("tbody tr")
    .allTextContents();
  assert.equal(told.length, measured.length);
  measured.forEach(({ answers, right }, i) =>
    assert.ok(
      told[i].includes(answers) && told[i].includes(right === answers ? "alla rätt" : `(${right} av ${answers})`),
      told[i],
    ),
  );
  assert.equal(await page.locator("tbody tr", { hasText: "upplaga 20" }).count(), reports.length);
  await page.getByRole("row", { name: /Luleå 2018.*oktober 2018.*upplaga 2016/ }).waitFor();
});

test("Tillgänglighet: the operator's settings, and what is missing of them", async () => {
  await opened("#/kommun");
  await page.getByRole("link", { name: "Tillgänglighet" }).click();
  await page.getByText("Ankeborgs kommun står bakom").waitFor();
  assert.equal(
    await page.getByRole("link", { name: "hej@ankeborg.se" }).getAttribute("href"),
    "mailto:hej@ankeborg.se",
  );
  await page.getByRole("heading", { name: "Redogörelsen är inte fullständig" }).waitFor();
  await page.getByText("Dagen för den senaste granskningen är inte inställd").waitFor();
  await page.getByText("lagen om tillgänglighet till digital offentlig service (2018:1937)").waitFor();
});

test("a municipality: points of earlier years stand side by side, with what changed", async () => {
  const { printed } = await answerOf(`history?municipality=${encodeURIComponent("Norsjö")}`);
  await opened("#/kommun?kommun=2417");
  await page.getByText(`${printed.length} uppgifter om tidigare år i rapporterna`).waitFor();
  assert.equal(await page.getByRole("table", { name: "Norsjö över åren: poäng" }).count(), 0);
  await page.getByRole("columnheader", { name: "2018 (upplaga 2016)" }).waitFor();
  const [before, after] = [2015, 2017].map(
    (year) => printed.find((point) => point.year === year && point.area === 1).score,
  );
  await page
    .getByRole("cell", { name: `${after} (+${after - before} sedan 2015)` })
    .first()
    .waitFor();
});
