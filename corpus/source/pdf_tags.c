/* corpus/source/pdf_tags.c: walks the structure tree of a tagged PDF, and believes it where it
 * holds what the pages show. */
#include "corpus/source/pdf.h"

#include <math.h>
#include <poppler.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>

#include "corpus/source/decode.h"
#include "corpus/source/document.h"

/* Each element's text costs a rendering of its page: some seconds a report. Where the machine is
 * busy, the whole must end before the program is (read_pdf.c), so that the pages are not lost. */
#define MOST_SECONDS 25
#define MOST_WAITING 75
#define MOST_DEEP 64
#define ALIKE 0.98        /* share of letters that tree and pages have in common */
#define PAGE_DIFFERS 0.05 /* share of a page's letters that it need not have in common */
#define LOOSE 0.05        /* share that may stand in no paragraph */
#define HEADER_LETTERS 80 /* as many more: a running header is no part of the tree */
#define BOX_PARAGRAPHS 8  /* a group of more is no text box */
#define HEADING_CHARS 240 /* a heading that is longer holds what stands around it as well */
#define LONG_HEADINGS 2   /* of these: the tree has lost the elements between headings */
#define LETTERS 64        /* kinds of letters that are counted apart */
#define NOTE_DIGITS 2     /* of the number of a note */

/* How often each letter stands on a page. */
typedef struct {
  guint counts[LETTERS];
} Letters;

typedef struct {
  Document *document;
  GPtrArray *words;          /* of each page: a GHashTable of char * */
  GPtrArray *firsts, *lasts; /* of those, the words with which lines begin and end */
  GArray *tree, *pages;      /* Letters of each page */
  GString *paragraph;        /* its text so far, as it was told */
  guint page;                /* where that ends */
  guint long_headings;
  guint cut_ends; /* paragraphs that end within a word */
  bool has_notes;
  bool broken; /* a text that can't be read, or too much time */
  bool in_reference, after_soft_hyphen, in_paragraph, in_cell;
  bool begun;  /* a paragraph was seen: the cover and the contents are past */
  guint loose; /* letters that stand in no paragraph, cell or item, after that */
  unsigned list_level;
  bool item;     /* the next paragraph is an item's first */
  clock_t end;   /* by the processor's clock */
  gint64 latest; /* by the clock on the wall, in microseconds */
} Walker;

/* ---- letters ---- */

static void
count_letters(GArray *pages, guint page, const char *text) {
  if (page >= pages->len)
    return;
  Letters *letters = &g_array_index(pages, Letters, page);
  for (; *text != '\0'; text = g_utf8_next_char(text)) {
    gunichar letter = g_unichar_tolower(g_utf8_get_char(text));
    if (g_unichar_isalnum(letter))
      letters->counts[letter % LETTERS]++;
  }
}

static guint
sum(const Letters *letters) {
  guint all = 0;
  for (gsize i = 0; i < LETTERS; i++)
    all += letters->counts[i];
  return all;
}

static guint
in_common(const Letters *a, const Letters *b) {
  guint all = 0;
  for (gsize i = 0; i < LETTERS; i++)
    all += MIN(a->counts[i], b->counts[i]);
  return all;
}

/* Do the tree and the pages hold the same letters, on the whole and page by page? And does the tree
 * say of them what they are? A browser's leaves out groups, and with them which text is one. */
static bool
holds_what_pages_show(const Walker *walker) {
  guint common = 0, tree = 0, shown = 0;
  for (guint i = 0; i < walker->pages->len; i++) {
    const Letters *a = &g_array_index(walker->tree, Letters, i);
    const Letters *b = &g_array_index(walker->pages, Letters, i);
    guint here = in_common(a, b), untagged = sum(b) - here;
    if (sum(a) - here > PAGE_DIFFERS * sum(a) + HEADER_LETTERS ||
        untagged > PAGE_DIFFERS * sum(b) + HEADER_LETTERS)
      return false;
    common += here;
    tree += sum(a);
    shown += sum(b);
  }
  return shown > 0 && common >= ALIKE * MAX(tree, shown) && walker->loose <= LOOSE * tree &&
         walker->long_headings < LONG_HEADINGS && walker->cut_ends == 0;
}

