// views.test.mjs: Sök, Vilka har, Förebilder and Lär av andra, step by step.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { answerOf, begin, downloaded, opened, page, rowsOf, service, settled } from "./stage.mjs";

begin({ options: { permissions: ["clipboard-read", "clipboard-write"] }, faultless: true });

test("Sök: hits appear as one types, and the address follows", async () => {
  await opened("#/sok");
  await page.getByLabel("Ord eller fras").pressSequentially("medborgardialog", { delay: 20 });
  const { total } = await answerOf("search?q=medborgardialog");
  await page.getByRole("heading", { name: `${total} träffar` }).waitFor();
  assert.match(page.url(), /#\/sok\?q=medborgardialog$/);
  assert.equal(await page.evaluate(() => document.activeElement.id), "q");
  assert.equal(await page.title(), "Sök: medborgardialog – Kompass");
  await page.waitForFunction(
    (words) => document.getElementById("announcer").textContent === words,
    `${total} träffar.`,
  );
  await page.goBack();
  await page.getByRole("heading", { name: "Vad vill du veta?" }).waitFor();
});

test("Sök: a hit tells municipality, revision, question, score, mean, direction, page, in one line and a quotation", async () => {
  await opened("#/sok?q=medborgardialog");
  const [hit] = (await answerOf("search?q=medborgardialog")).hits;
  const { report, question, area } = hit.passage;
  const { benchmark } = await answerOf("scores?limit=0");
  const own = question ?? area;
  const alike = benchmark.find((entry) => entry.revision === report.revision);
  const { mean } = question
    ? alike.questions.find((one) => one.id === question.id)
    : alike.areas.find((one) => one.number === area.number);
  const first = page.locator(".hit").first();
  await first.getByRole("link", { name: `${report.municipality.name} ${report.year}`, exact: true }).waitFor();
  const line = (await first.locator("header").textContent()).replaceAll("\u00a0", " ");
  for (const words of [
    `upplaga ${report.revision}`,
    question?.id ?? `Område ${area.number}`,
    `${own.score} av ${own.max}`,
    `medel ${String(Math.round(mean * 10) / 10).replace(".", ",")}`,
  ])
    assert.ok(line.includes(words), `${words} in ${line}`);
  assert.ok((await first.textContent()).includes(`Sida ${hit.passage.page}`));
  assert.equal(await first.locator(".tag").count(), 1);
  assert.equal(await first.locator("mark").count(), hit.highlights.length);
  assert.ok((await first.locator("header").boundingBox()).height < 45, "one line");
});

test("Sök: a hit leads to its report, at the passage among its neighbours, and back to where one stood", async () => {
  await opened("#/sok?q=kommun");
  const { hits } = await answerOf("search?q=kommun");
  await page.evaluate(() => window.scrollTo(0, 700));
  const link = page.getByRole("link", { name: /^Läs i rapporten/ }).nth(5);
  await link.click();
  const { id, text } = hits[5].passage;
  const aimed = page.locator(".passage.aimed");
  await aimed.waitFor();
  assert.ok((await aimed.textContent()).includes(text));
  assert.equal(await page.evaluate(() => document.activeElement.id), `stycke-${id.split("/")[1]}`);
  assert.ok((await page.locator(".passage").count()) > 50);
  await page.goBack();
  await page.getByRole("heading", { name: /träffar/ }).waitFor();
  await page.waitForFunction(() => window.scrollY > 600);
  assert.match(await page.evaluate(() => document.activeElement.textContent), /Läs i rapporten/);
});

test("Sök: words of the reports and municipalities are suggested as one types, by the keyboard alone", async () => {
  await opened("#/sok");
  await page.route("**/api/v1/suggest*", (route) =>
    route.fulfill({
      json: {
        schema: "kompass.suggest/1",
        query: "lul",
        words: [{ text: "luleåförslaget", count: 3 }],
        municipalities: [{ name: "Luleå", code: "2580", county: "Norrbottens län", reports: 1, newest: "lulea-2018" }],
      },
    }),
  );
  await page.getByLabel("Ord eller fras").pressSequentially("lul");
  await page.getByRole("option", { name: /luleåförslaget/ }).waitFor();
  const field = page.getByRole("combobox", { name: "Ord eller fras" });
  assert.equal(await field.getAttribute("aria-expanded"), "true");
  await page.keyboard.press("ArrowDown");
  assert.equal(
    await page.evaluate(() =>
      document
        .getElementById(document.activeElement.getAttribute("aria-activedescendant"))
        .getAttribute("aria-selected"),
    ),
    "true",
  );
  await page.keyboard.press("Escape");
  assert.equal(await field.getAttribute("aria-expanded"), "false");
  assert.equal(await field.inputValue(), "lul");
  await page.keyboard.press("ArrowDown");
  await page.getByRole("option", { name: /luleåförslaget/ }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Luleå" }).waitFor();
});

test("Sök: a word that no report has is named, and what was sought instead", async () => {
  await opened("#/sok?q=xyzzyx+medborgardialog");
  await page.getByText("Ingen rapport har xyzzyx.", { exact: true }).waitFor();
  const { notices } = await answerOf("search?q=korruptionsbek%C3%A4mpning");
  const told = notices.find(({ code }) => code === "word_sought_as" || code === "word_not_found");
  await opened("#/sok?q=korruptionsbek%C3%A4mpning");
  await page
    .getByText(
      told.values.instead ? `Sökt i stället: ${told.values.instead}.` : "Ingen rapport har korruptionsbekämpning.",
    )
    .waitFor();
});

test("Sök: who asks for a question by its number, or for weaknesses, is led to the filter", async () => {
  await opened(`#/sok?${new URLSearchParams({ q: "Luleå fråga 1.4" })}`);
  await page.getByText("”fråga 1.4” går att filtrera på.").waitFor();
  await page.getByRole("link", { name: "Visa allt om delfråga 1.4" }).click();
  const { total } = await answerOf(
    `search?${new URLSearchParams({ q: "*", municipality: "2580", question: "1.4", limit: 0 })}`,
  );
  await page.getByRole("heading", { name: `${total} stycken` }).waitFor();
  assert.match(page.url(), /fraga=1\.4&kommun=2580/);
  await page.getByRole("button", { name: "Ta bort filtret Delfråga 1.4" }).click();
  await page.waitForFunction(() => !location.hash.includes("fraga"));
  await opened("#/sok?q=svagheter");
  await page.getByRole("link", { name: "Visa bara svagheter" }).click();
  await page.getByRole("button", { name: "Ta bort filtret Svaghet" }).waitFor();
});

test("Sök: the questions of a chosen area can be chosen", async () => {
  await opened("#/sok?q=kommun");
  assert.equal(await page.getByRole("group", { name: "Delfråga" }).count(), 0);
  await page.getByRole("checkbox", { name: /^1 / }).check();
  await page.getByRole("checkbox", { name: /^1\.5 Etik/ }).check();
  const { total } = await answerOf("search?q=kommun&area=1&question=1.5&limit=0");
  await page.getByRole("heading", { name: `${total} träffar` }).waitFor();
  await page.goBack();
  await page.waitForFunction(() => !location.hash.includes("fraga"));
});

test("Sök: a municipality without a report is said to be one, with how many hits there are without filters", async () => {
  await opened("#/sok?q=kommun&kommun=0180");
  const { total } = await answerOf("search?q=kommun&limit=0");
  await page.getByText("Samlingen har ingen rapport om Stockholm.").waitFor();
  await page.getByText(`Utan filter finns ${total} träffar.`).waitFor();
});

test("Sök: a filter narrows, shows in the address, and is taken back by back", async () => {
  await opened("#/sok?q=kommun");
  const all = await answerOf("search?q=kommun");
  const box = page.getByRole("checkbox", { name: /^Luleå/ });
  assert.equal(
    await page.locator("label", { hasText: "Luleå" }).textContent(),
    `Luleå (${all.facets.municipality["2580"]})`,
  );
  await box.check();
  await page.getByRole("heading", { name: `${all.facets.municipality["2580"]} träffar` }).waitFor();
  assert.match(page.url(), /kommun=2580/);
  assert.equal(
    await page.locator("label", { hasText: "Kalix" }).textContent(),
    `Kalix (${all.facets.municipality["2514"]})`,
  );
  assert.equal(await page.evaluate(() => document.activeElement.id), "kommun-2580");
  await page.getByRole("checkbox", { name: /^2010/ }).check();
  await page.getByRole("heading", { name: "Inga träffar" }).waitFor();
  await page.goBack();
  await page.goBack();
  await page.getByRole("heading", { name: `${all.total} träffar` }).waitFor();
  assert.equal(await page.getByRole("checkbox", { name: /^Luleå/ }).isChecked(), false);
});

test("Sök: what is chosen stands above the hits and can be taken back there", async () => {
  await opened("#/sok?q=kommun&omrade=1&kommun=2580"); // the focus must not fall to nowhere, see below
  await page.getByRole("button", { name: "Ta bort filtret 1 Offentlighet och demokrati" }).click();
  const { total } = await answerOf("search?q=kommun&municipality=2580&limit=0");
  await page.getByRole("heading", { name: `${total} träffar` }).waitFor();
  assert.match(page.url(), /#\/sok\?q=kommun&kommun=2580$/);
  assert.equal(await page.locator(".chip").count(), 1);
  assert.notEqual(await page.evaluate(() => document.activeElement.tagName), "BODY");
});

test("Sök: each facet has its counts, and no question is asked for them", async () => {
  const asked = [];
  await opened("#/sok");
  page.on("request", (request) => asked.push(request.url()));
  await page.getByLabel("Ord eller fras").fill("medborgardialog");
  const { facets, total } = await answerOf("search?q=medborgardialog");
  await page.getByRole("heading", { name: `${total} träffar` }).waitFor();
  for (const [facet, name] of [
    ["area", "omrade"],
    ["tag", "riktning"],
    ["municipality", "kommun"],
    ["revision", "version"],
  ]) {
    for (const [value, count] of Object.entries(facets[facet]))
      assert.equal(await page.locator(`label[for="${name}-${value}"] .count`).textContent(), `(${count})`);
  }
  assert.equal(asked.filter((url) => url.includes("/api/v1/search")).length, 1);
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
  const words = (at) =>
    Array.from(hit.excerpt)
      .slice(at[0], at[0] + at[1])
      .join("");
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
  await page
    .getByRole("button", { name: /^Kopiera referens/ })
    .first()
    .click();
  await page.getByText("Kopierad ✓").waitFor();
  const { passage, excerpt } = hits[0];
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(
    copied.startsWith(
      `Kommunkompassen, ${passage.report.municipality.name} ${passage.report.year} (${passage.report.source})`,
    ),
    copied,
  );
  assert.ok(copied.includes(`s. ${passage.page} i filen: ”${excerpt}”`), copied);
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
  assert.ok(
    (await rows.filter({ hasText: one.report.municipality.name }).first().textContent()).includes(
      one.evidence[0].excerpt,
    ),
  );
  await page
    .getByText(/belägg med sida och referens$/)
    .first()
    .click();
  await page.locator(".evidence blockquote").first().waitFor();
  const csv = await page.getByRole("link", { name: "CSV", exact: true }).first().getAttribute("href");
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
  for (const { municipality, excerpt } of told)
    await rows.filter({ hasText: municipality.name }).filter({ hasText: excerpt }).first().waitFor();
});

test("Vilka har …?: what is typed as a question stands as it was typed", async () => {
  await opened("#/vilka-har?amne=har+de+chefskontrakt%3F");
  await page.getByRole("heading", { name: "Har de chefskontrakt?", exact: true }).waitFor();
});

test("Vilka har …?: a question without its mark is one all the same", async () => {
  await opened("#/vilka-har?amne=har+ni+en+visselbl%C3%A5sarfunktion");
  await page.getByRole("heading", { name: "Har ni en visselblåsarfunktion?" }).waitFor();
  await opened("#/vilka-har?amne=vart%C3%A5t+medborgare");
  await page.getByRole("heading", { name: "Vilka har vartåt medborgare?" }).waitFor();
});

test("Vilka har …?: an item that lacks a verb says which list it stands in, before anything is unfolded", async () => {
  await opened("#/vilka-har?amne=visselbl%C3%A5sarfunktion");
  const { answers } = await answerOf("who?topic=visselbl%C3%A5sarfunktion");
  for (const {
    report,
    evidence: [first],
  } of answers) {
    const quote = page
      .locator("tr", { hasText: `${report.municipality.name} ${report.year}` })
      .locator("blockquote.first");
    if (first) assert.equal(await quote.locator(".tag").count(), first.passage.kind === "item" ? 1 : 0);
  }
  await page.route("**/api/v1/who*", async (route) => {
    const answer = await (await route.fetch()).json();
    answer.answers[0].evidence.sort((a, b) => (a.passage.kind > b.passage.kind) - (a.passage.kind < b.passage.kind));
    route.fulfill({ json: answer });
  });
  await page.reload();
  assert.match(await page.locator("blockquote.first").first().textContent(), /^. Styrka Visselblåsarfunktion/);
});

test("Vilka har …?: what was sought, and what no report has", async () => {
  await opened("#/vilka-har?amne=kontaktcentret+qqqqxyz");
  const { sought } = await answerOf("who?topic=kontaktcentret+qqqqxyz");
  assert.deepEqual(
    sought.map((one) => one.found),
    [true, false],
  );
  await page.getByText(`”kontaktcentret” som ”${sought[0].as[0]}”`).waitFor();
  await page.getByText("Ingen rapport har ordet ”qqqqxyz”").waitFor();
  await opened("#/vilka-har?amne=QQQQxyz+i+Norrbotten");
  await page.getByText("Ingen rapport har ordet ”QQQQxyz”").waitFor();
  assert.equal(await page.getByText("Svaren gäller alla kommuner").count(), 0);
});

test("Vilka har …?: a place in the topic chooses nothing, and one press does", async () => {
  await opened("#/vilka-har?amne=medborgardialog+i+Norrbottens+l%C3%A4n");
  await page.getByText("Svaren gäller alla kommuner").waitFor();
  await page.getByRole("link", { name: "Visa bara Norrbottens län" }).click();
  await settled();
  assert.match(page.url(), /lan=25/);
  assert.equal(await page.getByText("Svaren gäller alla kommuner").count(), 0);
  await opened("#/vilka-har?amne=medborgardialog+i+lulea");
  await page.getByRole("link", { name: "Visa bara Luleå" }).click();
  await settled();
  assert.match(page.url(), /kommun=2580/);
  await opened("#/vilka-har?amne=medborgardialog+i+Sk%C3%A5ne");
  await page.getByText("Samlingen har ingen rapport från Skåne län.").waitFor();
});

test("Vilka har …?: a topic that no report mentions", async () => {
  await opened("#/vilka-har?amne=qqqqxyz");
  await page.getByRole("heading", { name: "Ingen rapport nämner ”qqqqxyz”" }).waitFor();
});

test("Vilka har …?: a slip is corrected, and said to be", async () => {
  await opened("#/vilka-har?amne=medborgardialgo");
  await page.getByText("Sökte i stället efter medborgardialog.").waitFor();
  await page.getByRole("heading", { name: "Vilka har medborgardialog?" }).waitFor();
});

test("Vilka har …?: no points of several revisions in one sorted column; the revision stands in each row", async () => {
  await opened("#/vilka-har?amne=medborgardialog&ordning=-poang");
  const rows = page.locator("table").first().locator("tbody tr");
  for (const text of await rows.locator("th").allTextContents()) assert.match(text, /upplaga 20\d\d/);
  assert.equal(await page.locator("#sort-poang").count(), 0);
  await page.getByLabel("Upplaga", { exact: true }).selectOption("2016");
  await page.locator("#sort-poang").waitFor();
  assert.match(page.url(), /version=2016/);
  assert.deepEqual([...new Set(await rows.locator("th .revision").allTextContents())], ["upplaga 2016"]);
});

test("Vilka har …?: counts by county, and a county chosen", async () => {
  await opened("#/vilka-har?amne=chefskontrakt");
  const { answers } = await answerOf("who?topic=chefskontrakt");
  await page.getByText(/^Svaren per län/).click();
  const ofNorrbotten = answers.filter(({ report }) => report.municipality.code.startsWith("25"));
  const row = page.locator("tr", { hasText: "Norrbottens län" });
  assert.match(
    await row.textContent(),
    new RegExp(`${ofNorrbotten.filter(({ verdict }) => verdict === "has").length} av ${ofNorrbotten.length}`),
  );
  await row.getByRole("link").click();
  await page.getByText(`${ofNorrbotten.length} rapporter med Norrbottens län.`).waitFor();
});

test("Vilka har …?: how sure it is stands in words, and silence claims nothing", async () => {
  await opened("#/vilka-har?amne=chefskontrakt");
  const cells = await page.locator('td[data-title="Säkerhet"]').allTextContents();
  const verdicts = await page.locator('td[data-title="Svar"]').allTextContents();
  cells.forEach((cell, index) =>
    assert.match(cell, /Nämns inte/.test(verdicts[index]) ? /^–$/ : /(Tydligt|Troligt|Oklart)$/),
  );
  await page.getByText("Vad orden betyder").click();
  await page.getByText("Det säger inget om huruvida kommunen har den").waitFor();
});

test("Förebilder: bars and a table, by area, with sentences", async () => {
  await opened("#/forebilder");
  const { references } = await answerOf("models");
  const real = references.filter((one) => one.role === "model" && !one.self);
  await page.getByText(`tillsammans ${real.length} gånger`).waitFor();
  const counts = new Map();
  for (const { model } of real) counts.set(model.name, (counts.get(model.name) ?? 0) + 1);
  const most = Math.max(...counts.values());
  assert.equal(await page.locator("svg.chart .chart-value").first().textContent(), String(most));
  assert.equal(await page.locator("svg.chart .chart-bar").count(), Math.min(15, counts.size));
  await page.locator("td summary").first().click();
  await page.locator(".evidence blockquote").first().waitFor();
  await page.getByLabel("Område").selectOption("1");
  const { references: inArea } = await answerOf("models?area=1");
  await page
    .getByText(`tillsammans ${inArea.filter((one) => one.role === "model" && !one.self).length} gånger`)
    .waitFor();
  assert.match(page.url(), /omrade=1/);
});

test("Förebilder: one municipality, typed and chosen, with those who point to it and those it points to", async () => {
  await opened("#/forebilder");
  const { references } = await answerOf("models");
  const real = references.filter((one) => one.role === "model" && !one.self);
  const [{ model }] = real;
  const named = real.filter((one) => one.model.code === model.code);
  await page.getByLabel("Kommun som pekar eller pekas på").pressSequentially(model.name.slice(0, 4));
  // the list is that of what was typed
  await page.getByRole("listbox").getByRole("option").first().filter({ hasText: model.name }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByText(new RegExp(`^Pekas på ${named.length} gång`)).waitFor();
  assert.match(page.url(), new RegExp(`kommun=${model.code}`));
  await page.getByRole("button", { name: "Visa alla kommuner" }).click();
  await page.getByText(`tillsammans ${real.length} gånger`).waitFor();
  assert.notEqual(await page.evaluate(() => document.activeElement.tagName), "BODY");
});

// The names and numbers of areas are those of the one revision that is chosen.
test("Sök: with one revision chosen, areas have its names", async () => {
  await opened("#/sok?q=kommun&version=2010");
  await page.locator("label", { hasText: "7 Verksamhetsutveckling" }).waitFor();
  await page.getByRole("checkbox", { name: "2010" }).uncheck();
  await page.locator("label", { hasText: "7 Ständiga förbättringar" }).waitFor();
});

test("Lär av andra: a municipality is chosen, and the suggestions name others, each question once", async () => {
  await opened("#/lar-av-andra");
  await page.getByLabel("Kommun", { exact: true }).fill("kal");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Förslag för Kalix 2012" }).waitFor();
  const { suggestions } = await answerOf("learn?municipality=2514");
  const questions = new Set(suggestions.map((one) => one.question?.id ?? one.because.improvement.id));
  assert.equal(await page.locator(".suggestion").count(), questions.size);
  await page.getByRole("button", { name: "Fäll ut alla" }).click();
  await page.waitForFunction(() =>
    [...document.querySelectorAll(".suggestion")].every((part) => part.open && part.querySelector(".inside")),
  );
  const [first] = suggestions;
  const words = await page.locator(".suggestion").first().textContent();
  assert.ok(words.includes(`plats ${first.benchmark.rank} av ${first.benchmark.of}`));
  assert.ok(words.includes("(upplaga 2010)"));
  for (const { text } of first.models.slice(0, 4)) assert.equal(words.split(text).length, 2, "each sentence once");
});

test("Lär av andra: what is of another revision says so, and that its points compare with nothing", async () => {
  await opened("#/lar-av-andra?kommun=2514");
  const { suggestions } = await answerOf("learn?municipality=2514");
  const hit = suggestions[0].from.find((one) => one.comparable === false);
  const card = page.locator(".suggestion").first().locator(".hit", { hasText: hit.excerpt }).first();
  const words = await card.textContent();
  assert.ok(
    words.includes(`upplaga ${hit.passage.report.revision}`) &&
      words.includes("Annan upplaga än 2010: poängen kan inte jämföras."),
    words,
  );
});

test("Lär av andra: what is shown for what is done is not marked as a weakness", async () => {
  await opened("#/lar-av-andra?kommun=2514");
  const { suggestions } = await answerOf("learn?municipality=2514");
  const faulted = suggestions
    .flatMap(({ from }) => from)
    .filter(({ passage }) => passage.kind === "paragraph" && ["weakness", "improvement"].includes(passage.tag));
  assert.ok(faulted.length > 0);
  await page.getByRole("button", { name: "Fäll ut alla" }).click();
  await page.getByText("Stycket tar även upp brister").first().waitFor();
  assert.equal(await page.locator(".hit:not(:has(.besides)) .tag-weakness").count(), 0);
  assert.equal(await page.locator(".hit-weakness").count(), 0);
});

test("Lär av andra: the plan keeps who and when on the device, and can be taken along", async () => {
  await opened("#/lar-av-andra?kommun=2514");
  await page.getByRole("link", { name: "Handlingsplan att fylla i" }).click();
  await page.getByRole("heading", { name: "Handlingsplan för Kalix 2012" }).waitFor();
  await page.locator("input.plan-field").first().fill("Åsa Öberg");
  await page.locator("input.plan-field[type=date]").first().fill("2027-03-01");
  await page.reload();
  await page.locator("input.plan-field").first().waitFor();
  assert.equal(await page.locator("input.plan-field").first().inputValue(), "Åsa Öberg");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "CSV" }).click(),
  ]);
  const text = await readFile(await download.path(), "utf8");
  assert.ok(text.startsWith("\ufeffVad;Poäng;"), text.slice(0, 40));
  assert.ok(text.includes("Åsa Öberg;2027-03-01"));
  const rows = rowsOf(await downloaded(() => page.getByRole("button", { name: "Excel" }).click()));
  assert.equal(rows.length, 1 + (await page.locator("input.plan-field[type=date]").count()));
  assert.deepEqual(
    [rows[0].A, rows[0].H, rows[1].H, rows[1].I, typeof rows[1].B],
    ["Vad", "Ansvarig", "Åsa Öberg", "2027-03-01", "number"],
  );
});

test("Lär av andra: a question of the scores leads to what others do about it", async () => {
  await opened("#/poang?rapport=kalix-2012");
  await page.getByText(/^2 Tillgänglighet och brukarorientering/).click();
  await page.getByRole("link", { name: "Vad gör andra på 2.1" }).click();
  await page.getByText("bara delfråga 2.1").waitFor();
  await page.getByRole("link", { name: "Visa alla förslag" }).click();
  await page.waitForFunction(() => document.querySelectorAll(".suggestion").length > 5);
});
