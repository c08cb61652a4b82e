// search-view.js: Sök. Ranked passages as one types, with filters.
import { apiAddress, ask } from "./api.js";
import { writeAddress } from "./address.js";
import { catalogue } from "./catalogue.js";
import { el, refill } from "./dom.js";
import { anyFilter, facetCounts, facetFields, filterParams } from "./facets.js";
import { count } from "./format.js";
import { advice, notice } from "./notice.js";
import { hitArticle } from "./passage.js";

export const path = "sok";

const PAGE = 10;
const CSV_MOST = 100;
const TYPING_MS = 200;
const ANNOUNCE_MS = 900; // nobody wants each letter's count read out
const EVERYTHING = "*";
const EXAMPLES = ["medborgardialog", "\"etiska riktlinjer\"", "visselblås*", "chefskontrakt", "ständiga förbättringar"];

function exampleLinks() {
  return advice(EXAMPLES.map((q) => el("a", { href: writeAddress(path, { q }) }, q)));
}

function help() {
  return el("details", { class: "help" }, el("summary", null, "Så söker du"), advice([
    "Skriv ett eller flera ord. Böjningar och sammansättningar hittas av sig själva.",
    "\"Ord inom citattecken\" ska stå intill varandra.",
    "visselblås* hittar alla ord som börjar så.",
    "-ord tar bort stycken med det ordet. AND, OR, NOT och parenteser går också bra.",
  ]));
}

function pages(params, total) {
  const page = Math.max(1, Number(params.get("sida")) || 1);
  const last = Math.ceil(total / PAGE);
  if (last <= 1) return null;
  const link = (to, text, rel) => {
    const changed = new URLSearchParams(params);
    if (to > 1) changed.set("sida", to); else changed.delete("sida");
    return el("a", { href: writeAddress(path, changed), rel }, text);
  };
  return el("nav", { class: "pages", "aria-label": "Fler träffar" },
    page > 1 ? link(page - 1, "← Föregående", "prev") : null,
    el("span", null, `Sida ${page} av ${last}`),
    page < last ? link(page + 1, "Nästa →", "next") : null);
}

function nothingFound(query, params) {
  const without = writeAddress(path, { q: query });
  return notice("Inga träffar", "Det här kan du pröva:", advice([
    anyFilter(params) && el("a", { href: without }, "Sök utan filter"),
    "Se efter stavningen, eller använd ett vanligare ord.",
    "Skriv början av ordet och en stjärna, till exempel visselblås*.",
    "Ta bort citattecken, så får orden stå var för sig.",
  ].filter(Boolean)));
}

function resultNodes(query, params, answer, known, announce) {
  const csv = filterParams(params);
  csv.set("q", query);
  csv.set("limit", CSV_MOST);
  csv.set("format", "csv");
  return [
    el("div", { class: "results-head" },
      el("h2", { id: "resultat", tabindex: "-1" }, query === EVERYTHING ? count(answer.total, "stycke", "stycken") : count(answer.total, "träff", "träffar")),
      answer.total > 0 && el("a", { href: apiAddress("search", csv), download: "kompass-sok.csv" }, answer.total > CSV_MOST ? `De ${CSV_MOST} första som CSV` : "Ladda ner som CSV")),
    answer.corrected && el("p", null, "Visar träffar för ", el("strong", null, answer.corrected), "."),
    answer.total === 0 ? nothingFound(query, params)
      : el("ol", { class: "hits" }, answer.hits.map((hit) => el("li", null, hitArticle(hit, known, announce)))),
    pages(params, answer.total),
  ];
}

function start(params) {
  return notice("Vad vill du veta?", "Skriv i sökrutan, eller välj i filtren. Till exempel:", exampleLinks());
}

export function create({ announce, go }) {
  const input = el("input", { type: "search", id: "q", name: "q", autocomplete: "off", maxlength: 500, spellcheck: "false", "aria-describedby": "q-hint" });
  const results = el("div", { class: "results", "data-answer": true });
  const filters = el("div", { class: "filter-fields" });
  const wide = window.matchMedia("(min-width: 56rem)");
  const filterBox = el("details", { class: "filters", open: wide.matches }, el("summary", null, "Filtrera"), filters);
  let params = new URLSearchParams();
  let shownPage = null;
  let typing = 0;
  let announcing = 0;
  let session = false; // the first letter of a new search makes a step to go back to, the others do not

  function change(edit, options) {
    const changed = new URLSearchParams(params);
    edit(changed);
    changed.delete("sida");
    go(changed, options);
  }

  function search(options) {
    clearTimeout(typing);
    const query = input.value.trim();
    if (query === (params.get("q") ?? "")) return;
    change((changed) => (query ? changed.set("q", query) : changed.delete("q")), options);
  }

  input.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => {
      search({ replace: session });
      session = true;
    }, TYPING_MS);
  });
  input.addEventListener("change", () => { session = false; });

  const element = el("div", null,
    el("h1", { tabindex: "-1" }, "Sök i rapporterna"),
    el("form", { role: "search", class: "ask", listen: { submit: (event) => { event.preventDefault(); search({ replace: session }); session = false; } } },
      el("label", { for: "q" }, "Ord eller fras"),
      el("div", { class: "ask-row" }, input, el("button", { type: "submit" }, "Sök")),
      el("p", { id: "q-hint", class: "faint small" }, "Träffarna visas medan du skriver."), help()),
    el("div", { class: "with-filters" }, filterBox, results));

  function tick(param, value, on) {
    change((changed) => {
      const values = changed.getAll(param).filter((other) => other !== value);
      changed.delete(param);
      for (const other of on ? [...values, value] : values) changed.append(param, other);
    });
  }

  function tell(text) {
    clearTimeout(announcing);
    announcing = setTimeout(() => announce(text), ANNOUNCE_MS);
  }

  function clearButton() {
    return anyFilter(params) && el("p", null, el("button", { type: "button", class: "quiet", listen: { click: () => go({ q: params.get("q") }) } }, "Rensa alla filter"));
  }

  async function show(asked, signal) {
    params = asked;
    const written = params.get("q") ?? "";
    if (document.activeElement !== input || input.value.trim() !== written) input.value = written;
    const query = written || EVERYTHING;
    const idle = !written && !anyFilter(params);
    const page = Math.max(1, Number(params.get("sida")) || 1);
    const request = filterParams(params);
    request.set("q", query);
    request.set("limit", idle ? 0 : PAGE);
    request.set("offset", (page - 1) * PAGE);
    const [answer, known] = await Promise.all([ask("search", request, signal), catalogue()]);
    const counts = await facetCounts(query, params, answer, known, signal);
    const open = filters.querySelector("#fler-kommuner")?.open;
    refill(filters, facetFields(counts, params, known, tick), clearButton());
    if (open && filters.querySelector("#fler-kommuner")) filters.querySelector("#fler-kommuner").open = true;
    refill(results, idle ? start(params) : resultNodes(query, params, answer, known, announce));
    if (shownPage !== null && shownPage !== page) {
      results.querySelector("#resultat")?.focus();
    }
    shownPage = page;
    if (!idle) tell(answer.total === 0 ? "Inga träffar." : count(answer.total, "träff.", "träffar."));
    return written ? `Sök: ${written}` : "Sök";
  }

  return { element, show };
}
