// take-along.js: tables to take along, as files that the service makes, or put together here.
import { apiAddress } from "./api.js";
import { button, el } from "./dom.js";

// The service's name of a format, the ending of its files, and what the page calls it.
const FORMATS = [
  ["xlsx", "xlsx", "Excel"],
  ["csv-sv", "csv", "CSV"],
];

// The whole table, not only the rows that are seen. params: what is asked of the service.
export function takeTable(name, params, file, label = "Ta med tabellen:") {
  return el(
    "span",
    { class: "take-along unprinted" },
    el("span", { class: "faint" }, label),
    FORMATS.map(([format, ending, text]) => {
      const asked = new URLSearchParams(params);
      asked.delete("limit");
      asked.set("format", format);
      return [" ", el("a", { href: apiAddress(name, asked), download: `${file}.${ending}` }, text)];
    }),
  );
}

// A text made here becomes a file of the reader's.
export function save(name, content, type) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = el("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/* ---- tables that the page itself has put together ---- */

const quotedCell = (text) => (/[;"\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
// What begins like a formula is no formula; a number is.
const cellText = (value) => {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value).replace(".", ",");
  return /^[=+@\t\r-]/.test(value) ? `'${value}` : value;
};

// rows: [[text or number]], the first the heads. As a Swedish spreadsheet opens it at once: semicolons, decimal commas,
// a mark of the encoding.
export const sheetText = (rows) =>
  `\ufeff${rows.map((row) => row.map((value) => quotedCell(cellText(value))).join(";")).join("\r\n")}\r\n`;

async function saveWorkbook(makeRows, file) {
  const { workbook } = await import("./workbook.js");
  save(`${file}.xlsx`, workbook(makeRows(), file));
}

export const takeRows = (makeRows, file, label = "Ta med tabellen:") =>
  el(
    "span",
    { class: "take-along unprinted" },
    el("span", { class: "faint" }, label),
    " ",
    button("Excel", () => saveWorkbook(makeRows, file)),
    " ",
    button("CSV", () => save(`${file}.csv`, sheetText(makeRows()), "text/csv;charset=utf-8")),
  );
