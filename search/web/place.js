// place.js: where on the page one stood at each step of the history, so that back leads there again.
const KEPT = "kompass.places";
const MOST = 100;

history.scrollRestoration = "manual"; // the answer is not there yet when the browser would scroll

let places = null; // key of a step -> {top, focus}; read when it is needed
let key = history.state?.place ?? null;
let begun = false;

function keptPlaces() {
  if (places) return places;
  try {
    places = new Map(JSON.parse(window.sessionStorage.getItem(KEPT) ?? "[]"));
  } catch {
    places = new Map();
  }
  return places;
}

// How to find an element again when the page has been built anew: by its id, or as the nth link to the same address.
function describe(node) {
  if (!node || node === document.body) return null;
  if (node.id) return { id: node.id };
  const href = node.getAttribute("href");
  if (!href) return null;
  return {
    href,
    nth: [...document.querySelectorAll("a[href]")].filter((one) => one.getAttribute("href") === href).indexOf(node),
  };
}

function find(focus) {
  if (!focus) return null;
  if (focus.id) return document.getElementById(focus.id);
  return [...document.querySelectorAll("a[href]")].filter((one) => one.getAttribute("href") === focus.href)[focus.nth];
}

// Called before the page is left for another step.
export function keepPlace() {
  if (!key) return;
  keptPlaces().set(key, { top: Math.round(window.scrollY), focus: describe(document.activeElement) });
  if (places.size > MOST) places = new Map([...places].slice(-MOST));
}

window.addEventListener("pagehide", () => {
  keepPlace();
  try {
    window.sessionStorage.setItem(KEPT, JSON.stringify([...keptPlaces()]));
  } catch {
    // then a reload begins at the top
  }
});

// The place where one stood when one was last at this step of the history; null where one has not been there. Called
// when a step begins, with what was shown before still there.
export function placeBefore() {
  const own = history.state?.place ?? null;
  const reloaded = !begun;
  begun = true;
  if (own !== null && own === key) return reloaded ? (keptPlaces().get(own) ?? null) : null;
  keepPlace();
  key = own ?? `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
  if (own === null) history.replaceState({ place: key }, "");
  return own === null ? null : (keptPlaces().get(own) ?? null);
}

export function returnTo({ top, focus }, main) {
  const node = find(focus);
  if (node && (main.contains(node) || document.activeElement === document.body)) node.focus({ preventScroll: true });
  window.scrollTo(0, top);
}
