# tests/search/view/tables.py: workbooks and tables for a Swedish spreadsheet say what the CSV for programs says, whole.
#
# usage: tables.py BINARY SOURCE
import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from xml.etree import ElementTree

BINARY, SOURCE = sys.argv[1:3]
SAMPLES = os.path.join(SOURCE, "corpus", "reports")
SPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
COMMANDS = ["search kommun", "search ordsomintefinns", "who visselblåsarfunktion", "models", "scores", "scores Kalix",
            "learn Kalix", "history Norsjö", "best --question 1.5", "report lulea-2018", "export --tag strength", "status",
            "suggest medborg", "suggest lule", "similar Luleå"]
# Cells of these are codes: text in a workbook, whatever they look like.
CODES = {"code", "model_code", "source_code", "question", "figure", "what"}

failures = 0


def fail(what, problem):
    global failures
    failures += 1
    print(f"{what}: {problem}")


def run(index, command, form):
    return subprocess.run([BINARY, *command.split(), "--index", index, "--format", form], capture_output=True, check=False)


def rows_of_csv(text, delimiter):
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def column_of(reference):
    number = 0
    for letter in re.match("[A-Z]+", reference).group():
        number = number * 26 + ord(letter) - 64
    return number - 1


def strings_of(book):
    """The shared strings, where there are any."""
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    root = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
    return ["".join(text.text or "" for text in item.iter("{%s}t" % SPACE["m"])) for item in root]


