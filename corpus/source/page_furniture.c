/* corpus/source/page_furniture.c: finds what belongs to the page, not to the text, where lines have
 * no places: running headers, page numbers, link addresses. */
#include "corpus/source/page_furniture.h"

#include <string.h>

#include "corpus/text/sentence.h"

enum {
  PROSE_MIN_CHARS = 40,   /* a shorter line may be a heading or an item */
  HEADER_MAX_CHARS = 120, /* longer lines are running text */
  BORDER_LINES = 2,       /* running headers stand within so many lines of a page's border */
  PAGE_MIN_LINES = 4,     /* with fewer lines with text above or below, no page ends or begins */
  PAGE_USUAL_LINES = 45,  /* lines with text on a page, where pages are not marked */
  PAGES_MIN = 8,          /* "2 (3)" counts something else than the pages of a report */
  PAGES_TO_COMPARE = 4,   /* with fewer, the same line at the border of most is chance */
  HEADERS_MIN = 3,        /* with a number that counts on: two may do so by chance */
  NUMBERS_MIN = 4,        /* page numbers that stand alone, however short the report is */
  SET_APART_CHARS = 3,    /* spaces before a page number that is set to the middle or right */
  FIGURE_DIGITS = 3,      /* of points and percentages, at most */
  ROW_FIGURES = 3,        /* of a score table: points, maximum, percentage */
  POINTS_STEP = 5,        /* the maxima of questions are multiples of it */
  ROW_LINES = 12,         /* that these may take up, with the empty ones between them */
  STEP_MAX = 3,           /* pages without a number between two with one */
  STEP_MIN_LINES = 4,     /* page numbers are at least so many lines apart */
  CANDIDATES_MAX = 4000,  /* more than any report has: bounds the search for series */
  LINKS_PER_PAGE_MAX = 8
};

typedef struct {
  const GPtrArray *lines; /* CorpusPlacedLine * */
  bool *drop;             /* for each line */
} Furniture;

static const CorpusPlacedLine *
placed_at(const Furniture *furniture, guint i) {
  return g_ptr_array_index(furniture->lines, i);
}

/* What on a line may be a page's number. */
typedef struct {
  guint number, of; /* "7 (27)", "7/27", "7 av 27": 7 and 27; of is 0 where only a number stands */
  bool word;        /* "Sida 7" */
  bool dated;       /* the rest has a date: "… 2013-01-03 7 (27)" */
  char *header;     /* the rest of the line in lower case; "" where there is none */
} PageNumber;

static CorpusLine *
line_at(const Furniture *furniture, guint i) {
  return placed_at(furniture, i)->line;
}

/* Has line i text, and does it stay? */
static bool
keeps(const Furniture *furniture, guint i) {
  return !furniture->drop[i] && *line_at(furniture, i)->text != '\0';
}

/* The nearest line with text before or after line i that is kept; NULL if there is none. */
static const CorpusLine *
text_before(const Furniture *furniture, guint i) {
  while (i-- > 0)
    if (keeps(furniture, i))
      return line_at(furniture, i);
  return NULL;
}

static const CorpusLine *
text_after(const Furniture *furniture, guint i) {
  while (++i < furniture->lines->len)
    if (keeps(furniture, i))
      return line_at(furniture, i);
  return NULL;
}

static bool
begins_with_question_id(const char *text) {
  return g_ascii_isdigit(text[0]) && text[1] == '.' && g_ascii_isdigit(text[2]);
}

/* Does a sentence run on from one line to the other? */
static bool
sentence_runs_on(const CorpusLine *before, const CorpusLine *after) {
  if (before == NULL || after == NULL || corpus_ends_sentence(before->text) ||
      g_utf8_strlen(before->text, -1) < PROSE_MIN_CHARS || begins_with_question_id(before->text))
    return false;
  return g_unichar_islower(g_utf8_get_char(after->text));
}

