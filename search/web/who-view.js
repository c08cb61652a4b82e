// who-view.js: Vilka har …? For every municipality whether it has something, with the evidence.
import {
  areaChoices,
  ask,
  catalogue,
  changed,
  onlyRevision,
  questionMean,
  revisionChoices,
  toggled,
  toParams,
  writeAddress,
} from "./api.js";
import { combobox } from "./combobox.js";
import { countyOf } from "./counties.js";
import { countyPart, sumOf } from "./county-part.js";
import { isMine, mine } from "./device.js";
import { advice, button, chip, demand, el, notice, refill, select, unfold } from "./dom.js";
import {
  certainty,
  CERTAINTY_BOUNDS,
  compareText,
  count,
  list,
  number,
  revisionName,
  revisionTitle,
  VERDICTS,
} from "./format.js";
import { pageOf, pagesNav } from "./paging.js";
import { municipalityLink, reportLink } from "./names.js";
import { highlighted, quoted, scoreBar, source, tagMark } from "./passage.js";
import { topicSuggestions } from "./suggestions.js";
import { readSorting, table } from "./table.js";
import { takeTable } from "./take-along.js";

const PATH = "vilka-har";
const EXAMPLES = ["visselblåsarfunktion", "medborgarbudget", "chefskontrakt", "e-förslag", "servicegarantier"];
const PAGE = 25; // rows that are seen at once
const PRINTED = 40; // rows whose evidence is printed whole; of more the first sentence is
const ORDER = Object.keys(VERDICTS);

function verdictMark(verdict) {
  const { name: words, sign } = VERDICTS[verdict] ?? { name: verdict, sign: "?" };
  return el("span", { class: `verdict verdict-${verdict}` }, el("span", { "aria-hidden": "true" }, `${sign} `), words);
}

// The sentence that weighs most is seen at once; the rest, with page and reference, unfolds.
function evidence(answer, whole, announce) {
  if (answer.evidence.length === 0)
    return el("span", { class: "faint" }, SILENCE[answer.basis] ?? SILENCE.nothing_found);
  const [first] = answer.evidence;
  const item = (one) =>
    el("li", null, tagMark(one.passage.tag), quoted(one), source(one.passage, one.excerpt, announce));
  return [
    el(
      "blockquote",
      { class: "first" },
      el(
        "p",
        null,
        first.passage.kind === "item" && [tagMark(first.passage.tag), " "],
        highlighted(first.excerpt, first.highlights),
      ),
    ),
    unfold(
      `${count(answer.evidence.length, "belägg", "belägg")} med sida och referens`,
      () => el("ul", { class: "evidence" }, answer.evidence.map(item)),
      { class: whole ? null : "unprinted" },
    ),
  ];
}

// The sub-question that all answers are about, null where they are about several. questions: of each revision.
function commonQuestion(questions) {
  const ids = new Set(questions.map(({ question }) => question?.id).filter(Boolean));
  return ids.size === 1 ? [...ids][0] : null;
}

// In the words of each revision.
const commonWords = (id, questions) =>
  el(
    "p",
    null,
    `Det hör till delfråga ${id}, ${list(
      questions
        .filter(({ question }) => question?.id === id)
        .map(({ revision, question }) => `i ${revisionName({ revision })}: ”${question.text}”`),
    )}`,
  );

function asked(answer, known, common) {
  const { question, report } = answer;
  if (!question) return "–";
  return el(
    "div",
    { class: "asked" },
    !common && el("span", { class: "small" }, `${question.id} ${question.text ?? ""}`),
    scoreBar(question.score, question.max, questionMean(known, report, question)),
  );
}

function certaintyCell(answer) {
  const sure = certainty(answer);
  return sure ? [el("span", { "aria-hidden": "true", class: "dots" }, `${sure.sign} `), sure.word] : "–";
}

// What the answers can be sorted by: the page's name, and the service's, of the order that begins with the most.
const ORDERS = {
  kommun: ["name", "-name"],
  svar: ["verdict", "-verdict"],
  sakerhet: ["-confidence", "confidence"],
  poang: ["-score", "score"],
};

function orderOf(ordering) {
  const { key, descending } = readSorting(ordering, "svar");
  return (ORDERS[key] ?? ORDERS.svar)[descending ? 1 : 0];
}

