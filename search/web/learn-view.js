// learn-view.js: Lär av andra. What those who score higher do, for one municipality's weakest questions and its listed
// improvements; what is about the same question stands together, and all of it makes a plan to fill in.
import { areaChoices, ask, catalogue, changed, questionMean, toParams, writeAddress } from "./api.js";
import { municipalityField } from "./combobox.js";
import { mine, planned, setPlanned } from "./device.js";
import { advice, button, el, notice, refill, select, unfold } from "./dom.js";
import { compareText, count, list, ofMax, reportName, revisionName } from "./format.js";
import { municipalityLink, reportLink, reportWithRevision } from "./names.js";
import { citation, citeButton, hitArticle, scoreBar, source, tagMark } from "./passage.js";
import { table } from "./table.js";
import { takeRows, takeTable } from "./take-along.js";

const PATH = "lar-av-andra";
const OPEN = 2; // suggestions that are unfolded from the start
const MOST_MODELS = 4; // sentences about role models that are seen without unfolding
const MOST_HITS = 4;
const NAMED = 3;

/* ---- suggestions that are about the same are put together ---- */

function unique(items, key) {
  const found = new Map();
  for (const item of items) if (!found.has(key(item))) found.set(key(item), item);
  return [...found.values()];
}

// The service's suggestions -> [{key, question, benchmark, improvements, from, models}], in their order of need.
export function merged(suggestions) {
  const groups = new Map();
  for (const suggestion of suggestions) {
    const { question, improvement } = suggestion.because;
    const about = suggestion.question ?? question ?? null;
    const key = about?.id ?? improvement.id;
    const group = groups.get(key) ?? { key, question: about, benchmark: null, improvements: [], from: [], models: [] };
    if (question) group.benchmark = suggestion.benchmark;
    if (improvement) group.improvements.push(improvement);
    group.from.push(...suggestion.from);
    group.models.push(...suggestion.models);
    groups.set(key, group);
  }
  for (const group of groups.values()) {
    group.from = unique(group.from, (hit) => hit.passage.id);
    group.models = sentences(group.models);
  }
  return [...groups.values()];
}

// One sentence may name several: it is told once, with all of them. -> [{reference, names}]
function sentences(references) {
  const found = new Map();
  for (const reference of references) {
    const key = `${reference.source.id} ${reference.text}`;
    const entry = found.get(key) ?? { reference, names: [] };
    if (!entry.names.includes(reference.model.name)) entry.names.push(reference.model.name);
    found.set(key, entry);
  }
  return [...found.values()];
}

const titleOf = ({ question, improvements }) => (question ? `${question.id} ${question.text}` : improvements[0].text);
// Whose doing a source tells of, where it is not that of the report's own municipality.
const others = (hit) => (hit.of ?? []).map((one) => one.name);
const toldOf = (hit) =>
  others(hit).length > 0 && el("p", { class: "small" }, "Här berättas om ", el("strong", null, list(others(hit))), ":");
const doers = (hit) =>
  others(hit).length > 0 ? others(hit) : [hit.passage.report.municipality?.name ?? hit.passage.report.id];
const teachers = ({ from, models }) => [...new Set([...from.flatMap(doers), ...models.flatMap((one) => one.names)])];
const some = (names) =>
  names.length > NAMED ? `${names.slice(0, NAMED).join(", ")} och ${names.length - NAMED} till` : list(names);

/* ---- one suggestion ---- */

// Where the own score stands: the bar, the place, and who is best.
function standing({ question, benchmark }, report, known) {
  const best = benchmark?.best && [" Högst: ", reportLink(benchmark.best), ` med ${benchmark.max}.`];
  return el(
    "p",
    { class: "standing" },
    `${report.municipality?.name ?? "Kommunen"} fick `,
    scoreBar(question.score, question.max, questionMean(known, report, question)),
    ` (${revisionName(report)})`,
    benchmark?.of > 1 ? `, plats ${benchmark.rank} av ${benchmark.of}.` : benchmark && ". Ingen annan har frågan.",
    benchmark?.of > 1 && best,
  );
}

