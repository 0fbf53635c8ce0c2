// SQLite keeps types and triggers as the words that they were declared with; here they are read.

#include "sql/sqlite/catalogue_reader.h"

namespace ombud::sql::sqlite {

namespace {

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  return result;
}

// The next word, name or sign of a statement; comments are passed over. Empty at the end.
std::string_view next_token(std::string_view& rest) {
  for (;;) {
    const std::size_t start = rest.find_first_not_of(" \t\r\n\f");
    rest.remove_prefix(start == std::string_view::npos ? rest.size() : start);
    const bool line = rest.starts_with("--");
    if (!line && !rest.starts_with("/*")) break;
    const std::size_t end = line ? rest.find('\n') : rest.find("*/", 2);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + (line ? 1 : 2));
  }
  if (rest.empty()) return {};
  constexpr std::string_view quotes = "\"'`[";
  std::size_t length = 1;
  if (quotes.find(rest[0]) != std::string_view::npos) {
    const std::size_t end = rest.find(rest[0] == '[' ? ']' : rest[0], 1);
    length = end == std::string_view::npos ? rest.size() : end + 1;
  } else {
    const auto in_word = [](char c) {
      return c == '_' || c == '$' || (c & 0x80) != 0 || (c >= '0' && c <= '9') ||
             (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    };
    while (length < rest.size() && in_word(rest[0]) && in_word(rest[length])) ++length;
  }
  const std::string_view token = rest.substr(0, length);
  rest.remove_prefix(length);
  return token;
}

}  // namespace

TypeKind kind_of(std::string_view declared) {
  const std::string type = upper(declared);
  const auto has = [&](std::string_view part) { return type.find(part) != std::string::npos; };
  if (has("BOOL")) return TypeKind::boolean;
  if (has("UUID") || has("GUID") || has("UNIQUEIDENTIFIER")) return TypeKind::uuid;
  if (has("INTERVAL")) return TypeKind::interval;
  if (has("JSON")) return TypeKind::json;
  if (has("XML")) return TypeKind::xml;
  if (has("DATETIME") || has("TIMESTAMP")) return TypeKind::instant;
  if (has("DATE")) return TypeKind::day;
  if (has("CHAR") || has("CLOB") || has("TEXT") || has("STRING")) return TypeKind::text;
  if (has("TIME")) return TypeKind::time;
  if (has("POINT")) return TypeKind::other;
  if (has("INT") || type == "YEAR") return TypeKind::integer;
  if (has("BLOB") || has("BINARY") || has("IMAGE")) return TypeKind::blob;
  if (has("REAL") || has("FLOA") || has("DOUB")) return TypeKind::real;
  if (has("NUM") || has("DEC") || has("MONEY")) return TypeKind::decimal;
  return TypeKind::other;
}

Trigger trigger_of(std::string name, std::string_view statement) {
  Trigger trigger;
  trigger.name = std::move(name);
  std::string_view rest = statement;
  std::string word = upper(next_token(rest));
  while (!word.empty() && word != "TRIGGER") word = upper(next_token(rest));
  word = upper(next_token(rest));
  if (word == "IF") {
    next_token(rest);  // NOT
    next_token(rest);  // EXISTS
    next_token(rest);  // The name, which may be any word.
  }
  for (word = upper(next_token(rest)); word == "."; word = upper(next_token(rest)))
    next_token(rest);  // The name was the schema's.
  while (word == "BEFORE" || word == "AFTER" || word == "INSTEAD" || word == "OF")
    word = upper(next_token(rest));
  trigger.on_delete = word == "DELETE";
  trigger.on_update = word == "UPDATE";
  trigger.on_insert = word == "INSERT";
  return trigger;
}

}  // namespace ombud::sql::sqlite
