# tests/search/history/history.py: the history of made-up reports is right in every figure, over four revisions and one that
# nobody described.
#
# usage: history.py BINARY SOURCE
import csv
import io
import json
import os
import subprocess
import sys
import tempfile

from made_reports import made

BINARY, SOURCE = sys.argv[1:3]
REPORTS = made(SOURCE)
OWN = [report for report in REPORTS if report.place == "Åmål"]
WHOLE = (2010, 2016)
failures = []


def check(what, found, expected):
    if found != expected:
        failures.append(f"{what}: {found!r} is not {expected!r}")


def ask(index, *words):
    result = subprocess.run([BINARY, *words, "--index", index, "--format", "json"], capture_output=True, check=True)
    return json.loads(result.stdout)


def before(at, same):
    """The newest earlier evaluation of the same revision for which `same` holds."""
    for report in reversed(OWN[:at]):
        if report.revision == OWN[at].revision and same(report):
            return report
    return None


def check_before(what, found, earlier, score, now):
    expected = earlier and {"report": f"amal-{earlier.year}", "year": earlier.year, "score": score(earlier),
                            "change": now - score(earlier)}
    check(f"{what} before", found, expected)


def check_evaluation(at, found):
    report, name = OWN[at], f"{OWN[at].year}"
    check(f"{name} revision", found["report"]["revision"], report.revision)
    check(f"{name} year", found["report"]["year"], report.year)
    check(f"{name} total", found["total"], report.total())
    check_before(f"{name} total", found["before"], before(at, lambda other: True), lambda other: other.total(), report.total())
    check(f"{name} areas", [area["name"] for area in found["areas"]], [area for area, _ in report.areas])
    for number, area in enumerate(found["areas"], 1):
        what = f"{name} area {number}"
        check(what, area["score"], report.area_score(number))
        check_before(what, area["before"], before(at, lambda other: True), lambda other: other.area_score(number), area["score"])
        check(f"{what} questions", len(area["questions"]), len(report.areas[number - 1][1]))
        for order, question in enumerate(area["questions"], 1):
            what = f"{name} question {number}.{order}"
            text, points = report.areas[number - 1][1][order - 1]
            check(what, (question["text"], question["score"], question["max"]), (text, report.score(number, order), points))
            same = before(at, lambda other: other.revision in WHOLE or other.areas[number - 1][1][order - 1] == (text, points))
            check_before(what, question["before"], same, lambda other: other.score(number, order), question["score"])


def check_printed(found):
    printing = next(report for report in OWN if report.printed)
    points = {report.year: report for report in OWN}
    expected = [(year, area, points[year].area_score(area)) for year in sorted(printing.printed) for area in range(1, 9)]
    check("printed", [(point["year"], point["area"], point["score"]) for point in found], expected)
    check("printed by", {point["source"]["id"] for point in found}, {f"amal-{printing.year}"})
    for point in found:  # only 2017 was made with the revision of the report that prints it
        check(f"evaluated {point['year']}", point["evaluated"], point["score"] if point["year"] == 2017 else None)


def check_beside(found):
    """Means and changes that are printed are kept as these, with their year, and are no points."""
    for report, evaluation in zip(OWN, found["evaluations"]):
        changes, mean = report.brackets == "change", report.mean or (report.brackets, None, None)
        areas = [*range(1, 9)] + ([None] if report.brackets else [])
        expected = [{"area": area, "change": report.beside(area or 0), "label": None} for area in areas] if changes else None
        check(f"{report.year} changes", evaluation.get("printed_changes"), expected)
        expected = [{"area": area, "mean": report.beside(area or 0), "label": mean[0], "year": mean[2], "since": mean[1]}
                    for area in areas] if mean[0] and not changes else None
        check(f"{report.year} means", evaluation.get("means"), expected)


