// notice.js: what the page says where there is nothing to show, or where something went wrong.
import { el } from "./dom.js";

export function notice(heading, ...content) {
  return el("div", { class: "notice" }, el("h2", null, heading),
    content.map((part) => (typeof part === "string" ? el("p", null, part) : part)));
}

export function advice(items) {
  return el("ul", null, items.map((item) => el("li", null, item)));
}

const CAUSES = [
  [0, "Tjänsten svarar inte", "Kontrollera att du har kontakt med nätverket och försök igen. Hjälper det inte: fråga den som sköter tjänsten om den är igång."],
  [400, "Frågan går inte att förstå", "Se efter om något citattecken eller någon parentes saknas, och försök igen."],
  [404, "Det du frågar efter finns inte här", "Kommunen eller rapporten finns inte i samlingen. Välj en annan i listan."],
  [413, "Frågan är för lång", "Korta den till de viktigaste orden och försök igen."],
  [414, "Frågan är för lång", "Korta den till de viktigaste orden och försök igen."],
  [503, "Tjänsten är upptagen", "Vänta en liten stund och försök igen."],
];

// retry: called by the button.
export function failureNotice(error, retry) {
  const known = CAUSES.find(([status]) => status === error.status);
  const [, heading, text] = known ?? [0, "Något gick fel", "Försök igen. Händer det igen: berätta för den som sköter tjänsten vad som står nedan."];
  return el("div", { class: "notice failed", role: "alert" },
    el("h2", null, heading), el("p", null, text),
    error.message && error.status ? el("p", { class: "small" }, "Tjänstens besked: ", el("q", { lang: "en" }, error.message)) : null,
    el("p", null, el("button", { type: "button", listen: { click: retry } }, "Försök igen")));
}
