/* shim/stemmer.cc: a C function as a Xapian stemmer. */
#include "shim/guard.h"

namespace {

class FunctionStem : public Xapian::StemImplementation {
public:
  FunctionStem(ShimStemFunction function, void *context, const char *description)
      : function_(function), context_(context), description_(description) {
  }

  std::string operator()(const std::string &word) override {
    char *stem = function_(word.c_str(), context_);
    if (stem == nullptr)
      throw std::runtime_error("the stemmer gave nothing back");
    std::string result = take(stem);
    return result;
  }

  std::string get_description() const override {
    return description_;
  }

private:
  /* Frees the text even where copying it throws. */
  static std::string take(char *text) {
    struct Owner {
      char *text;
      ~Owner() {
        g_free(text);
      }
    } owner{text};
    return std::string(owner.text);
  }

  ShimStemFunction function_;
  void *context_;
  std::string description_;
};

} // namespace

struct ShimStemmer {
  Xapian::Stem stem;
};

extern "C" bool
shim_stemmer_new(ShimStemFunction function, void *context, const char *description,
                 ShimStemmer **stemmer, GError **error) {
  *stemmer = nullptr;
  return shim::guarded(error, description, [&] {
    shim::require(function != nullptr, "a stemmer needs a function");
    *stemmer = new ShimStemmer{Xapian::Stem(new FunctionStem(function, context, description))};
  });
}

extern "C" void
shim_stemmer_free(ShimStemmer *stemmer) SHIM_NOTHROW {
  delete stemmer;
}

extern "C" bool
shim_stemmer_stem(const ShimStemmer *stemmer, const char *word, char **stem, GError **error) {
  *stem = nullptr;
  return shim::guarded(error, word, [&] { *stem = shim::copy_bytes(stemmer->stem(word)); });
}
