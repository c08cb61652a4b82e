// brief-view.js: Sammanfattning. One page about a municipality, to print or send: sentences with its figures, and where
// a figure is missing, why.
import { absentName, areaMean, catalogue, newestReports, writeAddress } from "./api.js";
import { municipalityField } from "./combobox.js";
import { mine } from "./device.js";
import { takeDocument } from "./document.js";
import { button, el, notice, refill } from "./dom.js";
import {
  compareText,
  count,
  decimal,
  evaluationDate,
  evaluationName,
  list,
  number,
  points,
  reportName,
  revisionName,
  signed,
} from "./format.js";
import { merged } from "./learn-view.js";
import { grouped } from "./models-view.js";
import { byArea, readMunicipality } from "./municipality-data.js";
import { copy } from "./passage.js";
import { fullScore } from "./scores-view.js";
import { save } from "./take-along.js";

const PATH = "sammanfattning";
const SOME = 3; // examples of each kind

// Within a sentence: without a stop of its own (that of an abbreviation stays), and other marks for what it quotes
// itself.
const quote = (text) => `”${text.replace(/([^\s.]{4,})\.$/u, "$1").replace(/[”"]/g, "’")}”`;
const quoted = (texts) => list(texts.map(quote));
const aboutMonth = (report) =>
  report.month ? `i ${evaluationDate(report)}` : report.year ? String(report.year) : "ett år som rapporten inte anger";

function result({ newest }, name, known) {
  const { report } = newest;
  const revision = known.revisions.get(report.revision);
  const ordinal = evaluationName(report.evaluation);
  const mean = !revision?.several && revision?.total?.mean;
  const others = newest.rank && newest.rank.of > 1;
  return [
    `${name} utvärderades med Kommunkompassen ${aboutMonth(report)}${ordinal ? ` (${ordinal}, ${revisionName(report)})` : ` (${revisionName(report)})`}.`,
    newest.total === null
      ? "Total poäng: saknas, eftersom rapportens tabeller inte är fullständiga."
      : `Resultatet är ${points(newest.total, fullScore(newest))}.`,
    !others
      ? "Plats och medel: saknas, eftersom samlingen inte har någon annan rapport av samma upplaga."
      : `Det är plats ${number(newest.rank.rank)} av ${number(newest.rank.of)} rapporter av samma upplaga${mean ? `, där medel är ${decimal(mean)}` : ""}.`,
    newest.stated_total !== null &&
      newest.stated_total !== newest.total &&
      `Rapportens egen text anger ${number(newest.stated_total)} poäng.`,
  ];
}

function areaLines({ newest }, known) {
  const scored = newest.areas
    .filter((area) => area.score !== null)
    .map((area) => ({ area, mean: areaMean(known, newest.report, area.number) }));
  const missing = newest.areas.filter((area) => area.score === null);
  const compared = scored
    .filter(({ mean }) => mean && mean.reports > 1)
    .map(({ area, mean }) => ({ area, mean, off: area.score - mean.mean }))
    .sort((a, b) => b.off - a.off);
  const words = ({ area, mean, off }) =>
    `${area.name} (${points(area.score, area.max)}, ${signed(off)} mot medel ${decimal(mean.mean)})`;
  const above = compared.filter(({ off }) => off > 0);
  const below = compared.filter(({ off }) => off < 0).reverse();
  const highest = scored
    .filter(({ area }) => area.max) // a report without score tables may not say of how many
    .sort((a, b) => b.area.score / b.area.max - a.area.score / a.area.max);
  return [
    highest.length > 1 &&
      `Störst del av poängen nås i ${highest[0].area.name} (${points(highest[0].area.score, highest[0].area.max)}), minst i ${highest.at(-1).area.name} (${points(highest.at(-1).area.score, highest.at(-1).area.max)}).`,
    compared.length === 0
      ? "Jämförelse område för område: saknas, eftersom ingen annan rapport av samma upplaga finns i samlingen."
      : [
          above.length > 0
            ? `Längst över medel: ${list(above.slice(0, 2).map(words))}.`
            : "Inget område ligger över medel.",
          below.length > 0
            ? `Längst under medel: ${list(below.slice(0, 2).map(words))}.`
            : "Inget område ligger under medel.",
        ].join(" "),
    missing.length > 0 &&
      `Poäng för ${list(missing.map((area) => area.name))}: saknas, eftersom de inte gick att läsa i rapporten.`,
  ];
}

