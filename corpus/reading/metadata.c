/* corpus/reading/metadata.c: weighs what a report says of its municipality, date and place in
 * order.
 *
 * No single place in a report can be trusted. Templates keep the name of the report that they were
 * made from; covers name the evaluators' home municipalities; the text names others to compare
 * with, years of earlier evaluations and of the instrument's revisions, and the day on which the
 * report was printed. So everything that names a municipality, a date, an ordinal or a total votes
 * for it, with the weight of the cue around it (corpus/data/metadata.ini), and the heaviest wins. A
 * cue counts a few times at most, so that what is often said does not beat what is said in the
 * right place; the file's name counts less than anything that the report says itself. */
#include "corpus/reading/metadata.h"

#include <string.h>

#include "corpus/text/knowledge.h"
#include "corpus/text/sentence.h"

#define CONTEXT_CHARS 60
#define GENERAL_MENTION 1.0
#define CHAPTER_MENTION 0.15
#define MOST_MENTIONS 4.0 /* what mentions of one municipality weigh at most */
#define MOST_OF_A_CUE 2   /* times that a cue counts for one municipality */
#define TITLE_WEIGHT 5.0  /* from here on a cue counts whatever else stands around */
#define JOINT_WEIGHT 20.0
#define FILE_NAME_WEIGHT 2.5
#define DATED_SENTENCE 6.0 /* month and year, where the sentence tells of the evaluation */
#define YEARED_SENTENCE 3.0
#define DATE_ALONE 1.0
#define DATE_OF_PRINT 0.3
#define COVER_DAY 0.5 /* the month of a day on the cover */
#define MENTIONED_YEAR 0.05
#define COVER_CHARS 500 /* of the text; a cover is not marked as such */
#define FIRST_YEAR 2002 /* the instrument is not older */
#define LAST_YEAR 2099
#define MOST_POINTS 800
#define NAME "@" /* the placeholder of a name in the cues */

/* ---- the cues ---- */

typedef struct {
  double weight;
  GRegex *pattern;
} Cue;

enum { CUES_MUNICIPALITY, CUES_OTHER, CUES_COVER, CUES_EVALUATION, CUES_TOTAL, CUE_GROUPS };
static const char *const CUE_GROUP_NAMES[CUE_GROUPS] = {"municipality", "other", "cover",
                                                        "evaluation", "total"};

typedef struct {
  GArray *cues[CUE_GROUPS]; /* Cue, in order */
  GRegex *evaluated, *evaluated_after, *published, *earlier, *clause;
  GHashTable *months, *ordinals; /* lower-case word -> double * */
  GRegex *date;                  /* named groups month, year; or iso_year, iso_month */
} Cues;

static void
begin_cues(gpointer into) {
  Cues *cues = into;
  for (guint i = 0; i < CUE_GROUPS; i++)
    cues->cues[i] = g_array_new(FALSE, FALSE, sizeof(Cue));
}

/* "#" -> an ordinal, in words or digits. */
static char *
with_ordinals(const Cues *cues, const char *pattern) {
  char **words = (char **)g_hash_table_get_keys_as_array(cues->ordinals, NULL);
  char *any = g_strjoinv("|", words);
  char *ordinal = g_strdup_printf("(?<ordinal>%s|\\d{1,2}(?=:[ae]\\b))(?::[ae])?", any);
  char **parts = g_strsplit(pattern, "#", -1);
  char *whole = g_strjoinv(ordinal, parts);
  g_strfreev(parts);
  g_free(ordinal);
  g_free(any);
  g_free(words);
  return whole;
}

