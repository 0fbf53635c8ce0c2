// What databases say of themselves, and values in their one written form.
#include "base/result.h"
#include "base/text.h"
#include "sql/mariadb/grants.h"
#include "sql/sqlite/catalogue_reader.h"
#include "sql/value.h"

namespace ombud::fuzz {

void sql_words(std::string_view input) {
  if (const auto value = sql::from_canonical(input)) {
    const std::string text = sql::canonical(*value);
    const auto again = sql::from_canonical(text);
    must(again.has_value() && sql::canonical(*again) == text);
    sql::shown(*value);
    sql::plain(*value);
  }
  sql::sqlite::kind_of(input);
  must(sql::sqlite::trigger_of("t", input).name == "t");
  sql::mariadb::Grants grants("office", "member");
  for (const std::string& line : split(input, '\n')) grants.add(line);
  if (grants.everywhere("DELETE")) must(grants.on_all("DELETE", {"a", "b"}));
  const std::size_t end = input.find('\n');
  if (end != std::string_view::npos)
    sql::mariadb::fits(input.substr(0, end), input.substr(end + 1));
}

}  // namespace ombud::fuzz
