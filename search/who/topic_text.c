/* search/who/topic_text.c: a text as the keys of a topic that its words fit, remembered word by
 * word.
 */
#include <string.h>

#include "corpus/text/words.h"
#include "search/ask/forms.h"
#include "corpus/reading/stance/statement.h"
#include "search/who/topic.h"
#include "search/who/topic_concepts.h"

#define HEAD_OF_COMPOUND 0.92 /* "enkät" in "medarbetarenkät" */
#define IN_COMPOUND 0.87      /* "lean" in "leaninspirerat" */
#define SHORTEST_KEY 4        /* letters of a key that is sought inside of words */
#define LONG_KEY 8            /* letters of a key that no other word begins with */
#define SHORTEST_REST 3       /* letters beside it */
#define ARTICLE_REACH 3       /* words from an article to its noun */

#define SHORTEST_NEEDLE 4 /* letters of a form's beginning that any inflection has */
#define INFLECTED 2       /* letters at a form's end that inflection may change */

typedef SearchTopicText Text;
typedef SearchTopicFit Fit;

static void
add_fit(SearchTopic *topic, GArray *fits, const char *form, double fit, double first_fit) {
  gpointer found = g_hash_table_lookup(topic->by_form, form);
  if (found == NULL || (fit < SEARCH_TOPIC_SAME_WORD && g_hash_table_contains(topic->verbs, form)))
    return;
  Fit made = {GPOINTER_TO_UINT(found) - 1, fit, first_fit};
  for (guint i = 0; i < fits->len; i++) {
    Fit *known = &g_array_index(fits, Fit, i);
    if (known->key == made.key) {
      known->fit = MAX(known->fit, fit);
      known->first_fit = MAX(known->first_fit, first_fit);
      return;
    }
  }
  g_array_append_val(fits, made);
}

/* Is the beginning so long, and so joined to the rest, that the whole must be a compound
 * ("självskattningsformulär")? */
static bool
is_joined(const char *beginning, const char *rest) {
  return g_utf8_strlen(beginning, -1) >= LONG_KEY && strchr("s-", *rest) != NULL &&
         g_utf8_strlen(rest, -1) > SHORTEST_REST;
}

/* Notes the keys by the byte that they begin with, in their order. */
static void
find_keys_by_byte(SearchTopic *topic) {
  SearchTopicSeen *seen = topic->seen;
  seen->next_keys = g_new0(guint, topic->keys->len + 1);
  for (guint i = topic->keys->len; i-- > 0;) {
    guint *first = &seen->keys_by_byte[*(const guchar *)topic->keys->pdata[i]];
    seen->next_keys[i] = *first;
    *first = i + 1;
  }
}

/* Words that no dictionary can take apart: do they begin with a key, and is the rest a word? */
static void
fit_beginnings(SearchTopic *topic, GArray *fits, const char *word) {
  const SearchTopicSeen *seen = topic->seen;
  if (seen->next_keys == NULL)
    find_keys_by_byte(topic);
  for (guint i = seen->keys_by_byte[(guchar)*word]; i > 0; i = seen->next_keys[i - 1]) {
    const char *key = topic->keys->pdata[i - 1];
    gsize length = strlen(key);
    if (strncmp(word, key, length) != 0 || strlen(word + length) <= SHORTEST_REST ||
        g_utf8_strlen(key, -1) < SHORTEST_KEY)
      continue;
    if (is_joined(key, word + length) || search_form_is_word(topic->forms, word + length))
      add_fit(topic, fits, key, IN_COMPOUND, IN_COMPOUND);
  }
}

/* How well a compound fits its first part: all but fully where the last adds nothing to it. */
static double
fit_of_first(SearchTopic *topic, const char *last) {
  return g_hash_table_contains(topic->seen->mere, last) ? SEARCH_TOPIC_BEFORE_MERE : IN_COMPOUND;
}

