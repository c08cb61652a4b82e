#!/usr/bin/env python3
# tests/golden/golden.py: what kompass answers is what it answered before, byte for byte.
#
# usage: golden.py check samples|published     fails where an answer is another; 77 (skipped) without the reports
#        golden.py update [samples|published]  writes down what is answered now
#        golden.py show [--published] COMMAND...
#        golden.py compare [--only KIND] [--put-away] OLD_BINARY NEW_BINARY
# The binary is $KOMPASS_BINARY, else build/kompass.
import argparse
import collections
import concurrent.futures
import difflib
import hashlib
import http.client
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import threading
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.dirname(os.path.dirname(HERE))
OWN_GOLD = os.path.join(SOURCE, "tests", "eval", "gold-own")
SKIPPED = 77
SHOWN = 40  # of the answers that differ, when a test fails

# Answers about the samples that are kept whole, so that a difference can be seen without another binary.
WHOLE = {"samples-scores.csv": "scores --format csv", "samples-models.csv": "models --format csv"}

# What is another each time, wherever it is said.
UNREPEATABLE = [
    (r'"took_ms":[0-9.]+', '"took_ms":0'),
    (r", [0-9.]+ ms$", ", 0 ms"),
    (r'"generation":"[0-9a-f-]{36}"', '"generation":"GENERATION"'),
    (r'"version":"[0-9.]+"', '"version":"VERSION"'),
    (r"^version( +)[0-9.]+ \(index", r"version\1VERSION (index"),
    (r'^\.TH KOMPASS 1 "" "kompass [0-9.]+"', '.TH KOMPASS 1 "" "kompass VERSION"'),
    (r'(href|src)="[0-9a-f]{16}/', r'\1="CONTENT/'),
    (r'\{generation="[0-9a-f-]{36}"\}', '{generation="GENERATION"}'),
    (r"^(kompass_http_[a-z_]+(?:\{.*\})?) [0-9.e+-]+$", r"\1 NUMBER"),
]

# The service is asked for those that are many: a program each takes four times as long.
Question = collections.namedtuple("Question", "label words by_service put_away", defaults=[False, False])


def digest(text, length=16):
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:length]


def kind_of(label):
    return label.split()[0]


# ---- What is asked


def own_commands(published):
    """The lines of commands.txt; of published reports only what search and who answer in JSON."""
    with open(os.path.join(HERE, "commands.txt"), encoding="utf-8") as file:
        for line in file.read().splitlines():
            words = shlex.split(line, comments=False) if line and line[0] != "#" else []
            if words and (not published or (words[0] in ("search", "who") and not {"--format", "--help"} & set(words))):
                yield Question(line, words)


def words_of(item):
    """The command of a judged query or topic."""
    filters = [word for name, value in item.get("filters", {}).items() for word in ("--" + name, str(value))]
    asked = item.get("query") or item["topic"]
    return ["search" if "query" in item else "who", *filters, *(["--"] if asked.startswith("-") else []), asked]


def target_of(words):
    """The path of the service that answers what a command of search or who answers in JSON."""
    filters = zip((word.removeprefix("--") for word in words[1:-1:2]), words[2:-1:2])
    asked = [("q" if words[0] == "search" else "topic", words[-1])]
    return f"/api/v1/{words[0]}?{urllib.parse.urlencode([*filters, *asked])}"


def judged(folder, hidden):
    """Every query and topic of a folder of answers. Hidden ones are named by file and digest, not by what they ask."""
    for name in sorted(os.listdir(folder)):
        if not re.fullmatch(r"(queries|who).*\.json", name):
            continue
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            for item in json.load(file):
                words = words_of(item)
                label = f"{words[0]} {name}:{digest(shlex.join(words), 8)}" if hidden else shlex.join(words)
                yield Question(label, words, True, hidden and put_away(name, words[-1]))


def put_away(name, asked):
    """Is it among those that are to be judged without having been seen (README.md)?"""
    return re.search(r"-\d+\.json$", name) is not None and digest(asked.lower())[0] in "01234"


def questions(reports, municipalities):
    """Everything that is asked, each once."""
    alone = ["status", "scores", "models", *(shlex.join(["learn", name]) for name in municipalities)]
    found = [Question(line, shlex.split(line)) for line in alone]
    found += own_commands(reports.published)
    found += judged(OWN_GOLD, False)
    if reports.published:
        found += judged(os.environ["KOMPASS_GOLD"], True)
    return list({question.label: question for question in found}.values())


