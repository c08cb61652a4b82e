/* tests/eval/columns.c: how many items of the real reports' tables are parted and tagged right, as
 * the reports are and with their bullets and empty paragraphs taken away.
 *
 * Reads the reports in KOMPASS_REPORTS; the answers in KOMPASS_GOLD/lists.json (whole items) and in
 * tests/eval/gold-own/columns.json (the first words of each item). */
#include <cjson/cJSON.h>
#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "corpus/instrument/instrument.h"
#include "corpus/reading/items/item_table.h"
#include "corpus/reading/lines/layout_words.h"
#include "corpus/reading/read_report.h"
#include "corpus/reading/stance/stance.h"
#include "corpus/text/sentence.h"
#include "tests/corpus/lines_of.h"
#include "tests/eval/measured.h"

enum { AREAS = 8, WITHOUT_BULLETS = 1, WITHOUT_GAPS = 2, WITHOUT_CHAPTER = 4, VARIANTS = 5 };

/* What is taken away, and the share of the items that must still be right. */
static const struct {
  const char *name;
  unsigned without;
  double floor;
} variants[VARIANTS] = {
    {"as they are", 0, 0.985},
    {"no bullets", WITHOUT_BULLETS, 0.975},
    {"no empty paragraphs", WITHOUT_GAPS, 0.98},
    {"neither", WITHOUT_BULLETS | WITHOUT_GAPS, 0.975},
    {"neither, no chapter", WITHOUT_BULLETS | WITHOUT_GAPS | WITHOUT_CHAPTER, 0.94}};

static const double FRONT_DOOR_FLOOR = 0.985;

static const char *const FILES[] = {"lulea-2018.txt", "norsjo-2018.txt", "kalix-2012.txt",
                                    "ostersund-2015.txt"};

typedef struct {
  guint answers, read, right, parted; /* items */
} Count;

typedef struct {
  cJSON *files[2]; /* given, and the project's own */
} Answers;

typedef struct {
  const CorpusLines *lines;
  CorpusVocabulary *vocabulary;
  CorpusLexicon *lexicon;
} Report;

static const CorpusLine *
line_at(const CorpusLines *lines, guint index) {
  return g_ptr_array_index(lines->lines, index);
}

/* Lower case, white space collapsed. */
static char *
normalise(const char *text) {
  char *lower = g_utf8_strdown(text, -1);
  char **words = g_strsplit_set(lower, " \t\n", -1);
  GString *out = g_string_new(NULL);
  for (char **word = words; *word != NULL; word++)
    if (**word != '\0')
      g_string_append_printf(out, "%s%s", out->len > 0 ? " " : "", *word);
  g_strfreev(words);
  g_free(lower);
  return g_string_free(out, FALSE);
}

static cJSON *
read_json(const char *folder, const char *file) {
  char *path = g_build_filename(folder, file, NULL), *bytes = NULL;
  GError *error = NULL;
  g_file_get_contents(path, &bytes, NULL, &error);
  g_assert_no_error(error);
  cJSON *json = cJSON_Parse(bytes);
  g_assert_nonnull(json);
  g_free(bytes);
  g_free(path);
  return json;
}

static Answers
answers_read(void) {
  return (Answers){{read_json(g_getenv("KOMPASS_GOLD"), "lists.json"),
                    read_json(g_getenv("KOMPASS_SOURCE"), "tests/eval/gold-own/columns.json")}};
}

static void
answers_clear(Answers *answers) {
  for (guint i = 0; i < G_N_ELEMENTS(answers->files); i++)
    cJSON_Delete(answers->files[i]);
}

/* The items of one table; NULL if there is no answer for it. */
static const cJSON *
answers_for(const Answers *answers, const char *file, int area) {
  for (guint i = 0; i < G_N_ELEMENTS(answers->files); i++) {
    const cJSON *entry = NULL;
    cJSON_ArrayForEach(entry, answers->files[i]) {
      const char *name = cJSON_GetObjectItem(entry, "municipality")->valuestring;
      char *slug = corpus_municipality_slug(corpus_municipality_find(name));
      bool found =
          g_str_has_prefix(file, slug) && cJSON_GetObjectItem(entry, "area")->valueint == area;
      g_free(slug);
      if (found)
        return cJSON_GetObjectItem(entry, "items");
    }
  }
  return NULL;
}

static bool
is_verbose(void) {
  return g_getenv("KOMPASS_VERBOSE") != NULL;
}