// What the newest report itself tells of earlier years, which may be of another revision, or no evaluation.
function told({ history, newest }) {
  const own = new Set(
    (newest.notices ?? []).filter(({ code }) => code === "own_analysis").map(({ values }) => String(values.year)),
  );
  const totals = history.printed.filter(({ source, area }) => source.id === newest.report.id && area === null);
  const words = totals.map(
    ({ year, score }) => `${number(score)} poäng för ${year}${own.has(String(year)) ? " (kommunens egen analys)" : ""}`,
  );
  return words.length > 0 && `Rapporten återger ${list(words)}. Om de kan jämföras med de nya säger bara rapporten.`;
}

function overTime(data) {
  const { history, newest } = data;
  const evaluations = history.evaluations;
  const at = evaluations.findIndex((one) => one.report.id === newest.report.id);
  const before = evaluations.slice(0, at === -1 ? undefined : at);
  const own = evaluations[at];
  if (before.length === 0)
    return ["Utveckling: saknas, eftersom samlingen bara har en utvärdering av kommunen.", told(data)];
  const years = list(
    before.map((one) => `${one.report.year} (${revisionName(one.report)}, ${number(one.total ?? 0)} poäng)`),
  );
  if (!own?.before)
    return [
      `Tidigare utvärderingar i samlingen: ${years}.`,
      `Förändring: saknas, eftersom ingen av dem är gjord med ${revisionName(newest.report)}; poäng ur olika upplagor kan inte jämföras.`,
    ];
  const changes = own.areas.filter((area) => area.before).sort((a, b) => b.before.change - a.before.change);
  return [
    `Sedan ${own.before.year}, med samma upplaga, har totalen ändrats från ${number(own.before.score)} till ${number(own.total)} poäng (${signed(own.before.change)}).`,
    changes.length > 0 &&
      changes[0].before.change > 0 &&
      `Mest har ${changes[0].name} ökat (${signed(changes[0].before.change)}).`,
    changes.length > 0 &&
      changes.at(-1).before.change < 0 &&
      `Mest har ${changes.at(-1).name} minskat (${signed(changes.at(-1).before.change)}).`,
  ];
}

// One of each area, of those where there are most, so that it says something of the whole.
const examples = (items, tag) =>
  [
    ...new Set(
      byArea(items, tag)
        .sort((a, b) => b.items.length - a.items.length)
        .map((area) => area.items[0].text),
    ),
  ].slice(0, SOME);

function said({ items }) {
  const [strengths, improvements] = ["strength", "improvement"].map(
    (tag) => items.filter((item) => item.tag === tag).length,
  );
  return [
    strengths > 0
      ? `Rapporten räknar upp ${count(strengths, "styrka", "styrkor")}, till exempel ${quoted(examples(items, "strength"))}.`
      : "Styrkor: saknas, eftersom rapporten inte har någon sådan lista som gick att läsa.",
    improvements > 0
      ? `Den föreslår ${count(improvements, "förbättring", "förbättringar")}, till exempel ${quoted(examples(items, "improvement"))}.`
      : "Förbättringar: saknas, eftersom rapporten inte har någon sådan lista som gick att läsa.",
  ];
}

function modelsLine({ named, naming }, name) {
  const by = grouped(named, "source");
  const to = grouped(naming, "model");
  return [
    by.length > 0
      ? `${name} lyfts fram som förebild ${count(named.length, "gång", "gånger")}, i rapporter om ${list(by.slice(0, 5).map((entry) => entry.model.name))}${by.length > 5 ? " med flera" : ""}.`
      : `Ingen annan rapport i samlingen lyfter fram ${name} som förebild.`,
    to.length > 0
      ? `Rapporten om ${name} pekar på ${list(to.slice(0, 5).map((entry) => entry.model.name))}${to.length > 5 ? " med flera" : ""}.`
      : `Rapporten om ${name} pekar inte på någon annan kommun.`,
  ];
}

