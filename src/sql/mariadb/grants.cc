#include "sql/mariadb/grants.h"

#include <algorithm>

#include "base/text.h"

namespace ombud::sql::mariadb {

namespace {

// Where `wanted` stands outside of backticks and parentheses; the text's end where it doesn't.
std::size_t find_outside(std::string_view text, std::string_view wanted) {
  bool in_name = false;
  bool in_list = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!in_name && !in_list && text.substr(i).starts_with(wanted)) return i;
    if (text[i] == '`') in_name = !in_name;  // A doubled one closes and opens again.
    if (!in_name && text[i] == '(') in_list = true;
    if (!in_name && text[i] == ')') in_list = false;
  }
  return text.size();
}

// The names in backticks, in order.
std::vector<std::string> names_in(std::string_view text) {
  std::vector<std::string> names;
  bool in_name = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '`') {
      if (in_name) names.back() += text[i];
    } else if (in_name && text.substr(i + 1).starts_with('`')) {
      names.back() += text[i++];
    } else {
      in_name = !in_name;
      if (in_name) names.emplace_back();
    }
  }
  return names;
}

}  // namespace

void Grants::add(std::string_view line) {
  constexpr std::string_view grant = "GRANT ";
  if (!line.starts_with(grant)) return;
  line.remove_prefix(grant.size());
  const std::size_t on = find_outside(line, " ON ");
  if (on == line.size()) return;  // A role; what it gives stands in lines of its own.
  std::string_view rights = line.substr(0, on);
  std::string_view object = line.substr(on + 4);
  object = object.substr(0, find_outside(object, " TO "));
  const std::vector<std::string> place = names_in(object);
  const bool server = object == "*.*";
  const bool schema = place.size() == 1 && object.ends_with(".*") && fits(place[0], schema_);
  const bool table =
      place.size() == 2 && object.starts_with('`') && place[0] == schema_ && place[1] == table_;
  if (!server && !schema && !table) return;
  while (!rights.empty()) {
    const std::size_t end = find_outside(rights, ",");
    const std::string_view one = rights.substr(0, end);
    rights.remove_prefix(std::min(end + 1, rights.size()));
    const std::string right = trim(one.substr(0, one.find('(')));
    if (one.find('(') != std::string_view::npos)
      for (const std::string& column : names_in(one)) on_columns_.emplace(right, column);
    else
      (server ? everywhere_ : on_table_).insert(right);
  }
}

bool Grants::everywhere(std::string_view right) const {
  return everywhere_.contains(right) || everywhere_.contains("ALL PRIVILEGES");
}

bool Grants::on_table(std::string_view right) const {
  return everywhere(right) || on_table_.contains(right) || on_table_.contains("ALL PRIVILEGES");
}

bool Grants::on_all(std::string_view right, const std::vector<std::string>& columns) const {
  return on_table(right) ||
         std::all_of(columns.begin(), columns.end(), [&](const std::string& column) {
           return on_columns_.contains({std::string(right), column});
         });
}

bool fits(std::string_view pattern, std::string_view name) {
  // Only the last % is ever tried again, with one letter more: many of them cost no more than one.
  std::size_t in_pattern = 0;
  std::size_t in_name = 0;
  std::size_t after_any = std::string_view::npos;
  std::size_t any_ends = 0;
  while (in_name < name.size()) {
    const std::string_view rest = pattern.substr(in_pattern);
    if (rest.starts_with('%')) {
      after_any = ++in_pattern;
      any_ends = in_name;
      continue;
    }
    const bool escaped = rest.size() > 1 && rest[0] == '\\';
    if (!rest.empty() && (rest[0] == '_' || rest[escaped ? 1 : 0] == name[in_name])) {
      in_pattern += escaped ? 2 : 1;
      ++in_name;
    } else if (after_any != std::string_view::npos) {
      in_pattern = after_any;
      in_name = ++any_ends;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('%', in_pattern) == std::string_view::npos;
}

}  // namespace ombud::sql::mariadb