static void
print_count(const char *name, const Count *count) {
  guint all = MAX(count->answers, count->read);
  printf("# %-20s %3u answers  %3u read  %3u parted  %3u right  %5.1f %%\n", name, count->answers,
         count->read, count->parted, count->right, all > 0 ? 100.0 * count->right / all : 0);
}

static void
add_count(Count *total, const Count *count) {
  total->answers += count->answers;
  total->read += count->read;
  total->parted += count->parted;
  total->right += count->right;
}

static void
assert_floor(const char *name, const Count *total, double floor) {
  printf("# -- all four\n");
  print_count(name, total);
  g_assert_cmpfloat((double)total->right / MAX(total->answers, total->read), >=, floor);
}

/* Is the item the one that the answer means? */
static bool
parted_right(const CorpusItem *item, const cJSON *answer) {
  const cJSON *whole = cJSON_GetObjectItem(answer, "text");
  const cJSON *start = cJSON_GetObjectItem(answer, "start");
  char *text = normalise(item->text);
  char *expected = normalise((whole != NULL ? whole : start)->valuestring);
  bool right = whole != NULL ? strcmp(text, expected) == 0 : g_str_has_prefix(text, expected);
  g_free(expected);
  g_free(text);
  return right;
}

static bool
tagged_right(const CorpusItem *item, const cJSON *answer) {
  return cJSON_IsTrue(cJSON_GetObjectItem(answer, "unsure")) ||
         strcmp(corpus_tag_name(item->tag), cJSON_GetObjectItem(answer, "tag")->valuestring) == 0;
}

static void
say(const cJSON *answer, const CorpusItem *item, const char *what) {
  const cJSON *text = cJSON_GetObjectItem(answer, "text");
  if (text == NULL)
    text = cJSON_GetObjectItem(answer, "start");
  printf("#   %s: %s \"%s\"\n", what,
         item != NULL ? corpus_tag_name(item->tag)
                      : cJSON_GetObjectItem(answer, "tag")->valuestring,
         text->valuestring);
}

static void
compare(const GPtrArray *items, const cJSON *answers, bool verbose, Count *count) {
  const cJSON *answer = NULL;
  guint next = 0;
  count->read += items->len;
  cJSON_ArrayForEach(answer, answers) {
    count->answers++;
    guint found = next;
    while (found < items->len && !parted_right(g_ptr_array_index(items, found), answer))
      found++;
    if (found == items->len) {
      if (verbose)
        say(answer, NULL, "not found");
      continue;
    }
    next = found + 1;
    count->parted++;
    const CorpusItem *item = g_ptr_array_index(items, found);
    if (tagged_right(item, answer))
      count->right++;
    else if (verbose)
      say(answer, item, "wrongly tagged");
  }
}

/* The lines where a chapter begins, its table stands and the next chapter begins. */
typedef struct {
  guint begin, table, table_end, end;
} Chapter;

static guint
find_table(const CorpusLines *lines, guint from) {
  for (guint i = from; i < lines->lines->len; i++)
    if (g_regex_match_simple("^Styrkor F\\S+(\\s+Svagheter)?$", line_at(lines, i)->text, 0, 0))
      return i;
  return lines->lines->len;
}

static bool
is_chapter(const CorpusLines *lines, guint index, unsigned area) {
  const char *text = line_at(lines, index)->text;
  char *names[] = {g_strdup_printf("Område %u ", area), g_strdup_printf("4.%u ", area)};
  bool is = g_str_has_prefix(text, names[0]) || g_str_has_prefix(text, names[1]);
  g_free(names[0]);
  g_free(names[1]);
  return is && strstr(text, "....") == NULL;
}

static guint
chapter_begin(const CorpusLines *lines, unsigned area, guint before) {
  for (guint i = before; i > 0; i--)
    if (is_chapter(lines, i, area))
      return i;
  return before;
}

static guint
chapter_end(const CorpusLines *lines, unsigned area, guint after) {
  for (guint i = after; i < lines->lines->len; i++)
    if (is_chapter(lines, i, area + 1) || strstr(line_at(lines, i)->text, "av poängfördelning"))
      return i - 1;
  return lines->lines->len - 1;
}

/* The chapter's sub-questions, each a string, and its sentences by stance. */
typedef struct {
  GPtrArray *parts, *strong, *weak;
} Body;

