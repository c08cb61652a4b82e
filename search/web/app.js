// app.js: shows the view that the address names, and keeps title, menu, focus and place in step with it.
import { catalogue, onMissing, readAddress, writeAddress } from "./api.js";
import { collected, mine, whenChanged } from "./device.js";
import { advice, el, failureNotice, notice, renewedNotice } from "./dom.js";
import { count, number } from "./format.js";
import { keepPlace, placeBefore, returnTo } from "./place.js";

// A view is a module that gives create(context) -> {element, show(params, signal) -> title}. It is fetched when it is
// first gone to, and kept; start.js names the same modules for the first view.
const VIEWS = new Map([
  ["sok", () => import("./search-view.js")],
  ["vilka-har", () => import("./who-view.js")],
  ["forebilder", () => import("./models-view.js")],
  ["poang", () => import("./scores-view.js")],
  ["lar-av-andra", () => import("./learn-view.js")],
  ["kommun", () => import("./municipality-view.js")],
  ["sammanfattning", () => import("./brief-view.js")],
  ["rapport", () => import("./report-view.js")],
  ["samlat", () => import("./collected-view.js")],
  ["om", () => import("./about-view.js")],
  ["tillganglighet", () => import("./statement-view.js")],
]);
const SLOW_MS = 1000; // before work is said aloud; it is seen sooner (style.css)

const main = document.getElementById("main");
const announcer = document.getElementById("announcer");
const frame = document.getElementById("sok"); // of the view Sök, which stands in the page as it comes
const styles = document.querySelector('link[rel="stylesheet"]').href.replace("style.css", "views.css");

const made = new Map(); // path -> view
let current = null; // {path, view}
let running = new AbortController();

// Says something to those who cannot see it; the same words twice are said twice.
function announce(text) {
  announcer.textContent = "";
  setTimeout(() => {
    announcer.textContent = text;
  }, 50);
}

const partial = document.getElementById("partial");
onMissing((reports) => {
  partial.hidden = reports === 0;
  partial.textContent =
    reports === 0 ? "" : `Svaret är ofullständigt: ${count(reports, "rapport", "rapporter")} går inte att nå just nu.`;
});

function unknownView(path) {
  return {
    element: el(
      "div",
      null,
      el("h1", { tabindex: "-1" }, "Sidan finns inte"),
      notice(
        `”${path}” är ingen sida här`,
        "Adressen kan vara felskriven. Gå vidare härifrån:",
        advice([
          el("a", { href: writeAddress("sok") }, "Sök i rapporterna"),
          el("a", { href: writeAddress("kommun") }, "Kommunerna"),
          el("a", { href: writeAddress("poang") }, "Poäng"),
        ]),
      ),
    ),
    show: async () => "Sidan finns inte",
  };
}

// What all views but Sök are drawn with; there before the first of them is shown.
function viewStyles() {
  const there = [...document.styleSheets].some((sheet) => sheet.href === styles);
  if (there) return null;
  const link =
    [...document.querySelectorAll("link[rel=stylesheet]")].find((one) => one.href === styles) ??
    document.head.appendChild(el("link", { rel: "stylesheet", href: styles }));
  return new Promise((done) => {
    link.addEventListener("load", done, { once: true });
    link.addEventListener("error", done, { once: true });
  });
}

async function viewOf(path) {
  if (!VIEWS.has(path)) return unknownView(path);
  if (!made.has(path)) {
    const [{ create }] = await Promise.all([VIEWS.get(path)(), path === "sok" ? null : viewStyles()]);
    const context = { announce, frame, go: (params, options) => go(path, params, options) };
    if (!made.has(path)) made.set(path, create(context));
  }
  return made.get(path);
}

function markMenu(path) {
  for (const link of document.querySelectorAll("nav a, .bottom a")) {
    if (link.getAttribute("href") === `#/${path}`) {
      link.setAttribute("aria-current", "page");
      requestAnimationFrame(() => bringIntoMenu(link)); // not before the answer is shown: it needs a layout
    } else link.removeAttribute("aria-current");
  }
}

// On a phone the menu is wider than the screen.
function bringIntoMenu(link) {
  const bar = link.closest("nav");
  if (bar && bar.scrollWidth > bar.clientWidth) bar.scrollLeft = link.offsetLeft - bar.clientWidth / 3;
}

// What the view answered when it was last left is taken away: it is shown for another question now.
function enter(path, view) {
  const first = current === null;
  current = { path, view };
  document.documentElement.dataset.view = path;
  markMenu(path);
  if (main.firstElementChild !== view.element) main.replaceChildren(view.element); // else it keeps the focus
  if (first) return;
  view.element.querySelector("[data-answer]")?.replaceChildren();
  window.scrollTo(0, 0);
  main.querySelector("h1")?.focus({ preventScroll: true });
}

// Whoever acted on something that is gone now would stand nowhere: the answer's heading takes over.
function keepFocus(had) {
  if (!had || (document.activeElement && document.activeElement !== document.body)) return;
  const heading = main.querySelector("[data-answer] h2") ?? main.querySelector("h1") ?? main;
  heading.setAttribute("tabindex", "-1");
  heading.focus({ preventScroll: true });
}

