#include "processing/legs.h"

#include <algorithm>
#include <set>

#include "processing/rows.h"

namespace ombud::processing {

namespace {

using records::Record;
using records::Row;

std::vector<std::string> recipients_in(const Record& activity) {
  std::vector<std::string> ids;
  for (const Row& row : lines_of(activity.row, "recipients"))
    if (const std::string& id = row.text("recipient"); !id.empty()) ids.push_back(id);
  return ids;
}

std::vector<Leg> of_controller(const Record& activity) {
  std::vector<Leg> legs;
  std::set<std::string> said;
  const auto& everywhere = list_of(activity.row, "systems");
  for (const Row& line : lines_of(activity.row, "matrix")) {
    Leg leg{.activity = &activity,
            .person = line.text("person"),
            .data = line.text("data"),
            .retention = line.text("retention"),
            .data_class = line.text("class"),
            .source = line.text("source"),
            .source_text = line.text("source_text"),
            .systems = list_of(line, "systems"),
            .recipients = list_of(line, "recipients")};
    if (leg.systems.empty()) {
      leg.systems = everywhere;
      leg.whole = true;
    }
    said.insert(leg.recipients.begin(), leg.recipients.end());
    legs.push_back(std::move(leg));
  }
  std::vector<std::string> others = recipients_in(activity);
  std::erase_if(others, [&](const std::string& id) { return said.contains(id); });
  if (!others.empty() || legs.empty())
    legs.push_back({.activity = &activity,
                    .systems = legs.empty() ? everywhere : std::vector<std::string>{},
                    .recipients = std::move(others),
                    .whole = true});
  return legs;
}

// What the agreement with a customer covers; one empty id where it does not say.
std::vector<std::string> covered(const Record* agreement, std::string_view field) {
  if (agreement == nullptr || list_of(agreement->row, field).empty()) return {""};
  return list_of(agreement->row, field);
}

std::vector<Leg> of_processor(const Record& activity, const Register& all) {
  std::vector<std::string> recipients = recipients_in(activity);
  for (const std::string& id : list_of(activity.row, "sub_processors"))
    if (const Record* approval = all.find(id); approval != nullptr)
      if (const std::string& party = approval->row.text("sub_processor");
          !party.empty() && std::ranges::count(recipients, party) == 0)
        recipients.push_back(party);
  std::vector<Leg> legs;
  for (const Row& line : lines_of(activity.row, "customers")) {
    const Record* agreement = all.find(line.text("agreement"));
    for (const std::string& person : covered(agreement, "persons"))
      for (const std::string& data : covered(agreement, "data")) {
        const Record* category = all.find(data);
        legs.push_back({.activity = &activity,
                        .person = person,
                        .data = data,
                        .customer = line.text("customer"),
                        .data_class = category == nullptr ? "" : category->row.text("class"),
                        .systems = list_of(activity.row, "systems"),
                        .recipients = recipients,
                        .whole = true});
      }
  }
  if (legs.empty())
    legs.push_back({.activity = &activity,
                    .systems = list_of(activity.row, "systems"),
                    .recipients = recipients,
                    .whole = true});
  return legs;
}

}  // namespace

std::vector<Leg> legs_of(const Record& activity, const Register& all) {
  return is_processor(activity) ? of_processor(activity, all) : of_controller(activity);
}

std::string supplier_of(const Record& system) {
  return system.row.text("run_by") == "supplier" ? system.row.text("supplier") : "";
}

const Row* recipient_row(const Record& activity, std::string_view party) {
  const auto& rows = lines_of(activity.row, "recipients");
  const auto at =
      std::ranges::find_if(rows, [&](const Row& row) { return row.text("recipient") == party; });
  return at == rows.end() ? nullptr : &*at;
}

}  // namespace ombud::processing
