/* corpus/places/municipality.h: Sweden's 290 municipalities, and their names in running text. */
#ifndef CORPUS_PLACES_MUNICIPALITY_H
#define CORPUS_PLACES_MUNICIPALITY_H

#include <glib.h>
#include <stdbool.h>

typedef struct {
  const char *name;   /* official name, "Upplands Väsby" */
  const char *code;   /* four digits, "0114" */
  const char *county; /* "Stockholms län" */
} CorpusMunicipality;

/* A municipality's name found in a text. Offsets in bytes. */
typedef struct {
  const CorpusMunicipality *municipality;
  gsize start_bytes, length_bytes;
  bool genitive; /* "Östersunds"; false where the name itself ends so ("Västerås") */
} CorpusMention;

/* All 290, by code. Lives as long as the program. NULL-terminated array. Fails with
 * CORPUS_ERROR_DATA only where the compiled-in table is malformed (a test guards that). */
const CorpusMunicipality *const *corpus_municipalities(void);

/* By official code, or by name: case and diacritics as written or without them ("ostersund"),
 * with or without "kommun"/"stad", in the genitive. NULL if there is none. It lives as long as the
 * program, as does that of the next. */
const CorpusMunicipality *corpus_municipality_find(const char *name_or_code);

/* By its official four-digit code alone; at once, as names are not looked at. NULL if there is
 * none.
 */
const CorpusMunicipality *corpus_municipality_of_code(const char *code);

/* The names nearest to what was written (at most `limit`), best first, for "did you mean".
 * A newly allocated NULL-terminated array of borrowed pointers; g_free() it. */
const CorpusMunicipality **corpus_municipality_nearest(const char *name, guint limit);

/* Names as Swedish sorts them, whatever the locale: å, ä and ö stand behind z, and capitals count
 * as small letters. Below zero, zero, above. */
int corpus_names_compare(const char *name, const char *other);

/* Every municipality's name in text, in order: whole words, longest first ("Upplands Väsby", not
 * "Väsby"), also in the genitive, but not where it begins another word ("Norsjö-appen"). Whether
 * the place is meant as a municipality is for corpus/reading/stance/stance.h to say. A GArray of
 * CorpusMention, the caller's. */
GArray *corpus_municipality_mentions(const char *text);

/* "Luleå" -> "lulea", "Upplands Väsby" -> "upplands-vasby": ASCII for ids, no two alike ("Habo" ->
 * "habo", "Håbo" -> "habo-0305"). The caller frees it. */
char *corpus_municipality_slug(const CorpusMunicipality *municipality);

#endif
