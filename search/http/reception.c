/* search/http/reception.c: accepts, peeks until a head is whole, and cuts off who is too late. */
#define _GNU_SOURCE /* accept4() */
#include "search/http/reception.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#define EVENTS_AT_ONCE 64
/* Descriptors that ran out are free again some time later. */
#define EXHAUSTED_MILLISECONDS 100
/* How often it is looked who is too late. */
#define SWEEP_MICROSECONDS (G_USEC_PER_SEC / 4)
/* How long one that was refused may take to read that, and to stop sending. */
#define LEAVING_MICROSECONDS G_USEC_PER_SEC
/* How long an answer may be on its way. */
#define SENDING_MICROSECONDS (300 * G_USEC_PER_SEC)
/* How long one that asks nothing is waited for in the end. */
#define LINGER_MICROSECONDS G_USEC_PER_SEC
/* Where there is no room, one that has waited for its own request as long as this makes room. */
#define PATIENCE_MICROSECONDS G_USEC_PER_SEC

struct SearchReception {
  SearchReceptionOptions options;
  int epoll;
  GQueue visitors; /* SearchVisitor *, the oldest first */
  bool listening, ending;
  gint64 swept, ended; /* g_get_monotonic_time() */
  gint64 exhausted;    /* when there were no more descriptors; 0 = there are */
  char *peeked;        /* room for a head and a byte */
};

/* ---- visitors come and go ---- */

void
search_visitor_becomes(SearchVisitor *visitor, SearchVisitorState state) {
  visitor->state = state;
  visitor->since = g_get_monotonic_time();
}

void
search_reception_gone(SearchReception *reception, SearchVisitor *visitor) {
  if (visitor->counted)
    search_addresses_leave(reception->options.addresses, visitor->address);
  search_metrics_connection(reception->options.metrics, -1);
  g_queue_unlink(&reception->visitors, &visitor->link);
  g_free(visitor);
}

static void
close_visitor(SearchReception *reception, SearchVisitor *visitor) {
  close(visitor->socket);
  search_reception_gone(reception, visitor);
}

/* Cuts one off that was handed on: who has it sees the end, and closes it. */
static void
cut_off(SearchVisitor *visitor) {
  shutdown(visitor->socket, SHUT_RDWR);
  search_visitor_becomes(visitor, SEARCH_VISITOR_LEAVING);
}

/* ---- refusals ---- */

static void
append_header(const char *name, const char *value, void *out) {
  g_string_append_printf(out, "%s: %s\r\n", name, value);
}

/* Says why, and waits a moment for the client to read that: closed at once, with bytes unread, the
 * connection would be reset and the answer lost. Clears the reply. */
static void
refuse(SearchReception *reception, SearchVisitor *visitor, SearchReply *reply) {
  gsize length = 0;
  const char *body = g_bytes_get_data(reply->body, &length);
  GString *out = g_string_new(NULL);
  g_string_append_printf(out, "HTTP/1.1 %u %s\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n",
                         reply->status, search_reply_reason(reply), length);
  append_header("Connection", "close", out);
  search_reply_headers(reply, reception->options.cors, append_header, out);
  g_string_append(out, "\r\n");
  g_string_append_len(out, body, (gssize)length);
  ssize_t sent = send(visitor->socket, out->str, out->len, MSG_NOSIGNAL | MSG_DONTWAIT);
  shutdown(visitor->socket, SHUT_WR);
  SearchLogEntry entry = {.address = visitor->address,
                          .method = "-",
                          .uri = "-",
                          .status = reply->status,
                          .sent_bytes = sent > 0 ? length : 0};
  search_metrics_count(reception->options.metrics, reply->route, reply->status, 0,
                       entry.sent_bytes);
  search_log_exchange(reception->options.log, &entry);
  search_visitor_becomes(visitor, SEARCH_VISITOR_LEAVING);
  g_string_free(out, TRUE);
  search_reply_clear(reply);
}

static void
refuse_busy(SearchReception *reception, SearchVisitor *visitor, const char *message) {
  SearchReply reply = search_reply_refusal("refused", 503, "busy", message);
  refuse(reception, visitor, &reply);
}

static void
refuse_late(SearchReception *reception, SearchVisitor *visitor) {
  SearchReply reply = search_reply_refusal("refused", 408, "timeout",
                                           "the request was not whole in the time that it has");
  refuse(reception, visitor, &reply);
}

/* ---- what a visitor sends ---- */

/* Reads away what one that was refused still sends. */
static void
drain(SearchReception *reception, SearchVisitor *visitor) {
  ssize_t got = 0;
  do
    got = recv(visitor->socket, reception->peeked, SEARCH_HEAD_MAX_BYTES, MSG_DONTWAIT);
  while (got > 0);
  if (got == 0 || (errno != EAGAIN && errno != EINTR))
    close_visitor(reception, visitor);
}