function improvementList(improvements, announce) {
  if (improvements.length === 0) return null;
  return [
    el("h3", { class: "small" }, "Det här föreslår den egna rapporten"),
    el(
      "ul",
      { class: "evidence" },
      improvements.map((one) => el("li", null, tagMark(one.tag), " ", one.text, source(one, one.text, announce))),
    ),
  ];
}

// Who is named as a role model for the same thing, each sentence once.
function modelList(models, announce) {
  if (models.length === 0) return null;
  const item = ({ reference, names }) =>
    el(
      "li",
      null,
      el("strong", null, list(names)),
      reference.self ? " om sig själv: " : [" i ", reportWithRevision(reference.source, reference.passage), ": "],
      `”${reference.text}” `,
      citeButton(
        `${list(names)}: ${citation({ ...reference, report: reference.source }, reference.text)}`,
        `${list(names)} i ${reportName(reference.source)}`,
        announce,
      ),
    );
  const others = models.slice(MOST_MODELS);
  return [
    el("h3", { class: "small" }, "Lyfts fram som förebilder"),
    el("ul", { class: "models" }, models.slice(0, MOST_MODELS).map(item)),
    others.length > 0 &&
      unfold(
        `${count(others.length, "omdöme", "omdömen")} till`,
        () => el("ul", { class: "models" }, others.map(item)),
        { class: "unprinted" },
      ),
  ];
}

// Nobody has typed a word here, so none is marked. What is of another revision says so: its points compare with nothing
// here.
function hitList(hits, report, known, announce) {
  if (hits.length === 0) return null;
  const apart = (hit) =>
    hit.comparable === false &&
    (hit.passage.report.revision === report.revision
      ? "Poängen kan inte jämföras."
      : `Annan upplaga än ${revisionName(report).replace("upplaga ", "")}: poängen kan inte jämföras.`);
  const item = (hit) =>
    el(
      "li",
      null,
      toldOf(hit),
      hitArticle({ ...hit, highlights: [] }, known, announce, { heading: "h4", apart: apart(hit), example: true }),
    );
  const alike = hits.every((hit) => hit.comparable !== false);
  const others = hits.slice(MOST_HITS);
  return [
    el("h3", { class: "small" }, alike ? "Så gör de som har högre poäng" : "Så gör andra"),
    el("ol", { class: "hits" }, hits.slice(0, MOST_HITS).map(item)),
    others.length > 0 &&
      unfold(`${count(others.length, "stycke", "stycken")} till`, () => el("ol", { class: "hits" }, others.map(item))),
  ];
}

function summary(group) {
  const names = some(teachers(group));
  const many = group.improvements.length;
  return [
    el("h2", null, titleOf(group)),
    el(
      "span",
      { class: "faint small" },
      [
        group.question && group.question.score !== null && `${ofMax(group.question.score, group.question.max)} poäng`,
        many > 0 && count(many, "förbättring som rapporten föreslår", "förbättringar som rapporten föreslår"),
        names && `lär av ${names}`,
      ]
        .filter(Boolean)
        .join(" · "),
    ),
  ];
}

function groupPart(group, index, report, known, announce) {
  const nothing = group.from.length === 0 && group.models.length === 0;
  const part = unfold(
    summary(group),
    () =>
      el(
        "div",
        { class: "inside" },
        group.question && standing(group, report, known),
        improvementList(group.improvements, announce),
        nothing && el("p", { class: "faint" }, "Ingen annan rapport i samlingen har något att lära av här."),
        hitList(group.from, report, known, announce),
        modelList(group.models, announce),
      ),
    { class: "suggestion" },
  );
  part.open = index < OPEN;
  return part;
}

/* ---- the plan ---- */

function planField(key, name, label, type) {
  const input = el("input", {
    type,
    value: planned(key)[name] ?? "",
    "aria-label": label,
    maxlength: 120,
    class: "plan-field",
    id: `plan-${name}-${key.replace(/\W/g, "-")}`,
  });
  const shown = el("span", { class: "printed" }, input.value);
  input.addEventListener("change", () => {
    setPlanned(key, { [name]: input.value });
    shown.textContent = input.value;
  });
  return [input, shown];
}

