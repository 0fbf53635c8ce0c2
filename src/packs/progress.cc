#include "packs/progress.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace ombud::packs {

namespace {

using nlohmann::ordered_json;
using ombud::say;
using records::Record;
using records::Row;
using records::say;
using records::Value;

Result<records::Page> all_of(accounts::Office& office, const records::Kinds& kinds,
                             std::string kind) {
  return records::list(office, kinds, {.kind = std::move(kind), .limit = activities_at_once});
}

void tell_missing(const records::Kind& kind, const processing::Score& score, Language language,
                  ordered_json& all) {
  for (const processing::Point& point : score.points)
    for (const records::Fault& fault : point.missing) {
      const std::string text = say(fault.error, language);
      const bool is_told = std::ranges::any_of(all, [&](const ordered_json& one) {
        return one["path"] == fault.path && one["text"] == text;
      });
      if (is_told) continue;
      const records::Field* field = kind.at(fault.path.substr(0, fault.path.find('.')));
      all.push_back({{"point", point.name},
                     {"subject", say(point.subject, {}, language)},
                     {"path", fault.path},
                     {"label", field == nullptr ? "" : say(field->label, language)},
                     {"text", text}});
    }
}

ordered_json notes_of(const Row& row) {
  ordered_json all = ordered_json::array();
  const Value* value = row.find("improvements");
  if (value == nullptr) return all;
  for (const Row& line : std::get<std::vector<Row>>(*value)) all.push_back(line.text("suggestion"));
  return all;
}

// Every way in that there is, with the activities into which it leads: a way that nobody has named
// is a situation to think of.
ordered_json ways_of(const records::Kind& kind, const Progress& progress, Language language) {
  ordered_json all = ordered_json::array();
  const records::Field* field = kind.at("scenarios.way");
  if (field == nullptr) return all;
  for (const records::Choice& way : field->choices) {
    ordered_json used = ordered_json::array();
    for (const Activity& activity : progress.activities)
      for (const Row& line : records::lines_of(activity.record.row, "scenarios"))
        if (line.text("way") == way.word)
          used.push_back({{"number", activity.record.number},
                          {"title", activity.record.title},
                          {"situation", line.text("situation")}});
    all.push_back(
        {{"way", way.word}, {"label", say(way.label, language)}, {"used", std::move(used)}});
  }
  return all;
}

ordered_json head_of(const Record& record) {
  return {{"id", record.id.text},
          {"number", record.number},
          {"title", record.title},
          {"version", record.version},
          {"owner", record.owner ? ordered_json(record.owner->text) : nullptr}};
}

}  // namespace

Result<Progress> progress(accounts::Office& office, const records::Kinds& kinds) {
  Progress progress;
  progress.units = TRY(all_of(office, kinds, "unit")).records;
  records::Page page = TRY(all_of(office, kinds, "activity"));
  progress.count = page.count;
  const records::Kind& kind = *TRY(kinds.find("activity"));
  std::set<std::string> ids;
  for (const Record& record : page.records)
    for (std::string& id : records::links_in(kind, record.row)) ids.insert(std::move(id));
  std::map<std::string, Record, std::less<>> known;
  for (Record& record : TRY(records::find_several(office, kinds, {ids.begin(), ids.end()})))
    known.emplace(record.id.text, std::move(record));
  const processing::Find find = [&](std::string_view id) -> const Record* {
    const auto at = known.find(id);
    return at == known.end() ? nullptr : &at->second;
  };
  for (Record& record : page.records) {
    Activity activity{
        {}, processing::article_30(record, find), processing::eight_points(record, find)};
    activity.record = std::move(record);
    progress.activities.push_back(std::move(activity));
  }
  return progress;
}

ordered_json as_json(const records::Kinds& kinds, const Progress& progress, Language language) {
  const auto kind = kinds.find("activity");
  must(kind.has_value());
  ordered_json units = ordered_json::array();
  for (const Record& unit : progress.units) {
    ordered_json one = head_of(unit);
    one["parent"] = unit.row.text("parent");
    units.push_back(std::move(one));
  }
  ordered_json activities = ordered_json::array();
  std::int64_t complete = 0;
  for (const auto& [record, article_30, eight_points] : progress.activities) {
    ordered_json one = head_of(record);
    one["unit"] = record.row.text("unit");
    one["state"] = record.state;
    one["complete"] = article_30.complete();
    one["of"] = article_30.points.size();
    one["points"] = eight_points.complete();
    one["missing"] = ordered_json::array();
    tell_missing(**kind, article_30, language, one["missing"]);
    tell_missing(**kind, eight_points, language, one["missing"]);
    one["notes"] = notes_of(record.row);
    complete += article_30.complete() == article_30.points.size() ? 1 : 0;
    activities.push_back(std::move(one));
  }
  return {{"units", std::move(units)},
          {"activities", std::move(activities)},
          {"ways", ways_of(**kind, progress, language)},
          {"count", progress.count},
          {"complete", complete}};
}

}  // namespace ombud::packs
