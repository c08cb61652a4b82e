/* corpus/places/municipality_mentions.c: finds municipalities' names in running text, in one pass.
 */
#include "corpus/places/municipality.h"

#include <string.h>

#include "corpus/text/knowledge.h"
#include "corpus/places/municipality_table.h"

/* A way to write a name in text, as its lower-case words. */
typedef struct {
  const CorpusMunicipalityRow *row;
  char **words;
  guint count;
  bool genitive;
  bool in_doubt; /* one plain word that can mean something else */
} Form;

typedef struct {
  GHashTable *forms; /* first word -> GPtrArray of Form *, longest first */
  GHashTable *place_after, *acts_after, *openers, *first_names; /* sets of place-context.ini */
} Gazetteer;

/* A run of letters and digits, hyphens inside included. */
typedef struct {
  const char *start, *end;
} Token;

typedef struct {
  CorpusMention mention;
  const Form *form;
} Candidate;

/* ---- the knowledge ---- */

static int
compare_lengths(gconstpointer a, gconstpointer b) {
  const Form *left = *(Form *const *)a, *right = *(Form *const *)b;
  return (int)right->count - (int)left->count;
}

static void
add_form(Gazetteer *gazetteer, const CorpusMunicipalityRow *row, const char *written,
         bool genitive) {
  char *lower = g_utf8_strdown(written, -1);
  Form *form = g_new(Form, 1);
  form->row = row;
  form->words = g_strsplit(lower, " ", -1);
  form->count = g_strv_length(form->words);
  form->genitive = genitive;
  form->in_doubt =
      form->count == 1 && strchr(lower, '-') == NULL && (row->is_word || row->is_person);
  g_free(lower);
  GPtrArray *same = g_hash_table_lookup(gazetteer->forms, form->words[0]);
  if (same == NULL) {
    same = g_ptr_array_new();
    g_hash_table_insert(gazetteer->forms, form->words[0], same);
  }
  g_ptr_array_add(same, form);
  g_ptr_array_sort(same, compare_lengths);
}

static void
add_name(Gazetteer *gazetteer, const CorpusMunicipalityRow *row, const char *name) {
  add_form(gazetteer, row, name, false);
  if (corpus_municipality_takes_s(name)) {
    char *genitive = g_strconcat(name, "s", NULL);
    add_form(gazetteer, row, genitive, true);
    g_free(genitive);
  }
}

/* An empty set where the file lacks the key; a test guards that it does not. */
static GHashTable *
read_set(GKeyFile *file, const char *group, const char *key) {
  GHashTable *set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  char **words = file == NULL ? NULL : g_key_file_get_string_list(file, group, key, NULL, NULL);
  for (char **word = words; word != NULL && *word != NULL; word++)
    g_hash_table_add(set, g_strdup(*word));
  g_strfreev(words);
  return set;
}

static Gazetteer *
gazetteer_new(void) {
  Gazetteer *gazetteer = g_new(Gazetteer, 1);
  gazetteer->forms = g_hash_table_new(g_str_hash, g_str_equal);
  const GPtrArray *table = corpus_municipality_table(NULL);
  for (guint i = 0; table != NULL && i < table->len; i++) {
    const CorpusMunicipalityRow *row = table->pdata[i];
    add_name(gazetteer, row, row->place.name);
    for (char **variant = row->variants; *variant != NULL; variant++)
      add_name(gazetteer, row, *variant);
  }
  GKeyFile *context = corpus_data_key_file("place-context.ini", NULL);
  gazetteer->place_after = read_set(context, "after", "place");
  gazetteer->acts_after = read_set(context, "after", "acts");
  gazetteer->openers = read_set(context, "before", "openers");
  gazetteer->first_names = read_set(context, "before", "first_names");
  if (context != NULL)
    g_key_file_unref(context);
  return gazetteer;
}

static const Gazetteer *
gazetteer_get(void) {
  static gsize done = 0;
  static Gazetteer *gazetteer = NULL;
  if (g_once_init_enter(&done)) {
    gazetteer = gazetteer_new();
    g_once_init_leave(&done, 1);
  }
  return gazetteer;
}

/* ---- the text ---- */

static bool
is_hyphen(gunichar letter) {
  return letter == '-' || letter == 0x2010 || letter == 0x2011;
}

