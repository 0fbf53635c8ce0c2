#include "drift/writing.h"

#include <algorithm>

#include "base/text.h"

namespace ombud::drift {

namespace {

using records::Row;
using Texts = std::vector<std::string>;

// The word by which the law calls what a category says, where it is a special one.
std::string special_kind(const std::vector<DataCategory>& categories) {
  using enum DataCategory;
  for (const DataCategory one :
       {health, union_membership, religion, politics, ethnicity, sexuality})
    if (std::ranges::count(categories, one) != 0) return std::string(word(one));
  return "";
}

void set_if(Row& row, std::string_view field, const std::string& text) {
  if (!text.empty()) row.set(field, text);
}

std::string joined(const Texts& all, std::string_view between) {
  std::string text;
  for (const std::string& one : all) text += (text.empty() ? "" : std::string(between)) + one;
  return text;
}

std::string type_of(const connectors::System& system) {
  switch (system.address.kind) {
    case connectors::Kind::sqlite:
    case connectors::Kind::postgresql:
    case connectors::Kind::mariadb:
      return "database";
    case connectors::Kind::csv:
      return "shared_drive";
    case connectors::Kind::manual:
      return "application";
  }
  std::abort();
}

}  // namespace

Result<std::string> Writing::make(std::string_view kind, Row row) {
  const std::string title = row.text("name");
  const auto known = ids_.find({std::string(kind), title});
  if (known != ids_.end()) return known->second;
  const records::Saved saved =
      TRY(records::create(office_, kinds_, kind, {std::move(row), std::nullopt}));
  if (!saved.record)
    return fail(Errc::invalid, "drift.not_taken",
                {{"record", title}, {"what", say(saved.faults.front().error, language_)}});
  const records::Record& record = *saved.record;
  changes_.push_back(TRY(records::history(office_, kinds_, record.id)).front().change);
  made_.push_back({record.id.text, record.kind, record.number, record.title});
  return ids_[{std::string(kind), title}] = record.id.text;
}

void Writing::gather(const std::vector<DraftLine>& lines) {
  for (const DraftLine& line : lines)
    together_[line.data].insert(line.categories.begin(), line.categories.end());
}

Result<std::string> Writing::persons(const DraftLine& line) {
  if (!line.persons_id.empty()) return line.persons_id;
  Row row;
  row.set("name", line.persons);
  row.set("group", line.group);
  return make("person_category", std::move(row));
}

Result<std::string> Writing::data(const DraftLine& line) {
  if (!line.data_id.empty() || line.data.empty()) return line.data_id;
  // All that goes by this name in what is taken together: it is one record.
  const auto together = together_.find(line.data);
  const std::set<DataCategory> said = together == together_.end()
                                          ? std::set(line.categories.begin(), line.categories.end())
                                          : together->second;
  Texts categories;
  for (const DataCategory one : said) categories.emplace_back(word(one));
  Row row;
  row.set("name", line.data);
  row.set("category", std::move(categories));
  row.set("class", std::string(word(line.own_class)));
  if (line.own_class == DataClass::special)
    set_if(row, "special_kind", special_kind(line.categories));
  return make("data_category", std::move(row));
}

Result<std::string> Writing::kept(const DraftLine& line) {
  if (!line.kept_id.empty() || line.rule.empty()) return line.kept_id;
  const auto rule = std::ranges::find(read_.rules, line.rule, &retention::InWords::rule);
  must(rule != read_.rules.end());
  Row row;
  row.set("name", line.kept);
  row.set("rule", rule->rule);
  if (rule->period) {
    row.set("length", "fixed");
    row.set("period", std::int64_t{rule->period->count});
    row.set("period_unit", std::string(word(rule->period->unit)));
    row.set("bound", rule->at_most ? "at_most" : "at_least");
  } else {
    row.set("length", "criteria");
    row.set("criteria", rule->keep);
  }
  for (const char* same : {"erase", "anonymise", "review"})
    if (rule->then == same) row.set("action", rule->then);
  if (!rule->law.empty()) {
    row.set("basis", "law");
    row.set("law", rule->law);
  }
  set_if(row, "reason", joined(rule->because, "\n"));
  return make("retention_period", std::move(row));
}

Result<Row> Writing::line(const DraftLine& draft) {
  Row row;
  row.set("person", TRY(persons(draft)));
  set_if(row, "data", TRY(data(draft)));
  row.set("class", std::string(word(draft.data_class)));
  if (draft.data_class == DataClass::special)
    set_if(row, "special_kind",
           special_kind(draft.beside.empty() ? draft.categories : draft.beside));
  if (draft.origin != Origin::unknown) row.set("source", std::string(word(draft.origin)));
  set_if(row, "retention", TRY(kept(draft)));
  return row;
}

Result<std::string> Writing::party(const std::string& name) {
  for (const auto& [id, title] : read_.paper.parties)
    if (fold(title) == fold(name)) return id;
  Row row;
  row.set("name", name);
  return make("party", std::move(row));
}

Result<std::string> Writing::system(const Draft& draft) {
  const std::set<std::string> records = read_.links.records_of(draft.system_id);
  if (!records.empty()) return *records.begin();
  const auto data = std::ranges::find_if(
      read_.systems, [&](const SystemData& one) { return one.system.id == draft.system_id; });
  must(data != read_.systems.end());
  Row row;
  row.set("name", draft.system);
  row.set("type", type_of(data->system));
  row.set("connected_system", draft.system);
  if (read_.paper.ours.size() == 1) row.set("ours", read_.paper.ours.begin()->first);
  if (const std::string country = country_of_host(data->system.address.host); !country.empty())
    row.set("countries", Texts{country});
  row.set("note", note_of(draft));
  return make("system", std::move(row));
}

std::string Writing::note_of(const Draft& draft) const {
  std::string text = say(draft.map.empty() ? "drift.note_without_map" : "drift.note",
                         {{"system", draft.system}, {"version", draft.map}}, language_);
  for (const DraftLine& line : draft.lines)
    text += "\n" + line.persons + ", " + line.data + ": " + joined(line.places, ", ") +
            (line.why.empty() ? "" : ". " + line.why);
  return text;
}

Result<std::string> Writing::activity(const Draft& draft) {
  Row row;
  row.set("name", draft.title);
  row.set("role", draft.party.empty() ? "controller" : "processor");
  if (read_.paper.ours.size() == 1) row.set("ours", read_.paper.ours.begin()->first);
  row.set("systems", Texts{TRY(system(draft))});
  if (draft.party.empty()) {
    std::vector<Row> lines;
    for (const DraftLine& one : draft.lines) lines.push_back(TRY(line(one)));
    row.set("matrix", std::move(lines));
  } else {
    Row customer;
    customer.set("customer", TRY(party(draft.party)));
    row.set("customers", std::vector<Row>{std::move(customer)});
  }
  row.set("note", note_of(draft));
  return make("activity", std::move(row));
}

Result<void> Writing::declaration(const Draft& draft, const std::string& reason, Day today) {
  const records::Record record = TRY(records::find(office_, kinds_, "declaration", draft.number));
  const Params params = {{"places", joined(draft.places, ", ")},
                         {"sampled", grouped(std::max<std::int64_t>(draft.sampled, 0))},
                         {"there", grouped(std::max<std::int64_t>(draft.there, 0))}};
  records::Patch patch;
  patch.records = {{record.id, record.version}};
  patch.set.set("answer", true);
  patch.set.set("reason", say("drift.declared_reason", params, language_));
  patch.set.set("proof", say("drift.declared_proof", params, language_));
  if (draft.sampled >= 0)
    patch.set.set("coverage", say("drift.declared_coverage", params, language_));
  patch.set.set("proven_on", format_day(today));
  patch.reason = reason;
  const records::Many many = TRY(records::edit_many(office_, kinds_, "declaration", patch));
  if (!many.faults.empty())
    return fail(
        Errc::invalid, "drift.not_taken",
        {{"record", record.title}, {"what", say(many.faults.front().second.error, language_)}});
  if (!many.change) return {};
  changes_.push_back(*many.change);
  made_.push_back({record.id.text, record.kind, record.number, record.title});
  return {};
}

}  // namespace ombud::drift