// Points can be sorted by only where all of them are of one revision.
function columns(known, common, one, whole, announce) {
  return [
    {
      title: "Kommun",
      key: "kommun",
      cell: (answer) => [
        reportLink(answer.report),
        el("span", { class: "revision block" }, revisionName(answer.report)),
      ],
    },
    { title: "Svar", key: "svar", cell: (answer) => verdictMark(answer.verdict) },
    { title: "Säkerhet", key: "sakerhet", down: true, cell: certaintyCell },
    {
      title: common ? `Poäng på ${common}` : "Delfråga",
      key: one ? "poang" : null,
      down: true,
      cell: (answer) => asked(answer, known, common),
      class: common ? null : "asks",
    },
    { title: "Belägg", class: "wide", cell: (answer) => evidence(answer, whole, announce) },
  ];
}

// One button a verdict, with how many there are; pressed ones are the only ones shown.
function verdictButtons(counts, chosen, toggle) {
  return el(
    "div",
    { class: "toggles", role: "group", "aria-label": "Visa bara" },
    ORDER.map((verdict) => {
      const { name: words, sign } = VERDICTS[verdict];
      return el(
        "button",
        {
          type: "button",
          id: `visa-${verdict}`,
          class: `verdict-${verdict}`,
          "aria-pressed": chosen.includes(verdict) ? "true" : "false",
          listen: { click: () => toggle(verdict) },
        },
        el("span", { "aria-hidden": "true" }, `${sign} `),
        `${words}: ${number(counts[verdict])}`,
      );
    }),
  );
}

// What reports say of other municipalities than their own.
function toldByOthers(told, announce) {
  if (told.length === 0) return null;
  const about = new Set(told.map((one) => one.municipality.code)).size;
  const rows = () =>
    table(
      "Kommuner som nämns i andras rapporter",
      [
        { title: "Kommun", cell: (one) => municipalityLink(one.municipality) },
        { title: "Nämns av", cell: (one) => reportLink(one.passage.report, one.passage) },
        {
          title: "Vad som sägs",
          class: "wide",
          cell: (one) => [quoted(one), source(one.passage, one.excerpt, announce)],
        },
      ],
      [...told].sort((a, b) => compareText(a.municipality.name, b.municipality.name)),
      { hideCaption: true, most: PAGE },
    );
  return el(
    "section",
    { "aria-labelledby": "av-andra" },
    el("h2", { id: "av-andra" }, "Nämns i andras rapporter"),
    el("p", null, "Så här säger rapporter om andra kommuner än den egna. Det räknas inte in i svaren ovan."),
    unfold(`${count(told.length, "uppgift", "uppgifter")} om ${count(about, "kommun", "kommuner")}`, rows),
  );
}

// The topic as a question; many are typed as one, with its mark or without.
const ASKS = /^(?:hur|vad|vem|vilk[ae]n?|vilket|var|varför|när|har|finns|får|kan|ska|är|gör|måste|brukar|vill) /i;
const asQuestion = (topic) => {
  const asked = topic.trim().replace(/^./u, (first) => first.toUpperCase());
  if (asked.endsWith("?")) return asked;
  return ASKS.test(asked) ? `${asked}?` : `Vilka har ${topic.trim()}?`;
};

// What was sought instead of what was typed, and which words no report has.
function sought(answer) {
  // As it was typed, with its capitals.
  const typed = (word) => {
    const at = answer.topic.toLowerCase().indexOf(word);
    return at < 0 ? word : answer.topic.slice(at, at + word.length);
  };
  const missing = answer.sought.filter((one) => !one.found && !one.aside).map((one) => `”${typed(one.word)}”`);
  const others = answer.sought
    .filter((one) => one.found && !one.as.includes(one.word) && one.as.length > 0)
    .map((one) => `”${one.word}” som ${list(one.as.map((word) => `”${word}”`))}`);
  return [
    answer.corrected && el("p", null, "Sökte i stället efter ", el("strong", null, answer.corrected), "."),
    others.length > 0 && el("p", { class: "small" }, `Sökt: ${list(others)}.`),
    missing.length > 0 &&
      el("p", { class: "missing" }, `Ingen rapport har ordet ${list(missing)}, eller något som liknar det.`),
  ];
}

