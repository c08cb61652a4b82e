# tests/search/command/language.py: people are spoken to in their own language, and programs in English.
#
# usage: language.py BINARY SOURCE
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import unicodedata
import urllib.error
import urllib.request

BINARY, SOURCE = sys.argv[1:3]
SAMPLES = os.path.join(SOURCE, "corpus", "reports")
PO = os.path.join(SOURCE, "po", "sv.po")
ENGLISH = {"LC_ALL": "C"}
SWEDISH = {"LC_ALL": "C.UTF-8", "LANGUAGE": "sv"}
MOST_MORE_LINES = 6  # of help in Swedish than in English
ANSWERS = ["similar Luleå --weight 4=0,5", "search lean --municipality Mora", "who lean --municipality Mora", "learn Luleå --tag strength", "search visselblåsarfunktion", "search ordsomintefinns", "search kommun --year 1990", "search --explain etisk*",
           "who visselblåsarfunktion", "who --explain chefskontrakt", "who ordsomintefinns", "models --area 7", "models --question 1.5",
           "scores", "scores Luleå --with Kalix", "scores --year 1990", "learn Luleå", "learn Kalix --question 1.5",
           "history Norsjö", "similar Luleå", "best --question 1.5",
           "best --question 1.5 --year 1990", "models --year 1990", "scores Kiruna", "scores Luleå --year 1990", "report lulea-2018", "status", "suggest lul", "suggest xyzzy"]
FORMATS = ["json", "csv", "csv-sv", "xlsx"]
# Command lines that fail, and what is said in Swedish.
REFUSED = [("serch x", "det finns inget kommando \"serch\"; menade du \"search\"?"),
           ("search x --serach", "Okänd flagga --serach"),
           ("search x --area", "Flaggan --area saknar värde"),
           ("search x --index /nowhere", "här finns inget index; gör ett med kompass index"),
           ("search x --area 99", "ett område"),
           ("search x --county X", "det finns inget sådant län; länen är Stockholms län, "),
           ("search x --county Norrbotn", "--county \"Norrbotn\": det finns inget sådant län; menade du Norrbottens län?"),
           ("search x --year 2018..2012", "--year \"2018..2012\": intervallet slutar innan det börjar; skriv 2012..2018"),
           ("search -lean", "Okänd flagga -lean; skriv -- före"),
           ("models --role förebild", "--role \"förebild\": rollen är model (förebild)"),
           ("who x --sort störst", "--sort \"störst\": sortera efter"),
           ("report Luleå", "om Luleå har det lulea-2018"),
           ("report Mora", "kompass status visar dem som finns"),
           ("history Mora", "kompass status visar dem som finns"),
           ("export --format text", "--format \"text\": export skriver json, csv, csv-sv, xlsx"),
           ("serve --listen 127.0.0.1:80000", "--listen \"127.0.0.1:80000\": en adress och en port, högst 65535"),
           ("serve --listen 192.0.2.1:8080", "tjänsten kan inte lyssna på 192.0.2.1:8080: "),
           ("serve --cors x", "--cors \"x\": ett ursprung"),
           ("serve --host x/y", "--host \"x/y\": ett namn"),
           ("scores Lulå --format json", "ingen kommun heter \"Lulå\"; de närmaste namnen är Luleå"),
           ("scores Kalixx", "ingen kommun heter \"Kalixx\"; menade du Kalix?"),
           ("scores 9999", "ingen kommun heter \"9999\"; skriv dess namn eller dess fyrsiffriga kod, som Luleå eller 2580"),
           ("search x --revision 2011", "de kända upplagorna är 2002, 2010, 2016, 2020, och 0"),
           ("similar Luleå --weight 9=2", "--weight \"9\": ett område i upplaga 2016 är ett tal från 1 till 8"),
           ("status --index /etc/hostname", "/etc/hostname: varken ett index eller en stubb"),
           ("index --index /dev/null/index README.md", "/dev/null/index: här kan ingen mapp finnas; välj en annan med --index"),
           ("learn", "KOMMUN saknas"),
           ("search x --config /nowhere", "ange en annan med --config"),
           ("report x", "indexet har ingen rapport \"x\""),
           ("best", "en delfråga ska anges")]

# Answers, and what is said in them in Swedish: of an item of a list, which list it is.
SAID = [("who visselblåsarfunktion", "Visselblåsarfunktion på webben (s. 4, styrka)"),
        ("who visselblåsarfunktion", "Skapa en extern whistleblower-funktion (s. 3, förbättringsområde)")]

