# tests/search/history/made_reports.py: reports of several revisions and one that nobody described, all made up, written
# from a few figures, so that a test knows what they say.
import os
import re

OF_2002 = ["Offentlighet och demokratisk kontroll", "Tillgänglighet och brukarorientering",
           "Klarhet i samspelet mellan politik och administration", "Ledning, decentralisering och delegation",
           "Kontroll- och rapporteringssystem", "Personalförvaltning", "Förnyelsepolitik", "Samhällsbyggnad"]
OF_2020 = ["Samspel mellan förtroendevalda och medborgare", "Samhällsutveckling", "Styrning och kontroll", "Effektivitet",
           "Brukarens fokus", "Kvalitetsutveckling", "Arbetsliv", "Chefs- och ledarskap samt medarbetarskap"]
OF_NOBODY = ["Öppenhet", "Mötet med invånaren", "Mål och medel", "Chefskap", "Lärande", "Platsen", "Klimatet", "Digitala vägar",
             "Beredskap", "Kulturen"]


def known(source, revision):
    """The areas of a revision that is known wholly: [(name, [(question, points)])]."""
    areas = []
    with open(os.path.join(source, "corpus", "data", f"instrument-{revision}.ini"), encoding="utf-8") as file:
        for key, value in re.findall(r"^(name|max|text)=(.*)$", file.read(), re.MULTILINE):
            if key == "name":
                areas.append((value, []))
            elif key == "max":
                points = int(value)
            else:
                areas[-1][1].append((value, points))
    return areas


