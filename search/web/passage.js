// passage.js: a passage as a reader wants it: whose, where, which way it points, what it scored, and how to cite it.
import { areaMean, questionMean, writeAddress } from "./api.js";
import { el, svg, unfold } from "./dom.js";
import { TAGS, decimal, points, reportName } from "./format.js";

/* ---- a score as a bar, with the mean of the reports it may be compared with as a mark on it ---- */

const BAR_WIDTH = 100;
const BAR_HEIGHT = 10;

// The picture alone; the words beside it say the same, so it is hidden from screen readers.
export function barPicture(score, max, mean) {
  const share = (value) => Math.max(0, Math.min(BAR_WIDTH, (value / max) * BAR_WIDTH));
  const known = (value) => value !== null && value !== undefined && max > 0;
  return svg("svg", { class: "bar", viewBox: `0 0 ${BAR_WIDTH} ${BAR_HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false" },
    svg("rect", { class: "bar-track", width: BAR_WIDTH, height: BAR_HEIGHT }),
    known(score) ? svg("rect", { class: "bar-value", y: 2, width: share(score), height: BAR_HEIGHT - 4 }) : null,
    known(mean) ? ["bar-edge", "bar-mean"].map((name) => svg("line", { class: name, x1: share(mean), x2: share(mean), y1: 0, y2: BAR_HEIGHT, "vector-effect": "non-scaling-stroke" })) : null);
}

// mean: {mean, reports} of the benchmark, or null where there is none.
export function scoreBar(score, max, benchmark) {
  const mean = benchmark?.mean;
  return el("span", { class: "score" }, barPicture(score, max, mean),
    el("span", { class: "score-words" }, points(score, max),
      mean === null || mean === undefined ? null : el("span", { class: "faint" }, ` · medel ${decimal(mean)}`)));
}

/* ---- references to paste ---- */

// "Kommunkompassen, Luleå 2018 (lulea-2018.txt), område 1 Offentlighet och demokrati, fråga 1.5, s. 7: ”…”",
// just as the command line writes it. place: {report, area, question, page}.
export function citation({ report, area, question, page }, text) {
  const parts = [
    "Kommunkompassen",
    `${reportName(report)}${report.source ? ` (${report.source})` : ""}`,
    area ? `område ${area.number} ${area.name}` : null,
    question ? `fråga ${question.id}` : null,
    page ? `s. ${page}` : null,
  ];
  return `${parts.filter(Boolean).join(", ")}: ”${text}”`;
}

// The clipboard is closed to pages that come without encryption from another machine; then the old way.
async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return true;
  }
  const area = el("textarea", { class: "unseen", readonly: true, "aria-hidden": "true" });
  const focused = document.activeElement;
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  focused?.focus();
  return done;
}

// Where nothing can be copied the reference is shown, ready to be marked by hand.
export function citeButton(reference, label, announce) {
  const button = el("button", { type: "button", class: "quiet", "aria-label": `Kopiera referens: ${label}` }, "Kopiera referens");
  button.addEventListener("click", async () => {
    const done = await copy(reference).catch(() => false);
    if (done) {
      button.textContent = "Kopierad ✓";
      announce("Referensen är kopierad.");
      setTimeout(() => { button.textContent = "Kopiera referens"; }, 2500);
    } else if (!button.nextElementSibling?.classList.contains("reference")) {
      button.after(el("p", { class: "reference", tabindex: "0" }, reference));
      announce("Det gick inte att kopiera. Referensen står efter knappen, så att du kan markera den.");
    }
  });
  return button;
}

/* ---- passages ---- */

export function tagMark(tag) {
  const known = TAGS[tag] ?? { name: tag, sign: "·" };
  return el("span", { class: `tag tag-${tag}` }, el("span", { "aria-hidden": "true" }, `${known.sign} `), known.name);
}

export function reportLink(report) {
  return el("a", { href: writeAddress("poang", { rapport: report.id }) }, reportName(report));
}

// Text with its matches marked. highlights: [[start, length], …] in code points, as the service counts; what lies
// outside the text or overlaps is passed over.
export function highlighted(text, highlights = []) {
  const points = Array.from(text);
  const parts = [];
  let at = 0;
  for (const [start, length] of [...highlights].sort((a, b) => a[0] - b[0])) {
    if (start < at || length < 1 || start + length > points.length) continue;
    parts.push(points.slice(at, start).join(""));
    parts.push(el("mark", null, points.slice(start, start + length).join("")));
    at = start + length;
  }
  parts.push(points.slice(at).join(""));
  return parts.filter((part) => part !== "");
}

// The highlights of an excerpt as offsets into the whole text that it was cut from.
function shifted(excerpt, highlights, text) {
  const found = text.indexOf(excerpt);
  if (found < 0) return [];
  const before = Array.from(text.slice(0, found)).length;
  return highlights.map(([start, length]) => [start + before, length]);
}

function scores(passage, known) {
  const { report, area, question } = passage;
  return el("dl", { class: "places" },
    area && el("div", null, el("dt", null, `Område ${area.number} ${area.name ?? ""}`),
      el("dd", null, scoreBar(area.score, area.max, areaMean(known, report, area.number)))),
    question && el("div", null, el("dt", null, `${question.id} ${question.text ?? ""}`),
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
    goesOn && unfold("Visa hela stycket", () => el("p", { class: "whole" }, highlighted(whole, shifted(excerpt, highlights, whole))), { class: "unprinted" }),
  ];
}

export function source(passage, text, announce) {
  const read = passage.recognised ? "maskinläst" : null;
  const place = [passage.page ? `Sida ${passage.page}` : null, read, passage.heading || null].filter(Boolean).join(" · ");
  const label = [reportName(passage.report), passage.page ? `sida ${passage.page}` : null].filter(Boolean).join(", ");
  return el("p", { class: "source" }, el("span", { class: "faint" }, place), " ",
    citeButton(citation(passage, text), label, announce));
}

// hit: a hit of the service; heading: the level of its heading.
export function hitArticle(hit, known, announce, heading = "h3") {
  const { passage } = hit;
  return el("article", { class: `hit hit-${passage.tag}` },
    el("header", null, el(heading, { class: "hit-name" }, reportLink(passage.report)), tagMark(passage.tag)),
    scores(passage, known), quoted(hit), source(passage, hit.excerpt, announce));
}
