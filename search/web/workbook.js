// workbook.js: rows as a workbook (.xlsx), made here: what a reader has collected or planned is sent to nobody.
import { escaped, OFFICE, packed, PACKAGE, relations } from "./office-package.js";

const MOST_CHARS = 32_767; // that a cell of a spreadsheet takes
const WIDEST = 60; // characters that a column is wide

// 0 -> "A", 26 -> "AA"
const columnName = (index) =>
  (index < 26 ? "" : columnName(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));

function cell(value, row, column) {
  const place = `r="${columnName(column)}${row + 1}"${row === 0 ? ' s="1"' : ' s="2"'}`;
  if (value === null || value === undefined || value === "") return "";
  return typeof value === "number"
    ? `<c ${place}><v>${value}</v></c>`
    : `<c ${place} t="inlineStr"><is><t xml:space="preserve">${escaped(String(value).slice(0, MOST_CHARS))}</t></is></c>`;
}

function sheet(rows) {
  const widths = rows[0].map((_, column) =>
    Math.min(WIDEST, Math.max(...rows.map((row) => String(row[column] ?? "").length)) + 2),
  );
  return (
    `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
    `<cols>${widths.map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`).join("")}</cols>` +
    `<sheetData>${rows.map((row, index) => `<row r="${index + 1}">${row.map((value, column) => cell(value, index, column)).join("")}</row>`).join("")}</sheetData>` +
    `<autoFilter ref="A1:${columnName(rows[0].length - 1)}${rows.length}"/></worksheet>`
  );
}

const MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml";

// The first style is plain, the second that of heads, the third wraps its text.
const STYLES =
  `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
  `<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>` +
  `<cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/><xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`;

const parts = (rows, name) => [
  [
    "[Content_Types].xml",
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
      `<Override PartName="/xl/workbook.xml" ContentType="${MAIN}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${MAIN}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${MAIN}.styles+xml"/></Types>`,
  ],
  ["_rels/.rels", relations([["officeDocument", "xl/workbook.xml"]])],
  [
    "xl/workbook.xml",
    `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(name).slice(0, 31)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ],
  [
    "xl/_rels/workbook.xml.rels",
    relations([
      ["worksheet", "worksheets/sheet1.xml"],
      ["styles", "styles.xml"],
    ]),
  ],
  ["xl/styles.xml", STYLES],
  ["xl/worksheets/sheet1.xml", sheet(rows)],
];

// rows: [[text or number]], the first the heads; name: of the sheet.
export const workbook = (rows, name) => packed(parts(rows, name), `${MAIN}.sheet`);
