// What SQLite's codes mean. Its messages are read, never passed on: they name tables and columns,
// but a trigger's RAISE may say anything.

#include <sqlite3.h>

#include <cerrno>

#include "sql/refusal.h"
#include "sql/sqlite/connection.h"

namespace ombud::sql::sqlite {

namespace {

// The disk, the user's share of it, or what one file may have.
bool is_full(int error) { return error == ENOSPC || error == EDQUOT || error == EFBIG; }

}  // namespace

Failure FileConnection::refused(int code) const {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      if (cancelled_) return refusal::cancelled();
      if (code == SQLITE_BUSY_SNAPSHOT) return refusal::serialization();
      return out_of_time() ? refusal::time_out() : refusal::locked();
    case SQLITE_INTERRUPT:
      return cancelled_ ? refusal::cancelled() : refusal::time_out();
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return refusal::no_right();
    case SQLITE_READONLY:
      return refusal::read_only();
    case SQLITE_CONSTRAINT:
      return refused_constraint(code);
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
      return refusal::bad_value();
    case SQLITE_FULL:
      return refusal::disk_full();
    case SQLITE_IOERR:
      if (is_full(sqlite3_system_errno(handle_.get()))) return refusal::disk_full();
      return refusal::unreachable(file_);
    case SQLITE_CANTOPEN:
      return refusal::unreachable(file_);
    case SQLITE_CORRUPT:
      return fail(Errc::unavailable, "sql.damaged");
    case SQLITE_NOTADB:
      return fail(Errc::invalid, "sql.not_a_database", {{"file", file_}});
    default:
      break;
  }
  const std::string_view message = sqlite3_errmsg(handle_.get());
  const auto says = [&](std::string_view words) {
    return message.find(words) != std::string_view::npos;
  };
  if (code == SQLITE_ERROR &&
      (says("no such table: ") || says("no such column: ") || says(" has no column named ")))
    return refusal::no_such_name();
  return refusal::statement(std::to_string(code));
}

Failure FileConnection::refused_constraint(int code) const {
  if (code == SQLITE_CONSTRAINT_DATATYPE) return refusal::bad_value();
  if (code == SQLITE_CONSTRAINT_TRIGGER) return refusal::constraint("(trigger)");
  if (code == SQLITE_CONSTRAINT_FOREIGNKEY) return refusal::constraint("(foreign key)");
  // "UNIQUE constraint failed: person.email"
  const std::string_view message = sqlite3_errmsg(handle_.get());
  const std::size_t colon = message.find(": ");
  if (colon == std::string_view::npos) return refusal::constraint("(constraint)");
  return refusal::constraint(std::string(message.substr(colon + 2)));
}

}  // namespace ombud::sql::sqlite
