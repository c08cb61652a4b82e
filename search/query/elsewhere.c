/* search/query/elsewhere.c: what a query asks that passages do not answer (declared in find.h): of
 * municipalities that have no report, and for what other commands tell. */
#include <string.h>

#include "corpus/language/lexicon.h"
#include "corpus/text/knowledge.h"
#include "corpus/text/words.h"
#include "indexer/reader.h"
#include "search/query/find.h"
#include "search/query/query.h"

#define LONGEST_NAME 3 /* words of a municipality's name */

/* ---- which municipalities it names ---- */

static const CorpusWord *
word_at(const GArray *words, guint at) {
  return &g_array_index(words, CorpusWord, at);
}

/* The words from one to another, with spaces between them. The caller frees it. */
static char *
joined(const GArray *words, guint from, guint to) {
  GString *text = g_string_new(NULL);
  for (guint i = from; i < to; i++) {
    if (i > from)
      g_string_append_c(text, ' ');
    g_string_append(text, word_at(words, i)->word);
  }
  return g_string_free(text, FALSE);
}

/* "mark" and "vara" are words, and "Mark" is a name where no sentence begins. */
static bool
may_be_name(const char *query, const GArray *words, guint at) {
  const CorpusWord *word = word_at(words, at);
  return !g_ascii_isdigit(*word->word) &&
         (!corpus_lexicon_knows(corpus_lexicon_shared(), word->word) ||
          (at > 0 && g_unichar_isupper(g_utf8_get_char(query + word->start_bytes))));
}

/* The municipality that is named at the word; *length is set to how many words it has. */
static const CorpusMunicipality *
named_at(const char *query, const GArray *words, guint at, guint *length) {
  const CorpusMunicipality *found = NULL;
  if (!may_be_name(query, words, at))
    return NULL;
  for (*length = MIN(LONGEST_NAME, words->len - at); *length > 0; --*length) {
    char *name = joined(words, at, at + *length);
    found = corpus_municipality_find(name);
    g_free(name);
    if (found != NULL)
      return found;
  }
  return NULL;
}

/* Those that the query names: const CorpusMunicipality *, in its order. */
static GPtrArray *
named_in(const char *query, const GArray *words) {
  GPtrArray *named = g_ptr_array_new();
  for (guint i = 0, length = 0; i < words->len; i += MAX(length, 1)) {
    const CorpusMunicipality *found = named_at(query, words, i, &length);
    if (found == NULL)
      length = 1;
    else if (!g_ptr_array_find(named, found, NULL))
      g_ptr_array_add(named, (gpointer)found);
  }
  return named;
}

static bool
has_report(const IndexerReader *reader, const CorpusMunicipality *municipality) {
  const GPtrArray *reports = indexer_reader_reports(reader);
  for (guint i = 0; i < reports->len; i++)
    if (((const CorpusReport *)reports->pdata[i])->municipality == municipality)
      return true;
  return false;
}

/* ---- those that have no report ---- */

/* That no report has the name is told by what follows. */
static void
drop_unfound(const CorpusMunicipality *municipality, GPtrArray *notices) {
  for (guint i = notices->len; i > 0; i--) {
    const CorpusNotice *notice = notices->pdata[i - 1];
    bool of_word = notice->values->len > 1 && strcmp(notice->values->pdata[0], "word") == 0;
    if (of_word && corpus_municipality_find(notice->values->pdata[1]) == municipality)
      g_ptr_array_remove_index(notices, i - 1);
  }
}

static void
note_absent(const IndexerReader *reader, const GPtrArray *named, GPtrArray *notices) {
  if (named->len == 0) /* as of most queries */
    return;
  SearchFilters *absent = search_filters_new();
  for (guint i = 0; i < named->len; i++)
    if (!has_report(reader, named->pdata[i])) {
      g_ptr_array_add(absent->municipalities, named->pdata[i]);
      drop_unfound(named->pdata[i], notices);
    }
  search_filters_note_absent(absent, indexer_reader_reports(reader), notices);
  search_filters_free(absent);
}

/* ---- what another command answers ---- */

typedef struct {
  const char *const *similar,
      *const *history, *const *learn, *const *scores, *const *best, *const *models, *const *who;
  const char *const *idioms; /* what may stand behind one of `who`, and asks for nothing */
} Elsewhere;

