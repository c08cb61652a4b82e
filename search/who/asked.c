/* search/who/asked.c: reads the words of a topic with search's own understanding, one by one. */
#include "search/who/asked.h"

#include <string.h>

#include "corpus/language/lexicon.h"
#include "corpus/language/synonyms.h"
#include "corpus/places/municipality.h"
#include "corpus/reading/stance/statement.h"
#include "corpus/text/words.h"
#include "search/ask/filters.h"
#include "search/ask/forms.h"
#include "search/query/meaning.h"

#define MOST_WORDS 8     /* that a word is said to be sought as */
#define SURELY_MEANT 0.5 /* from this share of a match on, an alternative is named as sought */
#define SHORTEST_MISS 8  /* letters of a word that may be a slip of a word of the thesaurus */
#define SHORTEST_PIECE 4 /* letters of a word that a compound is made of, */
#define MOST_PIECES 3    /* and how many */
#define LONGEST_COUNTY 3 /* words of a county's name ("Västra Götalands län") */

static void
sought_free(gpointer data) {
  SearchSought *sought = data;
  g_free(sought->word);
  g_ptr_array_unref(sought->as);
  g_free(sought);
}

static bool
is_in_use(const IndexerVocabulary *vocabulary, const char *word) {
  IndexerVocabularyEntry entry;
  bool used = indexer_vocabulary_find(vocabulary, word, &entry);
  indexer_vocabulary_clear(&entry);
  return used;
}

/* Is such an alternative the word or what stands for it, rather than a part of it? */
static bool
means_the_same(SearchBecause because) {
  return because == SEARCH_BECAUSE_WORD || because == SEARCH_BECAUSE_COMPOUND ||
         because == SEARCH_BECAUSE_SYNONYM || because == SEARCH_BECAUSE_DERIVED ||
         because == SEARCH_BECAUSE_VARIANT;
}

/* Notes an alternative that the index has. same: set where it means the same. */
static bool
add_alternative(const SearchEngine *engine, const SearchAlternative *alternative,
                SearchSought *sought, bool *same, GError **error) {
  bool indexed = alternative->because != SEARCH_BECAUSE_AKIN;
  for (char **term = alternative->terms; indexed && *term != NULL; term++)
    if (!search_words_indexed(engine->words, *term, &indexed, error))
      return false;
  sought->found = sought->found || indexed;
  *same = *same || (indexed && means_the_same(alternative->because));
  if (!indexed || sought->as->len == MOST_WORDS ||
      search_alternative_share(alternative) < SURELY_MEANT)
    return true;
  GString *words = g_string_new(NULL);
  for (char **term = alternative->terms; *term != NULL; term++) {
    const char *word = search_words_word_of(engine->words, *term);
    g_string_append_printf(words, "%s%s", words->len > 0 ? " " : "", word != NULL ? word : *term);
  }
  g_ptr_array_add(sought->as, g_string_free(words, FALSE));
  return true;
}

/* A word of the topic as it is read. */
typedef struct {
  char *read;  /* the word to read in its stead */
  char *right; /* as it could be typed, NULL = as it was */
  char *form;  /* of what is read */
  bool same;   /* some report has it, or what means the same, not only its parts */
} Understood;

static void
understood_clear(Understood *word) {
  g_free(word->read);
  g_free(word->right);
  g_free(word->form);
  *word = (Understood){0};
}

/* Takes what the concept stands for, and a word of the reports for one that none of them has. */
static bool
take_concept(const SearchEngine *engine, const SearchConcept *concept, SearchSought *sought,
             Understood *word, GError **error) {
  const IndexerVocabulary *vocabulary = indexer_reader_vocabulary(engine->reader);
  const SearchAlternative *itself = concept->alternatives->pdata[0];
  const char *other = itself->terms[1] == NULL && !is_in_use(vocabulary, word->read)
                          ? search_words_word_of(engine->words, itself->terms[0])
                          : NULL;
  if (word->form == NULL) {
    word->form = g_strdup(itself->terms[0]);
    if (other != NULL) {
      g_free(word->read);
      word->read = g_strdup(other);
    }
  }
  for (guint i = 0; i < concept->alternatives->len; i++)
    if (!add_alternative(engine, concept->alternatives->pdata[i], sought, &word->same, error))
      return false;
  return true;
}

