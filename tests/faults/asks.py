#!/usr/bin/env python3
# tests/faults/asks.py: makes every system call of a question fail, one after the other.
#
# usage: asks.py --kompass PROGRAM --tools FOLDER [--most N] [--only WORD]...
#   --tools   where fault_preload.so is
#   --most    at most N places of a kind are tried, spread over all of them; 0 = every one (default 20)
#   --only    commands or kinds to run; all by default
#
# After each run, of an index of one shard and of three:
#   - the exit status is 0 only if the answer is the one that is given where nothing fails;
#   - else one line says what failed: it names the index or a file, and where a file of the index was not read, what to do.
# Prints the figures, and a line for each bad end. Exits with 1 if there was one.
import argparse, os, re, struct, subprocess, sys, tempfile

from faults import EACCES, EAGAIN, EIO, EMFILE, ENOMEM, ENOSPC, NAMES, SECONDS, places

KINDS = {"open": [EMFILE, EACCES, EIO], "read": [EIO], "pread": [EIO], "write": [ENOSPC], "stat": [EIO, EACCES],
         "readdir": [EIO], "mmap": [ENOMEM], "fork": [EAGAIN], "allocate": [ENOMEM]}
COMMANDS = [["search", "visselblåsare"], ["search", "--format", "csv", "korruption"], ["who", "medborgardialog"],
            ["learn", "Kalix"], ["history", "Luleå"], ["similar", "Kalix"], ["best", "--question", "1.5"], ["scores"],
            ["models"], ["suggest", "medb"], ["status"], ["report", "kalix-2012"], ["export"]]
REMEDIES = re.compile("kompass index|try again|ask its owner")


class Asker:
    def __init__(self, options, folder):
        self.options, self.folder, self.calls_file = options, folder, os.path.join(folder, "calls")
        self.source = os.path.realpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
        self.environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": folder, "KOMPASS_CONFIG": ""}
        self.runs = self.bad = 0

    def make_index(self, shards):
        index = os.path.join(self.folder, "index-%d" % shards)
        subprocess.run([self.options.kompass, "index", "--shards", str(shards), "--index", index,
                        os.path.join(self.source, "corpus", "reports")], env=self.environment, check=True, capture_output=True)
        return index

    def ask(self, index, words, kind, number=0, mode="once", at=0):
        """What came of it: exit status (None: hung), answer, what was said; calls, and calls that failed."""
        with open(self.calls_file, "wb") as file:
            file.write(b"\0" * 16)
        fault = {"LD_PRELOAD": os.path.join(self.options.tools, "fault_preload.so"), "KOMPASS_FAULT_PROGRAM": "kompass",
                 "KOMPASS_FAULT_KIND": kind, "KOMPASS_FAULT_AT": str(at), "KOMPASS_FAULT_MODE": mode,
                 "KOMPASS_FAULT_ERRNO": str(number), "KOMPASS_FAULT_REPORT": self.calls_file}
        try:
            done = subprocess.run([self.options.kompass, words[0], "--index", index, *words[1:]], capture_output=True,
                                  env={**self.environment, **fault}, stdin=subprocess.DEVNULL, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            return (None, "", ""), 0, 1
        with open(self.calls_file, "rb") as file:
            return ((done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")),
                    *struct.unpack("QQ", file.read(16)))

    def ask_with_each_fault(self, index, words, kind):
        whole, calls, _ = self.ask(index, words, kind)
        assert whole[0] == 0, whole[2]
        for number in KINDS[kind]:
            for mode in ("once", "always"):
                for at in places(calls, self.options.most):
                    ended, _, failed = self.ask(index, words, kind, number, mode, at)
                    wrong = judge(whole, ended, kind, number) if failed > 0 else None
                    self.runs += 1
                    self.bad += wrong is not None
                    if wrong:
                        print("%s, %s: %s %s %s at %d of %d: %s" % (" ".join(words), os.path.basename(index), kind, mode,
                                                                    NAMES[number], at, calls, wrong), flush=True)


def timeless(answer):
    return re.sub(r'"took_ms":[0-9.]+|[0-9.]+ ms', "", answer)


def judge(whole, ended, kind, number):
    """What is wrong with how it ended; None where nothing is."""
    status, answer, said = ended
    if status is None or status < 0:
        return "hung" if status is None else "died of signal %d" % -status
    if status == 0:
        return None if timeless(answer) == timeless(whole[1]) else "exit 0, but the answer is another"
    if status != 1 or said.count("\n") != 1:
        return "exit %d with %r" % (status, said)
    if kind not in ("write", "allocate") and "/" not in said:
        return "nothing is named: " + said.strip()
    if kind == "pread" and number == EIO and not REMEDIES.search(said):
        return "no remedy: " + said.strip()
    return None


def main():
    parser = argparse.ArgumentParser()
    for name in ("--kompass", "--tools"):
        parser.add_argument(name, required=True, type=os.path.abspath)
    parser.add_argument("--most", type=int, default=20)
    parser.add_argument("--only", action="append", default=[])
    options = parser.parse_args()
    commands = [c for c in COMMANDS if c[0] in options.only] or COMMANDS
    kinds = [k for k in KINDS if k in options.only] or list(KINDS)
    with tempfile.TemporaryDirectory(prefix="kompass-faults-") as folder:
        asker = Asker(options, folder)
        for index in [asker.make_index(shards) for shards in (1, 3)]:
            for words in commands:
                for kind in kinds:
                    asker.ask_with_each_fault(index, words, kind)
    print("asks: %d runs, %d bad ends" % (asker.runs, asker.bad))
    return 1 if asker.bad else 0


if __name__ == "__main__":
    sys.exit(main())
