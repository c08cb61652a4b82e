/* corpus/places/municipality_mentions.c: finds municipalities' names in running text, in one pass.
 */
#include <string.h>

#include "corpus/places/municipality_rows.h"
#include "corpus/text/knowledge.h"
#include "corpus/text/words.h"

/* A way to write a name in text, as its lower-case words. */
typedef struct Form {
  const CorpusMunicipalityRow *row;
  char *first, **others; /* words */
  guint count;           /* of all */
  bool genitive;
  bool in_doubt;     /* one plain word that can mean something else */
  struct Form *next; /* that begins with the same word, and is no longer */
} Form;

/* place-context.ini: sets of words. */
typedef struct {
  GHashTable *place_after, *acts_after, *openers, *first_names, *joints;
} Context;

/* A run of letters and digits, hyphens inside included. */
typedef struct {
  const char *start, *end;
} Token;

typedef struct {
  CorpusMention mention;
  const Form *form;
} Candidate;

static const CorpusKnowledgeField CONTEXT_FIELDS[] = {
    {"after", "place", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(Context, place_after)},
    {"after", "acts", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(Context, acts_after)},
    {"before", "first_names", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(Context, first_names)},
    {"before", "openers", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(Context, openers)},
    {"between", "joints", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(Context, joints)},
    {0}};
CORPUS_KNOWLEDGE(place_context, .file = "place-context.ini", .bytes = sizeof(Context),
                 .fields = CONTEXT_FIELDS);

/* Behind those with which it begins alike that have as many words. Most begin alike with none. */
static void
insert_form(GHashTable *forms, Form *form) {
  Form *same = g_hash_table_lookup(forms, form->first);
  if (same == NULL || same->count < form->count) {
    form->next = same;
    g_hash_table_replace(forms, form->first, form);
    return;
  }
  while (same->next != NULL && same->next->count >= form->count)
    same = same->next;
  form->next = same->next;
  same->next = form;
}

static void
add_form(GHashTable *forms, const CorpusMunicipalityRow *row, const char *written, bool genitive) {
  static char *none[] = {NULL};
  Form *form = g_new0(Form, 1);
  form->row = row;
  form->first = corpus_word_lower(written);
  form->in_doubt = strpbrk(form->first, " -") == NULL && (row->is_word || row->is_person);
  form->genitive = genitive;
  char *rest = strchr(form->first, ' ');
  form->others = rest != NULL ? g_strsplit(rest + 1, " ", -1) : none;
  form->count = 1 + g_strv_length(form->others);
  if (rest != NULL)
    *rest = '\0';
  insert_form(forms, form);
}

static void
add_name(GHashTable *forms, const CorpusMunicipalityRow *row, const char *name) {
  add_form(forms, row, name, false);
  if (corpus_municipality_takes_s(name)) {
    char *genitive = g_strconcat(name, "s", NULL);
    add_form(forms, row, genitive, true);
    g_free(genitive);
  }
}

/* First word -> the longest Form * that begins with it. */
static GHashTable *
read_forms(void) {
  GHashTable *forms = g_hash_table_new(g_str_hash, g_str_equal);
  const GPtrArray *rows = corpus_municipality_rows();
  for (guint i = 0; i < rows->len; i++) {
    const CorpusMunicipalityRow *row = rows->pdata[i];
    add_name(forms, row, row->place.name);
    for (char **variant = row->variants; *variant != NULL; variant++)
      add_name(forms, row, *variant);
  }
  return forms;
}

static const Context *
context_get(void) {
  return corpus_knowledge(&place_context);
}

static GHashTable *
forms_get(void) {
  static gsize loaded = 0;
  if (g_once_init_enter(&loaded))
    g_once_init_leave(&loaded, (gsize)read_forms());
  return (GHashTable *)loaded;
}

enum { BEGINNING_LETTERS = 3, BEGINNINGS = 4096 };