failures = 0


def fail(what, problem):
    global failures
    failures += 1
    print(f"{what}: {problem}")


def run(index, words, language):
    environment = {name: value for name, value in os.environ.items()
                   if name not in ("LANG", "LANGUAGE") and not name.startswith("LC_")}
    environment.update({"KOMPASS_INDEX": index, "KOMPASS_CONFIG": "", **language})
    return subprocess.run([BINARY, *words.split()], capture_output=True, env=environment, check=False)


def cells(text):
    return sum(0 if unicodedata.combining(letter) else 1 for letter in text)


# ---- the translation itself ----

def texts_of(path):
    """The texts of a .po file that are to be translated, with their translations."""
    unwrapped = subprocess.run(["msgcat", "--no-wrap", "--no-location", path], capture_output=True, check=True).stdout.decode()
    found = {}
    for entry in unwrapped.split("\n\n"):
        strings = {}
        key = None
        for line in entry.splitlines():
            begun = re.match(r'(msgid|msgid_plural|msgstr(?:\[\d\])?) (".*")$', line)
            if begun:
                key = begun[1]
                strings[key] = ""
            text = re.search(r'"(.*)"$', line)
            if text and key and not line.startswith("#"):
                strings[key] += text[1]
        if strings.get("msgid"):
            found[strings["msgid"]] = [value for name, value in strings.items() if name.startswith("msgstr")]
    return found


def check_translation(folder):
    with open(os.path.join(SOURCE, "po", "POTFILES"), encoding="utf-8") as file:
        listed = file.read().split()
    said = subprocess.run(["grep", "-rl", "--include=*.c", "--include=*.cc", "glib/gi18n.h", "corpus", "indexer", "search", "shim"], cwd=SOURCE,
                          capture_output=True, text=True, check=True).stdout.split()
    if sorted(listed) != sorted(said):
        fail("po/POTFILES", f"these differ from the sources that have texts: {sorted(set(listed) ^ set(said))}")
    fresh = os.path.join(folder, "fresh.pot")
    subprocess.run(["xgettext", "--from-code=UTF-8", "--language=C", "-k_", "-kN_", "-kngettext:1,2", "--files-from=po/POTFILES",
                    "-o", fresh], cwd=SOURCE, capture_output=True, check=True)
    wanted, there = texts_of(fresh), texts_of(PO)
    for text in sorted(wanted.keys() - there.keys()):
        fail("po/sv.po", f"lacks \"{text}\"")
    for text in sorted(there.keys() - wanted.keys()):
        fail("po/sv.po", f"no source has \"{text}\"")
    for text, said in there.items():
        for one in said:
            if not one:
                fail("po/sv.po", f"does not translate \"{text}\"")
            if set(re.findall(r"\{\w+\}", text)) != set(re.findall(r"\{\w+\}", one)):
                fail("po/sv.po", f"names other values than \"{text}\"")
    with open(PO, encoding="utf-8") as file:
        if re.search(r"^#.*\bfuzzy\b|^#~", file.read(), re.MULTILINE):
            fail("po/sv.po", "has what is fuzzy or obsolete")
    checked = subprocess.run(["msgfmt", "--check", "-o", os.devnull, PO], capture_output=True, text=True, check=False)
    if checked.returncode != 0 or checked.stderr:
        fail("po/sv.po", checked.stderr)


# Functions that are given what people read, and files whose messages are for programs alone.
MESSAGES = r"\b(?:g_set_error(?:_literal)?|g_error_new(?:_literal)?|search_error_set|g_prefix_error|refuse(?:_for|_number)?|complain|corpus_knowledge_error|refuse_stub|Xapian::(?:Database(?:Opening|Corrupt)?|Unimplemented)Error)\("
FOR_PROGRAMS = {"search/command/parameters.c", "search/http/source_files.c", "search/http/reply.c", "search/http/service.c", "search/http/export.c"}
# What only a mistake of ours can call forth: a data file that is compiled in, tools of the build.
FOR_BUILDERS = re.compile(r"corpus_knowledge_error|CORPUS_ERROR_DATA|compile_")


def arguments_of(text, start):
    """The text of a call from its opening parenthesis on, and of each literal in it that stands in no _() or N_()."""
    depth, at = 0, start
    while True:
        if text[at] == '"':
            at = re.compile(r'"(?:[^"\\]|\\.)*"').match(text, at).end()
            continue
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        at += 1
        if depth == 0:
            return text[start:at]


