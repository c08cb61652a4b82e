/* corpus/reading/lines/page_text.c: cuts transcripts, whose pages are one line each, into lines.
 *
 * The words of a page are gone through once. Where something may begin (after a sentence, a
 * heading, a bullet, a figure) and a word with a capital follows some words on, these words are
 * tried as a heading; only those that are known by name count, as nothing else marks one. */
#include "corpus/reading/lines/page_text.h"

#include <string.h>

#include "corpus/instrument/instrument.h"
#include "corpus/reading/lines/layout_words.h"

enum {
  PAGES_MIN = 3,
  MEAN_CHARS_MIN = 60,    /* of numbered pages */
  MEAN_CHARS_SURE = 1000, /* of pages without numbers */
  NUMBERED_MIN_PERCENT = 90,
  HEADER_WORDS_MAX = 12,
  HEADER_MIN_PERCENT = 60, /* of the pages begin with the same words */
  HEADING_WORDS_MAX = 14,
  RUBRIC_WORDS_MAX = 80,
  PARAGRAPH_BYTES = 600
};

static const double HEADING_LIKENESS = 0.9;

typedef enum { PROSE, ITEMS, SCORES } Mode;

typedef struct {
  CorpusLines *into;
  char **words; /* of the page */
  guint count, at;
  unsigned page, number;
  GString *text; /* of the line that is being written, which can go on overleaf */
  unsigned text_page;
  Mode mode;
  bool fresh; /* something may begin here */
  unsigned area, paragraphs;
} Cutter;

/* ---- is it a transcript? ---- */

/* The number with which the line begins, 0 if none. */
static unsigned
page_number(const char *text) {
  gsize digits = strspn(text, "0123456789");
  bool alone = digits > 0 && digits < 5 && (text[digits] == ' ' || text[digits] == '\0');
  return alone ? (unsigned)g_ascii_strtoull(text, NULL, 10) : 0;
}

static bool
is_transcript(const GPtrArray *lines, bool *numbered) {
  guint pages = 0, in_order = 0;
  glong chars = 0;
  unsigned before = 0;
  for (guint i = 0; i < lines->len; i++) {
    const CorpusLine *line = corpus_line_at(lines, i);
    if (line->paragraph != 0 || line->words != NULL)
      return false;
    if (*line->text == '\0')
      continue;
    unsigned number = page_number(line->text);
    pages++;
    in_order += number == before + 1;
    before = number;
    chars += g_utf8_strlen(line->text, -1);
  }
  *numbered = in_order * 100 >= pages * NUMBERED_MIN_PERCENT;
  glong least = *numbered ? MEAN_CHARS_MIN : MEAN_CHARS_SURE;
  return pages >= PAGES_MIN && chars >= least * (glong)pages;
}

/* ---- running headers ---- */

/* The word with every number in it as "#". */
static char *
shape_of(const char *word) {
  GString *shape = g_string_new(NULL);
  for (const char *p = word; *p != '\0'; p++)
    if (!g_ascii_isdigit(*p))
      g_string_append_c(shape, *p);
    else if (shape->len == 0 || shape->str[shape->len - 1] != '#')
      g_string_append_c(shape, '#');
  return g_string_free(shape, FALSE);
}

/* The shape that most of the pages whose words before it are the header's have at a place; NULL if
 * they are too few. Takes the others out of the pages. */
static char *
next_of_header(GPtrArray *pages, guint place, guint least) {
  GHashTable *counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  char *most = NULL;
  for (guint i = 0; i < pages->len; i++) {
    char **words = g_ptr_array_index(pages, i);
    if (g_strv_length(words) <= place)
      continue;
    char *shape = shape_of(words[place]);
    guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, shape)) + 1;
    if (count >= least && most == NULL)
      most = g_strdup(shape);
    g_hash_table_insert(counts, shape, GUINT_TO_POINTER(count));
  }
  g_hash_table_unref(counts);
  return most;
}

