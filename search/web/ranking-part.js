// ranking-part.js: who is best at what: how the scores of one revision lie, and all of its reports in order; within
// Poäng.
import {
  catalogue,
  ask,
  changed,
  newestOf,
  questionKey,
  revisionChoices,
  toParams,
  toggled,
  writeAddress,
} from "./api.js";
import { barsPicture } from "./bars.js";
import { municipalityField } from "./combobox.js";
import { countyOf } from "./counties.js";
import { isMine, mine } from "./device.js";
import { button, chip, el, notice, refill, select, unfold } from "./dom.js";
import { compareText, count, decimal, list, number, reportName, revisionTitle } from "./format.js";
import { reportLink } from "./names.js";
import { takePicture } from "./picture.js";
import { spreadKey, spreadOf, spreadPicture, spreadWords } from "./spread.js";
import { readSorting, table } from "./table.js";
import { takeRows, takeTable } from "./take-along.js";

const PATH = "poang";
const FIRST = 3; // that are named as the best
const ROWS = 40; // of the ranking that are seen at once
const ALL = 1000;

let kept = { question: null, entries: [] }; // what was read last

async function entriesOf(revision, signal) {
  const question = toParams({ revision, limit: ALL }).toString();
  if (kept.question !== question) kept = { question, entries: (await ask("scores", question, signal)).reports };
  return kept.entries;
}

// The revision that the address names, else that of the own municipality's newest report, else the newest with several.
function chosenRevision(params, known) {
  const asked = params.get("version");
  if (asked !== null && known.revisions.has(Number(asked))) return Number(asked);
  const own = known.reports
    .filter((report) => isMine(report.municipality))
    .sort((a, b) => (b.year ?? 0) - (a.year ?? 0))[0];
  if (own && known.revisions.has(own.revision)) return own.revision;
  const all = [...known.revisions.values()];
  return (all.find(({ reports, revision }) => revision > 0 && reports > 1) ?? all[0])?.revision ?? 0;
}

// Reports that nobody described are compared with those that print the same areas alone.
const shape = (entry) => entry.areas.map((area) => `${area.number} ${area.name} ${area.max}`).join("|");
function mostAlike(entries) {
  const groups = new Map();
  for (const entry of entries) groups.set(shape(entry), [...(groups.get(shape(entry)) ?? []), entry]);
  return [...groups.values()].sort((a, b) => b.length - a.length)[0] ?? [];
}

const areaOf = (entry, number_) => entry.areas.find((area) => area.number === number_);
const full = (entry) => entry.areas.reduce((sum, area) => sum + (area.max ?? 0), 0);

// Each municipality is compared once, by its newest report, and not with itself.
const compared = (entries) => [...newestOf(entries, ({ report }) => report).values()];

// What can be ranked by: the total, each area, each question: {key, name, max, of(entry), questions}.
function measures(entries, known) {
  const [first] = entries;
  const keyOf = (entry, question) => questionKey(known, entry.report, question);
  const areas = new Map(entries.flatMap((entry) => entry.areas).map((area) => [area.number, area]));
  const questionsOf = (area) => {
    const asked = (entry) => areaOf(entry, area.number)?.questions ?? [];
    const found = new Map(
      entries.flatMap((entry) => asked(entry).map((question) => [keyOf(entry, question), question])),
    );
    return [...found]
      .sort(([, a], [, b]) => compareText(a.id, b.id))
      .map(([key, question]) => ({
        key,
        name: `${question.id} ${question.text}`,
        short: question.id,
        max: question.max,
        of: (entry) => asked(entry).find((one) => keyOf(entry, one) === key)?.score ?? null,
      }));
  };
  return [
    { key: "totalt", name: "Totalt", short: "Totalt", max: full(first), of: (entry) => entry.total, questions: [] },
    ...[...areas.values()]
      .sort((a, b) => a.number - b.number)
      .map((area) => ({
        key: String(area.number),
        name: `${area.number} ${area.name}`,
        short: String(area.number),
        max: area.max,
        of: (entry) => areaOf(entry, area.number)?.score ?? null,
        questions: questionsOf(area),
      })),
  ];
}

// Those with the most points, ties together: [{score, entries}].
function best(entries, measure) {
  const scored = entries
    .filter((entry) => measure.of(entry) !== null)
    .sort((a, b) => measure.of(b) - measure.of(a) || compareText(reportName(a.report), reportName(b.report)));
  return scored.slice(0, FIRST);
}

function bestWords(entries, measure) {
  const first = best(entries, measure);
  return first.length === 0
    ? "–"
    : first.map((entry, index) => [
        index > 0 && " ",
        el(
          "span",
          { class: "nowrap" },
          reportLink(entry.report),
          `: ${number(measure.of(entry))}`,
          index < first.length - 1 && ",",
        ),
      ]);
}

