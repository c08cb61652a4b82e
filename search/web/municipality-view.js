// municipality-view.js: Kommuner. One municipality on one page: what it scored against others, over the years, its
// strengths and what it could improve, who names it and whom it names, and what to learn first.
import { absentName, areaMean, catalogue, newestReports, writeAddress } from "./api.js";
import { municipalityField } from "./combobox.js";
import { countyOf } from "./counties.js";
import { isMine, setMine } from "./device.js";
import { button, el, notice, refill, unfold } from "./dom.js";
import {
  compareText,
  count,
  decimal,
  evaluationDate,
  evaluationName,
  list,
  number,
  ofMax,
  points,
  revisionName,
  signed,
} from "./format.js";
import { historyPart } from "./history-part.js";
import { merged } from "./learn-view.js";
import { grouped, referenceItem } from "./models-view.js";
import { byArea, readMunicipality } from "./municipality-data.js";
import { mineMark, reportAddress, reportLink } from "./names.js";
import { prepareProfiles, printedParts, profilePart, questionParts } from "./profile-part.js";
import { noticeItems } from "./notices.js";
import { fullScore, rankWords } from "./scores-view.js";
import { table } from "./table.js";
import { takeTable } from "./take-along.js";

const PATH = "kommun";
const LEARN_FIRST = 5;

/* ---- all of them ---- */

function allByCounty(known) {
  const newest = newestReports(known);
  const counties = new Map();
  for (const [code, name] of known.municipalities) {
    const county = countyOf(code);
    counties.set(county, [...(counties.get(county) ?? []), { code, name, report: newest.get(code) }]);
  }
  return [...counties]
    .sort((a, b) => compareText(a[0], b[0]))
    .map(([county, own]) =>
      el(
        "section",
        { class: "county" },
        el("h2", null, county, el("span", { class: "faint small" }, ` ${own.length}`)),
        el(
          "ul",
          { class: "names" },
          own
            .sort((a, b) => compareText(a.name, b.name))
            .map(({ code, name, report }) =>
              el(
                "li",
                null,
                el("a", { href: writeAddress(PATH, { kommun: code }) }, name),
                mineMark({ code }),
                el(
                  "span",
                  { class: "faint small" },
                  ` ${[report.year, revisionName(report)].filter(Boolean).join(", ")}`,
                ),
              ),
            ),
        ),
      ),
    );
}

/* ---- parts of the page of one ---- */

function evaluations(entries) {
  return table(
    "Utvärderingarna i samlingen",
    [
      {
        title: "Utvärdering",
        cell: (entry) => el("a", { href: reportAddress(entry.report) }, `Rapporten ${entry.report.year ?? ""}`.trim()),
      },
      {
        title: "När",
        cell: (entry) =>
          [evaluationDate(entry.report), evaluationName(entry.report.evaluation)].filter(Boolean).join(", ") || "okänt",
      },
      { title: "Upplaga", cell: (entry) => revisionName(entry.report) },
      {
        title: "Totalt",
        cell: (entry) => [
          points(entry.total, fullScore(entry)),
          entry.rank && el("span", { class: "faint" }, ` · ${rankWords(entry.rank)} med samma upplaga`),
        ],
      },
    ],
    entries,
    { hideCaption: true },
  );
}

function itemsPart(title, items, tag) {
  const areas = byArea(items, tag);
  const all = areas.reduce((sum, area) => sum + area.items.length, 0);
  if (all === 0)
    return el(
      "section",
      null,
      el("h2", null, title),
      el("p", { class: "faint" }, "Rapporten har inga sådana punkter som gick att läsa ut."),
    );
  return el(
    "section",
    null,
    el("h2", null, title, el("span", { class: "faint small" }, ` ${all}`)),
    areas.map(({ area, items: own }) =>
      unfold(
        [area ? `${area.number} ${area.name}` : "Utan område", el("span", { class: "faint" }, ` · ${own.length}`)],
        el(
          "ul",
          null,
          own.map((item) =>
            el("li", null, el("a", { class: "plain", href: reportAddress(item.report, item) }, item.text)),
          ),
        ),
        { class: "part" },
      ),
    ),
  );
}