/* Does a sentence run on from the text before line i to the text after it? */
static bool
is_within_sentence(const Furniture *furniture, guint i) {
  return sentence_runs_on(text_before(furniture, i), text_after(furniture, i));
}

/* Does the text before line i end a sentence, in a line long enough for prose? */
static bool
follows_prose(const Furniture *furniture, guint i) {
  const CorpusLine *before = text_before(furniture, i);
  return before != NULL && corpus_ends_sentence(before->text) &&
         g_utf8_strlen(before->text, -1) >= PROSE_MIN_CHARS;
}

/* Is line i among the first or last `depth` lines with text of its page? */
static bool
is_at_border(const Furniture *furniture, guint i, guint depth) {
  unsigned page = line_at(furniture, i)->page;
  guint before = 0, after = 0;
  for (guint j = i; j-- > 0 && line_at(furniture, j)->page == page && before < depth;)
    before += keeps(furniture, j);
  for (guint j = i + 1;
       j < furniture->lines->len && line_at(furniture, j)->page == page && after < depth; j++)
    after += keeps(furniture, j);
  return before < depth || after < depth;
}

static unsigned
count_pages(const Furniture *furniture) {
  return furniture->lines->len == 0 ? 0 : line_at(furniture, furniture->lines->len - 1)->page;
}

#define WORD "(?:(?<word>sida|sidan|sid|page)\\.?\\s*)?"
#define NUMBER "(?<number>\\d{1,3})(?:\\s*(?:\\(|/|av|of)\\s*(?<of>\\d{1,3})\\s*\\)?)?"
#define DASH "[-–—|]?"

/* One shape a line; the header, where there is one, in the group of that name. */
static const char *const shapes[] = {
    "^" DASH "\\s*" WORD NUMBER "\\s*" DASH "$",
    "^(?<header>.*?\\p{L}.*?)\\s+" WORD NUMBER "$",
    "^" WORD NUMBER "\\s+(?<header>.*\\p{L}.*)$",
};

static GRegex *
shape(gsize index) {
  static gsize compiled[G_N_ELEMENTS(shapes)];
  if (g_once_init_enter(&compiled[index])) {
    GRegex *regex = g_regex_new(shapes[index], G_REGEX_CASELESS | G_REGEX_OPTIMIZE,
                                G_REGEX_MATCH_DEFAULT, NULL);
    g_once_init_leave(&compiled[index], (gsize)regex);
  }
  return (GRegex *)compiled[index];
}

static guint
named_number(const GMatchInfo *match, const char *name) {
  char *digits = g_match_info_fetch_named(match, name);
  guint number = digits == NULL ? 0 : (guint)g_ascii_strtoull(digits, NULL, 10);
  g_free(digits);
  return number;
}

static bool
has_named(const GMatchInfo *match, const char *name) {
  char *text = g_match_info_fetch_named(match, name);
  bool has = text != NULL && *text != '\0';
  g_free(text);
  return has;
}

static bool
has_date(const char *text) {
  return g_regex_match_simple("\\b(?:19|20)\\d\\d-\\d\\d-\\d\\d\\b", text, G_REGEX_DEFAULT,
                              G_REGEX_MATCH_DEFAULT);
}

static void
fill(const GMatchInfo *match, PageNumber *number) {
  char *header = g_match_info_fetch_named(match, "header");
  number->number = named_number(match, "number");
  number->of = named_number(match, "of");
  number->word = has_named(match, "word");
  number->header = header == NULL ? g_strdup("") : g_utf8_strdown(header, -1);
  number->dated = has_date(number->header);
  g_free(header);
}

static void
page_number_clear(PageNumber *number) {
  g_clear_pointer(&number->header, g_free);
}

/* Reads a line as a page number, alone or at an end of a running header. Says only that it has the
 * shape, not that it is one: "79" can be a score. Clear number with page_number_clear(). */
