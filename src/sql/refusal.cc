#include "sql/refusal.h"

namespace ombud::sql::refusal {

Failure unreachable(const std::string& host) {
  return fail(Errc::unavailable, "sql.unreachable", {{"host", host}});
}

Failure time_out() { return fail(Errc::unavailable, "sql.time_out"); }

Failure cancelled() { return fail(Errc::unavailable, "sql.cancelled"); }

Failure locked() { return fail(Errc::unavailable, "sql.locked"); }

Failure no_right() { return fail(Errc::forbidden, "sql.no_right"); }

Failure read_only() { return fail(Errc::forbidden, "sql.read_only"); }

Failure no_such_name() { return fail(Errc::not_found, "sql.no_such_name"); }

Failure constraint(const std::string& name) {
  return fail(Errc::conflict, "sql.constraint", {{"constraint", name}});
}

Failure serialization() { return fail(Errc::conflict, "sql.serialization"); }

Failure disk_full() { return fail(Errc::exhausted, "sql.disk_full"); }

Failure bad_value() { return fail(Errc::invalid, "sql.bad_value"); }

Failure statement(const std::string& state) {
  return fail(Errc::invalid, "sql.statement", {{"state", state}});
}

Failure cursor_open() { return fail(Errc::internal, "sql.cursor_open"); }

Failure transaction_open() { return fail(Errc::internal, "sql.transaction_open"); }

Failure transaction_lost() { return fail(Errc::conflict, "sql.transaction_lost"); }

}  // namespace ombud::sql::refusal
