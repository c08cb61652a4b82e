/* corpus/reading/stance/role_models.c: says of each municipality named in a report whether it is a
 * role model. */
#include "corpus/reading/stance/role_models.h"

#include <string.h>

#include "corpus/reading/stance/role_model_cues.h"
#include "corpus/reading/stance/role_model_sentence.h"
#include "corpus/text/sentence.h"

/* Longer "sentences" are tables that nobody cut; patterns are not sought in them. */
#define MAX_SENTENCE_BYTES 4000

typedef enum { ROLE_NOTHING, ROLE_MENTION, ROLE_MODEL } Role;

/* What has been read so far, as far as it bears on the next sentence. */
typedef struct {
  CorpusReport *report;
  const CorpusReferenceCues *cues;
  const CorpusPassage *passage;
  bool section;     /* under a heading of role models */
  bool after_list;  /* the sentence before announced names */
  bool after_model; /* the sentence before, in this passage, named others as role models */
} Reader;

/* ---- one list of names ---- */

static bool
matches(const Reader *reader, CorpusCueGroup group, const char *text) {
  return corpus_reference_cues_match(reader->cues, group, text);
}

/* The first group of patterns that fits decides; the order is the data file's. */
static Role
role_of(const Reader *reader, const CorpusNameGroup *names, const char *text) {
  if (matches(reader, CORPUS_CUE_NOTHING, text))
    return ROLE_NOTHING;
  if (matches(reader, CORPUS_CUE_INSTITUTION, text))
    return ROLE_MENTION;
  if (reader->section)
    return ROLE_MODEL;
  if (matches(reader, CORPUS_CUE_PARTNER, text))
    return ROLE_MENTION;
  if (matches(reader, CORPUS_CUE_MODEL, text))
    return ROLE_MODEL;
  if (names->own || reader->passage->area == 0 || matches(reader, CORPUS_CUE_MENTION, text))
    return ROLE_MENTION;
  if (matches(reader, CORPUS_CUE_PRACTICE, text) || reader->after_list)
    return ROLE_MODEL;
  if (reader->after_model && matches(reader, CORPUS_CUE_CARRY, text))
    return ROLE_MODEL;
  bool bare = reader->passage->kind == CORPUS_KIND_ITEM || matches(reader, CORPUS_CUE_BARE, text);
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
read_others(const Reader *reader, const CorpusReducedSentence *reduced, const char *sentence,
            bool *own_listed) {
  guint count = reduced->groups->len, first = reader->report->references->len;
  Role *roles = g_new0(Role, count + 1);
  bool any = false;
  for (guint i = 0; i < count; i++) {
    const CorpusNameGroup *names = reduced->groups->pdata[i];
    char *text = corpus_reduced_text(reduced, i);
    roles[i] = names->places->len > 0 ? role_of(reader, names, text) : ROLE_NOTHING;
    any = any || roles[i] == ROLE_MODEL;
    *own_listed = *own_listed || (roles[i] == ROLE_MODEL && names->own);
    g_free(text);
  }
  for (Role role = ROLE_MODEL; role > ROLE_NOTHING; role--)
    for (guint i = 0; i < count; i++) {
      const CorpusNameGroup *names = reduced->groups->pdata[i];
      for (guint j = 0; roles[i] == role && j < names->places->len; j++)
        if (!has_reference(reader->report->references, first, names->places->pdata[j]))
          add_reference(reader, names->places->pdata[j], role, sentence);
    }
  g_free(roles);
  return any;
}

/* Does the sentence speak of the report's own municipality by its name, or as "kommunen"? */
static bool
names_own(const char *text) {
  return strstr(text, "EGEN ") != NULL || strstr(text, "kommunen ") != NULL;
}

/* Is the report's own municipality held up as an example? others: does the sentence do so with
 * another? */
static bool
praises_own(const Reader *reader, const char *text, bool others) {
  const CorpusPassage *passage = reader->passage;
  if (reader->report->municipality == NULL ||
      (passage->kind == CORPUS_KIND_ITEM && passage->tag != CORPUS_TAG_STRENGTH))
    return false;
  if (!matches(reader, CORPUS_CUE_PRAISE, text) || matches(reader, CORPUS_CUE_NOT_PRAISE, text))
    return false;
  if (others)
    return matches(reader, CORPUS_CUE_BOTH, text);
  if (reader->section)
    return strstr(text, "EGEN ") != NULL;
  return !reader->after_model || names_own(text);
}

static void
read_sentence(Reader *reader, const char *sentence) {
  CorpusReducedSentence *reduced = corpus_reduce_sentence(sentence, reader->report->municipality);
  char *text = corpus_reduced_text(reduced, CORPUS_NO_GROUP);
  bool own_listed = false;
  bool others = read_others(reader, reduced, sentence, &own_listed);
  if (own_listed || praises_own(reader, text, others))
    add_reference(reader, reader->report->municipality, ROLE_MODEL, sentence);
  bool named = reduced->groups->len > 0;
  reader->after_model = others;
  reader->after_list =
      (named && reader->after_list) || (!named && matches(reader, CORPUS_CUE_LIST, text));
  g_free(text);
  corpus_reduced_free(reduced);
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

/* The passage's sentences, cut here where nobody has yet. */
static void
read_passage(Reader *reader) {
  const GArray *known = reader->passage->sentences;
  reader->after_model = false;
  reader->section = corpus_reference_cues_section(reader->cues, reader->passage->heading);
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
  Reader reader = {.report = report, .cues = corpus_reference_cues(NULL)};
  g_ptr_array_set_size(report->references, 0);
  for (guint i = 0; reader.cues != NULL && i < report->passages->len; i++) {
    reader.passage = report->passages->pdata[i];
    if (reader.passage->tag != CORPUS_TAG_BACKGROUND)
      read_passage(&reader);
  }
}