static bool
page_number_of(const char *text, PageNumber *number) {
  if (g_utf8_strlen(text, -1) > HEADER_MAX_CHARS)
    return false;
  for (gsize i = 0; i < G_N_ELEMENTS(shapes); i++) {
    GMatchInfo *match = NULL;
    bool matches = g_regex_match(shape(i), text, G_REGEX_MATCH_DEFAULT, &match);
    if (matches)
      fill(match, number);
    g_match_info_unref(match);
    if (!matches)
      continue;
    bool possible = number->of == 0 || number->number <= number->of;
    if (!possible)
      page_number_clear(number);
    return possible;
  }
  return false;
}

/* The same of a line whose ends stand apart, as far as the page is wide. */
static bool
page_number_read(const char *text, PageNumber *number) {
  if (strstr(text, "  ") == NULL)
    return page_number_of(text, number);
  GString *plain = g_string_sized_new(strlen(text));
  for (const char *at = text; *at != '\0'; at++)
    if (*at != ' ' || at[1] != ' ')
      g_string_append_c(plain, *at);
  bool found = page_number_of(plain->str, number);
  g_string_free(plain, TRUE);
  return found;
}

bool
corpus_is_page_number(const char *text) {
  PageNumber shape;
  bool alone = page_number_read(text, &shape);
  if (alone) {
    alone = *shape.header == '\0';
    page_number_clear(&shape);
  }
  return alone;
}

/* A line that has the shape of a page number. */
typedef struct {
  guint index;
  PageNumber shape;
} Candidate;

/* How many pages the source has, guessed from its length where they are not marked. */
static guint
expected_pages(const Furniture *furniture) {
  guint with_text = 0;
  for (guint i = 0; i < furniture->lines->len; i++)
    with_text += *line_at(furniture, i)->text != '\0';
  return MAX(count_pages(furniture), with_text / PAGE_USUAL_LINES);
}

static void
clear_candidate(gpointer data) {
  page_number_clear(&((Candidate *)data)->shape);
}

/* Whether the line holds a figure of a score table and nothing else; percent: a percentage. */
static bool
is_figure(const char *text, bool *percent) {
  gsize digits = strspn(text, "0123456789");
  gsize sign = digits + strspn(text + digits, " ");
  *percent = text[sign] == '%' && text[sign + 1] == '\0';
  return digits > 0 && digits <= FIGURE_DIGITS && (text[digits] == '\0' || *percent);
}

/* Whether line i of a page and the next one with text hold points and their maximum, which in every
 * revision is a multiple of five. */
static bool
begins_pair(const Furniture *furniture, guint i) {
  bool percent = false;
  const CorpusLine *points = line_at(furniture, i);
  guint next = i + 1, end = MIN(i + ROW_LINES, furniture->lines->len);
  while (next < end && *line_at(furniture, next)->text == '\0')
    next++;
  if (next >= end || points->page != line_at(furniture, next)->page)
    return false;
  const char *max = line_at(furniture, next)->text;
  if (!is_figure(points->text, &percent) || percent || !is_figure(max, &percent) || percent)
    return false;
  guint64 most = g_ascii_strtoull(max, NULL, 10);
  return most > 0 && most % POINTS_STEP == 0 && g_ascii_strtoull(points->text, NULL, 10) <= most;
}

/* Whether line i, a number alone, is a cell of a table that has a line for each cell: among lines
 * that hold nothing but figures, up to the row's percentage; or beside its maximum or its points,
 * where the table has no percentages. */
static bool
is_cell(const Furniture *furniture, guint i) {
  guint figures = 0, end = MIN(i + ROW_LINES, furniture->lines->len), before = i;
  bool percent = false;
  if (!is_figure(line_at(furniture, i)->text, &percent))
    return false;
  while (before > 0 && i - before < ROW_LINES &&
         (before == i || *line_at(furniture, before)->text == '\0'))
    before--;
  if (begins_pair(furniture, i) || (before < i && begins_pair(furniture, before)))
    return true;
  for (; i < end && figures < ROW_FIGURES; i++) {
    const char *text = line_at(furniture, i)->text;
    if (*text == '\0')
      continue;
    if (!is_figure(text, &percent))
      return false;
    if (percent)
      return figures > 0;
    figures++;
  }
  return false;
}

