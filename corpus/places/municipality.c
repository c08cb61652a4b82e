/* corpus/places/municipality.c: Sweden's municipalities, looked up by code or name, also a misspelt
 * one. */
#include "corpus/places/municipality_rows.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/text/knowledge.h"
#include "corpus/text/likeness.h"
#include "corpus/text/words.h"

/* Names longer than this are no names; it bounds the work of the edit distance. */
#define MAX_NAME_CHARS 64
#define CODE_DIGITS 4
#define CODES 10000 /* of that number of digits */

/* ---- the table ---- */

typedef struct {
  GPtrArray *rows; /* CorpusMunicipalityRow *, by code */
} Table;

#define NONE "-" /* in a column */

enum { COLUMN_CODE, COLUMN_NAME, COLUMN_COUNTY, COLUMN_VARIANTS, COLUMN_CAUTION, COLUMNS };

static bool
is_code(const char *text) {
  return strlen(text) == CODE_DIGITS && strspn(text, "0123456789") == CODE_DIGITS;
}

static bool
has_caution(const char *column, const char *caution) {
  if (strcmp(column, NONE) == 0)
    return false;
  char **words = g_strsplit(column, " ", -1);
  bool found = g_strv_contains((const char *const *)words, caution);
  g_strfreev(words);
  return found;
}

/* Ends each field where it stands; how many there are. */
static guint
cut_fields(char *line, char *fields[COLUMNS]) {
  guint count = 0;
  for (char *at = line; at != NULL; count++) {
    char *tab = strchr(at, '\t');
    if (count < COLUMNS)
      fields[count] = at;
    if (tab != NULL)
      *tab = '\0';
    at = tab != NULL ? tab + 1 : NULL;
  }
  return count;
}

/* Every answer reads the table, so its fields stay where they stand, for the program's life. */
static CorpusMunicipalityRow *
parse_row(const char *line) {
  static char *no_variants[] = {NULL};
  char *fields[COLUMNS], *kept = g_strdup(line);
  if (cut_fields(kept, fields) != COLUMNS || !is_code(fields[COLUMN_CODE]) ||
      *fields[COLUMN_NAME] == '\0' || *fields[COLUMN_COUNTY] == '\0') {
    g_free(kept);
    return NULL;
  }
  CorpusMunicipalityRow *row = g_new0(CorpusMunicipalityRow, 1);
  row->place.name = fields[COLUMN_NAME];
  row->place.code = fields[COLUMN_CODE];
  row->place.county = fields[COLUMN_COUNTY];
  bool none = strcmp(fields[COLUMN_VARIANTS], NONE) == 0;
  row->variants = none ? no_variants : g_strsplit(fields[COLUMN_VARIANTS], ";", -1);
  row->is_word = has_caution(fields[COLUMN_CAUTION], "word");
  row->is_person = has_caution(fields[COLUMN_CAUTION], "person");
  return row;
}

static bool
read_row(gpointer into, const CorpusKnowledgeLine *line, GError **error) {
  Table *table = into;
  CorpusMunicipalityRow *row = parse_row(line->text);
  if (row == NULL)
    return corpus_knowledge_error(line, error, "not code, name, county, variants and caution");
  g_ptr_array_add(table->rows, row);
  return true;
}

static void
begin_table(gpointer into) {
  ((Table *)into)->rows = g_ptr_array_new();
}

static int
compare_codes(gconstpointer a, gconstpointer b) {
  const CorpusMunicipalityRow *left = *(CorpusMunicipalityRow *const *)a,
                              *right = *(CorpusMunicipalityRow *const *)b;
  return strcmp(left->place.code, right->place.code);
}

static bool
sort_table(gpointer into, GError **error G_GNUC_UNUSED) {
  g_ptr_array_sort(((Table *)into)->rows, compare_codes);
  return true;
}

CORPUS_KNOWLEDGE(municipality_table, .file = "municipalities.tsv", .bytes = sizeof(Table),
                 .begin = begin_table, .read_line = read_row, .finish = sort_table);

const GPtrArray *
corpus_municipality_rows(void) {
  return ((const Table *)corpus_knowledge(&municipality_table))->rows;
}

bool
corpus_municipality_takes_s(const char *name) {
  return *name != '\0' && strchr("sxzSXZ", name[strlen(name) - 1]) == NULL;
}

/* ---- looked up ---- */

/* Every way to write a name, lower case: with diacritics first, folded apart, since two names can
 * differ in nothing but these (Habo, Håbo). */
typedef struct {
  GHashTable *written, *folded; /* char * -> const CorpusMunicipality * */
} Directory;

/* "Östersund" -> "ostersund". */
static char *
fold_name(const char *name) {
  char *lower = corpus_word_lower(name);
  char *folded = corpus_word_fold(lower);
  g_free(lower);
  return folded;
}