static bool
read_cue(gpointer into, const CorpusKnowledgeLine *line, GError **error) {
  Cues *cues = into;
  guint group = 0;
  while (group < CUE_GROUPS && !g_str_equal(CUE_GROUP_NAMES[group], line->group))
    group++;
  if (group == CUE_GROUPS || line->value == NULL)
    return corpus_knowledge_error(line, error, "not \"<name> = <weight> <pattern>\"");
  char *after = NULL;
  Cue cue = {g_ascii_strtod(line->value, &after), NULL};
  if (after == line->value || cue.weight <= 0)
    return corpus_knowledge_error(line, error, "the cue has no weight");
  char *pattern =
      group == CUES_EVALUATION ? with_ordinals(cues, g_strchug(after)) : g_strdup(g_strchug(after));
  cue.pattern = corpus_knowledge_pattern(line, pattern, error);
  g_free(pattern);
  if (cue.pattern != NULL)
    g_array_append_val(cues->cues[group], cue);
  return cue.pattern != NULL;
}

static bool
finish_cues(gpointer into, GError **error) {
  Cues *cues = into;
  char **words = (char **)g_hash_table_get_keys_as_array(cues->months, NULL);
  char *months = g_strjoinv("|", words);
  char *date = g_strdup_printf(
      "\\b(?<month>%s)\\s*(?:(?:[-–/]|och)\\s*(?:%s)\\s+)?(?:månad\\s+)?(?:år\\s+)?"
      "(?<year>(?:19|20)\\d{2})\\b|\\b(?<iso_year>20\\d\\d)-(?<iso_month>\\d\\d)-\\d\\d\\b",
      months, months);
  cues->date = g_regex_new(date, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, error);
  g_free(date);
  g_free(months);
  g_free(words);
  return cues->date != NULL;
}

static const CorpusKnowledgeField FIELDS[] = {
    {"months", NULL, CORPUS_KNOWLEDGE_NUMBER, G_STRUCT_OFFSET(Cues, months)},
    {"ordinals", NULL, CORPUS_KNOWLEDGE_NUMBER, G_STRUCT_OFFSET(Cues, ordinals)},
    {"date", "evaluated", CORPUS_KNOWLEDGE_PATTERN, G_STRUCT_OFFSET(Cues, evaluated)},
    {"date", "evaluated after", CORPUS_KNOWLEDGE_PATTERN, G_STRUCT_OFFSET(Cues, evaluated_after)},
    {"date", "published", CORPUS_KNOWLEDGE_PATTERN, G_STRUCT_OFFSET(Cues, published)},
    {"date", "earlier", CORPUS_KNOWLEDGE_PATTERN, G_STRUCT_OFFSET(Cues, earlier)},
    {"date", "clause", CORPUS_KNOWLEDGE_PATTERN, G_STRUCT_OFFSET(Cues, clause)},
    {0}};
CORPUS_KNOWLEDGE(metadata_cues, .file = "metadata.ini", .bytes = sizeof(Cues), .fields = FIELDS,
                 .begin = begin_cues, .read_line = read_cue, .finish = finish_cues);

static const Cues *
cues_get(void) {
  return corpus_knowledge(&metadata_cues);
}

static unsigned
number_of(GHashTable *numbers, const char *word) {
  char *folded = g_utf8_strdown(word, -1);
  const double *number = g_hash_table_lookup(numbers, folded);
  g_free(folded);
  return number != NULL ? (unsigned)*number : 0;
}

/* The number in a named group, 0 if it has none. */
static unsigned
number_in(const GMatchInfo *match, const char *group) {
  char *text = g_match_info_fetch_named(match, group);
  unsigned number = text != NULL ? (unsigned)g_ascii_strtoull(text, NULL, 10) : 0;
  g_free(text);
  return number;
}

/* ---- votes ---- */

/* Votes for numbers or pointers. */
typedef GHashTable Votes; /* key -> double *, owned */

static Votes *
votes_new(void) {
  return g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
}

static double
votes_for(Votes *votes, gconstpointer what) {
  const double *sum = g_hash_table_lookup(votes, what);
  return sum != NULL ? *sum : 0;
}

/* Adds weight, up to `most` in all. */
static void
vote_up_to(Votes *votes, gconstpointer what, double weight, double most) {
  double *sum = g_hash_table_lookup(votes, what);
  if (sum == NULL) {
    sum = g_new0(double, 1);
    g_hash_table_insert(votes, (gpointer)what, sum);
  }
  *sum = MAX(*sum, MIN(*sum + weight, most));
}

