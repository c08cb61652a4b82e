// suggestions.js: how a word goes on that one has begun to type: words that the reports have, and municipalities.
import { askIfThere, toParams, writeAddress } from "./api.js";
import { count } from "./format.js";

const MOST_SUGGESTED = 5;
const LEAST_LETTERS = 2;

let there = true; // whether this service suggests anything

async function answerTo(typed, signal) {
  if (!there || typed.length < LEAST_LETTERS || /["*()]$/.test(typed)) return null;
  const answer = await askIfThere("suggest", toParams({ q: typed, limit: MOST_SUGGESTED }), signal);
  if (!answer) there = false;
  return answer;
}

// What is typed with its last word gone on.
function continued(typed, word) {
  const at = typed.search(/[^\s"(]*$/);
  return `${typed.slice(0, at)}${word}`;
}

const wordsOf = (answer, typed) =>
  answer.words
    .map(({ text, count: found }) => ({ text: continued(typed, text), detail: count(found, "stycke", "stycken") }))
    .filter(({ text }) => text.toLocaleLowerCase("sv") !== typed.toLocaleLowerCase("sv"));

// [{text, detail, address}]; with an address it is a municipality, which has a page of its own.
export async function wordSuggestions(typed, signal) {
  const answer = await answerTo(typed, signal);
  if (!answer) return [];
  const places = answer.municipalities.slice(0, 3).map(({ name, code }) => ({
    text: name,
    detail: "kommun: visa dess sida",
    address: writeAddress("kommun", { kommun: code }),
  }));
  return [...wordsOf(answer, typed), ...places];
}

export async function topicSuggestions(typed, signal) {
  const answer = await answerTo(typed, signal);
  return answer ? wordsOf(answer, typed) : [];
}