def rows_of_workbook(data):
    """Cells as (is it a number, value); an empty one is (False, "")."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        strings = strings_of(book)
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    rows = []
    for row in sheet.iterfind(".//m:row", SPACE):
        cells = {}
        for cell in row.iterfind("m:c", SPACE):
            inline, value = cell.find("m:is/m:t", SPACE), cell.find("m:v", SPACE)
            if inline is not None:
                cells[column_of(cell.get("r"))] = (False, inline.text or "")
            elif cell.get("t") == "str":  # of a formula
                cells[column_of(cell.get("r"))] = (False, value.text or "")
            elif cell.get("t") == "s":
                cells[column_of(cell.get("r"))] = (False, strings[int(value.text)])
            elif value is not None:
                cells[column_of(cell.get("r"))] = (True, value.text)
        rows.append([cells.get(i, (False, "")) for i in range(max(cells, default=-1) + 1)])
    return rows


def bare(text):
    """A cell of CSV without what keeps a spreadsheet from running it."""
    return text[1:] if re.match("'[=+@\\t\\r-]", text) else text


def check_swedish(command, plain, swedish):
    if len(plain) != len(swedish) or any(len(a) != len(b) for a, b in zip(plain, swedish)):
        fail(command, "the Swedish CSV has other rows")
        return
    for name, heading in zip(plain[0], swedish[0]):
        if name.lower() == heading.lower() and name not in ("id", "text", "median"):
            fail(command, f"the column {name} has no Swedish heading")
    for row, told in zip(plain[1:], swedish[1:]):
        for name, cell, shown in zip(plain[0], row, told):
            if name in CODES and cell.replace(".", "").isdigit():
                if shown != f'="{cell}"':
                    fail(command, f"{name}: {shown}, not {cell} as text")
            elif re.fullmatch(r"-?\d+(\.\d+)?", cell) and shown != cell.replace(".", ",") and shown != cell:
                fail(command, f"{name}: {shown}, not {cell}")


def check_workbook(command, plain, book):
    if len(plain) != len(book):
        fail(command, f"the workbook has {len(book)} rows, the CSV {len(plain)}")
        return
    for row, cells in zip(plain[1:], book[1:]):
        for i, (name, cell) in enumerate(zip(plain[0], row)):
            is_number, value = cells[i] if i < len(cells) else (False, "")
            if name in CODES and is_number:
                fail(command, f"{name}: {value} is a number, though it is a code")
            elif is_number and abs(float(value) - float(cell)) > 0.01:
                fail(command, f"{name}: {value}, not {cell}")
            elif not is_number and name in ("text", "excerpt", "evidence", "cite", "id", "code") and value != bare(cell):
                fail(command, f"{name}: {value[:60]!r}, not {cell[:60]!r}")


def check(index, command):
    plain = rows_of_csv(run(index, command, "csv").stdout.decode("utf-8"), ",")
    if len(set(plain[0])) != len(plain[0]):
        fail(command, f"columns of one name: {sorted(name for name in plain[0] if plain[0].count(name) > 1)}")
    swedish = run(index, command, "csv-sv").stdout
    if not swedish.startswith(b"\xef\xbb\xbf"):
        fail(command, "no byte order mark")
    check_swedish(command, plain, rows_of_csv(swedish.decode("utf-8-sig"), ";"))
    check_workbook(command, plain, rows_of_workbook(run(index, command, "xlsx").stdout))
    return len(plain) - 1


def check_calc(index, folder):
    """LibreOffice Calc, told that the file is Swedish, takes codes for text and the others for the numbers that they are."""
    if shutil.which("soffice") is None:
        print("not tried: LibreOffice (Debian: libreoffice-calc-nogui)")
        return
    for number, command in enumerate(["scores", "search kommun", "similar Luleå --weight county=0.5", "models"]):
        path = os.path.join(folder, f"calc{number}")
        with open(path + ".csv", "wb") as file:
            file.write(run(index, command, "csv-sv").stdout)
        # Separator ";", quotation mark, UTF-8, from line 1, Swedish; as the dialogue has them.
        done = subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--infilter=CSV:59,34,76,1,,1053",
                               "--convert-to", "xlsx", "--outdir", folder, path + ".csv"], capture_output=True, timeout=600, check=False)
        if done.returncode != 0 or not os.path.exists(path + ".xlsx"):
            print("not tried: LibreOffice opens no spreadsheets (Debian: libreoffice-calc-nogui)")
            return
        with open(path + ".xlsx", "rb") as file:
            check_workbook(f"{command} in Calc", rows_of_csv(run(index, command, "csv").stdout.decode(), ","), rows_of_workbook(file.read()))


def check_is_whole(index, rows):
    """Tables have all rows, and say it where they have not."""
    if rows["search kommun"] <= 10:
        fail("search", "the samples have too few passages for this test")
    cut = run(index, "search --limit 3 kommun", "csv")
    told = f"3 of {rows['search kommun']} passages"
    if told not in cut.stderr.decode() or len(rows_of_csv(cut.stdout.decode(), ",")) != 4:
        fail("search --limit 3", f"does not say {told}: {cut.stderr.decode()}")
    if run(index, "search kommun", "csv").stderr:
        fail("search", "says something of a whole table")


def check_lists(index):
    """A table says of evidence in which list it stands, as JSON does: an item is but a few words."""
    command, lists = "who etik", {}
    for answer in json.loads(run(index, command, "json").stdout)["answers"]:
        first = answer["evidence"][0]["passage"] if answer["evidence"] else {"kind": None}
        lists[answer["report"]["id"]] = first["tag"] if first["kind"] == "item" else ""
    plain = rows_of_csv(run(index, command, "csv").stdout.decode("utf-8"), ",")
    for row in (dict(zip(plain[0], row)) for row in plain[1:]):
        if row["verdict"] != "told by others" and row.get("list") != lists[row["report"]]:
            fail(command, f"{row['report']}: in the list {row.get('list')!r}, not {lists[row['report']]!r}")
    if "strength" not in lists.values() or "Lista" not in run(index, command, "csv-sv").stdout.decode("utf-8-sig"):
        fail(command, "the samples have no item for this test, or the column has no Swedish name")


def check_no_room(index):
    environment = {**os.environ, "TMPDIR": "/nonexistent"}
    for command in COMMANDS:
        done = subprocess.run([BINARY, *command.split(), "--index", index, "--format", "xlsx"], capture_output=True, env=environment, check=False)
        if done.returncode != 1 or done.stdout or b"temporary files" not in done.stderr:
            fail(command, f"without room for temporary files: {done.returncode} {done.stderr.decode()}")


with tempfile.TemporaryDirectory() as folder:
    index = os.path.join(folder, "index")
    subprocess.run([BINARY, "index", "--index", index, SAMPLES], capture_output=True, check=True)
    rows = {command: check(index, command) for command in COMMANDS}
    check_is_whole(index, rows)
    check_lists(index)
    check_no_room(index)
    check_calc(index, folder)
print(f"{len(COMMANDS)} tables, {failures} failures")
sys.exit(1 if failures else 0)
