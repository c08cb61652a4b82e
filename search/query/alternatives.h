/* search/query/alternatives.h: what else says what a word or a run of words says. Internal to
 * search/query/meaning.h.
 *
 * A concept's alternatives are collected here: the compound's parts, synonyms of the field, what is
 * made of a word, and, where none of these is in the reports, the rarer parts of a compound alone.
 * Each costs a reading of its passages, so that only the best are kept. */
#ifndef SEARCH_QUERY_ALTERNATIVES_H
#define SEARCH_QUERY_ALTERNATIVES_H

#include "search/query/meaning.h"

/* A concept that decides, without alternatives yet. written: the words, as typed or corrected. Free
 * with search_concept_free(). */
SearchConcept *search_concept_new(const char *written, double weight, SearchWordsOf of);
void search_concept_free(SearchConcept *concept); /* NULL is fine */

/* Adds the word itself, as it was read, and another form that counts like it (NULL = none). Nothing
 * where it has no form. */
void search_concept_add_word(SearchConcept *concept, const IndexerWord *reading,
                             const char *variant);

/* The same, and all that stands for the word. Where it was typed, also as the reports may misspell
 * it, if they have nothing else for it; of a query, also what reports say for words of everyday
 * speech. Remembered, as people use the same words again and again: nobody may change the
 * alternatives any more. Errors of the shim come through. */
bool search_concept_fill(SearchWords *known, SearchConcept *concept, const IndexerWord *reading,
                         const char *variant, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Where the reports have nothing that means the same as a word that was filled, nor anything akin:
 * adds what the general thesaurus has for it, and for those parts of a compound that they do not
 * have. Nothing for a concept of several words. Errors as above. */
bool search_concept_reach(SearchWords *known, SearchConcept *concept,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Gives it what reports say of a practice, by the practice's own number: words that say it near
 * each other, as IndexerPractice has them. One by itself only where reports have it, but not
 * everywhere; several also where reports lack some of them; none where reports have nothing of all
 * that. Remembered, as above. Errors as above. */
bool search_concept_take_practice(SearchWords *known, SearchConcept *concept, guint number,
                                  const char *said, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Takes out of these what the reports don't have. */
bool search_concept_check_practice(SearchWords *known, SearchConcept *concept,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Adds all that stands for several words that are one thing: an entry of the thesaurus, or the two
 * parts of a compound. key: the forms of all of them, with single spaces between; forms: of those
 * that say something. The concept decides where they are surely one thing; where only
 * compounds of words like theirs are in use, it merely adds weight; it has no alternatives where
 * they are not one thing. Everyday words and errors as above. */
bool search_concept_widen_run(SearchWords *known, SearchConcept *concept, const char *key,
                              char *const *forms, GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
