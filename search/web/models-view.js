// models-view.js: Förebilder. Who is named as a role model, how often, by whom, for what.
import {
  areaChoices,
  areaName,
  ask,
  catalogue,
  changed,
  onlyRevision,
  revisionChoices,
  toParams,
  writeAddress,
} from "./api.js";
import { barsPicture } from "./bars.js";
import { municipalityField } from "./combobox.js";
import { COUNTIES, countyOf } from "./counties.js";
import { isMine } from "./device.js";
import { advice, button, el, failureNotice, notice, refill, select, unfold } from "./dom.js";
import { compareText, count, list, number, reportName, revisionTitle, ROLES } from "./format.js";
import { pageOf, pagesNav } from "./paging.js";
import { municipalityLink, reportLink } from "./names.js";
import { citation, citeButton } from "./passage.js";
import { readSorting, table } from "./table.js";
import { takePicture } from "./picture.js";
import { takeTable } from "./take-along.js";

const PATH = "forebilder";
const NAMED = 6; // names that are listed before "och 12 till"
const BARS = 15; // role models that the picture shows
const PRINTED = 150; // sentences that are asked for at once, and printed: some ten pages; of more each row's are when it is unfolded
const PAGE = 25; // rows of the table that are seen at once

export function referenceItem(reference, announce) {
  const place = { report: reference.source, area: reference.area, question: reference.question, page: reference.page };
  const label = `${reference.model.name} i ${reportName(reference.source)}, sida ${reference.page}`;
  return el(
    "li",
    null,
    el(
      "p",
      { class: "by" },
      reportLink(reference.source, reference.passage),
      reference.self && el("span", { class: "faint" }, " (om sig själv)"),
      reference.role === "mention" && el("span", { class: "faint" }, ` (${ROLES.mention.toLowerCase()})`),
    ),
    el("blockquote", null, el("p", null, reference.text)),
    el(
      "p",
      { class: "source" },
      el(
        "span",
        { class: "faint" },
        [
          reference.page && `Sida ${reference.page}`,
          reference.area && `område ${reference.area.number} ${reference.area.name}`,
          reference.question && `delfråga ${reference.question.id}`,
        ]
          .filter(Boolean)
          .join(" · "),
      ),
      " ",
      el(
        "span",
        { class: "tools unprinted" },
        citeButton(`${reference.model.name}: ${citation(place, reference.text)}`, label, announce),
      ),
    ),
  );
}

// references -> [{model, references}]
export function grouped(references, side = "model") {
  const models = new Map();
  for (const reference of references) {
    const one = side === "model" ? reference.model : reference.source.municipality;
    const key = one?.code ?? one?.name ?? reference.source.id;
    const entry = models.get(key) ?? { model: one ?? { name: reference.source.id }, references: [] };
    entry.references.push(reference);
    models.set(key, entry);
  }
  return [...models.values()].sort(
    (a, b) => b.references.length - a.references.length || compareText(a.model.name, b.model.name),
  );
}

// A few names, and how many more there are; those who want them all find them with the sentences.
function names(sources) {
  const sorted = [...sources].sort(compareText);
  return sorted.length <= NAMED + 1
    ? list(sorted)
    : `${sorted.slice(0, NAMED).join(", ")} och ${sorted.length - NAMED} till`;
}

// sentences(entry): the list of what is said, now or when it has come.
function columns(sentences, whole) {
  const byName = (a, b) => compareText(a.model.name, b.model.name);
  const by = (size) => (a, b) => size(a) - size(b) || byName(b, a);
  return [
    {
      title: "Förebild",
      key: "kommun",
      class: "model",
      compare: byName,
      cell: (entry) => (entry.model.code ? municipalityLink(entry.model) : entry.model.name),
    },
    {
      title: "Gånger",
      key: "antal",
      down: true,
      class: "figure",
      compare: by((entry) => entry.count),
      cell: (entry) => number(entry.count),
    },
    {
      title: "Kommuner",
      key: "kommuner",
      down: true,
      class: "figure",
      compare: by((entry) => entry.sources.length),
      cell: (entry) => number(entry.sources.length),
    },
    { title: "Områden", cell: (entry) => entry.areas.join(", ") || "–" },
    { title: "Nämns av", class: "named", cell: (entry) => names(entry.sources.map(({ name }) => name)) },
    {
      title: "För vad",
      class: "wide",
      cell: (entry) =>
        unfold(`${count(entry.count, "omdöme", "omdömen")} om ${entry.model.name}`, () => sentences(entry), {
          class: whole ? null : "unprinted",
        }),
    },
  ];
}