static void
admit(SearchReception *reception, SearchVisitor *visitor) {
  epoll_ctl(reception->epoll, EPOLL_CTL_DEL, visitor->socket, NULL);
  visitor->handed = true;
  search_visitor_becomes(visitor, SEARCH_VISITOR_WAITING);
  if (!reception->options.admit(visitor, reception->options.context))
    search_reception_gone(reception, visitor);
}

/* The head of its request, as far as it is there. all: the client sends no more. */
static void
peek(SearchReception *reception, SearchVisitor *visitor, bool all) {
  SearchReply reply = {0};
  ssize_t got =
      recv(visitor->socket, reception->peeked, SEARCH_HEAD_MAX_BYTES, MSG_PEEK | MSG_DONTWAIT);
  if (got < 0 && (errno == EAGAIN || errno == EINTR))
    return;
  if (got <= 0) {
    close_visitor(reception, visitor);
    return;
  }
  switch (search_head_examine(reception->peeked, (gsize)got, &reply)) {
  case SEARCH_HEAD_PART:
    if (all)
      close_visitor(reception, visitor);
    break;
  case SEARCH_HEAD_WHOLE:
    admit(reception, visitor);
    break;
  case SEARCH_HEAD_WRONG:
    refuse(reception, visitor, &reply);
    drain(reception, visitor);
    break;
  }
}

/* ---- accepting ---- */

static void
listen_or_not(SearchReception *reception, bool listening) {
  struct epoll_event event = {.events = EPOLLIN | EPOLLEXCLUSIVE, .data.ptr = NULL};
  if (listening != reception->listening)
    epoll_ctl(reception->epoll, listening ? EPOLL_CTL_ADD : EPOLL_CTL_DEL,
              reception->options.listening, &event);
  reception->listening = listening;
}

/* Whether one that has not asked yet could be sent away for another. */
static bool
make_room(SearchReception *reception) {
  gint64 now = g_get_monotonic_time();
  for (GList *at = reception->visitors.head; at != NULL; at = at->next) {
    SearchVisitor *visitor = at->data;
    if (visitor->state != SEARCH_VISITOR_ARRIVING || visitor->handed ||
        now - visitor->since < PATIENCE_MICROSECONDS)
      continue;
    refuse_late(reception, visitor);
    drain(reception, visitor);
    return true;
  }
  return false;
}

static void
print_address(SearchVisitor *visitor) {
  static const char mapped[] = "::ffff:";
  char *text = visitor->address;
  if (getnameinfo((const struct sockaddr *)&visitor->peer, visitor->peer_bytes, text,
                  sizeof visitor->address, NULL, 0, NI_NUMERICHOST) != 0)
    g_strlcpy(text, "-", sizeof visitor->address);
  if (g_str_has_prefix(text, mapped) && strchr(text, '.') != NULL)
    memmove(text, text + strlen(mapped), strlen(text + strlen(mapped)) + 1);
}

/* Takes the socket. open: how many connections there are with it. */
static void
receive(SearchReception *reception, SearchVisitor *visitor, unsigned open) {
  struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP | EPOLLET, .data.ptr = visitor};
  print_address(visitor);
  visitor->link.data = visitor;
  g_queue_push_tail_link(&reception->visitors, &visitor->link);
  search_visitor_becomes(visitor, SEARCH_VISITOR_ARRIVING);
  if (epoll_ctl(reception->epoll, EPOLL_CTL_ADD, visitor->socket, &event) != 0) {
    close_visitor(reception, visitor);
    return;
  }
  visitor->counted = search_addresses_enter(reception->options.addresses, visitor->address);
  if (!visitor->counted)
    refuse_busy(reception, visitor, "there are too many connections from this address");
  else if (open > reception->options.connections && !make_room(reception))
    refuse_busy(reception, visitor, "there are too many connections; try again in a moment");
  else
    peek(reception, visitor, false);
}

/* Takes one connection. false: there is none, or none can be taken now. */
static bool
accept_one(SearchReception *reception) {
  SearchVisitor *visitor = g_new0(SearchVisitor, 1);
  visitor->peer_bytes = sizeof visitor->peer;
  visitor->socket = accept4(reception->options.listening, (struct sockaddr *)&visitor->peer,
                            &visitor->peer_bytes, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (visitor->socket >= 0) {
    receive(reception, visitor, search_metrics_connection(reception->options.metrics, 1));
    return true;
  }
  if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
    char *line = g_strdup_printf("no connection can be taken: %s", g_strerror(errno));
    search_log_note(line, reception->options.log);
    g_free(line);
    reception->exhausted = g_get_monotonic_time();
  }
  g_free(visitor);
  return false;
}

static bool
has_room(const SearchReception *reception) {
  return search_metrics_connection(reception->options.metrics, 0) <
             reception->options.connections + SEARCH_SPARE_CONNECTIONS &&
         reception->exhausted == 0;
}

static void
accept_all(SearchReception *reception) {
  for (unsigned i = 0; i < EVENTS_AT_ONCE && has_room(reception); i++)
    if (!accept_one(reception))
      return;
}

/* ---- time ---- */

