#!/usr/bin/env python3
# tests/bench/compare/compare.py: kompass beside bare Xapian, SQLite's FTS5, PostgreSQL, groonga and Sphinx, on the same
# made passages and the same queries, in one run; written as Markdown.
#
#   compare.py BENCH_CONTENDER [PASSAGES ...] [--seed N] [--minutes N] [--keep FOLDER] [--only NAME ...]
#
# (10000 and 100000 passages; seed 1.) An engine is left out from where a phase of its takes longer than the minutes.
#
# KOMPASS_SOURCE names the source folder. KOMPASS_REPORTS and KOMPASS_GOLD name published reports and judged queries about
# them; without them there is no nDCG. PostgreSQL is started in a folder of its own, as the user postgres where this is root.
import argparse
import datetime
import glob
import math
import os
import platform
import shutil
import subprocess
import sys
import tempfile

ENGINES = ["kompass", "bare Xapian", "SQLite FTS5", "PostgreSQL", "groonga", "Sphinx"]
BASE = "bare Xapian"
# What a library can't say is missing: programs and plugins, and Debian's package of each.
NEEDED = {"groonga": ("/usr/lib/*/groonga/plugins/token_filters/stem.so", "groonga-token-filter-stem"),
          "Sphinx": ("/usr/bin/searchd", "sphinxsearch")}


class Missing(Exception):
    """Why an engine is left out."""