const planKey = (report, group) => `${report.municipality?.code ?? report.id} ${group.key}`;

function planRows(groups, report) {
  return [
    ["Vad", "Poäng", "Högsta poäng", "Upplaga", "Rapporten föreslår", "Lär av", "Exempel", "Ansvarig", "Klart senast"],
    ...groups.map((group) => {
      const { owner = "", date = "" } = planned(planKey(report, group));
      return [
        titleOf(group),
        group.question?.score ?? null,
        group.question?.max ?? null,
        revisionName(report),
        group.improvements.map((one) => one.text).join("; "),
        list(teachers(group)),
        group.from[0] ? citation(group.from[0].passage, group.from[0].excerpt) : "",
        owner,
        date,
      ];
    }),
  ];
}

function planTable(groups, report) {
  return el(
    "div",
    { class: "wide-table plan", role: "region", "aria-label": "Handlingsplan", tabindex: "0" },
    table(
      `Handlingsplan för ${reportName(report)}`,
      [
        {
          title: "Vad",
          class: "question",
          cell: (group) => [
            el(
              "a",
              { href: writeAddress(PATH, { kommun: report.municipality?.code, fraga: group.question?.id }) },
              titleOf(group),
            ),
            group.question &&
              group.question.score !== null &&
              el(
                "span",
                { class: "faint small block" },
                `${ofMax(group.question.score, group.question.max)} poäng (${revisionName(report)})`,
              ),
          ],
        },
        {
          title: "Rapporten föreslår",
          cell: (group) =>
            group.improvements.length > 0
              ? el(
                  "ul",
                  { class: "tight" },
                  group.improvements.map((one) => el("li", null, one.text)),
                )
              : "–",
        },
        { title: "Lär av", cell: (group) => some(teachers(group)) || "–" },
        {
          title: "Ansvarig",
          class: "plan",
          cell: (group) => planField(planKey(report, group), "owner", `Ansvarig för ${titleOf(group)}`, "text"),
        },
        {
          title: "Klart senast",
          class: "plan",
          cell: (group) => planField(planKey(report, group), "date", `Klart senast: ${titleOf(group)}`, "date"),
        },
      ],
      groups,
      { hideCaption: true },
    ),
  );
}

