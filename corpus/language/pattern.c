/* corpus/language/pattern.c: reads the patterns of the knowledge files and matches them with words.
 *
 * A pattern is a row of elements, each of which takes one word, some words or none. The matcher
 * tries them from the left and goes back where it took too few; what may be skipped is kept as
 * short as possible. */
#include "corpus/language/pattern.h"

#include <string.h>

enum { WORD_MAY_STAND = 1, FEW_WORDS = 4, MANY_WORDS = 40 };

/* ---- reading ---- */

void
corpus_pattern_maker_init(CorpusPatternMaker *maker) {
  *maker = (CorpusPatternMaker){g_array_new(FALSE, TRUE, sizeof(CorpusElement)),
                                g_array_new(FALSE, TRUE, sizeof(CorpusChoice)), g_string_new(NULL),
                                g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
}

void
corpus_pattern_maker_clear(CorpusPatternMaker *maker) {
  g_array_unref(maker->elements);
  g_array_unref(maker->choices);
  g_string_free(maker->texts, TRUE);
  g_hash_table_unref(maker->known);
}

CorpusPatterns
corpus_patterns_of(const CorpusPatternMaker *maker) {
  return (CorpusPatterns){(const CorpusElement *)(void *)maker->elements->data,
                          (const CorpusChoice *)(void *)maker->choices->data, maker->texts->str};
}

static CorpusChoiceKind
kind_of(const char *text, bool begins, bool ends) {
  if (begins || ends)
    return begins && ends ? CORPUS_CHOICE_PART
           : begins       ? CORPUS_CHOICE_BEGINNING
                          : CORPUS_CHOICE_ENDING;
  if (*text != '\0' && strspn(text, "0") == strlen(text))
    return CORPUS_CHOICE_DIGITS;
  return strcmp(text, "Aa") == 0   ? CORPUS_CHOICE_CAPITAL
         : strcmp(text, "aa") == 0 ? CORPUS_CHOICE_LETTERS
         : strcmp(text, "$") == 0  ? CORPUS_CHOICE_END
                                   : CORPUS_CHOICE_WORD;
}

/* Its place among the texts, each of which is there once. Takes the text. */
static guint32
place_of_text(CorpusPatternMaker *maker, char *text) {
  char *key = g_strconcat("text ", text, NULL);
  guint place = GPOINTER_TO_UINT(g_hash_table_lookup(maker->known, key));
  if (place == 0) {
    place = (guint)maker->texts->len + 1;
    g_string_append_len(maker->texts, text, (gssize)strlen(text) + 1);
    g_hash_table_insert(maker->known, g_strdup(key), GUINT_TO_POINTER(place));
  }
  g_free(key);
  g_free(text);
  return place - 1;
}

/* Adds what stands between two bars. Is something there to compare words with, and more than a
 * letter where more letters may follow? */
static bool
add_choice(CorpusPatternMaker *maker, const char *text, gsize bytes) {
  bool begins = bytes > 1 && text[bytes - 1] == '*', ends = bytes > 1 && text[0] == '*';
  char *bare = g_strndup(text + ends, bytes - begins - ends);
  CorpusChoice choice = {.bytes = (guint16)strlen(bare),
                         .kind = (guint8)kind_of(bare, begins, ends),
                         .first = (guint8)*bare};
  choice.text = place_of_text(maker, bare);
  g_array_append_val(maker->choices, choice);
  return choice.bytes >= (choice.kind == CORPUS_CHOICE_BEGINNING ? 2 : 1);
}

/* "finns|fanns|GOTT" with what GOTT stands for. The caller frees it. */
static char *
spell_out(const char *text, gsize bytes, GHashTable *lists) {
  char *written = g_strndup(text, bytes), **names = g_strsplit(written, "|", -1);
  for (char **name = names; lists != NULL && *name != NULL; name++) {
    const char *list = g_hash_table_lookup(lists, *name);
    if (list != NULL) {
      g_free(*name);
      *name = g_strdup(list);
    }
  }
  char *spelt = g_strjoinv("|", names);
  g_strfreev(names);
  g_free(written);
  return spelt;
}

/* Gives the element the choices that are written so; those of each way to write are there once. */
static bool
read_choices(CorpusPatternMaker *maker, CorpusElement *element, const char *text, gsize bytes,
             GHashTable *lists) {
  char *spelt = spell_out(text, bytes, lists), *key = g_strconcat("choices ", spelt, NULL);
  guint place = GPOINTER_TO_UINT(g_hash_table_lookup(maker->known, key));
  bool valid = true;
  element->choices = place > 0 ? place - 1 : maker->choices->len;
  element->count = 0;
  for (const char *at = spelt, *next = NULL; at != NULL; at = next) {
    gsize length = strcspn(at, "|");
    valid = (place > 0 || add_choice(maker, at, length)) && valid;
    element->count++;
    next = at[length] == '|' ? at + length + 1 : NULL;
  }
  if (valid && place == 0)
    g_hash_table_insert(maker->known, g_strdup(key), GUINT_TO_POINTER(element->choices + 1));
  g_free(key);
  g_free(spelt);
  return valid;
}

static bool
is_in(const char *text, gsize bytes, char open, char close) {
  return bytes > 2 && text[0] == open && text[bytes - 1] == close;
}

/* How many words an element that takes any takes at most; 0 = it is no such element. */
static guint8
most_of_any(const char *text) {
  return strcmp(text, "?") == 0    ? WORD_MAY_STAND
         : strcmp(text, "…") == 0  ? FEW_WORDS
         : strcmp(text, "……") == 0 ? MANY_WORDS
                                   : 0;
}

/* Reads what stands between two spaces as the pattern's next element. */
static bool
read_element(CorpusPatternMaker *maker, CorpusPattern *pattern, const char *text, GHashTable *lists,
             CorpusElement *element) {
  gsize bytes = strlen(text);
  *element = (CorpusElement){.most = most_of_any(text), .start = strcmp(text, "^") == 0};
  if (element->most > 0)
    return true;
  if (element->start)
    return pattern->count == 0;
  if (is_in(text, bytes, '[', ']')) {
    element->most = MANY_WORDS;
    return read_choices(maker, element, text + 1, bytes - 2, lists);
  }
  pattern->words++;
  if (!is_in(text, bytes, '<', '>'))
    return read_choices(maker, element, text, bytes, lists);
  if (pattern->read_count == CORPUS_PATTERN_READS)
    return false;
  pattern->reads[pattern->read_count++] = pattern->count;
  return read_choices(maker, element, text + 1, bytes - 2, lists);
}

bool
corpus_pattern_add(CorpusPatternMaker *maker, const char *text, GHashTable *lists,
                   CorpusPattern *pattern) {
  *pattern = (CorpusPattern){.elements = maker->elements->len};
  char **elements = g_strsplit(text, " ", -1);
  CorpusElement first = {0}, last = {0};
  bool valid = true;
  for (char **element = elements; *element != NULL && valid; element++) {
    if (**element == '\0')
      continue;
    valid = pattern->count < CORPUS_PATTERN_ELEMENTS &&
            read_element(maker, pattern, *element, lists, &last);
    first = pattern->count == 0 ? last : first;
    g_array_append_val(maker->elements, last);
    pattern->count++;
  }
  g_strfreev(elements);
  /* What may be left out says nothing at an edge. */
  return valid && pattern->words > 0 && first.most == 0 && last.most == 0;
}

/* ---- matching ---- */

/* A match that is being sought. */
typedef struct {
  const CorpusPatterns *patterns;
  const CorpusPattern *pattern;
  const CorpusWordsRange *range;
  guint from; /* where the phrase begins */
  guint *places;
} Search;

static bool
begins_with_capital(const CorpusWordsRange *range, const CorpusWord *word) {
  return range->text != NULL && g_unichar_isupper(g_utf8_get_char(range->text + word->start_bytes));
}

static bool
is_of_letters(const char *word) {
  return g_unichar_isalpha(g_utf8_get_char(word));
}

/* length: bytes of the word, which many choices ask for. */
static bool
choice_takes(const CorpusChoice *choice, const char *text, const CorpusWordsRange *range,
             const CorpusWord *word, gsize length) {
  gsize digits = 0;
  switch ((CorpusChoiceKind)choice->kind) {
  case CORPUS_CHOICE_WORD:
    return (guint8)*word->word == choice->first && strcmp(word->word, text) == 0;
  case CORPUS_CHOICE_BEGINNING:
    return (guint8)*word->word == choice->first && strncmp(word->word, text, choice->bytes) == 0;
  case CORPUS_CHOICE_ENDING:
    return length >= choice->bytes && (guint8)word->word[length - choice->bytes] == choice->first &&
           memcmp(word->word + length - choice->bytes, text, choice->bytes) == 0;
  case CORPUS_CHOICE_PART:
    return strstr(word->word, text) != NULL;
  case CORPUS_CHOICE_DIGITS:
    digits = strspn(word->word, "0123456789");
    return digits > 0 && digits == length && (choice->bytes == 1 || digits == choice->bytes);
  case CORPUS_CHOICE_CAPITAL:
    return begins_with_capital(range, word);
  case CORPUS_CHOICE_LETTERS:
    return is_of_letters(word->word);
  case CORPUS_CHOICE_END:
    break;
  }
  return false;
}

/* Does the element take the word at that place? */
static bool
element_takes(const CorpusElement *element, const Search *search, guint at) {
  const CorpusWordsRange *range = search->range;
  if (at >= range->end || (range->breaks != NULL && range->breaks[at] && at > search->from))
    return false;
  bool takes = element->count == 0;
  const CorpusWord *word = &g_array_index(range->words, CorpusWord, at);
  const CorpusChoice *choices = search->patterns->choices + element->choices;
  const gsize length = element->count > 0 ? strlen(word->word) : 0;
  for (guint i = 0; i < element->count && !takes; i++)
    takes =
        choice_takes(&choices[i], search->patterns->texts + choices[i].text, range, word, length);
  return takes;
}

static bool
may_be_end(const CorpusElement *element, const CorpusChoice *choices) {
  for (guint i = 0; i < element->count; i++)
    if (choices[element->choices + i].kind == CORPUS_CHOICE_END)
      return true;
  return false;
}

/* Do the elements from the index on fit from the word on? */
static bool
rest_fits(const Search *search, guint index, guint at) {
  if (index == search->pattern->count)
    return true;
  const CorpusElement *element = &search->patterns->elements[search->pattern->elements + index];
  search->places[index] = G_MAXUINT;
  if (element->start)
    return at == search->range->first && rest_fits(search, index + 1, at);
  if (element->most == 0) {
    if (at == search->range->end)
      return may_be_end(element, search->patterns->choices) && rest_fits(search, index + 1, at);
    bool taken = search->range->taken != NULL && search->range->taken[at];
    if (taken || !element_takes(element, search, at))
      return false;
    search->places[index] = at;
    return rest_fits(search, index + 1, at + 1);
  }
  for (guint skipped = 0; !rest_fits(search, index + 1, at + skipped); skipped++)
    if (skipped == element->most || !element_takes(element, search, at + skipped))
      return false;
  return true;
}

/* known: how many of its elements, from the first on, take a word each from the place on. */
static bool
fits_behind(const CorpusPatterns *patterns, const CorpusPattern *pattern,
            const CorpusWordsRange *range, guint at, guint known, CorpusMatch *match) {
  const Search search = {patterns, pattern, range, at, match->places};
  match->places[0] = at;
  if (!rest_fits(&search, known, at + known))
    return false;
  match->first = match->last = at;
  for (guint i = 0; i < pattern->count; i++)
    if (match->places[i] != G_MAXUINT)
      match->last = match->places[i];
  for (guint i = 0; i < pattern->read_count; i++)
    match->read[i] = match->places[pattern->reads[i]];
  return true;
}

bool
corpus_pattern_fits(const CorpusPatterns *patterns, const CorpusPattern *pattern,
                    const CorpusWordsRange *range, guint at, CorpusMatch *match) {
  return fits_behind(patterns, pattern, range, at, 0, match);
}

bool
corpus_pattern_goes_on(const CorpusPatterns *patterns, const CorpusPattern *pattern,
                       const CorpusWordsRange *range, guint at, CorpusMatch *match) {
  return fits_behind(patterns, pattern, range, at, 1, match);
}
