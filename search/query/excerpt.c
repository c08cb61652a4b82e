/* search/query/excerpt.c: chooses the sentences of a passage that answer.
 *
 * What a query asked for is sequences of terms (a word is one of length 1), beginnings of words,
 * and groups of terms that say a thing near each other only. Nearly all words of a passage are none
 * of these, so a table of 1,024 marks, numbers made of terms, tells most of them from the rest
 * without comparing text. Then every run of sentences that fits an excerpt is a window; the one
 * with the most different words of the query is taken, of equals the one with more of them, then
 * the first. */
#include "search/query/excerpt.h"

#include <string.h>

/* A word of the text that the query asked for. */
typedef struct {
  gsize start_bytes, length_bytes;
  guint what; /* which of the query's words, prefixes or phrases; from 0 */
} WordMatch;

/* ---- what the query asked for ---- */

#define MARKS 1024

/* The terms of a word or phrase, in order. */
typedef struct {
  char *const *terms; /* borrowed from the plan, or from the matcher's phrases */
  guint count;
} Sequence;

/* A part of the query that has a term: one of the sequences, or, counted from these on, one of the
 * groups. */
typedef struct {
  guint part;
  guint mark; /* of the term */
  guint next; /* one whose mark is like it; its place + 1, 0 = none */
} Holder;

struct SearchMatcher {
  IndexerTerms *terms;
  GArray *sequences;   /* Sequence */
  GPtrArray *phrases;  /* char **: terms of phrases */
  GPtrArray *prefixes; /* char * */
  GPtrArray *groups;   /* char ** (borrowed from the plan): terms that say it near each other */
  Holder *holders;     /* of the first term of each sequence, and of each of a group */
  guint holder_count;
  guint
      marked[MARKS]; /* by the mark of a term the first of them, as `next`; most words have none */
};

static const Sequence *
sequence_of(const SearchMatcher *matcher, guint part) {
  return &g_array_index(matcher->sequences, Sequence, part);
}

static void
add_holder(SearchMatcher *matcher, const char *term, guint part) {
  guint16 mark = indexer_term_mark(term);
  guint *first = &matcher->marked[mark % MARKS];
  matcher->holders[matcher->holder_count++] = (Holder){part, mark, *first};
  *first = matcher->holder_count;
}

/* From the last to the first, so that the first of those with the same mark is met first. */
static void
add_holders(SearchMatcher *matcher) {
  guint most = matcher->sequences->len;
  for (guint i = 0; i < matcher->groups->len; i++)
    most += g_strv_length(matcher->groups->pdata[i]);
  matcher->holders = g_new(Holder, most);
  for (guint i = matcher->groups->len; i-- > 0;)
    for (char **term = matcher->groups->pdata[i]; *term != NULL; term++)
      add_holder(matcher, *term, matcher->sequences->len + i);
  for (guint i = matcher->sequences->len; i-- > 0;)
    if (sequence_of(matcher, i)->count > 0)
      add_holder(matcher, sequence_of(matcher, i)->terms[0], i);
}

static void
add_sequence(SearchMatcher *matcher, char *const *terms, guint count) {
  Sequence sequence = {terms, count};
  g_array_append_val(matcher->sequences, sequence);
}

/* Words that say it together only ("kommunal lokal" for fastighet), not each by itself. */
static bool
is_group(const SearchAlternative *alternative) {
  return alternative->terms[1] != NULL && (alternative->because == SEARCH_BECAUSE_SYNONYM ||
                                           alternative->because == SEARCH_BECAUSE_AKIN ||
                                           alternative->because == SEARCH_BECAUSE_PRACTICE);
}

/* Every word that stands for what was asked. concepts: SearchConcept *. */
static void
add_concepts(SearchMatcher *matcher, const GPtrArray *concepts) {
  for (guint i = 0; i < concepts->len; i++) {
    const SearchConcept *concept = concepts->pdata[i];
    for (guint j = 0; j < concept->alternatives->len; j++) {
      const SearchAlternative *alternative = concept->alternatives->pdata[j];
      if (is_group(alternative))
        g_ptr_array_add(matcher->groups, alternative->terms);
      for (char **term = alternative->terms; *term != NULL && !is_group(alternative); term++)
        add_sequence(matcher, term, 1);
    }
  }
}

