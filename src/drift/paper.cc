#include "drift/paper.h"

#include <charconv>

#include "base/text.h"

namespace ombud::drift {

namespace {

using records::Record;
using records::Row;

constexpr std::chrono::days ahead{1};  // A version's time may lie a little ahead of the clock.

Named named(const Record& record) {
  return {record.id.text, record.kind, record.number, record.title};
}

std::set<std::string> set_of(const Row& row, std::string_view field) {
  const std::vector<std::string>& all = list_of(row, field);
  return {all.begin(), all.end()};
}

template <class T>
const T* at(const std::map<std::string, T>& all, const std::string& id) {
  const auto found = all.find(id);
  return found == all.end() ? nullptr : &found->second;
}

std::optional<PeriodUnit> unit_of(const std::string& word_of_unit) {
  for (const PeriodUnit unit :
       {PeriodUnit::days, PeriodUnit::weeks, PeriodUnit::months, PeriodUnit::years})
    if (word(unit) == word_of_unit) return unit;
  return std::nullopt;
}

Kept kept(const Record& record) {
  Kept one{named(record), record.row.text("event"), std::nullopt, false, record.row.text("rule")};
  one.at_most = record.row.text("bound") == "at_most";
  const auto unit = unit_of(record.row.text("period_unit"));
  const std::optional<std::int64_t> number = number_in(record.row, "period");
  if (unit && number && *number >= 0 && *number <= longest_period_years * 366)
    one.period = Period{static_cast<int>(*number), *unit};
  return one;
}

Data data(const Record& record) {
  Data one{named(record), {}, DataClass::ordinary};
  for (const std::string& word_of_one : list_of(record.row, "category"))
    if (const auto category = data_category_of(word_of_one)) one.categories.insert(*category);
  one.data_class = data_class_of(record.row.text("class")).value_or(DataClass::ordinary);
  return one;
}

SystemRecord system(const Record& record, const Paper& paper) {
  const std::string* supplier = at(paper.parties, record.row.text("supplier"));
  return {named(record),
          record.row.text("type"),
          supplier == nullptr ? "" : *supplier,
          record.row.text("location"),
          record.row.text("connected_system"),
          set_of(record.row, "countries")};
}

Line line(const Row& row, const Paper& paper, const std::set<std::string>& of_activity) {
  Line one{at(paper.persons, row.text("person")), at(paper.data, row.text("data")),
           at(paper.kept, row.text("retention")), DataClass::ordinary, set_of(row, "systems")};
  if (const auto said = data_class_of(row.text("class")))
    one.data_class = *said;
  else if (one.data != nullptr)
    one.data_class = one.data->data_class;
  if (one.systems.empty()) one.systems = of_activity;
  return one;
}

Activity activity(const Record& record, const Paper& paper) {
  Activity one{named(record), record.state, record.row.text("role") == "processor", {}, {}, {}};
  const std::set<std::string> systems = set_of(record.row, "systems");
  one.systems = systems;
  for (const Row& row : lines_of(record.row, "matrix")) {
    one.lines.push_back(line(row, paper, systems));
    one.systems.insert(one.lines.back().systems.begin(), one.lines.back().systems.end());
  }
  const auto add_party = [&](const std::string& id) {
    if (const std::string* name = at(paper.parties, id)) one.parties.insert(fold(*name));
  };
  for (const Row& row : lines_of(record.row, "customers")) add_party(row.text("customer"));
  for (const std::string& id : list_of(record.row, "joint_controllers")) add_party(id);
  return one;
}

}  // namespace

Result<Paper> read_paper(accounts::Office& office, const records::Kinds& kinds) {
  Paper paper;
  const auto each = [&](std::string_view kind, const auto& take) {
    return records::each_as_of(office, kinds, kind, office.clock.now() + ahead,
                               [&](const Record& record) -> Result<void> {
                                 if (record.state != "ended") take(record);
                                 return {};
                               });
  };
  TRY(each("person_category", [&](const Record& one) {
    paper.persons[one.id.text] = {named(one), one.row.text("group"), one.row.text("circle")};
  }));
  TRY(each("data_category", [&](const Record& one) { paper.data[one.id.text] = data(one); }));
  TRY(each("retention_period", [&](const Record& one) { paper.kept[one.id.text] = kept(one); }));
  TRY(each("party", [&](const Record& one) { paper.parties[one.id.text] = one.title; }));
  TRY(each("controller", [&](const Record& one) { paper.ours[one.id.text] = named(one); }));
  TRY(each("system", [&](const Record& one) { paper.systems[one.id.text] = system(one, paper); }));
  TRY(each("activity",
           [&](const Record& one) { paper.activities.push_back(activity(one, paper)); }));
  TRY(each("declaration", [&](const Record& one) {
    const records::Value* answer = one.row.find("answer");
    if (one.row.text("subject") == "sensitive_data" && answer != nullptr &&
        *answer == records::Value(false))
      paper.denials.push_back({named(one), set_of(one.row, "systems")});
  }));
  return paper;
}

}  // namespace ombud::drift
