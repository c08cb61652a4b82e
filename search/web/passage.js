// passage.js: a passage as a reader wants it: whose, where, which way it points, what it scored, and how to cite it.
import { areaMean, questionMean } from "./api.js";
import { collect, isCollected, uncollect } from "./device.js";
import { el, svg, unfold } from "./dom.js";
import { TAGS, decimal, ofMax, points, reportName, revisionName } from "./format.js";
import { reportAddress, reportLink } from "./names.js";

/* ---- a score as a bar, with the mean of the reports it may be compared with as a mark beneath it ---- */

const BAR_WIDTH = 100;
const BAR_HEIGHT = 12;

// The picture alone; the words beside it say the same, so it is hidden from screen readers. The mean's mark stands
// below the bar, so that it cuts no short one in two.
export function barPicture(score, max, mean) {
  const share = (value) => Math.max(0, Math.min(BAR_WIDTH, (value / max) * BAR_WIDTH));
  const known = (value) => value !== null && value !== undefined && max > 0;
  const at = known(mean) ? share(mean) : 0;
  return svg(
    "svg",
    {
      class: "bar",
      viewBox: `0 0 ${BAR_WIDTH} ${BAR_HEIGHT}`,
      preserveAspectRatio: "none",
      "aria-hidden": "true",
      focusable: "false",
    },
    svg("rect", { class: "bar-track", width: BAR_WIDTH, height: 8 }),
    known(score) ? svg("rect", { class: "bar-value", y: 0, width: share(score), height: 8 }) : null,
    known(mean)
      ? svg("path", { class: "bar-mean", d: `M${at - 4} ${BAR_HEIGHT} L${at} 6 L${at + 4} ${BAR_HEIGHT} Z` })
      : null,
  );
}

// mean: {mean, reports} of the benchmark, or null where there is none.
export function scoreBar(score, max, benchmark) {
  const mean = benchmark?.mean;
  return el(
    "span",
    { class: "score" },
    barPicture(score, max, mean),
    el(
      "span",
      { class: "score-words" },
      points(score, max),
      mean === null || mean === undefined ? null : el("span", { class: "faint" }, ` · medel ${decimal(mean)}`),
    ),
  );
}

/* ---- references to paste ---- */

// "Kommunkompassen, Luleå 2018 (lulea-2018.txt), område 1 Offentlighet och demokrati, fråga 1.5, s. 7 i filen: ”…”",
// just as the command line writes it. place: {report, area, question, page, kind, tag}. An item is but a few words,
// which say neither that it is there nor that it is wished for: the reference names the list that it stands in.
export function citation({ report, area, question, page, kind, tag }, text) {
  const parts = [
    "Kommunkompassen",
    `${reportName(report)}${report.source ? ` (${report.source})` : ""}`,
    area ? `område ${area.number} ${area.name}` : null,
    question ? `fråga ${question.id}` : null,
    page ? `s. ${page} i filen` : null, // another number may be printed on it
    kind === "item" && TAGS[tag] ? TAGS[tag].name.toLowerCase() : null,
  ];
  return `${parts.filter(Boolean).join(", ")}: ”${text}”`;
}

// The clipboard is closed to pages that come without encryption from another machine; then the old way.
export async function copy(text) {
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
  const made = el(
    "button",
    { type: "button", class: "quiet", "aria-label": `Kopiera referens: ${label}` },
    "Kopiera referens",
  );
  made.addEventListener("click", async () => {
    const done = await copy(reference).catch(() => false);
    if (done) {
      made.textContent = "Kopierad ✓";
      announce("Referensen är kopierad.");
      setTimeout(() => {
        made.textContent = "Kopiera referens";
      }, 2500);
    } else if (!made.nextElementSibling?.classList.contains("reference")) {
      made.after(el("p", { class: "reference", tabindex: "0" }, reference));
      announce("Det gick inte att kopiera. Referensen står efter knappen, så att du kan markera den.");
    }
  });
  return made;
}

// Puts a passage into the list of collected ones, or takes it out. one: {id, text, citation, tag}.
export function collectButton(one, label, announce) {
  const made = el("button", { type: "button", class: "quiet", "aria-label": `Samla: ${label}` });
  const look = () => {
    const on = isCollected(one.id);
    made.setAttribute("aria-pressed", String(on));
    made.textContent = on ? "Samlad ✓" : "Samla";
  };
  made.addEventListener("click", () => {
    const had = isCollected(one.id);
    if (had) uncollect(one.id);
    else if (!collect(one)) announce("Listan är full. Töm den under Samlat.");
    look();
    announce(had ? "Borttaget ur Samlat." : "Lagt till i Samlat.");
  });
  look();
  return made;
}

/* ---- passages ---- */

export function tagMark(tag) {
  const known = TAGS[tag] ?? { name: tag, sign: "·" };
  return el("span", { class: `tag tag-${tag}` }, el("span", { "aria-hidden": "true" }, `${known.sign} `), known.name);
}