static bool
add_phrase(SearchMatcher *matcher, const char *text, GError **error) {
  GArray *found = indexer_terms_of_text(matcher->terms, text, -1, error);
  if (found == NULL)
    return false;
  char **terms = g_new0(char *, found->len + 1);
  guint count = 0;
  for (guint i = 0; i < found->len; i++) {
    const IndexerTerm *term = &g_array_index(found, IndexerTerm, i);
    if (term->kind == INDEXER_TERM_WORD)
      terms[count++] = g_strdup(term->term);
  }
  g_ptr_array_add(matcher->phrases, terms);
  add_sequence(matcher, terms, count);
  g_array_unref(found);
  return true;
}

static bool
add_plan(SearchMatcher *matcher, const SearchPlan *plan, GError **error) {
  switch (plan->kind) {
  case SEARCH_NODE_WORD:
    add_concepts(matcher, plan->meaning->concepts);
    return true;
  case SEARCH_NODE_PHRASE:
    return add_phrase(matcher, plan->text, error);
  case SEARCH_NODE_PREFIX:
    g_ptr_array_add(matcher->prefixes, g_strdup(plan->beginning));
    for (char **form = plan->forms; *form != NULL; form++)
      add_sequence(matcher, form, 1);
    return true;
  case SEARCH_NODE_EVERYTHING:
    return true;
  case SEARCH_NODE_EXCEPT:
    return add_plan(matcher, plan->children->pdata[0], error);
  case SEARCH_NODE_SIDE:
  case SEARCH_NODE_AND:
  case SEARCH_NODE_OR:
    for (guint i = 0; i < plan->children->len; i++)
      if (!add_plan(matcher, plan->children->pdata[i], error))
        return false;
    return true;
  }
  g_return_val_if_reached(false);
}

SearchMatcher *
search_matcher_new(IndexerTerms *terms, const SearchPlan *plan, GError **error) {
  SearchMatcher *matcher = g_new0(SearchMatcher, 1);
  matcher->terms = terms;
  matcher->sequences = g_array_new(FALSE, FALSE, sizeof(Sequence));
  matcher->phrases = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
  matcher->prefixes = g_ptr_array_new_with_free_func(g_free);
  matcher->groups = g_ptr_array_new();
  if (plan->practices != NULL)
    add_concepts(matcher, plan->practices);
  if (!add_plan(matcher, plan, error))
    g_clear_pointer(&matcher, search_matcher_free);
  else
    add_holders(matcher);
  return matcher;
}

void
search_matcher_free(SearchMatcher *matcher) {
  if (matcher == NULL)
    return;
  g_array_unref(matcher->sequences);
  g_ptr_array_unref(matcher->phrases);
  g_ptr_array_unref(matcher->prefixes);
  g_ptr_array_unref(matcher->groups);
  g_free(matcher->holders);
  g_free(matcher);
}

static const SearchTextWord *
word_at(const GArray *words, guint word) {
  return &g_array_index(words, SearchTextWord, word);
}

/* Is the term the word itself, or a word inside it? */
static bool
word_is(const GArray *words, guint word, const char *term) {
  const IndexerWord *reading = word_at(words, word)->reading;
  if (strcmp(reading->form, term) == 0)
    return true;
  for (const char *const *inner = reading->inner; inner != NULL && *inner != NULL; inner++)
    if (strcmp(*inner, term) == 0)
      return true;
  return false;
}

/* Do the words from one on make up the sequence? */
static bool
stands_at(const GArray *words, guint word, const Sequence *sequence) {
  if (word + sequence->count > words->len)
    return false;
  for (guint i = 0; i < sequence->count; i++)
    if (!word_is(words, word + i, sequence->terms[i]) ||
        (i > 0 && !word_at(words, word + i)->follows))
      return false;
  return true;
}

