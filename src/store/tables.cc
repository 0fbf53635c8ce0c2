#include "store/tables.h"

#include <algorithm>
#include <set>

#include "store/transaction_state.h"

namespace ombud::store {

namespace {

// PostgreSQL takes 65,535 values in a statement and SQLite 32,766; few enough rows that a large
// one costs no memory.
constexpr std::size_t most_values = 20'000;
constexpr std::size_t most_rows = 500;

sql::Value as_kept(const sql::Value& value) {
  if (const bool* truth = std::get_if<bool>(&value)) return std::int64_t{*truth ? 1 : 0};
  return value;
}

sql::Value as_taken(sql::Value value, const sql::Column& column, sql::Engine engine) {
  const auto* number = std::get_if<std::int64_t>(&value);
  if (engine == sql::Engine::sqlite || column.kind != sql::TypeKind::boolean || number == nullptr)
    return value;
  return *number != 0;
}

Result<void> enter(sql::Connection& connection, const std::string& organisation) {
  if (connection.engine() == sql::Engine::sqlite) return {};
  TRY(connection.one(
      sql::Statement("select set_config('ombud.organisation', ?, true)", {organisation})));
  return {};
}

// Rows that point to rows of the same table come after those; what is left points nowhere.
std::vector<sql::Row> in_order(std::vector<sql::Row> rows, std::size_t key, std::size_t to) {
  std::vector<sql::Row> ordered;
  std::set<sql::Value> there;
  while (!rows.empty()) {
    const std::size_t before = ordered.size();
    std::vector<sql::Row> rest;
    for (sql::Row& row : rows) {
      const bool ready = sql::is_null(row[to]) || row[to] == row[key] || there.contains(row[to]);
      if (ready) there.insert(row[key]);
      (ready ? ordered : rest).push_back(std::move(row));
    }
    rows = std::move(rest);
    if (ordered.size() != before) continue;
    std::move(rows.begin(), rows.end(), std::back_inserter(ordered));
    break;
  }
  return ordered;
}

}  // namespace

Result<Tables> Tables::of(Database& database, std::span<const std::span<const Migration>> rooms) {
  Tables found;
  const std::vector<AppliedMigration> applied = TRY(database.applied());
  Transaction transaction = TRY(database.begin_installation(sql::Begin::read));
  found.catalogue_ = TRY(transaction.state_->connection->read_catalogue());
  const std::vector<sql::Table>& all = found.catalogue_.tables;
  const auto add = [&](const std::string& name, bool of_organisation) {
    const sql::Table* table = found.catalogue_.find(name);
    if (table == nullptr) return;  // A later migration took it away.
    OwnTable own{name, of_organisation, false, {}};
    for (const sql::ForeignKey& key : table->foreign_keys)
      if (&all[key.to_table] == table) own.refers_to_itself = true;
    for (const sql::Column& column : table->columns)
      if (!column.generated) own.columns.push_back(column.name.text());
    found.tables_.push_back(std::move(own));
    found.places_.push_back(static_cast<std::size_t>(table - all.data()));
  };
  for (const std::span<const Migration>& room : rooms)
    for (const Migration& migration : room) {
      const bool is_there =
          std::any_of(applied.begin(), applied.end(), [&](const AppliedMigration& one) {
            return one.room == migration.room && one.file == migration.file;
          });
      if (!is_there) continue;
      const Step step = TRY(prepare(migration, database.engine()));
      for (const std::string& name : step.tables)
        add(name, std::find(step.organisation_tables.begin(), step.organisation_tables.end(),
                            name) != step.organisation_tables.end());
    }
  if (database.engine() != sql::Engine::sqlite) return found;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string& name = all[i].name.text();
    if (name != "store_migration" &&
        std::find(found.places_.begin(), found.places_.end(), i) == found.places_.end())
      return fail(Errc::conflict, "store.unknown_table", {{"table", name}});
  }
  return found;
}

