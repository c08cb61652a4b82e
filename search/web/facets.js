// facets.js: filters with how many passages each choice has.
import { ask } from "./api.js";
import { areaName, areaNumbers } from "./catalogue.js";
import { el } from "./dom.js";
import { compareText, number } from "./format.js";
import { TAGS } from "./words.js";

const SHOWN = 8; // municipalities that are seen without unfolding

// Each: the service's parameter and the page's name for it in addresses.
export const FACETS = [
  { name: "area", param: "omrade", title: "Område" },
  { name: "tag", param: "riktning", title: "Riktning" },
  { name: "municipality", param: "kommun", title: "Kommun" },
  { name: "revision", param: "version", title: "Version av Kommunkompassen" },
];

// The service's filters from the parameters of the page's address.
export function filterParams(params, except) {
  const filters = new URLSearchParams();
  for (const { name, param } of FACETS) {
    if (name === except) continue;
    for (const value of params.getAll(param)) filters.append(name, value);
  }
  return filters;
}

export const anyFilter = (params) => FACETS.some(({ param }) => params.has(param));

// Counts as if nothing were chosen in the facet itself: what one would get by choosing that too.
// The service counts no revisions, so each of them is asked for by itself.
export async function facetCounts(query, params, answer, known, signal) {
  const counts = { ...answer.facets, revision: {} };
  const without = (name) => {
    const others = filterParams(params, name);
    others.set("q", query);
    others.set("limit", "0");
    return others;
  };
  const chosen = FACETS.filter(({ name, param }) => name !== "revision" && params.has(param)).map(async ({ name }) => {
    counts[name] = (await ask("search", without(name), signal)).facets[name];
  });
  const revisions = [...known.revisions.keys()].map(async (revision) => {
    const one = without("revision");
    one.set("revision", revision);
    counts.revision[revision] = (await ask("search", one, signal)).total;
  });
  await Promise.all([...chosen, ...revisions]);
  return counts;
}

function choices(facet, counts, known) {
  switch (facet) {
  case "area":
    return areaNumbers(known).map((area) => ({ value: String(area), text: `${area} ${areaName(known, area)}` }));
  case "tag":
    return Object.entries(TAGS).filter(([tag]) => tag !== "background" || counts.background)
      .map(([tag, { name }]) => ({ value: tag, text: name }));
  case "revision":
    return [...known.revisions.keys()].map((revision) => ({ value: String(revision), text: String(revision) }));
  default:
    return [...known.municipalities].map(([code, name]) => ({ value: code, text: name }))
      .sort((a, b) => (counts[b.value] ?? 0) - (counts[a.value] ?? 0) || compareText(a.text, b.text));
  }
}

function choice(facet, { value, text }, counts, chosen, change) {
  const id = `${facet.param}-${value}`;
  const found = counts[value] ?? 0;
  return el("li", { class: found === 0 ? "none" : null },
    el("input", { type: "checkbox", id, value, checked: chosen.includes(value), listen: { change: (event) => change(facet.param, value, event.target.checked) } }),
    el("label", { for: id }, text, " ", el("span", { class: "faint" }, `(${number(found)})`)));
}

function facetField(facet, counts, params, known, change) {
  const chosen = params.getAll(facet.param);
  const items = choices(facet.name, counts, known);
  items.sort((a, b) => (facet.name === "municipality" ? chosen.includes(b.value) - chosen.includes(a.value) : 0));
  const shown = facet.name === "municipality" ? Math.max(SHOWN, chosen.length) : items.length;
  const make = (item) => choice(facet, item, counts, chosen, change);
  return el("fieldset", null, el("legend", null, facet.title),
    el("ul", null, items.slice(0, shown).map(make)),
    items.length > shown && el("details", { id: "fler-kommuner" },
      el("summary", null, `Alla ${items.length} kommuner`), el("ul", null, items.slice(shown).map(make))));
}

// change(param, value, on) is called when a box is ticked or cleared.
export function facetFields(counts, params, known, change) {
  return FACETS.map((facet) => facetField(facet, counts[facet.name] ?? {}, params, known, change));
}