/* Does the term stand within the window around a word? */
static bool
stands_near(const GArray *words, guint word, guint window, const char *term) {
  guint first = word > window ? word - window : 0;
  for (guint i = first; i < MIN(word + window + 1, words->len); i++)
    if (word_is(words, i, term))
      return true;
  return false;
}

/* Is the word one of a group of which all stand near it? */
static bool
is_of_group(const GArray *words, guint word, char *const *group) {
  bool is_one = false, all = true;
  for (char *const *term = group; *term != NULL && !is_one; term++)
    is_one = word_is(words, word, *term);
  guint window = g_strv_length((char **)group) + INDEXER_NEAR_WINDOW;
  for (char *const *term = group; is_one && all && *term != NULL; term++)
    all = stands_near(words, word, window, *term);
  return is_one && all;
}

static guint
mark_count(const IndexerWord *reading) {
  return reading->parts * (reading->parts + 1) / 2;
}

/* May a term of the query be the word, or one inside it? */
static bool
may_match(const SearchMatcher *matcher, const SearchTextWord *word) {
  bool may = matcher->marked[word->mark % MARKS] > 0;
  for (guint i = 1; word->is_compound && !may && i < mark_count(word->reading); i++)
    may = matcher->marked[word->reading->marks[i] % MARKS] > 0;
  return may;
}

/* The one at the place, or the next one whose term has the mark; NULL. */
static const Holder *
holder_from(const SearchMatcher *matcher, guint place, guint16 mark) {
  const Holder *holder = NULL;
  for (; place > 0; place = holder->next) {
    holder = &matcher->holders[place - 1];
    if (holder->mark == mark)
      return holder;
  }
  return NULL;
}

static const Holder *
first_holder(const SearchMatcher *matcher, guint16 mark) {
  return holder_from(matcher, matcher->marked[mark % MARKS], mark);
}

static const Holder *
next_holder(const SearchMatcher *matcher, const Holder *holder) {
  return holder_from(matcher, holder->next, (guint16)holder->mark);
}

/* How many words from one on make up a sequence: the longest, and of equals the first; *what
 * receives which. */
static guint
sequence_at(const SearchMatcher *matcher, const GArray *words, guint word, guint *what) {
  const IndexerWord *reading = word_at(words, word)->reading;
  guint longest = 0;
  for (guint i = 0; i < mark_count(reading); i++)
    for (const Holder *holder = first_holder(matcher, reading->marks[i]); holder != NULL;
         holder = next_holder(matcher, holder)) {
      if (holder->part >= matcher->sequences->len)
        continue;
      const Sequence *sequence = sequence_of(matcher, holder->part);
      bool is_better = sequence->count > longest ||
                       (sequence->count == longest && longest > 0 && holder->part < *what);
      if (is_better && stands_at(words, word, sequence)) {
        longest = sequence->count;
        *what = holder->part;
      }
    }
  return longest;
}

/* The first group that the word is of; how many there are where it is of none. */
static guint
group_at(const SearchMatcher *matcher, const GArray *words, guint word) {
  const IndexerWord *reading = word_at(words, word)->reading;
  guint first = matcher->groups->len;
  for (guint i = 0; i < mark_count(reading); i++)
    for (const Holder *holder = first_holder(matcher, reading->marks[i]); holder != NULL;
         holder = next_holder(matcher, holder)) {
      guint group = holder->part - matcher->sequences->len;
      if (holder->part >= matcher->sequences->len && group < first &&
          is_of_group(words, word, matcher->groups->pdata[group]))
        first = group;
    }
  return first;
}

/* How many words from one on are asked for; *what receives by which part of the query. */
static guint
match_at(const SearchMatcher *matcher, const GArray *words, guint word, guint *what) {
  bool may = may_match(matcher, word_at(words, word));
  guint longest = may ? sequence_at(matcher, words, word, what) : 0;
  for (guint i = 0; i < matcher->prefixes->len && longest == 0; i++)
    if (g_str_has_prefix(word_at(words, word)->reading->form, matcher->prefixes->pdata[i])) {
      longest = 1;
      *what = matcher->sequences->len + i;
    }
  guint group = may && longest == 0 ? group_at(matcher, words, word) : matcher->groups->len;
  if (group < matcher->groups->len) {
    longest = 1;
    *what = matcher->sequences->len + matcher->prefixes->len + group;
  }
  return longest;
}

