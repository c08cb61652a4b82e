/* tests/corpus/reading/items/run_in_items.c: items that run on in one paragraph. */
#include <glib.h>

#include "corpus/reading/items/item_table.h"

/* The items, a letter for their tag before each; "none" where the text is no list of items. */
static char *
items_of(const char *text) {
  GPtrArray *items = corpus_run_in_items(text);
  GString *out = g_string_new(items == NULL ? "none" : "");
  for (guint i = 0; items != NULL && i < items->len; i++) {
    const CorpusItem *item = g_ptr_array_index(items, i);
    g_string_append_printf(out, "%s%c %s", i > 0 ? " | " : "",
                           item->tag == CORPUS_TAG_STRENGTH      ? 'S'
                           : item->tag == CORPUS_TAG_IMPROVEMENT ? 'I'
                                                                 : 'W',
                           item->text);
  }
  if (items != NULL)
    g_ptr_array_unref(items);
  return g_string_free(out, FALSE);
}

static void
test_items(void) {
  const struct {
    const char *text, *items;
  } cases[] = {
      {"Styrkor: tydlig vision; god dialog med unga; öppna data.",
       "S tydlig vision | S god dialog med unga | S öppna data"},
      {"Förbättringsområden: stöd till chefer, tid för möten och uppföljning av mål.",
       "I stöd till chefer | I tid för möten | I uppföljning av mål"},
      {"Utvecklingsområden – kund- och leverantörsdialog, fler e-tjänster samt råd och stöd",
       "I kund- och leverantörsdialog | I fler e-tjänster | I råd och stöd"},
      {"Styrkor: egen app (nyheter, larm och frågor), öppna möten, som filmas. "
       "Förbättringsmöjligheter: bättre statistik; enklare språk",
       "S egen app (nyheter, larm och frågor) | S öppna möten, som filmas | I bättre statistik | "
       "I enklare språk"},
      {"Svagheter: Kommunen saknar rutiner, mål och plan. Det görs få mätningar.",
       "W Kommunen saknar rutiner, mål och plan. | W Det görs få mätningar."},
      {"Styrkor: • Egen tidning • Öppna möten", "S Egen tidning | S Öppna möten"},
      {"Styrkor: god ledning, och som syns, tydliga mål samt bra stöd",
       "S god ledning, och som syns | S tydliga mål | S bra stöd"},
      {"Styrkor: bra stöd och gott samarbete", "S bra stöd och gott samarbete"},
      {"Bra: öppna möten", "S öppna möten"},
      {"Styrkor och svagheter: se nedan", "none"},
      {"Mål: tydliga och mätbara", "none"},
      {"Det finns flera styrkor: tid och råd", "none"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    char *items = items_of(cases[i].text);
    g_assert_cmpstr(items, ==, cases[i].items);
    g_free(items);
  }
}

int
main(int argc, char *argv[]) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/reading/items/run_in_items", test_items);
  return g_test_run();
}
