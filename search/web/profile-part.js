// profile-part.js: the areas and questions of reports of one revision, against the mean and span of all of that
// revision.
import { areaMean, catalogue, questionKey, questionMean, writeAddress } from "./api.js";
import { benchmarkWords, profileChart } from "./chart.js";
import { el, unfold } from "./dom.js";
import { compareText, count, decimal, list, points, reportName, revisionName, signed } from "./format.js";
import { barPicture } from "./passage.js";
import { table } from "./table.js";
import { takePicture } from "./picture.js";

const DRAWN = 4; // reports that a picture holds

// Filled before anything is shown: means come with the collection.
let known = null;
export async function prepareProfiles() {
  known = await catalogue();
}

const rankText = (rank) => (rank?.of > 1 ? `plats ${rank.rank} av ${rank.of}` : rank && "enda rapporten");

// The areas of all of them, each with its mean.
function areasOf(entries) {
  const areas = new Map();
  for (const entry of entries)
    for (const area of entry.areas)
      if (!areas.has(area.number))
        areas.set(area.number, { ...area, benchmark: areaMean(known, entry.report, area.number) });
  return [...areas.values()].sort((a, b) => a.number - b.number);
}

// The municipality alone, or with the year where two of its reports stand side by side.
function shortName(report, entries) {
  const name = report.municipality?.name ?? report.id;
  return entries.filter((entry) => (entry.report.municipality?.name ?? entry.report.id) === name).length > 1
    ? reportName(report)
    : name;
}

function areaTable(entries, areas) {
  return el(
    "div",
    {
      class: "wide-table",
      role: "region",
      "aria-label": `Poäng för varje område: ${list(entries.map((entry) => reportName(entry.report)))}`,
      tabindex: "0",
    },
    table(
      "Poäng för varje område",
      [
        { title: "Område", cell: (area) => `${area.number} ${area.name}` },
        ...entries.map((entry) => ({
          title: reportName(entry.report),
          cell: (area) => {
            const own = entry.areas.find((one) => one.number === area.number);
            return own
              ? [points(own.score, own.max), own.rank && el("span", { class: "faint" }, ` · ${rankText(own.rank)}`)]
              : "–";
          },
        })),
        { title: "Medel (lägst–högst)", class: "mean", cell: (area) => benchmarkWords(area.benchmark) },
      ],
      areas,
      { hideCaption: true, wide: entries.length > DRAWN },
    ),
  );
}

// entries: of the service's scores, all of one revision.
export function profilePart(entries, width) {
  const areas = areasOf(entries);
  const drawn = entries.slice(0, DRAWN);
  const names = list(drawn.map((entry) => reportName(entry.report)));
  const revision = revisionName(entries[0].report);
  const reports = areas.find((area) => area.benchmark)?.benchmark.reports ?? 0;
  const others = reports > 0 ? count(reports, "rapport", "rapporter") : "inga rapporter";
  const series = drawn.map((entry) => ({
    short: shortName(entry.report, drawn),
    scores: new Map(entry.areas.map((area) => [area.number, area.score])),
  }));
  const title = `${names}: poäng i varje område, ${revision}`;
  const picture = profileChart(
    `Stapeldiagram: ${title}, mot medel av ${others}. Tabellen efter bilden har alla siffror.`,
    areas,
    series,
    width,
  );
  return [
    el(
      "figure",
      null,
      picture,
      el(
        "figcaption",
        null,
        `Det lodräta strecket är medel av ${others} ${reports === 1 ? "gjord" : "gjorda"} med ${revision}; linjen under staplarna går från lägst till högst.`,
        entries.length > DRAWN && ` Bilden visar de ${DRAWN} första; tabellen visar alla ${entries.length}.`,
      ),
    ),
    takePicture(picture, "kompass-profil", title),
    unfold("Visa bilden som tabell", () => areaTable(entries, areas), {
      class: entries.length > DRAWN ? null : "unprinted",
    }),
  ];
}

/* ---- what a report itself prints beside its points ---- */

function meanTitle({ label, since, year }) {
  const years = since && since !== year ? `${since}–${year}` : year ? String(year) : "";
  return [label ?? "Medel", years && !(label ?? "").includes(String(year)) && years].filter(Boolean).join(" ");
}

