#include "store/migration.h"

#include <openssl/evp.h>

#include <map>

#include "base/text.h"
#include "store/sql_text.h"

namespace ombud::store {

namespace {

struct TypeWord {
  std::string_view word;
  std::string_view sqlite;  // STRICT tables know these few only.
  std::string_view postgresql;
};

// Instants are microseconds since 1970 on both, days and JSON text: neither engine's own date and
// JSON functions are used, so that both answer alike.
constexpr TypeWord type_words[] = {
    {"uuid", "text", "uuid"},         {"int", "integer", "bigint"}, {"bool", "integer", "boolean"},
    {"instant", "integer", "bigint"}, {"day", "text", "text"},      {"json", "text", "text"},
    {"blob", "blob", "bytea"},        {"text", "text", "text"},
};

const TypeWord* type_word(std::string_view word) {
  for (const TypeWord& known : type_words)
    if (known.word == word) return &known;
  return nullptr;
}

Failure refused(const Migration& migration, std::string key, Params params) {
  params.insert(params.begin(),
                {{"room", std::string(migration.room)}, {"file", std::string(migration.file)}});
  return fail(Errc::invalid, std::move(key), std::move(params));
}

std::string hash_of(std::string_view bytes) {
  std::string hash(32, '\0');
  must(EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(hash.data()),
                  nullptr, EVP_sha256(), nullptr) == 1);
  return to_hex(hash);
}

enum class Kind : std::uint8_t { installation, organisation };

// From the comments above; nothing where there is no mark, or more than one.
std::optional<Kind> mark_of(const std::vector<std::string>& comments) {
  std::optional<Kind> kind;
  int marks = 0;
  for (const std::string& comment : comments) {
    constexpr std::string_view installation = "installation table: ";
    if (comment.starts_with(installation) && comment.size() > installation.size()) {
      kind = Kind::installation;
      ++marks;
    } else if (comment.starts_with("organisation table")) {
      kind = Kind::organisation;
      ++marks;
    }
  }
  return marks == 1 ? kind : std::nullopt;
}

bool begins_with_organisation(const std::vector<std::string>& columns) {
  return !columns.empty() && columns.front() == "organisation_id";
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

// The tables seen so far, of all rooms.
using Kinds = std::map<std::string, Kind, std::less<>>;

Result<void> check_key(const Migration& migration, const std::string& table, Kind kind,
                       const TableKey& key, const Kinds& kinds) {
  if (key.kind == TableKey::Kind::foreign) {
    const auto other = kinds.find(key.to_table);
    if (other == kinds.end() || other->second != kind)
      return refused(migration, "store.key_across", {{"table", table}, {"other", key.to_table}});
  }
  if (kind == Kind::installation) return {};
  const bool foreign = key.kind == TableKey::Kind::foreign;
  if (!begins_with_organisation(key.columns) ||
      (foreign && !begins_with_organisation(key.to_columns)))
    return refused(migration, "store.key_without_organisation",
                   {{"table", table}, {"columns", listed(key.columns)}});
  return {};
}

Result<void> check_table(const Migration& migration, const SqlStatement& statement,
                         const TableText& table, Kinds& kinds) {
  const std::optional<Kind> kind = mark_of(statement.comments);
  if (!kind) return refused(migration, "store.unmarked_table", {{"table", table.name}});
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    if (table.types[i].empty())
      return refused(migration, "store.unknown_type", {{"type", table.columns[i]}});
  kinds[table.name] = *kind;
  if (*kind == Kind::organisation) {
    const auto at = std::find(table.columns.begin(), table.columns.end(), "organisation_id");
    if (at == table.columns.end() || table.types[at - table.columns.begin()] != "uuid")
      return refused(migration, "store.no_organisation", {{"table", table.name}});
    const bool has_primary =
        std::any_of(table.keys.begin(), table.keys.end(),
                    [](const TableKey& key) { return key.kind == TableKey::Kind::primary; });
    if (!has_primary)
      return refused(migration, "store.key_without_organisation",
                     {{"table", table.name}, {"columns", ""}});
  }
  for (const TableKey& key : table.keys) TRY(check_key(migration, table.name, *kind, key, kinds));
  return {};
}

Result<void> check_statement(const Migration& migration, const SqlStatement& statement,
                             Kinds& kinds) {
  for (const Token& token : statement.tokens)
    if (token.kind == Token::Kind::type && type_word(token.text) == nullptr)
      return refused(migration, "store.unknown_type", {{"type", token.text}});
  const TableText table = table_of(statement);
  if (!table.name.empty()) return check_table(migration, statement, table, kinds);
  std::string on;
  const TableKey unique = unique_index_of(statement, on);
  const auto of = kinds.find(on);
  if (of != kinds.end()) return check_key(migration, on, of->second, unique, kinds);
  const std::vector<Token>& tokens = statement.tokens;
  if (tokens.size() > 2 && tokens[0].is("alter"))
    for (const Token& token : tokens)
      if (token.is("primary") || token.is("unique") || token.is("references"))
        return refused(migration, "store.key_added_later", {{"table", tokens[2].text}});
  return {};
}

// The statement's text with its types in the engine's words; SQLite's tables are STRICT.
Result<std::string> text_for(const Migration& migration, const SqlStatement& statement,
                             sql::Engine engine) {
  std::string text;
  std::size_t at = statement.begin;
  for (const Token& token : statement.tokens) {
    if (token.kind != Token::Kind::type) continue;
    const TypeWord* word = type_word(token.text);
    if (word == nullptr) return refused(migration, "store.unknown_type", {{"type", token.text}});
    text += migration.sql.substr(at, token.begin - at);
    text += engine == sql::Engine::sqlite ? word->sqlite : word->postgresql;
    at = token.end;
  }
  text += migration.sql.substr(at, statement.end - at);
  if (engine == sql::Engine::sqlite && !table_of(statement).name.empty())
    text += statement.tokens.back().is(")") ? " strict" : ", strict";
  return text;
}

}  // namespace

Result<void> check(std::span<const Migration> migrations) {
  Kinds kinds;
  for (const Migration& migration : migrations)
    for (const SqlStatement& statement : statements_of(migration.sql))
      TRY(check_statement(migration, statement, kinds));
  return {};
}

bool is_for(const Migration& migration, sql::Engine engine) {
  if (migration.file.ends_with(".sqlite.sql")) return engine == sql::Engine::sqlite;
  if (migration.file.ends_with(".postgresql.sql")) return engine == sql::Engine::postgresql;
  return true;
}

Result<Step> prepare(const Migration& migration, sql::Engine engine) {
  Step step;
  step.sha256 = hash_of(migration.sql);
  for (const SqlStatement& statement : statements_of(migration.sql)) {
    step.statements.push_back(TRY(text_for(migration, statement, engine)));
    const TableText table = table_of(statement);
    if (table.name.empty()) continue;
    step.tables.push_back(table.name);
    if (mark_of(statement.comments) == Kind::organisation)
      step.organisation_tables.push_back(table.name);
  }
  return step;
}

}  // namespace ombud::store