// Text with its matches marked. highlights: [[start, length], …] in code points, as the service counts; what lies
// outside the text or overlaps is passed over.
export function highlighted(text, highlights = []) {
  const points_ = Array.from(text);
  const parts = [];
  let at = 0;
  for (const [start, length] of [...highlights].sort((a, b) => a[0] - b[0])) {
    if (start < at || length < 1 || start + length > points_.length) continue;
    parts.push(points_.slice(at, start).join(""));
    parts.push(el("mark", null, points_.slice(start, start + length).join("")));
    at = start + length;
  }
  parts.push(points_.slice(at).join(""));
  return parts.filter((part) => part !== "");
}

// The highlights of an excerpt as offsets into the whole text that it was cut from.
function shifted(excerpt, highlights, text) {
  const found = text.indexOf(excerpt);
  if (found < 0) return [];
  const before = Array.from(text.slice(0, found)).length;
  return highlights.map(([start, length]) => [start + before, length]);
}

// The excerpt with its matches; where the passage says more, it unfolds to the whole.
export function quoted({ excerpt, highlights, passage }) {
  const whole = passage.text;
  const goesOn = whole !== excerpt;
  const before = goesOn && !whole.startsWith(excerpt) ? "… " : "";
  const after = goesOn && !whole.endsWith(excerpt) ? " …" : "";
  return [
    el("blockquote", { class: "excerpt" }, el("p", null, before, highlighted(excerpt, highlights), after)),
    goesOn &&
      unfold(
        "Visa hela stycket",
        () => el("p", { class: "whole" }, highlighted(whole, shifted(excerpt, highlights, whole))),
        { class: "unprinted" },
      ),
  ];
}

// What is read out of a passage's links and buttons; of several on a page each has another.
const placeLabel = (passage) =>
  [
    reportName(passage.report),
    passage.page ? `sida ${passage.page}` : null,
    passage.id ? `stycke ${passage.id.split("/").at(-1)}` : null,
  ]
    .filter(Boolean)
    .join(", ");

// What can be done with a passage: cite it, keep it, read it where it stands.
export function tools(passage, text, announce) {
  const label = placeLabel(passage);
  const reference = citation(passage, text);
  return [
    citeButton(reference, label, announce),
    passage.id && collectButton({ id: passage.id, text, citation: reference, tag: passage.tag }, label, announce),
  ];
}

export function source(passage, text, announce, more = null) {
  const read = passage.recognised ? "maskinläst" : null;
  const heading = passage.heading && passage.heading !== passage.question?.text ? passage.heading : null;
  const place = [passage.page ? `Sida ${passage.page} i filen` : null, read, heading].filter(Boolean).join(" · ");
  return el(
    "p",
    { class: "source" },
    el("span", { class: "faint" }, more, place),
    " ",
    el(
      "span",
      { class: "tools unprinted" },
      passage.id &&
        el(
          "a",
          { href: reportAddress(passage.report, passage), "aria-label": `Läs i rapporten: ${placeLabel(passage)}` },
          "Läs i rapporten",
        ),
      tools(passage, text, announce),
    ),
  );
}

// Its points in a few words, the question's where it has one: "1.4 · 23 av 30 · medel 21,5".
function scored({ report, area, question }, known) {
  const own = question ?? area;
  if (!own) return null;
  const mean = question ? questionMean(known, report, question) : areaMean(known, report, area.number);
  const name = question ? `Delfråga ${question.id} ${question.text ?? ""}` : `Område ${area.number} ${area.name ?? ""}`;
  return [
    el("span", { class: "of", title: name }, question ? question.id : `Område ${area.number}`),
    own.score === null || own.score === undefined
      ? null
      : el("span", { class: "points" }, ofMax(own.score, own.max), el("span", { class: "unseen" }, " poäng")),
    mean && el("span", { class: "faint" }, `medel ${decimal(mean.mean)}`),
  ];
}

// hit: a hit of the service; heading: the level of its heading; apart: why its points can't be compared. What is told
// of other municipalities stands without points: they are those of the report's own. example: it is shown for what is
// done, also where its passage finds fault besides, which is said, but is not what it stands for.
export function hitArticle(hit, known, announce, { heading = "h3", apart = null, example = false } = {}) {
  const { passage } = hit;
  const besides = example && passage.kind === "paragraph" && ["improvement", "weakness"].includes(passage.tag);
  const { report, area, question } = passage;
  const ofOthers = (hit.of ?? []).length > 0;
  const about = question
    ? `${question.id} ${question.text ?? ""}`
    : area
      ? `Område ${area.number} ${area.name ?? ""}`
      : null;
  return el(
    "article",
    { class: `hit hit-${besides ? "neutral" : passage.tag}` },
    el(
      "header",
      null,
      el(heading, { class: "hit-name" }, reportLink(report, passage)),
      el("span", { class: "revision" }, revisionName(report)),
      !ofOthers && scored(passage, known),
      besides ? el("span", { class: "faint small besides" }, "Stycket tar även upp brister") : tagMark(passage.tag),
    ),
    apart && !ofOthers && el("p", { class: "apart" }, apart),
    quoted(hit),
    source(passage, hit.excerpt, announce, about && `${about} · `),
  );
}
