# tests/search/http/openapi.py: what `kompass serve` really answers is what search/http/openapi.json says of it.
#
# usage: openapi.py BINARY SOURCE     exit status 77 (skipped) without Debian's python3-jsonschema
#
# Each path is asked with each of its parameters, and in every way that goes wrong; status, type, headers and
# body are compared with the description that the service itself hands out.
import csv
import http.client
import io
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import zipfile
from urllib.parse import quote, urlencode

try:
    from jsonschema import Draft202012Validator
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)

BINARY, SOURCE = sys.argv[1:3]
SAMPLES = os.path.join(SOURCE, "corpus", "reports")
API = "/api/v1/"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STATIC = {"/api/v1", API + "openapi.json", API + "interface.html"}
ROUTES_OF_NO_PATH = {"web", "unknown", "refused"}

# What is asked beside what follows from the description: path, query.
QUESTIONS = [
    ("search", "q=kommun&limit=0"),
    ("search", "q=kommun&offset=5&limit=3&tag=strength&tag=weakness&area=1&area=2"),
    ("search", "q=cheffskontrakt&explain=true"),
    ("search", "q=" + quote('"etiska riktlinjer" OR mutor -dialog')),
    ("search", "q=ordsomintefinns"),
    ("search", "q=chefskontrakt&area=1&year=2012"),
    ("learn", "municipality=2580&question=1.5"),
    ("search", "q=*&limit=1000&tag=background&tag=neutral&tag=strength&tag=improvement&tag=weakness"),
    ("search", "q=medborgardialog&rank=practice&municipality=2580&municipality=Kalix&year=2012..2018"),
    ("who", "topic=chefskontrakt"),
    ("who", "topic=gemensam+projektmodell&all-years=true&limit=2"),
    ("who", "topic=ordsomintefinns"),
    ("who", "q=mutor&county=norrbotten&verdict=has&verdict=lacks&limit=1&offset=1"),
    ("search", "q=mutor&county=norrbotten&limit=3"),
    ("who", "topic=" + quote("etiska riktlinjer") + "&explain=true"),
    ("models", "limit=1&offset=1&area=7"),
    ("models", "municipality=" + quote("Östersund")),
    ("scores", "municipality=2580&municipality=2514"),
    ("scores", "question=4.4&revision=2016"),
    ("scores", "limit=0"),
    ("report", "id=lulea-2018&offset=56&limit=1"),
    ("report", "id=kalix-2012&area=4&tag=strength"),
    ("suggest", "q=medborg"),
    ("suggest", "topic=" + quote("etiska rik")),
    ("suggest", "q=ordsomintefinns"),
    ("export", "municipality=2514&tag=strength"),
    ("export", "limit=3&offset=2"),
    ("scores", "municipality=2580&group=inlandet"),
    ("learn", "municipality=" + quote("Luleå") + "&limit=3"),
    ("learn", "municipality=2514&area=4&tag=weakness"),
    ("learn", "municipality=2514&municipality=" + quote("Östersund") + "&tag=improvement"),
]

