#!/usr/bin/env python3
# tests/corpus/source/office_layouts.py: a sample report laid out by a word processor is read as its text is.
#
# usage: office_layouts.py KOMPASS SAMPLE [LAYOUT...]    77 (skipped) without LibreOffice's soffice
# KEEP_LAYOUTS: a folder in which the files stay; VERBOSE=1: what is wrong. What is read from the sample's text is written as a document in each of LAYOUTS, made a PDF, tagged and not, and read.
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from xml.sax.saxutils import escape

# Page, font and structure of each: words that say what is unlike the first.
LAYOUTS = {
    "plain": "",
    "columns": "columns",  # running text in two columns
    "landscape": "landscape",  # tables on pages that lie across
    "watermark": "watermark",  # slanted, on every page
    "weaknesses": "weaknesses",  # a third column that is empty
    "footnotes": "footnotes",
    "boxes": "boxes",  # beside the running text
    "narrow": "margin=1cm size=9pt",
    "serif": "font=Serif size=12pt",
    "running": "running",  # header and footer of each page
    "bare": "bare",  # tables without lines and bullets
    "mixed": "columns landscape running footnotes margin=1.5cm size=10pt",
}
# figures, items and sentences that must be right, of all of them
FLOORS = (0.98, 0.97, 0.97)
# Where less is right today: a box whose lines come a space near the text, the parts of a watermark across text.
LOWER = {"boxes": (0.98, 0.97, 0.9), "watermark": (0.98, 0.85, 0.97), "columns": (0.98, 0.97, 0.9), "mixed": (0.98, 0.97, 0.9)}

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>
<style:style style:name="Standard" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.2cm"/><style:text-properties style:font-name="F" fo:font-family="'{font}'" fo:font-size="{size}" fo:language="sv" fo:country="SE"/></style:style>
<style:style style:name="H" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:keep-with-next="always" fo:margin-top="0.4cm"/><style:text-properties fo:font-weight="bold" fo:font-size="130%"/></style:style>
<style:style style:name="Graphics" style:family="graphic"/>
</office:styles>
<office:automatic-styles>
<style:page-layout style:name="PL"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="{margin}"/><style:header-style/><style:footer-style/></style:page-layout>
<style:page-layout style:name="PX"><style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" fo:margin="{margin}"/><style:header-style/><style:footer-style/></style:page-layout>
<style:style style:name="P0" style:family="paragraph" style:parent-style-name="Standard" style:master-page-name="M"/>
<style:style style:name="PA" style:family="paragraph" style:parent-style-name="H" style:master-page-name="A"/>
<style:style style:name="PM" style:family="paragraph" style:parent-style-name="H" style:master-page-name="M"/>
<style:style style:name="C" style:family="table-cell"><style:table-cell-properties fo:padding="0.1cm" fo:border="{border}"/></style:style>
<style:style style:name="W" style:family="table-column"><style:table-column-properties style:rel-column-width="6*"/></style:style>
<style:style style:name="N" style:family="table-column"><style:table-column-properties style:rel-column-width="1*"/></style:style>
<style:style style:name="S2" style:family="section"><style:section-properties><style:columns fo:column-count="2" fo:column-gap="0.8cm"/></style:section-properties></style:style>
<style:style style:name="B" style:family="graphic"><style:graphic-properties style:wrap="parallel" style:vertical-pos="from-top" style:vertical-rel="paragraph" style:horizontal-pos="right" style:horizontal-rel="paragraph" fo:border="0.5pt solid #000000" fo:padding="0.2cm"/></style:style>
<style:style style:name="G" style:family="graphic"><style:graphic-properties style:run-through="background" style:wrap="run-through" draw:fill="none" draw:stroke="none" style:vertical-rel="page" style:horizontal-rel="page" style:vertical-pos="from-top" style:horizontal-pos="from-left"/></style:style>
<style:style style:name="GT" style:family="text"><style:text-properties fo:font-size="70pt" fo:color="#cccccc"/></style:style>
</office:automatic-styles>
<office:master-styles>{masters}</office:master-styles><office:body><office:text>"""
WATERMARK = ('<draw:frame draw:style-name="G" text:anchor-type="paragraph" svg:width="16cm" svg:height="3cm" '
             'draw:transform="rotate (0.8) translate (4cm 20cm)"><draw:text-box><text:p><text:span text:style-name="GT">'
             'ARBETSKOPIA</text:span></text:p></draw:text-box></draw:frame>')
BOX = ('<draw:frame draw:style-name="B" text:anchor-type="paragraph" svg:width="5cm" svg:y="0.2cm"><draw:text-box fo:min-height="1cm">'
       '<text:p>Ett exempel från kommunen beskrivs i bilagan till rapporten.</text:p></draw:text-box></draw:frame>')
NOTE = ('<text:note text:id="n%d" text:note-class="footnote"><text:note-citation>%d</text:note-citation><text:note-body>'
        '<text:p>Uppgiften kommer från intervjuerna i kommunen.</text:p></text:note-body></text:note>')


def paragraph(text, style="Standard", inside=""):
    return f'<text:p text:style-name="{style}">{inside if inside.startswith("<draw") else ""}{escape(text)}' \
           f'{inside if inside.startswith("<text") else ""}</text:p>'


def table(name, columns, head, rows):
    """rows: lists of cells, each a list of paragraphs."""
    def row(cells):
        return "<table:table-row>" + "".join(
            '<table:table-cell table:style-name="C">' + "".join(map(paragraph, cell or [""])) + "</table:table-cell>"
            for cell in cells) + "</table:table-row>"
    return (f'<table:table table:name="{name}">' + "".join(f'<table:table-column table:style-name="{c}"/>' for c in columns) +
            "<table:table-header-rows>" + row([[h] for h in head]) + "</table:table-header-rows>" + "".join(map(row, rows)) + "</table:table>")


def masters(how, name):
    words = paragraph(f"Utvärdering av {name} kommun") if "running" in how else ""
    mark = f"<text:p>{WATERMARK}</text:p>" if "watermark" in how else ""
    head = f"<style:header>{words or mark}{mark if words else ''}</style:header>" if words or mark else ""
    foot = "<style:footer><text:p><text:page-number/></text:p></style:footer>" if "running" in how else ""
    return "".join(f'<style:master-page style:name="{m}" style:page-layout-name="{p}">{head}{foot}</style:master-page>'
                   for m, p in (("M", "PL"), ("A", "PX")))


def document(how, report, passages):
    options = dict(word.split("=") for word in how.split() if "=" in word)
    name, year = report["report"]["municipality"]["name"], report["report"]["year"]
    months = "januari februari mars april maj juni juli augusti september oktober november december".split()
    out = [HEAD.format(font="Liberation " + options.get("font", "Sans"),
                       size=options.get("size", "11pt"), margin=options.get("margin", "2.5cm"),
                       border="none" if "bare" in how else "0.5pt solid #000000", masters=masters(how, name)),
           paragraph(f"Utvärdering av {name} kommun {year}", "P0"),
           paragraph(f"Utvärderingen genomfördes i {months[report['report']['month'] - 1]} {year}. Kommunkompassen har använts.")]
    bullet, across, notes = "" if "bare" in how else "• ", "landscape" in how, 0
    for area in report["areas"]:
        mine = [p for p in passages if p["area"] and p["area"]["number"] == area["number"]]
        out.append(paragraph(f"Område {area['number']} {area['name']}", "PM" if across else "H"))
        out.append('<text:section text:style-name="S2" text:name="s%d">' % area["number"] if "columns" in how else "")
        heading = None
        for i, p in enumerate(q for q in mine if q["kind"] == "paragraph"):
            if p["heading"] and p["heading"] != heading:
                heading = p["heading"]
                out.append(paragraph(heading, "H"))
            notes += "footnotes" in how and i == 1
            inside = NOTE % (notes, notes) if "footnotes" in how and i == 1 else BOX if "boxes" in how and i == 1 else ""
            out.append(paragraph(p["text"], inside=inside))
        out.append("</text:section>" if "columns" in how else "")
        out.append(paragraph("Styrkor och förbättringsmöjligheter", "PA" if across else "H"))
        cells = [[bullet + p["text"] for p in mine if p["kind"] == "item" and p["tag"] == tag]
                 for tag in ("strength", "improvement", "weakness")]
        wide = 3 if cells[2] or "weaknesses" in how else 2
        out.append(table(f"t{area['number']}", ["W"] * wide, ["Styrkor", "Förbättringsmöjligheter", "Svagheter"][:wide], [cells[:wide]]))
    out.append(paragraph("Översikt av poängfördelning", "PM" if across else "H"))
    for area in report["areas"]:
        rows = [[[f"{q['id']} {q['text']}"], [str(q["score"])], [str(q["max"])], [f"{q['percent']}%"]] for q in area["questions"]]
        rows.append([["Summa"], [str(area["score"])], [str(area["max"])], [f"{area['percent']}%"]])
        out += [table(f"p{area['number']}", ["W", "N", "N", "N"], [f"{area['number']}. {area['name']}", "Uppnått", "Max", "Procent"], rows), paragraph("")]
    return "".join(out) + "</office:text></office:body></office:document>"


def bare(text):
    return re.sub(r"[\W_]+", "", text).lower()


def read(kompass, path):
    with tempfile.TemporaryDirectory() as place:
        index = place + "/index"
        subprocess.run([kompass, "index", "--index", index, path], check=True, capture_output=True)
        run = lambda *words: subprocess.run([kompass, words[0], "--index", index, *words[1:]], check=True, capture_output=True, text=True).stdout
        reports = json.loads(run("scores", "--format=json"))["reports"]
        return reports[0] if reports else None, [json.loads(line) for line in run("export").splitlines()]


def facts(report, passages):
    """Sets of figures, items and sentences."""
    figures = {(a["number"], q["id"], k, q[k]) for a in report["areas"] for q in a["questions"] for k in ("score", "max", "percent")}
    figures |= {(a["number"], a["score"]) for a in report["areas"]}
    items = {(p["area"]["number"], p["tag"], bare(p["text"])) for p in passages if p["kind"] == "item" and p["area"]}
    return figures, items, [(p["area"]["number"], bare(p["text"])) for p in passages if p["kind"] == "paragraph" and p["area"]]


def shares(truth, report, passages):
    figures, items, texts = facts(report, passages)
    sentences = [(p["area"]["number"], bare(s)) for p in truth[2] for s in re.split(r"(?<=[a-zåäö][.?!]) (?=[A-ZÅÄÖ])", p["text"]) if len(s) > 35]
    whole = sum(any(area == a and s in text for a, text in texts) for area, s in sentences)
    return (len(figures & truth[0]) / len(truth[0]), len(items & truth[1]) / len(items | truth[1]), whole / len(sentences)), \
        [("figure", *f) for f in sorted(truth[0] - figures, key=str)] + [("item", *i) for i in sorted(items ^ truth[1])] + \
        [("sentence", *s) for s in sentences if not any(a == s[0] and s[1] in t for a, t in texts)]


def main():
    kompass, sample, wanted = sys.argv[1], sys.argv[2], sys.argv[3:] or list(LAYOUTS)
    if shutil.which("soffice") is None:
        print("skipped: no soffice (Debian: libreoffice-writer-nogui)")
        return 77
    report, passages = read(kompass, sample)
    truth = *facts(report, passages)[:2], [p for p in passages if p["kind"] == "paragraph" and p["area"]]
    failed = 0
    with tempfile.TemporaryDirectory() as place:
        place = os.environ.get("KEEP_LAYOUTS", place)
        for name in wanted:
            with open(f"{place}/{name}.fodt", "w", encoding="utf-8") as file:
                file.write(document(LAYOUTS[name], report, passages))
        for tagged in "true", "false":
            os.makedirs(f"{place}/{tagged}", exist_ok=True)
            export = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"%s"}}' % tagged
            subprocess.run(["soffice", f"-env:UserInstallation=file://{place}/profile", "--headless", "--convert-to", export, "--outdir",
                            f"{place}/{tagged}", *[f"{place}/{name}.fodt" for name in wanted]], check=True, capture_output=True, timeout=600)
            if not os.listdir(f"{place}/{tagged}"):
                print("skipped: soffice opens no texts (Debian: libreoffice-writer-nogui)")
                return 77
            for name in wanted:
                again, found = read(kompass, f"{place}/{tagged}/{name}.pdf")
                right, wrong = shares(truth, again, found) if again else ((0, 0, 0), ["not read"])
                low = any(share < floor for share, floor in zip(right, LOWER.get(name, FLOORS)))
                failed += low
                print(f"{name:11s} {'tagged  ' if tagged == 'true' else 'untagged'} figures %.3f items %.3f sentences %.3f" % right, "LOW" if low else "", flush=True)
                if wrong and os.environ.get("VERBOSE"):
                    print("   ", *wrong[:12], sep="\n    ")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
