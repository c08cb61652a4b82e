// scores-view.js: Poäng. Who is best at what; or, where the address names reports, their profiles beside each other.
import { ask, catalogue, toParams, writeAddress } from "./api.js";
import { prepareProfiles, printedParts, profilePart, questionParts } from "./profile-part.js";
import { municipalityField } from "./combobox.js";
import { advice, button, el, notice, refill, unfold } from "./dom.js";
import { count, evaluationDate, evaluationName, list, number, points, reportName, revisionName } from "./format.js";
import { swatch } from "./chart.js";
import { municipalityLink, reportLink } from "./names.js";
import { rankingPart } from "./ranking-part.js";
import { takeTable } from "./take-along.js";
import { noticeItems } from "./notices.js";

const PATH = "poang";
const ALL = 1000;

export const rankWords = (rank) =>
  rank?.of > 1 ? `plats ${number(rank.rank)} av ${number(rank.of)}` : rank && "enda rapporten";
export const fullScore = (entry) => entry.areas.reduce((sum, area) => sum + (area.max ?? 0), 0);

function reportCard(entry, index, remove) {
  const { report } = entry;
  const facts = [evaluationName(report.evaluation), evaluationDate(report), revisionName(report)]
    .filter(Boolean)
    .join(", ");
  return el(
    "li",
    { class: "card" },
    el("h2", null, swatch(index), " ", reportLink(report)),
    el(
      "p",
      { class: "total" },
      points(entry.total, fullScore(entry)),
      entry.rank && el("span", { class: "faint" }, ` · ${rankWords(entry.rank)}`),
    ),
    el("p", { class: "small faint" }, facts),
    entry.notices.length > 0 &&
      unfold(
        count(entry.notices.length, "anmärkning på rapporten", "anmärkningar på rapporten"),
        noticeItems(entry.notices),
      ),
    el(
      "p",
      { class: "unprinted actions" },
      report.municipality && municipalityLink(report.municipality),
      report.municipality &&
        el("a", { href: writeAddress("lar-av-andra", { kommun: report.municipality.code }) }, "Lär av andra"),
      button("Ta bort", () => remove(report.id), { "aria-label": `Ta bort ${reportName(report)}` }),
    ),
  );
}

function revisionPart(entries, width) {
  const names = list(entries.map((entry) => reportName(entry.report)));
  const title = `Profil: ${names}`;
  return el(
    "section",
    { "aria-label": `${title}, ${revisionName(entries[0].report)}` },
    el("h2", null, title, " ", el("span", { class: "revision" }, revisionName(entries[0].report))),
    profilePart(entries, width),
    printedParts(entries),
    el("h3", null, "Delfrågorna, område för område"),
    questionParts(entries),
  );
}

function revisionWarning(revisions) {
  return el(
    "div",
    { class: "notice warning", role: "note" },
    el("h2", null, "Olika upplagor av Kommunkompassen"),
    el(
      "p",
      null,
      `Rapporterna är gjorda med ${list(revisions)}. Frågor och poäng skiljer sig åt, så poängen kan inte jämföras mellan dem. De visas därför var för sig.`,
    ),
  );
}

export function create({ announce, go }) {
  const chooser = el("div", { class: "choices" });
  const ranking = rankingPart({ announce, go });
  const results = el("div", { class: "results" });
  const body = el("div", { "data-answer": true }, ranking.element);
  const element = el("div", null, el("h1", { tabindex: "-1" }, "Poäng"), chooser, body);
  let chosen = [];

  const remove = (id) => go({ rapport: chosen.filter((other) => other !== id) });
  const field = municipalityField("rapport", "Jämför med", {
    announce,
    reset: true,
    button: "Lägg till",
    choose: ({ code }) => go({ rapport: [...chosen, code] }),
  });

  function fillChooser(known) {
    field.set(
      known.reports
        .filter((report) => !chosen.includes(report.id))
        .map((report) => ({ code: report.id, name: reportName(report), detail: revisionName(report) })),
    );
    refill(
      chooser,
      field.field,
      el("p", { class: "field actions" }, el("a", { href: writeAddress(PATH) }, "Vem är bäst? Alla i ordning")),
    );
  }

  async function readReports(known, signal) {
    const wanted = known.reports.filter((report) => chosen.includes(report.id));
    if (wanted.length === 0) return [];
    const params = toParams({
      municipality: [...new Set(wanted.map((report) => report.municipality?.code))],
      limit: ALL,
    });
    const answer = await ask("scores", params, signal);
    return chosen.map((id) => answer.reports.find((entry) => entry.report.id === id)).filter(Boolean);
  }

  function nodes(entries) {
    const revisions = [...new Set(entries.map((entry) => revisionName(entry.report)))]; // in the order of the reports
    const width = Math.min(960, results.clientWidth || 960);
    const table = toParams({ municipality: [...new Set(entries.map((entry) => entry.report.municipality?.code))] });
    return [
      revisions.length > 1 && revisionWarning(revisions),
      el(
        "ul",
        { class: "cards" },
        entries.map((entry) => {
          const group = entries.filter((other) => revisionName(other.report) === revisionName(entry.report));
          return reportCard(entry, group.indexOf(entry), remove);
        }),
      ),
      el(
        "p",
        { class: "unprinted actions" },
        takeTable("scores", table, "kompass-poang"),
        button("Skriv ut", () => window.print()),
      ),
      revisions.map((revision) =>
        revisionPart(
          entries.filter((entry) => revisionName(entry.report) === revision),
          width,
        ),
      ),
    ];
  }

  async function show(params, signal) {
    const wanted = params.getAll("rapport");
    if (wanted.length === 0) {
      refill(chooser);
      if (body.firstElementChild !== ranking.element) body.replaceChildren(ranking.element);
      return ranking.show(params, signal);
    }
    const known = await catalogue();
    chosen = wanted.filter((id) => known.reports.some((report) => report.id === id));
    const [entries] = await Promise.all([readReports(known, signal), prepareProfiles()]);
    if (signal.aborted) return "";
    if (body.firstElementChild !== results) body.replaceChildren(results);
    fillChooser(known);
    if (entries.length === 0) {
      refill(
        results,
        notice(
          "Rapporten finns inte i samlingen",
          "Adressen pekar på en rapport som inte är inläst.",
          advice([el("a", { href: writeAddress(PATH) }, "Visa alla i ordning")]),
        ),
      );
      return "Poäng";
    }
    refill(results, nodes(entries));
    announce(`${list(entries.map((entry) => `${reportName(entry.report)}, ${number(entry.total ?? 0)} poäng`))}.`);
    return `Poäng: ${list(entries.map((entry) => reportName(entry.report)))}`;
  }

  return { element, show };
}