function modelsPart(title, references, side, announce) {
  const groups = grouped(references, side);
  return el(
    "section",
    null,
    el("h2", null, title),
    groups.length === 0
      ? el("p", { class: "faint" }, "Ingen i samlingen.")
      : groups.map((entry) =>
          unfold(
            `${entry.model.name}: ${count(entry.references.length, "omdöme", "omdömen")}`,
            () =>
              el(
                "ul",
                { class: "evidence" },
                entry.references.map((reference) => referenceItem(reference, announce)),
              ),
            { class: "part" },
          ),
        ),
  );
}

function learnPart(learn, code) {
  const groups = learn
    ? merged(learn.suggestions)
        .filter((group) => group.question)
        .slice(0, LEARN_FIRST)
    : [];
  return el(
    "section",
    null,
    el("h2", null, "Lär först"),
    groups.length === 0
      ? el("p", { class: "faint" }, "Samlingen har ingen annan rapport att lära av här.")
      : [
          el(
            "ol",
            null,
            groups.map(({ question, from, models }) => {
              const names = [
                ...new Set(
                  [
                    ...from.map((hit) => hit.passage.report.municipality?.name),
                    ...models.flatMap((one) => one.names),
                  ].filter(Boolean),
                ),
              ].slice(0, 3);
              return el(
                "li",
                null,
                el(
                  "a",
                  { href: writeAddress("lar-av-andra", { kommun: code, fraga: question.id }) },
                  `${question.id} ${question.text}`,
                ),
                el(
                  "span",
                  { class: "faint" },
                  ` · ${ofMax(question.score, question.max)} poäng${names.length > 0 ? `, lär av ${list(names)}` : ""}`,
                ),
              );
            }),
          ),
          el(
            "p",
            null,
            el("a", { href: writeAddress("lar-av-andra", { kommun: code }) }, "Alla förslag"),
            " · ",
            el("a", { href: writeAddress("lar-av-andra", { kommun: code, plan: "1" }) }, "Handlingsplan att fylla i"),
          ),
        ],
  );
}

// Where it stands furthest above and below the mean.
function standout(entry, known) {
  const off = entry.areas
    .map((area) => ({ area, mean: areaMean(known, entry.report, area.number) }))
    .filter(({ area, mean }) => mean && mean.reports > 1 && area.score !== null)
    .map(({ area, mean }) => ({ area, off: area.score - mean.mean }))
    .sort((a, b) => b.off - a.off);
  if (off.length === 0) return null;
  const words = (one) => `${one.area.number} ${one.area.name} (${signed(one.off)})`;
  return el(
    "p",
    null,
    off[0].off > 0 ? `Längst över medel: ${words(off[0])}. ` : "Inget område ligger över medel. ",
    off.at(-1).off < 0 ? `Längst under medel: ${words(off.at(-1))}.` : "Inget område ligger under medel.",
  );
}

// Those whose points lie nearest, of the same revision.
function similarPart(similar) {
  const others = (similar?.municipalities ?? []).map((one) => one.report);
  return (
    others.length > 0 &&
    el(
      "p",
      null,
      `Mest lik i områdenas poäng, ${revisionName(similar.report)}: `,
      others.map((report, index) => [index > 0 && ", ", reportLink(report)]),
      ". ",
      el(
        "a",
        {
          class: "unprinted",
          href: writeAddress("poang", { rapport: [similar.report, ...others].map((report) => report.id) }),
        },
        "Jämför med dem",
      ),
    )
  );
}

