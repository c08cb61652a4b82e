// about-view.js: Om tjänsten. What Kommunkompassen is, which reports there are, what scores, tags and verdicts mean and
// how sure they are, and what this cannot do.
import { askIfThere, catalogue } from "./api.js";
import { el, refill } from "./dom.js";
import {
  CERTAINTY_BOUNDS,
  compareText,
  count,
  evaluationDate,
  list,
  number,
  percent,
  reportName,
  revisionName,
} from "./format.js";
import { contactLink } from "./statement-view.js";
import { reportLink } from "./names.js";
import { tagMark } from "./passage.js";
import { readSorting, table } from "./table.js";
import { takeRows } from "./take-along.js";

const ROWS = 40;

// What the service says was measured, by its name.
const MEASURES = {
  direction: (answers) => `Riktningen hos ${answers} meningar`,
  items: (answers) => `Styrkor och förbättringar ur tabellerna, ${answers} punkter`,
  models: (answers) => `Förebilder i löptext som hittas, av ${answers}`,
  "models-given": (answers) => `Det som tas för förebilder i löptext, ${answers} omnämnanden`,
  verdicts: (answers) => `Har, delvis, saknar eller nämns inte: ämnen som inte hade prövats förut, ${answers} svar`,
  "verdicts-sure": (answers) => `De av dem som sades vara minst 90 % säkra, ${answers} svar`,
};
const howRight = ({ answers, right }) =>
  right === answers ? "alla rätt" : `${percent((100 * right) / answers)} rätt (${right} av ${answers})`;

function measuredPart(measured) {
  const known = measured.filter(({ what }) => MEASURES[what]);
  return (
    known.length > 0 && [
      el("h2", null, "Hur säkert det är"),
      table(
        "Uppmätt mot svar gjorda för hand, på fyra publicerade rapporter",
        [
          { title: "Vad", cell: ({ what, answers }) => MEASURES[what](answers) },
          { title: "Resultat", class: "nowrap", cell: howRight },
        ],
        known,
      ),
    ]
  );
}

function reportTable(known, sorting, sort) {
  const byName = (a, b) => compareText(reportName(a.report), reportName(b.report));
  const when = (entry) => (entry.report.year ?? 0) * 100 + (entry.report.month ?? 0);
  return table(
    "Rapporterna i samlingen",
    [
      { title: "Rapport", key: "rapport", compare: byName, cell: (entry) => reportLink(entry.report) },
      {
        title: "Utvärderad",
        key: "nar",
        compare: (a, b) => when(a) - when(b) || byName(b, a),
        cell: (entry) => evaluationDate(entry.report) || "okänt",
      },
      {
        title: "Upplaga",
        key: "version",
        compare: (a, b) => (a.report.revision ?? 0) - (b.report.revision ?? 0) || byName(a, b),
        cell: (entry) => revisionName(entry.report),
      },
      { title: "Sidor", class: "figure", cell: (entry) => number(entry.pages) },
      { title: "Stycken", class: "figure", cell: (entry) => number(entry.passages) },
      { title: "Fil", cell: (entry) => entry.report.source },
    ],
    known.status.reports,
    { sorting, sort, hideCaption: true, most: ROWS },
  );
}

const sheet = (known) => [
  ["Rapport", "År", "Månad", "Upplaga", "Sidor", "Stycken", "Fil"],
  ...known.status.reports.map(({ report, pages, passages }) => [
    report.municipality?.name ?? report.id,
    report.year,
    report.month,
    revisionName(report),
    pages,
    passages,
    report.source,
  ]),
];