/* Nothing but letters, those of Latin-1 among them, as most names. */
static bool
is_one_word(const char *lower) {
  enum { FIRST_OF_LATIN = 0xC3, CONTINUES = 0x80, MASK = 0xC0 };
  for (const guchar *at = (const guchar *)lower; *at != '\0'; at++)
    if (!g_ascii_isalpha(*at) && *at != FIRST_OF_LATIN && (*at & MASK) != CONTINUES)
      return false;
  return true;
}

/* Lower case, hyphens as spaces, single spaces, without "kommun" or "stad". */
static char *
normalize_name(const char *name) {
  static const char *const titles[] = {" kommun", " kommuns", " stad", " stads"};
  char *lower = corpus_word_lower(name);
  if (is_one_word(lower))
    return lower;
  GString *plain = g_string_new(NULL);
  for (const char *at = lower; *at != '\0'; at = g_utf8_next_char(at)) {
    gunichar letter = g_utf8_get_char(at);
    bool gap = letter == '-' || g_unichar_isspace(letter);
    if (!gap)
      g_string_append_unichar(plain, letter);
    else if (plain->len > 0 && plain->str[plain->len - 1] != ' ')
      g_string_append_c(plain, ' ');
  }
  g_free(lower);
  g_strchomp(plain->str);
  for (guint i = 0; i < G_N_ELEMENTS(titles); i++)
    if (g_str_has_suffix(plain->str, titles[i])) {
      plain->str[strlen(plain->str) - strlen(titles[i])] = '\0';
      break;
    }
  return g_string_free(plain, FALSE);
}

/* An official name is added before the variants and genitives of others, so it is never hidden. */
static void
add_key(Directory *directory, char *key, const CorpusMunicipality *place) {
  char *folded = corpus_word_fold(key);
  if (!g_hash_table_contains(directory->folded, folded))
    g_hash_table_insert(directory->folded, g_strdup(folded), (gpointer)place);
  g_free(folded);
  if (g_hash_table_contains(directory->written, key))
    g_free(key);
  else
    g_hash_table_insert(directory->written, key, (gpointer)place);
}

static void
add_genitive(Directory *directory, const char *name, const CorpusMunicipality *place) {
  char *key = normalize_name(name);
  if (corpus_municipality_takes_s(key))
    add_key(directory, g_strconcat(key, "s", NULL), place);
  g_free(key);
}

static void
add_other_forms(Directory *directory, const CorpusMunicipalityRow *row) {
  for (char **variant = row->variants; *variant != NULL; variant++) {
    add_key(directory, normalize_name(*variant), &row->place);
    add_genitive(directory, *variant, &row->place);
  }
  add_genitive(directory, row->place.name, &row->place);
}

static Directory *
directory_new(void) {
  const GPtrArray *table = corpus_municipality_rows();
  Directory *directory = g_new(Directory, 1);
  directory->written = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  directory->folded = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < table->len; i++) {
    const CorpusMunicipalityRow *row = table->pdata[i];
    add_key(directory, normalize_name(row->place.name), &row->place);
  }
  for (guint i = 0; i < table->len; i++)
    add_other_forms(directory, table->pdata[i]);
  return directory;
}

static const Directory *
directory_get(void) {
  static gsize done = 0;
  static Directory *directory = NULL;
  if (g_once_init_enter(&done)) {
    directory = directory_new();
    g_once_init_leave(&done, 1);
  }
  return directory;
}

/* In the order of the table; NULL-terminated. */
static const CorpusMunicipality **
list_all(void) {
  const GPtrArray *table = corpus_municipality_rows();
  const CorpusMunicipality **all = g_new0(const CorpusMunicipality *, table->len + 1);
  for (guint i = 0; i < table->len; i++)
    all[i] = &((const CorpusMunicipalityRow *)table->pdata[i])->place;
  return all;
}

const CorpusMunicipality *const *
corpus_municipalities(void) {
  static gsize listed = 0;
  if (g_once_init_enter(&listed))
    g_once_init_leave(&listed, (gsize)list_all());
  return (const CorpusMunicipality *const *)listed;
}

/* Code or official name -> CorpusMunicipality, all borrowed from the table. */
static GHashTable *
read_official(void) {
  const GPtrArray *table = corpus_municipality_rows();
  GHashTable *official = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < table->len; i++) {
    CorpusMunicipalityRow *row = table->pdata[i];
    g_hash_table_insert(official, (gpointer)row->place.code, &row->place);
    g_hash_table_insert(official, (gpointer)row->place.name, &row->place);
  }
  return official;
}

/* By the code, or the name as it is written officially: spares the directory. */
static const CorpusMunicipality *
find_official(const char *name_or_code) {
  static gsize loaded = 0;
  if (g_once_init_enter(&loaded))
    g_once_init_leave(&loaded, (gsize)read_official());
  return g_hash_table_lookup((GHashTable *)loaded, name_or_code);
}

