/* corpus/language/compile_lexicon.c: the program that makes the compiled lexicon of a hunspell
 * dictionary, when kompass is built: compile-lexicon DICTIONARY-WITHOUT-EXTENSION OUTPUT.
 *
 * Every entry is inflected by every suffix class that its flags name. What hunspell finds out
 * anew for each word that it is asked is worked out once: which forms there are, of which base
 * forms, in which part of speech, and which may stand first or last in a compound. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/language/lexicon_format.h"

#define FLAGS_MOST 128 /* flags are ASCII characters, but for NEEDAFFIX */
#define NEEDS_SUFFIX "¤"

/* Flags of the Swedish dictionary that are no suffixes. */
enum {
  FLAG_FORBIDDEN = '%',
  FLAG_FIRST = 'X',
  FLAG_MIDDLE = 'U',
  FLAG_LAST = 'Y',
  FLAG_NO_WORD = 'Z',
  FLAG_VERB = 'j',
  FLAG_ADJECTIVE = 'k',
  FLAG_PRESENT = 'm'
};

/* Suffix classes that make another word, not an inflection of the entry. */
#define DERIVING "Ted17"

typedef struct {
  const char *strip, *append, *flags; /* flags: of the form that it makes, NULL = none */
  const char *condition;              /* what the entry must end with: letters, [abc], [^abc] */
} Suffix;

typedef struct {
  const char *form;
  guint32 rule;
} Form;

typedef struct {
  GArray *suffixes[FLAGS_MOST]; /* Suffix, by the flag of their class */
  GStringChunk *texts;          /* of suffixes and forms */
  GArray *forms;                /* Form */
  GHashTable *numbers;          /* "strip append kinds" -> number of the rule + 1 */
  GArray *rules;                /* LexiconRule */
  GString *appended;            /* the rules' endings, each with a NUL */
} Compiler;

static void
fail(const char *what, const char *why) {
  fprintf(stderr, "compile-lexicon: %s: %s\n", what, why);
  exit(1);
}

static char *
read_file(const char *prefix, const char *extension) {
  char *path = g_strconcat(prefix, extension, NULL), *text = NULL;
  GError *error = NULL;
  if (!g_file_get_contents(path, &text, NULL, &error))
    fail(path, error->message);
  g_free(path);
  return text;
}

/* ---- suffixes ---- */

/* "SFX F er ren/WX [^m]er"; "0" stands for nothing. Lines that open a class have four words. */
static void
read_suffix(Compiler *compiler, char *const *words) {
  if (g_strv_length((char **)words) < 5)
    return;
  GStringChunk *texts = compiler->texts;
  char **parts = g_strsplit(words[3], "/", 2);
  Suffix suffix = {
      .strip = g_string_chunk_insert(texts, strcmp(words[2], "0") == 0 ? "" : words[2]),
      .append = g_string_chunk_insert(texts, strcmp(parts[0], "0") == 0 ? "" : parts[0]),
      .flags = parts[1] != NULL ? g_string_chunk_insert(texts, parts[1]) : NULL,
      .condition = g_string_chunk_insert(texts, words[4])};
  g_strfreev(parts);
  guint flag = (guint)words[1][0];
  if (flag >= FLAGS_MOST)
    fail(words[1], "a flag that is no ASCII character");
  if (compiler->suffixes[flag] == NULL)
    compiler->suffixes[flag] = g_array_new(FALSE, FALSE, sizeof(Suffix));
  g_array_append_val(compiler->suffixes[flag], suffix);
}

static void
read_suffixes(Compiler *compiler, const char *text) {
  char **lines = g_strsplit(text, "\n", -1);
  GRegex *spaces = g_regex_new("\\s+", 0, 0, NULL);
  for (char **line = lines; *line != NULL; line++) {
    if (!g_str_has_prefix(*line, "SFX "))
      continue;
    char **words = g_regex_split(spaces, g_strstrip(*line), 0);
    read_suffix(compiler, words);
    g_strfreev(words);
  }
  g_regex_unref(spaces);
  g_strfreev(lines);
}

