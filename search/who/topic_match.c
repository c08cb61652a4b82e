/* search/who/topic_match.c: which of a topic's concepts a sentence says, and how well. */
#include <string.h>

#include "corpus/language/lexicon.h"
#include "corpus/text/words.h"
#include "search/ask/forms.h"
#include "corpus/reading/stance/statement.h"
#include "search/who/topic.h"
#include "search/who/topic_concepts.h"

#define SAME_WORD 1.0
#define HEAD_OF_COMPOUND 0.92 /* "enkät" in "medarbetarenkät" */
#define IN_COMPOUND 0.87      /* "lean" in "leaninspirerat" */
#define SHORTEST_KEY 4        /* letters of a key that is sought inside of words */
#define LONG_KEY 8            /* letters of a key that no other word begins with */
#define SHORTEST_REST 3       /* letters beside it */
#define WINDOW 5              /* words that may stand among those of a phrase */
#define SAID_BY_HEADING 0.9   /* of a compound's first part that only the heading says */
#define ASKED_REACH 11        /* words from "strategi" to what it is about */
#define ADJECTIVE_REACH 3     /* words from an adjective to its noun */
#define APART 0.3             /* of a word that stands apart from the one it belongs to */
#define SAID_BEFORE 0.6       /* of what an earlier sentence of the passage says */

#define SHORTEST_NEEDLE 4 /* letters of a form's beginning that any inflection has */
#define INFLECTED 2       /* letters at a form's end that inflection may change */

struct SearchTopicSeen {
  GHashTable *plain;    /* char * -> GArray * of Fit: those that it fits in small letters */
  GHashTable *words;    /* char * -> GArray * of Fit: the keys that a word fits */
  GHashTable *headings; /* char * -> SearchHeading * */
  GPtrArray *needles;   /* char *: one of them stands in any text that carries the topic */
  GPtrArray *touches;   /* char *: one of them stands in any text that touches it */
};

/* A text as the keys that its words fit. */
typedef struct SearchTopicText {
  guint count;         /* words */
  const GArray **fits; /* for each word; the arrays belong to the topic */
  bool *follows;       /* for each word: does it stand right behind the one before it? */
} Text;

/* A key that a word fits: as any word of a phrase, or as the first part of a compound. */
typedef struct {
  guint key;
  double fit, first_fit;
} Fit;