static GArray *
find_candidates(const Furniture *furniture) {
  GArray *candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
  g_array_set_clear_func(candidates, clear_candidate);
  for (guint i = 0; i < furniture->lines->len && candidates->len < CANDIDATES_MAX; i++) {
    Candidate candidate = {.index = i};
    if (!is_cell(furniture, i) && page_number_read(line_at(furniture, i)->text, &candidate.shape))
      g_array_append_val(candidates, candidate);
  }
  return candidates;
}

/* Could b be the number of a page shortly after a's, in the same running header? */
static bool
counts_on(const Candidate *a, const Candidate *b) {
  if (b->shape.number <= a->shape.number || b->shape.number > a->shape.number + STEP_MAX)
    return false;
  if (b->index - a->index < STEP_MIN_LINES * (b->shape.number - a->shape.number))
    return false;
  return a->shape.of == b->shape.of && a->shape.word == b->shape.word &&
         strcmp(a->shape.header, b->shape.header) == 0;
}

/* The longest series of candidates that ends at one of them. */
typedef struct {
  guint length, previous; /* previous: itself at the start of the series */
} Series;

static Series
series_up_to(const GArray *candidates, const Series *series, guint i) {
  Series longest = {1, i};
  for (guint j = 0; j < i; j++)
    if (series[j].length >= longest.length && counts_on(&g_array_index(candidates, Candidate, j),
                                                        &g_array_index(candidates, Candidate, i)))
      longest = (Series){series[j].length + 1, j};
  return longest;
}

/* Drops the longest series of candidates that count on from one to the next and have the header, if
 * it is at least so long. */
static void
drop_series(Furniture *furniture, const GArray *candidates, const char *header, guint length_min) {
  Series *series = g_new0(Series, candidates->len + 1);
  guint best = 0;
  for (guint i = 0; i < candidates->len; i++) {
    if (strcmp(g_array_index(candidates, Candidate, i).shape.header, header) == 0)
      series[i] = series_up_to(candidates, series, i);
    if (series[i].length > series[best].length)
      best = i;
  }
  for (guint left = series[best].length >= length_min ? series[best].length : 0; left > 0; left--) {
    furniture->drop[g_array_index(candidates, Candidate, best).index] = true;
    best = series[best].previous;
  }
  g_free(series);
}

/* "Kommunkompassen 12": a header whose number follows the page at its borders. */
static void
drop_headers_tied_to_pages(Furniture *furniture, const GArray *candidates, guint first) {
  const Candidate *model = &g_array_index(candidates, Candidate, first);
  GArray *same = g_array_new(FALSE, FALSE, sizeof(guint));
  int offset = (int)model->shape.number - (int)line_at(furniture, model->index)->page;
  for (guint i = first; i < candidates->len; i++) {
    const Candidate *other = &g_array_index(candidates, Candidate, i);
    int other_offset = (int)other->shape.number - (int)line_at(furniture, other->index)->page;
    if (strcmp(other->shape.header, model->shape.header) == 0 && other_offset == offset &&
        is_at_border(furniture, other->index, BORDER_LINES))
      g_array_append_val(same, other->index);
  }
  if (same->len >= HEADERS_MIN && count_pages(furniture) >= HEADERS_MIN)
    for (guint i = 0; i < same->len; i++)
      furniture->drop[g_array_index(same, guint, i)] = true;
  g_array_unref(same);
}

/* A single one, without others to compare it with. */
static bool
is_furniture_by_itself(const Furniture *furniture, const Candidate *candidate) {
  const PageNumber *shape = &candidate->shape;
  guint i = candidate->index;
  if (*shape->header != '\0')
    return shape->dated && shape->of >= PAGES_MIN;
  if (shape->word)
    return true;
  if (is_within_sentence(furniture, i))
    return true;
  if (shape->of > 0 && shape->of < PAGES_MIN)
    return false;
  bool set_apart = placed_at(furniture, i)->indent_chars >= SET_APART_CHARS ||
                   (count_pages(furniture) > 1 && is_at_border(furniture, i, 1));
  return set_apart && follows_prose(furniture, i);
}

