// notices.js: what the service says of a report and its figures, by its codes and values, in Swedish.
import { el } from "./dom.js";
import { list } from "./format.js";

// "6.2,6.4..6.6" -> "6.2 och 6.4 till 6.6"; what else belongs there comes last.
const listed = (values, ...more) =>
  list([
    ...(values ?? "")
      .split(",")
      .filter(Boolean)
      .map((part) => part.replace("..", " till ")),
    ...more.filter(Boolean),
  ]);

// By code; the values are texts.
const NOTICES = {
  area_differs: ({ area, text, table }) => `Område ${area}: rapportens text säger ${text} poäng, dess tabell ${table}.`,
  area_missing: ({ areas }) => `Område ${listed(areas)} saknas.`,
  chapter_missing: ({ areas }) => `Område ${listed(areas)} saknar kapitel.`,
  decimals: ({ areas }) => `Område ${listed(areas)}: tabellen har decimaler, här visas hela poäng.`,
  figure_repaired: ({ question, printed }) =>
    `Delfråga ${question}: i tabellen står ”${printed}”, som är tolkat. Jämför med rapporten.`,
  figures_unread: ({ area, questions }) =>
    `Område ${area}: poängen för delfråga ${listed(questions)} går inte att läsa i tabellen.`,
  history_differs: ({ area, history, table }) =>
    `Område ${area}: tabellen över flera år säger ${history} poäng, poängtabellen ${table}.`,
  history_total_differs: ({ year, stated, sum }) =>
    `Poäng för ${year}: tabellen anger ${stated} totalt, områdena blir tillsammans ${sum}.`,
  joint_evaluation: ({ name }) =>
    `Utvärderingen är gjord tillsammans med ${name}, men räknas bara till den här kommunen.`,
  maxima_differ: ({ area, questions, table }) =>
    `Område ${area}: delfrågornas högsta poäng blir tillsammans ${questions}, tabellen säger ${table}.`,
  municipality_guessed: ({ name }) =>
    `${name} nämns, men ingenting säger att rapporten handlar om ${name}. Om den inte gör det, döp filen efter rätt kommun.`,
  columns_unsure: ({ area, items }) =>
    `Område ${area}: om ${items} punkter är styrkor eller förbättringsmöjligheter framgår inte av texten.`,
  own_analysis: ({ year }) => `Poängen för ${year} är kommunens egen analys, ingen utvärdering.`,
  percent_differs: ({ area, percent, score, max }) =>
    `Område ${area}: ${percent} procent stämmer inte med ${score} poäng av ${max}.`,
  revision_unknown: () =>
    "Områdena hör inte till någon känd upplaga. De visas som rapporten anger dem och jämförs bara med rapporter som anger samma områden.",
  rows_by_order: ({ area }) => `Område ${area}: tabellens rader saknar nummer och är numrerade i den ordning de står.`,
  sum_differs: ({ area, questions, table }) =>
    `Område ${area}: delfrågorna blir tillsammans ${questions} poäng, tabellen säger ${table}.`,
  sum_missing: ({ areas }) => `Område ${listed(areas)}: tabellen saknar summa.`,
  table_incomplete: ({ area, missing, sum }) =>
    `Område ${area}: delfråga ${listed(missing, sum && "summaraden")} saknas i tabellen.`,
  table_missing: ({ areas }) => `Område ${listed(areas)} saknar poängtabell.`,
  points_of_two_revisions: ({ revision, points = "" }) =>
    `Rapporten har också poäng enligt upplagan från ${revision}, som inte används här: ${list(
      points
        .split(",")
        .filter(Boolean)
        .map((point) => `område ${point.replace("=", " ")} poäng`),
    )}.`,
  tables_differ: ({ area, used, other }) =>
    `Område ${area}: en tabell säger ${used} poäng, en annan ${other}. Den första används.`,
  total_differs: ({ stated, sum }) => `Texten anger ${stated} poäng totalt, områdena blir tillsammans ${sum}.`,
  // Of the file that it was read from.
  broken_replaced: ({ bytes }) => `${bytes} tecken gick inte att läsa och är utbytta.`,
  converted: ({ encoding }) => `Texten är omvandlad från teckenkodningen ${encoding}.`,
  nul_dropped: ({ bytes }) => `${bytes} nolltecken är borttagna ur texten.`,
  page_blank: ({ page }) => `Sida ${page} har ingen text (tom eller en bild).`,
  page_not_recognised: ({ page }) =>
    `Sida ${page} gick inte att läsa maskinellt: det tog för lång tid, eller så är den skadad.`,
  page_unreadable: ({ page }) =>
    `Sida ${page} går inte att läsa: typsnittet går inte att tolka. Den som sköter tjänsten kan läsa in filen med --ocr, som läser det som syns.`,
  page_without_text: ({ page }) =>
    `Sida ${page} har ingen text (inskannad eller tom). Den som sköter tjänsten kan läsa in filen med --ocr, som läser inskannade sidor.`,
  transcript: () =>
    "Varje sida är en enda rad (en avskrift): tabellernas spalter går inte säkert att skilja åt. PDF-filen är säkrare att läsa in.",
  year_missing: () => "Utvärderingens år framgår inte.",
};

// {text, lang}: in Swedish, or as it came, in English, where nobody has said how its code is told in Swedish.
export function noticeText({ code, values, text }) {
  return NOTICES[code] ? { text: NOTICES[code](values), lang: null } : { text, lang: "en" };
}

export const noticeItems = (notices) =>
  el(
    "ul",
    { class: "small" },
    notices.map((one) => {
      const { text, lang } = noticeText(one);
      return el("li", { lang }, text);
    }),
  );
