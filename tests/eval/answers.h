/* tests/eval/answers.h: hand-made answers in JSON, and how often answers are right. */
#ifndef TESTS_EVAL_ANSWERS_H
#define TESTS_EVAL_ANSWERS_H

#include <cjson/cJSON.h>
#include <glib.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define ANSWERS_CLASSES 4

/* How often each class was answered for each. */
typedef struct {
  const char *const *names;                          /* ANSWERS_CLASSES of them */
  unsigned counts[ANSWERS_CLASSES][ANSWERS_CLASSES]; /* [right answer][given answer] */
} AnswersConfusion;

/* NULL where the file is not there; a malformed one ends the test. Free with cJSON_Delete(). */
static inline cJSON *
answers_read(const char *folder, const char *name) {
  char *path = g_build_filename(folder, name, NULL);
  char *text = NULL;
  cJSON *json = NULL;
  if (g_file_get_contents(path, &text, NULL, NULL)) {
    json = cJSON_Parse(text);
    g_assert_nonnull(json);
  }
  g_free(text);
  g_free(path);
  return json;
}

/* The text of a key, "" where it has none. */
static inline const char *
answers_text(const cJSON *object, const char *key) {
  const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
  return cJSON_IsString(value) ? value->valuestring : "";
}

/* Is the word the object's answer under key, or one of those under "alt" that count as well? */
static inline bool
answers_accept(const cJSON *object, const char *key, const char *word) {
  bool accepted = g_str_equal(answers_text(object, key), word);
  const cJSON *other = NULL;
  cJSON_ArrayForEach(other, cJSON_GetObjectItemCaseSensitive(object, "alt")) {
    accepted = accepted || g_str_equal(other->valuestring, word);
  }
  return accepted;
}

static inline unsigned
answers_class(const AnswersConfusion *confusion, const char *name) {
  unsigned class = 0;
  while (class < ANSWERS_CLASSES && !g_str_equal(confusion->names[class], name))
    class ++;
  g_assert_cmpuint(class, <, ANSWERS_CLASSES);
  return class;
}

/* Counts an answer; one that is accepted counts as the right one. */
static inline void
answers_count(AnswersConfusion *confusion, const cJSON *object, const char *key,
              const char *given) {
  const char *right = answers_text(object, key);
  const char *taken = answers_accept(object, key, given) ? right : given;
  confusion->counts[answers_class(confusion, right)][answers_class(confusion, taken)]++;
}

static inline unsigned
answers_right(const AnswersConfusion *confusion) {
  unsigned right = 0;
  for (unsigned i = 0; i < ANSWERS_CLASSES; i++)
    right += confusion->counts[i][i];
  return right;
}

static inline double
answers_accuracy(const AnswersConfusion *confusion) {
  unsigned all = 0;
  for (unsigned i = 0; i < ANSWERS_CLASSES; i++)
    for (unsigned j = 0; j < ANSWERS_CLASSES; j++)
      all += confusion->counts[i][j];
  return all == 0 ? 0 : (double)answers_right(confusion) / all;
}

/* The mean of the classes' F1: 2 · right / (given + due). */
static inline double
answers_macro_f1(const AnswersConfusion *confusion) {
  double sum = 0;
  for (unsigned i = 0; i < ANSWERS_CLASSES; i++) {
    unsigned due = 0, given = 0;
    for (unsigned j = 0; j < ANSWERS_CLASSES; j++) {
      due += confusion->counts[i][j];
      given += confusion->counts[j][i];
    }
    sum += due + given == 0 ? 1 : 2.0 * confusion->counts[i][i] / (due + given);
  }
  return sum / ANSWERS_CLASSES;
}

static inline void
answers_print(const AnswersConfusion *confusion, const char *title) {
  printf("# %s: accuracy %.3f, macro-F1 %.3f\n# %-12s", title, answers_accuracy(confusion),
         answers_macro_f1(confusion), "");
  for (unsigned i = 0; i < ANSWERS_CLASSES; i++)
    printf("%12s", confusion->names[i]);
  for (unsigned i = 0; i < ANSWERS_CLASSES; i++) {
    printf("\n# %-12s", confusion->names[i]);
    for (unsigned j = 0; j < ANSWERS_CLASSES; j++)
      printf("%12u", confusion->counts[i][j]);
  }
  printf("\n");
}

#endif
