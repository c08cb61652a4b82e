/* corpus/reading/metadata.c: weighs what a report says of its municipality, date and place in
 * order. */
#include "corpus/reading/metadata.h"

#include <string.h>

#include "corpus/reading/metadata_cues.h"
#include "corpus/text/sentence.h"

#define CONTEXT_CHARS 60
#define GENERAL_MENTION 1.0
#define CHAPTER_MENTION 0.15
#define FILE_NAME_WEIGHT 2.5
#define DATED_SENTENCE 6.0 /* month and year in a sentence about the evaluation */
#define YEARED_SENTENCE 3.0
#define DATE_ALONE 1.0
#define MENTIONED_YEAR 0.05
#define COVER_CHARS 500 /* of the text; a cover is not marked as such */
#define FIRST_YEAR 2002 /* the instrument is not older */
#define LAST_YEAR 2099
#define MOST_POINTS 800

/* Votes for numbers or pointers. */
typedef GHashTable Votes; /* key -> double *, owned */

static Votes *
votes_new(void) {
  return g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
}

static void
vote(Votes *votes, gconstpointer what, double weight) {
  double *sum = g_hash_table_lookup(votes, what);
  if (sum == NULL) {
    sum = g_new0(double, 1);
    g_hash_table_insert(votes, (gpointer)what, sum);
  }
  *sum += weight;
}

/* The heaviest, NULL if there is none. Of two alike the greater key, so that runs agree. */
static gconstpointer
heaviest(Votes *votes) {
  GHashTableIter iter;
  gpointer key = NULL, value = NULL;
  gconstpointer best = NULL;
  double most = 0;
  g_hash_table_iter_init(&iter, votes);
  while (g_hash_table_iter_next(&iter, &key, &value)) {
    double weight = *(double *)value;
    if (weight > most || (weight == most && (gsize)key > (gsize)best)) {
      most = weight;
      best = key;
    }
  }
  return best;
}

/* What stands around a mention, with the placeholder in its place. */
static char *
context_of(const char *text, const CorpusMention *mention) {
  const char *start = text + mention->start_bytes;
  const char *after = start + mention->length_bytes;
  const char *from = start, *to = after;
  for (int i = 0; i < CONTEXT_CHARS && from > text; i++)
    from = g_utf8_prev_char(from);
  for (int i = 0; i < CONTEXT_CHARS && *to != '\0'; i++)
    to = g_utf8_next_char(to);
  char *before = g_strndup(from, (gsize)(start - from));
  char *behind = g_strndup(after, (gsize)(to - after));
  char *context = g_strconcat(before, CORPUS_METADATA_NAME, behind, NULL);
  g_free(before);
  g_free(behind);
  return context;
}

static double
cue_weight(const char *context) {
  const GArray *cues = corpus_metadata_cues()->municipality;
  double weight = 0;
  for (guint i = 0; i < cues->len; i++) {
    const CorpusMetadataCue *cue = &g_array_index(cues, CorpusMetadataCue, i);
    if (g_regex_match(cue->pattern, context, 0, NULL))
      weight = MAX(weight, cue->weight);
  }
  return weight;
}

static void
vote_for_mentions(Votes *votes, const char *text, double each, bool with_cues) {
  GArray *mentions = corpus_municipality_mentions(text);
  for (guint i = 0; i < mentions->len; i++) {
    const CorpusMention *mention = &g_array_index(mentions, CorpusMention, i);
    vote(votes, mention->municipality, each);
    if (!with_cues)
      continue;
    char *context = context_of(text, mention);
    vote(votes, mention->municipality, cue_weight(context));
    g_free(context);
  }
  g_array_unref(mentions);
}

/* "upplands-vasby_2015.txt": words of the name, in runs as long as possible. */
static void
vote_for_file_name(Votes *votes, const char *name) {
  char **words = g_strsplit_set(name, " -_.,()0123456789", -1);
  guint count = g_strv_length(words);
  for (guint length = MIN(count, 4); length > 0; length--)
    for (guint first = 0; first + length <= count; first++) {
      GString *run = g_string_new(NULL);
      for (guint i = first; i < first + length; i++)
        if (*words[i] != '\0')
          g_string_append_printf(run, "%s%s", run->len > 0 ? " " : "", words[i]);
      const CorpusMunicipality *found = run->len > 0 ? corpus_municipality_find(run->str) : NULL;
      g_string_free(run, TRUE);
      if (found != NULL) {
        vote(votes, found, FILE_NAME_WEIGHT);
        g_strfreev(words);
        return;
      }
    }
  g_strfreev(words);
}

