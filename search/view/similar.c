/* search/view/similar.c: which municipalities are like one, with what each part adds. */
#include <glib/gi18n.h>
#include <math.h>

#include "search/view/parts.h"

static const SearchWeighed *
weighed_at(const SearchSimilar *similar, guint at) {
  return &g_array_index(similar->weights, SearchWeighed, at);
}

static const SearchAlikePart *
part_at(const SearchAlike *alike, guint at) {
  return &g_array_index(alike->parts, SearchAlikePart, at);
}

/* ---- JSON ---- */

/* NAN gives null. */
static void
take_number(SearchJson *json, const char *key, double number) {
  if (isnan(number))
    search_json_take(json, key, NULL);
  else
    search_json_number(json, key, number, 2);
}

static SearchJson *
part_json(const SearchWeighed *weighed, const SearchAlikePart *part) {
  SearchJson *json = search_json_object();
  search_json_text(json, "what", weighed->what);
  search_json_score(json, "own", part->own);
  search_json_score(json, "theirs", part->theirs);
  take_number(json, "difference", part->difference);
  search_json_number(json, "weight", weighed->weight, 3);
  take_number(json, "contribution", part->contribution);
  return json;
}

static SearchJson *
alike_json(const SearchSimilar *similar, const SearchAlike *alike) {
  SearchJson *json = search_json_object(), *parts = search_json_array();
  for (guint i = 0; i < similar->weights->len; i++)
    search_json_append(parts, part_json(weighed_at(similar, i), part_at(alike, i)));
  search_json_integer(json, "rank", alike->rank);
  search_json_take(json, "report", search_view_report(alike->report));
  search_json_number(json, "distance", alike->distance, 2);
  search_json_number(json, "compared", alike->compared, 3);
  search_json_take(json, "parts", parts);
  return json;
}

static SearchJson *
weight_json(const SearchWeighed *weighed) {
  SearchJson *json = search_json_object();
  search_json_text(json, "what", weighed->what);
  search_json_text(json, "name", weighed->name);
  search_json_number(json, "weight", weighed->weight, 3);
  return json;
}

static SearchJson *
similar_json(const void *answer) {
  const SearchSimilar *similar = answer;
  SearchJson *json = search_json_object();
  SearchJson *weights = search_json_array(), *others = search_json_array();
  for (guint i = 0; i < similar->weights->len; i++)
    search_json_append(weights, weight_json(weighed_at(similar, i)));
  for (guint i = 0; i < similar->others->len; i++)
    search_json_append(others, alike_json(similar, similar->others->pdata[i]));
  search_json_text(json, "schema", "kompass.similar/1");
  search_json_take(json, "report", search_view_report(similar->report));
  search_json_take(json, "weights", weights);
  search_json_integer(json, "total", similar->total);
  search_json_take(json, "municipalities", others);
  return json;
}

/* ---- CSV: a row for each municipality and part ---- */

typedef struct {
  const SearchAlike *alike;
  const SearchWeighed *weighed;
  const SearchAlikePart *part;
} Row;

static void
part_row(SearchRow *row, const void *data) {
  const Row *told = data;
  search_row_integer(row, "rank", told->alike->rank);
  search_row_text(row, "report", told->alike->report->id);
  search_row_municipality(row, told->alike->report->municipality);
  search_row_ordinal(row, "year", told->alike->report->year);
  search_row_ordinal(row, "revision", told->alike->report->revision);
  search_row_number(row, "distance", told->alike->distance, 2);
  if (g_ascii_isdigit(*told->weighed->what))
    search_row_code(row, "what", told->weighed->what);
  else
    search_row_word(row, "what", told->weighed->what);
  search_row_text(row, "name", told->weighed->name);
  search_row_score(row, "own", told->part->own);
  search_row_score(row, "theirs", told->part->theirs);
  search_row_number(row, "difference", told->part->difference, 2);
  search_row_number(row, "weight", told->weighed->weight, 3);
  search_row_number(row, "contribution", told->part->contribution, 2);
}

static void
print_rows(const void *answer, SearchSheet *sheet) {
  const SearchSimilar *similar = answer;
  const SearchAlike alike = {.report = &search_blank_report};
  const SearchWeighed weighed = {.what = ""};
  const SearchAlikePart part = {0};
  search_sheet_head(sheet, part_row, &(Row){&alike, &weighed, &part});
  for (guint i = 0; i < similar->others->len; i++)
    for (guint j = 0; j < similar->weights->len; j++)
      search_sheet_row(sheet, part_row,
                       &(Row){similar->others->pdata[i], weighed_at(similar, j),
                              part_at(similar->others->pdata[i], j)});
}

/* ---- text ---- */

static void
print_table(const SearchSimilar *similar, GString *out) {
  char *alignment = g_strnfill(similar->weights->len + 3, 'r');
  alignment[1] = 'l';
  SearchTable *table = search_table_new(alignment, 0);
  search_table_add(table, "");
  search_table_add(table, "");
  search_table_add(table, _("distance"));
  for (guint i = 0; i < similar->weights->len; i++)
    search_table_add(table, gettext(weighed_at(similar, i)->what));
  search_table_add(table, "");
  search_table_add(table, _("weight"));
  search_table_add(table, "");
  for (guint i = 0; i < similar->weights->len; i++)
    search_table_take(table, search_text_number("%.4g", weighed_at(similar, i)->weight));
  for (guint i = 0; i < similar->others->len; i++) {
    const SearchAlike *alike = similar->others->pdata[i];
    search_table_take(table, g_strdup_printf("%u", alike->rank));
    search_table_take(
        table, g_strdup_printf("%s %u", search_view_name(alike->report), alike->report->year));
    search_table_take(table, search_text_number("%.1f", alike->distance));
    for (guint j = 0; j < similar->weights->len; j++)
      search_table_take(table, search_text_number("%.2f", part_at(alike, j)->contribution));
  }
  search_table_print(table, out);
  search_table_free(table);
  g_free(alignment);
}

static void
print_text(const void *answer, const SearchScreen *screen, GString *out) {
  const SearchSimilar *similar = answer;
  GString *names = g_string_new(NULL);
  search_text_styled(out, screen, SEARCH_STYLE_STRONG, _("Most like "));
  search_view_title(similar->report, screen, out);
  g_string_append_c(out, '\n');
  if (similar->others->len == 0)
    g_string_append(out, similar->total > 0 ? _("No more are there.\n")
                                            : _("No other municipality that may be compared has a "
                                                "report made with the same revision.\n"));
  else
    print_table(similar, out);
  for (guint i = 0; i < similar->weights->len; i++) {
    const SearchWeighed *weighed = weighed_at(similar, i);
    if (weighed->name != NULL)
      g_string_append_printf(names, "%s%s %s", names->len > 0 ? ", " : "", gettext(weighed->what),
                             weighed->name);
  }
  if (similar->others->len > 0) {
    search_text_paragraph(out, screen, 0, names->str);
    search_text_paragraph(
        out, screen, 0,
        _("Each column is what it adds to the distance: its weight's share of the "
          "difference, in percent of the points of the area (another county or group "
          "is 100)."));
  }
  g_string_free(names, TRUE);
}

void
search_view_similar(const SearchSimilar *similar, SearchFormat format, const SearchScreen *screen,
                    GString *out) {
  static const SearchView view = {"similar", print_text, similar_json, print_rows};
  search_view_print(&view, similar, format, screen, out);
}
