# tests/search/history/compared.py: the benchmark of groups and the similarity of municipalities are right in every figure,
# over made-up reports of several revisions.
#
# usage: compared.py BINARY SOURCE
import csv
import io
import json
import os
import statistics
import subprocess
import sys
import tempfile

from made_reports import made

BINARY, SOURCE = sys.argv[1:3]
REPORTS = made(SOURCE)
GROUPS = {"Vid Vänern": ["Åmål", "Säffle"], "Resten": ["Arvika", "Bengtsfors"]}
COUNTIES = {"Åmål": "Västra Götaland", "Bengtsfors": "Västra Götaland", "Säffle": "Värmland", "Arvika": "Värmland"}
CODES = {"Åmål": "amal", "Bengtsfors": "bengtsfors", "Säffle": "saffle", "Arvika": "arvika"}
failures = []


def check(what, found, expected):
    same = abs(found - expected) < 0.006 if isinstance(found, (int, float)) and isinstance(expected, float) else found == expected
    if not same:
        failures.append(f"{what}: {found!r} is not {expected!r}")


def run(*words):
    return subprocess.run([BINARY, *words], capture_output=True, check=False)


def ask(*words):
    result = run(*words, "--format", "json")
    check(f"{words} status", result.returncode, 0)
    return json.loads(result.stdout)


# ---- the benchmark of a group ----

def quartile(values, share):
    """At a share of the way from the lowest to the highest, between two where it falls there."""
    values, place = sorted(values), share * (len(values) - 1)
    low = int(place)
    return values[low] + (place - low) * (values[min(low + 1, len(values) - 1)] - values[low])


def check_figure(what, found, scores):
    """scores: of the reports that are compared, by their id."""
    values = list(scores.values())
    check(f"{what} reports", found["reports"], len(values))
    check(f"{what} mean", found["mean"], float(statistics.mean(values)))
    check(f"{what} median", found["median"], float(statistics.median(values)))
    check(f"{what} lowest and highest", (found["min"], found["max"]), (min(values), max(values)))
    check(f"{what} quartiles", found["lower_quartile"], float(quartile(values, 0.25)))
    check(f"{what} quartiles", found["upper_quartile"], float(quartile(values, 0.75)))
    check(f"{what} best", [one["score"] for one in found["best"]], sorted(values, reverse=True)[:3])
    for one in found["best"]:
        check(f"{what} best of {one['report']}", scores.get(one["report"]), one["score"])


def check_rank(what, found, own, scores):
    others = [score for score in scores.values() if score > own]
    check(f"{what} rank", found, {"rank": len(others) + 1, "of": len(scores) + 1})


def check_group(index, groups, group):
    """Åmål's report of 2019 against a group that it is not in."""
    found = ask("scores", "Åmål", "--year", "2016..2019", "--revision", "2016", "--index", index, "--groups", groups, "--group", group)
    own = next(report for report in REPORTS if report.place == "Åmål" and report.year == 2019)
    compared = {f"{CODES[report.place]}-{report.year}": report for report in REPORTS
                if report.place in GROUPS[group] and report.revision == 2016}
    check("kinds that are compared", [one["revision"] for one in found["benchmark"]], [2016])
    benchmark, shown = found["benchmark"][0], found["reports"][-1]
    check("shown", shown["report"]["id"], "amal-2019")
    check_figure("total", benchmark["total"], {name: report.total() for name, report in compared.items()})
    check_rank("total", shown["rank"], own.total(), {name: report.total() for name, report in compared.items()})
    for area, table in zip(benchmark["areas"], shown["areas"]):
        scores = {name: report.area_score(area["number"]) for name, report in compared.items()}
        check_figure(f"area {area['number']}", area, scores)
        check_rank(f"area {area['number']}", table["rank"], table["score"], scores)
    check("areas", len(benchmark["areas"]), 8)
    for question in benchmark["questions"]:
        area, order = map(int, question["id"].split("."))
        check_figure(question["id"], question, {name: report.score(area, order) for name, report in compared.items()})
    check("questions", len(benchmark["questions"]), sum(len(questions) for _, questions in own.areas))
    check("nobody is left out", "notices" in found, False)


def check_left_out(index, groups):
    """A revision that nobody of the group has is compared with nobody, and that is said."""
    found = ask("scores", "Åmål", "--year", "2023", "--index", index, "--groups", groups, "--group", "Resten")
    check("nobody is compared", (found["benchmark"], found["reports"][0]["rank"]), ([], None))
    check("that is said", [notice["code"] for notice in found["notices"]], ["nobody_to_compare", "none_passes"])


def check_status(index, groups):
    found = ask("status", "--index", index, "--groups", groups)["groups"]
    check("groups in status", {group["name"]: [one["name"] for one in group["municipalities"]] for group in found}, GROUPS)
    check("no groups in status", "groups" in ask("status", "--index", index), False)


# ---- similar municipalities ----

def newest(place, revision):
    return max((report for report in REPORTS if report.place == place and report.revision == revision), key=lambda report: report.year)


