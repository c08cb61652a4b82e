// models-view.js: Förebilder. Who is named as a role model, by whom, for what; by area, and as a picture.
import { apiAddress, areaChoices, areaName, ask, catalogue, changed, toParams, writeAddress } from "./api.js";
import { arrowPicture, pointers } from "./arrows.js";
import { advice, el, notice, refill, select, unfold } from "./dom.js";
import { compareText, count, list, reportName, ROLES } from "./format.js";
import { citation, citeButton, reportLink } from "./passage.js";
import { readSorting, table } from "./table.js";

const PATH = "forebilder";
const NAMED = 6; // names that are listed before "och 12 till"
const LEAST_WIDTH = 520; // of the picture; a narrower screen scrolls it
const PRINTED = 150; // sentences that are printed, some ten pages; of more the first of each row is
const ROWS = 40; // rows of the table that are seen at once

export function referenceItem(reference, announce) {
  const place = { report: reference.source, area: reference.area, question: reference.question, page: reference.page };
  const label = `${reference.model.name} i ${reportName(reference.source)}, sida ${reference.page}`;
  return el("li", null,
    el("p", { class: "by" }, reportLink(reference.source),
      reference.self && el("span", { class: "faint" }, " (om sig själv)"),
      reference.role === "mention" && el("span", { class: "faint" }, ` (${ROLES.mention.toLowerCase()})`)),
    el("blockquote", null, el("p", null, reference.text)),
    el("p", { class: "source" }, el("span", { class: "faint" },
      [reference.page && `Sida ${reference.page}`, reference.area && `område ${reference.area.number} ${reference.area.name}`, reference.question && `delfråga ${reference.question.id}`].filter(Boolean).join(" · ")), " ",
    citeButton(`${reference.model.name}: ${citation(place, reference.text)}`, label, announce)));
}

// references -> [{model, references, areas, sources}]
function grouped(references) {
  const models = new Map();
  for (const reference of references) {
    const key = reference.model.code ?? reference.model.name;
    const entry = models.get(key) ?? { model: reference.model, references: [], areas: new Set(), sources: new Set() };
    entry.references.push(reference);
    if (reference.area) entry.areas.add(reference.area.number);
    entry.sources.add(reference.source.municipality?.name ?? reference.source.id);
    models.set(key, entry);
  }
  return [...models.values()];
}

// A few names, and how many more there are; those who want them all find them with the sentences.
function names(sources) {
  const sorted = [...sources].sort(compareText);
  return sorted.length <= NAMED + 1 ? list(sorted) : `${sorted.slice(0, NAMED).join(", ")} och ${sorted.length - NAMED} till`;
}

function columns(params, whole, announce) {
  const byName = (a, b) => compareText(a.model.name, b.model.name);
  const by = (size) => (a, b) => size(a) - size(b) || byName(b, a);
  const only = (model) => el("a", { href: writeAddress(PATH, changed(params, "kommun", model.code)) }, model.name);
  return [
    { title: "Förebild", key: "kommun", class: "model", compare: byName, cell: (entry) => (entry.model.code ? only(entry.model) : entry.model.name) },
    { title: "Gånger", key: "antal", class: "figure", compare: by((entry) => entry.references.length), cell: (entry) => String(entry.references.length) },
    { title: "Områden", cell: (entry) => [...entry.areas].sort((a, b) => a - b).join(", ") || "–" },
    { title: "Nämns av", key: "kommuner", compare: by((entry) => entry.sources.size), cell: (entry) => names(entry.sources) },
    { title: "För vad", class: "wide", cell: (entry) => [unfold(`${count(entry.references.length, "omdöme", "omdömen")} om ${entry.model.name}`,
      () => el("ul", { class: "evidence" }, entry.references.map((reference) => referenceItem(reference, announce))), { class: whole ? null : "unprinted" }),
    !whole && el("span", { class: "printed" }, `”${entry.references[0].text}” (${reportName(entry.references[0].source)})`)] },
  ];
}

function caption({ drawn, all, counties }) {
  return ["Ju bredare band, desto fler gånger. Siffran är hur många gånger kommunen pekar eller pekas på.",
    drawn < all && ` Bilden visar de ${drawn} mest nämnda av ${all} förebilder; tabellen visar alla.`,
    counties && " De som pekar är så många att de visas länsvis. Välj en kommun ovan för att se vilka som pekar på den, och på vilka den pekar."];
}

function picturePart(references, width, chosen) {
  const links = pointers(references);
  if (links.length === 0) return null;
  const made = arrowPicture(links, width, !chosen);
  const rows = () => table("Vilken kommun som pekar på vilken", [
    { title: "Pekar", cell: (link) => link.from.name },
    { title: "Förebild", cell: (link) => link.to.name },
    { title: "Gånger", class: "figure", cell: (link) => String(link.count) },
    { title: "Områden", cell: (link) => [...link.areas].sort((a, b) => a - b).join(", ") || "–" },
  ], links, { hideCaption: true });
  return el("section", { "aria-labelledby": "vem-pekar" }, el("h2", { id: "vem-pekar" }, "Vem pekar på vem"),
    el("figure", null, el("div", { class: "scroller", role: "region", tabindex: "0", "aria-labelledby": "vem-pekar" }, made.picture), el("figcaption", null, caption(made))),
    unfold("Visa bilden som tabell", rows, { class: "unprinted" }));
}

