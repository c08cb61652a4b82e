/* tests/fuzz/groups.c: a file of groups of municipalities, which anybody may write: each group has
 * a name of its own and members, and written down they are read again as they are; or the message
 * says in which line what is wrong. */
#include <stdio.h>

#include "search/ask/filters.h"

#include "tests/fuzz/target.h"

#define FILE_NAME "grupper.ini"

/* The groups as a file has them. The caller frees it. */
static char *
written(const GPtrArray *groups) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < groups->len; i++) {
    const SearchGroup *group = groups->pdata[i];
    fuzz_assert_text(group->name);
    g_assert_cmpstr(group->name, !=, "");
    g_assert_cmpuint(group->members->len, >, 0);
    for (guint j = 0; j < i; j++)
      g_assert_cmpstr(group->name, !=, ((const SearchGroup *)groups->pdata[j])->name);
    g_string_append_printf(text, "[%s]\n", group->name);
    for (guint j = 0; j < group->members->len; j++) {
      const CorpusMunicipality *member = group->members->pdata[j];
      guint place = 0;
      g_assert_true(g_ptr_array_find(group->members, member, &place));
      g_assert_cmpuint(place, ==, j);
      g_string_append_printf(text, "%s\n", member->code);
    }
  }
  return g_string_free(text, FALSE);
}

static void
assert_read_again(const GPtrArray *groups) {
  GError *error = NULL;
  char *text = written(groups);
  GPtrArray *again = search_groups_of_text(FILE_NAME, text, &error);
  g_assert_no_error(error);
  char *copy = written(again);
  g_assert_cmpstr(copy, ==, text);
  g_ptr_array_unref(again);
  g_free(copy);
  g_free(text);
}

/* "grupper.ini:3: …" */
static void
assert_places(const char *message) {
  unsigned line = 0;
  fuzz_assert_text(message);
  g_assert_cmpint(sscanf(message, FILE_NAME ":%9u: ", &line), ==, 1);
  g_assert_cmpuint(line, >, 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  GError *error = NULL;
  char *text = g_strndup((const char *)data, size);
  GPtrArray *groups = search_groups_of_text(FILE_NAME, text, &error);
  g_assert_true((groups == NULL) == (error != NULL));
  if (groups != NULL)
    assert_read_again(groups);
  else
    assert_places(error->message);
  g_clear_pointer(&groups, g_ptr_array_unref);
  g_clear_error(&error);
  g_free(text);
  return 0;
}