Result<void> Tables::each(Transaction& transaction, std::size_t table,
                          const std::vector<OrganisationId>& organisations,
                          const std::function<Result<void>(const sql::Row&)>& take) const {
  const sql::Table& read = catalogue_.tables[places_.at(table)];
  std::vector<sql::Name> names;
  for (const sql::Column& column : read.columns)
    if (!column.generated) names.push_back(column.name);
  sql::Connection& connection = *transaction.state_->connection;
  sql::Row kept;
  const auto hand_over = [&](const sql::Row& row) {
    kept.clear();
    for (const sql::Value& value : row) kept.push_back(as_kept(value));
    return take(kept);
  };
  // The fence shows one organisation at a time; SQLite has none and gives all rows at once.
  const bool fenced =
      tables_[table].of_organisation && connection.engine() == sql::Engine::postgresql;
  for (std::size_t i = 0; i < (fenced ? organisations.size() : 1); ++i) {
    if (fenced) TRY(enter(connection, organisations[i].text));
    sql::Statement statement("select ");
    statement.names(names).text(" from ").append(sql::table_name(read, connection.engine()));
    Result<void> done = connection.each(statement, hand_over);
    if (!done) return transaction.state_->failed(std::move(done).error());
  }
  if (fenced) TRY(enter(connection, transaction.organisation().text));
  return {};
}

Result<void> Tables::insert(Transaction& transaction, const sql::Table& table,
                            const std::vector<sql::Name>& names,
                            std::span<const sql::Row> rows) const {
  sql::Connection& connection = *transaction.state_->connection;
  const std::size_t at_once =
      std::max<std::size_t>(1, std::min(most_rows, most_values / names.size()));
  while (!rows.empty()) {
    const std::span<const sql::Row> some = rows.first(std::min(at_once, rows.size()));
    rows = rows.subspan(some.size());
    sql::Statement statement("insert into ");
    statement.append(sql::table_name(table, connection.engine())).text(" (").names(names);
    statement.text(") values ");
    bool first = true;
    for (const sql::Row& row : some) {
      if (first)
        statement.text("(");
      else
        statement.text(", (");
      statement.values(row).text(")");
      first = false;
    }
    Result<void> done =
        connection.execute_exactly(statement, static_cast<std::int64_t>(some.size()));
    if (!done) return transaction.state_->failed(std::move(done).error());
  }
  return {};
}

Result<void> Tables::add(Transaction& transaction, std::size_t table,
                         const std::vector<std::string>& columns,
                         std::vector<sql::Row> rows) const {
  const sql::Table& into = catalogue_.tables[places_.at(table)];
  sql::Connection& connection = *transaction.state_->connection;
  std::vector<sql::Name> names;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const sql::Column* column = into.column(columns[i]);
    must(column != nullptr);
    names.push_back(column->name);
    for (sql::Row& row : rows) row[i] = as_taken(std::move(row[i]), *column, connection.engine());
  }
  const auto place_of = [&](const sql::Name& name) {
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
  };
  for (const sql::ForeignKey& key : into.foreign_keys)
    if (key.to_table == places_[table] && key.columns.size() == 1 &&
        place_of(key.columns[0]) < names.size() && place_of(key.to_columns[0]) < names.size())
      rows = in_order(std::move(rows), place_of(key.to_columns[0]), place_of(key.columns[0]));

  const bool fenced =
      tables_[table].of_organisation && connection.engine() == sql::Engine::postgresql;
  const auto organisation = static_cast<std::size_t>(
      std::find(columns.begin(), columns.end(), "organisation_id") - columns.begin());
  if (!fenced) return insert(transaction, into, names, rows);
  std::span<const sql::Row> rest = rows;
  while (!rest.empty()) {
    std::size_t count = 1;
    while (count < rest.size() && rest[count][organisation] == rest[0][organisation]) ++count;
    TRY(enter(connection, text_in(rest[0][organisation])));
    TRY(insert(transaction, into, names, rest.first(count)));
    rest = rest.subspan(count);
  }
  return {};
}

}  // namespace ombud::store
