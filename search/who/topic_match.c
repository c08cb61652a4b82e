/* search/who/topic_match.c: which of a topic's concepts a sentence says, and how well.
 *
 * A phrase is a row of slots, and a slot is the forms of which any will do (topic_concepts.h). The
 * text is first brought to the slots' forms, word by word (topic_text.c). Then each word is taken
 * as the last of the phrases that may end with it (its anchor), and the other slots look for their
 * words around it. How well a phrase fits is the product of its slots' fits and its weight, and a
 * concept is said as well as by the best of its phrases.
 *
 * Afterwards it is checked whether words belong together: the kind of thing that is asked for must
 * stand near what it is of (check_asked()), an adjective by its noun (check_adjectives()). */
#include <string.h>

#include "corpus/language/lexicon.h"
#include "corpus/text/words.h"
#include "search/ask/forms.h"
#include "corpus/reading/stance/statement.h"
#include "search/who/topic.h"
#include "search/who/topic_concepts.h"

#define WINDOW 5            /* words that may stand among those of a phrase */
#define SAID_BY_HEADING 0.9 /* of a compound's first part that only the heading says */
#define ASKED_REACH 11      /* words from "strategi" to what it is about */
#define ADJECTIVE_REACH 3   /* words from an adjective to its noun */
#define APART 0.3           /* of a word that stands apart from the one it belongs to */
#define IN_HEADING 0.8      /* how well a heading must say a compound's first part */
#define SAID_BEFORE 0.6     /* of what an earlier sentence of the passage says */

typedef SearchTopicText Text;
typedef SearchTopicFit Fit;

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

/* Can the word be one of the phrase's? A preposition is none of words with gaps between them,
 * though a verb may have its form ("för": "föra över resultat"). */
static bool
may_be_of(const SearchTopicPhrase *phrase, const Text *text, guint index) {
  return phrase->adjacent || !text->prepositions[index];
}

/* The best fit of the phrase's slot among words[from..to-1], in a compound as its first part where
 * such are sought; place receives where. */
