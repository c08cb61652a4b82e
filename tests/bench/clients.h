/* tests/bench/clients.h: many connections that ask a service of this machine, for a bounded time.
 */
#ifndef TESTS_BENCH_CLIENTS_H
#define TESTS_BENCH_CLIENTS_H

#include <glib.h>
#include <stdbool.h>

typedef struct {
  guint64 answered, refused; /* with status 200, with any other */
  guint64 bytes;             /* of all answers, heads too */
  double seconds;
  GArray *latencies_ms; /* double, of the answered; sorted */
} ClientsResult;

/* Asks 127.0.0.1:port for the targets ("/api/v1/…", percent-encoded) in turn over so many
 * connections, each of which asks again as soon as it is answered, until the seconds are over.
 * Fails where a connection can't be made or breaks. clients_result_clear() the result. */
bool clients_ask(unsigned port, unsigned connections, double seconds,
                 const GPtrArray *targets /* char * */, ClientsResult *result, GError **error);
void clients_result_clear(ClientsResult *result);

/* The latency that a share (0..1) of the answers kept within. */
double clients_quantile(const ClientsResult *result, double share);

#endif
