// Opening a SQLite file: what the file system says of it first, because SQLite tells a missing
// file, a folder and a missing right apart by nothing.

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "sql/refusal.h"
#include "sql/sqlite/connection.h"

namespace ombud::sql::sqlite {

namespace {

Failure no_such_file(const std::string& file) {
  return fail(Errc::not_found, "sql.no_such_file", {{"file", file}});
}

Failure not_a_database(const std::string& file) {
  return fail(Errc::invalid, "sql.not_a_database", {{"file", file}});
}

// Made here rather than by SQLite, which would let everybody read it.
Result<void> make_own(const std::string& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor >= 0) {
    close(descriptor);
    return {};
  }
  if (errno == ENOENT || errno == ENOTDIR) return no_such_file(file);
  if (errno == ENOSPC || errno == EDQUOT) return refusal::disk_full();
  return refusal::no_right();
}

Result<void> check_file(const std::string& file, const Options& options) {
  struct stat status{};
  if (stat(file.c_str(), &status) != 0) {
    if (errno == EACCES) return refusal::no_right();
    if (!options.create) return no_such_file(file);
    return make_own(file);
  }
  if (!S_ISREG(status.st_mode)) return not_a_database(file);
  if (faccessat(AT_FDCWD, file.c_str(), R_OK, AT_EACCESS) != 0) return refusal::no_right();
  return {};
}

int flags_of(const Options& options) {
  // A connection is one thread's at a time, and cancel() calls the one function that takes no lock
  // anyway: locks of SQLite's own would cost a third of the time in which rows are read.
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  if (options.read_only) return flags | SQLITE_OPEN_READONLY;
  flags |= SQLITE_OPEN_READWRITE;
  if (options.create) flags |= SQLITE_OPEN_CREATE;
  return flags;
}

}  // namespace

Result<std::unique_ptr<Connection>> connect(const std::string& file, const Options& options) {
  const bool is_private = file.empty() || file == ":memory:";
  if (!is_private) TRY(check_file(file, options));
  // "./" keeps SQLite from reading "file:x" as an address.
  const bool address = file.starts_with("file:");
  sqlite3* raw = nullptr;
  const int code =
      sqlite3_open_v2((address ? "./" + file : file).c_str(), &raw, flags_of(options), nullptr);
  Handle handle(raw);
  if (code != SQLITE_OK) return refusal::no_right();
  auto connection = std::make_unique<FileConnection>(std::move(handle), file);
  Result<void> prepared = connection->prepare(options);
  if (!prepared && prepared.error().key == "sql.not_a_database") return not_a_database(file);
  TRY(std::move(prepared));
  return std::unique_ptr<Connection>(std::move(connection));
}

}  // namespace ombud::sql::sqlite