// Names of places in the topic choose nothing: what does is one press away.
function places(answer, known, params) {
  const codes = [...known.municipalities.keys()];
  const offered = (answer.notices ?? [])
    .filter(({ code }) => code === "place_set_aside")
    .map(({ values: { filter, place } }) => {
      const code =
        filter === "county"
          ? codes.map((one) => one.slice(0, 2)).find((one) => countyOf(one) === place)
          : codes.find((one) => known.municipalities.get(one) === place);
      if (!code) return el("p", null, `Samlingen har ingen rapport från ${place}.`);
      const chosen = changed(changed(params, "sida", ""), filter === "county" ? "lan" : "kommun", code);
      return el(
        "p",
        null,
        "Svaren gäller alla kommuner. ",
        el("a", { href: writeAddress(PATH, chosen) }, `Visa bara ${place}`),
      );
    });
  return offered;
}

// Why a report is silent: the word is nowhere, or it is only not here.
const SILENCE = {
  word_not_found: "Inget att söka efter: ordet finns inte i någon rapport.",
  nothing_found: "Rapporten nämner det inte.",
};

function explained() {
  const [clear, likely] = CERTAINTY_BOUNDS;
  return unfold(
    "Vad orden betyder",
    el(
      "ul",
      { class: "small" },
      el(
        "li",
        null,
        el("b", null, "Har"),
        ": rapporten säger att det finns eller används. ",
        el("b", null, "Delvis"),
        ": till en del, på prov, nyss beslutat, eller bedömt som otillräckligt. ",
        el("b", null, "Saknar"),
        ": sägs saknas, inte användas eller föreslås.",
      ),
      el(
        "li",
        null,
        el("b", null, "Nämns inte"),
        " betyder att rapporten inte tar upp saken. Det säger inget om huruvida kommunen har den.",
      ),
      el(
        "li",
        null,
        el("b", null, clear.word),
        `: minst ${clear.share} av så säkra svar beräknas stämma. `,
        el("b", null, likely.word),
        `: minst ${likely.share}. `,
        el("b", null, "Oklart"),
        ": läs beläggen och döm själv.",
      ),
      el("li", null, "Trekanten under en stapel visar medel av rapporter med samma upplaga."),
      el("li", null, "Svaren är tagna fram maskinellt ur det som rapporten säger, och gäller det år den gjordes."),
    ),
    { class: "part" },
  );
}

function start() {
  return notice(
    "Vad undrar du över?",
    "Skriv en funktion, en metod eller ett dokument. Svaret är en tabell över vilka kommuner som har det, delvis har det eller saknar det, med varje kommuns belägg. Till exempel:",
    advice(EXAMPLES.map((amne) => el("a", { href: writeAddress(PATH, { amne }) }, amne))),
  );
}

function nobody(topic) {
  return notice(
    `Ingen rapport nämner ”${topic}”`,
    "Det här kan du pröva:",
    advice([
      "Se efter stavningen, eller använd ett vanligare ord för samma sak.",
      ["Sök i rapporterna efter ", el("a", { href: writeAddress("sok", { q: topic }) }, topic), "."],
    ]),
  );
}

