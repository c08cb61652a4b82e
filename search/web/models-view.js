// models-view.js: Förebilder. Who is named as a role model, by whom, for what; by area, and as a picture.
import { apiAddress, ask } from "./api.js";
import { toParams } from "./address.js";
import { arrowPicture, pointers } from "./arrows.js";
import { areaName, areaNumbers, catalogue } from "./catalogue.js";
import { citation, citeButton } from "./cite.js";
import { el, refill, select, unfold } from "./dom.js";
import { compareText, count, list, reportName } from "./format.js";
import { advice, notice } from "./notice.js";
import { reportLink } from "./passage.js";
import { readSorting, table } from "./table.js";
import { ROLES } from "./words.js";

export const path = "forebilder";

function referenceItem(reference, announce) {
  const place = { report: reference.source, area: reference.area, question: reference.question, page: reference.page };
  const label = `${reference.model.name} i ${reportName(reference.source)}, sida ${reference.page}`;
  return el("li", null,
    el("p", { class: "by" }, reportLink(reference.source),
      reference.self && el("span", { class: "faint" }, " (om sig själv)"),
      reference.role === "mention" && el("span", { class: "faint" }, ` (${ROLES.mention.toLowerCase()})`)),
    el("blockquote", null, el("p", null, reference.text)),
    el("p", { class: "source" }, el("span", { class: "faint" },
      [`Sida ${reference.page}`, reference.area && `område ${reference.area.number} ${reference.area.name}`, reference.question && `delfråga ${reference.question.id}`].filter(Boolean).join(" · ")), " ",
    citeButton(`${reference.model.name}: ${citation(place, reference.text)}`, label, announce)));
}

// references -> [{model, references, areas, sources}], the most named first.
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

function columns(announce) {
  const byName = (a, b) => compareText(a.model.name, b.model.name);
  return [
    { title: "Förebild", key: "kommun", compare: byName, cell: (entry) => entry.model.name },
    { title: "Gånger", key: "antal", compare: (a, b) => a.references.length - b.references.length || byName(b, a), cell: (entry) => String(entry.references.length) },
    { title: "Områden", cell: (entry) => [...entry.areas].sort((a, b) => a - b).join(", ") || "–" },
    { title: "Nämns av", cell: (entry) => list([...entry.sources].sort(compareText)) },
    { title: "För vad", class: "wide", cell: (entry) => unfold(`${count(entry.references.length, "omdöme", "omdömen")} om ${entry.model.name}`,
      () => el("ul", { class: "evidence" }, entry.references.map((reference) => referenceItem(reference, announce)))) },
  ];
}

function picturePart(references, width) {
  const links = pointers(references);
  if (links.length === 0) return null;
  const { picture, drawn, all } = arrowPicture(links, width);
  const rows = table("Vilken kommun som pekar på vilken", [
    { title: "Pekar", cell: (link) => link.from.name },
    { title: "Förebild", cell: (link) => link.to.name },
    { title: "Gånger", cell: (link) => String(link.count) },
    { title: "Områden", cell: (link) => [...link.areas].sort((a, b) => a - b).join(", ") || "–" },
  ], links, { hideCaption: true });
  return el("section", { "aria-labelledby": "vem-pekar" }, el("h2", { id: "vem-pekar" }, "Vem pekar på vem"),
    el("figure", null, picture,
      el("figcaption", null, "Ju tjockare pil, desto fler gånger. Siffran är hur många gånger kommunen pekar eller pekas på.",
        drawn < all && ` Bilden visar de ${drawn} mest nämnda av ${all} förebilder; tabellen visar alla.`)),
    unfold("Visa bilden som tabell", rows));
}

function nothing(area) {
  return notice("Inga förebilder här", "Det här kan du pröva:", advice([
    area ? el("a", { href: `#/${path}` }, "Visa alla områden") : "Läs in fler rapporter i samlingen.",
    "Visa även omnämnanden, alltså kommuner som nämns utan att vara förebilder.",
  ]));
}

export function create({ announce, go }) {
  const results = el("div", { class: "results", "data-answer": true });
  const form = el("div", { class: "choices" });
  const element = el("div", null, el("h1", { tabindex: "-1" }, "Förebilder"),
    el("p", null, "Utvärderarna lyfter fram kommuner som andra kan lära av. Här står vilka, av vem och för vad."), form, results);
  let params = new URLSearchParams();

  function change(name, value) {
    const changed = new URLSearchParams(params);
    if (value) changed.set(name, value); else changed.delete(name);
    go(changed);
  }

  function controls(known) {
    const areas = areaNumbers(known).map((area) => [String(area), `${area} ${areaName(known, area)}`]);
    return [
      select("omrade", "Område", [["", "Alla områden"], ...areas], params.get("omrade") ?? "", { change: (event) => change("omrade", event.target.value) }),
      el("p", { class: "field check" }, el("input", { type: "checkbox", id: "omnamnanden", checked: params.has("alla"), listen: { change: (event) => change("alla", event.target.checked ? "1" : "") } }),
        el("label", { for: "omnamnanden" }, "Visa även omnämnanden")),
    ];
  }

  function sort(key, descending) {
    change("ordning", `${descending ? "-" : ""}${key}`);
  }

  async function show(asked, signal) {
    params = asked;
    const area = params.get("omrade");
    const [answer, known] = await Promise.all([ask("models", toParams({ area }), signal), catalogue()]);
    const references = answer.references.filter((one) => params.has("alla") || (one.role === "model" && !one.self));
    const entries = grouped(references);
    refill(form, controls(known));
    refill(results,
      el("div", { class: "results-head" }, el("h2", null, area ? `${area} ${areaName(known, area)}` : "Alla områden"),
        el("a", { href: apiAddress("models", toParams({ area, format: "csv" })), download: "kompass-forebilder.csv" }, "Ladda ner som CSV")),
      entries.length === 0 ? nothing(area) : [
        el("p", null, `${count(entries.length, "kommun", "kommuner")} nämns, tillsammans ${count(references.length, "gång", "gånger")}.`),
        table("Förebilder, de oftast nämnda först", columns(announce), entries, { sorting: readSorting(params.get("ordning"), "-antal"), sort, hideCaption: true }),
        picturePart(references, Math.min(900, results.clientWidth || 900)),
      ]);
    announce(`${count(entries.length, "förebild", "förebilder")}.`);
    return area ? `Förebilder: ${areaName(known, area)}` : "Förebilder";
  }

  return { element, show };
}
