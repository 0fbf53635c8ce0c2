#include "actions/verify_many.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "actions/fingerprints.h"
#include "actions/many.h"
#include "actions/values.h"
#include "base/text.h"

namespace ombud::actions {

namespace {

// What the plan and the ledger say of one row: its key as a hash, and its step and state.
struct Fate {
  std::uint64_t key = 0;
  std::uint32_t step = 0;
  LedgerLine::State state = LedgerLine::State::unchanged;

  bool operator<(const Fate& other) const { return key < other.key; }
};

using Fates = std::map<std::string, std::vector<Fate>>;  // By table; ordered by key.

std::uint64_t hash_of(const sql::Row& key) { return std::hash<std::string>()(sql::key_text(key)); }

Result<Fates> fates_of(accounts::Office& office, const Action& action, const Plan& plan) {
  Fates fates;
  for (std::int64_t i = 1; i < action.chunks; ++i) {
    const std::vector<LedgerLine> ledger_lines = TRY(ledger(office, action, i - 1));
    std::size_t at = 0;  // Lines that are kept are not in the ledger.
    for (const Line& line : TRY(read_lines(TRY(chunk(office, action, i))))) {
      const Step& step = plan.steps[line.step];
      LedgerLine::State state = LedgerLine::State::unchanged;
      if (step.what != Step::What::keep) {
        state = at < ledger_lines.size() ? ledger_lines[at].state : LedgerLine::State::intended;
        ++at;
      }
      fates[step.table].push_back(
          {hash_of(line.key), static_cast<std::uint32_t>(line.step), state});
    }
  }
  for (auto& [table, all] : fates) std::sort(all.begin(), all.end());
  return fates;
}

bool is_done(LedgerLine::State state) {
  return state == LedgerLine::State::done || state == LedgerLine::State::unchanged;
}

// Types that hold nothing by which a person is looked for.
bool may_identify(const sql::Column& column) {
  switch (column.kind) {
    case sql::TypeKind::boolean:
    case sql::TypeKind::day:
    case sql::TypeKind::instant:
    case sql::TypeKind::time:
    case sql::TypeKind::interval:
    case sql::TypeKind::uuid:
    case sql::TypeKind::real:
      return false;
    default:
      return true;
  }
}

// One table as it is read.
struct Reading {
  const sql::Table* table = nullptr;
  std::string label;
  std::vector<sql::Name> key;  // Empty where the plan has no rows of it.
  std::vector<const sql::Column*> columns;
  const std::vector<Fate>* fates = nullptr;
};

class Pass {
 public:
  Pass(const Plan& plan, Fingerprints& prints, Verified& verified)
      : plan_(plan), prints_(prints), verified_(verified) {}

  Result<void> read(sql::Connection& connection, const Reading& reading, Progress& progress);
  void finish();

 private:
  using Place = std::tuple<std::string, std::string, std::string, Hit::Is>;

  sql::Statement statement(const Reading& reading, sql::Engine engine) const;
  void take(const Reading& reading, const sql::Row& row);
  void check_step(const Reading& reading, const Step& step, const sql::Row& row);
  void look(const Reading& reading, const sql::Column& column, const std::string& text,
            std::span<const Fate> fates);
  Hit::Is judge(const Reading& reading, const std::string& column,
                std::span<const Fate> fates) const;

