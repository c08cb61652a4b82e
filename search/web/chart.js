// chart.js: the profile of one or more reports over the areas, against the mean and the span of the others.
import { svg } from "./dom.js";
import { decimal, number } from "./format.js";

const NARROW = 600; // below this width the names stand above the bars
const BAR = 18;
const GAP = 4;
const ROW_GAP = 20;
const AXIS = 22;
const LINE = 17;
const TICKS = 4; // between nothing and the most
const LETTER = 8.2; // what a letter of a name takes at most, on average

function text(x, y, content, attributes) {
  return svg("text", { x, y, ...attributes }, content);
}

function grid(plot, height) {
  return Array.from({ length: TICKS + 1 }, (_, index) => (plot.most * index) / TICKS).map((value) =>
    svg(
      "g",
      { class: "chart-grid" },
      svg("line", { x1: plot.x(value), x2: plot.x(value), y1: AXIS - 4, y2: height }),
      text(plot.x(value), 12, number(value), {
        "text-anchor": value === plot.most ? "end" : value === 0 ? "start" : "middle",
      }),
    ),
  );
}

function bar(plot, y, index, value) {
  const width = plot.x(value ?? 0) - plot.x(0);
  return svg(
    "g",
    { class: `series-${index % 4}` },
    svg("rect", { class: "chart-bar", x: plot.x(0), y, width, height: BAR }),
  );
}

// The figures stand in a column of their own, where no bar and no mark can strike them out.
function barValue(plot, y, series, index, value) {
  const known = value !== null && value !== undefined;
  return text(
    plot.x(plot.most) + 10,
    y + BAR - 4,
    `${known ? number(value) : "–"}${series.length > 1 ? ` ${series[index].short}` : ""}`,
    { class: "chart-value" },
  );
}

// The words in lines of at most so many characters.
function wrapped(words, most) {
  const lines = [""];
  for (const word of words.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (longer.length <= most || lines.at(-1) === "") lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

// The mean as a thick mark over the bars, edged so that it is seen on any of them; the lowest and highest as a line
// beneath.
function comparison(plot, y, height, benchmark) {
  if (!benchmark) return [];
  const below = y + height + 6;
  const mean = { x1: plot.x(benchmark.mean), x2: plot.x(benchmark.mean), y1: y - 3, y2: y + height + 3 };
  return [
    svg("line", { class: "chart-span", x1: plot.x(benchmark.min), x2: plot.x(benchmark.max), y1: below, y2: below }),
    [benchmark.min, benchmark.max].map((value) =>
      svg("line", { class: "chart-span", x1: plot.x(value), x2: plot.x(value), y1: below - 3, y2: below + 3 }),
    ),
    svg("line", { class: "chart-edge", ...mean }),
    svg("line", { class: "chart-mean", ...mean }),
  ].flat();
}

function nameLines(plot, lines, top) {
  const x = plot.narrow ? 0 : plot.left - 10;
  return lines.map((line, index) =>
    text(x, top + 12 + index * LINE, line, { class: "chart-name", "text-anchor": plot.narrow ? "start" : "end" }),
  );
}

function areaRow(plot, area, series, y) {
  const lines = wrapped(`${area.number} ${area.name}`, Math.floor((plot.narrow ? plot.width : plot.left) / LETTER));
  const namesHeight = lines.length * LINE;
  const barsHeight = series.length * (BAR + GAP) - GAP;
  const barsAt = y + (plot.narrow ? namesHeight + 2 : 0);
  const at = (index) => barsAt + index * (BAR + GAP);
  const value = (one) => one.scores.get(area.number);
  return {
    height: (plot.narrow ? namesHeight + 2 + barsHeight : Math.max(namesHeight, barsHeight)) + ROW_GAP,
    node: svg(
      "g",
      null,
      nameLines(plot, lines, plot.narrow ? y : barsAt + Math.max(0, (barsHeight - namesHeight) / 2)),
      series.map((one, index) => bar(plot, at(index), index, value(one))),
      comparison(plot, barsAt, barsHeight, area.benchmark),
      series.map((one, index) => barValue(plot, at(index), series, index, value(one))),
    ),
  };
}

// The colour of a series, beside its name.
export const swatch = (index) =>
  svg(
    "svg",
    { class: "swatch", viewBox: "0 0 12 12", width: 14, height: 14, "aria-hidden": "true" },
    svg("g", { class: `series-${index % 4}` }, svg("rect", { class: "chart-bar", width: 12, height: 12 })),
  );

// areas: [{number, name, max, benchmark: {mean, min, max} or null}]; series: [{short, scores: Map number -> score}].
// label: what the picture shows, in a sentence; the table beside it holds the figures.
export function profileChart(label, areas, series, width) {
  const narrow = width < NARROW;
  const left = narrow ? 1 : 280;
  const longest = Math.max(...series.map((one) => one.short.length));
  const right = series.length > 1 ? 44 + longest * LETTER : 40;
  const most = Math.max(
    ...areas.map((area) => area.max ?? 0),
    ...series.flatMap((one) => [...one.scores.values()].map((score) => score ?? 0)),
    1,
  );
  const plot = { narrow, left, width, most, x: (value) => left + (value / most) * (width - left - right) };
  const rows = [];
  let y = AXIS + 4;
  for (const area of areas) {
    const made = areaRow(plot, area, series, y);
    rows.push(made.node);
    y += made.height;
  }
  return svg(
    "svg",
    { class: "chart", viewBox: `0 0 ${width} ${y}`, width, height: y, role: "img", "aria-label": label },
    grid(plot, y - 6),
    rows,
  );
}

export const benchmarkWords = (benchmark) =>
  benchmark ? `${decimal(benchmark.mean)} (${number(benchmark.min)}–${number(benchmark.max)})` : "saknas";
