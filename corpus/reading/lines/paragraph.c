/* corpus/reading/lines/paragraph.c: tells deliberate line breaks from those of the column's width.
 */
#include "corpus/reading/lines/paragraph.h"

#include <math.h>
#include <string.h>

#include "corpus/reading/lines/layout_words.h"
#include "corpus/source/line.h"
#include "corpus/text/knowledge.h"
#include "corpus/text/sentence.h"

/* Where more lines than these have an empty line before them, it means nothing. */
enum { BLANKS_MEAN_MAX_PERCENT = 85 };

/* So many wrapped lines of a block tell its own width, if it is clearly narrower. */
enum { BLOCK_MIN_WRAPPED = 8 };

/* Longer paragraphs become several passages: what is found in one should be near what was asked. */
enum { LONGEST_CHARS = 1500 };

static const double block_narrower = 0.93;
static const double usual_width_quantile = 0.95; /* of wrapped lines: nearly all is body text */
static const double fits_share = 0.985;          /* widths are estimates, good to some 2 % */
static const double item_share = 0.95;           /* items are indented */
static const double too_wide_for_item_share = 0.97;
static const double short_share = 0.75; /* ends a paragraph though no sentence ends */
static const double large_gap = 1.4;    /* times the usual distance of lines */

struct CorpusParagraphCutter {
  const GPtrArray *lines;
  double width;     /* how far lines of body text reach */
  double gap;       /* usual distance of lines in points; NAN where unknown */
  bool blanks_mean; /* empty lines stand between paragraphs, not between all lines */
};

static const CorpusLine *
line_at(const CorpusParagraphCutter *cutter, guint i) {
  return g_ptr_array_index(cutter->lines, i);
}

/* How far the line reaches: its right edge, or its width where edges are not known. */
static double
reach(const CorpusLine *line) {
  return isnan(line->right) ? corpus_line_width(line->text, -1) : line->right;
}

/* The width of a space and the line's first word, in the unit of reach(). */
static double
first_word_width(const CorpusLine *line) {
  gssize length = (gssize)strcspn(line->text, " ");
  double width = corpus_line_width(line->text, length) + corpus_line_width(" ", 1);
  if (isnan(line->right) || isnan(line->left))
    return width;
  return width * (line->right - line->left) / corpus_line_width(line->text, -1);
}

/* The first character after opening quotation marks and brackets. */
static gunichar
first_letter(const char *text) {
  while (*text != '\0' && g_unichar_ispunct(g_utf8_get_char(text)))
    text = g_utf8_next_char(text);
  return g_utf8_get_char(text);
}

static bool
begins_lower(const CorpusLine *line) {
  return g_unichar_islower(first_letter(line->text));
}

static bool
begins_upper(const CorpusLine *line) {
  return g_unichar_isupper(first_letter(line->text));
}

static bool
ends_sentence(const CorpusLine *line) {
  return corpus_ends_sentence(line->text);
}

static bool
has_bullet(const CorpusLine *line) {
  return corpus_layout_has_bullet(line->text);
}

/* Words that must be followed by another. */
static const CorpusKnowledgeField FIELDS[] = {{"", NULL, CORPUS_KNOWLEDGE_LINES, 0}, {0}};

CORPUS_KNOWLEDGE(never_last, .file = "words-never-last.txt", .bytes = sizeof(GHashTable *),
                 .fields = FIELDS);

static bool
ends_with_open_word(const CorpusLine *line) {
  const char *last = strrchr(line->text, ' ');
  return g_hash_table_contains(*(GHashTable **)corpus_knowledge(&never_last),
                               last != NULL ? last + 1 : line->text);
}

/* Does the sentence run on from one line to the next, so that the column's width broke it? */
static bool
is_wrapped(const CorpusLine *before, const CorpusLine *after) {
  if (g_str_has_suffix(before->text, "-") || ends_with_open_word(before))
    return true;
  return !ends_sentence(before) && begins_lower(after);
}

/* The reaches of those of lines[first..last] that are surely wrapped. The caller unrefs it. */
static GArray *
wrapped_reaches(const CorpusParagraphCutter *cutter, guint first, guint last) {
  GArray *reaches = g_array_new(FALSE, FALSE, sizeof(double));
  for (guint i = first; i < last && i + 1 < cutter->lines->len; i++) {
    const CorpusLine *line = line_at(cutter, i), *next = line_at(cutter, i + 1);
    if (*line->text == '\0' || *next->text == '\0' || !is_wrapped(line, next))
      continue;
    double value = reach(line);
    g_array_append_val(reaches, value);
  }
  return reaches;
}

