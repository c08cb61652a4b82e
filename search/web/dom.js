// dom.js: builds elements, and the notices that the views have in common. Text becomes text nodes only, so nothing from
// a report is ever markup.

const SVG = "http://www.w3.org/2000/svg";

function setAttribute(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "listen") {
    for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    return;
  }
  // The content security policy would silently drop these two; better to hear of it at once.
  if (name === "style" || name.startsWith("on")) throw new Error(`${name} is not to be an attribute`);
  node.setAttribute(name, value === true ? "" : String(value));
}

function build(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) setAttribute(node, name, value);
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

// el("p", {class: "x", listen: {click: f}}, "text", node, [more]); null, undefined and false are passed over.
export function el(name, attributes, ...children) {
  return build(document.createElement(name), attributes, children);
}

export function svg(name, attributes, ...children) {
  return build(document.createElementNS(SVG, name), attributes, children);
}

// Replaces what a node holds, and gives the focus back to the element that bears the same id; what is typed there stays
// as it is.
export function refill(node, ...children) {
  const active = node.contains(document.activeElement) ? document.activeElement : null;
  node.replaceChildren(...children.flat(Infinity).filter(Boolean));
  if (active?.id) document.getElementById(active.id)?.focus({ preventScroll: true });
}

// A field that was sent off without what it needs: says so beside it, as long as nothing is written there.
export function demand(input, words) {
  const id = `${input.id}-fel`;
  document.getElementById(id)?.remove();
  const error = el("p", { class: "field-error", id }, el("span", { class: "unseen" }, "Fel: "), words);
  (input.closest(".ask-row") ?? input.closest(".box") ?? input).before(error);
  const described = input.getAttribute("aria-describedby");
  input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", `${id} ${described ?? ""}`.trim());
  input.focus();
  const clear = () => {
    error.remove();
    input.removeAttribute("aria-invalid");
    if (described) input.setAttribute("aria-describedby", described);
    else input.removeAttribute("aria-describedby");
  };
  input.addEventListener("input", clear, { once: true });
}

export const button = (text, click, attributes) =>
  el("button", { type: "button", class: "quiet", listen: { click }, ...attributes }, text);

// Something chosen, in a list of the class "chips"; a click on it takes it back, as label says.
export const chip = (words, label, click) =>
  el(
    "li",
    null,
    el(
      "button",
      { type: "button", class: "chip", "aria-label": label, listen: { click } },
      words,
      el("span", { "aria-hidden": "true" }, " ×"),
    ),
  );

// A select with its label. options: [[value, text], …].
export function select(id, label, options, chosen, listen) {
  return el(
    "p",
    { class: "field" },
    el("label", { for: id }, label),
    el(
      "select",
      { id, listen },
      options.map(([value, text]) => el("option", { value, selected: value === chosen }, text)),
    ),
  );
}

// A part that can be unfolded; content may be a function, which is then called at the first unfolding.
export function unfold(summary, content, attributes) {
  const details = el("details", attributes, el("summary", null, summary));
  if (typeof content !== "function") return build(details, null, [content]);
  const fill = () => {
    if (details.children.length === 1) build(details, null, [content()]);
  };
  details.addEventListener("toggle", fill, { once: true });
  details.addEventListener("kompass:fill", fill, { once: true }); // before printing
  return details;
}

/* ---- notices: where there is nothing to show, or where something went wrong ---- */

export function notice(heading, ...content) {
  return el(
    "div",
    { class: "notice" },
    el("h2", null, heading),
    content.map((part) => (typeof part === "string" ? el("p", null, part) : part)),
  );
}

export function advice(items) {
  return el(
    "ul",
    null,
    items.map((item) => el("li", null, item)),
  );
}