/* The number that a code is, or CODES. */
static guint
number_of_code(const char *code) {
  guint number = 0, digits = 0;
  for (; g_ascii_isdigit(code[digits]) && digits < CODE_DIGITS; digits++)
    number = 10 * number + (guint)(code[digits] - '0');
  return digits == CODE_DIGITS && code[digits] == '\0' ? number : CODES;
}

static const CorpusMunicipality **
list_by_code(void) {
  const GPtrArray *table = corpus_municipality_rows();
  const CorpusMunicipality **by_code = g_new0(const CorpusMunicipality *, CODES + 1);
  for (guint i = 0; i < table->len; i++) {
    const CorpusMunicipality *place = &((CorpusMunicipalityRow *)table->pdata[i])->place;
    by_code[number_of_code(place->code)] = place;
  }
  by_code[CODES] = NULL;
  return by_code;
}

const CorpusMunicipality *
corpus_municipality_of_code(const char *code) {
  static gsize listed = 0; /* opening an index asks for thousands */
  if (g_once_init_enter(&listed))
    g_once_init_leave(&listed, (gsize)list_by_code());
  return ((const CorpusMunicipality *const *)listed)[number_of_code(code)];
}

static bool
is_short_text(const char *name) {
  return g_utf8_validate(name, -1, NULL) && g_utf8_strlen(name, -1) <= MAX_NAME_CHARS;
}

/* By a name in any way to write it; key: normalized. */
static const CorpusMunicipality *
find_name(const char *key) {
  const Directory *directory = directory_get();
  const CorpusMunicipality *place = g_hash_table_lookup(directory->written, key);
  if (place == NULL) {
    char *folded = corpus_word_fold(key);
    place = g_hash_table_lookup(directory->folded, folded);
    g_free(folded);
  }
  return place;
}

const CorpusMunicipality *
corpus_municipality_find(const char *name_or_code) {
  if (!is_short_text(name_or_code))
    return NULL;
  const CorpusMunicipality *official = find_official(name_or_code);
  if (official != NULL)
    return official;
  char *key = normalize_name(name_or_code);
  const CorpusMunicipality *place = g_ascii_isdigit(*key) ? find_official(key) : find_name(key);
  g_free(key);
  return place;
}

typedef struct {
  const CorpusMunicipality *place;
  guint distance;
} Candidate;

static int
compare_candidates(gconstpointer a, gconstpointer b) {
  const Candidate *left = a, *right = b;
  if (left->distance != right->distance)
    return left->distance < right->distance ? -1 : 1;
  return strcmp(left->place->name, right->place->name);
}

const CorpusMunicipality **
corpus_municipality_nearest(const char *name, guint limit) {
  GArray *candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
  if (is_short_text(name)) {
    char *key = normalize_name(name);
    char *typed = corpus_word_fold(key);
    guint farthest = 1 + (guint)strlen(typed) / 4;
    for (const CorpusMunicipality *const *place = corpus_municipalities(); *place != NULL;
         place++) {
      char *official = fold_name((*place)->name);
      Candidate candidate = {*place, (guint)corpus_name_distance(typed, official, (int)farthest)};
      if (candidate.distance <= farthest)
        g_array_append_val(candidates, candidate);
      g_free(official);
    }
    g_free(typed);
    g_free(key);
  }
  g_array_sort(candidates, compare_candidates);
  guint count = MIN(limit, candidates->len);
  const CorpusMunicipality **nearest = g_new0(const CorpusMunicipality *, count + 1);
  for (guint i = 0; i < count; i++)
    nearest[i] = g_array_index(candidates, Candidate, i).place;
  g_array_unref(candidates);
  return nearest;
}

char *
corpus_municipality_slug(const CorpusMunicipality *municipality) {
  const Directory *directory = directory_get();
  char *folded = fold_name(municipality->name);
  const CorpusMunicipality *other = g_hash_table_lookup(directory->written, folded);
  bool taken = other != NULL && other != municipality;
  for (char *at = folded; *at != '\0'; at++)
    if (!g_ascii_isalnum(*at))
      *at = '-';
  char *slug = taken ? g_strdup_printf("%s-%s", folded, municipality->code) : g_strdup(folded);
  g_free(folded);
  return slug;
}

/* ---- order ---- */

static gunichar
weight_of_letter(gunichar letter) {
  static const gunichar last[] = {0xE5, 0xE4, 0xF6};
  letter = g_unichar_tolower(letter);
  for (gsize i = 0; i < G_N_ELEMENTS(last); i++)
    if (letter == last[i])
      return 'z' + 1 + (gunichar)i;
  return letter;
}

int
corpus_names_compare(const char *name, const char *other) {
  for (; *name != '\0' && *other != '\0';
       name = g_utf8_next_char(name), other = g_utf8_next_char(other)) {
    gunichar first = weight_of_letter(g_utf8_get_char(name)),
             second = weight_of_letter(g_utf8_get_char(other));
    if (first != second)
      return first < second ? -1 : 1;
  }
  return *name == *other ? 0 : (*name == '\0' ? -1 : 1);
}
