/* search/ask/forms.c: a table in front of the lexicon and the vocabulary. */
#include "search/ask/forms.h"

#include <string.h>

#include "corpus/language/form.h"
#include "corpus/language/synonyms.h"
#include "corpus/text/likeness.h"

/* What is known of a word. */
typedef struct {
  char *form;
  char **parts; /* their forms; NULL = not asked for yet, of a word that the reports do not have */
} Word;

struct SearchForms {
  CorpusLexicon *lexicon;              /* borrowed */
  const IndexerVocabulary *vocabulary; /* borrowed; NULL = none */
  GHashTable *words;                   /* char * -> Word * */
  GString *form, *parts;               /* of the last glance */
};

static void
word_free(gpointer data) {
  Word *word = data;
  g_free(word->form);
  g_strfreev(word->parts);
  g_free(word);
}

SearchForms *
search_forms_new(CorpusLexicon *lexicon, const IndexerVocabulary *vocabulary) {
  SearchForms *forms = g_new0(SearchForms, 1);
  forms->lexicon = lexicon;
  forms->vocabulary = vocabulary;
  forms->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, word_free);
  forms->form = g_string_new(NULL);
  forms->parts = g_string_new(NULL);
  return forms;
}

void
search_forms_free(SearchForms *forms) {
  if (forms == NULL)
    return;
  g_hash_table_unref(forms->words);
  g_string_free(forms->form, TRUE);
  g_string_free(forms->parts, TRUE);
  g_free(forms);
}

/* Finds a word; its entry is to be cleared. */
static bool
find(const SearchForms *forms, const char *word, IndexerVocabularyEntry *entry) {
  *entry = (IndexerVocabularyEntry){0};
  return forms->vocabulary != NULL && indexer_vocabulary_find(forms->vocabulary, word, entry);
}

/* The vocabulary has all inner words of a compound, of which n parts make n(n+1)/2 - 1, the parts
 * first: how many of them are parts? */
static guint
parts_among(guint inner) {
  guint count = 0;
  while ((count + 1) * (count + 2) / 2 <= inner + 1)
    count++;
  return MIN(count, inner);
}

static char **
parts_in_vocabulary(const IndexerVocabularyEntry *entry) {
  if (entry->parts == NULL)
    return g_new0(char *, 1);
  GPtrArray *parts = g_ptr_array_new();
  guint count = parts_among(g_strv_length(entry->parts));
  for (guint i = 0; i < count; i++)
    g_ptr_array_add(parts, g_strdup(entry->parts[i]));
  g_ptr_array_add(parts, NULL);
  return (char **)g_ptr_array_free(parts, FALSE);
}

/* Words of the reports come down to what the index says, as their terms do; the dictionary is asked
 * for the others. */
static Word *
look_up(SearchForms *forms, const char *text) {
  Word *word = g_hash_table_lookup(forms->words, text);
  IndexerVocabularyEntry entry;
  if (word != NULL)
    return word;
  word = g_new0(Word, 1);
  if (find(forms, text, &entry)) {
    word->form = g_steal_pointer(&entry.form);
    word->parts = parts_in_vocabulary(&entry);
  } else if ((word->form = corpus_synonyms_form(text)) == NULL) {
    word->form = corpus_form(forms->lexicon, text);
  }
  indexer_vocabulary_clear(&entry);
  g_hash_table_insert(forms->words, g_strdup(text), word);
  return word;
}

guint
search_forms_count(const SearchForms *forms) {
  return g_hash_table_size(forms->words);
}

const char *
search_form(SearchForms *forms, const char *word) {
  return look_up(forms, word)->form;
}

const char *
search_form_of_base(SearchForms *forms, const char *word) {
  char *lower = corpus_word_lower(word);
  const char *form = look_up(forms, lower)->form;
  g_free(lower);
  return form;
}