/* The end of the condition's element that begins at `at`: a letter, "." or "[…]". */
static const char *
after_element(const char *at) {
  return *at == '[' ? strchr(at, ']') + 1 : g_utf8_next_char(at);
}

static gboolean
element_takes(const char *element, gunichar letter) {
  if (*element == '.')
    return TRUE;
  if (*element != '[')
    return g_utf8_get_char(element) == letter;
  gboolean negated = element[1] == '^', found = FALSE;
  for (const char *at = element + 1 + negated; *at != ']'; at = g_utf8_next_char(at))
    found = found || g_utf8_get_char(at) == letter;
  return found != negated;
}

/* Does the entry end as the condition says? */
static gboolean
ends_as(const char *entry, const char *condition) {
  if (strcmp(condition, ".") == 0)
    return TRUE;
  glong elements = 0, letters = g_utf8_strlen(entry, -1);
  for (const char *at = condition; *at != '\0'; at = after_element(at))
    elements++;
  if (elements > letters)
    return FALSE;
  const char *letter = g_utf8_offset_to_pointer(entry, letters - elements);
  for (const char *at = condition; *at != '\0'; at = after_element(at)) {
    if (!element_takes(at, g_utf8_get_char(letter)))
      return FALSE;
    letter = g_utf8_next_char(letter);
  }
  return TRUE;
}

/* ---- rules ---- */

static guint32
rule_number(Compiler *compiler, gsize strip, const char *append, guint kinds) {
  char *key = g_strdup_printf("%zu %s %u", strip, append, kinds);
  guint number = GPOINTER_TO_UINT(g_hash_table_lookup(compiler->numbers, key));
  if (number > 0) {
    g_free(key);
    return number - 1;
  }
  LexiconRule rule = {GUINT32_TO_LE((guint32)compiler->appended->len), (guint8)strip, 0,
                      GUINT16_TO_LE((guint16)kinds)};
  g_string_append_len(compiler->appended, append, (gssize)strlen(append) + 1);
  g_array_append_val(compiler->rules, rule);
  g_hash_table_insert(compiler->numbers, key, GUINT_TO_POINTER(compiler->rules->len));
  return compiler->rules->len - 1;
}

/* Notes that a form is one of a base form. */
static void
add_form(Compiler *compiler, const char *form, const char *base, guint kinds) {
  gsize same = 0;
  while (form[same] != '\0' && form[same] == base[same])
    same++;
  while (same > 0 && ((guchar)form[same] & 0xC0) == 0x80) /* not within a letter */
    same--;
  Form noted = {g_string_chunk_insert(compiler->texts, form),
                rule_number(compiler, strlen(form) - same, base + same, kinds)};
  g_array_append_val(compiler->forms, noted);
}

/* ---- entries ---- */

static gboolean
has(const char *flags, int flag) {
  return flags != NULL && strchr(flags, flag) != NULL;
}

static gboolean
has_any(const char *flags, const char *of) {
  return strpbrk(flags, of) != NULL;
}

static gboolean
is_verb(const char *flags) {
  return has(flags, FLAG_VERB) || has(flags, FLAG_PRESENT) ||
         (has(flags, 'M') && !has_any(flags, "Ok"));
}

/* The parts of speech that an entry is inflected as. Verbs use classes of nouns for their
 * participles, and adjectives those of verbs. */
static guint
parts_of_speech(const char *entry, const char *flags) {
  gboolean a = g_str_has_suffix(entry, "a");
  if (is_verb(flags) || (a && has_any(flags, "KL")))
    return has_any(flags, "EGHI") || (!a && has_any(flags, "BCDEFGHI"))
               ? LEXICON_VERB | LEXICON_NOUN
               : LEXICON_VERB;
  guint kinds = has(flags, FLAG_ADJECTIVE) || has_any(flags, "OPQN") ? LEXICON_ADJECTIVE : 0;
  if (has_any(flags, "BCDEFGHI") || (kinds == 0 && has_any(flags, "JA")))
    kinds |= LEXICON_NOUN;
  return kinds != 0 ? kinds : LEXICON_OTHER;
}

