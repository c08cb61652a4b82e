// device.js: what is remembered on the reader's own device, and nowhere else: the own municipality, and passages that
// were collected. Where the browser remembers nothing, all of it lasts as long as the page.
const MINE = "kompass.min-kommun";
const COLLECTED = "kompass.samlat";
const MOST_COLLECTED = 500;

const fallback = new Map();
const listeners = new Set();

// Asked for often (each name of a list may be the own municipality's), and read once.
const remembered = new Map();

function recall(key) {
  if (!remembered.has(key)) remembered.set(key, stored(key));
  return remembered.get(key);
}

function stored(key) {
  try {
    return window.localStorage.getItem(key) ?? fallback.get(key) ?? null;
  } catch {
    return fallback.get(key) ?? null;
  }
}

function keep(key, value) {
  fallback.set(key, value);
  remembered.clear();
  try {
    if (value === null) window.localStorage.removeItem(key);
    else window.localStorage.setItem(key, value);
  } catch {
    // full or forbidden: the page remembers it by itself
  }
  for (const listener of listeners) listener();
}

// listener() is called at each change, of another tab too.
export function whenChanged(listener) {
  listeners.add(listener);
}
window.addEventListener("storage", ({ key }) => {
  remembered.clear();
  if (key === MINE || key === COLLECTED) for (const listener of listeners) listener();
});

/* ---- the own municipality ---- */

// {code, name}, or null.
export function mine() {
  try {
    const one = JSON.parse(recall(MINE));
    return typeof one?.code === "string" && typeof one.name === "string" ? one : null;
  } catch {
    return null;
  }
}

export function setMine(municipality) {
  keep(MINE, municipality && JSON.stringify({ code: municipality.code, name: municipality.name }));
}

export const isMine = (municipality) => Boolean(municipality?.code) && municipality.code === mine()?.code;

/* ---- collected passages: [{id, text, citation, tag, report}], the first collected first ---- */

export function collected() {
  try {
    const list = JSON.parse(recall(COLLECTED));
    return Array.isArray(list)
      ? list.filter((one) => typeof one?.id === "string" && typeof one.citation === "string")
      : [];
  } catch {
    return [];
  }
}

export const isCollected = (id) => collected().some((one) => one.id === id);

// False where no more fits.
export function collect(one) {
  const list = collected().filter((other) => other.id !== one.id);
  if (list.length >= MOST_COLLECTED) return false;
  keep(COLLECTED, JSON.stringify([...list, one]));
  return true;
}

export function uncollect(id) {
  keep(COLLECTED, JSON.stringify(collected().filter((one) => one.id !== id)));
}

export function clearCollected() {
  keep(COLLECTED, null);
}

/* ---- who does what until when, in a plan: {"2580 4.1": {owner, date, done}} ---- */

const PLAN = "kompass.plan";

function plan() {
  try {
    return JSON.parse(recall(PLAN)) ?? {};
  } catch {
    return {};
  }
}

export const planned = (key) => plan()[key] ?? {};
export function setPlanned(key, values) {
  const all = plan();
  const kept = Object.fromEntries(Object.entries({ ...all[key], ...values }).filter(([, value]) => value !== ""));
  if (Object.keys(kept).length > 0) all[key] = kept;
  else delete all[key];
  keep(PLAN, JSON.stringify(all));
}
