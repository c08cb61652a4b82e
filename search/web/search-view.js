// search-view.js: Sök. Ranked passages as one types, with filters. Its form stands in index.html.
import { ask, catalogue, changed, readAddress, toggled, writeAddress } from "./api.js";
import { mine } from "./device.js";
import { advice, demand, el, notice, refill } from "./dom.js";
import { anyFilter, chosenFilters, facetFields, filterParams, isNumbered } from "./facets.js";
import { count, evaluationDate, revisionName } from "./format.js";
import { pageOf, pagesNav } from "./paging.js";
import { reportLink } from "./names.js";

const PATH = "sok";
const PAGE = 10;
const NEWEST = 5; // reports that the opening names
const TYPING_MS = 200;
const ANNOUNCE_MS = 900; // nobody wants each letter's count read out
const EVERYTHING = "*";
const UNFOUND = {
  word_not_found: ({ word }) => `Ingen rapport har ${word}.`,
  no_report_of: ({ which }) => `Samlingen har ingen rapport om ${which}.`,
  filters_leave_none: ({ without }) => `Utan filter finns ${count(Number(without), "träff", "träffar")}.`,
  words_alone_match: ({ words, without }) =>
    `Utan citattecken och operatorer (${words}) finns ${count(Number(without), "träff", "träffar")}.`,
  word_sought_as: ({ word, instead }) => `Ingen rapport har ${word}. Sökt i stället: ${instead}.`,
};
const EXAMPLES = [
  "medborgardialog",
  '"etiska riktlinjer"',
  "visselblås*",
  "chefskontrakt",
  "Hur arbetar man med mångfald?",
];
const OTHERS = [
  ["vilka-har", "Vilka har …?", "vilka kommuner som har något, delvis har det eller saknar det, med belägg"],
  ["forebilder", "Förebilder", "vilka kommuner som utvärderarna lyfter fram, och för vad"],
  ["poang", "Poäng", "vem som är bäst på vad, och en kommuns profil mot medel och andra"],
  ["lar-av-andra", "Lär av andra", "vad de gör som har högre poäng än din kommun"],
  ["kommun", "Kommuner", "allt om en kommun på en sida"],
];

function nothingFound(query, params, total) {
  if (total > 0)
    return notice(
      "Så många sidor finns inte",
      el("p", null, el("a", { href: writeAddress(PATH, changed(params, "sida", "")) }, "Gå till den första sidan")),
    );
  return notice(
    "Inga träffar",
    "Det här kan du pröva:",
    advice(
      [
        anyFilter(params) && el("a", { href: writeAddress(PATH, { q: query }) }, "Sök utan filter"),
        "Se efter stavningen, eller använd ett vanligare ord.",
        "Skriv början av ordet och en stjärna, till exempel visselblås*.",
        "Ta bort citattecken, så får orden stå var för sig.",
      ].filter(Boolean),
    ),
  );
}

// Words that no report has, and what was sought instead: a list of hits would else look like an answer to them.
const unfound = (notices) =>
  notices.filter(({ code }) => UNFOUND[code]).map(({ code, values }) => el("p", null, UNFOUND[code](values)));

// What another view answers better than passages do.
const ELSEWHERE = {
  who: ["vilka-har", ({ topic }) => ({ amne: topic }), ({ topic }) => `Vilka har ${topic}?`],
  models: ["forebilder", () => ({}), () => "Förebilder"],
  scores: ["poang", () => ({}), () => "Poäng: vem som är bäst på vad"],
  best: ["poang", () => ({}), () => "Poäng: vem som är bäst på vad"],
  learn: ["lar-av-andra", ({ kommun }) => ({ kommun }), () => "Lär av andra"],
  history: ["kommun", ({ kommun }) => ({ kommun }), () => "Kommunens sida, med utvecklingen över åren"],
  similar: ["kommun", ({ kommun }) => ({ kommun }), () => "Kommunens sida, med dem som liknar den"],
};
function elsewhere(notices, known) {
  const found = notices.find(({ code, values }) => code === "answered_elsewhere" && ELSEWHERE[values.command]);
  if (!found) return [];
  const { written, command, topic, municipality } = found.values;
  const kommun = [...known.municipalities].find(([, name]) => name === municipality)?.[0] ?? mine()?.code ?? "";
  const [view, params, name] = ELSEWHERE[command];
  const link = el("a", { href: writeAddress(view, params({ topic, kommun })) }, name({ topic }));
  return [el("p", null, `Frågor med ”${written}” besvaras av en annan vy: `, link)];
}

