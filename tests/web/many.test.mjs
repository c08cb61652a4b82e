// many.test.mjs: with 200 made-up reports of several revisions, one of them described nowhere, every view can be used.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { visit } from "./browser.mjs";
import { answerOf, begin, fresh, opened, page, reportsOf, service } from "./stage.mjs";
import { everyView } from "./views.mjs";

const REPORTS = 200;
const LONGEST = 9000; // pixels that a view may be high on a desktop
const LONG = ["rapport", "kommuner", "poang", "om", "lar-plan"]; // views that are read through, or folded by the reader

const folder = mkdtempSync(join(tmpdir(), "kompass-many-"));
let reports;

// KOMPASS_WEB_MANY: an index of those reports that is there already, while one works on the page.
function manyReports() {
  const given = process.env.KOMPASS_WEB_MANY;
  if (given) return given;
  const source = process.env.KOMPASS_SOURCE;
  const index = join(folder, "index");
  execFileSync("python3", [
    join(source, "tests/web/many_reports.py"),
    source,
    join(folder, "reports"),
    String(REPORTS),
  ]);
  execFileSync(process.env.KOMPASS_PROGRAM, ["index", "--index", index, join(folder, "reports")], { stdio: "ignore" });
  return index;
}

begin({
  index: manyReports,
  ready: async () => {
    reports = await reportsOf();
  },
  over: () => rmSync(folder, { recursive: true }),
});

test("there are as many, of several revisions", () => {
  assert.equal(reports.length, REPORTS);
  assert.ok(new Set(reports.map((report) => report.revision)).size >= 4);
});

test("no view is endless, none sticks out, and none complains", async () => {
  await fresh();
  for (const [name, address] of Object.entries(everyView(reports))) {
    await visit(page, service.root, address);
    const [wide, tall] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.scrollHeight,
    ]);
    assert.ok(wide <= 1280, `${name} is ${wide} wide`);
    if (!LONG.some((wanted) => name.startsWith(wanted))) assert.ok(tall <= LONGEST, `${name} is ${tall} high`);
  }
  assert.deepEqual(
    page.faults.filter((fault) => !/status of 4\d\d/.test(fault)),
    [],
  );
});

test("Vilka har …? is a page at a time, and the next one has the next", async () => {
  await opened("#/vilka-har?amne=medborgarbudget");
  const rows = page.locator("table").first().locator("tbody tr");
  assert.equal(await rows.count(), 25);
  const first = await rows.locator("th").allTextContents();
  await page.getByRole("link", { name: "Nästa →" }).click();
  await page.getByText(/^Sida 2 av/).waitFor();
  assert.deepEqual(
    (await rows.locator("th").allTextContents()).filter((name) => first.includes(name)),
    [],
  );
  assert.equal(await page.evaluate(() => document.activeElement.id), "svaret");
});

// Bytes of the answers that the page asks for while it is visited.
async function askedBytes(address) {
  await fresh();
  const bodies = [];
  page.on("response", (response) => {
    if (response.url().includes("/api/")) bodies.push(response.body());
  });
  await visit(page, service.root, address);
  await page.waitForLoadState("networkidle");
  return (await Promise.all(bodies)).reduce((bytes, body) => bytes + body.length, 0);
}

