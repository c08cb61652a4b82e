# tests/web/read_workbook.py: prints the cells of the workbook on standard input as JSON, row by row; fails where the archive
# or its XML is broken.
import io
import json
import sys
import xml.etree.ElementTree as tree
import zipfile

SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

book = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))
if book.testzip() is not None:
    sys.exit("a part is damaged")
for name in book.namelist():
    tree.fromstring(book.read(name))
rows = []
for row in tree.fromstring(book.read("xl/worksheets/sheet1.xml")).iter(f"{SPACE}row"):
    cells = {}
    for cell in row.iter(f"{SPACE}c"):
        column = cell.get("r").rstrip("0123456789")
        cells[column] = float(cell.find(f"{SPACE}v").text) if cell.get("t") is None else "".join(cell.itertext())
    rows.append(cells)
json.dump(rows, sys.stdout)
