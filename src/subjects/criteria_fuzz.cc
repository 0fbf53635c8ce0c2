// Whom people ask for: "email: …", "key: liva.member=42", or a value alone; a line each.
#include "base/result.h"
#include "base/text.h"
#include "subjects/criteria.h"

namespace ombud::fuzz {

void subjects_criteria(std::string_view input) {
  const detectors::Reading reading{*parse_day("2026-11-21")};
  std::vector<subjects::Criterion> criteria;
  for (std::string& line : split(input, '\n'))
    criteria.push_back(subjects::criterion_of(Secret(std::move(line))));
  if (const auto read = subjects::read_criteria(criteria, reading)) {
    must(!read->values.empty() || !read->keys.empty() || !read->numbers.empty());
    for (const subjects::Sought& sought : read->values) {
      must(!sought.normal.empty() && subjects::is_met(sought, sought.normal, reading));
      for (const std::string& form : sought.forms) must(subjects::is_met(sought, form, reading));
      subjects::name_is_met(sought, std::string(input));
    }
  }
  const std::string text(input);
  subjects::is_placeholder(text);
  if (const auto key = subjects::read_key(text)) {
    sql::Row row;
    for (const std::string& value : key->values) row.emplace_back(value);
    must(subjects::write_key(key->system, key->table, row) == text);
  }
}

}  // namespace ombud::fuzz