char *
search_base(const SearchForms *forms, const char *word) {
  bool noun = g_str_has_suffix(word, "ande") || g_str_has_suffix(word, "ende");
  return noun && corpus_lexicon_is_entry(forms->lexicon, word) ? g_strdup(word)
                                                               : corpus_base(forms->lexicon, word);
}

static char **
parts_by_rule(SearchForms *forms, const char *word) {
  char **parts = corpus_compound_parts(forms->lexicon, word);
  for (char **part = parts; part != NULL && *part != NULL; part++) {
    char *form = corpus_form_of_base(*part);
    g_free(*part);
    *part = form;
  }
  return parts != NULL ? parts : g_new0(char *, 1);
}

char **
search_form_parts(SearchForms *forms, const char *word) {
  Word *known = look_up(forms, word);
  if (known->parts == NULL)
    known->parts = parts_by_rule(forms, word);
  return known->parts;
}

/* Of the inner words, with spaces between, ends those that are wanted. */
static void
glance_at_parts(SearchGlance *glance, char *joined) {
  guint inner = 1;
  for (const char *at = joined; (at = strchr(at, ' ')) != NULL; at++)
    inner++;
  glance->parts = parts_among(inner);
  for (guint i = 0; i < glance->parts; i++) {
    char *end = joined + strcspn(joined, " ");
    glance->first = i == 0 ? joined : glance->first;
    glance->last = joined;
    joined = *end != '\0' ? end + 1 : end;
    *end = '\0';
  }
}

/* Finds a word of the reports, for a glance. */
static bool
look(SearchForms *forms, const char *word) {
  guint counted = 0;
  return forms->vocabulary != NULL &&
         indexer_vocabulary_look(forms->vocabulary, word, forms->form, forms->parts, &counted);
}

const char *
search_form_glance_of_base(SearchForms *forms, const char *word) {
  char *lower = corpus_word_lower(word);
  const char *form = look(forms, lower) ? forms->form->str : search_form(forms, lower);
  g_free(lower);
  return form;
}

SearchGlance
search_form_glance(SearchForms *forms, const char *word) {
  SearchGlance glance = {0};
  if (look(forms, word)) {
    glance.form = forms->form->str;
    if (forms->parts->len > 0)
      glance_at_parts(&glance, forms->parts->str);
    return glance;
  }
  char **parts = search_form_parts(forms, word);
  glance = (SearchGlance){.form = search_form(forms, word), .parts = g_strv_length(parts)};
  if (glance.parts > 0) {
    glance.first = parts[0];
    glance.last = parts[glance.parts - 1];
  }
  return glance;
}

static bool
is_word(SearchForms *forms, const char *text) {
  IndexerVocabularyEntry entry;
  if (find(forms, text, &entry)) {
    indexer_vocabulary_clear(&entry);
    return true;
  }
  return forms->vocabulary == NULL && corpus_lexicon_knows(forms->lexicon, text);
}

bool
search_form_is_word(SearchForms *forms, const char *text) {
  return is_word(forms, text) ||
         (*text != '\0' && strchr("s-", *text) != NULL && is_word(forms, text + 1));
}

/* ---- slips ---- */

#define SAME_BEGINNING 3 /* letters that a slip has in common with the word */
#define SHORTEST_PART 4  /* letters of a word that a longer one may be made of */
#define SHORTEST_SLIP 8  /* letters of a form: shorter ones are too near to each other */
#define LONG_SLIP 12     /* from here on two may be wrong, before one */

/* Are the two the same but for an "s" within one of them, as joins the parts of a compound? */
static bool
differ_by_joint(const char *one, const char *other) {
  const char *longer = strlen(one) > strlen(other) ? one : other;
  const char *shorter = longer == one ? other : one;
  gsize same = 0;
  while (shorter[same] != '\0' && shorter[same] == longer[same])
    same++;
  return shorter[same] != '\0' && longer[same] == 's' &&
         strcmp(shorter + same, longer + same + 1) == 0;
}

