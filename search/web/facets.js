// facets.js: filters with how many passages each choice has.
import { areaChoices, areaName, onlyRevision, questionChoices, toggled } from "./api.js";
import { isMine } from "./device.js";
import { chip, el } from "./dom.js";
import { compareText, number, TAGS } from "./format.js";
import { mineMark } from "./names.js";

const SHOWN = 8; // municipalities that are seen without unfolding

// Each: the service's parameter and the page's name for it in addresses.
const FACETS = [
  { name: "area", param: "omrade", title: "Område" },
  { name: "tag", param: "riktning", title: "Riktning" },
  { name: "municipality", param: "kommun", title: "Kommun" },
  { name: "revision", param: "version", title: "Upplaga av Kommunkompassen" },
];
// Of the areas that are chosen; how many passages each has is not counted.
const OF_QUESTION = { name: "question", param: "fraga", title: "Delfråga" };
const EVERY_FILTER = [...FACETS, OF_QUESTION];

// Are areas or questions chosen, which bear the numbers of a revision?
export const isNumbered = (params) => params.has("omrade") || params.has(OF_QUESTION.param);

// The service's filters from the parameters of the page's address. known: the collection; null where no area is chosen,
// or a revision is.
export function filterParams(params, known) {
  const filters = new URLSearchParams();
  for (const { name, param } of EVERY_FILTER) {
    for (const value of params.getAll(param)) filters.append(name, value);
  }
  const only = known && onlyRevision(known); // whose numbers areas bear then
  if (only && !params.has("version") && isNumbered(params)) filters.append("revision", only);
  return filters;
}

export const anyFilter = (params) => EVERY_FILTER.some(({ param }) => params.has(param));

// revisions: those that are chosen, whose names of areas are meant.
function valueName(facet, value, known, revisions) {
  switch (facet) {
    case "area":
      return `${value} ${areaName(known, value, revisions)}`;
    case "tag":
      return TAGS[value]?.name ?? value;
    case "question":
      return `Delfråga ${value}`;
    case "municipality":
      return known.municipalities.get(value) ?? value;
    default:
      return value === "0" ? "Okänd upplaga" : value;
  }
}

function choices(facet, counts, chosen, known, revisions) {
  switch (facet) {
    case "area":
      return areaChoices(known, revisions).map(([value]) => value);
    case "tag":
      return Object.keys(TAGS).filter((tag) => tag !== "background" || counts.background || chosen.includes(tag));
    case "revision":
      return [...known.revisions.keys()].map(String);
    default:
      return [...known.municipalities.keys()].sort(
        (a, b) =>
          chosen.includes(b) - chosen.includes(a) ||
          isMine({ code: b }) - isMine({ code: a }) ||
          (counts[b] ?? 0) - (counts[a] ?? 0) ||
          compareText(known.municipalities.get(a), known.municipalities.get(b)),
      );
  }
}

function choice(facet, value, counts, chosen, name, change) {
  const id = `${facet.param}-${value}`;
  const found = counts && (counts[value] ?? 0);
  return el(
    "li",
    { class: found === 0 ? "none" : null },
    el("input", {
      type: "checkbox",
      id,
      value,
      checked: chosen.includes(value),
      listen: { change: (event) => change(facet.param, value, event.target.checked) },
    }),
    el(
      "label",
      { for: id },
      el("span", null, name, facet.name === "municipality" && mineMark({ code: value })),
      counts && [" ", el("span", { class: "count" }, `(${number(found)})`)],
    ),
  );
}

// The other municipalities, and a box to find one of them by what its name begins with.
function findable(items, make) {
  const list = el("ul", { class: "scrolls" }, items.map(make));
  const narrow = (event) => {
    const wanted = event.target.value.trim().toLocaleLowerCase("sv");
    for (const item of list.children) item.hidden = !item.textContent.toLocaleLowerCase("sv").startsWith(wanted);
  };
  return el(
    "details",
    { id: "fler-kommuner" },
    el("summary", null, `${items.length} kommuner till`),
    el("label", { for: "hitta-kommun", class: "small" }, "Hitta kommun"),
    el("input", {
      type: "search",
      id: "hitta-kommun",
      autocomplete: "off",
      spellcheck: "false",
      listen: { input: narrow },
    }),
    list,
  );
}

function facetField(facet, counts, params, known, change) {
  const chosen = params.getAll(facet.param);
  const revisions = params.getAll("version");
  const items = choices(facet.name, counts, chosen, known, revisions);
  const shown = facet.name === "municipality" ? Math.max(SHOWN, chosen.length) : items.length;
  const make = (value) => choice(facet, value, counts, chosen, valueName(facet.name, value, known, revisions), change);
  const others = items
    .slice(shown)
    .sort((a, b) => compareText(known.municipalities.get(a), known.municipalities.get(b)));
  return el(
    "fieldset",
    null,
    el("legend", null, facet.title),
    el("ul", null, items.slice(0, shown).map(make)),
    others.length > 0 && findable(others, make),
  );
}

// The questions of the areas that are chosen, and those that are chosen themselves.
function questionField(params, known, change) {
  const chosen = params.getAll(OF_QUESTION.param);
  const areas = [...params.getAll("omrade"), ...chosen.map((id) => id.split(".")[0])];
  const items = questionChoices(known, areas, params.getAll("version"));
  return (
    items.length > 0 &&
    el(
      "fieldset",
      null,
      el("legend", null, OF_QUESTION.title),
      el(
        "ul",
        null,
        items.map(([id, name]) => choice(OF_QUESTION, id, null, chosen, name, change)),
      ),
    )
  );
}

// change(param, value, on) is called when a box is ticked or cleared.
export function facetFields(counts, params, known, change) {
  const [areas, ...others] = FACETS.map((facet) => facetField(facet, counts[facet.name] ?? {}, params, known, change));
  return [areas, questionField(params, known, change), ...others].filter(Boolean);
}

// What is chosen, above the answer: each can be taken back there. go(params) is called then.
export function chosenFilters(params, known, go) {
  const chips = EVERY_FILTER.flatMap((facet) =>
    params.getAll(facet.param).map((value) => {
      const name = `${facet.name === "revision" ? "Upplaga " : ""}${valueName(facet.name, value, known, params.getAll("version"))}`;
      return chip(name, `Ta bort filtret ${name}`, () => go(toggled(params, facet.param, value, false)));
    }),
  );
  const none = new URLSearchParams([...params].filter(([name]) => !EVERY_FILTER.some(({ param }) => param === name)));
  return (
    chips.length > 0 &&
    el(
      "ul",
      { class: "chips", "aria-label": "Valda filter" },
      chips,
      chips.length > 1 &&
        el(
          "li",
          null,
          el("button", { type: "button", class: "quiet", listen: { click: () => go(none) } }, "Rensa alla filter"),
        ),
    )
  );
}
