// history-part.js: a municipality's evaluations over the years: a table, and a simple chart of the totals.
import { ask, toParams } from "./api.js";
import { el, svg, unfold } from "./dom.js";
import { count, decimal, number } from "./format.js";
import { table } from "./table.js";

const BAR = 18;
const ROW = 30;
const LEFT = 150;

const KINDS = { stayed: "Styrkor som består", met: "Förbättringar som är gjorda", returned: "Förbättringar som föreslås igen" };

const versionName = ({ report }) => (report.revision_known === false ? "okänd version" : `version ${report.revision}`);
const signed = (change) => (change > 0 ? `+${number(change)}` : number(change));

// The score, and the change since the newest earlier evaluation that may be compared.
function scoreCell(one) {
  if (!one) return "–";
  return [decimal(one.score), one.before && el("span", { class: "faint" }, ` (${signed(one.before.change)} sedan ${one.before.year})`)];
}

// A row for what is about the same in all versions, or for an area of one version alone.
function rows(evaluations) {
  const found = new Map();
  evaluations.forEach((evaluation, index) => {
    for (const area of evaluation.areas) {
      const key = area.subject ?? `${versionName(evaluation)} ${area.number} ${area.name}`;
      if (!found.has(key)) found.set(key, { name: area.subject ?? area.name, areas: [] });
      found.get(key).areas[index] = area;
    }
  });
  return [{ name: "Totalt", areas: evaluations }, ...found.values()].map((row) => ({
    ...row, areas: row.areas.map((one) => one && (one.report ? { score: one.total, before: one.before } : one)) }));
}

function chart(evaluations, width) {
  const full = (evaluation) => evaluation.areas.reduce((sum, area) => sum + (area.max ?? 0), 0);
  const most = Math.max(...evaluations.map((evaluation) => Math.max(full(evaluation), evaluation.total ?? 0)), 1);
  const revisions = [...new Set(evaluations.map((evaluation) => evaluation.report.revision))];
  const length = (value) => (value / most) * (width - LEFT - 60);
  const label = `Stapeldiagram: poäng totalt för varje utvärdering. Tabellen har alla siffror.`;
  return svg("svg", { class: "chart", viewBox: `0 0 ${width} ${evaluations.length * ROW}`, width, height: evaluations.length * ROW, role: "img", "aria-label": label },
    evaluations.map((evaluation, index) => svg("g", { class: `series-${revisions.indexOf(evaluation.report.revision) % 4}` },
      svg("text", { x: 0, y: index * ROW + 15, class: "chart-name" }, `${evaluation.report.year}, ${versionName(evaluation)}`),
      svg("rect", { class: "chart-bar", x: LEFT, y: index * ROW, width: length(evaluation.total ?? 0), height: BAR }),
      svg("text", { x: LEFT + length(evaluation.total ?? 0) + 8, y: index * ROW + 15, class: "chart-value" }, decimal(evaluation.total)))));
}

function changeList(kind, changes) {
  const own = changes.filter((change) => change.kind === kind);
  if (own.length === 0) return null;
  return unfold(`${KINDS[kind]} (${number(own.length)})`, el("ul", null, own.map((change) => el("li", null, change.from.text,
    change.to && ` → ${change.to.text}`, el("span", { class: "faint" }, ` · ${change.from.report.year}${change.points ? `, ${number(change.points.before)} till ${number(change.points.after)} poäng` : ""}`)))));
}

function printedTable(printed) {
  if (printed.length === 0) return null;
  return unfold(`${count(printed.length, "uppgift", "uppgifter")} om tidigare år i rapporterna`, table("Poäng från tidigare år, som rapporterna återger", [
    { title: "År", cell: (point) => String(point.year) },
    { title: "Område", cell: (point) => (point.area === null ? "Totalt" : String(point.area)) },
    { title: "Poäng", cell: (point) => decimal(point.score) },
    { title: "Står i", cell: (point) => point.source.source },
  ], printed));
}

// Nothing where the municipality was evaluated once and its report tells of no earlier year.
export async function historyPart(municipality, width, signal) {
  const answer = await ask("history", toParams({ municipality: municipality.code }), signal);
  const { evaluations, printed, changes } = answer;
  if (evaluations.length < 2 && printed.length === 0) return null;
  const title = `${municipality.name} över åren`;
  return el("section", { "aria-label": title }, el("h2", null, title),
    table(`${title}: poäng`, [
      { title: "Område", cell: (row) => row.name },
      ...evaluations.map((evaluation, index) => ({ title: `${evaluation.report.year} (${versionName(evaluation)})`, cell: (row) => scoreCell(row.areas[index]) })),
    ], rows(evaluations)),
    el("p", { class: "small faint" }, "Ändringen står där samma sak har frågats för lika många poäng. Poäng ur olika versioner kan inte jämföras; raderna visar vad som handlar om detsamma."),
    evaluations.length > 1 && el("figure", null, chart(evaluations, width), el("figcaption", null, "Staplar av samma färg är gjorda med samma version.")),
    Object.keys(KINDS).map((kind) => changeList(kind, changes)), printedTable(printed));
}
