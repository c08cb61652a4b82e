#!/usr/bin/env python3
# tests/soak/soak.py: the service under good, slow, broken and many clients, while the index changes and it is ended.
"""Run by scripts/soak; exits 1 where an answer was wrong, or the service did not end in good order."""
import argparse
import collections
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

GOOD_CLIENTS, SLOW_CLIENTS, BROKEN_CLIENTS, CROWD = 6, 8, 3, 60
QUESTIONS = [
    ("search", ["visselblåsarfunktion"], "q=visselbl%C3%A5sarfunktion"),
    ("search", ["medborgardialog", "--limit", "50"], "q=medborgardialog&limit=50"),
    ("search", ["--area", "4", "chef*"], "q=chef*&area=4"),
    ("who", ["chefskontrakt"], "topic=chefskontrakt"),
    ("models", [], ""),
    ("scores", [], ""),
    ("scores", ["--area", "1", "Luleå"], "area=1&municipality=Lule%C3%A5"),
    ("learn", ["Kalix"], "municipality=Kalix"),
]


def path_of(question):
    command, _, query = question
    return f"/api/v1/{command}" + (f"?{query}" if query else "")


def canonical(body):
    answer = json.loads(body)
    answer.pop("took_ms", None)
    return json.dumps(answer, sort_keys=True)


