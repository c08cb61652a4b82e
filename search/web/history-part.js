// history-part.js: a municipality's evaluations over the years: a table, and a simple chart of the totals.
import { el, svg, unfold } from "./dom.js";
import { count, decimal, number, revisionName, signed } from "./format.js";
import { reportAddress } from "./names.js";
import { table } from "./table.js";
import { takePicture } from "./picture.js";
import { takeTable } from "./take-along.js";

const BAR = 18;
const ROW = 30;
const LEFT = 150;

const KINDS = {
  stayed: "Styrkor som består",
  met: "Förbättringar som är gjorda",
  returned: "Förbättringar som föreslås igen",
};

const revisionOf = ({ report }) => revisionName(report);

// The score, and the change since the newest earlier evaluation that may be compared.
function scoreCell(one) {
  if (!one) return "–";
  return [
    decimal(one.score),
    one.before && el("span", { class: "faint" }, ` (${signed(one.before.change)} sedan ${one.before.year})`),
  ];
}

// A row for what is about the same in all revisions, or for an area of one revision alone.
function rows(evaluations) {
  const found = new Map();
  evaluations.forEach((evaluation, index) => {
    for (const area of evaluation.areas) {
      const key = area.subject ?? `${revisionOf(evaluation)} ${area.number} ${area.name}`;
      if (!found.has(key)) found.set(key, { name: area.subject ?? area.name, areas: [] });
      found.get(key).areas[index] = area;
    }
  });
  return [{ name: "Totalt", areas: evaluations }, ...found.values()].map((row) => ({
    ...row,
    areas: row.areas.map((one) => one && (one.report ? { score: one.total, before: one.before } : one)),
  }));
}

// Points of different revisions are not compared, in length either: each bar is its share of what could be reached.
function chart(evaluations, width, label) {
  const full = (evaluation) => evaluation.areas.reduce((sum, area) => sum + (area.max ?? 0), 0);
  const revisions = [...new Set(evaluations.map((evaluation) => evaluation.report.revision))];
  const length = (evaluation) =>
    full(evaluation) > 0 ? ((evaluation.total ?? 0) / full(evaluation)) * (width - LEFT - 110) : 0;
  return svg(
    "svg",
    {
      class: "chart",
      viewBox: `0 0 ${width} ${evaluations.length * ROW}`,
      width,
      height: evaluations.length * ROW,
      role: "img",
      "aria-label": `Stapeldiagram: ${label}. Tabellen har alla siffror.`,
    },
    evaluations.map((evaluation, index) =>
      svg(
        "g",
        { class: `series-${revisions.indexOf(evaluation.report.revision) % 4}` },
        svg(
          "text",
          { x: 0, y: index * ROW + 15, class: "chart-name" },
          `${evaluation.report.year}, ${revisionOf(evaluation)}`,
        ),
        svg("rect", { class: "chart-bar", x: LEFT, y: index * ROW, width: length(evaluation), height: BAR }),
        svg(
          "text",
          { x: LEFT + length(evaluation) + 8, y: index * ROW + 15, class: "chart-value" },
          `${decimal(evaluation.total)} av ${decimal(full(evaluation))}`,
        ),
      ),
    ),
  );
}

function changeList(kind, changes) {
  const own = changes.filter((change) => change.kind === kind);
  if (own.length === 0) return null;
  return unfold(
    `${KINDS[kind]} (${number(own.length)})`,
    el(
      "ul",
      null,
      own.map((change) =>
        el(
          "li",
          null,
          el("a", { class: "plain", href: reportAddress(change.from.report, change.from) }, change.from.text),
          change.to && [
            " → ",
            el("a", { class: "plain", href: reportAddress(change.to.report, change.to) }, change.to.text),
          ],
          el(
            "span",
            { class: "faint" },
            ` · ${change.from.report.year}${change.points ? `, ${number(change.points.before)} till ${number(change.points.after)} poäng` : ""}`,
          ),
        ),
      ),
    ),
  );
}