static void
vote(Votes *votes, gconstpointer what, double weight) {
  vote_up_to(votes, what, weight, G_MAXDOUBLE);
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

static void
add_votes(Votes *to, Votes *from) {
  GHashTableIter iter;
  gpointer key = NULL, value = NULL;
  g_hash_table_iter_init(&iter, from);
  while (g_hash_table_iter_next(&iter, &key, &value))
    vote(to, key, *(double *)value);
}

/* ---- the municipality ---- */

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
  return g_strdup_printf("%.*s" NAME "%.*s", (int)(start - from), from, (int)(to - after), after);
}

/* The heaviest cue of the group that matches the context; NULL if none does. */
static const Cue *
cue_around(guint group, const char *context) {
  const GArray *cues = cues_get()->cues[group];
  const Cue *heavy = NULL;
  for (guint i = 0; i < cues->len; i++) {
    const Cue *cue = &g_array_index(cues, Cue, i);
    if ((heavy == NULL || cue->weight > heavy->weight) &&
        g_regex_match(cue->pattern, context, 0, NULL))
      heavy = cue;
  }
  return heavy;
}

/* Votes of one text: mentions on their own, and the cues around them. */
static void
vote_for_mentions(Votes *votes, const char *text, const GArray *mentions) {
  Votes *alone = votes_new();
  GHashTable *by_cue = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL,
                                             (GDestroyNotify)g_hash_table_unref);
  for (guint i = 0; i < mentions->len; i++) {
    const CorpusMention *mention = &g_array_index(mentions, CorpusMention, i);
    char *context = context_of(text, mention);
    const Cue *cue = cue_around(CUES_MUNICIPALITY, context);
    bool other =
        cue_around(CUES_OTHER, context) != NULL && (cue == NULL || cue->weight < TITLE_WEIGHT);
    g_free(context);
    if (other)
      continue;
    vote_up_to(alone, mention->municipality, GENERAL_MENTION, MOST_MENTIONS);
    if (cue == NULL)
      continue;
    Votes *of_cue = g_hash_table_lookup(by_cue, cue);
    if (of_cue == NULL) {
      of_cue = votes_new();
      g_hash_table_insert(by_cue, (gpointer)cue, of_cue);
    }
    vote_up_to(of_cue, mention->municipality, cue->weight, MOST_OF_A_CUE * cue->weight);
  }
  GHashTableIter iter;
  gpointer of_cue = NULL;
  g_hash_table_iter_init(&iter, by_cue);
  while (g_hash_table_iter_next(&iter, NULL, &of_cue))
    add_votes(votes, of_cue);
  add_votes(votes, alone);
  g_hash_table_unref(by_cue);
  g_hash_table_unref(alone);
}

/* "Utvärdering av Kumla och Hallsbergs kommuner": the second one, where the first has the title's
 * words before it; NULL otherwise. */
static const CorpusMunicipality *
joint_second(const char *text, const CorpusMention *first, const CorpusMention *second) {
  const char *gap = text + first->start_bytes + first->length_bytes;
  const char *after = text + second->start_bytes + second->length_bytes;
  char *around = g_strdup_printf("%.*s" NAME "%.*s" NAME "%.12s", (int)first->start_bytes, text,
                                 (int)(text + second->start_bytes - gap), gap, after);
  bool joint =
      g_regex_match_simple("(?:utvärdering\\w*|analys|kommunkompassen)\\s+(?:av|i|för)\\s+@"
                           "(?:\\s*(?:,|och|samt|&)\\s*@\\s+(?:kommuner|städer)\\b"
                           "|\\s+(?:kommun|stad)\\s+(?:och|samt|&)\\s+@\\s+(?:kommun|stad))",
                           around, G_REGEX_CASELESS | G_REGEX_RAW, 0);
  g_free(around);
  return joint && first->municipality != second->municipality ? second->municipality : NULL;
}

