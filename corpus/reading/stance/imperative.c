/* corpus/reading/stance/imperative.c: does a sentence bid somebody to do something? */
#include "corpus/reading/stance/imperative.h"

#include <string.h>

#include "corpus/language/lexicon.h"
#include "corpus/places/municipality.h"
#include "corpus/text/words.h"

#define SHORTEST 3 /* words; fewer are a label ("Arbeta hemifrån") */

/* Is the word the imperative of the verb: the infinitive itself ("komplettera", "utse"), or what is
 * left of it without "-a" ("skriv", "bestäm")? */
static bool
is_imperative_of(const char *word, const char *infinitive) {
  gsize length = strlen(word);
  if (!g_str_has_prefix(infinitive, word))
    return false;
  const char *rest = infinitive + length;
  return *rest == '\0' || strcmp(rest, "a") == 0 ||
         (length > 1 && *rest == word[length - 1] && strcmp(rest + 1, "a") == 0);
}

/* Is it a verb and nothing else, and one of its readings an imperative? */
static bool
is_imperative(const CorpusLexicon *lexicon, const char *word) {
  GArray *readings = corpus_lexicon_readings(lexicon, word);
  bool verb = true, found = false;
  for (guint i = 0; i < readings->len && verb; i++) {
    const CorpusReading *reading = &g_array_index(readings, CorpusReading, i);
    verb = reading->speech == CORPUS_SPEECH_VERB;
    found = found || is_imperative_of(word, reading->base);
  }
  g_array_unref(readings);
  return verb && found;
}

bool
corpus_opens_with_imperative(const CorpusClauses *sentence, const char *const *seldom) {
  const CorpusLexicon *lexicon = corpus_lexicon_shared();
  if (lexicon == NULL || sentence->words->len < SHORTEST ||
      g_array_index(sentence->words, CorpusWord, 0).start_bytes > 0)
    return false;
  const char *word = corpus_clauses_word(sentence, 0);
  /* The dictionary last: it takes the longest, and most sentences open with small words. */
  return !corpus_is_stopword(word) && !corpus_words_have(seldom, word) &&
         is_imperative(lexicon, word) && corpus_municipality_find(word) == NULL;
}