/* Is the word, which has the form of a key, nothing but a verb where that was made of a noun, or
 * the other way round ("väger", "väg")? */
static bool
is_of_other_speech(SearchTopic *topic, const char *form, const char *word) {
  gpointer found = g_hash_table_lookup(topic->by_form, form);
  if (found == NULL)
    return false;
  guint of_key = search_topic_speech_of_key(topic, GPOINTER_TO_UINT(found) - 1);
  return (of_key == CORPUS_SPEECH_NOUN && search_topic_speech(form, word) == CORPUS_SPEECH_VERB) ||
         (of_key == CORPUS_SPEECH_VERB && search_topic_speech(form, word) == CORPUS_SPEECH_NOUN);
}

/* Adds the keys that a word fits. */
static void
add_fits(SearchTopic *topic, GArray *fits, const char *word) {
  SearchGlance glance = search_form_glance(topic->forms, word);
  if (!is_of_other_speech(topic, glance.form, word))
    add_fit(topic, fits, glance.form, SEARCH_TOPIC_SAME_WORD, SEARCH_TOPIC_SAME_WORD);
  if (glance.parts > 0) {
    double first = glance.parts == 2 ? fit_of_first(topic, glance.last) : IN_COMPOUND;
    add_fit(topic, fits, glance.first, first, first);
    add_fit(topic, fits, glance.last, HEAD_OF_COMPOUND, 0);
  }
  fit_beginnings(topic, fits, word);
}

/* Is the topic nothing but such words, and this one of them ("bland")? */
static bool
asks_for(const SearchTopic *topic, const char *word) {
  for (guint i = 0; i < topic->concepts->len; i++)
    if (g_str_equal(search_topic_concept(topic, i)->word, word))
      return true;
  return false;
}

/* The keys that a word fits where it is written in small letters: all but those that are names. The
 * caller unrefs them. */
static GArray *
fits_in_small_letters(const SearchTopic *topic, GArray *fits) {
  if (g_hash_table_size(topic->names) == 0)
    return g_array_ref(fits);
  GArray *plain = g_array_new(FALSE, FALSE, sizeof(Fit));
  for (guint i = 0; i < fits->len; i++) {
    const Fit *fit = &g_array_index(fits, Fit, i);
    if (!g_hash_table_contains(topic->names, topic->keys->pdata[fit->key]))
      g_array_append_val(plain, *fit);
  }
  return plain;
}

/* Finds what is to be known of a word. Most fit nothing. */
static void
get_to_know(SearchTopic *topic, SearchTopicSeenWord *seen) {
  GArray *fits = topic->seen->fits;
  seen->preposition = search_topic_words_preposition(seen->word) && !asks_for(topic, seen->word);
  g_array_set_size(fits, 0);
  if (!search_topic_words_of_report(seen->word))
    add_fits(topic, fits, seen->word);
  if (fits->len == 0) {
    seen->fits = g_array_ref(topic->seen->none);
    seen->plain = g_array_ref(topic->seen->none);
    return;
  }
  GArray *own = g_array_sized_new(FALSE, FALSE, sizeof(Fit), fits->len);
  g_array_append_vals(own, fits->data, fits->len);
  seen->fits = own;
  seen->plain = fits_in_small_letters(topic, own);
}

/* Is there but a space between the two? */
static bool
ends_before(const CorpusWord *word, const CorpusWord *next) {
  return word->start_bytes + word->length_bytes + 1 == next->start_bytes;
}

void
search_topic_text_clear(Text *text) {
  g_free(text->fits); /* the others lie behind */
}

/* Is the word written as a name: in capitals, or with one where no sentence or quotation begins? */
static bool
is_written_as_name(const char *written, const GArray *words, guint place) {
  const CorpusWord *word = &g_array_index(words, CorpusWord, place);
  return corpus_word_has_capitals(written, word) ||
         (place > 0 && g_unichar_isupper(g_utf8_get_char(written + word->start_bytes)) &&
          ends_before(&g_array_index(words, CorpusWord, place - 1), word));
}