export function create({ announce, go }) {
  const heading = el("h1", { tabindex: "-1" }, "Kommuner");
  const chooser = el("div", { class: "choices" });
  const results = el("div", { class: "results", "data-answer": true });
  const element = el("div", null, heading, chooser, results);
  const field = municipalityField("valj-kommun", "Gå till kommun", {
    announce,
    reset: true,
    choose: ({ code }) => go({ kommun: code }),
    button: "Visa",
  });

  function mineButton(municipality) {
    const made = button("", () => {
      setMine(isMine(municipality) ? null : municipality);
      look();
      announce(
        isMine(municipality)
          ? `${municipality.name} är nu din kommun, och märks ut överallt.`
          : "Ingen kommun är din nu.",
      );
    });
    const look = () => {
      made.setAttribute("aria-pressed", String(isMine(municipality)));
      made.textContent = isMine(municipality) ? "★ Min kommun" : "☆ Gör till min kommun";
    };
    look();
    return made;
  }

  function page(data, municipality, known) {
    const { newest, entries, history, items, named, naming, learn, similar } = data;
    const width = Math.min(960, results.clientWidth || 960);
    const { code } = municipality;
    return [
      el("p", null, countyOf(code)),
      el(
        "p",
        { class: "actions unprinted" },
        mineButton(municipality),
        el("a", { href: writeAddress("sammanfattning", { kommun: code }) }, "Sammanfattning på en sida"),
        el("a", { href: writeAddress("lar-av-andra", { kommun: code }) }, "Lär av andra"),
        el("a", { href: writeAddress("sok", { kommun: code }) }, "Sök i rapporterna"),
        el("a", { href: writeAddress("poang", { rapport: newest.report.id }) }, "Jämför med andra"),
        button("Skriv ut", () => window.print()),
      ),
      evaluations(entries),
      el(
        "section",
        null,
        el("h2", null, `Poäng ${newest.report.year ?? ""}, ${revisionName(newest.report)}`),
        el(
          "p",
          { class: "total" },
          points(newest.total, fullScore(newest)),
          newest.rank && el("span", { class: "faint" }, ` · ${rankWords(newest.rank)}`),
          el(
            "span",
            { class: "faint" },
            ` · ${known.revisions.get(newest.report.revision)?.several ? "" : `medel ${decimal(known.revisions.get(newest.report.revision)?.total?.mean)}`}`,
          ),
        ),
        standout(newest, known),
        similarPart(similar),
        profilePart([newest], width),
        questionParts([newest]),
        printedParts([newest]),
        newest.notices.length > 0 &&
          unfold(
            count(newest.notices.length, "anmärkning på rapporten", "anmärkningar på rapporten"),
            noticeItems(newest.notices),
          ),
        el("p", null, takeTable("scores", new URLSearchParams({ municipality: code }), `kompass-${newest.report.id}`)),
      ),
      historyPart(history, municipality, width),
      printedParts(entries.slice(1)),
      el(
        "div",
        { class: "two" },
        itemsPart("Styrkor", items, "strength"),
        itemsPart("Kan förbättras", items, "improvement"),
      ),
      el(
        "div",
        { class: "two" },
        modelsPart(`Lyfts fram av`, named, "source", announce),
        modelsPart(`Lyfter fram`, naming, "model", announce),
      ),
      learnPart(learn, code),
    ];
  }

  async function show(params, signal) {
    const code = params.get("kommun");
    const known = await catalogue();
    field.set(
      [...known.municipalities]
        .map(([own, name]) => ({ code: own, name, detail: countyOf(own) }))
        .sort((a, b) => compareText(a.name, b.name)),
    );
    refill(chooser, field.field);
    if (!code) {
      heading.textContent = "Kommuner";
      refill(
        results,
        el(
          "p",
          null,
          `${count(known.municipalities.size, "kommun", "kommuner")} har rapporter i samlingen. Bakom namnet står den senaste.`,
        ),
        el("div", { class: "counties" }, allByCounty(known)),
      );
      return "Kommuner";
    }
    const name = known.municipalities.get(code);
    if (!name) {
      const absent = await absentName(code, signal);
      if (signal.aborted) return "";
      heading.textContent = absent ?? "Kommuner";
      refill(
        results,
        notice(
          `${absent ?? "Kommunen"} har ingen rapport i samlingen`,
          "Andra kan ändå nämna den.",
          el(
            "p",
            null,
            el("a", { href: writeAddress("forebilder", { kommun: code }) }, "Se om den lyfts fram som förebild"),
          ),
          el("p", null, el("a", { href: writeAddress(PATH) }, "Visa alla kommuner")),
        ),
      );
      return "Kommuner";
    }
    heading.textContent = name;
    const [data] = await Promise.all([readMunicipality(code, signal), prepareProfiles()]);
    if (signal.aborted) return "";
    refill(results, page(data, { code, name }, known));
    announce(
      `${name}: ${count(data.entries.length, "utvärdering", "utvärderingar")}, senast ${number(data.newest.total ?? 0)} poäng.`,
    );
    return name;
  }

  return { element, show };
}
