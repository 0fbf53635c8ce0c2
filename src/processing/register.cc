#include "processing/register.h"

#include <algorithm>
#include <set>

#include "processing/rows.h"

namespace ombud::processing {

namespace {

using records::Record;

// An activity leads to a system, that to the party that runs it, that to what it belongs to.
constexpr int most_steps = 5;

// Later than any change: as it is now, also after the clock was set back.
Instant end_of_time() { return Instant{std::chrono::sys_days{std::chrono::year{9999} / 1 / 1}}; }

// All of a kind, where the actor may read it.
Result<void> take_all(accounts::Office& office, const records::Kinds& kinds, std::string_view kind,
                      std::optional<Instant> at, Register& into) {
  if (!office.actor.may((*TRY(kinds.find(kind))).room + ".read")) return {};
  return records::each_as_of(office, kinds, kind, at.value_or(end_of_time()),
                             [&](const Record& record) -> Result<void> {
                               into.others.emplace(record.id.text, record);
                               return {};
                             });
}

// The units with all that are part of them, whatever the order in which they come.
Result<std::set<std::string>> units_below(accounts::Office& office, const records::Kinds& kinds,
                                          const Scope& scope) {
  Register units;
  TRY(take_all(office, kinds, "unit", scope.at, units));
  std::set<std::string> inside(scope.units.begin(), scope.units.end());
  for (bool more = true; more;) {
    more = false;
    for (const auto& [id, unit] : units.others)
      if (inside.contains(unit.row.text("parent")) && inside.insert(id).second) more = true;
  }
  return inside;
}

bool is_for(const Record& activity, const std::string& customer) {
  return std::ranges::any_of(lines_of(activity.row, "customers"), [&](const records::Row& line) {
    return line.text("customer") == customer;
  });
}

bool is_in(const Record& activity, const Scope& scope, const std::set<std::string>& units) {
  if (activity.state == "ended" && !scope.ended) return false;
  if (!scope.units.empty() && !units.contains(activity.row.text("unit"))) return false;
  if (scope.role == "processor" && !is_processor(activity)) return false;
  if (scope.role == "controller" && is_processor(activity)) return false;
  return scope.customer.empty() || is_for(activity, scope.customer);
}

// Step by step what the records lead to that is not there yet.
Result<void> follow(accounts::Office& office, const records::Kinds& kinds,
                    std::optional<Instant> at, Register& all) {
  std::set<std::string> asked;
  std::set<std::string> open;
  const auto look_in = [&](const Record& record) -> Result<void> {
    for (std::string& id : records::links_in(*TRY(kinds.find(record.kind)), record.row))
      if (!all.others.contains(id) && asked.insert(id).second) open.insert(std::move(id));
    return {};
  };
  for (const Record& activity : all.activities) TRY(look_in(activity));
  for (const auto& [id, record] : all.others) TRY(look_in(record));
  for (int step = 0; step < most_steps && !open.empty(); ++step) {
    std::vector<Record> found =
        TRY(records::find_several(office, kinds, {open.begin(), open.end()}, at));
    open.clear();
    for (Record& record : found) {
      if (record.kind == "activity") continue;
      TRY(look_in(record));
      const std::string id = record.id.text;
      all.others.emplace(id, std::move(record));
    }
  }
  return {};
}

// Which documents lie with the transfers: nothing else asks for them.
Result<void> note_safeguards(accounts::Office& office, std::optional<Instant> at, Register& all) {
  std::vector<Record*> transfers;
  for (Record& activity : all.activities)
    if (!lines_of(activity.row, "transfers").empty()) transfers.push_back(&activity);
  for (auto& [id, record] : all.others)
    if (record.kind == "transfer") transfers.push_back(&record);
  if (transfers.empty()) return {};
  return records::note_documents(office, transfers, at);
}

}  // namespace

const Record* Register::find(std::string_view id) const {
  const auto at = others.find(id);
  return at == others.end() ? nullptr : &at->second;
}

Find Register::finding() const {
  return [this](std::string_view id) { return find(id); };
}

std::vector<const Record*> Register::of_kind(std::string_view kind) const {
  std::vector<const Record*> found;
  for (const auto& [id, record] : others)
    if (record.kind == kind) found.push_back(&record);
  // "P-10000" comes after "P-9999".
  std::ranges::sort(found, {}, [](const Record* record) {
    return std::pair(record->number.size(), record->number);
  });
  return found;
}

Result<Register> register_of(accounts::Office& office, const records::Kinds& kinds,
                             std::vector<Record> activities, std::optional<Instant> at) {
  Register all;
  all.activities = std::move(activities);
  TRY(follow(office, kinds, at, all));
  TRY(note_safeguards(office, at, all));
  return all;
}

Result<Register> read_register(accounts::Office& office, const records::Kinds& kinds,
                               const Scope& scope) {
  const std::set<std::string> units = TRY(units_below(office, kinds, scope));
  std::vector<Record> activities;
  std::int64_t drafts = 0;
  TRY(records::each_as_of(office, kinds, "activity", scope.at.value_or(end_of_time()),
                          [&](const Record& activity) -> Result<void> {
                            if (!is_in(activity, scope, units)) return {};
                            if (activity.state == "draft" && !scope.drafts)
                              ++drafts;
                            else
                              activities.push_back(activity);
                            return {};
                          }));
  Register all;
  all.activities = std::move(activities);
  all.drafts_left_out = drafts;
  all.whole = scope.units.empty() && scope.role.empty() && scope.customer.empty();
  for (const std::string_view kind : scope.beside)
    TRY(take_all(office, kinds, kind, scope.at, all));
  TRY(follow(office, kinds, scope.at, all));
  TRY(note_safeguards(office, scope.at, all));
  return all;
}

}  // namespace ombud::processing
