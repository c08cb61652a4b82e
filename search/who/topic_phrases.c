/* search/who/topic_phrases.c: the ways to say a topic's concepts.
 *
 * Each way is a phrase: slots for words, and a weight that says how surely it means the same. The
 * constants below are those weights, and order the ways: the word itself 1, then a compound written
 * apart, what means the same in this field, the verb of a noun and a word of its kind, what
 * everyday words stand for, the parts of a compound near each other, and last what is only a part
 * of it. */
#include <string.h>

#include "corpus/language/form.h"
#include "corpus/language/lexicon.h"
#include "corpus/language/synonyms.h"
#include "corpus/text/words.h"
#include "search/ask/forms.h"
#include "search/who/topic_concepts.h"
#include "search/who/topic_words.h"

#define OF_A_KIND 0.85       /* "plan" for "strategi" in "strategi för …", */
#define OF_A_KIND_ALONE 0.6  /* where nothing else says what is meant */
#define OF_A_CLASS 0.65      /* "policy" for "regler" in "regler för …" */
#define SYNONYM 0.92         /* "kundcenter" for "kontaktcenter" */
#define MERE_PART 0.5        /* a synonym that is but a part of the word: "kontrakt" */
#define FURTHER 0.7          /* times: a synonym's synonym, */
#define FURTHER_OF_RUN 0.6   /* of several words */
#define MATTERS 0.55         /* from this weight on a compound's last part says something */
#define PARTS 0.75           /* "kontrakt … chefer" for "chefskontrakt" */
#define EVERYDAY 0.8         /* "matsvinn" for "slänga mat" */
#define APART 0.95           /* "intern kontroll" for "internkontroll" */
#define PARTS_OF_A_KIND 0.95 /* times: "styrdokument … kvalitet" for "kvalitetspolicy" */
#define SYNONYM_PARTS 0.65   /* "utveckling av processer" for "processutveckling" for the topic's */
#define HEAD_ALONE 0.42      /* "policy" under the heading "Personalstrategi" */
#define FIRST_ALONE 0.85     /* "kvalitet" for "kvalitetsarbete" */
#define DERIVED 0.85         /* "sammanfattas" for "sammanfattning" */
#define SHORTEST_PART 4      /* letters of a synonym that a word may begin with */

/* ---- phrases ---- */

/* What phrases are made with. */
typedef struct {
  SearchTopic *topic;
  const SearchTopicWords *known;
} Maker;

void
search_topic_phrase_free(gpointer data) {
  SearchTopicPhrase *phrase = data;
  g_ptr_array_unref(phrase->slots);
  g_free(phrase);
}

static SearchTopicPhrase *
add_phrase(SearchTopic *topic, guint32 concepts, double weight) {
  SearchTopicPhrase *phrase = g_new(SearchTopicPhrase, 1);
  *phrase =
      (SearchTopicPhrase){.concepts = concepts,
                          .weight = weight,
                          .finds = weight,
                          .slots = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref)};
  g_ptr_array_add(topic->phrases, phrase);
  return phrase;
}

/* The number of a form among the topic's keys, to which it is added where it is new. */
guint
search_topic_key(SearchTopic *topic, const char *form) {
  gpointer found = g_hash_table_lookup(topic->by_form, form);
  if (found != NULL)
    return GPOINTER_TO_UINT(found) - 1;
  char *key = g_strdup(form);
  g_ptr_array_add(topic->keys, key);
  g_hash_table_insert(topic->by_form, key, GUINT_TO_POINTER(topic->keys->len));
  g_array_set_size(topic->speech, topic->keys->len);
  return topic->keys->len - 1;
}

guint
search_topic_speech(const char *form, const char *word) {
  const CorpusLexicon *lexicon = corpus_lexicon_shared();
  guint speech = corpus_lexicon_speech(lexicon, word);
  char *base = speech == CORPUS_SPEECH_NOUN ? corpus_lexicon_base(lexicon, word) : NULL;
  bool made_of_verb = base != NULL && strcmp(base, form) != 0;
  g_free(base);
  return speech == 0 || made_of_verb ? SEARCH_TOPIC_ANY_SPEECH : speech;
}

/* Notes a word that the key is made of, until its parts of speech are asked for: those of a synonym
 * hardly are. */
