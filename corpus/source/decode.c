/* corpus/source/decode.c: brings the bytes of a text file to UTF-8, and says what it had to do. */
#include "corpus/source/decode.h"

#include <glib/gi18n.h>
#include <string.h>

#include "corpus/source/line.h"
#include "corpus/text/error.h"

/* A report is some 70 kB; the largest imaginable stays far below. */
enum { SIZE_MAX_BYTES = 8 * 1024 * 1024 };

/* What PDFium writes for a hyphen that breaks a word at a line end. */
enum { PDFIUM_HYPHEN = 0x02, PDFIUM_HYPHEN_NEW = 0xFFFE };

enum {
  SOFT_HYPHEN = 0xAD,
  HYPHEN = 0x2010,
  FIRM_HYPHEN = 0x2011,
  LIGATURES_FIRST = 0xFB00,
  LIGATURES_LAST = 0xFB06
};

/* Some programs write the letters of a ligature with their two bytes in the wrong order: "ff" as
 * U+6600 twice. No Swedish text has such a letter. */
static gunichar
unswapped(gunichar letter) {
  bool swapped = letter <= 0xFFFF && (letter & 0xFF) == 0 && g_ascii_isalpha((gchar)(letter >> 8));
  return swapped ? letter >> 8 : letter;
}

static bool
is_control(unsigned char byte) {
  return (byte < 0x20 && strchr("\t\n\v\f\r\x02", byte) == NULL) || byte == 0x7F || byte == '\0';
}

static gsize
count_controls(const char *bytes, gsize length) {
  gsize count = 0;
  for (gsize i = 0; i < length; i++)
    count += is_control((unsigned char)bytes[i]);
  return count;
}

/* Text holds no control characters but by accident; in compressed or compiled data every tenth
 * byte is one. So one in twenty is no text of any length, and one in a hundred none that is long
 * enough for more than an accident. */
enum { BINARY_ONE_IN = 20, LONG_BINARY_ONE_IN = 100, ACCIDENTS = 16 };

static bool
looks_binary(const char *bytes, gsize length) {
  static const char *const magic[] = {"%PDF-", "PK\x03\x04", "\177ELF", "{\\rtf",
                                      "\xd0\xcf\x11\xe0"};
  for (gsize i = 0; i < G_N_ELEMENTS(magic); i++)
    if (length >= strlen(magic[i]) && memcmp(bytes, magic[i], strlen(magic[i])) == 0)
      return true;
  gsize controls = count_controls(bytes, length);
  return controls * BINARY_ONE_IN > length ||
         (controls > ACCIDENTS && controls * LONG_BINARY_ONE_IN > length);
}

/* How many bytes are no UTF-8, and how many characters of more than one byte are there? */
static void
count_sequences(const char *bytes, gsize length, gsize *broken, gsize *sound) {
  const char *at = bytes, *end = bytes + length;
  *broken = *sound = 0;
  while (at < end) {
    const char *valid_end = NULL;
    bool valid = g_utf8_validate_len(at, (gsize)(end - at), &valid_end);
    for (const char *c = at; c < valid_end; c = g_utf8_next_char(c))
      *sound += (unsigned char)*c >= 0x80;
    if (valid)
      break;
    *broken += *valid_end != '\0';
    at = valid_end + 1;
  }
}

/* what: behind the number. */
static void
add_count(GPtrArray *warnings, const char *code, gsize bytes, const char *what) {
  char count[32];
  g_snprintf(count, sizeof count, "%" G_GSIZE_FORMAT, bytes);
  g_ptr_array_add(warnings, corpus_warning_new(code, "bytes", count, "%s %s", count, what));
}

static char *
converted(const char *bytes, gsize length, const char *from, GPtrArray *warnings) {
  char *text = g_convert(bytes, (gssize)length, "UTF-8", from, NULL, NULL, NULL);
  if (text != NULL)
    g_ptr_array_add(warnings,
                    corpus_warning_new("converted", "encoding", from, "converted from %s", from));
  return text;
}

static bool
has_windows_bytes(const char *bytes, gsize length) {
  for (gsize i = 0; i < length; i++)
    if ((unsigned char)bytes[i] >= 0x80 && (unsigned char)bytes[i] < 0xA0)
      return true;
  return false;
}

/* Text in one byte a character. Windows-1252 has holes, ISO-8859-1 has none. */
static char *
from_single_bytes(const char *bytes, gsize length, GPtrArray *warnings) {
  char *text = NULL;
  if (has_windows_bytes(bytes, length))
    text = converted(bytes, length, "WINDOWS-1252", warnings);
  return text != NULL ? text : converted(bytes, length, "ISO-8859-1", warnings);
}

static char *
without_nul(const char *bytes, gsize length, GPtrArray *warnings) {
  GString *text = g_string_sized_new(length);
  for (gsize i = 0; i < length; i++)
    if (bytes[i] != '\0')
      g_string_append_c(text, bytes[i]);
  if (text->len < length)
    add_count(warnings, "nul_dropped", length - text->len, "NUL bytes dropped");
  return g_string_free(text, FALSE);
}

static char *
repaired(const char *text, gsize broken, GPtrArray *warnings) {
  add_count(warnings, "broken_replaced", broken, "bytes that are not UTF-8 replaced");
  return g_utf8_make_valid(text, -1);
}

