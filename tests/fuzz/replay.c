/* tests/fuzz/replay.c: runs a fuzz target without libFuzzer: over files, and over mutations of
 * them, the same ones for the same seed. */
#include <stdio.h>
#include <stdlib.h>

#include "tests/fuzz/target.h"

#define MOST_BYTES 65536
#define MOST_STEPS 6 /* small changes made to one input */

static int seed = 1, rounds;
static char *last, **paths;

static const GOptionEntry options[] = {
    {"seed", 's', 0, G_OPTION_ARG_INT, &seed, "of the mutations", "NUMBER"},
    {"rounds", 'n', 0, G_OPTION_ARG_INT, &rounds, "how many mutations to run", "NUMBER"},
    {"last", 'l', 0, G_OPTION_ARG_FILENAME, &last, "write each input here before it is run",
     "FILE"},
    {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &paths, NULL, "FILE..."},
    {0}};

/* ---- mutations ---- */

static guint
below(GRand *random, guint end) {
  return end > 0 ? g_rand_int(random) % end : 0;
}

/* A stretch of the bytes, mostly short. */
static void
stretch(GRand *random, const GByteArray *bytes, guint *from, guint *length) {
  *from = below(random, bytes->len);
  guint wanted = 1 + below(random, 1u << below(random, 11));
  *length = MIN(bytes->len - *from, wanted);
}

static void
insert(GByteArray *bytes, guint at, const guint8 *what, guint length) {
  guint old = bytes->len;
  g_byte_array_set_size(bytes, old + length);
  memmove(bytes->data + at + length, bytes->data + at, old - at);
  memcpy(bytes->data + at, what, length);
}

/* Puts a stretch of another input, or of this one, somewhere. */
static void
splice(GRand *random, GByteArray *bytes, const GByteArray *other) {
  guint from = 0, length = 0;
  stretch(random, other, &from, &length);
  guint8 *copy = length > 0 ? g_memdup2(other->data + from, length) : NULL;
  if (length > 0 && bytes->len + length <= MOST_BYTES)
    insert(bytes, below(random, bytes->len + 1), copy, length);
  g_free(copy);
}

/* Bytes that parsers stumble over. */
static guint8
telling_byte(GRand *random) {
  static const guint8 telling[] = "\0\t\n\f\r -*\"().,;:=&%?/|0918AZ\x7f\x80\xa4\xc3\xe2\xff";
  return telling[below(random, sizeof telling - 1)];
}

static void
change_one(GRand *random, GByteArray *bytes) {
  guint at = below(random, bytes->len);
  switch (below(random, 3)) {
  case 0:
    bytes->data[at] ^= (guint8)(1u << below(random, 8));
    break;
  case 1:
    bytes->data[at] = (guint8)g_rand_int(random);
    break;
  default:
    bytes->data[at] = telling_byte(random);
  }
}

static void
take_out(GRand *random, GByteArray *bytes) {
  guint from = 0, length = 0;
  stretch(random, bytes, &from, &length);
  g_byte_array_remove_range(bytes, from, length);
}

static void
mutate(GRand *random, GByteArray *bytes, const GPtrArray *inputs) {
  for (guint steps = 1 + below(random, MOST_STEPS); steps > 0; steps--) {
    guint8 byte = telling_byte(random);
    guint what = bytes->len > 0 ? below(random, 6) : 0;
    if (what == 0)
      insert(bytes, below(random, bytes->len + 1), &byte, 1);
    else if (what == 1)
      splice(random, bytes, inputs->pdata[below(random, inputs->len)]);
    else if (what == 2)
      splice(random, bytes, bytes);
    else if (what == 3)
      take_out(random, bytes);
    else
      change_one(random, bytes);
  }
}

/* ---- running ---- */

/* A copy on the heap as long as the input: AddressSanitizer sees every byte read past it. */
static void
run(const GByteArray *input) {
  guint8 *data = g_malloc(input->len > 0 ? input->len : 1);
  if (input->len > 0)
    memcpy(data, input->data, input->len);
  if (last != NULL && !g_file_set_contents_full(last, (const char *)data, (gssize)input->len,
                                                G_FILE_SET_CONTENTS_NONE, 0600, NULL))
    g_error("%s can't be written", last);
  LLVMFuzzerTestOneInput(data, input->len);
  g_free(data);
}

static void
run_mutations(const GPtrArray *inputs) {
  GRand *random = g_rand_new_with_seed((guint32)seed);
  for (int i = 0; i < rounds; i++) {
    const GByteArray *input = inputs->pdata[below(random, inputs->len)];
    GByteArray *bytes = g_byte_array_new();
    g_byte_array_append(bytes, input->data, input->len);
    mutate(random, bytes, inputs);
    run(bytes);
    g_byte_array_unref(bytes);
  }
  g_rand_free(random);
}

/* NULL with a message where a file can't be read. */
static GPtrArray *
read_inputs(void) {
  GPtrArray *inputs = g_ptr_array_new_with_free_func((GDestroyNotify)g_byte_array_unref);
  g_ptr_array_add(inputs, g_byte_array_new()); /* nothing at all is an input too */
  for (char **path = paths; path != NULL && *path != NULL; path++) {
    char *bytes = NULL;
    gsize length = 0;
    GError *error = NULL;
    if (!g_file_get_contents(*path, &bytes, &length, &error)) {
      fprintf(stderr, "%s\n", error->message);
      g_error_free(error);
      g_ptr_array_unref(inputs);
      return NULL;
    }
    g_ptr_array_add(inputs, g_byte_array_new_take((guint8 *)bytes, length));
  }
  return inputs;
}

int
main(int argc, char **argv) {
  GError *error = NULL;
  GOptionContext *context = g_option_context_new("- runs a fuzz target over files");
  g_option_context_add_main_entries(context, options, NULL);
  bool ok = g_option_context_parse(context, &argc, &argv, &error);
  g_option_context_free(context);
  GPtrArray *inputs = ok ? read_inputs() : NULL;
  if (!ok)
    fprintf(stderr, "%s\n", error->message);
  if (inputs == NULL)
    return EXIT_FAILURE;
  for (guint i = 0; i < inputs->len; i++)
    run(inputs->pdata[i]);
  run_mutations(inputs);
  printf("%u inputs and %d mutations of them, seed %d\n", inputs->len, rounds, seed);
  g_ptr_array_unref(inputs);
  g_strfreev(paths);
  g_free(last);
  g_clear_error(&error);
  return EXIT_SUCCESS;
}
