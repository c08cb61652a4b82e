/* corpus/source/page_number.c: the shapes of page numbers, alone and in running headers. */
#include "corpus/source/page_number.h"

/* Longer lines are running text. */
enum { HEADER_MAX_CHARS = 120 };

#define WORD "(?:(?<word>sida|sidan|sid|page)\\.?\\s*)?"
#define NUMBER "(?<number>\\d{1,3})(?:\\s*(?:\\(|/|av|of)\\s*(?<of>\\d{1,3})\\s*\\)?)?"
#define DASH "[-–—|]?"

/* One shape a line; the header, where there is one, in the group of that name. */
static const char *const shapes[] = {
    "^" DASH "\\s*" WORD NUMBER "\\s*" DASH "$",
    "^(?<header>.*\\p{L}.*?)\\s+" WORD NUMBER "$",
    "^" WORD NUMBER "\\s+(?<header>.*\\p{L}.*)$",
};

static GRegex *
shape(gsize index) {
  static gsize compiled[G_N_ELEMENTS(shapes)];
  if (g_once_init_enter(&compiled[index])) {
    GRegex *regex = g_regex_new(shapes[index], G_REGEX_CASELESS | G_REGEX_OPTIMIZE,
                                G_REGEX_MATCH_DEFAULT, NULL);
    g_once_init_leave(&compiled[index], (gsize)regex);
  }
  return (GRegex *)compiled[index];
}

static guint
named_number(const GMatchInfo *match, const char *name) {
  char *digits = g_match_info_fetch_named(match, name);
  guint number = digits == NULL ? 0 : (guint)g_ascii_strtoull(digits, NULL, 10);
  g_free(digits);
  return number;
}

static bool
has_named(const GMatchInfo *match, const char *name) {
  char *text = g_match_info_fetch_named(match, name);
  bool has = text != NULL && *text != '\0';
  g_free(text);
  return has;
}

static bool
has_date(const char *text) {
  return g_regex_match_simple("\\b(?:19|20)\\d\\d-\\d\\d-\\d\\d\\b", text, G_REGEX_DEFAULT,
                              G_REGEX_MATCH_DEFAULT);
}

static void
fill(const GMatchInfo *match, CorpusPageNumber *number) {
  char *header = g_match_info_fetch_named(match, "header");
  number->number = named_number(match, "number");
  number->of = named_number(match, "of");
  number->word = has_named(match, "word");
  number->header = header == NULL ? g_strdup("") : g_utf8_strdown(header, -1);
  number->dated = has_date(number->header);
  g_free(header);
}

bool
corpus_page_number_read(const char *text, CorpusPageNumber *number) {
  if (g_utf8_strlen(text, -1) > HEADER_MAX_CHARS)
    return false;
  for (gsize i = 0; i < G_N_ELEMENTS(shapes); i++) {
    GMatchInfo *match = NULL;
    bool matches = g_regex_match(shape(i), text, G_REGEX_MATCH_DEFAULT, &match);
    if (matches)
      fill(match, number);
    g_match_info_unref(match);
    if (matches)
      return number->of == 0 || number->number <= number->of
                 ? true
                 : (corpus_page_number_clear(number), false);
  }
  return false;
}

void
corpus_page_number_clear(CorpusPageNumber *number) {
  g_clear_pointer(&number->header, g_free);
}