/* The two that are evaluated together, where a title says so. */
static void
find_joint(const char *text, const GArray *mentions, const CorpusMunicipality **first,
           const CorpusMunicipality **second) {
  for (guint i = 1; i < mentions->len && *second == NULL; i++) {
    const CorpusMention *mention = &g_array_index(mentions, CorpusMention, i - 1);
    *second = joint_second(text, mention, mention + 1);
    *first = *second != NULL ? mention->municipality : NULL;
  }
}

/* "upplands-vasby_2015.txt": words of the name, in runs as long as possible. */
static void
vote_for_file_name(Votes *votes, const char *name) {
  char **words = g_strsplit_set(name, " -_.,()0123456789", -1);
  guint count = g_strv_length(words);
  const CorpusMunicipality *found = NULL;
  for (guint length = MIN(count, 4); length > 0 && found == NULL; length--)
    for (guint first = 0; first + length <= count && found == NULL; first++) {
      GString *run = g_string_new(NULL);
      for (guint i = first; i < first + length; i++)
        if (*words[i] != '\0')
          g_string_append_printf(run, "%s%s", run->len > 0 ? " " : "", words[i]);
      found = run->len > 0 ? corpus_municipality_find(run->str) : NULL;
      g_string_free(run, TRUE);
    }
  if (found != NULL)
    vote(votes, found, FILE_NAME_WEIGHT);
  g_strfreev(words);
}

static void
find_municipality(const char *general, const char *areas, const char *name,
                  CorpusMetadata *metadata) {
  Votes *votes = votes_new();
  const CorpusMunicipality *first = NULL, *second = NULL;
  GArray *mentions = corpus_municipality_mentions(general);
  vote_for_mentions(votes, general, mentions);
  find_joint(general, mentions, &first, &second);
  g_array_unref(mentions);
  mentions = corpus_municipality_mentions(areas);
  Votes *chapters = votes_new();
  for (guint i = 0; i < mentions->len; i++)
    vote_up_to(chapters, g_array_index(mentions, CorpusMention, i).municipality, CHAPTER_MENTION,
               MOST_MENTIONS);
  g_array_unref(mentions);
  add_votes(votes, chapters);
  vote_for_file_name(votes, name);
  if (first != NULL)
    vote(votes, first, JOINT_WEIGHT);
  metadata->municipality = heaviest(votes);
  metadata->second = metadata->municipality == first ? second : NULL;
  g_hash_table_unref(chapters);
  g_hash_table_unref(votes);
}

/* ---- the date ---- */

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

/* How what is said around text[start, end) of a sentence binds it to the evaluation. */
typedef enum { DATE_OF_EVALUATION, DATE_OF_REPORT, DATE_OF_ANYTHING } DateKind;

static DateKind
date_kind(const char *sentence, gsize start, gsize end) {
  const Cues *cues = cues_get();
  char *before = g_strndup(sentence, start);
  DateKind kind = DATE_OF_ANYTHING;
  if (g_regex_match(cues->published, before, 0, NULL))
    kind = DATE_OF_REPORT;
  else if (g_regex_match(cues->evaluated, before, 0, NULL) ||
           g_regex_match(cues->evaluated_after, sentence + end, 0, NULL))
    kind = DATE_OF_EVALUATION;
  g_free(before);
  return kind;
}

/* Each year of the text; in a sentence, those that it ties to the evaluation. */
static void
vote_for_years(Votes *years, const char *text, double each, bool sentence) {
  for (const char *at = text; *at != '\0'; at++) {
    unsigned year = g_ascii_isdigit(*at) ? year_at(text, at) : 0;
    gsize start = (gsize)(at - text);
    if (year != 0 && (!sentence || date_kind(text, start, start + 4) == DATE_OF_EVALUATION))
      vote(years, GUINT_TO_POINTER(year), each);
    while (g_ascii_isdigit(at[0]) && g_ascii_isdigit(at[1]))
      at++;
  }
}