/* "På ett övergripande plan": a word of common gender behind a neuter article is another word. */
static bool
is_behind_neuter(const GArray *words, guint place) {
  const char *const *neuter = corpus_small_words()->article_neuter;
  for (guint i = place; i > 0 && i + ARTICLE_REACH > place; i--)
    if (corpus_words_have(neuter, g_array_index(words, CorpusWord, i - 1).word))
      return true;
  return false;
}

/* "I dag": is the word one that only says when? */
static bool
is_moment(const GArray *words, guint place) {
  return place > 0 && g_str_equal(g_array_index(words, CorpusWord, place - 1).word, "i") &&
         corpus_words_have(corpus_small_words()->moments,
                           g_array_index(words, CorpusWord, place).word);
}

/* written: what the words were cut from. */
Text
search_topic_text_new(SearchTopic *topic, const char *written, const GArray *words) {
  const GArray **fits = g_malloc((words->len + 1) * (sizeof *fits + 2 * sizeof(bool)));
  bool *follows = (bool *)(fits + words->len + 1);
  Text text = {words->len, fits, follows, follows + words->len + 1};
  for (guint i = 0; i < words->len; i++) {
    const CorpusWord *word = &g_array_index(words, CorpusWord, i);
    SearchTopicSeenWord *seen = search_topic_seen_of(word);
    if (seen->fits == NULL)
      get_to_know(topic, seen);
    text.follows[i] = i > 0 && ends_before(&g_array_index(words, CorpusWord, i - 1), word);
    text.prepositions[i] = seen->preposition;
    text.fits[i] = seen->fits;
    if (seen->plain != seen->fits && !is_written_as_name(written, words, i))
      text.fits[i] = seen->plain;
    if ((seen->common && is_behind_neuter(words, i)) ||
        (text.fits[i]->len > 0 && is_moment(words, i)))
      text.fits[i] = topic->seen->none;
  }
  return text;
}

/* The forms one of which a text must hold, as a word or as a compound's part, to be about the topic
 * by itself; borrowed. */
static GPtrArray *
carriers_of(const SearchTopic *topic) {
  GHashTable *known = g_hash_table_new(g_str_hash, g_str_equal);
  GPtrArray *forms = g_ptr_array_new();
  for (guint i = 0; i < topic->phrases->len; i++) {
    const SearchTopicPhrase *phrase = topic->phrases->pdata[i];
    const GArray *last = phrase->slots->pdata[phrase->slots->len - 1];
    for (guint j = 0; search_topic_says_carrier(topic, phrase) && j < last->len; j++) {
      char *form = topic->keys->pdata[g_array_index(last, guint, j)];
      if (g_hash_table_add(known, form))
        g_ptr_array_add(forms, form);
    }
  }
  g_hash_table_unref(known);
  return forms;
}

/* The beginning of a form, without what inflection changes, in lower case as far as ASCII goes: a
 * capital å, ä or ö can only stand first, and is left out. The caller frees it. */
static char *
needle_of(const char *form) {
  glong letters = g_utf8_strlen(form, -1);
  glong first = (unsigned char)*form < 0x80 ? 0 : 1;
  glong last = MAX(MIN(letters, SHORTEST_NEEDLE), letters - INFLECTED);
  return g_utf8_substring(form, MIN(first, last), last);
}

/* Which of the slots the two letters stand in; capitals as small ones. */
static guint
slot_of(const char *two) {
  const guint small = 'a' - 'A';
  guint first = (guchar)two[0] | small, second = (guchar)two[1] | small;
  return (first << 5 ^ second) % SEARCH_TOPIC_NEEDLE_SLOTS;
}

