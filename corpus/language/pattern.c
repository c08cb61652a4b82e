/* corpus/language/pattern.c: reads the patterns of the knowledge files and matches them with words.
 *
 * A pattern is a row of elements, each of which takes one word, some words or none. The matcher
 * tries them from the left and goes back where it took too few; what may be skipped is kept as
 * short as possible. */
#include "corpus/language/pattern.h"

#include <string.h>

enum { WORD_MAY_STAND = 1, FEW_WORDS = 4, MANY_WORDS = 40 };

/* ---- reading ---- */

static CorpusChoice
choice_new(const char *text, gsize bytes) {
  bool begins = bytes > 1 && text[bytes - 1] == '*', ends = bytes > 1 && text[0] == '*';
  CorpusChoice choice = {.text = g_strndup(text + ends, bytes - begins - ends),
                         .bytes = bytes - begins - ends};
  if (begins || ends)
    choice.kind = begins && ends ? CORPUS_CHOICE_PART
                  : begins       ? CORPUS_CHOICE_BEGINNING
                                 : CORPUS_CHOICE_ENDING;
  else if (bytes > 0 && strspn(choice.text, "0") == bytes)
    choice.kind = CORPUS_CHOICE_DIGITS;
  else if (strcmp(choice.text, "Aa") == 0)
    choice.kind = CORPUS_CHOICE_CAPITAL;
  else if (strcmp(choice.text, "aa") == 0)
    choice.kind = CORPUS_CHOICE_LETTERS;
  else if (strcmp(choice.text, "$") == 0)
    choice.kind = CORPUS_CHOICE_END;
  return choice;
}

/* Is something there to compare words with, and more than a letter where more letters may follow?
 */
static bool
choice_is_valid(const CorpusChoice *choice) {
  return choice->bytes >= (choice->kind == CORPUS_CHOICE_BEGINNING ? 2 : 1);
}

/* Adds what stands between the bars; whether all of it is valid. */
static bool
add_choices(GArray *choices, const char *text) {
  bool valid = true;
  for (const char *at = text, *next = NULL; at != NULL; at = next) {
    gsize bytes = strcspn(at, "|");
    CorpusChoice choice = choice_new(at, bytes);
    valid = valid && choice_is_valid(&choice);
    g_array_append_val(choices, choice);
    next = at[bytes] == '|' ? at + bytes + 1 : NULL;
  }
  return valid;
}

/* Reads "finns|fanns|GOTT" into the element. A command reads a thousand of them. */
static bool
read_choices(CorpusElement *element, const char *text, gsize bytes, GHashTable *lists) {
  GArray *choices = g_array_sized_new(FALSE, FALSE, sizeof(CorpusChoice), 1);
  char *names = g_strndup(text, bytes);
  bool valid = true;
  for (char *name = names, *bar = NULL; name != NULL; name = bar != NULL ? bar + 1 : NULL) {
    bar = strchr(name, '|');
    if (bar != NULL)
      *bar = '\0';
    const char *list = lists != NULL ? g_hash_table_lookup(lists, name) : NULL;
    valid = add_choices(choices, list != NULL ? list : name) && valid;
  }
  g_free(names);
  element->count = choices->len;
  element->choices = (CorpusChoice *)(void *)g_array_free(choices, FALSE);
  return valid;
}

static bool
is_in(const char *text, gsize bytes, char open, char close) {
  return bytes > 2 && text[0] == open && text[bytes - 1] == close;
}

/* Reads what stands between two spaces as the pattern's next element. */
static bool
read_element(CorpusPattern *pattern, const char *text, GHashTable *lists) {
  static const struct {
    const char *text;
    guint most;
  } any[] = {{"?", WORD_MAY_STAND}, {"…", FEW_WORDS}, {"……", MANY_WORDS}};
  if (pattern->count == CORPUS_PATTERN_ELEMENTS)
    return false;
  CorpusElement *element = &pattern->elements[pattern->count++];
  for (gsize i = 0; i < G_N_ELEMENTS(any); i++)
    if (strcmp(text, any[i].text) == 0) {
      element->most = any[i].most;
      return true;
    }
  gsize bytes = strlen(text);
  element->start = strcmp(text, "^") == 0;
  if (element->start)
    return pattern->count == 1;
  if (is_in(text, bytes, '[', ']')) {
    element->most = MANY_WORDS;
    return read_choices(element, text + 1, bytes - 2, lists);
  }
  pattern->words++;
  if (!is_in(text, bytes, '<', '>'))
    return read_choices(element, text, bytes, lists);
  if (pattern->read_count == CORPUS_PATTERN_READS)
    return false;
  pattern->reads[pattern->read_count++] = pattern->count - 1;
  return read_choices(element, text + 1, bytes - 2, lists);
}