static bool
understand(const SearchEngine *engine, const char *text, SearchSought *sought, Understood *word,
           GError **error) {
  const char *const words[] = {text, NULL};
  SearchMeaning *meaning = search_meaning_of(engine->words, words, SEARCH_WORDS_OF_TOPIC, error);
  if (meaning == NULL)
    return false;
  bool good = true;
  word->right = g_strdup(meaning->corrected);
  word->read = g_strdup(word->right != NULL ? word->right : text);
  for (guint i = 0; good && i < meaning->concepts->len; i++)
    good = take_concept(engine, meaning->concepts->pdata[i], sought, word, error);
  search_meaning_free(meaning);
  return good;
}

/* What the reports or the thesaurus have like a long word that no report has: "medborgarförslag"
 * for "medborgarförlag", which is a compound, too, but one that nobody uses. NULL = nothing. */
static const char *
near_miss(const SearchEngine *engine, const char *text, const Understood *word) {
  bool may_be_one = !word->same && word->right == NULL && g_utf8_strlen(text, -1) >= SHORTEST_MISS;
  const char *other = may_be_one ? search_words_correct(engine->words, text) : NULL;
  return other != NULL && strcmp(other, text) != 0 ? other : NULL;
}

/* The words of the reports that a compound without parts is made of, which may be written apart
 * there ("nöjd kund index"), with spaces between. NULL = there are none. The caller frees it. */
static char *
words_apart(const SearchEngine *engine, const char *text, guint most) {
  const IndexerVocabulary *vocabulary = indexer_reader_vocabulary(engine->reader);
  if (g_utf8_strlen(text, -1) < SHORTEST_PIECE)
    return NULL;
  if (is_in_use(vocabulary, text))
    return g_strdup(text);
  for (const char *cut = g_utf8_offset_to_pointer(text, SHORTEST_PIECE); most > 1 && *cut != '\0';
       cut = g_utf8_next_char(cut)) {
    char *first = g_strndup(text, (gsize)(cut - text));
    char *rest = is_in_use(vocabulary, first) ? words_apart(engine, cut, most - 1) : NULL;
    char *apart = rest != NULL ? g_strconcat(first, " ", rest, NULL) : NULL;
    g_free(rest);
    g_free(first);
    if (apart != NULL)
      return apart;
  }
  return NULL;
}

/* Takes the words that a compound is made of which neither the reports have, nor anything like it,
 * nor the dictionary ("utomstående" is not "utom stående"). */
static void
take_apart(const SearchEngine *engine, const char *text, SearchSought *sought, Understood *word) {
  if (word->same || sought->found || word->right != NULL ||
      corpus_lexicon_lists(corpus_lexicon_shared(), text) ||
      *search_form_parts(engine->forms, text) != NULL)
    return;
  char *apart = words_apart(engine, text, MOST_PIECES);
  if (apart == NULL)
    return;
  g_free(word->read);
  word->read = g_strdup(apart);
  sought->found = true;
  g_ptr_array_add(sought->as, apart);
}

/* Looks a word up, and what it may be a slip of. name: it stands for itself, as it was typed. */
static bool
look_up(const SearchEngine *engine, SearchSought *sought, bool name, Understood *word,
        GError **error) {
  if (!understand(engine, sought->word, sought, word, error))
    return false;
  if (name) {
    g_free(word->read);
    word->read = g_strdup(sought->word);
    g_clear_pointer(&word->right, g_free);
    return true;
  }
  const char *other = near_miss(engine, sought->word, word);
  if (other == NULL) {
    take_apart(engine, sought->word, sought, word);
    return true;
  }
  char *right = g_strdup(other);
  understood_clear(word);
  g_ptr_array_set_size(sought->as, 0);
  sought->found = false;
  bool good = understand(engine, right, sought, word, error);
  g_free(word->right);
  word->right = right;
  return good;
}

/* What is read or corrected so far. */
typedef struct {
  GString *text;
  gsize copied_bytes; /* of the topic */
} Copy;

/* A topic that is being read, word by word. */
typedef struct {
  const SearchEngine *engine;
  const SearchTopicWords *known;
  const char *text;
  bool *places; /* for each word: is it of a name that only says where? */
  Copy read, corrected;
  bool was_put_right; /* some word of it */
  SearchTopicAsked *asked;
} Reading;

