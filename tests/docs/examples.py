# tests/docs/examples.py: the examples of docs/examples/ do what they say, against the sample reports.
#
# usage: examples.py BINARY SOURCE     what a tool is missing for is told and passed over; 77 (skipped) where that is all
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile

BINARY, SOURCE = sys.argv[1:3]
EXAMPLES = os.path.join(SOURCE, "docs", "examples")
SAMPLES = os.path.join(SOURCE, "corpus", "reports")

# Example, how it is run, what it needs, what it prints among other things.
RUNS = [
    ("curl.sh", ["sh", "curl.sh"], ["curl"], [r"^\d+ passages; asked again: 304$", r'"reason":"bad_value"', r"^kompass-scores\.xlsx$"]),
    ("jq.sh", ["sh", "jq.sh"], ["curl", "jq"], [r"^2016\tLuleå\t2018\t575$", r"^alla: \d+ har, \d+ saknar$", r"^ +\d+ \d\.\d$"]),
    ("client.py", [sys.executable, "client.py"], [], [r"^Luleå: has \(0\.\d\d\)", r"^\d+ passages on riktlinjer$", r"^404 unknown_municipality - kanske Luleå$"]),
    ("client.ts", ["npm", "start", "--silent"], ["node", "npm"], [r"^Luleå: has \(0\.\d\d\)$", r"^404 \[ 'Luleå' \]$"]),
]

failures = 0
ran = 0


def fail(what, problem):
    global failures
    failures += 1
    print(f"{what}: {problem}")


def missing(example, tools):
    if example.endswith(".ts") and not os.path.isdir(os.path.join(EXAMPLES, "node_modules", "typescript")):
        return "npm install in docs/examples"
    return next((tool for tool in tools if shutil.which(tool) is None), None)


def run(example, command, patterns, url, folder):
    global ran
    ran += 1
    if example.endswith(".ts"):  # it writes beside itself
        for name in ("client.ts", "package.json", "tsconfig.json"):
            shutil.copy(os.path.join(EXAMPLES, name), folder)
        os.symlink(os.path.join(EXAMPLES, "node_modules"), os.path.join(folder, "node_modules"))
    place = folder if example.endswith(".ts") else EXAMPLES
    environment = {**os.environ, "KOMPASS_URL": url, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode != 0:
        fail(example, f"ended with {done.returncode}: {(done.stderr + done.stdout)[-800:]}")
    for pattern in patterns:
        if not re.search(pattern, done.stdout, re.M):
            fail(example, f"{pattern} is not in\n{done.stdout[-1500:]}")


def served(index):
    """kompass serve, and its address."""
    process = subprocess.Popen([BINARY, "serve", "--index", index, "--listen", "127.0.0.1:0"], stderr=subprocess.PIPE, text=True)
    for line in process.stderr:
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        if found:
            return process, found.group()
    sys.exit("kompass serve has not begun")


with tempfile.TemporaryDirectory() as folder:
    index = os.path.join(folder, "index")
    subprocess.run([BINARY, "index", "--index", index, SAMPLES], capture_output=True, check=True)
    process, url = served(index)
    for example, command, tools, patterns in RUNS:
        lacking = missing(example, tools)
        if lacking:
            print(f"{example}: passed over, without {lacking}")
        else:
            run(example, command, patterns, url, folder)
    process.send_signal(signal.SIGTERM)
    process.stderr.read()
    process.wait()
print(f"{ran} of {len(RUNS)} examples, {failures} failures")
sys.exit(1 if failures else 0 if ran else 77)
