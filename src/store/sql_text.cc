#include "store/sql_text.h"

#include <algorithm>

namespace ombud::store {

namespace {

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         (c & 0x80) != 0;
}

std::string lower(std::string_view text) {
  std::string low(text);
  for (char& c : low)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return low;
}

std::size_t or_end(std::size_t found, std::string_view sql, std::size_t length) {
  return found == std::string_view::npos ? sql.size() : found + length;
}

// The token that begins at `at`, which is no white space.
Token token_at(std::string_view sql, std::size_t at) {
  const std::string_view rest = sql.substr(at);
  Token token{Token::Kind::sign, "", at, at + 1};
  const auto ends = [&](Token::Kind kind, std::size_t end, std::size_t head, std::size_t tail) {
    token.kind = kind;
    token.end = end;
    token.text = end - at >= head + tail ? sql.substr(at + head, end - at - head - tail) : rest;
  };
  if (rest.starts_with("--")) {
    const std::size_t end = std::min(sql.find('\n', at), sql.size());
    ends(Token::Kind::comment, end, 2, 0);
    const std::size_t first = token.text.find_first_not_of(' ');
    token.text = first == std::string::npos ? "" : token.text.substr(first);
  } else if (rest.starts_with("/*")) {
    ends(Token::Kind::comment, or_end(sql.find("*/", at + 2), sql, 2), 2, 2);
  } else if (rest.starts_with("$$")) {
    ends(Token::Kind::quoted, or_end(sql.find("$$", at + 2), sql, 2), 0, 0);
  } else if (rest.starts_with("${")) {
    ends(Token::Kind::type, or_end(sql.find('}', at), sql, 1), 2, 1);
  } else if (rest[0] == '\'' || rest[0] == '"') {
    // A doubled quote inside becomes two tokens side by side, which is as good here.
    ends(Token::Kind::quoted, or_end(sql.find(rest[0], at + 1), sql, 1), 0, 0);
  } else if (is_word_byte(rest[0])) {
    std::size_t end = at;
    while (end < sql.size() && is_word_byte(sql[end])) ++end;
    ends(Token::Kind::word, end, 0, 0);
    token.text = lower(token.text);
  } else {
    token.text = rest[0];
  }
  return token;
}

// Whether the statement so far is a trigger whose body is still open, so that a semicolon does not
// end it.
bool inside_trigger(const std::vector<Token>& tokens) {
  if (tokens.size() < 2 || !tokens[0].is("create") || !tokens[1].is("trigger")) return false;
  int open = 0;
  for (const Token& token : tokens) {
    if (token.is("begin") || token.is("case")) ++open;
    if (token.is("end")) --open;
  }
  return open > 0;
}

// Names between the parenthesis at `at` and its end; `at` is left behind it.
std::vector<std::string> names_in_parentheses(const std::vector<Token>& tokens, std::size_t& at) {
  std::vector<std::string> names;
  if (at >= tokens.size() || !tokens[at].is("(")) return names;
  int depth = 0;
  bool first = true;
  for (; at < tokens.size(); ++at) {
    if (tokens[at].is("(")) {
      ++depth;
    } else if (tokens[at].is(")")) {
      if (--depth == 0) break;
    } else if (tokens[at].is(",") && depth == 1) {
      first = true;
    } else if (first) {
      names.push_back(tokens[at].text);
      first = false;
    }
  }
  ++at;
  return names;
}

// The definitions between the outer parentheses of a CREATE TABLE.
std::vector<std::vector<Token>> definitions(const std::vector<Token>& tokens, std::size_t at) {
  std::vector<std::vector<Token>> all(1);
  int depth = 0;
  for (; at < tokens.size(); ++at) {
    if (tokens[at].is("(") && depth++ == 0) continue;
    if (tokens[at].is(")") && --depth == 0) break;
    if (tokens[at].is(",") && depth == 1)
      all.emplace_back();
    else
      all.back().push_back(tokens[at]);
  }
  return all;
}

// Keys that a definition declares, `own` being the column it defines (empty: a table's constraint).
void read_keys(const std::vector<Token>& definition, const std::string& own, TableText& table) {
  const auto columns = [&](std::size_t& at) {
    return own.empty() ? names_in_parentheses(definition, at) : std::vector{own};
  };
  std::vector<std::string> foreign{own};
  for (std::size_t i = 0; i < definition.size(); ++i) {
    const bool key_follows = i + 1 < definition.size() && definition[i + 1].is("key");
    std::size_t at = i + (key_follows ? 2 : 1);
    if (definition[i].is("primary") && key_follows) {
      table.keys.push_back({TableKey::Kind::primary, columns(at), "", {}});
    } else if (definition[i].is("unique")) {
      table.keys.push_back({TableKey::Kind::unique, columns(at), "", {}});
    } else if (definition[i].is("foreign") && key_follows) {
      foreign = names_in_parentheses(definition, at);
    } else if (definition[i].is("references") && i + 1 < definition.size()) {
      at = i + 2;
      const std::string to = definition[i + 1].text;
      table.keys.push_back(
          {TableKey::Kind::foreign, foreign, to, names_in_parentheses(definition, at)});
    }
  }
}

}  // namespace