static void
note_unasked(SearchTopic *topic, guint key, const char *word) {
  SearchTopicUnasked unasked = {key, g_strdup(word)};
  if (g_array_index(topic->speech, guint, key) != SEARCH_TOPIC_ANY_SPEECH)
    g_array_append_val(topic->unasked, unasked);
  else
    g_free(unasked.word);
}

guint
search_topic_speech_of_key(SearchTopic *topic, guint key) {
  guint *speech = &g_array_index(topic->speech, guint, key);
  for (guint i = topic->unasked->len; i-- > 0;) {
    const SearchTopicUnasked *unasked = &g_array_index(topic->unasked, SearchTopicUnasked, i);
    if (unasked->key != key)
      continue;
    *speech |= search_topic_speech(topic->keys->pdata[key], unasked->word);
    g_array_remove_index_fast(topic->unasked, i);
  }
  return *speech;
}

void
search_topic_unasked_clear(gpointer unasked) {
  g_free(((SearchTopicUnasked *)unasked)->word);
}

/* Adds a key that is made of a word of these parts of speech. */
static void
add_key_as(SearchTopic *topic, GArray *slot, const char *form, guint speech) {
  guint key = search_topic_key(topic, form);
  g_hash_table_remove(topic->verbs, form);
  g_hash_table_remove(topic->names, form);
  g_array_append_val(slot, key);
  g_array_index(topic->speech, guint, key) |= speech;
}

static void
add_key(SearchTopic *topic, GArray *slot, const char *form) {
  add_key_as(topic, slot, form, SEARCH_TOPIC_ANY_SPEECH);
}

static GArray *
add_slot_as(SearchTopic *topic, SearchTopicPhrase *phrase, const char *form, guint speech) {
  GArray *slot = g_array_new(FALSE, FALSE, sizeof(guint));
  add_key_as(topic, slot, form, speech);
  g_ptr_array_add(phrase->slots, slot);
  return slot;
}

static GArray *
add_slot(SearchTopic *topic, SearchTopicPhrase *phrase, const char *form) {
  return add_slot_as(topic, phrase, form, SEARCH_TOPIC_ANY_SPEECH);
}

/* Adds a key that is sought as a word by itself only: "styrdokument" is not about "styrning". */
static void
add_lone_key(SearchTopic *topic, GArray *slot, const char *form) {
  bool known = g_hash_table_contains(topic->by_form, form);
  guint key = search_topic_key(topic, form);
  g_array_append_val(slot, key);
  g_array_index(topic->speech, guint, key) = SEARCH_TOPIC_ANY_SPEECH;
  if (!known)
    g_hash_table_add(topic->verbs, topic->keys->pdata[key]);
}

/* The verb of a noun and the nouns of a verb ("sammanfattning", "sammanfatta"). */
static void
add_derived_keys(SearchTopic *topic, GArray *slot, const char *form) {
  char **derived = corpus_derived_forms(form);
  for (char **made = derived; *made != NULL; made++) {
    char *verb = g_strconcat(*made, "a", NULL);
    add_lone_key(topic, slot, *made);
    if (strlen(*made) < strlen(form)) /* "sammanfatt" is no form; that of "sammanfatta" is */
      add_lone_key(topic, slot, search_form_of_base(topic->forms, verb));
    g_free(verb);
  }
  g_strfreev(derived);
}

void
search_topic_take_name(SearchTopic *topic, const char *word, const char *form) {
  gpointer known = g_hash_table_lookup(topic->by_form, form);
  if (known != NULL && search_topic_words_everyday(word))
    g_hash_table_add(topic->names, topic->keys->pdata[GPOINTER_TO_UINT(known) - 1]);
}

/* Adds how the reports misspell the word. */
static void
add_slips(SearchTopic *topic, GArray *slot, const char *word) {
  char **slips = search_form_slips(topic->forms, word);
  for (char **slip = slips; *slip != NULL; slip++)
    add_key(topic, slot, *slip);
  g_strfreev(slips);
}

/* Adds a word of a synonym; one in capitals counts so only, unless something else has its form. */
static void
add_word_of_entry(const Maker *maker, SearchTopicPhrase *phrase, const char *entry,
                  const CorpusWord *word) {
  const char *form = search_form_of_base(maker->topic->forms, word->word);
  bool known = g_hash_table_contains(maker->topic->by_form, form);
  bool name = g_hash_table_contains(maker->topic->names, form) || !known;
  GArray *slot = add_slot_as(maker->topic, phrase, form, 0);
  note_unasked(maker->topic, g_array_index(slot, guint, 0), word->word);
  if (phrase->adjacent && phrase->weight >= SYNONYM) /* not of what means the same less surely */
    add_slips(maker->topic, slot, word->word);
  if (name && corpus_word_has_capitals(entry, word))
    search_topic_take_name(maker->topic, word->word, form);
}