// Each column once: {title, values: area -> text}; the area of the total is null.
function printedColumns({ means = [], printed_changes: changes = [] }) {
  const columns = new Map();
  const add = (title, area, text) => {
    if (!columns.has(title)) columns.set(title, { title, values: new Map() });
    columns.get(title).values.set(area, text);
  };
  for (const one of means) add(meanTitle(one), one.area, decimal(one.mean));
  for (const one of changes) add(one.label ?? "Ändring", one.area, signed(one.change));
  return [...columns.values()];
}

// The means and changes of reports as they print them, each report with its revision and years by itself: what they are
// taken over only the report knows.
export const printedParts = (entries) =>
  entries.map((entry) => {
    const columns = printedColumns(entry);
    if (columns.length === 0) return null;
    const rows = [...entry.areas, { number: null, name: "Totalt", score: entry.total }].filter(({ number: area }) =>
      columns.some(({ values }) => values.has(area)),
    );
    const title = `${reportName(entry.report)}, ${revisionName(entry.report)}: medel och ändringar som rapporten själv anger`;
    return unfold(
      title,
      () => [
        table(
          title,
          [
            { title: "Område", cell: (area) => [area.number, area.name].filter(Boolean).join(" ") },
            { title: "Poäng", class: "figure", cell: (area) => decimal(area.score) },
            ...columns.map((column) => ({
              title: column.title,
              class: "figure",
              cell: (area) => column.values.get(area.number) ?? "–",
            })),
          ],
          rows,
          { hideCaption: true },
        ),
        el(
          "p",
          { class: "small faint" },
          "Så här står det i rapporten. Vilka kommuner ett medel räknas över säger bara den; jämför inte med medel ur andra rapporter.",
        ),
      ],
      { class: "part" },
    );
  });

// A score with its bar, and where it stands among the others; the worse half is where there is most to learn.
function questionCell(entry, own, mean) {
  if (!own) return "–";
  const { municipality } = entry.report;
  return el(
    "div",
    { class: "score" },
    barPicture(own.score, own.max, mean?.mean),
    el("span", { class: "score-words" }, points(own.score, own.max)),
    own.rank && el("span", { class: "faint" }, rankText(own.rank)),
    municipality &&
      own.rank &&
      own.rank.rank > 1 &&
      el(
        "a",
        { class: "small unprinted", href: writeAddress("lar-av-andra", { kommun: municipality.code, fraga: own.id }) },
        "Vad gör andra",
        el("span", { class: "unseen" }, ` på ${own.id} för ${reportName(entry.report)}`),
        "?",
      ),
  );
}

function questionTable(entries, area) {
  const questions = new Map();
  const asked = (entry) => entry.areas.find((one) => one.number === area.number)?.questions ?? [];
  const key = (entry, question) => questionKey(known, entry.report, question);
  for (const entry of entries)
    for (const question of asked(entry))
      if (!questions.has(key(entry, question)))
        questions.set(key(entry, question), { ...question, key: key(entry, question) });
  const mean = (question) => questionMean(known, entries[0].report, question);
  return table(
    `${area.number} ${area.name}`,
    [
      { title: "Delfråga", class: "question", cell: (question) => `${question.id} ${question.text}` },
      ...entries.map((entry) => ({
        title: reportName(entry.report),
        cell: (question) =>
          questionCell(
            entry,
            asked(entry).find((one) => key(entry, one) === question.key),
            mean(question),
          ),
      })),
      { title: "Medel (lägst–högst)", class: "mean", cell: (question) => benchmarkWords(mean(question)) },
    ],
    [...questions.values()].sort((a, b) => compareText(a.id, b.id)),
    { hideCaption: true },
  );
}

// The questions, folded by area: the overview stands above.
export function questionParts(entries) {
  return areasOf(entries)
    .filter((area) =>
      entries.some((entry) => entry.areas.find((one) => one.number === area.number)?.questions.length > 0),
    )
    .map((area) => {
      const scores = entries.map((entry) => entry.areas.find((one) => one.number === area.number)).filter(Boolean);
      const summary = `${area.number} ${area.name}`;
      return unfold(
        [
          summary,
          el(
            "span",
            { class: "faint" },
            ` · ${list(scores.map((own) => decimal(own.score)))}${area.benchmark ? `, medel ${decimal(area.benchmark.mean)}` : ""}`,
          ),
        ],
        () => [
          questionTable(entries, area),
          el("p", { class: "small faint" }, "Trekanten under en stapel visar medel."),
        ],
        { class: "part area-part" },
      );
    });
}
