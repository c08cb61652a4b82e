/* search/query/elsewhere.c: what a query asks that passages do not answer (declared in find.h): of
 * municipalities that have no report, and for what other commands tell. */
#include <string.h>

#include "corpus/text/knowledge.h"
#include "corpus/text/words.h"
#include "indexer/reader.h"
#include "search/query/find.h"
#include "search/query/query.h"

static bool
has_report(const IndexerReader *reader, const CorpusMunicipality *municipality) {
  const GPtrArray *reports = indexer_reader_reports(reader);
  for (guint i = 0; i < reports->len; i++)
    if (((const CorpusReport *)reports->pdata[i])->municipality == municipality)
      return true;
  return false;
}

/* ---- those that have no report ---- */

/* Does the word, in lower case, name it, or is it one of the words of its name? */
static bool
is_of_name(const char *word, const CorpusMunicipality *municipality) {
  bool is = corpus_municipality_find(word) == municipality;
  GArray *words = corpus_words(municipality->name, -1);
  for (guint i = 0; i < words->len && !is; i++)
    is = strcmp(g_array_index(words, CorpusWord, i).word, word) == 0;
  g_array_unref(words);
  return is;
}

/* That no report has the name is told by what follows. */
static void
drop_unfound(const CorpusMunicipality *municipality, GPtrArray *notices) {
  for (guint i = notices->len; i > 0; i--) {
    const CorpusNotice *notice = notices->pdata[i - 1];
    bool of_word = notice->values->len > 1 && strcmp(notice->values->pdata[0], "word") == 0;
    if (of_word && is_of_name(notice->values->pdata[1], municipality))
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
  const char *const *history,
      *const *learn, *const *scores, *const *best, *const *similar, *const *models, *const *who;
  const char *const *idioms; /* what may stand behind one of `who`, and asks for nothing */
} Elsewhere;

/* Of each command the phrases with which people ask for what it answers, in the order in which they
 * are looked for. */
#define ASK "asks"
#define ASKS(command)                                                                              \
  { #command, ASK, CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(Elsewhere, command) }
static const CorpusKnowledgeField FIELDS[] = {
    ASKS(history),
    ASKS(learn),
    ASKS(scores),
    ASKS(best),
    ASKS(similar),
    ASKS(models),
    ASKS(who),
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

/* What is asked of a command, as far as the query says it; "" each = it does not. */
typedef struct {
  const char *command;
  const char *written; /* the phrase that asks for it */
  const char *municipality, *topic, *question;
} Asked;

/* How the command is called. */
static char *
call_of(const Asked *asked) {
  if (strcmp(asked->command, "who") == 0)
    return g_strdup_printf("who \"%s\"", asked->topic);
  if (strcmp(asked->command, "best") == 0 || strcmp(asked->command, "models") == 0)
    return g_strdup_printf("%s%s%s", asked->command, *asked->question != '\0' ? " --question " : "",
                           asked->question);
  if (*asked->municipality == '\0')
    return g_strdup(asked->command);
  bool several = strchr(asked->municipality, ' ') != NULL;
  return g_strdup_printf(several ? "%s \"%s\"" : "%s %s", asked->command, asked->municipality);
}

static void
add_notice(const Asked *asked, GPtrArray *notices) {
  char *call = call_of(asked);
  char *text =
      g_strdup_printf("Questions with \"%s\" are answered by kompass %s.", asked->written, call);
  CorpusNotice *notice = corpus_notice_new("answered_elsewhere", text);
  corpus_notice_text(notice, "written", asked->written);
  corpus_notice_text(notice, "command", asked->command);
  corpus_notice_text(notice, "call", call);
  corpus_notice_text(notice, "municipality", asked->municipality);
  corpus_notice_text(notice, "topic", asked->topic);
  corpus_notice_text(notice, "question", asked->question);
  g_ptr_array_add(notices, notice);
  g_free(text);
  g_free(call);
}

/* The command that has a phrase of the words, and the longest of its phrases; *after is set to what
 * stands behind it. NULL = none. */
static const char *
command_in(const char *words, const char **written, const char **after) {
  char *known = corpus_knowledge(&elsewhere);
  for (const CorpusKnowledgeField *field = FIELDS; strcmp(field->key, ASK) == 0; field++) {
    *written = phrase_in(words, G_STRUCT_MEMBER(const char *const *, known, field->offset), after);
    if (*written != NULL)
      return field->group;
  }
  return NULL;
}

/* municipality: of which it is asked, "" = none that has a report. */
static void
note_command(const SearchPlan *plan, const char *words, const char *municipality,
             GPtrArray *notices) {
  Asked asked = {.municipality = municipality, .question = question_of(plan)};
  const char *after = NULL;
  asked.command = command_in(words, &asked.written, &after);
  if (asked.command == NULL)
    return;
  bool who = strcmp(asked.command, "who") == 0;
  char *topic = who ? topic_of(after) : g_strdup("");
  asked.topic = topic;
  const Elsewhere *known = corpus_knowledge(&elsewhere);
  if (!who || (*topic != '\0' && !is_idiom(topic, known->idioms)))
    add_notice(&asked, notices);
  g_free(topic);
}

/* The words in lower case, with spaces between them. The caller frees it. */
static char *
joined(const GArray *words) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < words->len; i++)
    g_string_append_printf(text, "%s%s", i > 0 ? " " : "",
                           g_array_index(words, CorpusWord, i).word);
  return g_string_free(text, FALSE);
}

void
search_note_elsewhere(const IndexerReader *reader, const char *query, const SearchPlan *plan,
                      const GPtrArray *named, GPtrArray *notices) {
  GArray *words = corpus_words(query, -1);
  char *lower = joined(words);
  const char *municipality = "";
  note_absent(reader, named, notices);
  for (guint i = 0; i < named->len && *municipality == '\0'; i++) {
    const CorpusMunicipality *one = named->pdata[i];
    municipality = has_report(reader, one) ? one->name : "";
  }
  if (words->len > 1)
    note_command(plan, lower, municipality, notices);
  g_free(lower);
  g_array_unref(words);
}
