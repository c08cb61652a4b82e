/* corpus/reading/scores/score_atoms.c: cuts the lines of a score table into row numbers, figures
 * and chunks of words. */
#include "corpus/reading/scores/score_path.h"

#include <math.h>
#include <string.h>

#include "corpus/reading/lines/layout_words.h"
#include "corpus/reading/lines/page_text.h"

#define TITLE_LINES 3
#define HEAD_LINES 5
#define PAIR_LINES 8 /* after a head, in which its first cells stand */
#define FEWEST_PAIRS 2
#define LONGEST_TITLE_CHARS 90
#define LONGEST_HALF_CHARS 8 /* of a head's word, alone on its line */
#define MOST_LINES 200       /* of a table, with all that stands between its rows */
#define MOST_ROWS 30

typedef struct {
  const GPtrArray *lines;
  guint first;
  unsigned area; /* 0 = not known */
  CorpusScoreAtoms found;
} Cutter;

static guint
next_text(const GPtrArray *lines, guint at) {
  return corpus_line_next_text(lines, at, lines->len);
}

static GRegex *
row_pattern(void) {
  static GRegex *pattern = NULL;
  static gsize done = 0;
  if (g_once_init_enter(&done)) {
    pattern = g_regex_new("^[|(]?(\\d{1,2})[.]\\s?(\\d{1,2})[.:]?(?:\\s+[|]?\\s*(\\S.*))?$",
                          G_REGEX_OPTIMIZE, 0, NULL);
    g_once_init_leave(&done, 1);
  }
  return pattern;
}

/* "1.3 Hur informeras …", which may be an item of a list: the numbers, and where the text begins.
 */
bool
corpus_score_row_start(const char *line, unsigned *area, unsigned *number, gsize *rest) {
  GMatchInfo *match = NULL;
  const char *text = corpus_layout_without_bullet(line);
  bool found = g_ascii_isdigit(text[*text == '|' || *text == '(']) &&
               g_regex_match(row_pattern(), text, 0, &match);
  if (found) {
    char *first = g_match_info_fetch(match, 1);
    char *second = g_match_info_fetch(match, 2);
    int start = -1;
    *area = (unsigned)g_ascii_strtoull(first, NULL, 10);
    *number = (unsigned)g_ascii_strtoull(second, NULL, 10);
    if (!g_match_info_fetch_pos(match, 3, &start, NULL) || start < 0)
      start = (int)strlen(text);
    *rest = (gsize)(text - line) + (gsize)start;
    g_free(first);
    g_free(second);
  }
  g_clear_pointer(&match, g_match_info_free);
  return found && *area > 0 && *number > 0 && *number <= MOST_ROWS;
}

/* A table's title begins with the area's number ("1. ", "4 "); it may wrap before the head. */
bool
corpus_score_title(const char *text, unsigned *area) {
  char *number = NULL;
  const char *title = corpus_heading_without_number(text, &number);
  bool begins = *number != '\0' && strchr(number, '.') == NULL &&
                g_unichar_isupper(g_utf8_get_char(title)) &&
                g_utf8_strlen(text, -1) <= LONGEST_TITLE_CHARS;
  if (begins)
    *area = (unsigned)g_ascii_strtoull(number, NULL, 10);
  g_free(number);
  return begins;
}

unsigned
corpus_score_area_of(const char *title) {
  unsigned area = 0;
  if (corpus_score_title(title, &area))
    return area;
  for (const CorpusInstrument *const *known = corpus_instruments(); *known != NULL && area == 0;
       known++)
    area = corpus_instrument_match_area(*known, title);
  return area;
}

