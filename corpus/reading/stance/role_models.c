/* corpus/reading/stance/role_models.c: says of each municipality named in a report whether it is a
 * role model.
 *
 * A sentence is reduced to what shows why a name stands in it: "Här kan Karlstads kommun, t.ex.,
 * vara ett intressant exempel." becomes "här kan NAMN , t ex , vara ett intressant exempel ". The
 * first group of patterns (reference-cues.txt) that fits it says what the name is. */
#include "corpus/reading/stance/stance.h"

#include <string.h>

#include "corpus/language/cue.h"
#include "corpus/places/municipality.h"
#include "corpus/text/sentence.h"

/* The groups of the data file. */
enum {
  NOTHING,     /* the name stands for something else */
  INSTITUTION, /* a university, an authority */
  PARTNER,     /* does something together with the report's own */
  MODEL,       /* held up to learn from */
  MENTION,     /* named for another reason, unless held up outright */
  PRACTICE,    /* what it does is told */
  BARE,        /* only says where something is */
  CARRY,       /* begins a sentence that goes on with examples */
  LIST,        /* announces names that follow */
  PRAISE,      /* the own municipality is held up */
  BOTH,        /* … beside others */
  NOT_PRAISE,  /* … is not, in spite of such a phrase */
  SECTION      /* a heading below which others are role models */
};
static const char *const GROUPS[] = {
    "nothing", "institution", "partner", "model",      "mention", "practice", "bare",  "carry",
    "list",    "praise",      "both",    "not-praise", "section", "words",    "names", NULL};

typedef struct {
  CorpusCues *cues;
  const char *const *titles; /* words that go with a municipality's name and belong to it */
  const char *const *joints, *const *links; /* between two names of a list, and behind a joint */
} Knowledge;

static const CorpusKnowledgeField FIELDS[] = {
    {"names", "titles", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(Knowledge, titles)},
    {"names", "joints", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(Knowledge, joints)},
    {"names", "links", CORPUS_KNOWLEDGE_LIST, G_STRUCT_OFFSET(Knowledge, links)},
    {0}};
CORPUS_KNOWLEDGE(knowledge_table, .file = "reference-cues.txt", .bytes = sizeof(Knowledge),
                 .fields = FIELDS, .groups = GROUPS, .begin = corpus_cues_begin,
                 .read_line = corpus_cues_read_line, .finish = corpus_cues_finish);

static const Knowledge *
knowledge(void) {
  return corpus_knowledge(&knowledge_table);
}

/* Longer "sentences" are tables that nobody cut; patterns are not sought in them. */
#define MAX_SENTENCE_BYTES 4000

/* A name's remark in brackets ("Motala (ständiga förbättringar), Borås …") is at most so long. */
#define MAX_REMARK_TOKENS 15

/* Names that stand in one list. */
typedef struct {
  GPtrArray *places; /* const CorpusMunicipality *, without the own one, each once */
  bool own;          /* the report's own municipality is among them */
} NameGroup;

typedef struct {
  GPtrArray *tokens; /* char *: words, ",", "(", ")", ":", "/", "DELAV" behind a name that is part
                        of a longer one; NULL stands for a group's names */
  GPtrArray *groups; /* NameGroup *, in the order of the NULL tokens */
} Reduced;

/* What stands for a group where none is in question. */
#define NO_GROUP G_MAXUINT

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
  NameGroup *group = data;
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
  bool title = g_strv_contains(knowledge()->titles, word);
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
  index = skip_remark(pieces, index);
  if (!piece_is_any(pieces, index, knowledge()->joints))
    return 0;
  index++;
  for (guint i = 0; i < 2 && piece_is_any(pieces, index, knowledge()->links); i++)
    index++;
  return piece_is_name(pieces, index) ? index : 0;
}

/* Puts a name into the group. */
static void
group_add(NameGroup *group, const CorpusMunicipality *place, const CorpusMunicipality *own) {
  if (place == own)
    group->own = true;
  else if (!g_ptr_array_find(group->places, place, NULL))
    g_ptr_array_add(group->places, (gpointer)place);
}

