// The plan of many persons. First their keys are streamed from the source, then group by group is
// traced, planned, sealed and let go of: what is held in memory is one group and everybody's key.
// All of it in one snapshot of the source.

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "actions/bytes.h"
#include "actions/desk.h"
#include "actions/many.h"
#include "actions/store.h"
#include "actions/treated.h"
#include "base/text.h"
#include "holds/holds.h"

namespace ombud::actions {

namespace {

// As many rows as a chunk holds where nothing hangs on a person; else a person has some ten rows.
constexpr std::size_t persons_alone = chunk_lines;
constexpr std::size_t persons_with_rows = 1'000;

// Keys of one group, as bytes: a tenth of what they take as values.
struct Keys {
  std::string bytes;
  std::size_t count = 0;

  void add(const sql::Row& key) {
    put_number(bytes, key.size());
    for (const sql::Value& value : key) put_text(bytes, sql::canonical(value));
    ++count;
  }

  std::vector<sql::Row> rows() const {
    std::vector<sql::Row> rows;
    rows.reserve(count);
    for (Reader reader(bytes); !reader.at_end();) {
      sql::Row row(reader.number());
      for (sql::Value& value : row) value = sql::from_canonical(reader.text()).value();
      rows.push_back(std::move(row));
    }
    return rows;
  }
};

class Planning {
 public:
  Planning(accounts::Office& office, connectors::Connector& connector,
           const datamap::Executable& map, const Selection& selection)
      : office_(office), connector_(connector), map_(map), selection_(selection) {}

  Result<std::string> run(Progress& progress);
  Result<Chosen> count(Progress& progress);

 private:
  Result<void> may_be_planned();
  Result<void> begin();
  Result<void> ask(Treated& treated, Progress& progress,
                   const std::function<void(const sql::Row& key)>& take);
  Result<void> choose(Progress& progress);
  Result<void> plan_group(const Keys& keys, Progress& progress);
  subjects::Traced rows_themselves(const std::vector<sql::Row>& keys) const;
  Result<void> take(Desk& desk, const std::vector<sql::Row>& keys);
  Result<std::size_t> step_in_plan(Desk& desk, const Step& step);
  Result<void> seal(const std::vector<sql::Row>& keys, const std::vector<Line>& lines);
  bool stands_alone() const;

