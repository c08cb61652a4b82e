#!/usr/bin/env python3
# tests/faults/faults.py: makes every system call of `kompass index` fail, one after the other.
#
# usage: faults.py --kompass PROGRAM --reader PROGRAM --tools FOLDER [--short] [--most N] [--jobs N] [--only WORD]...
#   --tools   where fault_preload.so, index_content and make_pdf are
#   --most    at most N places of a kind are tried, spread over all of them; 0 = every one (default 40; --short 2)
#   --only    scenarios or kinds to run; all by default
#
# For each scenario (an index is made, updated, loses a report, is rebuilt, gets shards, is compacted; from text, from PDF), each kind
# of call, each error and n = 1, 2, 3 ... the n-th call fails, once or from then on, or the process is killed there.
# After each run:
#   - the exit status is 0 only if the new index is whole;
#   - the index holds what it held before, or what it is to hold, compared by content, report by report; a mixture is
#     right only where the run failed and named a file that it could not read;
#   - a run that ends by itself, and was let remove files, leaves the index as it was without a trace of itself;
#   - the next run succeeds, and no file is left over.
# Prints the figures, and a line that tells each bad end (and to standard error how far it has come). Exits with 1 if there was one, with 77 where it can't run.
import argparse, concurrent.futures, os, re, shutil, signal, struct, subprocess, sys, tempfile, threading, time

EIO, EMFILE, EACCES, ENOSPC, ENOMEM, EAGAIN = 5, 24, 13, 28, 12, 11
NAMES = {EIO: "EIO", EMFILE: "EMFILE", EACCES: "EACCES", ENOSPC: "ENOSPC", ENOMEM: "ENOMEM", EAGAIN: "EAGAIN"}
KINDS = {
    "open": [EMFILE, EACCES, EIO],
    "read": [EIO],
    "pread": [EIO],
    "write": [ENOSPC, EIO],
    "pwrite": [ENOSPC, EIO],
    "fsync": [EIO, ENOSPC],
    "rename": [EIO, EACCES],
    "unlink": [EACCES, EIO],
    "truncate": [EIO, ENOSPC],
    "mkdir": [ENOSPC, EACCES],
    "readdir": [EIO],
    "stat": [EIO, EACCES],
    "mmap": [ENOMEM, EACCES],
    "fork": [EAGAIN, EMFILE],
    "allocate": [ENOMEM],
    "any": [0],  # killed there
}
# Where these fail, the disk lets files be removed still. (Not where every read fails from then on: what can't be told to
# be stale is left alone, and the next update removes it.)
LEAVES_NOTHING = ["read", "pread", "write", "pwrite", "fsync", "truncate", "mkdir"]
SECONDS = 140  # less than it takes until a reader that hangs is given up (corpus/source/source.c)


class Scenario:
    """What is indexed before, what with faults; reports are (name, pages). The paths are relative, or absolute."""

    def __init__(self, name, before, after, options=(), first_options=(), program="kompass", relative=False,
                 command="index"):
        self.name, self.before, self.after, self.relative, self.command = name, before, after, relative, command
        self.options, self.first_options, self.program = list(options), list(first_options), program


KALIX, LULEA, NORSJO = ("kalix-2012.txt", 5), ("lulea-2018.txt", 4), ("norsjo-2018.txt", 4)
LULEA_CHANGED, KALIX_PDF = ("lulea-2018.txt", 5), ("kalix-2012.pdf", 5)
SCENARIOS = [
    Scenario("create", [], [KALIX, LULEA]),
    Scenario("update", [LULEA, NORSJO], [KALIX, LULEA_CHANGED, NORSJO], relative=True),
    Scenario("update-shards", [LULEA, NORSJO], [KALIX, LULEA_CHANGED, NORSJO], first_options=["--shards", "3"]),
    Scenario("removal", [KALIX, LULEA, NORSJO], [LULEA, NORSJO]),
    Scenario("rebuild", [LULEA, NORSJO], [KALIX, LULEA], options=["--rebuild"]),
    Scenario("more-shards", [KALIX, LULEA], [KALIX, LULEA], options=["--shards", "3"]),
    Scenario("compact", [KALIX, LULEA, NORSJO], [KALIX, LULEA, NORSJO], command="compact"),
    Scenario("compact-shards", [KALIX, LULEA], [KALIX, LULEA], first_options=["--shards", "2"], command="compact"),
    Scenario("pdf", [LULEA], [KALIX_PDF, LULEA]),
    Scenario("pdf-reader", [LULEA], [KALIX_PDF, LULEA], program="kompass-read-pdf"),
]