export function create({ announce, go }) {
  const input = el("input", {
    type: "search",
    id: "amne",
    name: "amne",
    autocomplete: "off",
    maxlength: 300,
    spellcheck: "false",
  });
  const filters = el("div", { class: "choices filters-row" });
  const results = el("div", { class: "results", "data-answer": true });
  let params = new URLSearchParams();
  let answered = { question: null, answer: null, known: null };

  const change = (param, value, options) => go(changed(changed(params, "sida", ""), param, value), options);
  const askAbout = (topic) => go(changed(changed(changed(params, "sida", ""), "svar", ""), "amne", topic));

  function submit(event) {
    event.preventDefault();
    const topic = input.value.trim();
    if (topic === "") demand(input, "Skriv vad du undrar över, till exempel chefskontrakt.");
    else askAbout(topic);
  }

  const element = el(
    "div",
    null,
    el("h1", { tabindex: "-1" }, "Vilka har …?"),
    el(
      "form",
      { role: "search", class: "ask", "aria-label": "Vilka har", listen: { submit } },
      el("label", { for: "amne" }, "Vilka kommuner har"),
      el("div", { class: "ask-row" }, input, el("button", { type: "submit" }, "Visa svar")),
    ),
    filters,
    results,
  );
  combobox(input, {
    suggest: topicSuggestions,
    announce,
    choose: ({ text }) => {
      input.value = text;
      askAbout(text);
    },
  });

  function sort(key, descending) {
    go(changed(changed(params, "sida", ""), "ordning", `${descending ? "-" : ""}${key}`), { replace: true });
    announce(`Sorterat, ${descending ? "fallande" : "stigande"}.`);
  }

  const toggle = (verdict) =>
    go(changed(toggled(params, "svar", verdict, !params.getAll("svar").includes(verdict)), "sida", ""), {
      replace: true,
    });

  function controls(known) {
    const counties = [...new Set([...known.municipalities.keys()].map((code) => code.slice(0, 2)))].sort((a, b) =>
      compareText(countyOf(a), countyOf(b)),
    );
    const chosen = (param) => params.get(param) ?? "";
    const listen = (param) => ({ change: (event) => change(param, event.target.value) });
    const revisions = params.getAll("version");
    return [
      select(
        "version",
        "Upplaga",
        [["", "Alla upplagor"], ...revisionChoices(known)],
        chosen("version"),
        listen("version"),
      ),
      select(
        "lan",
        "Län",
        [["", "Alla län"], ...counties.map((code) => [code, countyOf(code)])],
        chosen("lan"),
        listen("lan"),
      ),
      select(
        "omrade",
        "Sök bara i område",
        [["", "Alla områden"], ...areaChoices(known, revisions)],
        chosen("omrade"),
        listen("omrade"),
      ),
      el(
        "p",
        { class: "field check" },
        el("input", {
          type: "checkbox",
          id: "alla-ar",
          checked: params.has("ar"),
          listen: { change: (event) => change("ar", event.target.checked ? "alla" : "") },
        }),
        el("label", { for: "alla-ar" }, "Alla utvärderingar, inte bara varje kommuns senaste"),
      ),
    ];
  }

  // The municipalities that the address names, each of which can be taken out again.
  function chosenMunicipalities(known) {
    const codes = params.getAll("kommun");
    return (
      codes.length > 0 &&
      el(
        "ul",
        { class: "chips", "aria-label": "Valda kommuner" },
        codes.map((code) => {
          const words = known.municipalities.get(code) ?? code;
          return chip(words, `Ta bort filtret ${words}`, () =>
            go(changed(toggled(params, "kommun", code, false), "sida", "")),
          );
        }),
      )
    );
  }

  // It may stand on another page than the one that is seen.
  function ownAnswer(topic, { answers }, known) {
    const own = mine();
    if (!own || !known.municipalities.has(own.code)) return null;
    const part = el("p", { class: "own" });
    const tell = (found) =>
      found
        ? part.replaceChildren(
            "★ Min kommun, ",
            ...reportLink(found.report).filter(Boolean),
            ": ",
            verdictMark(found.verdict),
            certainty(found) ? ` ${certainty(found).word.toLowerCase()}` : "",
          )
        : part.remove();
    const here = answers.find((one) => isMine(one.report.municipality));
    if (here) tell(here);
    else
      ask(
        "who",
        toParams({
          topic,
          municipality: own.code,
          area: params.get("omrade"),
          revision: params.get("version") ?? areaRevision(known),
        }),
      )
        .then((answer) => tell(answer.answers[0]))
        .catch(() => part.remove());
    return part;
  }

  function rowsPart(topic, answer, known) {
    if (answer.total === 0) {
      return notice(
        "Inga kommuner med det svaret",
        params.has("svar")
          ? "Tryck på knapparna ovan för att visa andra svar."
          : "Ingen rapport i samlingen passar filtren.",
        el("p", null, el("a", { href: writeAddress(PATH, { amne: topic }) }, "Visa utan filter")),
      );
    }
    if (answer.answers.length === 0)
      return notice(
        "Så många sidor finns inte",
        el("p", null, el("a", { href: writeAddress(PATH, changed(params, "sida", "")) }, "Gå till den första sidan")),
      );
    const common = commonQuestion(answer.questions);
    const one = answer.questions.length === 1;
    const column = answer.answers.every(({ question }) => !question || question.id === common) ? common : null;
    const made = columns(known, column, one, answer.total <= PRINTED, announce);
    const sorting = readSorting(params.get("ordning"), "svar");
    return [
      common && commonWords(common, answer.questions),
      !one &&
        el(
          "p",
          { class: "small faint" },
          "Svaren kommer från olika upplagor av Kommunkompassen. Poängen kan inte jämföras mellan dem; välj en upplaga för att sortera efter poäng.",
        ),
      table(`${topic}: svar för ${count(answer.total, "rapport", "rapporter")}`, made, answer.answers, {
        sorting: made.some(({ key }) => key === sorting.key) ? sorting : readSorting(null, "svar"),
        sort,
        hideCaption: true,
        sorted: true,
      }),
      pagesNav(PATH, params, answer.total, PAGE, "Fler svar"),
    ];
  }

  function nodes(topic, { answer, known }) {
    const [version, lan] = [params.get("version"), params.get("lan")];
    const all = sumOf(answer.counts);
    return [
      el(
        "div",
        { class: "results-head" },
        el("h2", { id: "svaret", tabindex: "-1" }, asQuestion(answer.corrected ?? topic)),
        takeTable("who", request(topic, known), "kompass-vilka-har"),
        button("Skriv ut", () => window.print()),
      ),
      sought(answer),
      all !== answer.counts.silent && places(answer, known, params),
      chosenMunicipalities(known),
      [version, lan].some(Boolean) &&
        el(
          "p",
          { class: "small" },
          `${count(all, "rapport", "rapporter")} med ${list([version && revisionTitle(version).toLowerCase(), lan && countyOf(lan)].filter(Boolean))}.`,
        ),
      all > 0 && all === answer.counts.silent
        ? nobody(topic)
        : [
            verdictButtons(answer.counts, params.getAll("svar"), toggle),
            ownAnswer(topic, answer, known),
            explained(),
            countyPart(answer.counties, topic, countyAddress, Math.min(760, results.clientWidth || 760)),
            rowsPart(topic, answer, known),
          ],
      toldByOthers(answer.told_by_others, announce),
    ];
  }

  const countyAddress = (code) => writeAddress(PATH, changed(changed(params, "sida", ""), "lan", code));

  // The one revision that there is, whose numbers areas bear then.
  const areaRevision = (known) => (params.has("omrade") ? onlyRevision(known) : null);

  const request = (topic, known) =>
    toParams({
      topic,
      "all-years": params.has("ar") ? "true" : "",
      area: params.get("omrade"),
      municipality: params.getAll("kommun"),
      revision: params.get("version") ?? areaRevision(known),
      county: params.has("lan") ? countyOf(params.get("lan")) : null,
      verdict: params.getAll("svar"),
      sort: orderOf(params.get("ordning")),
    });

  async function read(topic, known, signal) {
    const question = request(topic, known);
    question.set("limit", PAGE);
    question.set("offset", (pageOf(params) - 1) * PAGE);
    if (answered.question === question.toString()) return;
    let answer = await ask("who", question, signal);
    if (answer.questions.length > 1 && /score/.test(question.get("sort"))) {
      // points of several revisions are in no order
      question.set("sort", orderOf(null));
      answer = await ask("who", question, signal);
    }
    answered = { question: question.toString(), answer, known };
    announce(`${count(answer.total, "rapport", "rapporter")}, ${answer.counts.has} har det.`);
  }

  let shownPage = null;
  async function show(wanted, signal) {
    params = wanted;
    const topic = params.get("amne") ?? "";
    if (document.activeElement !== input || topic) input.value = topic;
    const known = await catalogue();
    refill(filters, topic ? controls(known) : []);
    if (!topic) {
      refill(results, start());
      return "Vilka har …?";
    }
    await read(topic, known, signal);
    if (signal.aborted) return "";
    refill(results, nodes(topic, answered));
    const page = pageOf(params);
    if (shownPage !== null && shownPage !== page) results.querySelector("#svaret")?.focus();
    shownPage = page;
    return asQuestion(topic);
  }

  return { element, show };
}
