/* shim/document_set.cc: sets of documents, a bit each, that are put together a word at a time. */
#include "shim/postings.h"

namespace shim {

namespace {

/* Without the instruction for it, which not each processor has; of many side by side. */
unsigned
count_bits(unsigned long long block) {
  block -= block >> 1 & 0x5555555555555555;
  block = (block & 0x3333333333333333) + (block >> 2 & 0x3333333333333333);
  block = (block + (block >> 4)) & 0x0F0F0F0F0F0F0F0F;
  return static_cast<unsigned>(block * 0x0101010101010101 >> 56);
}

} // namespace

void
DocumentSet::unite(const DocumentSet &other) {
  for (std::size_t i = 0; i < words.size(); i++)
    words[i] |= other.words[i];
}

void
DocumentSet::intersect(const DocumentSet &other) {
  for (std::size_t i = 0; i < words.size(); i++)
    words[i] &= other.words[i];
}

void
DocumentSet::subtract(const DocumentSet &other) {
  for (std::size_t i = 0; i < words.size(); i++)
    words[i] &= ~other.words[i];
}

Xapian::docid
DocumentSet::first_from(Xapian::docid id) const {
  std::size_t i = id / bits;
  word rest = i < words.size() ? words[i] >> id % bits << id % bits : 0;
  while (rest == 0 && ++i < words.size())
    rest = words[i];
  return rest != 0
             ? static_cast<Xapian::docid>(i * bits + static_cast<unsigned>(__builtin_ctzll(rest)))
             : static_cast<Xapian::docid>(words.size() * bits);
}

unsigned
DocumentSet::count() const {
  unsigned count = 0;
  for (word bits_here : words)
    count += count_bits(bits_here);
  return count;
}

bool
DocumentSet::has_more_than(unsigned most) const {
  unsigned count = 0;
  for (std::size_t i = 0; i < words.size() && count <= most; i++)
    count += count_bits(words[i]);
  return count > most;
}

void
DocumentSet::append_to(std::vector<Xapian::docid> &ids) const {
  std::size_t before = ids.size();
  ids.resize(before + count());
  Xapian::docid *at = ids.data() + before;
  each([&](Xapian::docid id) { *at++ = id; });
}

} // namespace shim
