/* corpus/language/compound.c: takes compounds apart with the cheapest cover of the word by known
 * parts.
 *
 * Nearly any long word can be cut into words that the dictionary has: "postulera" into "post" and
 * "lera", "aktningsvärd" into "aktning" and "svärd". What keeps these out is what the dictionary
 * says of forms: "pappers" begins compounds, and "papper" ends them; "texts" is a genitive only,
 * and "lera" ends none. A part of which it does not say so costs more, at most one of a word may be
 * such, and it must be of a kind that is joined freely: first a noun, as it is or with an s, last a
 * verb, an adjective or what is made of a verb. Of two covers that cost as much the one with the
 * shorter first part is taken, but a form that the dictionary has for this goes before, so that
 * "bergstopp" ends with "topp". What the dictionary can't say is in compound-parts.ini. */
#include "corpus/language/form.h"

#include <string.h>

#include "corpus/places/municipality.h"
#include "corpus/text/knowledge.h"

#define SHORTEST_PART 3       /* letters; the data file says which of that length count */
#define SHORTEST_WITH_JOINT 6 /* letters from which a final s is a joint, not the word's own */
#define SHORTEST_SHARING 5    /* letters of a first part whose last one the next begins with */
#define LONGEST_WORD 60       /* letters; longer "words" are noise, and cost is quadratic */
#define COST_OF_PART 1.0
#define COST_OF_SHORT_PART 0.6
#define COST_OF_JOINT 0.2    /* a letter put in or left out between parts */
#define LISTED_JOINT 0.1     /* less for a form that the dictionary has for this ("bergs") */
#define COST_OF_SHARED 0.3   /* a letter that two parts share */
#define COST_OF_UNLISTED 0.7 /* the dictionary does not say that it may stand there */
#define MOST_UNLISTED 1      /* such parts of a word; more are accidents */
#define IMPOSSIBLE 1e9

/* The lists of the data file, as sets. */
typedef struct {
  GHashTable *short_parts, *never, *never_first, *never_last, *whole;
} Rules;

static const CorpusKnowledgeField FIELDS[] = {
    {"parts", "short", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(Rules, short_parts)},
    {"parts", "never", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(Rules, never)},
    {"parts", "never-first", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(Rules, never_first)},
    {"parts", "never-last", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(Rules, never_last)},
    {"parts", "whole", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(Rules, whole)},
    {0}};
CORPUS_KNOWLEDGE(rules_table, .file = "compound-parts.ini", .bytes = sizeof(Rules),
                 .fields = FIELDS);

static const Rules *
rules(void) {
  return corpus_knowledge(&rules_table);
}

/* May a word of that many letters be a part at all? */
static bool
is_part(const char *part, glong letters) {
  return letters >= SHORTEST_PART && !g_hash_table_contains(rules()->never, part) &&
         (letters > SHORTEST_PART || g_hash_table_contains(rules()->short_parts, part));
}

/* The entry if it is one and may be a first part, else NULL. The dictionary also lists forms that
 * only stand in compounds ("medborgar"), which are no words. Takes ownership of entry. */
static char *
first_entry(const CorpusLexicon *lexicon, char *entry) {
  if (is_part(entry, g_utf8_strlen(entry, -1)) &&
      !g_hash_table_contains(rules()->never_first, entry) &&
      corpus_lexicon_is_entry(lexicon, entry) && corpus_lexicon_knows(lexicon, entry))
    return entry;
  g_free(entry);
  return NULL;
}

/* The surface with its last letter replaced by (or, NULL, without) a vowel. */
static char *
without_joint(const char *surface, const char *vowel) {
  char *base = g_strndup(surface, strlen(surface) - 1);
  char *word = g_strconcat(base, vowel, NULL);
  g_free(base);
  return word;
}

/* The base form of a known word, irregular ones included; NULL for an unknown one. The caller frees
 * it. */
static char *
base_of(const CorpusLexicon *lexicon, const char *word) {
  char *base = corpus_irregular_base(word);
  return base != NULL ? base : corpus_lexicon_base(lexicon, word);
}

