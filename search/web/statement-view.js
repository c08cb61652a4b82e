// statement-view.js: Tillgänglighetsredogörelse. The statement that the law asks of a public body; what its operator
// has not set is said to be missing.
import { askIfThere } from "./api.js";
import { el, refill } from "./dom.js";
import { list } from "./format.js";

// An address of the web or for post becomes a link; other words stay words.
export function contactLink(contact) {
  if (/^https?:\/\/\S+$/.test(contact)) return el("a", { href: contact }, contact);
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(contact)) return el("a", { href: `mailto:${contact}` }, contact);
  return contact;
}

const unset = (words) => el("strong", { class: "unset" }, words);

function statement(about) {
  const { operator = null, contact = null, accessibility_reviewed: reviewed = null } = about ?? {};
  const missing = [
    !operator && "vem som ansvarar",
    !contact && "kontakt",
    !reviewed && "dagen för granskningen",
  ].filter(Boolean);
  const who = operator ?? unset("Namnet på den som ansvarar är inte inställt");
  return el(
    "div",
    { class: "prose" },
    missing.length > 0 &&
      el(
        "div",
        { class: "notice warning", role: "note" },
        el("h2", null, "Redogörelsen är inte fullständig"),
        el(
          "p",
          null,
          `Den som sköter tjänsten har inte ställt in ${list(missing)}. Det görs i tjänstens konfiguration: operator, contact och accessibility-reviewed.`,
        ),
      ),
    el(
      "p",
      null,
      who,
      operator ? " står bakom den här webbplatsen och vill att så många som möjligt ska kunna använda den. " : ". ",
      "Här står hur webbplatsen följer lagen om tillgänglighet till digital offentlig service (2018:1937), kända brister, och hur du rapporterar problem.",
    ),
    el("h2", null, "Hur tillgänglig är webbplatsen?"),
    el(
      "p",
      null,
      "Webbplatsen är byggd för att följa WCAG 2.2 på nivå AA. Den är delvis förenlig med lagens krav, på grund av bristerna nedan.",
    ),
    el("h2", null, "Kända brister"),
    el(
      "ul",
      null,
      el(
        "li",
        null,
        "Rapporternas egna filer, till exempel PDF, är gjorda av andra och kan vara otillgängliga. Texten i dem finns här på sidan, stycke för stycke.",
      ),
      el(
        "li",
        null,
        "Text som är läst ur inskannade sidor kan ha fel som en skärmläsare läser upp. Sådana stycken är märkta maskinläst.",
      ),
      el(
        "li",
        null,
        "Några anmärkningar om hur en fil har lästs finns bara på engelska. De är märkta så att en skärmläsare läser dem på rätt språk.",
      ),
      el("li", null, "Breda tabeller behöver skjutas i sidled på en liten skärm. De är nåbara med tangentbord."),
      el("li", null, "Webbplatsen är inte prövad av personer med funktionsnedsättning."),
    ),
    el("h2", null, "Kontakta oss om du hittar brister"),
    el(
      "p",
      null,
      "Behöver du innehåll i en annan form, eller har du hittat något som inte fungerar? ",
      contact ? ["Kontakt: ", contactLink(contact), "."] : [unset("Någon kontakt är inte inställd"), "."],
    ),
    el("h2", null, "Kontakta tillsynsmyndigheten"),
    el(
      "p",
      null,
      "Myndigheten för digital förvaltning, Digg, har tillsyn över lagen. Är du inte nöjd med hur vi tar hand om det du påpekar kan du ",
      el("a", { href: "https://www.digg.se/tdosanmalan" }, "anmäla det till Digg"),
      ".",
    ),
    el("h2", null, "Hur webbplatsen har prövats"),
    el(
      "p",
      null,
      "Varje version prövas automatiskt med axe-core i Chromium mot WCAG 2.2 A och AA i varje vy, ljus och mörk, bred och smal; och med steg för steg-prov av tangentbord, fokus och upplästa besked.",
    ),
    el(
      "p",
      null,
      reviewed
        ? `Webbplatsen granskades senast ${reviewed}, av den som ansvarar för den.`
        : [unset("Dagen för den senaste granskningen är inte inställd"), "."],
    ),
  );
}

export function create() {
  const results = el("div", { class: "results", "data-answer": true });
  const element = el("div", null, el("h1", { tabindex: "-1" }, "Tillgänglighetsredogörelse"), results);

  async function show(params, signal) {
    refill(results, statement(await askIfThere("about", null, signal)));
    return "Tillgänglighetsredogörelse";
  }

  return { element, show };
}
