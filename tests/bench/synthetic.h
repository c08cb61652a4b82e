/* tests/bench/synthetic.h: reports that were never written, with the words of some that were. */
#ifndef TESTS_BENCH_SYNTHETIC_H
#define TESTS_BENCH_SYNTHETIC_H

#include "corpus/report/report.h"

typedef struct Synthetic Synthetic;

/* Learns which word follows which, and how passages are made up, from reports (CorpusReport *),
 * which must outlive the result. */
Synthetic *synthetic_new(const GPtrArray *reports);
void synthetic_free(Synthetic *synthetic);

/* Report `number` of the series that the seed begins: another municipality and year each, the
 * questions, role models and the passages' places of one of the reports learnt from, new points,
 * new texts of like length. The same numbers give the same report. The caller frees it. */
CorpusReport *synthetic_report(const Synthetic *synthetic, guint32 seed, guint number);

#endif
