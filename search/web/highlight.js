// highlight.js: text with its matches marked. Offsets count code points, as the service's do.
import { el } from "./dom.js";

// highlights: [[start, length], …]; what lies outside the text or overlaps is passed over.
export function highlighted(text, highlights = []) {
  const points = Array.from(text);
  const parts = [];
  let at = 0;
  for (const [start, length] of [...highlights].sort((a, b) => a[0] - b[0])) {
    if (start < at || length < 1 || start + length > points.length) continue;
    parts.push(points.slice(at, start).join(""));
    parts.push(el("mark", null, points.slice(start, start + length).join("")));
    at = start + length;
  }
  parts.push(points.slice(at).join(""));
  return parts.filter((part) => part !== "");
}

// The highlights of an excerpt as offsets into the whole text that it was cut from.
export function shifted(excerpt, highlights, text) {
  const found = text.indexOf(excerpt);
  if (found < 0) return [];
  const before = Array.from(text.slice(0, found)).length;
  return highlights.map(([start, length]) => [start + before, length]);
}
