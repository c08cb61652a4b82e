// municipality-data.js: what is known of one municipality, asked of the service together: for its page and for the
// brief.
import { ask, toParams } from "./api.js";

const FIRST = 12; // suggestions that are asked for; several may be about one question
const ALIKE = 4; // municipalities that are most like it
const ALL = 1000;

const orNothing = (answer) =>
  answer.catch((error) => {
    if (error.name === "AbortError") throw error;
    return null;
  });

// {newest, entries, history, items, named, naming, learn, similar}; entries: its reports' scores, newest first; learn
// and similar: null where its newest report gives nothing to compare with.
export async function readMunicipality(code, signal) {
  const municipality = toParams({ municipality: code });
  const [scores, history, named, naming, learn, similar] = await Promise.all([
    ask("scores", toParams({ municipality: code, limit: ALL }), signal),
    ask("history", municipality, signal),
    ask("models", toParams({ model: code }), signal),
    ask("models", municipality, signal),
    orNothing(ask("learn", toParams({ municipality: code, limit: FIRST }), signal)),
    orNothing(ask("similar", toParams({ municipality: code, limit: ALIKE }), signal)),
  ]);
  const entries = [...scores.reports].sort(
    (a, b) => (b.report.year ?? 0) - (a.report.year ?? 0) || (b.report.month ?? 0) - (a.report.month ?? 0),
  );
  const newest = entries[0] ?? null;
  const found =
    newest &&
    (await ask(
      "search",
      toParams({
        q: "*",
        municipality: code,
        year: newest.report.year,
        revision: newest.report.revision,
        tag: ["strength", "improvement"],
        limit: ALL,
      }),
      signal,
    ));
  const items = (found?.hits ?? [])
    .map((hit) => hit.passage)
    .filter((passage) => passage.kind === "item" && passage.report.id === newest.report.id);
  const real = (references) => references.filter((one) => one.role === "model" && !one.self);
  return {
    newest,
    entries,
    history,
    items,
    named: real(named.references).filter((one) => one.model.code === code),
    naming: real(naming.references).filter((one) => one.source.municipality?.code === code),
    learn,
    similar,
  };
}

const byNumber = (a, b) => Number(a.id.split("/").at(-1)) - Number(b.id.split("/").at(-1));

// The items of one tag, by area: [{area, items}].
export function byArea(items, tag) {
  const areas = new Map();
  for (const item of items.filter((one) => one.tag === tag).sort(byNumber)) {
    const key = item.area?.number ?? 0;
    areas.set(key, [...(areas.get(key) ?? []), item]);
  }
  return [...areas].sort((a, b) => a[0] - b[0]).map(([, own]) => ({ area: own[0].area, items: own }));
}
