// passage.js: a passage as a reader wants it: whose, where, which way it points, what it scored, and how to cite it.
import { writeAddress } from "./address.js";
import { areaMean, questionMean } from "./catalogue.js";
import { citation, citeButton } from "./cite.js";
import { el, unfold } from "./dom.js";
import { reportName } from "./format.js";
import { highlighted, shifted } from "./highlight.js";
import { scoreBar } from "./score-bar.js";
import { TAGS } from "./words.js";

export function tagMark(tag) {
  const known = TAGS[tag] ?? { name: tag, sign: "·" };
  return el("span", { class: `tag tag-${tag}` }, el("span", { "aria-hidden": "true" }, `${known.sign} `), known.name);
}

export function reportLink(report) {
  return el("a", { href: writeAddress("poang", { rapport: report.id }) }, reportName(report));
}

function scores(passage, known) {
  const { report, area, question } = passage;
  return el("dl", { class: "places" },
    area && el("div", null, el("dt", null, `Område ${area.number} ${area.name}`),
      el("dd", null, scoreBar(area.score, area.max, areaMean(known, report, area.number)))),
    question && el("div", null, el("dt", null, `${question.id} ${question.text}`),
      el("dd", null, scoreBar(question.score, question.max, questionMean(known, report, question.id)))));
}

// The excerpt with its matches; where the passage says more, it unfolds to the whole.
export function quoted({ excerpt, highlights, passage }) {
  const whole = passage.text;
  const goesOn = whole !== excerpt;
  const before = goesOn && !whole.startsWith(excerpt) ? "… " : "";
  const after = goesOn && !whole.endsWith(excerpt) ? " …" : "";
  return [
    el("blockquote", { class: "excerpt" }, el("p", null, before, highlighted(excerpt, highlights), after)),
    goesOn && unfold("Visa hela stycket", () => el("p", { class: "whole" }, highlighted(whole, shifted(excerpt, highlights, whole)))),
  ];
}

export function source(passage, text, announce) {
  return el("p", { class: "source" },
    el("span", { class: "faint" }, [passage.page ? `Sida ${passage.page}` : null, passage.heading || null].filter(Boolean).join(" · ")), " ",
    citeButton(citation(passage, text), `${reportName(passage.report)}, sida ${passage.page}`, announce));
}

// hit: a hit of the service; heading: the level of its heading.
export function hitArticle(hit, known, announce, heading = "h3") {
  const { passage } = hit;
  return el("article", { class: `hit hit-${passage.tag}` },
    el("header", null, el(heading, { class: "hit-name" }, reportLink(passage.report)), tagMark(passage.tag)),
    scores(passage, known), quoted(hit), source(passage, hit.excerpt, announce));
}