/* Copies the topic up to the word, and other letters instead of it (NULL = the word's own). */
static void
copy_word(Copy *copy, const char *text, const CorpusWord *word, const char *instead) {
  g_string_append_len(copy->text, text + copy->copied_bytes,
                      (gssize)(word->start_bytes - copy->copied_bytes));
  if (instead != NULL)
    g_string_append(copy->text, instead);
  else
    g_string_append_len(copy->text, text + word->start_bytes, (gssize)word->length_bytes);
  copy->copied_bytes = word->start_bytes + word->length_bytes;
}

static char *
finish(Copy *copy, const char *text) {
  g_string_append(copy->text, text + copy->copied_bytes);
  return g_string_free(copy->text, FALSE);
}

static bool
says_nothing(const SearchTopicWords *known, const char *word) {
  return corpus_is_stopword(word) || search_topic_words_aside(known, word) ||
         search_topic_words_particle(known, word) || search_topic_words_preposition(word);
}

/* The topic with a capital before each word that the dictionary does not have, and so may be a name
 * ("luleå"). The caller frees it. */
static char *
with_capitals(const char *text, const GArray *words) {
  char *copy = g_strdup(text), letter[6];
  for (guint i = 0; i < words->len; i++) {
    const CorpusWord *word = &g_array_index(words, CorpusWord, i);
    char *first = copy + word->start_bytes;
    int bytes = g_unichar_to_utf8(g_unichar_toupper(g_utf8_get_char(first)), letter);
    if (bytes == g_utf8_next_char(first) - first &&
        !corpus_lexicon_knows(corpus_lexicon_shared(), word->word))
      memcpy(first, letter, (gsize)bytes);
  }
  return copy;
}

/* A name among the words of a topic: of a municipality, else of a county. */
typedef struct {
  guint first, behind; /* its words */
  const CorpusMunicipality *municipality;
  const char *county;
} Place;

/* May the name be another word ("Mark för …")? */
static bool
may_be_another_word(const Place *place, const CorpusWord *words) {
  return place->county == NULL && place->behind - place->first == 1 &&
         corpus_lexicon_knows(corpus_lexicon_shared(), words[place->first].word);
}

/* Does the name only say where something is asked for: by itself, or behind "i"? It does not in a
 * longer one ("Umeå Energi", "Region Skåne"), nor where the word before it says with whom
 * ("samarbete med Umeå och Piteå"). */
static bool
says_where(const SearchTopicWords *known, const char *text, const GArray *words, const bool *places,
           const Place *place) {
  const CorpusWord *all = &g_array_index(words, CorpusWord, 0);
  guint first = place->first;
  if (place->behind < words->len &&
      g_unichar_isupper(g_utf8_get_char(text + all[place->behind].start_bytes)))
    return false;
  if (first > 1 && corpus_words_have(corpus_small_words()->joins, all[first - 1].word))
    return places[first - 2];
  if (first > 0 && search_topic_words_preposition(all[first - 1].word))
    return search_topic_words_where(known, all[first - 1].word);
  bool longer = place->county != NULL && first > 0 &&
                g_unichar_isupper(g_utf8_get_char(text + all[first - 1].start_bytes));
  return !longer && !may_be_another_word(place, all);
}

/* Finds the county that the words from `first` on name; false = none. A name that a municipality
 * has as well is a county's only with "län" behind it. */
static bool
find_county(const GArray *words, guint first, Place *place) {
  for (guint length = MIN(LONGEST_COUNTY, words->len - first); length > 0; length--) {
    GString *name = g_string_new(NULL);
    for (guint i = first; i < first + length; i++)
      g_string_append_printf(name, "%s%s", i > first ? " " : "",
                             g_array_index(words, CorpusWord, i).word);
    const char *county = search_county_called(name->str);
    bool found = county != NULL && (length > 1 || corpus_municipality_find(name->str) == NULL);
    g_string_free(name, TRUE);
    if (found) {
      *place = (Place){first, first + length, NULL, county};
      return true;
    }
  }
  return false;
}

/* Finds the municipality whose name begins at the word; a name that is no word otherwise may lack
 * its dots and rings ("lulea"). false = none. */