/* Candidates that are known by others with the same header. */
static void
drop_headers(Furniture *furniture, const GArray *candidates) {
  GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < candidates->len; i++) {
    const PageNumber *shape = &g_array_index(candidates, Candidate, i).shape;
    if (*shape->header == '\0' || !g_hash_table_add(seen, shape->header))
      continue;
    if (shape->of >= PAGES_MIN || shape->word)
      drop_series(furniture, candidates, shape->header, HEADERS_MIN);
    else
      drop_headers_tied_to_pages(furniture, candidates, i);
  }
  g_hash_table_unref(seen);
}

static void
drop_page_numbers(Furniture *furniture) {
  GArray *candidates = find_candidates(furniture);
  /* Nearly every page has its number, while the eight scores of the chapters count on by chance
   * only: hence a series over half of the pages. */
  drop_series(furniture, candidates, "", MAX(NUMBERS_MIN, expected_pages(furniture) / 2));
  drop_headers(furniture, candidates);
  for (guint i = 0; i < candidates->len; i++) {
    const Candidate *candidate = &g_array_index(candidates, Candidate, i);
    if (!furniture->drop[candidate->index] && is_furniture_by_itself(furniture, candidate))
      furniture->drop[candidate->index] = true;
  }
  g_array_unref(candidates);
}

CorpusPlacedLine *
corpus_placed_line_new(CorpusLine *line, guint indent_chars) {
  CorpusPlacedLine *placed = g_new0(CorpusPlacedLine, 1);
  placed->line = line;
  placed->indent_chars = indent_chars;
  return placed;
}

void
corpus_placed_line_free(CorpusPlacedLine *placed) {
  if (placed == NULL)
    return;
  corpus_line_free(placed->line);
  g_free(placed);
}

/* A dropped line with so much text of its page on both sides stood between two pages. */
static void
count_pages_anew(Furniture *furniture) {
  unsigned added = 0, page = 0;
  guint above = 0;
  bool *begins = g_new0(bool, furniture->lines->len + 1);
  for (guint i = 0; i < furniture->lines->len; i++) {
    const CorpusLine *line = line_at(furniture, i);
    if (line->page != page)
      above = 0;
    page = line->page;
    if (keeps(furniture, i))
      above++;
    else if (furniture->drop[i] && above > PAGE_MIN_LINES &&
             !is_at_border(furniture, i, PAGE_MIN_LINES)) {
      begins[i + 1] = true;
      above = 0;
    }
  }
  for (guint i = 0; i < furniture->lines->len; i++) {
    added += begins[i];
    line_at(furniture, i)->page += added;
  }
  g_free(begins);
}

/* The text in lower case, its words a space apart: white space is as wide as the page needs. */
static char *
plain_key(const CorpusLine *line) {
  char **words = corpus_line_split(line), *joined = g_strjoinv(" ", words);
  char *key = g_utf8_strdown(joined, -1);
  g_free(joined);
  g_strfreev(words);
  return key;
}

/* The same line at the border of three pages in five: covers and the first pages of chapters often
 * lack it. */