  const Plan& plan_;
  Fingerprints& prints_;
  Verified& verified_;
  std::map<Place, std::int64_t> places_;
};

// Key columns as they are, the others as text; what is too large to be read is null.
sql::Statement Pass::statement(const Reading& reading, sql::Engine engine) const {
  sql::Statement statement("SELECT ");
  bool first = true;
  const auto next = [&]() -> sql::Statement& {
    if (!first) statement.text(", ");
    first = false;
    return statement;
  };
  for (const sql::Name& name : reading.key) next().name(name);
  for (const sql::Column* column : reading.columns) {
    const bool bounded = engine != sql::Engine::sqlite && column->limit && *column->limit < 100'000;
    const bool plain =
        column->kind == sql::TypeKind::blob || column->kind == sql::TypeKind::integer;
    const sql::Statement value =
        plain ? sql::Statement().name(column->name) : sql::as_text(column->name, engine);
    if (bounded || column->kind == sql::TypeKind::integer) {
      next().append(value);
      continue;
    }
    next().text("CASE WHEN ").append(sql::byte_length(*column, engine));
    statement.text(" <= ").value(largest_value_bytes).text(" THEN ").append(value).text(" END");
  }
  if (first) statement.text("1");
  return statement.text(" FROM ").append(sql::table_name(*reading.table, engine));
}

// How a column of a row that was changed must stand there now.
bool is_as_planned(const Change& change, const sql::Value& value) {
  if (sql::is_null(value)) return true;
  if (change.how == datamap::Erase::set_null) return false;
  if (change.how == datamap::Erase::constant)
    return trim(sql::plain(value)) == trim(change.constant);
  return true;  // Surrogates, coarser values and scrubbed texts are searched as any text.
}

void Pass::check_step(const Reading& reading, const Step& step, const sql::Row& row) {
  if (step.what == Step::What::remove) {
    ++places_[{reading.label, "*", "row", Hit::Is::left_over}];
    return;
  }
  if (step.what != Step::What::change) return;
  for (const Change& change : step.changes)
    for (std::size_t i = 0; i < reading.columns.size(); ++i)
      if (reading.columns[i]->name.text() == change.column &&
          !is_as_planned(change, row[reading.key.size() + i]))
        ++places_[{reading.label, change.column, "value", Hit::Is::left_over}];
}

Hit::Is Pass::judge(const Reading& reading, const std::string& column,
                    std::span<const Fate> fates) const {
  for (const Fate& fate : fates) {
    const Step& step = plan_.steps[fate.step];
    if (!is_done(fate.state)) return Hit::Is::kept;  // Left, spared or held: said by count.
    for (const Stays& stay : step.stays)
      if (stay.column == column)
        return step.why == "actions.because_shared" ? Hit::Is::shared : Hit::Is::kept;
  }
  if (!fates.empty()) return Hit::Is::left_over;
  for (const auto& [table, own] : plan_.many->own_places)
    if (table == reading.label && own == column) return Hit::Is::shared;
  return Hit::Is::elsewhere;
}

void Pass::look(const Reading& reading, const sql::Column& column, const std::string& text,
                std::span<const Fate> fates) {
  const std::optional<detectors::Kind> kind = prints_.find(text);
  if (!kind) return;
  const Hit::Is is = judge(reading, column.name.text(), fates);
  ++places_[{reading.label, column.name.text(), std::string(detectors::word(*kind)), is}];
}

void Pass::take(const Reading& reading, const sql::Row& row) {
  const std::size_t keys = reading.key.size();
  std::span<const Fate> fates;
  if (reading.fates != nullptr && keys > 0) {
    const std::uint64_t key =
        hash_of({row.begin(), row.begin() + static_cast<std::ptrdiff_t>(keys)});
    const auto [from, to] =
        std::equal_range(reading.fates->begin(), reading.fates->end(), Fate{key, 0, {}});
    fates = {from, to};
  }
  for (const Fate& fate : fates)
    if (is_done(fate.state)) check_step(reading, plan_.steps[fate.step], row);
  ++verified_.rows;
  if (prints_.empty()) return;
  for (std::size_t i = 0; i < reading.columns.size(); ++i) {
    const sql::Value& value = row[keys + i];
    if (sql::is_null(value) || !may_identify(*reading.columns[i])) continue;
    if (const auto* text = std::get_if<std::string>(&value)) {
      look(reading, *reading.columns[i], *text, fates);
    } else if (const auto* blob = std::get_if<sql::Blob>(&value)) {
      const std::string& bytes = blob->bytes;
      look(reading, *reading.columns[i], is_utf8(bytes) ? bytes : from_latin1(bytes), fates);
    } else {
      look(reading, *reading.columns[i], sql::plain(value), fates);
    }
  }
}

// Counted only where a table has something that was not read.
Result<void> say_too_large(sql::Connection& connection, const Reading& reading,
                           Verified& verified) {
  const sql::Engine engine = connection.engine();
  for (const sql::Column* column : reading.columns) {
    const bool large = column->kind == sql::TypeKind::text || column->kind == sql::TypeKind::blob ||
                       column->kind == sql::TypeKind::json || column->kind == sql::TypeKind::xml;
    if (!large || (engine != sql::Engine::sqlite && column->limit && *column->limit < 100'000))
      continue;
    sql::Statement count("SELECT COUNT(*) FROM ");
    count.append(sql::table_name(*reading.table, engine)).text(" WHERE ");
    count.append(sql::byte_length(*column, engine)).text(" > ").value(largest_value_bytes);
    const auto row = TRY(connection.one(count));
    const std::string rows = row ? sql::plain(row->front()) : "0";
    if (rows != "0")
      verified.not_searched.push_back(
          {Errc::exhausted,
           "actions.too_large",
           {{"table", reading.label}, {"column", column->name.text()}, {"rows", rows}}});
  }
  return {};
}

Result<void> Pass::read(sql::Connection& connection, const Reading& reading, Progress& progress) {
  TRY(connection.each(statement(reading, connection.engine()),
                      [&](const sql::Row& row) -> Result<void> {
                        take(reading, row);
                        if (verified_.rows % 10'000 == 0)
                          progress.tell("rows", static_cast<std::uint64_t>(verified_.rows), 0);
                        return {};
                      }));
  ++verified_.tables;
  return say_too_large(connection, reading, verified_);
}

void Pass::finish() {
  for (const auto& [place, rows] : places_) {
    const auto& [table, column, kind, is] = place;
    verified_.hits.push_back({is, verified_.system, table, column, kind, rows});
  }
}

Result<Reading> reading_of(const sql::Catalogue& catalogue, const sql::Table& table,
                           const Plan& plan, const Fates& fates) {
  Reading reading{&table, catalogue.label(table), {}, {}, nullptr};
  std::set<std::string> changed;
  for (const Step& step : plan.steps) {
    if (step.table != reading.label) continue;
    // Of rows that are told apart by all they hold, nothing can be found again.
    if (!step.whole_row_is_key) reading.key = TRY(names_in(catalogue, table, step.key_columns));
    for (const Change& change : step.changes) changed.insert(change.column);
  }
  for (const sql::Column& column : table.columns)
    if ((plan.many->only.empty() && may_identify(column)) || changed.contains(column.name.text()))
      reading.columns.push_back(&column);
  if (const auto at = fates.find(reading.label); at != fates.end()) reading.fates = &at->second;
  return reading;
}

}  // namespace

Result<Verified> verify_many(accounts::Office& office, connectors::Connector& connector,
                             const Action& action, const Plan& plan, Progress& progress) {
  Verified verified;
  verified.system = connector.system().name;
  const sql::Catalogue& catalogue = *TRY(connector.catalogue());
  RowHash hash(office.vault, action.id.text, of_identifiers, "");
  Fingerprints prints(hash,
                      {std::chrono::floor<std::chrono::days>(plan.planned_at),
                       detectors::country_of_word(plan.law).value_or(detectors::Country::se)});
  const bool searches = plan.many->only.empty();
  if (searches) {
    for (std::int64_t i = 1; i < action.chunks; ++i)
      prints.add(TRY(read_recheck(TRY(recheck_part(office, action, i)))).sought);
    prints.close();
  }
  verified.not_searched.push_back(
      {Errc::conflict, searches ? "actions.names_not_searched" : "actions.texts_not_searched", {}});
  const Fates fates = TRY(fates_of(office, action, plan));
  Pass pass(plan, prints, verified);
  sql::Connection& connection = connector.connection();
  sql::Transaction snapshot = TRY(sql::Transaction::begin(connection, sql::Begin::read));
  for (const sql::Table& table : catalogue.tables) {
    if (table.kind != sql::Table::Kind::table) continue;
    const Reading reading = TRY(reading_of(catalogue, table, plan, fates));
    if (!searches && reading.fates == nullptr) continue;
    if (!TRY(connection.rights(table)).read) {
      verified.not_searched.push_back(
          {Errc::forbidden, "actions.not_readable", {{"table", reading.label}}});
      continue;
    }
    TRY(pass.read(connection, reading, progress));
  }
  TRY(snapshot.commit());
  pass.finish();
  return verified;
}

}  // namespace ombud::actions