static void
add_sentences(const char *text, Body *body) {
  GArray *sentences = corpus_sentences(text);
  for (guint i = 0; i < sentences->len; i++) {
    const CorpusSpan *span = &g_array_index(sentences, CorpusSpan, i);
    CorpusStance stance = corpus_stance_of(text + span->start_bytes, span->length_bytes);
    char *sentence = g_strndup(text + span->start_bytes, span->length_bytes);
    if (stance.tag == CORPUS_TAG_STRENGTH)
      g_ptr_array_add(body->strong, sentence);
    else if (stance.tag == CORPUS_TAG_IMPROVEMENT || stance.tag == CORPUS_TAG_WEAKNESS)
      g_ptr_array_add(body->weak, sentence);
    else
      g_free(sentence);
  }
  g_array_unref(sentences);
}

static void
add_part(const Report *report, guint first, guint last, Body *body) {
  if (first > last)
    return;
  char *text = corpus_join_lines(report->lines->lines, first, last,
                                 (CorpusKnownWords){report->vocabulary, report->lexicon});
  add_sentences(text, body);
  g_ptr_array_add(body->parts, text);
}

static bool
is_heading(const CorpusLines *lines, guint index, unsigned area) {
  double likeness = 0;
  const CorpusInstrument *instrument = corpus_instrument_newest(2010);
  const char *text = line_at(lines, index)->text;
  return corpus_instrument_match_heading(instrument, area, text, &likeness) != NULL &&
         likeness > 0.8 && strlen(text) < 80;
}

static void
read_parts(const Report *report, unsigned area, guint first, guint last, Body *body) {
  guint begin = last + 1;
  for (guint i = first; i <= last; i++)
    if (is_heading(report->lines, i, area)) {
      if (begin < i)
        add_part(report, begin, i - 1, body);
      begin = i;
    }
  add_part(report, begin, last, body);
}

static Body
read_body(const Report *report, unsigned area, const Chapter *chapter) {
  Body body = {g_ptr_array_new_with_free_func(g_free), g_ptr_array_new_with_free_func(g_free),
               g_ptr_array_new_with_free_func(g_free)};
  guint begin = chapter->begin;
  for (guint i = begin; i < chapter->table; i++)
    if (g_str_has_prefix(line_at(report->lines, i)->text, "Allmänt"))
      begin = i + 1;
  read_parts(report, area, begin, chapter->table - 1, &body);
  read_parts(report, area, chapter->table_end + 1, chapter->end, &body);
  g_ptr_array_add(body.parts, NULL);
  g_ptr_array_add(body.strong, NULL);
  g_ptr_array_add(body.weak, NULL);
  return body;
}

static void
body_clear(Body *body) {
  g_ptr_array_unref(body->parts);
  g_ptr_array_unref(body->strong);
  g_ptr_array_unref(body->weak);
}

/* A copy of the lines without what the variant takes away; counts the lines left out up to end. */
static GPtrArray *
strip(const CorpusLines *lines, guint first, guint last, unsigned without) {
  GPtrArray *stripped = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_line_free);
  for (guint i = first; i <= last; i++) {
    const CorpusLine *line = line_at(lines, i);
    if (*line->text == '\0' && (without & WITHOUT_GAPS) != 0)
      continue;
    bool drop = (without & WITHOUT_BULLETS) != 0;
    CorpusLine *copy = corpus_line_new(drop ? corpus_layout_without_bullet(line->text) : line->text,
                                       line->page, line->number);
    copy->blank_before = line->blank_before;
    copy->starts_page = line->starts_page;
    copy->ends_with_space = line->ends_with_space;
    g_ptr_array_add(stripped, copy);
  }
  return stripped;
}

/* What a variant leaves of the table is read and compared. */
static void
evaluate_variant(const Report *report, const Chapter *chapter, const Body *body, guint variant,
                 const cJSON *answers, Count *count) {
  const CorpusColumnsEvidence evidence = {.strong = (const char *const *)body->strong->pdata,
                                          .weak = (const char *const *)body->weak->pdata,
                                          .parts = (const char *const *)body->parts->pdata};
  unsigned without = variants[variant].without;
  GPtrArray *lines = strip(report->lines, chapter->table, chapter->table_end, without);
  GPtrArray *items = corpus_columns_read(lines, 0, lines->len - 1,
                                         (CorpusKnownWords){report->vocabulary, report->lexicon},
                                         (without & WITHOUT_CHAPTER) != 0 ? NULL : &evidence, NULL);
  if (is_verbose())
    printf("#  %s\n", variants[variant].name);
  compare(items, answers, is_verbose(), count);
  g_ptr_array_unref(items);
  g_ptr_array_unref(lines);
}

/* The table's end as the reader itself finds it, given everything up to the next chapter. */
static guint
table_end(const Report *report, guint table, guint end) {
  guint found = table;
  GPtrArray *items =
      corpus_columns_read(report->lines->lines, table, end,
                          (CorpusKnownWords){report->vocabulary, report->lexicon}, NULL, &found);
  g_ptr_array_unref(items);
  return found;
}

