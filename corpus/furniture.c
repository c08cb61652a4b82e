/* corpus/furniture.c: takes running headers, page numbers and link addresses out of the text. */
#include "corpus/furniture.h"

#include <string.h>

#include "corpus/page_number.h"

enum {
  PROSE_MIN_CHARS = 40,  /* a shorter line may be a heading or an item */
  BORDER_LINES = 2,      /* running headers stand within so many lines of a page's border */
  PAGE_USUAL_LINES = 45, /* lines with text on a page, where pages are not marked */
  PAGES_MIN = 8,         /* "2 (3)" counts something else than the pages of a report */
  STEP_MAX = 3,          /* pages without a number between two with one */
  STEP_MIN_LINES = 4,    /* page numbers are at least so many lines apart */
  CANDIDATES_MAX = 4000, /* more than any report has: bounds the search for series */
  LINKS_PER_PAGE_MAX = 8
};

typedef struct {
  GPtrArray *lines; /* CorpusPlacedLine * */
  bool *drop;       /* for each line */
} Furniture;

/* A line that has the shape of a page number. */
typedef struct {
  guint index;
  CorpusPageNumber shape;
} Candidate;

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

static CorpusLine *
line_at(const Furniture *furniture, guint i) {
  return ((CorpusPlacedLine *)g_ptr_array_index(furniture->lines, i))->line;
}

static bool
is_kept_text(const Furniture *furniture, guint i) {
  return !furniture->drop[i] && *line_at(furniture, i)->text != '\0';
}

/* The nearest line with text before or after line i that is kept; NULL if there is none. */
static const CorpusLine *
text_before(const Furniture *furniture, guint i) {
  while (i-- > 0)
    if (is_kept_text(furniture, i))
      return line_at(furniture, i);
  return NULL;
}

static const CorpusLine *
text_after(const Furniture *furniture, guint i) {
  while (++i < furniture->lines->len)
    if (is_kept_text(furniture, i))
      return line_at(furniture, i);
  return NULL;
}

static bool
ends_sentence(const char *text) {
  gsize length = strlen(text);
  return length > 0 && strchr(".!?:", text[length - 1]) != NULL;
}

static bool
begins_with_question_id(const char *text) {
  return g_ascii_isdigit(text[0]) && text[1] == '.' && g_ascii_isdigit(text[2]);
}

/* Does a sentence run on from one line to the other? */
static bool
sentence_runs_on(const CorpusLine *before, const CorpusLine *after) {
  if (before == NULL || after == NULL || ends_sentence(before->text) ||
      g_utf8_strlen(before->text, -1) < PROSE_MIN_CHARS || begins_with_question_id(before->text))
    return false;
  return g_unichar_islower(g_utf8_get_char(after->text));
}

static bool
is_within_sentence(const Furniture *furniture, guint i) {
  return sentence_runs_on(text_before(furniture, i), text_after(furniture, i));
}

static bool
follows_finished_prose(const Furniture *furniture, guint i) {
  const CorpusLine *before = text_before(furniture, i);
  return before != NULL && ends_sentence(before->text) &&
         g_utf8_strlen(before->text, -1) >= PROSE_MIN_CHARS;
}

/* Is line i among the first or last `depth` lines with text of its page? */
static bool
is_at_border(const Furniture *furniture, guint i, guint depth) {
  unsigned page = line_at(furniture, i)->page;
  guint before = 0, after = 0;
  for (guint j = i; j-- > 0 && line_at(furniture, j)->page == page && before < depth;)
    before += is_kept_text(furniture, j);
  for (guint j = i + 1;
       j < furniture->lines->len && line_at(furniture, j)->page == page && after < depth; j++)
    after += is_kept_text(furniture, j);
  return before < depth || after < depth;
}

static unsigned
count_pages(const Furniture *furniture) {
  return furniture->lines->len == 0 ? 0 : line_at(furniture, furniture->lines->len - 1)->page;
}

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
  corpus_page_number_clear(&((Candidate *)data)->shape);
}