/* The words of a head, bars left out, halves of a broken word joined ("Upp-" … "nått"). */
static char *
head_text(const char *lines) {
  GString *text = g_string_new(NULL);
  GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
  char **split = g_strsplit_set(lines, " \t|", -1);
  for (char **word = split; *word != NULL; word++)
    if (**word != '\0')
      g_ptr_array_add(words, g_strdup(*word));
  g_strfreev(split);
  for (guint i = 0; i < words->len; i++) {
    char *word = g_ptr_array_index(words, i);
    gsize length = strlen(word);
    for (guint j = i + 1; j < words->len && length > 1 && word[length - 1] == '-'; j++) {
      char *joined =
          g_strdup_printf("%.*s%s", (int)length - 1, word, (char *)g_ptr_array_index(words, j));
      if (corpus_layout_matches("score-header-cell", joined)) {
        g_free(word);
        word = words->pdata[i] = joined;
        g_ptr_array_remove_index(words, j);
        break;
      }
      g_free(joined);
    }
    g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "", word);
  }
  g_ptr_array_unref(words);
  return g_string_free(text, FALSE);
}

static bool
matches_head(const char *text, CorpusScoreHead *head) {
  static const char *const orders[] = {"score-header", "score-header-max-first"};
  for (guint i = 0; i < G_N_ELEMENTS(orders); i++) {
    GMatchInfo *match = NULL;
    GRegex *pattern = corpus_layout_pattern(orders[i]);
    bool found = pattern != NULL && g_regex_match(pattern, text, 0, &match);
    if (found) {
      char *percent = g_match_info_fetch_named(match, "percent");
      head->columns = percent != NULL && *percent != '\0' ? 3 : 2;
      head->max_first = i == 1;
      head->no_max = false;
      g_free(percent);
    }
    g_clear_pointer(&match, g_match_info_free);
    if (found)
      return true;
  }
  return false;
}

/* A single column over cells that hold points and maximum both ("12/20", "12 av 20"), or points and
 * percentage ("12 poäng (60 %)"); one alone may be of running text. */
static bool
heads_pairs(const GPtrArray *lines, guint after, const char *text, CorpusScoreHead *head) {
  guint pairs = 0, shares = 0;
  if (!corpus_layout_matches("score-header-single", text) ||
      corpus_layout_title_bytes(text, NULL) < strlen(text))
    return false; /* "Medborgardialog – 19 av 30 poäng" is a heading with its points */
  for (guint line = next_text(lines, after), seen = 0; line < lines->len && seen < PAIR_LINES;
       line = next_text(lines, line + 1), seen++) {
    const char *cells = corpus_line_text(lines, line);
    if (g_unichar_isalpha(g_utf8_get_char(cells)) && corpus_layout_points(cells, NULL))
      continue; /* below a chapter's heading */
    pairs += corpus_layout_matches("score-pair", cells);
    shares += corpus_layout_matches("score-share", cells);
  }
  if (pairs < FEWEST_PAIRS && shares < FEWEST_PAIRS)
    return false;
  bool both = pairs >= FEWEST_PAIRS;
  *head = (CorpusScoreHead){head->end, both ? 2 : 3, false, !both};
  return true;
}

/* Whether the line can be a part of a head: short, and with one of its words or half of one. */
static bool
may_begin_head(const char *text) {
  return corpus_layout_matches("score-header-part", text);
}

/* Do rows below a head end with three figures, the last a percentage? Then it has a column of them,
 * whatever that is called ("Max Poäng Uppnått", where "Max Poäng" could be one column's name). */
static bool
have_shares(const GPtrArray *lines, guint after) {
  guint shares = 0;
  for (guint line = next_text(lines, after), seen = 0; line < lines->len && seen < PAIR_LINES;
       line = next_text(lines, line + 1), seen++) {
    CorpusFigure figures[CORPUS_FIGURES_MAX];
    guint count = corpus_figures_at_end(corpus_line_text(lines, line), figures, NULL);
    shares += count == 3 && figures[2].percent && !figures[0].percent && !figures[1].percent;
  }
  return shares >= FEWEST_PAIRS;
}