export function create({ announce, go }) {
  const results = el("div", { class: "results", "data-answer": true });
  const element = el("div", null, el("h1", { tabindex: "-1" }, "Om tjänsten"), results);

  async function show(params, signal) {
    const [known, about] = await Promise.all([catalogue(), askIfThere("about", null, signal)]);
    const sort = (key, descending) => {
      go({ ordning: `${descending ? "-" : ""}${key}` }, { replace: true });
      announce(`Sorterat, ${descending ? "fallande" : "stigande"}.`);
    };
    const [clear, likely] = CERTAINTY_BOUNDS;
    const revisions = [...known.revisions.values()].map(
      ({ revision, reports }) =>
        `${revision ? `upplaga ${revision}` : "okänd upplaga"} (${count(reports, "rapport", "rapporter")})`,
    );
    refill(
      results,
      el(
        "div",
        { class: "prose" },
        el("h2", null, "Vad Kommunkompassen är"),
        el(
          "p",
          null,
          "Kommunkompassen är ett verktyg som svenska kommuner låter sig utvärderas med. Utvärderare besöker kommunen, läser dess dokument och sätter poäng på ett antal delfrågor inom flera områden: demokrati, brukare, styrning, medarbetare och mer. Resultatet är en rapport med poäng, styrkor, förbättringsmöjligheter och löpande text.",
        ),
        el(
          "p",
          null,
          "Verktyget har gjorts om flera gånger. Varje upplaga har egna områden, frågor och högsta poäng, och bara poäng ur samma upplaga kan jämföras. Därför står upplagan där poäng står, och poäng ur olika upplagor sorteras aldrig tillsammans.",
        ),
        el("h2", null, "Vad den här tjänsten gör"),
        el(
          "p",
          null,
          "Tjänsten läser rapporterna och gör dem sökbara stycke för stycke. Allt är taget ur rapporterna; tjänsten bedömer ingen kommun själv.",
        ),
        el(
          "p",
          null,
          about?.operator ? `Tjänsten sköts av ${about.operator}. ` : "Vem som sköter tjänsten är inte inställt. ",
          about?.contact && ["Kontakt: ", contactLink(about.contact), "."],
        ),
        el("h2", null, "Vad poängen betyder"),
        el(
          "ul",
          null,
          el(
            "li",
            null,
            el("b", null, "Poäng"),
            " är de som rapportens tabell anger. Där text och tabell säger olika står det som en anmärkning på rapporten.",
          ),
          el(
            "li",
            null,
            el("b", null, "Medel, lägst och högst"),
            " räknas över varje kommuns senaste rapport av samma upplaga i samlingen, inte över alla Sveriges kommuner.",
          ),
          el("li", null, el("b", null, "Plats"), " är ordningen bland dem. Lika poäng ger samma plats."),
        ),
        el("h2", null, "Vad märkena betyder"),
        el(
          "ul",
          null,
          [
            ["strength", "beröm, eller en punkt i rapportens lista över styrkor"],
            ["improvement", "något som rapporten föreslår"],
            ["weakness", "något som sägs saknas eller fungera dåligt"],
            ["neutral", "sagt utan att värdera"],
            ["background", "allmän text som är densamma i varje rapport"],
          ].map(([tag, words]) => el("li", null, tagMark(tag), ` ${words}`)),
        ),
        el("h2", null, "Vad svaren under Vilka har betyder"),
        el(
          "ul",
          null,
          el(
            "li",
            null,
            el("b", null, "Har, delvis, saknar"),
            " är vad meningarna i rapporten tyder på, vägda mot varandra. Läs beläggen.",
          ),
          el(
            "li",
            null,
            el("b", null, "Nämns inte"),
            " säger bara att rapporten inte tar upp saken. Kommunen kan ändå ha den.",
          ),
          el(
            "li",
            null,
            el("b", null, clear.word),
            `: minst ${clear.share} av så säkra svar beräknas stämma. `,
            el("b", null, likely.word),
            `: minst ${likely.share}. `,
            el("b", null, "Oklart"),
            ": färre.",
          ),
        ),
        measuredPart(about?.measured ?? []),
        el("h2", null, "Vad den inte kan"),
        el(
          "ul",
          null,
          el("li", null, "En rapport gäller året då den gjordes. Mycket kan ha ändrats sedan dess."),
          el("li", null, "Samlingen har bara de rapporter som står nedan."),
          el("li", null, "Sidor räknas i filen. På sidan kan ett annat nummer stå tryckt."),
          el(
            "li",
            null,
            "Text ur filer kan bli fel: spalter kan blandas ihop och inskannade sidor är maskinlästa. Jämför med rapporten innan du citerar.",
          ),
          el("li", null, "Samma sak kan heta olika i olika rapporter. Liktydiga ord hittas, men inte alla."),
          el("li", null, "Rapporter av okänd upplaga visas som de är, och jämförs bara med dem som har samma områden."),
        ),
        el("h2", null, "Vad som sparas om dig"),
        el(
          "p",
          null,
          "Inga kakor används och ingenting skickas till andra. Min kommun, samlade stycken och handlingsplaner sparas i din egen webbläsare. Tjänstens logg har adressen du frågade från och vad som frågades.",
        ),
      ),
      el("h2", null, "Rapporterna"),
      el(
        "p",
        null,
        `${count(known.status.reports.length, "rapport", "rapporter")}: ${list(revisions)}. Tjänsten är Kompass ${known.status.version}.`,
      ),
      reportTable(known, readSorting(params.get("ordning"), "rapport"), sort),
      el(
        "p",
        null,
        takeRows(() => sheet(known), "kompass-rapporter"),
      ),
    );
    return "Om tjänsten";
  }

  return { element, show };
}
