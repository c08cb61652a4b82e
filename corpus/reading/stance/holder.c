/* corpus/reading/stance/holder.c: tells the report's own municipality from others, by names and by
 * cues. */
#include "corpus/reading/stance/holder.h"

#include <string.h>

#include "corpus/text/sentence.h"
#include "corpus/text/words.h"

#define OF_OTHERS 0.6        /* from this weight of cues on it is said of others */
#define LONGEST_WORD_ASKED 2 /* words: so few ask, whatever they are ("Medborgarpanel?") */

static bool
begins_with(const char *word, const char *const *beginnings) {
  for (const char *const *beginning = beginnings; *beginning != NULL; beginning++)
    if (*word == **beginning && g_str_has_prefix(word, *beginning))
      return true;
  return false;
}

/* The clause that the place in the text belongs to. */
static guint
clause_at(const CorpusStatement *sentence, gsize place_bytes) {
  guint clause = 0;
  for (guint i = 0; i < sentence->clauses.words->len; i++)
    if (g_array_index(sentence->clauses.words, CorpusWord, i).start_bytes <= place_bytes)
      clause = sentence->clauses.numbers[i];
  return clause;
}

/* Does it speak, before a place in its text, of the municipality or of one of its organs? */
static bool
names_own(const CorpusStatement *sentence, gsize before_bytes) {
  const char *const *beginnings = corpus_small_words()->beginning_own;
  for (guint i = 0; i < sentence->clauses.words->len; i++) {
    const CorpusWord *word = &g_array_index(sentence->clauses.words, CorpusWord, i);
    if (word->start_bytes < before_bytes && begins_with(word->word, beginnings))
      return true;
  }
  return false;
}

/* Is a body named as the owner of something that another uses: "SKL:s modell"? */
static bool
is_owner(const CorpusStatement *sentence, const CorpusCue *cue) {
  const CorpusWord *last = &g_array_index(sentence->clauses.words, CorpusWord, cue->last);
  const char *written = sentence->text + last->start_bytes;
  return g_strstr_len(written, (gssize)last->length_bytes, ":s") != NULL;
}

/* The word with which the cue's list of others begins: "andra kommuner/regionen". */
static guint
list_start(const CorpusStatement *sentence, const CorpusCue *cue) {
  guint start = cue->first;
  for (guint i = corpus_statement_cues(sentence); i-- > 0;) {
    const CorpusCue *before = corpus_statement_cue(sentence, i);
    if ((before->group == CORPUS_CUE_OTHERS || before->group == CORPUS_CUE_BODIES) &&
        before->last < start && before->last + 2 >= start)
      start = before->first;
  }
  return start;
}

/* Does a preposition stand before the cue: is it one with whom something is done ("i nätverk med
 * andra kommuner")? */
static bool
stands_beside(const CorpusStatement *sentence, const CorpusCue *cue) {
  const char *const *prepositions = corpus_small_words()->preposition_beside;
  guint start = list_start(sentence, cue);
  for (guint word = start; word > 0 && word + 2 > start; word--)
    if (corpus_words_have(prepositions, corpus_statement_word(sentence, word - 1)))
      return true;
  return false;
}

/* Does a word for work done together stand before the cue, in its clause: "samverkan mellan
 * kommunens verksamheter och andra kommuner"? */
static bool
works_with(const CorpusStatement *sentence, const CorpusCue *cue) {
  const char *const *beginnings = corpus_small_words()->beginning_together;
  for (guint word = cue->first;
       word > 0 && sentence->clauses.numbers[word - 1] == sentence->clauses.numbers[cue->first];
       word--)
    if (begins_with(corpus_statement_word(sentence, word - 1), beginnings))
      return true;
  return false;
}

/* Does the cue stand before the topic's words? Who stands behind them has something done to it. In
 * a sentence on no topic: is it more than the place where something is done ("införs i bolagen")?
 */
