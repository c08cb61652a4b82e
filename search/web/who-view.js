// who-view.js: Vilka har …? For every municipality whether it has something, with the evidence.
import { apiAddress, ask } from "./api.js";
import { toParams, writeAddress } from "./address.js";
import { catalogue, questionMean } from "./catalogue.js";
import { el, refill, unfold } from "./dom.js";
import { compareText, count, percent } from "./format.js";
import { advice, notice } from "./notice.js";
import { quoted, reportLink, source, tagMark } from "./passage.js";
import { scoreBar } from "./score-bar.js";
import { readSorting, table } from "./table.js";
import { VERDICTS } from "./words.js";

export const path = "vilka-har";

const EXAMPLES = ["visselblåsarfunktion", "medborgarbudget", "chefskontrakt", "e-förslag", "servicegarantier"];
const ORDER = Object.keys(VERDICTS);

function verdictMark(verdict) {
  const { name, sign } = VERDICTS[verdict] ?? { name: verdict, sign: "?" };
  return el("span", { class: `verdict verdict-${verdict}` }, el("span", { "aria-hidden": "true" }, `${sign} `), name);
}

function evidence(answer, announce) {
  if (answer.evidence.length === 0) return el("span", { class: "faint" }, "Rapporten nämner det inte.");
  return unfold(`${count(answer.evidence.length, "belägg", "belägg")}`, () => el("ul", { class: "evidence" },
    answer.evidence.map((one) => el("li", null, tagMark(one.passage.tag), quoted(one), source(one.passage, one.excerpt, announce)))));
}

const name = (answer) => answer.report.municipality?.name ?? answer.report.id;

function columns(known, announce) {
  const byName = (a, b) => compareText(name(a), name(b));
  return [
    { title: "Kommun", key: "kommun", compare: byName, cell: (answer) => reportLink(answer.report) },
    { title: "Svar", key: "svar", cell: (answer) => verdictMark(answer.verdict),
      compare: (a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) || byName(a, b) },
    { title: "Säkerhet", key: "sakerhet", compare: (a, b) => (a.confidence ?? -1) - (b.confidence ?? -1) || byName(a, b),
      cell: (answer) => percent(answer.confidence === null ? null : answer.confidence * 100) || "–" },
    { title: "Delfråga", key: "poang", compare: (a, b) => (a.question?.percent ?? -1) - (b.question?.percent ?? -1) || byName(a, b),
      cell: (answer) => (answer.question ? el("div", { class: "asked" }, el("span", { class: "small" }, `${answer.question.id} ${answer.question.text}`),
        scoreBar(answer.question.score, answer.question.max, questionMean(known, answer.report, answer.question.id))) : "–") },
    { title: "Belägg", class: "wide", cell: (answer) => evidence(answer, announce) },
  ];
}

// One button a verdict, with how many there are; pressed ones are the only ones shown.
function verdictButtons(answers, chosen, toggle) {
  return el("div", { class: "toggles", role: "group", "aria-label": "Visa bara" }, ORDER.map((verdict) => {
    const found = answers.filter((answer) => answer.verdict === verdict).length;
    return el("button", { type: "button", id: `visa-${verdict}`, class: `verdict-${verdict}`, "aria-pressed": chosen.includes(verdict) ? "true" : "false", listen: { click: () => toggle(verdict) } },
      `${VERDICTS[verdict].name}: ${found}`);
  }));
}

function start() {
  return notice("Vilka kommuner har …?", "Skriv vad du undrar över: en funktion, en metod, ett dokument. Svaret är en tabell med varje kommuns belägg. Till exempel:",
    advice(EXAMPLES.map((amne) => el("a", { href: writeAddress(path, { amne }) }, amne))));
}

export function create({ announce, go }) {
  const input = el("input", { type: "search", id: "amne", name: "amne", autocomplete: "off", maxlength: 300, spellcheck: "false" });
  const results = el("div", { class: "results", "data-answer": true });
  let params = new URLSearchParams();
  let answered = { topic: null, answer: null };

  const element = el("div", null,
    el("h1", { tabindex: "-1" }, "Vilka har …?"),
    el("form", { role: "search", class: "ask", listen: { submit: (event) => { event.preventDefault(); go({ amne: input.value.trim() }); } } },
      el("label", { for: "amne" }, "Vilka kommuner har"),
      el("div", { class: "ask-row" }, input, el("button", { type: "submit" }, "Visa svar"))),
    results);

  function change(edit) {
    const changed = new URLSearchParams(params);
    edit(changed);
    go(changed, { replace: true });
  }

  function toggle(verdict) {
    change((changed) => {
      const others = changed.getAll("svar").filter((other) => other !== verdict);
      const on = !changed.getAll("svar").includes(verdict);
      changed.delete("svar");
      for (const other of on ? [...others, verdict] : others) changed.append("svar", other);
    });
  }

  function sort(key, descending) {
    change((changed) => changed.set("ordning", `${descending ? "-" : ""}${key}`));
    announce(`Sorterat, ${descending ? "fallande" : "stigande"}.`);
  }

  function nodes(topic, answer, known) {
    const chosen = params.getAll("svar");
    const shown = chosen.length > 0 ? answer.answers.filter((one) => chosen.includes(one.verdict)) : answer.answers;
    return [
      el("div", { class: "results-head" }, el("h2", null, `Vilka har ${topic}?`),
        el("a", { href: apiAddress("who", toParams({ topic, format: "csv" })), download: "kompass-vilka-har.csv" }, "Ladda ner som CSV")),
      verdictButtons(answer.answers, chosen, toggle),
      shown.length === 0 ? notice("Inga kommuner med det svaret", "Tryck på knapparna ovan för att visa andra svar.")
        : table(`${topic}: svar för ${count(shown.length, "kommun", "kommuner")}`, columns(known, announce), shown, { sorting: readSorting(params.get("ordning"), "svar"), sort }),
      el("p", { class: "small faint" }, "”Nämns inte” betyder att rapporten inte tar upp saken, inte att den saknas. Säkerheten säger hur tydligt rapporten uttrycker sig."),
    ];
  }

  async function show(asked, signal) {
    params = asked;
    const topic = params.get("amne") ?? "";
    input.value = topic;
    if (!topic) {
      refill(results, start());
      return "Vilka har …?";
    }
    if (answered.topic !== topic) {
      const [answer, known] = await Promise.all([ask("who", toParams({ topic }), signal), catalogue()]);
      answered = { topic, answer, known };
      const having = answer.answers.filter((one) => one.verdict === "has").length;
      announce(`${count(answer.answers.length, "kommun", "kommuner")}, ${having} har det.`);
    }
    refill(results, nodes(topic, answered.answer, answered.known));
    return `Vilka har ${topic}?`;
  }

  return { element, show };
}