/* A phrase from the words of a synonym: its content words; all of them, next to each other, where
 * it has but one of those ("en väg in"). */
static void
add_synonym(const Maker *maker, guint32 concepts, const char *text, double weight) {
  GArray *words = corpus_words(text, -1);
  guint content = 0;
  for (guint i = 0; i < words->len; i++)
    content += !corpus_is_stopword(g_array_index(words, CorpusWord, i).word);
  SearchTopicPhrase *phrase = add_phrase(maker->topic, concepts, weight);
  phrase->adjacent = content < 2;
  for (guint i = 0; i < words->len; i++) {
    const CorpusWord *word = &g_array_index(words, CorpusWord, i);
    if (phrase->adjacent || !corpus_is_stopword(word->word))
      add_word_of_entry(maker, phrase, text, word);
  }
  g_array_unref(words);
}

/* The entries of the thesaurus that mean what the words do. What is merely akin to the topic says
 * nothing of whether it is there. */
static GPtrArray *
synonyms_of(const char *words) {
  GPtrArray *same = g_ptr_array_new_with_free_func(g_free);
  GArray *found = corpus_synonyms_of(words);
  for (guint i = 0; i < found->len; i++) {
    const CorpusSynonym *synonym = &g_array_index(found, CorpusSynonym, i);
    if (synonym->kinship != CORPUS_AKIN)
      g_ptr_array_add(same, g_strdup(synonym->words));
  }
  g_array_unref(found);
  return same;
}

/* What a slot may hold besides the word itself: its kind, and its one-word synonyms. */
static void
widen_slot(const Maker *maker, GArray *slot, const char *form) {
  const GPtrArray *kind = search_topic_words_kind(maker->known, form);
  for (guint i = 0; kind != NULL && i < kind->len; i++)
    add_key(maker->topic, slot, kind->pdata[i]);
  GPtrArray *synonyms = synonyms_of(form);
  for (guint i = 0; i < synonyms->len; i++)
    if (strchr(synonyms->pdata[i], ' ') == NULL)
      add_key(maker->topic, slot, search_form_of_base(maker->topic->forms, synonyms->pdata[i]));
  add_derived_keys(maker->topic, slot, form);
  g_ptr_array_unref(synonyms);
}

/* Is the synonym but a part of the word that leaves out what matters: the last part ("kontrakt" of
 * "chefskontrakt"), or all but that ("folkhälsa" of "folkhälsoprogram"), unless it says little
 * ("visselblåsare" of "visselblåsarfunktion")? */
static bool
is_mere_part(const Maker *maker, const char *word, char **parts, const char *synonym) {
  guint count = parts != NULL ? g_strv_length(parts) : 0;
  const char *form = search_form_of_base(maker->topic->forms, synonym);
  if (count == 0)
    return false;
  const char *head = parts[count - 1];
  if (strcmp(head, form) == 0)
    return true;
  bool says_little = search_topic_words_weight(maker->known, head) < MATTERS &&
                     !search_topic_words_asked(maker->known, head);
  return !says_little && g_utf8_strlen(form, -1) >= SHORTEST_PART && g_str_has_prefix(word, form);
}

/* The forms of a compound's parts; an empty array where it is none or means something else when
 * taken apart. Borrowed. own: a word of the topic itself. */
static char **
parts_of(const Maker *maker, const char *word, bool own) {
  static char *none[] = {NULL};
  const char *form =
      own ? search_form(maker->topic->forms, word) : search_form_of_base(maker->topic->forms, word);
  if (search_topic_words_whole(maker->known, form))
    return none;
  return search_form_parts(maker->topic->forms, word);
}

/* Is the last part a word of a kind ("uppföljning", "utbildning"), which a sentence may say without
 * what it is of, where that was told before? */
static bool
may_leave_out_its_object(const Maker *maker, char **parts) {
  return search_topic_words_kind(maker->known, parts[g_strv_length(parts) - 1]) != NULL;
}

/* The form of a compound's beginning as it stands before its last part, which is how a word that
 * leaves that to a later one is indexed ("löne-" in "löne- och arbetsmiljöpolicy"). The caller
 * frees it; NULL where the compound does not end with the part, or its beginning is the other part
 * as it stands ("resultat"), which is sought anyway. */