static void
drop_plain_headers(Furniture *furniture) {
  unsigned pages = count_pages(furniture);
  if (pages < PAGES_TO_COMPARE)
    return;
  GHashTable *counts = g_hash_table_new(g_str_hash, g_str_equal);
  GPtrArray *keys = g_ptr_array_new_with_free_func(g_free); /* of each line; NULL: at no border */
  for (guint i = 0; i < furniture->lines->len; i++) {
    bool at_border = keeps(furniture, i) && is_at_border(furniture, i, BORDER_LINES);
    char *key = at_border ? plain_key(line_at(furniture, i)) : NULL;
    g_ptr_array_add(keys, key);
    if (key != NULL) {
      guint before = GPOINTER_TO_UINT(g_hash_table_lookup(counts, key));
      g_hash_table_insert(counts, key, GUINT_TO_POINTER(before + 1));
    }
  }
  for (guint i = 0; i < keys->len; i++)
    if (keys->pdata[i] != NULL &&
        GPOINTER_TO_UINT(g_hash_table_lookup(counts, keys->pdata[i])) * 5 >= pages * 3)
      furniture->drop[i] = true;
  g_ptr_array_unref(keys);
  g_hash_table_unref(counts);
}

/* "http://www.exempel.se/sida/" -> "exempel.se/sida": what two ways of writing have in common. NULL
 * if the line is not an address and nothing else. */
static char *
bare_address(const char *text) {
  GMatchInfo *match = NULL;
  static gsize compiled = 0;
  if (g_once_init_enter(&compiled))
    g_once_init_leave(&compiled,
                      (gsize)g_regex_new("^(?:https?://(?:www\\.)?|www\\.|mailto:)(\\S+?)/?$",
                                         G_REGEX_CASELESS, G_REGEX_MATCH_DEFAULT, NULL));
  char *address = NULL;
  if (g_regex_match((GRegex *)compiled, text, G_REGEX_MATCH_DEFAULT, &match))
    address = g_match_info_fetch(match, 1);
  g_match_info_unref(match);
  return address;
}

/* Does the text of the page, or of the one before or after it, have the address? */
static bool
is_address_in_text(const Furniture *furniture, guint link, const char *address) {
  unsigned page = line_at(furniture, link)->page;
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < furniture->lines->len; i++) {
    const CorpusLine *line = line_at(furniture, i);
    if (i != link && line->page + 1 >= page && line->page <= page + 1)
      g_string_append(text, line->text);
  }
  char *wanted = g_utf8_strdown(address, -1), *lower = g_utf8_strdown(text->str, -1);
  bool found = strstr(lower, wanted) != NULL;
  g_free(wanted);
  g_free(lower);
  g_string_free(text, TRUE);
  return found;
}

static void
drop_links(Furniture *furniture) {
  guint links = 0; /* at the end of this page */
  bool last_of_page = true;
  unsigned page = 0;
  for (guint i = furniture->lines->len; i-- > 0;) {
    const CorpusLine *line = line_at(furniture, i);
    if (line->page != page) {
      last_of_page = true;
      links = 0;
    }
    page = line->page;
    if (!keeps(furniture, i))
      continue;
    char *address = bare_address(line->text);
    if (address != NULL)
      furniture->drop[i] = is_within_sentence(furniture, i) ||
                           (last_of_page && is_address_in_text(furniture, i, address));
    last_of_page = last_of_page && furniture->drop[i] && ++links < LINKS_PER_PAGE_MAX;
    g_free(address);
  }
}

/* Where a dropped line stood within a sentence, the empty paragraphs around it go with it. */
static void
drop_empty_around(Furniture *furniture) {
  for (guint i = 0; i < furniture->lines->len; i++) {
    if (!furniture->drop[i] || *line_at(furniture, i)->text == '\0' ||
        !is_within_sentence(furniture, i))
      continue;
    for (guint j = i; j-- > 0 && !keeps(furniture, j);)
      furniture->drop[j] = true;
    for (guint j = i + 1; j < furniture->lines->len && !keeps(furniture, j); j++)
      furniture->drop[j] = true;
  }
}

bool *
corpus_furniture_find(const GPtrArray *lines) {
  Furniture furniture = {.lines = lines, .drop = g_new0(bool, lines->len + 1)};
  drop_page_numbers(&furniture);
  count_pages_anew(&furniture);
  drop_plain_headers(&furniture);
  drop_links(&furniture);
  drop_empty_around(&furniture);
  return furniture.drop;
}