/* The shapes of the words with which most pages begin; NULL-terminated. */
static GPtrArray *
header_of(GPtrArray *pages) {
  GPtrArray *header = g_ptr_array_new_with_free_func(g_free);
  guint least = MAX(pages->len * HEADER_MIN_PERCENT / 100, 2);
  for (guint place = 0; place < HEADER_WORDS_MAX; place++) {
    char *shape = next_of_header(pages, place, least);
    if (shape == NULL)
      break;
    g_ptr_array_add(header, shape);
  }
  return header;
}

static guint
header_words(const GPtrArray *header, char **words) {
  guint taken = 0;
  bool same = true;
  while (same && taken < header->len && words[taken] != NULL) {
    char *shape = shape_of(words[taken]);
    same = g_str_equal(shape, g_ptr_array_index(header, taken));
    g_free(shape);
    taken += same;
  }
  return taken;
}

/* ---- words ---- */

static const char *
word_at(const Cutter *cutter, guint at) {
  return at < cutter->count ? cutter->words[at] : "";
}

/* Perhaps with the number of a note behind it. */
static bool
ends_sentence(const char *word) {
  return corpus_layout_matches("sentence-end", word);
}

static bool
begins_something(const char *word) {
  gunichar first = g_utf8_get_char(word);
  return *word == '\0' || g_unichar_isupper(first) || g_unichar_isdigit(first) ||
         !g_unichar_isalnum(first);
}

static bool
is_sure_bullet(const char *word) {
  gsize length_bytes = 0;
  gunichar glyph = 0;
  return corpus_layout_bullet(word, &length_bytes, &glyph) == CORPUS_BULLET_SURE;
}

static bool
is_figure(const char *word) {
  return *word != '\0' && strspn(word, "0123456789") == strlen(word);
}

/* "6.2" */
static bool
is_question_number(const char *word) {
  return g_ascii_isdigit(word[0]) && word[1] == '.' && g_ascii_isdigit(word[2]) &&
         strlen(word) <= 4;
}

static char *
join(const Cutter *cutter, guint from, guint count) {
  GString *text = g_string_new(NULL);
  for (guint i = from; i < from + count && i < cutter->count; i++)
    g_string_append_printf(text, "%s%s", i > from ? " " : "", cutter->words[i]);
  return g_string_free(text, FALSE);
}

/* ---- lines ---- */

static CorpusLine *
add_line(Cutter *cutter, const char *text, unsigned page) {
  CorpusLine *line = corpus_line_new(text, page, cutter->number);
  line->ends_with_space = true;
  g_ptr_array_add(cutter->into->lines, line);
  return line;
}

/* Writes the line that was begun. */
static void
flush(Cutter *cutter) {
  if (cutter->text->len > 0) {
    CorpusLine *line = add_line(cutter, cutter->text->str, cutter->text_page);
    if (cutter->mode == PROSE) {
      line->kind = CORPUS_LINE_TEXT;
      line->paragraph = ++cutter->paragraphs;
    }
  }
  g_string_truncate(cutter->text, 0);
}

static void
append(Cutter *cutter, const char *word) {
  if (cutter->text->len == 0)
    cutter->text_page = cutter->page;
  else
    g_string_append_c(cutter->text, ' ');
  g_string_append(cutter->text, word);
}

/* ---- what begins at a word ---- */

/* Is the text a heading that is known by name? area: that it opens, 0 if none. */
static bool
is_heading(const Cutter *cutter, const char *text, unsigned *area) {
  char *number = NULL;
  const char *title = corpus_heading_without_number(text, &number);
  bool numbered = *number != '\0', question = false;
  g_free(number);
  *area = 0;
  for (const CorpusInstrument *const *known = corpus_instruments();
       *known != NULL && *area == 0 && !question; known++) {
    double likeness = 0;
    *area = numbered ? corpus_instrument_match_area(*known, text) : 0;
    corpus_instrument_match_heading(*known, cutter->area, title, &likeness);
    question = cutter->area != 0 && likeness >= HEADING_LIKENESS;
  }
  return *area != 0 || question ||
         corpus_layout_heading(text, cutter->area != 0) != CORPUS_HEADING_UNKNOWN;
}

/* "Område 1 Offentlighet" begins the chapter of an area. */
static bool
begins_area(const Cutter *cutter, guint at) {
  char *text = join(cutter, at, 3);
  bool begins = corpus_layout_matches("area-heading", text);
  g_free(text);
  return begins;
}

