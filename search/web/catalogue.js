// catalogue.js: what every view needs to know of the collection: its reports, and the means by revision.
import { ask } from "./api.js";
import { toParams } from "./address.js";
import { compareText } from "./format.js";

const FRESH_MS = 60_000; // after that the index may have been renewed

let loaded = null;
let loadedAt = 0;

// One report's table gives the names of a revision's areas and questions, the benchmark their means.
async function readRevision(revision) {
  const answer = await ask("scores", toParams({ revision, limit: 1 }));
  const areas = new Map();
  const questions = new Map();
  for (const area of answer.reports[0]?.areas ?? []) {
    areas.set(area.number, { number: area.number, name: area.name, max: area.max });
    for (const question of area.questions) questions.set(question.id, { ...question, area: area.number });
  }
  const benchmark = answer.benchmark.find((entry) => entry.revision === revision) ?? null;
  return { revision, areas, questions, benchmark };
}

async function read() {
  const status = await ask("status");
  const reports = status.reports.map((entry) => entry.report)
    .sort((a, b) => compareText(a.municipality?.name ?? a.id, b.municipality?.name ?? b.id) || b.year - a.year);
  const municipalities = new Map();
  for (const { municipality } of reports) if (municipality) municipalities.set(municipality.code, municipality.name);
  const numbers = [...new Set(reports.map((report) => report.revision).filter(Boolean))].sort((a, b) => b - a);
  const revisions = new Map();
  for (const revision of await Promise.all(numbers.map(readRevision))) revisions.set(revision.revision, revision);
  return { status, reports, municipalities, revisions };
}

export function catalogue() {
  if (!loaded || Date.now() - loadedAt > FRESH_MS) {
    loadedAt = Date.now();
    loaded = read();
    loaded.catch(() => { loaded = null; });
  }
  return loaded;
}

export function areaMean(known, report, number) {
  return known.revisions.get(report.revision)?.benchmark?.areas.find((area) => area.number === number) ?? null;
}

export function questionMean(known, report, id) {
  return known.revisions.get(report.revision)?.benchmark?.questions.find((question) => question.id === id) ?? null;
}

// An area's name in the newest revision; what others call it follows after a stroke.
export function areaName(known, number) {
  const names = [...known.revisions.values()].map((revision) => revision.areas.get(Number(number))?.name).filter(Boolean);
  return [...new Set(names)].join(" / ") || `Område ${number}`;
}

export function areaNumbers(known) {
  return [...new Set([...known.revisions.values()].flatMap((revision) => [...revision.areas.keys()]))].sort((a, b) => a - b);
}
