// Names between quotes, and values that never become text of a statement.
#include "base/result.h"
#include "sql/catalogue_reader.h"
#include "sql/key_text.h"
#include "sql/statement.h"

namespace ombud::fuzz {

namespace {

class Names : private sql::CatalogueReader {
 public:
  static sql::Name of(std::string_view text) { return name(std::string(text)); }
};

// What an engine reads between the quotes of a name; nothing where they end early.
std::optional<std::string> unquoted(std::string_view text, char quote) {
  if (text.size() < 2 || text.front() != quote || text.back() != quote) return std::nullopt;
  std::string name;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    if (text[i] == quote && (i + 2 >= text.size() || text[++i] != quote)) return std::nullopt;
    name += text[i];
  }
  return name;
}

}  // namespace

void sql_quoting(std::string_view input) {
  const sql::Name name = Names::of(input);
  for (const sql::Engine engine :
       {sql::Engine::sqlite, sql::Engine::postgresql, sql::Engine::mariadb}) {
    const std::string text = sql::quoted(name, engine);
    must(unquoted(text, engine == sql::Engine::mariadb ? '`' : '"') == input);
    sql::Statement statement("SELECT ");
    statement.name(name).text(" FROM t WHERE a = ").value(std::string(input)).text(" OR b IN (");
    const sql::Value values[] = {std::string(input), std::int64_t{1}};
    statement.values(values).text(")");
    const sql::Rendered rendered = sql::render(statement, engine);
    must(rendered.values.size() == 3 && rendered.text.starts_with("SELECT " + text + " FROM t"));
    must(rendered.text.size() < text.size() + 60);
  }
}

}  // namespace ombud::fuzz
