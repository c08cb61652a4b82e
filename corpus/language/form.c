/* corpus/language/form.c: the lexicon first, the stemmer second. */
#include "corpus/language/form.h"

#include <string.h>

#include "corpus/text/knowledge.h"
#include "corpus/text/words.h"

/* ---- words that are listed (corpus/data/irregular-forms.ini) ---- */

#define SHORTEST_FORM 4  /* bytes: "män" */
#define SHORTEST_VERB 3  /* "tog" */
#define SHORTEST_FIRST 3 /* bytes of what stands before the form in a compound */

typedef struct {
  GHashTable *nouns; /* base -> its forms */
  GHashTable *verbs; /* the same */
  GHashTable *bases; /* form -> base, of nouns */
  GHashTable *verb_bases;
  GHashTable *beginnings; /* of verbs that are made of others */
  GHashTable *apart;      /* words that keep their ending */
} Irregular;

static const CorpusKnowledgeField FIELDS[] = {
    {"nouns", NULL, CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(Irregular, nouns)},
    {"verbs", NULL, CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(Irregular, verbs)},
    {"verb-beginnings", "words", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(Irregular, beginnings)},
    {"apart", "words", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(Irregular, apart)},
    {0}};

/* form -> base; borrows both. */
static GHashTable *
turn_round(GHashTable *words) {
  GHashTable *bases = g_hash_table_new(g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer base, forms;
  g_hash_table_iter_init(&iter, words);
  while (g_hash_table_iter_next(&iter, &base, &forms))
    for (char **form = forms; *form != NULL; form++)
      g_hash_table_insert(bases, *form, base);
  return bases;
}

static bool
finish(gpointer table, G_GNUC_UNUSED GError **error) {
  Irregular *irregular = table;
  irregular->bases = turn_round(irregular->nouns);
  irregular->verb_bases = turn_round(irregular->verbs);
  return true;
}

CORPUS_KNOWLEDGE(table, .file = "irregular-forms.ini", .bytes = sizeof(Irregular), .fields = FIELDS,
                 .finish = finish);

static const char *
base_of_verb(const Irregular *irregular, const char *form) {
  const char *base = g_hash_table_lookup(irregular->verb_bases, form);
  if (base == NULL && g_str_has_suffix(form, "s")) {
    char *active = g_strndup(form, strlen(form) - 1);
    base = g_hash_table_lookup(irregular->verb_bases, active);
    g_free(active);
  }
  return base;
}

/* May a verb begin so that is made of the base? By itself it may not be one that says little. */
static bool
may_begin(const Irregular *irregular, const char *beginning, const char *base) {
  return *beginning == '\0' ? !corpus_is_stopword(base) && !corpus_is_light_word(base)
                            : g_hash_table_contains(irregular->beginnings, beginning);
}

/* "kartlagt": "kartlägga". */
static char *
irregular_verb(const Irregular *irregular, const char *word) {
  gsize length = strlen(word);
  char *verb = NULL;
  for (const char *at = word; verb == NULL && length - (gsize)(at - word) >= SHORTEST_VERB;
       at = g_utf8_next_char(at)) {
    const char *base = base_of_verb(irregular, at);
    char *beginning = g_strndup(word, (gsize)(at - word));
    if (base != NULL && may_begin(irregular, beginning, base))
      verb = g_strconcat(beginning, base, NULL);
    g_free(beginning);
  }
  return verb;
}

char *
corpus_irregular_base(const char *word) {
  const Irregular *irregular = corpus_knowledge(&table);
  char *verb = corpus_is_stopword(word) ? NULL : irregular_verb(irregular, word);
  if (verb != NULL)
    return verb;
  gsize length = strlen(word);
  for (const char *at = word; *at != '\0' && length - (gsize)(at - word) >= SHORTEST_FORM;
       at = g_utf8_next_char(at)) {
    gsize before = (gsize)(at - word);
    const char *base = g_hash_table_lookup(irregular->bases, at);
    if (base == NULL || (before > 0 && before < SHORTEST_FIRST))
      continue;
    if (before == 0 && corpus_is_stopword(base))
      return NULL;
    return g_strdup_printf("%.*s%s", (int)before, word, base);
  }
  return NULL;
}

/* Does the base form keep its ending, as what is left without it is another word ("billig")? */
static bool
is_apart(const char *base) {
  const Irregular *irregular = corpus_knowledge(&table);
  for (const char *at = base; *at != '\0'; at = g_utf8_next_char(at)) {
    gsize before = (gsize)(at - base);
    if ((before == 0 || before >= SHORTEST_FIRST) && g_hash_table_contains(irregular->apart, at))
      return true;
  }
  return false;
}

/* ---- all others ---- */

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

static bool
is_adjective(const char *word) {
  return (corpus_lexicon_speech_of_base(corpus_lexicon_shared(), word) & CORPUS_SPEECH_ADJECTIVE) !=
         0;
}

/* Nouns that are made of other words, whose ending the stemmer takes for an
 * inflection: a "ledare" is not what is "lett", nor "fastighet" what is "fast". They keep it. Only
 * "-het" falls away where it stands behind a longer adjective: "tillgänglighet" is being
 * "tillgänglig". NULL where the base form has no such ending. */
static char *
keep_derivation(const char *base) {
  static const struct {
    const char *ending;
    gsize cut;  /* bytes of the ending that fall away */
    glong rest; /* letters that must stand before it */
  } endings[] = {{"het", 0, 1}, {"are", 1, 2}};
  enum { SHORTEST_QUALITY = 5 };
  glong letters = g_utf8_strlen(base, -1);
  if (g_str_has_suffix(base, "het") && letters >= SHORTEST_QUALITY + (glong)strlen("het")) {
    char *quality = g_strndup(base, strlen(base) - strlen("het"));
    char *form = is_adjective(quality) ? corpus_form_of_base(quality) : g_strdup(base);
    g_free(quality);
    return form;
  }
  for (gsize i = 0; i < G_N_ELEMENTS(endings); i++)
    if (g_str_has_suffix(base, endings[i].ending) &&
        letters >= (glong)strlen(endings[i].ending) + endings[i].rest)
      return g_strndup(base, strlen(base) - endings[i].cut);
  return NULL;
}

char *
corpus_form_of_base(const char *base) {
  if (corpus_is_stopword(base) || is_apart(base)) /* "inte" is not "intern" */
    return g_strdup(base);
  char *participle = short_participle(base);
  if (participle != NULL)
    return participle;
  char *joined = without_hyphens(base);
  char *form = keep_derivation(joined);
  if (form == NULL) {
    form = corpus_word_stem(joined);
    mend_adjective(form);
    cut_latin_ending(form);
  }
  g_free(joined);
  return form;
}

char *
corpus_base(const CorpusLexicon *lexicon, const char *word) {
  if (corpus_is_stopword(word))
    return g_strdup(word);
  char *base = corpus_irregular_base(word);
  if (base != NULL)
    return base;
  base = corpus_lexicon_base(lexicon, word);
  if (base == NULL)
    base = corpus_lexicon_base_by_analogy(lexicon, word);
  if (base != NULL && is_inflection_of(word, base))
    return base;
  g_free(base);
  return g_strdup(word);
}

static char *
find_form(const CorpusLexicon *lexicon, const char *word) {
  char *participle = short_participle(word);
  if (participle != NULL && !corpus_is_stopword(word))
    return participle;
  g_free(participle);
  char *base = corpus_base(lexicon, word);
  char *form = corpus_form_of_base(base);
  g_free(base);
  return form;
}

#define REMEMBERED 512 /* a power of two */
#define REMEMBERED_BYTES 32

/* A word, and its form. */
typedef struct {
  guint lexicon; /* its number; 0 = nothing is remembered here */
  char word[REMEMBERED_BYTES], form[REMEMBERED_BYTES];
} Remembered;

/* A text uses the same words again and again, and so do the next ones that a thread reads. */
char *
corpus_form(const CorpusLexicon *lexicon, const char *word) {
  static _Thread_local Remembered remembered[REMEMBERED];
  Remembered *known = &remembered[g_str_hash(word) % REMEMBERED];
  guint number = lexicon != NULL ? corpus_lexicon_number(lexicon) : 0;
  if (number != 0 && known->lexicon == number && strcmp(known->word, word) == 0)
    return g_strdup(known->form);
  char *form = find_form(lexicon, word);
  if (number != 0 && strlen(word) < REMEMBERED_BYTES && strlen(form) < REMEMBERED_BYTES) {
    known->lexicon = number;
    g_strlcpy(known->word, word, sizeof known->word);
    g_strlcpy(known->form, form, sizeof known->form);
  }
  return form;
}

char *
corpus_content_of_forms(const char *forms) {
  char *all = g_strdup(forms);
  GString *key = g_string_sized_new(strlen(forms) + 1);
  bool content = false;
  for (char *part = all, *next = NULL; part != NULL; part = next) {
    next = strchr(part, ' ');
    if (next != NULL)
      *next++ = '\0';
    if (corpus_is_stopword(part))
      continue;
    content = true;
    if (key->len > 0)
      g_string_append_c(key, ' ');
    g_string_append(key, part);
  }
  if (!content)
    g_string_assign(key, forms);
  g_free(all);
  return g_string_free(key, FALSE);
}
