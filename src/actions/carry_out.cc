// Changes and removes the rows of a batch that are to be, as many in one statement as can be: rows
// that get the same values together, and where values differ from row to row (surrogates, scrubbed
// texts) they go beside their keys.

#include <algorithm>
#include <map>

#include "actions/batch.h"

namespace ombud::actions {

namespace {

using Group = std::vector<const Judged*>;

// In PostgreSQL values go as arrays, whose type must be said: text is taken for what the column is
// where it is a text, a number is not.
std::optional<sql::Literal> array_type(const sql::Column& column) {
  switch (column.kind) {
    case sql::TypeKind::text:
      return sql::Literal(" as text[])");
    case sql::TypeKind::integer:
      return sql::Literal(" as bigint[])");
    case sql::TypeKind::decimal:
      return sql::Literal(" as numeric[])");
    case sql::TypeKind::uuid:
      return sql::Literal(" as uuid[])");
    default:
      return std::nullopt;
  }
}

constexpr std::size_t most_varying = 8;
constexpr sql::Literal places[most_varying] = {"ombud_v0", "ombud_v1", "ombud_v2", "ombud_v3",
                                               "ombud_v4", "ombud_v5", "ombud_v6", "ombud_v7"};

std::string array_of(const std::vector<sql::Value>& values) {
  std::string text = "{";
  for (const sql::Value& value : values) {
    if (text.size() > 1) text += ',';
    if (sql::is_null(value)) {
      text += "NULL";
      continue;
    }
    text += '"';
    for (const char c : sql::plain(value)) {
      if (c == '"' || c == '\\') text += '\\';
      text += c;
    }
    text += '"';
  }
  return text + '}';
}

// Whether a change in the part makes the database change rows by itself: along a reference.
bool is_followed(const Part& part, const sql::ForeignKey& key) {
  const auto acts = [](sql::OnChange on) {
    return on != sql::OnChange::no_action && on != sql::OnChange::restrict;
  };
  if (part.step->what == Step::What::remove) return acts(key.on_delete);
  return acts(key.on_update) &&
         std::any_of(part.changed.begin(), part.changed.end(), [&](const sql::Column* column) {
           return std::find(key.to_columns.begin(), key.to_columns.end(), column->name) !=
                  key.to_columns.end();
         });
}

// What a row was found to be after its change, where the database answered with it.
using Answers = std::vector<std::optional<Digest>>;

// The statements of one part.
class Writing {
 public:
  Writing(const BatchWork& work, const Part& part, Answers& answers)
      : work_(work), connection_(work.connector.connection()), part_(part), answers_(answers) {
    for (std::size_t i = 0; i < part.changed.size(); ++i)
      if (may_vary(i)) varying_.push_back(i);
  }

  Result<void> write(const std::vector<Judged>& rows);

 private:
  bool may_vary(std::size_t column) const;
  bool changes_key() const;
  std::map<std::string, Group> alike(const std::vector<Judged>& rows) const;
  sql::Statement setting(const Judged& row, bool varying_too) const;
  Result<void> same(const Group& group);
  Result<void> beside_keys(const Group& group);
  Result<void> execute(sql::Statement statement, std::span<const Judged* const> some);
  sql::Statement by_arrays(std::span<const Judged* const> some) const;
  sql::Statement by_cases(std::span<const Judged* const> some) const;
  sql::Statement rows_are_these(std::span<const Judged* const> some) const;

