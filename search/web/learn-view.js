// learn-view.js: Lär av andra. What those who score higher do, for one municipality's weakest questions.
import { ask } from "./api.js";
import { toParams } from "./address.js";
import { catalogue, questionMean } from "./catalogue.js";
import { el, refill, select } from "./dom.js";
import { compareText, count, reportName } from "./format.js";
import { notice } from "./notice.js";
import { hitArticle, reportLink, source, tagMark } from "./passage.js";
import { scoreBar } from "./score-bar.js";

export const path = "lar-av-andra";

function because(suggestion, report, known, announce) {
  const { question, improvement } = suggestion.because;
  if (question) {
    return [el("h2", null, `${question.id} ${question.text}`),
      el("p", null, "Ni fick ", scoreBar(question.score, question.max, questionMean(known, report, question.id)))];
  }
  return [el("h2", null, improvement.text),
    el("p", null, tagMark(improvement.tag), " i den egna rapporten",
      improvement.question ? `, delfråga ${improvement.question.id} ${improvement.question.text}` : improvement.area ? `, område ${improvement.area.number} ${improvement.area.name}` : ""),
    source(improvement, improvement.text, announce)];
}

function suggestionPart(suggestion, report, known, announce) {
  return el("section", { class: "suggestion" }, because(suggestion, report, known, announce),
    suggestion.from.length === 0 ? el("p", { class: "faint" }, "Ingen annan rapport i samlingen har något att lära av här.")
      : [el("p", { class: "small" }, "Så gör andra:"), el("ol", { class: "hits" }, suggestion.from.map((hit) => el("li", null, hitArticle(hit, known, announce))))]);
}

export function create({ announce, go }) {
  const chooser = el("div", { class: "choices" });
  const results = el("div", { class: "results", "data-answer": true });
  const element = el("div", null, el("h1", { tabindex: "-1" }, "Lär av andra"),
    el("p", null, "Välj din kommun. Du får dess svagaste delfrågor och listade förbättringsområden, och vad kommuner med högre poäng gör."), chooser, results);

  function controls(known, code) {
    const options = [...known.municipalities].sort((a, b) => compareText(a[1], b[1]));
    return [
      select("kommun", "Kommun", [["", "Välj …"], ...options], code, null),
      el("button", { type: "button", id: "visa-forslag", listen: { click: () => go({ kommun: document.getElementById("kommun").value }) } }, "Visa förslag"),
    ];
  }

  function nodes(answer, known) {
    const { report, suggestions } = answer;
    if (suggestions.length === 0) {
      return [notice("Inga förslag", `För ${reportName(report)} finns inget att föreslå ur samlingen. Se kommunens poäng, eller läs in fler rapporter.`), el("p", null, reportLink(report))];
    }
    return [
      el("p", null, `${count(suggestions.length, "förslag", "förslag")} för `, reportLink(report), ". ",
        el("button", { type: "button", class: "unprinted", listen: { click: () => window.print() } }, "Skriv ut")),
      suggestions.map((suggestion) => suggestionPart(suggestion, report, known, announce)),
    ];
  }

  async function show(params, signal) {
    const code = params.get("kommun") ?? "";
    const known = await catalogue();
    refill(chooser, controls(known, code));
    if (!code) {
      refill(results, notice("Ingen kommun är vald", "Välj en kommun i listan och tryck på Visa förslag."));
      return "Lär av andra";
    }
    const answer = await ask("learn", toParams({ municipality: code }), signal);
    refill(results, nodes(answer, known));
    announce(`${count(answer.suggestions.length, "förslag", "förslag")}.`);
    return `Lär av andra: ${reportName(answer.report)}`;
  }

  return { element, show };
}
