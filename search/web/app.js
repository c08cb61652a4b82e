// app.js: shows the view that the address names, and keeps title, menu and focus in step with it.
import { readAddress, writeAddress } from "./address.js";
import { catalogue } from "./catalogue.js";
import { el } from "./dom.js";
import { count } from "./format.js";
import { advice, failureNotice, notice } from "./notice.js";
import * as learn from "./learn-view.js";
import * as models from "./models-view.js";
import * as scores from "./scores-view.js";
import * as search from "./search-view.js";
import * as who from "./who-view.js";

// A view module: path, and create(context) -> {element, show(params, signal) -> title}.
const VIEWS = new Map([search, who, models, scores, learn].map((view) => [view.path, view]));
const main = document.getElementById("main");
const announcer = document.getElementById("announcer");

let current = null; // {path, view}
let running = new AbortController();

// Says something to those who cannot see it; the same words twice are said twice.
function announce(text) {
  announcer.textContent = "";
  setTimeout(() => { announcer.textContent = text; }, 50);
}

function unknownView(path) {
  return {
    element: el("div", null, el("h1", { tabindex: "-1" }, "Sidan finns inte"), notice(`”${path}” är ingen sida här`,
      "Adressen kan vara felskriven. Gå vidare härifrån:",
      advice([el("a", { href: writeAddress("sok") }, "Sök i rapporterna"), el("a", { href: writeAddress("poang") }, "Se en kommuns poäng")]))),
    show: async () => "Sidan finns inte",
  };
}

function markMenu(path) {
  for (const link of document.querySelectorAll("nav a")) {
    if (link.getAttribute("href") === `#/${path}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function enter(path) {
  const first = current === null;
  const context = { announce, go: (params, options) => go(path, params, options) };
  current = { path, view: VIEWS.get(path)?.create(context) ?? unknownView(path) };
  main.replaceChildren(current.view.element);
  markMenu(path);
  if (!first) {
    window.scrollTo(0, 0);
    main.querySelector("h1")?.focus({ preventScroll: true });
  }
}

async function show() {
  const { view, params } = readAddress(location.hash);
  const path = view || "sok";
  if (current?.path !== path) enter(path);
  running.abort();
  running = new AbortController();
  const { signal } = running;
  main.setAttribute("aria-busy", "true");
  try {
    const title = await current.view.show(params, signal);
    if (signal.aborted) return;
    document.title = `${title} – Kompass`;
  } catch (error) {
    if (signal.aborted || error.name === "AbortError") return;
    if (error.status === undefined) console.error(error);
    const place = main.querySelector("[data-answer]") ?? main;
    place.replaceChildren(failureNotice(error, show));
  }
  main.removeAttribute("aria-busy");
  document.documentElement.dataset.ready = path;
}

// Another question to the view; with replace the address takes the place of the last one.
function go(path, params, { replace = false } = {}) {
  const address = writeAddress(path, params);
  if (address === location.hash) return;
  history[replace ? "replaceState" : "pushState"](null, "", address);
  show();
}

async function showHoldings() {
  const { status, municipalities } = await catalogue();
  document.getElementById("holdings").textContent =
    `${count(status.reports.length, "rapport", "rapporter")} från ${count(municipalities.size, "kommun", "kommuner")}, ${count(status.passages, "stycke", "stycken")}.`;
}

// What is folded is printed too.
function unfoldForPrint() {
  for (const details of main.querySelectorAll("details:not([open])")) {
    details.dispatchEvent(new Event("kompass:fill"));
    details.open = true;
    details.dataset.printed = "";
  }
}

function foldAgain() {
  for (const details of main.querySelectorAll("details[data-printed]")) {
    details.open = false;
    delete details.dataset.printed;
  }
}

document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault(); // the address is the view's
  main.focus();
});
window.addEventListener("hashchange", show);
window.addEventListener("beforeprint", unfoldForPrint);
window.addEventListener("afterprint", foldAgain);
show();
showHoldings().catch(() => {}); // the view itself says what is wrong