/* The matches in the text, in order; of a phrase only where it stands as asked for. A GArray of
 * WordMatch, the caller's. */
static GArray *
find_matches(const SearchMatcher *matcher, const GArray *words) {
  GArray *matches = g_array_new(FALSE, FALSE, sizeof(WordMatch));
  for (guint i = 0; i < words->len;) {
    guint what = 0;
    guint count = match_at(matcher, words, i, &what);
    for (guint j = i; j < i + count; j++) {
      WordMatch match = {word_at(words, j)->start_bytes, word_at(words, j)->length_bytes, what};
      g_array_append_val(matches, match);
    }
    i += MAX(count, 1);
  }
  return matches;
}

/* ---- excerpts ---- */

/* A part of the text. */
typedef struct {
  gsize start_bytes, end_bytes;
} Window;

/* What a window holds of the query: different words first, then how many. */
typedef struct {
  guint kinds, matches;
} Worth;

void
search_excerpt_clear(SearchExcerpt *excerpt) {
  g_clear_pointer(&excerpt->text, g_free);
  g_clear_pointer(&excerpt->highlights, g_array_unref);
}

/* ---- choosing ---- */

static bool
inside(const Window *window, const WordMatch *match) {
  return match->start_bytes >= window->start_bytes &&
         match->start_bytes + match->length_bytes <= window->end_bytes;
}

static Worth
worth_of(const Window *window, const GArray *matches) {
  Worth worth = {0, 0};
  GHashTable *seen = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < matches->len; i++) {
    const WordMatch *match = &g_array_index(matches, WordMatch, i);
    if (!inside(window, match))
      continue;
    worth.matches++;
    if (g_hash_table_add(seen, GUINT_TO_POINTER(match->what)))
      worth.kinds++;
  }
  g_hash_table_unref(seen);
  return worth;
}

static bool
is_better(Worth left, Worth right) {
  return left.kinds != right.kinds ? left.kinds > right.kinds : left.matches > right.matches;
}

/* The text is UTF-8: each character has one byte that does not continue another. */
static gsize
length_chars(const char *text, gsize start_bytes, gsize end_bytes) {
  gsize chars = 0;
  for (gsize i = start_bytes; i < end_bytes; i++)
    chars += ((guchar)text[i] & 0xC0) != 0x80;
  return chars;
}

/* From a sentence on, as many as fit, at least one. */
static Window
window_from(const CorpusPassage *passage, guint first) {
  const CorpusSentence *sentences = (const CorpusSentence *)(void *)passage->sentences->data;
  Window window = {sentences[first].start_bytes,
                   sentences[first].start_bytes + sentences[first].length_bytes};
  for (guint i = first + 1; i < passage->sentences->len; i++) {
    gsize end = sentences[i].start_bytes + sentences[i].length_bytes;
    if (length_chars(passage->text, window.start_bytes, end) > SEARCH_EXCERPT_CHARS)
      break;
    window.end_bytes = end;
  }
  return window;
}

static Window
best_window(const CorpusPassage *passage, const GArray *matches) {
  Window best = {0, strlen(passage->text)};
  Worth most = {0, 0};
  for (guint i = 0; i < passage->sentences->len; i++) {
    Window window = window_from(passage, i);
    Worth worth = worth_of(&window, matches);
    if (i == 0 || is_better(worth, most)) {
      best = window;
      most = worth;
    }
  }
  return best;
}

/* ---- cutting ---- */

static gsize
back_chars(const char *text, gsize at_bytes, gsize chars, gsize least_bytes) {
  const char *at = text + at_bytes;
  for (; chars > 0 && at > text + least_bytes; chars--)
    at = g_utf8_prev_char(at);
  return (gsize)(at - text);
}

