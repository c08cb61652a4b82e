# tests/install/container.py: what Containerfile says makes a system in which kompass indexes and answers, without root
# and with a root folder that can't be written.
#
# usage: container.py SOURCE     exit status 77 (skipped) without root, KOMPASS_CHROOT or KOMPASS_PACKAGE
#
# Where no container engine is at hand, its instructions are carried out in a chroot: KOMPASS_CHROOT is a tar file of a
# fresh Debian, KOMPASS_PACKAGE the package that the first stage would have built (whose instructions are passed over).
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

SOURCE = sys.argv[1]
CHROOT, PACKAGE = os.environ.get("KOMPASS_CHROOT"), os.environ.get("KOMPASS_PACKAGE")
if os.geteuid() != 0 or not CHROOT or not PACKAGE:
    print("skipped: needs root, and KOMPASS_CHROOT and KOMPASS_PACKAGE (tests/install/README.md)")
    sys.exit(77)


def instructions(path):
    """(INSTRUCTION, rest) of each, lines joined."""
    with open(path, encoding="utf-8") as file:
        text = "".join(line for line in file if not line.startswith("#"))
    for line in re.sub(r"\\\n", " ", text).splitlines():
        if line.strip():
            word, rest = line.split(None, 1)
            yield word, rest.strip()


class Image:
    def __init__(self, root):
        self.root = root
        self.environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/"}
        self.user = "root"
        self.volumes, self.entry, self.command, self.health = [], [], [], None

    def run(self, arguments, user="root", **more):
        before = [] if user == "root" else ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"]
        return subprocess.run(["chroot", self.root, *before, *arguments], env=self.environment, text=True, check=True, **more)

    def carry_out(self, word, rest):
        if word == "RUN":
            self.run(["sh", "-c", rest], stdout=subprocess.DEVNULL)
        elif word == "COPY":
            stage, pattern, target = rest.split()
            assert stage == "--from=build" and re.match(r"/packages/kompass_\*\.deb", pattern), rest
            os.makedirs(self.root + target, exist_ok=True)
            shutil.copy(PACKAGE, self.root + target)
        elif word == "ENV":
            self.environment.update(pair.split("=", 1) for pair in rest.split())
        elif word == "VOLUME":
            self.volumes = rest.split()
        elif word == "USER":
            self.user = rest
        elif word == "HEALTHCHECK":
            self.health = rest.split(" CMD ", 1)[1]
        elif word in ("ENTRYPOINT", "CMD"):
            setattr(self, "entry" if word == "ENTRYPOINT" else "command", json.loads(rest))
        elif word not in ("EXPOSE",):
            sys.exit(f"Containerfile: {word} is not known to this test")


def build(image):
    stages = 0
    for word, rest in instructions(os.path.join(SOURCE, "Containerfile")):
        if word == "FROM":
            stages += 1
            assert rest.startswith("debian:bookworm-slim"), rest
        elif stages == 2:
            image.carry_out(word, rest)
    assert stages == 2


def answers(image):
    """Indexes and serves, in a root folder that is mounted so that it can't be written."""
    reports, state = image.root + "/reports", image.root + "/var/lib/kompass"
    for name in os.listdir(os.path.join(SOURCE, "corpus", "reports")):
        if name.endswith(".txt"):
            shutil.copy(os.path.join(SOURCE, "corpus", "reports", name), reports)
    subprocess.run(["mount", "--bind", image.root, image.root], check=True)
    subprocess.run(["mount", "--bind", state, state], check=True)  # the volume is another mount, as an engine's is
    subprocess.run(["mount", "-o", "remount,bind,ro", image.root], check=True)
    refused = subprocess.run(["chroot", image.root, "touch", "/written"], capture_output=True)
    assert refused.returncode != 0, "the root folder can be written"
    said = image.run([*image.entry, "index"], image.user, capture_output=True)
    assert "holds 4 reports" in said.stdout, said
    said = image.run(["env", "LANGUAGE=sv", *image.entry, "help"], image.user, capture_output=True)
    assert "läs in rapporter i indexet" in said.stdout, said
    port = "18473"
    image.environment["KOMPASS_LISTEN"] = f"127.0.0.1:{port}"
    service = subprocess.Popen(["chroot", image.root, "setpriv", f"--reuid={image.user}", f"--regid={image.user}",
                                "--clear-groups", *image.entry, *image.command],
                               env=image.environment, stderr=subprocess.DEVNULL)
    try:
        for _ in range(50):
            try:
                image.run(["sh", "-c", image.health.replace("8080", port)], image.user, stderr=subprocess.DEVNULL)
                return
            except subprocess.CalledProcessError:
                time.sleep(0.2)
        sys.exit("the health check fails")
    finally:
        service.terminate()
        service.wait()


def main():
    folder = tempfile.mkdtemp()
    image = Image(os.path.join(folder, "root"))
    try:
        os.mkdir(image.root)
        subprocess.run(["tar", "-C", image.root, "-xf", CHROOT], check=True)
        shutil.copy("/etc/resolv.conf", image.root + "/etc/resolv.conf")
        build(image)
        assert image.user not in ("root", "0"), "it runs as root"
        answers(image)
    finally:
        for _ in range(4):
            subprocess.run(["umount", image.root + "/var/lib/kompass"], stderr=subprocess.DEVNULL, check=False)
            subprocess.run(["umount", image.root], stderr=subprocess.DEVNULL, check=False)
        shutil.rmtree(folder, ignore_errors=True)
    print("built, indexed, served and healthy, as", image.user)


main()
