/* corpus/language/form.c: dictionary first, stemmer second. */
#include "corpus/language/form.h"

#include <string.h>

#include "corpus/language/irregular.h"
#include "corpus/text/stopwords.h"
#include "corpus/text/words.h"

/* Adjectives in -sam, of which the stemmer leaves the doubled m and the t standing: "gemensamma"
 * and "gemensamt" are "gemensam". */
static void
mend_adjective(char *stem) {
  gsize length = strlen(stem);
  if (length > strlen("samt") && (g_str_has_suffix(stem, "samm") || g_str_has_suffix(stem, "samt")))
    stem[length - 1] = '\0';
}

/* Latin neuters, which lose their ending when they are inflected: "stipendium" is "stipendi", as
 * the stemmer makes of "stipendier" and "stipendiet". */
static void
cut_latin_ending(char *stem) {
  if (g_str_has_suffix(stem, "ium") || g_str_has_suffix(stem, "eum"))
    stem[strlen(stem) - strlen("um")] = '\0';
}

/* How many letters two words have in common from the start, å, ä and ö taken for a and o: plurals
 * change them ("bok", "böcker"). */
static glong
common_letters(const char *a, const char *b) {
  char *folded_a = corpus_word_fold(a);
  char *folded_b = corpus_word_fold(b);
  glong count = 0;
  while (folded_a[count] != '\0' && folded_a[count] == folded_b[count])
    count++;
  g_free(folded_a);
  g_free(folded_b);
  return count;
}

/* Words that lose a vowel when they are inflected: "enkla" begins like "enkl", of "enkel". */
static bool
begins_without_vowel(const char *word, const char *base) {
  gsize length = strlen(base);
  if (length <= strlen("en") || base[length - 2] != 'e' || strchr("lnr", base[length - 1]) == NULL)
    return false;
  return strncmp(word, base, length - strlen("en")) == 0 &&
         word[length - strlen("en")] == base[length - 1];
}

/* Is base a form of the word, or another word that the dictionary relates to it ("bar", "bära")?
 * An inflection leaves the stem of the base standing, save for its last letter. */
static bool
is_inflection_of(const char *word, const char *base) {
  char *stem = corpus_word_stem(base);
  cut_latin_ending(stem);
  char *folded = corpus_word_fold(stem);
  bool same =
      common_letters(word, stem) + 1 >= (glong)strlen(folded) || begins_without_vowel(word, base);
  g_free(folded);
  g_free(stem);
  return same;
}

static char *
without_hyphens(const char *word) {
  if (strchr(word, '-') == NULL)
    return g_strdup(word);
  char **pieces = g_strsplit(word, "-", -1);
  char *joined = g_strjoinv("", pieces);
  g_strfreev(pieces);
  return joined;
}

/* The participles of short verbs, which keep their ending: of "talande" and "rådande" no more would
 * be left than of "tal" and "råd". NULL where the word is none. */
static char *
short_participle(const char *word) {
  enum { SHORTEST_STEM = 4 };
  static const char *const endings[] = {"ande", "andes"};
  for (gsize i = 0; i < G_N_ELEMENTS(endings); i++)
    if (g_str_has_suffix(word, endings[i]) &&
        g_utf8_strlen(word, -1) < (glong)strlen(endings[i]) + SHORTEST_STEM)
      return g_strndup(word, strlen(word) - strlen(endings[i]) + strlen("and"));
  return NULL;
}

char *
corpus_form_of_base(const char *base) {
  if (corpus_is_stopword(base)) /* "inte" is no form of "intern" */
    return g_strdup(base);
  char *participle = short_participle(base);
  if (participle != NULL)
    return participle;
  char *joined = without_hyphens(base);
  char *stem = corpus_word_stem(joined);
  g_free(joined);
  mend_adjective(stem);
  cut_latin_ending(stem);
  return stem;
}

char *
corpus_form(CorpusLexicon *lexicon, const char *word) {
  char *whole = corpus_is_stopword(word) ? g_strdup(word) : short_participle(word);
  if (whole != NULL)
    return whole;
  char *base = corpus_irregular_base(word);
  bool known = base != NULL;
  if (!known) {
    base = corpus_lexicon_base(lexicon, word);
    known = base != NULL && is_inflection_of(word, base);
  }
  char *form = corpus_form_of_base(known ? base : word);
  g_free(base);
  return form;
}