/* How long a visitor may stay in its state. */
static gint64
patience(const SearchReception *reception, const SearchVisitor *visitor) {
  const SearchReceptionOptions *options = &reception->options;
  gint64 head = options->head_seconds * G_USEC_PER_SEC;
  switch (visitor->state) {
  case SEARCH_VISITOR_ARRIVING:
    return head;
  case SEARCH_VISITOR_WAITING:
    return head + options->idle_seconds * G_USEC_PER_SEC;
  case SEARCH_VISITOR_ANSWERED:
    return SENDING_MICROSECONDS;
  default:
    return LEAVING_MICROSECONDS;
  }
}

/* What the client has sent that nobody has read: 1 = something, 0 = its end, -1 = nothing. */
static ssize_t
unread(const SearchVisitor *visitor) {
  char byte = 0;
  return recv(visitor->socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
}

/* An end that came together with a request the library does not see, as it waits for an event of
 * its own. */
static bool
is_late(const SearchReception *reception, const SearchVisitor *visitor, gint64 now) {
  gint64 waited = now - visitor->since;
  if (waited > patience(reception, visitor))
    return true;
  if (visitor->state == SEARCH_VISITOR_WAITING && waited > SWEEP_MICROSECONDS / 2 &&
      unread(visitor) == 0)
    return true;
  return reception->ending && visitor->state <= SEARCH_VISITOR_WAITING &&
         now - MAX(reception->ended, visitor->since) > LINGER_MICROSECONDS && unread(visitor) < 0;
}

static void
send_away(SearchReception *reception, SearchVisitor *visitor) {
  if (visitor->handed)
    cut_off(visitor);
  else if (visitor->state == SEARCH_VISITOR_ARRIVING && unread(visitor) == 1) {
    refuse_late(reception, visitor);
    drain(reception, visitor);
  } else
    close_visitor(reception, visitor);
}

static void
sweep(SearchReception *reception) {
  gint64 now = g_get_monotonic_time();
  if (now - reception->swept < SWEEP_MICROSECONDS)
    return;
  reception->swept = now;
  for (GList *at = reception->visitors.head, *next = NULL; at != NULL; at = next) {
    next = at->next;
    if (is_late(reception, at->data, now))
      send_away(reception, at->data);
  }
  if (now - reception->exhausted > EXHAUSTED_MILLISECONDS * 1000)
    reception->exhausted = 0;
}

void
search_reception_wait(SearchReception *reception, int most) {
  struct epoll_event events[EVENTS_AT_ONCE];
  int sweeping = (int)(SWEEP_MICROSECONDS / 1000);
  bool timed = reception->visitors.length > 0 || !reception->listening;
  int wait = timed && (most < 0 || most > sweeping) ? sweeping : most;
  int count = epoll_wait(reception->epoll, events, EVENTS_AT_ONCE, wait);
  bool knocked = false;
  for (int i = 0; i < count; i++) {
    SearchVisitor *visitor = events[i].data.ptr;
    if (visitor == NULL)
      knocked = true;
    else if ((void *)visitor != (void *)reception && visitor->state == SEARCH_VISITOR_LEAVING)
      drain(reception, visitor);
    else if ((void *)visitor != (void *)reception)
      peek(reception, visitor, (events[i].events & ~(uint32_t)EPOLLIN) != 0);
  }
  sweep(reception);
  if (knocked && reception->listening)
    accept_all(reception);
  listen_or_not(reception, !reception->ending && has_room(reception));
}

/* ---- beginning and end ---- */

static bool
watch(SearchReception *reception, int descriptor) {
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = reception};
  return epoll_ctl(reception->epoll, EPOLL_CTL_ADD, descriptor, &event) == 0;
}

SearchReception *
search_reception_new(const SearchReceptionOptions *options) {
  SearchReception *reception = g_new0(SearchReception, 1);
  reception->options = *options;
  reception->peeked = g_malloc(SEARCH_HEAD_MAX_BYTES);
  g_queue_init(&reception->visitors);
  reception->epoll = epoll_create1(EPOLL_CLOEXEC);
  if (reception->epoll < 0 || !watch(reception, options->bell) ||
      !watch(reception, options->watched))
    g_clear_pointer(&reception, search_reception_free);
  else
    listen_or_not(reception, true);
  return reception;
}

void
search_reception_end(SearchReception *reception) {
  accept_all(reception);
  reception->ending = true;
  reception->ended = g_get_monotonic_time();
  listen_or_not(reception, false);
  epoll_ctl(reception->epoll, EPOLL_CTL_DEL, reception->options.bell, NULL);
}

unsigned
search_reception_count(const SearchReception *reception) {
  return reception->visitors.length;
}

void
search_reception_free(SearchReception *reception) {
  if (reception == NULL)
    return;
  while (reception->visitors.length > 0)
    close_visitor(reception, g_queue_peek_head(&reception->visitors));
  if (reception->epoll >= 0)
    close(reception->epoll);
  g_free(reception->peeked);
  g_free(reception);
}
