// report-view.js: one report as it was read: its scores, and passage after passage, chapter by chapter.
import { areaMean, ask, askIfThere, catalogue, questionMean, toParams, writeAddress } from "./api.js";
import { el, notice, refill, unfold } from "./dom.js";
import {
  count,
  decimal,
  evaluationDate,
  evaluationName,
  list,
  number,
  ofMax,
  points,
  reportName,
  revisionName,
} from "./format.js";
import { noticeItems } from "./notices.js";
import { municipalityLink } from "./names.js";
import { scoreBar, tagMark, tools } from "./passage.js";

const PATH = "rapport";
const TAGS = ["strength", "improvement", "weakness", "neutral", "background"];
const ALL = 1000;

const numberOf = (passage) => Number(passage.id.split("/").at(-1));

// {report, scores, notices, passages, source, pages}; from a service that hands out no reports as a whole, put
// together.
async function read(id, known, signal) {
  const whole = await askIfThere("report", toParams({ id }), signal);
  if (whole) return whole;
  const entry = known.status.reports.find((one) => one.report.id === id);
  if (!entry) return null;
  const { report } = entry;
  const wanted = { municipality: report.municipality?.code, year: report.year, revision: report.revision };
  const [scores, found] = await Promise.all([
    ask("scores", toParams({ municipality: wanted.municipality, limit: ALL }), signal),
    ask("search", toParams({ q: "*", ...wanted, tag: TAGS, limit: ALL }), signal),
  ]);
  return {
    report,
    pages: entry.pages,
    notices: entry.notices ?? [],
    source: null,
    scores: scores.reports.find((one) => one.report.id === id) ?? null,
    passages: found.hits
      .map((hit) => hit.passage)
      .filter((passage) => passage.report.id === id)
      .sort((a, b) => numberOf(a) - numberOf(b)),
  };
}

// Passages in reading order -> [{area, parts: [{question, heading, passages}]}]; what comes before any area stands
// first.
function chapters(passages) {
  const made = [];
  for (const passage of passages) {
    const area = passage.area?.number ?? null;
    if (made.length === 0 || made.at(-1).area?.number !== (area ?? undefined))
      made.push({ area: passage.area ?? null, parts: [] });
    const { parts } = made.at(-1);
    const key = `${passage.question?.id ?? ""} ${passage.kind === "item" ? "" : (passage.heading ?? "")} ${passage.kind}`;
    if (parts.at(-1)?.key !== key)
      parts.push({ key, question: passage.question, kind: passage.kind, heading: passage.heading, passages: [] });
    parts.at(-1).passages.push(passage);
  }
  return made;
}

const chapterName = ({ area }, index) =>
  area ? `${area.number} ${area.name}` : index === 0 ? "Inledning och sammanfattning" : "Övrigt";

