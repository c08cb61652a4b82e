/* corpus/text/knowledge.h: reads the knowledge files of corpus/data/, which are compiled into the
 * program.
 *
 * A file is lines. "#" opens a comment line; "[name]" opens a group; "key = value" parts at the
 * first "="; a list parts at ";". White space at the edges of all of these is left out, and nothing
 * is escaped. Whoever needs a file declares a table and asks for it:
 *
 *     typedef struct { GHashTable *never; GRegex *date; } Rules;
 *     static const CorpusKnowledgeField FIELDS[] = {
 *         {"parts", "never", CORPUS_KNOWLEDGE_SET, G_STRUCT_OFFSET(Rules, never)},
 *         {"dates", "date", CORPUS_KNOWLEDGE_PATTERN, G_STRUCT_OFFSET(Rules, date)},
 *         {0}};
 *     CORPUS_KNOWLEDGE(rules_table, .file = "parts.ini", .bytes = sizeof(Rules), .fields = FIELDS);
 *     ... const Rules *rules = corpus_knowledge(&rules_table);
 *
 * A line that is no such field goes to the table's own function, read_line.
 *
 * A malformed file never aborts. What is wrong is kept as a CORPUS_ERROR_DATA whose message begins
 * "corpus/data/<file>:<line>: ", for the program's main to print (corpus_knowledge_failure), and a
 * test reads every table (corpus_knowledge_check). All strings that come from a file live as long
 * as the program, so nothing needs to copy them. Thread-safe. */
#ifndef CORPUS_TEXT_KNOWLEDGE_H
#define CORPUS_TEXT_KNOWLEDGE_H

#include <gio/gio.h>
#include <stdbool.h>

/* A line that is neither empty nor a comment nor a group's name. */
typedef struct {
  const char *file;  /* "stopwords.txt" */
  guint number;      /* from 1 */
  const char *group; /* the name in "[…]" above it; "" before the first */
  guint which_group; /* its number in the table's groups, where it has these */
  const char *text;  /* the whole line */
  const char *key;   /* what stands before the first "="; the whole line where there is none */
  const char *value; /* what stands after it; NULL where there is none */
} CorpusKnowledgeLine;

typedef enum {
  CORPUS_KNOWLEDGE_TEXT,    /* const char * */
  CORPUS_KNOWLEDGE_NUMBER,  /* double */
  CORPUS_KNOWLEDGE_LIST,    /* const char *const *: "a; b", NULL-terminated */
  CORPUS_KNOWLEDGE_SET,     /* GHashTable *: the same, as a set of const char * */
  CORPUS_KNOWLEDGE_PATTERN, /* GRegex *: a regular expression (PCRE), case-insensitive */
  CORPUS_KNOWLEDGE_LINES    /* GHashTable *: the lines of the group, as a set; key is NULL */
} CorpusKnowledgeKind;

/* A key of a file, and where its value goes in the table. It must be there just once. Where key is
 * NULL it stands for all keys of the group, and the place holds a GHashTable * from key to value
 * (numbers as double *, the others as they are), empty if the group is. */
typedef struct {
  const char *group, *key;
  CorpusKnowledgeKind kind;
  gsize offset; /* bytes */
} CorpusKnowledgeField;

/* A table made of a file. Static, declared with CORPUS_KNOWLEDGE(). */
typedef struct CorpusKnowledge {
  const char *file;
  gsize bytes;                        /* of the table, which begins as zeros */
  const CorpusKnowledgeField *fields; /* the last one's group is NULL; NULL = no fields */
  const char *const *groups;          /* all that the file has, NULL-terminated; NULL = any */

  /* Each may be NULL: makes what the table needs before its first line; reads a line that no field
   * takes (NULL: such a line is an error); completes the table after the last line, also of a
   * malformed file. */
  void (*begin)(gpointer table);
  bool (*read_line)(gpointer table, const CorpusKnowledgeLine *line, GError **error);
  bool (*finish)(gpointer table, GError **error);

  gsize loaded; /* the table, once it is read */
  struct CorpusKnowledge *next;
} CorpusKnowledge;

/* Declares a static table, which corpus_knowledge_check() knows of. */
#define CORPUS_KNOWLEDGE(name, ...)                                                                \
  static CorpusKnowledge name = {__VA_ARGS__};                                                     \
  static void __attribute__((constructor)) name##_register(void) {                                 \
    corpus_knowledge_register(&name);                                                              \
  }                                                                                                \
  G_STATIC_ASSERT(true)
void corpus_knowledge_register(CorpusKnowledge *knowledge);

/* The table, read when first asked for; it lives as long as the program. That of a malformed file
 * holds what was read before the line that is wrong, patterns that match nothing and empty sets. */
gpointer corpus_knowledge(CorpusKnowledge *knowledge);

/* What was wrong with the first malformed file that was asked for so far, NULL if none was.
 * Borrowed, for the life of the program. */
const GError *corpus_knowledge_failure(void);

/* The same as an answer: false with a copy of it. */
bool corpus_knowledge_intact(GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Some other part of the knowledge can't be had: no answer is to be given. Takes the error. */
void corpus_knowledge_fail(GError *error);

/* The same made of a text instead of the file (tests); NULL where it is malformed. */
gpointer corpus_knowledge_from_text(const CorpusKnowledge *knowledge, const char *text,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Reads every table of the program; false with what is wrong with the first malformed one. */
bool corpus_knowledge_check(GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- for files that become no static table, and for read_line ---- */

/* Calls read for each line of the file at path, until it returns false: a file of corpus/data/ that
 * is not compiled into the program, as only what was worked out of it when kompass was built is.
 * Fails as read does, or with a G_FILE_ERROR. */
bool corpus_knowledge_read(const char *path,
                           bool (*read)(gpointer into, const CorpusKnowledgeLine *line,
                                        GError **error),
                           gpointer into, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same for a text. file: the name that messages show. */
bool corpus_knowledge_read_text(const char *file, const char *text,
                                bool (*read)(gpointer into, const CorpusKnowledgeLine *line,
                                             GError **error),
                                gpointer into, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Sets error to "corpus/data/<file>:<line>: <message>"; returns false. */
bool corpus_knowledge_error(const CorpusKnowledgeLine *line, GError **error, const char *format,
                            ...) G_GNUC_PRINTF(3, 4);

/* The value as a number ("0.5") or a list. Each sets error where it is none, and where the line has
 * no value; a table keeps the list as long as the program lives, whoever else asks for it frees it.
 */
bool corpus_knowledge_number(const CorpusKnowledgeLine *line, double *number, GError **error);
const char *const *corpus_knowledge_list(const CorpusKnowledgeLine *line, GError **error);

/* ---- the files themselves ---- */

/* The bytes of what is compiled in at the path; NUL-terminated, length (NULL is fine) excludes the
 * NUL. Borrowed, lives as long as the program. NULL if there is none. */
const char *corpus_built_in(GResource *resource, const char *path, gsize *length_bytes);

/* The bytes of a data file ("municipalities.tsv"); NUL-terminated, length excludes the NUL.
 * Borrowed, lives as long as the program. NULL with CORPUS_ERROR_DATA if there is none. */
const char *corpus_data_bytes(const char *name, gsize *length_bytes,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The names of all data files, sorted; a NULL-terminated array, the caller's (g_strfreev). */
char **corpus_data_names(void);

#endif