/* The part of speech of what a class makes of an entry. */
static guint
kind_of_class(char class, guint kinds) {
  if (strchr("EGHI", class) != NULL && (kinds & LEXICON_NOUN) != 0)
    return LEXICON_NOUN;
  if ((kinds & LEXICON_VERB) != 0 && strchr("BCF", class) == NULL)
    return LEXICON_VERB;
  if (strchr("OPQNKLM", class) != NULL)
    return (kinds & LEXICON_ADJECTIVE) != 0 ? LEXICON_ADJECTIVE : kinds;
  return (kinds & LEXICON_NOUN) != 0 ? LEXICON_NOUN : kinds;
}

static guint
places_in_compounds(const char *flags) {
  return (has(flags, FLAG_FIRST) || has(flags, FLAG_MIDDLE) ? LEXICON_FIRST : 0) |
         (has(flags, FLAG_LAST) ? LEXICON_LAST : 0);
}

/* The base form of what a deriving class makes of an entry ("bygga" -> "byggare"). The caller
 * frees it. */
static char *
derived_base(const char *entry, char class, const char *form, const char *append) {
  static const struct {
    char class;
    const char *begins, *ending;
  } bases[] = {{'e', "", "bo"},     {'d', "", "sbo"},    {'T', "isk", "isk"},
               {'T', "are", "are"}, {'T', "arn", "are"}, {'T', "r", "re"}};
  for (guint i = 0; i < G_N_ELEMENTS(bases); i++)
    if (bases[i].class == class && g_str_has_prefix(append, bases[i].begins))
      return g_strconcat(entry, bases[i].ending, NULL);
  return g_strdup(form);
}

static void
add_suffixed(Compiler *compiler, const char *entry, char class, const Suffix *suffix,
             const char *flags, guint kinds) {
  gsize kept = strlen(entry) - MIN(strlen(suffix->strip), strlen(entry));
  if (strcmp(entry + kept, suffix->strip) != 0 || !ends_as(entry, suffix->condition))
    return;
  char *form = g_strdup_printf("%.*s%s", (int)kept, entry, suffix->append);
  gboolean deriving = strchr(DERIVING, class) != NULL;
  char *base = deriving ? derived_base(entry, class, form, suffix->append) : g_strdup(entry);
  gboolean word = !has(flags, FLAG_NO_WORD) && !has(suffix->flags, FLAG_NO_WORD);
  guint places = suffix->flags != NULL   ? places_in_compounds(suffix->flags)
                 : has(flags, FLAG_LAST) ? LEXICON_LAST
                                         : 0;
  places |= (word ? LEXICON_WORD : 0) | (strcmp(base, form) == 0 ? LEXICON_ENTRY : 0);
  guint kind = deriving ? class == 'T' && strstr(form + kept, "isk") != NULL ? LEXICON_ADJECTIVE
                                                                             : LEXICON_NOUN
                        : kind_of_class(class, kinds);
  if (*form != '\0')
    add_form(compiler, form, base, kind | places);
  g_free(base);
  g_free(form);
}

static void
add_entry(Compiler *compiler, const char *entry, const char *flags) {
  if (has(flags, FLAG_FORBIDDEN)) {
    add_form(compiler, entry, entry, 0);
    return;
  }
  guint kinds = parts_of_speech(entry, flags);
  gboolean word = !has(flags, FLAG_NO_WORD) && strstr(flags, NEEDS_SUFFIX) == NULL;
  add_form(compiler, entry, entry,
           kinds | LEXICON_ENTRY | (word ? LEXICON_WORD : 0) | places_in_compounds(flags));
  for (const char *flag = flags; *flag != '\0'; flag++) {
    const GArray *suffixes = (guchar)*flag < FLAGS_MOST ? compiler->suffixes[(int)*flag] : NULL;
    for (guint i = 0; suffixes != NULL && i < suffixes->len; i++)
      add_suffixed(compiler, entry, *flag, &g_array_index(suffixes, Suffix, i), flags, kinds);
  }
}

