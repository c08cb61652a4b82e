// api.js: addresses of the page and of the service, asking it, and what every view needs to know of the collection.
import { compareText, count } from "./format.js";

/* ---- the page's addresses: what stands after # ---- */

// "#/sok?q=etik&area=1" -> {view: "sok", params: URLSearchParams}
export function readAddress(hash) {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  return { view: decoded(path) || "sok", params: new URLSearchParams(query) };
}

function decoded(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // a lone % in an address that somebody mistyped
  }
}

// params: URLSearchParams, or {name: value or [values]}; empty values are left out.
export function writeAddress(view, params = {}) {
  const query = params instanceof URLSearchParams ? params : toParams(params);
  const text = query.toString();
  return `#/${view}${text ? `?${text}` : ""}`;
}

export function toParams(object) {
  const params = new URLSearchParams();
  for (const [name, values] of Object.entries(object)) {
    for (const value of [values].flat()) {
      if (value !== null && value !== undefined && value !== "" && value !== false) params.append(name, value);
    }
  }
  return params;
}

// A copy of the params with one of them set, or taken out where the value is empty.
export function changed(params, name, value) {
  const copy = new URLSearchParams(params);
  if (value) copy.set(name, value);
  else copy.delete(name);
  return copy;
}

// A copy with one of several values of the same name added or taken out.
export function toggled(params, name, value, on) {
  const copy = new URLSearchParams(params);
  const others = copy.getAll(name).filter((other) => other !== value);
  copy.delete(name);
  for (const other of on ? [...others, value] : others) copy.append(name, other);
  return copy;
}

/* ---- the service ---- */

const ROOT = "api/v1/";

// status: that of HTTP, 0 where no answer came; code: the service's own word for it, with its values and choices;
// message: its words, in English.
export class ServiceError extends Error {
  constructor(status, error = {}, fallback = "") {
    super(error.message ?? fallback);
    this.status = status;
    this.code = error.code ?? "";
    this.reason = error.reason ?? error.code ?? "";
    this.values = error.values ?? {};
    this.choices = error.choices ?? [];
  }
}

export function apiAddress(name, params) {
  const query = params?.toString();
  return `${ROOT}${name}${query ? `?${query}` : ""}`;
}

// Called with how many reports each answer is without, as parts of the collection can't be reached.
let tellMissing = () => {};
export function onMissing(tell) {
  tellMissing = tell;
}

async function failure(response) {
  const body = await response.json().catch(() => null);
  return new ServiceError(response.status, body?.error, response.statusText);
}

/* Answers that the page brought along, by their addresses, so that a first visit need not ask for them. */
const FRESH_MS = 60_000; // after that the index may have been renewed
let brought = null;

function broughtAlong(address) {
  brought ??= JSON.parse(document.getElementById("given").textContent);
  const answer = performance.now() < FRESH_MS ? brought[address] : null;
  delete brought[address];
  return answer;
}

