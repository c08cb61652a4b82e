// office-package.js: what a workbook and a document have in common: parts of XML that name each other, in a ZIP
// archive.

// Text as XML takes it.
export const escaped = (text) =>
  String(text)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");

export const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
export const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
export const relations = (list) =>
  `<Relationships xmlns="${PACKAGE}/relationships">${list.map(([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`).join("")}</Relationships>`;

/* ---- the archive, uncompressed ---- */

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
    const common = [
      [VERSION, 2],
      [UTF8, 2],
      [0, 2],
      [0, 2],
      [DAY, 2],
      [crcOf(data), 4],
      [data.length, 4],
      [data.length, 4],
      [name.length, 2],
      [0, 2],
    ];
    const head = record([[0x04034b50, 4], ...common]);
    bodies.push(head, name, data);
    entries.push(record([[0x02014b50, 4], [VERSION, 2], ...common, [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]]), name);
    at += head.length + name.length + data.length;
  }
  const size = entries.reduce((sum, part) => sum + part.length, 0);
  return [
    ...bodies,
    ...entries,
    record([
      [0x06054b50, 4],
      [0, 2],
      [0, 2],
      [files.length, 2],
      [files.length, 2],
      [size, 4],
      [at, 4],
      [0, 2],
    ]),
  ];
}

// parts: [[path, xml]]; type: of the file.
export const packed = (parts, type) =>
  new Blob(zip(parts.map(([path, xml]) => [path, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${xml}`])), {
    type,
  });
