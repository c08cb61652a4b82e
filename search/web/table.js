// table.js: tables that scroll or stack on a narrow screen and can be sorted by the buttons in their heads.
import { el } from "./dom.js";

// The roles are said anew because stacking rows on a phone takes them from some browsers.
function head(column, sorting, sort) {
  if (!column.key) return el("th", { scope: "col", role: "columnheader", class: column.class }, column.title);
  const current = sorting?.key === column.key;
  const arrow = current ? (sorting.descending ? " ▼" : " ▲") : " ↕";
  return el("th", { scope: "col", role: "columnheader", class: column.class, "data-title": column.title, "aria-sort": current ? (sorting.descending ? "descending" : "ascending") : null },
    el("button", { type: "button", id: `sort-${column.key}`, class: "sorter", listen: { click: () => sort(column.key, current && !sorting.descending) } },
      column.title, el("span", { "aria-hidden": "true" }, arrow)));
}

function row(columns, item) {
  return el("tr", { role: "row" }, columns.map((column, place) => {
    const content = column.cell(item);
    return place === 0
      ? el("th", { scope: "row", role: "rowheader", class: column.class }, content)
      : el("td", { role: "cell", class: column.class, "data-title": column.title }, content);
  }));
}

// A button in place of the rows that are not seen yet; what it brings is printed too.
function rest(body, columns, items) {
  const fill = () => {
    button.remove();
    body.append(...items.map((item) => row(columns, item)));
    body.rows[body.rows.length - items.length]?.querySelector("a, summary, button")?.focus({ preventScroll: true });
  };
  const button = el("button", { type: "button", class: "more", listen: { click: fill, "kompass:fill": fill } }, `Visa alla ${body.rows.length + items.length} rader`);
  return button;
}

// columns: [{title, cell(item), key, compare(a, b), class}]; those with a key can be sorted by.
// sorting: {key, descending}; sort(key, descending) is called when a head is pressed. most: rows that are seen at once.
export function table(caption, columns, items, { sorting = null, sort = null, hideCaption = false, most = Infinity } = {}) {
  const by = columns.find((column) => column.key && column.key === sorting?.key);
  const rows = by ? [...items].sort((a, b) => by.compare(a, b) * (sorting.descending ? -1 : 1)) : items;
  const body = el("tbody", { role: "rowgroup" }, rows.slice(0, most).map((item) => row(columns, item)));
  const made = el("table", { role: "table", class: "stacks" },
    el("caption", { class: hideCaption ? "unseen" : null }, caption),
    el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, columns.map((column) => head(column, sorting, sort)))), body);
  return rows.length > most ? [made, rest(body, columns, rows.slice(most))] : made;
}

// "kommun" or "-kommun" in an address.
export function readSorting(text, fallback) {
  const value = text || fallback;
  return { key: value.replace(/^-/, ""), descending: value.startsWith("-") };
}
