/* corpus/reading/stance/role_model_sentence.c: cuts a sentence into words and lists of
 * municipalities' names. */
#include "corpus/reading/stance/role_model_sentence.h"

#include <string.h>

/* A name's remark in brackets ("Motala (ständiga förbättringar), Borås …") is at most so long. */
#define MAX_REMARK_TOKENS 15

/* What a sentence is cut into first: words, marks and single names. */
typedef struct {
  char *text;                      /* NULL for a name */
  const CorpusMunicipality *place; /* NULL for a word */
  bool part;                       /* of a longer name: "Visit Karlstad", "Göteborg Energi" */
} Piece;

static void
piece_clear(gpointer data) {
  g_free(((Piece *)data)->text);
}

static void
group_free(gpointer data) {
  CorpusNameGroup *group = data;
  g_ptr_array_unref(group->places);
  g_free(group);
}

static void
add_word(GArray *pieces, const char *start, const char *end) {
  Piece piece = {g_utf8_strdown(start, end - start), NULL, false};
  g_array_append_val(pieces, piece);
}

static bool
is_word_letter(const char *at) {
  gunichar letter = g_utf8_get_char(at);
  return g_unichar_isalnum(letter) ||
         (letter == '-' && g_unichar_isalnum(g_utf8_get_char(g_utf8_next_char(at))));
}

/* What other marks between names are taken for. */
static const char comma[] = ",";

/* Words and marks of text[from..to]; full stops, quotation marks and other signs are dropped. */
static void
cut_words(GArray *pieces, const char *from, const char *to) {
  while (from < to) {
    const char *end = from;
    while (end < to && is_word_letter(end))
      end = g_utf8_next_char(end);
    if (end > from) {
      add_word(pieces, from, end);
      from = end;
      continue;
    }
    gunichar mark = g_utf8_get_char(from);
    end = g_utf8_next_char(from);
    if (mark == ';' || mark == 0x2013 || mark == 0x2014)
      add_word(pieces, comma, comma + strlen(comma));
    else if (mark < 0x80 && strchr(",():/", (int)mark) != NULL)
      add_word(pieces, from, end);
    from = end;
  }
}

/* Words that go with a municipality's name and belong to it. */
static const char *const titles[] = {"kommun", "kommuns", "stad", "stads", "kommuner", NULL};

/* Does a capital word stand right behind the name, as in "Göteborg Energi"? */
static bool
goes_on(const char *end) {
  const char *start = end + 1;
  if (*end != ' ' || !g_unichar_isupper(g_utf8_get_char(start)))
    return false;
  const char *stop = start;
  while (is_word_letter(stop))
    stop = g_utf8_next_char(stop);
  char *word = g_utf8_strdown(start, stop - start);
  bool title = g_strv_contains(titles, word);
  g_free(word);
  return !title;
}

/* Does a capital word that does not begin the sentence stand right before the name, as in "med
 * Visit Karlstad"? */
static bool
goes_before(const char *sentence, const char *start) {
  if (start == sentence || start[-1] != ' ')
    return false;
  const char *at = start - 1;
  const char *first = at;
  while (first > sentence && is_word_letter(g_utf8_prev_char(first)))
    first = g_utf8_prev_char(first);
  if (first == at || !g_unichar_isupper(g_utf8_get_char(first)))
    return false;
  while (first > sentence && g_unichar_isspace(g_utf8_get_char(g_utf8_prev_char(first))))
    first = g_utf8_prev_char(first);
  return first > sentence && g_unichar_isalnum(g_utf8_get_char(g_utf8_prev_char(first)));
}

static bool
touches(const GArray *mentions, guint index) {
  const CorpusMention *left = &g_array_index(mentions, CorpusMention, index);
  const CorpusMention *right = left + 1;
  return index + 1 < mentions->len &&
         left->start_bytes + left->length_bytes + 1 == right->start_bytes;
}

/* Is the name only a part of a longer one? A genitive is not, nor are two names side by side. */
static bool
is_part(const char *sentence, const GArray *mentions, guint index) {
  const CorpusMention *mention = &g_array_index(mentions, CorpusMention, index);
  const char *start = sentence + mention->start_bytes;
  if (!mention->genitive && !touches(mentions, index) && goes_on(start + mention->length_bytes))
    return true;
  return (index == 0 || !touches(mentions, index - 1)) && goes_before(sentence, start);
}

static GArray *
cut_sentence(const char *sentence) {
  GArray *pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
  g_array_set_clear_func(pieces, piece_clear);
  GArray *mentions = corpus_municipality_mentions(sentence);
  const char *at = sentence;
  for (guint i = 0; i < mentions->len; i++) {
    const CorpusMention *mention = &g_array_index(mentions, CorpusMention, i);
    cut_words(pieces, at, sentence + mention->start_bytes);
    Piece piece = {NULL, mention->municipality, is_part(sentence, mentions, i)};
    g_array_append_val(pieces, piece);
    at = sentence + mention->start_bytes + mention->length_bytes;
  }
  cut_words(pieces, at, sentence + strlen(sentence));
  g_array_unref(mentions);
  return pieces;
}

