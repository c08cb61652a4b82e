# tests/eval/measured.py: figures measured from outside, by scripts that know nothing of the program, hold their floors.
#
# usage: measured.py KOMPASS SUBJECT
#   SUBJECT is a group of floors.ini. The scripts lie in the folder that KOMPASS_MEASURE names, what they read in
#   KOMPASS_REPORTS, KOMPASS_GOLD, KOMPASS_CASES and KOMPASS_LAYOUTS; exits with 77 (skipped) where one is not set.
# Prints each figure beside its floor; exits with 1 where one is lower. Floors stand a little under what was measured
# last, so that a change which costs something shows.
import configparser
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def folder(name):
    path = os.environ.get(name)
    if not path or not os.path.isdir(path):
        print(f"{name} is not set: skipped")
        sys.exit(77)
    return path


def output(script, *arguments):
    """What a script prints. Its exit status is no figure: it may say that a case is wrong."""
    command = [sys.executable, os.path.join(folder("KOMPASS_MEASURE"), script), *arguments]
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8")
    return run.stdout


def ratio(text, pattern):
    """'alike 40 of 52' -> the two numbers as a share."""
    found = re.search(pattern, text)
    if not found:
        return None
    return int(found.group(1)) / int(found.group(2))


def layouts(kompass):
    folder("KOMPASS_LAYOUTS")
    text = output("layouts.py", kompass)
    groups = re.findall(r"^(\S.*?)\s+n=\s*\d+\s+figures ([\d.]+)\s+items ([\d.]+)\s+sentences ([\d.]+)", text, re.M)
    figures = {f"{group} {name}": float(value) for group, *values in groups
               for name, value in zip(("figures", "items", "sentences"), values)}
    figures["reports without a wrong figure"] = float(len(re.findall(r"wrong +0 +meta", text)))
    return figures, text


def cases(kompass):
    folder("KOMPASS_CASES")
    text = output("layouts.py", kompass, "--cases")
    return {"cases right": float(len(re.findall(r"^ok ", text, re.M)))}, text


def sentences(kompass):
    text = output("sentences.py", os.path.join(folder("KOMPASS_CASES"), "who", "sentences.tsv"), kompass)
    return {"verdicts right": ratio(text, r"(\d+) of (\d+)")}, text


def pairs_alike(kompass, files):
    figures, texts = {}, ""
    for name, file in files.items():
        text = output("alike.py", file, kompass, folder("KOMPASS_REPORTS"))
        figures[name] = ratio(text, r"alike (\d+) of (\d+)")
        texts += text
    return figures, texts


def alike(kompass):
    cases = os.path.join(folder("KOMPASS_CASES"), "who")
    return pairs_alike(kompass, {name: os.path.join(cases, name + ".tsv") for name in ("forms", "slips")})


def alike_apart(kompass):
    """Pairs by somebody who had not seen the program, which no rule was made with."""
    own = os.path.join(HERE, "gold-own")
    return pairs_alike(kompass, {name: os.path.join(own, name + "-ninth.tsv") for name in ("forms", "slips")})


def learn(kompass):
    text = output("learn.py", os.path.join(folder("KOMPASS_GOLD"), "learn.json"), kompass, folder("KOMPASS_REPORTS"))
    return {name: float(value) for name, value in re.findall(r"^(\S+) ([\d.]+)$", text, re.M)}, text


def learn_apart(kompass):
    """Needs by somebody who had not seen the program, which no rule was made with."""
    text = output("learn.py", os.path.join(HERE, "gold-own", "learn-apart.json"), kompass, folder("KOMPASS_REPORTS"))
    return {name: float(value) for name, value in re.findall(r"^(\S+) ([\d.]+)$", text, re.M)}, text


def main():
    kompass, subject = os.path.abspath(sys.argv[1]), sys.argv[2]
    floors = configparser.ConfigParser(delimiters=("=",))
    floors.optionxform = str
    floors.read(os.path.join(HERE, "floors.ini"), encoding="utf-8")
    figures, text = globals()[subject](kompass)
    low = []
    for name, floor in floors[subject].items():
        figure = figures.get(name)
        most = floor.startswith("<=")
        bound = float(floor.lstrip("<= "))
        held = figure is not None and (figure <= bound if most else figure >= bound)
        print(f"{name:40} {figure if figure is None else format(figure, '.4f')}  floor {floor}{'' if held else '  BROKEN'}")
        if not held:
            low.append(name)
    if low:
        print(text[-8000:])
        sys.exit(1)


main()
