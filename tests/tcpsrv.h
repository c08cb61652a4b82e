/* tests/tcpsrv.h: Xapian's own server, on a free port of this machine, for tests of remote shards.
 */
#ifndef TESTS_TCPSRV_H
#define TESTS_TCPSRV_H

#include <arpa/inet.h>
#include <glib.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* NULL if it is not installed; the caller frees it. */
static inline char *
test_tcpsrv_find(void) {
  return g_find_program_in_path("xapian-tcpsrv");
}

/* A port that was free a moment ago. */
static inline unsigned
test_tcpsrv_free_port(void) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  int descriptor = socket(AF_INET, SOCK_STREAM, 0);
  g_assert_cmpint(bind(descriptor, (struct sockaddr *)&address, length), ==, 0);
  g_assert_cmpint(getsockname(descriptor, (struct sockaddr *)&address, &length), ==, 0);
  close(descriptor);
  return ntohs(address.sin_port);
}

static inline bool
test_tcpsrv_answers(unsigned port) {
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int descriptor = socket(AF_INET, SOCK_STREAM, 0);
  bool connected = connect(descriptor, (struct sockaddr *)&address, sizeof address) == 0;
  close(descriptor);
  return connected;
}

/* Serves the database at path, and waits until it answers. */
static inline GPid
test_tcpsrv_start_at(const char *program, const char *path, unsigned port) {
  char *port_text = g_strdup_printf("%u", port);
  const char *arguments[] = {program,   "--interface", "127.0.0.1", "--port",
                             port_text, "--quiet",     path,        NULL};
  GPid child = 0;
  GError *error = NULL;
  g_spawn_async(NULL, (char **)arguments, NULL,
                G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                NULL, NULL, &child, &error);
  g_assert_no_error(error);
  for (unsigned tries = 0; tries < 6000 && !test_tcpsrv_answers(port); tries++)
    g_usleep(10000);
  g_assert_true(test_tcpsrv_answers(port));
  g_free(port_text);
  return child;
}

/* The same at a port that is free, which *port receives. */
static inline GPid
test_tcpsrv_start(const char *program, const char *path, unsigned *port) {
  *port = test_tcpsrv_free_port();
  return test_tcpsrv_start_at(program, path, *port);
}

static inline void
test_tcpsrv_stop(GPid child) {
  kill(child, SIGKILL);
  waitpid(child, NULL, 0);
  g_spawn_close_pid(child);
}

#endif
