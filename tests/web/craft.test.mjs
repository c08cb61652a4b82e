// craft.test.mjs: focus, place, signs of work, mistakes: what makes the page good to use, whatever the view.
import assert from "node:assert/strict";
import { test } from "node:test";
import { begin, opened, page, service } from "./stage.mjs";

begin();

const focused = () => page.evaluate(() => document.activeElement.tagName);
const workSeen = () =>
  page.evaluate(() => getComputedStyle(document.querySelector(".working")).visibility === "visible");

test("whoever types and goes on at once is not called back by the search", async () => {
  await opened("#/sok");
  await page.evaluate(() => {
    const field = document.getElementById("q");
    field.value = "dialog";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    location.hash = "#/kommun";
  });
  await page.getByRole("heading", { level: 1, name: "Kommuner" }).waitFor();
  await page.waitForTimeout(400); // longer than a search waits for the next letter
  assert.match(page.url(), /#\/kommun$/);
});

test("whoever tries again after a failure stands somewhere afterwards", async () => {
  await opened("#/sok?q=etik");
  await page.route("**/api/v1/search*", (route) => route.abort());
  await page.getByLabel("Ord eller fras").fill("dialog");
  await page.getByRole("heading", { name: "Tjänsten svarar inte" }).waitFor();
  await page.unroute("**/api/v1/search*");
  await page.getByRole("button", { name: "Försök igen" }).click();
  await page.getByRole("heading", { name: /träff/ }).waitFor();
  await page.waitForSelector("main:not([aria-busy])");
  assert.notEqual(await focused(), "BODY");
});

test("a slow answer is seen to be worked at, a quick one flickers nothing", async () => {
  await opened("#/sok?q=etik");
  let answer;
  const asked = new Promise((done) => (answer = done)); // as late as this test is, however slow the machine
  await page.route("**/api/v1/search*", async (route) => {
    await asked;
    await route.continue();
  });
  await page.getByLabel("Ord eller fras").fill("dialog");
  await page.waitForSelector("main[aria-busy]");
  const hidden = await page.evaluate(() => {
    const { animationName, animationDuration, animationTimingFunction } = getComputedStyle(
      document.querySelector(".working"),
    );
    return `${animationName} ${animationDuration} ${animationTimingFunction}`;
  });
  assert.match(hidden, /^appear 0\.3s steps?\(1(, end)?\)|^appear 0\.3s step-end/); // for 0.3 s; a slow machine can't be asked in time
  await page.waitForFunction(() => getComputedStyle(document.querySelector(".working")).visibility === "visible");
  // The old answer is dimmed, a little later.
  await page.waitForFunction(() => Number(getComputedStyle(document.querySelector("[data-answer] > *")).opacity) < 0.6);
  answer();
  await page.waitForSelector("main:not([aria-busy])");
  assert.equal(await workSeen(), false);
});

for (const [address, button, words] of [
  ["#/sok", "Sök", "Skriv ett ord"],
  ["#/vilka-har", "Visa svar", "Skriv vad du undrar"],
  ["#/lar-av-andra", "Visa förslag", "Skriv början av kommunens namn"],
  ["#/kommun", "Visa", "Skriv början av kommunens namn"],
]) {
  test(`${address}: sent off empty, the field says what it needs`, async () => {
    await opened(address);
    await page.getByRole("button", { name: button, exact: true }).click();
    const error = page.locator(".field-error");
    await error.waitFor();
    assert.ok((await error.textContent()).includes(words));
    const input = page.locator("[aria-invalid=true]");
    assert.ok((await input.getAttribute("aria-describedby")).split(" ").includes(await error.getAttribute("id")));
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-invalid")), "true");
    await page.keyboard.type("x");
    assert.equal(await error.count(), 0);
  });
}

test("a municipality that the collection lacks is said to be, at the field", async () => {
  await opened("#/kommun");
  await page.getByLabel("Gå till kommun").fill("Ankeborg");
  await page.keyboard.press("Enter");
  await page.getByText("Samlingen har ingen rapport från ”Ankeborg”.").waitFor();
});

for (const written of ["Norsjö kommun", "norsjos", "2417"])
  test(`${written}: a municipality is known by what people write for it`, async () => {
    await opened("#/kommun");
    await page.getByLabel("Gå till kommun").fill(written);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Norsjö" }).waitFor();
  });

test("a slip in a municipality's name is asked about", async () => {
  await opened("#/kommun");
  await page.getByLabel("Gå till kommun").fill("Östresund");
  await page.keyboard.press("Enter");
  await page.getByText("Samlingen har ingen rapport från ”Östresund”. Menar du Östersund?").waitFor();
});

for (const address of [
  "#/sok?q=etik&omrade=99",
  "#/sok?q=etik&fraga=x",
  "#/vilka-har?amne=etik&version=abc",
  "#/forebilder?omrade=x",
]) {
  test(`${address}: a wrong filter in the address is told in Swedish, with a way out`, async () => {
    await opened(address);
    const failed = page.locator(".failed");
    await failed.waitFor();
    assert.equal(await failed.locator("[lang=en]").count(), 0);
    assert.doesNotMatch(await failed.textContent(), /citattecken| the | is /);
    await failed.getByRole("link", { name: "Visa utan filter" }).click();
    await page.waitForFunction(() => !document.querySelector(".failed"));
    assert.doesNotMatch(page.url(), /omrade|version/);
  });
}

test("with forced colours the current entry of the menu alone is underlined", async () => {
  await opened("#/sok", { forcedColors: "active" });
  const lined = await page
    .locator(".top nav a")
    .evaluateAll((links) =>
      links
        .filter((link) => getComputedStyle(link).textDecorationLine.includes("underline"))
        .map((link) => link.textContent),
    );
  assert.deepEqual(lined, ["Sök"]);
});

test("that an answer is partial stands where the answer does", async () => {
  await opened("#/sok");
  await page.route("**/api/v1/search?*", async (route) =>
    route.fulfill({ json: { ...(await (await route.fetch()).json()), partial: true, missing: ["elsewhere-2018"] } }),
  );
  await page.getByLabel("Ord eller fras").fill("etik");
  const left = (selector) => page.locator(selector).evaluate((node) => node.getBoundingClientRect().left);
  await page.getByText("Svaret är ofullständigt").waitFor();
  assert.equal(await left("#partial"), await left("#sok h1"));
});

test("on paper headings stay with what follows, and points in one line", async () => {
  await opened("#/poang?rapport=lulea-2018");
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  const [heading, points] = await page.evaluate(() => [
    getComputedStyle(document.querySelector("main h2")).breakAfter,
    getComputedStyle(document.querySelector("td .score")).whiteSpace,
  ]);
  assert.deepEqual([heading, points], ["avoid", "nowrap"]);
  assert.ok(await page.locator("td .score").first().isVisible(), "what was folded is printed");
});

test("back from a sorted and paged answer leads to where one stood", async () => {
  await opened("#/vilka-har?amne=medborgardialog");
  await page.evaluate(() => window.scrollTo(0, 400));
  const top = await page.evaluate(() => window.scrollY);
  await page
    .getByRole("link", { name: /^Kalix 2012/ })
    .last()
    .click();
  await page.getByRole("heading", { level: 1, name: "Rapporten Kalix 2012" }).waitFor();
  await page.goBack();
  await page.getByRole("heading", { name: "Vilka har medborgardialog?" }).waitFor();
  await page.waitForFunction((wanted) => Math.abs(window.scrollY - wanted) < 5, top);
});

test("nothing in the page claims how many areas there are, or how many points", async () => {
  for (const address of ["#/sok", "#/poang", "#/kommun", "#/om", "#/lar-av-andra", "#/tillganglighet"]) {
    if (page) await page.context().close();
    await opened(address);
    assert.doesNotMatch(await page.locator("main").textContent(), /åtta områden|av 800 möjliga|de 8 områden/);
  }
});
