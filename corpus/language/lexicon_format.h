/* corpus/language/lexicon_format.h: the file of the compiled lexicon, which compile_lexicon.c
 * writes and lexicon.c maps into memory.
 *
 * All numbers are little-endian. A header; then five sections, each at a multiple of 8 bytes: rules
 * (LexiconRule), the endings that they append (NUL-terminated), how many blocks begin with a form
 * whose first two bytes come before each pair of bytes (guint32, LEXICON_PAIRS + 1 of them), where
 * each block of LEXICON_BLOCK forms begins in the last section (guint32), and the forms in the
 * order of strcmp(). A form is:
 * how many bytes it shares with the one before it in the block (a byte), how many follow (a byte),
 * these, how many readings it has (a byte), and the number of the rule of each (guint16,
 * unaligned).
 */
#ifndef CORPUS_LANGUAGE_LEXICON_FORMAT_H
#define CORPUS_LANGUAGE_LEXICON_FORMAT_H

#include <glib.h>

#define LEXICON_MAGIC "kompass lexikon 2"
#define LEXICON_BLOCK 16

#define LEXICON_PAIRS 65536

enum {
  LEXICON_RULES,
  LEXICON_ENDINGS,
  LEXICON_FIRSTS,
  LEXICON_BLOCKS,
  LEXICON_FORMS,
  LEXICON_SECTIONS
};

typedef struct {
  char magic[24];
  guint32 forms;                                             /* how many there are */
  guint32 start[LEXICON_SECTIONS], length[LEXICON_SECTIONS]; /* bytes */
} LexiconHeader;

/* The pair that a word of that length begins with. */
static inline guint
lexicon_pair(const char *word, gsize bytes) {
  return (guint)(bytes > 0 ? (guchar)word[0] : 0) << 8 | (bytes > 1 ? (guchar)word[1] : 0);
}

/* What a reading of a form is. What the dictionary forbids is a form that is none of them. */
enum {
  LEXICON_NOUN = 1,
  LEXICON_VERB = 2,
  LEXICON_ADJECTIVE = 4,
  LEXICON_OTHER = 8,
  LEXICON_ENTRY = 16, /* the dictionary has it as it stands */
  LEXICON_WORD = 32,  /* stands alone, not only in compounds */
  LEXICON_FIRST = 64, /* may begin a compound */
  LEXICON_LAST = 128  /* may end one */
};

/* How a base form is made of a form: the last bytes go, and an ending comes. */
typedef struct {
  guint32 append; /* where the ending begins in its section */
  guint8 strip;   /* bytes */
  guint8 unused;
  guint16 kinds;
} LexiconRule;

#endif