# ---- Asking


class Reports:
    """A set of reports, and the file that holds the digests of what is answered about them."""

    def __init__(self, name):
        self.name = name
        self.published = name == "published"
        self.folder = os.environ.get("KOMPASS_REPORTS") if self.published else os.path.join(SOURCE, "corpus", "reports")
        self.golden = os.path.join(HERE, name + ".txt")

    def at_hand(self):
        return not self.published or bool(self.folder and os.environ.get("KOMPASS_GOLD"))

    def digest(self):
        whole = hashlib.sha256()
        for name in sorted(os.listdir(self.folder)):
            if name.endswith((".txt", ".pdf")):
                with open(os.path.join(self.folder, name), "rb") as file:
                    whole.update(name.encode() + b"\0" + hashlib.sha256(file.read()).digest())
        return whole.hexdigest()[:16]


class Kompass:
    """A binary with an index of its own."""

    def __init__(self, binary, folder, reports):
        self.binary, self.folder, self.reports = os.path.abspath(binary), folder, reports
        self.environment = {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "", "NO_COLOR": "1", "KOMPASS_CONFIG": ""}
        for name in ("KOMPASS_INDEX", "KOMPASS_REPORTS", "KOMPASS_GROUPS", "COLUMNS"):
            self.environment.pop(name, None)

    def plain(self, text):
        text = text.replace(os.path.realpath(self.reports.folder), "REPORTS").replace(os.path.abspath(self.reports.folder), "REPORTS").replace(self.folder, "FOLDER")
        for pattern, same in UNREPEATABLE:
            text = re.sub(pattern, same, text, flags=re.MULTILINE)
        return text

    def run(self, words):
        """What a command prints, and what it complains of."""
        command = [self.binary, words[0]]
        if not {"--help", "--man"} & set(words):
            command += ["--index", "index"]
            command += [] if {"--format", "--cite"} & set(words) else ["--format", "json"]
        result = subprocess.run(command + words[1:], cwd=self.folder, env=self.environment, capture_output=True,
                                stdin=subprocess.DEVNULL, check=False)
        text = result.stdout.decode("utf-8", "surrogateescape")
        if result.stderr or result.returncode:
            complaints = result.stderr.decode("utf-8", "surrogateescape")
            text += f"--- standard error, exit status {result.returncode}\n{complaints}"
        return self.plain(text)

    def municipalities(self):
        found = {}
        for report in json.loads(self.run(["status"]))["reports"]:
            found[report["report"]["municipality"]["name"]] = True
        return list(found)

    def passages(self):
        """An answer each, so that one sees which has changed."""
        for number, line in enumerate(self.run(["export"]).splitlines()):
            try:
                yield "export " + json.loads(line)["id"], line
            except (ValueError, KeyError):
                yield f"export line {number}", line


class Service:
    """kompass serve on a port of its own."""

    def __init__(self, kompass):
        self.kompass = kompass
        self.process = subprocess.Popen([kompass.binary, "serve", "--index", "index", "--listen", "127.0.0.1:0"],
                                        cwd=kompass.folder, env=kompass.environment, stderr=subprocess.PIPE, text=True)
        self.log = threading.Thread(target=lambda: collections.deque(self.process.stderr, maxlen=0))

    def __enter__(self):
        for line in self.process.stderr:
            found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
            if found:
                self.port = int(found.group(1))
                self.log.start()  # the service waits where nobody reads what it tells
                return self
        sys.exit("kompass serve has not begun")

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.log.join()
        self.process.wait()

    def get(self, target):
        """Status, kind of content, and content."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request("GET", urllib.parse.quote(target, safe="/?&=%+*.,-_"))
        response = connection.getresponse()
        body = response.read().decode("utf-8", "surrogateescape")
        connection.close()
        return self.kompass.plain(f"{response.status} {response.getheader('Content-Type')}\n{body}")

    def answer(self, words):
        """What the command prints, if all is well."""
        return self.get(target_of(words)).removeprefix("200 application/json; charset=utf-8\n")


def ask(kompass, wanted):
    """Answers by label: of the service's own paths one after the other, of all else a few at a time."""
    def answer(question):
        return service.answer(question.words) if question.by_service else kompass.run(question.words)

    paths = [question for question in wanted if question.words[0] == "GET"]
    others = [question for question in wanted if question.words[0] != "GET"]
    with Service(kompass) as service:
        answers = {question.label: service.get(question.words[1]) for question in paths}
        with concurrent.futures.ThreadPoolExecutor(max(2, os.cpu_count() or 1)) as pool:
            answers.update(zip((question.label for question in others), pool.map(answer, others)))
    return {question.label: answers[question.label] for question in wanted}


