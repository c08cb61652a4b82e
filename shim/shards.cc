/* shim/shards.cc: what a path or a stub names, opened one by one: each shard can be asked by
 * itself, and one that does not answer can be left out.
 *
 * A stub is read as Xapian reads it, and a line "remote host:port 2500" also says how many
 * milliseconds to wait for an answer: Xapian's own reader passes over the number, and waits ten
 * seconds for each message, longer than an answer may take. */
#include <glib/gi18n.h>
#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <fstream>
#include <map>
#include <mutex>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

#include "shim/guard.h"
#include "shim/handles.h"

namespace {

/* Stubs that name stubs: more than this are no honest ones. */
constexpr unsigned deepest_stub = 8;
constexpr unsigned wait_milliseconds = 5000;  /* for an answer, where the stub does not say */
constexpr unsigned longest_connecting = 2000; /* milliseconds */
/* A shard that did not answer is not asked again for this number of times as long as that took, so
 * that answers without it are not held up. */
constexpr gint64 rest_ratio = 10;
constexpr gint64 shortest_rest = G_USEC_PER_SEC;

enum class Kind { local, remote, program };

struct Place {
  Kind kind;
  std::string name; /* as the stub has it: "10.0.0.2:7201"; of a local one its path */
  std::string host_or_program, arguments;
  unsigned port = 0, milliseconds = wait_milliseconds;

  Place(Kind its_kind, std::string its_name) : kind(its_kind), name(std::move(its_name)) {
  }
};

std::string
beside(const std::string &stub, const std::string &path) {
  return !path.empty() && path[0] == '/' ? path : stub.substr(0, stub.find_last_of('/') + 1) + path;
}

/* A database in one file, which is no stub. */
bool
is_single_file(const std::string &path) {
  char start[14] = "";
  std::ifstream file(path, std::ios::binary);
  file.read(start, sizeof start);
  return std::string(start, sizeof start) == "\x0f\x0dXapian Glass";
}

/* The stub that a path stands for; "" where it is none. */
std::string
stub_at(const std::string &path) {
  struct stat status;
  if (stat(path.c_str(), &status) != 0)
    return "";
  if (!S_ISDIR(status.st_mode))
    return S_ISREG(status.st_mode) && !is_single_file(path) ? path : "";
  for (const char *own : {"/iamglass", "/iamchert"})
    if (stat((path + own).c_str(), &status) == 0)
      return "";
  return stat((path + "/XAPIANDB").c_str(), &status) == 0 ? path + "/XAPIANDB" : "";
}

/* That a stub can't be understood is damage where an update wrote it, in the index's own folder; a
 * file that somebody names as an index was perhaps never one. */
[[noreturn]] void
refuse_stub(const std::string &stub, const char *message) {
  static const std::string own = "/XAPIANDB";
  if (stub.size() > own.size() && stub.compare(stub.size() - own.size(), own.size(), own) == 0)
    throw Xapian::DatabaseOpeningError(message);
  throw Xapian::InvalidArgumentError(message);
}

/* "host:port", "[address]:port", with milliseconds behind it or not. */
Place
remote_place(const std::string &stub, const std::string &text) {
  std::istringstream words(text);
  Place place(Kind::remote, "");
  words >> place.name;
  size_t colon = place.name.rfind(':');
  const char *end = place.name.data() + place.name.size();
  bool is_port = colon != std::string::npos &&
                 std::from_chars(place.name.data() + colon + 1, end, place.port).ptr == end;
  place.host_or_program = place.name.substr(0, colon);
  std::string &host = place.host_or_program;
  if (host.size() > 1 && host.front() == '[' && host.back() == ']')
    host = host.substr(1, host.size() - 2);
  words >> std::ws;
  bool well = words.eof() || (words >> place.milliseconds && place.milliseconds > 0);
  if (host.empty() || !is_port || place.port == 0 || place.port > 65535 || !well)
    refuse_stub(stub,
                _("a line of the stub is not \"remote host:port\", with milliseconds behind it "
                  "or not"));
  return place;
}

/* ":program arguments": of xapian-progsrv, at the other end of ssh for instance. */
Place
program_place(const std::string &text) {
  size_t space = text.find(' ');
  Place place(Kind::program, text);
  place.host_or_program = text.substr(1, space - 1);
  place.arguments = space == std::string::npos ? "" : text.substr(space + 1);
  return place;
}

void add_places(const std::string &path, unsigned depth, std::vector<Place> &places);

void
add_line(const std::string &stub, const std::string &line, unsigned depth,
         std::vector<Place> &places) {
  size_t space = std::min(line.find(' '), line.size());
  std::string type = line.substr(0, space);
  std::string rest = line.substr(std::min(space + 1, line.size()));
  if (type == "auto" || type == "glass")
    add_places(beside(stub, rest), depth + 1, places);
  else if (type == "remote" && !rest.empty())
    places.push_back(rest[0] == ':' ? program_place(rest) : remote_place(stub, rest));
  else
    refuse_stub(stub,
                _("neither an index nor a stub, whose lines are like \"remote host:port\"; name "
                  "the folder of an index with --index"));
}

void
add_places(const std::string &path, unsigned depth, std::vector<Place> &places) {
  std::string stub = stub_at(path), line;
  if (stub.empty()) {
    places.emplace_back(Kind::local, path);
    return;
  }
  if (depth > deepest_stub)
    refuse_stub(path, _("stubs name stubs without an end"));
  std::ifstream lines(stub);
  while (std::getline(lines, line))
    if (!line.empty() && line[0] != '#')
      add_line(stub, line, depth, places);
  if (!lines.eof()) /* it could not be opened, or read to its end */
    throw Xapian::DatabaseOpeningError(_("the stub can't be read"), errno);
}

/* ---- shards that do not answer ---- */

/* Until when, of g_get_monotonic_time(), a place is not asked again; of the whole process. */
std::mutex resting_lock;
std::map<std::string, gint64> resting_until;

bool
rests(const Place &place) {
  std::lock_guard<std::mutex> held(resting_lock);
  auto known = resting_until.find(place.name);
  return known != resting_until.end() && g_get_monotonic_time() < known->second;
}

void
let_rest(const Place &place, gint64 asked) {
  gint64 now = g_get_monotonic_time();
  std::lock_guard<std::mutex> held(resting_lock);
  resting_until[place.name] = now + std::max(shortest_rest, rest_ratio * (now - asked));
}

Xapian::Database
open_place(const Place &place) {
  if (place.kind == Kind::local)
    return shim::open_local(place.name);
  try {
    if (place.kind == Kind::program)
      return Xapian::Remote::open(place.host_or_program, place.arguments, place.milliseconds);
    return Xapian::Remote::open(place.host_or_program, place.port, place.milliseconds,
                                std::min(place.milliseconds, longest_connecting));
  } catch (const Xapian::NetworkError &e) {
    throw Xapian::NetworkError(_("the shard does not answer: ") + place.name + ": " +
                               shim::describe(e));
  }
}

} // namespace