/* The cells of a head can stand a line each, with those of the sum row before it between them. */
bool
corpus_score_head_at(const GPtrArray *lines, guint at, CorpusScoreHead *head) {
  head->end = 0;
  if (!may_begin_head(corpus_line_text(lines, at)))
    return false;
  GString *text = g_string_new(NULL);
  for (guint line = at, taken = 0; line < lines->len && taken < HEAD_LINES;
       line = next_text(lines, line + 1)) {
    const char *here = corpus_line_text(lines, line);
    guint next = next_text(lines, line + 1);
    bool goes_on =
        head->end == 0 || (next < lines->len && may_begin_head(corpus_line_text(lines, next)));
    if (taken > 0 && goes_on && corpus_figures_alone(here))
      continue;
    bool half = taken > 0 && head->end == 0 && g_utf8_strlen(here, -1) < LONGEST_HALF_CHARS;
    if (taken > 0 && ((!half && !may_begin_head(here)) || g_ascii_isdigit(*here)))
      break;
    g_string_append_printf(text, "%s%s", taken > 0 ? " " : "", here);
    char *joined = head_text(text->str);
    if (matches_head(joined, head) || heads_pairs(lines, line + 1, joined, head))
      head->end = line + 1;
    g_free(joined);
    taken++;
  }
  g_string_free(text, TRUE);
  if (head->end != 0 && head->columns == 2 && have_shares(lines, head->end))
    head->columns = 3;
  return head->end != 0;
}

/* The area that a title names by number, or else by one of its known names; 0 if none. */
static unsigned
title_area(const char *text, const CorpusInstrument *const *instruments, bool by_name) {
  unsigned area = 0;
  if (corpus_score_title(text, &area))
    return area;
  for (; by_name && *instruments != NULL && area == 0; instruments++)
    area = corpus_instrument_match_area(*instruments, text);
  return area;
}

/* The line where the title begins of a table whose head stands at `header`; header itself if it has
 * none. floor: what is before belongs to something else. */
guint
corpus_score_title_start(const GPtrArray *lines, guint header, guint floor,
                         const CorpusInstrument *const *instruments, unsigned *area) {
  if (corpus_score_title(corpus_line_text(lines, header), area))
    return header;
  guint taken = 0, at = header;
  for (bool by_name = false;; by_name = true) {
    for (at = header, taken = 0; at > floor && taken < TITLE_LINES;) {
      at--;
      const char *text = corpus_line_text(lines, at);
      if (*text == '\0')
        continue;
      *area = title_area(text, instruments, by_name);
      if (*area != 0)
        return at;
      taken++;
    }
    if (by_name)
      return header;
  }
}

static bool
is_separator(const char *word, gsize bytes) {
  static const char *const separators[] = {"|", "/",  "av",      "p",    "p.",  "p)",   "poäng",
                                           "%", "%)", "procent", "(max", "max", "max.", "poäng)"};
  for (guint i = 0; i < G_N_ELEMENTS(separators); i++)
    if (strlen(separators[i]) == bytes && g_ascii_strncasecmp(separators[i], word, bytes) == 0)
      return true;
  return false;
}

static void
add_atom(Cutter *cutter, CorpusScoreAtom atom) {
  CorpusScoreAtom *last =
      cutter->found.atoms->len > 0
          ? &g_array_index(cutter->found.atoms, CorpusScoreAtom, cutter->found.atoms->len - 1)
          : NULL;
  bool words = !atom.is_figure && atom.row == 0;
  if (words && last != NULL && last->line == atom.line && !last->is_figure && last->row == 0)
    last->end = atom.end;
  else
    g_array_append_val(cutter->found.atoms, atom);
}

/* A word of a line: a figure, two of them ("12/20"), a sign of the figure before it, or a word. */
static void
add_word(Cutter *cutter, CorpusScoreAtom atom, const char *text) {
  const char *word = text + atom.start;
  gsize bytes = atom.end - atom.start;
  CorpusScoreAtom *last =
      cutter->found.atoms->len > 0
          ? &g_array_index(cutter->found.atoms, CorpusScoreAtom, cutter->found.atoms->len - 1)
          : NULL;
  if (last != NULL && last->line == atom.line && last->is_figure && is_separator(word, bytes)) {
    last->figure.percent = last->figure.percent || *word == '%' || bytes == strlen("procent");
    last->end = atom.end;
    return;
  }
  const char *slash = memchr(word, '/', bytes);
  CorpusScoreAtom second = atom;
  if (slash != NULL && slash > word && slash + 1 < word + bytes) {
    second.start = (gsize)(slash + 1 - text);
    bool both = corpus_score_figure_parse(word, (gsize)(slash - word), &atom.figure) &&
                corpus_score_figure_parse(slash + 1, second.end - second.start, &second.figure);
    if (both && !isnan(atom.figure.value) && !isnan(second.figure.value)) {
      atom.end = (gsize)(slash - text);
      atom.is_figure = second.is_figure = true;
      add_atom(cutter, atom);
      add_atom(cutter, second);
      return;
    }
  }
  atom.is_figure = corpus_score_figure_parse(word, bytes, &atom.figure);
  add_atom(cutter, atom);
}

