/* corpus/source/pdf_margins.c: what stands at the edges of a PDF's pages and is no running text:
 * headers, footers and page numbers, known by where they stand; footnotes, known by their type. */
#include "corpus/source/pdf.h"

#include <math.h>
#include <string.h>

#include "corpus/source/page_furniture.h"

enum {
  PAGES_TO_COMPARE = 3,  /* with fewer pages nothing recurs */
  RECURRENCES_MAX = 4000 /* more than any report has: bounds the search for them */
};

/* Shares of the page's height. */
#define BORDER 0.12  /* headers and footers stand within it */
#define MARGIN 0.075 /* no body text stands within it */

#define SAME_HEIGHT 3.0 /* points */

#define NOTE_SIZE 0.93  /* of body text, at most: type of 11 points has notes of 10 */
#define SMALL_NOTE 0.85 /* the same: in type so small no list is set */
#define NOTE_LETTERS 8  /* in a note's first row, at least: figures alone are no note */
#define CELL_GAP 1.8    /* in font sizes: between the cells of a table */
#define NOTE_DIGITS 2   /* of its number, at most: no report has a hundred notes */

/* ---- page furniture ---- */

/* A piece of a row, on its page. */
typedef struct {
  const PdfSegment *segment; /* borrowed */
  PdfPage *page;             /* borrowed */
  guint number;              /* of the page, from 1 */
  bool drop;
} Piece;

static Piece *
piece_at(const GArray *pieces, guint i) {
  return &g_array_index(pieces, Piece, i);
}

/* Text with its digits made alike, and the edge of the page that it is near to: "7 (27)" and
 * "8 (27)" are one running header. NULL where it is near to none. */
static char *
place_key(const Piece *piece) {
  double top = piece->segment->top, height = piece->page->height;
  bool upper = top < BORDER * height;
  if (!upper && top <= (1 - BORDER) * height)
    return NULL;
  GString *key = g_string_new(upper ? "upper " : "lower ");
  for (const char *at = piece->segment->text; *at != '\0'; at++)
    if (!g_ascii_isdigit(*at))
      g_string_append_c(key, *at);
    else if (!g_str_has_suffix(key->str, "0"))
      g_string_append_c(key, '0');
  return g_string_free(key, FALSE);
}

/* In points from the upper or lower edge of the page, whichever is nearer: pages that lie across
 * have their headers where the others have them. */
static double
distance_from_edge(const Piece *piece) {
  return MIN(piece->segment->top, piece->page->height - piece->segment->top);
}

/* On how many pages does one of those with the key stand as far from the edge? alike: indexes. */
static guint
count_recurrences(const GArray *pieces, const GArray *alike, const Piece *piece) {
  double distance = distance_from_edge(piece);
  guint page = 0, count = 0;
  for (guint i = 0; i < alike->len; i++) {
    const Piece *other = piece_at(pieces, g_array_index(alike, guint, i));
    if (other->number != page && fabs(distance_from_edge(other) - distance) <= SAME_HEIGHT) {
      page = other->number;
      count++;
    }
  }
  return count;
}

/* Are the pieces fractions that fall from one page to the next? Numbers of pages only rise; these
 * are the points beside the headings that open pages ("46/100"). */
static bool
are_points(const GArray *pieces, const GArray *alike) {
  double before = 0;
  for (guint i = 0; i < alike->len; i++) {
    const Piece *piece = piece_at(pieces, g_array_index(alike, guint, i));
    const char *text = piece->segment->text;
    if (strspn(text, "0123456789.,/ ") < strlen(text) || strchr(text, '/') == NULL)
      return false;
    double number = g_ascii_strtod(text, NULL);
    if (number < before)
      return true;
    before = number;
  }
  return false;
}

/* What stands in the margin on some pages (the name of the chapter) goes; what stands where body
 * text can stand, only if it does so on most pages: the words over a table's columns come back as
 * well. */
static void
drop_what_recurs(GArray *pieces, const GArray *alike) {
  guint pages = piece_at(pieces, pieces->len - 1)->number;
  guint half_of_pages = MAX(PAGES_TO_COMPARE, pages / 2);
  if (are_points(pieces, alike))
    return;
  for (guint i = 0; i < MIN(alike->len, RECURRENCES_MAX); i++) {
    Piece *piece = piece_at(pieces, g_array_index(alike, guint, i));
    bool in_margin = distance_from_edge(piece) < MARGIN * piece->page->height;
    piece->drop =
        count_recurrences(pieces, alike, piece) >= (in_margin ? PAGES_TO_COMPARE : half_of_pages) ||
        (in_margin && corpus_is_page_number(piece->segment->text));
  }
}

/* The indexes of the pieces near an edge, by their key. */
static GHashTable *
pieces_by_key(const GArray *pieces) {
  GHashTable *lists =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  for (guint i = 0; i < pieces->len; i++) {
    char *key = place_key(piece_at(pieces, i));
    GArray *alike = key != NULL ? g_hash_table_lookup(lists, key) : NULL;
    if (key != NULL && alike == NULL) {
      alike = g_array_new(FALSE, FALSE, sizeof(guint));
      g_hash_table_insert(lists, g_strdup(key), alike);
    }
    if (alike != NULL)
      g_array_append_val(alike, i);
    g_free(key);
  }
  return lists;
}