def check_csv(index, found):
    """The CSV has a row for each figure, printed point, mean, change and item that was followed."""
    text = subprocess.run([BINARY, "history", "Åmål", "--index", index, "--format", "csv"], capture_output=True, check=True).stdout
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))
    kinds = {kind: sum(row["kind"] == kind for row in rows) for kind in {row["kind"] for row in rows}}
    figures = sum(1 + len(report.areas) + sum(len(questions) for _, questions in report.areas) for report in OWN)
    expected = {"evaluated": figures, "printed": len(found["printed"]), "mean": 8 + 9, "change": 9}
    for change in found["changes"]:
        expected[change["kind"]] = expected.get(change["kind"], 0) + 1
    check("kinds of rows", kinds, expected)
    means = [(row["report"], row["figure"], float(row["mean"]), row["year"], row["since"]) for row in rows if row["kind"] == "mean"]
    check("a mean of an area", ("amal-2019", "2", 65.5, "2019", "2016") in means, True)
    check("a mean of the total", ("amal-2021", "total", 517, "", "") in means, True)


def check_changes(changes):
    told = {(change["kind"], change["from"]["text"], change["to"] and change["to"]["text"], change["report"]) for change in changes
            if change["from"]["area"]["number"] in (6, 7)}
    for expected in [
        ("stayed", "Årlig medarbetarenkät i alla förvaltningar", "Medarbetarenkät varje år", "amal-2019"),
        ("met", "Inför mentorer för nyanställda", "Mentorer för nyanställda", "amal-2019"),
        ("returned", "Hälsosamtal saknas", "Hälsosamtal med personalen", "amal-2019"),
        ("returned", "Arbeta mer systematiskt med lönekartläggningen", "Gör arbetet med lönekartläggningen mer systematiskt", "amal-2019"),
        ("stayed", "Medarbetarenkät varje år", "Medarbetarenkäten används", "amal-2021"),
        ("returned", "Hälsosamtal med personalen", "Fler hälsosamtal", "amal-2021"),
    ]:
        check(f"{expected} is told", expected in told, True)
    check("what is gone is not told", [one for one in told if one[1] == "Tydlig lönepolitik"], [])
    for change in changes:
        check("points are compared within a revision", change["points"] is None or change["from"]["report"]["revision"] in WHOLE
              or change["from"]["report"]["id"] == "amal-2021", True)


def check_benchmark(found):
    kinds = [(one["revision"], one["reports"]) for one in found["benchmark"]]
    made_with = [revision for revision, _ in {(report.revision, report.place) for report in REPORTS}]  # each place once
    check("benchmark", kinds, [(revision, made_with.count(revision)) for revision in sorted(set(made_with))])
    of_2020 = next(one for one in found["benchmark"] if one["revision"] == 2020)
    compared = {question["text"]: question["reports"] for question in of_2020["questions"] if question["id"] == "1.2"}
    check("a question that was reworded", sorted(compared.values()), [1, 1])
    check("the other questions", {question["reports"] for question in of_2020["questions"] if question["id"] != "1.2"}, {2})


with tempfile.TemporaryDirectory() as folder:
    reports, index = os.path.join(folder, "reports"), os.path.join(folder, "index")
    os.mkdir(reports)
    for one in REPORTS:
        one.write(reports)
    subprocess.run([BINARY, "index", "--index", index, reports], capture_output=True, check=True)
    history = ask(index, "history", "Åmål")
    check("evaluations", len(history["evaluations"]), len(OWN))
    for place, evaluation in enumerate(history["evaluations"]):
        check_evaluation(place, evaluation)
    check_printed(history["printed"])
    check_beside(history)
    check_csv(index, history)
    codes = {notice["code"] for report in ask(index, "status")["reports"] for notice in report["notices"]}
    check("what is odd about the reports", codes, {"revision_unknown"})
    check_changes(history["changes"])
    check_benchmark(ask(index, "scores"))

    best = ask(index, "best", "--question", "1.5")
    newest = {}
    for one in sorted((report for report in REPORTS if report.revision == 2016), key=lambda report: report.year):
        newest[one.place] = one
    scorers = sorted((report for report in newest.values() if 1 in report.items), key=lambda report: -report.score(1, 5))
    found = [(one["passage"]["report"]["municipality"]["name"], one["passage"]["report"]["year"]) for one in best["strengths"]]
    check("best is of the newest, the highest first", found, [(one.place, one.year) for one in scorers])

print("\n".join(failures[:40]))
print(f"{len(failures)} wrong")
sys.exit(1 if failures else 0)
