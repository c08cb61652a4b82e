/* corpus/reading/stance/imperative.h: does a sentence bid somebody to do something? */
#ifndef CORPUS_READING_STANCE_IMPERATIVE_H
#define CORPUS_READING_STANCE_IMPERATIVE_H

#include "corpus/language/clause.h"

/* Does the sentence open with a verb in the imperative, or in the infinitive that often looks the
 * same ("Inrätta en gemensam postlåda.", "Skriv kortare.")? What it tells of is asked for, then.
 * What may be anything else ("Stöd till …", "Inför beslutet …"), names a municipality ("Vara har
 * …"), is a stopword ("Den …") or is quoted is none, nor are two words ("Arbeta hemifrån"), nor one
 * of `seldom`, NULL-terminated, which mostly open a sentence otherwise. */
bool corpus_opens_with_imperative(const CorpusClauses *sentence, const char *const *seldom);

#endif
