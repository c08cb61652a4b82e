// api.js: addresses of the page and of the service, asking it, and what every view needs to know of the collection.
import { compareText } from "./format.js";

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

// status: that of HTTP, 0 where no answer came; code: the service's own word for it; message: its words, in English.
export class ServiceError extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export function apiAddress(name, params) {
  const query = params?.toString();
  return `${ROOT}${name}${query ? `?${query}` : ""}`;
}

async function failure(response) {
  const body = await response.json().catch(() => null);
  return new ServiceError(response.status, body?.error?.code ?? "", body?.error?.message ?? response.statusText);
}

// The parsed answer; throws ServiceError, or an AbortError where the signal said so.
export async function ask(name, params, signal) {
  let response;
  try {
    response = await fetch(apiAddress(name, params), { signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ServiceError(0, "", error.message);
  }
  if (!response.ok) throw await failure(response);
  return response.json();
}

/* ---- the collection: its reports, and the means by revision ---- */

const FRESH_MS = 60_000; // after that the index may have been renewed

let loaded = null;
let loadedAt = 0;

// The names of a revision's areas and questions, each with its mean, lowest and highest.
function revisionOf(benchmark) {
  return { revision: benchmark.revision, reports: benchmark.reports,
    areas: new Map(benchmark.areas.map((area) => [area.number, area])),
    questions: new Map(benchmark.questions.map((question) => [question.id, question])) };
}

async function read() {
  const [status, scores] = await Promise.all([ask("status"), ask("scores", toParams({ limit: 0 }))]);
  const reports = status.reports.map((entry) => entry.report)
    .sort((a, b) => compareText(a.municipality?.name ?? a.id, b.municipality?.name ?? b.id) || b.year - a.year);
  const municipalities = new Map();
  for (const { municipality } of reports) if (municipality) municipalities.set(municipality.code, municipality.name);
  const revisions = new Map(); // the newest first
  for (const benchmark of [...scores.benchmark].reverse()) revisions.set(benchmark.revision, revisionOf(benchmark));
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

export const areaMean = (known, report, number) => known.revisions.get(report.revision)?.areas.get(number) ?? null;
export const questionMean = (known, report, id) => known.revisions.get(report.revision)?.questions.get(id) ?? null;

// An area's name in the newest revision; what others call it follows after a stroke.
export function areaName(known, number) {
  const names = [...known.revisions.values()].map((revision) => revision.areas.get(Number(number))?.name).filter(Boolean);
  return [...new Set(names)].join(" / ") || `Område ${number}`;
}

export function areaNumbers(known) {
  return [...new Set([...known.revisions.values()].flatMap((revision) => [...revision.areas.keys()]))].sort((a, b) => a - b);
}

// For a select: every area with its name.
export const areaChoices = (known) => areaNumbers(known).map((area) => [String(area), `${area} ${areaName(known, area)}`]);