def run(command, environment, folder):
    """Exit status (negative: the signal; None: hung) and what was said."""
    child = subprocess.Popen(command, env=environment, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, start_new_session=True)
    try:
        out, _ = child.communicate(timeout=SECONDS)
        return child.returncode, out.decode("utf-8", "replace")
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
        return None, "hung"


class Bench:
    """A folder with the reports and states of all scenarios; each worker copies what it needs."""

    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.source = os.path.realpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
        self.preload = os.path.join(options.tools, "fault_preload.so")
        self.content_tool = os.path.join(options.tools, "index_content")
        self.environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": folder,
                            "KOMPASS_DICTIONARY": self.make_dictionary(), "KOMPASS_READ_PDF": options.reader}

    def make_dictionary(self):
        """A fortieth of the Swedish dictionary, for versions that read it: in several calls, but not for half a second."""
        prefix = os.path.join(self.folder, "dictionary")
        shutil.copy("/usr/share/hunspell/sv_SE.aff", prefix + ".aff")
        with open("/usr/share/hunspell/sv_SE.dic", encoding="utf-8") as file:
            words = file.read().split("\n")[1::40]
        with open(prefix + ".dic", "w", encoding="utf-8") as file:
            file.write("\n".join([str(len(words))] + words) + "\n")
        return prefix

    def write_reports(self, folder, reports):
        os.makedirs(folder, exist_ok=True)
        for name, pages in reports:
            with open(os.path.join(self.source, "corpus/reports", name.replace(".pdf", ".txt")), encoding="utf-8") as f:
                text = "\f".join(f.read().split("\f")[:pages])
            path = os.path.join(folder, name.replace(".pdf", ".txt"))
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            if name.endswith(".pdf"):
                subprocess.run([os.path.join(self.options.tools, "make_pdf"), path, os.path.join(folder, name), "1"],
                               check=True, stdout=subprocess.DEVNULL)
                os.remove(path)

    def content(self, index):
        """The lines of an index; None where there is none; a text that says why it can't be read."""
        if not os.path.exists(os.path.join(index, "XAPIANDB")):
            return None
        done = subprocess.run([self.content_tool, index], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        return done.stdout.decode().split("\n") if done.returncode == 0 else done.stderr.decode()

    def prepare(self, scenario):
        """What the index holds before and after."""
        place = os.path.join(self.folder, scenario.name)
        self.write_reports(os.path.join(place, "before"), scenario.before)
        self.write_reports(os.path.join(place, "after"), scenario.after)
        worker = Worker(self, scenario, "prepare")
        self.write_reports(worker.reports, scenario.before)
        if scenario.before:
            status, said = worker.run(scenario.first_options)
            assert status == 0, said
        shutil.copytree(worker.index, os.path.join(place, "state")) if scenario.before else None
        before = self.content(worker.index)
        worker.restore()
        status, said = worker.run_scenario()
        assert status == 0, said
        return before, self.content(worker.index)


class Worker:
    """Runs one scenario in a folder of its own, which has the same name for all of them: paths are remembered."""

    def __init__(self, bench, scenario, name):
        self.bench, self.scenario = bench, scenario
        self.folder = os.path.join(bench.folder, "w-" + name, scenario.name)
        self.reports, self.index = os.path.join(self.folder, "r"), os.path.join(self.folder, "i")
        self.report_file = os.path.join(self.folder, "calls")
        os.makedirs(self.folder)
        self.state = None

    def run(self, options, environment=None):
        index, reports = ("i", "r") if self.scenario.relative else (self.index, self.reports)
        return run([self.bench.options.kompass, "index", *options, "--index", index, reports],
                   environment or self.bench.environment, self.folder)

    def run_scenario(self, environment=None):
        """What is tried with faults: an update, or the index compacted."""
        if self.scenario.command == "index":
            return self.run(self.scenario.options, environment)
        return run([self.bench.options.kompass, self.scenario.command, "--index", self.index],
                   environment or self.bench.environment, self.folder)

    def restore(self):
        """As it was before: the index, and the reports that it is to be brought up to."""
        place = os.path.join(self.bench.folder, self.scenario.name)
        shutil.rmtree(self.index, ignore_errors=True)
        if self.state is None and self.scenario.before:
            # The paths of the reports are in the index, so each worker makes its own first.
            shutil.rmtree(self.reports, ignore_errors=True)
            shutil.copytree(os.path.join(place, "before"), self.reports)
            status, said = self.run(self.scenario.first_options)
            assert status == 0, said
            self.state = os.path.join(self.folder, "state")
            shutil.move(self.index, self.state)
        if not os.path.exists(os.path.join(self.folder, "is-after")):
            shutil.rmtree(self.reports, ignore_errors=True)
            shutil.copytree(os.path.join(place, "after"), self.reports)
            open(os.path.join(self.folder, "is-after"), "w").close()
        if self.scenario.before:
            shutil.copytree(self.state, self.index)

    def named(self):
        """What the index's stub names, a line a shard; nothing where there is no index."""
        if not os.path.exists(os.path.join(self.index, "XAPIANDB")):
            return []
        with open(os.path.join(self.index, "XAPIANDB"), encoding="utf-8") as file:
            return [line.split()[1] for line in file if line.strip()]

    def left_over(self):
        """Files that nothing names; where there is no index, its folder."""
        named = self.named()
        if not named:
            return [self.index] if os.path.exists(self.index) else []
        shards = {"shard-%d" % i for i in range(len(named))} if len(named) > 1 else set()
        allowed = {"XAPIANDB", "lock"} | {place.split("/")[0] for place in named} | shards
        return sorted(set(os.listdir(self.index)) - allowed)

    def signature(self):
        return sorted((os.path.relpath(os.path.join(place, name), self.index)
                       for place, _, names in os.walk(self.index) for name in names))

    def faulty_run(self, kind, number, mode, at):
        """Exit status, what was said, calls counted, calls failed."""
        with open(self.report_file, "wb") as file:
            file.write(b"\0" * 16)
        fault = {"LD_PRELOAD": self.bench.preload, "KOMPASS_FAULT_PROGRAM": self.scenario.program,
                 "KOMPASS_FAULT_KIND": kind, "KOMPASS_FAULT_AT": str(at), "KOMPASS_FAULT_MODE": mode,
                 "KOMPASS_FAULT_ERRNO": str(number), "KOMPASS_FAULT_REPORT": self.report_file}
        environment = dict(self.bench.environment)
        if self.scenario.program == "kompass":
            environment.update(fault)
        else:  # the reader gets no environment from kompass
            wrapper = os.path.join(self.folder, "reader")
            with open(wrapper, "w", encoding="utf-8") as file:
                file.write("#!/bin/sh\n" + "".join("export %s='%s'\n" % pair for pair in fault.items()) +
                           "exec '%s' \"$@\"\n" % self.bench.options.reader)
            os.chmod(wrapper, 0o755)
            environment["KOMPASS_READ_PDF"] = wrapper
        status, said = self.run_scenario(environment)
        with open(self.report_file, "rb") as file:
            calls, failed = struct.unpack("QQ", file.read(16))
        return status, said, calls, failed


def is_mixture(content, before, after):
    """Whether each report is as it was before or as it is to be; words and compounds follow from them."""
    known = set(before or []) | set(after)
    return isinstance(content, list) and all(line in known for line in content if line.startswith("report "))


def judge(worker, states, kind, mode, status, said):
    """What is wrong after a run; the text is empty where nothing is."""
    before, after = states
    content = worker.bench.content(worker.index)
    if status is None:
        return "hung"
    if isinstance(content, str):
        return "the index can't be read: " + content.strip()
    if status == 0 and content != after:
        return "exit 0, but the index is not whole"
    if status == -signal.SIGKILL and mode != "kill":
        return "killed"
    if status < 0 and mode != "kill" and kind != "allocate":
        return "died of signal %d" % -status
    if status > 0 and not said.strip():
        return "exit %d without a word" % status
    if content not in (before, after):
        if content is None and before is not None:
            return "the index is lost"
        named = re.search(r"\.(txt|pdf)\b", said) is not None
        if not (status > 0 and named and is_mixture(content, before, after)):
            return "the index is neither as before nor as after"
    # (After the switch the generation before may stay, until the disk has confirmed.)
    may_remove = kind in LEAVES_NOTHING and (kind, mode) != ("read", "always")
    if status > 0 and worker.named() == worker.before_named and may_remove and (left := worker.left_over()):
        return "it left: " + ", ".join(left)
    untouched = before is not None and worker.signature() == worker.before_signature and content == before
    if untouched and not worker.thorough:
        return ""
    status, said = worker.run_scenario()
    if status != 0:
        return "the next run fails: " + said.strip()[-300:]
    if worker.bench.content(worker.index) != after:
        return "the next run does not mend the index"
    left = worker.left_over()
    return "left over: " + ", ".join(left) if left else ""


def places(calls, most):
    if most == 0 or calls <= most:
        return list(range(1, calls + 1))
    return sorted({1 + round(i * (calls - 1) / (most - 1)) for i in range(most)}) if most > 1 else [calls]


class Figures:
    def __init__(self):
        self.lock = threading.Lock()
        self.runs = self.failed = self.killed = self.places = 0
        self.bad, self.by_kind = [], {}


def run_kind(bench, scenario, states, kind, figures, free):
    """All errors, modes and places of one kind of call in one scenario."""
    slot = free.get()
    try:
        worker = Worker(bench, scenario, "%s-%s" % (slot, kind))
        worker.thorough = False
        worker.restore()
        worker.before_signature, worker.before_named = worker.signature(), worker.named()
        status, said, calls, _ = worker.faulty_run(kind, 0, "once", 0)
        assert status == 0, said
        modes = ["kill"] if kind == "any" else ["once", "always"]
        for number in KINDS[kind]:
            for mode in modes:
                for at in places(calls, bench.options.most):
                    worker.restore()
                    status, said, _, failed = worker.faulty_run(kind, number, mode, at)
                    wrong = judge(worker, states, kind, mode, status, said) if failed > 0 else ""
                    with figures.lock:
                        figures.runs += 1
                        figures.failed += failed if mode != "kill" else 0
                        figures.killed += failed if mode == "kill" else 0
                        figures.places += 1
                        if wrong:
                            line = "%s: %s %s %s at %d of %d: %s" % (scenario.name, kind, mode,
                                                                     NAMES.get(number, "SIGKILL"), at, calls, wrong)
                            figures.bad.append(line)
                            print(line, flush=True)
        with figures.lock:
            figures.by_kind[(scenario.name, kind)] = calls
            print("%s, %s: %d calls; %d runs so far" % (scenario.name, kind, calls, figures.runs), file=sys.stderr,
                  flush=True)
        shutil.rmtree(worker.folder)
    finally:
        free.put(slot)


def main():
    parser = argparse.ArgumentParser()
    for name in ("--kompass", "--reader", "--tools"):
        parser.add_argument(name, required=True)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--most", type=int)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--only", action="append", default=[])
    options = parser.parse_args()
    if options.most is None:
        options.most = 2 if options.short else 40
    for name in ("kompass", "reader", "tools"):
        setattr(options, name, os.path.abspath(getattr(options, name)))
    if not os.path.exists("/usr/share/hunspell/sv_SE.dic"):
        print("the Swedish dictionary is not there")
        return 77
    start = time.monotonic()
    figures = Figures()
    import queue
    free = queue.Queue()
    for slot in range(options.jobs):
        free.put(slot)
    scenarios = [s for s in SCENARIOS if not options.short or s.name in ("create", "update-shards", "removal", "compact", "pdf")]
    chosen = [s for s in scenarios if not options.only or s.name in options.only or
              not {x.name for x in SCENARIOS} & set(options.only)]
    kinds = [k for k in KINDS if k in options.only or not set(KINDS) & set(options.only)]
    with tempfile.TemporaryDirectory(prefix="kompass-faults-") as folder:
        bench = Bench(options, folder)
        states = {s.name: bench.prepare(s) for s in chosen}
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            tasks = [pool.submit(run_kind, bench, s, states[s.name], k, figures, free) for s in chosen for k in kinds]
            for task in tasks:
                task.result()
    for scenario in chosen:
        calls = ["%s %d" % (kind, figures.by_kind[(scenario.name, kind)]) for kind in kinds]
        print("%-14s calls: %s" % (scenario.name, ", ".join(calls)))
    print("faults: %d runs, %d calls failed, %d processes killed, %d bad ends, %.0f seconds" %
          (figures.runs, figures.failed, figures.killed, len(figures.bad), time.monotonic() - start))
    return 1 if figures.bad else 0


if __name__ == "__main__":
    sys.exit(main())