/* Takes the text. */
static void
add_needle(SearchTopicNeedles *needles, char *text) {
  guint *slot = strlen(text) < 2 ? &needles->anywhere : &needles->slots[slot_of(text)];
  SearchTopicNeedle needle = {text, *slot};
  g_array_append_val(needles->all, needle);
  *slot = needles->all->len;
}

static void
needle_clear(gpointer needle) {
  g_free(((SearchTopicNeedle *)needle)->text);
}

static SearchTopicNeedles *
needles_new(void) {
  SearchTopicNeedles *needles = g_new0(SearchTopicNeedles, 1);
  needles->all = g_array_new(FALSE, FALSE, sizeof(SearchTopicNeedle));
  g_array_set_clear_func(needles->all, needle_clear);
  return needles;
}

static void
needles_free(SearchTopicNeedles *needles) {
  g_array_unref(needles->all);
  g_free(needles);
}

/* What search_topic_may_stand_in() looks for, found when it is asked for the first time. */
static void
find_needles(SearchTopic *topic) {
  topic->seen->needles = needles_new();
  topic->seen->touches = needles_new();
  GPtrArray *carriers = carriers_of(topic);
  for (guint i = 0; i < carriers->len; i++)
    add_needle(topic->seen->needles, needle_of(carriers->pdata[i]));
  g_ptr_array_unref(carriers);
  for (guint i = 0; i < topic->keys->len; i++)
    if (topic->by_last->pdata[i] != NULL) /* a phrase ends with it */
      add_needle(topic->seen->touches, needle_of(topic->keys->pdata[i]));
}

/* Does one of a slot's needles stand at the place? */
static bool
stands_at(const SearchTopicNeedles *needles, guint slot, const char *place, gsize rest_bytes) {
  for (guint number = slot; number > 0;) {
    const SearchTopicNeedle *needle = &g_array_index(needles->all, SearchTopicNeedle, number - 1);
    gsize same = 0;
    while (same < rest_bytes && needle->text[same] != '\0' &&
           g_ascii_tolower(place[same]) == needle->text[same])
      same++;
    if (needle->text[same] == '\0')
      return true;
    number = needle->next;
  }
  return false;
}

bool
search_topic_may_stand_in(SearchTopic *topic, const char *text, gsize length_bytes, bool headed) {
  if (topic->seen->needles == NULL)
    find_needles(topic);
  const SearchTopicNeedles *needles = headed ? topic->seen->touches : topic->seen->needles;
  for (gsize at = 0; at + 1 < length_bytes; at++) {
    guint slot = needles->slots[slot_of(text + at)];
    if (slot > 0 && stands_at(needles, slot, text + at, length_bytes - at))
      return true;
  }
  for (gsize at = 0; needles->anywhere > 0 && at < length_bytes; at++)
    if (stands_at(needles, needles->anywhere, text + at, length_bytes - at))
      return true;
  return false;
}

/* ---- headings ---- */

SearchTopicSeen *
search_topic_seen_new(SearchForms *forms, GDestroyNotify free_heading) {
  SearchTopicSeen *seen = g_new0(SearchTopicSeen, 1);
  seen->none = g_array_new(FALSE, FALSE, sizeof(Fit));
  seen->fits = g_array_new(FALSE, FALSE, sizeof(Fit));
  seen->words = search_topic_words_seen_new();
  seen->headings = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_heading);
  seen->mere = search_topic_words_mere(forms);
  seen->prepared = search_topic_words_prepared(forms);
  return seen;
}

void
search_topic_seen_free(SearchTopicSeen *seen) {
  g_hash_table_unref(seen->headings);
  search_topic_words_seen_free(seen->words);
  g_array_unref(seen->none);
  g_array_unref(seen->fits);
  g_hash_table_unref(seen->mere);
  g_hash_table_unref(seen->prepared);
  g_clear_pointer(&seen->needles, needles_free);
  g_clear_pointer(&seen->touches, needles_free);
  g_free(seen->next_keys);
  g_free(seen);
}
