/* tests/search/http/service_described.c: the description of the interface has what the commands
 * take. */
#include "corpus/text/sorted_line.h"
#include "search/command/options.h"
#include "search/command/request.h"
#include "search/http/assets.h"
#include "tests/search/http/served.h"

/* ---- the description ---- */

/* The parameter that an entry of a path names by reference. */
static const cJSON *
resolve(const cJSON *root, const cJSON *reference) {
  static const char prefix[] = "#/components/parameters/";
  const char *text = served_text(reference, KEYS("$ref"));
  g_assert_true(g_str_has_prefix(text, prefix));
  const cJSON *parameters =
      cJSON_GetObjectItem(cJSON_GetObjectItem(root, "components"), "parameters");
  const cJSON *found = cJSON_GetObjectItemCaseSensitive(parameters, text + strlen(prefix));
  g_assert_nonnull(found);
  return found;
}

/* What an entry says of a parameter, to be compared: "area*" for one that may be given again. */
static char *
described(const cJSON *parameter) {
  const cJSON *schema = cJSON_GetObjectItem(parameter, "schema");
  bool many = g_str_equal(served_text(schema, KEYS("type")), "array");
  return g_strconcat(served_text(parameter, KEYS("name")), many ? "*" : "", NULL);
}

/* Sorted and joined; takes the texts. */
static char *
joined(GPtrArray *texts) {
  g_ptr_array_sort(texts, corpus_texts_compare);
  g_ptr_array_add(texts, NULL);
  char **strings = (char **)g_ptr_array_free(texts, FALSE);
  char *text = g_strjoinv(" ", strings);
  g_strfreev(strings);
  return text;
}

static char *
parameters_described(const cJSON *root, const cJSON *operation) {
  GPtrArray *texts = g_ptr_array_new();
  const cJSON *entry = NULL;
  cJSON_ArrayForEach(entry, cJSON_GetObjectItem(operation, "parameters"))
      g_ptr_array_add(texts, described(resolve(root, entry)));
  return joined(texts);
}

static char *
parameters_in_table(const SearchCommand *command) {
  GPtrArray *texts = g_ptr_array_new();
  gsize count = 0;
  const SearchOption *options = search_options(&count);
  const char *argument = command->parameter;
  if (argument != NULL) {
    const SearchOption *same = search_option_find(command, argument);
    g_ptr_array_add(texts,
                    g_strconcat(argument, same != NULL && same->repeatable ? "*" : "", NULL));
  }
  for (gsize i = 0; i < count; i++)
    if (search_option_belongs(&options[i], command) && search_parameter_is(&options[i]) &&
        g_strcmp0(options[i].name, argument) != 0)
      g_ptr_array_add(texts, g_strconcat(options[i].name, options[i].repeatable ? "*" : "", NULL));
  return joined(texts);
}

static cJSON *
description(void) {
  SearchAsset asset = {0};
  g_assert_true(search_asset_find(SEARCH_ASSET_OPENAPI, &asset));
  cJSON *root =
      cJSON_ParseWithLength(g_bytes_get_data(asset.bytes, NULL), g_bytes_get_size(asset.bytes));
  g_assert_nonnull(root);
  return root;
}

static void
test_the_description_has_the_parameters_of_the_table(void) {
  cJSON *root = description();
  const cJSON *path = NULL;
  unsigned compared = 0;
  cJSON_ArrayForEach(path, cJSON_GetObjectItem(root, "paths")) {
    const char *name = strrchr(path->string, '/') + 1;
    const SearchCommand *command = search_command_find(name);
    if (command == NULL)
      continue;
    char *said = parameters_described(root, cJSON_GetObjectItem(path, "get"));
    char *meant = parameters_in_table(command);
    g_assert_cmpstr(said, ==, meant);
    g_free(said);
    g_free(meant);
    compared++;
  }
  g_assert_cmpuint(compared, ==, 12); /* all but index and serve */
  cJSON_Delete(root);
}

int
main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/search/http/service_described/the-description-has-the-parameters-of-the-table",
                  test_the_description_has_the_parameters_of_the_table);
  return g_test_run();
}