static bool
is_word(const GPtrArray *words, guint page, const char *word) {
  return page < words->len && g_hash_table_contains(g_ptr_array_index(words, page), word);
}

static void
add_words(Walker *walker, guint page, const char *text) {
  if (page >= walker->words->len)
    return;
  char **words = g_strsplit(text, " ", -1);
  guint count = g_strv_length(words);
  if (count > 0) {
    g_hash_table_add(g_ptr_array_index(walker->firsts, page), g_strdup(words[0]));
    g_hash_table_add(g_ptr_array_index(walker->lasts, page), g_strdup(words[count - 1]));
  }
  for (char **word = words; *word != NULL; word++)
    g_hash_table_add(g_ptr_array_index(walker->words, page), *word);
  g_free(words);
}

/* ---- text ---- */

static const char *
last_word(const char *text) {
  const char *space = strrchr(text, ' ');
  return space != NULL ? space + 1 : text;
}

/* Between the end of one line and the beginning of the next. */
static void
part(Walker *walker, const char *before, const char *after) {
  if (g_str_has_suffix(before, "-") && strlen(before) > 1 &&
      g_unichar_isalnum(g_utf8_get_char(after)))
    document_wrap_line(walker->document);
  else
    document_add_text(walker->document, " ", false, NAN);
}

/* Where two lines are written together in one piece ("sättatt"), the page shows which word ends a
 * line and which begins one: the length of the first; 0 where it shows nothing of the kind. */
static gsize
first_of_two(const Walker *walker, guint page, const char *token, gsize length) {
  for (const char *at = g_utf8_next_char(token); at < token + length; at = g_utf8_next_char(at)) {
    char *before = g_strndup(token, (gsize)(at - token));
    char *after = g_strndup(at, length - (gsize)(at - token));
    bool two = is_word(walker->lasts, page, before) && is_word(walker->firsts, page, after);
    g_free(before);
    g_free(after);
    if (two)
      return (gsize)(at - token);
  }
  return 0;
}

/* Adds a piece that may hold several lines. */
static void
add_piece(Walker *walker, guint page, const char *text, bool bold) {
  for (const char *at = text; *at != '\0';) {
    gsize spaces = strspn(at, " "), length = strcspn(at + spaces, " ");
    char *space = g_strndup(at, spaces), *token = g_strndup(at + spaces, length);
    bool known = length == 0 || is_word(walker->words, page, token);
    gsize first = known ? 0 : first_of_two(walker, page, token, length);
    document_add_text(walker->document, space, bold, NAN);
    if (first > 0) {
      char *before = g_strndup(token, first);
      document_add_text(walker->document, before, bold, NAN);
      part(walker, before, token + first);
      g_free(before);
    }
    document_add_text(walker->document, token + first, bold, NAN);
    g_free(space);
    g_free(token);
    at += spaces + length;
  }
}

/* Pieces of a paragraph are lines, or parts of lines: what stands between them is not told, but the
 * page shows which words are one. */
static void
join(Walker *walker, guint page, const char *text) {
  const char *before = last_word(walker->paragraph->str);
  gsize length = strcspn(text, " ");
  if (*before == '\0' || length == 0 || walker->after_soft_hyphen)
    return;
  char *joined = g_strdup_printf("%s%.*s", before, (int)length, text);
  if (!is_word(walker->words, page, joined))
    part(walker, before, text);
  g_free(joined);
}

/* "1" after a word, where notes are: the number of a note. */
static bool
is_note_number(const Walker *walker, const char *text) {
  char *number = g_strstrip(g_strdup(text));
  gsize digits = strspn(number, "0123456789");
  bool is_number = digits > 0 && digits <= NOTE_DIGITS && number[digits] == '\0';
  g_free(number);
  return is_number && walker->in_reference && walker->has_notes;
}

static void
add_text(Walker *walker, guint page, const char *text, bool bold) {
  count_letters(walker->tree, page, text);
  if (walker->begun && !walker->in_paragraph && !walker->in_cell)
    walker->loose += (guint)strlen(text);
  if (is_note_number(walker, text))
    return;
  document_set_page(walker->document, page + 1);
  walker->page = page;
  join(walker, page, text);
  add_piece(walker, page, text, bold);
  g_string_append(walker->paragraph, text);
  walker->after_soft_hyphen = false;
}