/* Does a letter or digit stand there? */
static bool
is_alphanumeric(const char *at) {
  return (unsigned char)*at < 0x80 ? g_ascii_isalnum(*at) : g_unichar_isalnum(g_utf8_get_char(at));
}

/* The next token at or after `at`; false at the end of the text. */
static bool
next_token(const char *at, Token *token) {
  while (*at != '\0' && !is_alphanumeric(at))
    at = g_utf8_next_char(at);
  token->start = at;
  while (*at != '\0') {
    if (is_alphanumeric(at)) {
      at = g_utf8_next_char(at);
      continue;
    }
    gunichar letter = g_utf8_get_char(at);
    const char *next = g_utf8_next_char(at);
    if (!is_hyphen(letter) || !is_alphanumeric(next))
      break;
    at = next;
  }
  token->end = at;
  return token->end > token->start;
}

/* Lower case, typographic hyphens as plain ones. */
static char *
token_lower(Token token) {
  GString *lower = g_string_new(NULL);
  for (const char *at = token.start; at < token.end; at = g_utf8_next_char(at)) {
    gunichar letter = g_utf8_get_char(at);
    g_string_append_unichar(lower, is_hyphen(letter) ? '-' : g_unichar_tolower(letter));
  }
  return g_string_free(lower, FALSE);
}

static bool
starts_upper(Token token) {
  return g_unichar_isupper(g_utf8_get_char(token.start));
}

/* Is there nothing but white space between two places in the text? */
static bool
only_space(const char *from, const char *to) {
  for (; from < to; from = g_utf8_next_char(from))
    if (!g_unichar_isspace(g_utf8_get_char(from)))
      return false;
  return true;
}

/* The last token of the form if the text goes on with its words after the first. */
static bool
form_matches(const Form *form, Token first, Token *last) {
  *last = first;
  for (guint i = 1; i < form->count; i++) {
    Token token;
    if (!next_token(last->end, &token) || !only_space(last->end, token.start))
      return false;
    char *lower = token_lower(token);
    bool same = strcmp(lower, form->words[i]) == 0;
    g_free(lower);
    if (!same)
      return false;
    *last = token;
  }
  return true;
}

/* "kalix.se", "Luleå-" (the first half of another word), "@lulea". */
static bool
is_part_of_other(const char *text, Token first, Token last) {
  if (is_hyphen(g_utf8_get_char(last.end)))
    return true;
  if (*last.end == '.' && g_ascii_islower(last.end[1]))
    return true;
  return first.start > text && first.start[-1] == '@';
}

static const Form *
match_at(const Gazetteer *gazetteer, const char *text, Token first, Token *last) {
  char *lower = token_lower(first);
  const GPtrArray *forms = g_hash_table_lookup(gazetteer->forms, lower);
  g_free(lower);
  for (guint i = 0; forms != NULL && i < forms->len; i++)
    if (form_matches(forms->pdata[i], first, last))
      return is_part_of_other(text, first, *last) ? NULL : forms->pdata[i];
  return NULL;
}

static GArray *
find_candidates(const Gazetteer *gazetteer, const char *text) {
  GArray *candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
  Token token, last;
  for (const char *at = text; next_token(at, &token); at = token.end) {
    if (!starts_upper(token))
      continue;
    const Form *form = match_at(gazetteer, text, token, &last);
    if (form == NULL)
      continue;
    Candidate candidate = {{&form->row->place, (gsize)(token.start - text),
                            (gsize)(last.end - token.start), form->genitive},
                           form};
    g_array_append_val(candidates, candidate);
    token = last;
  }
  return candidates;
}

/* ---- names that can mean something else ---- */

static bool
word_in(GHashTable *set, Token token) {
  char *lower = token_lower(token);
  bool found = g_hash_table_contains(set, lower);
  g_free(lower);
  return found;
}

/* The token that ends right before the mention, only a space apart. */
static bool
token_before(const char *text, const char *start, Token *token) {
  const char *end = start;
  while (end > text && g_unichar_isspace(g_utf8_get_char(g_utf8_prev_char(end))))
    end = g_utf8_prev_char(end);
  const char *at = end;
  while (at > text) {
    const char *previous = g_utf8_prev_char(at);
    gunichar letter = g_utf8_get_char(previous);
    if (!g_unichar_isalnum(letter) && !is_hyphen(letter))
      break;
    at = previous;
  }
  token->start = at;
  token->end = end;
  return at < end && end < start;
}

