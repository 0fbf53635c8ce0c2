#include "drift/json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json.h"

namespace ombud::drift {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_unlinked = 200;  // A record may have thousands; a list is not for them.

Json named_json(const Named& named) {
  if (named.id.empty()) return nullptr;
  return {{"kind", named.kind}, {"number", named.number}, {"title", named.title}};
}

Json number_json(std::int64_t number) { return number < 0 ? Json(nullptr) : Json(number); }

// The pages' address where it is mended.
std::string page_of(const Finding& finding, const std::string& system, const Named& record) {
  switch (finding.what) {
    case What::unknown_system:
      return "/drift/proposals";
    case What::undeclared_column:
      return "/discovery/" + system;
    case What::overdue:
    case What::old_without_period:
      return "/retention";
    case What::unconnected_system:
      return "/drift/links";
    case What::undeclared_persons:
    case What::undeclared_data:
    case What::undeclared_party:
      if (finding.activities.empty()) return "/drift/proposals";
      return "/processing/activity/" + finding.activities.front().number;
    case What::undeclared_country:
    case What::not_in_data:
    case What::said_none:
      return record.id.empty() ? "" : "/processing/" + record.kind + "/" + record.number;
  }
  std::abort();
}

Json evidence_json(const records::Kinds& kinds, const Evidence& evidence, Language language) {
  Json categories = Json::array();
  for (const DataCategory one : evidence.categories)
    categories.push_back({{"category", word(one)}, {"label", label_of(kinds, one, language)}});
  return {{"categories", std::move(categories)},
          {"class", word(evidence.data_class)},
          {"class_label", label_of(kinds, evidence.data_class, language)},
          {"places", evidence.places},
          {"places_all", evidence.places_all},
          {"rows", number_json(evidence.rows)},
          {"of", number_json(evidence.of)},
          {"oldest", text_json(evidence.oldest)},
          {"before", text_json(evidence.before)},
          {"sampled", number_json(evidence.sampled)},
          {"there", number_json(evidence.there)}};
}

Json line_json(const records::Kinds& kinds, const DraftLine& line, Language language) {
  Json labels = Json::array();
  for (const DataCategory one : line.categories) labels.push_back(label_of(kinds, one, language));
  return {{"persons", line.persons},
          {"persons_new", line.persons_id.empty()},
          {"data", text_json(line.data)},
          {"data_new", !line.data.empty() && line.data_id.empty()},
          {"categories", std::move(labels)},
          {"class", word(line.data_class)},
          {"class_label", label_of(kinds, line.data_class, language)},
          {"class_why", text_json(line.why)},
          {"period", text_json(line.kept)},
          {"period_new", !line.kept.empty() && line.kept_id.empty()},
          {"places", line.places}};
}

bool holds_special(const SystemData& data) {
  return std::ranges::any_of(data.held, [](const auto& one) {
    return std::ranges::any_of(
        one.second, [](const auto& fact) { return fact.first.second == DataClass::special; });
  });
}

// What a "no" rests on: of how many systems the data was looked into, and how much of it.
Json denial_json(const Read& read, const Denial& denial) {
  std::int64_t systems = 0;
  std::int64_t looked_into = 0;
  std::int64_t sampled = 0;
  std::int64_t there = 0;
  bool contradicted = false;
  for (const SystemData& data : read.systems) {
    const std::set<std::string> records = read.links.records_of(data.system.id);
    const bool meant =
        denial.systems.empty() || std::ranges::any_of(records, [&](const std::string& id) {
          return denial.systems.contains(id);
        });
    if (!meant) continue;
    ++systems;
    if (!data.map) continue;
    ++looked_into;
    contradicted |= holds_special(data);
    if (!data.look) continue;
    sampled += data.look->sampled;
    there += data.look->rows;
  }
  return {{"declaration", denial.named.number},
          {"title", denial.named.title},
          {"contradicted", contradicted},
          {"systems", systems},
          {"looked_into", looked_into},
          {"sampled", sampled},
          {"there", there}};
}

Json system_json(const SystemData& data, const std::vector<Looked>& looks, Language language) {
  Json json = {{"system", data.system.name},
               {"map", data.map ? Json(data.map->version) : Json(nullptr)},
               {"looked_at", nullptr},
               {"error", nullptr}};
  const auto look = std::ranges::find(looks, data.system.id, &Looked::system);
  if (look == looks.end()) return json;
  json["looked_at"] = instant_json(look->looked_at);
  if (!look->error.empty())
    json["error"] = say("drift.not_looked", {{"system", data.system.name}}, language);
  return json;
}

}  // namespace

bool is_mended_by_lines(const Finding& finding) {
  return (finding.what == What::undeclared_persons || finding.what == What::undeclared_data) &&
         finding.state != State::mended && !finding.activities.empty();
}

Result<Names> Names::of(accounts::Office& office, const records::Kinds& kinds,
                        const std::vector<Finding>& findings) {
  Names names;
  for (const connectors::System& system : TRY(connectors::list(office)))
    names.systems_[system.id.text] = system.name;
  for (const Finding& finding : findings) {
    if (finding.record_id.empty() || names.records_.contains(finding.record_id)) continue;
    const Result<records::Record> record =
        records::find(office, kinds, records::RecordId{finding.record_id});
    if (!record) continue;  // Nothing takes a record away; one of a kind that is gone has no name.
    names.records_[finding.record_id] = {record->id.text, record->kind, record->number,
                                         record->title};
  }
  return names;
}