/* "friluft" of "frilufts", where the joint stands behind no other word ("arbets" of "arbete"). */
static char *
unlisted_first(const CorpusLexicon *lexicon, const char *surface) {
  char *part = without_joint(surface, NULL), *other = without_joint(surface, "e");
  char *third = without_joint(surface, "a");
  if (corpus_lexicon_is_entry(lexicon, other) || corpus_lexicon_is_entry(lexicon, third))
    g_clear_pointer(&part, g_free);
  g_free(third);
  g_free(other);
  return part;
}

/* The word that stands as `surface`, which the dictionary lists as no word of its own but only as
 * what other words begin with: "företagar" of "företagare", "högskole" of "högskola", "frilufts".
 * Such a word need not be listed itself. NULL if there is none. */
static char *
listed_first(const CorpusLexicon *lexicon, const char *surface) {
  char *part = NULL;
  if (!corpus_lexicon_is_entry(lexicon, surface) || corpus_lexicon_knows(lexicon, surface))
    return NULL;
  if (g_str_has_suffix(surface, "ar"))
    part = g_strconcat(surface, "e", NULL);
  else if (g_str_has_suffix(surface, "e"))
    part = without_joint(surface, "a");
  else if (strlen(surface) >= SHORTEST_WITH_JOINT && g_str_has_suffix(surface, "s"))
    return unlisted_first(lexicon, surface);
  if (part != NULL &&
      (g_hash_table_contains(rules()->never_first, part) || !corpus_lexicon_knows(lexicon, part)))
    g_clear_pointer(&part, g_free);
  return part;
}

/* "samverkan", which the dictionary has as a form only, of "samverkans". Takes the part. */
static char *
without_genitive(const CorpusLexicon *lexicon, char *part) {
  char *base = base_of(lexicon, part);
  if (base == NULL)
    return part;
  g_free(part);
  return base;
}

/* "idrott" of "idrotts": the dictionary lists some first parts with their joint. NULL where the s
 * is the word's own ("karens"). */
static char *
before_joint(const CorpusLexicon *lexicon, const char *surface) {
  char *part = first_entry(lexicon, without_joint(surface, NULL));
  if (part != NULL && corpus_lexicon_lists(lexicon, surface) &&
      (corpus_lexicon_speech_of_base(lexicon, part) & CORPUS_SPEECH_NOUN) == 0)
    g_clear_pointer(&part, g_free);
  return part;
}

/* The entry that stands as it is before another part, or that the dictionary lists with its joint.
 * NULL if there is none. */
static char *
unchanged_first(const CorpusLexicon *lexicon, const char *surface, glong letters) {
  char last = surface[strlen(surface) - 1];
  /* "ledar" is a verb's form by itself, but "ledarutveckling" is about the "ledare". */
  char *part = letters > SHORTEST_PART && g_str_has_suffix(surface, "ar")
                   ? first_entry(lexicon, g_strconcat(surface, "e", NULL))
                   : NULL;
  if (part == NULL && letters >= SHORTEST_WITH_JOINT && last == 's')
    part = before_joint(lexicon, surface);
  if (part == NULL)
    part = first_entry(lexicon, g_strdup(surface));
  return part != NULL && last == 's' && strcmp(part, surface) == 0 ? without_genitive(lexicon, part)
                                                                   : part;
}

/* The entry that changes before another part: a vowel of it ("kyrko", "gatu"), by a letter that is
 * put in ("chefs", "tjänste"), or as its last vowel is left out ("skol", "medborgar"). NULL if
 * there is none. */
static char *
changed_first(const CorpusLexicon *lexicon, const char *surface) {
  char last = surface[strlen(surface) - 1], *part = NULL;
  if (last == 'o' || last == 'u')
    part = first_entry(lexicon, without_joint(surface, "a"));
  if (last == 's' || last == 'e')
    part = first_entry(lexicon, without_joint(surface, NULL));
  if (part == NULL)
    part = first_entry(lexicon, g_strconcat(surface, "a", NULL));
  if (part == NULL)
    part = first_entry(lexicon, g_strconcat(surface, "e", NULL));
  return part != NULL ? part : listed_first(lexicon, surface);
}

/* The entry that stands as `surface` before another part; NULL if there is none. joint: did it
 * change? */
static char *
first_part(const CorpusLexicon *lexicon, const char *surface, glong letters, bool *joint) {
  char *part = letters >= SHORTEST_PART ? unchanged_first(lexicon, surface, letters) : NULL;
  *joint = letters >= SHORTEST_PART && part == NULL;
  return *joint && letters > SHORTEST_PART ? changed_first(lexicon, surface) : part;
}