static bool
piece_is_any(const GArray *pieces, guint index, const char *const *words) {
  if (index >= pieces->len)
    return false;
  const Piece *piece = &g_array_index(pieces, Piece, index);
  return piece->text != NULL && g_strv_contains(words, piece->text);
}

static bool
piece_is_name(const GArray *pieces, guint index) {
  return index < pieces->len && g_array_index(pieces, Piece, index).place != NULL;
}

/* Where the remark in brackets at index ends, or index where there is none. */
static guint
skip_remark(const GArray *pieces, guint index) {
  static const char *const open[] = {"(", NULL}, *const close[] = {")", NULL};
  if (!piece_is_any(pieces, index, open))
    return index;
  for (guint i = index + 1; i < pieces->len && i <= index + MAX_REMARK_TOKENS; i++)
    if (piece_is_any(pieces, i, close))
      return i + 1;
  return index;
}

/* The place of the next name of the list that `index` stands behind a name of; 0 if the list ends.
 */
static guint
next_of_list(const GArray *pieces, guint index) {
  static const char *const joints[] = {",", "och",        "samt",   "eller",
                                       "/", "respektive", "liksom", NULL};
  static const char *const links[] = {"och",  "samt", "i",       "även",     "från", "med",
                                      "bl",   "a",    "kommun",  "kommunen", "hos",  "eller",
                                      "även", "till", "exempel", "av",       NULL};
  index = skip_remark(pieces, index);
  if (!piece_is_any(pieces, index, joints))
    return 0;
  index++;
  for (guint i = 0; i < 2 && piece_is_any(pieces, index, links); i++)
    index++;
  return piece_is_name(pieces, index) ? index : 0;
}

/* Puts a name into the group. */
static void
group_add(CorpusNameGroup *group, const CorpusMunicipality *place, const CorpusMunicipality *own) {
  if (place == own)
    group->own = true;
  else if (!g_ptr_array_find(group->places, place, NULL))
    g_ptr_array_add(group->places, (gpointer)place);
}

/* Reads the list of names that begins at index; the place behind it. */
static guint
read_group(CorpusReducedSentence *reduced, const GArray *pieces, guint index,
           const CorpusMunicipality *own) {
  CorpusNameGroup *group = g_new0(CorpusNameGroup, 1);
  group->places = g_ptr_array_new();
  bool part = false;
  for (;;) {
    const Piece *piece = &g_array_index(pieces, Piece, index);
    group_add(group, piece->place, own);
    part = piece->part;
    index++;
    if (part)
      break;
    if (piece_is_any(pieces, index, titles))
      index++;
    guint next = next_of_list(pieces, index);
    if (next == 0 || g_array_index(pieces, Piece, next).part)
      break;
    index = next;
  }
  g_ptr_array_add(reduced->groups, group);
  g_ptr_array_add(reduced->tokens, NULL);
  if (part)
    g_ptr_array_add(reduced->tokens, g_strdup("DELAV"));
  return index;
}

CorpusReducedSentence *
corpus_reduce_sentence(const char *sentence, const CorpusMunicipality *own) {
  CorpusReducedSentence *reduced = g_new(CorpusReducedSentence, 1);
  reduced->tokens = g_ptr_array_new_with_free_func(g_free);
  reduced->groups = g_ptr_array_new_with_free_func(group_free);
  GArray *pieces = cut_sentence(sentence);
  for (guint i = 0; i < pieces->len;) {
    const Piece *piece = &g_array_index(pieces, Piece, i);
    if (piece->place != NULL) {
      i = read_group(reduced, pieces, i, own);
      continue;
    }
    g_ptr_array_add(reduced->tokens, g_strdup(piece->text));
    i++;
  }
  g_array_unref(pieces);
  return reduced;
}

void
corpus_reduced_free(CorpusReducedSentence *reduced) {
  if (reduced == NULL)
    return;
  g_ptr_array_unref(reduced->tokens);
  g_ptr_array_unref(reduced->groups);
  g_free(reduced);
}

char *
corpus_reduced_text(const CorpusReducedSentence *reduced, guint group) {
  GString *text = g_string_new(NULL);
  guint index = 0;
  for (guint i = 0; i < reduced->tokens->len; i++) {
    const char *token = reduced->tokens->pdata[i];
    if (token == NULL) {
      const CorpusNameGroup *names = reduced->groups->pdata[index];
      token = index == group ? "NAMN" : names->own ? "EGEN" : "ANNAN";
      index++;
    }
    g_string_append(text, token);
    g_string_append_c(text, ' ');
  }
  return g_string_free(text, FALSE);
}
