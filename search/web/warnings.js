// warnings.js: the service's warnings about a report, in Swedish.

const WHAT = { area: "Område", question: "Delfråga" };
const what = (words) => words.replace(/^\w+/, (kind) => WHAT[kind] ?? kind);

const WARNINGS = [
  [/^(area \d|question [\d.]+): (\d+) points of (\d+)$/, (_, of, score, max) => `${what(of)}: ${score} poäng av ${max} möjliga.`],
  [/^(area \d|question [\d.]+): (\d+) percent does not fit (\d+) points of (\d+)$/, (_, of, percent, score, max) => `${what(of)}: ${percent} procent stämmer inte med ${score} poäng av ${max}.`],
  [/^question ([\d.]+): the table's figures cannot be read$/, "Delfråga $1: siffrorna i tabellen går inte att läsa."],
  [/^question ([\d.]+) is missing in the table$/, "Delfråga $1 saknas i tabellen."],
  [/^area (\d): the questions' maxima add up to (\d+), the table says (\d+)$/, "Område $1: delfrågornas högsta poäng blir tillsammans $2, tabellen säger $3."],
  [/^area (\d): the questions add up to (\d+), the table says (\d+)$/, "Område $1: delfrågorna blir tillsammans $2 poäng, tabellen säger $3."],
  [/^area (\d): the table has no sum row$/, "Område $1: tabellen saknar summa."],
  [/^area (\d): the text says (\d+), the table (\d+)$/, "Område $1: rapportens text säger $2 poäng, dess tabell $3."],
  [/^area (\d): one table says (\d+), another (\d+)$/, "Område $1: en tabell säger $2 poäng, en annan $3."],
  [/^area (\d): the table has decimals, here whole points$/, "Område $1: tabellen har decimaler, här visas hela poäng."],
  [/^area (\d) is missing$/, "Område $1 saknas."],
  [/^area (\d) has no score table$/, "Område $1 saknar poängtabell."],
  [/^area (\d) has no chapter$/, "Område $1 saknar kapitel."],
  [/^the text states a total of (\d+), the areas add up to (\d+)$/, "Texten anger $1 poäng totalt, områdena blir tillsammans $2."],
  [/^area (\d): the table of several years says (\d+), the score table (\d+)$/, "Område $1: tabellen över flera år säger $2 poäng, poängtabellen $3."],
  [/^points of (\d{4}): the table states a total of (\d+), the areas add up to (\d+)$/, "Poäng för $1: tabellen anger $2 totalt, områdena blir tillsammans $3."],
  [/^the year of the evaluation is not told$/, "Utvärderingens år framgår inte."],
  [/^page (\d+) holds no text \(scanned or blank\)$/, "Sida $1 har ingen text (inskannad eller tom)."],
  [/^converted from (\S+)$/, "Texten är omvandlad från teckenkodningen $1."],
  [/^(\d+) NUL bytes dropped$/, "$1 nolltecken är borttagna ur texten."],
  [/^(\d+) bytes that are not UTF-8 replaced$/, "$1 tecken gick inte att läsa och är utbytta."],
];

// {text, lang}: in Swedish, or as it came, in English, where nobody has said how it is told in Swedish.
export function warningText(warning) {
  for (const [pattern, swedish] of WARNINGS) {
    if (pattern.test(warning)) return { text: warning.replace(pattern, swedish), lang: null };
  }
  return { text: warning, lang: "en" };
}