function learnLine({ learn }) {
  const groups = learn
    ? merged(learn.suggestions)
        .filter((group) => group.question && group.question.score !== null)
        .slice(0, SOME)
    : [];
  if (groups.length === 0)
    return ["Att lära av andra: saknas, eftersom ingen annan rapport i samlingen har högre poäng på samma sak."];
  return [
    `Mest finns att lära i ${list(
      groups.map(({ question, from }) => {
        const who = [...new Set(from.map((hit) => hit.passage.report.municipality?.name).filter(Boolean))].slice(0, 2);
        return `delfråga ${question.id} ${quote(question.text)} (${points(question.score, question.max)}${who.length > 0 ? `; se ${list(who)}` : ""})`;
      }),
    )}.`,
  ];
}

function parts(data, name, known) {
  return [
    ["Resultat", result(data, name, known)],
    ["Områdena", areaLines(data, known)],
    ["Över tid", overTime(data)],
    ["Styrkor och förbättringar", said(data)],
    ["Förebilder", modelsLine(data, name)],
    ["Att lära av andra", learnLine(data)],
  ].map(([title, sentences]) => ({ title, text: sentences.filter(Boolean).join(" ") }));
}

export function create({ announce, go }) {
  const heading = el("h1", { tabindex: "-1" }, "Sammanfattning");
  const chooser = el("div", { class: "choices" });
  const results = el("div", { class: "results brief", "data-answer": true });
  const element = el("div", null, heading, chooser, results);
  const field = municipalityField("valj-kommun", "Kommun", {
    announce,
    reset: true,
    choose: ({ code }) => go({ kommun: code }),
    button: "Visa",
  });

  async function copyText(text) {
    const done = await copy(text).catch(() => false);
    announce(done ? "Texten är kopierad." : "Det gick inte att kopiera. Ladda ner texten i stället.");
  }

  async function show(params, signal) {
    const code = params.get("kommun") ?? "";
    const known = await catalogue();
    const name = known.municipalities.get(code);
    field.set(
      [...known.municipalities]
        .map(([own, words]) => ({ code: own, name: words }))
        .sort((a, b) => compareText(a.name, b.name)),
    );
    refill(chooser, name ? [] : field.field);
    if (!name) {
      heading.textContent = "Sammanfattning";
      const absent = code ? await absentName(code, signal) : null;
      if (signal.aborted) return "";
      const own = mine();
      refill(
        results,
        notice(
          code ? `${absent ?? "Kommunen"} har ingen rapport i samlingen` : "Välj en kommun",
          "Du får en sida med dess siffror i meningar, att skriva ut eller skicka.",
          own &&
            newestReports(known).has(own.code) &&
            el("p", null, el("a", { href: writeAddress(PATH, { kommun: own.code }) }, own.name)),
        ),
      );
      return "Sammanfattning";
    }
    const data = await readMunicipality(code, signal);
    if (signal.aborted) return "";
    const { report } = data.newest;
    heading.textContent = `${name}: sammanfattning`;
    const made = parts(data, name, known);
    const foot = `Källa: Kommunkompassen, ${reportName(report)}${report.source ? ` (${report.source})` : ""}. Medel och plats gäller de ${count(known.revisions.get(report.revision)?.reports ?? 1, "rapport", "rapporter")} av samma upplaga som samlingen har. Framtagen maskinellt ${new Date().toLocaleDateString("sv-SE")}; läs rapporten innan siffror används i beslut.`;
    const text = [`${name}: sammanfattning`, ...made.map((part) => `${part.title}\n${part.text}`), foot].join("\n\n");
    refill(
      results,
      el(
        "p",
        { class: "actions unprinted" },
        button("Skriv ut", () => window.print()),
        button("Kopiera texten", () => copyText(text)),
        button("Ladda ner som text", () => save(`kompass-${report.id}.txt`, text, "text/plain;charset=utf-8")),
        takeDocument(
          () => [
            ["title", `${name}: sammanfattning`],
            ...made.flatMap((part) => [
              ["heading", part.title],
              ["text", part.text],
            ]),
            ["source", foot],
          ],
          `kompass-${report.id}`,
        ),
        el("a", { href: writeAddress("kommun", { kommun: code }) }, `Allt om ${name}`),
      ),
      made.map((part) => el("section", null, el("h2", null, part.title), el("p", null, part.text))),
      el("p", { class: "small faint" }, foot),
    );
    return `${name}: sammanfattning`;
  }

  return { element, show };
}
