// arrows.js: a picture of which municipality points to which: ribbons from those who point, on the left, to the role
// models on the right; the wider a ribbon, the more often.
import { svg } from "./dom.js";
import { compareText, count, countyName } from "./format.js";

const TOP = 34;
const MOST_MODELS = 20; // that are drawn; the table has them all
const MOST_SOURCES = 40; // that are drawn each by itself
const NODE = 20; // the least height of a name
const GAP = 6;
const HEIGHT = 560; // that all ribbons together take at most
const NARROW = 600; // below this width the letters are smaller
const LETTER = 7.9; // what a letter takes on average
const SMALL_LETTER = 6.7;
const REST = "rest";
const BAR = 8; // the width of what a ribbon begins and ends at

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

// Links that begin at a county, added up.
function byCounty(links) {
  const found = new Map();
  for (const link of links) {
    const code = link.from.code.slice(0, 2);
    const entry = found.get(`${code}>${link.to.code}`) ?? { from: { code, name: countyName(code) }, to: link.to, count: 0 };
    entry.count += link.count;
    found.set(`${code}>${link.to.code}`, entry);
  }
  return [...found.values()];
}

// Those who point least often, as one.
function restTogether(links) {
  const kept = new Set(totals(links, "from").sort((a, b) => b.count - a.count).slice(0, MOST_SOURCES - 1).map((node) => node.code));
  const others = links.filter((link) => !kept.has(link.from.code));
  const from = { code: REST, name: `${totals(others, "from").length} andra` };
  const rest = totals(others, "to").map(({ code, name, count: times }) => ({ from, to: { code, name }, count: times }));
  return [...links.filter((link) => kept.has(link.from.code)), ...rest];
}

const tall = (node, unit) => Math.max(NODE, node.count * unit);
const columnHeight = (nodes, unit) => nodes.reduce((sum, node) => sum + tall(node, unit) + GAP, 0);

// Where a column's names stand, one below the other, in the middle of the height.
function placed(nodes, height, unit) {
  let y = TOP + (height - columnHeight(nodes, unit)) / 2;
  const places = new Map();
  for (const node of nodes) {
    const own = tall(node, unit);
    places.set(node.code, { ...node, y, height: own, taken: (own - node.count * unit) / 2 });
    y += own + GAP;
  }
  return places;
}

// The middle of the next ribbon at a node.
function dock(node, width) {
  const middle = node.y + node.taken + width / 2;
  node.taken += width;
  return middle;
}

function ribbon(link, from, to, left, right, unit) {
  const width = link.count * unit;
  const [start, end] = [dock(from, width), dock(to, width)];
  const middle = (left + right) / 2;
  return svg("path", {
    class: "ribbon", d: `M${left} ${start} C${middle} ${start} ${middle} ${end} ${right} ${end}`,
    "stroke-width": Math.max(1, width).toFixed(2), "data-from": link.from.code, "data-to": link.to.code,
  }, svg("title", null, `${link.from.name} pekar på ${link.to.name}: ${count(link.count, "gång", "gånger")}`));
}

// A name with its bar; an arrow's tip on the side of the role models. Pointing at it lights up its ribbons.
function nodeMark(node, x, side) {
  const middle = node.y + node.height / 2;
  const group = svg("g", { class: "node" },
    svg("rect", { class: "node-bar", x: side === "from" ? x - BAR / 2 : x, y: node.y, width: BAR / 2, height: node.height }),
    side === "to" && svg("path", { class: "node-bar", d: `M${x} ${middle - BAR} L${x + BAR + 2} ${middle} L${x} ${middle + BAR} Z` }),
    svg("text", { x: side === "from" ? x - BAR - 2 : x + BAR + 8, y: middle + 5, "text-anchor": side === "from" ? "end" : "start" }, `${node.name} (${node.count})`));
  const light = (on) => () => {
    group.parentNode.classList.toggle("lit", on);
    for (const path of group.parentNode.querySelectorAll(`[data-${side}="${node.code}"]`)) path.classList.toggle("lit", on);
  };
  group.addEventListener("mouseenter", light(true));
  group.addEventListener("mouseleave", light(false));
  return group;
}

// In the order of both columns, so that ribbons cross as little as may be.
function ordered(links, from, to) {
  const places = (nodes) => new Map([...nodes.keys()].map((code, index) => [code, index]));
  const [left, right] = [places(from), places(to)];
  return [...links].sort((a, b) => left.get(a.from.code) - left.get(b.from.code) || right.get(a.to.code) - right.get(b.to.code));
}

function inColumns(links, counties) {
  const few = totals(links, "from").length <= MOST_SOURCES;
  return few ? links : counties ? byCounty(links) : restTogether(links);
}

// {picture, drawn, all, counties}: the picture; how many of all role models it shows; whether those who point are added
// up by county. links: from pointers(), not empty. counties: may they be?
export function arrowPicture(links, width, counties) {
  const models = totals(links, "to").sort((a, b) => b.count - a.count || compareText(a.name, b.name));
  const targets = models.slice(0, MOST_MODELS);
  const kept = links.filter((link) => targets.some((model) => model.code === link.to.code));
  const shown = inColumns(kept, counties);
  const summed = counties && shown !== kept;
  const sources = totals(shown, "from").sort((a, b) => (a.code === REST) - (b.code === REST) || compareText(a.name, b.name));
  const unit = Math.min(6, HEIGHT / shown.reduce((sum, link) => sum + link.count, 0));
  const height = Math.max(columnHeight(sources, unit), columnHeight(targets, unit));
  const letter = width < NARROW ? SMALL_LETTER : LETTER;
  const room = (nodes) => Math.max(...nodes.map((node) => `${node.name} (${node.count})`.length)) * letter + 2 * BAR;
  const [left, right] = [Math.min(room(sources), width * 0.45), width - Math.min(room(targets), width * 0.45)];
  const [from, to] = [placed(sources, height, unit), placed(targets, height, unit)];
  const who = summed ? count(sources.length, "län", "län") : count(sources.length, "kommun", "kommuner");
  const picture = svg("svg", {
    class: width < NARROW ? "arrows narrow" : "arrows", viewBox: `0 0 ${width} ${TOP + height}`, width, height: TOP + height, role: "img",
    "aria-label": `Vilken kommun som pekar på vilken: ${who} till vänster pekar på ${count(targets.length, "förebild", "förebilder")} till höger. Tabellen efter bilden säger samma sak.`,
  },
  svg("text", { class: "arrow-head", x: left, y: 16, "text-anchor": "end" }, summed ? "Pekar (län)" : "Pekar"),
  svg("text", { class: "arrow-head", x: right, y: 16 }, "Förebild"),
  ordered(shown, from, to).map((link) => ribbon(link, from.get(link.from.code), to.get(link.to.code), left, right, unit)),
  [...from.values()].map((node) => nodeMark(node, left, "from")),
  [...to.values()].map((node) => nodeMark(node, right, "to")));
  return { picture, drawn: targets.length, all: models.length, counties: summed };
}
