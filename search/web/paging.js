// paging.js: one page of a long answer at a time, with its number in the address.
import { changed, writeAddress } from "./api.js";
import { el } from "./dom.js";

export const pageOf = (params) => Math.max(1, Math.floor(Number(params.get("sida"))) || 1);

// null where all stands on one page.
export function pagesNav(path, params, total, size, label = "Fler träffar") {
  const page = pageOf(params);
  const last = Math.ceil(total / size);
  if (last <= 1) return null;
  const link = (to, text, rel) =>
    el("a", { href: writeAddress(path, changed(params, "sida", to > 1 ? to : "")), rel }, text);
  return el(
    "nav",
    { class: "pages", "aria-label": label },
    page > 1 ? link(page - 1, "← Föregående", "prev") : null,
    el("span", null, `Sida ${page} av ${last}`),
    page < last ? link(page + 1, "Nästa →", "next") : null,
  );
}
