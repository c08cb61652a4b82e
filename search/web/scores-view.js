// scores-view.js: Poäng. The profile of one or more reports over the areas, and the sub-questions below.
import { apiAddress, ask, catalogue, toParams, writeAddress } from "./api.js";
import { benchmarkWords, profileChart } from "./chart.js";
import { advice, el, notice, refill, select, svg, unfold } from "./dom.js";
import { compareText, count, decimal, evaluationDate, evaluationName, list, number, points, reportName } from "./format.js";
import { historyPart } from "./history-part.js";
import { barPicture } from "./passage.js";
import { table } from "./table.js";
import { noticeText } from "./warnings.js";

const MOST = 4; // reports side by side

const rankWords = (rank) => (rank ? `plats ${number(rank.rank)} av ${number(rank.of)}` : null);

function warnings(entry) {
  if (entry.notices.length === 0) return null;
  return unfold(count(entry.notices.length, "anmärkning på rapporten", "anmärkningar på rapporten"), el("ul", { class: "small" }, entry.notices.map((one) => {
    const { text, lang } = noticeText(one);
    return el("li", { lang }, text);
  })));
}

function reportCard(entry, index, remove) {
  const { report } = entry;
  const facts = [evaluationName(report.evaluation), evaluationDate(report), `version ${report.revision ?? "okänd"}`].filter(Boolean).join(", ");
  return el("li", { class: "card" },
    el("h3", null, svg("svg", { class: "swatch", viewBox: "0 0 12 12", width: 14, height: 14, "aria-hidden": "true" },
      svg("g", { class: `series-${index % 4}` }, svg("rect", { class: "chart-bar", width: 12, height: 12 }))), " ", reportName(report)),
    el("p", { class: "total" }, points(entry.total, 800), entry.rank && el("span", { class: "faint" }, ` · ${rankWords(entry.rank)}`)),
    el("p", { class: "small faint" }, facts), warnings(entry),
    el("p", { class: "unprinted actions" },
      report.municipality && el("a", { href: writeAddress("lar-av-andra", { kommun: report.municipality.code }) }, "Lär av andra"),
      el("button", { type: "button", class: "quiet", "aria-label": `Ta bort ${reportName(report)}`, listen: { click: () => remove(report.id) } }, "Ta bort")));
}

const scoreOf = (areas, number_) => areas.find((area) => area.number === number_)?.score ?? null;

function areaTable(entries, areas) {
  return table("Poäng för varje område", [
    { title: "Område", cell: (area) => `${area.number} ${area.name}` },
    ...entries.map((entry) => ({ title: reportName(entry.report), cell: (area) => {
      const own = entry.areas.find((one) => one.number === area.number);
      return own ? [decimal(own.score), own.rank && el("span", { class: "faint" }, ` · ${rankWords(own.rank)}`)] : "–";
    } })),
    { title: "Medel (lägst–högst)", class: "mean", cell: (area) => benchmarkWords(area.benchmark) },
  ], areas, { hideCaption: true });
}

// A score with its bar, and where it stands among the others; the worse half is where there is most to learn.
function questionCell(entry, own, mean) {
  if (!own) return "–";
  const { municipality } = entry.report;
  return el("div", { class: "score" }, barPicture(own.score, own.max, mean?.mean),
    el("span", { class: "score-words" }, points(own.score, own.max)), own.rank && el("span", { class: "faint" }, rankWords(own.rank)),
    municipality && own.rank && own.rank.rank > 1 && el("a", { class: "small unprinted", href: writeAddress("lar-av-andra", { kommun: municipality.code, fraga: own.id }) },
      "Vad gör andra", el("span", { class: "unseen" }, ` på ${own.id} för ${reportName(entry.report)}`), "?"));
}

function questionTable(entries, area, means) {
  const questions = new Map();
  const ownArea = (entry) => entry.areas.find((one) => one.number === area.number);
  for (const entry of entries) for (const question of ownArea(entry)?.questions ?? []) if (!questions.has(question.id)) questions.set(question.id, question);
  return table(`${area.number} ${area.name}`, [
    { title: "Delfråga", class: "question", cell: (question) => `${question.id} ${question.text}` },
    ...entries.map((entry) => ({ title: reportName(entry.report),
      cell: (question) => questionCell(entry, ownArea(entry)?.questions.find((one) => one.id === question.id), means?.get(question.id)) })),
    { title: "Medel (lägst–högst)", class: "mean", cell: (question) => benchmarkWords(means?.get(question.id)) },
  ], [...questions.values()].sort((a, b) => compareText(a.id, b.id)));
}

// The municipality alone, or with the year where two of its reports stand side by side.
function shortName(report, entries) {
  const name = report.municipality?.name ?? report.id;
  return entries.filter((entry) => entry.report.municipality?.name === name).length > 1 ? reportName(report) : name;
}

