/* search/view/suggest.c: how a word or a municipality's name that was begun may go on. */
#include <glib/gi18n.h>

#include "search/view/parts.h"

/* What a row is made from: one of the two. */
typedef struct {
  const SearchSuggestedWord *word;
  const SearchSuggestedMunicipality *municipality;
} Suggested;

static SearchJson *
municipality_json(const SearchSuggestedMunicipality *one) {
  SearchJson *json = search_view_municipality(one->municipality);
  search_json_text(json, "county", one->municipality->county);
  search_json_integer(json, "reports", one->reports);
  search_json_text(json, "newest", one->newest->id);
  return json;
}

static SearchJson *
suggestions_json(const void *answer) {
  const SearchSuggestions *suggestions = answer;
  SearchJson *json = search_json_object(), *words = search_json_array();
  SearchJson *municipalities = search_json_array();
  for (guint i = 0; i < suggestions->words->len; i++) {
    const SearchSuggestedWord *word = &g_array_index(suggestions->words, SearchSuggestedWord, i);
    SearchJson *object = search_json_object();
    search_json_text(object, "text", word->text);
    search_json_integer(object, "count", word->passages);
    search_json_append(words, object);
  }
  for (guint i = 0; i < suggestions->municipalities->len; i++)
    search_json_append(municipalities,
                       municipality_json(&g_array_index(suggestions->municipalities,
                                                        SearchSuggestedMunicipality, i)));
  search_json_text(json, "schema", "kompass.suggest/1");
  search_json_text(json, "query", suggestions->query);
  search_json_take(json, "words", words);
  search_json_take(json, "municipalities", municipalities);
  return json;
}

static void
suggested_row(SearchRow *row, const void *data) {
  const Suggested *one = data;
  const CorpusMunicipality *municipality =
      one->municipality != NULL ? one->municipality->municipality : NULL;
  search_row_word(row, "kind", municipality != NULL ? "municipality" : "word");
  search_row_text(row, "text",
                  municipality != NULL ? municipality->name
                  : one->word != NULL  ? one->word->text
                                       : NULL);
  search_row_code(row, "code", municipality != NULL ? municipality->code : NULL);
  search_row_ordinal(row, "passages", one->word != NULL ? one->word->passages : 0);
  search_row_ordinal(row, "reports", municipality != NULL ? one->municipality->reports : 0);
}

static void
print_rows(const void *answer, SearchSheet *sheet) {
  const SearchSuggestions *suggestions = answer;
  search_sheet_head(sheet, suggested_row, &(Suggested){0});
  for (guint i = 0; i < suggestions->words->len; i++)
    search_sheet_row(
        sheet, suggested_row,
        &(Suggested){.word = &g_array_index(suggestions->words, SearchSuggestedWord, i)});
  for (guint i = 0; i < suggestions->municipalities->len; i++)
    search_sheet_row(sheet, suggested_row,
                     &(Suggested){.municipality = &g_array_index(suggestions->municipalities,
                                                                 SearchSuggestedMunicipality, i)});
}

static void
print_text(const void *answer, G_GNUC_UNUSED const SearchScreen *screen, GString *out) {
  static const char *const columns[] = {"text", "passages", "reports", NULL};
  const SearchSuggestions *suggestions = answer;
  if (suggestions->words->len + suggestions->municipalities->len == 0) {
    g_string_append(out, _("No word of the reports and no municipality begins so.\n"));
    return;
  }
  SearchTable *table = search_table_new("lrr", 0);
  search_table_add(table, "");
  search_table_add(table, _("passages"));
  search_table_add(table, _("reports"));
  for (guint i = 0; i < suggestions->words->len; i++)
    search_table_row(
        table, suggested_row,
        &(Suggested){.word = &g_array_index(suggestions->words, SearchSuggestedWord, i)}, columns);
  for (guint i = 0; i < suggestions->municipalities->len; i++)
    search_table_row(table, suggested_row,
                     &(Suggested){.municipality = &g_array_index(suggestions->municipalities,
                                                                 SearchSuggestedMunicipality, i)},
                     columns);
  search_table_print(table, out);
  search_table_free(table);
}

void
search_view_suggestions(const SearchSuggestions *suggestions, SearchFormat format,
                        const SearchScreen *screen, GString *out) {
  static const SearchView view = {"suggest", print_text, suggestions_json, print_rows};
  search_view_print(&view, suggestions, format, screen, out);
}
