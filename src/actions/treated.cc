#include "actions/treated.h"

#include <algorithm>

#include "actions/bytes.h"
#include "actions/planner.h"
#include "actions/store_treated.h"
#include "base/text.h"

namespace ombud::actions {

namespace {

bool before(const Digest& one, const Digest& other) { return one.bytes < other.bytes; }

// Each text with its length, so that no two maps are written alike.
std::string written(const datamap::Map& map) {
  std::string text;
  for (const datamap::Table& table : map.tables) {
    put_text(text, table.name);
    put_text(text, datamap::word(table.holds));
    put_number(text, table.delete_rows ? 1 : 0);
    put_number(text, table.fields.size());
    for (const datamap::Field& field : table.fields) {
      put_text(text, field.column);
      put_text(text, datamap::word(field.erase));
      put_text(text, field.constant);
      put_number(text, field.identifies ? 1 : 0);
    }
  }
  for (const datamap::Link& link : map.links) {
    put_text(text, link.from_table);
    put_text(text, link.to_table);
    put_text(text, datamap::word(link.means));
    for (const std::string& column : link.from_columns) put_text(text, column);
    for (const std::string& column : link.to_columns) put_text(text, column);
    put_text(text, link.where_column);
    put_text(text, link.where_value);
  }
  return text;
}

// What a step may change in such a row or know it by: its hash tells whether anybody wrote into it.
std::vector<const sql::Column*> told_by(const Selection& selection, const datamap::Map& map,
                                        const sql::Table& table) {
  std::vector<const sql::Column*> columns;
  const auto add = [&](const std::string& name) {
    const sql::Column* column = table.column(name);
    if (column != nullptr && std::find(columns.begin(), columns.end(), column) == columns.end())
      columns.push_back(column);
  };
  const datamap::Table* mapped = map.table(selection.table);
  for (const datamap::Field& field : mapped->fields)
    if (field.identifies ||
        (field.erase != datamap::Erase::keep && is_asked_for(selection.only, field.column)))
      add(field.column);
  for (const datamap::Link& link : map.links)
    if (link.from_table == selection.table)
      for (const std::string& column : link.from_columns) add(column);
  return columns;
}

}  // namespace

std::string treatment_of(const Selection& selection, const datamap::Map& map) {
  const datamap::Table* mapped = map.table(selection.table);
  const bool goes = selection.then == Then::erase && selection.only.empty() &&
                    (mapped == nullptr || mapped->delete_rows);
  if (goes) return {};
  std::string text;
  for (const std::string& part :
       {selection.rule_name.empty() ? selection.rule : selection.rule_name, selection.system.text,
        selection.table, std::string(word(selection.then))})
    put_text(text, part);
  std::vector<std::string> only = selection.only;
  std::sort(only.begin(), only.end());
  put_number(text, only.size());
  for (const std::string& column : only) put_text(text, column);
  return to_hex(vault::sha256(text + written(map)));
}

// Of one action: which of its steps touched the persons' own rows, and what it left in each.
struct Treated::Ledger {
  struct Row {
    Digest key;
    Digest after;
    std::uint32_t step = 0;
  };

