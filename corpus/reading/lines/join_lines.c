/* corpus/reading/lines/join_lines.c: joins wrapped lines, telling hyphens that break words from
 * those of words. */
#include "corpus/reading/lines/paragraph.h"

#include <string.h>

#include "corpus/reading/lines/page_text.h"
#include "corpus/text/knowledge.h"
#include "corpus/text/words.h"

/* ---- the words of a report ---- */

/* Length of the hyphen that ends text, 0 if there is none. */
static gsize
final_hyphen_bytes(const char *text) {
  if (g_str_has_suffix(text, "-"))
    return 1;
  return g_str_has_suffix(text, "\xE2\x80\x90") ? 3 : 0;
}

/* At least this share of the lines with text must have white space at their end for it to be a
 * mark. */
enum { MARKED_MIN_PERCENT = 60 };

struct CorpusVocabulary {
  GHashTable *counts; /* word in lower case -> count */
  bool marks_whole_words;
};

static void
count_word(CorpusVocabulary *vocabulary, const char *word) {
  guint count = GPOINTER_TO_UINT(g_hash_table_lookup(vocabulary->counts, word));
  g_hash_table_replace(vocabulary->counts, g_strdup(word), GUINT_TO_POINTER(count + 1));
}

/* The words of a line but those that its ends may have cut. */
static void
count_line(CorpusVocabulary *vocabulary, const char *text, bool first_is_cut) {
  GArray *words = corpus_words(text, -1);
  guint end = words->len - (words->len > 0 && (final_hyphen_bytes(text) > 0));
  for (guint i = first_is_cut ? 1 : 0; i < end; i++)
    count_word(vocabulary, g_array_index(words, CorpusWord, i).word);
  g_array_unref(words);
}

/* In many extractions a line keeps the space after its last word, so that a line without one breaks
 * a word. Others lose all of them. */
static bool
marks_whole_words(const GPtrArray *lines) {
  guint with_text = 0, with_space = 0;
  for (guint i = 0; i < lines->len; i++) {
    const CorpusLine *line = g_ptr_array_index(lines, i);
    if (*line->text == '\0' || final_hyphen_bytes(line->text) > 0)
      continue;
    with_text++;
    with_space += line->ends_with_space;
  }
  return with_text > 0 && with_space * 100 >= with_text * MARKED_MIN_PERCENT;
}

CorpusVocabulary *
corpus_vocabulary_new(const GPtrArray *lines) {
  CorpusVocabulary *vocabulary = g_new0(CorpusVocabulary, 1);
  vocabulary->counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  vocabulary->marks_whole_words = marks_whole_words(lines);
  bool first_is_cut = false;
  for (guint i = 0; i < lines->len; i++) {
    const CorpusLine *line = g_ptr_array_index(lines, i);
    if (*line->text == '\0')
      continue;
    count_line(vocabulary, line->text, first_is_cut);
    first_is_cut = final_hyphen_bytes(line->text) > 0;
  }
  return vocabulary;
}

void
corpus_vocabulary_free(CorpusVocabulary *vocabulary) {
  if (vocabulary == NULL)
    return;
  g_hash_table_unref(vocabulary->counts);
  g_free(vocabulary);
}

/* How often the report has the word, whole, in any case. */
static unsigned
count_of(const CorpusVocabulary *vocabulary, const char *word) {
  char *lower = g_utf8_strdown(word, -1);
  guint count = GPOINTER_TO_UINT(g_hash_table_lookup(vocabulary->counts, lower));
  g_free(lower);
  return count;
}

/* ---- joints ---- */

/* What knows words, and the lines' joint at hand: the runs of letters and digits on both sides. */
typedef struct {
  const CorpusVocabulary *vocabulary;
  CorpusLexicon *lexicon;
  char *left, *right, *joined, *hyphenated;
} Joint;

typedef enum { WITH_SPACE, WITHOUT_SPACE, WITHOUT_HYPHEN } Manner;