/* The best cover of a suffix of the word. */
typedef struct {
  double cost;
  char *part;     /* base form of the part that begins here; NULL = no cover */
  glong next;     /* where the next part begins, in letters */
  guint unlisted; /* parts of which the dictionary does not say that they may stand there */
} Cover;

typedef struct {
  const char *word;
  glong letters;
  const char **at; /* where each letter begins, and the end */
} Letters;

static double
cost_of(glong letters, bool joint) {
  return COST_OF_PART + (letters <= SHORTEST_PART ? COST_OF_SHORT_PART : 0) +
         (joint ? COST_OF_JOINT : 0);
}

/* May a part begin a compound as it stands there, of which the dictionary does not say so? A noun
 * as it is, or with an s; no verb, and no vowel that is put in. An s with which the rest begins
 * must not be the joint ("aktnings" + "värd"). */
static bool
may_begin(const CorpusLexicon *lexicon, const char *part, const char *surface, const char *rest) {
  gsize bytes = strlen(part);
  bool as_it_is = strcmp(part, surface) == 0;
  bool with_s = strncmp(part, surface, bytes) == 0 && strcmp(surface + bytes, "s") == 0;
  return (as_it_is || with_s) && !(*rest == 's' && corpus_lexicon_is_entry(lexicon, rest + 1)) &&
         (corpus_lexicon_speech_of_base(lexicon, part) & CORPUS_SPEECH_NOUN) != 0;
}

/* May a base form end compounds of which the dictionary does not say so? Verbs, what is made of
 * them, and adjectives are joined freely; nouns it knows. */
static bool
may_end(const CorpusLexicon *lexicon, const char *base) {
  return g_str_has_suffix(base, "ning") || (corpus_lexicon_speech_of_base(lexicon, base) &
                                            (CORPUS_SPEECH_VERB | CORPUS_SPEECH_ADJECTIVE)) != 0;
}

/* The suffix as one last part. */
static void
cover_with_last(const CorpusLexicon *lexicon, const Letters *word, glong start, Cover *cover) {
  glong letters = word->letters - start;
  const char *surface = word->at[start];
  if (!is_part(surface, letters) || g_hash_table_contains(rules()->never_last, surface) ||
      !corpus_lexicon_is_entry(lexicon, surface))
    return;
  bool listed = letters <= SHORTEST_PART || corpus_lexicon_ends_compounds(lexicon, surface);
  if (!listed && !may_end(lexicon, surface))
    return;
  *cover = (Cover){cost_of(letters, false) + (listed ? 0 : COST_OF_UNLISTED), g_strdup(surface),
                   word->letters, listed ? 0 : 1};
}

/* May the letters [start, end) of the word be a first part? In whichever way it is brought to an
 * entry, all but its last letter stay. */
static bool
may_be_first(const CorpusLexicon *lexicon, const Letters *word, glong start, glong end) {
  const char *from = word->at[start];
  return corpus_lexicon_begins(lexicon, from, (gsize)(word->at[end - 1] - from));
}

/* The suffix as the first part that stands in the letters [start, end), and the cover of what
 * follows from `next` on, where that is cheaper. */
static void
cover_with_surface(const CorpusLexicon *lexicon, const Letters *word, glong start, glong end,
                   glong next, Cover *covers) {
  double rest = covers[next].cost;
  char *surface = g_strndup(word->at[start], (gsize)(word->at[end] - word->at[start]));
  bool joint = false;
  char *part = first_part(lexicon, surface, end - start, &joint);
  bool listed = part != NULL && corpus_lexicon_begins_compounds(lexicon, surface);
  guint unlisted = covers[next].unlisted + (listed ? 0 : 1);
  double cost = rest + (end > next ? COST_OF_SHARED : 0) +
                (listed ? cost_of(end - start, false) - (joint ? LISTED_JOINT : 0)
                        : cost_of(end - start, joint) + COST_OF_UNLISTED);
  if (part != NULL && cost < covers[start].cost && unlisted <= MOST_UNLISTED &&
      (listed || may_begin(lexicon, part, surface, word->at[next]))) {
    g_free(covers[start].part);
    covers[start] = (Cover){cost, g_steal_pointer(&part), next, unlisted};
  }
  g_free(part);
  g_free(surface);
}

