// document.js: paragraphs as a document for word processors (.docx), made here: what a reader has collected is sent to
// nobody.
import { button } from "./dom.js";
import { escaped, OFFICE, packed, PACKAGE, relations } from "./office-package.js";
import { save } from "./take-along.js";

const WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml";

// What a paragraph can be: its name in word processors, what its letters are, and what stands around it.
const STYLES = {
  text: ["Normal", "", '<w:spacing w:after="160"/>'],
  title: ["heading 1", '<w:b/><w:sz w:val="36"/>', '<w:keepNext/><w:spacing w:after="200"/><w:outlineLvl w:val="0"/>'],
  heading: [
    "heading 2",
    '<w:b/><w:sz w:val="26"/>',
    '<w:keepNext/><w:spacing w:before="280" w:after="100"/><w:outlineLvl w:val="1"/>',
  ],
  quote: ["Quote", "", '<w:keepNext/><w:keepLines/><w:spacing w:before="240" w:after="40"/>'],
  source: ["Source", '<w:color w:val="444444"/><w:sz w:val="19"/>', '<w:keepLines/><w:spacing w:after="160"/>'],
};

const style = ([id, [name, letters, around]]) =>
  `<w:style w:type="paragraph"${id === "text" ? ' w:default="1"' : ""} w:styleId="${id}"><w:name w:val="${name}"/><w:qFormat/><w:pPr>${around}</w:pPr><w:rPr>${letters}</w:rPr></w:style>`;

const sheetOfStyles = () =>
  `<w:styles xmlns:w="${WORDS}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="22"/><w:lang w:val="sv-SE"/></w:rPr></w:rPrDefault></w:docDefaults>` +
  `${Object.entries(STYLES).map(style).join("")}</w:styles>`;

const paragraph = ([kind, text]) =>
  `<w:p><w:pPr><w:pStyle w:val="${kind}"/></w:pPr><w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`;

// A4, in twentieths of a point.
const PAGE =
  '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>';

const parts = (paragraphs) => [
  [
    "[Content_Types].xml",
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
      `<Override PartName="/word/document.xml" ContentType="${MAIN}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${MAIN}.styles+xml"/></Types>`,
  ],
  ["_rels/.rels", relations([["officeDocument", "word/document.xml"]])],
  ["word/_rels/document.xml.rels", relations([["styles", "styles.xml"]])],
  ["word/styles.xml", sheetOfStyles()],
  [
    "word/document.xml",
    `<w:document xmlns:w="${WORDS}" xmlns:r="${OFFICE}"><w:body>${paragraphs.map(paragraph).join("")}${PAGE}</w:body></w:document>`,
  ],
];

// makeParagraphs: gives [[kind, text]] when they are wanted, the kinds those of STYLES.
export const takeDocument = (makeParagraphs, file) =>
  button("Ladda ner för Word", () => save(`${file}.docx`, packed(parts(makeParagraphs()), `${MAIN}.document`)));