static void
pattern_free(CorpusPattern *pattern) {
  for (guint i = 0; i < pattern->count; i++) {
    for (guint j = 0; j < pattern->elements[i].count; j++)
      g_free(pattern->elements[i].choices[j].text);
    g_free(pattern->elements[i].choices);
  }
  g_free(pattern);
}

CorpusPattern *
corpus_pattern_new(const char *text, GHashTable *lists) {
  CorpusPattern *pattern = g_new0(CorpusPattern, 1);
  char **elements = g_strsplit(text, " ", -1);
  bool valid = true;
  for (char **element = elements; *element != NULL && valid; element++)
    valid = **element == '\0' || read_element(pattern, *element, lists);
  g_strfreev(elements);
  /* What may be left out says nothing at an edge. */
  if (valid && pattern->words > 0 && pattern->elements[0].most == 0 &&
      pattern->elements[pattern->count - 1].most == 0)
    return pattern;
  pattern_free(pattern);
  return NULL;
}

/* ---- matching ---- */

/* A match that is being sought. */
typedef struct {
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

static bool
choice_takes(const CorpusChoice *choice, const CorpusWordsRange *range, const CorpusWord *word) {
  gsize length = 0;
  switch (choice->kind) {
  case CORPUS_CHOICE_WORD: /* most differ in the first letter */
    return word->word[0] == choice->text[0] && strcmp(word->word, choice->text) == 0;
  case CORPUS_CHOICE_BEGINNING:
    return choice->bytes == 0 || (word->word[0] == choice->text[0] &&
                                  strncmp(word->word, choice->text, choice->bytes) == 0);
  case CORPUS_CHOICE_ENDING:
    length = strlen(word->word);
    return length >= choice->bytes &&
           memcmp(word->word + length - choice->bytes, choice->text, choice->bytes) == 0;
  case CORPUS_CHOICE_PART:
    return strstr(word->word, choice->text) != NULL;
  case CORPUS_CHOICE_DIGITS:
    length = strspn(word->word, "0123456789");
    return length > 0 && word->word[length] == '\0' &&
           (choice->bytes == 1 || length == choice->bytes);
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
  bool takes = element->choices == NULL;
  const CorpusWord *word = &g_array_index(range->words, CorpusWord, at);
  for (guint i = 0; i < element->count && !takes; i++)
    takes = choice_takes(&element->choices[i], range, word);
  return takes;
}

static bool
may_be_end(const CorpusElement *element) {
  for (guint i = 0; i < element->count; i++)
    if (element->choices[i].kind == CORPUS_CHOICE_END)
      return true;
  return false;
}

/* Do the elements from the index on fit from the word on? */
static bool
rest_fits(const Search *search, guint index, guint at) {
  if (index == search->pattern->count)
    return true;
  const CorpusElement *element = &search->pattern->elements[index];
  search->places[index] = G_MAXUINT;
  if (element->start)
    return at == search->range->first && rest_fits(search, index + 1, at);
  if (element->most == 0) {
    if (at == search->range->end)
      return may_be_end(element) && rest_fits(search, index + 1, at);
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

bool
corpus_pattern_fits(const CorpusPattern *pattern, const CorpusWordsRange *range, guint at,
                    CorpusMatch *match) {
  const Search search = {pattern, range, at, match->places};
  if (!rest_fits(&search, 0, at))
    return false;
  match->first = match->last = at;
  for (guint i = 0; i < pattern->count; i++)
    if (match->places[i] != G_MAXUINT)
      match->last = match->places[i];
  for (guint i = 0; i < pattern->read_count; i++)
    match->read[i] = match->places[pattern->reads[i]];
  return true;
}