function picturePart(entries, width) {
  if (entries.length < 2) return null;
  const title = `hur många gånger de ${Math.min(BARS, entries.length)} mest nämnda lyfts fram`;
  const picture = barsPicture(
    `Stapeldiagram: ${title}. Tabellen efter bilden säger samma sak.`,
    entries.slice(0, BARS).map(({ model, count: times }) => ({
      name: model.name,
      parts: [{ class: "chart-bar", value: times }],
      text: number(times),
      municipality: model,
    })),
    entries[0].count,
    width,
  );
  return el(
    "figure",
    null,
    picture,
    el(
      "figcaption",
      null,
      `Hur många gånger kommunen lyfts fram.${entries.length > BARS ? ` Bilden visar de ${BARS} mest nämnda av ${number(entries.length)}; tabellen visar alla.` : ""}`,
    ),
    takePicture(picture, "kompass-forebilder", `Förebilder: ${title}`),
  );
}

function nothing(params) {
  return notice(
    "Inga förebilder här",
    "Det här kan du pröva:",
    advice(
      [
        ["omrade", "version", "lan", "kommun"].some((name) => params.has(name)) &&
          el("a", { href: writeAddress(PATH, toParams({ alla: params.get("alla") })) }, "Visa alla förebilder"),
        !params.has("alla") &&
          el(
            "a",
            { href: writeAddress(PATH, changed(params, "alla", "1")) },
            "Visa även omnämnanden, alltså kommuner som nämns utan att vara förebilder",
          ),
      ].filter(Boolean),
    ),
  );
}

