/* corpus/reading/metadata.c: weighs what a report says of its municipality, date and place in
 * order.
 *
 * No single place in a report can be trusted. Templates keep the name of the report that they were
 * made from; covers name the evaluators' home municipalities; the text names others to compare
 * with, years of earlier evaluations and of the instrument's revisions, and the day on which the
 * report was printed. So everything that names a municipality, a date, an ordinal or a total votes
 * for it, with the weight of the cue around it (corpus/data/metadata.ini), and the heaviest wins. A
 * cue counts a few times at most, so that what is often said does not beat what is said in the
 * right place; the file's name counts less than what the report says, more than what it names. */
#include "corpus/reading/decisions.h"

#include <string.h>

#include "corpus/language/cue.h"
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
#define NAME "@" /* the placeholder of a name in the cues */

/* ---- the cues ---- */

enum {
  MUNICIPALITY,
  OTHER,
  JOINT,
  DATE,
  EVALUATED,
  EVALUATED_AFTER,
  PUBLISHED,
  EARLIER,
  CLAUSE,
  GOES_ON,
  COVER,
  EVALUATION,
  TOTAL,
  MONTHS,
  ORDINALS
};
static const char *const GROUPS[] = {
    "municipality", "other",   "joint",    "date",    "evaluated", "evaluated after",
    "published",    "earlier", "clause",   "goes on", "cover",     "evaluation",
    "total",        "months",  "ordinals", "words",   NULL};

typedef struct {
  CorpusCues *cues;
  GHashTable *months, *ordinals; /* lower-case word -> its number */
} Knowledge;

static void
begin(gpointer table) {
  Knowledge *knowledge = table;
  corpus_cues_begin(table);
  knowledge->months = g_hash_table_new(g_str_hash, g_str_equal);
  knowledge->ordinals = g_hash_table_new(g_str_hash, g_str_equal);
}

/* A month or an ordinal has its number, and is one of the words that phrases name by their list. */
static bool
read_line(gpointer table, const CorpusKnowledgeLine *line, GError **error) {
  Knowledge *knowledge = table;
  bool month = line->which_group == MONTHS;
  if (!month && line->which_group != ORDINALS)
    return corpus_cues_read_line(table, line, error);
  double number = 0;
  if (!corpus_knowledge_number(line, &number, error))
    return false;
  g_hash_table_insert(month ? knowledge->months : knowledge->ordinals, (gpointer)line->key,
                      GUINT_TO_POINTER((guint)number));
  CorpusKnowledgeLine word = *line;
  word.group = "words";
  word.key = month ? "MÅNAD" : "ORDNING";
  word.value = line->key;
  return corpus_cues_read_line(table, &word, error);
}

CORPUS_KNOWLEDGE(knowledge_table, .file = "metadata.ini", .bytes = sizeof(Knowledge),
                 .groups = GROUPS, .begin = begin, .read_line = read_line,
                 .finish = corpus_cues_finish);

static const Knowledge *
knowledge_get(void) {
  return corpus_knowledge(&knowledge_table);
}

/* The number of a month or an ordinal, and of digits; 0 if it is none. */
static unsigned
number_of(GHashTable *numbers, const char *word) {
  return g_ascii_isdigit(*word) ? (unsigned)g_ascii_strtoull(word, NULL, 10)
                                : GPOINTER_TO_UINT(g_hash_table_lookup(numbers, word));
}

/* ---- words ---- */

static const char *
word_at(const GArray *words, guint index) {
  return g_array_index(words, CorpusWord, index).word;
}

/* "2:a", cut into three, is one word. */
static void
join_ordinals(GArray *words) {
  for (guint i = 0; i + 2 < words->len; i++) {
    CorpusWord *number = &g_array_index(words, CorpusWord, i);
    bool ending = strcmp(number[2].word, "a") == 0 || strcmp(number[2].word, "e") == 0;
    if (!g_ascii_isdigit(*number->word) || strlen(number->word) > 2 ||
        strcmp(number[1].word, ":") != 0 || !ending)
      continue;
    char *joined = g_strconcat(number->word, ":", number[2].word, NULL);
    g_free(number->word);
    number->word = joined;
    g_array_remove_range(words, i + 1, 2);
  }
}

