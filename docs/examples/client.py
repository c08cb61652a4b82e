# docs/examples/client.py: Python, the standard library alone
import json
import os
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

URL = os.environ.get("KOMPASS_URL", "http://127.0.0.1:8080")


def ask(command, **parameters):
    """An answer. A list gives the parameter again and again: area=[1, 4]."""
    with urlopen(f"{URL}/api/v1/{command}?{urlencode(parameters, doseq=True)}") as response:
        return json.load(response)


def pages(command, rows, size=100, **parameters):
    """Each row of an answer, page by page."""
    offset = 0
    while True:
        answer = ask(command, limit=size, offset=offset, **parameters)
        yield from answer[rows]
        offset += size
        if offset >= answer["total"]:
            return


def main():
    for one in ask("who", q="visselblåsarfunktion")["answers"]:
        evidence = one["evidence"][0]["excerpt"] if one["evidence"] else ""
        print(f"{one['report']['municipality']['name']}: {one['verdict']} ({one['confidence']:.2f}) {evidence[:60]}")
    print(sum(1 for _ in pages("search", "hits", q="riktlinjer")), "passages on riktlinjer")
    try:
        ask("scores", municipality="Lulea2")
    except HTTPError as refusal:
        error = json.load(refusal)["error"]
        print(refusal.code, error["reason"], "- kanske", " eller ".join(error["choices"]))


if __name__ == "__main__":
    main()