/* Adds the number that begins a row; returns where the row's text begins. */
static gsize
add_number(Cutter *cutter, guint line, const char *text, gsize at, unsigned number, gsize rest) {
  CorpusScoreAtom atom = {.line = line, .start = at, .end = at + rest, .row = number};
  atom.is_figure = corpus_score_figure_parse(text + at, strcspn(text + at, " "), &atom.figure);
  g_array_append_val(cutter->found.atoms, atom);
  cutter->found.numbered = true;
  cutter->found.most_row = MAX(cutter->found.most_row, number);
  return at + rest;
}

/* Whether a row's number stands at `at`: at the beginning of the line or, where rows run on in one
 * line, behind the figures of the row before it, and before words. */
static bool
number_at(const Cutter *cutter, const char *text, gsize at, unsigned *number, gsize *rest) {
  unsigned area = 0;
  if (!corpus_score_row_start(text + at, &area, number, rest) || area != cutter->area)
    return false;
  const GArray *atoms = cutter->found.atoms;
  return text + at == corpus_layout_without_bullet(text) ||
         (atoms->len > 0 && g_array_index(atoms, CorpusScoreAtom, atoms->len - 1).is_figure &&
          g_unichar_isupper(g_utf8_get_char(text + at + *rest)));
}

/* The dots that lead from a text to its figures. */
static bool
is_leader(const char *word, gsize bytes) {
  return strspn(word, "._") >= bytes || (bytes >= 3 && g_str_has_prefix(word, "…"));
}

/* The bytes of a word without the dots that begin a leader right behind it ("Trygghet. . . . 7").
 */
static gsize
before_leader(const char *word, gsize bytes) {
  const char *after = word + bytes + strspn(word + bytes, " ");
  gsize next = strcspn(after, " \t"), kept = bytes;
  while (next > 0 && is_leader(after, next) && kept > 1 && word[kept - 1] == '.')
    kept--;
  return kept;
}

/* The bytes of the bullet that begins the line. A dash before a small letter is none, as no row
 * begins so: the text goes on with it ("(miljö", "– ekonomi)"). */
static gsize
bullet_bytes(const char *text) {
  const char *rest = corpus_layout_without_bullet(text);
  bool dash = g_unichar_type(g_utf8_get_char(text)) == G_UNICODE_DASH_PUNCTUATION;
  return dash && g_unichar_islower(g_utf8_get_char(rest)) ? 0 : (gsize)(rest - text);
}

static void
add_line(Cutter *cutter, guint line, bool is_head) {
  const char *text = corpus_line_text(cutter->lines, line);
  gsize at = bullet_bytes(text);
  while (text[at] != '\0') {
    unsigned number = 0;
    gsize rest = 0, bytes = strcspn(text + at, " \t");
    if (bytes > 0 && !is_head && number_at(cutter, text, at, &number, &rest)) {
      at = add_number(cutter, line, text, at, number, rest);
      continue;
    }
    if (bytes > 0 && !is_leader(text + at, bytes))
      add_word(cutter,
               (CorpusScoreAtom){.line = line,
                                 .start = at,
                                 .end = at + before_leader(text + at, bytes),
                                 .is_head = is_head},
               text);
    at += bytes + (text[at + bytes] != '\0' ? 1 : 0);
  }
}