/* A number for the first letters of a word, whether they are small or not. */
static guint
beginning_of(const char *start, const char *end) {
  enum { FACTOR = 37 };
  guint number = 0;
  for (guint i = 0; i < BEGINNING_LETTERS && start < end; i++, start = g_utf8_next_char(start))
    number = number * FACTOR + g_unichar_tolower(g_utf8_get_char(start));
  return number % BEGINNINGS;
}

/* By that number: does any way to write a name begin so? */
static bool *
read_beginnings(void) {
  bool *begins = g_new0(bool, BEGINNINGS);
  GHashTableIter forms;
  gpointer first = NULL;
  g_hash_table_iter_init(&forms, forms_get());
  while (g_hash_table_iter_next(&forms, &first, NULL))
    begins[beginning_of(first, (const char *)first + strlen(first))] = true;
  return begins;
}

/* May a name begin with the token? Most sentences begin with a capital, and few with a name. */
static bool
may_begin(Token token) {
  static gsize loaded = 0;
  if (g_once_init_enter(&loaded))
    g_once_init_leave(&loaded, (gsize)read_beginnings());
  return ((const bool *)loaded)[beginning_of(token.start, token.end)];
}

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
    bool same = strcmp(lower, form->others[i - 1]) == 0;
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
match_at(const char *text, Token first, Token *last) {
  char *lower = token_lower(first);
  const Form *form = g_hash_table_lookup(forms_get(), lower);
  g_free(lower);
  while (form != NULL && !form_matches(form, first, last))
    form = form->next;
  return form != NULL && !is_part_of_other(text, first, *last) ? form : NULL;
}

static GArray *
find_candidates(const char *text) {
  GArray *candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
  Token token, last;
  for (const char *at = text; next_token(at, &token); at = token.end) {
    if (!starts_upper(token) || !may_begin(token))
      continue;
    const Form *form = match_at(text, token, &last);
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
  char *gap = g_strstrip(g_strndup(from, (gsize)(to - from)));
  bool joint = g_hash_table_contains(context_get()->joints, gap);
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
is_person(const char *text, const char *start, const char *end) {
  Token beside;
  if (token_before(text, start, &beside) && starts_upper(beside) &&
      !word_in(context_get()->openers, beside))
    return true;
  return token_after(end, &beside) && starts_upper(beside) &&
         !word_in(context_get()->place_after, beside);
}

/* "Nils Boden" */
static bool
follows_first_name(const char *text, const char *start) {
  Token before;
  return token_before(text, start, &before) && starts_upper(before) &&
         word_in(context_get()->first_names, before);
}

static bool
means_place(const char *text, const GArray *candidates, guint index) {
  const Candidate *candidate = &g_array_index(candidates, Candidate, index);
  if (follows_first_name(text, text + candidate->mention.start_bytes))
    return false;
  if (!candidate->form->in_doubt || is_listed(text, candidates, index))
    return true;
  const char *start = text + candidate->mention.start_bytes;
  const char *end = start + candidate->mention.length_bytes;
  Token after;
  bool followed = token_after(end, &after);
  if (followed && word_in(context_get()->place_after, after))
    return true;
  if (candidate->form->row->is_person && is_person(text, start, end))
    return false;
  if (!candidate->form->row->is_word || candidate->mention.genitive)
    return true;
  return !begins_sentence(text, start) || (followed && word_in(context_get()->acts_after, after));
}

GArray *
corpus_municipality_mentions(const char *text) {
  GArray *mentions = g_array_new(FALSE, FALSE, sizeof(CorpusMention));
  if (!g_utf8_validate(text, -1, NULL))
    return mentions;
  GArray *candidates = find_candidates(text);
  for (guint i = 0; i < candidates->len; i++)
    if (means_place(text, candidates, i))
      g_array_append_val(mentions, g_array_index(candidates, Candidate, i).mention);
  g_array_unref(candidates);
  return mentions;
}