static bool
find_municipality(const GArray *words, const GArray *mentions, guint first, Place *place) {
  const CorpusWord *word = &g_array_index(words, CorpusWord, first);
  for (guint i = 0; i < mentions->len; i++) {
    const CorpusMention *mention = &g_array_index(mentions, CorpusMention, i);
    guint behind = first;
    while (behind < words->len && g_array_index(words, CorpusWord, behind).start_bytes <
                                      mention->start_bytes + mention->length_bytes)
      behind++;
    *place = (Place){first, behind, mention->municipality, NULL};
    if (mention->start_bytes == word->start_bytes)
      return true;
  }
  *place = (Place){first, first + 1, corpus_municipality_find(word->word), NULL};
  return place->municipality != NULL && !corpus_lexicon_knows(corpus_lexicon_shared(), word->word);
}

static void
note_place(const Place *place, SearchTopicAsked *asked) {
  GPtrArray *names = place->county != NULL ? asked->counties : asked->municipalities;
  const char *name = place->county != NULL ? place->county : place->municipality->name;
  if (!g_ptr_array_find(names, name, NULL))
    g_ptr_array_add(names, (gpointer)name);
}

/* For each word: is it of a name that only says where? Notes those names. The caller frees it. */
static bool *
find_places(const SearchTopicWords *known, const char *text, const GArray *words,
            SearchTopicAsked *asked) {
  bool *places = g_new0(bool, words->len + 1);
  char *copy = with_capitals(text, words);
  GArray *mentions = corpus_municipality_mentions(copy);
  for (guint i = 0; i < words->len;) {
    Place place = {.behind = i + 1};
    bool found = find_county(words, i, &place) || find_municipality(words, mentions, i, &place);
    bool where = found && says_where(known, text, words, places, &place);
    if (where)
      note_place(&place, asked);
    guint behind = found ? place.behind : i + 1;
    for (; i < behind; i++)
      places[i] = where;
  }
  g_array_unref(mentions);
  g_free(copy);
  return places;
}

/* Does the topic hold a word that says something of what is asked for? */
static bool
says_anything(const SearchTopicWords *known, const GArray *words, const bool *places) {
  for (guint i = 0; i < words->len; i++)
    if (!places[i] && !says_nothing(known, g_array_index(words, CorpusWord, i).word))
      return true;
  return false;
}

/* The word that the two make up where somebody has put a space into it ("medborgar löfte"). NULL =
 * they are two. The caller frees it. */
static char *
joined(const SearchEngine *engine, const char *text, const CorpusWord *one,
       const CorpusWord *next) {
  gsize end = one->start_bytes + one->length_bytes;
  bool beside = next->start_bytes == end + 1 && text[end] == ' ';
  return beside ? search_words_joined(engine->words, one->word, next->word) : NULL;
}

/* Notes that the word is sought. aside: it says nothing of what is asked for, and is not. */
static SearchSought *
note_sought(SearchTopicAsked *asked, const char *word, bool aside) {
  SearchSought *sought = g_new0(SearchSought, 1);
  *sought = (SearchSought){
      .word = g_strdup(word), .as = g_ptr_array_new_with_free_func(g_free), .aside = aside};
  g_ptr_array_add(asked->sought, sought);
  return sought;
}

static void
pass_over(Reading *reading, const CorpusWord *word) {
  bool small = !search_topic_words_aside(reading->known, word->word) &&
               says_nothing(reading->known, word->word);
  note_sought(reading->asked, word->word, true);
  copy_word(&reading->read, reading->text, word, small ? NULL : "");
  copy_word(&reading->corrected, reading->text, word, NULL);
}

/* split: the word has a space in it that it should not have, and is read without it. */
static bool
read_word(Reading *reading, const CorpusWord *word, bool split, GError **error) {
  SearchSought *sought = note_sought(reading->asked, word->word, false);
  Understood found = {0};
  bool good =
      look_up(reading->engine, sought, search_topic_words_name(reading->text, word), &found, error);
  if (good && split && found.right == NULL)
    found.right = g_strdup(word->word);
  bool other = good && (split || !g_str_equal(found.read, word->word));
  copy_word(&reading->read, reading->text, word, other ? found.read : NULL);
  copy_word(&reading->corrected, reading->text, word, found.right);
  reading->was_put_right |= found.right != NULL;
  sought->in_parts = sought->found && !found.same && found.right == NULL;
  understood_clear(&found);
  return good;
}

