#include "drift/data.h"

#include <algorithm>

namespace ombud::drift {

namespace {

// Periods that begin when something ended.
bool begins_at_an_end(const std::string& event) {
  static const std::set<std::string> ends = {
      "employment_ends", "contract_ends", "membership_ends", "position_filled", "case_closed",
      "consent_ends",    "death"};
  return ends.contains(event);
}

// Longer is later; of kinds that are counted differently, about.
int about_days(Period period) {
  switch (period.unit) {
    case PeriodUnit::days:
      return period.count;
    case PeriodUnit::weeks:
      return 7 * period.count;
    case PeriodUnit::months:
      return 30 * period.count;
    case PeriodUnit::years:
      return 365 * period.count;
  }
  std::abort();
}

// The periods under which the record keeps a subject's data in a system; the null one where a line
// has none.
std::vector<const Kept*> periods_of(const Paper& paper, const std::set<std::string>& records,
                                    const std::string& subject) {
  std::vector<const Kept*> all;
  for (const Activity& activity : paper.activities)
    for (const Line& line : activity.lines) {
      const bool here = std::ranges::any_of(
          line.systems, [&](const std::string& id) { return records.contains(id); });
      if (here && means(line, subject) && std::ranges::count(all, line.kept) == 0)
        all.push_back(line.kept);
    }
  return all;
}

// The longest of them, where all that are said are of fixed length.
const Kept* longest(const std::vector<const Kept*>& periods) {
  const Kept* found = nullptr;
  for (const Kept* one : periods) {
    if (one == nullptr) continue;
    if (!one->period) return nullptr;
    if (found == nullptr || about_days(*one->period) > about_days(*found->period)) found = one;
  }
  return found;
}

const Kept* that_names(const std::vector<const Kept*>& periods, const std::string& rule) {
  const auto at = std::ranges::find_if(
      periods, [&](const Kept* one) { return one != nullptr && one->rule == rule; });
  return at == periods.end() ? nullptr : *at;
}

}  // namespace

bool means(const Line& line, const std::string& subject) {
  const std::set<std::string> groups = groups_of(subject);
  return line.persons != nullptr && (groups.empty() || groups.contains(line.persons->group));
}

Result<std::vector<SystemData>> read_maps(accounts::Office& office) {
  std::vector<SystemData> all;
  const std::vector<discovery::LastLook> looks = TRY(discovery::last_looks(office));
  for (connectors::System& system : TRY(connectors::list(office))) {
    SystemData data;
    data.system = std::move(system);
    Result<datamap::Map> map = datamap::latest(office, data.system, true);
    if (map) {
      data.map = *std::move(map);
      data.held = held_in(*data.map);
    } else if (map.error().key != "datamap.none_confirmed") {
      return fail(map.error());
    }
    const auto look = std::ranges::find(looks, data.system.id, &discovery::LastLook::system);
    if (look != looks.end()) data.look = *look;
    all.push_back(std::move(data));
  }
  return all;
}

std::vector<Question> questions(const SystemData& data, const Paper& paper, const Links& links,
                                const std::vector<retention::InWords>& rules, int years) {
  std::vector<Question> all;
  if (!data.map) return all;
  const std::set<std::string> records = links.records_of(data.system.id);
  for (const datamap::Table& table : data.map->tables) {
    if (table.holds != datamap::Holds::person) continue;
    const std::vector<const Kept*> periods = periods_of(paper, records, table.subject);
    bool has_rule = false;
    for (const retention::InWords& rule : rules) {
      if (rule.system != data.system.id || rule.table != table.name) continue;
      has_rule = true;
      const Kept* named = that_names(periods, rule.rule);
      all.push_back({Question::Of::rule, table.name, table.subject,
                     named == nullptr ? "" : named->named.id, rule.rule, rule.at_most, false,
                     rule.period.value_or(Period{})});
    }
    if (has_rule) continue;
    if (const Kept* kept = longest(periods))
      all.push_back({Question::Of::period, table.name, table.subject, kept->named.id, "",
                     kept->at_most, begins_at_an_end(kept->event), *kept->period});
    else if (std::ranges::all_of(periods, [](const Kept* one) { return one == nullptr; }))
      all.push_back({Question::Of::years, table.name, table.subject, "", "", false, false,
                     Period{years, PeriodUnit::years}});
  }
  return all;
}

}  // namespace ombud::drift