test("passages of unknown revisions are counted among the choices", async () => {
  const { total, facets } = await answerOf("search?q=*&limit=0");
  assert.equal(
    Object.values(facets.revision).reduce((sum, found) => sum + found, 0),
    total,
  );
  await opened("#/sok");
  const { length } = reports.filter((report) => report.revision === 0);
  assert.ok(length > 0 && facets.revision[0] > length);
  await page.getByLabel(/^Okänd upplaga \(/).check();
  await page.getByRole("heading", { name: /stycken/ }).waitFor();
  assert.equal(
    (await page.getByRole("heading", { name: /stycken/ }).textContent()).replace(/\D/g, ""),
    String(facets.revision[0]),
  );
});

test("of Vilka har …? and Förebilder no more is asked for than is seen", async () => {
  const sizes = [await askedBytes("#/vilka-har?amne=medborgarbudget"), await askedBytes("#/forebilder")];
  const whole = [await answerOf("who?topic=medborgarbudget"), await answerOf("models")].map(
    (answer) => JSON.stringify(answer).length,
  );
  sizes.forEach((size, i) => assert.ok(size > 1000 && size < whole[i] / 4, `${size} of ${whole[i]} bytes`));
});

test("Vilka har …? is sorted by the service, over all pages", async () => {
  await opened("#/vilka-har?amne=medborgarbudget&ordning=-kommun");
  const rows = page.locator("table").first().locator("tbody tr");
  const { answers } = await answerOf("who?topic=medborgarbudget&sort=-name&limit=25");
  assert.ok((await rows.first().textContent()).includes(answers[0].report.municipality.name));
  assert.match(answers[0].report.municipality.name, /^[ÖÄÅ]/);
  assert.equal(await page.locator("th[aria-sort=descending]").count(), 1);
});

test("Förebilder: what is said of one is fetched when it is unfolded", async () => {
  await opened("#/forebilder");
  const row = page.locator("table tbody tr").first();
  const [{ model, count: times }] = (await answerOf("models?role=model&limit=0")).ranking;
  await row.locator("summary").click();
  await row.locator("blockquote").first().waitFor();
  assert.equal(await row.locator("blockquote").count(), times);
  assert.ok((await row.textContent()).includes(model.name));
});

// The newest report of each municipality is compared, not one with another of the same place.
const places = (some) => new Set(some.map((report) => report.municipality?.code ?? report.id)).size;

test("Poäng ranks one revision at a time, that of unknown ones too, with its own areas and maxima", async () => {
  await opened("#/poang?version=2020");
  const ofRevision = (revision) => places(reports.filter((report) => report.revision === revision));
  await page.getByText(new RegExp(`^${ofRevision(2020)} rapporter gjorda med samma upplaga`)).waitFor();
  await page.getByLabel("Upplaga", { exact: true }).selectOption("0");
  await page.getByRole("heading", { name: "Vem är bäst? Okänd upplaga" }).waitFor();
  assert.equal(await page.locator(".spreads table").first().locator("tbody tr").count(), 11);
  await page.getByRole("button", { name: /^10 \(150\)/ }).waitFor();
  assert.equal(await page.locator(".ranking tbody tr").count(), ofRevision(0));
});

test("means that a report prints itself stand with its revision and years, apart from those of the collection", async () => {
  const { reports: scored } = await answerOf("scores");
  const { report, means, areas } = scored.find((one) => one.means?.length > 1);
  for (const address of [`#/kommun?kommun=${report.municipality.code}`, `#/poang?rapport=${report.id}`]) {
    await opened(address);
    const part = page
      .locator("details", { hasText: "medel och ändringar som rapporten själv anger" })
      .filter({ hasText: `${report.municipality.name} ${report.year}, upplaga ${report.revision}` });
    await part.locator("summary").click();
    assert.ok((await part.locator("thead").textContent()).includes(means[0].label));
    const row = await part.locator("tbody tr").first().textContent();
    for (const words of [areas[0].name, String(areas[0].score), String(means[0].mean).replace(".", ",")])
      assert.ok(row.includes(words), `${words} in ${row}`);
  }
});

test("a municipality's page names those most like it, of its revision, to compare with", async () => {
  const { report } = (await answerOf("scores?revision=2020")).reports[0];
  const { municipalities } = await answerOf(`similar?municipality=${report.municipality.code}&limit=4`);
  await opened(`#/kommun?kommun=${report.municipality.code}`);
  const part = page.locator("p", { hasText: "Mest lik i områdenas poäng" });
  for (const other of municipalities)
    await part.getByRole("link", { name: `${other.report.municipality.name} ${other.report.year}` }).waitFor();
  await part.getByRole("link", { name: "Jämför med dem" }).click();
  await page.getByRole("heading", { name: /^Profil:/ }).waitFor();
  assert.equal(await page.locator(".card").count(), 1 + municipalities.length);
});

test("Poäng: a county, and an own group, narrow who is compared", async () => {
  await opened("#/poang?version=2020");
  const own = reports.filter((report) => report.revision === 2020 && report.municipality.code.startsWith("14"));
  await page.getByLabel("Län").selectOption({ label: "Västra Götalands län" });
  await page.getByText(new RegExp(`^${places(own)} rapporter gjorda`)).waitFor();
  await page.goto(`${service.root}/#/poang?version=2020`);
  const [one] = own;
  await page.getByLabel("Egen grupp: lägg till kommun").fill(one.municipality.name);
  await page.getByRole("button", { name: "Lägg till" }).click();
  await page.getByRole("button", { name: `Ta bort ${one.municipality.name} ur gruppen` }).waitFor();
  for (const text of await page.locator(".ranking tbody th").allTextContents())
    assert.ok(text.includes(one.municipality.name), text);
});

test("a municipality with several evaluations shows them over the years", async () => {
  const codes = reports.map((report) => report.municipality.code);
  const twice = reports.find((report) => codes.filter((code) => code === report.municipality.code).length > 1);
  await opened(`#/kommun?kommun=${twice.municipality.code}`);
  await page.getByRole("heading", { name: `${twice.municipality.name} över åren` }).waitFor();
  await page.getByText("Varje stapel visar hur stor del av högsta möjliga poäng").waitFor();
});

test("the filters of a phone are there, and the first hit stands in the upper half", async () => {
  await opened("#/sok?q=medborgarbudget", { viewport: { width: 390, height: 844 } });
  const { y } = await page.locator(".hit").first().boundingBox();
  assert.ok(y < 422, `at ${y}`);
});
