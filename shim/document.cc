/* shim/document.cc: documents: terms, values and data. */
#include "shim/guard.h"
#include "shim/handles.h"

namespace {

/* A document's data is a value of its own, not Xapian's: that is compressed (zlib) whatever it is,
 * when it is written and again when it is compacted, which for what is packed already costs a tenth
 * of making an index. */
constexpr Xapian::valueno SLOT_OF_DATA = SHIM_SLOT_MAX + 1;

/* Xapian would tell only when the document is written, without saying which of its terms it is. */
void
require_term(const char *term) {
  shim::require(shim::Names::is_term(term),
                "a term can't be empty, or begin with a control character");
  if (std::strlen(term) > SHIM_TERM_MAX_BYTES)
    throw Xapian::InvalidArgumentError("the term is longer than " +
                                       std::to_string(SHIM_TERM_MAX_BYTES) + " bytes: " + term);
}

std::string
stored(const ShimDocument &document, const char *term) {
  require_term(term);
  return document.names != nullptr ? document.names->stored(term) : term;
}

std::string
to_string(const void *bytes, gsize length_bytes) {
  return length_bytes == 0 ? std::string()
                           : std::string(static_cast<const char *>(bytes), length_bytes);
}

} // namespace

extern "C" bool
shim_document_new(const ShimWriter *writer, ShimDocument **document, GError **error) {
  *document = nullptr;
  return shim::guarded(error, nullptr, [&] {
    *document = new ShimDocument{Xapian::Document(), writer != nullptr ? writer->names : nullptr};
  });
}

extern "C" void
shim_document_free(ShimDocument *document) SHIM_NOTHROW {
  delete document;
}

extern "C" bool
shim_document_add_filter(ShimDocument *document, const char *term, GError **error) {
  return shim::guarded(error, nullptr,
                       [&] { document->document.add_boolean_term(stored(*document, term)); });
}

extern "C" bool
shim_document_add_term(ShimDocument *document, const char *term, unsigned wdf_increment,
                       GError **error) {
  return shim::guarded(
      error, nullptr, [&] { document->document.add_term(stored(*document, term), wdf_increment); });
}

extern "C" bool
shim_document_add_posting(ShimDocument *document, const char *term, unsigned position,
                          unsigned wdf_increment, GError **error) {
  return shim::guarded(error, nullptr, [&] {
    document->document.add_posting(stored(*document, term), position, wdf_increment);
  });
}

extern "C" bool
shim_document_set_value(ShimDocument *document, unsigned slot, const void *bytes,
                        gsize length_bytes, GError **error) {
  return shim::guarded(error, nullptr, [&] {
    shim::require(slot <= SHIM_SLOT_MAX, "there is no such value slot");
    document->document.add_value(slot, to_string(bytes, length_bytes));
  });
}

extern "C" bool
shim_document_set_data(ShimDocument *document, const void *bytes, gsize length_bytes,
                       GError **error) {
  return shim::guarded(error, nullptr, [&] {
    document->document.add_value(SLOT_OF_DATA, to_string(bytes, length_bytes));
  });
}

extern "C" bool
shim_document_data(const ShimDocument *document, GBytes **bytes, GError **error) {
  *bytes = nullptr;
  return shim::guarded(error, nullptr, [&] {
    std::string data = document->document.get_value(SLOT_OF_DATA);
    *bytes = g_bytes_new(data.data(), data.size());
  });
}

extern "C" bool
shim_document_value(const ShimDocument *document, unsigned slot, char **bytes, gsize *length_bytes,
                    GError **error) {
  *bytes = nullptr;
  *length_bytes = 0;
  return shim::guarded(error, nullptr, [&] {
    std::string value = document->document.get_value(slot);
    *bytes = shim::copy_bytes(value);
    *length_bytes = value.size();
  });
}

extern "C" bool
shim_document_terms(const ShimDocument *document, char ***terms, GError **error) {
  *terms = nullptr;
  return shim::guarded(error, nullptr, [&] {
    std::vector<std::string> found;
    Xapian::TermIterator end = document->document.termlist_end();
    for (auto i = document->document.termlist_begin(); i != end; ++i)
      found.push_back(document->names != nullptr ? document->names->term_of(*i) : *i);
    *terms = shim::copy_texts(found);
  });
}