def check_messages():
    """Every message that a user can meet is translated: its literal stands in _() or N_()."""
    for room in ("corpus", "indexer", "search", "shim"):
        for folder, _, names in os.walk(os.path.join(SOURCE, room)):
            for name in names:
                path = os.path.relpath(os.path.join(folder, name), SOURCE)
                if not name.endswith((".c", ".cc")) or path in FOR_PROGRAMS or name.startswith("compile_"):
                    continue
                with open(os.path.join(SOURCE, path), encoding="utf-8") as file:
                    text = file.read()
                for call in re.finditer(MESSAGES, text):
                    said = arguments_of(text, call.end() - 1)
                    if FOR_BUILDERS.search(call[0] + said):
                        continue
                    said = re.sub(r'\b(?:N?_|gettext|ngettext)\((?:"(?:[^"\\]|\\.)*"|[^()"])*\)', "", said)
                    for literal in re.findall(r'"((?:[^"\\]|\\.)*)"', said):
                        if re.search(r"[a-z]{2,} [a-z]{2,}", literal):
                            fail(f"{path}:{text.count(chr(10), 0, call.start()) + 1}", f"is not translated: \"{literal}\"")


def check_codes():
    """Whatever a notice's code is, it is told."""
    codes = set()
    for room in ("corpus", "search"):
        for folder, _, names in os.walk(os.path.join(SOURCE, room)):
            for name in names:
                if name.endswith(".c"):
                    with open(os.path.join(folder, name), encoding="utf-8") as file:
                        text = file.read()
                    for call in re.findall(r"(?:report_warn|notice_new|warning_new|add_notice|notice|warn_of_areas|add_count)\(([^;]*?);", text):
                        codes.update(re.findall(r'"([a-z]+_[a-z_]+|decimals|converted|transcript|source)"', call))
    with open(os.path.join(SOURCE, "corpus", "report", "notice.c"), encoding="utf-8") as file:
        told = set(re.findall(r'^    \{"(\w+)"', file.read(), re.MULTILINE))
    if len(codes) < 30 or codes - {"source"} != told:
        fail("corpus/report/notice.c", f"these codes are told or used alone: {sorted(codes ^ told)}")


# ---- what is printed ----

def check_help(index):
    commands = re.findall(r"^  (\w+)  ", run(index, "help", ENGLISH).stdout.decode(), re.MULTILINE)
    if len(commands) < 15:
        fail("help", f"lists {commands}")
    for words in ["help"] + [f"help {command}" for command in commands]:
        english = run(index, words, ENGLISH).stdout.decode()
        swedish = run(index, words, SWEDISH).stdout.decode()
        if not english.startswith("usage: ") or not swedish.startswith("användning: "):
            fail(words, "is not in both languages")
        for line in swedish.splitlines():
            if cells(line) > 79:
                fail(words, f"wider than 80 columns: {line}")
            if line in english.splitlines() and line and not re.match(r"  kompass |  -n, --limit N *$|  -f, --format FORMAT +text$", line):
                fail(words, f"not translated: {line}")
        if len(swedish.splitlines()) > len(english.splitlines()) + MOST_MORE_LINES:
            fail(words, f"{len(swedish.splitlines())} lines in Swedish, {len(english.splitlines())} in English")


def check_answers(index):
    for words in ANSWERS:
        english, swedish = (run(index, words, language) for language in (ENGLISH, SWEDISH))
        if english.returncode != 0 or swedish.returncode != 0:
            fail(words, (english.stderr + swedish.stderr).decode())
        if english.stdout == swedish.stdout:
            fail(words, "text is the same in both languages")
        left = re.search(r"\b(area|passages?|points|revision|reports?|weakness|strength|unknown|the|lowest|warning|Total|total)\b",
                         re.sub(r"”.*?”|\S*--\S+|kompass \w+|\((improvement|weakness)\)", "", swedish.stdout.decode()))
        if left and "report lulea" not in words:
            fail(words, f"English is left in Swedish: {left[0]}")
        for form in FORMATS:
            one, other = (run(index, f"{words} --format {form}", language) for language in (ENGLISH, SWEDISH))
            if form == "json" or one.stdout[:0]:
                one.stdout, other.stdout = (re.sub(rb'"took_ms":[0-9.]+', b"", text) for text in (one.stdout, other.stdout))
            if form != "xlsx" and (one.stdout != other.stdout or one.returncode != other.returncode):
                fail(words, f"{form} is another in Swedish")
    for words, said in SAID:
        if said not in run(index, words, SWEDISH).stdout.decode():
            fail(words, f"does not say \"{said}\"")
    for form in ("json", "csv"):
        one, other = (run(index, f"export --format {form}", language).stdout for language in (ENGLISH, SWEDISH))
        if one != other or len(one) < 1000:
            fail("export", f"{form} is another in Swedish")


