// score-bar.js: a score as a bar, with the mean of the reports it may be compared with as a mark on it.
import { el, svg } from "./dom.js";
import { decimal, points } from "./format.js";

const WIDTH = 100;
const HEIGHT = 10;

// The picture alone; the words beside it say the same, so it is hidden from screen readers.
export function barPicture(score, max, mean) {
  const share = (value) => Math.max(0, Math.min(WIDTH, (value / max) * WIDTH));
  const known = (value) => value !== null && value !== undefined && max > 0;
  return svg("svg", { class: "bar", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false" },
    svg("rect", { class: "bar-track", width: WIDTH, height: HEIGHT }),
    known(score) ? svg("rect", { class: "bar-value", y: 2, width: share(score), height: HEIGHT - 4 }) : null,
    known(mean) ? svg("line", { class: "bar-mean", x1: share(mean), x2: share(mean), y1: 0, y2: HEIGHT, "vector-effect": "non-scaling-stroke" }) : null);
}

// mean: {mean, reports} of the benchmark, or null where there is none.
export function scoreBar(score, max, benchmark) {
  const mean = benchmark?.mean;
  return el("span", { class: "score" }, barPicture(score, max, mean),
    el("span", { class: "score-words" }, points(score, max),
      mean === null || mean === undefined ? null : el("span", { class: "faint" }, ` · medel ${decimal(mean)}`)));
}