const rankIn = (entries, measure, entry) => {
  const own = measure.of(entry);
  return own === null ? null : entries.filter((other) => (measure.of(other) ?? -1) > own).length + 1;
};

function spreadTable(caption, rows, entries, own) {
  return table(
    caption,
    [
      { title: "Vad", cell: (measure) => measure.name },
      {
        title: "",
        label: "Spridning",
        class: "picture",
        cell: (measure) => spreadPicture(spreadOf(entries.map(measure.of)), measure.max, own && measure.of(own)),
      },
      { title: "Medel (lägst–högst)", cell: (measure) => spreadWords(spreadOf(entries.map(measure.of))) },
      { title: "Av", class: "figure", cell: (measure) => number(measure.max) },
      { title: "Bäst", cell: (measure) => bestWords(entries, measure) },
      own && {
        title: own.report.municipality.name,
        class: "figure",
        cell: (measure) =>
          measure.of(own) === null ? "–" : `${number(measure.of(own))}, plats ${number(rankIn(entries, measure, own))}`,
      },
    ].filter(Boolean),
    rows,
    { hideCaption: true },
  );
}

function spreadPart(all, entries, own, title) {
  const rows = () => [
    [
      "Vad",
      "Högsta möjliga",
      "Rapporter",
      "Medel",
      "Lägst",
      "Undre kvartil",
      "Median",
      "Övre kvartil",
      "Högst",
      "Bäst",
    ],
    ...all
      .flatMap((measure) => [measure, ...measure.questions])
      .map((measure) => {
        const spread = spreadOf(entries.map(measure.of));
        return [
          measure.name,
          measure.max,
          ...(spread
            ? [
                spread.reports,
                Number(spread.mean.toFixed(2)),
                spread.min,
                spread.lower,
                spread.median,
                spread.upper,
                spread.max,
              ]
            : Array(7).fill(null)),
          best(entries, measure)
            .map((entry) => `${reportName(entry.report)}: ${measure.of(entry)}`)
            .join(", "),
        ];
      }),
  ];
  return el(
    "section",
    { class: "spreads", "aria-labelledby": "spridning" },
    el("h2", { id: "spridning", tabindex: "-1" }, `Vem är bäst? ${title}`),
    spreadKey(own && `★ ${reportName(own.report)}`),
    spreadTable("Poäng totalt och i varje område", all, entries, own),
    el("h3", null, "Delfrågorna, område för område"),
    all
      .filter((measure) => measure.questions.length > 0)
      .map((measure) =>
        unfold(
          `${measure.name}: ${count(measure.questions.length, "delfråga", "delfrågor")}`,
          () => spreadTable(`Delfrågorna i ${measure.name}`, measure.questions, entries, own),
          { class: "part", id: `omrade-${measure.key}` },
        ),
      ),
    el("p", null, takeRows(rows, "kompass-spridning", "Ta med allt:")),
  );
}

// The mean of each county, of those that have reports of the revision.
function countyPart(entries, measure, title, width) {
  const counties = new Map();
  for (const entry of entries) {
    const [county, value] = [countyOf(entry.report.municipality?.code ?? ""), measure.of(entry)];
    if (value !== null) counties.set(county, [...(counties.get(county) ?? []), value]);
  }
  if (counties.size < 2) return null;
  const rows = [...counties]
    .map(([name, values]) => ({
      name,
      reports: values.length,
      mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    }))
    .sort((a, b) => b.mean - a.mean || compareText(a.name, b.name));
  const words = `medel per län på ${measure.name}, ${title.toLowerCase()}`;
  return unfold(
    `Medel per län: ${measure.name} (${number(rows.length)} län)`,
    () => {
      const picture = barsPicture(
        `Stapeldiagram: ${words}. Tabellen efter bilden har alla siffror.`,
        rows.map((row) => ({
          name: row.name,
          text: `${decimal(row.mean)} (${count(row.reports, "rapport", "rapporter")})`,
          parts: [{ class: "chart-bar", value: row.mean }],
        })),
        measure.max,
        width,
      );
      return [
        el("figure", null, picture),
        takePicture(picture, "kompass-medel-per-lan", words),
        table(
          `Medel per län på ${measure.name}`,
          [
            { title: "Län", cell: (row) => row.name },
            { title: "Rapporter", class: "figure", cell: (row) => number(row.reports) },
            { title: `Medel (av ${number(measure.max)})`, class: "figure", cell: (row) => decimal(row.mean) },
          ],
          rows,
          { hideCaption: true },
        ),
        takeRows(
          () => [
            ["Län", "Rapporter", "Medel", "Högsta möjliga"],
            ...rows.map((row) => [row.name, row.reports, Number(row.mean.toFixed(2)), measure.max]),
          ],
          "kompass-medel-per-lan",
        ),
      ];
    },
    { class: "part" },
  );
}