static const CorpusMunicipality *
find_municipality(const char *general, const char *areas, const char *name) {
  Votes *votes = votes_new();
  vote_for_mentions(votes, general, GENERAL_MENTION, true);
  vote_for_mentions(votes, areas, CHAPTER_MENTION, false);
  vote_for_file_name(votes, name);
  const CorpusMunicipality *found = heaviest(votes);
  g_hash_table_unref(votes);
  return found;
}

/* The year at a digit: four digits that stand alone; 0 if it is none. */
static unsigned
year_at(const char *text, const char *at) {
  if (at > text && (g_ascii_isalnum(at[-1]) || at[-1] == ','))
    return 0;
  for (int i = 0; i < 4; i++)
    if (!g_ascii_isdigit(at[i]))
      return 0;
  if (g_ascii_isalnum(at[4]))
    return 0;
  unsigned year = (unsigned)g_ascii_strtoull(at, NULL, 10);
  return year >= FIRST_YEAR && year <= LAST_YEAR ? year : 0;
}

static void
vote_for_years(Votes *years, const char *text, double each) {
  for (const char *at = text; *at != '\0'; at++) {
    unsigned year = g_ascii_isdigit(*at) ? year_at(text, at) : 0;
    if (year != 0)
      vote(years, GUINT_TO_POINTER(year), each);
    while (g_ascii_isdigit(at[0]) && g_ascii_isdigit(at[1]))
      at++;
  }
}

/* Month and year together, as one number, so that the month is that of the year that wins. */
static void
vote_for_dates(Votes *years, Votes *dates, const char *text, double each) {
  const CorpusMetadataCues *cues = corpus_metadata_cues();
  GMatchInfo *match = NULL;
  g_regex_match(cues->month_and_year, text, 0, &match);
  for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
    char *month = g_match_info_fetch_named(match, "month");
    char *year = g_match_info_fetch_named(match, "year");
    char *folded = g_utf8_strdown(month, -1);
    unsigned number = GPOINTER_TO_UINT(g_hash_table_lookup(cues->months, folded));
    unsigned in = (unsigned)g_ascii_strtoull(year, NULL, 10);
    vote(years, GUINT_TO_POINTER(in), each);
    vote(dates, GUINT_TO_POINTER(in * 100 + number), each);
    g_free(folded);
    g_free(year);
    g_free(month);
  }
  g_match_info_free(match);
}

/* "ANALYS AV ÅMÅLS KOMMUN 2014": each cue once. */
static void
vote_for_cover(Votes *years, const char *general) {
  const GArray *cues = corpus_metadata_cues()->cover;
  char *cover = g_utf8_substring(general, 0, MIN(g_utf8_strlen(general, -1), COVER_CHARS));
  for (guint i = 0; i < cues->len; i++) {
    const CorpusMetadataCue *cue = &g_array_index(cues, CorpusMetadataCue, i);
    GMatchInfo *match = NULL;
    if (g_regex_match(cue->pattern, cover, 0, &match)) {
      char *year = g_match_info_fetch_named(match, "year");
      vote(years, GUINT_TO_POINTER((guint)g_ascii_strtoull(year, NULL, 10)), cue->weight);
      g_free(year);
    }
    g_match_info_free(match);
  }
  g_free(cover);
}

static char **
split_sentences(const char *text) {
  GArray *spans = corpus_sentences(text);
  GPtrArray *sentences = g_ptr_array_new();
  for (guint i = 0; i < spans->len; i++) {
    const CorpusSpan *span = &g_array_index(spans, CorpusSpan, i);
    g_ptr_array_add(sentences, g_strndup(text + span->start_bytes, span->length_bytes));
  }
  g_array_unref(spans);
  g_ptr_array_add(sentences, NULL);
  return (char **)g_ptr_array_free(sentences, FALSE);
}