def expected_parts(own, other, weights, groups):
    """What each part weighs and how far the two are in it."""
    parts = []
    for number in range(1, len(own.areas) + 1):
        full = sum(points for _, points in own.areas[number - 1][1])
        difference = 100 * abs(own.area_score(number) - other.area_score(number)) / full
        parts.append((str(number), weights.get(str(number), 1), difference))
    parts.append(("county", weights.get("county", 0.25), 0 if COUNTIES[own.place] == COUNTIES[other.place] else 100))
    if groups:
        together = any(own.place in members and other.place in members for members in GROUPS.values())
        parts.append(("group", weights.get("group", 0.5), 0 if together else 100))
    return [part for part in parts if part[1] > 0]


def check_similar(index, own, places, weights, groups=None, words=()):
    said = [word for what, weight in weights.items() for word in ("--weight", f"{what}={weight}")]
    found = ask("similar", own.place, "--revision", str(own.revision), "--index", index, *said, *(["--groups", groups] if groups else []), *words)
    what = f"similar to {own.place} in {own.revision} {weights}"
    check(f"{what} report", found["report"]["id"], f"{CODES[own.place]}-{own.year}")
    expected = {place: expected_parts(own, newest(place, own.revision), weights, groups) for place in places}
    distances = {place: sum(weight * far for _, weight, far in parts) / sum(weight for _, weight, _ in parts)
                 for place, parts in expected.items()}
    check(f"{what} total", found["total"], len(places))
    check(f"{what} order", [one["report"]["municipality"]["name"] for one in found["municipalities"]], sorted(distances, key=distances.get))
    for rank, one in enumerate(found["municipalities"], 1):
        place = one["report"]["municipality"]["name"]
        other, parts = newest(place, own.revision), expected[place]
        check(f"{what} {place} report", one["report"]["id"], f"{CODES[place]}-{other.year}")
        check(f"{what} {place}", (one["rank"], one["compared"]), (rank, 1))
        check(f"{what} {place} distance", one["distance"], float(distances[place]))
        check(f"{what} {place} parts", [(part["what"], part["weight"]) for part in one["parts"]], [part[:2] for part in parts])
        check(f"{what} {place} sum", sum(part["contribution"] for part in one["parts"]) - one["distance"] < 0.05, True)
        for part, (name, weight, far) in zip(one["parts"], parts):
            check(f"{what} {place} {name} difference", part["difference"], float(far))
            check(f"{what} {place} {name} adds", part["contribution"], weight * far / sum(weight for _, weight, _ in parts))
            if name.isdigit():
                check(f"{what} {place} {name} points", (part["own"], part["theirs"]),
                      (own.area_score(int(name)), other.area_score(int(name))))
    return found


def check_cut(index):
    """What a limit leaves out of a table is told."""
    cut = run("similar", "Åmål", "--revision", "2016", "--index", index, "--format", "csv", "--limit", "2")
    check("a cut table of similar", "2 of 3 municipalities" in cut.stderr.decode(), True)


def check_similar_csv(index, found):
    text = run("similar", "Åmål", "--revision", "2016", "--index", index, "--format", "csv").stdout.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    check("rows of similar", len(rows), sum(len(one["parts"]) for one in found["municipalities"]))
    told = [(one["report"]["id"], part["what"], part["contribution"]) for one in found["municipalities"] for part in one["parts"]]
    check("cells of similar", [(row["report"], row["what"], float(row["contribution"])) for row in rows], told)


with tempfile.TemporaryDirectory() as folder:
    reports, index_, groups_ = (os.path.join(folder, name) for name in ("reports", "index", "groups.ini"))
    os.mkdir(reports)
    for one_ in REPORTS:
        one_.write(reports)
    with open(groups_, "w", encoding="utf-8") as file:
        file.write("# made up\n" + "".join(f"[{name}]\n{', '.join(members)}\n" for name, members in GROUPS.items()))
    run("index", "--index", index_, reports)
    check_group(index_, groups_, "Resten")
    check_left_out(index_, groups_)
    check_status(index_, groups_)

    of_2016 = newest("Åmål", 2016)
    check_similar_csv(index_, check_similar(index_, of_2016, ["Säffle", "Arvika", "Bengtsfors"], {}))
    check_cut(index_)
    check_similar(index_, of_2016, ["Säffle", "Arvika", "Bengtsfors"], {"4": 3, "county": 0})
    check_similar(index_, of_2016, ["Säffle", "Arvika", "Bengtsfors"], {"1": 0, "group": 2}, groups_)
    check_similar(index_, of_2016, ["Arvika", "Bengtsfors"], {}, groups_, ["--group", "Resten"])
    check_similar(index_, of_2016, ["Bengtsfors"], {}, None, ["--county", "Västra Götaland"])
    check_similar(index_, newest("Åmål", 2020), ["Säffle"], {})
    check_similar(index_, newest("Åmål", 0), ["Arvika"], {"10": 2})
    check_similar(index_, newest("Åmål", 2002), [], {})

print("\n".join(failures[:40]))
print(f"{len(failures)} wrong")
sys.exit(1 if failures else 0)