// Who writes an address by hand names a municipality by its name; views know it by its code.
async function withCodes(params) {
  if (params.getAll("kommun").every((one) => /^\d*$/.test(one))) return params;
  const { municipalities } = await catalogue();
  const codes = new Map([...municipalities].map(([code, name]) => [name.toLowerCase(), code]));
  return new URLSearchParams(
    [...params].map(([name, value]) => [name, name === "kommun" ? (codes.get(value.toLowerCase()) ?? value) : value]),
  );
}

async function present(path, written, signal, before) {
  const [view, params] = await Promise.all([viewOf(path), withCodes(written)]);
  if (signal.aborted) return;
  const entered = current?.path !== path;
  if (entered) enter(path, view);
  const had = main.contains(document.activeElement);
  const title = await view.show(params, signal);
  if (signal.aborted) return;
  document.title = `${title} – Kompass`;
  if (before) returnTo(before, main);
  else keepFocus(had);
}

// A view's module that is not there any more was another version's.
function problem(error) {
  if (error instanceof TypeError && /module/i.test(error.message)) return renewedNotice();
  if (error.status === undefined) console.error(error);
  return failureNotice(error, show);
}

// Where the view says what went wrong; it may not have come at all.
function placeOf(path) {
  if (current?.path === path) return main.querySelector("[data-answer]") ?? main;
  current = null;
  return main;
}

async function show() {
  const { view: path, params } = readAddress(location.hash);
  const before = placeBefore();
  running.abort();
  running = new AbortController();
  const { signal } = running;
  main.setAttribute("aria-busy", "true");
  const slow = setTimeout(() => announce("Hämtar svar …"), SLOW_MS);
  try {
    await present(path, params, signal, before);
  } catch (error) {
    if (!signal.aborted && error.name !== "AbortError") {
      const had = main.contains(document.activeElement);
      placeOf(path).replaceChildren(problem(error));
      keepFocus(had);
    }
  } finally {
    clearTimeout(slow);
  }
  if (signal.aborted) return;
  main.removeAttribute("aria-busy");
  document.documentElement.dataset.ready = path;
}

// Another question to the view; with replace the address takes the place of the last one.
function go(path, params, { replace = false } = {}) {
  const address = writeAddress(path, params);
  if (address === location.hash) return;
  keepPlace();
  if (replace) history.replaceState(history.state, "", address);
  else history.pushState(null, "", address);
  show();
}

// A view is fetched as soon as somebody is about to go to it.
function fetchSoon({ target }) {
  const path = target.closest?.('a[href^="#/"]')?.getAttribute("href").slice(2).split("?")[0];
  if (!VIEWS.has(path) || made.has(path)) return;
  VIEWS.get(path)().catch(() => {});
  if (path !== "sok") viewStyles();
}

async function showHoldings() {
  const { status, municipalities } = await catalogue();
  document.getElementById("holdings").textContent =
    `${count(status.reports.length, "rapport", "rapporter")} från ${count(municipalities.size, "kommun", "kommuner")}, ${count(status.passages, "stycke", "stycken")}.`;
}

// The entries of the menu that are about this reader: the own municipality, and how much is collected.
function showOwn() {
  const own = mine();
  const link = document.getElementById("own");
  link.parentNode.hidden = !own;
  if (own) {
    link.textContent = `★ ${own.name}`;
    link.setAttribute("href", writeAddress("kommun", { kommun: own.code }));
    link.setAttribute("aria-label", `Min kommun: ${own.name}`);
  }
  const many = collected().length;
  document.getElementById("collected").textContent = many > 0 ? `Samlat (${number(many)})` : "Samlat";
}

// What is folded is printed too, and where it comes from.
function unfoldForPrint() {
  document.getElementById("print-note").textContent =
    `Utskrift ${new Date().toLocaleDateString("sv-SE")} från ${location.href}`;
  for (const more of main.querySelectorAll(".more")) more.dispatchEvent(new Event("kompass:fill"));
  for (const details of main.querySelectorAll("details:not([open], .unprinted)")) {
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

// The form of Sök was sent off before this module was there: "/?q=etik" asks what "/#/sok?q=etik" does.
function takeUpEarlyQuestion() {
  const query = new URLSearchParams(location.search).get("q");
  if (query !== null) history.replaceState(null, "", `${location.pathname}${writeAddress("sok", { q: query })}`);
}

document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault(); // the address is the view's
  main.focus();
});
window.addEventListener("hashchange", show);
window.addEventListener("beforeprint", unfoldForPrint);
window.addEventListener("afterprint", foldAgain);
for (const event of ["pointerover", "focusin"]) document.addEventListener(event, fetchSoon);
whenChanged(showOwn);
showOwn();
takeUpEarlyQuestion();
show();
showHoldings().catch(() => {}); // the view itself says what is wrong