// What a filter chooses, where the query asks for it by its number or name.
const SEVERAL = { strength: "styrkor", weakness: "svagheter", improvement: "förbättringsområden" };
const FILTER_LINKS = {
  question: ["fraga", (value) => `Visa allt om delfråga ${value}`],
  area: ["omrade", (value) => `Visa allt i område ${value}`],
  tag: ["riktning", (value) => `Visa bara ${SEVERAL[value]}`],
};

// The municipality of the collection that the words name and nothing else, by its code.
function municipalityNamed(words, known) {
  const names = (name) => [name, `${name}s`, `${name} kommun`, `${name}s kommun`];
  return [...known.municipalities].find(([, name]) => names(name.toLocaleLowerCase("sv")).includes(words))?.[0];
}

const meantFilters = (notices, params, known) =>
  notices
    .filter(({ code, values }) => code === "filter_meant" && FILTER_LINKS[values.filter])
    .map(({ values: { written, filter, value, rest } }) => {
      const [param, name] = FILTER_LINKS[filter];
      const address = changed(
        changed(changed(params, "sida", ""), "q", municipalityNamed(rest, known) ? "" : rest),
        param,
        value,
      );
      if (municipalityNamed(rest, known)) address.set("kommun", municipalityNamed(rest, known));
      return el(
        "p",
        null,
        `”${written}” går att filtrera på. `,
        el("a", { href: writeAddress(PATH, address) }, name(value)),
      );
    });

// What hits are made of, and suggestions: not sent to who only looks, but as soon as somebody goes to the field.
const hitParts = () => Promise.all([import("./passage.js"), import("./take-along.js")]);
const suggestionParts = () => Promise.all([import("./combobox.js"), import("./suggestions.js")]);

function withQuery(params, query) {
  params.set("q", query);
  return params;
}

function newest(known) {
  const reports = [...known.reports]
    .sort((a, b) => (b.year ?? 0) - (a.year ?? 0) || (b.month ?? 0) - (a.month ?? 0))
    .slice(0, NEWEST);
  return (
    reports.length > 0 && [
      el("h3", null, "Senaste utvärderingarna"),
      advice(
        reports.map((report) => [
          reportLink(report),
          el(
            "span",
            { class: "faint" },
            ` · ${[evaluationDate(report), revisionName(report)].filter(Boolean).join(" · ")}`,
          ),
        ]),
      ),
    ]
  );
}

function start(known) {
  const own = mine();
  return notice(
    "Vad vill du veta?",
    "Skriv i sökrutan, eller välj i filtren. Till exempel:",
    advice(EXAMPLES.map((q) => el("a", { href: writeAddress(PATH, { q }) }, q))),
    own && [
      el("h3", null, own.name),
      advice([
        el("a", { href: writeAddress("kommun", { kommun: own.code }) }, `${own.name} i siffror och ord`),
        el(
          "a",
          { href: writeAddress(PATH, { kommun: own.code, riktning: "improvement" }) },
          `Vad ${own.name} kan förbättra`,
        ),
        el("a", { href: writeAddress("lar-av-andra", { kommun: own.code }) }, `Vad ${own.name} kan lära av andra`),
      ]),
    ],
    el("h3", null, "Fler sätt att fråga"),
    advice(OTHERS.map(([path, name, what]) => [el("a", { href: writeAddress(path) }, name), `: ${what}`])),
    newest(known),
  );
}