/* Do two parts share the letter at `next`, as of three the same two are written ("process" +
 * "styrning" is "processtyrning")? Short first parts are found in other words by accident
 * ("diffusion"). */
static bool
is_shared(const Letters *word, glong start, glong next) {
  return next + 1 - start >= SHORTEST_SHARING && *word->at[next] == *word->at[next - 1] &&
         (guchar)*word->at[next] < 0x80 && strchr("aeiouy", *word->at[next]) == NULL;
}

/* The suffix as a first part and the cover of what follows it, where that is cheaper. */
static void
cover_with_first(const CorpusLexicon *lexicon, const Letters *word, glong start, Cover *covers) {
  for (glong next = start + SHORTEST_PART; next + SHORTEST_PART <= word->letters; next++) {
    double rest = covers[next].cost;
    if (rest + COST_OF_PART - LISTED_JOINT >= covers[start].cost)
      continue;
    if (!may_be_first(lexicon, word, start, next))
      break; /* nor may what is longer */
    cover_with_surface(lexicon, word, start, next, next, covers);
    if (is_shared(word, start, next))
      cover_with_surface(lexicon, word, start, next + 1, next, covers);
  }
}

/* The cheapest cover of a word by two parts or more, for each place where a part can begin. */
static Cover *
cover_word(const CorpusLexicon *lexicon, const Letters *word) {
  Cover *covers = g_new0(Cover, word->letters + 1);
  for (glong start = word->letters; start >= 0; start--) {
    covers[start].cost = IMPOSSIBLE;
    if (start > 0 && start < word->letters)
      cover_with_last(lexicon, word, start, &covers[start]);
    cover_with_first(lexicon, word, start, covers);
  }
  return covers;
}

/* A part of a compound: as it stands there, and in its base form. */
typedef struct {
  char *surface, *base;
} Piece;

static void
piece_clear(gpointer data) {
  Piece *piece = data;
  g_free(piece->surface);
  g_free(piece->base);
}

static void
add_piece(GArray *pieces, const char *surface, const char *base) {
  Piece piece = {g_strdup(surface), g_strdup(base)};
  g_array_append_val(pieces, piece);
}

static bool split_plain(const CorpusLexicon *lexicon, const char *base, const char *surface,
                        GArray *pieces);

/* Adds what a cover found, letters [start, next) of the word, taken apart further where it is
 * itself a compound ("utvecklingsprogram"). surface: as the whole word stands in the compound. */
static void
add_cover(const CorpusLexicon *lexicon, const Letters *word, const char *surface, glong start,
          const Cover *cover, GArray *pieces) {
  gsize from = (gsize)(word->at[start] - word->word),
        to = (gsize)(word->at[cover->next] - word->word);
  bool last = cover->next == word->letters;
  char *own = last ? g_strdup(surface + MIN(from, strlen(surface)))
                   : g_strndup(word->word + from, to - from);
  if (!split_plain(lexicon, cover->part, own, pieces))
    add_piece(pieces, own, cover->part);
  g_free(own);
}

/* Adds the pieces of one hyphenless word in base form; true if it came apart. surface: as it stands
 * in the compound that it is a part of, else the base again. */
static bool
split_plain(const CorpusLexicon *lexicon, const char *base, const char *surface, GArray *pieces) {
  glong letters = g_utf8_strlen(base, -1);
  if (letters < 2 * SHORTEST_PART || letters > LONGEST_WORD ||
      g_hash_table_contains(rules()->whole, base) || corpus_municipality_find(base) != NULL)
    return false;
  Letters word = {base, letters, g_new(const char *, letters + 1)};
  for (glong i = 0; i <= letters; i++)
    word.at[i] = g_utf8_offset_to_pointer(base, i);
  Cover *covers = cover_word(lexicon, &word);
  bool split = covers[0].part != NULL;
  for (glong at = 0; split && at < letters; at = covers[at].next)
    add_cover(lexicon, &word, surface, at, &covers[at], pieces);
  for (glong i = 0; i <= letters; i++)
    g_free(covers[i].part);
  g_free(covers);
  g_free(word.at);
  return split;
}

