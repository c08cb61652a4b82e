/* search/query/filter_words.c: words of a query that ask for what a filter chooses: "fråga 1.4",
 * "område 4", "svagheter" (declared in find.h). No report holds them, or for another reason. */
#include <string.h>

#include "corpus/instrument/instrument.h"
#include "corpus/text/knowledge.h"
#include "search/query/find.h"
#include "search/query/query.h"

typedef struct {
  GHashTable *questions, *areas;                     /* words before a number */
  GHashTable *strengths, *weaknesses, *improvements; /* words for a tag */
} FilterWords;

static const CorpusKnowledgeField FIELDS[] = {
    {"numbered", "question", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(FilterWords, questions)},
    {"numbered", "area", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(FilterWords, areas)},
    {"tags", "strength", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(FilterWords, strengths)},
    {"tags", "weakness", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(FilterWords, weaknesses)},
    {"tags", "improvement", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(FilterWords, improvements)},
    {0}};
CORPUS_KNOWLEDGE(filter_words, .file = "filter-words.ini", .bytes = sizeof(FilterWords),
                 .fields = FIELDS);

static CorpusTag
tag_asked(const char *word) {
  const FilterWords *words = corpus_knowledge(&filter_words);
  if (g_hash_table_contains(words->strengths, word))
    return CORPUS_TAG_STRENGTH;
  if (g_hash_table_contains(words->weaknesses, word))
    return CORPUS_TAG_WEAKNESS;
  return g_hash_table_contains(words->improvements, word) ? CORPUS_TAG_IMPROVEMENT
                                                          : CORPUS_TAG_NEUTRAL;
}

/* "1.4". Of other words none asks for the instruments, which a command must read first. */
static bool
is_question(const char *word) {
  bool found = false;
  if (!g_ascii_isdigit(*word))
    return false;
  for (const CorpusInstrument *const *at = corpus_instruments(); *at != NULL && !found; at++)
    found = corpus_instrument_question(*at, word) != NULL;
  return found;
}

static bool
is_area(const char *word) {
  guint64 number = 0;
  bool found = false;
  if (!g_ascii_string_to_unsigned(word, 10, 1, 99, &number, NULL))
    return false;
  for (const CorpusInstrument *const *at = corpus_instruments(); *at != NULL && !found; at++)
    found = corpus_instrument_area(*at, (unsigned)number) != NULL;
  return found;
}

bool
search_asks_for_filter(const char *word) {
  return is_question(word) || tag_asked(word) != CORPUS_TAG_NEUTRAL;
}

/* rest: what is asked for beside it, "" = nothing. */
static void
add_notice(const char *written, const char *filter, const char *value, const char *rest,
           GPtrArray *notices) {
  char *text =
      g_strdup_printf("What \"%s\" asks for is chosen with --%s %s.", written, filter, value);
  CorpusNotice *notice = corpus_notice_new("filter_meant", text);
  corpus_notice_text(notice, "written", written);
  corpus_notice_text(notice, "filter", filter);
  corpus_notice_text(notice, "value", value);
  corpus_notice_text(notice, "rest", rest);
  g_ptr_array_add(notices, notice);
  g_free(text);
}

/* The words without those from first to last. */
static char *
rest_of(char *const *words, guint first, guint last) {
  GString *rest = g_string_new(NULL);
  for (guint i = 0; words[i] != NULL; i++)
    if (i < first || i > last)
      g_string_append_printf(rest, "%s%s", rest->len > 0 ? " " : "", words[i]);
  return g_string_free(rest, FALSE);
}

/* Of the word at `at`, with the one before it. */
static void
look_at(char *const *words, guint at, GPtrArray *notices) {
  const FilterWords *known = corpus_knowledge(&filter_words);
  const char *word = words[at], *before = at > 0 ? words[at - 1] : "";
  bool question = is_question(word);
  bool area = !question && g_hash_table_contains(known->areas, before) && is_area(word);
  CorpusTag tag = tag_asked(word);
  if (!question && !area && tag == CORPUS_TAG_NEUTRAL)
    return;
  bool both = area || (question && g_hash_table_contains(known->questions, before));
  char *written = both ? g_strdup_printf("%s %s", before, word) : g_strdup(word);
  char *rest = rest_of(words, both ? at - 1 : at, at);
  add_notice(written,
             question ? "question"
             : area   ? "area"
                      : "tag",
             question || area ? word : corpus_tag_name(tag), rest, notices);
  g_free(rest);
  g_free(written);
}

/* The words in their order; false where the query is more than words side by side. */
static bool
gather(const SearchPlan *plan, GPtrArray *words) {
  bool plain = plan->kind == SEARCH_NODE_WORD || plan->kind == SEARCH_NODE_SIDE;
  char **own = plan->meaning != NULL ? g_strsplit(plan->meaning->written, " ", -1) : NULL;
  for (guint i = 0; own != NULL && own[i] != NULL; i++)
    g_ptr_array_add(words, g_strdup(own[i]));
  g_strfreev(own);
  for (guint i = 0; plain && plan->children != NULL && i < plan->children->len; i++)
    plain = gather(plan->children->pdata[i], words);
  return plain;
}

void
search_note_filters(const SearchPlan *plan, GPtrArray *notices) {
  GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
  guint count = gather(plan, words) ? words->len : 0;
  g_ptr_array_add(words, NULL);
  for (guint i = 0; i < count; i++)
    look_at((char **)words->pdata, i, notices);
  g_ptr_array_unref(words);
}
