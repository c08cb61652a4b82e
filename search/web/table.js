// table.js: tables that scroll or stack on a narrow screen and can be sorted by the buttons in their heads.
import { el } from "./dom.js";

// The roles are said anew because stacking rows on a phone takes them from some browsers.
function head(column, sorting, sort) {
  if (!column.key)
    return el(
      "th",
      { scope: "col", role: "columnheader", class: column.class },
      column.title || el("span", { class: "unseen" }, column.label),
    );
  const current = sorting?.key === column.key;
  const arrow = current ? (sorting.descending ? " ▼" : " ▲") : " ↕";
  return el(
    "th",
    {
      scope: "col",
      role: "columnheader",
      class: column.class,
      "data-title": column.title,
      "aria-sort": current ? (sorting.descending ? "descending" : "ascending") : null,
    },
    el(
      "button",
      {
        type: "button",
        id: `sort-${column.key}`,
        class: "sorter",
        listen: { click: () => sort(column.key, current ? !sorting.descending : Boolean(column.down)) },
      },
      column.title,
      el("span", { "aria-hidden": "true" }, arrow),
    ),
  );
}

function row(columns, item, mine) {
  return el(
    "tr",
    { role: "row", class: mine(item) ? "own-row" : null },
    columns.map((column, place) => {
      const content = column.cell(item);
      return place === 0
        ? el("th", { scope: "row", role: "rowheader", class: column.class }, content)
        : el("td", { role: "cell", class: column.class, "data-title": column.title }, content);
    }),
  );
}

// A button in place of the rows that are not seen yet; what it brings is printed too.
function rest(body, columns, items, mine) {
  const fill = () => {
    button.remove();
    body.append(...items.map((item) => row(columns, item, mine)));
    body.rows[body.rows.length - items.length]?.querySelector("a, summary, button")?.focus({ preventScroll: true });
  };
  const button = el(
    "button",
    { type: "button", class: "more", listen: { click: fill, "kompass:fill": fill } },
    `Visa alla ${body.rows.length + items.length} rader`,
  );
  return button;
}

// columns: [{title, cell(item), key, compare(a, b), class, down}]; those with a key can be sorted by, first downwards
// where down says so. sorting: {key, descending}; sort(key, descending) is called when a head is pressed; sorted: the
// items come in that order already. wide: it is pushed sideways on a narrow screen, instead of stacking its rows. most:
// rows that are seen at once. mine(item): whether a row is about the reader's own municipality.
export function table(
  caption,
  columns,
  items,
  {
    sorting = null,
    sort = null,
    hideCaption = false,
    most = Infinity,
    sorted = false,
    wide = false,
    mine = () => false,
  } = {},
) {
  const by = columns.find((column) => column.key && column.key === sorting?.key);
  const rows = by && !sorted ? [...items].sort((a, b) => by.compare(a, b) * (sorting.descending ? -1 : 1)) : items;
  const body = el(
    "tbody",
    { role: "rowgroup" },
    rows.slice(0, most).map((item) => row(columns, item, mine)),
  );
  const made = el(
    "table",
    { role: "table", class: wide ? null : "stacks" },
    el("caption", { class: hideCaption ? "unseen" : null }, caption),
    el(
      "thead",
      { role: "rowgroup" },
      el(
        "tr",
        { role: "row" },
        columns.map((column) => head(column, sorting, sort)),
      ),
    ),
    body,
  );
  return rows.length > most ? [made, rest(body, columns, rows.slice(most), mine)] : made;
}

// "kommun" or "-kommun" in an address.
export function readSorting(text, fallback) {
  const value = text || fallback;
  return { key: value.replace(/^-/, ""), descending: value.startsWith("-") };
}
