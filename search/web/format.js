// format.js: numbers and words as Swedish writes them.

const whole = new Intl.NumberFormat("sv-SE", { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat("sv-SE", { maximumFractionDigits: 1 });
const collator = new Intl.Collator("sv-SE", { numeric: true });

export const compareText = (a, b) => collator.compare(a, b);
export const number = (value) => whole.format(value);
export const decimal = (value) => (value === null || value === undefined ? "saknas" : tenth.format(value));
export const percent = (value) => (value === null || value === undefined ? "" : `${whole.format(value)} %`);

// count(1, "träff", "träffar") -> "1 träff"
export const count = (value, one, many) => `${whole.format(value)} ${value === 1 ? one : many}`;

// list(["a", "b", "c"]) -> "a, b och c"
export const list = (words) => new Intl.ListFormat("sv-SE", { type: "conjunction" }).format(words);

// "10 av 15 poäng"; a score that the report does not print is said to be missing.
export function points(score, max) {
  if (score === null || score === undefined) return "poäng saknas";
  return max ? `${whole.format(score)} av ${whole.format(max)} poäng` : `${whole.format(score)} poäng`;
}

export const reportName = (report) => `${report.municipality?.name ?? report.id} ${report.year ?? ""}`.trim();

const month = new Intl.DateTimeFormat("sv-SE", { month: "long", year: "numeric", timeZone: "UTC" });

// "oktober 2018", or the year alone where the report tells no month.
export function evaluationDate({ year, month: number_ }) {
  if (!year) return "";
  return number_ ? month.format(new Date(Date.UTC(year, number_ - 1, 1))) : String(year);
}
