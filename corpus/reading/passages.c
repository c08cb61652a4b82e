/* corpus/reading/passages.c: makes passages of paragraphs, table items and footnotes. */
#include "corpus/reading/decisions.h"

#include "corpus/reading/items/item_table.h"
#include "corpus/reading/lines/paragraph.h"
#include "corpus/reading/stance/stance.h"

/* How sure a sentence must be to count as evidence for the columns of its chapter. */
#define SURE_STANCE 0.3
#define LIKE_LABEL 0.6 /* the label of a row, to a question */

typedef struct {
  const GPtrArray *lines;
  const GPtrArray *blocks;
  GPtrArray *histories;
  const CorpusInstrument *instrument;
  CorpusKnownWords words;
  CorpusParagraphCutter *cutter;
  GPtrArray **parts; /* CorpusPassage * of each block, before they are put in a row */
  double *rows;      /* how likely tables of items are written row by row */
} Reader;

static CorpusPassage *
passage_of(const CorpusBlock *block, unsigned page, CorpusKind kind, char *text) {
  CorpusPassage *passage = corpus_passage_new();
  g_free(passage->heading);
  g_free(passage->text);
  passage->page = page;
  passage->area = block->area;
  passage->kind = kind;
  passage->heading = g_strdup(block->heading);
  passage->text = text;
  if (block->question != NULL)
    g_strlcpy(passage->question, block->question->id, sizeof passage->question);
  return passage;
}

/* Gives a passage the question that the label of its row names, by number or words. */
static void
place_by_label(const CorpusInstrument *instrument, const char *label, CorpusPassage *passage) {
  double likeness = 0;
  char *number = NULL;
  (void)corpus_heading_without_number(label, &number);
  const CorpusQuestion *question = corpus_instrument_question(instrument, number);
  if (question == NULL || question->area != passage->area)
    question = corpus_instrument_match_heading(instrument, passage->area, label, &likeness);
  if (question != NULL && (likeness == 0 || likeness >= LIKE_LABEL))
    g_strlcpy(passage->question, question->id, sizeof passage->question);
  g_free(number);
}

static void
add_items(const CorpusInstrument *instrument, const CorpusBlock *block, const GPtrArray *items,
          GPtrArray *passages) {
  for (guint i = 0; i < items->len; i++) {
    const CorpusItem *item = g_ptr_array_index(items, i);
    CorpusPassage *passage = passage_of(block, item->page, CORPUS_KIND_ITEM, g_strdup(item->text));
    passage->tag = item->tag;
    if (item->label != NULL && passage->area != 0)
      place_by_label(instrument, item->label, passage);
    else if (item->label != NULL) /* a table of all areas */
      passage->area = corpus_instrument_match_area(instrument, item->label);
    corpus_stance_tag(passage);
    g_ptr_array_add(passages, passage);
  }
}

/* Adds the items of a paragraph that is a list of them; false if it is none. Their question is left
 * open: such a list may belong to the whole chapter. */
static bool
add_run_in_items(const CorpusBlock *block, unsigned page, const char *text, GPtrArray *passages) {
  GPtrArray *items = block->area != 0 && !block->background ? corpus_run_in_items(text) : NULL;
  for (guint i = 0; items != NULL && i < items->len; i++) {
    CorpusItem *item = g_ptr_array_index(items, i);
    item->page = page;
  }
  if (items == NULL)
    return false;
  guint before = passages->len;
  add_items(NULL, block, items, passages);
  for (guint i = before; i < passages->len; i++)
    *((CorpusPassage *)g_ptr_array_index(passages, i))->question = '\0';
  g_ptr_array_unref(items);
  return true;
}

/* Is it a row of figures, of which no table was made, rather than text ("Totalt 800 472 59,0 %")?
 */
static bool
is_left_of_table(const CorpusInstrument *instrument, const char *text) {
  if (corpus_layout_matches("table-rest", text))
    return true;
  GMatchInfo *match = NULL;
  bool row = g_regex_match(corpus_layout_pattern("table-rest-row"), text, 0, &match);
  char *name = row ? g_match_info_fetch_named(match, "name") : NULL;
  bool left = name != NULL && corpus_instrument_match_area(instrument, name) != 0;
  g_free(name);
  g_clear_pointer(&match, g_match_info_free);
  return left;
}

