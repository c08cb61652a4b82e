/* search/http/page.c: the page with what it would ask first already in it. */
#include "search/http/assets.h"

/* What it asks whatever its view; the last one, Sök as it opens. By the address that it would ask,
 * below /api/v1/. */
static const struct {
  const char *name, *query, *address;
} FIRST[] = {
    {"status", NULL, "status"},
    {"scores", "limit=0", "scores?limit=0"},
    {"search", "q=*&limit=0", "search?q=*&limit=0"},
};

GBytes *
search_page_new(SearchAnswerer answer, void *context) {
  const char *addresses[G_N_ELEMENTS(FIRST) + 1] = {NULL};
  GBytes *answers[G_N_ELEMENTS(FIRST) + 1] = {NULL};
  bool given = true;
  for (gsize i = 0; i < G_N_ELEMENTS(FIRST); i++) {
    const SearchHttpRequest asked = {.path = FIRST[i].name, .query = FIRST[i].query};
    SearchReply reply = answer(FIRST[i].name, &asked, context);
    given = given && reply.status == 200;
    addresses[i] = FIRST[i].address;
    answers[i] = g_bytes_ref(reply.body);
    search_reply_clear(&reply);
  }
  GBytes *page = given ? search_asset_page(addresses, answers) : NULL;
  for (gsize i = 0; i < G_N_ELEMENTS(FIRST); i++)
    g_bytes_unref(answers[i]);
  return page;
}
