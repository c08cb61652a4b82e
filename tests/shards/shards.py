#!/usr/bin/env python3
# tests/shards/shards.py: an index whose shards lie on three machines answers as one machine's does, to the byte, and goes
# on without one of them.
#
#   shards.py KOMPASS SOURCE local     three servers at an address of this machine
#   shards.py KOMPASS SOURCE hosts     three hosts, each a network namespace with an address of its own
#
# Exits with 77 where what it needs is not there, and says what that is.
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

SHARDS = 3
# Milliseconds that the stub allows for an answer: long for a machine that is busy; and short enough to be waited for,
# where a shard is silent.
LONG_WAIT, WAIT = 10000, 2000
# Seconds after which what has to come will not come any more.
PATIENCE = 180
QUERIES = ["visselblåsarfunktion", "etik korruption", "medborgardialog", "*", "chef*", '"mål och"', "kommunen",
           "barn unga skola", "budget -ekonomi", "ledarskap OR chefer", "hur stärker vi demokratin",
           "öppenhet AND insyn AND service", "kontaktcentr", "utvekla", "brukare kvalitet uppföljning mål styrning"]
MANNERS = [[], ["--limit", "100"], ["--limit", "7", "--offset", "13"], ["--rank", "practice"], ["--tag", "strength"],
           ["--explain"], ["--area", "4"], ["--revision", "2010"]]
NAMES = ["Luleå", "Norsjö", "Kalix", "Östersund"]
IDS = ["kalix-2012", "lulea-2018", "norsjo-2018", "ostersund-2015"]


def skip(why):
    print("1..0 # SKIP " + why)
    sys.exit(77)


def go_apart():
    """Begins again in namespaces of processes and of mounts that are this test's alone: what it starts, and the namespaces
    of the network that it names, end with it, even where it is killed."""
    apart = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
    names = "mkdir -p /run/netns && mount -t tmpfs names /run/netns"
    if subprocess.run([*apart, "sh", "-c", names], stderr=subprocess.DEVNULL).returncode != 0:
        skip("namespaces can't be made here (they need root)")
    os.execvp("unshare", [*apart, "sh", "-c", names + ' && KOMPASS_APART=1 exec "$@"', "sh", sys.executable, *sys.argv])


def with_the_test(words):
    """A program that is ended by the system where the test is."""
    return ["setpriv", "--pdeathsig", "KILL", *words]


def asked():
    """Every command that reads an index, in many manners."""
    for query in QUERIES:
        yield from (["search", *manner, query] for manner in MANNERS)
        yield from (["who", *manner, query] for manner in ([], ["--all-years", "--explain"]))
    for name in NAMES:
        yield from ([command, name] for command in ("learn", "history", "similar", "scores"))
    for question in ("1.5", "2.1", "4.4", "7.1"):
        yield ["best", "--question", question]
    yield from (["report", report] for report in IDS)
    yield from (["suggest", text] for text in ("medb", "l", "etiska r"))
    yield from (["models"], ["scores"], ["export"], ["status"])


def same_for_all(answer):
    """Without what is another each time: times, and where and in how many shards an index lies."""
    return re.sub(r'"(took_ms|generation|index|shards)":("[^"]*"|[0-9.]+),?', "", answer)


class Local:
    """Servers on this machine, at an address that no other test takes a port of while one of them is dead."""

    def __init__(self, folder):
        self.folder, self.servers = folder, {}
        self.address = "127.77.%d.%d" % divmod(os.getpid() % 65536, 256)
        self.ports = [free_port(self.address) for _ in range(SHARDS)]

    def place(self, shard):
        return "%s:%d" % (self.address, self.ports[shard])

    def inside(self, words):
        return words

    def server_words(self, shard):
        return ["xapian-tcpsrv", "--interface", self.address, "--port", str(self.ports[shard])]

    def start(self, shard):
        words = [*self.server_words(shard), "--quiet", os.path.join(self.folder, "three", "shard-%d" % shard)]
        # A session of its own: a connection's process ends with its server.
        self.servers[shard] = subprocess.Popen(with_the_test(words), start_new_session=True, stdout=subprocess.DEVNULL,
                                               stderr=subprocess.DEVNULL)

    def signal(self, shard, number):
        os.killpg(self.servers[shard].pid, number)

    def stop(self, shard):
        self.signal(shard, signal.SIGKILL)
        self.servers.pop(shard).wait()

    # Two ways to die: at once, and without a word.
    def die(self, shard):
        self.stop(shard)

    def come_back(self, shard):
        self.start(shard)

    def fall_silent(self, shard):
        self.signal(shard, signal.SIGSTOP)

    def speak_again(self, shard):
        self.signal(shard, signal.SIGCONT)

    def close(self):
        for shard in list(self.servers):
            self.signal(shard, signal.SIGCONT)
            self.stop(shard)