static char *
suspended_form(const Maker *maker, const char *word, char **parts) {
  const char *last = parts[g_strv_length(parts) - 1];
  const char *base = search_form(maker->topic->forms, word);
  if (!g_str_has_suffix(base, last) || strlen(base) == strlen(last))
    return NULL;
  char *beginning = g_strndup(base, strlen(base) - strlen(last));
  const char *form = search_form(maker->topic->forms, beginning);
  char *suspended = strcmp(form, *parts) != 0 ? g_strdup(form) : NULL;
  g_free(beginning);
  return suspended;
}

/* The parts near each other; each may be said as its kind or by another word, the last, which says
 * what kind of thing it is, only for less. word: the compound, NULL where it is none of the topic
 * itself. */
static void
add_parts(const Maker *maker, guint32 concepts, char **parts, const char *word) {
  bool own = word != NULL;
  char *suspended =
      own && parts[1] != NULL && parts[2] == NULL ? suspended_form(maker, word, parts) : NULL;
  double weight = own ? PARTS : SYNONYM_PARTS;
  SearchTopicPhrase *itself = add_phrase(maker->topic, concepts, weight);
  SearchTopicPhrase *of_kind = add_phrase(maker->topic, concepts, weight * PARTS_OF_A_KIND);
  itself->parts = of_kind->parts = true;
  itself->continues = of_kind->continues = own && may_leave_out_its_object(maker, parts);
  itself->finds = 0; /* what of_kind finds holds it */
  of_kind->finds = weight;
  for (char **part = parts; *part != NULL; part++) {
    GArray *slot = add_slot(maker->topic, itself, *part);
    if (part[1] != NULL)
      widen_slot(maker, slot, *part);
    else
      add_derived_keys(maker->topic, slot, *part);
    GArray *wide = add_slot(maker->topic, of_kind, *part);
    widen_slot(maker, wide, *part);
    if (part == parts && suspended != NULL)
      add_lone_key(maker->topic, wide, suspended);
  }
  g_free(suspended);
}

/* The parts next to each other, as people write compounds apart: "intern kontroll", "nöjd kund
 * index". */
static void
add_apart(const Maker *maker, guint32 concepts, char **parts) {
  if (parts[1] == NULL)
    return;
  SearchTopicPhrase *phrase = add_phrase(maker->topic, concepts, APART);
  phrase->adjacent = phrase->apart = true;
  phrase->finds = 0;
  for (char **part = parts; *part != NULL; part++)
    add_slot(maker->topic, phrase, *part);
}

/* The last part by itself, for texts whose heading says the rest. */
static void
add_head(const Maker *maker, guint32 concepts, char **parts) {
  const char *head = parts[g_strv_length(parts) - 1];
  const GPtrArray *kind = search_topic_words_kind(maker->known, head);
  SearchTopicPhrase *phrase = add_phrase(maker->topic, concepts, HEAD_ALONE);
  GArray *slot = add_slot(maker->topic, phrase, head);
  for (guint i = 0; kind != NULL && i < kind->len; i++)
    add_key(maker->topic, slot, kind->pdata[i]);
}

/* The first of two parts by itself, or a word that means the same, where the second says little. */
static void
add_first(const Maker *maker, guint32 concepts, char **parts) {
  if (g_strv_length(parts) != 2 ||
      search_topic_words_weight(maker->known, parts[1]) > SEARCH_TOPIC_MODIFIER)
    return;
  SearchTopicPhrase *phrase = add_phrase(maker->topic, concepts, FIRST_ALONE);
  widen_slot(maker, add_slot(maker->topic, phrase, parts[0]), parts[0]);
}

/* The synonyms of a synonym, which mean less surely the same. */
static void
add_further_synonyms(const Maker *maker, guint32 concepts, const char *synonym) {
  char *lower = g_utf8_strdown(synonym, -1);
  GPtrArray *further = synonyms_of(lower);
  for (guint i = 0; i < further->len; i++)
    add_synonym(maker, concepts, further->pdata[i],
                SYNONYM * ((concepts & (concepts - 1)) != 0 ? FURTHER_OF_RUN : FURTHER));
  g_ptr_array_unref(further);
  char **parts = strchr(lower, ' ') == NULL ? parts_of(maker, lower, false) : NULL;
  if (parts != NULL && *parts != NULL)
    add_parts(maker, concepts, parts, NULL);
  g_free(lower);
}