def ask_everything(binary, reports):
    """All answers of a binary about reports, and the labels of those that were put away."""
    with tempfile.TemporaryDirectory() as folder:
        kompass = Kompass(binary, folder, reports)
        answers = {f"index {state}": kompass.run(["index", reports.folder]) for state in ("first", "again")}
        answers.update(kompass.passages())
        wanted = questions(reports, kompass.municipalities())
        answers.update(ask(kompass, wanted))
    return answers, {question.label for question in wanted if question.put_away}


# ---- Digests


def read_golden(reports):
    """Label -> digest, and the digest of the reports; nothing where there is no such file."""
    digests, of_reports = {}, None
    if os.path.exists(reports.golden):
        with open(reports.golden, encoding="utf-8") as file:
            for line in file.read().splitlines():
                if line.startswith("# reports: "):
                    of_reports = line.removeprefix("# reports: ")
                elif not line.startswith("#"):
                    value, label = line.split("  ", 1)
                    digests[label] = value
    return digests, of_reports


def write_golden(reports, answers):
    with open(reports.golden, "w", encoding="utf-8") as file:
        file.write(f"# tests/golden/{reports.name}.txt: what kompass answers about {'published' if reports.published else 'sample'} reports, "
                   "a digest each; written by golden.py update\n")
        file.write(f"# reports: {reports.digest()}\n")
        for label, text in answers.items():
            file.write(f"{digest(text)}  {label}\n")


def read_whole(name):
    with open(os.path.join(HERE, name), encoding="utf-8", newline="") as file:
        return file.read()


def update(binary, name):
    reports = Reports(name)
    if not reports.at_hand():
        print(f"{name}: KOMPASS_REPORTS and KOMPASS_GOLD are not set; left as it is")
        return 0
    before, _ = read_golden(reports)
    answers, _ = ask_everything(binary, reports)
    write_golden(reports, answers)
    if not reports.published:
        for file_name, label in WHOLE.items():
            with open(os.path.join(HERE, file_name), "w", encoding="utf-8", newline="") as file:
                file.write(answers[label])
    changed = sum(before.get(label) != digest(text) for label, text in answers.items())
    print(f"{name}: {len(answers)} answers, {changed} of them new or changed, {len(before.keys() - answers.keys())} gone")
    return 0


def from_elsewhere(label):
    """Is it a judged query or topic that is not part of the project?"""
    return re.fullmatch(r"(search|who) (queries|who)[^ ]*\.json:[0-9a-f]{8}", label) is not None


def why_differs(label, golden, answers):
    """In words, or None where nothing does. Judged queries of other files than those at hand differ in nothing."""
    if label not in answers or label not in golden:
        missing = "is not asked any more" if label in golden else "is not frozen yet"
        return None if from_elsewhere(label) else missing
    return None if golden[label] == digest(answers[label]) else "differs"


def check(binary, name):
    reports = Reports(name)
    golden, of_reports = read_golden(reports)
    if not reports.at_hand():
        print("skipped: KOMPASS_REPORTS and KOMPASS_GOLD are not set")
        return SKIPPED
    if reports.published and of_reports != reports.digest():
        print("skipped: the reports are others than those whose answers were frozen")
        return SKIPPED
    answers, _ = ask_everything(binary, reports)
    found = {label: why_differs(label, golden, answers) for label in {**golden, **answers}}
    failures = {label: why for label, why in found.items() if why}
    tell_failures(reports, answers, failures)
    print(f"{name}: {len(answers)} answers, {len(failures)} differ; "
          f"{sum(from_elsewhere(label) and label in golden for label in answers)} are to queries from elsewhere")
    return 1 if failures else 0