static bool
stands_before_topic(const CorpusStatement *sentence, const CorpusCue *cue) {
  const char *const *places = corpus_small_words()->preposition_place;
  if (sentence->hits->len > 0)
    return cue->first < corpus_statement_hit(sentence, 0);
  return cue->first <= 1 ||
         !corpus_words_have(places, corpus_statement_word(sentence, cue->first - 1));
}

/* Does the cue say what such a thing is: does it stand right behind a topic that is not known? */
static bool
defines_topic(const CorpusStatement *sentence, const CorpusCue *cue) {
  bool behind = false;
  for (guint i = 0; i < sentence->hits->len; i++)
    behind = behind || cue->first == corpus_statement_hit(sentence, i) + 1;
  return behind && cue->group == CORPUS_CUE_DEFINES && (sentence->unknown || !sentence->known);
}

/* Is it a question that tells nothing: "Hur arbetar kommunen med cykelplaner?" One that proposes
 * ("Varför inte …?", "Kanske vore …?") is none. */
static bool
asks(const CorpusStatement *sentence, const char *text) {
  const GArray *words = sentence->clauses.words;
  const char *end = text + strlen(text);
  while (end > text && (g_ascii_isspace(end[-1]) || end[-1] == '"'))
    end--;
  return end > text && end[-1] == '?' && words->len > 0 &&
         (words->len <= LONGEST_WORD_ASKED ||
          corpus_words_have(corpus_small_words()->asks, corpus_statement_word(sentence, 0)));
}

/* Is it said of municipalities at large, or, where nothing of the own one is named, of other
 * bodies? */
static bool
is_of_others(const CorpusStatement *sentence, bool named) {
  double sum = 0;
  bool own = named || names_own(sentence, G_MAXSIZE);
  for (guint i = 0; i < corpus_statement_cues(sentence); i++) {
    const CorpusCue *cue = corpus_statement_cue(sentence, i);
    bool counts = cue->group == CORPUS_CUE_OTHERS ||
                  (cue->group == CORPUS_CUE_BODIES && !own && !is_owner(sentence, cue) &&
                   stands_before_topic(sentence, cue)) ||
                  (!own && defines_topic(sentence, cue));
    if (counts && !stands_beside(sentence, cue) && !works_with(sentence, cue))
      sum += cue->weight * corpus_statement_reach(sentence, cue);
  }
  return sum >= OF_OTHERS;
}

/* Does a word for work done together stand in the clause that names another, or in the one before?
 * "Tillsammans med Nybro", but not "Västerås satsning, där kommunen tillsammans med …". */
static bool
is_together(const CorpusStatement *sentence, const GArray *mentions) {
  const char *const *beginnings = corpus_small_words()->beginning_together;
  for (guint i = 0; i < sentence->clauses.words->len; i++) {
    const CorpusWord *word = &g_array_index(sentence->clauses.words, CorpusWord, i);
    for (guint j = 0; j < mentions->len; j++) {
      gsize named = g_array_index(mentions, CorpusMention, j).start_bytes;
      if (begins_with(word->word, beginnings) &&
          sentence->clauses.numbers[i] <= clause_at(sentence, named))
        return true;
    }
  }
  return false;
}

/* Does the place stand in quotation marks? A name there is part of a title. */
static bool
is_quoted(const char *text, gsize place_bytes) {
  bool quoted = false;
  for (const char *at = text; at < text + place_bytes; at = g_utf8_next_char(at)) {
    gunichar mark = g_utf8_get_char(at);
    quoted = quoted != (mark == '"' || mark == 0x201D || mark == 0x201C);
  }
  return quoted;
}

/* Where the mention's name ends in the text, its genitive included. */
static const char *
end_of(const char *text, const CorpusMention *mention) {
  return text + mention->start_bytes + mention->length_bytes;
}