  std::unique_ptr<RowHash> hash;
  // By step: where among columns() its values stand. Of steps that don't count: nothing.
  std::vector<std::vector<std::size_t>> steps;
  std::vector<Row> rows;  // By key.
};

Treated::Treated(accounts::Office& office, const Selection& selection, const datamap::Map& map,
                 const sql::Table& table)
    : office_(office),
      system_(selection.system),
      table_(selection.table),
      treatment_(treatment_of(selection, map)),
      columns_(told_by(selection, map, table)),
      hash_(office.vault, treatment_, system_.text, table_) {}

Treated::~Treated() = default;

// False where none of its steps changed own rows of the chosen and nobody else's.
Result<bool> Treated::take_steps(const std::string& head, Ledger& ledger) const {
  const Plan plan = TRY(read_head(head));
  ledger.steps.resize(plan.steps.size());
  bool any = false;
  for (std::size_t i = 0; i < plan.steps.size(); ++i) {
    const Step& step = plan.steps[i];
    // Of a row that was somebody else's too most has stayed: it may be this one's alone by now.
    if (step.what != Step::What::change || step.table != table_ ||
        step.why == "actions.because_shared")
      continue;
    std::vector<std::string> names;
    for (const Change& change : step.changes) names.push_back(change.column);
    names.insert(names.end(), step.belongs_by.begin(), step.belongs_by.end());
    std::vector<std::size_t> places;
    for (const std::string& name : names) {
      const auto at =
          std::find_if(columns_.begin(), columns_.end(),
                       [&](const sql::Column* column) { return column->name.text() == name; });
      if (at != columns_.end()) places.push_back(static_cast<std::size_t>(at - columns_.begin()));
    }
    if (places.size() != names.size()) continue;
    ledger.steps[i] = std::move(places);
    any = true;
  }
  return any;
}

Result<void> Treated::load_ledger(const std::string& number) {
  const Action action = TRY(find_action(office_, number));
  const std::optional<std::string> head = TRY(head_if_kept(office_, action));
  if (!head) return {};  // Housekeeping has taken the plan: its rows are taken once more.
  Ledger ledger;
  if (!TRY(take_steps(*head, ledger))) return {};
  ledger.hash = std::make_unique<RowHash>(office_.vault, action.id.text, system_.text, table_);
  for (std::int64_t batch = 0; batch + 1 < action.chunks; ++batch)
    for (const LedgerLine& line : TRY(actions::ledger(office_, action, batch))) {
      const bool done =
          line.state == LedgerLine::State::done || line.state == LedgerLine::State::unchanged;
      if (done && line.step < ledger.steps.size() && !ledger.steps[line.step].empty())
        ledger.rows.push_back({line.key_hash, line.after_hash, line.step});
    }
  std::sort(ledger.rows.begin(), ledger.rows.end(),
            [](const auto& one, const auto& other) { return before(one.key, other.key); });
  if (!ledger.rows.empty()) ledgers_.push_back(std::move(ledger));
  return {};
}

Result<void> Treated::load() {
  if (treatment_.empty()) {
    columns_.clear();
    return {};
  }
  marks_ = TRY(marks_of(office_, treatment_));
  std::sort(marks_.begin(), marks_.end(), before);
  for (const Folding& action : TRY(to_be_folded(office_, treatment_))) {
    ended_.push_back(action.id);
    if (action.is_done) TRY(load_ledger(action.number));
  }
  if (marks_.empty() && ledgers_.empty()) columns_.clear();
  return {};
}

bool Treated::is_in_ledger(Ledger& ledger, const sql::Row& key,
                           const std::vector<sql::Value>& values) {
  const Digest key_hash = ledger.hash->of_key(key);
  auto at = std::lower_bound(
      ledger.rows.begin(), ledger.rows.end(), key_hash,
      [](const Ledger::Row& row, const Digest& sought) { return before(row.key, sought); });
  for (; at != ledger.rows.end() && at->key == key_hash; ++at) {
    std::vector<sql::Value> of_step;
    for (const std::size_t place : ledger.steps[at->step]) of_step.push_back(values[place]);
    if (ledger.hash->of_values(of_step) == at->after) return true;
  }
  return false;
}

bool Treated::is_done(const sql::Row& key, const std::vector<sql::Value>& values) {
  if (columns_.empty()) return false;
  std::vector<sql::Value> marked = {sql::key_text(key)};
  marked.insert(marked.end(), values.begin(), values.end());
  const Digest mark = hash_.of_values(marked);
  const bool known = std::binary_search(marks_.begin(), marks_.end(), mark, before) ||
                     std::any_of(ledgers_.begin(), ledgers_.end(),
                                 [&](Ledger& ledger) { return is_in_ledger(ledger, key, values); });
  if (known) kept_.push_back(mark);
  return known;
}

Result<void> Treated::keep() {
  if (treatment_.empty()) return {};
  if (ended_.empty() && kept_.size() == marks_.size()) return confirm_marks(office_, treatment_);
  return replace_marks(office_, treatment_, kept_, ended_);
}

}  // namespace ombud::actions
