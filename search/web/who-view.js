// who-view.js: Vilka har …? For every municipality whether it has something, with the evidence.
import { apiAddress, ask, catalogue, changed, questionMean, toggled, toParams, writeAddress } from "./api.js";
import { advice, el, notice, refill, unfold } from "./dom.js";
import { compareText, count, list, percent, VERDICTS } from "./format.js";
import { highlighted, quoted, reportLink, scoreBar, source, tagMark } from "./passage.js";
import { readSorting, table } from "./table.js";

const PATH = "vilka-har";
const EXAMPLES = ["visselblåsarfunktion", "medborgarbudget", "chefskontrakt", "e-förslag", "servicegarantier"];
const PRINTED = 40; // rows whose evidence is printed whole; of more the first sentence is
const ORDER = Object.keys(VERDICTS);

function verdictMark(verdict) {
  const { name, sign } = VERDICTS[verdict] ?? { name: verdict, sign: "?" };
  return el("span", { class: `verdict verdict-${verdict}` }, el("span", { "aria-hidden": "true" }, `${sign} `), name);
}

// The sentence that weighs most is seen at once; the rest, with page and reference, unfolds.
function evidence(answer, whole, announce) {
  if (answer.evidence.length === 0) return el("span", { class: "faint" }, SILENCE[answer.basis] ?? SILENCE.nothing_found);
  const [first] = answer.evidence;
  const item = (one) => el("li", null, tagMark(one.passage.tag), quoted(one), source(one.passage, one.excerpt, announce));
  return [el("blockquote", { class: "first" }, el("p", null, highlighted(first.excerpt, first.highlights))),
    unfold(`${count(answer.evidence.length, "belägg", "belägg")} med sida och referens`, () => el("ul", { class: "evidence" }, answer.evidence.map(item)), { class: whole ? null : "unprinted" })];
}

// The sub-question that all answers are about, null where they are about several.
function commonQuestion(answers) {
  const ids = new Set(answers.map((answer) => answer.question?.id).filter(Boolean));
  return ids.size === 1 ? [...ids][0] : null;
}

// In the words of each revision.
function commonWords(id, known) {
  const worded = [...known.revisions.values()].filter((revision) => revision.questions.has(id))
    .map((revision) => `i version ${revision.revision}: ”${revision.questions.get(id).text}”`);
  return el("p", null, `Det hör till delfråga ${id}, ${list(worded)}`);
}

function asked(answer, known, common) {
  const { question, report } = answer;
  if (!question) return "–";
  return el("div", { class: "asked" }, !common && el("span", { class: "small" }, `${question.id} ${question.text ?? ""}`),
    scoreBar(question.score, question.max, questionMean(known, report, question.id)));
}

const name = (answer) => answer.report.municipality?.name ?? answer.report.id;
const confidence = (answer) => (answer.confidence === null ? null : answer.confidence * 100);

function columns(known, common, whole, announce) {
  const byName = (a, b) => compareText(name(a), name(b)) || (a.report.year ?? 0) - (b.report.year ?? 0);
  return [
    { title: "Kommun", key: "kommun", compare: byName, cell: (answer) => reportLink(answer.report) },
    { title: "Svar", key: "svar", cell: (answer) => verdictMark(answer.verdict),
      compare: (a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) || byName(a, b) },
    { title: "Säkerhet", key: "sakerhet", compare: (a, b) => (confidence(a) ?? -1) - (confidence(b) ?? -1) || byName(a, b),
      cell: (answer) => percent(confidence(answer)) || "–" },
    { title: common ? `Poäng på ${common}` : "Delfråga", key: "poang", compare: (a, b) => (a.question?.percent ?? -1) - (b.question?.percent ?? -1) || byName(a, b),
      cell: (answer) => asked(answer, known, common), class: common ? null : "asks" },
    { title: "Belägg", class: "wide", cell: (answer) => evidence(answer, whole, announce) },
  ];
}

// One button a verdict, with how many there are; pressed ones are the only ones shown.
function verdictButtons(answers, chosen, toggle) {
  return el("div", { class: "toggles", role: "group", "aria-label": "Visa bara" }, ORDER.map((verdict) => {
    const found = answers.filter((answer) => answer.verdict === verdict).length;
    const { name: words, sign } = VERDICTS[verdict];
    return el("button", { type: "button", id: `visa-${verdict}`, class: `verdict-${verdict}`, "aria-pressed": chosen.includes(verdict) ? "true" : "false", listen: { click: () => toggle(verdict) } },
      el("span", { "aria-hidden": "true" }, `${sign} `), `${words}: ${found}`);
  }));
}

// What reports say of other municipalities than their own.
function toldByOthers(told, announce) {
  if (told.length === 0) return null;
  const about = new Set(told.map((one) => one.municipality.code)).size;
  const rows = () => table("Kommuner som nämns i andras rapporter", [
    { title: "Kommun", cell: (one) => one.municipality.name },
    { title: "Nämns av", cell: (one) => reportLink(one.passage.report) },
    { title: "Vad som sägs", class: "wide", cell: (one) => [quoted(one), source(one.passage, one.excerpt, announce)] },
  ], [...told].sort((a, b) => compareText(a.municipality.name, b.municipality.name)), { hideCaption: true });
  return el("section", { "aria-labelledby": "av-andra" }, el("h2", { id: "av-andra" }, "Nämns i andras rapporter"),
    el("p", null, "Så här säger rapporter om andra kommuner än den egna. Det räknas inte in i svaren ovan."),
    unfold(`${count(told.length, "uppgift", "uppgifter")} om ${count(about, "kommun", "kommuner")}`, rows));
}

