// cite.js: a reference that can be pasted into a document, and the button that copies it.
import { el } from "./dom.js";
import { reportName } from "./format.js";

// "Kommunkompassen, Luleå 2018 (lulea-2018.txt), område 1 Offentlighet och demokrati, fråga 1.5, s. 7: ”…”",
// just as the command line writes it. place: {report, area, question, page}.
export function citation({ report, area, question, page }, text) {
  const parts = [
    "Kommunkompassen",
    `${reportName(report)}${report.source ? ` (${report.source})` : ""}`,
    area ? `område ${area.number} ${area.name}` : null,
    question ? `fråga ${question.id}` : null,
    page ? `s. ${page}` : null,
  ];
  return `${parts.filter(Boolean).join(", ")}: ”${text}”`;
}

// The clipboard is closed to pages that come without encryption from another machine; then the old way.
async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return true;
  }
  const area = el("textarea", { class: "unseen", readonly: true, "aria-hidden": "true" });
  const focused = document.activeElement;
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  focused?.focus();
  return done;
}

// Where nothing can be copied the reference is shown, ready to be marked by hand.
export function citeButton(reference, label, announce) {
  const button = el("button", { type: "button", class: "quiet", "aria-label": `Kopiera referens: ${label}` }, "Kopiera referens");
  button.addEventListener("click", async () => {
    const done = await copy(reference).catch(() => false);
    if (done) {
      button.textContent = "Kopierad ✓";
      announce("Referensen är kopierad.");
      setTimeout(() => { button.textContent = "Kopiera referens"; }, 2500);
    } else if (!button.nextElementSibling?.classList.contains("reference")) {
      button.after(el("p", { class: "reference", tabindex: "0" }, reference));
      announce("Det gick inte att kopiera. Referensen står efter knappen, så att du kan markera den.");
    }
  });
  return button;
}