Xapian::Database
shim::open_local(const std::string &path) {
  Xapian::Database database(path);
  if (database.has_positions() || database.get_doccount() == 0)
    return database;
  std::string table = path + "/position.glass";
  int file = open(table.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0 && errno == ENOENT) /* no word stands anywhere */
    return database;
  if (file < 0)
    throw Xapian::DatabaseOpeningError(table, errno);
  close(file);
  return Xapian::Database(path); /* once more: it may have been this once that it failed */
}

void
shim::Shards::open_or_leave_out(const std::string &path, bool leave_out) {
  std::vector<Place> places;
  add_places(path, 0, places);
  for (const Place &place : places) {
    gint64 asked = g_get_monotonic_time();
    if (leave_out && place.kind != Kind::local && rests(place)) {
      left_out.push_back(place.name);
      continue;
    }
    try {
      parts.push_back(open_place(place));
      has_remote = has_remote || place.kind != Kind::local;
    } catch (const Xapian::NetworkError &) {
      if (!leave_out)
        throw;
      let_rest(place, asked);
      left_out.push_back(place.name);
    }
  }
  if (parts.empty() && !left_out.empty())
    throw Xapian::NetworkError(_("none of the shards answers"));
}

Xapian::Database
shim::Shards::joined() const {
  if (parts.size() == 1)
    return parts[0];
  Xapian::Database all;
  for (const Xapian::Database &part : parts)
    all.add_database(part);
  return all;
}