static void
add_fit(SearchTopic *topic, GArray *fits, const char *form, double fit, double first_fit) {
  gpointer found = g_hash_table_lookup(topic->by_form, form);
  if (found == NULL || (fit < SAME_WORD && g_hash_table_contains(topic->verbs, form)))
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

/* Words that no dictionary can take apart: do they begin with a key, and is the rest a word? */
static void
fit_beginnings(SearchTopic *topic, GArray *fits, const char *word) {
  for (guint i = 0; i < topic->keys->len; i++) {
    const char *key = topic->keys->pdata[i];
    if (*key != *word)
      continue;
    gsize length = strlen(key);
    if (strncmp(word, key, length) != 0 || strlen(word + length) <= SHORTEST_REST ||
        g_utf8_strlen(key, -1) < SHORTEST_KEY)
      continue;
    if (is_joined(key, word + length) || search_form_is_word(topic->forms, word + length))
      add_fit(topic, fits, key, IN_COMPOUND, IN_COMPOUND);
  }
}

/* The keys that a word fits; borrowed from the topic. */
static const GArray *
fits_of(SearchTopic *topic, const char *word) {
  GArray *fits = g_hash_table_lookup(topic->seen->words, word);
  if (fits != NULL)
    return fits;
  fits = g_array_new(FALSE, FALSE, sizeof(Fit));
  const char *form = search_form(topic->forms, word);
  add_fit(topic, fits, form, SAME_WORD, SAME_WORD);
  char **parts = search_form_parts(topic->forms, word);
  guint count = g_strv_length(parts);
  if (count > 0) {
    add_fit(topic, fits, parts[0], IN_COMPOUND, IN_COMPOUND);
    add_fit(topic, fits, parts[count - 1], HEAD_OF_COMPOUND, 0);
  }
  fit_beginnings(topic, fits, word);
  g_hash_table_insert(topic->seen->words, g_strdup(word), fits);
  return fits;
}

/* The keys that it fits in small letters: not those that are names. */
static const GArray *
fits_of_plain(SearchTopic *topic, const char *word) {
  GArray *plain = g_hash_table_lookup(topic->seen->plain, word);
  if (plain != NULL)
    return plain;
  plain = g_array_new(FALSE, FALSE, sizeof(Fit));
  const GArray *fits = fits_of(topic, word);
  for (guint i = 0; i < fits->len; i++) {
    const Fit *fit = &g_array_index(fits, Fit, i);
    if (!g_hash_table_contains(topic->names, topic->keys->pdata[fit->key]))
      g_array_append_val(plain, *fit);
  }
  g_hash_table_insert(topic->seen->plain, g_strdup(word), plain);
  return plain;
}

/* Is there but a space between the two? */
static bool
ends_before(const CorpusWord *word, const CorpusWord *next) {
  return word->start_bytes + word->length_bytes + 1 == next->start_bytes;
}

static void
text_clear(Text *text) {
  g_free(text->fits);
  g_free(text->follows);
}

/* Is the word written as a name: in capitals, or with one where no sentence or quotation begins? */
static bool
is_written_as_name(const char *written, const GArray *words, guint place) {
  const CorpusWord *word = &g_array_index(words, CorpusWord, place);
  return corpus_word_has_capitals(written, word) ||
         (place > 0 && g_unichar_isupper(g_utf8_get_char(written + word->start_bytes)) &&
          ends_before(&g_array_index(words, CorpusWord, place - 1), word));
}

/* written: what the words were cut from. */
static Text
text_new(SearchTopic *topic, const char *written, const GArray *words) {
  Text text = {words->len, g_new(const GArray *, words->len + 1), g_new0(bool, words->len + 1)};
  for (guint i = 0; i < words->len; i++) {
    const CorpusWord *word = &g_array_index(words, CorpusWord, i);
    bool any = g_hash_table_size(topic->names) == 0 || is_written_as_name(written, words, i);
    text.follows[i] = i > 0 && ends_before(&g_array_index(words, CorpusWord, i - 1), word);
    text.fits[i] = any ? fits_of(topic, word->word) : fits_of_plain(topic, word->word);
  }
  return text;
}

/* How well the word fits one of the slot's keys. */
static double
slot_fit(const GArray *slot, const Text *text, guint index, bool as_first) {
  double best = 0;
  const GArray *fits = text->fits[index];
  for (guint i = 0; i < fits->len; i++) {
    const Fit *fit = &g_array_index(fits, Fit, i);
    double value = as_first ? fit->first_fit : fit->fit;
    for (guint j = 0; value > best && j < slot->len; j++)
      if (g_array_index(slot, guint, j) == fit->key)
        best = value;
  }
  return best;
}

/* The best fit of the slot among words[from..to-1]; place receives where. */
static double
best_fit(const GArray *slot, const Text *text, guint from, guint to, bool as_first, guint *place) {
  double best = 0;
  for (guint i = from; i < MIN(to, text->count); i++) {
    double here = slot_fit(slot, text, i, as_first);
    if (here > best) {
      best = here;
      *place = i;
    }
  }
  return best;
}

/* Fits a phrase whose last word stands at `anchor`; adds the places of its words to hits. One
 * compound may fill several slots. */
static double
fit_around(const SearchTopicPhrase *phrase, const Text *text, const Text *heading, guint anchor,
           GArray *hits) {
  guint last = phrase->slots->len - 1;
  double fit = slot_fit(phrase->slots->pdata[last], text, anchor, false);
  g_array_append_val(hits, anchor);
  guint reach = phrase->adjacent ? last : WINDOW + last;
  guint from = anchor > reach ? anchor - reach : 0;
  guint to = phrase->adjacent ? anchor : anchor + reach + 1;
  for (guint i = 0; fit > 0 && i < last; i++) {
    guint place = 0;
    double best = best_fit(phrase->slots->pdata[i], text, from, to, phrase->parts, &place);
    if (slot_fit(phrase->slots->pdata[i], text, anchor, phrase->parts) > 0)
      place = anchor; /* the compound itself, where another word of it stands near */
    if (best > 0)
      g_array_append_val(hits, place);
    else if (phrase->parts && heading != NULL)
      best = SAID_BY_HEADING *
             best_fit(phrase->slots->pdata[i], heading, 0, heading->count, true, &place);
    fit *= best;
  }
  if (phrase->apart && (fit < SAME_WORD || !text->follows[anchor]))
    return 0;
  return fit;
}

/* Does the phrase say several concepts, by words in its own order, close to each other? hits: from
 * start on its last word and those before it. */
static bool
stands_together(const SearchTopicPhrase *phrase, const GArray *hits, guint start) {
  if ((phrase->concepts & (phrase->concepts - 1)) == 0)
    return false;
  guint anchor = g_array_index(hits, guint, start), before = 0;
  for (guint i = start + 1; i < hits->len; i++) {
    guint place = g_array_index(hits, guint, i);
    if (place < before || place > anchor || anchor - place > ADJECTIVE_REACH)
      return false;
    before = place;
  }
  return true;
}

/* Is the word that ends the phrase a compound that says more than the topic does, so that it is
 * but a kind of what is asked for? */
static bool
is_narrower(const SearchTopicPhrase *phrase, const GArray *fits) {
  const GArray *last = phrase->slots->pdata[phrase->slots->len - 1];
  bool narrower = false;
  for (guint i = 0; i < fits->len; i++) {
    const Fit *fit = &g_array_index(fits, Fit, i);
    bool mine = false;
    for (guint j = 0; j < last->len; j++)
      mine = mine || g_array_index(last, guint, j) == fit->key;
    if (!mine || fit->fit >= SAME_WORD)
      return false;
    narrower = fit->first_fit == 0;
  }
  return narrower && !phrase->parts;
}

/* Fits the phrases that may end with the word at `anchor`. */
static void
match_anchor(const SearchTopic *topic, const Text *text, const Text *heading, guint anchor,
             SearchMatch *match) {
  for (guint i = 0; i < text->fits[anchor]->len; i++) {
    const GPtrArray *phrases = topic->by_last->pdata[g_array_index(text->fits[anchor], Fit, i).key];
    for (guint j = 0; phrases != NULL && j < phrases->len; j++) {
      const SearchTopicPhrase *phrase = phrases->pdata[j];
      guint start = match->hits->len;
      double fit = fit_around(phrase, text, heading, anchor, match->hits) * phrase->weight;
      if (fit < SEARCH_TOPIC_COVERED) /* too faint to stand for the topic in the sentence */
        g_array_set_size(match->hits, start);
      else if (stands_together(phrase, match->hits, start))
        match->together |= phrase->concepts;
      for (guint concept = 0; fit > 0 && concept < topic->concepts->len; concept++)
        if (phrase->concepts & 1u << concept && fit > match->cover[concept]) {
          match->cover[concept] = fit;
          match->narrower[concept] = is_narrower(phrase, text->fits[anchor]);
          match->places[concept] = anchor;
        }
    }
  }
}

/* Does the word say the concept itself, alone or in a compound? */
static bool
word_says(const Text *text, guint place, const SearchTopicConcept *concept) {
  const GArray *fits = text->fits[place];
  for (guint i = 0; i < fits->len; i++)
    if (g_array_index(fits, Fit, i).key == concept->key)
      return true;
  return false;
}

/* Is what is asked for that of something else, which stands in another part of the sentence:
 * "bidrag till föreningar, strategi för handeln", or is it part of a name in parentheses? */
static bool
is_of_another(const char *written, const GArray *words, guint asked, guint subject) {
  if (subject >= asked)
    return false;
  const CorpusWord *first = &g_array_index(words, CorpusWord, subject);
  const CorpusWord *last = &g_array_index(words, CorpusWord, asked);
  const char *between = written + first->start_bytes + first->length_bytes;
  gsize length = last->start_bytes - first->start_bytes - first->length_bytes;
  if (g_strstr_len(between, (gssize)length, "(") != NULL &&
      g_strstr_len(between, (gssize)length, ")") == NULL)
    return true;
  return g_strstr_len(between, (gssize)length, ",") != NULL && asked + 1 < words->len &&
         search_topic_words_preposition(g_array_index(words, CorpusWord, asked + 1).word);
}

/* The kind of thing that is asked for must stand near what it is about, or in one word with it
 * ("chefsprogram"). */
static void
check_asked(const SearchTopic *topic, const char *written, const GArray *words, const Text *text,
            SearchMatch *match) {
  guint asked = 0;
  while (asked < topic->concepts->len && !search_topic_concept(topic, asked)->asked)
    asked++;
  guint nearest = G_MAXUINT;
  bool denied = false;
  for (guint i = asked + 1; i < topic->concepts->len; i++)
    if (match->cover[i] >= SEARCH_TOPIC_COVERED) {
      guint a = match->places[asked], b = match->places[i];
      bool one = word_says(text, a, search_topic_concept(topic, i));
      bool others = !one && is_of_another(written, words, a, b);
      denied = denied || others;
      nearest = MIN(nearest, one ? 0 : others ? G_MAXUINT : a > b ? a - b : b - a);
    }
  if (denied && nearest == G_MAXUINT)
    match->cover[asked] = SEARCH_TOPIC_DENIED;
  else if (nearest != G_MAXUINT && nearest > ASKED_REACH)
    match->cover[asked] *= APART;
}

/* ---- adjectives and their nouns ---- */

/* Does the word say the concept by itself, in one of its ways? */
static bool
says_alone(const SearchTopic *topic, const Text *text, guint place, guint concept) {
  for (guint i = 0; i < text->fits[place]->len; i++) {
    const GPtrArray *phrases = topic->by_last->pdata[g_array_index(text->fits[place], Fit, i).key];
    for (guint j = 0; phrases != NULL && j < phrases->len; j++) {
      const SearchTopicPhrase *phrase = phrases->pdata[j];
      if (phrase->slots->len == 1 && (phrase->concepts & 1u << concept) != 0 &&
          slot_fit(phrase->slots->pdata[0], text, place, false) * phrase->weight >=
              SEARCH_TOPIC_COVERED)
        return true;
    }
  }
  return false;
}

/* Is the word at the place a noun that has no conjunction behind it? An adjective before it is its
 * own then. */
static bool
takes_adjective(const GArray *words, guint place) {
  const char *const *joins = corpus_small_words()->joins;
  if (place >= words->len)
    return false;
  const char *word = g_array_index(words, CorpusWord, place).word;
  if (corpus_is_stopword(word) ||
      (place + 1 < words->len &&
       g_strv_contains(joins, g_array_index(words, CorpusWord, place + 1).word)))
    return false;
  GArray *readings = corpus_lexicon_readings(corpus_lexicon_shared(), word);
  bool noun = false, other = false;
  for (guint i = 0; i < readings->len; i++) {
    guint speech = g_array_index(readings, CorpusReading, i).speech;
    noun = noun || (speech & CORPUS_SPEECH_NOUN) != 0;
    other = other || (speech & CORPUS_SPEECH_ADJECTIVE) != 0;
  }
  g_array_unref(readings);
  return noun && !other;
}

/* Does the adjective at `place` belong to the noun: before it, with no other noun between, or
 * behind it, with none that it stands before ("synpunkter kan lämnas anonymt")? A genitive stands
 * before its noun. */
static bool
belongs_to(const GArray *words, guint place, guint noun, bool genitive) {
  if (place == noun)
    return true;
  if (place > noun)
    return !genitive && place - noun <= WINDOW && !takes_adjective(words, place + 1);
  for (guint i = place + 1; i < noun; i++)
    if (takes_adjective(words, i))
      return false;
  return noun - place <= ADJECTIVE_REACH;
}

/* Does one that says the adjective belong to one that says the noun? What is said by several words
 * ("föreningar driver") is as it is. */
static bool
any_belongs(const SearchTopic *topic, const Text *text, const GArray *words, guint adjective,
            guint noun) {
  bool genitive = search_topic_concept(topic, adjective)->owns, pairs = false;
  for (guint i = 0; i < words->len; i++)
    for (guint j = 0; says_alone(topic, text, i, adjective) && j < words->len; j++)
      if (says_alone(topic, text, j, noun)) {
        pairs = true;
        if (belongs_to(words, i, j, genitive))
          return true;
      }
  return !pairs;
}

/* An adjective of the topic must belong to its noun: "öppna data" is not "data i Öppna
 * jämförelser". What one phrase says together belongs together. */
static void
check_adjectives(const SearchTopic *topic, const Text *text, const GArray *words,
                 SearchMatch *match) {
  for (guint i = 0; i < topic->concepts->len; i++) {
    int noun = search_topic_concept(topic, i)->modifies;
    guint32 both = 1u << i | 1u << MAX(0, noun);
    if (noun >= 0 && search_topic_binds(topic, i) && match->cover[i] >= SEARCH_TOPIC_COVERED &&
        match->cover[noun] >= SEARCH_TOPIC_COVERED && (match->together & both) != both &&
        !any_belongs(topic, text, words, i, (guint)noun))
      match->cover[i] *= APART;
  }
}

static int
compare_places(gconstpointer a, gconstpointer b) {
  guint x = *(const guint *)a, y = *(const guint *)b;
  return (x > y) - (x < y);
}

static void
sort_places(GArray *hits) {
  g_array_sort(hits, compare_places);
  guint kept = 0;
  for (guint i = 0; i < hits->len; i++)
    if (i == 0 || g_array_index(hits, guint, i) != g_array_index(hits, guint, kept - 1))
      g_array_index(hits, guint, kept++) = g_array_index(hits, guint, i);
  g_array_set_size(hits, kept);
}

GArray *
search_topic_cut(const SearchTopic *topic, const char *text, gsize length_bytes) {
  GArray *words = corpus_words(text, (gssize)length_bytes);
  search_complete_suspended(topic->forms, text, words);
  return words;
}

SearchMatch
search_topic_match(SearchTopic *topic, const char *written, const GArray *words,
                   const SearchHeading *heading) {
  SearchMatch match = {.hits = g_array_new(FALSE, FALSE, sizeof(guint))};
  Text text = text_new(topic, written, words);
  for (guint anchor = 0; anchor < text.count; anchor++)
    match_anchor(topic, &text, heading != NULL ? heading->text : NULL, anchor, &match);
  sort_places(match.hits);
  check_asked(topic, written, words, &text, &match);
  check_adjectives(topic, &text, words, &match);
  text_clear(&text);
  return match;
}

bool
search_topic_head(const SearchTopic *topic, const SearchMatch *match, guint *place) {
  *place = match->places[topic->head];
  return match->cover[topic->head] >= SEARCH_TOPIC_COVERED;
}

bool
search_topic_narrower(const SearchTopic *topic, const SearchMatch *match) {
  return match->narrower[topic->head];
}

void
search_said_add(SearchSaid *said, const SearchMatch *match) {
  for (guint i = 0; i < SEARCH_TOPIC_CONCEPTS; i++)
    said->cover[i] = MAX(said->cover[i], match->cover[i]);
}

bool
search_topic_begun(const SearchTopic *topic, const SearchSaid *said) {
  for (guint i = 0; i < topic->concepts->len; i++)
    if (i != topic->head && said->cover[i] >= SEARCH_TOPIC_COVERED)
      return true;
  return false;
}

bool
search_topic_complete(const SearchTopic *topic, const SearchSaid *said, SearchMatch *match) {
  if (match->cover[topic->head] < SEARCH_TOPIC_COVERED)
    return false;
  for (guint i = 0; i < topic->concepts->len; i++)
    match->cover[i] = MAX(match->cover[i], said->cover[i] * SAID_BEFORE);
  return true;
}

void
search_match_clear(SearchMatch *match) {
  g_clear_pointer(&match->hits, g_array_unref);
}

/* ---- a quick look ---- */

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

/* What search_topic_may_stand_in() looks for, found when it is asked for the first time. */
static void
find_needles(SearchTopic *topic) {
  topic->seen->needles = g_ptr_array_new_with_free_func(g_free);
  topic->seen->touches = g_ptr_array_new_with_free_func(g_free);
  GPtrArray *carriers = carriers_of(topic);
  for (guint i = 0; i < carriers->len; i++)
    g_ptr_array_add(topic->seen->needles, needle_of(carriers->pdata[i]));
  g_ptr_array_unref(carriers);
  for (guint i = 0; i < topic->keys->len; i++)
    if (topic->by_last->pdata[i] != NULL) /* a phrase ends with it */
      g_ptr_array_add(topic->seen->touches, needle_of(topic->keys->pdata[i]));
}

bool
search_topic_may_stand_in(SearchTopic *topic, const char *text, gsize length_bytes, bool headed) {
  if (topic->seen->needles == NULL)
    find_needles(topic);
  const GPtrArray *needles = headed ? topic->seen->touches : topic->seen->needles;
  char *lower = g_ascii_strdown(text, (gssize)length_bytes);
  bool found = false;
  for (guint i = 0; !found && i < needles->len; i++)
    found = strstr(lower, needles->pdata[i]) != NULL;
  g_free(lower);
  return found;
}

/* ---- headings ---- */

const SearchHeading *
search_topic_heading(SearchTopic *topic, const char *text) {
  SearchHeading *heading = g_hash_table_lookup(topic->seen->headings, text);
  if (heading != NULL)
    return heading;
  GArray *words = corpus_words(text, -1);
  heading = g_new0(SearchHeading, 1);
  heading->match = search_topic_match(topic, text, words, NULL);
  heading->text = g_new(Text, 1);
  *heading->text = text_new(topic, text, words);
  heading->carries = search_topic_is_headed(topic, &heading->match);
  g_array_unref(words);
  g_hash_table_insert(topic->seen->headings, g_strdup(text), heading);
  return heading;
}

static void
heading_free(gpointer data) {
  SearchHeading *heading = data;
  search_match_clear(&heading->match);
  text_clear(heading->text);
  g_free(heading->text);
  g_free(heading);
}

bool
search_heading_carries(const SearchHeading *heading) {
  return heading->carries;
}

/* ---- what has been seen ---- */

SearchTopicSeen *
search_topic_seen_new(void) {
  SearchTopicSeen *seen = g_new0(SearchTopicSeen, 1);
  seen->words =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  seen->plain =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  seen->headings = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, heading_free);
  return seen;
}

void
search_topic_seen_free(SearchTopicSeen *seen) {
  g_hash_table_unref(seen->words);
  g_hash_table_unref(seen->plain);
  g_hash_table_unref(seen->headings);
  g_clear_pointer(&seen->needles, g_ptr_array_unref);
  g_clear_pointer(&seen->touches, g_ptr_array_unref);
  g_free(seen);
}