// The parsed answer; throws ServiceError, or an AbortError where the signal said so.
export async function ask(name, params, signal) {
  const given = broughtAlong(apiAddress(name, params).slice(ROOT.length));
  if (given) return given;
  let response;
  try {
    response = await fetch(apiAddress(name, params), { signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ServiceError(0, {}, error.message);
  }
  if (!response.ok) throw await failure(response);
  const answer = await response.json();
  tellMissing(answer.partial ? answer.missing.length : 0);
  return answer;
}

// As ask(), but null where this service has no such path.
export async function askIfThere(name, params, signal) {
  try {
    return await ask(name, params, signal);
  } catch (error) {
    if (error.code === "not_found") return null;
    throw error;
  }
}

/* ---- the collection: its reports, and the means by revision ---- */

let loaded = null;
let loadedAt = 0;

// Id -> the questions that bear it: of a revision that nobody described, reports ask each their own.
function byId(questions) {
  const found = new Map();
  for (const question of questions) found.set(question.id, [...(found.get(question.id) ?? []), question]);
  return found;
}

// The names of a revision's areas and questions, each with its mean, lowest and highest.
function revisionOf(benchmark) {
  return {
    revision: benchmark.revision,
    reports: benchmark.reports,
    total: benchmark.total,
    areas: new Map(benchmark.areas.map((area) => [area.number, area])),
    questions: byId(benchmark.questions),
  };
}

// Reports that nobody described have revision 0, and may be compared with those that print the same alone: where
// several such groups are, their means are found by a report's own answer only.
function revisionsOf(benchmarks) {
  const revisions = new Map(); // the newest first
  for (const benchmark of [...benchmarks].sort((a, b) => b.revision - a.revision)) {
    if (!benchmark.revision && revisions.has(0)) revisions.get(0).several = true;
    else revisions.set(benchmark.revision, revisionOf(benchmark));
  }
  return revisions;
}

async function read() {
  const [status, scores] = await Promise.all([ask("status"), ask("scores", toParams({ limit: 0 }))]);
  const reports = status.reports
    .map((entry) => entry.report)
    .sort((a, b) => compareText(a.municipality?.name ?? a.id, b.municipality?.name ?? b.id) || b.year - a.year);
  const municipalities = new Map();
  for (const { municipality } of reports) if (municipality) municipalities.set(municipality.code, municipality.name);
  return { status, reports, municipalities, revisions: revisionsOf(scores.benchmark) };
}

export function catalogue() {
  if (!loaded || Date.now() - loadedAt > FRESH_MS) {
    loadedAt = Date.now();
    loaded = read();
    loaded.catch(() => {
      loaded = null;
    });
  }
  return loaded;
}

function comparable(known, report) {
  const revision = known.revisions.get(report.revision);
  return revision?.several ? null : (revision ?? null);
}
export const areaMean = (known, report, number) => comparable(known, report)?.areas.get(number) ?? null;

// Which of those that bear its number a question of a report is: {id, text, max}.
const letters = (text) => (text ?? "").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
function whichQuestion(named, { text, max }) {
  const same = (one) => letters(one.text) === letters(text) && (one.possible ?? null) === (max ?? null);
  return named.length > 1 ? named.findIndex(same) : 0;
}

export function questionMean(known, report, question) {
  const named = comparable(known, report)?.questions.get(question.id) ?? [];
  const found = named[whichQuestion(named, question)];
  return found?.reports > 1 ? found : null; // the mean of itself alone says nothing
}

// The same for reports that were asked the same: "7.1", or "7.1.2" where others are asked something else under 7.1.
export function questionKey(known, report, question) {
  const named = comparable(known, report)?.questions.get(question.id) ?? [];
  return named.length > 1 ? `${question.id}.${whichQuestion(named, question) + 1}` : question.id;
}

// The name of a municipality without a report, which the service knows alone; null if there is no such code.
export async function absentName(code, signal) {
  try {
    const { notices } = await ask("search", toParams({ q: "*", municipality: code, limit: 0 }), signal);
    return (notices ?? []).find((one) => one.code === "no_report_of")?.values.which ?? null;
  } catch (error) {
    if (error.name === "AbortError") throw error;
    return null;
  }
}

// The newest of each municipality, by code: of reports, or of what has one each.
const later = (one, other) => (one.year ?? 0) - (other.year ?? 0) || (one.month ?? 0) - (other.month ?? 0);
export function newestOf(some, reportOf = (report) => report) {
  const newest = new Map();
  for (const one of some) {
    const { municipality, id } = reportOf(one);
    const key = municipality?.code ?? id;
    if (!newest.has(key) || later(reportOf(one), reportOf(newest.get(key))) > 0) newest.set(key, one);
  }
  return newest;
}
export const newestReports = (known) => newestOf(known.reports);

// The revision whose numbers areas bear in questions to the service: the only one that is asked for, or that there is;
// else that of 2016, and in reports of others what is about the same is meant.
const NUMBERED_AS = 2016;
export function onlyRevision(known, revisions = []) {
  const asked = revisions.length > 0 ? revisions : [...known.revisions.keys()].map(String);
  return asked.length === 1 ? asked[0] : null;
}

function numbering(known, revisions) {
  const only = onlyRevision(known, revisions);
  const [newest] = known.revisions.values();
  return (
    (only === null
      ? (known.revisions.get(NUMBERED_AS) ?? known.revisions.get(2010) ?? newest)
      : known.revisions.get(Number(only))) ?? newest
  );
}

export const areaName = (known, number, revisions) =>
  numbering(known, revisions)?.areas.get(Number(number))?.name ?? `Område ${number}`;

// For a select: every area with its name.
export const areaChoices = (known, revisions) =>
  [...(numbering(known, revisions)?.areas.values() ?? [])].map(({ number, name }) => [
    String(number),
    `${number} ${name}`,
  ]);

// The questions of these areas, with their names.
export const questionChoices = (known, areas, revisions) =>
  [...(numbering(known, revisions)?.questions.values() ?? [])]
    .map(([first, ...others]) => (others.length > 0 ? { ...first, text: "" } : first))
    .filter(({ id }) => areas.includes(id.split(".")[0]))
    .map(({ id, text }) => [id, `${id} ${text}`.trim()]);

// For a select: the revisions that reports of the collection were made with.
export const revisionChoices = (known) =>
  [...known.revisions.values()].map(({ revision, reports }) => [
    String(revision),
    `${revision ? `Upplaga ${revision}` : "Okänd upplaga"} (${count(reports, "kommun", "kommuner")})`,
  ]);