// What was sought instead of what was typed, and which words no report has.
function sought(answer) {
  const missing = answer.sought.filter((one) => !one.found && !one.aside).map((one) => `”${one.word}”`);
  const others = answer.sought.filter((one) => one.found && !one.as.includes(one.word) && one.as.length > 0)
    .map((one) => `”${one.word}” som ${list(one.as.map((word) => `”${word}”`))}`);
  return [
    answer.corrected && el("p", null, `Sökte i stället efter ”${answer.corrected}”.`),
    others.length > 0 && el("p", { class: "small" }, `Sökt: ${list(others)}.`),
    missing.length > 0 && el("p", { class: "missing" }, `Ingen rapport har ordet ${list(missing)}, eller något som liknar det.`),
  ];
}

// Why a report is silent: the word is nowhere, or it is only not here.
const SILENCE = { word_not_found: "Inget att söka efter: ordet finns inte i någon rapport.", nothing_found: "Rapporten nämner det inte." };

function start() {
  return notice("Vad undrar du över?", "Skriv en funktion, en metod eller ett dokument. Svaret är en tabell över vilka kommuner som har det, delvis har det eller saknar det, med varje kommuns belägg. Till exempel:",
    advice(EXAMPLES.map((amne) => el("a", { href: writeAddress(PATH, { amne }) }, amne))));
}

function nobody(topic) {
  return notice(`Ingen rapport nämner ”${topic}”`, "Det här kan du pröva:", advice([
    "Se efter stavningen, eller använd ett vanligare ord för samma sak.",
    ["Sök i rapporterna efter ", el("a", { href: writeAddress("sok", { q: topic }) }, topic), "."],
  ]));
}

export function create({ announce, go }) {
  const input = el("input", { type: "search", id: "amne", name: "amne", autocomplete: "off", maxlength: 300, spellcheck: "false" });
  const years = el("input", { type: "checkbox", id: "alla-ar", listen: { change: (event) => go(changed(params, "ar", event.target.checked ? "alla" : "")) } });
  const results = el("div", { class: "results", "data-answer": true });
  let params = new URLSearchParams();
  let answered = { question: null, answer: null, known: null };

  const element = el("div", null,
    el("h1", { tabindex: "-1" }, "Vilka har …?"),
    el("form", { role: "search", class: "ask", listen: { submit: (event) => { event.preventDefault(); go({ amne: input.value.trim(), ar: params.get("ar") }); } } },
      el("label", { for: "amne" }, "Vilka kommuner har"),
      el("div", { class: "ask-row" }, input, el("button", { type: "submit" }, "Visa svar")),
      el("p", { class: "field check" }, years, el("label", { for: "alla-ar" }, "Alla utvärderingar, inte bara varje kommuns senaste"))),
    results);

  function sort(key, descending) {
    go(changed(params, "ordning", `${descending ? "-" : ""}${key}`), { replace: true });
    announce(`Sorterat, ${descending ? "fallande" : "stigande"}.`);
  }

  const toggle = (verdict) => go(toggled(params, "svar", verdict, !params.getAll("svar").includes(verdict)), { replace: true });

  function nodes(topic, { answer, known }) {
    const chosen = params.getAll("svar");
    const shown = chosen.length > 0 ? answer.answers.filter((one) => chosen.includes(one.verdict)) : answer.answers;
    const common = commonQuestion(answer.answers);
    const csv = toParams({ topic, "all-years": params.has("ar") ? "true" : "", format: "csv" });
    return [
      el("div", { class: "results-head" }, el("h2", null, `Vilka har ${topic}?`),
        el("a", { href: apiAddress("who", csv), download: "kompass-vilka-har.csv" }, "Ladda ner som CSV")),
      sought(answer),
      verdictButtons(answer.answers, chosen, toggle),
      common && commonWords(common, known),
      el("p", { class: "small faint" }, "”Nämns inte” betyder att rapporten inte tar upp saken, inte att den saknas. Säkerheten säger hur ofta ett sådant svar stämmer, också när rapporten inte nämner det."),
      answer.answers.every((one) => one.verdict === "silent") && nobody(topic),
      shown.length === 0 ? notice("Inga kommuner med det svaret", "Tryck på knapparna ovan för att visa andra svar.")
        : table(`${topic}: svar för ${count(shown.length, "rapport", "rapporter")}`, columns(known, common, shown.length <= PRINTED, announce), shown, { sorting: readSorting(params.get("ordning"), "svar"), sort, hideCaption: true }),
      toldByOthers(answer.told_by_others, announce),
    ];
  }

  async function read(topic, signal) {
    const question = toParams({ topic, "all-years": params.has("ar") ? "true" : "" });
    if (answered.question === question.toString()) return;
    const [answer, known] = await Promise.all([ask("who", question, signal), catalogue()]);
    answered = { question: question.toString(), answer, known };
    const having = answer.answers.filter((one) => one.verdict === "has").length;
    announce(`${count(answer.answers.length, "rapport", "rapporter")}, ${having} har det.`);
  }

  async function show(wanted, signal) {
    params = wanted;
    const topic = params.get("amne") ?? "";
    input.value = topic;
    years.checked = params.has("ar");
    if (!topic) {
      refill(results, start());
      return "Vilka har …?";
    }
    await read(topic, signal);
    refill(results, nodes(topic, answered));
    return `Vilka har ${topic}?`;
  }

  return { element, show };
}