class Server:
    """PostgreSQL, as Debian's package has it, with its own defaults."""

    def __init__(self, folder):
        programs = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), key=lambda path: int(path.split("/")[4]))
        if not programs:
            raise Missing("is not installed (Debian: postgresql)")
        self.bin = os.path.dirname(programs[-1])
        self.folder = os.path.join(folder, "postgresql")
        os.makedirs(self.folder)
        self.user = []
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
            os.chmod(folder, 0o755)
            self.user = ["runuser", "-u", "postgres", "--"]
        self.data = os.path.join(self.folder, "data")
        self.run("initdb", "-A", "trust", "-U", "postgres", "--locale=C.UTF-8", "-D", self.data)
        self.run("pg_ctl", "-w", "-l", os.path.join(self.folder, "log"), "-D", self.data, "-o",
                 "-k %s -h ''" % self.folder, "start")

    def run(self, program, *words):
        done = subprocess.run([*self.user, os.path.join(self.bin, program), *words], stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
        if done.returncode != 0:
            raise Missing("could not be started (%s)" % program)

    def told(self):
        return "host=%s user=postgres dbname=postgres" % self.folder

    def stop(self):
        self.run("pg_ctl", "-m", "fast", "-D", self.data, "stop")


class Bench:
    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.left_out = {}
        self.server = None

    def phase(self, engine, phase, folder, *words):
        """What bench_contender tells, by name."""
        words = [str(word) for word in (words or (0, self.options.seed))]
        environment = {**os.environ, "KOMPASS_CONFIG": ""}
        if self.server is not None:
            environment["KOMPASS_BENCH_POSTGRESQL"] = self.server.told()
        try:
            done = subprocess.run([self.options.program, engine, phase, folder, *words], capture_output=True, text=True,
                                  env=environment, timeout=self.options.minutes and 60 * self.options.minutes)
        except subprocess.TimeoutExpired as late:
            raise Missing("took more than %g minutes (%s, %s)" % (self.options.minutes, phase, words[0])) from late
        if done.returncode != 0:
            raise Missing(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "ended with %d" % done.returncode)
        return {name: float(value) for name, value in (line.split() for line in done.stdout.splitlines())}

    def measure(self, engine, passages):
        folder = os.path.join(self.folder, "%s-%d" % (engine.replace(" ", "-"), passages))
        os.makedirs(folder)
        found = self.phase(engine, "build", folder, passages, self.options.seed)
        built = found["memory_bytes"]
        found.update(self.phase(engine, "ask", folder))
        found["build_memory_bytes"] = built
        if engine == "kompass":
            found.update(self.phase(engine, "update", folder, passages, self.options.seed))
        if not self.options.keep:
            shutil.rmtree(folder)
        return found

    def judge(self, engine):
        reports, gold = os.environ.get("KOMPASS_REPORTS"), os.environ.get("KOMPASS_GOLD")
        sets = sorted(glob.glob(os.path.join(gold, "queries*.json"))) if reports and gold else []
        sums = [0.0, 0]
        for queries in sets:
            folder = tempfile.mkdtemp(dir=self.folder)
            told = self.phase(engine, "judge", folder, reports, queries)
            sums[0] += told["ndcg"] * told["judged"]
            sums[1] += int(told["judged"])
        return (sums[0] / sums[1], sums[1]) if sums[1] else None

    def all(self):
        sizes, judged = {}, {}
        for engine in self.options.only or ENGINES:
            say("%s: judged queries" % engine)
            try:
                if engine in NEEDED and not glob.glob(NEEDED[engine][0]):
                    raise Missing("is not installed (Debian: %s)" % NEEDED[engine][1])
                if engine == "PostgreSQL":
                    self.server = Server(self.folder)
                judged[engine] = self.judge(engine)
                for passages in self.options.passages:
                    say("%s: %d passages" % (engine, passages))
                    sizes.setdefault(passages, {})[engine] = self.measure(engine, passages)
            except Missing as why:
                self.left_out[engine] = str(why)
            finally:
                if engine == "PostgreSQL" and self.server is not None:
                    self.server.stop()
        return sizes, judged


def say(what):
    print(what, file=sys.stderr, flush=True)


def machine():
    model = platform.processor() or platform.machine()
    for line in open("/proc/cpuinfo", encoding="utf-8"):
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    memory = next(int(line.split()[1]) for line in open("/proc/meminfo", encoding="utf-8") if line.startswith("MemTotal"))
    return "%s, %d cores, %d GB of memory, %s" % (model, os.cpu_count(), round(memory / 1024 ** 2), platform.system())


def cell(value, base, digits):
    if value is None:
        return "-"
    text = "%.*f" % (digits, value)
    return text if base is None or base <= 0 else "%s (%.2f)" % (text, value / base)


def row(engine, found, base, judged):
    def both(name, scale, digits):
        value, other = found.get(name), base.get(name) if base else None
        return cell(value / scale if value is not None else None, other / scale if other is not None else None, digits)

    return "| " + " | ".join([engine, both("build_seconds", 1, 1), both("build_processor_seconds", 1, 1),
                              both("bytes", 1e6, 1), both("memory_bytes", 1e6, 0), both("p50_ms", 1, 2),
                              both("p99_ms", 1, 2), both("p50_processor_ms", 1, 2), both("p99_processor_ms", 1, 2),
                              both("first_p50_ms", 1, 2), both("first_p99_ms", 1, 2),
                              "%d of %d" % (found["found"], found["queries"]),
                              "-" if judged is None else "%.3f" % judged[0]]) + " |"


def growth(sizes, engine):
    """"from 10000 to 100000 passages …", from the first and the last point."""
    points = [(passages, found[engine]) for passages, found in sorted(sizes.items()) if engine in found]
    if len(points) < 2:
        return None
    (few, first), (many, last) = points[0], points[-1]
    times = many / few

    def grown(name):
        ratio = last[name] / first[name]
        return "%.1f times (to the power of %.2f)" % (ratio, math.log(ratio) / math.log(times))

    return ("- %s, from %d to %d passages, %.0f times as many: build %s, size %s, median %s, p99 %s." %
            (engine, few, many, times, grown("build_processor_seconds"), grown("bytes"), grown("p50_processor_ms"),
             grown("p99_processor_ms")))


def report(bench, sizes, judged):
    lines = ["%s; %s; seed %d; a load of %.1f. In parentheses the ratio to bare Xapian in this run." %
             (machine(), datetime.date.today().isoformat(), bench.options.seed, os.getloadavg()[2]), ""]
    for passages, found in sorted(sizes.items()):
        exact = next(iter(found.values()))["passages"]
        lines += ["%d passages:" % exact, "",
                  "| | build s | processor s | size MB | memory MB, asking | p50 ms | p99 ms | p50 processor ms | "
                  "p99 processor ms | first p50 ms | first p99 ms | finds something for | nDCG@10 |",
                  "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"]
        base = found.get(BASE)
        lines += [row(engine, one, base, judged.get(engine)) for engine, one in found.items()] + [""]
        if "kompass" in found:
            lines += ["One report of kompass' is another: updated in %.1f s, with %.0f MB of memory." %
                      (found["kompass"]["update_seconds"], found["kompass"]["build_memory_bytes"] / 1e6), ""]
    grown = [line for line in (growth(sizes, engine) for engine in ENGINES) if line]
    if grown:
        lines += ["Growth of processor time and size, and to which power of the number of passages:", "", *grown, ""]
    told = next((one for one in judged.values() if one), None)
    lines += ["nDCG@10 is that of %d judged queries about published reports." % told[1] if told else
              "There is no nDCG: KOMPASS_REPORTS and KOMPASS_GOLD name no judged queries."]
    lines += ["%s was left out: it %s." % (engine, why) for engine, why in bench.left_out.items()]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("passages", nargs="*", type=int, default=[10000, 100000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, help="how long a phase may take")
    parser.add_argument("--keep", help="leave the indexes in this folder")
    parser.add_argument("--only", nargs="+", choices=ENGINES)
    options = parser.parse_args()
    options.program = os.path.abspath(options.program)
    options.passages = options.passages or [10000, 100000]
    folder = options.keep or tempfile.mkdtemp(prefix="kompass-compare-")
    os.makedirs(folder, exist_ok=True)
    bench = Bench(options, folder)
    try:
        print(report(bench, *bench.all()))
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)
    return 1 if "kompass" in bench.left_out else 0


if __name__ == "__main__":
    sys.exit(main())
