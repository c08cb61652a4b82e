/* tests/indexer/record.c: every field of a report and a passage survives being stored. */
#include <string.h>

#include "indexer/error.h"
#include "indexer/reader.h"
#include "indexer/schema.h"
#include "indexer/whole.h"
#include "tests/folder.h"

static void
fill_scores(CorpusReport *report) {
  CorpusAreaScore *area = corpus_area_score_new(1, "Offentlighet");
  area->score = 70;
  area->max = 100;
  area->percent = 70;
  area->body_score = 68;
  CorpusQuestionScore *question = g_new0(CorpusQuestionScore, 1);
  g_strlcpy(question->id, "1.5", sizeof question->id);
  question->text = g_strdup("Etik – hur skapas tillit?");
  question->score = 8;
  question->max = 10;
  question->percent = -1;
  g_ptr_array_add(area->questions, question);
  g_ptr_array_add(report->areas, area);
  g_ptr_array_add(report->areas, corpus_area_score_new(2, "Tillgänglighet"));
}

static void
fill_texts(CorpusReport *report) {
  CorpusHistory history[] = {{2012, 0, 415}, {2012, 3, -1}};
  g_array_append_vals(report->history, history, 2);
  CorpusBeside mean = {CORPUS_BESIDE_MEAN, 0, 2010, 2014, 0, "Nationellt medelvärde 2010–2014"};
  CorpusBeside change = {CORPUS_BESIDE_CHANGE, 0, 0, 0, 0, ""};
  g_ptr_array_add(report->beside, corpus_beside_new(&mean, 3, 63.5));
  g_ptr_array_add(report->beside, corpus_beside_new(&change, 0, -16));
  CorpusReference *reference = g_new0(CorpusReference, 1);
  reference->model = corpus_municipality_find("1283");
  reference->role_model = true;
  reference->area = 4;
  g_strlcpy(reference->question, "4.4", sizeof reference->question);
  reference->page = 17;
  reference->passage = 57;
  reference->sentence = g_strdup("Här är Helsingborg en förebild.");
  g_ptr_array_add(report->references, reference);
  corpus_notice_number(
      corpus_report_warn(report, "area_differs", "area 1: the text says 68, the table 70"), "area",
      1);
}

static CorpusReport *
full_report(void) {
  CorpusReport *report = corpus_report_new();
  g_free(report->id);
  g_free(report->source);
  report->id = g_strdup("lulea-2018");
  report->source = g_strdup("Luleå (2018).pdf");
  report->municipality = corpus_municipality_find("2580");
  report->year = 2018;
  report->month = 10;
  report->evaluation = 2;
  report->revision = 2016;
  report->pages = 31;
  report->total = 413;
  report->stated_total = 415;
  fill_scores(report);
  fill_texts(report);
  g_ptr_array_add(report->passages, corpus_passage_new());
  return report;
}

static void
assert_same_scores(const CorpusReport *a, const CorpusReport *b) {
  g_assert_cmpuint(a->areas->len, ==, b->areas->len);
  const CorpusAreaScore *x = a->areas->pdata[0], *y = b->areas->pdata[0];
  g_assert_cmpuint(x->number, ==, y->number);
  g_assert_cmpstr(x->name, ==, y->name);
  g_assert_cmpint(x->score, ==, y->score);
  g_assert_cmpint(x->max, ==, y->max);
  g_assert_cmpint(x->percent, ==, y->percent);
  g_assert_cmpint(x->body_score, ==, y->body_score);
  g_assert_cmpuint(x->questions->len, ==, y->questions->len);
  const CorpusQuestionScore *p = x->questions->pdata[0], *q = y->questions->pdata[0];
  g_assert_cmpstr(p->id, ==, q->id);
  g_assert_cmpstr(p->text, ==, q->text);
  g_assert_cmpint(p->score, ==, q->score);
  g_assert_cmpint(p->max, ==, q->max);
  g_assert_cmpint(p->percent, ==, q->percent);
  const CorpusAreaScore *empty = b->areas->pdata[1];
  g_assert_cmpint(empty->score, ==, -1);
  g_assert_cmpuint(empty->questions->len, ==, 0);
}