static double
usual_width(const CorpusParagraphCutter *cutter) {
  GArray *reaches = wrapped_reaches(cutter, 0, cutter->lines->len);
  double width = corpus_quantile(reaches, usual_width_quantile);
  g_array_unref(reaches);
  return width;
}

/* The width of a block of text: the report's, unless the block is clearly set narrower. */
static double
width_of_block(const CorpusParagraphCutter *cutter, guint first, guint last) {
  GArray *reaches = wrapped_reaches(cutter, first, last);
  double own = corpus_quantile(reaches, 1);
  bool known = reaches->len >= BLOCK_MIN_WRAPPED && own < cutter->width * block_narrower;
  g_array_unref(reaches);
  return known ? own : cutter->width;
}

static double
usual_gap(const CorpusParagraphCutter *cutter) {
  GArray *gaps = g_array_new(FALSE, FALSE, sizeof(double));
  for (guint i = 0; i + 1 < cutter->lines->len; i++) {
    const CorpusLine *line = line_at(cutter, i), *next = line_at(cutter, i + 1);
    double gap = next->top - line->top;
    if (line->page == next->page && !isnan(gap) && gap > 0)
      g_array_append_val(gaps, gap);
  }
  double gap = corpus_median(gaps);
  g_array_unref(gaps);
  return gap;
}

static bool
blanks_mean(const GPtrArray *lines) {
  guint with_text = 0, with_blank = 0;
  for (guint i = 0; i < lines->len; i++) {
    const CorpusLine *line = g_ptr_array_index(lines, i);
    if (*line->text == '\0' || line->starts_page)
      continue;
    with_text++;
    with_blank += line->blank_before;
  }
  return with_blank * 100 < with_text * BLANKS_MEAN_MAX_PERCENT;
}

CorpusParagraphCutter *
corpus_paragraph_cutter_new(const GPtrArray *lines) {
  CorpusParagraphCutter *cutter = g_new0(CorpusParagraphCutter, 1);
  cutter->lines = lines;
  cutter->blanks_mean = blanks_mean(lines);
  cutter->width = usual_width(cutter);
  cutter->gap = usual_gap(cutter);
  return cutter;
}

void
corpus_paragraph_cutter_free(CorpusParagraphCutter *cutter) {
  g_free(cutter);
}

/* Two neighbours with text, and what the question of a break between them needs. */
typedef struct {
  const CorpusLine *before, *after;
  bool apart; /* an empty paragraph stands between */
  bool in_item;
  bool in_run;  /* items run on in the paragraph, each behind a bullet */
  double width; /* NAN where no line of the report is wrapped */
} Joint;

/* Would the next word have fitted on the line, had it been wanted there? */
static bool
would_fit(const Joint *joint, double share) {
  return reach(joint->before) + first_word_width(joint->after) <= joint->width * share;
}

/* The lines stand wider apart than the lines of a paragraph; false where that is not known. */
static bool
is_spaced(const CorpusParagraphCutter *cutter, const Joint *joint) {
  double gap = joint->after->top - joint->before->top;
  return joint->before->page == joint->after->page && gap > cutter->gap * large_gap;
}

/* Something visible stands between the lines. */
static bool
is_set_apart(const CorpusParagraphCutter *cutter, const Joint *joint) {
  return joint->apart || (cutter->blanks_mean && joint->after->blank_before) ||
         is_spaced(cutter, joint);
}

/* "… med mål" "– genomförande – uppföljning": a dash within a sentence, not one before an item. */
static bool
is_dash_within(const Joint *joint) {
  gunichar first = g_utf8_get_char(joint->after->text);
  return (first == '-' || first == 0x2013) && !joint->in_item && !joint->apart &&
         begins_lower(joint->after) && !ends_sentence(joint->before) &&
         !would_fit(joint, fits_share);
}

/* "Styrkor: • Egen tidning • Öppna möten": a paragraph whose bullets part its items, so that one
 * may begin a line. */
static bool
has_items_within(const char *text) {
  CorpusTag tag = CORPUS_TAG_NEUTRAL;
  gsize bytes = 0;
  gunichar glyph = 0;
  text += corpus_layout_run_in(text, &tag);
  return tag != CORPUS_TAG_NEUTRAL &&
         corpus_layout_bullet(text, &bytes, &glyph) == CORPUS_BULLET_SURE;
}