/* Adds what means the same as words of the topic. word: the only one of the topic that says
 * anything, with its parts; NULL = there are several. */
static void
add_synonyms(const Maker *maker, guint32 concepts, const char *words, const char *word,
             char **parts) {
  GPtrArray *synonyms = synonyms_of(words);
  for (guint i = 0; i < synonyms->len; i++) {
    const char *synonym = synonyms->pdata[i];
    bool mere_part = word != NULL && is_mere_part(maker, word, parts, synonym);
    add_synonym(maker, concepts, synonym, mere_part ? MERE_PART : SYNONYM);
    if (!mere_part)
      add_further_synonyms(maker, concepts, synonym);
  }
  g_ptr_array_unref(synonyms);
}

/* What is done where the thing is: "sammanfattas" for "sammanfattning"; and the reverse. */
static void
add_derived(const Maker *maker, guint32 concepts, const char *form) {
  GArray *slot = g_array_new(FALSE, FALSE, sizeof(guint));
  add_derived_keys(maker->topic, slot, form);
  if (slot->len == 0) {
    g_array_unref(slot);
    return;
  }
  g_ptr_array_add(add_phrase(maker->topic, concepts, DERIVED)->slots, slot);
}

/* What means the same as the noun of a verb, and the reverse: "organisationsförändring" for
 * "omorganisera". */
static void
add_synonyms_of_derived(const Maker *maker, guint32 concepts, const char *form) {
  char **derived = corpus_derived_forms(form);
  for (char **made = derived; *made != NULL; made++) {
    GPtrArray *synonyms = synonyms_of(*made);
    for (guint i = 0; i < synonyms->len; i++)
      add_synonym(maker, concepts, synonyms->pdata[i], SYNONYM * DERIVED);
    g_ptr_array_unref(synonyms);
  }
  g_strfreev(derived);
}

/* Words of its class, where something else says what is meant. */
static void
add_class(const Maker *maker, guint32 concepts, const char *form) {
  const GPtrArray *class = search_topic_words_class(maker->known, form);
  if (class == NULL || maker->topic->concepts->len == 1)
    return;
  GArray *slot = add_slot(maker->topic, add_phrase(maker->topic, concepts, OF_A_CLASS), form);
  for (guint i = 0; i < class->len; i++)
    add_key(maker->topic, slot, search_form_of_base(maker->topic->forms, class->pdata[i]));
}

/* The word's parts of speech, where a noun and a verb of this form mean different things: the verb
 * has a noun of its own then ("väga": "vägning", so not "väg"; but "besöka": "besök"). Else any. */
static guint
speech_that_parts(const char *form, const char *word) {
  const CorpusLexicon *lexicon = corpus_lexicon_shared();
  char *noun = g_strconcat(form, "ning", NULL);
  bool parts = corpus_lexicon_speech_of_base(lexicon, noun) & CORPUS_SPEECH_NOUN;
  g_free(noun);
  return parts ? search_topic_speech(form, word) : SEARCH_TOPIC_ANY_SPEECH;
}

/* Adds the phrases that say a concept, which has this word in the topic: the word, its kind, its
 * synonyms, the verb that it comes from, and its parts. */
void
search_topic_say_word(SearchTopic *topic, const SearchTopicWords *known, guint concept,
                      const char *word) {
  const Maker maker = {topic, known};
  const char *form = search_form(topic->forms, word);
  guint32 bit = 1u << concept;
  guint speech = speech_that_parts(form, word);
  add_slips(topic, add_slot_as(topic, add_phrase(topic, bit, 1), form, speech), word);
  const GPtrArray *kind = search_topic_words_kind(known, form);
  double of_a_kind = topic->concepts->len > 1 ? OF_A_KIND : OF_A_KIND_ALONE;
  for (guint i = 0; kind != NULL && i < kind->len; i++)
    add_slot(topic, add_phrase(topic, bit, of_a_kind), kind->pdata[i]);
  add_class(&maker, bit, form);
  add_derived(&maker, bit, form);
  add_synonyms_of_derived(&maker, bit, form);
  char **parts = parts_of(&maker, word, true);
  add_synonyms(&maker, bit, word, word, parts);
  if (strcmp(form, word) != 0)
    add_synonyms(&maker, bit, form, form, parts);
  if (*parts != NULL) {
    add_parts(&maker, bit, parts, word);
    add_apart(&maker, bit, parts);
    add_head(&maker, bit, parts);
    add_first(&maker, bit, parts);
  }
}