static void
assert_same_texts(const CorpusReport *a, const CorpusReport *b) {
  g_assert_cmpuint(a->history->len, ==, b->history->len);
  for (guint i = 0; i < a->history->len; i++) {
    const CorpusHistory *x = &g_array_index(a->history, CorpusHistory, i);
    const CorpusHistory *y = &g_array_index(b->history, CorpusHistory, i);
    g_assert_true(x->year == y->year && x->area == y->area && x->score == y->score);
  }
  g_assert_cmpuint(b->beside->len, ==, 2);
  for (guint i = 0; i < b->beside->len; i++) {
    const CorpusBeside *x = a->beside->pdata[i], *y = b->beside->pdata[i];
    g_assert_true(x->kind == y->kind && x->area == y->area);
    g_assert_true(x->since == y->since && x->year == y->year);
    g_assert_cmpfloat(x->value, ==, y->value);
    g_assert_cmpstr(x->label, ==, y->label);
  }
  g_assert_cmpuint(a->references->len, ==, b->references->len);
  const CorpusReference *x = a->references->pdata[0], *y = b->references->pdata[0];
  g_assert_true(x->model == y->model && x->self == y->self && x->role_model == y->role_model);
  g_assert_true(x->area == y->area && x->page == y->page && x->passage == y->passage);
  g_assert_cmpstr(x->question, ==, y->question);
  g_assert_cmpstr(x->sentence, ==, y->sentence);
  g_assert_cmpuint(b->warnings->len, ==, 1);
  g_assert_cmpstr(a->warnings->pdata[0], ==, b->warnings->pdata[0]);
  g_assert_cmpuint(b->notices->len, ==, 1);
  const CorpusNotice *told = b->notices->pdata[0];
  g_assert_cmpstr(told->code, ==, "area_differs");
  g_assert_cmpuint(told->values->len, ==, 2);
  g_assert_cmpstr(told->values->pdata[0], ==, "area");
  g_assert_cmpstr(told->values->pdata[1], ==, "1");
  g_assert_cmpstr(told->text, ==, a->warnings->pdata[0]);
}