static void
read_prose(const Reader *reader, const CorpusBlock *block, GPtrArray *passages) {
  GArray *paragraphs = corpus_paragraphs(reader->cutter, block->first, block->last);
  for (guint i = 0; i < paragraphs->len; i++) {
    CorpusParagraph paragraph = g_array_index(paragraphs, CorpusParagraph, i);
    const CorpusLine *line = g_ptr_array_index(reader->lines, paragraph.first);
    char *text = corpus_paragraph_text(reader->cutter, paragraph, reader->words);
    if (*text == '\0' || /* a bullet alone */
        is_left_of_table(reader->instrument, text) ||
        add_run_in_items(block, line->page, text, passages)) {
      g_free(text);
      continue;
    }
    CorpusPassage *passage = passage_of(block, line->page, CORPUS_KIND_PARAGRAPH, text);
    if (block->background || corpus_layout_matches("leader-row", text))
      passage->tag = CORPUS_TAG_BACKGROUND;
    corpus_stance_tag(passage);
    g_ptr_array_add(passages, passage);
  }
  g_array_unref(paragraphs);
}

/* Adds the sentences of a passage that surely point one way. */
static void
add_evidence(const CorpusPassage *passage, GPtrArray *strong, GPtrArray *weak) {
  for (guint i = 0; i < passage->sentences->len; i++) {
    const CorpusSentence *sentence = &g_array_index(passage->sentences, CorpusSentence, i);
    bool lacks = corpus_tag_finds_fault(sentence->stance);
    if (sentence->weight < SURE_STANCE || (!lacks && sentence->stance != CORPUS_TAG_STRENGTH))
      continue;
    g_ptr_array_add(lacks ? weak : strong,
                    g_strndup(passage->text + sentence->start_bytes, sentence->length_bytes));
  }
}

/* What the chapter of an area says: sentences by stance, and its parts in order. */
static void
gather_evidence(const Reader *reader, unsigned area, GPtrArray *strong, GPtrArray *weak,
                GPtrArray *parts) {
  for (guint i = 0; i < reader->blocks->len; i++) {
    const CorpusBlock *block = g_ptr_array_index(reader->blocks, i);
    if (block->area != area || block->kind != CORPUS_BLOCK_PROSE || block->background)
      continue;
    GString *part = g_string_new(block->heading);
    for (guint j = 0; j < reader->parts[i]->len; j++) {
      const CorpusPassage *passage = g_ptr_array_index(reader->parts[i], j);
      g_string_append_printf(part, "\n%s", passage->text);
      add_evidence(passage, strong, weak);
    }
    g_ptr_array_add(parts, g_string_free(part, FALSE));
  }
  g_ptr_array_add(strong, NULL);
  g_ptr_array_add(weak, NULL);
  g_ptr_array_add(parts, NULL);
}

/* Running text can follow a table without a mark. */
static void
read_rest(const Reader *reader, const CorpusBlock *table, guint first, GPtrArray *passages) {
  GPtrArray *blocks = corpus_outline_within(reader->lines, reader->instrument, reader->histories,
                                            first, table->last, table->area);
  for (guint i = 0; i < blocks->len; i++)
    read_prose(reader, g_ptr_array_index(blocks, i), passages);
  g_ptr_array_unref(blocks);
}

static void
read_columns(const Reader *reader, const CorpusBlock *block, GPtrArray *passages) {
  GPtrArray *strong = g_ptr_array_new_with_free_func(g_free);
  GPtrArray *weak = g_ptr_array_new_with_free_func(g_free);
  GPtrArray *parts = g_ptr_array_new_with_free_func(g_free);
  gather_evidence(reader, block->area, strong, weak, parts);
  CorpusColumnsEvidence evidence = {
      .strong = (const char *const *)strong->pdata,
      .weak = (const char *const *)weak->pdata,
      .parts = (const char *const *)parts->pdata,
      .rows = reader->rows,
  };
  guint end = block->last;
  GPtrArray *items =
      corpus_columns_read(reader->lines, block->first, block->last, reader->words, &evidence, &end);
  add_items(reader->instrument, block, items, passages);
  if (end < block->last)
    read_rest(reader, block, end + 1, passages);
  g_ptr_array_unref(items);
  g_ptr_array_unref(parts);
  g_ptr_array_unref(weak);
  g_ptr_array_unref(strong);
}

static bool
has_items(const GPtrArray *passages) {
  for (guint i = 0; i < passages->len; i++)
    if (((const CorpusPassage *)g_ptr_array_index(passages, i))->kind == CORPUS_KIND_ITEM)
      return true;
  return false;
}

/* Where several questions of a chapter have lists of items in their text, each list is its
 * question's. */