def tell_failures(reports, answers, failures):
    for label, why in list(failures.items())[:SHOWN]:
        print(f"{why}: {label}")
    if len(failures) > SHOWN:
        print(f"... and {len(failures) - SHOWN} more")
    for name, label in {} if reports.published else WHOLE.items():
        if label in failures and label in answers:
            print_difference(name, read_whole(name), answers[label])
    if failures:
        print("\ngolden.py compare OLD_BINARY NEW_BINARY shows how they differ; tests/golden/README.md tells more\n")


# ---- Reading


def spread(value):
    """A line a value, but what is marked in a text on one."""
    return re.sub(r"\[\s+(\d+),\s+(\d+)\s+\]", r"[\1, \2]", json.dumps(value, indent=1, ensure_ascii=False)).splitlines()


def readable(text):
    """JSON spread over lines; everything else as it is."""
    lines = []
    for line in text.splitlines():
        try:
            value = json.loads(line, parse_float=str) if line.startswith("{") else None
        except ValueError:
            value = None
        lines += [line] if value is None else spread(value)
    return lines


def print_difference(label, old, new):
    old_lines, new_lines = readable(old), readable(new)
    if old_lines == new_lines:  # in nothing but how the JSON is written
        old_lines, new_lines = old.splitlines(), new.splitlines()
    print(f"\n=== {label}")
    for line in difflib.unified_diff(old_lines, new_lines, "old", "new", n=3, lineterm=""):
        print(line)


def show(binary, name, words):
    reports = Reports(name)
    if not reports.at_hand():
        sys.exit("golden.py: KOMPASS_REPORTS and KOMPASS_GOLD are not set")
    with tempfile.TemporaryDirectory() as folder:
        kompass = Kompass(binary, folder, reports)
        kompass.run(["index", reports.folder])
        known = {question.label: question for question in questions(reports, kompass.municipalities())}
        question = known.get(" ".join(words), Question("", words))
        answers = ask(kompass, [question])
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # as in "show ... | head"
    for line in readable(*answers.values()):
        print(line)
    return 0


def compare_about(reports, binaries, only, with_put_away):
    """Prints each difference; a count by kind."""
    (old, hidden), (new, _) = (ask_everything(binary, reports) for binary in binaries)
    asked, differing = collections.Counter(), collections.Counter()
    for label in {**old, **new}:
        kind = kind_of(label)
        if only and kind != only:
            continue
        asked[kind] += 1
        if old.get(label) == new.get(label):
            continue
        differing[kind] += 1
        if label in hidden and not with_put_away:
            print(f"\n=== {label}\ndiffers; put away, --put-away shows how")
        else:
            print_difference(f"{label} ({reports.name})", old.get(label, ""), new.get(label, ""))
    return asked, differing


def compare(old, new, only, with_put_away):
    lines = []
    for reports in (Reports("samples"), Reports("published")):
        if not reports.at_hand():
            lines.append(f"{reports.name}: not compared, KOMPASS_REPORTS and KOMPASS_GOLD are not set")
            continue
        asked, differing = compare_about(reports, (old, new), only, with_put_away)
        lines += [f"{reports.name}: {kind}: {differing[kind]} of {count} differ" for kind, count in asked.items()]
    print("\n" + "\n".join(lines))
    return 1 if any(re.search(r": [1-9]\d* of", line) for line in lines) else 0


def main():
    parser = argparse.ArgumentParser(description="what kompass answers is what it answered before")
    commands = parser.add_subparsers(dest="command", required=True)
    sets = ("samples", "published")
    commands.add_parser("check").add_argument("set", choices=sets)
    commands.add_parser("update").add_argument("set", choices=sets, nargs="?")
    shown = commands.add_parser("show")
    shown.add_argument("--published", action="store_true")
    shown.add_argument("words", nargs=argparse.REMAINDER)
    compared = commands.add_parser("compare")
    compared.add_argument("--only", metavar="KIND", help="like search, who, export, GET")
    compared.add_argument("--put-away", action="store_true", help="show how those differ that are put away, too")
    compared.add_argument("old")
    compared.add_argument("new")
    given = parser.parse_args()
    binary = os.environ.get("KOMPASS_BINARY") or os.path.join(SOURCE, "build", "kompass")
    if given.command == "check":
        return check(binary, given.set)
    if given.command == "update":
        return max(update(binary, name) for name in ([given.set] if given.set else sets))
    if given.command == "show":
        return show(binary, "published" if given.published else "samples", given.words)
    return compare(given.old, given.new, given.only, given.put_away)


if __name__ == "__main__":
    sys.exit(main())
