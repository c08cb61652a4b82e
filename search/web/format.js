// format.js: numbers, names and dates as Swedish writes them, and what the page calls the service's values.

// Å, ä and ö stand behind z; ü is sorted as y; numbers by their value. A browser's own Intl.Collator takes 20 ms to be
// made, a tenth of what a first visit may take.
const LETTERS = { å: "{", ä: "|", æ: "|", ö: "}", ø: "}", ü: "y" };
const sortKeys = new Map();
function sortKey(text) {
  if (!sortKeys.has(text)) {
    sortKeys.set(
      text,
      text
        .toLowerCase()
        .replace(/[åäæöøü]/g, (letter) => LETTERS[letter])
        .normalize("NFD")
        .replace(/[\u0300-\u036f]/g, "")
        .replace(/\d+/g, (digits) => digits.padStart(8, "0")),
    );
  }
  return sortKeys.get(text);
}
export function compareText(a, b) {
  const [before, after] = [sortKey(String(a)), sortKey(String(b))];
  return before < after ? -1 : before > after ? 1 : 0;
}

// 12345 -> "12 345". Making the first Intl.NumberFormat takes a browser 20 ms, a tenth of what a first visit may take.
export const number = (value) =>
  String(Math.round(value))
    .replace("-", "−")
    .replace(/\B(?=(\d{3})+$)/g, "\u00a0");
function tenths(value) {
  const [whole, tenth] = value.toFixed(1).split(".");
  return tenth === "0" ? number(Number(whole)) : `${number(Number(whole))},${tenth}`;
}
const missing = (value) => value === null || value === undefined;
export const decimal = (value) => (missing(value) ? "saknas" : tenths(value));
export const percent = (value) => (missing(value) ? "" : `${number(value)}\u00a0%`);

// count(1, "träff", "träffar") -> "1 träff"
export const count = (value, one, many) => `${number(value)} ${value === 1 ? one : many}`;

// list(["a", "b", "c"]) -> "a, b och c"
export const list = (words) => new Intl.ListFormat("sv-SE", { type: "conjunction" }).format(words);

// "10 av 15 poäng"; a score that the report does not print is said to be missing.
export function points(score, max) {
  if (missing(score)) return "poäng saknas";
  return max ? `${number(score)} av ${number(max)} poäng` : `${number(score)} poäng`;
}

// "10 av 15", for places where it is clear that points are meant.
export const ofMax = (score, max) =>
  missing(score) ? "–" : max ? `${number(score)}\u00a0av\u00a0${number(max)}` : number(score);

// "+3", "−12", "±0"
export const signed = (change) => (change > 0 ? `+${decimal(change)}` : change < 0 ? `−${decimal(-change)}` : "±0");

export const reportName = (report) => `${report.municipality?.name ?? report.id} ${report.year ?? ""}`.trim();

// "upplaga 2016": what a report's points belong to.
export const revisionName = ({ revision, revision_known: known }) =>
  known === false || !revision ? "okänd upplaga" : `upplaga ${revision}`;

// The revision as an address has it, and as a heading says it.
export const revisionTitle = (revision) => (Number(revision) ? `Upplaga ${revision}` : "Okänd upplaga");

const MONTHS = [
  "januari",
  "februari",
  "mars",
  "april",
  "maj",
  "juni",
  "juli",
  "augusti",
  "september",
  "oktober",
  "november",
  "december",
];

// "oktober 2018", or the year alone where the report tells no month.
export function evaluationDate({ year, month }) {
  if (!year) return "";
  return month ? `${MONTHS[month - 1]} ${year}` : String(year);
}

/* ---- the service's values ---- */

export const TAGS = {
  strength: { name: "Styrka", sign: "+" },
  improvement: { name: "Förbättringsområde", sign: "↗" },
  weakness: { name: "Svaghet", sign: "−" },
  neutral: { name: "Beskrivning", sign: "·" },
  background: { name: "Bakgrund", sign: "·" },
};

// In the order from most to least.
export const VERDICTS = {
  has: { name: "Har", sign: "✓" },
  partial: { name: "Delvis", sign: "◐" },
  lacks: { name: "Saknar", sign: "✗" },
  silent: { name: "Nämns inte", sign: "?" },
};

// How sure a verdict is, in words: [least confidence, word, sign]. A silent report lets nobody be sure of anything.
const CERTAINTIES = [
  [0.85, "Tydligt", "●●●"],
  [0.65, "Troligt", "●●○"],
  [0, "Oklart", "●○○"],
];
export function certainty({ verdict, confidence }) {
  if (verdict === "silent" || missing(confidence)) return null;
  const [, word, sign] = CERTAINTIES.find(([least]) => confidence >= least);
  return { word, sign };
}
// share: how many of such verdicts are right at least, as it is said wherever it is told.
export const CERTAINTY_BOUNDS = CERTAINTIES.map(([least, word]) => ({ word, share: percent(100 * least) }));

export const ROLES = { model: "Förebild", mention: "Omnämnande" };

const ORDINALS = ["", "första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde"];
export const evaluationName = (evaluation) => (ORDINALS[evaluation] ? `${ORDINALS[evaluation]} utvärderingen` : "");
