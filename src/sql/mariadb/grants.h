#pragma once
// What "SHOW GRANTS" says of one table. It is read rather than information_schema, because it is
// the only place that also shows what comes through roles.

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ombud::sql::mariadb {

class Grants {
 public:
  Grants(std::string schema, std::string table)
      : schema_(std::move(schema)), table_(std::move(table)) {}

  /// One line of SHOW GRANTS, of the user or of a role.
  void add(std::string_view line);
  /// On the server as a whole.
  bool everywhere(std::string_view right) const;
  bool on_table(std::string_view right) const;
  /// On the table or on each of these columns.
  bool on_all(std::string_view right, const std::vector<std::string>& columns) const;

 private:
  std::string schema_;
  std::string table_;
  std::set<std::string, std::less<>> everywhere_;
  std::set<std::string, std::less<>> on_table_;
  std::set<std::pair<std::string, std::string>> on_columns_;  // Right and column.
};

/// Whether a schema's name fits the pattern of a grant: % and _ stand for any, \ before them not.
bool fits(std::string_view pattern, std::string_view name);

}  // namespace ombud::sql::mariadb