const std::string& Names::system(const SystemId& id) const {
  static const std::string none;
  const auto at = systems_.find(id.text);
  return at == systems_.end() ? none : at->second;
}

const Named& Names::record(const std::string& id) const {
  static const Named none;
  const auto at = records_.find(id);
  return at == records_.end() ? none : at->second;
}

Told told_of(const records::Kinds& kinds, const Names& names, const Finding& finding,
             Language language) {
  const Named& record = names.record(finding.record_id);
  const std::string& system = names.system(finding.system);
  const std::string called = record.id.empty() ? "" : record.number + " " + record.title;
  return {sentences(kinds, finding.what, system, called, finding.evidence, language), system,
          record};
}

Json as_json(const records::Kinds& kinds, const Names& names, const Finding& finding,
             Language language) {
  const Told told = told_of(kinds, names, finding, language);
  Json activities = Json::array();
  for (const Named& one : finding.activities)
    activities.push_back({{"number", one.number}, {"title", one.title}});
  return {{"finding", finding.number},
          {"what", word(finding.what)},
          {"severity", word(finding.severity)},
          {"state", word(finding.state)},
          {"wrong", told.said.wrong},
          {"mend", told.said.mend},
          {"law", law_of(finding.what)},
          {"system", text_json(told.system)},
          {"record", named_json(told.record)},
          {"activities", std::move(activities)},
          {"evidence", evidence_json(kinds, finding.evidence, language)},
          {"lines", is_mended_by_lines(finding)},
          {"page", text_json(page_of(finding, told.system, told.record))},
          {"found_at", format_instant(finding.found_at)},
          {"seen_at", format_instant(finding.seen_at)},
          {"mended_at", instant_json(finding.mended_at)},
          {"accepted_until",
           finding.accepted_until ? Json(format_day(*finding.accepted_until)) : Json(nullptr)}};
}

Json as_json(const records::Kinds& kinds, const Draft& draft, Language language) {
  Json lines = Json::array();
  for (const DraftLine& line : draft.lines) lines.push_back(line_json(kinds, line, language));
  return {{"draft", draft.key},
          {"kind", draft.kind},
          {"title", draft.title},
          {"number", text_json(draft.number)},
          {"system", text_json(draft.system)},
          {"party", text_json(draft.party)},
          {"lines", std::move(lines)},
          {"places", draft.places},
          {"map", text_json(draft.map)},
          {"sampled", number_json(draft.sampled)},
          {"there", number_json(draft.there)}};
}

Json links_json(const Read& read, Language language) {
  const auto system_of = [&](const SystemId& id) -> Json {
    for (const SystemData& data : read.systems)
      if (data.system.id == id) return data.system.name;
    return nullptr;
  };
  const auto record_of = [&](const std::string& id) -> Json {
    return named_json(read.paper.systems.at(id).named);
  };
  Json linked = Json::array();
  std::set<std::string> records;
  for (const Link& link : read.links.links) {
    records.insert(link.record);
    if (system_of(link.system).is_null()) continue;  // One that the reader may not see.
    linked.push_back({{"system", system_of(link.system)},
                      {"record", record_of(link.record)},
                      {"in_record", link.in_record}});
  }
  Json likely = Json::array();
  for (const Likely& one : read.links.likely)
    likely.push_back({{"system", system_of(one.system)},
                      {"record", record_of(one.record)},
                      {"why", say(one.why, {}, language)}});
  Json unknown = Json::array();
  for (const SystemData& data : read.systems)
    if (read.links.records_of(data.system.id).empty()) unknown.push_back(data.system.name);
  Json unlinked = Json::array();
  std::int64_t unlinked_all = 0;
  for (const auto& [id, record] : read.paper.systems) {
    if (records.contains(id)) continue;
    ++unlinked_all;
    if (unlinked.size() < most_unlinked) unlinked.push_back(named_json(record.named));
  }
  return {{"links", std::move(linked)},
          {"likely", std::move(likely)},
          {"unknown", std::move(unknown)},
          {"unlinked", std::move(unlinked)},
          {"unlinked_all", unlinked_all}};
}

Result<Json> summary_json(accounts::Office& office, const records::Kinds& kinds) {
  const Settings set = TRY(settings(office));
  const std::vector<std::int64_t> open = TRY(counts(office, kinds));
  Json by_severity;
  for (const Severity one :
       {Severity::serious, Severity::important, Severity::minor, Severity::hint})
    by_severity[std::string(word(one))] = open[static_cast<std::size_t>(one)];
  return Json{{"checked_at", instant_json(set.checked_at)},
              {"years", set.years},
              {"open", std::move(by_severity)}};
}

Result<Json> coverage_json(accounts::Office& office, const Read& read, Language language) {
  const std::vector<Looked> looks = TRY(looked(office));
  Json systems = Json::array();
  for (const SystemData& data : read.systems) systems.push_back(system_json(data, looks, language));
  Json declarations = Json::array();
  for (const Denial& denial : read.paper.denials) declarations.push_back(denial_json(read, denial));
  return Json{{"systems", std::move(systems)}, {"declarations", std::move(declarations)}};
}

}  // namespace ombud::drift
