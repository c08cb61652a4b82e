// format.js: numbers, names and dates as Swedish writes them, and what the page calls the service's values.

const collator = new Intl.Collator("sv-SE", { numeric: true });

export const compareText = (a, b) => collator.compare(a, b);
// 12345 -> "12 345". Making the first Intl.NumberFormat takes a browser 20 ms, a tenth of what a first visit may take.
export const number = (value) => String(Math.round(value)).replace("-", "−").replace(/\B(?=(\d{3})+$)/g, "\u00a0");
function tenths(value) {
  const [whole, tenth] = value.toFixed(1).split(".");
  return tenth === "0" ? number(Number(whole)) : `${number(Number(whole))},${tenth}`;
}
export const decimal = (value) => (value === null || value === undefined ? "saknas" : tenths(value));
export const percent = (value) => (value === null || value === undefined ? "" : `${number(value)}\u00a0%`);

// count(1, "träff", "träffar") -> "1 träff"
export const count = (value, one, many) => `${number(value)} ${value === 1 ? one : many}`;

// list(["a", "b", "c"]) -> "a, b och c"
export const list = (words) => new Intl.ListFormat("sv-SE", { type: "conjunction" }).format(words);

// "10 av 15 poäng"; a score that the report does not print is said to be missing.
export function points(score, max) {
  if (score === null || score === undefined) return "poäng saknas";
  return max ? `${number(score)} av ${number(max)} poäng` : `${number(score)} poäng`;
}

export const reportName = (report) => `${report.municipality?.name ?? report.id} ${report.year ?? ""}`.trim();

const MONTHS = ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"];

// "oktober 2018", or the year alone where the report tells no month.
export function evaluationDate({ year, month }) {
  if (!year) return "";
  return month ? `${MONTHS[month - 1]} ${year}` : String(year);
}

/* ---- the service's values ---- */

export const TAGS = {
  strength: { name: "Styrka", sign: "+" },
  improvement: { name: "Kan förbättras", sign: "↗" },
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

export const ROLES = { model: "Förebild", mention: "Omnämnande" };

const ORDINALS = ["", "första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde"];
export const evaluationName = (evaluation) => (ORDINALS[evaluation] ? `${ORDINALS[evaluation]} utvärderingen` : "");

// By the first two digits of a municipality's code.
const COUNTIES = {
  "01": "Stockholm", "03": "Uppsala", "04": "Södermanland", "05": "Östergötland", "06": "Jönköping", "07": "Kronoberg", "08": "Kalmar", "09": "Gotland",
  10: "Blekinge", 12: "Skåne", 13: "Halland", 14: "Västra Götaland", 17: "Värmland", 18: "Örebro", 19: "Västmanland", 20: "Dalarna", 21: "Gävleborg",
  22: "Västernorrland", 23: "Jämtland", 24: "Västerbotten", 25: "Norrbotten",
};
export const countyName = (code) => COUNTIES[code] ?? `Län ${code}`;
