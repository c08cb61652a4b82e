// combobox.js: a text field with suggestions below it, as the ARIA practices describe an editable combobox with a list:
// arrows move through the list while the field keeps the focus, Enter takes what is marked, Escape closes.
import { demand, el } from "./dom.js";
import { count } from "./format.js";

const WAIT_MS = 120; // after the last letter, before the service is asked
const SAY_MS = 700;

// input: made an element of this kind. suggest(text, signal) -> [{text, detail, group, …}], perhaps later; choose(one)
// is called with the one that was taken. open: whether the list comes up before anything is typed. Returns {look},
// which brings it up for what stands in the field.
export function combobox(input, { suggest, choose, announce, open = false }) {
  const listId = `${input.id}-forslag`;
  const box = el("ul", { id: listId, role: "listbox", class: "suggestions", "aria-label": "Förslag", hidden: true });
  let items = [];
  let at = -1;
  let asking = new AbortController();
  let waiting = 0;
  let saying = 0;

  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": listId,
    "aria-autocomplete": "list",
    autocomplete: "off",
  }))
    input.setAttribute(name, value);
  if (input.parentNode?.classList.contains("combo")) {
    input.after(box);
  } else {
    const holder = el("span", { class: "combo" });
    input.before(holder);
    holder.append(input, box);
  }

  function close() {
    clearTimeout(waiting);
    clearTimeout(saying);
    asking.abort();
    box.hidden = true;
    items = [];
    mark(-1);
    input.setAttribute("aria-expanded", "false");
  }

  function mark(to) {
    at = to;
    [...box.querySelectorAll("[role=option]")].forEach((option, index) => {
      option.setAttribute("aria-selected", String(index === at));
      if (index === at) option.scrollIntoView({ block: "nearest" });
    });
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `${listId}-${at}`);
  }

  function take(index) {
    const one = items[index];
    close();
    if (one) choose(one);
  }

  function option(one, index) {
    const node = el(
      "li",
      { role: "option", id: `${listId}-${index}`, "aria-selected": "false" },
      el("span", null, one.text),
      one.detail && el("span", { class: "faint small" }, ` ${one.detail}`),
    );
    node.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    node.addEventListener("click", () => take(index));
    return node;
  }

  async function look() {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    let found;
    try {
      found = await suggest(input.value.trim(), signal);
    } catch {
      return; // one types on without
    }
    if (signal.aborted || document.activeElement !== input) return;
    if (found.length === 0) {
      close();
      return;
    }
    items = found;
    box.replaceChildren(...found.map(option));
    box.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(-1);
    clearTimeout(saying);
    saying = setTimeout(() => announce(`${count(found.length, "förslag", "förslag")}. Pil ned visar dem.`), SAY_MS);
  }

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    if (input.value.trim() === "" && !open) close();
    else waiting = setTimeout(look, WAIT_MS);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const shown = !box.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!shown) look();
      else mark(event.key === "ArrowDown" ? (at + 1) % items.length : (at <= 0 ? items.length : at) - 1);
    } else if (event.key === "Escape" && shown) {
      event.preventDefault(); // a field for searching would empty itself
      close();
    } else if (event.key === "Enter" && shown && at >= 0) {
      event.preventDefault();
      take(at);
    } else if (event.key === "Enter" || event.key === "Tab") {
      close();
    }
  });
  input.addEventListener("blur", close);
  if (open)
    input.addEventListener("click", () => {
      if (box.hidden) look();
    });
  return { look };
}

/* ---- a municipality, chosen by typing the beginning of its name ---- */

const plain = (text) => text.toLocaleLowerCase("sv").replace(/[åä]/g, "a").replace(/ö/g, "o").replace(/é/g, "e");

// "Tingsryds kommun" is written for Tingsryd.
const bare = (typed) => plain(typed.replace(/(^|\s)kommun(s|en|ens)?(?=\s|$)/giu, " ").trim());

// choices: [{code, name, detail}], in order. Names that begin so come before those with a later word that does.
export function matching(choices, typed) {
  const wanted = bare(typed);
  const isBegun = ({ code, name }) => plain(name).startsWith(wanted) || wanted === `${plain(name)}s` || wanted === code;
  const begins = choices.filter(isBegun);
  const within = choices.filter(
    ({ code, name }) =>
      !isBegun({ code, name }) &&
      plain(name)
        .split(/[\s-]/)
        .some((word) => word.startsWith(wanted)),
  );
  return [...begins, ...within];
}

// How many letters of one have to be put in, taken out or changed for the other.
function lettersApart(one, other) {
  let row = [...Array(other.length + 1).keys()];
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++)
      next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
    row = next;
  }
  return row.at(-1);
}

// Names that may be meant where none is written so; to be asked about, as Malå is no slip for Sala.
const LETTERS_OF_SLIP = 4;
const LONG_NAME = 7;
function alike(choices, typed) {
  const wanted = bare(typed);
  const most = wanted.length < LETTERS_OF_SLIP ? 0 : wanted.length < LONG_NAME ? 1 : 2;
  return choices.filter(({ name }) => most > 0 && lettersApart(plain(name), wanted) <= most);
}

const MOST = 8;

const askedAbout = (names) => (names.length > 0 ? ` Menar du ${names.map(({ name }) => name).join(" eller ")}?` : "");

// A labelled field; choose({code, name}) is called as soon as one is taken, by the list or by writing its whole name.
// reset: whether the field is emptied then. Returns {field, input, set(choices, chosen)}.
export function municipalityField(id, label, { choose, announce, reset = false, hint = null, button: words = null }) {
  let choices = [];
  const input = el("input", {
    type: "text",
    id,
    spellcheck: "false",
    maxlength: 100,
    "aria-describedby": hint ? `${id}-hint` : null,
  });
  const taken = (one) => {
    input.value = reset ? "" : one.name;
    choose(one);
  };
  function suggested(typed) {
    const found = typed === "" ? choices : matching(choices, typed);
    return found.length > 0 ? found : alike(choices, typed);
  }
  const field = el(
    "form",
    {
      class: "field pick",
      listen: {
        submit: (event) => {
          event.preventDefault();
          submit();
        },
      },
    },
    el("label", { for: id }, label),
    hint && el("span", { class: "small faint", id: `${id}-hint` }, hint),
    el("span", { class: "box" }, input, words && el("button", { type: "submit" }, words)),
  );
  combobox(input, {
    open: true,
    announce,
    choose: taken,
    suggest: (typed) =>
      suggested(typed)
        .slice(0, MOST)
        .map((one) => ({ ...one, text: one.name })),
  });
  input.addEventListener("focus", () => input.select());

  function submit() {
    const typed = input.value.trim();
    const found = matching(choices, typed);
    const exact = found.find(({ name }) => plain(name) === bare(typed)) ?? (found.length === 1 ? found[0] : null);
    if (typed && exact) taken(exact);
    else
      demand(
        input,
        typed === ""
          ? "Skriv början av kommunens namn och välj i listan."
          : found.length > 1
            ? "Flera kommuner börjar så. Välj en i listan."
            : `Samlingen har ingen rapport från ”${typed}”.${askedAbout(alike(choices, typed))}`,
      );
  }

  return {
    field,
    input,
    set(list, chosen) {
      choices = list;
      if (document.activeElement !== input) input.value = reset ? "" : (chosen ?? "");
    },
  };
}