class Hosts(Local):
    """Each server in a network namespace, joined by a cable to that of whoever asks."""

    def __init__(self, folder):
        super().__init__(folder)
        try:
            self.asker = self.add_space("asker")
            self.hosts = [self.add_host(shard) for shard in range(SHARDS)]
        except subprocess.CalledProcessError:
            shutil.rmtree(folder)
            skip("network namespaces can't be made here")

    def ip(self, *words):
        subprocess.run(["ip", *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def add_space(self, name):
        self.ip("netns", "add", name)
        self.ip("-n", name, "link", "set", "lo", "up")
        return name

    def add_host(self, shard):
        host = self.add_space("host%d" % shard)
        cable = "shard%d" % shard
        self.ip("-n", self.asker, "link", "add", cable, "type", "veth", "peer", "name", "asker", "netns", host)
        self.ip("-n", self.asker, "addr", "add", "10.77.%d.1/24" % shard, "dev", cable)
        self.ip("-n", host, "addr", "add", "10.77.%d.2/24" % shard, "dev", "asker")
        self.ip("-n", self.asker, "link", "set", cable, "up")
        self.ip("-n", host, "link", "set", "asker", "up")
        return host

    def place(self, shard):
        return "10.77.%d.2:7201" % shard

    def inside(self, words):
        return ["ip", "netns", "exec", self.asker, *words]

    def server_words(self, shard):
        return ["ip", "netns", "exec", self.hosts[shard], "xapian-tcpsrv", "--interface", "10.77.%d.2" % shard, "--port",
                "7201"]

    # The cable is pulled: nothing comes back, not even a refusal.
    def fall_silent(self, shard):
        self.ip("-n", self.hosts[shard], "link", "set", "asker", "down")

    def speak_again(self, shard):
        self.ip("-n", self.hosts[shard], "link", "set", "asker", "up")


def free_port(address):
    with socket.socket() as one:
        one.bind((address, 0))
        return one.getsockname()[1]


class Test:
    def __init__(self, kompass, source, machines, folder):
        self.kompass, self.source, self.machines, self.folder = kompass, source, machines, folder
        self.reports = os.path.join(source, "corpus", "reports")
        self.stub = os.path.join(folder, "machines")
        self.count = self.failed = 0

    def check(self, good, what):
        self.count += 1
        self.failed += not good
        print("%sok %d %s" % ("" if good else "not ", self.count, what), flush=True)

    def run(self, words, index, inside=False):
        words = [self.kompass, words[0], "--index", index, *words[1:]]
        return subprocess.run(self.machines.inside(words) if inside else words, capture_output=True, text=True,
                              env={**os.environ, "KOMPASS_CONFIG": ""})

    def json(self, words, index, inside=False):
        done = self.run([words[0], "--format", "json", *words[1:]], index, inside)
        return same_for_all(done.stdout) + done.stderr + str(done.returncode)

    def remote(self, words):
        return self.run(words, self.stub, inside=True)

    def prepare(self):
        for name, shards in (("one", 1), ("three", SHARDS)):
            subprocess.run([self.kompass, "index", "--shards", str(shards), "--index", os.path.join(self.folder, name),
                            self.reports], check=True, capture_output=True, env={**os.environ, "KOMPASS_CONFIG": ""})
        lines = ["# the shards of an index, in any order"]
        lines += ["remote %s %d" % (self.machines.place(shard), LONG_WAIT) for shard in (2, 0, 1)]
        with open(self.stub, "w") as stub:
            stub.write("\n".join(lines) + "\n")
        for shard in range(SHARDS):
            self.machines.start(shard)
        self.await_true(lambda: self.remote(["status"]).returncode == 0)

    def await_true(self, condition):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if condition():
                return True
            time.sleep(0.1)
        return False

    @staticmethod
    def timed(call):
        start = time.monotonic()
        done = call()
        return time.monotonic() - start, done

    def set_wait(self, milliseconds):
        text = re.sub(r" \d+$", " %d" % milliseconds, open(self.stub).read(), flags=re.M)
        with open(self.stub + ".new", "w") as stub:
            stub.write(text)
        os.rename(self.stub + ".new", self.stub)

    # ---- everything is there ----

    def equal(self):
        one, three = os.path.join(self.folder, "one"), os.path.join(self.folder, "three")
        by_command = {}
        for words in asked():
            wanted = self.json(words, one)
            differs = [where for where, got in (("3 shards", self.json(words, three)),
                                                ("3 machines", self.json(words, self.stub, True))) if got != wanted]
            by_command.setdefault(words[0], []).extend("%s over %s" % (words, where) for where in differs)
        for command, differs in by_command.items():
            self.check(not differs, "%s: as one machine's to the byte %s" % (command, differs[:3] or ""))

    # ---- the command line ----

    def shard_holds(self, shard):
        """The reports of a shard, by what is missing without it."""
        self.machines.die(shard)
        self.refused(shard)
        done = self.remote(["search", "--partial", "--format", "json", "--limit", "100", "kommunen"])
        answer = json.loads(done.stdout)
        missing = answer["missing"]
        shown = {hit["passage"]["report"]["id"] for hit in answer["hits"]}
        notice = answer["notices"][-1]
        self.check(answer["partial"] is True and not shown & set(missing), "shard %d dead: what is shown is not missing" % shard)
        self.check(notice["code"] == "shards_missing" and notice["values"] ==
                   {"shards": "1", "of": "3", "reports": str(len(missing))}, "shard %d dead: the notice tells" % shard)
        self.obey_schemas(shard)
        exported = self.remote(["export", "--partial"])
        there = {json.loads(line)["report"]["id"] for line in exported.stdout.splitlines()}
        self.check(there | set(missing) == set(IDS) and not there & set(missing),
                   "shard %d dead: %s missing, all others there" % (shard, missing))
        self.check("partial" in exported.stderr, "shard %d dead: an export says so beside the lines" % shard)
        who = json.loads(self.remote(["who", "--partial", "--format", "json", "etik"]).stdout)
        self.check({one["report"]["id"] for one in who["answers"]} == there, "shard %d dead: who is silent of nobody" % shard)
        self.check(all(one in self.remote(["search", "--partial", "etik"]).stdout for one in missing),
                   "shard %d dead: text names what is missing" % shard)
        self.machines.come_back(shard)
        back = self.await_true(lambda: self.remote(["status"]).returncode == 0)
        self.check(back, "shard %d is back, for the command line" % shard)
        return missing

    def obey_schemas(self, shard):
        try:
            import jsonschema
        except ImportError:
            return
        wrong = []
        for words in (["search", "etik"], ["who", "etik"], ["models"], ["scores"], ["suggest", "medb"], ["status"],
                      ["best", "--question", "1.5"], *(["learn", name] for name in NAMES), *(["history", name] for name in NAMES),
                      *(["similar", name] for name in NAMES), *(["report", report] for report in IDS)):
            text = self.remote([words[0], "--partial", "--format", "json", *words[1:]]).stdout
            if not text:  # what is asked for is missing
                continue
            answer = json.loads(text)
            with open(os.path.join(self.source, "docs", "schemas", answer["schema"].replace("kompass.", "").replace("/", "-") +
                                   ".json"), encoding="utf-8") as file:
                schema = json.load(file)
            try:
                jsonschema.validate(answer, schema)
            except jsonschema.ValidationError as error:
                wrong.append("%s: %s" % (words, error.message))
            if not answer.get("partial"):
                wrong.append("%s: not said to be partial" % words)
        self.check(not wrong, "shard %d dead: answers are as their schemas say %s" % (shard, wrong[:2] or ""))

    def refused(self, shard):
        done = self.remote(["search", "etik"])
        self.check(done.returncode == 1 and done.stdout == "" and self.machines.place(shard) in done.stderr and
                   "--partial" in done.stderr, "shard %d dead: the error names it and the remedy" % shard)

    def silent(self):
        self.set_wait(WAIT)
        self.machines.fall_silent(1)
        tries = [self.timed(lambda: self.remote(["search", "--partial", "--format", "json", "etik"])) for _ in range(3)]
        took = min(seconds for seconds, _ in tries)
        self.check(all(json.loads(done.stdout)["partial"] for _, done in tries) and took < 3 * WAIT / 1000 + 5,
                   "a shard that says nothing holds up an answer for %.1f s" % took)
        self.machines.speak_again(1)
        self.check(self.await_true(lambda: self.remote(["status"]).returncode == 0), "it speaks again")

    def nobody(self):
        for shard in range(SHARDS):
            self.machines.die(shard)
        done = self.remote(["search", "--partial", "etik"])
        self.check(done.returncode == 1 and "none of the shards" in done.stderr, "no shard is no answer")
        for shard in range(SHARDS):
            self.machines.come_back(shard)
        self.set_wait(LONG_WAIT)
        self.check(self.await_true(lambda: self.remote(["status"]).returncode == 0), "all are back")

    # ---- the service ----

    def get(self, path):
        done = subprocess.run(self.machines.inside(["curl", "-s", "-m", str(PATIENCE), "-w", "\n%{http_code} %{time_total}",
                                                    "http://127.0.0.1:%d%s" % (self.port, path)]),
                              capture_output=True, text=True)
        body, _, last = done.stdout.rpartition("\n")
        return int(last.split()[0]), float(last.split()[1]), body

    def serve(self, *options):
        words = self.machines.inside([self.kompass, "serve", "--index", self.stub, "--listen", "127.0.0.1:0", *options])
        self.service = subprocess.Popen(with_the_test(words), stderr=subprocess.PIPE, text=True, start_new_session=True,
                                        env={**os.environ, "KOMPASS_CONFIG": ""})
        for line in self.service.stderr:
            found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
            if found:
                self.port = int(found.group(1))
                break
        threading.Thread(target=lambda: self.service.stderr.read(), daemon=True).start()

    def end_service(self):
        os.killpg(self.service.pid, signal.SIGTERM)
        self.check(self.service.wait(30) == 0, "the service ends in good order")

    def refuses(self, path):
        """Is one shard said to be missing?"""
        status, _, body = self.get(path)
        error = json.loads(body).get("error", {})
        return status == 503 and error["code"] == "shards_missing" and error["values"]["shards"] == "1"

    def is_without(self, path, missing):
        status, _, body = self.get(path)
        answer = json.loads(body)
        return status == 200 and answer.get("partial") is True and answer["missing"] == missing

    def service_without(self, missing):
        path = "/api/v1/search?q=etik&limit=50"
        self.set_wait(WAIT)
        self.serve()
        self.await_true(lambda: self.get(path)[0] == 200)
        whole = same_for_all(self.get(path)[2])
        wanted = self.json(["search", "--limit", "50", "etik"], os.path.join(self.folder, "one"))
        self.check(whole + "0" == wanted, "the service answers as one machine does")
        for way, die, back in (("dead", self.machines.die, self.machines.come_back),
                               ("silent", self.machines.fall_silent, self.machines.speak_again)):
            die(1)
            # What the service remembers it may go on answering, until it looks at the shards again.
            took, noticed = self.timed(lambda: self.await_true(lambda: self.refuses(path)))
            self.check(noticed, "%s: refused, with a code, after %.1f s" % (way, took))
            took, partial = self.timed(lambda: self.await_true(lambda: self.is_without(path + "&partial=true", missing)))
            self.check(partial, "%s: partial where that is asked for, in %.1f s" % (way, took))
            # One may ask the shard again; the others would wait as long if they did.
            waits = sorted(self.get(path + "&partial=true&offset=%d" % number)[1] for number in range(12))
            self.check(waits[6] < WAIT / 1000, "%s: no answer waits long (%.2f s)" % (way, waits[6]))
            counted = "kompass_index_missing_reports %d" % len(missing)
            self.check(self.await_true(lambda: counted in self.get("/metrics")[2]), "%s: counted" % way)
            back(1)
            noticed = self.await_true(lambda: same_for_all(self.get(path)[2]) == whole)
            self.check(noticed, "%s: the service notices that it is back" % way)
        self.end_service()

    def service_partial(self, missing):
        self.serve("--partial")
        self.machines.die(1)
        noticed = self.await_true(lambda: self.is_without("/api/v1/scores", missing))
        self.check(noticed, "--partial: no need to ask for it")
        status, _, body = self.get("/healthz")
        self.check(status == 200 and json.loads(body)["status"] == "partial", "--partial: healthy, in part")
        status, _, body = self.get("/api/v1/export")
        self.check(status == 200 and not any('"id":"%s/' % one in body for one in missing), "--partial: an export")
        self.machines.come_back(1)
        self.check(self.await_true(lambda: '"missing"' not in self.get("/api/v1/scores")[2]), "--partial: whole again")
        self.end_service()


def main():
    kompass, source, kind = sys.argv[1:]
    for program in ("xapian-tcpsrv", "curl", "setpriv", *(["ip", "unshare"] if kind == "hosts" else [])):
        if shutil.which(program) is None:
            skip(program + " is not installed")
    if kind == "hosts" and "KOMPASS_APART" not in os.environ:
        go_apart()
    folder = tempfile.mkdtemp(prefix="kompass-shards-")
    machines = (Hosts if kind == "hosts" else Local)(folder)
    test = Test(os.path.abspath(kompass), source, machines, folder)
    try:
        test.prepare()
        test.equal()
        missing = [test.shard_holds(shard) for shard in range(SHARDS)]
        test.check(sorted(sum(missing, [])) == IDS, "each report lies in one shard")
        test.silent()
        test.nobody()
        test.service_without(missing[1])
        test.service_partial(missing[1])
        print("1..%d" % test.count)
    finally:
        if getattr(test, "service", None) is not None and test.service.poll() is None:
            os.killpg(test.service.pid, signal.SIGKILL)
        machines.close()
        shutil.rmtree(folder)
    return 1 if test.failed else 0


if __name__ == "__main__":
    sys.exit(main())