static bool
ends_item(const Joint *joint) {
  if (reach(joint->after) > joint->width * too_wide_for_item_share)
    return true;
  if (ends_sentence(joint->before) && joint->before->ends_with_spaces)
    return true;
  return begins_upper(joint->after) && would_fit(joint, item_share);
}

static bool
ends_paragraph(const CorpusParagraphCutter *cutter, const Joint *joint) {
  if (joint->before->paragraph != 0 && joint->after->paragraph != 0)
    return joint->before->paragraph != joint->after->paragraph;
  if (joint->before->block != joint->after->block)
    return true;
  CorpusTag tag = CORPUS_TAG_NEUTRAL;
  if (joint->in_run && !joint->apart && has_bullet(joint->after))
    return false;
  if ((has_bullet(joint->after) && !is_dash_within(joint)) ||
      corpus_layout_run_in(joint->after->text, &tag) > 0)
    return true;
  if (is_spaced(cutter, joint) && !g_str_has_suffix(joint->before->text, "-"))
    return true;
  if (is_wrapped(joint->before, joint->after))
    return false;
  if (is_set_apart(cutter, joint))
    return true;
  if (joint->in_item)
    return ends_item(joint);
  if (!ends_sentence(joint->before))
    return begins_upper(joint->after) && would_fit(joint, short_share);
  return !begins_lower(joint->after) &&
         (joint->before->ends_with_spaces || would_fit(joint, fits_share));
}

/* The last line of the first half of a paragraph that is too long for a passage: where a sentence
 * ends with its line, as near to the middle as can be. Its last line if it can stay whole. */
static guint
half_of(const CorpusParagraphCutter *cutter, CorpusParagraph paragraph) {
  glong chars = 0, at = 0, nearest = 0;
  guint half = paragraph.last;
  for (guint i = paragraph.first; i <= paragraph.last; i++)
    chars += g_utf8_strlen(line_at(cutter, i)->text, -1) + 1;
  for (guint i = paragraph.first; i < paragraph.last && chars > LONGEST_CHARS; i++) {
    at += g_utf8_strlen(line_at(cutter, i)->text, -1) + 1;
    glong away = ABS(2 * at - chars);
    bool whole = ends_sentence(line_at(cutter, i)) && begins_upper(line_at(cutter, i + 1));
    if (whole && (half == paragraph.last || away < nearest)) {
      half = i;
      nearest = away;
    }
  }
  return half;
}

/* Parts paragraphs that are too long, again and again. */
static void
part_long(const CorpusParagraphCutter *cutter, GArray *paragraphs) {
  for (guint i = 0; i < paragraphs->len;) {
    CorpusParagraph *paragraph = &g_array_index(paragraphs, CorpusParagraph, i);
    guint half = half_of(cutter, *paragraph);
    if (half == paragraph->last) {
      i++;
      continue;
    }
    CorpusParagraph rest = {half + 1, paragraph->last, false};
    paragraph->last = half;
    g_array_insert_val(paragraphs, i + 1, rest);
  }
}

GArray *
corpus_paragraphs(const CorpusParagraphCutter *cutter, guint first, guint last) {
  GArray *paragraphs = g_array_new(FALSE, FALSE, sizeof(CorpusParagraph));
  Joint joint = {.width = width_of_block(cutter, first, last)};
  for (guint i = first; i <= last && i < cutter->lines->len; i++) {
    joint.after = line_at(cutter, i);
    if (*joint.after->text == '\0') {
      joint.apart = true;
      continue;
    }
    if (joint.before == NULL || ends_paragraph(cutter, &joint)) {
      CorpusParagraph paragraph = {i, i, has_bullet(joint.after)};
      g_array_append_val(paragraphs, paragraph);
      joint.in_item = paragraph.item;
      joint.in_run = has_items_within(joint.after->text);
    } else {
      g_array_index(paragraphs, CorpusParagraph, paragraphs->len - 1).last = i;
    }
    joint.before = joint.after;
    joint.apart = false;
  }
  part_long(cutter, paragraphs);
  return paragraphs;
}

char *
corpus_paragraph_text(const CorpusParagraphCutter *cutter, CorpusParagraph paragraph,
                      CorpusKnownWords words) {
  char *text = corpus_join_lines(cutter->lines, paragraph.first, paragraph.last, words);
  if (!paragraph.item)
    return text;
  char *bare = g_strdup(corpus_layout_without_bullet(text));
  g_free(text);
  return g_strstrip(bare);
}