/* Is the paragraph's last word on its page the beginning of another alone? A browser sets a
 * ligature with a text of its own, and poppler 22.12 loses the rest of the element that it stands
 * in. */
static bool
ends_within_word(const Walker *walker) {
  GString *last = g_string_new(NULL);
  for (const char *at = last_word(walker->paragraph->str); *at != '\0'; at = g_utf8_next_char(at))
    corpus_append_clean(last, g_utf8_get_char(at), false);
  bool begins = false;
  if (g_unichar_isalpha(g_utf8_get_char(last->str)) && walker->page < walker->words->len &&
      !is_word(walker->words, walker->page, last->str)) {
    GHashTableIter words;
    gpointer word = NULL;
    g_hash_table_iter_init(&words, g_ptr_array_index(walker->words, walker->page));
    while (!begins && g_hash_table_iter_next(&words, &word, NULL))
      begins = g_str_has_prefix(word, last->str) &&
               g_unichar_isalpha(g_utf8_get_char((const char *)word + last->len));
  }
  g_string_free(last, TRUE);
  return begins;
}

static void
clear_paragraph(Walker *walker) {
  walker->cut_ends += ends_within_word(walker) ? 1 : 0;
  g_string_truncate(walker->paragraph, 0);
}

static void
end_paragraph(Walker *walker, CorpusLineKind kind, unsigned level) {
  document_end_paragraph(walker->document, kind, level);
  clear_paragraph(walker);
  walker->after_soft_hyphen = false;
}

/* ---- elements ---- */

static void
walk_content(Walker *walker, PopplerStructureElement *element) {
  if (clock() > walker->end || g_get_monotonic_time() > walker->latest)
    walker->broken = true;
  if (walker->broken)
    return;
  guint count = 0;
  int page = poppler_structure_element_get_page(element);
  PopplerTextSpan **spans = poppler_structure_element_get_text_spans(element, &count);
  /* a span is a line, or a part of one in another font */
  for (guint i = 0; spans != NULL && i < count; i++) {
    const char *font = poppler_text_span_get_font_name(spans[i]);
    const char *told = poppler_text_span_get_text(spans[i]);
    bool bold = font != NULL && (strstr(font, "Bold") != NULL || strstr(font, "Black") != NULL);
    char *text = corpus_decode_again(told != NULL ? told : "");
    if (page >= 0 && *text != '\0')
      add_text(walker, (guint)page, text, bold);
    g_free(text);
    poppler_text_span_free(spans[i]);
  }
  g_free(spans);
}

typedef struct {
  guint paragraphs, notes;
  bool others; /* headings, tables or lists */
} Group;

static bool
is_heading(PopplerStructureElementKind kind) {
  return kind >= POPPLER_STRUCTURE_ELEMENT_HEADING && kind <= POPPLER_STRUCTURE_ELEMENT_HEADING_6;
}

static PopplerStructureElementKind
kind_at(PopplerStructureElementIter *iterator) {
  PopplerStructureElement *element = poppler_structure_element_iter_get_element(iterator);
  PopplerStructureElementKind kind = poppler_structure_element_get_kind(element);
  g_object_unref(element);
  return kind;
}

/* Counts the element, those after it, and what they hold. */
static void
look_into(PopplerStructureElementIter *iterator, Group *group, guint deep) {
  do {
    PopplerStructureElementKind kind = kind_at(iterator);
    PopplerStructureElementIter *child = poppler_structure_element_iter_get_child(iterator);
    group->paragraphs += kind == POPPLER_STRUCTURE_ELEMENT_PARAGRAPH;
    group->notes += kind == POPPLER_STRUCTURE_ELEMENT_NOTE;
    group->others = group->others || is_heading(kind) || kind == POPPLER_STRUCTURE_ELEMENT_TABLE ||
                    kind == POPPLER_STRUCTURE_ELEMENT_LIST;
    if (child != NULL && deep < MOST_DEEP)
      look_into(child, group, deep + 1);
    if (child != NULL)
      poppler_structure_element_iter_free(child);
  } while (poppler_structure_element_iter_next(iterator));
}