static void
find_date(char **sentences, const char *general, const char *name, CorpusMetadata *metadata) {
  const CorpusMetadataCues *cues = corpus_metadata_cues();
  Votes *years = votes_new(), *dates = votes_new();
  for (char **sentence = sentences; *sentence != NULL; sentence++) {
    if (g_regex_match(cues->earlier, *sentence, 0, NULL))
      continue;
    bool tells = g_regex_match(cues->date, *sentence, 0, NULL);
    vote_for_dates(years, dates, *sentence, tells ? DATED_SENTENCE : DATE_ALONE);
    if (tells)
      vote_for_years(years, *sentence, YEARED_SENTENCE);
  }
  vote_for_cover(years, general);
  vote_for_years(years, general, MENTIONED_YEAR);
  vote_for_years(years, name, FILE_NAME_WEIGHT);
  metadata->year = GPOINTER_TO_UINT(heaviest(years));
  double most = 0;
  for (unsigned month = 1; month <= 12; month++) {
    double *weight = g_hash_table_lookup(dates, GUINT_TO_POINTER(metadata->year * 100 + month));
    if (weight != NULL && *weight > most) {
      most = *weight;
      metadata->month = month;
    }
  }
  g_hash_table_unref(years);
  g_hash_table_unref(dates);
}

/* Does the sentence speak of another year than the evaluation's alone? */
static bool
about_another_year(const char *sentence, unsigned year) {
  Votes *years = votes_new();
  vote_for_years(years, sentence, 1);
  bool another =
      g_hash_table_size(years) > 0 && g_hash_table_lookup(years, GUINT_TO_POINTER(year)) == NULL;
  g_hash_table_unref(years);
  return another;
}

static unsigned
ordinal_of(const GMatchInfo *match) {
  char *word = g_match_info_fetch_named(match, "ordinal");
  char *folded = g_utf8_strdown(word, -1);
  unsigned number =
      g_ascii_isdigit(*folded)
          ? (unsigned)g_ascii_strtoull(folded, NULL, 10)
          : GPOINTER_TO_UINT(g_hash_table_lookup(corpus_metadata_cues()->ordinals, folded));
  g_free(folded);
  g_free(word);
  return number;
}

static void
vote_for_ordinals(Votes *votes, char **sentences, unsigned year, double share) {
  const GArray *cues = corpus_metadata_cues()->evaluation;
  for (char **sentence = sentences; *sentence != NULL; sentence++) {
    if (about_another_year(*sentence, year))
      continue;
    for (guint i = 0; i < cues->len; i++) {
      const CorpusMetadataCue *cue = &g_array_index(cues, CorpusMetadataCue, i);
      GMatchInfo *match = NULL;
      if (g_regex_match(cue->pattern, *sentence, 0, &match))
        vote(votes, GUINT_TO_POINTER(ordinal_of(match)), cue->weight * share);
      g_match_info_free(match);
    }
  }
}

static unsigned
find_evaluation(char **general, char **areas, unsigned year) {
  Votes *votes = votes_new();
  vote_for_ordinals(votes, general, year, 1);
  vote_for_ordinals(votes, areas, year, 0.5);
  unsigned ordinal = GPOINTER_TO_UINT(heaviest(votes));
  g_hash_table_unref(votes);
  return ordinal;
}

static int
find_total(char **sentences, unsigned year) {
  const GArray *cues = corpus_metadata_cues()->total;
  Votes *votes = votes_new();
  for (char **sentence = sentences; *sentence != NULL; sentence++) {
    if (about_another_year(*sentence, year))
      continue;
    for (guint i = 0; i < cues->len; i++) {
      const CorpusMetadataCue *cue = &g_array_index(cues, CorpusMetadataCue, i);
      GMatchInfo *match = NULL;
      if (g_regex_match(cue->pattern, *sentence, 0, &match)) {
        char *total = g_match_info_fetch_named(match, "total");
        unsigned value = (unsigned)g_ascii_strtoull(total, NULL, 10);
        if (value > 0 && value < MOST_POINTS)
          vote(votes, GUINT_TO_POINTER(value), cue->weight);
        g_free(total);
      }
      g_match_info_free(match);
    }
  }
  unsigned found = GPOINTER_TO_UINT(heaviest(votes));
  g_hash_table_unref(votes);
  return found != 0 ? (int)found : -1;
}

CorpusMetadata
corpus_metadata_read(const char *general, const char *areas, const char *name) {
  CorpusMetadata metadata = {0};
  char **general_sentences = split_sentences(general);
  char **area_sentences = split_sentences(areas);
  metadata.municipality = find_municipality(general, areas, name);
  find_date(general_sentences, general, name, &metadata);
  metadata.evaluation = find_evaluation(general_sentences, area_sentences, metadata.year);
  metadata.stated_total = find_total(general_sentences, metadata.year);
  g_strfreev(general_sentences);
  g_strfreev(area_sentences);
  return metadata;
}