static gboolean
has_letter(const char *entry) {
  for (; *entry != '\0'; entry = g_utf8_next_char(entry))
    if (g_unichar_isalpha(g_utf8_get_char(entry)))
      return TRUE;
  return FALSE;
}

/* A line an entry, flags after a slash; the first line counts them. */
static void
read_entries(Compiler *compiler, char *text) {
  char *next = strchr(text, '\n');
  while (next != NULL) {
    char *line = next + 1;
    next = strchr(line, '\n');
    if (next != NULL)
      *next = '\0';
    line[strcspn(line, "\t\r")] = '\0';
    char *slash = strchr(line, '/');
    if (slash != NULL)
      *slash++ = '\0';
    if (has_letter(line) && strchr(line, ' ') == NULL)
      add_entry(compiler, line, slash != NULL ? slash : "");
  }
}

/* ---- writing ---- */

static int
compare_forms(gconstpointer a, gconstpointer b) {
  const Form *first = a, *second = b;
  int order = strcmp(first->form, second->form);
  return order != 0 ? order : (first->rule > second->rule) - (first->rule < second->rule);
}

/* The rules of the form at *at, without doubles; *at is moved to the next form. */
static GArray *
rules_of_form(const GArray *forms, guint *at) {
  GArray *rules = g_array_new(FALSE, FALSE, sizeof(guint16));
  const char *form = g_array_index(forms, Form, *at).form;
  guint32 last = G_MAXUINT32;
  for (; *at < forms->len; (*at)++) {
    const Form *noted = &g_array_index(forms, Form, *at);
    if (strcmp(noted->form, form) != 0)
      break;
    guint16 rule = GUINT16_TO_LE((guint16)noted->rule);
    if (noted->rule != last)
      g_array_append_val(rules, rule);
    last = noted->rule;
  }
  return rules;
}

static void
append_form(GString *data, const char *form, const char *before, const GArray *rules) {
  gsize shared = 0;
  while (before != NULL && form[shared] != '\0' && form[shared] == before[shared])
    shared++;
  gsize own = strlen(form) - shared;
  if (shared > G_MAXUINT8 || own > G_MAXUINT8 || rules->len > G_MAXUINT8)
    fail(form, "too long");
  g_string_append_c(data, (char)shared);
  g_string_append_c(data, (char)own);
  g_string_append_len(data, form + shared, (gssize)own);
  g_string_append_c(data, (char)rules->len);
  g_string_append_len(data, rules->data, (gssize)(rules->len * sizeof(guint16)));
}

static void
pad(GString *file) {
  while (file->len % sizeof(guint64) != 0)
    g_string_append_c(file, '\0');
}

/* How many blocks begin with each pair, behind it, to how many begin with those before it. */
static void
add_up(guint32 *firsts) {
  guint32 sum = 0;
  for (guint i = 0; i <= LEXICON_PAIRS; i++) {
    sum += firsts[i];
    firsts[i] = GUINT32_TO_LE(sum);
  }
}

/* The forms as they are stored, and how they are found. */
typedef struct {
  GString *bytes;
  GArray *blocks;  /* guint32: where each begins among the bytes */
  guint32 *firsts; /* how many blocks begin with what comes before each pair of bytes */
  guint32 count;   /* of forms */
} StoredForms;