/* The entry that a last part in any inflection is a form of; NULL where it may be none. The caller
 * frees it. */
static char *
last_entry(const CorpusLexicon *lexicon, const char *surface) {
  char *base = base_of(lexicon, surface);
  if (base == NULL)
    base = g_strdup(surface);
  if (!is_part(base, g_utf8_strlen(base, -1)) || g_hash_table_contains(rules()->never_last, base) ||
      !corpus_lexicon_is_entry(lexicon, base))
    g_clear_pointer(&base, g_free);
  return base;
}

/* Words that the dictionary can't know as they begin with a municipality's name ("norsjöappen" is
 * an app of Norsjö). Not where the name is also a word ("mark"). */
static bool
split_after_name(const CorpusLexicon *lexicon, const char *word, GArray *pieces) {
  glong letters = g_utf8_strlen(word, -1);
  if (letters > LONGEST_WORD || corpus_lexicon_knows(lexicon, word))
    return false;
  bool split = false;
  for (glong cut = letters - SHORTEST_PART; !split && cut > SHORTEST_PART; cut--) {
    const char *rest = g_utf8_offset_to_pointer(word, cut);
    char *name = g_strndup(word, (gsize)(rest - word));
    const CorpusMunicipality *municipality = corpus_municipality_find(name);
    char *last = municipality != NULL && !corpus_lexicon_knows(lexicon, name)
                     ? last_entry(lexicon, rest)
                     : NULL;
    if (last != NULL) {
      add_piece(pieces, name, name);
      add_piece(pieces, rest, last);
      split = true;
    }
    g_free(last);
    g_free(name);
  }
  return split;
}

/* The same for a word in any inflection; what does not come apart is added whole, in base form. */
static bool
split_inflected(const CorpusLexicon *lexicon, const char *word, GArray *pieces) {
  char *base = base_of(lexicon, word);
  const char *form = base != NULL ? base : word;
  bool split = split_plain(lexicon, form, form, pieces) ||
               (base == NULL && split_after_name(lexicon, word, pieces));
  if (!split)
    add_piece(pieces, form, form);
  g_free(base);
  return split;
}

/* The pieces of a word, NULL where it is no compound. */
static GArray *
split_word(const CorpusLexicon *lexicon, const char *word) {
  if (corpus_municipality_find(word) != NULL)
    return NULL;
  GArray *pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
  g_array_set_clear_func(pieces, piece_clear);
  char **hyphenated = g_strsplit(word, "-", -1);
  bool split = g_strv_length(hyphenated) > 1;
  for (char **at = hyphenated; *at != NULL; at++)
    if (**at != '\0')
      split = split_inflected(lexicon, *at, pieces) || split;
  g_strfreev(hyphenated);
  if (!split || pieces->len < 2)
    g_clear_pointer(&pieces, g_array_unref);
  return pieces;
}

/* Pieces [first, first + count) as one word in its base form. The caller frees it. */
static char *
join_pieces(const GArray *pieces, guint first, guint count) {
  GString *joined = g_string_new(NULL);
  for (guint i = first; i + 1 < first + count; i++)
    g_string_append(joined, g_array_index(pieces, Piece, i).surface);
  g_string_append(joined, g_array_index(pieces, Piece, first + count - 1).base);
  return g_string_free(joined, FALSE);
}

/* Words of up to longest pieces, the short ones first. */
static char **
words_of_pieces(GArray *pieces, guint longest) {
  GPtrArray *words = g_ptr_array_new();
  for (guint count = 1; count <= longest; count++)
    for (guint first = 0; first + count <= pieces->len; first++)
      g_ptr_array_add(words, join_pieces(pieces, first, count));
  g_ptr_array_add(words, NULL);
  g_array_unref(pieces);
  return (char **)g_ptr_array_free(words, FALSE);
}

char **
corpus_compound_parts(const CorpusLexicon *lexicon, const char *word) {
  GArray *pieces = split_word(lexicon, word);
  return pieces != NULL ? words_of_pieces(pieces, 1) : NULL;
}

char **
corpus_compound_inner_words(const CorpusLexicon *lexicon, const char *word) {
  GArray *pieces = split_word(lexicon, word);
  return pieces != NULL ? words_of_pieces(pieces, pieces->len - 1) : NULL;
}