export function create({ announce }) {
  const results = el("div", { class: "results", "data-answer": true });
  const heading = el("h1", { tabindex: "-1" }, "Rapport");
  const element = el("div", null, heading, results);
  let kept = { id: null, whole: null };

  function sourceLink(whole, page) {
    const { source, report } = whole;
    if (!source?.served) return null;
    const pdf = source.type === "application/pdf";
    return el(
      "a",
      {
        href: `api/v1/source?${toParams({ id: report.id })}${pdf && page ? `#page=${page}` : ""}`,
        target: "_blank",
        rel: "noopener",
      },
      pdf && page ? `Öppna PDF på sida ${page}` : `Öppna ${source.name}`,
    );
  }

  function passagePart(passage, aimed, whole) {
    const own = numberOf(passage);
    const about = [passage.page && `sida ${passage.page}`, passage.recognised && "maskinläst"]
      .filter(Boolean)
      .join(", ");
    return el(
      "div",
      { class: `passage ${passage.tag}${aimed ? " aimed" : ""}`, id: `stycke-${own}`, tabindex: aimed ? "-1" : null },
      el("p", null, passage.text),
      el(
        "div",
        { class: "about" },
        passage.tag !== "neutral" && tagMark(passage.tag),
        el(
          "a",
          {
            href: writeAddress(PATH, { id: whole.report.id, stycke: own }),
            "aria-label": `Stycke ${own}${about ? `, ${about}` : ""}`,
            "aria-current": aimed ? "true" : null,
          },
          about || `stycke ${own}`,
        ),
        aimed &&
          el(
            "span",
            { class: "tools unprinted" },
            tools(passage, passage.text, announce),
            " ",
            sourceLink(whole, passage.page),
          ),
      ),
    );
  }

  function partHeading({ question, heading: words, kind }, known, report) {
    if (kind === "item") return question ? null : null;
    if (!question) return words && el("h3", null, words);
    return [
      el("h3", null, `${question.id} ${question.text ?? words ?? ""}`),
      el("p", { class: "small" }, scoreBar(question.score, question.max, questionMean(known, report, question))),
    ];
  }

  function chapterPart(chapter, index, whole, known, aimed) {
    let said = null; // the question whose heading stands already
    let listed = false;
    return el(
      "section",
      { class: "chapter" },
      el("h2", { id: `kapitel-${index}`, tabindex: "-1" }, chapterName(chapter, index)),
      chapter.area &&
        el(
          "p",
          null,
          scoreBar(chapter.area.score, chapter.area.max, areaMean(known, whole.report, chapter.area.number)),
          ` · ${revisionName(whole.report)}`,
        ),
      chapter.parts.map((part) => {
        const head =
          part.kind === "item"
            ? !listed && el("h3", null, "Styrkor och förbättringsmöjligheter")
            : part.question?.id === said && said !== null
              ? null
              : partHeading(part, known, whole.report);
        if (part.kind === "item") listed = true;
        else said = part.question?.id ?? null;
        return [head, part.passages.map((passage) => passagePart(passage, numberOf(passage) === aimed, whole))];
      }),
    );
  }

  function contents(made, whole) {
    const open = window.matchMedia("(min-width: 60rem)").matches;
    const box = el(
      "details",
      { class: "contents unprinted" },
      el("summary", null, "Innehåll"),
      el(
        "nav",
        { "aria-label": "Innehåll" },
        el(
          "ol",
          null,
          made.map((chapter, index) => {
            const link = el("a", { href: writeAddress(PATH, { id: whole.report.id }) }, chapterName(chapter, index));
            link.addEventListener("click", (event) => {
              event.preventDefault();
              const target = document.getElementById(`kapitel-${index}`);
              target.scrollIntoView();
              target.focus({ preventScroll: true });
            });
            return el("li", null, link, chapter.area && el("span", null, ofMax(chapter.area.score, chapter.area.max)));
          }),
        ),
      ),
    );
    box.open = open;
    return box;
  }

  function facts(whole, known) {
    const { report, scores } = whole;
    const words = [
      evaluationName(report.evaluation),
      evaluationDate(report),
      revisionName(report),
      whole.pages && count(whole.pages, "sida", "sidor"),
      report.source,
    ]
      .filter(Boolean)
      .join(" · ");
    const full = scores?.areas.reduce((sum, area) => sum + (area.max ?? 0), 0);
    const total = known.revisions.get(report.revision)?.total;
    return [
      el("p", null, report.municipality && [municipalityLink(report.municipality), " · "], words),
      scores &&
        el(
          "p",
          null,
          "Totalt ",
          el("strong", null, points(scores.total, full)),
          scores.rank && `, plats ${number(scores.rank.rank)} av ${number(scores.rank.of)} med samma upplaga`,
          total && !known.revisions.get(report.revision).several && `, medel ${decimal(total.mean)}`,
          ". ",
          el("a", { class: "unprinted", href: writeAddress("poang", { rapport: report.id }) }, "Poängen i detalj"),
          " ",
          el("span", { class: "unprinted" }, sourceLink(whole, null)),
        ),
      whole.notices?.length > 0 &&
        unfold(
          count(whole.notices.length, "anmärkning på rapporten", "anmärkningar på rapporten"),
          noticeItems(whole.notices),
        ),
    ];
  }

  function aim(stycke) {
    const node = document.getElementById(`stycke-${stycke}`);
    if (!node) return;
    node.scrollIntoView({ block: "center" });
    node.focus({ preventScroll: true });
  }

  async function show(params, signal) {
    const id = params.get("id") ?? "";
    const stycke = Number(params.get("stycke")) || null;
    const known = await catalogue();
    if (kept.id !== id) kept = { id, whole: await read(id, known, signal) };
    const { whole } = kept;
    if (signal.aborted) return "";
    if (!whole) {
      heading.textContent = "Rapport";
      refill(
        results,
        notice(
          "Rapporten finns inte i samlingen",
          "Adressen pekar på en rapport som inte är inläst.",
          el("p", null, el("a", { href: writeAddress("kommun") }, "Visa alla kommuner")),
        ),
      );
      return "Rapport";
    }
    const made = chapters(whole.passages);
    const missing = stycke && !whole.passages.some((passage) => numberOf(passage) === stycke);
    heading.textContent = `Rapporten ${reportName(whole.report)}`;
    refill(
      results,
      facts(whole, known),
      missing &&
        notice(
          "Stycket finns inte",
          `Rapporten har inget stycke ${stycke}. Den kan ha lästs in på nytt sedan adressen skrevs.`,
        ),
      el(
        "p",
        { class: "small faint" },
        "Texten är tagen ur rapportens fil maskinellt. Styckets sida leder till dess egen adress, där det kan citeras och samlas.",
      ),
      el(
        "div",
        { class: "report-page" },
        contents(made, whole),
        el(
          "div",
          null,
          made.map((chapter, index) => chapterPart(chapter, index, whole, known, stycke)),
        ),
      ),
    );
    if (stycke && !missing) requestAnimationFrame(() => aim(stycke));
    announce(
      missing
        ? "Stycket finns inte."
        : `${reportName(whole.report)}, ${list([count(whole.passages.length, "stycke", "stycken"), stycke && `nu vid stycke ${stycke}`].filter(Boolean))}.`,
    );
    return `${reportName(whole.report)}: rapporten`;
  }

  return { element, show };
}