/* All forms in their order, each told by what it has not in common with the one before. */
static StoredForms
store_forms(GArray *forms) {
  StoredForms stored = {g_string_new(NULL), g_array_new(FALSE, FALSE, sizeof(guint32)),
                        g_new0(guint32, LEXICON_PAIRS + 1), 0};
  const char *before = NULL;
  g_array_sort(forms, compare_forms);
  for (guint at = 0; at < forms->len; stored.count++) {
    const char *form = g_array_index(forms, Form, at).form;
    GArray *rules = rules_of_form(forms, &at);
    if (stored.count % LEXICON_BLOCK == 0) {
      guint32 offset = GUINT32_TO_LE((guint32)stored.bytes->len);
      g_array_append_val(stored.blocks, offset);
      stored.firsts[lexicon_pair(form, strlen(form)) + 1]++;
      before = NULL;
    }
    append_form(stored.bytes, form, before, rules);
    before = form;
    g_array_unref(rules);
  }
  add_up(stored.firsts);
  return stored;
}

static void
stored_forms_clear(StoredForms *stored) {
  g_string_free(stored->bytes, TRUE);
  g_array_unref(stored->blocks);
  g_free(stored->firsts);
}

typedef struct {
  gconstpointer bytes;
  gsize length;
} Section;

/* The header, which says where each section is, and the sections. */
static GString *
file_of(const Section sections[LEXICON_SECTIONS], guint32 forms) {
  GString *file = g_string_new(NULL);
  LexiconHeader header = {.magic = LEXICON_MAGIC, .forms = GUINT32_TO_LE(forms)};
  g_string_append_len(file, (const char *)&header, sizeof header);
  for (guint i = 0; i < LEXICON_SECTIONS; i++) {
    header.start[i] = GUINT32_TO_LE((guint32)file->len);
    header.length[i] = GUINT32_TO_LE((guint32)sections[i].length);
    g_string_append_len(file, sections[i].bytes, (gssize)sections[i].length);
    pad(file);
  }
  memcpy(file->str, &header, sizeof header);
  return file;
}

static void
write_lexicon(const Compiler *compiler, const char *path) {
  if (compiler->rules->len > G_MAXUINT16)
    fail(path, "too many rules");
  StoredForms stored = store_forms(compiler->forms);
  const Section sections[LEXICON_SECTIONS] = {
      [LEXICON_RULES] = {compiler->rules->data, compiler->rules->len * sizeof(LexiconRule)},
      [LEXICON_ENDINGS] = {compiler->appended->str, compiler->appended->len},
      [LEXICON_FIRSTS] = {stored.firsts, (LEXICON_PAIRS + 1) * sizeof(guint32)},
      [LEXICON_BLOCKS] = {stored.blocks->data, stored.blocks->len * sizeof(guint32)},
      [LEXICON_FORMS] = {stored.bytes->str, stored.bytes->len}};
  GString *file = file_of(sections, stored.count);
  GError *error = NULL;
  if (!g_file_set_contents(path, file->str, (gssize)file->len, &error))
    fail(path, error->message);
  g_string_free(file, TRUE);
  stored_forms_clear(&stored);
}

static void
clear_compiler(Compiler *compiler) {
  for (guint i = 0; i < FLAGS_MOST; i++)
    g_clear_pointer(&compiler->suffixes[i], g_array_unref);
  g_string_free(compiler->appended, TRUE);
  g_array_unref(compiler->rules);
  g_hash_table_unref(compiler->numbers);
  g_array_unref(compiler->forms);
  g_string_chunk_free(compiler->texts);
}

int
main(int argc, char **argv) {
  if (argc != 3)
    fail("usage", "compile-lexicon DICTIONARY-WITHOUT-EXTENSION OUTPUT");
  Compiler compiler = {.texts = g_string_chunk_new(1 << 20),
                       .forms = g_array_new(FALSE, FALSE, sizeof(Form)),
                       .numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                       .rules = g_array_new(FALSE, FALSE, sizeof(LexiconRule)),
                       .appended = g_string_new(NULL)};
  char *suffixes = read_file(argv[1], ".aff"), *entries = read_file(argv[1], ".dic");
  read_suffixes(&compiler, suffixes);
  read_entries(&compiler, entries);
  write_lexicon(&compiler, argv[2]);
  clear_compiler(&compiler);
  g_free(entries);
  g_free(suffixes);
  return 0;
}
