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
constexpr sql::Literal places[most_varying] = {"v0", "v1", "v2", "v3", "v4", "v5", "v6", "v7"};

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

// The statements of one part.
class Writing {
 public:
  Writing(const BatchWork& work, const Part& part)
      : connection_(work.connector.connection()), part_(part) {
    for (std::size_t i = 0; i < part.changed.size(); ++i)
      if (may_vary(i)) varying_.push_back(i);
  }

  Result<void> write(const std::vector<Judged>& rows);

 private:
  bool may_vary(std::size_t column) const;
  std::map<std::string, Group> alike(const std::vector<Judged>& rows) const;
  sql::Statement setting(const Judged& row, bool varying_too) const;
  Result<void> same(const Group& group);
  Result<void> beside_keys(const Group& group);
  sql::Statement by_arrays(std::span<const Judged* const> some) const;
  sql::Statement by_cases(std::span<const Judged* const> some) const;
  sql::Statement rows_are_these(std::span<const Judged* const> some) const;

  sql::Connection& connection_;
  const Part& part_;
  std::vector<std::size_t> varying_;  // Changed columns whose values go beside the keys.
};

bool Writing::may_vary(std::size_t column) const {
  const datamap::Erase how = part_.step->changes[column].how;
  if (how != datamap::Erase::surrogate && how != datamap::Erase::scrub) return false;
  if (part_.step->whole_row_is_key || varying_.size() == most_varying) return false;
  const auto& key = part_.asked.key;
  if (connection_.engine() != sql::Engine::postgresql)
    // MariaDB's second assignment sees what the first has written: no key may be among them.
    return std::none_of(part_.changed.begin(), part_.changed.end(), [&](const sql::Column* one) {
      return std::find(key.begin(), key.end(), one->name) != key.end();
    });
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
      like += unread ? 'u' : 'w';
      if (!varies && !unread) like += sql::key_text({row.after[i]});
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

sql::Statement Writing::rows_are_these(std::span<const Judged* const> some) const {
  std::vector<sql::Row> keys;
  keys.reserve(some.size());
  for (const Judged* row : some) keys.push_back(row->line->key);
  return rows_are(part_.asked, keys, connection_.engine());
}

Result<void> Writing::same(const Group& group) {
  const sql::Engine engine = connection_.engine();
  const std::span<const Judged* const> all(group);
  const std::size_t step = keys_a_statement(part_.asked, engine);
  for (std::size_t at = 0; at < all.size(); at += step) {
    const auto some = all.subspan(at, std::min(step, all.size() - at));
    std::int64_t expected = 0;
    for (const Judged* row : some) expected += row->now.copies;
    sql::Statement statement;
    if (part_.step->what == Step::What::remove)
      statement.text("DELETE FROM ").append(sql::table_name(*part_.table, engine));
    else
      statement.text("UPDATE ")
          .append(sql::table_name(*part_.table, engine))
          .text(" SET ")
          .append(setting(*some.front(), true));
    statement.text(" WHERE ").append(rows_are_these(some));
    TRY(connection_.execute_exactly(statement, expected));
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
  sql::Statement names("k");
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
    set.name(part_.changed[i]->name).text(" = ombud.").text(places[place++]);
  }
  sql::Statement statement("UPDATE ");
  statement.append(sql::table_name(*part_.table, connection_.engine())).text(" SET ").append(set);
  statement.text(" FROM unnest(").append(arrays).text(") AS ombud(").append(names);
  return statement.text(") WHERE ").name(key).text(" = ombud.k");
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
    TRY(connection_.execute_exactly(arrays ? by_arrays(some) : by_cases(some),
                                    static_cast<std::int64_t>(some.size())));
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

// True where a row is not what it was to become.
Result<bool> read_back(const BatchWork& work, const Part& part, std::vector<Judged>& rows) {
  std::vector<sql::Row> keys;
  for (const std::size_t line : part.lines)
    if (rows[line].ledger.state == LedgerLine::State::intended)
      keys.push_back(rows[line].line->key);
  if (keys.empty()) return false;
  RowsAsked asked = part.asked;
  asked.lock = false;
  asked.meets = nullptr;
  const RowsNow now = TRY(read_rows(work.connector.connection(), asked, keys));
  bool differs = false;
  for (const std::size_t line : part.lines) {
    Judged& row = rows[line];
    if (row.ledger.state != LedgerLine::State::intended) continue;
    const auto found = now.find(key_text(row.line->key));
    if (part.step->what == Step::What::remove) {
      if (found != now.end())
        return fail(Errc::conflict, "actions.still_there", {{"table", part.step->table}});
      continue;
    }
    if (found == now.end()) continue;  // The key itself was part of a whole row that changed.
    const Digest after = part.ledger_hash->of_values(found->second.values);
    differs = differs || after != row.ledger.after_hash;
    row.ledger.after_hash = after;
  }
  return differs;
}

}  // namespace

Result<bool> carry_out(const BatchWork& work, std::vector<Part>& parts, std::vector<Judged>& rows) {
  for (const Part& part : parts) TRY(Writing(work, part).write(rows));
  bool differs = false;
  for (const Part& part : parts) differs = TRY(read_back(work, part, rows)) || differs;
  return differs;
}

}  // namespace ombud::actions