  const BatchWork& work_;
  sql::Connection& connection_;
  const Part& part_;
  Answers& answers_;                  // By line of the batch.
  std::vector<std::size_t> varying_;  // Changed columns whose values go beside the keys.
};

bool Writing::may_vary(std::size_t column) const {
  const datamap::Erase how = part_.step->changes[column].how;
  if (how != datamap::Erase::surrogate && how != datamap::Erase::scrub) return false;
  if (part_.step->whole_row_is_key || varying_.size() == most_varying) return false;
  const auto& key = part_.asked.key;
  if (connection_.engine() != sql::Engine::postgresql)
    // MariaDB's second assignment sees what the first has written: no key may be among them.
    return !changes_key();
  return key.size() == 1 && array_type(*part_.table->column(key.front().text())) &&
         array_type(*part_.changed[column]);
}

// Rows that get the same in every column but the varying ones. A text that stays unread is no part
// of the statement, so its rows are a group of their own.
std::map<std::string, Group> Writing::alike(const std::vector<Judged>& rows) const {
  std::map<std::string, Group> groups;
  std::string like;
  for (const std::size_t line : part_.lines) {
    const Judged& row = rows[line];
    if (row.ledger.state != LedgerLine::State::intended) continue;
    like.clear();
    for (std::size_t i = 0; i < row.after.size(); ++i) {
      const bool unread = stays_unread(part_.step->changes[i], row.now, i);
      const bool varies = std::find(varying_.begin(), varying_.end(), i) != varying_.end();
      const datamap::Erase how = part_.step->changes[i].how;
      if (unread)
        like += 'u';
      else if (varies)
        like += 'w';
      else if (how == datamap::Erase::set_null || how == datamap::Erase::constant)
        like += sql::is_null(row.after[i]) ? 'n' : 'c';  // There is one such value.
      else
        like += sql::key_text({row.after[i]});
    }
    groups[like].push_back(&row);
  }
  return groups;
}

sql::Statement Writing::setting(const Judged& row, bool varying_too) const {
  sql::Statement statement;
  for (std::size_t i = 0; i < part_.changed.size(); ++i) {
    if (stays_unread(part_.step->changes[i], row.now, i)) continue;
    if (!varying_too && std::find(varying_.begin(), varying_.end(), i) != varying_.end()) continue;
    if (!statement.parts().empty()) statement.text(", ");
    statement.name(part_.changed[i]->name).text(" = ").value(row.after[i]);
  }
  return statement;
}

// By their places where they are locked and can't have moved: no index is asked again.
sql::Statement Writing::rows_are_these(std::span<const Judged* const> some) const {
  if (part_.asked.with_place) {
    std::vector<const std::string*> locked;
    locked.reserve(some.size());
    for (const Judged* row : some) locked.push_back(&row->now.place);
    return places_are(*part_.table, locked);
  }
  std::vector<sql::Row> keys;
  keys.reserve(some.size());
  for (const Judged* row : some) keys.push_back(row->line->key);
  return rows_are(part_.asked, keys, connection_.engine());
}

// Then the answer's keys are not those that were asked for.
bool Writing::changes_key() const {
  const auto& key = part_.asked.key;
  return std::any_of(part_.changed.begin(), part_.changed.end(), [&](const sql::Column* one) {
    return std::find(key.begin(), key.end(), one->name) != key.end();
  });
}

// Where the database can answer with rows as they are after it, that spares reading them back. What
// is too large to be read so is read back as any other.
Result<void> Writing::execute(sql::Statement statement, std::span<const Judged* const> some) {
  std::int64_t expected = 0;
  for (const Judged* row : some) expected += row->now.copies;
  if (!part_.asked.with_place || part_.step->what == Step::What::remove || changes_key())
    return connection_.execute_exactly(statement, expected);
  RowsAsked asked = part_.asked;
  asked.meets = nullptr;
  asked.with_place = false;
  statement.text(" RETURNING ").append(selected(asked, connection_.engine()));
  std::vector<sql::Row> keys;
  keys.reserve(some.size());
  for (const Judged* row : some) keys.push_back(row->line->key);
  KeyOrder order(keys);
  RowNow now;
  std::vector<const sql::Value*> values(part_.hashed.size());
  std::int64_t count = 0;
  TRY(connection_.each(statement, [&](const sql::Row& row) -> Result<void> {
    ++count;
    const auto position = order.find(row, asked.key.size());
    if (!position || take_values(now, asked, row)) return {};
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = &now.values[part_.hashed[i]];
    answers_[static_cast<std::size_t>(some[*position]->line - work_.lines.data())] =
        part_.ledger_hash->of_values(values);
    return {};
  }));
  if (count != expected)
    return fail(Errc::conflict, "sql.unexpected_count",
                {{"expected", std::to_string(expected)}, {"actual", std::to_string(count)}});
  return {};
}

Result<void> Writing::same(const Group& group) {
  const sql::Engine engine = connection_.engine();
  const std::span<const Judged* const> all(group);
  const std::size_t step = keys_a_statement(part_.asked, engine);
  for (std::size_t at = 0; at < all.size(); at += step) {
    const auto some = all.subspan(at, std::min(step, all.size() - at));
    sql::Statement statement;
    if (part_.step->what == Step::What::remove)
      statement.text("DELETE FROM ").append(sql::table_name(*part_.table, engine));
    else
      statement.text("UPDATE ")
          .append(sql::table_name(*part_.table, engine))
          .text(" SET ")
          .append(setting(*some.front(), true));
    statement.text(" WHERE ").append(rows_are_these(some));
    TRY(execute(std::move(statement), some));
  }
  return {};
}

sql::Statement Writing::by_arrays(std::span<const Judged* const> some) const {
  const auto add = [&](sql::Statement& statement, const sql::Column& column,
                       const std::function<const sql::Value&(const Judged&)>& of) {
    std::vector<sql::Value> values;
    values.reserve(some.size());
    for (const Judged* row : some) values.push_back(of(*row));
    statement.text("cast(").value(array_of(values)).text(*array_type(column));
  };
  const sql::Name& key = part_.asked.key.front();
  sql::Statement names("ombud_k");
  sql::Statement arrays;
  add(arrays, *part_.table->column(key.text()),
      [](const Judged& row) -> const sql::Value& { return row.line->key.front(); });
  sql::Statement set = setting(*some.front(), false);
  std::size_t place = 0;
  for (const std::size_t i : varying_) {
    if (stays_unread(part_.step->changes[i], some.front()->now, i)) continue;
    add(arrays.text(", "), *part_.changed[i],
        [i](const Judged& row) -> const sql::Value& { return row.after[i]; });
    names.text(", ").text(places[place]);
    if (!set.parts().empty()) set.text(", ");
    set.name(part_.changed[i]->name).text(" = ombud_values.").text(places[place++]);
  }
  sql::Statement statement("UPDATE ");
  statement.append(sql::table_name(*part_.table, connection_.engine())).text(" SET ").append(set);
  statement.text(" FROM unnest(").append(arrays).text(") AS ombud_values(").append(names);
  return statement.text(") WHERE ").name(key).text(" = ombud_values.ombud_k");
}

sql::Statement Writing::by_cases(std::span<const Judged* const> some) const {
  const auto& key = part_.asked.key;
  sql::Statement set = setting(*some.front(), false);
  for (const std::size_t i : varying_) {
    if (stays_unread(part_.step->changes[i], some.front()->now, i)) continue;
    if (!set.parts().empty()) set.text(", ");
    set.name(part_.changed[i]->name).text(" = CASE");
    for (const Judged* row : some) {
      for (std::size_t k = 0; k < key.size(); ++k)
        set.text(k == 0 ? sql::Literal(" WHEN ") : sql::Literal(" AND "))
            .name(key[k])
            .text(" = ")
            .value(row->line->key[k]);
      set.text(" THEN ").value(row->after[i]);
    }
    set.text(" END");
  }
  sql::Statement statement("UPDATE ");
  statement.append(sql::table_name(*part_.table, connection_.engine())).text(" SET ").append(set);
  return statement.text(" WHERE ").append(rows_are_these(some));
}

Result<void> Writing::beside_keys(const Group& group) {
  const bool arrays = connection_.engine() == sql::Engine::postgresql;
  const std::size_t step = arrays ? 5'000 : 100;
  const std::span<const Judged* const> all(group);
  for (std::size_t at = 0; at < all.size(); at += step) {
    const auto some = all.subspan(at, std::min(step, all.size() - at));
    TRY(execute(arrays ? by_arrays(some) : by_cases(some), some));
  }
  return {};
}

Result<void> Writing::write(const std::vector<Judged>& rows) {
  for (const auto& [like, group] : alike(rows)) {
    const bool varies =
        !varying_.empty() && group.size() > 1 && part_.step->what != Step::What::remove;
    TRY(varies ? beside_keys(group) : same(group));
  }
  return {};
}

// The rows that no answer has told of. What was removed by exact count and nothing can bring back
// is gone.
Result<void> read_back(const BatchWork& work, const Part& part, const std::vector<Judged>& rows,
                       Answers& answers) {
  const bool removes = part.step->what == Step::What::remove;
  if (removes && part.asked.with_place) return {};
  std::vector<sql::Row> keys;
  for (const std::size_t line : part.lines)
    if (rows[line].ledger.state == LedgerLine::State::intended && !answers[line])
      keys.push_back(rows[line].line->key);
  if (keys.empty()) return {};
  RowsAsked asked = part.asked;
  asked.lock = false;
  asked.meets = nullptr;
  asked.with_place = false;
  const RowsNow now = TRY(read_rows(work.connector.connection(), asked, keys));
  if (removes && !now.empty())
    return fail(Errc::conflict, "actions.still_there", {{"table", part.step->table}});
  std::vector<const sql::Value*> values(part.hashed.size());
  for (const std::size_t line : part.lines) {
    if (rows[line].ledger.state != LedgerLine::State::intended || answers[line]) continue;
    const auto found = now.find(key_text(rows[line].line->key));
    if (found == now.end()) continue;  // The key itself was part of a whole row that changed.
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] = &found->second.values[part.hashed[i]];
    answers[line] = part.ledger_hash->of_values(values);
  }
  return {};
}

// A few thousand places look to PostgreSQL like a reason to read a small table whole, once for each
// batch. Until the transaction ends.
Result<void> prefer_places(sql::Connection& connection) {
  TRY(connection.one(sql::Statement("SELECT set_config('enable_seqscan', 'off', true)")));
  return {};
}

}  // namespace