#define FIELD(name)                                                                                \
  { #name, "asks", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(Elsewhere, name) }
static const CorpusKnowledgeField FIELDS[] = {
    FIELD(similar),
    FIELD(history),
    FIELD(learn),
    FIELD(scores),
    FIELD(best),
    FIELD(models),
    FIELD(who),
    {"who", "idioms", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(Elsewhere, idioms)},
    {0}};
CORPUS_KNOWLEDGE(elsewhere, .file = "elsewhere.ini", .bytes = sizeof(Elsewhere), .fields = FIELDS);

/* Where the phrase stands in the words, whole ones at both ends; NULL = nowhere. */
static const char *
whole_in(const char *words, const char *phrase) {
  gsize length = strlen(phrase);
  const char *found = strstr(words, phrase);
  while (found != NULL &&
         ((found != words && found[-1] != ' ') || (found[length] != ' ' && found[length] != '\0')))
    found = strstr(found + 1, phrase);
  return found;
}

/* The longest of the phrases that the words have, NULL if none; *after is set to where it ends. */
static const char *
phrase_in(const char *words, const char *const *phrases, const char **after) {
  const char *longest = NULL;
  for (const char *const *phrase = phrases; *phrase != NULL; phrase++) {
    const char *found = whole_in(words, *phrase);
    if (found != NULL && (longest == NULL || strlen(*phrase) > strlen(longest))) {
      longest = *phrase;
      *after = found + strlen(*phrase);
    }
  }
  return longest;
}

/* What is asked for there, without small words before and behind it. The caller frees it. */
static char *
topic_of(const char *after) {
  char **words = g_strsplit(after, " ", -1);
  guint from = 0, to = g_strv_length(words);
  while (from < to && (*words[from] == '\0' || corpus_is_stopword(words[from])))
    from++;
  while (to > from && corpus_is_stopword(words[to - 1]))
    to--;
  GString *topic = g_string_new(NULL);
  for (guint i = from; i < to; i++)
    g_string_append_printf(topic, "%s%s", i > from ? " " : "", words[i]);
  g_strfreev(words);
  return g_string_free(topic, FALSE);
}

/* Does the topic begin with a word that, with the verb before it, is but a turn of phrase? */
static bool
is_idiom(const char *topic, const char *const *idioms) {
  char **words = g_strsplit(topic, " ", 2);
  bool found = *words != NULL && g_strv_contains(idioms, *words);
  g_strfreev(words);
  return found;
}

/* The question that the query is most about, as the newest revision that is known wholly numbers
 * it; "" = none. */
static const char *
question_of(const SearchPlan *plan) {
  const char *subject = plan->intents != NULL && plan->intents->len > 0
                            ? g_array_index(plan->intents, SearchIntent, 0).subject
                            : "";
  return strchr(subject, '.') != NULL ? subject : "";
}

/* How the command is called: with what it needs, as far as the query says it. */
static char *
call_of(const char *command, const char *municipality, const char *topic, const char *question) {
  if (strcmp(command, "who") == 0)
    return g_strdup_printf("who \"%s\"", topic);
  if (strcmp(command, "best") == 0 || strcmp(command, "models") == 0)
    return g_strdup_printf("%s%s%s", command, *question != '\0' ? " --question " : "", question);
  if (*municipality == '\0')
    return g_strdup(command);
  return g_strdup_printf(strchr(municipality, ' ') != NULL ? "%s \"%s\"" : "%s %s", command,
                         municipality);
}

static void
add_notice(const char *written, const char *command, const char *municipality, const char *topic,
           const char *question, GPtrArray *notices) {
  char *call = call_of(command, municipality, topic, question);
  char *text = g_strdup_printf("Questions with \"%s\" are answered by kompass %s.", written, call);
  CorpusNotice *notice = corpus_notice_new("answered_elsewhere", text);
  corpus_notice_text(notice, "written", written);
  corpus_notice_text(notice, "command", command);
  corpus_notice_text(notice, "call", call);
  corpus_notice_text(notice, "municipality", municipality);
  corpus_notice_text(notice, "topic", topic);
  corpus_notice_text(notice, "question", question);
  g_ptr_array_add(notices, notice);
  g_free(text);
  g_free(call);
}

/* municipality: of which it is asked, NULL = none that has a report. */
static void
note_command(const SearchPlan *plan, const char *words, const CorpusMunicipality *municipality,
             GPtrArray *notices) {
  const Elsewhere *known = corpus_knowledge(&elsewhere);
  const struct {
    const char *command, *const *asks;
  } all[] = {{"history", known->history}, {"learn", known->learn},     {"scores", known->scores},
             {"best", known->best},       {"similar", known->similar}, {"models", known->models},
             {"who", known->who}};
  for (gsize i = 0; i < G_N_ELEMENTS(all); i++) {
    const char *after = NULL, *written = phrase_in(words, all[i].asks, &after);
    if (written == NULL)
      continue;
    bool who = strcmp(all[i].command, "who") == 0;
    char *topic = who ? topic_of(after) : g_strdup("");
    if (!who || (*topic != '\0' && !is_idiom(topic, known->idioms)))
      add_notice(written, all[i].command, municipality != NULL ? municipality->name : "", topic,
                 question_of(plan), notices);
    g_free(topic);
    return;
  }
}

void
search_note_elsewhere(const IndexerReader *reader, const char *query, const SearchPlan *plan,
                      GPtrArray *notices) {
  GArray *words = corpus_words(query, -1);
  GPtrArray *named = named_in(query, words);
  char *lower = joined(words, 0, words->len);
  const CorpusMunicipality *municipality = NULL;
  note_absent(reader, named, notices);
  for (guint i = 0; i < named->len && municipality == NULL; i++)
    if (has_report(reader, named->pdata[i]))
      municipality = named->pdata[i];
  if (words->len > 1)
    note_command(plan, lower, municipality, notices);
  g_free(lower);
  g_ptr_array_unref(named);
  g_array_unref(words);
}