/* counts: of each variant. */
static void
evaluate_report(const char *file, const Answers *answers, CorpusLexicon *lexicon, Count *counts) {
  char *path = g_build_filename(g_getenv("KOMPASS_REPORTS"), file, NULL);
  CorpusLines *lines = lines_of_file(path);
  g_free(path);
  const Report report = {lines, corpus_vocabulary_new(lines->lines), lexicon};
  guint from = 0;
  for (unsigned area = 1; area <= AREAS; area++) {
    Chapter chapter = {.table = find_table(lines, from)};
    g_assert_cmpuint(chapter.table, <, lines->lines->len);
    from = chapter.table + 1;
    chapter.begin = chapter_begin(lines, area, chapter.table);
    chapter.end = chapter_end(lines, area, chapter.table);
    chapter.table_end = table_end(&report, chapter.table, chapter.end);
    Body body = read_body(&report, area, &chapter);
    const cJSON *right = answers_for(answers, file, (int)area);
    for (guint variant = 0; variant < VARIANTS; variant++)
      evaluate_variant(&report, &chapter, &body, variant, right, &counts[variant]);
    body_clear(&body);
  }
  corpus_vocabulary_free(report.vocabulary);
  corpus_lines_free(lines);
}

static void
test_variants(void) {
  GError *error = NULL;
  CorpusLexicon *lexicon = corpus_lexicon_new(NULL, &error);
  g_assert_no_error(error);
  Answers answers = answers_read();
  Count totals[VARIANTS] = {{0, 0, 0, 0}};
  for (guint i = 0; i < G_N_ELEMENTS(FILES); i++) {
    Count counts[VARIANTS] = {{0, 0, 0, 0}};
    evaluate_report(FILES[i], &answers, lexicon, counts);
    printf("# -- %s\n", FILES[i]);
    for (guint variant = 0; variant < VARIANTS; variant++) {
      print_count(variants[variant].name, &counts[variant]);
      add_count(&totals[variant], &counts[variant]);
    }
  }
  for (guint variant = 0; variant < VARIANTS; variant++)
    assert_floor(variants[variant].name, &totals[variant], variants[variant].floor);
  answers_clear(&answers);
  corpus_lexicon_free(lexicon);
}

/* The items of an area, as a whole report read by the front door has them. */
static GPtrArray *
items_of_report(const CorpusReport *report, unsigned area) {
  GPtrArray *items = g_ptr_array_new_with_free_func((GDestroyNotify)corpus_item_free);
  for (guint i = 0; i < report->passages->len; i++) {
    const CorpusPassage *passage = g_ptr_array_index(report->passages, i);
    if (passage->kind != CORPUS_KIND_ITEM || passage->area != area)
      continue;
    CorpusItem *item = g_new0(CorpusItem, 1);
    item->tag = passage->tag;
    item->text = g_strdup(passage->text);
    g_ptr_array_add(items, item);
  }
  return items;
}

static void
test_front_door(void) {
  GError *error = NULL;
  CorpusLexicon *lexicon = corpus_lexicon_new(NULL, &error);
  g_assert_no_error(error);
  Answers answers = answers_read();
  Count total = {0, 0, 0, 0};
  for (guint i = 0; i < G_N_ELEMENTS(FILES); i++) {
    Count count = {0, 0, 0, 0};
    char *path = g_build_filename(g_getenv("KOMPASS_REPORTS"), FILES[i], NULL);
    CorpusReport *report = corpus_report_read(path, lexicon, &error);
    g_assert_no_error(error);
    for (unsigned area = 1; area <= AREAS; area++) {
      GPtrArray *items = items_of_report(report, area);
      compare(items, answers_for(&answers, FILES[i], (int)area), is_verbose(), &count);
      g_ptr_array_unref(items);
    }
    print_count(FILES[i], &count);
    add_count(&total, &count);
    corpus_report_free(report);
    g_free(path);
  }
  assert_floor("front door", &total, FRONT_DOOR_FLOOR);
  measured_assert("items", total.right, MAX(total.answers, total.read));
  answers_clear(&answers);
  corpus_lexicon_free(lexicon);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  if (g_getenv("KOMPASS_REPORTS") == NULL || g_getenv("KOMPASS_GOLD") == NULL)
    return 77;
  g_test_add_func("/eval/columns/front-door", test_front_door);
  g_test_add_func("/eval/columns/variants", test_variants);
  return g_test_run();
}