export function rankingPart({ announce, go }) {
  const controls = el("div", { class: "choices filters-row" });
  const results = el("div", { class: "results" });
  const element = el("div", null, controls, results);
  let params = new URLSearchParams();

  const add = municipalityField("grupp", "Egen grupp: lägg till kommun", {
    announce,
    reset: true,
    button: "Lägg till",
    choose: ({ code }) => go(toggled(params, "kommun", code, true)),
  });

  // Groups of municipalities that the operator has set.
  const groups = (known) => known.status.groups ?? [];

  function chips(known) {
    const codes = params.getAll("kommun");
    return (
      codes.length > 0 &&
      el(
        "ul",
        { class: "chips", "aria-label": "Egen grupp" },
        codes.map((code) => {
          const name = known.municipalities.get(code) ?? code;
          return chip(name, `Ta bort ${name} ur gruppen`, () => go(toggled(params, "kommun", code, false)));
        }),
        el(
          "li",
          null,
          button("Töm gruppen", () => go(changed(params, "kommun", ""))),
        ),
      )
    );
  }

  function fillControls(known, revision, entries) {
    const among = entries.map((entry) => entry.report.municipality).filter(Boolean);
    const counties = [...new Set(among.map(({ code }) => code.slice(0, 2)))].sort((a, b) =>
      compareText(countyOf(a), countyOf(b)),
    );
    const listen = (param, others = []) => ({
      change: (event) =>
        go(others.reduce((made, other) => changed(made, other, ""), changed(params, param, event.target.value))),
    });
    add.set(
      [...new Map(among.map((one) => [one.code, one])).values()]
        .filter(({ code }) => !params.getAll("kommun").includes(code))
        .sort((a, b) => compareText(a.name, b.name)),
    );
    refill(
      controls,
      select("version", "Upplaga", revisionChoices(known), String(revision), listen("version", ["ordning", "visa"])),
      select(
        "lan",
        "Län",
        [["", "Alla län"], ...counties.map((code) => [code, countyOf(code)])],
        params.get("lan") ?? "",
        listen("lan"),
      ),
      groups(known).length > 0 &&
        select(
          "urval",
          "Grupp",
          [["", "Ingen grupp"], ...groups(known).map(({ name }) => [name, name])],
          params.get("urval") ?? "",
          listen("urval"),
        ),
      add.field,
      el(
        "p",
        { class: "small faint" },
        "Storleksklasser och SKR:s kommungrupper ingår inte i samlingen. Lägg till kommuner i en egen grupp",
        groups(known).length > 0 && ", eller välj en av dem som tjänsten har",
        ".",
      ),
    );
  }

  function sort(key, descending) {
    go(changed(params, "ordning", `${descending ? "-" : ""}${key}`), { replace: true });
    announce(`Sorterat, ${descending ? "fallande" : "stigande"}.`);
  }

  function toggleCompared(id, on) {
    go(toggled(params, "jamfor", id, on), { replace: true });
  }

  function rankingTable(entries, all, title, revision) {
    const area = all.find((measure) => measure.key === params.get("visa"));
    const shown = area ? [area, ...area.questions] : all;
    const compared = params.getAll("jamfor");
    const byName = (a, b) => compareText(reportName(a.report), reportName(b.report));
    const value = (measure) => (a, b) => (measure.of(a) ?? -1) - (measure.of(b) ?? -1) || byName(b, a);
    const sorting = readSorting(params.get("ordning"), `-${shown[0].key}`);
    const by = shown.find((measure) => measure.key === sorting.key) ?? shown[0];
    const columns = [
      {
        title: "Rapport",
        key: "kommun",
        compare: byName,
        cell: (entry) => [
          el("input", {
            type: "checkbox",
            id: `j-${entry.report.id}`,
            checked: compared.includes(entry.report.id),
            "aria-label": `Jämför ${reportName(entry.report)}`,
            listen: { change: (event) => toggleCompared(entry.report.id, event.target.checked) },
          }),
          " ",
          reportLink(entry.report),
        ],
      },
      {
        title: "Plats",
        class: "figure",
        cell: (entry) => {
          const rank = rankIn(entries, by, entry);
          return rank === null ? "–" : number(rank);
        },
      },
      ...shown.map((measure) => ({
        title: `${measure.short} (${number(measure.max)})`,
        key: measure.key,
        down: true,
        class: "figure",
        compare: value(measure),
        cell: (entry) => {
          const rank = rankIn(entries, measure, entry);
          return el(
            "span",
            { class: rank === 1 ? "rank-first" : null },
            rank === null ? "–" : decimal(measure.of(entry)),
          );
        },
      })),
    ];
    const choice = select(
      "visa",
      "Visa kolumner för",
      [
        ["", "Totalt och alla områden"],
        ...all.filter((measure) => measure.questions.length > 0).map((measure) => [measure.key, measure.name]),
      ],
      params.get("visa") ?? "",
      { change: (event) => go(changed(changed(params, "ordning", ""), "visa", event.target.value), { replace: true }) },
    );
    return el(
      "section",
      { "aria-labelledby": "rangordning" },
      el("h2", { id: "rangordning" }, "Alla i ordning"),
      el(
        "div",
        { class: "choices" },
        choice,
        el(
          "p",
          { class: "field actions" },
          compared.length > 0
            ? el(
                "a",
                { class: "as-button", href: writeAddress(PATH, { rapport: compared }) },
                `Jämför ${count(compared.length, "rapport", "rapporter")}`,
              )
            : el("span", { class: "small faint" }, "Kryssa för rapporter att jämföra."),
        ),
      ),
      el(
        "p",
        { class: "small faint" },
        `Platsen är den bland ${count(entries.length, "rapport", "rapporter")}, ${title.toLowerCase()}, efter ${by.name}. Inom parentes står högsta möjliga poäng.`,
      ),
      el(
        "div",
        { class: "wide-table ranking", role: "region", "aria-label": "Tabellen över alla i ordning", tabindex: "0" },
        table(`Alla i ordning efter ${by.name}`, columns, entries, {
          sorting: by.key === sorting.key || sorting.key === "kommun" ? sorting : { key: by.key, descending: true },
          sort,
          hideCaption: true,
          most: ROWS,
          mine: (entry) => isMine(entry.report.municipality),
          wide: true,
        }),
      ),
      el(
        "p",
        null,
        takeTable(
          "scores",
          toParams({
            revision,
            county: params.get("lan") ? countyOf(params.get("lan")) : null,
            group: params.get("urval"),
            municipality: params.getAll("kommun"),
          }),
          "kompass-poang",
        ),
      ),
    );
  }

  async function show(asked, signal) {
    params = asked;
    const known = await catalogue();
    if (known.reports.length === 0) {
      refill(results, notice("Inga rapporter är inlästa", "Samlingen är tom."));
      return "Poäng";
    }
    const revision = chosenRevision(params, known);
    const whole = await entriesOf(revision, signal);
    if (signal.aborted) return "";
    fillControls(known, revision, whole);
    const [lan, picked] = [params.get("lan"), params.getAll("kommun")];
    const chosen = groups(known).find(({ name }) => name === params.get("urval"));
    const group = [...picked, ...(chosen?.municipalities ?? []).map(({ code }) => code)];
    const alike = revision === 0 ? mostAlike(whole) : whole;
    const once = compared(alike);
    const entries = once.filter(
      ({ report }) =>
        (!lan || report.municipality?.code.startsWith(lan)) &&
        (group.length === 0 || group.includes(report.municipality?.code) || isMine(report.municipality)),
    );
    const title = list(
      [
        revisionTitle(revision),
        lan && countyOf(lan),
        chosen && `gruppen ${chosen.name}`,
        picked.length > 0 && "egen grupp",
      ].filter(Boolean),
    );
    if (entries.length === 0) {
      refill(
        results,
        chips(known),
        notice(
          "Inga rapporter här",
          "Ingen rapport av den upplagan passar länet eller gruppen.",
          el("p", null, el("a", { href: writeAddress(PATH, { version: revision }) }, "Visa alla med upplagan")),
        ),
      );
      return `Poäng: ${title}`;
    }
    const own = mine() && entries.find((entry) => isMine(entry.report.municipality));
    const all = measures(entries, known);
    const left = whole.length - alike.length;
    refill(
      results,
      chips(known),
      el(
        "p",
        null,
        `${count(entries.length, "rapport", "rapporter")} gjorda med samma upplaga, den enda sorts poäng som kan jämföras. `,
        once.length < alike.length && "Av kommuner med flera är den senaste med. ",
        left > 0 && `${count(left, "rapport", "rapporter")} av okänd upplaga har andra områden och är inte med.`,
      ),
      spreadPart(all, entries, own, title),
      countyPart(
        entries,
        all.find((measure) => measure.key === params.get("visa")) ?? all[0],
        title,
        Math.min(760, results.clientWidth || 760),
      ),
      rankingTable(entries, all, title, revision),
    );
    announce(`${count(entries.length, "rapport", "rapporter")}.`);
    return `Poäng: ${title}`;
  }

  return { element, show };
}
