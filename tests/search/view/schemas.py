# tests/search/view/schemas.py: every JSON that the commands print obeys its schema in docs/schemas/.
#
# usage: schemas.py BINARY SOURCE     exit status 77 (skipped) without Debian's python3-jsonschema
import json
import os
import re
import subprocess
import sys
import tempfile

try:
    from jsonschema import Draft202012Validator
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)

BINARY, SOURCE = sys.argv[1:3]
SCHEMAS = os.path.join(SOURCE, "docs", "schemas")
SAMPLES = os.path.join(SOURCE, "corpus", "reports")

COMMANDS = [
    "search --explain kontrakt för chefer",
    "search mutor",
    "search ordsomintefinns",
    "search * --limit 1000 --tag background --tag neutral --tag strength --tag improvement",
    "search medborg* --offset 3 --limit 2",
    "who chefskontrakt",
    "who gemensam projektmodell --all-years --limit 2",
    "who ordsomintefinns",
    "who --explain etiska riktlinjer",
    "who --explain ordsomintefinns",
    "models",
    "models --area 1 --limit 1",
    "models --year 1990",
    "scores",
    "scores Luleå",
    "scores --question 4.4",
    "scores Malmö",
    "best --question 1.5",
    "best --question 1.5 --year 1990",
    "similar Luleå",
    "similar Kalix --weight county=0",
    "history Norsjö",
    "history Kalix --area 4",
    "learn Luleå",
    "learn Kalix --limit 2",
    "learn Norsjö --area 4 --tag weakness",
    "report lulea-2018",
    "report kalix-2012 --area 4 --limit 3",
    "suggest medborg",
    "suggest lule",
    "suggest ordsomintefinns",
    "status",
    "export",
]

used = {"about-1"}  # of the service alone: tests/search/http/openapi.py
failures = 0


def run(index, words):
    result = subprocess.run([BINARY, *words, "--index", index, "--format", "json"],
                            capture_output=True, check=False)
    return result.stdout.decode("utf-8", errors="strict")


def schema_name(value):
    """kompass.search/1 -> search-1; a line of an export is a passage."""
    return re.sub(r"^kompass\.(.*)/", r"\1-", value.get("schema", "kompass.passage/1"))


def check(text, what):
    global failures
    value = json.loads(text)
    name = schema_name(value)
    used.add(name)
    with open(os.path.join(SCHEMAS, name + ".json"), encoding="utf-8") as file:
        schema = json.load(file)
    Draft202012Validator.check_schema(schema)
    for error in Draft202012Validator(schema).iter_errors(value):
        failures += 1
        print(f"{what}: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")
    return value


def check_highlights(hits):
    """Each lies within its excerpt, which is a part of the passage."""
    global failures
    for hit in hits:
        length = len(hit["excerpt"])
        inside = all(start + count <= length for start, count in hit["highlights"])
        if not inside or hit["excerpt"] not in hit["passage"]["text"]:
            failures += 1
            print(f"{hit['passage']['id']}: highlights or excerpt are not of the text")


with tempfile.TemporaryDirectory() as folder:
    index = os.path.join(folder, "index")
    empty = os.path.join(folder, "empty.txt")
    open(empty, "w", encoding="utf-8").close()
    check(run(index, ["index", SAMPLES, empty]), "index")
    for command in COMMANDS:
        for line in run(index, command.split()).splitlines():
            value = check(line, command)
            if command.startswith("search"):
                check_highlights(value["hits"])
            if command.startswith("who"):
                check_highlights([piece for found in value["answers"] for piece in found["evidence"]])

for name in sorted(os.listdir(SCHEMAS)):
    if name.endswith(".json") and name[:-5] not in used:
        failures += 1
        print(f"{name}: no command of this test printed it")
print(f"{len(used)} schemas, {failures} failures")
sys.exit(1 if failures else 0)