static bool
is_box(PopplerStructureElementIter *iterator) {
  Group group = {0};
  PopplerStructureElementIter *child = poppler_structure_element_iter_get_child(iterator);
  if (child == NULL)
    return false;
  look_into(child, &group, 0);
  poppler_structure_element_iter_free(child);
  return group.paragraphs > 0 && group.paragraphs <= BOX_PARAGRAPHS && group.notes == 0 &&
         !group.others;
}

static void walk(Walker *walker, PopplerStructureElementIter *iterator, guint deep);

static void
walk_children(Walker *walker, PopplerStructureElementIter *iterator, guint deep) {
  PopplerStructureElementIter *child = poppler_structure_element_iter_get_child(iterator);
  if (child != NULL && deep < MOST_DEEP)
    walk(walker, child, deep + 1);
  if (child != NULL)
    poppler_structure_element_iter_free(child);
}

static void
walk_table(Walker *walker, PopplerStructureElementIter *iterator, PopplerStructureElementKind kind,
           guint deep) {
  unsigned level = walker->list_level;
  bool item = walker->item, in_paragraph = walker->in_paragraph, in_cell = walker->in_cell;
  walker->list_level = 0;
  walker->item = walker->in_paragraph = false;
  switch (kind) {
  case POPPLER_STRUCTURE_ELEMENT_TABLE:
    end_paragraph(walker, CORPUS_LINE_TEXT, 0);
    document_begin_table(walker->document);
    walk_children(walker, iterator, deep);
    document_end_table(walker->document);
    break;
  case POPPLER_STRUCTURE_ELEMENT_TABLE_ROW:
    document_begin_row(walker->document);
    walk_children(walker, iterator, deep);
    document_end_row(walker->document);
    break;
  default:
    walker->in_cell = true;
    document_begin_cell(walker->document);
    walk_children(walker, iterator, deep);
    walker->in_cell = in_cell;
    /* poppler 22.12 refuses to say how many columns a cell takes */
    document_end_cell(walker->document, 1);
    break;
  }
  clear_paragraph(walker);
  walker->list_level = level;
  walker->item = item;
  walker->in_paragraph = in_paragraph;
}

/* What stands apart from the paragraph that it is anchored in. */
static void
walk_apart(Walker *walker, PopplerStructureElementIter *iterator, guint deep) {
  GString *outer = walker->paragraph;
  walker->paragraph = g_string_new(NULL);
  walk_children(walker, iterator, deep);
  g_string_free(walker->paragraph, TRUE);
  walker->paragraph = outer;
}

static void
walk_note(Walker *walker, PopplerStructureElementIter *iterator, guint deep) {
  bool in_reference = walker->in_reference;
  walker->in_reference = true;
  document_begin_note(walker->document);
  walk_apart(walker, iterator, deep);
  document_end_note(walker->document);
  walker->in_reference = in_reference;
}

static void
walk_box(Walker *walker, PopplerStructureElementIter *iterator, guint deep) {
  document_begin_box(walker->document);
  walk_apart(walker, iterator, deep);
  document_end_box(walker->document);
}

/* Ends what stands in no paragraph, unless it is the number or bullet of what follows. */
static void
end_loose_text(Walker *walker) {
  if (walker->paragraph->len > 0 && !walker->in_paragraph && !walker->item)
    end_paragraph(walker, CORPUS_LINE_TEXT, 0);
}

static void
walk_heading(Walker *walker, PopplerStructureElementIter *iterator, unsigned level, guint deep) {
  bool in_paragraph = walker->in_paragraph;
  end_loose_text(walker);
  walker->in_paragraph = true;
  walk_children(walker, iterator, deep);
  walker->long_headings += g_utf8_strlen(walker->paragraph->str, -1) > HEADING_CHARS;
  walker->in_paragraph = in_paragraph;
  end_paragraph(walker, CORPUS_LINE_HEADING, level);
}