/* Does one that stays stand on the page at the same height? */
static bool
has_company(const GArray *pieces, const Piece *piece) {
  for (guint i = 0; i < pieces->len; i++) {
    const Piece *other = piece_at(pieces, i);
    if (other->number == piece->number && !other->drop &&
        fabs(other->segment->top - piece->segment->top) <= SAME_HEIGHT)
      return true;
  }
  return false;
}

/* A number in the margin beside what stays is a cell of a row that stands last on its page. */
static void
keep_cells(GArray *pieces) {
  GArray *cells = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0; i < pieces->len; i++)
    if (piece_at(pieces, i)->drop && corpus_is_page_number(piece_at(pieces, i)->segment->text) &&
        has_company(pieces, piece_at(pieces, i)))
      g_array_append_val(cells, i);
  for (guint i = 0; i < cells->len; i++)
    piece_at(pieces, g_array_index(cells, guint, i))->drop = false;
  g_array_unref(cells);
}

static void
mark_furniture(GArray *pieces) {
  GHashTable *lists = pieces_by_key(pieces);
  GHashTableIter iterator;
  gpointer alike = NULL;
  g_hash_table_iter_init(&iterator, lists);
  while (g_hash_table_iter_next(&iterator, NULL, &alike))
    drop_what_recurs(pieces, alike);
  g_hash_table_unref(lists);
  keep_cells(pieces);
}

/* Takes the words that the piece is made of off its page. */
static void
remove_words(const Piece *piece) {
  const PdfSegment *segment = piece->segment;
  GPtrArray *words = piece->page->words;
  for (guint i = words->len; i-- > 0;) {
    const PdfWord *word = g_ptr_array_index(words, i);
    if (word->left >= segment->left - 1 && word->right <= segment->right + 1 &&
        word->bottom <= segment->top + 1 && word->bottom > segment->top - MAX(segment->size, 1))
      g_ptr_array_remove_index(words, i);
  }
}

void
pdf_furniture_remove(const GPtrArray *pages) {
  GPtrArray *segments = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  GArray *pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
  for (guint i = 0; i < pages->len; i++) {
    PdfPage *page = g_ptr_array_index(pages, i);
    PdfRows *rows = pdf_rows_new(page->words, true);
    GPtrArray *own = pdf_rows_segments(rows);
    for (guint j = 0; j < own->len; j++) {
      Piece piece = {own->pdata[j], page, i + 1, false};
      g_array_append_val(pieces, piece);
    }
    g_ptr_array_add(segments, own);
    pdf_rows_free(rows);
  }
  mark_furniture(pieces);
  for (guint i = 0; i < pieces->len; i++)
    if (piece_at(pieces, i)->drop)
      remove_words(piece_at(pieces, i));
  g_array_unref(pieces);
  g_ptr_array_unref(segments);
}

/* ---- footnotes ---- */

static const PdfRow *
row_at(const GPtrArray *rows, guint i) {
  return rows->pdata[i];
}

static int
compare_sizes(gconstpointer a, gconstpointer b) {
  const guint *first = a, *second = b;
  return (*first > *second) - (*first < *second);
}

double
pdf_notes_body_size(const GPtrArray *pages) {
  GArray *tenths = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0; i < pages->len; i++) {
    const GPtrArray *words = ((const PdfPage *)pages->pdata[i])->words;
    for (guint j = 0; j < words->len; j++) {
      guint size = (guint)CLAMP(((const PdfWord *)words->pdata[j])->size * 10 + 0.5, 0, 10000);
      g_array_append_val(tenths, size);
    }
  }
  g_array_sort(tenths, compare_sizes);
  guint most = 0, usual = 0;
  for (guint first = 0, end = 0; first < tenths->len; first = end) {
    guint size = g_array_index(tenths, guint, first);
    for (end = first; end < tenths->len && g_array_index(tenths, guint, end) == size;)
      end++;
    usual = end - first > most ? size : usual;
    most = MAX(most, end - first);
  }
  g_array_unref(tenths);
  return usual / 10.0;
}

/* The digits that the text begins with, with a stop behind them perhaps, if they are few and
 * letters or nothing follows. */
static gsize
note_number(const char *text) {
  gsize digits = strspn(text, "0123456789");
  gsize end = digits + (text[digits] == '.' || text[digits] == ')' ? 1 : 0);
  const char *rest = text + end;
  return digits > 0 && digits <= NOTE_DIGITS &&
                 (*rest == '\0' || g_unichar_isalpha(g_utf8_get_char(rest)))
             ? end
             : 0;
}