bool is_undisturbed(const BatchWork& work, const std::vector<Part>& parts) {
  if (work.catalogue.engine != sql::Engine::postgresql) return false;
  std::vector<const sql::Table*> tables;
  for (const Part& part : parts) {
    const sql::Table& table = *part.table;
    if (part.step->whole_row_is_key || table.kind != sql::Table::Kind::table || !table.row_id ||
        !table.triggers.empty() || table.has_rules ||
        std::find(tables.begin(), tables.end(), &table) != tables.end())
      return false;
    tables.push_back(&table);
    for (const sql::Table& other : work.catalogue.tables)
      for (const sql::ForeignKey& key : other.foreign_keys)
        if (&work.catalogue.tables[key.to_table] == &table && is_followed(part, key)) return false;
  }
  return true;
}

Result<bool> carry_out(const BatchWork& work, std::vector<Part>& parts, std::vector<Judged>& rows) {
  Answers answers(rows.size());
  if (!parts.empty() && parts.front().asked.with_place)
    TRY(prefer_places(work.connector.connection()));
  for (const Part& part : parts) TRY(Writing(work, part, answers).write(rows));
  for (const Part& part : parts) TRY(read_back(work, part, rows, answers));
  bool differs = false;
  for (std::size_t line = 0; line < rows.size(); ++line) {
    if (!answers[line] || *answers[line] == rows[line].ledger.after_hash) continue;
    rows[line].ledger.after_hash = *answers[line];
    differs = true;
  }
  return differs;
}

}  // namespace ombud::actions
