/* indexer/record_variant.h: GVariants as records; internal to indexer/. */
#ifndef INDEXER_RECORD_VARIANT_H
#define INDEXER_RECORD_VARIANT_H

#include <glib.h>

/* Takes a floating value. The caller unrefs the bytes. */
GBytes *indexer_record_pack(GVariant *value);

/* NULL with INDEXER_ERROR_DAMAGED if the bytes are no proper value of the type. The caller unrefs
 * the value; text borrowed from it is valid UTF-8. */
GVariant *indexer_record_unpack(GBytes *record, const char *type,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A floating string value; NULL becomes "", broken UTF-8 is replaced. */
GVariant *indexer_record_text(const char *text);

/* Copies a question's id, as far as there is room for it. */
void indexer_record_copy_id(char target[8], const char *id);

#endif