/* Does the mention own the topic, whose words stand right behind it: "Västerås trafikråd"? */
static bool
owns_topic(const CorpusStatement *sentence, const char *text, const CorpusMention *mention) {
  for (guint i = 0; i < sentence->hits->len; i++) {
    const CorpusWord *word =
        &g_array_index(sentence->clauses.words, CorpusWord, corpus_statement_hit(sentence, i));
    if (text + word->start_bytes == end_of(text, mention) + 1)
      return mention->genitive || strchr("sxz", end_of(text, mention)[-1]) != NULL;
  }
  return false;
}

/* What stands in parentheses right behind the mention; empty where nothing does. */
static CorpusSpan
note_on(const char *text, const CorpusMention *mention) {
  const char *open = end_of(text, mention) + strspn(end_of(text, mention), " ");
  const char *close = *open == '(' ? strchr(open, ')') : NULL;
  return close != NULL ? (CorpusSpan){(gsize)(open - text), (gsize)(close - open)}
                       : (CorpusSpan){0, 0};
}

/* Does a word of the topic stand in the part of the text? */
static bool
holds_topic(const CorpusStatement *sentence, CorpusSpan part) {
  for (guint i = 0; i < sentence->hits->len; i++) {
    const CorpusWord *word =
        &g_array_index(sentence->clauses.words, CorpusWord, corpus_statement_hit(sentence, i));
    if (word->start_bytes >= part.start_bytes &&
        word->start_bytes < part.start_bytes + part.length_bytes)
      return true;
  }
  return false;
}

/* Has each of several an own note in parentheses, and this one another than the topic's: "Växjö
 * (torg) och Nybro (cykelplan)"? */
static bool
has_other_note(const CorpusStatement *sentence, const char *text, const GArray *mentions,
               const CorpusMention *mention) {
  CorpusSpan own = note_on(text, mention);
  if (own.length_bytes == 0 || holds_topic(sentence, own))
    return false;
  for (guint i = 0; i < mentions->len; i++)
    if (holds_topic(sentence, note_on(text, &g_array_index(mentions, CorpusMention, i))))
      return true;
  return false;
}

/* Is the mention a municipality of which the sentence tells? One in a title is none, if it does not
 * own the topic there. */
static bool
is_told_of(const CorpusStatement *sentence, const char *text, const GArray *mentions,
           const CorpusMention *mention) {
  return (!is_quoted(text, mention->start_bytes) || owns_topic(sentence, text, mention)) &&
         !has_other_note(sentence, text, mentions, mention);
}

/* The other municipalities that a sentence names; none where it names the own one, too, or the own
 * one does something with them: it stands before them, or there is a word for work done together.
 */
static GPtrArray *
named_others(const CorpusStatement *sentence, const char *text, const CorpusMunicipality *own,
             bool *named) {
  GArray *mentions = corpus_municipality_mentions(text);
  GPtrArray *others = g_ptr_array_new();
  *named = false;
  for (guint i = 0; i < mentions->len; i++) {
    const CorpusMention *mention = &g_array_index(mentions, CorpusMention, i);
    const CorpusMunicipality *mentioned = mention->municipality;
    *named = *named || mentioned == own;
    if (is_told_of(sentence, text, mentions, mention) && !g_ptr_array_find(others, mentioned, NULL))
      g_ptr_array_add(others, (gpointer)mentioned);
  }
  if (others->len > 0 &&
      (*named || is_together(sentence, mentions) ||
       names_own(sentence, g_array_index(mentions, CorpusMention, 0).start_bytes)))
    g_ptr_array_set_size(others, 0);
  g_array_unref(mentions);
  return others;
}

CorpusHolder
corpus_holder_of(const CorpusStatement *sentence, const char *text, const CorpusMunicipality *own) {
  bool named = false;
  CorpusHolder holder = {.others = named_others(sentence, text, own, &named)};
  holder.own = holder.others->len == 0 && !is_of_others(sentence, named) && !asks(sentence, text);
  return holder;
}

void
corpus_holder_clear(CorpusHolder *holder) {
  g_ptr_array_unref(holder->others);
}

/* ---- of each sentence of a report ---- */

