/* search/command/offers.c: what the completion of a shell may offer: names of commands, and what
 * an index holds. */
#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "search/ask/error.h"
#include "search/command/commands.h"

/* What was offered: value -> what it is; both are the table's. */
static void
offer(GHashTable *offers, const char *value, const char *meaning) {
  if (*value != '\0' && !g_hash_table_contains(offers, value))
    g_hash_table_insert(offers, g_strdup(value), g_strdelimit(g_strdup(meaning), "\t\n", ' '));
}

static void
offer_municipality(GHashTable *offers, const CorpusReport *report) {
  if (report->municipality != NULL)
    offer(offers, report->municipality->name, report->municipality->code);
}

static void
offer_questions(GHashTable *offers, const CorpusReport *report) {
  for (guint i = 0; i < report->areas->len; i++) {
    const CorpusAreaScore *area = report->areas->pdata[i];
    for (guint j = 0; j < area->questions->len; j++) {
      const CorpusQuestionScore *question = area->questions->pdata[j];
      offer(offers, question->id, question->text);
    }
  }
}

static void
offer_revision(GHashTable *offers, const CorpusReport *report) {
  char year[16];
  g_snprintf(year, sizeof year, "%u", report->revision);
  offer(offers, year, _("revision of the instrument"));
}

static const struct {
  const char *kind;
  unsigned parts; /* of reports (IndexerParts) that it looks at */
  void (*offer)(GHashTable *offers, const CorpusReport *report);
} KINDS[] = {{"municipalities", 0, offer_municipality},
             {"questions", INDEXER_PART_FIGURES, offer_questions},
             {"revisions", 0, offer_revision}};

/* Numbers before and after a full stop in their order ("1.5" before "1.10"), then letters. */
static gint
compare_values(gconstpointer a, gconstpointer b) {
  const char *left = a, *right = b, *left_rest = strchr(left, '.'),
             *right_rest = strchr(right, '.');
  int first = atoi(left), second = atoi(right);
  if (first == second && left_rest != NULL && right_rest != NULL) {
    first = atoi(left_rest + 1);
    second = atoi(right_rest + 1);
  }
  return first != second ? (first < second ? -1 : 1) : g_utf8_collate(left, right);
}

static void
print_offers(GHashTable *offers, GString *out) {
  GList *values = g_list_sort(g_hash_table_get_keys(offers), compare_values);
  for (const GList *value = values; value != NULL; value = value->next)
    g_string_append_printf(out, "%s\t%s\n", (const char *)value->data,
                           (const char *)g_hash_table_lookup(offers, value->data));
  g_list_free(values);
}

static bool
offer_of_index(gsize kind, const SearchRequest *request, GString *out, GError **error) {
  SearchEngine *engine = search_engine_open_as(request->index, INDEXER_REACHABLE, error);
  if (engine == NULL)
    return false;
  GHashTable *offers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  const GPtrArray *reports = indexer_reader_reports(engine->reader);
  bool ok = indexer_reader_read(engine->reader, NULL, KINDS[kind].parts, error);
  for (guint i = 0; ok && i < reports->len; i++)
    KINDS[kind].offer(offers, reports->pdata[i]);
  print_offers(offers, out);
  g_hash_table_unref(offers);
  search_engine_free(engine);
  return ok;
}

char *
search_offers(const char *kind, const SearchRequest *request, GError **error) {
  GString *out = g_string_new(NULL);
  bool known = g_strcmp0(kind, "commands") == 0, ok = true;
  for (gsize i = 0; known && i < SEARCH_COMMANDS; i++)
    g_string_append_printf(out, "%s\t%s\n", search_commands()[i].name,
                           gettext(search_commands()[i].summary));
  for (gsize i = 0; !known && i < G_N_ELEMENTS(KINDS); i++)
    if (g_strcmp0(kind, KINDS[i].kind) == 0) {
      known = true;
      ok = offer_of_index(i, request, out, error);
    }
  if (!known)
    g_set_error_literal(error, SEARCH_ERROR, SEARCH_ERROR_USAGE,
                        _("--list: commands, municipalities, questions or revisions"));
  return g_string_free(out, !known || !ok);
}