/* "4.1", "4.1.2": headings of a chapter's parts begin so. */
static bool
is_part_number(const char *word) {
  return g_ascii_isdigit(*word) && strchr(word, '.') != NULL &&
         g_ascii_isdigit(word[strlen(word) - 1]);
}

/* Can no heading go on with the word: a sentence, a row of figures or the contents end before it,
 * or the next heading or the head of a table begins with it? */
static bool
ends_heading(const Cutter *cutter, guint at) {
  const char *before = word_at(cutter, at - 1), *word = word_at(cutter, at);
  bool number = g_ascii_isdigit(*before);
  return (ends_sentence(before) && !number) || strchr(before, '%') != NULL ||
         strstr(word, "..") != NULL || corpus_layout_matches("score-header-cell", word) ||
         is_part_number(word) || begins_area(cutter, at) ||
         (!number && corpus_layout_heading(word, true) == CORPUS_HEADING_BACKGROUND);
}

/* Of how many words a heading that begins here can be. */
static guint
most_heading_words(const Cutter *cutter) {
  guint most = strstr(word_at(cutter, cutter->at), "..") == NULL ? 1 : 0;
  while (most > 0 && most < HEADING_WORDS_MAX && cutter->at + most < cutter->count &&
         !ends_heading(cutter, cutter->at + most))
    most++;
  return most;
}

/* Takes the longest heading that begins here. */
static bool
take_heading(Cutter *cutter) {
  if (!begins_something(word_at(cutter, cutter->at)))
    return false;
  guint most = most_heading_words(cutter);
  for (guint count = most; count > 0; count--) {
    if (!begins_something(word_at(cutter, cutter->at + count)))
      continue;
    unsigned area = 0;
    char *text = join(cutter, cutter->at, count);
    bool heading = is_heading(cutter, text, &area);
    if (heading) {
      flush(cutter);
      add_line(cutter, text, cutter->page)->kind = CORPUS_LINE_HEADING;
      cutter->mode = PROSE;
      cutter->at += count;
      cutter->area = area != 0 ? area : cutter->area;
    }
    g_free(text);
    if (heading)
      return true;
  }
  return false;
}

/* "Rubriker", what is asked, "Poäng" before or after it, and the chapter's figure. */
static bool
take_rubrics(Cutter *cutter) {
  char *text = join(cutter, cutter->at, 1);
  bool head = corpus_layout_matches("rubrics-header-first", text);
  g_free(text);
  guint end = cutter->at + 1;
  while (head && end < cutter->count && end - cutter->at < RUBRIC_WORDS_MAX &&
         !is_figure(word_at(cutter, end)))
    end++;
  if (!head || !is_figure(word_at(cutter, end)))
    return false;
  flush(cutter);
  add_line(cutter, "Rubriker Poäng", cutter->page);
  add_line(cutter, word_at(cutter, end), cutter->page);
  cutter->mode = PROSE;
  cutter->at = end + 1;
  return true;
}

/* The words over the columns of a table of strengths and improvements, if items with bullets
 * follow: without them nothing shows where one ends. */
static bool
take_columns(Cutter *cutter) {
  guint count = 0;
  bool begins = true;
  CorpusTableHead head = {{0}, 0};
  while (begins && count < 2 * CORPUS_TABLE_COLUMNS_MAX) {
    char *text = join(cutter, cutter->at, count + 1);
    begins = g_unichar_isalpha(g_utf8_get_char(word_at(cutter, cutter->at + count))) &&
             corpus_layout_columns_begin(text);
    count += begins;
    g_free(text);
  }
  char *text = join(cutter, cutter->at, count);
  bool columns = count > 1 && corpus_layout_columns(text, &head) && head.count > 1 &&
                 head.tags[0] == CORPUS_TAG_STRENGTH &&
                 is_sure_bullet(word_at(cutter, cutter->at + count));
  if (columns) {
    flush(cutter);
    cutter->mode = ITEMS;
    add_line(cutter, text, cutter->page);
    cutter->at += count;
  }
  g_free(text);
  return columns;
}