static void
walk_paragraph(Walker *walker, PopplerStructureElementIter *iterator, guint deep) {
  bool item = walker->item, in_paragraph = walker->in_paragraph;
  end_loose_text(walker);
  walker->item = false;
  walker->in_paragraph = walker->begun = true;
  walk_children(walker, iterator, deep);
  walker->in_paragraph = in_paragraph;
  end_paragraph(walker, item ? CORPUS_LINE_ITEM : CORPUS_LINE_TEXT, item ? walker->list_level : 0);
}

/* Its body may hold paragraphs, or the text itself. */
static void
walk_item(Walker *walker, PopplerStructureElementIter *iterator, guint deep) {
  bool in_paragraph = walker->in_paragraph;
  if (walker->paragraph->len > 0)
    end_paragraph(walker, CORPUS_LINE_TEXT, 0);
  walker->item = walker->in_paragraph = true;
  walk_children(walker, iterator, deep);
  walker->in_paragraph = in_paragraph;
  if (walker->paragraph->len > 0)
    end_paragraph(walker, walker->item ? CORPUS_LINE_ITEM : CORPUS_LINE_TEXT,
                  walker->item ? walker->list_level : 0);
  walker->item = false;
}

/* A hyphen that is there for the line's end alone is written "-" and means nothing. */
static void
walk_span(Walker *walker, PopplerStructureElementIter *iterator, PopplerStructureElement *element,
          guint deep) {
  char *actual = poppler_structure_element_get_actual_text(element);
  bool soft = actual != NULL && strcmp(actual, "\xC2\xAD") == 0;
  if (soft)
    walker->after_soft_hyphen = true;
  else
    walk_children(walker, iterator, deep);
  g_free(actual);
}

/* A paragraph of cells is a row: word processors that repeat a table's head write it so. */
static PopplerStructureElementKind
kind_of(PopplerStructureElementIter *iterator) {
  PopplerStructureElementKind kind = kind_at(iterator), of_first = kind;
  PopplerStructureElementIter *child = poppler_structure_element_iter_get_child(iterator);
  if (child != NULL) {
    of_first = kind_at(child);
    poppler_structure_element_iter_free(child);
  }
  bool cell = of_first == POPPLER_STRUCTURE_ELEMENT_TABLE_DATA ||
              of_first == POPPLER_STRUCTURE_ELEMENT_TABLE_HEADING;
  return cell && kind == POPPLER_STRUCTURE_ELEMENT_PARAGRAPH ? POPPLER_STRUCTURE_ELEMENT_TABLE_ROW
                                                             : kind;
}

static void
walk_element(Walker *walker, PopplerStructureElementIter *iterator,
             PopplerStructureElement *element, guint deep) {
  PopplerStructureElementKind kind = kind_of(iterator);
  bool in_reference = walker->in_reference;
  if (is_heading(kind)) {
    walk_heading(walker, iterator, (unsigned)(kind - POPPLER_STRUCTURE_ELEMENT_HEADING), deep);
    return;
  }
  switch (kind) {
  case POPPLER_STRUCTURE_ELEMENT_CONTENT:
    walk_content(walker, element);
    break;
  case POPPLER_STRUCTURE_ELEMENT_TABLE:
  case POPPLER_STRUCTURE_ELEMENT_TABLE_ROW:
  case POPPLER_STRUCTURE_ELEMENT_TABLE_DATA:
  case POPPLER_STRUCTURE_ELEMENT_TABLE_HEADING:
    walk_table(walker, iterator, kind, deep);
    break;
  case POPPLER_STRUCTURE_ELEMENT_NOTE:
    walk_note(walker, iterator, deep);
    break;
  case POPPLER_STRUCTURE_ELEMENT_LIST:
    walker->list_level++;
    walk_children(walker, iterator, deep);
    walker->list_level--;
    break;
  case POPPLER_STRUCTURE_ELEMENT_LIST_ITEM:
    walk_item(walker, iterator, deep);
    break;
  case POPPLER_STRUCTURE_ELEMENT_PARAGRAPH:
  case POPPLER_STRUCTURE_ELEMENT_CAPTION:
  case POPPLER_STRUCTURE_ELEMENT_TOC_ITEM:
  case POPPLER_STRUCTURE_ELEMENT_BLOCKQUOTE:
    walk_paragraph(walker, iterator, deep);
    break;
  case POPPLER_STRUCTURE_ELEMENT_SPAN:
    walk_span(walker, iterator, element, deep);
    break;
  case POPPLER_STRUCTURE_ELEMENT_LINK:
  case POPPLER_STRUCTURE_ELEMENT_REFERENCE:
    walker->in_reference = true;
    walk_children(walker, iterator, deep);
    walker->in_reference = in_reference;
    break;
  case POPPLER_STRUCTURE_ELEMENT_DIV:
  case POPPLER_STRUCTURE_ELEMENT_FIGURE:
    (is_box(iterator) ? walk_box : walk_children)(walker, iterator, deep);
    break;
  default:
    walk_children(walker, iterator, deep);
  }
}

