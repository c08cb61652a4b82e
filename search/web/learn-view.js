// learn-view.js: Lär av andra. What those who score higher do, for one municipality's weakest questions.
import { areaChoices, ask, catalogue, changed, questionMean, toParams, writeAddress } from "./api.js";
import { advice, el, notice, refill, select, unfold } from "./dom.js";
import { compareText, count, list, reportName } from "./format.js";
import { citation, citeButton, hitArticle, reportLink, scoreBar, source, tagMark } from "./passage.js";

const PATH = "lar-av-andra";
const OPEN = 3; // suggestions that are unfolded from the start
const MOST_MODELS = 5; // role models that are seen without unfolding

// Where the own score stands: the bar, the place, and who is best.
function standing({ benchmark }, own, report, known) {
  const best = benchmark?.best && [" Högst: ", reportLink(benchmark.best), ` med ${benchmark.max}.`];
  return el("p", { class: "standing" }, "Ni fick ", scoreBar(own.score, own.max, questionMean(known, report, own.id)),
    benchmark && `, plats ${benchmark.rank} av ${benchmark.of}.`, best);
}

function because(suggestion, report, known, announce) {
  const { question, improvement } = suggestion.because;
  if (question) return standing(suggestion, question, report, known);
  const place = improvement.question ? `, delfråga ${improvement.question.id} ${improvement.question.text}` : improvement.area ? `, område ${improvement.area.number} ${improvement.area.name}` : "";
  return [el("p", null, tagMark(improvement.tag), ` i den egna rapporten${place}`), source(improvement, improvement.text, announce)];
}

// Who is named as a role model for the same thing, each once, with the sentence that says so.
function models(references, announce) {
  if (references.length === 0) return null;
  const item = (reference) => el("li", null, el("strong", null, reference.model.name),
    reference.self ? " om sig själv: " : [" i ", reportLink(reference.source), ": "], `”${reference.text}” `,
    citeButton(`${reference.model.name}: ${citation({ ...reference, report: reference.source }, reference.text)}`, `${reference.model.name} i ${reportName(reference.source)}`, announce));
  const others = references.slice(MOST_MODELS);
  return [el("h3", { class: "small" }, "Lyfts fram som förebilder"), el("ul", { class: "models" }, references.slice(0, MOST_MODELS).map(item)),
    others.length > 0 && unfold(`${count(others.length, "förebild", "förebilder")} till`, () => el("ul", { class: "models" }, others.map(item)), { class: "unprinted" })];
}

const title = ({ question, improvement }) => (question ? `${question.id} ${question.text}` : improvement.text);

// Whose doing a source tells of, where it is not that of the report's own municipality.
const others = (hit) => hit.of.map((one) => one.name);
const toldOf = (hit) => hit.of.length > 0 && el("p", { class: "small" }, "Här berättas om ", el("strong", null, list(others(hit))), ":");

// Nobody has typed a word here, so none is marked.
function contents(suggestion, report, known, announce) {
  const nothing = suggestion.from.length === 0 && suggestion.models.length === 0;
  return [because(suggestion, report, known, announce),
    nothing && el("p", { class: "faint" }, "Ingen annan rapport i samlingen har något att lära av här."),
    suggestion.from.length > 0 && [el("h3", { class: "small" }, "Så gör de som har högre poäng"),
      el("ol", { class: "hits" }, suggestion.from.map((hit) => el("li", null, toldOf(hit), hitArticle({ ...hit, highlights: [] }, known, announce, "h4"))))],
    models(suggestion.models, announce)];
}

// What the folded line says: why it is taken up, and who there is to learn from.
function summary(suggestion) {
  const { question } = suggestion.because;
  const from = [...new Set([...suggestion.from.flatMap((hit) => (hit.of.length > 0 ? others(hit) : [reportName(hit.passage.report)])), ...suggestion.models.map((one) => one.model.name)])];
  const names = from.length > 3 ? `${from.slice(0, 3).join(", ")} och ${from.length - 3} till` : list(from);
  return [el("h2", null, title(suggestion.because)),
    el("span", { class: "faint small" }, [question ? `${question.score ?? "–"} av ${question.max} poäng` : "förbättring som rapporten föreslår", names && `lär av ${names}`].filter(Boolean).join(" · "))];
}