static void
test_report_comes_back_whole(void) {
  CorpusReport *report = full_report();
  GBytes *record = indexer_record_of_report(report);
  GError *error = NULL;
  unsigned passages = 0;
  CorpusReport *read = indexer_record_to_report(record, &passages, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(read->id, ==, report->id);
  g_assert_cmpstr(read->source, ==, report->source);
  g_assert_true(read->municipality == report->municipality);
  g_assert_true(read->year == 2018 && read->month == 10 && read->evaluation == 2);
  g_assert_true(read->revision == 2016 && read->pages == 31);
  g_assert_true(read->total == 413 && read->stated_total == 415);
  g_assert_cmpuint(passages, ==, 1);
  g_assert_cmpuint(read->passages->len, ==, 0);
  assert_same_scores(report, read);
  assert_same_texts(report, read);
  g_bytes_unref(record);
  corpus_report_free(report);
  corpus_report_free(read);
}

static void
test_report_without_anything_comes_back(void) {
  CorpusReport *report = corpus_report_new();
  GBytes *record = indexer_record_of_report(report);
  GError *error = NULL;
  CorpusReport *read = indexer_record_to_report(record, NULL, &error);
  g_assert_no_error(error);
  g_assert_null(read->municipality);
  g_assert_cmpstr(read->id, ==, "");
  g_assert_cmpint(read->total, ==, -1);
  g_assert_cmpuint(read->areas->len, ==, 0);
  g_bytes_unref(record);
  corpus_report_free(report);
  corpus_report_free(read);
}

static CorpusPassage *
full_passage(const char *text) {
  CorpusPassage *passage = corpus_passage_new();
  passage->number = 57;
  passage->page = 12;
  passage->area = 1;
  g_strlcpy(passage->question, "1.5", sizeof passage->question);
  g_free(passage->heading);
  g_free(passage->text);
  passage->heading = g_strdup("Motverka korruption");
  passage->text = g_strdup(text);
  passage->kind = CORPUS_KIND_ITEM;
  passage->tag = CORPUS_TAG_WEAKNESS;
  passage->recognised = true;
  CorpusSentence sentences[] = {{0, 5, CORPUS_TAG_STRENGTH, 0.25}, {6, 4, CORPUS_TAG_NEUTRAL, 1}};
  g_array_append_vals(passage->sentences, sentences, 2);
  CorpusTold told[] = {{0, corpus_municipality_find("Kalix")}, {1, NULL}};
  g_array_append_vals(passage->told, told, 2);
  return passage;
}

static void
test_passage_comes_back_whole(void) {
  CorpusPassage *passage = full_passage("Först så sedan.");
  GBytes *record = indexer_record_of_passage(passage);
  GError *error = NULL;
  CorpusPassage *read = indexer_record_to_passage(record, &error);
  g_assert_no_error(error);
  g_assert_true(read->number == 57 && read->page == 12 && read->area == 1);
  g_assert_cmpstr(read->question, ==, "1.5");
  g_assert_cmpstr(read->heading, ==, "Motverka korruption");
  g_assert_cmpstr(read->text, ==, "Först så sedan.");
  g_assert_true(read->kind == CORPUS_KIND_ITEM && read->tag == CORPUS_TAG_WEAKNESS);
  g_assert_true(read->recognised);
  g_assert_cmpuint(read->told->len, ==, 2);
  for (guint i = 0; i < 2; i++) {
    const CorpusTold *one = &g_array_index(passage->told, CorpusTold, i);
    const CorpusTold *two = &g_array_index(read->told, CorpusTold, i);
    g_assert_true(two->sentence == one->sentence && two->of == one->of);
  }
  g_assert_cmpuint(read->sentences->len, ==, 2);
  for (guint i = 0; i < 2; i++) {
    const CorpusSentence *x = &g_array_index(passage->sentences, CorpusSentence, i);
    const CorpusSentence *y = &g_array_index(read->sentences, CorpusSentence, i);
    g_assert_true(x->start_bytes == y->start_bytes && x->length_bytes == y->length_bytes);
    g_assert_true(x->stance == y->stance);
    g_assert_cmpfloat(x->weight, ==, y->weight);
  }
  g_bytes_unref(record);
  corpus_passage_free(passage);
  corpus_passage_free(read);
}

static void
test_broken_text_is_stored_as_valid_text(void) {
  CorpusPassage *passage = full_passage("tr\xe4ning \xff");
  GBytes *record = indexer_record_of_passage(passage);
  GError *error = NULL;
  CorpusPassage *read = indexer_record_to_passage(record, &error);
  g_assert_no_error(error);
  g_assert_true(g_utf8_validate(read->text, -1, NULL));
  g_bytes_unref(record);
  corpus_passage_free(passage);
  corpus_passage_free(read);
}

static void
test_sentence_past_its_text_is_damage(void) {
  CorpusPassage *passage = full_passage("kort");
  GBytes *record = indexer_record_of_passage(passage);
  GError *error = NULL;
  g_assert_null(indexer_record_to_passage(record, &error));
  g_assert_error(error, INDEXER_ERROR, INDEXER_ERROR_DAMAGED);
  g_error_free(error);
  g_bytes_unref(record);
  corpus_passage_free(passage);
}

static void
test_figures_of_any_size_come_back(void) {
  static const int figures[] = {0, -1, 1, 63, -64, 64, 127, 128, 16384, G_MAXINT, G_MININT};
  CorpusReport *report = corpus_report_new();
  for (gsize i = 0; i < G_N_ELEMENTS(figures); i++) {
    GError *error = NULL;
    report->total = figures[i];
    report->year = (unsigned)figures[i];
    GBytes *record = indexer_record_of_report(report);
    CorpusReport *read = indexer_record_to_report(record, NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpint(read->total, ==, figures[i]);
    g_assert_cmpuint(read->year, ==, (unsigned)figures[i]);
    g_bytes_unref(record);
    corpus_report_free(read);
  }
  corpus_report_free(report);
}

/* Reads the bytes as each kind of record: an error or some record, and nothing worse. */
static void
read_as_anything(const void *bytes, gsize length) {
  GBytes *record = g_bytes_new(bytes, length);
  GError *error = NULL;
  IndexerHead head = {0};
  corpus_passage_free(indexer_record_to_passage(record, NULL));
  corpus_report_free(indexer_record_to_report(record, NULL, NULL));
  if (indexer_record_to_head(record, &head, &error))
    indexer_head_clear(&head);
  else
    g_assert_error(error, INDEXER_ERROR, INDEXER_ERROR_DAMAGED);
  g_clear_error(&error);
  g_bytes_unref(record);
}

static void
test_hostile_bytes_are_damage(void) {
  CorpusReport *report = full_report();
  GBytes *record = indexer_record_of_report(report);
  gsize length = 0;
  const char *bytes = g_bytes_get_data(record, &length);
  for (gsize cut = 0; cut < length; cut++) {
    GBytes *part = g_bytes_new(bytes, cut);
    g_assert_null(indexer_record_to_report(part, NULL, NULL));
    g_bytes_unref(part);
    read_as_anything(bytes, cut);
  }
  GRand *random = g_rand_new_with_seed(7);
  for (unsigned round = 0; round < 2000; round++) {
    char *garbled = g_memdup2(bytes, length);
    for (unsigned i = 0; i < 8; i++)
      garbled[g_rand_int_range(random, 0, (gint32)length)] = (char)g_rand_int(random);
    read_as_anything(garbled, length);
    g_free(garbled);
  }
  g_rand_free(random);
  g_bytes_unref(record);
  corpus_report_free(report);
}

/* ---- column by column ---- */

/* An index that holds nothing but the columns of reports. */
typedef struct {
  char *folder;
  ShimDatabase *database;
  IndexerPacker *packer;
  const char *damaged; /* the key of which the pieces are garbled; NULL = none */
  guint pieces;        /* that were read */
} Stored;

static void
stored_open(Stored *stored, const IndexerColumns *columns) {
  GError *error = NULL;
  ShimWriter *writer = NULL;
  *stored = (Stored){.folder = test_folder_new(), .packer = indexer_packer_new(NULL)};
  bool ok = shim_writer_open(stored->folder, true, &writer, &error) &&
            indexer_columns_write(columns, writer, &error) && shim_writer_commit(writer, &error);
  g_assert_no_error(error);
  g_assert_true(ok);
  shim_writer_free(writer);
  g_assert_true(shim_database_open(stored->folder, &stored->database, NULL));
}

static void
stored_close(Stored *stored) {
  shim_database_free(stored->database);
  indexer_packer_free(stored->packer);
  test_folder_remove(stored->folder);
}

static GBytes *
piece_of(void *context, const char *key, guint number, GError **error) {
  Stored *stored = context;
  GBytes *piece = indexer_piece_read(stored->database, stored->packer, key, number, error);
  stored->pieces++;
  if (g_strcmp0(key, stored->damaged) != 0)
    return piece;
  gsize length = 0;
  guint8 *bytes = g_bytes_unref_to_data(piece, &length);
  if (length > 0)
    memset(bytes, 0xFF, length);
  return g_bytes_new_take(bytes, length);
}

/* Two reports, of which the second has as much as the first. */
static IndexerColumns *
two_reports(void) {
  IndexerColumns *columns = indexer_columns_new();
  CorpusReport *report = full_report();
  indexer_columns_add(columns, report, 7);
  g_free(report->id);
  report->id = g_strdup("kalix-2012");
  report->total = -1;
  indexer_columns_add(columns, report, 5);
  corpus_report_free(report);
  return columns;
}

static void
test_columns_keep_what_a_report_has(void) {
  IndexerColumns *columns = two_reports();
  CorpusReport *report = full_report();
  Stored stored;
  GError *error = NULL;
  stored_open(&stored, columns);
  IndexerReports *reports = indexer_reports_new(piece_of, &stored, NULL, &error);
  g_assert_no_error(error);
  const GPtrArray *all = indexer_reports_all(reports);
  g_assert_cmpuint(all->len, ==, 2);
  const CorpusReport *first = all->pdata[0], *read = indexer_reports_find(reports, "lulea-2018");
  g_assert_cmpstr(first->id, ==, "kalix-2012");
  g_assert_true(read == all->pdata[1]);
  g_assert_cmpint(first->total, ==, -1);
  g_assert_cmpstr(read->source, ==, report->source);
  g_assert_true(read->municipality == report->municipality && read->year == 2018 &&
                read->month == 10 && read->evaluation == 2 && read->revision == 2016 &&
                read->pages == 31 && read->total == 413 && read->stated_total == 415);
  g_assert_cmpuint(indexer_reports_passages(reports, "kalix-2012"), ==, 5);
  g_assert_cmpuint(indexer_reports_passages(reports, "nowhere-1"), ==, 0);
  g_assert_cmpuint(indexer_reports_passages(reports, NULL), ==, 12);
  g_assert_true(indexer_reports_read(reports, NULL, INDEXER_PARTS, &error));
  g_assert_no_error(error);
  assert_same_scores(report, read);
  assert_same_texts(report, read);
  assert_same_scores(report, first);
  indexer_reports_free(reports);
  stored_close(&stored);
  corpus_report_free(report);
  indexer_columns_free(columns);
}

/* Only what is asked for is read, and that once. */
static void
test_columns_are_read_as_they_are_asked_for(void) {
  IndexerColumns *columns = two_reports();
  Stored stored;
  stored_open(&stored, columns);
  IndexerReports *reports = indexer_reports_new(piece_of, &stored, NULL, NULL);
  const CorpusReport *kalix = indexer_reports_find(reports, "kalix-2012");
  const CorpusReport *lulea = indexer_reports_find(reports, "lulea-2018");
  g_assert_true(kalix->areas == NULL && kalix->references == NULL && kalix->notices == NULL);
  g_assert_true(indexer_reports_read(reports, "nowhere-1", INDEXER_PARTS, NULL));
  g_assert_true(indexer_reports_read(reports, "kalix-2012", INDEXER_PART_FIGURES, NULL));
  g_assert_true(kalix->areas != NULL && kalix->references == NULL && kalix->notices == NULL);
  g_assert_null(lulea->areas);
  guint pieces = stored.pieces;
  g_assert_true(indexer_reports_read(reports, NULL, INDEXER_PART_FIGURES, NULL));
  g_assert_cmpuint(stored.pieces, ==, pieces);
  g_assert_nonnull(lulea->areas);
  g_assert_null(lulea->references);
  g_assert_true(indexer_reports_read(reports, "lulea-2018", INDEXER_PART_REFERENCES, NULL));
  g_assert_true(lulea->references != NULL && lulea->notices == NULL && kalix->references == NULL);
  indexer_reports_free(reports);
  stored_close(&stored);
  indexer_columns_free(columns);
}

/* Says so, and how to mend it; what is not damaged can be read. */
static void
test_damaged_columns(void) {
  static const struct {
    const char *key;
    unsigned part; /* 0 = the reports can't be opened at all */
  } cases[] = {{INDEXER_META_REPORTS, 0},
               {INDEXER_META_AREAS, INDEXER_PART_FIGURES},
               {INDEXER_META_QUESTIONS, INDEXER_PART_FIGURES},
               {INDEXER_META_FIGURES, INDEXER_PART_FIGURES},
               {INDEXER_META_REFERENCES, INDEXER_PART_REFERENCES},
               {INDEXER_META_NOTICES, INDEXER_PART_NOTICES}};
  IndexerColumns *columns = two_reports();
  Stored stored;
  stored_open(&stored, columns);
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    GError *error = NULL;
    stored.damaged = cases[i].key;
    IndexerReports *reports = indexer_reports_new(piece_of, &stored, NULL, &error);
    g_assert_true((reports == NULL) == (cases[i].part == 0));
    if (reports != NULL) {
      g_assert_true(indexer_reports_read(reports, NULL, INDEXER_PARTS & ~cases[i].part, NULL));
      g_assert_false(indexer_reports_read(reports, "lulea-2018", cases[i].part, &error));
      g_assert_false(indexer_reports_read(reports, NULL, cases[i].part, NULL));
    }
    g_assert_error(error, INDEXER_ERROR, INDEXER_ERROR_DAMAGED);
    g_assert_nonnull(strstr(error->message, "--rebuild"));
    g_clear_error(&error);
    indexer_reports_free(reports);
  }
  stored_close(&stored);
  indexer_columns_free(columns);
}

/* ---- packed ---- */

static void
assert_bytes(GBytes *bytes, const void *expected, gsize length) {
  g_assert_cmpuint(g_bytes_get_size(bytes), ==, length);
  g_assert_true(length == 0 || memcmp(g_bytes_get_data(bytes, NULL), expected, length) == 0);
}

static GBytes *
sample_of(const char *text) {
  return g_bytes_new(text, strlen(text));
}

/* Nothing but its sum would tell. */
static void
test_summed_records_notice_every_bit(void) {
  const char *text = "ord som slås upp där de står";
  GBytes *stored = indexer_sum_up(g_bytes_new_static(text, strlen(text)));
  GBytes *whole = g_bytes_ref(stored);
  IndexerPacker *packer = indexer_packer_new(NULL);
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data(stored, &length);
  for (gsize i = 8; i < 8 * length; i++) {
    guint8 *garbled = g_memdup2(bytes, length);
    garbled[i / 8] ^= (guint8)(1 << i % 8);
    GError *error = NULL;
    g_assert_null(indexer_unpack(packer, g_bytes_new_take(garbled, length), &error));
    g_assert_error(error, INDEXER_ERROR, INDEXER_ERROR_DAMAGED);
    g_assert_nonnull(strstr(error->message, "--rebuild"));
    g_error_free(error);
  }
  GBytes *record = indexer_unpack(packer, whole, NULL);
  assert_bytes(record, text, strlen(text));
  g_bytes_unref(record);
  g_bytes_unref(stored);
  indexer_packer_free(packer);
}

static void
test_packed_records_come_back_by_the_same_sample_alone(void) {
  const char *text =
      "Kommunen har antagit riktlinjer mot mutor, men en visselblåsarfunktion saknas.";
  GBytes *sample = sample_of(text), *other = sample_of("Något helt annat står här.");
  IndexerPacker *writer = indexer_packer_new(sample), *reader = indexer_packer_new(sample);
  IndexerPacker *stranger = indexer_packer_new(other);
  GError *error = NULL;
  GBytes *stored = indexer_pack(writer, g_bytes_new(text, strlen(text)));
  g_assert_cmpuint(g_bytes_get_size(stored), <, strlen(text) / 3);
  GBytes *again = g_bytes_ref(stored);
  GBytes *record = indexer_unpack(reader, stored, &error);
  g_assert_no_error(error);
  assert_bytes(record, text, strlen(text));
  g_bytes_unref(record);
  record = indexer_unpack(stranger, again, NULL); /* damaged, or another text; never this one */
  g_assert_false(record != NULL && g_bytes_get_size(record) == strlen(text) &&
                 memcmp(g_bytes_get_data(record, NULL), text, strlen(text)) == 0);
  g_clear_pointer(&record, g_bytes_unref);
  indexer_packer_free(stranger);
  indexer_packer_free(reader);
  indexer_packer_free(writer);
  g_bytes_unref(other);
  g_bytes_unref(sample);
}

/* What can't be made smaller, and nothing. */
static void
test_packing_adds_no_more_than_a_byte(void) {
  IndexerPacker *packer = indexer_packer_new(NULL);
  GRand *random = g_rand_new_with_seed(7);
  for (guint length = 0; length < 40; length++) {
    guint8 bytes[40];
    for (guint i = 0; i < length; i++)
      bytes[i] = (guint8)g_rand_int(random);
    GBytes *stored = indexer_pack(packer, g_bytes_new(bytes, length));
    g_assert_cmpuint(g_bytes_get_size(stored), ==, length + 1);
    GError *error = NULL;
    GBytes *record = indexer_unpack(packer, stored, &error);
    g_assert_no_error(error);
    assert_bytes(record, bytes, length);
    g_bytes_unref(record);
  }
  g_rand_free(random);
  indexer_packer_free(packer);
}

/* Of one block, which is stored without its head, and of several. */
static void
test_records_of_any_length_come_back(void) {
  IndexerPacker *packer = indexer_packer_new(NULL);
  GRand *random = g_rand_new_with_seed(11);
  for (gsize length = 200; length < 600000; length *= 3) {
    guint8 *bytes = g_malloc(length);
    for (gsize i = 0; i < length; i++)
      bytes[i] = (guint8)("aeinrst "[g_rand_int_range(random, 0, 8)]);
    GBytes *stored = indexer_pack(packer, g_bytes_new(bytes, length));
    g_assert_cmpuint(g_bytes_get_size(stored), <, length);
    GError *error = NULL;
    GBytes *record = indexer_unpack(packer, stored, &error);
    g_assert_no_error(error);
    assert_bytes(record, bytes, length);
    g_bytes_unref(record);
    g_free(bytes);
  }
  g_rand_free(random);
  indexer_packer_free(packer);
}

static void
test_bytes_that_were_never_packed_are_damage(void) {
  IndexerPacker *packer = indexer_packer_new(NULL);
  static const char *const broken[] = {"",
                                       "\002abc",
                                       "\001",
                                       "\001\377\377\377\377\377\377\377\377",
                                       "\001\044\377\377\377",
                                       "\003",
                                       "\003\044",
                                       "\003\344\001",
                                       "\003\044\377\377\377"};
  for (gsize i = 0; i < G_N_ELEMENTS(broken); i++) {
    GError *error = NULL;
    g_assert_null(indexer_unpack(packer, g_bytes_new(broken[i], strlen(broken[i])), &error));
    g_assert_error(error, INDEXER_ERROR, INDEXER_ERROR_DAMAGED);
    g_clear_error(&error);
  }
  indexer_packer_free(packer);
}

static void
test_hints_come_back(void) {
  const IndexerHint hints[] = {
      {.item = true, .names = false, .tag = CORPUS_TAG_STRENGTH, .praise = 1, .question = "1.5"},
      {.item = false, .names = true, .tag = CORPUS_TAG_WEAKNESS, .praise = 0.3, .question = ""},
      {.item = true, .names = true, .tag = CORPUS_TAG_BACKGROUND, .question = "8.12"}};
  IndexerHint back;
  for (gsize i = 0; i < G_N_ELEMENTS(hints); i++) {
    char *value = indexer_hint_to_value(&hints[i]);
    g_assert_true(indexer_hint_from_value(value, &back));
    g_assert_cmpint(back.item, ==, hints[i].item);
    g_assert_cmpint(back.names, ==, hints[i].names);
    g_assert_cmpint(back.tag, ==, hints[i].tag);
    g_assert_cmpfloat(back.praise, >=, hints[i].praise); /* it may be taken for a little more */
    g_assert_cmpfloat_with_epsilon(back.praise, hints[i].praise, 0.04);
    g_assert_cmpstr(back.question, ==, hints[i].question);
    g_free(value);
  }
  static const char *const none[] = {"", "0", "!0", "0z", "00a question"};
  for (gsize i = 0; i < G_N_ELEMENTS(none); i++)
    g_assert_false(indexer_hint_from_value(none[i], &back));
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/indexer/record/report", test_report_comes_back_whole);
  g_test_add_func("/indexer/record/empty-report", test_report_without_anything_comes_back);
  g_test_add_func("/indexer/record/passage", test_passage_comes_back_whole);
  g_test_add_func("/indexer/record/broken-text", test_broken_text_is_stored_as_valid_text);
  g_test_add_func("/indexer/record/figures", test_figures_of_any_size_come_back);
  g_test_add_func("/indexer/record/long-sentence", test_sentence_past_its_text_is_damage);
  g_test_add_func("/indexer/record/hostile", test_hostile_bytes_are_damage);
  g_test_add_func("/indexer/record/packed", test_packed_records_come_back_by_the_same_sample_alone);
  g_test_add_func("/indexer/record/packed-as-is", test_packing_adds_no_more_than_a_byte);
  g_test_add_func("/indexer/record/any-length", test_records_of_any_length_come_back);
  g_test_add_func("/indexer/record/packed-damage", test_bytes_that_were_never_packed_are_damage);
  g_test_add_func("/indexer/record/hints", test_hints_come_back);
  g_test_add_func("/indexer/record/columns", test_columns_keep_what_a_report_has);
  g_test_add_func("/indexer/record/columns-asked-for", test_columns_are_read_as_they_are_asked_for);
  g_test_add_func("/indexer/record/columns-damaged", test_damaged_columns);
  g_test_add_func("/indexer/record/summed", test_summed_records_notice_every_bit);
  return g_test_run();
}
