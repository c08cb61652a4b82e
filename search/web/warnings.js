// warnings.js: what the service says of a report's figures, in Swedish.

// Lists come as the service words them: "1.2, 1.4 and the sum row", "2 to 8".
const listed = (words = "") => words.replace(/ and /g, " och ").replace(/ to /g, " till ").replace("the sum row", "summaraden");

// By code; the values are texts.
const NOTICES = {
  area_differs: ({ area, text, table }) => `Område ${area}: rapportens text säger ${text} poäng, dess tabell ${table}.`,
  area_missing: ({ areas }) => `Område ${listed(areas)} saknas.`,
  chapter_missing: ({ areas }) => `Område ${listed(areas)} saknar kapitel.`,
  decimals: ({ area }) => `Område ${area}: tabellen har decimaler, här visas hela poäng.`,
  figure_repaired: ({ question, printed }) => `Delfråga ${question}: i tabellen står ”${printed}”, som är tolkat. Jämför med rapporten.`,
  figures_unread: ({ area, questions }) => `Område ${area}: poängen för delfråga ${listed(questions)} går inte att läsa i tabellen.`,
  history_differs: ({ area, history, table }) => `Område ${area}: tabellen över flera år säger ${history} poäng, poängtabellen ${table}.`,
  history_total_differs: ({ year, stated, sum }) => `Poäng för ${year}: tabellen anger ${stated} totalt, områdena blir tillsammans ${sum}.`,
  joint_evaluation: ({ name }) => `Utvärderingen är gjord tillsammans med ${name}, men räknas bara till den här kommunen.`,
  maxima_differ: ({ area, questions, table }) => `Område ${area}: delfrågornas högsta poäng blir tillsammans ${questions}, tabellen säger ${table}.`,
  percent_differs: ({ area, percent, score, max }) => `Område ${area}: ${percent} procent stämmer inte med ${score} poäng av ${max}.`,
  revision_unknown: () => "Områdena hör inte till någon känd version. De visas som rapporten anger dem och jämförs inte med andra rapporter.",
  rows_by_order: ({ area }) => `Område ${area}: tabellens rader saknar nummer och är numrerade i den ordning de står.`,
  sum_differs: ({ area, questions, table }) => `Område ${area}: delfrågorna blir tillsammans ${questions} poäng, tabellen säger ${table}.`,
  sum_missing: ({ area }) => `Område ${area}: tabellen saknar summa.`,
  table_incomplete: ({ area, missing }) => `Område ${area}: ${/^\d/.test(missing) ? "delfråga " : ""}${listed(missing)} saknas i tabellen.`,
  table_missing: ({ areas }) => `Område ${listed(areas)} saknar poängtabell.`,
  points_of_two_revisions: ({ revision, points }) =>
    `Rapporten har också poäng enligt versionen från ${revision}, som inte används här: ${points.replaceAll("area", "område")}.`,
  tables_differ: ({ area, used, other }) => `Område ${area}: en tabell säger ${used} poäng, en annan ${other}. Den första används.`,
  total_differs: ({ stated, sum }) => `Texten anger ${stated} poäng totalt, områdena blir tillsammans ${sum}.`,
  year_missing: () => "Utvärderingens år framgår inte.",
};

// What the reader of the file says comes in words alone.
const OF_THE_FILE = [
  [/^page (\d+) holds no text \(scanned or blank\); --ocr reads scanned pages$/, "Sida $1 har ingen text (inskannad eller tom). Med --ocr läses inskannade sidor."],
  [/^page (\d+) holds no text \(blank, or a picture\)$/, "Sida $1 har ingen text (tom eller en bild)."],
  [/^page (\d+) could not be recognised: it took too long, or is damaged$/, "Sida $1 gick inte att läsa maskinellt: det tog för lång tid, eller så är den skadad."],
  [/^page (\d+) can't be read: its font can't be decoded; --ocr reads what it shows$/, "Sida $1 går inte att läsa: typsnittet går inte att tolka. Med --ocr läses det som syns."],
  [/^converted from (\S+)$/, "Texten är omvandlad från teckenkodningen $1."],
  [/^each page is one line \(a transcript\): columns of tables can't be told.*$/, "Varje sida är en enda rad (en avskrift): tabellernas spalter går inte säkert att skilja åt. Indexera hellre PDF-filen."],
  [/^(\d+) NUL bytes dropped$/, "$1 nolltecken är borttagna ur texten."],
  [/^(\d+) bytes that are not UTF-8 replaced$/, "$1 tecken gick inte att läsa och är utbytta."],
];

// {text, lang}: in Swedish, or as it came, in English, where nobody has said how it is told in Swedish.
export function noticeText({ code, values, text }) {
  if (NOTICES[code]) return { text: NOTICES[code](values), lang: null };
  for (const [pattern, swedish] of OF_THE_FILE) {
    if (pattern.test(text)) return { text: text.replace(pattern, swedish), lang: null };
  }
  return { text, lang: "en" };
}