export function create({ announce, go }) {
  const chooser = el("div", { class: "choices" });
  const results = el("div", { class: "results", "data-answer": true });
  const element = el("div", null, el("h1", { tabindex: "-1" }, "Lär av andra"), chooser, results);
  let params = new URLSearchParams();

  const change = (name, value) => go(changed(changed(params, "fraga", ""), name, value));
  const field = municipalityField("kommun", "Kommun", {
    announce,
    choose: ({ code }) => change("kommun", code),
    button: "Visa förslag",
  });

  // Areas and questions are numbered as in the municipality's newest report, and asked for so.
  const newest = (known) => known.reports.find((report) => report.municipality?.code === params.get("kommun"));
  function request(known) {
    const [area, question] = [params.get("omrade"), params.get("fraga")];
    return toParams({
      municipality: params.get("kommun"),
      area,
      question,
      revision: area || question ? newest(known)?.revision : null,
    });
  }

  function controls(known) {
    const municipalities = [...known.municipalities]
      .map(([code, name]) => ({ code, name }))
      .sort((a, b) => compareText(a.name, b.name));
    field.set(municipalities, known.municipalities.get(params.get("kommun")) ?? "");
    const own = newest(known);
    return [
      field.field,
      params.has("kommun") &&
        select(
          "omrade",
          "Område",
          [["", "Alla områden"], ...areaChoices(known, own ? [String(own.revision)] : [])],
          params.get("omrade") ?? "",
          { change: (event) => change("omrade", event.target.value) },
        ),
    ];
  }

  function nothing(report) {
    return [
      notice(
        "Inga förslag",
        `För ${reportName(report)} finns inget att föreslå ur samlingen här.`,
        advice(
          [
            (params.has("omrade") || params.has("fraga")) &&
              el("a", { href: writeAddress(PATH, { kommun: params.get("kommun") }) }, "Visa förslag för alla områden"),
            report.municipality && ["Se ", municipalityLink(report.municipality), " i siffror och ord."],
          ].filter(Boolean),
        ),
      ),
    ];
  }

  function foldAll(open) {
    for (const part of results.querySelectorAll(".suggestion")) part.open = open;
  }

  function start(known) {
    const own = mine();
    const shown =
      own && known.municipalities.has(own.code)
        ? [[own.code, own.name]]
        : [...known.municipalities].sort((a, b) => compareText(a[1], b[1])).slice(0, 8);
    return notice(
      "Vad kan din kommun lära?",
      "Välj din kommun. Du får dess svagaste delfrågor och det som rapporten föreslår att förbättra, med vad kommuner med högre poäng gör, och en handlingsplan att fylla i.",
      advice(shown.map(([code, name]) => el("a", { href: writeAddress(PATH, { kommun: code }) }, name))),
    );
  }

  // Suggestions are told by question, the command line's by need: both say how many needs there are.
  function needs(suggestions) {
    const weak = suggestions.filter(({ because }) => because.question).length;
    const parts = [
      weak > 0 && count(weak, "svag delfråga", "svaga delfrågor"),
      suggestions.length > weak && count(suggestions.length - weak, "förbättringsområde", "förbättringsområden"),
    ];
    return `för ${count(suggestions.length, "behov", "behov")}: ${list(parts.filter(Boolean))}`;
  }

  function nodes({ report, suggestions, compared }, known) {
    if (suggestions.length === 0) return nothing(report);
    const groups = merged(suggestions);
    const question = params.get("fraga");
    const plan = params.has("plan");
    const asked = request(known);
    const tab = (on, text, to) =>
      el(
        "a",
        { href: writeAddress(PATH, changed(params, "plan", to)), "aria-current": on ? "true" : null, class: "tab" },
        text,
      );
    return [
      el(
        "div",
        { class: "results-head" },
        el("h2", { id: "svaret", tabindex: "-1" }, `${plan ? "Handlingsplan" : "Förslag"} för ${reportName(report)}`),
        plan
          ? [takeRows(() => planRows(groups, report), "kompass-handlingsplan", "Ta med planen:")]
          : takeTable("learn", asked, "kompass-lar-av-andra"),
      ),
      el(
        "p",
        null,
        `${count(groups.length, "förslag", "förslag")}${question ? `, bara delfråga ${question}` : params.has("omrade") ? `, bara område ${params.get("omrade")}` : ""}, ${needs(suggestions)}. Ur `,
        reportLink(report),
        ` (${revisionName(report)}), jämförd med ${count(compared, "annan kommun", "andra kommuner")} av samma upplaga. `,
        question &&
          el("a", { class: "unprinted", href: writeAddress(PATH, changed(params, "fraga", "")) }, "Visa alla förslag"),
      ),
      el(
        "p",
        { class: "actions unprinted" },
        tab(!plan, "Förslagen", ""),
        tab(plan, "Handlingsplan att fylla i", "1"),
        button("Skriv ut", () => window.print()),
        !plan && [button("Fäll ut alla", () => foldAll(true)), button("Fäll ihop alla", () => foldAll(false))],
      ),
      plan
        ? [
            el(
              "p",
              { class: "small faint unprinted" },
              "Vad du skriver sparas på den här enheten och ingen annanstans. Skriv ut planen eller ta med den för att dela den.",
            ),
            planTable(groups, report),
          ]
        : groups.map((group, index) => groupPart(group, index, report, known, announce)),
    ];
  }

  async function show(asked, signal) {
    params = asked;
    const municipality = params.get("kommun") ?? "";
    const known = await catalogue();
    refill(chooser, controls(known));
    if (!municipality) {
      refill(results, start(known));
      return "Lär av andra";
    }
    const answer = await ask("learn", request(known), signal);
    refill(results, nodes(answer, known));
    announce(`${count(merged(answer.suggestions).length, "förslag", "förslag")}.`);
    return `Lär av andra: ${reportName(answer.report)}`;
  }

  return { element, show };
}