/* Month and year together, as one number, so that the month is that of the year that wins. */
static void
vote_for_dates(Votes *years, Votes *dates, const char *sentence) {
  static const double weights[] = {[DATE_OF_EVALUATION] = DATED_SENTENCE,
                                   [DATE_OF_REPORT] = DATE_OF_PRINT,
                                   [DATE_OF_ANYTHING] = DATE_ALONE};
  const Cues *cues = cues_get();
  GMatchInfo *match = NULL;
  g_regex_match(cues->date, sentence, 0, &match);
  for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
    int start = 0, end = 0;
    g_match_info_fetch_pos(match, 0, &start, &end);
    DateKind kind = date_kind(sentence, (gsize)start, (gsize)end);
    char *word = g_match_info_fetch_named(match, "month");
    bool in_words = word != NULL && *word != '\0';
    unsigned month = in_words ? number_of(cues->months, word) : number_in(match, "iso_month");
    unsigned year = number_in(match, in_words ? "year" : "iso_year");
    double weight = in_words || kind != DATE_OF_ANYTHING ? weights[kind] : COVER_DAY;
    g_free(word);
    vote(years, GUINT_TO_POINTER(year), weight);
    if (month >= 1 && month <= 12)
      vote(dates, GUINT_TO_POINTER(year * 100 + month), weight);
  }
  g_match_info_free(match);
}

/* "ANALYS AV ÅMÅLS KOMMUN 2014": each cue once. */
static void
vote_for_cover(Votes *years, const char *general) {
  const GArray *cues = cues_get()->cues[CUES_COVER];
  char *cover = g_utf8_substring(general, 0, MIN(g_utf8_strlen(general, -1), COVER_CHARS));
  for (guint i = 0; i < cues->len; i++) {
    const Cue *cue = &g_array_index(cues, Cue, i);
    GMatchInfo *match = NULL;
    if (g_regex_match(cue->pattern, cover, 0, &match)) {
      int start = 0;
      g_match_info_fetch_named_pos(match, "year", &start, NULL);
      char *before = g_strndup(cover, (gsize)start);
      bool printed = g_regex_match(cues_get()->published, before, 0, NULL);
      vote(years, GUINT_TO_POINTER(number_in(match, "year")),
           printed ? DATE_OF_PRINT : cue->weight);
      g_free(before);
    }
    g_match_info_free(match);
  }
  g_free(cover);
}

/* The sentences of the text; a line break ends one, too. */
static char **
split_sentences(const char *text) {
  GPtrArray *sentences = g_ptr_array_new();
  char **pieces = g_strsplit(text, "\n", -1);
  for (char **piece = pieces; *piece != NULL; piece++) {
    GArray *spans = corpus_sentences(*piece);
    for (guint i = 0; i < spans->len; i++) {
      const CorpusSpan *span = &g_array_index(spans, CorpusSpan, i);
      g_ptr_array_add(sentences, g_strndup(*piece + span->start_bytes, span->length_bytes));
    }
    g_array_unref(spans);
  }
  g_strfreev(pieces);
  g_ptr_array_add(sentences, NULL);
  return (char **)g_ptr_array_free(sentences, FALSE);
}

static void
find_date(char **sentences, const char *general, const char *name, CorpusMetadata *metadata) {
  Votes *years = votes_new(), *dates = votes_new();
  for (char **sentence = sentences; *sentence != NULL; sentence++) {
    if (g_regex_match(cues_get()->earlier, *sentence, 0, NULL))
      continue;
    vote_for_dates(years, dates, *sentence);
    vote_for_years(years, *sentence, YEARED_SENTENCE, true);
  }
  vote_for_cover(years, general);
  bool dated = g_hash_table_size(years) > 0;
  vote_for_years(years, general, MENTIONED_YEAR, false);
  vote_for_years(years, name, dated ? MENTIONED_YEAR : FILE_NAME_WEIGHT, false);
  metadata->year = GPOINTER_TO_UINT(heaviest(years));
  double most = 0;
  for (unsigned month = 1; month <= 12; month++) {
    double weight = votes_for(dates, GUINT_TO_POINTER(metadata->year * 100 + month));
    if (weight > most) {
      most = weight;
      metadata->month = month;
    }
  }
  g_hash_table_unref(years);
  g_hash_table_unref(dates);
}