export function create({ announce, go }) {
  const results = el("div", { class: "results", "data-answer": true });
  const form = el("div", { class: "choices filters-row" });
  const element = el(
    "div",
    null,
    el("h1", { tabindex: "-1" }, "Förebilder"),
    el("p", null, "Utvärderarna lyfter fram kommuner som andra kan lära av. Här står vilka, av vem och för vad."),
    form,
    results,
  );
  let params = new URLSearchParams();
  let shownPage = null;

  const change = (name, value, options) => go(changed(changed(params, "sida", ""), name, value), options);
  const field = municipalityField("kommun", "Kommun som pekar eller pekas på", {
    announce,
    choose: ({ code }) => change("kommun", code),
    button: "Visa",
  });

  // All that are named or name somebody, so that either can be chosen.
  function controls(known, ranking) {
    const named = new Map(
      ranking.flatMap(({ model, sources }) => [model, ...sources]).map(({ code, name }) => [code, name]),
    );
    const counties = [...new Set([...known.municipalities.keys()].map((code) => code.slice(0, 2)))].sort((a, b) =>
      compareText(countyOf(a), countyOf(b)),
    );
    const code = params.get("kommun");
    field.set(
      [...named]
        .map(([own, name]) => ({ code: own, name, detail: countyOf(own) }))
        .sort((a, b) => compareText(a.name, b.name)),
      named.get(code) ?? known.municipalities.get(code),
    );
    const listen = (name) => ({ change: (event) => change(name, event.target.value) });
    return [
      select(
        "omrade",
        "Område",
        [["", "Alla områden"], ...areaChoices(known, params.getAll("version"))],
        params.get("omrade") ?? "",
        listen("omrade"),
      ),
      select(
        "version",
        "Upplaga",
        [["", "Alla upplagor"], ...revisionChoices(known)],
        params.get("version") ?? "",
        listen("version"),
      ),
      select(
        "lan",
        "Nämnd av kommuner i",
        [["", "Alla län"], ...counties.map((own) => [own, COUNTIES[own]])],
        params.get("lan") ?? "",
        listen("lan"),
      ),
      field.field,
      code &&
        el(
          "p",
          { class: "field" },
          button("Visa alla kommuner", () => change("kommun", "")),
        ),
      el(
        "p",
        { class: "field check" },
        el("input", {
          type: "checkbox",
          id: "omnamnanden",
          checked: params.has("alla"),
          listen: { change: (event) => change("alla", event.target.checked ? "1" : "") },
        }),
        el("label", { for: "omnamnanden" }, "Visa även omnämnanden"),
      ),
    ];
  }

  function sort(key, descending) {
    change("ordning", `${descending ? "-" : ""}${key}`, { replace: true });
    announce(`Sorterat, ${descending ? "fallande" : "stigande"}.`);
  }

  // What is asked of the service: the same for the ranking, for sentences and for files.
  const request = (known, more) =>
    toParams({
      area: params.get("omrade"),
      revision: params.get("version") ?? (params.has("omrade") ? onlyRevision(known) : null),
      county: params.has("lan") ? countyOf(params.get("lan")) : null,
      role: params.has("alla") ? ["model", "self", "mention"] : "model",
      ...more,
    });

  const sentenceList = (references) =>
    el(
      "ul",
      { class: "evidence" },
      references.map((reference) => referenceItem(reference, announce)),
    );

  // Those of a row, from what came with the answer, or asked for when they are wanted.
  function sentencesOf(entry, known, references) {
    if (references) return sentenceList(references.filter(({ model }) => model.code === entry.model.code));
    const place = el("div", null, el("p", { class: "faint" }, "Hämtar …"));
    const fetchThem = () =>
      ask("models", request(known, { model: entry.model.code }))
        .then((answer) => place.replaceChildren(sentenceList(answer.references)))
        .catch((error) => place.replaceChildren(failureNotice(error, fetchThem)));
    fetchThem();
    return place;
  }

  // The table is long where there are many reports: a page at a time, and all of them to take along.
  function modelTable(known, { ranking, references }, caption) {
    const sorting = readSorting(params.get("ordning"), "-antal");
    const made = columns((entry) => sentencesOf(entry, known, references), Boolean(references));
    const by = made.find((column) => column.key && column.key === sorting.key) ?? made[1];
    const sorted = [...ranking].sort((a, b) => by.compare(a, b) * (sorting.descending ? -1 : 1));
    const page = Math.min(pageOf(params), Math.ceil(sorted.length / PAGE));
    return [
      table(caption, made, sorted.slice((page - 1) * PAGE, page * PAGE), {
        sorting,
        sort,
        hideCaption: true,
        sorted: true,
        mine: (entry) => isMine(entry.model),
      }),
      pagesNav(PATH, params, sorted.length, PAGE, "Fler förebilder"),
    ];
  }

  // One municipality: who names it, and whom it names.
  function aboutOne({ to, from }, code, who) {
    const part = (title, own, side) =>
      own.length > 0 &&
      el(
        "section",
        null,
        el("h2", null, title),
        grouped(own, side).map((entry) =>
          unfold(
            `${entry.model.name}: ${count(entry.references.length, "omdöme", "omdömen")}`,
            () => sentenceList(entry.references),
            { class: "part" },
          ),
        ),
      );
    return [
      el(
        "p",
        null,
        `Pekas på ${count(to.length, "gång", "gånger")}, pekar ${from.length > 0 ? `på andra ${count(from.length, "gång", "gånger")}` : "inte på någon"}. `,
        municipalityLink({ code, name: who }),
      ),
      part(`Pekar på ${who}`, to, "source"),
      part(`${who} pekar på`, from, "model"),
    ];
  }

  function nodes(known, answer, heading, who) {
    const code = params.get("kommun");
    const { ranking, total } = answer;
    const width = Math.min(760, results.clientWidth || 760);
    const sources = new Set(ranking.flatMap((entry) => entry.sources.map((one) => one.code))).size;
    return [
      el(
        "div",
        { class: "results-head" },
        el("h2", { id: "svaret", tabindex: "-1" }, heading),
        takeTable("models", request(known, { model: code }), "kompass-forebilder"),
      ),
      (code ? answer.to.length + answer.from.length : ranking.length) === 0
        ? nothing(params)
        : code
          ? aboutOne(answer, code, who)
          : [
              el(
                "p",
                null,
                `${count(ranking.length, "kommun", "kommuner")} lyfts fram, tillsammans ${count(total, "gång", "gånger")}, av ${count(sources, "kommun", "kommuner")}.`,
              ),
              picturePart(ranking, width),
              modelTable(known, answer, `Förebilder: ${heading}`),
            ],
    ];
  }

  // The ranking, and the sentences where they are few; of one municipality, those to it and from it.
  async function read(known, code, signal) {
    const ranked = await ask("models", request(known, { limit: 0 }), signal);
    if (!code) {
      const few = ranked.total <= PRINTED;
      return { ...ranked, references: few ? (await ask("models", request(known), signal)).references : null };
    }
    const [to, from] = await Promise.all([
      ask("models", request(known, { model: code }), signal),
      ask("models", request(known, { municipality: code }), signal),
    ]);
    return { ...ranked, to: to.references, from: from.references.filter((one) => one.model.code !== code) };
  }

  async function show(asked, signal) {
    params = asked;
    const [area, code, version, lan] = ["omrade", "kommun", "version", "lan"].map((name) => params.get(name));
    const known = await catalogue();
    const answer = await read(known, code, signal);
    const who = code
      ? (answer.ranking.flatMap(({ model, sources }) => [model, ...sources]).find((one) => one.code === code)?.name ??
        known.municipalities.get(code) ??
        code)
      : null;
    const heading = [
      who,
      area ? `${area} ${areaName(known, area, params.getAll("version"))}` : !who && "Alla områden",
      version && revisionTitle(version).toLowerCase(),
      lan && `nämnda av kommuner i ${countyOf(lan)}`,
    ]
      .filter(Boolean)
      .join(", ");
    refill(form, controls(known, answer.ranking));
    refill(results, nodes(known, answer, heading, who));
    const page = pageOf(params);
    if (shownPage !== null && shownPage !== page) results.querySelector("#svaret")?.focus();
    shownPage = page;
    announce(`${count(code ? answer.to.length + answer.from.length : answer.total, "omdöme", "omdömen")}.`);
    return ["Förebilder", who, area && areaName(known, area, params.getAll("version"))].filter(Boolean).join(": ");
  }

  return { element, show };
}