/* A window that is too long, cut between words around its first match. */
static Window
cut_window(const char *text, Window window, const GArray *matches) {
  if (length_chars(text, window.start_bytes, window.end_bytes) <= SEARCH_EXCERPT_SENTENCE_CHARS)
    return window;
  Window cut = window;
  for (guint i = 0; i < matches->len; i++) {
    const WordMatch *match = &g_array_index(matches, WordMatch, i);
    if (!inside(&window, match))
      continue;
    cut.start_bytes =
        back_chars(text, match->start_bytes, SEARCH_EXCERPT_CHARS / 3, window.start_bytes);
    break;
  }
  const char *space = strchr(text + cut.start_bytes, ' ');
  if (cut.start_bytes > window.start_bytes && space != NULL &&
      length_chars(text, cut.start_bytes, (gsize)(space - text)) < SEARCH_EXCERPT_CHARS / 3)
    cut.start_bytes = (gsize)(space + 1 - text);
  const char *end = text + cut.start_bytes;
  const char *last_space = NULL;
  for (gsize chars = 0; chars < SEARCH_EXCERPT_CHARS && end < text + window.end_bytes; chars++) {
    if (*end == ' ')
      last_space = end;
    end = g_utf8_next_char(end);
  }
  if (end < text + window.end_bytes && *end != ' ' && last_space != NULL)
    end = last_space;
  cut.end_bytes = (gsize)(end - text);
  return cut;
}

/* ---- making ---- */

static GArray *
highlights_in(const char *text, const Window *window, const GArray *matches) {
  GArray *highlights = g_array_new(FALSE, FALSE, sizeof(SearchHighlight));
  gsize at_bytes = window->start_bytes, at_chars = 0;
  for (guint i = 0; i < matches->len; i++) {
    const WordMatch *match = &g_array_index(matches, WordMatch, i);
    if (!inside(window, match))
      continue;
    at_chars += length_chars(text, at_bytes, match->start_bytes);
    at_bytes = match->start_bytes;
    SearchHighlight highlight = {at_chars,
                                 length_chars(text, at_bytes, at_bytes + match->length_bytes)};
    g_array_append_val(highlights, highlight);
  }
  return highlights;
}

static void
fill(const CorpusPassage *passage, Window window, const GArray *matches, SearchExcerpt *excerpt) {
  excerpt->text =
      g_strndup(passage->text + window.start_bytes, window.end_bytes - window.start_bytes);
  excerpt->cut_before = window.start_bytes > 0;
  excerpt->cut_after = window.end_bytes < strlen(passage->text);
  excerpt->highlights = highlights_in(passage->text, &window, matches);
}

bool
search_excerpt_part(const SearchMatcher *matcher, const CorpusPassage *passage, gsize start_bytes,
                    gsize end_bytes, SearchExcerpt *excerpt, GError **error) {
  GArray *words = matcher != NULL ? search_text_words(matcher->terms, passage->text, error) : NULL;
  if (matcher != NULL && words == NULL)
    return false;
  GArray *matches =
      words != NULL ? find_matches(matcher, words) : g_array_new(FALSE, FALSE, sizeof(WordMatch));
  Window window = {start_bytes, end_bytes};
  fill(passage, cut_window(passage->text, window, matches), matches, excerpt);
  g_array_unref(matches);
  g_clear_pointer(&words, g_array_unref);
  return true;
}

void
search_excerpt_make(const SearchMatcher *matcher, const SearchFound *found,
                    SearchExcerpt *excerpt) {
  const CorpusPassage *passage = found->passage;
  GArray *matches = find_matches(matcher, found->words);
  gsize length = strlen(passage->text);
  Window window = {0, length};
  if (length_chars(passage->text, 0, length) > SEARCH_EXCERPT_CHARS)
    window = cut_window(passage->text, best_window(passage, matches), matches);
  fill(passage, window, matches, excerpt);
  g_array_unref(matches);
}