/* Does the dictionary have two words that make up this one, in whatever form ("arbetsplatsnära")?
 */
static bool
is_two_words(const SearchForms *forms, const char *word) {
  bool two = false;
  for (const char *cut = word; !two && *cut != '\0'; cut = g_utf8_next_char(cut)) {
    char *first = g_strndup(word, (gsize)(cut - word));
    const char *rest = *cut == 's' && g_utf8_strlen(cut, -1) > SHORTEST_PART ? cut + 1 : cut;
    two = g_utf8_strlen(first, -1) >= SHORTEST_PART && g_utf8_strlen(cut, -1) >= SHORTEST_PART &&
          corpus_lexicon_lists(forms->lexicon, first) &&
          (corpus_lexicon_lists(forms->lexicon, cut) || corpus_lexicon_lists(forms->lexicon, rest));
    g_free(first);
  }
  return two;
}

/* Is the word of the reports one that the dictionary does not know, nor can make up? */
static bool
is_unknown(const SearchForms *forms, const char *word) {
  IndexerVocabularyEntry entry;
  bool unknown = find(forms, word, &entry) && entry.unknown;
  indexer_vocabulary_clear(&entry);
  return unknown && !is_two_words(forms, word);
}

char **
search_form_slips(SearchForms *forms, const char *word) {
  GPtrArray *slips = g_ptr_array_new();
  const char *form = search_form(forms, word);
  guint letters = (guint)g_utf8_strlen(form, -1);
  bool may = forms->vocabulary != NULL && letters >= SHORTEST_SLIP &&
             corpus_lexicon_knows(forms->lexicon, word);
  char *beginning = g_utf8_substring(word, 0, MIN(g_utf8_strlen(word, -1), SAME_BEGINNING));
  int most = letters >= LONG_SLIP ? 2 : 1;
  IndexerVocabularyPlaces places = {0, 0};
  if (may)
    places = indexer_vocabulary_beginning(forms->vocabulary, beginning);
  for (guint i = places.first; i < places.end; i++) {
    const char *other = NULL, *its = indexer_vocabulary_form_at(forms->vocabulary, i, &other);
    if (strcmp(its, form) != 0 && ABS((int)strlen(its) - (int)strlen(form)) <= 2 * most &&
        (differ_by_joint(its, form) ||
         (corpus_word_distance(its, form, most) <= most && is_unknown(forms, other))))
      g_ptr_array_add(slips, g_strdup(its));
  }
  g_free(beginning);
  g_ptr_array_add(slips, NULL);
  return (char **)g_ptr_array_free(slips, FALSE);
}

/* ---- words that leave their last part to a later one ---- */

#define REACH 8 /* words from a suspended one to the compound that it waits for */

bool
search_is_suspended(const CorpusWord *word, const char *text) {
  const char *behind = text + word->start_bytes + word->length_bytes;
  return *behind == '-' && strchr(" /,", behind[1]) != NULL && behind[1] != '\0';
}

/* The form of the last part of the compound that follows word `index`; NULL if none does. */
static const char *
awaited(SearchForms *forms, const char *text, const GArray *words, guint index) {
  for (guint i = index + 1; i < MIN(words->len, index + 1 + REACH); i++) {
    const CorpusWord *word = &g_array_index(words, CorpusWord, i);
    if (search_is_suspended(word, text))
      continue;
    char **parts = search_form_parts(forms, word->word);
    if (*parts != NULL)
      return parts[g_strv_length(parts) - 1];
  }
  return NULL;
}

void
search_complete_suspended(SearchForms *forms, const char *text, GArray *words) {
  for (guint i = 0; i < words->len; i++) {
    CorpusWord *word = &g_array_index(words, CorpusWord, i);
    const char *last = search_is_suspended(word, text) ? awaited(forms, text, words, i) : NULL;
    if (last == NULL)
      continue;
    char *whole = g_strconcat(word->word, last, NULL);
    g_free(word->word);
    word->word = whole;
  }
}
