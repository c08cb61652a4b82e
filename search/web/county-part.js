// county-part.js: how many municipalities of each county have something, within Vilka har …?
import { barsKey, barsPicture } from "./bars.js";
import { COUNTIES } from "./counties.js";
import { el, unfold } from "./dom.js";
import { compareText, list, number, VERDICTS } from "./format.js";
import { takePicture } from "./picture.js";
import { table } from "./table.js";
import { takeRows } from "./take-along.js";

const WORDY = 600; // pixels from which on a picture has room for words
const ORDER = Object.keys(VERDICTS);

// How many answers there are, of whatever verdict.
export const sumOf = (counts) => ORDER.reduce((sum, verdict) => sum + counts[verdict], 0);

const counts = (entry) =>
  ORDER.filter((verdict) => entry[verdict] > 0).map(
    (verdict) => `${number(entry[verdict])} ${VERDICTS[verdict].name.toLowerCase()}`,
  );

function picture(counties, title, width) {
  const drawn = barsPicture(
    `Stapeldiagram: ${title}. Tabellen efter bilden har alla siffror.`,
    counties.map((entry) => ({
      name: entry.name,
      text: width < WORDY ? `${number(entry.has)} av ${number(entry.all)} har` : list(counts(entry)),
      parts: ORDER.map((verdict) => ({ class: `count-${verdict}`, value: entry[verdict] })),
    })),
    Math.max(...counties.map((entry) => entry.all)),
    width,
  );
  return [
    barsKey(ORDER.map((verdict) => ({ class: `count-${verdict}`, name: VERDICTS[verdict].name }))),
    el("figure", null, drawn),
    takePicture(drawn, "kompass-per-lan", title),
  ];
}

// linked(entry): the name of a county, which leads to the answers of it alone.
const columns = (linked) => [
  { title: "Län", cell: linked },
  ...ORDER.map((verdict) => ({
    title: VERDICTS[verdict].name,
    class: "figure",
    cell: (entry) => number(entry[verdict]),
  })),
  { title: "Har av alla", class: "figure", cell: (entry) => `${number(entry.has)} av ${number(entry.all)}` },
];

const rows = (counties) => [
  ["Län", ...ORDER.map((verdict) => VERDICTS[verdict].name), "Alla"],
  ...counties.map((entry) => [entry.name, ...ORDER.map((verdict) => entry[verdict]), entry.all]),
];

// answered: [{county, has, partial, …}]; addressOf(code): the view's address for the answers of one county.
export function countyPart(answered, topic, addressOf, width) {
  const counties = answered
    .map((entry) => ({ ...entry, name: entry.county, all: sumOf(entry) }))
    .sort((a, b) => compareText(a.name, b.name));
  if (counties.length < 2) return null;
  const codes = new Map(Object.entries(COUNTIES).map(([code, name]) => [name, code]));
  const linked = ({ name }) => (codes.has(name) ? el("a", { href: addressOf(codes.get(name)) }, name) : name);
  return unfold(
    `Svaren per län (${number(counties.length)} län)`,
    () => [
      picture(counties, `vilka som har ${topic}, per län`, width),
      table("Hur många som har det, per län", columns(linked), counties, { hideCaption: true }),
      takeRows(() => rows(counties), "kompass-per-lan"),
    ],
    { class: "part" },
  );
}
