// What MariaDB's codes mean. Of its messages only the name of a constraint is taken.

#include <errmsg.h>
#include <mysql.h>
#include <mysqld_error.h>

#include "sql/mariadb/connection.h"
#include "sql/refusal.h"

namespace ombud::sql::mariadb {

namespace {

// The name after the last `before` and until `end`: a value in the message stands earlier, so it
// can't be taken for it.
std::string name_in(std::string_view message, std::string_view before, char end) {
  const std::size_t at = message.rfind(before);
  if (at == std::string_view::npos) return "(constraint)";
  const std::string_view rest = message.substr(at + before.size());
  return std::string(rest.substr(0, rest.find(end)));
}

std::string constraint_of(unsigned code, std::string_view message) {
  switch (code) {
    case ER_DUP_ENTRY:
    case ER_DUP_ENTRY_WITH_KEY_NAME:
      return name_in(message, "for key '", '\'');
    case ER_ROW_IS_REFERENCED_2:
    case ER_NO_REFERENCED_ROW_2:
      return name_in(message, ", CONSTRAINT `", '`');
    case ER_CONSTRAINT_FAILED:
      return name_in(message, "CONSTRAINT `", '`');
    case ER_BAD_NULL_ERROR:
    case ER_NO_DEFAULT_FOR_FIELD:
      return name_in(message, message.starts_with("Column '") ? "Column '" : "Field '", '\'');
    default:
      return "(constraint)";
  }
}

bool is_constraint(unsigned code) {
  switch (code) {
    case ER_DUP_ENTRY:
    case ER_DUP_ENTRY_WITH_KEY_NAME:
    case ER_DUP_KEY:
    case ER_DUP_UNIQUE:
    case ER_FOREIGN_DUPLICATE_KEY_WITH_CHILD_INFO:
    case ER_FOREIGN_DUPLICATE_KEY_WITHOUT_CHILD_INFO:
    case ER_ROW_IS_REFERENCED:
    case ER_ROW_IS_REFERENCED_2:
    case ER_NO_REFERENCED_ROW:
    case ER_NO_REFERENCED_ROW_2:
    case ER_BAD_NULL_ERROR:
    case ER_NO_DEFAULT_FOR_FIELD:
    case ER_CONSTRAINT_FAILED:
    case ER_SIGNAL_EXCEPTION:  // A trigger that forbids it.
      return true;
    default:
      return false;
  }
}

bool is_bad_value(unsigned code, std::string_view state) {
  switch (code) {
    case ER_TRUNCATED_WRONG_VALUE_FOR_FIELD:
    case ER_TRUNCATED_WRONG_VALUE:
    case WARN_DATA_TRUNCATED:
    case ER_CANT_AGGREGATE_2COLLATIONS:  // Text that the column's character set can't hold.
    case ER_NET_PACKET_TOO_LARGE:
    case CR_NET_PACKET_TOO_LARGE:
      return true;
    default:
      return state.starts_with("22");
  }
}

}  // namespace

Failure ServerConnection::refused(unsigned code, const char* message) {
  const std::string state = mysql_sqlstate(session_.get());
  switch (code) {
    case CR_SERVER_GONE_ERROR:
    case CR_SERVER_LOST:
    case CR_CONNECTION_ERROR:
    case CR_CONN_HOST_ERROR:
    case CR_MALFORMED_PACKET:
    case ER_SERVER_SHUTDOWN:
    case ER_NORMAL_SHUTDOWN:
    case ER_CONNECTION_KILLED:
      gone_ = true;
      return refusal::unreachable(shown_host(options_));
    default:
      break;
  }
  const std::string constraint = is_constraint(code) ? constraint_of(code, message) : "";
  // An error carries no word of whether the transaction is still there; the answer to this does.
  constexpr std::string_view nothing = "do 0";
  if (transaction_) mysql_real_query(session_.get(), nothing.data(), nothing.size());
  if (!constraint.empty()) return refusal::constraint(constraint);
  switch (code) {
    case ER_STATEMENT_TIMEOUT:
      return refusal::time_out();
    case ER_QUERY_INTERRUPTED:
      return refusal::cancelled();
    case ER_LOCK_WAIT_TIMEOUT:
      return refusal::locked();
    case ER_LOCK_DEADLOCK:
    case ER_CHECKREAD:
      return refusal::serialization();
    case ER_TABLEACCESS_DENIED_ERROR:
    case ER_COLUMNACCESS_DENIED_ERROR:
    case ER_DBACCESS_DENIED_ERROR:
    case ER_SPECIFIC_ACCESS_DENIED_ERROR:
    case ER_PROCACCESS_DENIED_ERROR:
    case ER_ACCESS_DENIED_ERROR:
      return refusal::no_right();
    case ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION:
    case ER_OPTION_PREVENTS_STATEMENT:
    case ER_READ_ONLY_MODE:
    case ER_OPEN_AS_READONLY:
      return refusal::read_only();
    case ER_NO_SUCH_TABLE:
    case ER_BAD_FIELD_ERROR:
    case ER_BAD_TABLE_ERROR:
    case ER_UNKNOWN_TABLE:
    case ER_BAD_DB_ERROR:
      return refusal::no_such_name();
    case ER_DISK_FULL:
    case ER_RECORD_FILE_FULL:
      return refusal::disk_full();
    default:
      break;
  }
  if (is_bad_value(code, state)) return refusal::bad_value();
  return refusal::statement(std::to_string(code));
}

Failure ServerConnection::refused_session() {
  const std::string message = mysql_error(session_.get());
  return refused(mysql_errno(session_.get()), message.c_str());
}

Failure ServerConnection::refused_statement(st_mysql_stmt* statement) {
  const std::string message = mysql_stmt_error(statement);
  return refused(mysql_stmt_errno(statement), message.c_str());
}

}  // namespace ombud::sql::mariadb