def check_index(folder):
    """An update tells people in their language; its JSON has reasons in English."""
    with open(os.path.join(folder, "inget.txt"), "w", encoding="utf-8") as file:
        file.write("Ingenting om kommuner.\n")
    with open(os.path.join(folder, "trasig.pdf"), "wb") as file:
        file.write(b"%PDF-1.4\nbroken")
    told = run(os.path.join(folder, "first"), f"index {folder}/inget.txt {folder}/trasig.pdf {SAMPLES}", SWEDISH)
    for text in ("4 tillagda", "indexet har 4 rapporter", "2 gick inte att läsa"):
        if text not in told.stdout.decode():
            fail("index", f"does not say \"{text}\": {told.stdout.decode()}")
    with open(os.path.join(folder, "text.pdf"), "w", encoding="utf-8") as file:
        file.write("Ingenting om kommuner.\n")
    misnamed = run(os.path.join(folder, "second"), f"index {folder}/text.pdf", SWEDISH)
    if "filen är inte vad namnet säger" not in misnamed.stderr.decode() or "(1 fil eller mapp)" not in misnamed.stderr.decode():
        fail("index", f"says of a text file called .pdf: {misnamed.stderr.decode()}")
    for text in ("ingen rapport som är gjord med Kommunkompassen", "det är ingen PDF som går att läsa: filen är skadad", "område 3: texten säger 71"):
        if text not in told.stderr.decode():
            fail("index", f"does not say \"{text}\": {told.stderr.decode()}")
    reasons = []
    for number, language in enumerate((ENGLISH, SWEDISH)):
        made = run(os.path.join(folder, f"json{number}"), f"index --format json {folder}/inget.txt {folder}/trasig.pdf {SAMPLES}", language)
        reasons.append(json.loads(made.stdout)["failures"])
        if "made with Kommunkompassen" not in str(reasons[-1]):
            fail("index --format json", f"gives {reasons[-1]}")
    if reasons[0] != reasons[1]:
        fail("index --format json", f"reasons differ: {reasons}")


def check_refusals(index):
    for words, said in REFUSED:
        english, swedish = (run(index, words, language) for language in (ENGLISH, SWEDISH))
        if said not in swedish.stderr.decode() or said in english.stderr.decode():
            fail(words, f"says \"{swedish.stderr.decode()}\" and \"{english.stderr.decode()}\"")
        if english.returncode != swedish.returncode or swedish.stdout:
            fail(words, "ends otherwise in Swedish")