function suggestionPart(suggestion, index, report, known, announce) {
  const part = unfold(summary(suggestion), () => el("div", { class: "inside" }, contents(suggestion, report, known, announce)), { class: "suggestion" });
  part.open = index < OPEN;
  return part;
}

export function create({ announce, go }) {
  const chooser = el("div", { class: "choices" });
  const results = el("div", { class: "results", "data-answer": true });
  const element = el("div", null, el("h1", { tabindex: "-1" }, "Lär av andra"),
    el("p", { class: "unprinted" }, "Välj din kommun. Du får dess svagaste delfrågor och listade förbättringsområden, och vad kommuner med högre poäng gör."), chooser, results);
  let params = new URLSearchParams();

  const change = (name, value) => go(changed(changed(params, "fraga", ""), name, value));

  function controls(known) {
    const municipalities = [...known.municipalities].sort((a, b) => compareText(a[1], b[1]));
    return [
      select("kommun", "Kommun", [["", "Välj …"], ...municipalities], params.get("kommun") ?? "", null),
      el("button", { type: "button", id: "visa-forslag", listen: { click: () => change("kommun", document.getElementById("kommun").value) } }, "Visa förslag"),
      params.has("kommun") && select("omrade", "Område", [["", "Alla områden"], ...areaChoices(known)], params.get("omrade") ?? "", { change: (event) => change("omrade", event.target.value) }),
    ];
  }

  function nothing(report) {
    return [notice("Inga förslag", `För ${reportName(report)} finns inget att föreslå ur samlingen här.`, advice([
      (params.has("omrade") || params.has("fraga")) && el("a", { href: writeAddress(PATH, { kommun: params.get("kommun") }) }, "Visa förslag för alla områden"),
      ["Se ", reportLink(report), " mot medel och andra."],
    ].filter(Boolean)))];
  }

  function foldAll(open) {
    for (const part of results.querySelectorAll(".suggestion")) part.open = open;
  }

  function nodes({ report, suggestions, compared }, known) {
    if (suggestions.length === 0) return nothing(report);
    const question = params.get("fraga");
    const button = (text, click) => el("button", { type: "button", class: "quiet", listen: { click } }, text);
    return [
      el("p", null, `${count(suggestions.length, "förslag", "förslag")} för `, reportLink(report), question ? `, bara delfråga ${question}` : params.has("omrade") && `, bara område ${params.get("omrade")}`,
        `, jämfört med ${count(compared, "annan kommun", "andra kommuner")}. `,
        question && el("a", { class: "unprinted", href: writeAddress(PATH, changed(params, "fraga", "")) }, "Visa alla förslag")),
      el("p", { class: "actions unprinted" }, button("Skriv ut", () => window.print()), button("Fäll ut alla", () => foldAll(true)), button("Fäll ihop alla", () => foldAll(false))),
      suggestions.map((suggestion, index) => suggestionPart(suggestion, index, report, known, announce)),
    ];
  }

  async function show(asked, signal) {
    params = asked;
    const municipality = params.get("kommun") ?? "";
    const known = await catalogue();
    refill(chooser, controls(known));
    if (!municipality) {
      refill(results, notice("Ingen kommun är vald", "Välj en kommun i listan och tryck på Visa förslag."));
      return "Lär av andra";
    }
    const answer = await ask("learn", toParams({ municipality, area: params.get("omrade"), question: params.get("fraga") }), signal);
    refill(results, nodes(answer, known));
    announce(`${count(answer.suggestions.length, "förslag", "förslag")}.`);
    return `Lär av andra: ${reportName(answer.report)}`;
  }

  return { element, show };
}