// By the code of the service's answer; without a code no answer came. What the page can't word is told as it came.
const CAUSES = {
  "": () => [
    "Tjänsten svarar inte",
    "Kontrollera att du har kontakt med nätverket och försök igen. Hjälper det inte: fråga den som sköter tjänsten om den är igång.",
  ],
  bad_request: (error, filtered) =>
    filtered
      ? [
          "Ett filter i adressen går inte att använda",
          "Adressen kan vara felskriven eller gälla en annan samling. Ta bort filtren och försök igen.",
        ]
      : ["Frågan går inte att förstå", "Se efter om något citattecken eller någon parentes saknas, och försök igen."],
  bad_value: ({ values, choices }) => [
    `Värdet ”${values.value ?? ""}” går inte att använda som ${PARAMETERS[values.parameter] ?? "filter"}`,
    choices.length > 0
      ? `Det som går att välja är ${choices.join(", ")}.`
      : "Adressen kan vara felskriven eller gälla en annan samling. Ta bort filtren och försök igen.",
  ],
  not_found: () => ["Det du frågar efter finns inte här", "Gå vidare med hjälp av menyn."],
  unknown_municipality: ({ choices }) => [
    "Kommunen finns inte i samlingen",
    choices.length > 0 ? `Menar du ${choices.join(", ")}?` : "Välj en annan i listan.",
  ],
  unknown_report: () => [
    "Rapporten finns inte i samlingen",
    "Den kan ha bytt namn eller tagits bort. Gå vidare med hjälp av menyn.",
  ],
  no_report: () => [
    "Kommunen har ingen sådan rapport",
    "Den finns inte i samlingen, eller inte med de filter som är valda.",
  ],
  no_word: () => ["Frågan har inget ord", "Skriv ett ord att söka efter."],
  beginning_too_short: () => ["Ordets början är för kort", "Skriv fler bokstäver före stjärnan."],
  source_gone: () => [
    "Filen finns inte kvar",
    "Rapportens fil är borttagen eller ändrad sedan den lästes in. Texten finns här på sidan.",
  ],
  too_long: () => ["Frågan är för lång", "Korta den till de viktigaste orden och försök igen."],
  no_index: () => [
    "Inga rapporter är inlästa",
    "Tjänsten har ingen samling att svara ur just nu. Försök igen om en stund, eller fråga den som sköter tjänsten.",
  ],
  shards_missing: () => [
    "En del av samlingen går inte att nå",
    "Försök igen om en stund, eller fråga den som sköter tjänsten.",
  ],
  busy: () => ["Tjänsten är upptagen", "Vänta en liten stund och försök igen."],
  timeout: () => ["Svaret tog för lång tid", "Fråga efter färre ord, eller välj ett område, och försök igen."],
};
const UNKNOWN = () => [
  "Något gick fel",
  "Försök igen. Händer det igen: berätta för den som sköter tjänsten vad som står nedan.",
];
const PARAMETERS = {
  area: "område",
  question: "delfråga",
  tag: "riktning",
  municipality: "kommun",
  year: "år",
  revision: "upplaga",
  county: "län",
  limit: "antal",
  offset: "sida",
};
const FILTERS = ["omrade", "fraga", "riktning", "kommun", "version", "lan", "ar", "sida"];

// retry: called by the button.
export function failureNotice(error, retry) {
  const [path, query] = location.hash.split("?", 2);
  const params = new URLSearchParams(query);
  const filtered = FILTERS.some((name) => params.has(name));
  const said = CAUSES[error.reason] ?? CAUSES[error.code];
  const [heading, text] = (said ?? UNKNOWN)(error, filtered);
  for (const name of FILTERS) params.delete(name);
  return el(
    "div",
    { class: "notice failed", role: "alert" },
    el("h2", null, heading),
    el("p", null, text),
    !said && error.message && error.status
      ? el("p", { class: "small" }, "Tjänstens besked: ", el("q", { lang: "en" }, error.message))
      : null,
    error.status === 400 && filtered
      ? el("p", null, el("a", { href: `${path}${params.size > 0 ? `?${params}` : ""}` }, "Visa utan filter"))
      : el("p", null, el("button", { type: "button", listen: { click: retry } }, "Försök igen")),
  );
}

// A module of another version of the program was asked for.
export function renewedNotice() {
  return el(
    "div",
    { class: "notice", role: "alert" },
    el("h2", null, "Sidan har förnyats"),
    el("p", null, "Läs in den igen, så får du den nya."),
    el("p", null, el("button", { type: "button", listen: { click: () => location.reload() } }, "Läs in sidan igen")),
  );
}