/* The same for a verb and its particle, which are one word: "följa … upp", "uppföljning". */
void
search_topic_say_with_particle(SearchTopic *topic, guint concept, const char *verb,
                               const char *particle) {
  const Maker maker = {topic, NULL};
  guint32 bit = 1u << concept;
  SearchTopicPhrase *apart = add_phrase(topic, bit, 1);
  add_slot(topic, apart, search_form(topic->forms, verb));
  add_slot(topic, apart, search_form(topic->forms, particle));
  char *joined = g_strconcat(particle, verb, NULL);
  const char *form = search_form(topic->forms, joined);
  add_slot(topic, add_phrase(topic, bit, 1), form);
  add_derived(&maker, bit, form);
  g_free(joined);
}

/* Adds the synonyms of several words of the topic together; concepts: those that they say, as
 * bits. */
void
search_topic_say_run(SearchTopic *topic, const SearchTopicWords *known, guint32 concepts,
                     const char *run) {
  const Maker maker = {topic, known};
  const char *word = topic->concepts->len == 1 ? search_topic_concept(topic, 0)->word : NULL;
  add_synonyms(&maker, concepts, run, word, word != NULL ? parts_of(&maker, word, true) : NULL);
}

bool
search_topic_say_everyday(SearchTopic *topic, guint32 concepts, const char *run) {
  const Maker maker = {topic, NULL};
  GArray *found = corpus_synonyms_everyday(run);
  bool any = found->len > 0;
  for (guint i = 0; i < found->len; i++)
    add_synonym(&maker, concepts, g_array_index(found, CorpusSynonym, i).words, EVERYDAY);
  g_array_unref(found);
  return any;
}

void
search_topic_say_itself(SearchTopic *topic, guint32 concepts) {
  SearchTopicPhrase *phrase = add_phrase(topic, concepts, 1);
  for (guint i = 0; i < topic->concepts->len; i++)
    if (concepts & 1u << i)
      add_slot(topic, phrase, topic->keys->pdata[search_topic_concept(topic, i)->key]);
}

/* Must its words stand next to each other, where it has several? */
static bool
is_adjacent(const SearchTopicPhrase *phrase) {
  return phrase->adjacent && phrase->slots->len > 1;
}

/* Of what a phrase is, save for its weight. */
static guint
phrase_hash(gconstpointer data) {
  const SearchTopicPhrase *phrase = data;
  guint hash = phrase->concepts;
  for (guint i = 0; i < phrase->slots->len; i++) {
    const GArray *slot = phrase->slots->pdata[i];
    for (guint j = 0; j < slot->len; j++)
      hash = hash * 31 + g_array_index(slot, guint, j) + 1;
  }
  return hash;
}

static gboolean
are_same(gconstpointer a, gconstpointer b) {
  const SearchTopicPhrase *one = a, *other = b;
  bool same = one->concepts == other->concepts && one->parts == other->parts &&
              one->apart == other->apart && is_adjacent(one) == is_adjacent(other) &&
              one->slots->len == other->slots->len;
  for (guint i = 0; same && i < one->slots->len; i++) {
    const GArray *left = one->slots->pdata[i], *right = other->slots->pdata[i];
    same =
        left->len == right->len && memcmp(left->data, right->data, left->len * sizeof(guint)) == 0;
  }
  return same;
}

/* Of phrases that are the same and say the same, leaves the weightiest. */
void
search_topic_drop_doubles(SearchTopic *topic) {
  GHashTable *known = g_hash_table_new(phrase_hash, are_same); /* phrase -> itself */
  GPtrArray *kept = g_ptr_array_new_with_free_func(search_topic_phrase_free);
  for (guint i = 0; i < topic->phrases->len; i++) {
    SearchTopicPhrase *phrase = topic->phrases->pdata[i];
    SearchTopicPhrase *first = g_hash_table_lookup(known, phrase);
    if (first == NULL) {
      g_hash_table_add(known, phrase);
      g_ptr_array_add(kept, phrase);
      continue;
    }
    first->weight = MAX(first->weight, phrase->weight);
    first->finds = MAX(first->finds, phrase->finds);
    search_topic_phrase_free(phrase);
  }
  g_hash_table_unref(known);
  g_ptr_array_set_free_func(topic->phrases, NULL); /* all are kept or freed */
  g_ptr_array_unref(topic->phrases);
  topic->phrases = kept;
}