// What one report prints of earlier years, side by side, with what changed from one to the next.
function printedOf(evaluation, source, points) {
  const years = [...new Set(points.map(({ year }) => year))].sort((a, b) => a - b);
  const areas = [...new Set(points.map(({ area }) => area))].sort((a, b) => (a ?? 0) - (b ?? 0));
  const at = (area, year) => points.find((point) => point.area === area && point.year === year);
  const cell = (area, index) => {
    const [point, before] = [at(area, years[index]), index > 0 ? at(area, years[index - 1]) : null];
    return scoreCell(
      point && { score: point.score, before: before && { change: point.score - before.score, year: before.year } },
    );
  };
  const name = (number_) =>
    [number_, evaluation?.areas.find((area) => area.number === number_)?.name].filter(Boolean).join(" ");
  const own = ({ area }) =>
    area === null ? evaluation.total : evaluation.areas.find((one) => one.number === area)?.score;
  return table(
    `Poäng från tidigare år, som ${source} återger dem`,
    [
      { title: "Område", cell: ({ area }) => (area === null ? "Totalt" : name(area)) },
      ...years.map((year, index) => ({ title: String(year), cell: ({ area }) => cell(area, index) })),
      // The report's own points, without a change: whether they may be compared only the report can say.
      ...(evaluation && !years.includes(evaluation.report.year)
        ? [{ title: `${evaluation.report.year} (${revisionOf(evaluation)})`, cell: (row) => decimal(own(row)) }]
        : []),
    ],
    areas.map((area) => ({ area })),
  );
}

// Open where nothing else tells of earlier years.
function printedTable(evaluations, printed) {
  if (printed.length === 0) return null;
  const sources = new Map(printed.map(({ source }) => [source.id, source]));
  const title = `${count(printed.length, "uppgift", "uppgifter")} om tidigare år i rapporterna`;
  const tables = [
    [...sources.values()].map((from) =>
      printedOf(
        evaluations.find(({ report }) => report.id === from.id),
        from.source,
        printed.filter(({ source }) => source.id === from.id),
      ),
    ),
    el(
      "p",
      { class: "small faint" },
      "Ändringen mellan de här åren gäller om de är gjorda med samma upplaga, vilket bara rapporten kan säga.",
    ),
  ];
  return unfold(title, tables, { open: evaluations.length < 2 });
}

// history: what the service says of its evaluations. Nothing where it was evaluated once and its report tells of no
// earlier year.
export function historyPart(history, municipality, width) {
  const { evaluations, printed, changes } = history;
  if (evaluations.length < 2 && printed.length === 0) return null;
  const title = `${municipality.name} över åren`;
  const label = `${municipality.name}: poäng totalt för varje utvärdering`;
  const picture = evaluations.length > 1 && chart(evaluations, width, label);
  return el(
    "section",
    { "aria-label": title },
    el("h2", null, title),
    picture && [
      el(
        "figure",
        null,
        picture,
        el(
          "figcaption",
          null,
          "Varje stapel visar hur stor del av högsta möjliga poäng som nåddes. Staplar av samma färg är gjorda med samma upplaga; andra kan inte jämföras.",
        ),
      ),
      takePicture(picture, "kompass-over-aren", label),
    ],
    evaluations.length > 1 && [
      el(
        "div",
        { class: "wide-table", role: "region", "aria-label": `${title}: poäng`, tabindex: "0" },
        table(
          `${title}: poäng`,
          [
            { title: "Område", cell: (row) => row.name },
            ...evaluations.map((evaluation, index) => ({
              title: `${evaluation.report.year} (${revisionOf(evaluation)})`,
              cell: (row) => scoreCell(row.areas[index]),
            })),
          ],
          rows(evaluations),
          { hideCaption: true, wide: evaluations.length > 2 },
        ),
      ),
      el(
        "p",
        { class: "small faint" },
        "Ändringen står där samma sak har frågats för lika många poäng. Poäng ur olika upplagor kan inte jämföras; raderna visar vad som handlar om detsamma.",
      ),
    ],
    Object.keys(KINDS).map((kind) => changeList(kind, changes)),
    printedTable(evaluations, printed),
    el("p", null, takeTable("history", new URLSearchParams({ municipality: municipality.code }), "kompass-over-aren")),
  );
}
