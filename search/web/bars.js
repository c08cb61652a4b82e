// bars.js: pictures of bars beside names, each of one part or of several.
import { isMine } from "./device.js";
import { el, svg } from "./dom.js";

const [MOST_LEFT, BAR, ROW, LETTER, RIGHT] = [180, 18, 26, 8.6, 50]; // a letter of a name, at most, on average

// rows: [{name, parts: [{class, value}], text, municipality}]; most: the value of a whole width; label: what it shows,
// in a sentence. The reader's own municipality is drawn in a colour of its own.
export function barsPicture(label, rows, most, width) {
  const longest = (words) => Math.max(...words.map((one) => one.length)) * LETTER + 16;
  const left = Math.min(MOST_LEFT, longest(rows.map((row) => row.name)));
  const right = Math.max(RIGHT, longest(rows.map((row) => row.text)));
  const length = (value) => (value / most) * Math.max(20, width - left - right);
  return svg(
    "svg",
    {
      class: "chart",
      viewBox: `0 0 ${width} ${rows.length * ROW}`,
      width,
      height: rows.length * ROW,
      role: "img",
      "aria-label": label,
    },
    rows.map((row, index) => {
      let at = left;
      const parts = row.parts.map((part) => {
        at += length(part.value);
        return (
          part.value > 0 &&
          svg("rect", {
            class: part.class,
            x: at - length(part.value),
            y: index * ROW + 2,
            width: Math.max(1, length(part.value)),
            height: BAR,
          })
        );
      });
      return svg(
        "g",
        { class: isMine(row.municipality) ? "series-1" : "series-0" },
        svg("text", { x: left - 8, y: index * ROW + 15, "text-anchor": "end", class: "chart-name" }, row.name),
        parts,
        svg("text", { x: at + 8, y: index * ROW + 15, class: "chart-value" }, row.text),
      );
    }),
  );
}

// parts: [{class, name}].
export const barsKey = (parts) =>
  el(
    "p",
    { class: "key small" },
    parts.map((part) =>
      el(
        "span",
        null,
        svg(
          "svg",
          { class: "swatch", viewBox: "0 0 12 12", width: 14, height: 14, "aria-hidden": "true" },
          svg("rect", { class: part.class, width: 12, height: 12 }),
        ),
        ` ${part.name}`,
      ),
    ),
  );