/* The same of a sentence that is about no topic in particular. */
static CorpusHolder
holder_of_text(const char *text, gsize length_bytes, const CorpusMunicipality *own) {
  char *copy = g_strndup(text, length_bytes);
  GArray *words = corpus_words(copy, -1);
  GArray *none = g_array_new(FALSE, FALSE, sizeof(guint));
  CorpusStatement sentence = corpus_statement_of(copy, words, none);
  CorpusHolder holder = corpus_holder_of(&sentence, copy, own);
  corpus_statement_clear(&sentence);
  g_array_unref(none);
  g_array_unref(words);
  g_free(copy);
  return holder;
}

/* Notes whose doing the passage's sentence tells of, if not of the own municipality's. */
static void
note_told(CorpusPassage *passage, guint index, const CorpusMunicipality *own) {
  const CorpusSentence *sentence = &g_array_index(passage->sentences, CorpusSentence, index);
  CorpusHolder holder =
      holder_of_text(passage->text + sentence->start_bytes, sentence->length_bytes, own);
  CorpusTold told = {index, NULL};
  if (!holder.own && holder.others->len == 0)
    g_array_append_val(passage->told, told);
  for (guint i = 0; i < holder.others->len; i++) {
    told.of = holder.others->pdata[i];
    g_array_append_val(passage->told, told);
  }
  corpus_holder_clear(&holder);
}

void
corpus_told_find(CorpusReport *report) {
  for (guint i = 0; i < report->passages->len; i++) {
    CorpusPassage *passage = report->passages->pdata[i];
    g_array_set_size(passage->told, 0);
    if (corpus_passage_is_wish(passage)) /* whose it is nobody asks */
      continue;
    for (guint j = 0; j < passage->sentences->len; j++)
      if (!corpus_tag_finds_fault(g_array_index(passage->sentences, CorpusSentence, j).stance))
        note_told(passage, j, report->municipality);
  }
}

/* Does the text name the municipality? */
static bool
names(const char *text, const CorpusMunicipality *own) {
  GArray *mentions = corpus_municipality_mentions(text);
  bool named = false;
  for (guint i = 0; i < mentions->len; i++)
    named = named || g_array_index(mentions, CorpusMention, i).municipality == own;
  g_array_unref(mentions);
  return named;
}

/* Does it deny anything, a part or the whole of it? */
static bool
denies(const CorpusStatement *sentence) {
  return corpus_statement_has_cue(sentence, CORPUS_CUE_NEGATION) ||
         corpus_statement_has_cue(sentence, CORPUS_CUE_MISSING) ||
         (corpus_statement_says(sentence, corpus_small_words()->not ) &&
          !corpus_statement_has_cue(sentence, CORPUS_CUE_NO_NEGATION));
}

/* Does it speak of the own municipality by name, as one, or as "here"? */
static bool
tells_of_own(const CorpusStatement *sentence, const char *text, const CorpusMunicipality *own) {
  return names(text, own) || names_own(sentence, G_MAXSIZE) ||
         corpus_statement_says(sentence, corpus_small_words()->here);
}

CorpusHolderAnswer
corpus_holder_answer(const CorpusStatement *sentence, const char *text,
                     const CorpusMunicipality *own, CorpusElsewhere told) {
  bool denied = denies(sentence), has;
  bool here = denied && !told.same_sentence && corpus_statement_has_cue(sentence, CORPUS_CUE_HERE);
  if (!here && !tells_of_own(sentence, text, own))
    return CORPUS_ANSWERS_NOTHING;
  if (corpus_statement_has_cue(sentence, CORPUS_CUE_UNLIKE))
    has = denied ? !told.lack : told.few || told.lack;
  else if (denied)
    has = told.lack;
  else if (corpus_statement_has_cue(sentence, CORPUS_CUE_EXISTS) &&
           corpus_statement_says(sentence, corpus_small_words()->refers))
    has = !told.lack;
  else
    return CORPUS_ANSWERS_NOTHING;
  return has ? CORPUS_ANSWERS_HAS : CORPUS_ANSWERS_LACKS;
}
