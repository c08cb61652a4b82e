/* search/who/denial.h: what a sentence denies of its topic. For polarity.c alone. */
#ifndef SEARCH_WHO_DENIAL_H
#define SEARCH_WHO_DENIAL_H

#include "search/who/polarity.h"

#define SEARCH_DENIAL_GRANTED 0.3 /* lack of something else, by what is but the place of it */

/* Adds what negations and words of lack say. Marks the cues that they spend as used. */
void search_denials_apply(CorpusStatement *sentence, SearchPolarity *polarity);

/* "Även om systemet ännu inte utvärderats": what stands right behind "ännu inte" has not been done
 * at all; elsewhere it says that something is not finished. Returns whether there was anything. */
bool search_denial_not_yet(CorpusStatement *sentence, SearchPolarity *polarity);

/* "Någon plan har inte antagits": is the topic denied by an article before it and a word behind? */
bool search_denial_by_article(const CorpusStatement *sentence);

/* "… utan någon plan": is the topic, not spoken of as something known, what somebody is without? */
bool search_denial_without(const CorpusStatement *sentence);

/* Does a negation, or a word of lack, begin between the two words? */
bool search_denial_between(const CorpusStatement *sentence, guint from, guint to);

#endif
