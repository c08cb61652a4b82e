// arrows.js: a picture of which municipality points to which, those who point on the left.
import { svg } from "./dom.js";
import { compareText, count } from "./format.js";

const STEP = 24;
const TOP = 34;
const MOST = 20; // role models that are drawn; the table has them all

// references -> [{from, to, count, areas}], most first. A municipality that names itself points nowhere.
export function pointers(references) {
  const found = new Map();
  for (const reference of references) {
    if (reference.self || !reference.source.municipality || !reference.model) continue;
    const key = `${reference.source.municipality.code}>${reference.model.code}`;
    const entry = found.get(key) ?? { from: reference.source.municipality, to: reference.model, count: 0, areas: new Set() };
    entry.count += 1;
    if (reference.area) entry.areas.add(reference.area.number);
    found.set(key, entry);
  }
  return [...found.values()].sort((a, b) => b.count - a.count || compareText(a.from.name, b.from.name) || compareText(a.to.name, b.to.name));
}

function totals(links, side) {
  const sums = new Map();
  for (const link of links) {
    const { code, name } = link[side];
    const sum = sums.get(code) ?? { code, name, count: 0 };
    sum.count += link.count;
    sums.set(code, sum);
  }
  return [...sums.values()];
}

// Where a column's names stand: spread over the whole height.
function placed(nodes, height) {
  const step = (height - TOP) / nodes.length;
  return new Map(nodes.map((node, index) => [node.code, { ...node, y: TOP + step * (index + 0.5) }]));
}

function name(node, x, anchor) {
  return svg("text", { class: "arrow-name", x, y: node.y + 4, "text-anchor": anchor }, `${node.name} (${node.count})`);
}

function arrow(link, from, to, left, right) {
  const middle = (left + right) / 2;
  return svg("path", {
    class: "arrow", d: `M${left} ${from.y} C${middle} ${from.y} ${middle} ${to.y} ${right} ${to.y}`,
    "stroke-width": Math.min(1 + link.count, 8), "marker-end": "url(#arrow-head)",
  }, svg("title", null, `${link.from.name} pekar på ${link.to.name}: ${count(link.count, "gång", "gånger")}`));
}

function marker() {
  return svg("defs", null, svg("marker", { id: "arrow-head", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 8, markerHeight: 8, markerUnits: "userSpaceOnUse", orient: "auto" },
    svg("path", { class: "arrow-tip", d: "M0 0 L8 4 L0 8 Z" })));
}

// {picture, drawn, all}: the picture, and how many of all role models it shows. links: from pointers(), not empty.
export function arrowPicture(links, width) {
  const models = totals(links, "to").sort((a, b) => b.count - a.count || compareText(a.name, b.name));
  const drawn = models.slice(0, MOST);
  const kept = links.filter((link) => drawn.some((model) => model.code === link.to.code));
  const sources = totals(kept, "from").sort((a, b) => compareText(a.name, b.name));
  const height = TOP + STEP * Math.max(sources.length, drawn.length);
  const side = Math.min(180, width * 0.36);
  const [left, right] = [side, width - side];
  const [from, to] = [placed(sources, height), placed(drawn, height)];
  const picture = svg("svg", {
    class: "arrows", viewBox: `0 0 ${width} ${height}`, width, height, role: "img",
    "aria-label": `Vilken kommun som pekar på vilken: ${count(sources.length, "kommun", "kommuner")} till vänster pekar på ${count(drawn.length, "förebild", "förebilder")} till höger. Tabellen efter bilden säger samma sak.`,
  }, marker(),
  svg("text", { class: "arrow-head", x: left - 8, y: 16, "text-anchor": "end" }, "Pekar"),
  svg("text", { class: "arrow-head", x: right + 8, y: 16 }, "Förebild"),
  kept.map((link) => arrow(link, from.get(link.from.code), to.get(link.to.code), left, right)),
  [...from.values()].map((node) => name(node, left - 8, "end")),
  [...to.values()].map((node) => name(node, right + 8, "start")));
  return { picture, drawn: drawn.length, all: models.length };
}