static bool
is_word_char(gunichar c) {
  return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

/* The run of letters and digits that ends at text + length. */
static char *
last_run(const char *text, gsize length_bytes) {
  const char *end = text + length_bytes, *start = end;
  while (start > text && is_word_char(g_utf8_get_char(g_utf8_prev_char(start))))
    start = g_utf8_prev_char(start);
  return g_strndup(start, (gsize)(end - start));
}

static char *
first_run(const char *text) {
  const char *end = text;
  while (is_word_char(g_utf8_get_char(end)))
    end = g_utf8_next_char(end);
  return g_strndup(text, (gsize)(end - text));
}

static void
joint_init(Joint *joint, char *left, char *right) {
  joint->left = left;
  joint->right = right;
  joint->joined = g_strconcat(left, right, NULL);
  joint->hyphenated = g_strconcat(left, "-", right, NULL);
}

static void
joint_clear(Joint *joint) {
  g_clear_pointer(&joint->left, g_free);
  g_clear_pointer(&joint->right, g_free);
  g_clear_pointer(&joint->joined, g_free);
  g_clear_pointer(&joint->hyphenated, g_free);
}

static bool
lexicon_knows(const Joint *joint, const char *word) {
  if (corpus_lexicon_knows(joint->lexicon, word))
    return true;
  char *lower = g_utf8_strdown(word, -1);
  bool known = corpus_lexicon_knows(joint->lexicon, lower);
  g_free(lower);
  return known;
}

static bool
is_known(const Joint *joint, const char *word) {
  return count_of(joint->vocabulary, word) > 0 || lexicon_knows(joint, word);
}

/* Words that can follow a suspended hyphen. */
static const CorpusKnowledgeField FIELDS[] = {{"", NULL, CORPUS_KNOWLEDGE_LINES, 0}, {0}};

CORPUS_KNOWLEDGE(conjunctions, .file = "hyphen-conjunctions.txt", .bytes = sizeof(GHashTable *),
                 .fields = FIELDS);

static bool
is_conjunction(const char *word) {
  return g_hash_table_contains(*(GHashTable **)corpus_knowledge(&conjunctions), word);
}

static guint
count_upper(const char *word) {
  guint count = 0;
  for (; *word != '\0'; word = g_utf8_next_char(word))
    count += g_unichar_isupper(g_utf8_get_char(word));
  return count;
}

/* "IT", "KKiK", "10", "E": what a compound has its own hyphen after. Not so "KommunKom", which may
 * be a part of a name. */
static bool
asks_for_hyphen(const char *left) {
  gunichar last = g_utf8_get_char(g_utf8_prev_char(left + strlen(left)));
  if (g_unichar_isdigit(last))
    return true;
  bool single = g_utf8_strlen(left, -1) == 1;
  return (g_unichar_isupper(last) && count_upper(left) >= (single ? 1 : 2)) ||
         (single && strcmp(left, "e") == 0);
}

/* "KOMMUN-" "KOMPASSEN": a word in capitals, not an abbreviation before a word. */
static bool
is_all_capitals(const char *word) {
  return count_upper(word) >= 2 && count_upper(word) == (guint)g_utf8_strlen(word, -1);
}

/* The report itself shows how it writes the word; 0 where it does not. Positive: in one. */
static int
shown_in_report(const Joint *joint) {
  int joined = (int)count_of(joint->vocabulary, joint->joined);
  int hyphenated = (int)count_of(joint->vocabulary, joint->hyphenated);
  return joined > 0 && joined == hyphenated ? 1 : joined - hyphenated;
}

/* A hyphen between two runs of letters at a line's end, without white space after it. */
static Manner
manner_of_break(const Joint *joint) {
  if (asks_for_hyphen(joint->left) &&
      !(is_all_capitals(joint->left) && is_all_capitals(joint->right)))
    return WITHOUT_SPACE;
  int shown = shown_in_report(joint);
  if (shown > 0)
    return WITHOUT_HYPHEN;
  if (g_utf8_strlen(joint->left, -1) == 1 && !is_known(joint, joint->joined))
    return WITHOUT_SPACE; /* "u-" "land" */
  if (is_conjunction(joint->right) && !is_known(joint, joint->joined))
    return WITH_SPACE;
  if (g_unichar_isupper(g_utf8_get_char(joint->right)) && !is_all_capitals(joint->right))
    return WITHOUT_SPACE; /* "Botnia-" "Atlantica" */
  if (g_unichar_isdigit(g_utf8_get_char(joint->right)))
    return WITHOUT_SPACE;
  /* A word that the report has with its hyphen, unless that is only a scar of another break. */
  if (shown < 0 && (is_known(joint, joint->left) || !lexicon_knows(joint, joint->joined)))
    return WITHOUT_SPACE;
  return WITHOUT_HYPHEN;
}

/* Hyphen and white space: a suspended hyphen ("huvud- och"), but for rare slips of the source
 * ("internatio- " "nella"). */
static Manner
manner_of_suspended(const Joint *joint) {
  bool slip = !is_conjunction(joint->right) && !is_known(joint, joint->left) &&
              is_known(joint, joint->joined);
  return slip ? WITHOUT_HYPHEN : WITH_SPACE;
}

/* Is the hyphen a scar of a line end, although it stands inside a line or a space stands before it?
 * Only where both parts together are a word and one of them is none: "whistleblower-funktion" and
 * "skola - hem" stay. */
static bool
is_scar(const Joint *joint) {
  if (asks_for_hyphen(joint->left) || asks_for_hyphen(joint->right) ||
      is_conjunction(joint->right) || !g_unichar_islower(g_utf8_get_char(joint->right)) ||
      g_utf8_strlen(joint->left, -1) < 2 || g_utf8_strlen(joint->right, -1) < 2)
    return false;
  if (!is_known(joint, joint->joined))
    return false;
  bool is_name = g_unichar_isupper(g_utf8_get_char(joint->left));
  return !is_known(joint, joint->left) || (!is_name && !is_known(joint, joint->right));
}

/* "www.skl.-" "se": no part of an address begins with a hyphen, so that it is the line's. */
static bool
ends_in_address(const char *text, gsize length_bytes) {
  const char *word = g_strrstr_len(text, (gssize)length_bytes, " ");
  word = word != NULL ? word + 1 : text;
  return length_bytes > 0 && text[length_bytes - 1] == '.' &&
         (g_str_has_prefix(word, "www.") || strstr(word, "://") != NULL);
}

/* "dis -" "kuterats": some layouts put a space before the hyphen. */
static Manner
manner_after_space(const Joint *joint) {
  return is_scar(joint) ? WITHOUT_HYPHEN : WITH_SPACE;
}

static Manner
manner_after_hyphen(Joint *joint, const CorpusLine *before, const char *after, gsize hyphen) {
  gsize length = strlen(before->text) - hyphen;
  if (*after == '/')
    return WITHOUT_SPACE;
  bool apart = length > 0 && before->text[length - 1] == ' ';
  while (length > 0 && before->text[length - 1] == ' ')
    length--;
  joint_init(joint, last_run(before->text, length), first_run(after));
  Manner manner = WITH_SPACE;
  if (*joint->left != '\0' && *joint->right != '\0') {
    bool suspended = before->ends_with_space && joint->vocabulary->marks_whole_words;
    manner = apart       ? manner_after_space(joint)
             : suspended ? manner_of_suspended(joint)
                         : manner_of_break(joint);
  } else if (!apart && *joint->left == '\0' && ends_in_address(before->text, length)) {
    manner = WITHOUT_HYPHEN;
  }
  joint_clear(joint);
  return manner;
}

/* "tradi" "tionellt": broken without a hyphen. Both parts stand for themselves once, here. */
static bool
is_broken_without_hyphen(Joint *joint, const char *before, const char *after) {
  if (!g_unichar_islower(g_utf8_get_char(after)))
    return false;
  joint_init(joint, last_run(before, strlen(before)), first_run(after));
  bool broken = g_utf8_strlen(joint->left, -1) > 1 && g_utf8_strlen(joint->right, -1) > 1 &&
                count_of(joint->vocabulary, joint->left) <= 1 &&
                count_of(joint->vocabulary, joint->right) <= 1 &&
                !lexicon_knows(joint, joint->left) && !lexicon_knows(joint, joint->right) &&
                is_known(joint, joint->joined);
  joint_clear(joint);
  return broken;
}

/* "budget/" "verksamhetsplaner"; an address that ends with a slash is whole. */
static bool
is_slash_joint(const char *before, const char *after) {
  gsize length = strlen(before);
  if (before[length - 1] == '/') {
    const char *token = strrchr(before, ' ');
    return strstr(token != NULL ? token : before, "://") == NULL && length > 1 &&
           before[length - 2] != ' ';
  }
  return *after == '/' && after[1] != ' ' && after[1] != '\0';
}

/* Appends a line's text to what is joined so far, whose last line is `before`. */
static void
append_joined(GString *text, Joint *joint, const CorpusLine *before, const char *after) {
  gsize hyphen = final_hyphen_bytes(before->text);
  Manner manner = WITH_SPACE;
  if (hyphen > 0)
    manner = manner_after_hyphen(joint, before, after, hyphen);
  else if (is_slash_joint(before->text, after) ||
           is_broken_without_hyphen(joint, before->text, after))
    manner = WITHOUT_SPACE;
  if (manner == WITH_SPACE)
    g_string_append_c(text, ' ');
  for (gsize cut = hyphen; manner == WITHOUT_HYPHEN && cut > 0;
       cut = g_str_has_suffix(text->str, " ") ? 1 : 0)
    g_string_truncate(text, text->len - cut);
  g_string_append(text, after);
}

/* "med- arbetare": a source that makes one line of a cell's lines leaves the space of the line's
 * end. Both parts may be words there, where together they are one of the dictionary or the report;
 * "ekonomi- personalfrågor", which lacks its "och", is neither. */
static bool
is_spaced_scar(const Joint *joint) {
  if (is_scar(joint))
    return true;
  return g_utf8_strlen(joint->left, -1) > 1 && !is_conjunction(joint->right) &&
         g_unichar_islower(g_utf8_get_char(joint->right)) &&
         (shown_in_report(joint) > 0 || corpus_lexicon_lists(joint->lexicon, joint->joined));
}

/* Takes scars out of a line's text. The caller frees it. */
static char *
healed(Joint *joint, const char *text) {
  GString *whole = g_string_new(text);
  for (gsize at = 1; at + 1 < whole->len; at++) {
    if (whole->str[at] != '-')
      continue;
    gsize scar = whole->str[at + 1] == ' ' ? 2 : 1;
    joint_init(joint, last_run(whole->str, at), first_run(whole->str + at + scar));
    if (*joint->left != '\0' && *joint->right != '\0' &&
        (scar == 1 ? is_scar(joint) : is_spaced_scar(joint)))
      g_string_erase(whole, (gssize)at, (gssize)scar);
    joint_clear(joint);
  }
  return g_string_free(whole, FALSE);
}

/* Runs of white space become one space, none at the ends. */
static void
collapse_spaces(GString *text) {
  gsize length = 0;
  for (gsize i = 0; i < text->len; i++)
    if (text->str[i] != ' ' || (length > 0 && text->str[length - 1] != ' '))
      text->str[length++] = text->str[i];
  while (length > 0 && text->str[length - 1] == ' ')
    length--;
  g_string_truncate(text, length);
}

char *
corpus_join_lines(const GPtrArray *lines, guint first, guint last, CorpusKnownWords words) {
  Joint joint = {.vocabulary = words.vocabulary, .lexicon = words.lexicon};
  GString *text = g_string_new(NULL);
  const CorpusLine *before = NULL;
  for (guint i = first; i <= last && i < lines->len; i++) {
    const CorpusLine *line = g_ptr_array_index(lines, i);
    if (*line->text == '\0')
      continue;
    char *whole = healed(&joint, line->text);
    if (before == NULL)
      g_string_append(text, whole);
    else
      append_joined(text, &joint, before, whole);
    g_free(whole);
    before = line;
  }
  collapse_spaces(text);
  return g_string_free(text, FALSE);
}

/* The same case on both sides: "informa-" "tion", "INFORMA-" "TION", but "Botnia-" "Atlantica". */
static bool
is_one_word(const char *left, const char *right) {
  gunichar last = g_utf8_get_char(g_utf8_prev_char(left + strlen(left)));
  gunichar first = g_utf8_get_char(right);
  return g_unichar_isalpha(last) && g_unichar_isalpha(first) &&
         g_unichar_isupper(last) == g_unichar_isupper(first);
}

void
corpus_join_title(GString *title, const char *more) {
  gsize hyphen = title->len > 1 ? final_hyphen_bytes(title->str) : 0;
  bool slash = *more == '/';
  if (title->len == 0 || *more == '\0') {
    g_string_append(title, more);
    return;
  }
  if (hyphen > 0 && title->str[title->len - hyphen - 1] != ' ') {
    char *left = last_run(title->str, title->len - hyphen), *right = first_run(more);
    bool letters = *left != '\0' && *right != '\0', conjunction = is_conjunction(right);
    if (letters && !conjunction && is_one_word(left, right))
      g_string_truncate(title, title->len - hyphen);
    slash = slash || (letters && !conjunction);
    g_free(right);
    g_free(left);
  }
  g_string_append_printf(title, "%s%s", slash ? "" : " ", more);
}