/* The element and those after it. */
static void
walk(Walker *walker, PopplerStructureElementIter *iterator, guint deep) {
  do {
    PopplerStructureElement *element = poppler_structure_element_iter_get_element(iterator);
    walk_element(walker, iterator, element, deep);
    g_object_unref(element);
  } while (!walker->broken && poppler_structure_element_iter_next(iterator));
}

/* A set of words for each page. */
static GPtrArray *
sets_new(guint pages) {
  GPtrArray *sets = g_ptr_array_new_with_free_func((GDestroyNotify)g_hash_table_unref);
  for (guint i = 0; i < pages; i++)
    g_ptr_array_add(sets, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL));
  return sets;
}

static Walker
walker_new(const CorpusLines *lines, guint pages) {
  Walker walker = {.document = document_new(),
                   .words = sets_new(pages),
                   .firsts = sets_new(pages),
                   .lasts = sets_new(pages),
                   .tree = g_array_new(FALSE, TRUE, sizeof(Letters)),
                   .pages = g_array_new(FALSE, TRUE, sizeof(Letters)),
                   .paragraph = g_string_new(NULL),
                   .end = clock() + (clock_t)MOST_SECONDS * CLOCKS_PER_SEC,
                   .latest = g_get_monotonic_time() + MOST_WAITING * G_USEC_PER_SEC};
  g_array_set_size(walker.tree, pages);
  g_array_set_size(walker.pages, pages);
  for (guint i = 0; i < lines->notes->len; i++) {
    const CorpusNote *note = g_ptr_array_index(lines->notes, i);
    count_letters(walker.pages, note->page - 1, note->text);
    add_words(&walker, note->page - 1, note->text);
  }
  for (guint i = 0; i < lines->lines->len; i++) {
    const CorpusLine *line = corpus_line_at(lines->lines, i);
    count_letters(walker.pages, line->page - 1, line->text);
    add_words(&walker, line->page - 1, line->text);
  }
  return walker;
}

static void
walker_clear(Walker *walker) {
  g_ptr_array_unref(walker->words);
  g_ptr_array_unref(walker->firsts);
  g_ptr_array_unref(walker->lasts);
  g_array_unref(walker->tree);
  g_array_unref(walker->pages);
  g_string_free(walker->paragraph, TRUE);
}

CorpusLines *
pdf_tags_read(PopplerDocument *document, const CorpusLines *lines) {
  PopplerStructureElementIter *iterator = poppler_structure_element_iter_new(document);
  if (iterator == NULL)
    return NULL;
  guint pages = (guint)poppler_document_get_n_pages(document);
  Walker walker = walker_new(lines, pages);
  PopplerStructureElementIter *ahead = poppler_structure_element_iter_copy(iterator);
  Group all = {0};
  look_into(ahead, &all, 0);
  walker.has_notes = all.notes > 0;
  poppler_structure_element_iter_free(ahead);
  walk(&walker, iterator, 0);
  poppler_structure_element_iter_free(iterator);
  walker.broken = walker.broken || document_heaps_lists(walker.document);
  CorpusLines *found = document_finish(walker.document, NULL);
  if (found != NULL && (walker.broken || !holds_what_pages_show(&walker)))
    g_clear_pointer(&found, corpus_lines_free);
  walker_clear(&walker);
  return found;
}
