// What PostgreSQL's codes mean (its manual, appendix A). Its messages are not read.

#include <libpq-fe.h>

#include "sql/postgresql/connection.h"
#include "sql/refusal.h"

namespace ombud::sql::postgresql {

namespace {

std::string field(const pg_result* answer, int which) {
  const char* text = answer == nullptr ? nullptr : PQresultErrorField(answer, which);
  return text == nullptr ? "" : text;
}

// Names of the schema, not values.
std::string constraint_of(const pg_result* answer) {
  std::string name = field(answer, PG_DIAG_CONSTRAINT_NAME);
  if (!name.empty()) return name;
  // NOT NULL has no name.
  const std::string column = field(answer, PG_DIAG_COLUMN_NAME);
  if (!column.empty()) return field(answer, PG_DIAG_TABLE_NAME) + "." + column;
  return "(constraint)";
}

}  // namespace

Failure ServerConnection::refused(const pg_result* answer) const {
  const std::string state = field(answer, PG_DIAG_SQLSTATE);
  if (state == "57014") {
    if (cancelled_ || time_out_.count() == 0) return refusal::cancelled();
    return refusal::time_out();
  }
  if (PQstatus(session_.get()) != CONNECTION_OK || state.starts_with("08") ||
      state.starts_with("57P"))
    return refusal::unreachable(host_);
  if (state == "25P02") return refusal::transaction_lost();
  if (state == "25006") return refusal::read_only();
  if (state == "42501") return refusal::no_right();
  if (state == "42P01" || state == "42703" || state == "3F000") return refusal::no_such_name();
  if (state == "40001" || state == "40P01") return refusal::serialization();
  if (state == "55P03") return refusal::locked();
  if (state == "53100") return refusal::disk_full();
  if (state.starts_with("23")) return refusal::constraint(constraint_of(answer));
  if (state.starts_with("22") || state == "42804") return refusal::bad_value();
  return refusal::statement(state);
}

}  // namespace ombud::sql::postgresql