class Soak:
    def __init__(self, program, reports, seconds, seed):
        self.program, self.random = program, random.Random(seed)
        self.folder = tempfile.mkdtemp(prefix="kompass-soak-")
        self.reports = os.path.join(self.folder, "reports")
        self.index = os.path.join(self.folder, "index")
        shutil.copytree(reports, self.reports)
        self.apart = sorted(name for name in os.listdir(self.reports) if name.endswith(".txt"))[-1]
        self.end = time.monotonic() + seconds
        self.counts, self.wrong, self.lock = collections.Counter(), [], threading.Lock()
        self.lives, self.stopping = [], threading.Event()
        self.port = self.free_port()
        self.server, self.log = None, open(os.path.join(self.folder, "log"), "w")

    @staticmethod
    def free_port():
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return probe.getsockname()[1]

    def count(self, what, number=1):
        with self.lock:
            self.counts[what] += number

    def say_wrong(self, what):
        with self.lock:
            self.wrong.append(what)

    # ---- the index ----

    def update(self, index):
        subprocess.run([self.program, "index", "--index", index, self.reports], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def toggle(self):
        there = os.path.join(self.reports, self.apart)
        away = os.path.join(self.folder, self.apart)
        os.rename(there, away) if os.path.exists(there) else os.rename(away, there)

    def learn_right_answers(self):
        """Each state that the index can be in, made twice, as an update may leave another order behind."""
        self.right = collections.defaultdict(set)
        scratch = os.path.join(self.folder, "scratch")
        for _ in range(4):
            self.update(scratch)
            for question in QUESTIONS:
                command, arguments, _ = question
                body = subprocess.run([self.program, command, "--index", scratch, "--format", "json", *arguments],
                                      check=True, stdout=subprocess.PIPE).stdout
                self.right[path_of(question)].add(canonical(body))
            self.toggle()

    def keep_updating(self):
        while not self.stopping.wait(self.random.uniform(2, 8)):
            self.toggle()
            self.update(self.index)
            self.count("updates")

    # ---- the service ----

    def measure(self):
        with open(f"/proc/{self.server.pid}/status") as status:
            memory = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
        return memory / 1024, len(os.listdir(f"/proc/{self.server.pid}/fd"))

    def start(self):
        self.server = subprocess.Popen([self.program, "serve", "--index", self.index, "--listen",
                                        f"127.0.0.1:{self.port}", "--connections", "200", "--per-address", "40",
                                        "--head-seconds", "2"], stderr=self.log)
        began = time.monotonic()
        while time.monotonic() - began < 30:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.02)
        self.lives.append({"began": began, "start": None, "end": None})

    def stop(self):
        life = self.lives[-1]
        life["end"], life["seconds"] = self.measure(), time.monotonic() - life["began"]
        self.server.send_signal(signal.SIGTERM)
        try:
            if self.server.wait(timeout=20) != 0:
                self.say_wrong(f"the service ended with status {self.server.returncode}")
        except subprocess.TimeoutExpired:
            self.server.kill()
            self.say_wrong("the service did not end within 20 seconds")
        self.count("ends")

    def live(self):
        """Lives of random length, the last one long, as it shows what grows."""
        while time.monotonic() < self.end:
            self.start()
            left = self.end - time.monotonic()
            length = left if left < 60 or len(self.lives) % 4 == 0 else self.random.uniform(5, 30)
            warm = min(4, length / 3)
            time.sleep(max(warm, 0))
            if self.server.poll() is not None:
                self.say_wrong(f"the service died with status {self.server.returncode}")
                break
            self.lives[-1]["start"] = self.measure()
            time.sleep(max(min(length - warm, self.end - time.monotonic()), 0))
            if self.server.poll() is not None:
                self.say_wrong(f"the service died with status {self.server.returncode}")
                break
            self.stop()
        self.stopping.set()

    # ---- clients: each kind comes from an address of its own ----

    def connect(self, address):
        client = socket.create_connection(("127.0.0.1", self.port), timeout=15, source_address=(address, 0))
        return client

    @staticmethod
    def receive(client, left=b""):
        """Status, headers, body of one answer. Raises where there is none."""
        data = left
        while b"\r\n\r\n" not in data:
            part = client.recv(65536)
            if not part:
                raise ConnectionError("no answer")
            data += part
        head, body = data.split(b"\r\n\r\n", 1)
        lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, value in (line.split(":", 1) for line in lines[1:])}
        length = int(headers.get("content-length", 0))
        while len(body) < length:
            part = client.recv(65536)
            if not part:
                raise ConnectionError("half an answer")
            body += part
        return int(lines[0].split()[1]), headers, body[:length]

    def good(self, number):
        choice = random.Random(number)
        address = f"127.0.1.{number + 1}"
        while not self.stopping.is_set():
            try:
                client = self.connect(address)
            except OSError:
                time.sleep(0.05)
                continue
            fresh, open_ = True, True
            with client:
                while open_ and not self.stopping.is_set():
                    path = path_of(choice.choice(QUESTIONS))
                    try:
                        client.sendall(f"GET {path} HTTP/1.1\r\nHost: soak\r\n\r\n".encode())
                        status, headers, body = self.receive(client)
                    except OSError as error:
                        # A connection that the kernel took as the service ended was never accepted.
                        self.count("refused" if fresh else "unanswered")
                        if not fresh:
                            self.say_wrong(f"{path}: {error}")
                        break
                    fresh, open_ = False, headers.get("connection") != "close"
                    if status == 200 and canonical(body) in self.right[path]:
                        self.count("good")
                    elif status == 503 and b'"busy"' in body:
                        self.count("busy")
                    else:
                        self.say_wrong(f"{path}: {status} {body[:200]!r}")
                    time.sleep(choice.random() * 0.02)

    def slow(self, number):
        choice = random.Random(100 + number)
        while not self.stopping.is_set():
            try:
                with self.connect("127.0.2.1") as client:
                    for byte in b"GET /healthz HTTP/1.1\r\nHost: soak\r\nX-Slow: " + b"a" * 40:
                        client.sendall(bytes([byte]))
                        time.sleep(choice.random() * 0.1)
                        self.count("slow bytes")
                        if self.stopping.is_set():
                            break
            except OSError:
                self.count("slow, cut off")
                time.sleep(0.05)

    def broken(self, number):
        choice = random.Random(200 + number)
        good = b"GET /api/v1/search?q=etik HTTP/1.1\r\nHost: soak\r\nContent-Length: 5\r\nCookie: a=b\r\n\r\nabcde"
        while not self.stopping.is_set():
            data = bytearray(good)
            for _ in range(choice.randrange(1, 6)):
                data[choice.randrange(len(data))] = choice.randrange(256)
            data = data[:choice.randrange(1, len(data) + 1)] * choice.choice([1, 1, 2, 50])
            try:
                with self.connect("127.0.3.1") as client:
                    client.sendall(bytes(data))
                    if choice.random() < 0.5:
                        client.settimeout(0.2)
                        client.recv(65536)
                    if choice.random() < 0.3:  # a reset, and no orderly end
                        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            except OSError:
                pass
            self.count("broken")

    def crowd(self, _):
        """Many at once, more than one address may have; then none."""
        while not self.stopping.wait(1):
            clients = []
            try:
                for _ in range(CROWD):
                    clients.append(self.connect("127.0.4.1"))
                for client in clients:
                    client.sendall(b"GET /healthz HTTP/1.1\r\nHost: soak\r\nConnection: close\r\n\r\n")
                for client in clients:
                    status, _, _ = self.receive(client)
                    self.count(f"crowd, {status}")
            except OSError:
                self.count("crowd, cut off")
            for client in clients:
                client.close()

    def run(self):
        self.learn_right_answers()
        self.update(self.index)
        kinds = [(self.good, GOOD_CLIENTS), (self.slow, SLOW_CLIENTS), (self.broken, BROKEN_CLIENTS), (self.crowd, 1)]
        threads = [threading.Thread(target=kind, args=(number,)) for kind, many in kinds for number in range(many)]
        threads.append(threading.Thread(target=self.keep_updating))
        life = threading.Thread(target=self.live)
        life.start()
        for thread in threads:
            thread.start()
        for thread in [life, *threads]:
            thread.join()
        self.log.close()

    def report(self):
        for what in sorted(self.counts):
            print(f"{self.counts[what]:8} {what}")
        for life in self.lives:
            if life["start"] and life["end"]:
                (memory, files), (memory_then, files_then) = life["start"], life["end"]
                print(f"lived {life['seconds']:5.0f} s: memory {memory:.1f} -> {memory_then:.1f} MB, "
                      f"descriptors {files} -> {files_then}")
        print(f"{sum(self.counts[what] for what in ('good', 'busy', 'unanswered'))} requests of good clients, "
              f"{len(self.wrong)} wrong")
        for wrong in self.wrong[:10]:
            print(f"wrong: {wrong}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("reports")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    soak = Soak(os.path.abspath(given.program), given.reports, given.seconds, given.seed)
    try:
        soak.run()
        soak.report()
    finally:
        if soak.server is not None and soak.server.poll() is None:
            soak.server.kill()
        if soak.wrong:
            print(f"the log of the service is {soak.folder}/log")
        else:
            shutil.rmtree(soak.folder)
    return 1 if soak.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