# What goes wrong: path, query, headers, status, code.
FAILURES = [
    ("search", "", {}, 400, "bad_request"),
    ("search", "q=", {}, 400, "bad_request"),
    ("search", "q=%22", {}, 400, "bad_request"),
    ("search", "q=a*", {}, 400, "bad_request"),
    ("search", "q=x&limit=1001", {}, 400, "bad_request"),
    ("search", "q=x&area=9", {}, 400, "bad_request"),
    ("search", "q=x&format=text", {}, 400, "bad_request"),
    ("search", "q=x&index=/etc", {}, 400, "bad_request"),
    ("search", "q=" + "a" * 5000, {}, 414, "too_long"),
    ("search", "q=x&municipality=Ankeborg", {}, 404, "unknown_municipality"),
    ("who", "", {}, 400, "bad_request"),
    ("who", "topic=mutor&municipality=Ankeborg", {}, 404, "unknown_municipality"),
    ("scores", "municipality=Ankeborg", {}, 404, "unknown_municipality"),
    ("models", "municipality=Ankeborg", {}, 404, "unknown_municipality"),
    ("scores", "year=2018..2012", {}, 400, "bad_request"),
    ("export", "municipality=Ankeborg", {}, 404, "unknown_municipality"),
    ("scores", "group=Ankeborgs+kusin", {}, 400, "bad_request"),
    ("scores", "groups=/etc/passwd", {}, 400, "bad_request"),
    ("learn", "", {}, 400, "bad_request"),
    ("learn", "municipality=Ankeborg", {}, 404, "unknown_municipality"),
    ("similar", "municipality=Ankeborg", {}, 404, "unknown_municipality"),
    ("similar", "municipality=Kalix&weight=9=1", {}, 400, "bad_request"),
    ("similar", "municipality=Kalix&weight=county", {}, 400, "bad_request"),
    ("best", "question=1.5&municipality=Ankeborg", {}, 404, "unknown_municipality"),
    ("status", "limit=1", {}, 400, "bad_request"),
    ("report", "", {}, 400, "bad_request"),
    ("report", "id=ankeborg-2018", {}, 404, "unknown_report"),
    ("suggest", "q=", {}, 400, "bad_request"),
    ("source", "", {}, 400, "bad_request"),
    ("source", "id=ankeborg-2018", {}, 404, "unknown_report"),
    ("source", "id=../../etc/passwd", {}, 404, "unknown_report"),
    ("source", "id=lulea-2018", {"Range": "bytes=99999999-"}, 416, "range"),
]
# What goes wrong at any path: method, headers, status, code.
REFUSALS = [
    ("POST", {}, 405, "method_not_allowed"),
    ("GET", {"Content-Length": "1000000"}, 413, "too_large"),
    ("GET", {"Cookie": "a=" + "b" * 30000}, 431, "headers_too_large"),
    ("another version", {}, 505, "version_not_supported"),
    ("no end", {}, 408, "timeout"),
]
# What no client sends that knows HTTP.
BYTES = {"another version": "GET {} HTTP/9.9\r\n\r\n", "no end": "GET {} HTTP/1.1\r\n"}

failures = 0
statuses_seen = {}  # path -> those of its answers


def fail(what, problem):
    global failures
    failures += 1
    print(f"{what}: {problem}")


class Service:
    """kompass serve on a port of its own."""

    def __init__(self, index, *options):
        self.process = subprocess.Popen([BINARY, "serve", "--index", index, "--listen", "127.0.0.1:0", *options],
                                        stderr=subprocess.PIPE, text=True)
        for line in self.process.stderr:
            found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
            if found:
                self.port = int(found.group(1))
                # The log is read on: a service whose pipe is full can't go on.
                self.log = threading.Thread(target=self.process.stderr.read)
                self.log.start()
                return
        sys.exit("kompass serve has not begun")

    def ask(self, target, headers=None, method="GET"):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        if method in BYTES:
            connection.connect()
            connection.sock.sendall(BYTES[method].format(target).encode())
            response = http.client.HTTPResponse(connection.sock)
            response.begin()
        else:
            connection.request(method, target, headers=headers or {})
            response = connection.getresponse()
        body = response.read()
        connection.close()
        return response, body

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.log.join()
        if self.process.wait() != 0:
            fail("serve", f"ended with {self.process.returncode}")


class Description:
    def __init__(self, document):
        self.document = document

    def resolve(self, value):
        while "$ref" in value:
            node = self.document
            for key in value["$ref"].removeprefix("#/").split("/"):
                node = node[key]
            value = node
        return value

    def operation(self, path):
        return self.document["paths"][path]["get"]

    def parameters(self, path):
        return [self.resolve(parameter) for parameter in self.operation(path).get("parameters", [])]

    def validator(self, schema):
        return Draft202012Validator({**schema, "components": self.document["components"]})


