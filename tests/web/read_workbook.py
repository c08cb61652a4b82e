# tests/web/read_workbook.py: prints what the file on standard input holds as JSON: of a workbook (.xlsx) the cells, row by
# row, of a document (.docx) the paragraphs, each with its style; fails where the archive or its XML is broken.
import io
import json
import sys
import xml.etree.ElementTree as tree
import zipfile

SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

book = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))
if book.testzip() is not None:
    sys.exit("a part is damaged")
for name in book.namelist():
    tree.fromstring(book.read(name))
if "word/document.xml" in book.namelist():
    styles = {style.get(f"{WORDS}styleId") for style in tree.fromstring(book.read("word/styles.xml")).iter(f"{WORDS}style")}
    paragraphs = [[paragraph.find(f"{WORDS}pPr/{WORDS}pStyle").get(f"{WORDS}val"), "".join(paragraph.itertext())]
                  for paragraph in tree.fromstring(book.read("word/document.xml")).iter(f"{WORDS}p")]
    if any(style not in styles for style, _ in paragraphs):
        sys.exit("a paragraph has a style that there is not")
    json.dump(paragraphs, sys.stdout)
    sys.exit()
rows = []
for row in tree.fromstring(book.read("xl/worksheets/sheet1.xml")).iter(f"{SPACE}row"):
    cells = {}
    for cell in row.iter(f"{SPACE}c"):
        column = cell.get("r").rstrip("0123456789")
        cells[column] = float(cell.find(f"{SPACE}v").text) if cell.get("t") is None else "".join(cell.itertext())
    rows.append(cells)
json.dump(rows, sys.stdout)