/* ---- the ordinal, and the total ---- */

/* Whether the clause around byte `at` of the sentence names other years than the evaluation's. */
static bool
is_of_another_year(const char *sentence, gsize at, unsigned year) {
  gsize from = 0, to = strlen(sentence);
  GMatchInfo *match = NULL;
  g_regex_match(cues_get()->clause, sentence, 0, &match);
  for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
    int start = 0, end = 0;
    g_match_info_fetch_pos(match, 0, &start, &end);
    bool relative = g_regex_match_simple("^\\s*(?:som|då|när)\\s", sentence + end, 0, 0);
    if ((gsize)end <= at)
      from = (gsize)end;
    else if ((gsize)start > at && !relative && (gsize)start < to)
      to = (gsize)start;
  }
  g_match_info_free(match);
  char *clause = g_strndup(sentence + from, to - from);
  Votes *years = votes_new();
  vote_for_years(years, clause, 1, false);
  bool other = g_hash_table_size(years) > 0 && votes_for(years, GUINT_TO_POINTER(year)) == 0;
  g_hash_table_unref(years);
  g_free(clause);
  return other;
}

/* Votes for the numbers that a group of cues names in the sentences. */
static void
vote_for_numbers(Votes *votes, char **sentences, guint group, const char *named, unsigned most,
                 unsigned year, double share) {
  const Cues *cues = cues_get();
  for (char **sentence = sentences; *sentence != NULL; sentence++)
    for (guint i = 0; i < cues->cues[group]->len; i++) {
      const Cue *cue = &g_array_index(cues->cues[group], Cue, i);
      GMatchInfo *match = NULL;
      g_regex_match(cue->pattern, *sentence, 0, &match);
      for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
        int start = 0;
        g_match_info_fetch_named_pos(match, named, &start, NULL);
        char *word = g_match_info_fetch_named(match, named);
        unsigned number =
            g_ascii_isdigit(*word) ? number_in(match, named) : number_of(cues->ordinals, word);
        g_free(word);
        if (number > 0 && number < most && !is_of_another_year(*sentence, (gsize)start, year))
          vote(votes, GUINT_TO_POINTER(number), cue->weight * share);
      }
      g_match_info_free(match);
    }
}

static unsigned
find_evaluation(char **general, char **areas, unsigned year) {
  Votes *votes = votes_new();
  vote_for_numbers(votes, general, CUES_EVALUATION, "ordinal", G_MAXUINT, year, 1);
  vote_for_numbers(votes, areas, CUES_EVALUATION, "ordinal", G_MAXUINT, year, 0.5);
  unsigned ordinal = GPOINTER_TO_UINT(heaviest(votes));
  g_hash_table_unref(votes);
  return ordinal;
}

static int
find_total(char **sentences, unsigned year) {
  Votes *votes = votes_new();
  vote_for_numbers(votes, sentences, CUES_TOTAL, "total", MOST_POINTS, year, 1);
  unsigned found = GPOINTER_TO_UINT(heaviest(votes));
  g_hash_table_unref(votes);
  return found != 0 ? (int)found : -1;
}

CorpusMetadata
corpus_metadata_read(const char *general, const char *areas, const char *name) {
  CorpusMetadata metadata = {0};
  char **general_sentences = split_sentences(general);
  char **area_sentences = split_sentences(areas);
  find_municipality(general, areas, name, &metadata);
  find_date(general_sentences, general, name, &metadata);
  metadata.evaluation = find_evaluation(general_sentences, area_sentences, metadata.year);
  metadata.stated_total = find_total(general_sentences, metadata.year);
  g_strfreev(general_sentences);
  g_strfreev(area_sentences);
  return metadata;
}
