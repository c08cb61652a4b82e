// spread.js: how scores lie: lowest, the middle half, mean, highest; as figures and as a small picture.
import { el, svg } from "./dom.js";
import { decimal } from "./format.js";

// The value below which a share of the sorted values lies, between two of them where it falls so.
function quantile(sorted, share) {
  const at = (sorted.length - 1) * share;
  const below = Math.floor(at);
  return sorted[below] + (at - below) * ((sorted[below + 1] ?? sorted[below]) - sorted[below]);
}

// values: numbers, or null where a report has none. null where nobody has any.
export function spreadOf(values) {
  const sorted = values.filter((value) => value !== null && value !== undefined).sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  return {
    reports: sorted.length,
    min: sorted[0],
    max: sorted.at(-1),
    mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
    lower: quantile(sorted, 0.25),
    median: quantile(sorted, 0.5),
    upper: quantile(sorted, 0.75),
  };
}

const WIDTH = 200;
const HEIGHT = 16;

// The picture alone; the figures beside it say the same. own: the score of the reader's municipality, or null.
export function spreadPicture(spread, max, own = null) {
  const x = (value) => Math.max(0, Math.min(WIDTH, (value / max) * WIDTH)).toFixed(1);
  const line = (name, x1, x2, y1, y2) =>
    svg("line", { class: name, x1, x2, y1, y2, "vector-effect": "non-scaling-stroke" });
  return svg(
    "svg",
    {
      class: "spread",
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      preserveAspectRatio: "none",
      "aria-hidden": "true",
      focusable: "false",
    },
    svg("rect", { class: "bar-track", y: 6, width: WIDTH, height: 4 }),
    spread && [
      line("spread-line", x(spread.min), x(spread.max), 8, 8),
      line("spread-line", x(spread.min), x(spread.min), 4, 12),
      line("spread-line", x(spread.max), x(spread.max), 4, 12),
      svg("rect", {
        class: "spread-half",
        x: x(spread.lower),
        y: 3,
        width: Math.max(1, x(spread.upper) - x(spread.lower)),
        height: 10,
      }),
      line("spread-mean", x(spread.mean), x(spread.mean), 0, HEIGHT),
    ],
    own !== null && own !== undefined && svg("path", { class: "spread-own", d: `M${x(own)} 2 l4 6 l-4 6 l-4 -6 Z` }),
  );
}

export const spreadWords = (spread) =>
  spread ? `${decimal(spread.mean)} (${decimal(spread.min)}–${decimal(spread.max)})` : "saknas";

// What the marks of the pictures mean. own: whether the reader's own municipality is marked.
export function spreadKey(own) {
  const item = (draw, words) =>
    el(
      "li",
      null,
      svg("svg", { viewBox: "0 0 28 16", width: 28, height: 16, "aria-hidden": "true" }, draw),
      ` ${words}`,
    );
  return el(
    "ul",
    { class: "key" },
    item(svg("line", { class: "spread-line", x1: 2, x2: 26, y1: 8, y2: 8 }), "lägst till högst"),
    item(svg("rect", { class: "spread-half", x: 4, y: 3, width: 20, height: 10 }), "den mittersta hälften"),
    item(svg("line", { class: "spread-mean", x1: 14, x2: 14, y1: 0, y2: 16 }), "medel"),
    own && item(svg("path", { class: "spread-own", d: "M14 2 l4 6 l-4 6 l-4 -6 Z" }), own),
  );
}