def check_csv(what, body):
    text = body.decode("utf-8")
    swedish = text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";" if swedish else ","))
    if not rows or any(len(row) != len(rows[0]) for row in rows):
        fail(what, "the rows of the CSV are not of one length")


def check(description, service, path, query="", headers=None, method="GET"):
    """Asks, and holds the answer against what is said of the path. Returns status, parsed body, headers."""
    target = path + (f"?{query}" if query else "")
    what = f"{method} {target[:150]} {str(headers or '')[:60]}"
    response, body = service.ask(target, headers, method)
    statuses_seen.setdefault(path, set()).add(str(response.status))
    said = description.operation(path)["responses"].get(str(response.status))
    if said is None:
        fail(what, f"status {response.status} is not described")
        return response.status, None, response.headers
    said = description.resolve(said)
    for name in said.get("headers", {}):
        if name not in response.headers:
            fail(what, f"the header {name} is missing")
    content = said.get("content")
    if content is None:
        if body:
            fail(what, "a body where none is described")
        return response.status, None, response.headers
    kind = response.headers.get_content_type()
    if kind not in content and "*/*" not in content:
        fail(what, f"{kind} is not described")
    elif kind == "text/csv":
        check_csv(what, body)
    elif kind == WORKBOOK:
        with zipfile.ZipFile(io.BytesIO(body)) as workbook:
            if workbook.testzip() or "xl/worksheets/sheet1.xml" not in workbook.namelist():
                fail(what, "is no workbook")
    elif kind == "application/jsonl":
        for line in body.decode("utf-8", errors="strict").splitlines():
            for error in description.validator(content[kind]["schema"]).iter_errors(json.loads(line)):
                fail(what, f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")
    elif kind == "application/json":
        value = json.loads(body.decode("utf-8", errors="strict"))
        for error in description.validator(content[kind]["schema"]).iter_errors(value):
            fail(what, f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")
        return response.status, value, response.headers
    return response.status, None, response.headers


def check_failure(description, service, path, query, headers, status, code, method="GET"):
    got, value, _ = check(description, service, path, query, headers, method)
    if got != status or value is None or value["error"]["code"] != code:
        fail(f"{method} {path}?{query[:80]}", f"{got} {value}, not {status} {code}")


# ---- values for parameters ----

EXAMPLES = {"municipality": ["Kalix", "2580"], "year": ["2018", "2012..2015"], "revision": [2016, 2010], "model": ["Borås"],
            "limit": [2], "offset": [1]}


def values_of(parameter):
    """Some that the description allows, each to be sent."""
    schema = parameter["schema"]
    item = schema.get("items", schema)
    if "example" in parameter:
        example = parameter["example"]
        return example if isinstance(example, list) else [example]
    if "enum" in item:
        return item["enum"]
    if item.get("type") == "boolean":
        return ["true", "false"]
    if parameter["name"] in EXAMPLES:
        return EXAMPLES[parameter["name"]]
    return [item["minimum"], item.get("maximum", item["minimum"] + 1)]


def check_parameters(description, service, path):
    parameters = description.parameters(path)
    required = [(one["name"], values_of(one)[0]) for one in parameters if one.get("required")]
    for parameter in parameters:
        name = parameter["name"]
        others = [pair for pair in required if pair[0] != name]
        values = values_of(parameter)
        sent = [[(name, value)] for value in values]
        if parameter["schema"].get("type") == "array":
            sent.append([(name, value) for value in values])
        for pairs in sent:
            status, value, _ = check(description, service, path, urlencode(others + pairs))
            none_such = status == 404 and value["error"]["code"] == "unknown_municipality"  # of that year, say
            if status != 200 and not none_such:
                fail(path, f"{pairs} was answered with {status}")
    if path.startswith(API) and path not in STATIC:
        check_failure(description, service, path, urlencode(required + [("undescribed", 1)]), {}, 400, "bad_request")
        check_failure(description, service, path, urlencode(required + [("format", "a" * 17000)]), {}, 414, "too_long")
    return urlencode(required)


def check_path(description, service, path):
    query = check_parameters(description, service, path)
    _, _, headers = check(description, service, path, query)
    if "ETag" in headers:
        again, _, _ = check(description, service, path, query, {"If-None-Match": headers["ETag"]})
        if again != 304:
            fail(path, f"asked again with its ETag: {again}")
    if "text/csv" in description.operation(path)["responses"]["200"]["content"]:
        _, _, headers = check(description, service, path, query, {"Accept": "text/csv"})
        if headers.get_content_type() != "text/csv":
            fail(path, "Accept: text/csv is not heeded")
        _, _, headers = check(description, service, path, query, {"Accept": f"{WORKBOOK}, application/json;q=0.5"})
        if headers.get_content_type() != WORKBOOK:
            fail(path, "Accept: a workbook is not heeded")
    for method, headers, status, code in REFUSALS:
        check_failure(description, service, path, query, headers, status, code, method)


def check_no_path_is_undescribed(description, service):
    """The service counts each answer by its route; these are the operations of the description."""
    _, body = service.ask("/metrics")
    counted = set(re.findall(r'kompass_http_requests_total{route="([^"]+)"', body.decode()))
    operations = {description.operation(path)["operationId"] for path in description.document["paths"]}
    if counted - ROUTES_OF_NO_PATH != operations:
        fail("routes", f"counted {sorted(counted)}, described {sorted(operations)}")
    commands = re.findall(r"^  ([a-z]+)\s", subprocess.run([BINARY, "--help"], capture_output=True, text=True, check=True).stdout, re.M)
    if "search" not in commands:
        fail("kompass --help", f"no commands in it: {commands}")
    for command in commands:
        response, _ = service.ask(API + command)
        if (response.status != 404) != (API + command in description.document["paths"]):
            fail(command, f"{response.status}, against the description")


def check_overview(description, service):
    """The list and the page have every path."""
    paths = list(description.document["paths"])
    _, listed, _ = check(description, service, "/api/v1")
    response, same = service.ask(API)
    if response.status != 200 or json.loads(same) != listed:
        fail(API, "with a slash it is another answer")
    if [one["path"] for one in listed["endpoints"]] != paths:
        fail(API, "the list is not that of the description")
    for path in paths:
        names = [parameter["name"] for parameter in description.parameters(path)]
        if next(one for one in listed["endpoints"] if one["path"] == path)["parameters"] != names:
            fail(API, f"the parameters of {path} are others")
    _, page = service.ask(API, {"Accept": "text/html,*/*;q=0.8"})
    for path in paths:
        if f"<code>GET {path}</code>" not in page.decode():
            fail(API, f"the page does not tell of {path}")


# What Redocly's and Spectral's recommended rules ask of a description, as far as it can go wrong here.

def nodes_of(value, where=""):
    """Each object of the document, with its place."""
    if isinstance(value, dict):
        yield where, value
        for key, inner in value.items():
            yield from nodes_of(inner, f"{where}/{key}")
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from nodes_of(inner, f"{where}/{i}")


def check_operation_rules(path, operation, tags):
    if path.endswith("/") or "?" in path:
        fail(path, "ends with a slash, or has a query")
    for key in ("summary", "description", "operationId"):
        if not operation.get(key):
            fail(path, f"has no {key}")
    if not re.fullmatch(r"[A-Za-z0-9_-]+", operation["operationId"]):
        fail(path, "the operationId is none for a URL")
    if not operation.get("tags") or not set(operation["tags"]) <= tags:
        fail(path, "has no tag, or one that is not declared")
    statuses = set(operation["responses"])
    if not any(status.startswith("2") for status in statuses) or not any(status.startswith("4") for status in statuses):
        fail(path, "describes no success or no failure")


def check_rules(document):
    info = document["info"]
    if document.get("security") != [] or not info.get("contact") or not info.get("description") or not info["license"].get("identifier"):
        fail("info", "security, contact, description or license is missing")
    if not document.get("servers") or any(one["url"] != "/" and one["url"].endswith("/") for one in document["servers"]):
        fail("servers", "there is none, or one that ends with a slash")
    tags = [tag["name"] for tag in document.get("tags", [])]
    operations = [path["get"] for path in document["paths"].values()]
    ids = [operation["operationId"] for operation in operations]
    if len(set(tags)) != len(tags) or len(set(ids)) != len(ids):
        fail("tags", "two have one name")
    for path, item in document["paths"].items():
        check_operation_rules(path, item["get"], set(tags))
    used = set()
    for where, node in nodes_of(document):
        if isinstance(node.get("$ref"), str):
            used.add(node["$ref"])
            if set(node) - {"$ref", "$schema", "$defs", "title", "description"}:
                fail(where, "something stands beside a $ref")
        if node.get("type") == "array" and "items" not in node:
            fail(where, "an array without items")
        if isinstance(node.get("enum"), list) and len(set(map(str, node["enum"]))) != len(node["enum"]):
            fail(where, "a choice stands twice")
    for kind in ("parameters", "responses", "schemas"):
        for name in document["components"][kind]:
            if not any(one == f"#/components/{kind}/{name}" or one.startswith(f"#/components/{kind}/{name}/") for one in used):
                fail(name, "is used nowhere")


def check_without_index(description, folder):
    service = Service(os.path.join(folder, "nothing"), "--sources")
    for path in description.document["paths"]:
        if path in STATIC or path in ("/metrics", API + "about"):
            continue
        query = urlencode([(one["name"], values_of(one)[0]) for one in description.parameters(path) if one.get("required")])
        check_failure(description, service, path, query, {}, 503, "no_index")
    service.stop()


def check_all(folder):
    index = os.path.join(folder, "index")
    subprocess.run([BINARY, "index", "--index", index, SAMPLES], capture_output=True, check=True)
    groups = os.path.join(folder, "groups.ini")
    with open(groups, "w", encoding="utf-8") as file:
        file.write("[Inlandet]\nKalix\n")
    service = Service(index, "--head-seconds", "1", "--sources", "--groups", groups)
    response, body = service.ask(API + "openapi.json")
    description = Description(json.loads(body))
    if response.status != 200 or not description.document["openapi"].startswith("3.1."):
        fail("openapi.json", "is no OpenAPI 3.1")
    for schema in description.document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    for path in description.document["paths"]:
        check_path(description, service, path)
    for place, (command, query) in enumerate(QUESTIONS):
        first = command not in [one for one, _ in QUESTIONS[:place]]
        for form in ("", "&format=csv", *(("&format=csv-sv", "&format=xlsx") if first else ())):
            status, _, _ = check(description, service, API + command, query + form)
            if status != 200:
                fail(f"{command}?{query}", f"answered with {status}")
    check_overview(description, service)
    check_rules(description.document)
    status, _, headers = check(description, service, API + "source", "id=lulea-2018", {"Range": "bytes=0-99"})
    if status != 206 or headers["Content-Length"] != "100":
        fail("source", f"a part was answered with {status}, {headers['Content-Length']} bytes")
    for command, query, headers, status, code in FAILURES:
        check_failure(description, service, API + command, query, headers, status, code)
    check_no_path_is_undescribed(description, service)
    service.stop()
    check_without_index(description, folder)
    return description


with tempfile.TemporaryDirectory() as temporary:
    told = check_all(temporary)
    for one in told.document["paths"]:
        unseen = set(told.operation(one)["responses"]) - statuses_seen[one] - {"500", "503"}
        if unseen:
            fail(one, f"described, but never given in this test: {sorted(unseen)}")
print(f"{len(told.document['paths'])} paths, {failures} failures")
sys.exit(1 if failures else 0)
