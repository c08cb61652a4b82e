/* shim/guard.h: turns whatever was thrown into a GError; nothing else in shim/ knows how.
 *
 * The body of each extern "C" function is
 *
 *   return shim::guarded(error, path, [&] { ... });
 *
 * All here is inline, so that the archive's strong symbols are those of shim.h alone. */
#ifndef SHIM_GUARD_H
#define SHIM_GUARD_H

#include <cerrno>
#include <cstring>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

#include <xapian.h>

#include "shim/fault.h"
#include "shim/shim.h"

namespace shim {

struct TimeoutError {};

/* Of this thread, in g_get_monotonic_time(); 0 = none. */
inline thread_local gint64 deadline = 0;

/* Throws where the deadline has passed. */
inline void
check_time() {
  if (deadline != 0 && g_get_monotonic_time() > deadline)
    throw TimeoutError();
}

/* Before anything else is done. */
inline void
enter() {
  check_time();
  if (shim_fault_armed < 0)
    throw Xapian::DatabaseError("fault set by a test", -shim_fault_armed);
  if (shim_fault_armed != 0)
    throw std::runtime_error("fault set by a test");
}

/* For what the caller got wrong; becomes SHIM_ERROR_ARGUMENT. */
inline void
require(bool condition, const char *message) {
  if (!condition)
    throw Xapian::InvalidArgumentError(message);
}

/* A text for shim_*'s char ** results. */
inline char *
copy_bytes(const std::string &bytes) {
  char *copy = static_cast<char *>(g_malloc(bytes.size() + 1));
  std::memcpy(copy, bytes.data(), bytes.size());
  copy[bytes.size()] = '\0';
  return copy;
}

/* And for their char *** results. */
inline char **
copy_texts(const std::vector<std::string> &texts) {
  char **copies = g_new0(char *, texts.size() + 1);
  for (std::size_t i = 0; i < texts.size(); i++)
    copies[i] = copy_bytes(texts[i]);
  return copies;
}

/* Sets "where: message" as one line of valid UTF-8, since both can hold any byte. */
inline bool
set_error(GError **error, ShimErrorCode code, const char *where, const char *message) noexcept {
  char *joined = where == nullptr ? g_strdup(message) : g_strconcat(where, ": ", message, nullptr);
  char *line = g_utf8_make_valid(joined, -1);
  g_strdelimit(line, "\r\n", ' ');
  g_set_error_literal(error, SHIM_ERROR, code, line);
  g_free(line);
  g_free(joined);
  return false;
}

/* What the system refused, as a number; 0 where it refused nothing, or it can't be told. Xapian has
 * it as words alone, which some versions of it take from the user's language and others do not. */
inline int
system_error(const Xapian::Error &e) {
  const char *reason = e.get_error_string();
  for (int number = 1; reason != nullptr && number <= EHWPOISON; number++) {
    const char *plain = strerrordesc_np(number); /* some numbers stand for nothing */
    if (plain != nullptr &&
        (std::strcmp(reason, plain) == 0 || std::strcmp(reason, std::strerror(number)) == 0))
      return number;
  }
  return 0;
}

/* Xapian's message with the reason the system gave, if any, in the user's language. */
inline std::string
describe(const Xapian::Error &e) {
  const char *reason = e.get_error_string();
  int number = system_error(e);
  return reason == nullptr ? e.get_msg()
                           : e.get_msg() + " (" + (number != 0 ? g_strerror(number) : reason) + ")";
}

/* And with the shard, "remote:tcp(10.0.0.2:7201)", where Xapian tells it. */
inline std::string
describe_shard(const Xapian::NetworkError &e) {
  const std::string &shard = e.get_context();
  return shard.empty() ? describe(e) : describe(e) + " at " + shard;
}

/* Xapian reports a lock that another holds and one that can't be had at all (no permission, no
 * support in the file system) by the same class; only the text tells them apart. */
inline ShimErrorCode
code_of_lock(const Xapian::DatabaseLockError &e) {
  const std::string &message = e.get_msg();
  return message.find("already locked") != std::string::npos ? SHIM_ERROR_LOCKED
                                                             : SHIM_ERROR_INTERNAL;
}

/* A file that is there but refused, or a full disk, is no damage. */
inline ShimErrorCode
code_of_database(const Xapian::DatabaseError &e) {
  for (int innocent : {EACCES, EPERM, ENOSPC, EDQUOT, EMFILE, ENFILE, EROFS, ENOMEM})
    if (system_error(e) == innocent)
      return SHIM_ERROR_INTERNAL;
  return SHIM_ERROR_DAMAGED;
}

/* Called in a catch (...) block: maps the exception under way to *error, and returns false.
 * where: the index's path, or NULL. */
inline bool
fail(GError **error, const char *where) noexcept {
  try {
    throw;
  } catch (const Xapian::DatabaseLockError &e) {
    return set_error(error, code_of_lock(e), where, describe(e).c_str());
  } catch (const Xapian::DatabaseModifiedError &) {
    return set_error(error, SHIM_ERROR_CHANGED, where, "the index was changed while it was read");
  } catch (const Xapian::DatabaseNotFoundError &e) {
    return set_error(error, SHIM_ERROR_NOT_FOUND, where, describe(e).c_str());
  } catch (const Xapian::DatabaseCreateError &e) {
    return set_error(error, SHIM_ERROR_INTERNAL, where, describe(e).c_str());
  } catch (const Xapian::DatabaseClosedError &e) {
    return set_error(error, SHIM_ERROR_INTERNAL, where, describe(e).c_str());
  } catch (const Xapian::DatabaseError &e) {
    return set_error(error, code_of_database(e), where, describe(e).c_str());
  } catch (const Xapian::FeatureUnavailableError &e) {
    return set_error(error, SHIM_ERROR_DAMAGED, where, describe(e).c_str());
  } catch (const Xapian::NetworkError &e) {
    return set_error(error, SHIM_ERROR_NETWORK, where, describe_shard(e).c_str());
  } catch (const Xapian::SerialisationError &e) {
    return set_error(error, SHIM_ERROR_NETWORK, where, describe(e).c_str());
  } catch (const Xapian::WildcardError &e) {
    return set_error(error, SHIM_ERROR_QUERY, where, describe(e).c_str());
  } catch (const Xapian::UnimplementedError &e) {
    return set_error(error, SHIM_ERROR_QUERY, where, describe(e).c_str());
  } catch (const Xapian::InvalidArgumentError &e) {
    return set_error(error, SHIM_ERROR_ARGUMENT, where, describe(e).c_str());
  } catch (const Xapian::InvalidOperationError &e) {
    return set_error(error, SHIM_ERROR_ARGUMENT, where, describe(e).c_str());
  } catch (const Xapian::RangeError &e) {
    return set_error(error, SHIM_ERROR_ARGUMENT, where, describe(e).c_str());
  } catch (const Xapian::DocNotFoundError &e) {
    return set_error(error, SHIM_ERROR_ARGUMENT, where, describe(e).c_str());
  } catch (const Xapian::Error &e) {
    return set_error(error, SHIM_ERROR_INTERNAL, where, describe(e).c_str());
  } catch (const TimeoutError &) {
    return set_error(error, SHIM_ERROR_TIMEOUT, nullptr, "the answer took too long");
  } catch (const std::bad_alloc &) {
    return set_error(error, SHIM_ERROR_INTERNAL, where, "out of memory");
  } catch (const std::exception &e) {
    return set_error(error, SHIM_ERROR_INTERNAL, where, e.what());
  } catch (...) {
    return set_error(error, SHIM_ERROR_INTERNAL, where, "an error of unknown kind");
  }
}

/* Runs the body; false with an error where it throws. where: the index's path, or NULL. */
template <typename Body>
bool
guarded(GError **error, const char *where, Body body) noexcept {
  try {
    enter();
    body();
    return true;
  } catch (...) {
    return fail(error, where);
  }
}

} // namespace shim

#endif
