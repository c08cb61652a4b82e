# tests/web/many_reports.py: writes 200 made-up reports of as many municipalities and more evaluations, so that the page
# is seen with as much as it will meet: several revisions, one that nobody described, role models, gaps in the figures.
#
# usage: many_reports.py SOURCE FOLDER [COUNT]
import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "search", "history"))
from made_reports import OF_2020, OF_NOBODY, Report, known, own  # noqa: E402

HAS = ["En visselblåsarfunktion finns på webben och används.", "Kommunen har ett kontaktcenter som svarar på de flesta frågor direkt.",
       "Medborgardialoger förs enligt riktlinjer som fullmäktige har antagit.", "En gemensam värdegrund är känd av medarbetarna.",
       "Chefskontrakt tecknas varje år med alla chefer.", "Servicegarantier finns och följs upp varje år.",
       "Medborgarbudget används i flera av kommunens delar.", "Brukarundersökningar görs i alla verksamheter."]
PARTLY = ["Medborgarbudget prövas i en del av kommunen.", "Servicegarantier finns i vissa förvaltningar.", "Chefskontrakt är beslutade men inte införda överallt.",
          "Brukarundersökningar görs i vissa verksamheter, men inte i alla."]
LACKS = ["Visselblåsarfunktion saknas.", "Något kontaktcenter finns inte.", "Servicegarantier saknas helt.", "Kommunen saknar en plan för mångfald."]
STRENGTHS = ["Tydlig styrmodell som är känd i hela organisationen", "E-tjänster i de flesta verksamheter", "Systematiskt arbete mot korruption",
             "Kontaktcenter med hög tillgänglighet", "Riktlinjer för medborgardialog", "Gemensam värdegrund", "Årlig medarbetarenkät med uppföljning",
             "Jämförelser med andra kommuner används", "Förslag från invånare kan lämnas på webben", "Ledarutveckling för alla chefer"]
IMPROVEMENTS = ["Utveckla servicegarantier i alla verksamheter", "Inför en visselblåsarfunktion", "Följ upp medborgardialogen", "Tydligare mål med mätbara indikatorer",
                "Ta fram en strategi för mångfald", "Använd resultaten från brukarundersökningar", "Öka kunskapen om intern kontroll",
                "Inför chefskontrakt", "Pröva medborgarbudget", "Sprid goda exempel mellan förvaltningarna"]
FOR_WHAT = ["medborgardialog", "e-tjänster", "ledarutveckling", "intern kontroll", "styrning med mål", "brukarnas delaktighet"]


class Rich(Report):
    """As the others, with more to say in its chapters, and figures of its own."""

    def __init__(self, place, year, revision, areas, draw, models):
        super().__init__(place, year, revision, areas)
        self.draw, self.models = draw, models
        self.figures = [[max(0, min(points, round(points * draw.gauss(.6, .17)))) for _, points in questions] for _, questions in areas]

    def score(self, area, question):
        return self.figures[area - 1][question - 1]

    def chapter(self, area):
        name, questions = self.areas[area - 1]
        draw = self.draw
        body = ""
        for text, _ in questions:
            sentences = draw.sample(HAS, 2) + draw.sample(PARTLY, draw.randrange(2)) + draw.sample(LACKS, draw.randrange(2))
            if draw.random() < .12:
                sentences.append(f"{draw.choice(self.models)} är en förebild i {draw.choice(FOR_WHAT)}.")
            body += f"{text}\n" + " ".join(sentences) + "\n"
        bullets = lambda items: "".join(f"• {item}\n" for item in items)  # noqa: E731
        return (f"Område {area} {name}\nAllmänt\nHär beskrivs hur en kommun kan arbeta.\n{body}\nStyrkor\n" + bullets(draw.sample(STRENGTHS, 4))
                + "Förbättringsmöjligheter\n" + bullets(draw.sample(IMPROVEMENTS, 4)) + "\n\f")


def municipalities(source):
    with open(os.path.join(source, "corpus", "data", "municipalities.tsv"), encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if line[:1].isdigit()]
    return [row[1] for row in rows]


def main():
    source, folder = sys.argv[1:3]
    most = int(sys.argv[3]) if len(sys.argv) > 3 else 200
    draw = random.Random(7)
    names = municipalities(source)
    places = draw.sample(names, min(len(names), most * 17 // 20))
    models = draw.sample(names, 25)
    kinds = [(2010, known(source, 2010), 2010, 2016), (2016, known(source, 2016), 2016, 2020), (2020, own(OF_2020, 100), 2020, 2025),
             (0, own(OF_NOBODY, 150), 2026, 2027)]
    os.makedirs(folder, exist_ok=True)
    written = 0
    for place in places + places[:most - len(places)]:
        first = written < len(places)
        revision, areas, earliest, latest = draw.choices(kinds[:3] + kinds[3:] if first else kinds[2:3], [3, 6, 4, 1] if first else [1])[0]
        year = draw.randrange(earliest, latest) if first else 2025
        report = Rich(place, year, revision, areas, draw, models)
        if written % 9 == 0 and len(areas) <= 8:  # a table of several years, with a mean beside it
            report.printed = {year - 4: [draw.randrange(30, 90) for _ in areas]}
            report.mean = (f"Nationellt medelvärde {year - 3}–{year}", year - 3, year)
        report.write(folder)
        written += 1


main()
