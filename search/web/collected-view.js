// collected-view.js: Samlat. The passages that the reader has collected, as references to copy, print and download.
import { writeAddress } from "./api.js";
import { clearCollected, collected, uncollect } from "./device.js";
import { takeDocument } from "./document.js";
import { advice, button, el, notice, refill } from "./dom.js";
import { count } from "./format.js";
import { copy, tagMark } from "./passage.js";
import { save, takeRows } from "./take-along.js";
import { TAGS } from "./format.js";

const [reportOf, numberOf] = [(id) => id.split("/")[0], (id) => id.split("/").at(-1)];
const asText = (list) => `${list.map((one) => one.citation).join("\n\n")}\n`;
const asRows = (list) => [
  ["Referens", "Text", "Riktning", "Stycke"],
  ...list.map((one) => [one.citation, one.text, TAGS[one.tag]?.name ?? "", one.id]),
];

// What is quoted, and below it where it stands: the reference without the words quoted.
function asParagraphs(list) {
  const place = ({ citation, text }) =>
    text && citation.endsWith(`: ”${text}”`) ? citation.slice(0, -`: ”${text}”`.length) : null;
  return [
    ["title", "Samlat ur rapporter gjorda med Kommunkompassen"],
    ...list.flatMap((one) =>
      place(one) === null
        ? [["text", one.citation]]
        : [
            ["quote", `”${one.text}”`],
            ["source", place(one)],
          ],
    ),
    [
      "text",
      `Samlat ${new Date().toLocaleDateString("sv-SE")}. Texten är tagen ur rapporternas filer maskinellt: jämför med rapporten innan du citerar.`,
    ],
  ];
}

export function create({ announce }) {
  const results = el("div", { class: "results", "data-answer": true });
  const element = el("div", null, el("h1", { tabindex: "-1" }, "Samlat"), results);

  async function copyAll() {
    const done = await copy(asText(collected())).catch(() => false);
    announce(done ? "Alla referenser är kopierade." : "Det gick inte att kopiera. Ladda ner listan i stället.");
    const said = results.querySelector(".said");
    if (said) said.textContent = done ? "Kopierat ✓" : "Det gick inte att kopiera. Ladda ner listan i stället.";
  }

  // The next one takes the focus, so that one can go on.
  function remove(id) {
    const index = collected().findIndex((one) => one.id === id);
    uncollect(id);
    draw();
    announce("Borttaget ur Samlat.");
    const buttons = [...results.querySelectorAll(".remove")];
    const next = buttons[Math.min(index, buttons.length - 1)] ?? results.querySelector("h2");
    next?.focus();
  }

  function clear() {
    clearCollected();
    draw();
    results.querySelector("h2")?.focus();
    announce("Listan är tömd.");
  }

  function draw() {
    const list = collected();
    if (list.length === 0) {
      const made = notice(
        "Inget är samlat",
        "Tryck på Samla vid ett stycke, så står det här som en referens att kopiera, skriva ut eller ladda ner. Listan sparas på den här enheten och ingen annanstans.",
        advice([
          el("a", { href: writeAddress("sok") }, "Sök i rapporterna"),
          el("a", { href: writeAddress("vilka-har") }, "Vilka har …?"),
        ]),
      );
      made.querySelector("h2").setAttribute("tabindex", "-1");
      refill(results, made);
      return;
    }
    refill(
      results,
      el("div", { class: "results-head" }, el("h2", { tabindex: "-1" }, count(list.length, "stycke", "stycken"))),
      el(
        "p",
        { class: "actions unprinted" },
        button("Kopiera alla", copyAll),
        button("Ladda ner som text", () => save("kompass-samlat.txt", asText(collected()), "text/plain;charset=utf-8")),
        takeDocument(() => asParagraphs(collected()), "kompass-samlat"),
        takeRows(() => asRows(collected()), "kompass-samlat", "Som tabell:"),
        button("Skriv ut", () => window.print()),
        button("Töm listan", clear),
        el("span", { class: "said faint" }),
      ),
      el(
        "ol",
        { class: "references" },
        list.map((one) =>
          el(
            "li",
            null,
            el("p", null, one.citation),
            el(
              "p",
              { class: "source unprinted" },
              TAGS[one.tag] && tagMark(one.tag),
              el(
                "a",
                {
                  href: writeAddress("rapport", { id: reportOf(one.id), stycke: numberOf(one.id) }),
                  "aria-label": `Läs i rapporten: ${one.citation.slice(0, 60)}`,
                },
                "Läs i rapporten",
              ),
              button("Ta bort", () => remove(one.id), {
                class: "quiet remove",
                "aria-label": `Ta bort: ${one.citation.slice(0, 60)}`,
              }),
            ),
          ),
        ),
      ),
    );
  }

  return {
    element,
    show: async () => {
      draw();
      return "Samlat";
    },
  };
}