/* The words over the figures of a table of scores, whose rows follow. */
static bool
take_scores(Cutter *cutter) {
  char *text = join(cutter, cutter->at, 3);
  bool scores = corpus_layout_matches("score-header", text) && strstr(text, ". ") == NULL &&
                cutter->at + 3 <= cutter->count;
  if (scores) {
    flush(cutter);
    cutter->mode = SCORES;
    add_line(cutter, text, cutter->page);
    cutter->at += 3;
  }
  g_free(text);
  return scores;
}

static bool
take_block(Cutter *cutter) {
  return take_rubrics(cutter) || take_columns(cutter) || take_scores(cutter) ||
         take_heading(cutter);
}

/* "1.2 Den politiska dagordningen" in the chapter of area 1: its text follows without a sign. */
static bool
begins_question(const Cutter *cutter, guint at) {
  return cutter->fresh && cutter->mode == PROSE &&
         g_ascii_strtoull(word_at(cutter, at), NULL, 10) == cutter->area &&
         g_unichar_isupper(g_utf8_get_char(word_at(cutter, at + 1)));
}

static void
take_word(Cutter *cutter) {
  const char *word = word_at(cutter, cutter->at++);
  bool row = is_question_number(word) &&
             (cutter->mode == SCORES || begins_question(cutter, cutter->at - 1));
  if (is_sure_bullet(word) || row)
    flush(cutter);
  append(cutter, word);
  cutter->fresh = ends_sentence(word) || is_sure_bullet(word) || strchr(word, '%') != NULL;
  if (cutter->mode == SCORES && strchr(word, '%') != NULL)
    flush(cutter);
  if (cutter->mode == PROSE && ends_sentence(word) && cutter->text->len > PARAGRAPH_BYTES &&
      begins_something(word_at(cutter, cutter->at)))
    flush(cutter);
}

static void
cut_page(Cutter *cutter) {
  cutter->fresh = true;
  if (cutter->mode != PROSE)
    flush(cutter);
  if (cutter->mode != SCORES)
    cutter->mode = PROSE;
  while (cutter->at < cutter->count) {
    bool may_begin =
        cutter->fresh || g_ascii_isdigit(*word_at(cutter, cutter->at)) || cutter->mode != PROSE;
    if (may_begin && take_block(cutter))
      cutter->fresh = true;
    else
      take_word(cutter);
  }
}

/* ---- the whole ---- */

void
corpus_page_text_cut(CorpusLines *lines) {
  bool numbered = false;
  if (!is_transcript(lines->lines, &numbered))
    return;
  GPtrArray *whole = lines->lines;
  GPtrArray *pages = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
  for (guint i = 0; i < whole->len; i++) {
    const CorpusLine *line = corpus_line_at(whole, i);
    const char *text =
        line->text +
        (page_number(line->text) > 0 && numbered ? strspn(line->text, "0123456789") : 0);
    CorpusLine bare = {.text = (char *)text};
    g_ptr_array_add(pages, corpus_line_split(&bare));
  }
  GPtrArray *header = header_of(pages);
  lines->lines = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_line_free);
  Cutter cutter = {.into = lines, .text = g_string_new(NULL)};
  for (guint i = 0; i < whole->len; i++) {
    const CorpusLine *line = corpus_line_at(whole, i);
    cutter.words = g_ptr_array_index(pages, i);
    cutter.count = g_strv_length(cutter.words);
    cutter.at = header_words(header, cutter.words);
    cutter.page = numbered && page_number(line->text) > 0 ? page_number(line->text) : line->page;
    cutter.number = line->number;
    if (cutter.count > 0)
      cut_page(&cutter);
    lines->pages = MAX(lines->pages, cutter.page);
  }
  flush(&cutter);
  g_string_free(cutter.text, TRUE);
  g_ptr_array_unref(header);
  g_ptr_array_unref(pages);
  g_ptr_array_unref(whole);
  g_ptr_array_add(lines->warnings,
                  corpus_warning_new("transcript", NULL, NULL,
                                     "each page is one line (a transcript): columns of tables "
                                     "can't be told for sure; index the PDF instead"));
}