def check_choice(index):
    """Which language is spoken, by what the environment says."""
    for language, first in [({}, "usage"), ({"LANG": "C.UTF-8"}, "usage"), ({"LC_ALL": "C", "LANGUAGE": "sv"}, "usage"),
                            ({"LANG": "sv_SE.UTF-8", "LC_ALL": "C"}, "usage"), ({"LANG": "sv_SE.UTF-8", "LANGUAGE": "en"}, "usage"),
                            ({"LANG": "sv_SE.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "usage"), ({"LANG": "xx_YY"}, "usage"),
                            ({"LANG": "sv_SE.UTF-8"}, "användning"), ({"LANG": "sv_FI.UTF-8"}, "användning"), ({"LANG": "sv"}, "användning"),
                            ({"LANG": "C.UTF-8", "LC_MESSAGES": "sv_SE.UTF-8"}, "användning"), (SWEDISH, "användning")]:
        said = run(index, "help", language).stdout.decode()
        if not said.startswith(first + ": "):
            fail(str(language), said.split("\n")[0])


# ---- numbers ----

# What prints numbers for people, and what writes them for programs.
DECIMALS_FOR_PROGRAMS = {"search/view/json.c", "search/view/sheet.c", "search/http/monitor.c", "search/view/workbook.c"}


def check_numbers(index):
    """A number that a person reads has the decimal mark of their language: all are written by one function."""
    for language, mean, weight in ((ENGLISH, "542.0", "0.25"), (SWEDISH, "542,0", "0,25"), ({"LANG": "sv_SE.UTF-8"}, "542,0", "0,25")):
        for words, number in (("scores Luleå", mean), ("scores", mean), ("similar Luleå", weight), ("help similar", weight)):
            if number not in run(index, words, language).stdout.decode():
                fail(words, f"does not write {number} in {language}")
    for words in ("search etik", "search --explain etik", "learn Luleå", "scores"):
        said = re.sub(r"”.*?”|\b\d\.\d\b (?!ms)", "", run(index, words, SWEDISH).stdout.decode())
        if re.search(r"\d\.\d+ ms|\(\d\.\d\d|^    \d\.\d\d|\d\d\.\d", said, re.MULTILINE):
            fail(words, "has a decimal point in Swedish")
    for folder, _, names in os.walk(os.path.join(SOURCE, "search")):
        for name in names:
            path = os.path.relpath(os.path.join(folder, name), SOURCE)
            if not name.endswith(".c") or path in DECIMALS_FOR_PROGRAMS:
                continue
            with open(os.path.join(SOURCE, path), encoding="utf-8") as file:
                lines = file.read().split("\n")
            for number, line in enumerate(lines):
                # Whole percentages have no decimals.
                if re.search(r"%[-+ #0-9*]*(\.[1-9*]\d*)?[fgeFGE]\b", line) and "search_text_number(" not in line + lines[number - 1]:
                    fail(f"{path}:{number + 1}", "a number that search_text_number() does not write")


def check_formats(index):
    """What a command offers as its formats it takes, and no other."""
    arguments = {"search": "etik", "who": "etik", "learn": "Luleå", "history": "Luleå", "similar": "Luleå", "best": "--question 1.5",
                 "report": "lulea-2018", "suggest": "lul"}
    commands = re.findall(r"^  (\w+)  ", run(index, "help", ENGLISH).stdout.decode(), re.MULTILINE)
    for command in commands:
        told = re.search(r"--format FORMAT +(.*?)(?: for spreadsheets|\n {0,8}\S|\n\n)", run(index, f"help {command}", ENGLISH).stdout.decode(), re.DOTALL)
        if not told:
            if command != "serve":
                fail(f"help {command}", "tells of no format")
            continue
        offered = set(re.findall(r"[\w-]+", told[1])) - {"or"}
        for form in ["text", *FORMATS]:
            refused = run(index, f"{command} {arguments.get(command, '')} --format {form}" if command != "index" else f"index --format {form} {SAMPLES}",
                          ENGLISH).returncode == 2
            if refused == (form in offered):
                fail(f"help {command}", f"offers {sorted(offered)}; {form} is {'refused' if refused else 'taken'}")


def check_service(index):
    """What the service answers and logs is in English, whoever has started it; they are spoken to in their language."""
    environment = {**os.environ, "KOMPASS_INDEX": index, "KOMPASS_CONFIG": "", **SWEDISH}
    with subprocess.Popen([BINARY, "serve", "--listen", "127.0.0.1:0"], env=environment, stderr=subprocess.PIPE, text=True) as service:
        try:
            line = service.stderr.readline()
            found = re.search(r"lyssnar på (http://\S+)/", line)
            if not found:
                fail("serve", line)
                return
            busy = run(index, f"serve --listen {found[1].removeprefix('http://')}", SWEDISH)
            if busy.returncode != 1 or "det gör redan ett annat program" not in busy.stderr.decode():
                fail("serve", busy.stderr.decode())
            urllib.request.urlopen(f"{found[1]}/api/v1/learn?municipality=Kalix&question=1.5").read()
            try:
                urllib.request.urlopen(f"{found[1]}/api/v1/scores?municipality=Lul")
                fail("serve", "knows a municipality that there is not")
            except urllib.error.HTTPError as error:
                said = error.read().decode()
                if "no municipality is called" not in said:
                    fail("serve", said)
        finally:
            service.send_signal(signal.SIGTERM)
            service.communicate()


def main():
    for tool in ("xgettext", "msgfmt", "msgcat"):
        if subprocess.run(["sh", "-c", f"command -v {tool}"], capture_output=True, check=False).returncode != 0:
            print(f"skipped: {tool} is not installed")
            sys.exit(77)
    with tempfile.TemporaryDirectory() as folder:
        index = os.path.join(folder, "index")
        made = run(index, f"index {SAMPLES}", ENGLISH)
        if made.returncode != 0:
            sys.exit(made.stderr.decode())
        check_translation(folder)
        check_messages()
        check_codes()
        check_help(index)
        check_answers(index)
        check_index(folder)
        check_refusals(index)
        check_choice(index)
        check_numbers(index)
        check_formats(index)
        check_service(index)
    sys.exit(1 if failures else 0)


main()