/* The word at i, or that which it and the next make up (*whole, which the caller frees, else NULL).
 */
static CorpusWord
word_at(const Reading *reading, const GArray *words, guint i, char **whole) {
  CorpusWord word = g_array_index(words, CorpusWord, i);
  const CorpusWord *next =
      i + 1 < words->len && !reading->places[i] ? &g_array_index(words, CorpusWord, i + 1) : NULL;
  *whole = next != NULL ? joined(reading->engine, reading->text, &word, next) : NULL;
  if (*whole != NULL)
    word = (CorpusWord){word.start_bytes, next->start_bytes + next->length_bytes - word.start_bytes,
                        *whole};
  return word;
}

static bool
read_words(Reading *reading, const GArray *words, GError **error) {
  bool says = says_anything(reading->known, words, reading->places), good = true;
  for (guint i = 0; good && i < words->len; i++) {
    char *whole = NULL;
    CorpusWord word = word_at(reading, words, i, &whole);
    if (says && (reading->places[i] || says_nothing(reading->known, word.word)))
      pass_over(reading, &word);
    else
      good = read_word(reading, &word, whole != NULL, error);
    i += whole != NULL ? 1 : 0;
    g_free(whole);
  }
  return good;
}

/* The compound of the reports that says the same as the two words of the topic, which stand apart
 * or have a preposition between them: "mångfaldspolicy" for "policy för mångfald"; NULL where they
 * have none. The caller frees it. */
static char *
compound_of(const SearchEngine *engine, const GArray *words) {
  bool preposition =
      words->len == 3 && search_topic_words_preposition(g_array_index(words, CorpusWord, 1).word);
  if (words->len != 2 && !preposition)
    return NULL;
  const char *first = search_form(engine->forms, g_array_index(words, CorpusWord, 0).word);
  const char *last =
      search_form(engine->forms, g_array_index(words, CorpusWord, words->len - 1).word);
  const char *const parts[] = {preposition ? last : first, preposition ? first : last, NULL};
  const GPtrArray *forms = search_words_compounds(engine->words, parts[0], parts[1]);
  for (guint i = 0; forms != NULL && i < forms->len; i++) {
    const char *word = search_words_word_of(engine->words, forms->pdata[i]);
    if (word != NULL &&
        g_strv_equal((const char *const *)search_form_parts(engine->forms, word), parts))
      return g_strdup(word);
  }
  return NULL;
}

SearchTopicAsked *
search_topic_asked_new(const SearchEngine *engine, const SearchTopicWords *known, const char *text,
                       GError **error) {
  SearchTopicAsked *asked = g_new0(SearchTopicAsked, 1);
  asked->sought = g_ptr_array_new_with_free_func(sought_free);
  asked->municipalities = g_ptr_array_new();
  asked->counties = g_ptr_array_new();
  GArray *words = corpus_words(text, -1);
  Reading reading = {.engine = engine,
                     .known = known,
                     .text = text,
                     .places = find_places(known, text, words, asked),
                     .read = {.text = g_string_new(NULL)},
                     .corrected = {.text = g_string_new(NULL)},
                     .asked = asked};
  bool good = read_words(&reading, words, error);
  char *read = finish(&reading.read, text), *corrected = finish(&reading.corrected, text);
  asked->text = compound_of(engine, words);
  if (asked->text == NULL)
    asked->text = g_steal_pointer(&read);
  if (reading.was_put_right)
    asked->corrected = g_steal_pointer(&corrected);
  g_free(corrected);
  g_free(read);
  g_free(reading.places);
  g_array_unref(words);
  if (!good)
    g_clear_pointer(&asked, search_topic_asked_free);
  return asked;
}

void
search_topic_asked_free(SearchTopicAsked *asked) {
  if (asked == NULL)
    return;
  g_ptr_array_unref(asked->sought);
  g_ptr_array_unref(asked->municipalities);
  g_ptr_array_unref(asked->counties);
  g_free(asked->text);
  g_free(asked->corrected);
  g_free(asked);
}