static GArray *
words_of(const char *text) {
  GArray *words = corpus_words_and_marks(text);
  join_ordinals(words);
  return words;
}

/* What phrases of all groups the words from first to before end hold; text: the words' own. */
static GArray *
cues_in(const GArray *words, guint first, guint end, const char *text) {
  const CorpusWordsRange range = {words, first, end, NULL, NULL, text};
  return corpus_cues_all(knowledge_get()->cues, &range);
}

static bool
says(const GArray *words, guint first, guint end, guint group) {
  GArray *cues = cues_in(words, first, end, NULL);
  bool found = false;
  for (guint i = 0; i < cues->len && !found; i++)
    found = g_array_index(cues, CorpusCue, i).group == group;
  g_array_unref(cues);
  return found;
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

/* Adds weight, up to `most` in all; or takes some off. */
static void
vote_up_to(Votes *votes, gconstpointer what, double weight, double most) {
  double *sum = g_hash_table_lookup(votes, what);
  if (sum == NULL) {
    sum = g_new0(double, 1);
    g_hash_table_insert(votes, (gpointer)what, sum);
  }
  *sum = weight < 0 ? *sum + weight : MAX(*sum, MIN(*sum + weight, most));
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

/* So many characters before a place of the text; after it. */
static const char *
chars_before(const char *text, const char *at, int count) {
  for (; count > 0 && at > text; count--)
    at = g_utf8_prev_char(at);
  return at;
}

static const char *
chars_after(const char *at, int count) {
  for (; count > 0 && *at != '\0'; count--)
    at = g_utf8_next_char(at);
  return at;
}

/* What stands around the mentions, with the placeholder in the place of each; mentions follow each
 * other. */
static char *
context_of(const char *text, const CorpusMention *mentions, guint count) {
  const char *at = text + mentions[0].start_bytes;
  const char *from = chars_before(text, at, CONTEXT_CHARS);
  GString *context = g_string_new_len(from, at - from);
  for (guint i = 0; i < count; i++) {
    const char *end = text + mentions[i].start_bytes + mentions[i].length_bytes;
    const char *next =
        i + 1 < count ? text + mentions[i + 1].start_bytes : chars_after(end, CONTEXT_CHARS);
    g_string_append(context, NAME);
    g_string_append_len(context, end, next - end);
  }
  return g_string_free(context, FALSE);
}

/* What phrases say of a name from around it. */
typedef struct {
  CorpusCue heaviest; /* of those that the report is about it; weight 0 = there is none */
  bool other, joint;
} Around;

static Around
around(const char *text, const CorpusMention *mentions, guint count) {
  Around said = {0};
  char *context = context_of(text, mentions, count);
  GArray *words = words_of(context);
  GArray *cues = cues_in(words, 0, words->len, context);
  for (guint i = 0; i < cues->len; i++) {
    const CorpusCue *cue = &g_array_index(cues, CorpusCue, i);
    said.other = said.other || cue->group == OTHER;
    said.joint = said.joint || cue->group == JOINT;
    if (cue->group == MUNICIPALITY && cue->weight > said.heaviest.weight)
      said.heaviest = *cue;
  }
  g_array_unref(cues);
  g_array_unref(words);
  g_free(context);
  return said;
}

/* Votes of one text: mentions, and the phrases around them. Returns whether any says more. */
static bool
vote_for_mentions(Votes *votes, const char *text, const GArray *mentions) {
  Votes *alone = votes_new();
  bool more = false;
  GHashTable *by_cue = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL,
                                             (GDestroyNotify)g_hash_table_unref);
  for (guint i = 0; i < mentions->len; i++) {
    const CorpusMention *mention = &g_array_index(mentions, CorpusMention, i);
    Around said = around(text, mention, 1);
    double weight = said.heaviest.weight;
    if (said.other && weight < TITLE_WEIGHT)
      continue;
    vote_up_to(alone, mention->municipality, GENERAL_MENTION, MOST_MENTIONS);
    if (weight <= 0)
      continue;
    gpointer phrase = GUINT_TO_POINTER(said.heaviest.phrase);
    Votes *of_cue = g_hash_table_lookup(by_cue, phrase);
    if (of_cue == NULL) {
      of_cue = votes_new();
      g_hash_table_insert(by_cue, phrase, of_cue);
    }
    vote_up_to(of_cue, mention->municipality, weight, MOST_OF_A_CUE * weight);
    more = more || weight > GENERAL_MENTION;
  }
  GHashTableIter iter;
  gpointer of_cue = NULL;
  g_hash_table_iter_init(&iter, by_cue);
  while (g_hash_table_iter_next(&iter, NULL, &of_cue))
    add_votes(votes, of_cue);
  add_votes(votes, alone);
  g_hash_table_unref(by_cue);
  g_hash_table_unref(alone);
  return more;
}

/* The two that are evaluated together, where a title says so. */
static void
find_joint(const char *text, const GArray *mentions, const CorpusMunicipality **first,
           const CorpusMunicipality **second) {
  for (guint i = 1; i < mentions->len && *second == NULL; i++) {
    const CorpusMention *pair = &g_array_index(mentions, CorpusMention, i - 1);
    if (pair[0].municipality == pair[1].municipality || !around(text, pair, 2).joint)
      continue;
    *first = pair[0].municipality;
    *second = pair[1].municipality;
  }
}

/* "upplands-vasby_2015.txt": words of the name, in runs as long as possible. Any? */
static bool
vote_for_file_name(Votes *votes, const char *name, double weight) {
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
    vote(votes, found, weight);
  g_strfreev(words);
  return found != NULL;
}

static void
find_municipality(const char *general, const char *areas, const char *name,
                  CorpusMetadata *metadata) {
  Votes *votes = votes_new();
  const CorpusMunicipality *first = NULL, *second = NULL;
  GArray *mentions = corpus_municipality_mentions(general);
  bool said = vote_for_mentions(votes, general, mentions);
  find_joint(general, mentions, &first, &second);
  g_array_unref(mentions);
  mentions = corpus_municipality_mentions(areas);
  Votes *chapters = votes_new();
  for (guint i = 0; i < mentions->len; i++)
    vote_up_to(chapters, g_array_index(mentions, CorpusMention, i).municipality, CHAPTER_MENTION,
               MOST_MENTIONS);
  g_array_unref(mentions);
  add_votes(votes, chapters);
  bool named = vote_for_file_name(votes, name, said ? FILE_NAME_WEIGHT : JOINT_WEIGHT);
  metadata->guessed = !said && !named && first == NULL;
  if (first != NULL)
    vote(votes, first, JOINT_WEIGHT);
  metadata->municipality = heaviest(votes);
  metadata->second = metadata->municipality == first ? second : NULL;
  g_hash_table_unref(chapters);
  g_hash_table_unref(votes);
}

/* ---- the date ---- */

static unsigned
as_year(const char *word) {
  char *end = NULL;
  guint64 year = g_ascii_isdigit(*word) ? g_ascii_strtoull(word, &end, 10) : 0;
  return year >= FIRST_YEAR && year <= LAST_YEAR && *end == '\0' ? (unsigned)year : 0;
}

/* How what is said around words first to before end of a sentence binds them to the evaluation. */
typedef enum { DATE_OF_EVALUATION, DATE_OF_REPORT, DATE_OF_ANYTHING } DateKind;

static DateKind
date_kind(const GArray *sentence, guint first, guint end) {
  if (says(sentence, 0, first, PUBLISHED))
    return DATE_OF_REPORT;
  bool evaluated =
      says(sentence, 0, first, EVALUATED) || says(sentence, end, sentence->len, EVALUATED_AFTER);
  return evaluated ? DATE_OF_EVALUATION : DATE_OF_ANYTHING;
}

/* Each year among the words; in a sentence, those that it ties to the evaluation. */
static void
vote_for_years(Votes *years, const GArray *words, double each, bool sentence) {
  for (guint i = 0; i < words->len; i++) {
    unsigned year = as_year(word_at(words, i));
    if (year != 0 && (!sentence || date_kind(words, i, i + 1) == DATE_OF_EVALUATION))
      vote(years, GUINT_TO_POINTER(year), each);
  }
}

static void
vote_for_years_in(Votes *years, const char *text, double each) {
  GArray *words = corpus_words(text, -1);
  vote_for_years(years, words, each, false);
  g_array_unref(words);
}

/* A sentence, its words and what phrases they hold. */
typedef struct {
  GArray *words, *cues;
} Sentence;

static void
sentence_clear(gpointer data) {
  Sentence *sentence = data;
  g_array_unref(sentence->words);
  g_array_unref(sentence->cues);
}

/* The sentences of the text; a line break ends one, too. */
static GArray *
sentences_of(const char *text) {
  GArray *sentences = g_array_new(FALSE, FALSE, sizeof(Sentence));
  g_array_set_clear_func(sentences, sentence_clear);
  char **pieces = g_strsplit(text, "\n", -1);
  for (char **piece = pieces; *piece != NULL; piece++) {
    GArray *spans = corpus_sentences(*piece);
    for (guint i = 0; i < spans->len; i++) {
      const CorpusSpan *span = &g_array_index(spans, CorpusSpan, i);
      char *words = g_strndup(*piece + span->start_bytes, span->length_bytes);
      Sentence sentence = {.words = words_of(words)};
      sentence.cues = cues_in(sentence.words, 0, sentence.words->len, NULL);
      g_array_append_val(sentences, sentence);
      g_free(words);
    }
    g_array_unref(spans);
  }
  g_strfreev(pieces);
  return sentences;
}

static bool
holds(const Sentence *sentence, guint group) {
  for (guint i = 0; i < sentence->cues->len; i++)
    if (g_array_index(sentence->cues, CorpusCue, i).group == group)
      return true;
  return false;
}

/* Month and year together, as one number, so that the month is that of the year that wins. */
static void
vote_for_dates(Votes *years, Votes *dates, const Sentence *sentence) {
  static const double weights[] = {[DATE_OF_EVALUATION] = DATED_SENTENCE,
                                   [DATE_OF_REPORT] = DATE_OF_PRINT,
                                   [DATE_OF_ANYTHING] = DATE_ALONE};
  for (guint i = 0; i < sentence->cues->len; i++) {
    const CorpusCue *date = &g_array_index(sentence->cues, CorpusCue, i);
    if (date->group != DATE)
      continue;
    DateKind kind = date_kind(sentence->words, date->first, date->last + 1);
    const char *first = word_at(sentence->words, date->read[0]);
    const char *second = word_at(sentence->words, date->read[1]);
    bool in_words = !g_ascii_isdigit(*first);
    unsigned month = number_of(knowledge_get()->months, in_words ? first : second);
    unsigned year = as_year(in_words ? second : first);
    double weight = in_words || kind != DATE_OF_ANYTHING ? weights[kind] : COVER_DAY;
    if (year != 0)
      vote(years, GUINT_TO_POINTER(year), weight);
    if (year != 0 && month >= 1 && month <= 12)
      vote(dates, GUINT_TO_POINTER(year * 100 + month), weight);
  }
}

/* "ANALYS AV ÅMÅLS KOMMUN 2014": each phrase once. */
static void
vote_for_cover(Votes *years, const char *general) {
  char *cover = g_utf8_substring(general, 0, MIN(g_utf8_strlen(general, -1), COVER_CHARS));
  GArray *words = words_of(cover);
  GArray *cues = cues_in(words, 0, words->len, cover);
  Votes *counted = votes_new();
  for (guint i = 0; i < cues->len; i++) {
    const CorpusCue *cue = &g_array_index(cues, CorpusCue, i);
    unsigned year = cue->group == COVER ? as_year(word_at(words, cue->read[0])) : 0;
    if (year == 0 || votes_for(counted, GUINT_TO_POINTER(cue->phrase)) > 0)
      continue;
    vote(counted, GUINT_TO_POINTER(cue->phrase), 1);
    bool printed = says(words, 0, cue->read[0], PUBLISHED);
    vote(years, GUINT_TO_POINTER(year), printed ? DATE_OF_PRINT : cue->weight);
  }
  g_hash_table_unref(counted);
  g_array_unref(cues);
  g_array_unref(words);
  g_free(cover);
}

static void
find_date(const GArray *sentences, const char *general, const char *name,
          CorpusMetadata *metadata) {
  Votes *years = votes_new(), *dates = votes_new();
  for (guint i = 0; i < sentences->len; i++) {
    const Sentence *sentence = &g_array_index(sentences, Sentence, i);
    if (holds(sentence, EARLIER))
      continue;
    vote_for_dates(years, dates, sentence);
    vote_for_years(years, sentence->words, YEARED_SENTENCE, true);
  }
  vote_for_cover(years, general);
  bool dated = g_hash_table_size(years) > 0;
  vote_for_years_in(years, general, MENTIONED_YEAR);
  char *parts = g_strdelimit(g_strdup(name), "-_.", ' ');
  vote_for_years_in(years, parts, dated ? MENTIONED_YEAR : FILE_NAME_WEIGHT);
  g_free(parts);
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

/* Whether the clause around a word of the sentence names other years than the evaluation's. */
static bool
is_of_another_year(const Sentence *sentence, guint at, unsigned year) {
  guint from = 0, to = sentence->words->len;
  for (guint i = 0; i < sentence->cues->len; i++) {
    const CorpusCue *parts = &g_array_index(sentence->cues, CorpusCue, i);
    if (parts->group != CLAUSE)
      continue;
    if (parts->first < at)
      from = parts->first + 1;
    else if (parts->first > at && parts->first < to &&
             !says(sentence->words, parts->first + 1, sentence->words->len, GOES_ON))
      to = parts->first;
  }
  bool any = false, same = false;
  for (guint i = from; i < to; i++) {
    unsigned named = as_year(word_at(sentence->words, i));
    any = any || named != 0;
    same = same || named == year;
  }
  return any && !same;
}

/* Votes for the numbers that phrases of a group name in the sentences. */
static void
vote_for_numbers(Votes *votes, const GArray *sentences, guint group, unsigned most, unsigned year,
                 double share) {
  for (guint i = 0; i < sentences->len; i++) {
    const Sentence *sentence = &g_array_index(sentences, Sentence, i);
    for (guint j = 0; j < sentence->cues->len; j++) {
      const CorpusCue *cue = &g_array_index(sentence->cues, CorpusCue, j);
      if (cue->group != group)
        continue;
      unsigned number =
          number_of(knowledge_get()->ordinals, word_at(sentence->words, cue->read[0]));
      if (number > 0 && number < most && !is_of_another_year(sentence, cue->read[0], year))
        vote(votes, GUINT_TO_POINTER(number), cue->weight * share);
    }
  }
}

static unsigned
find_evaluation(const GArray *general, const GArray *areas, unsigned year) {
  Votes *votes = votes_new();
  vote_for_numbers(votes, general, EVALUATION, G_MAXUINT, year, 1);
  vote_for_numbers(votes, areas, EVALUATION, G_MAXUINT, year, 0.5);
  unsigned ordinal = GPOINTER_TO_UINT(heaviest(votes));
  g_hash_table_unref(votes);
  return ordinal;
}

static int
find_total(const GArray *sentences, unsigned year) {
  Votes *votes = votes_new();
  vote_for_numbers(votes, sentences, TOTAL, G_MAXUINT, year, 1);
  unsigned found = GPOINTER_TO_UINT(heaviest(votes));
  g_hash_table_unref(votes);
  return found != 0 ? (int)found : -1;
}

CorpusMetadata
corpus_metadata_read(const char *general, const char *areas, const char *name) {
  CorpusMetadata metadata = {0};
  GArray *general_sentences = sentences_of(general);
  GArray *area_sentences = sentences_of(areas);
  find_municipality(general, areas, name, &metadata);
  find_date(general_sentences, general, name, &metadata);
  metadata.evaluation = find_evaluation(general_sentences, area_sentences, metadata.year);
  metadata.stated_total = find_total(general_sentences, metadata.year);
  g_array_unref(general_sentences);
  g_array_unref(area_sentences);
  return metadata;
}
