// workbook.js: rows as a workbook (.xlsx), made here: what a reader has collected or planned is sent to nobody.

const MOST_CHARS = 32_767; // that a cell of a spreadsheet takes
const WIDEST = 60; // characters that a column is wide

const escaped = (text) => String(text).slice(0, MOST_CHARS).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
  .replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

// 0 -> "A", 26 -> "AA"
const columnName = (index) => (index < 26 ? "" : columnName(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));

function cell(value, row, column) {
  const place = `r="${columnName(column)}${row + 1}"${row === 0 ? ' s="1"' : ' s="2"'}`;
  if (value === null || value === undefined || value === "") return "";
  return typeof value === "number" ? `<c ${place}><v>${value}</v></c>` : `<c ${place} t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
}

function sheet(rows) {
  const widths = rows[0].map((_, column) => Math.min(WIDEST, Math.max(...rows.map((row) => String(row[column] ?? "").length)) + 2));
  return `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`
    + `<cols>${widths.map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`).join("")}</cols>`
    + `<sheetData>${rows.map((row, index) => `<row r="${index + 1}">${row.map((value, column) => cell(value, index, column)).join("")}</row>`).join("")}</sheetData>`
    + `<autoFilter ref="A1:${columnName(rows[0].length - 1)}${rows.length}"/></worksheet>`;
}

const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const relations = (list) => `<Relationships xmlns="${PACKAGE}/relationships">${list.map(([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`).join("")}</Relationships>`;

// The first style is plain, the second that of heads, the third wraps its text.
const STYLES = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>`
  + `<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>`
  + `<cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/><xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`;

const parts = (rows, name) => [
  ["[Content_Types].xml", `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`
    + `<Override PartName="/xl/workbook.xml" ContentType="${MAIN}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${MAIN}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${MAIN}.styles+xml"/></Types>`],
  ["_rels/.rels", relations([["officeDocument", "xl/workbook.xml"]])],
  ["xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(name).slice(0, 31)}" sheetId="1" r:id="rId1"/></sheets></workbook>`],
  ["xl/_rels/workbook.xml.rels", relations([["worksheet", "worksheets/sheet1.xml"], ["styles", "styles.xml"]])],
  ["xl/styles.xml", STYLES],
  ["xl/worksheets/sheet1.xml", sheet(rows)],
];

/* ---- a ZIP archive, uncompressed ---- */

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? 0xedb88320 ^ (sum >>> 1) : sum >>> 1;
  return sum;
});

function crcOf(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = CRC[(sum ^ byte) & 0xff] ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}

// Numbers of two or four bytes: [[value, bytes], …].
function record(fields) {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [, bytes]) => sum + bytes, 0)));
  let at = 0;
  for (const [value, bytes] of fields) {
    if (bytes === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += bytes;
  }
  return new Uint8Array(view.buffer);
}

const DAY = 0x21; // 1 January 1980: the first that the format knows
const VERSION = 20;
const UTF8 = 0x800;

function zip(files) {
  const encode = (text) => new TextEncoder().encode(text);
  const [bodies, entries] = [[], []];
  let at = 0;
  for (const [path, text] of files) {
    const [name, data] = [encode(path), encode(text)];
    const common = [[VERSION, 2], [UTF8, 2], [0, 2], [0, 2], [DAY, 2], [crcOf(data), 4], [data.length, 4], [data.length, 4], [name.length, 2], [0, 2]];
    const head = record([[0x04034b50, 4], ...common]);
    bodies.push(head, name, data);
    entries.push(record([[0x02014b50, 4], [VERSION, 2], ...common, [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]]), name);
    at += head.length + name.length + data.length;
  }
  const size = entries.reduce((sum, part) => sum + part.length, 0);
  return [...bodies, ...entries, record([[0x06054b50, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [size, 4], [at, 4], [0, 2]])];
}

// rows: [[text or number]], the first the heads; name: of the sheet.
export const workbook = (rows, name) => new Blob(zip(parts(rows, name).map(([path, xml]) => [path, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${xml}`])), { type: `${MAIN}.sheet` });