function nothing(params) {
  return notice("Inga förebilder här", "Det här kan du pröva:", advice([
    params.has("omrade") && el("a", { href: writeAddress(PATH, changed(params, "omrade", "")) }, "Visa alla områden"),
    params.has("kommun") && el("a", { href: writeAddress(PATH, changed(params, "kommun", "")) }, "Visa alla kommuner"),
    !params.has("alla") && el("a", { href: writeAddress(PATH, changed(params, "alla", "1")) }, "Visa även omnämnanden, alltså kommuner som nämns utan att vara förebilder"),
    !params.has("omrade") && !params.has("kommun") && "Läs in fler rapporter i samlingen.",
  ].filter(Boolean)));
}

export function create({ announce, go }) {
  const results = el("div", { class: "results", "data-answer": true });
  const form = el("div", { class: "choices" });
  const element = el("div", null, el("h1", { tabindex: "-1" }, "Förebilder"),
    el("p", null, "Utvärderarna lyfter fram kommuner som andra kan lära av. Här står vilka, av vem och för vad."), form, results);
  let params = new URLSearchParams();

  const change = (name, value) => go(changed(params, name, value));

  // All that are named or name somebody, so that either can be chosen.
  function controls(known, references) {
    const named = new Map(references.flatMap(({ model, source }) => [model, source.municipality]).filter((one) => one?.code).map(({ code, name }) => [code, name]));
    const municipalities = [...named].sort((a, b) => compareText(a[1], b[1]));
    return [
      select("omrade", "Område", [["", "Alla områden"], ...areaChoices(known)], params.get("omrade") ?? "", { change: (event) => change("omrade", event.target.value) }),
      select("kommun", "Kommun som pekar eller pekas på", [["", "Alla kommuner"], ...municipalities], params.get("kommun") ?? "", { change: (event) => change("kommun", event.target.value) }),
      el("p", { class: "field check" }, el("input", { type: "checkbox", id: "omnamnanden", checked: params.has("alla"), listen: { change: (event) => change("alla", event.target.checked ? "1" : "") } }),
        el("label", { for: "omnamnanden" }, "Visa även omnämnanden")),
    ];
  }

  function sort(key, descending) {
    change("ordning", `${descending ? "-" : ""}${key}`);
    announce(`Sorterat, ${descending ? "fallande" : "stigande"}.`);
  }

  function summary(references, entries) {
    const code = params.get("kommun");
    const times = count(references.length, "gång", "gånger");
    if (!code) return `${count(entries.length, "kommun", "kommuner")} nämns, tillsammans ${times}.`;
    const to = references.filter((one) => one.model.code === code).length;
    const from = references.length - to;
    return `Pekas på ${count(to, "gång", "gånger")}, pekar ${from > 0 ? `på andra ${count(from, "gång", "gånger")}` : "inte på någon"}.`;
  }

  // The table is long where there are many reports: the rest is shown when it is asked for, and always on paper.
  function modelTable(entries) {
    const sentences = entries.reduce((sum, entry) => sum + entry.references.length, 0);
    const sorting = readSorting(params.get("ordning"), "-antal");
    return table("Förebilder", columns(params, sentences <= PRINTED, announce), entries, { sorting, sort, hideCaption: true, most: ROWS });
  }

  function nodes(references, heading, area) {
    const entries = grouped(references);
    return [
      el("div", { class: "results-head" }, el("h2", null, heading),
        el("a", { href: apiAddress("models", toParams({ area, format: "csv" })), download: "kompass-forebilder.csv" }, area ? "Ladda ner området som CSV" : "Ladda ner som CSV")),
      entries.length === 0 ? nothing(params) : [
        el("p", null, summary(references, entries)),
        picturePart(references, Math.min(960, Math.max(results.clientWidth || 960, LEAST_WIDTH)), params.has("kommun")),
        el("h2", null, "Förebilderna"),
        modelTable(entries),
      ],
    ];
  }

  async function show(asked, signal) {
    params = asked;
    const area = params.get("omrade");
    const code = params.get("kommun");
    const [answer, known] = await Promise.all([ask("models", toParams({ area }), signal), catalogue()]);
    const all = answer.references.filter((one) => params.has("alla") || (one.role === "model" && !one.self));
    const references = code ? all.filter((one) => one.model.code === code || one.source.municipality?.code === code) : all;
    const who = code ? (all.flatMap(({ model, source }) => [model, source.municipality]).find((one) => one?.code === code)?.name ?? known.municipalities.get(code) ?? code) : null;
    const heading = [who, area ? `${area} ${areaName(known, area)}` : !who && "Alla områden"].filter(Boolean).join(", ");
    refill(form, controls(known, all));
    refill(results, nodes(references, heading, area));
    announce(`${count(references.length, "omdöme", "omdömen")}.`);
    return ["Förebilder", who, area && areaName(known, area)].filter(Boolean).join(": ");
  }

  return { element, show };
}