/* A misread figure ("lO") is one only beside others; alone it is a word. */
static void
drop_lone_letters(Cutter *cutter) {
  GArray *atoms = cutter->found.atoms;
  cutter->found.atoms = g_array_new(FALSE, FALSE, sizeof(CorpusScoreAtom));
  for (guint i = 0; i < atoms->len; i++) {
    CorpusScoreAtom atom = g_array_index(atoms, CorpusScoreAtom, i);
    if (atom.is_figure && atom.row == 0 && isnan(atom.figure.value)) {
      bool beside = false;
      for (guint j = i > 1 ? i - 2 : 0; j < MIN(i + 3, atoms->len) && !beside; j++) {
        const CorpusScoreAtom *other = &g_array_index(atoms, CorpusScoreAtom, j);
        beside = j != i && other->is_figure && !isnan(other->figure.value);
      }
      atom.is_figure = beside;
    }
    add_atom(cutter, atom);
  }
  g_array_unref(atoms);
}

/* Marks the atoms of lines from `line` on as those of a head that stands between rows. */
static void
mark_head(Cutter *cutter, guint line) {
  for (guint i = cutter->found.atoms->len;
       i > 0 && g_array_index(cutter->found.atoms, CorpusScoreAtom, i - 1).line >= line; i--)
    g_array_index(cutter->found.atoms, CorpusScoreAtom, i - 1).is_head = true;
}

static void
drop_from(Cutter *cutter, guint line) {
  while (cutter->found.atoms->len > 0 &&
         g_array_index(cutter->found.atoms, CorpusScoreAtom, cutter->found.atoms->len - 1).line >=
             line)
    g_array_set_size(cutter->found.atoms, cutter->found.atoms->len - 1);
}

/* Does the title of another area, with its rows below it, stand at `at`? */
static bool
other_area_begins(const Cutter *cutter, guint at) {
  unsigned area = 0, title = 0, number = 0;
  gsize rest = 0;
  const char *text = corpus_line_text(cutter->lines, at);
  if (corpus_score_row_start(text, &area, &number, &rest))
    return area != cutter->area && number == 1;
  guint next = next_text(cutter->lines, at + 1);
  return corpus_score_title(text, &title) && title != cutter->area && next < cutter->lines->len &&
         corpus_score_row_start(corpus_line_text(cutter->lines, next), &area, &number, &rest) &&
         area == title;
}

/* Does the table end before `at`, as the source says: a heading stands behind a table that it
 * knows?
 */
static bool
heading_ends_table(const Cutter *cutter, guint at) {
  const CorpusLine *line = corpus_line_at(cutter->lines, at);
  return corpus_line_at(cutter->lines, cutter->first)->table != 0 && line->table == 0 &&
         cutter->found.atoms->len > 0 && corpus_line_is_named_heading(line);
}

/* Cuts the lines from `first` on into atoms, up to where another table surely begins. */
CorpusScoreAtoms
corpus_score_atoms(const GPtrArray *lines, guint first, unsigned area_number,
                   const CorpusInstrument *const *instruments) {
  Cutter reading = {.lines = lines, .first = first, .area = area_number};
  Cutter *cutter = &reading;
  cutter->found.atoms = g_array_new(FALSE, FALSE, sizeof(CorpusScoreAtom));
  guint end = MIN(cutter->first + MOST_LINES, cutter->lines->len);
  for (guint at = next_text(cutter->lines, cutter->first); at < end;
       at = next_text(cutter->lines, at + 1)) {
    CorpusScoreHead head;
    if (other_area_begins(cutter, at) || heading_ends_table(cutter, at))
      break;
    if (!corpus_score_head_at(cutter->lines, at, &head)) {
      add_line(cutter, at, false);
      continue;
    }
    unsigned area = 0;
    guint title = corpus_score_title_start(cutter->lines, at, cutter->first, instruments, &area);
    if (area != 0 && cutter->area != 0 && area != cutter->area) {
      drop_from(cutter, title);
      for (guint line = title; line < head.end; line++)
        if (corpus_figures_alone(corpus_line_text(cutter->lines, line)))
          add_line(cutter, line, false);
      break;
    }
    if (area != 0)
      mark_head(cutter, title);
    for (; at < head.end; at++)
      add_line(cutter, at, !corpus_figures_alone(corpus_line_text(cutter->lines, at)));
    at = head.end - 1;
  }
  drop_lone_letters(cutter);
  return cutter->found;
}