static double
best_fit(const SearchTopicPhrase *phrase, guint slot, const Text *text, guint from, guint to,
         guint *place) {
  bool as_first = phrase->parts && slot + 1 < phrase->slots->len;
  double best = 0;
  for (guint i = from; i < MIN(to, text->count); i++) {
    double here = slot_fit(phrase->slots->pdata[slot], text, i, as_first);
    if (here > best && may_be_of(phrase, text, i)) {
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
  double fit = may_be_of(phrase, text, anchor)
                   ? slot_fit(phrase->slots->pdata[last], text, anchor, false)
                   : 0;
  g_array_append_val(hits, anchor);
  guint reach = phrase->adjacent ? last : WINDOW + last;
  guint from = anchor > reach ? anchor - reach : 0;
  guint to = phrase->adjacent ? anchor : anchor + reach + 1;
  for (guint i = 0; fit > 0 && i < last; i++) {
    guint place = 0;
    double best = best_fit(phrase, i, text, from, to, &place);
    if (slot_fit(phrase->slots->pdata[i], text, anchor, phrase->parts) > 0)
      place = anchor; /* the compound itself, where another word of it stands near */
    if (best > 0)
      g_array_append_val(hits, place);
    else if (phrase->parts && heading != NULL)
      best = SAID_BY_HEADING * best_fit(phrase, i, heading, 0, heading->count, &place);
    fit *= best;
  }
  if (phrase->apart && (fit < SEARCH_TOPIC_SAME_WORD || !text->follows[anchor]))
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
    if (!mine || fit->fit >= SEARCH_TOPIC_SAME_WORD)
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
       corpus_words_have(joins, g_array_index(words, CorpusWord, place + 1).word)))
    return false;
  guint speech = corpus_lexicon_speech(corpus_lexicon_shared(), word);
  return (speech & CORPUS_SPEECH_NOUN) != 0 && (speech & CORPUS_SPEECH_ADJECTIVE) == 0;
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

SearchMatch
search_topic_match(SearchTopic *topic, const char *written, const GArray *words,
                   const SearchHeading *heading) {
  SearchMatch match = {.hits = g_array_new(FALSE, FALSE, sizeof(guint))};
  Text text = search_topic_text_new(topic, written, words);
  for (guint anchor = 0; anchor < text.count; anchor++)
    match_anchor(topic, &text, heading != NULL ? heading->text : NULL, anchor, &match);
  sort_places(match.hits);
  check_asked(topic, written, words, &text, &match);
  check_adjectives(topic, &text, words, &match);
  search_topic_text_clear(&text);
  return match;
}

/* ---- a compound whose parts two sentences say ---- */

/* Is the word at the place followed by what it is of ("uppföljning av ekonomin")? */
static bool
has_own_object(const GArray *words, const Text *text, guint place) {
  if (place + 1 >= words->len || !text->follows[place + 1] || !text->prepositions[place + 1])
    return false;
  for (guint i = place + 2; i <= place + ADJECTIVE_REACH && i < words->len && text->follows[i]; i++)
    if (takes_adjective(words, i))
      return true;
  return false;
}

/* Does the text say the very word that the phrase was made of, not one that means the same? least:
 * how well. */
static bool
says_first(const SearchTopicPhrase *phrase, guint slot, const Text *text, double least) {
  guint key = g_array_index((const GArray *)phrase->slots->pdata[slot], guint, 0);
  for (guint i = 0; i < text->count; i++)
    for (guint j = 0; !text->prepositions[i] && j < text->fits[i]->len; j++) {
      const Fit *fit = &g_array_index(text->fits[i], Fit, j);
      if (fit->key == key && fit->first_fit >= least)
        return true;
    }
  return false;
}

/* Does the text say the compound's last part by itself, and an earlier one the others, as well as
 * that? */
static bool
continues(const SearchTopicPhrase *phrase, const GArray *words, const Text *text,
          const Text *earlier, double least) {
  guint last = phrase->slots->len - 1, place = 0;
  if (best_fit(phrase, last, text, 0, text->count, &place) < SEARCH_TOPIC_BEFORE_MERE ||
      has_own_object(words, text, place))
    return false;
  for (guint i = 0; i < last; i++)
    if (!says_first(phrase, i, earlier, least))
      return false;
  return true;
}

bool
search_topic_continues(SearchTopic *topic, const char *written, const GArray *words,
                       const char *earlier, bool heading) {
  guint first = topic->concepts->len > 1 ? topic->phrases->len : 0;
  while (first < topic->phrases->len &&
         !((const SearchTopicPhrase *)topic->phrases->pdata[first])->continues)
    first++;
  if (first == topic->phrases->len)
    return false;
  Text text = search_topic_text_new(topic, written, words);
  const SearchHeading *before = search_topic_heading(topic, earlier);
  bool found = false;
  for (guint i = first; !found && i < topic->phrases->len; i++) {
    const SearchTopicPhrase *phrase = topic->phrases->pdata[i];
    found = phrase->continues && continues(phrase, words, &text, before->text,
                                           heading ? IN_HEADING : SEARCH_TOPIC_BEFORE_MERE);
  }
  search_topic_text_clear(&text);
  return found;
}

/* ---- what is read of a match ---- */

bool
search_topic_head(const SearchTopic *topic, const SearchMatch *match, guint *place) {
  *place = match->places[topic->head];
  return match->cover[topic->head] >= SEARCH_TOPIC_COVERED;
}

bool
search_topic_narrower(const SearchTopic *topic, const SearchMatch *match) {
  return match->narrower[topic->head];
}

/* The last part of a compound, or the form of another word; borrowed. */
static const char *
last_part(const SearchTopic *topic, const char *word) {
  char **parts = search_form_parts(topic->forms, word);
  guint count = g_strv_length(parts);
  return count > 0 ? parts[count - 1] : search_form(topic->forms, word);
}

bool
search_topic_prepared(SearchTopic *topic, const GArray *words, const SearchMatch *match) {
  guint place = 0;
  if (!search_topic_head(topic, match, &place) || place >= words->len)
    return false;
  const char *word = g_array_index(words, CorpusWord, place).word;
  const char *last = last_part(topic, word);
  const char *own = last_part(topic, search_topic_concept(topic, topic->head)->word);
  return *search_form_parts(topic->forms, word) != NULL &&
         !g_hash_table_contains(topic->by_form, search_form(topic->forms, word)) &&
         g_hash_table_contains(topic->seen->prepared, last) && !g_str_equal(last, own);
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
const SearchHeading *
search_topic_heading(SearchTopic *topic, const char *text) {
  SearchHeading *heading = g_hash_table_lookup(topic->seen->headings, text);
  if (heading != NULL)
    return heading;
  GArray *words = search_topic_words_of(topic->seen->words, text, strlen(text));
  heading = g_new0(SearchHeading, 1);
  heading->match = search_topic_match(topic, text, words, NULL);
  heading->text = g_new(Text, 1);
  *heading->text = search_topic_text_new(topic, text, words);
  heading->carries = search_topic_is_headed(topic, &heading->match);
  g_array_unref(words);
  g_hash_table_insert(topic->seen->headings, g_strdup(text), heading);
  return heading;
}

void
search_topic_heading_free(gpointer data) {
  SearchHeading *heading = data;
  search_match_clear(&heading->match);
  search_topic_text_clear(heading->text);
  g_free(heading->text);
  g_free(heading);
}

bool
search_heading_carries(const SearchHeading *heading) {
  return heading->carries;
}

/* ---- what has been seen ---- */