export function create({ announce, frame, go }) {
  const [input, form, filterBox, filters, results] = ["#q", "form", ".filters", ".filter-fields", ".results"].map(
    (part) => frame.querySelector(part),
  );
  const practice = el("input", {
    type: "checkbox",
    id: "praxis",
    listen: { change: (event) => change(changed(params, "ordning", event.target.checked ? "praxis" : "")) },
  });
  let params = new URLSearchParams();
  let shownPage = null;
  let typing = 0;
  let announcing = 0;
  let session = false; // the first letter of a new search makes a step to go back to, the others do not

  const change = (next, options) => go(changed(next, "sida", ""), options);
  const tick = (param, value, on) => change(toggled(params, param, value, on));

  function search() {
    clearTimeout(typing);
    if (readAddress(location.hash).view !== PATH) return; // somebody has gone on meanwhile
    const query = input.value.trim();
    if (query !== (params.get("q") ?? "")) change(changed(params, "q", query), { replace: session });
  }

  function typed() {
    clearTimeout(typing);
    typing = setTimeout(() => {
      search();
      session = true;
    }, TYPING_MS);
  }

  input.addEventListener("input", typed);
  input.addEventListener("change", () => {
    session = false;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.value.trim() === "" && !params.has("q")) demand(input, "Skriv ett ord eller en fras att söka efter.");
    search();
    session = false;
  });
  form
    .querySelector(".ask-more")
    .prepend(el("p", { class: "field check" }, practice, el("label", { for: "praxis" }, "Goda exempel först")));
  async function suggestWords() {
    const before = input.value;
    const [{ combobox }, { wordSuggestions }] = await suggestionParts();
    const { look } = combobox(input, {
      suggest: wordSuggestions,
      announce,
      choose: ({ address, text }) => {
        if (address) location.hash = address;
        else {
          input.value = text;
          search();
          session = false;
        }
      },
    });
    if (input.value !== before && document.activeElement === input) look(); // typed while this was on its way
  }

  function prepare() {
    hitParts().catch(() => {}); // the search itself says what is wrong
    suggestWords().catch(() => {});
  }
  if (document.activeElement === input) prepare();
  else input.addEventListener("focus", prepare, { once: true });
  filterBox.open = window.matchMedia("(min-width: 56rem)").matches;
  let early = input.value.trim() !== ""; // typed before this module was there
  if (early) typed();

  function tell(text) {
    clearTimeout(announcing);
    announcing = setTimeout(() => announce(text), ANNOUNCE_MS);
  }

  function resultNodes(query, page, answer, known, [{ hitArticle }, { takeTable }]) {
    const words = query === EVERYTHING ? ["stycke", "stycken"] : ["träff", "träffar"];
    return [
      el(
        "div",
        { class: "results-head" },
        el(
          "h2",
          { id: "resultat", tabindex: "-1" },
          count(answer.total, ...words),
          query !== EVERYTHING && el("span", { class: "printed" }, ` för ”${query}”`),
        ),
        answer.total > 0 &&
          takeTable("search", withQuery(filterParams(params, known), query), "kompass-sok", "Ta med alla:"),
      ),
      chosenFilters(params, known, change),
      answer.corrected && el("p", null, "Visar träffar för ", el("strong", null, answer.corrected), "."),
      unfound(answer.notices ?? []),
      meantFilters(answer.notices ?? [], params, known),
      elsewhere(answer.notices ?? [], known),
      answer.hits.length === 0
        ? nothingFound(query, params, answer.total)
        : el(
            "ol",
            { class: "hits" },
            answer.hits.map((hit) => el("li", null, hitArticle(hit, known, announce))),
          ),
      answer.hits.length > 0 && pagesNav(PATH, params, answer.total, PAGE),
    ];
  }

  function refillFilters(counts, known) {
    const open = filters.querySelector("#fler-kommuner")?.open;
    refill(filters, facetFields(counts, params, known, tick));
    const more = filters.querySelector("#fler-kommuner");
    if (open && more) more.open = true;
  }

  async function show(asked, signal) {
    params = asked;
    const written = params.get("q") ?? "";
    if (!early && input.value.trim() !== written) input.value = written;
    early = false;
    practice.checked = params.get("ordning") === "praxis";
    const query = written || EVERYTHING;
    const idle = !written && !anyFilter(params);
    const page = pageOf(params);
    const collection = catalogue();
    const numbered = isNumbered(params) && !params.has("version"); // then which revisions there are has to be known first
    const request = filterParams(params, numbered ? await collection : null);
    request.set("q", query);
    request.set("limit", idle ? 0 : PAGE);
    if (page > 1) request.set("offset", (page - 1) * PAGE);
    if (practice.checked) request.set("rank", "practice");
    const [answer, known, parts] = await Promise.all([
      ask("search", request, signal),
      collection,
      idle ? null : hitParts(),
    ]);
    refillFilters(answer.facets, known);
    refill(results, idle ? start(known) : resultNodes(query, page, answer, known, parts));
    if (shownPage !== null && shownPage !== page) results.querySelector("#resultat")?.focus();
    shownPage = page;
    if (!idle) tell(answer.total === 0 ? "Inga träffar." : count(answer.total, "träff.", "träffar."));
    return written ? `Sök: ${written}` : "Sök";
  }

  return { element: frame, show };
}