/* Does the page have raised numbers, as those that refer to notes are? */
static bool
has_references(const GPtrArray *rows) {
  for (guint i = 0; i < rows->len; i++) {
    const GPtrArray *words = ((const PdfRow *)rows->pdata[i])->words;
    for (guint j = 0; j < words->len; j++)
      if (((const PdfWord *)words->pdata[j])->raised > 0)
        return true;
  }
  return false;
}

static guint
count_letters(const PdfRow *row) {
  guint letters = 0;
  for (guint i = 0; i < row->words->len; i++)
    for (const char *at = ((PdfWord *)row->words->pdata[i])->text; *at != '\0';
         at = g_utf8_next_char(at))
      letters += g_unichar_isalpha(g_utf8_get_char(at)) != 0;
  return letters;
}

static bool
ends_with_full_stop(const PdfRow *row) {
  return g_str_has_suffix(((const PdfWord *)row->words->pdata[row->words->len - 1])->text, ".");
}

/* Does a note begin with the row: a number before words? One with a stop numbers items as well,
 * unless something refers to it, or it is a sentence in very small type. */
static bool
begins_note(const PdfRow *row, bool referred, double body_size) {
  const PdfWord *head = row->words->pdata[0];
  gsize number = note_number(head->text);
  bool stop = number > 0 && !g_ascii_isdigit(head->text[number - 1]);
  return number > 0 &&
         (!stop || referred || (ends_with_full_stop(row) && row->size <= SMALL_NOTE * body_size)) &&
         count_letters(row) >= NOTE_LETTERS &&
         (row->words->len > 1 || strlen(head->text) > NOTE_DIGITS);
}

/* A row of a table has a figure far from the word before it. */
static bool
has_figure_apart(const PdfRow *row) {
  for (guint i = 1; i < row->words->len; i++) {
    const PdfWord *before = row->words->pdata[i - 1], *word = row->words->pdata[i];
    if (word->left - before->right > CELL_GAP * word->size && strpbrk(word->text, "0123456789"))
      return true;
  }
  return false;
}

/* The first of the rows at the page's foot that are notes; rows->len if none is. */
static guint
first_note(const GPtrArray *rows, bool referred, double body_size) {
  guint first = rows->len, at = rows->len;
  while (at > 0 && row_at(rows, at - 1)->size <= NOTE_SIZE * body_size &&
         !has_figure_apart(row_at(rows, at - 1))) {
    at--;
    if (begins_note(row_at(rows, at), referred, body_size))
      first = at;
  }
  /* a table or text in small type, and not the foot of the page alone */
  return at == 0 || first == rows->len || (rows->len - first) * 2 > rows->len ? rows->len : first;
}

static void
add_to_note(GString *note, const PdfRow *row, bool begins) {
  for (guint i = 0; i < row->words->len; i++) {
    const char *text = ((const PdfWord *)row->words->pdata[i])->text;
    text += begins && i == 0 ? note_number(text) : 0;
    if (*text == '\0')
      continue;
    bool broken = i == 0 && g_str_has_suffix(note->str, "-");
    if (broken && g_unichar_islower(g_utf8_get_char(text)))
      g_string_truncate(note, note->len - 1);
    else if (note->len > 0)
      g_string_append_c(note, ' ');
    g_string_append(note, text);
  }
}

/* The raised numbers that refer to the notes, at the end of words or alone. */
static void
remove_references(GPtrArray *words) {
  for (guint i = words->len; i-- > 0;) {
    PdfWord *word = words->pdata[i];
    if (word->raised == 0)
      continue;
    word->text[strlen(word->text) - MIN(word->raised, strlen(word->text))] = '\0';
    word->raised = 0;
    if (*word->text == '\0')
      g_ptr_array_remove_index(words, i);
  }
}

GPtrArray *
pdf_notes_take(GPtrArray *words, double body_size) {
  GPtrArray *notes = g_ptr_array_new_with_free_func(g_free);
  GPtrArray *rows = pdf_rows_of(words);
  bool referred = has_references(rows);
  guint first = first_note(rows, referred, body_size);
  for (guint i = first; i < rows->len;) {
    GString *note = g_string_new(NULL);
    add_to_note(note, row_at(rows, i), true);
    for (i++; i < rows->len && !begins_note(row_at(rows, i), referred, body_size); i++)
      add_to_note(note, row_at(rows, i), false);
    g_ptr_array_add(notes, g_string_free(note, FALSE));
  }
  GHashTable *taken = g_hash_table_new(NULL, NULL);
  for (guint i = first; i < rows->len; i++)
    for (guint j = 0; j < row_at(rows, i)->words->len; j++)
      g_hash_table_add(taken, row_at(rows, i)->words->pdata[j]);
  g_ptr_array_unref(rows);
  guint kept = 0;
  for (guint i = 0; i < words->len; i++) {
    gpointer word = g_steal_pointer(&words->pdata[i]);
    if (g_hash_table_contains(taken, word))
      pdf_word_free(word);
    else
      words->pdata[kept++] = word;
  }
  g_ptr_array_set_size(words, (int)kept);
  g_hash_table_unref(taken);
  if (notes->len > 0)
    remove_references(words);
  return notes;
}