  accounts::Office& office_;
  connectors::Connector& connector_;
  const datamap::Executable& map_;
  const Selection& selection_;
  const sql::Catalogue* catalogue_ = nullptr;
  const sql::Table* table_ = nullptr;
  sql::Statement condition_;
  KeySets held_;
  Plan plan_;
  Action action_;
  std::vector<Keys> groups_;
  std::vector<std::string> leaves_;
  std::unordered_set<std::string> planned_twice_;  // Rows that several groups may plan, hashed.
  std::unique_ptr<RowHash> identifiers_;
};

// Nothing but the table's own columns is in question.
bool Planning::stands_alone() const {
  if (!selection_.only.empty()) return true;
  return std::none_of(map_.map.links.begin(), map_.map.links.end(), [&](const auto& link) {
    return link.to_table == selection_.table || link.from_table == selection_.table;
  });
}

Result<void> Planning::may_be_planned() {
  const connectors::System& system = connector_.system();
  if (trim(selection_.reference).empty()) return fail(Errc::invalid, "actions.no_reference");
  if (!system.controller.empty() && !selection_.instruction)
    return fail(Errc::conflict, "actions.no_instruction",
                {{"system", system.name}, {"controller", system.controller}});
  if ((office_.organisation.public_body || system.public_body) && !selection_.disposal)
    return fail(
        Errc::conflict, "actions.no_disposal_decision",
        {{"body", system.controller.empty() ? office_.organisation.name : system.controller}});
  TRY(standing_numbers(office_, system.id));
  const Params where = {{"table", selection_.table}, {"system", system.name}};
  const datamap::Table* mapped = map_.map.table(selection_.table);
  table_ = catalogue_->find(selection_.table);
  if (mapped == nullptr || table_ == nullptr)
    return fail(Errc::not_found, "actions.no_such_table", where);
  if (mapped->holds != datamap::Holds::person)
    return fail(Errc::conflict, "actions.no_persons_table", where);
  if (table_->primary_key.empty()) return fail(Errc::conflict, "actions.no_key", where);
  for (const std::string& column : selection_.only) {
    const datamap::Field* field = mapped->field(column);
    const Params which = {{"table", selection_.table}, {"column", column}};
    if (field == nullptr) return fail(Errc::conflict, "actions.column_not_in_map", which);
    if (field->erase == datamap::Erase::keep)
      return fail(Errc::conflict, "actions.column_stays", which);
  }
  return {};
}

Result<void> Planning::begin() {
  plan_.kind = Kind::erase;
  plan_.reference = selection_.reference;
  plan_.planned_by = office_.actor.account;
  plan_.planned_at = office_.clock.now();
  plan_.law = office_.organisation.law;
  plan_.instruction = selection_.instruction;
  plan_.disposal = selection_.disposal;
  plan_.systems.push_back(TRY(planned_system(connector_, map_)));
  Many many;
  many.table = selection_.table;
  many.meets = evidence::written(conditions::to_json(selection_.meets));
  many.then = selection_.then;
  many.only = selection_.only;
  many.rule = selection_.rule;
  many.approval = selection_.approval;
  for (const datamap::Table& table : map_.map.tables) {
    if (table.holds != datamap::Holds::person) continue;
    for (const datamap::Field& field : table.fields)
      if (field.identifies) many.own_places.emplace_back(table.name, field.column);
  }
  plan_.many = std::move(many);
  condition_ = TRY(condition_of(*plan_.many, *catalogue_));
  held_ = TRY(held_persons(office_, connector_.system()));
  return {};
}

// Whoever meets the condition, has no hold, and is not as the rule has left him.
Result<void> Planning::ask(Treated& treated, Progress& progress,
                           const std::function<void(const sql::Row& key)>& take) {
  Many& many = *plan_.many;
  const std::set<std::string>& held = held_[selection_.table];
  TRY(treated.load());
  const RowsAsked asked{table_, table_->primary_key, false, treated.columns()};
  const auto width = static_cast<std::ptrdiff_t>(asked.key.size());
  sql::Statement statement("SELECT ");
  statement.append(selected(asked, catalogue_->engine)).text(" FROM ");
  statement.append(sql::table_name(*table_, catalogue_->engine)).text(" WHERE ");
  statement.append(condition_);
  return connector_.connection().each(statement, [&](const sql::Row& row) -> Result<void> {
    const sql::Row key(row.begin(), row.begin() + width);
    const bool whole = row.back() == sql::Value{std::int64_t{0}};  // Nothing is too large to read.
    if (whole && treated.is_done(key, {row.begin() + width, row.end() - 1})) {
      ++many.already;
      return {};
    }
    if (!held.empty() && held.contains(sql::key_text(key))) {
      ++many.held;
      return {};
    }
    take(key);
    if (++many.persons % 10'000 == 0)
      progress.tell("persons", static_cast<std::uint64_t>(many.persons), 0);
    return {};
  });
}

Result<void> Planning::choose(Progress& progress) {
  const std::size_t a_group = stands_alone() ? persons_alone : persons_with_rows;
  Treated treated(office_, selection_, map_.map, *table_);
  TRY(ask(treated, progress, [&](const sql::Row& key) {
    if (groups_.empty() || groups_.back().count == a_group) groups_.emplace_back();
    groups_.back().add(key);
  }));
  TRY(treated.keep());
  if (groups_.empty())
    return fail(Errc::not_found, "actions.nobody_chosen",
                {{"table", selection_.table},
                 {"held", std::to_string(plan_.many->held)},
                 {"already", std::to_string(plan_.many->already)}});
  return {};
}

Result<Chosen> Planning::count(Progress& progress) {
  catalogue_ = TRY(connector_.catalogue());
  table_ = catalogue_->find(selection_.table);
  if (table_ == nullptr || map_.map.table(selection_.table) == nullptr)
    return fail(Errc::not_found, "actions.no_such_table",
                {{"table", selection_.table}, {"system", connector_.system().name}});
  TRY(begin());
  Treated treated(office_, selection_, map_.map, *table_);
  TRY(ask(treated, progress, [](const sql::Row&) {}));
  return Chosen{"", plan_.many->persons, plan_.many->held, plan_.many->already};
}

subjects::Traced Planning::rows_themselves(const std::vector<sql::Row>& keys) const {
  subjects::Traced::TableRows rows{selection_.table, {}, false, {}};
  for (const sql::Name& name : table_->primary_key) rows.key_columns.push_back(name.text());
  for (const sql::Row& key : keys) rows.rows.push_back({.key = key});
  return {{std::move(rows)}, {}};
}

// A step is in the plan once, however many groups have rows of it.
Result<std::size_t> Planning::step_in_plan(Desk& desk, const Step& step) {
  Step like = step;
  for (std::size_t i = 0; i < plan_.steps.size(); ++i) {
    like.rows = plan_.steps[i].rows;
    if (like != plan_.steps[i]) continue;
    plan_.steps[i].rows += step.rows;
    return i;
  }
  if (std::optional<Error> lacks = TRY(lacking_right(desk, step))) return fail(*std::move(lacks));
  for (const Change& change : step.changes)
    if (change.how == datamap::Erase::scrub) plan_.many->has_scrubs = true;
  plan_.steps.push_back(step);
  return plan_.steps.size() - 1;
}

Result<void> Planning::take(Desk& desk, const std::vector<sql::Row>& keys) {
  std::vector<std::size_t> positions;
  for (const Step& step : desk.output.steps) positions.push_back(TRY(step_in_plan(desk, step)));
  std::unordered_set<std::string> chosen;
  for (const sql::Row& key : keys) chosen.insert(sql::key_text(key));
  std::vector<Line> lines;
  lines.reserve(desk.output.lines.size());
  RowHash hash(office_.vault, "twice", selection_.system.text, "");
  for (Line& line : desk.output.lines) {
    line.step = positions[line.step];
    Step& step = plan_.steps[line.step];
    line.chosen = step.table == selection_.table && chosen.contains(sql::key_text(line.key));
    if (line.also_anothers) {
      const Digest row = hash.of_values(
          {step.table, sql::key_text(line.key), static_cast<std::int64_t>(line.step)});
      if (!planned_twice_.emplace(row.bytes.data(), row.bytes.size()).second) {
        step.rows -= line.copies;  // Another of the chosen persons has brought it.
        continue;
      }
    }
    if (step.why == "actions.because_shared") plan_.many->shared += line.copies;
    lines.push_back(std::move(line));
  }
  add_said(plan_.systems[0].by_itself, std::move(desk.output.system.by_itself));
  add_said(plan_.systems[0].remarks, std::move(desk.output.system.remarks));
  return seal(keys, lines);
}

Result<void> Planning::seal(const std::vector<sql::Row>& keys, const std::vector<Line>& lines) {
  const detectors::Reading reading{
      std::chrono::floor<std::chrono::days>(plan_.planned_at),
      detectors::country_of_word(plan_.law).value_or(detectors::Country::se)};
  const auto identifiers = TRY(subjects::identifiers(office_, connector_, map_.map,
                                                     subjects::Chosen{selection_.table, keys}));
  const Recheck recheck = recheck_of(identifiers, plan_.many->has_scrubs, reading, *identifiers_);
  leaves_.push_back(TRY(add_chunk(office_, action_,
                                  {static_cast<std::int64_t>(leaves_.size()) + 1,
                                   write_lines(lines), write_recheck(recheck)})));
  return {};
}

Result<void> Planning::plan_group(const Keys& group, Progress& progress) {
  const std::vector<sql::Row> keys = group.rows();
  const Treatment treatment{selection_.then, selection_.only};
  Desk desk{office_, connector_, *catalogue_, map_.map, treatment, nullptr, {}, {}};
  const subjects::Traced traced =
      stands_alone()
          ? rows_themselves(keys)
          : TRY(subjects::trace(connector_, map_.map,
                                {selection_.table, keys, &condition_, &held_[selection_.table]},
                                progress));
  TRY(plan_changes(desk, traced));
  TRY(plan_removals(desk, traced));
  say_triggers(desk);
  say_pointing(desk, traced);
  return take(desk, keys);
}

Result<std::string> Planning::run(Progress& progress) {
  catalogue_ = TRY(connector_.catalogue());
  TRY(may_be_planned());
  TRY(begin());
  sql::Transaction snapshot =
      TRY(sql::Transaction::begin(connector_.connection(), sql::Begin::read));
  TRY(choose(progress));
  action_ = TRY(begin_many(
      office_, plan_,
      {fmt::format("{}: {} in {}", selection_.rule, selection_.table, connector_.system().name),
       treatment_of(selection_, map_.map)}));
  plan_.id = action_.id;
  plan_.number = action_.number;
  identifiers_ = std::make_unique<RowHash>(office_.vault, action_.id.text, of_identifiers, "");
  Result<void> made{};
  std::uint64_t persons = 0;
  for (std::size_t i = 0; i < groups_.size() && made; ++i) {
    made = plan_group(groups_[i], progress);
    persons += groups_[i].count;
    groups_[i] = {};
    progress.tell("persons", persons, static_cast<std::uint64_t>(plan_.many->persons));
  }
  if (made) made = snapshot.commit();
  if (made) made = finish_many(office_, action_, plan_, {leaves_, selection_.beside});
  if (!made) {
    TRY(forget_unfinished(office_, action_));
    return fail(made.error());
  }
  return action_.number;
}

}  // namespace

Result<Chosen> count_selection(accounts::Office& office, const Selection& selection,
                               Progress& progress) {
  const auto connector =
      TRY(connectors::open(office, TRY(connectors::find(office, selection.system))));
  const datamap::Executable map = TRY(datamap::executable(office, *connector));
  return Planning(office, *connector, map, selection).count(progress);
}

Result<std::string> plan_selection(accounts::Office& office, const Selection& selection,
                                   Progress& progress) {
  TRY(forget_ended_rechecks(office));
  TRY(forget_unfinished_of_yesterday(office));
  const auto connector =
      TRY(connectors::open(office, TRY(connectors::find(office, selection.system))));
  const datamap::Executable map = TRY(datamap::executable(office, *connector));
  return Planning(office, *connector, map, selection).run(progress);
}

}  // namespace ombud::actions