/* Reads the list of names that begins at index; the place behind it. */
static guint
read_group(Reduced *reduced, const GArray *pieces, guint index, const CorpusMunicipality *own) {
  NameGroup *group = g_new0(NameGroup, 1);
  group->places = g_ptr_array_new();
  bool part = false;
  for (;;) {
    const Piece *piece = &g_array_index(pieces, Piece, index);
    group_add(group, piece->place, own);
    part = piece->part;
    index++;
    if (part)
      break;
    if (piece_is_any(pieces, index, knowledge()->titles))
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

/* own may be NULL. The caller frees the result. */
static Reduced *
reduce(const char *sentence, const CorpusMunicipality *own) {
  Reduced *reduced = g_new(Reduced, 1);
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

static void
reduced_free(Reduced *reduced) {
  g_ptr_array_unref(reduced->tokens);
  g_ptr_array_unref(reduced->groups);
  g_free(reduced);
}

/* The words to match phrases with: the group in question as NAMN, groups with the own municipality
 * as EGEN, others as ANNAN. A GArray of CorpusWord, whose words are borrowed. */
static GArray *
words_of(const Reduced *reduced, guint group) {
  static char in_question[] = "NAMN", own[] = "EGEN", other[] = "ANNAN";
  GArray *words = g_array_sized_new(FALSE, FALSE, sizeof(CorpusWord), reduced->tokens->len);
  guint index = 0;
  for (guint i = 0; i < reduced->tokens->len; i++) {
    CorpusWord word = {.word = reduced->tokens->pdata[i]};
    if (word.word == NULL) {
      const NameGroup *names = reduced->groups->pdata[index];
      word.word = index == group ? in_question : names->own ? own : other;
      index++;
    }
    g_array_append_val(words, word);
  }
  return words;
}

/* The groups of phrases that the words hold, a bit each. */
static guint
groups_in(const GArray *words) {
  const CorpusWordsRange range = {.words = words, .end = words->len};
  GArray *found = corpus_cues_all(knowledge()->cues, &range);
  guint groups = 0;
  for (guint i = 0; i < found->len; i++)
    groups |= 1U << g_array_index(found, CorpusCue, i).group;
  g_array_unref(found);
  return groups;
}

static guint
groups_of(const Reduced *reduced, guint group) {
  GArray *words = words_of(reduced, group);
  guint groups = groups_in(words);
  g_array_unref(words);
  return groups;
}

static bool
says(guint groups, guint group) {
  return (groups >> group & 1) != 0;
}

/* ---- one list of names ---- */

typedef enum { ROLE_NOTHING, ROLE_MENTION, ROLE_MODEL } Role;

/* What has been read so far, as far as it bears on the next sentence. */
typedef struct {
  CorpusReport *report;
  const CorpusPassage *passage;
  bool section;     /* under a heading of role models */
  bool after_list;  /* the sentence before announced names */
  bool after_model; /* the sentence before, in this passage, named others as role models */
} Reader;

/* The first group of patterns that fits decides; the order is the data file's. */
static Role
role_of(const Reader *reader, const NameGroup *names, guint groups) {
  if (says(groups, NOTHING))
    return ROLE_NOTHING;
  if (says(groups, INSTITUTION))
    return ROLE_MENTION;
  if (reader->section)
    return ROLE_MODEL;
  if (says(groups, PARTNER))
    return ROLE_MENTION;
  if (says(groups, MODEL))
    return ROLE_MODEL;
  if (names->own || reader->passage->area == 0 || says(groups, MENTION))
    return ROLE_MENTION;
  if (says(groups, PRACTICE) || reader->after_list)
    return ROLE_MODEL;
  if (reader->after_model && says(groups, CARRY))
    return ROLE_MODEL;
  bool bare = reader->passage->kind == CORPUS_KIND_ITEM || says(groups, BARE);
  return bare ? ROLE_MENTION : ROLE_MODEL;
}

static bool
has_reference(const GPtrArray *references, guint first, const CorpusMunicipality *place) {
  for (guint i = first; i < references->len; i++)
    if (((const CorpusReference *)references->pdata[i])->model == place)
      return true;
  return false;
}

static void
add_reference(const Reader *reader, const CorpusMunicipality *place, Role role,
              const char *sentence) {
  const CorpusPassage *passage = reader->passage;
  CorpusReference *reference = g_new0(CorpusReference, 1);
  reference->model = place;
  reference->self = place == reader->report->municipality;
  reference->role_model = role == ROLE_MODEL;
  reference->area = passage->area;
  g_strlcpy(reference->question, passage->question, sizeof reference->question);
  reference->page = passage->page;
  reference->passage = passage->number;
  reference->sentence = g_strdup(sentence);
  g_ptr_array_add(reader->report->references, reference);
}

/* ---- one sentence ---- */

/* Records the other municipalities of the sentence; role models first, so that a name that stands
 * in two lists counts as what says more. True if one is a role model. */
static bool
read_others(const Reader *reader, const Reduced *reduced, const char *sentence, bool *own_listed) {
  guint count = reduced->groups->len, first = reader->report->references->len;
  Role *roles = g_new0(Role, count + 1);
  bool any = false;
  for (guint i = 0; i < count; i++) {
    const NameGroup *names = reduced->groups->pdata[i];
    if (names->places->len > 0)
      roles[i] = role_of(reader, names, groups_of(reduced, i));
    any = any || roles[i] == ROLE_MODEL;
    *own_listed = *own_listed || (roles[i] == ROLE_MODEL && names->own);
  }
  for (Role role = ROLE_MODEL; role > ROLE_NOTHING; role--)
    for (guint i = 0; i < count; i++) {
      const NameGroup *names = reduced->groups->pdata[i];
      for (guint j = 0; roles[i] == role && j < names->places->len; j++)
        if (!has_reference(reader->report->references, first, names->places->pdata[j]))
          add_reference(reader, names->places->pdata[j], role, sentence);
    }
  g_free(roles);
  return any;
}

/* Does the sentence name the report's own municipality? */
static bool
names_own(const Reduced *reduced) {
  for (guint i = 0; i < reduced->groups->len; i++)
    if (((const NameGroup *)reduced->groups->pdata[i])->own)
      return true;
  return false;
}

/* … or speak of it as "kommunen"? */
static bool
speaks_of_own(const Reduced *reduced) {
  for (guint i = 0; i < reduced->tokens->len; i++)
    if (g_strcmp0(reduced->tokens->pdata[i], "kommunen") == 0)
      return true;
  return names_own(reduced);
}

/* Is the report's own municipality held up as an example? others: does the sentence do so with
 * another? */
static bool
praises_own(const Reader *reader, const Reduced *reduced, bool others) {
  const CorpusPassage *passage = reader->passage;
  if (reader->report->municipality == NULL || corpus_passage_is_wish(passage))
    return false;
  guint groups = groups_of(reduced, NO_GROUP);
  if (!says(groups, PRAISE) || says(groups, NOT_PRAISE))
    return false;
  if (others)
    return says(groups, BOTH);
  if (reader->section)
    return names_own(reduced);
  return !reader->after_model || speaks_of_own(reduced);
}

static void
read_sentence(Reader *reader, const char *sentence) {
  Reduced *reduced = reduce(sentence, reader->report->municipality);
  bool own_listed = false;
  bool others = read_others(reader, reduced, sentence, &own_listed);
  if (own_listed || praises_own(reader, reduced, others))
    add_reference(reader, reader->report->municipality, ROLE_MODEL, sentence);
  bool named = reduced->groups->len > 0;
  reader->after_model = others;
  reader->after_list = named ? reader->after_list : says(groups_of(reduced, NO_GROUP), LIST);
  reduced_free(reduced);
}

/* ---- the report ---- */

static void
read_span(Reader *reader, gsize start_bytes, gsize length_bytes) {
  if (length_bytes == 0 || length_bytes > MAX_SENTENCE_BYTES)
    return;
  char *sentence = g_strndup(reader->passage->text + start_bytes, length_bytes);
  read_sentence(reader, g_strstrip(sentence));
  g_free(sentence);
}

static bool
is_of_role_models(const char *heading) {
  GArray *words = corpus_words(heading != NULL ? heading : "", -1);
  bool section = says(groups_in(words), SECTION);
  g_array_unref(words);
  return section;
}

/* The passage's sentences, cut here where nobody has yet. */
static void
read_passage(Reader *reader) {
  const GArray *known = reader->passage->sentences;
  reader->after_model = false;
  reader->section = is_of_role_models(reader->passage->heading);
  if (known != NULL && known->len > 0) {
    for (guint i = 0; i < known->len; i++) {
      const CorpusSentence *sentence = &g_array_index(known, CorpusSentence, i);
      read_span(reader, sentence->start_bytes, sentence->length_bytes);
    }
    return;
  }
  GArray *spans = corpus_sentences(reader->passage->text);
  for (guint i = 0; i < spans->len; i++) {
    const CorpusSpan *span = &g_array_index(spans, CorpusSpan, i);
    read_span(reader, span->start_bytes, span->length_bytes);
  }
  g_array_unref(spans);
}

void
corpus_references_find(CorpusReport *report) {
  Reader reader = {.report = report};
  g_ptr_array_set_size(report->references, 0);
  for (guint i = 0; i < report->passages->len; i++) {
    reader.passage = report->passages->pdata[i];
    if (reader.passage->tag != CORPUS_TAG_BACKGROUND)
      read_passage(&reader);
  }
}