def own(names, points):
    """Areas with two questions each, which only the report itself tells."""
    return [(name, [(f"Finns en uttalad riktning för {name.lower()}?", points // 2 - 5),
                    (f"Hur prövas arbetet med {name.lower()}?", points - points // 2 + 5)]) for name in names]


class Report:
    """An evaluation: revision (0 = nobody described it), areas as above; items: {area: (strengths, improvements)};
    printed: {year: points of each area} of earlier years; mean: (label, first year, last year) of a column beside
    these; brackets: "change" or such a label, of what stands in brackets behind a list of its points."""

    def __init__(self, place, year, revision, areas, items=None, printed=None, mean=None, brackets=None):
        self.place, self.year, self.revision, self.areas = place, year, revision, areas
        self.items, self.printed, self.mean, self.brackets = items or {}, printed or {}, mean, brackets

    def score(self, area, question):
        points = self.areas[area - 1][1][question - 1][1]
        return points // 3 + (self.year * 5 + area * 7 + question * 3) % (points // 2)

    def area_score(self, area):
        return sum(self.score(area, i + 1) for i in range(len(self.areas[area - 1][1])))

    def total(self):
        return sum(self.area_score(area + 1) for area in range(len(self.areas)))

    def beside(self, area):
        """The mean or the change that is printed beside an area's points; 0 = the total."""
        return [517, 63, 65.5, 73, 64, 61, 59, 68, 64][area] if self.brackets != "change" else [97, 16, 5, -20, 0, 19, 3, -16, 5][area]

    def chapter(self, area):
        strengths, improvements = self.items.get(area, (["Arbetet följs upp varje år"], ["Utveckla uppföljningen"]))
        return (f"Område {area} {self.areas[area - 1][0]}\nAllmänt\nHär beskrivs hur en kommun kan arbeta.\nArbetet\n"
                "Kommunen har en plan som följs upp varje år.\n\nStyrkor\n" + "".join(f"• {item}\n" for item in strengths)
                + "Förbättringsmöjligheter\n" + "".join(f"• {item}\n" for item in improvements) + "\n")

    def table(self, area):
        name, questions = self.areas[area - 1]
        rows = "".join(f"{area}.{i + 1} {text} {self.score(area, i + 1)} {points} "
                       f"{round(100 * self.score(area, i + 1) / points)}%\n" for i, (text, points) in enumerate(questions))
        full = sum(points for _, points in questions)
        return (f"{area}. {name} Uppnått Max Procent\n{rows}{self.area_score(area)} {full} "
                f"{round(100 * self.area_score(area) / full)}%\n\n")

    def history(self):
        years = sorted(self.printed)
        if not years:
            return ""
        mean = lambda area: f" {self.beside(area)}".replace(".", ",") if self.mean else ""
        rows = "".join(f"{i + 1}. {name} {' '.join(str(self.printed[year][i]) for year in years)}{mean(i + 1)}\n"
                       for i, (name, _) in enumerate(self.areas))
        return (f"Resultat över åren\nHuvudområde {' '.join(f'{self.place} {year}' for year in years)} {self.mean[0] if self.mean else ''}\n"
                f"{rows}\n")

    def list(self):
        """The points of the areas, each with the change or the mean in brackets, and the total."""
        if not self.brackets:
            return ""
        form = "{:+g}" if self.brackets == "change" else "{:g}"
        said = f"Resultat {self.year}" + ("" if self.brackets == "change" else f" ({self.brackets} inom parentes)")
        rows = [f"{name} {self.area_score(i)} ({form.format(self.beside(i))})\n".replace("+0)", "0)").replace(".", ",")
                for i, (name, _) in enumerate(self.areas, 1)]
        return f"{said}\n{''.join(rows)}Totalt {self.total()} ({form.format(self.beside(0))})\n\n"

    def text(self):
        numbers = range(1, len(self.areas) + 1)
        return (f"Kommunkompassen\nAnalys av {self.place}s kommun\n{self.year}\n\nUtvärderingen av {self.place}s kommun genomfördes i "
                f"maj {self.year}.\n\n{self.history()}{self.list()}" + "".join(map(self.chapter, numbers)) + "\fÖversikt av poängfördelning\n\n"
                + "".join(map(self.table, numbers)))

    def write(self, folder):
        path = os.path.join(folder, f"{self.place}-{self.year}.txt")
        with open(path, "w", encoding="utf-8") as file:
            file.write(self.text())


def made(source):
    """Seven evaluations of Åmål, and some of others that it may be compared with."""
    of_2010, of_2016, of_2020 = known(source, 2010), known(source, 2016), own(OF_2020, 100)
    reworded = [(name, [(questions[0][0], questions[0][1]), (f"Vad görs för {name.lower()}?", questions[1][1])] if i == 0 else questions)
                for i, (name, questions) in enumerate(of_2020)]
    staff = (["Årlig medarbetarenkät i alla förvaltningar", "Tydlig lönepolitik"], ["Inför mentorer för nyanställda", "Hälsosamtal saknas",
                                                                                          "Arbeta mer systematiskt med lönekartläggningen"])
    staff_later = (["Medarbetarenkät varje år", "Mentorer för nyanställda", "Lönekartläggningen omfattar alla"],
                   ["Hälsosamtal med personalen", "Gör arbetet med lönekartläggningen mer systematiskt"])
    ethics = {1: (["Etiska riktlinjer mot mutor och korruption är kända av alla"], ["Utveckla uppföljningen"])}
    first = Report("Åmål", 2012, 2010, of_2010, brackets="change")
    second = Report("Åmål", 2017, 2016, of_2016, {6: staff})
    return [
        Report("Åmål", 2006, 2002, own(OF_2002, 80)), first, second,
        Report("Åmål", 2019, 2016, of_2016, {6: staff_later, **ethics},
               {year.year: [year.area_score(i) for i in range(1, 9)] for year in (first, second)},
               mean=("Nationellt medelvärde 2016–2019", 2016, 2019)),
        Report("Åmål", 2021, 2020, of_2020, {7: (["Medarbetarenkäten används"], ["Fler hälsosamtal"])}, brackets="Sverigesnitt"),
        Report("Åmål", 2023, 2020, reworded), Report("Åmål", 2026, 0, own(OF_NOBODY, 150)),
        Report("Säffle", 2022, 2020, of_2020), Report("Arvika", 2026, 0, own(OF_NOBODY, 150)),
        Report("Säffle", 2018, 2016, of_2016, ethics), Report("Arvika", 2017, 2016, of_2016, ethics), Report("Bengtsfors", 2016, 2016, of_2016),
    ]