static GArray *
find_candidates(const Furniture *furniture) {
  GArray *candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
  g_array_set_clear_func(candidates, clear_candidate);
  for (guint i = 0; i < furniture->lines->len && candidates->len < CANDIDATES_MAX; i++) {
    Candidate candidate = {.index = i};
    if (corpus_page_number_read(line_at(furniture, i)->text, &candidate.shape))
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
  if (same->len >= 3 && count_pages(furniture) >= 3)
    for (guint i = 0; i < same->len; i++)
      furniture->drop[g_array_index(same, guint, i)] = true;
  g_array_unref(same);
}

/* A single one, without others to compare it with. */
static bool
is_furniture_by_itself(const Furniture *furniture, const Candidate *candidate) {
  const CorpusPageNumber *shape = &candidate->shape;
  guint i = candidate->index;
  if (*shape->header != '\0')
    return shape->dated && shape->of >= PAGES_MIN;
  if (shape->word)
    return true;
  if (is_within_sentence(furniture, i))
    return true;
  if (shape->of > 0 && shape->of < PAGES_MIN)
    return false;
  const CorpusPlacedLine *placed = g_ptr_array_index(furniture->lines, i);
  bool set_apart =
      placed->indent_chars >= 3 || (count_pages(furniture) > 1 && is_at_border(furniture, i, 1));
  return set_apart && follows_finished_prose(furniture, i);
}

/* Candidates that are known by others with the same header. */
static void
drop_headers(Furniture *furniture, const GArray *candidates) {
  GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < candidates->len; i++) {
    const CorpusPageNumber *shape = &g_array_index(candidates, Candidate, i).shape;
    if (*shape->header == '\0' || !g_hash_table_add(seen, shape->header))
      continue;
    if (shape->of >= PAGES_MIN || shape->word)
      drop_series(furniture, candidates, shape->header, 3);
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
  drop_series(furniture, candidates, "", MAX(4, expected_pages(furniture) / 2));
  drop_headers(furniture, candidates);
  for (guint i = 0; i < candidates->len; i++) {
    const Candidate *candidate = &g_array_index(candidates, Candidate, i);
    if (!furniture->drop[candidate->index] && is_furniture_by_itself(furniture, candidate))
      furniture->drop[candidate->index] = true;
  }
  g_array_unref(candidates);
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
    if (is_kept_text(furniture, i))
      above++;
    else if (furniture->drop[i] && above > STEP_MIN_LINES &&
             !is_at_border(furniture, i, STEP_MIN_LINES)) {
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

/* The lines at the borders of pages, by their text in lower case: key -> GArray of indexes. */
static GHashTable *
border_lines(const Furniture *furniture) {
  GHashTable *by_text =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  for (guint i = 0; i < furniture->lines->len; i++) {
    if (!is_kept_text(furniture, i) || !is_at_border(furniture, i, BORDER_LINES))
      continue;
    char *key = g_utf8_strdown(line_at(furniture, i)->text, -1);
    GArray *indexes = g_hash_table_lookup(by_text, key);
    if (indexes == NULL) {
      indexes = g_array_new(FALSE, FALSE, sizeof(guint));
      g_hash_table_insert(by_text, g_strdup(key), indexes);
    }
    g_array_append_val(indexes, i);
    g_free(key);
  }
  return by_text;
}

/* The same line at the border of most pages. */
static void
drop_plain_headers(Furniture *furniture) {
  unsigned pages = count_pages(furniture);
  if (pages < 4)
    return;
  GHashTable *by_text = border_lines(furniture);
  GHashTableIter iter;
  gpointer value = NULL;
  g_hash_table_iter_init(&iter, by_text);
  while (g_hash_table_iter_next(&iter, NULL, &value)) {
    const GArray *indexes = value;
    if (indexes->len * 5 < pages * 3)
      continue;
    for (guint i = 0; i < indexes->len; i++)
      furniture->drop[g_array_index(indexes, guint, i)] = true;
  }
  g_hash_table_unref(by_text);
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
    if (!is_kept_text(furniture, i))
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
    for (guint j = i; j-- > 0 && !is_kept_text(furniture, j);)
      furniture->drop[j] = true;
    for (guint j = i + 1; j < furniture->lines->len && !is_kept_text(furniture, j); j++)
      furniture->drop[j] = true;
  }
}

void
corpus_furniture_remove(GPtrArray *lines) {
  Furniture furniture = {.lines = lines, .drop = g_new0(bool, lines->len)};
  drop_page_numbers(&furniture);
  count_pages_anew(&furniture);
  drop_plain_headers(&furniture);
  drop_links(&furniture);
  drop_empty_around(&furniture);
  guint kept = 0;
  for (guint i = 0; i < lines->len; i++) {
    gpointer placed = g_steal_pointer(&lines->pdata[i]);
    if (furniture.drop[i])
      corpus_placed_line_free(placed);
    else
      lines->pdata[kept++] = placed;
  }
  g_ptr_array_set_size(lines, (int)kept);
  g_free(furniture.drop);
}