static void
place_run_in_items(const Reader *reader, guint at) {
  const CorpusBlock *block = g_ptr_array_index(reader->blocks, at);
  bool several = false;
  for (guint i = 0; i < reader->blocks->len; i++) {
    const CorpusBlock *other = g_ptr_array_index(reader->blocks, i);
    several = several || (other->kind == CORPUS_BLOCK_PROSE && other->area == block->area &&
                          other->question != NULL && other->question != block->question &&
                          has_items(reader->parts[i]));
  }
  for (guint i = 0; i < reader->parts[at]->len && several; i++) {
    CorpusPassage *passage = g_ptr_array_index(reader->parts[at], i);
    if (passage->kind == CORPUS_KIND_ITEM && block->question != NULL)
      g_strlcpy(passage->question, block->question->id, sizeof passage->question);
  }
}

/* A footnote is a passage of its own, after those of the block that it belongs to. */
static void
read_note(const Reader *reader, const CorpusNote *note) {
  guint at = 0;
  while (at + 1 < reader->blocks->len &&
         ((const CorpusBlock *)g_ptr_array_index(reader->blocks, at + 1))->first <= note->line)
    at++;
  if (reader->blocks->len == 0 || *note->text == '\0')
    return;
  CorpusPassage *passage = passage_of(g_ptr_array_index(reader->blocks, at), note->page,
                                      CORPUS_KIND_PARAGRAPH, g_strdup(note->text));
  corpus_stance_tag(passage);
  g_ptr_array_add(reader->parts[at], passage);
}

/* The pages (from 1, as pointers) whose lines come from text recognition. */
static GHashTable *
recognised_pages(const GPtrArray *lines) {
  GHashTable *pages = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < lines->len; i++)
    if (corpus_line_at(lines, i)->recognised)
      g_hash_table_add(pages, GUINT_TO_POINTER(corpus_line_at(lines, i)->page));
  return pages;
}

/* Tells of items whose column could not be told, an area at a time. */
static void
warn_of_unsure(CorpusReport *report) {
  for (guint i = 0; i < report->passages->len;) {
    unsigned area = ((const CorpusPassage *)g_ptr_array_index(report->passages, i))->area;
    guint items = 0;
    for (; i < report->passages->len; i++) {
      const CorpusPassage *passage = g_ptr_array_index(report->passages, i);
      if (passage->area != area)
        break;
      items += passage->kind == CORPUS_KIND_ITEM && passage->tag == CORPUS_TAG_NEUTRAL;
    }
    if (items == 0)
      continue;
    CorpusNotice *notice = corpus_report_warn(
        report, "columns_unsure",
        "area %u: whether %u items are strengths or improvements can't be told from the text", area,
        items);
    corpus_notice_number(notice, "area", (int)area);
    corpus_notice_number(notice, "items", (int)items);
  }
}

void
corpus_passages_read(CorpusReport *report, const CorpusLines *source, const GPtrArray *blocks,
                     GPtrArray *histories, const CorpusInstrument *instrument,
                     CorpusKnownWords words) {
  double rows = 0;
  Reader reader = {source->lines, blocks, histories, instrument, words, NULL, NULL, &rows};
  reader.cutter = corpus_paragraph_cutter_new(source->lines);
  reader.parts = g_new0(GPtrArray *, blocks->len + 1);
  for (guint i = 0; i < blocks->len; i++) {
    const CorpusBlock *block = g_ptr_array_index(blocks, i);
    reader.parts[i] = g_ptr_array_new();
    if (block->kind == CORPUS_BLOCK_PROSE)
      read_prose(&reader, block, reader.parts[i]);
  }
  for (guint i = 0; i < blocks->len; i++)
    if (has_items(reader.parts[i]))
      place_run_in_items(&reader, i);
  /* the tables last: what the chapter says is evidence for them, wherever it stands */
  for (guint i = 0; i < blocks->len; i++) {
    const CorpusBlock *block = g_ptr_array_index(blocks, i);
    if (block->kind == CORPUS_BLOCK_COLUMNS)
      read_columns(&reader, block, reader.parts[i]);
  }
  for (guint i = 0; i < source->notes->len; i++)
    read_note(&reader, g_ptr_array_index(source->notes, i));
  GHashTable *recognised = recognised_pages(source->lines);
  for (guint i = 0; i < blocks->len; i++) {
    for (guint j = 0; j < reader.parts[i]->len; j++) {
      CorpusPassage *passage = g_ptr_array_index(reader.parts[i], j);
      passage->number = report->passages->len + 1;
      passage->recognised = g_hash_table_contains(recognised, GUINT_TO_POINTER(passage->page));
      g_ptr_array_add(report->passages, passage);
    }
    g_ptr_array_unref(reader.parts[i]);
  }
  warn_of_unsure(report);
  g_hash_table_unref(recognised);
  g_free(reader.parts);
  corpus_paragraph_cutter_free(reader.cutter);
}