/* Valid UTF-8, whatever the bytes were; NULL if no conversion fits. */
static char *
to_utf8(const char *bytes, gsize length, GPtrArray *warnings) {
  if (length >= 2 && memcmp(bytes, "\xff\xfe", 2) == 0)
    return converted(bytes + 2, (length - 2) & ~(gsize)1, "UTF-16LE", warnings);
  if (length >= 2 && memcmp(bytes, "\xfe\xff", 2) == 0)
    return converted(bytes + 2, (length - 2) & ~(gsize)1, "UTF-16BE", warnings);
  if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
    bytes += 3, length -= 3;
  if (looks_binary(bytes, length))
    return NULL;
  char *text = without_nul(bytes, length, warnings);
  gsize broken = 0, sound = 0;
  count_sequences(text, strlen(text), &broken, &sound);
  if (broken == 0)
    return text;
  /* UTF-8 with some damage has more sound sequences than broken ones; single-byte text has hardly
   * any that look sound. */
  char *utf8 = sound >= broken ? repaired(text, broken, warnings)
                               : from_single_bytes(text, strlen(text), warnings);
  g_free(text);
  return utf8;
}

/* Line ends of all systems become line feeds, control characters go. */
static char *
with_plain_line_ends(const char *text) {
  GString *plain = g_string_sized_new(strlen(text));
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    if (c == '\r') {
      if (at[1] != '\n')
        g_string_append_c(plain, '\n');
    } else if (c == '\v' || c == 0x85 || c == 0x2028 || c == 0x2029) {
      g_string_append_c(plain, '\n');
    } else if (c == PDFIUM_HYPHEN || c == PDFIUM_HYPHEN_NEW) {
      g_string_append_c(plain, '-');
    } else if (c == '\n' || c == '\t' || c == '\f' || !g_unichar_iscntrl(c)) {
      g_string_append_unichar(plain, c);
    }
  }
  return g_string_free(plain, FALSE);
}

static bool
is_invisible(gunichar c) {
  return c == 0x200B || c == 0x200C || c == 0x200D || c == 0x2060 || c == 0xFEFF;
}

void
corpus_append_clean(GString *text, gunichar letter, bool ends_line) {
  letter = unswapped(letter);
  if (letter == SOFT_HYPHEN || letter == HYPHEN || letter == FIRM_HYPHEN) {
    if (letter != SOFT_HYPHEN || ends_line)
      g_string_append_c(text, '-');
  } else if (letter >= LIGATURES_FIRST && letter <= LIGATURES_LAST) {
    gunichar letters[8];
    gsize count = g_unichar_fully_decompose(letter, TRUE, letters, G_N_ELEMENTS(letters));
    for (gsize i = 0; i < count; i++)
      g_string_append_unichar(text, letters[i]);
  } else if (g_unichar_isspace(letter)) {
    g_string_append_c(text, ' ');
  } else if (!is_invisible(letter)) {
    g_string_append_unichar(text, letter);
  }
}

static bool
is_blank(const char *text) {
  while (*text != '\0' && g_unichar_isspace(g_utf8_get_char(text)))
    text = g_utf8_next_char(text);
  return *text == '\0';
}

char *
corpus_decode(const char *bytes, gsize length_bytes, GPtrArray *warnings, GError **error) {
  if (length_bytes > SIZE_MAX_BYTES) {
    g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_TOO_LARGE,
                _("%zu bytes are more than a report can have (at most %d)"), length_bytes,
                SIZE_MAX_BYTES);
    return NULL;
  }
  char *utf8 = length_bytes == 0 ? g_strdup("") : to_utf8(bytes, length_bytes, warnings);
  if (utf8 == NULL) {
    g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_BINARY, _("the bytes are not text"));
    return NULL;
  }
  char *plain = with_plain_line_ends(utf8);
  g_free(utf8);
  if (is_blank(plain)) {
    g_free(plain);
    g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_EMPTY,
                length_bytes == 0 ? _("the file is empty: it was perhaps not copied as a whole")
                                  : _("the file holds no text"));
    return NULL;
  }
  char *normal = g_utf8_normalize(plain, -1, G_NORMALIZE_NFC);
  g_free(plain);
  return normal;
}

/* The byte that stands for the letter in PDF's own encoding; -1 if none does (ISO 32000-1, D.2). */
static int
byte_of(gunichar letter) {
  static const gunichar from_0x18[] = {0x02D8, 0x02C7, 0x02C6, 0x02D9,
                                       0x02DD, 0x02DB, 0x02DA, 0x02DC};
  static const gunichar from_0x80[] = {
      0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x0192, 0x2044, 0x2039, 0x203A, 0x2212,
      0x2030, 0x201E, 0x201C, 0x201D, 0x2018, 0x2019, 0x201A, 0x2122, 0xFB01, 0xFB02, 0x0141,
      0x0152, 0x0160, 0x0178, 0x017D, 0x0131, 0x0142, 0x0153, 0x0161, 0x017E};
  if (letter < 0x18 || (letter >= 0x20 && letter < 0x7F) || (letter > 0xA0 && letter <= 0xFF))
    return (int)letter;
  for (gsize i = 0; i < G_N_ELEMENTS(from_0x18); i++)
    if (letter == from_0x18[i])
      return 0x18 + (int)i;
  for (gsize i = 0; i < G_N_ELEMENTS(from_0x80); i++)
    if (letter == from_0x80[i])
      return 0x80 + (int)i;
  return letter == 0x20AC ? 0xA0 : -1;
}

char *
corpus_decode_again(const char *text) {
  GString *bytes = g_string_new(NULL);
  bool fits = true, plain = true;
  for (const char *at = text; *at != '\0' && fits; at = g_utf8_next_char(at)) {
    int byte = byte_of(g_utf8_get_char(at));
    fits = byte >= 0;
    plain = plain && byte < 0x80;
    if (fits)
      g_string_append_c(bytes, (char)byte);
  }
  bool twice = fits && !plain && g_utf8_validate(bytes->str, (gssize)bytes->len, NULL);
  char *once = g_strdup(twice ? bytes->str : text);
  g_string_free(bytes, TRUE);
  return once;
}