static bool
token_after(const char *end, Token *token) {
  return next_token(end, token) && only_space(end, token->start) && token->start > end;
}

/* Does the text before leave room for a new sentence (or item, or quotation) to start here? */
static bool
begins_sentence(const char *text, const char *start) {
  while (start > text) {
    start = g_utf8_prev_char(start);
    gunichar letter = g_utf8_get_char(start);
    if (!g_unichar_isspace(letter))
      return !g_unichar_isalnum(letter) && letter != ',' && letter != '/' && letter != ';';
  }
  return true;
}

/* "Skara, Vara och Essunga": what stands between two names is a list's. */
static bool
is_list_gap(const char *from, const char *to) {
  static const char *const joints[] = {",", "och", "samt",  "eller",
                                       "/", "&",   ", och", "respektive"};
  char *gap = g_strstrip(g_strndup(from, (gsize)(to - from)));
  bool joint = false;
  for (guint i = 0; i < G_N_ELEMENTS(joints) && !joint; i++)
    joint = strcmp(gap, joints[i]) == 0;
  g_free(gap);
  return joint;
}

static bool
is_listed(const char *text, const GArray *candidates, guint index) {
  const CorpusMention *self = &g_array_index(candidates, Candidate, index).mention;
  if (index > 0) {
    const CorpusMention *left = &g_array_index(candidates, Candidate, index - 1).mention;
    if (is_list_gap(text + left->start_bytes + left->length_bytes, text + self->start_bytes))
      return true;
  }
  if (index + 1 == candidates->len)
    return false;
  const CorpusMention *right = &g_array_index(candidates, Candidate, index + 1).mention;
  return is_list_gap(text + self->start_bytes + self->length_bytes, text + right->start_bytes);
}

/* "Anna Lund", "Nora Ek": a capital word beside the name that no place has there. */
static bool
is_person(const Gazetteer *gazetteer, const char *text, const char *start, const char *end) {
  Token beside;
  if (token_before(text, start, &beside) && starts_upper(beside) &&
      !word_in(gazetteer->openers, beside))
    return true;
  return token_after(end, &beside) && starts_upper(beside) &&
         !word_in(gazetteer->place_after, beside);
}

/* "Nils Boden" */
static bool
follows_first_name(const Gazetteer *gazetteer, const char *text, const char *start) {
  Token before;
  return token_before(text, start, &before) && starts_upper(before) &&
         word_in(gazetteer->first_names, before);
}

static bool
means_place(const Gazetteer *gazetteer, const char *text, const GArray *candidates, guint index) {
  const Candidate *candidate = &g_array_index(candidates, Candidate, index);
  if (follows_first_name(gazetteer, text, text + candidate->mention.start_bytes))
    return false;
  if (!candidate->form->in_doubt || is_listed(text, candidates, index))
    return true;
  const char *start = text + candidate->mention.start_bytes;
  const char *end = start + candidate->mention.length_bytes;
  Token after;
  bool followed = token_after(end, &after);
  if (followed && word_in(gazetteer->place_after, after))
    return true;
  if (candidate->form->row->is_person && is_person(gazetteer, text, start, end))
    return false;
  if (!candidate->form->row->is_word || candidate->mention.genitive)
    return true;
  return !begins_sentence(text, start) || (followed && word_in(gazetteer->acts_after, after));
}

GArray *
corpus_municipality_mentions(const char *text) {
  GArray *mentions = g_array_new(FALSE, FALSE, sizeof(CorpusMention));
  if (!g_utf8_validate(text, -1, NULL))
    return mentions;
  const Gazetteer *gazetteer = gazetteer_get();
  GArray *candidates = find_candidates(gazetteer, text);
  for (guint i = 0; i < candidates->len; i++)
    if (means_place(gazetteer, text, candidates, i))
      g_array_append_val(mentions, g_array_index(candidates, Candidate, i).mention);
  g_array_unref(candidates);
  return mentions;
}
