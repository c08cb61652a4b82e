// words.js: what the page calls the service's values.

export const TAGS = {
  strength: { name: "Styrka", sign: "+" },
  improvement: { name: "Kan förbättras", sign: "↗" },
  weakness: { name: "Svaghet", sign: "−" },
  neutral: { name: "Beskrivning", sign: "·" },
  background: { name: "Bakgrund", sign: "·" },
};

// In the order from most to least.
export const VERDICTS = {
  has: { name: "Har", sign: "✓" },
  partial: { name: "Delvis", sign: "◐" },
  lacks: { name: "Saknar", sign: "✗" },
  silent: { name: "Nämns inte", sign: "?" },
};

export const ROLES = { model: "Förebild", mention: "Omnämnande" };

// The service's warnings about a report's own figures, in Swedish; what is unknown stays as it is.
const WARNINGS = [
  [/^area (\d): the text says (\d+), the table (\d+)$/, "Område $1: rapportens text säger $2 poäng, dess tabell $3."],
  [/^the text states a total of (\d+), the areas add up to (\d+)$/, "Texten anger $1 poäng totalt, områdena blir tillsammans $2."],
  [/^points of (\d{4}): the table states a total of (\d+), the areas add up to (\d+)$/, "Poäng för $1: tabellen anger $2 totalt, områdena blir tillsammans $3."],
];

export function warningText(warning) {
  for (const [pattern, swedish] of WARNINGS) {
    if (pattern.test(warning)) return { text: warning.replace(pattern, swedish), lang: null };
  }
  return { text: warning, lang: "en" };
}

const ORDINALS = ["", "första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde"];
export const evaluationName = (evaluation) => (ORDINALS[evaluation] ? `${ORDINALS[evaluation]} utvärderingen` : "");