std::vector<Token> tokens_of(std::string_view sql) {
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < sql.size();) {
    if (sql[at] == ' ' || sql[at] == '\n' || sql[at] == '\t' || sql[at] == '\r') {
      ++at;
      continue;
    }
    tokens.push_back(token_at(sql, at));
    at = tokens.back().end;
  }
  return tokens;
}

std::vector<SqlStatement> statements_of(std::string_view sql) {
  std::vector<SqlStatement> all;
  SqlStatement current;
  for (Token& token : tokens_of(sql)) {
    if (token.kind == Token::Kind::comment) {
      if (current.tokens.empty()) current.comments.push_back(std::move(token.text));
    } else if (!token.is(";") || inside_trigger(current.tokens)) {
      if (current.tokens.empty()) current.begin = token.begin;
      current.end = token.end;
      current.tokens.push_back(std::move(token));
    } else {
      if (!current.tokens.empty()) all.push_back(std::move(current));
      current = {};
    }
  }
  if (!current.tokens.empty()) all.push_back(std::move(current));
  return all;
}

TableText table_of(const SqlStatement& statement) {
  TableText table;
  const std::vector<Token>& tokens = statement.tokens;
  if (tokens.size() < 4 || !tokens[0].is("create") || !tokens[1].is("table")) return table;
  std::size_t at = 2;
  if (tokens[at].is("if")) at += 3;
  if (at >= tokens.size()) return table;
  table.name = tokens[at].text;
  for (std::vector<Token> definition : definitions(tokens, at + 1)) {
    if (definition.size() > 2 && definition[0].is("constraint"))
      definition.erase(definition.begin(), definition.begin() + 2);
    if (definition.empty()) continue;
    const bool constraint = definition[0].is("primary") || definition[0].is("unique") ||
                            definition[0].is("foreign") || definition[0].is("check");
    if (!constraint) {
      table.columns.push_back(definition[0].text);
      table.types.push_back(definition.size() > 1 && definition[1].kind == Token::Kind::type
                                ? definition[1].text
                                : "");
    }
    read_keys(definition, constraint ? "" : definition[0].text, table);
  }
  return table;
}

TableKey unique_index_of(const SqlStatement& statement, std::string& on) {
  on.clear();
  TableKey key{TableKey::Kind::unique, {}, "", {}};
  const std::vector<Token>& tokens = statement.tokens;
  if (tokens.size() < 3 || !tokens[0].is("create") || !tokens[1].is("unique")) return key;
  for (std::size_t i = 2; i + 1 < tokens.size(); ++i) {
    if (!tokens[i].is("on")) continue;
    on = tokens[i + 1].text;
    std::size_t at = i + 2;
    key.columns = names_in_parentheses(tokens, at);
    break;
  }
  return key;
}

}  // namespace ombud::store