// Reports made with one revision, against the mean of that revision.
function revisionPart(entries, known, width) {
  const revision = entries[0].report.revision;
  const benchmark = known.revisions.get(revision) ?? null;
  const areas = entries[0].areas.map((area) => ({ ...area, benchmark: benchmark?.areas.get(area.number) ?? null }));
  const series = entries.map((entry) => ({ short: shortName(entry.report, entries),
    scores: new Map(areas.map((area) => [area.number, scoreOf(entry.areas, area.number)])) }));
  const names = list(entries.map((entry) => reportName(entry.report)));
  const others = benchmark ? count(benchmark.reports, "rapport", "rapporter") : "inga rapporter";
  return el("section", { "aria-label": `Version ${revision}` },
    el("h2", null, `Profil: ${names}`),
    el("figure", null, profileChart(`Stapeldiagram: poäng för ${names} i de åtta områdena, mot medel av ${others}. Tabellen efter bilden har alla siffror.`, areas, series, width),
      el("figcaption", null, `Det lodräta strecket är medel av ${others} ${benchmark?.reports === 1 ? "gjord" : "gjorda"} med version ${revision}; linjen under staplarna går från lägst till högst.`)),
    unfold("Visa bilden som tabell", areaTable(entries, areas), { class: "unprinted" }),
    el("h2", null, "Delfrågorna"),
    areas.map((area) => questionTable(entries, area, benchmark?.questions)));
}

function revisionWarning(revisions) {
  return el("div", { class: "notice warning", role: "note" }, el("h2", null, "Olika versioner av Kommunkompassen"),
    el("p", null, `Rapporterna är gjorda med ${list(revisions.map((revision) => `version ${revision}`))}. Frågor och poäng skiljer sig åt, så poängen kan inte jämföras mellan dem. De visas därför var för sig.`));
}

export function create({ announce, go }) {
  const chooser = el("div", { class: "choices" });
  const results = el("div", { class: "results", "data-answer": true });
  const element = el("div", null, el("h1", { tabindex: "-1" }, "Poäng"), chooser, results);
  let chosen = [];

  const add = (id) => id && go({ rapport: [...chosen, id] });
  const remove = (id) => go({ rapport: chosen.filter((other) => other !== id) });

  function controls(known) {
    const options = known.reports.filter((report) => !chosen.includes(report.id)).map((report) => [report.id, `${reportName(report)} (version ${report.revision})`]);
    if (chosen.length >= MOST) return [el("p", null, `Fler än ${MOST} rapporter får inte plats bredvid varandra. Ta bort någon för att lägga till en annan.`)];
    const first = chosen.length === 0;
    const picked = () => document.getElementById("rapport").value;
    return [
      select("rapport", first ? "Välj en kommuns rapport" : "Jämför med", [["", "Välj …"], ...options], "", null),
      el("button", { type: "button", id: "lagg-till", listen: { click: () => add(picked()) } }, first ? "Visa" : "Lägg till"),
    ];
  }

  async function readReports(known, signal) {
    const wanted = known.reports.filter((report) => chosen.includes(report.id));
    if (wanted.length === 0) return [];
    const params = toParams({ municipality: [...new Set(wanted.map((report) => report.municipality?.code))], limit: 100 });
    const answer = await ask("scores", params, signal);
    return chosen.map((id) => answer.reports.find((entry) => entry.report.id === id)).filter(Boolean);
  }

  function readHistories(entries, signal) {
    const municipalities = new Map(entries.filter((entry) => entry.report.municipality).map((entry) => [entry.report.municipality.code, entry.report.municipality]));
    const width = Math.min(960, results.clientWidth || 960);
    return Promise.all([...municipalities.values()].map((municipality) => historyPart(municipality, width, signal)));
  }

  function nodes(entries, known) {
    const revisions = [...new Set(entries.map((entry) => entry.report.revision))]; // in the order of the reports
    const width = Math.min(960, results.clientWidth || 960);
    const csv = toParams({ municipality: [...new Set(entries.map((entry) => entry.report.municipality?.code))], format: "csv" });
    return [
      revisions.length > 1 && revisionWarning(revisions),
      el("ul", { class: "cards" }, entries.map((entry) => {
        const group = entries.filter((other) => other.report.revision === entry.report.revision);
        return reportCard(entry, group.indexOf(entry), remove);
      })),
      el("p", { class: "unprinted actions" }, el("a", { href: apiAddress("scores", csv), download: "kompass-poang.csv" }, "Ladda ner som CSV"),
        el("button", { type: "button", class: "quiet", listen: { click: () => window.print() } }, "Skriv ut")),
      revisions.map((revision) => revisionPart(entries.filter((entry) => entry.report.revision === revision), known, width)),
    ];
  }

  async function show(params, signal) {
    const known = await catalogue();
    const wanted = params.getAll("rapport");
    chosen = wanted.filter((id) => known.reports.some((report) => report.id === id)).slice(0, MOST);
    const entries = await readReports(known, signal);
    refill(chooser, controls(known));
    if (entries.length === 0) {
      refill(results, wanted.length > 0 ? notice("Rapporten finns inte i samlingen", "Adressen pekar på en rapport som inte är inläst. Välj en annan i listan ovan.")
        : notice("Välj en kommun", "Du får se dess poäng i de åtta områdena mot medel och de andra. Lägg sedan till fler för att jämföra.",
          advice(["Bara rapporter gjorda med samma version av Kommunkompassen kan jämföras poäng för poäng."])));
      return "Poäng";
    }
    refill(results, [nodes(entries, known), await readHistories(entries, signal)]);
    announce(`${list(entries.map((entry) => `${reportName(entry.report)}, ${number(entry.total)} poäng`))}.`);
    return `Poäng: ${list(entries.map((entry) => reportName(entry.report)))}`;
  }

  return { element, show };
}
