#include "processing/secrecy.h"

#include <algorithm>
#include <set>

#include "processing/rows.h"

namespace ombud::processing {

namespace {

using records::Record;
using records::Row;

// The lines of the matrix without one of their fields.
void clear_in_matrix(Record& activity, std::string_view field) {
  std::vector<Row> lines = lines_of(activity.row, "matrix");
  if (lines.empty()) return;
  for (Row& line : lines) line.clear(field);
  activity.row.set("matrix", std::move(lines));
}

void take_out(Record& activity, const std::string& part) {
  if (part == "everything") {
    // What is left says that there is one, and nothing of what it is.
    const std::string role = activity.row.text("role");
    activity.row = {};
    activity.row.set("role", role);
    activity.title.clear();
  } else if (part == "matrix") {
    activity.row.clear("matrix");
  } else if (part == "recipients") {
    for (const std::string_view field : {"recipients", "transfers", "sub_processors"})
      activity.row.clear(field);
    clear_in_matrix(activity, "recipients");
  } else if (part == "systems") {
    activity.row.clear("systems");
    clear_in_matrix(activity, "systems");
  } else if (part == "measures") {
    activity.row.clear("measures");
    activity.row.clear("security");
  }
}
}  // namespace

void keep_what_is_led_to(const records::Kinds& kinds, Register& all) {
  std::set<std::string> kept;
  std::vector<const Record*> open;
  for (const Record& activity : all.activities) open.push_back(&activity);
  while (!open.empty()) {
    const Record* record = open.back();
    open.pop_back();
    const auto kind = kinds.find(record->kind);
    if (!kind) continue;
    for (const std::string& id : records::links_in(**kind, record->row))
      if (const Record* other = all.find(id); other != nullptr && kept.insert(id).second)
        // An agreement says whose data a customer's is. A party or a category leads no further, nor
        // does what belongs to what.
        if (other->kind == "system" || other->kind == "sub_processor" || other->kind == "agreement")
          open.push_back(other);
  }
  // What is agreed with a party, and assessed for it, stays with the party.
  std::erase_if(all.others, [&](const auto& one) {
    const std::string& kind = one.second.kind;
    if (kind == "agreement" || kind == "transfer")
      return !kept.contains(one.first) && !kept.contains(one.second.row.text("party"));
    return !kept.contains(one.first);
  });
}

std::vector<LeftOut> leave_out_secret(const records::Kinds& kinds, Register& all) {
  std::vector<LeftOut> left_out;
  std::set<std::string> secret;
  for (const auto& [id, record] : all.others)
    if (record.kind == "measure" && says(record.row, "secret", true)) secret.insert(id);
  for (Record& activity : all.activities) {
    const std::vector<Row> marks = lines_of(activity.row, "secrecy");
    for (const Row& mark : marks) {
      left_out.push_back({activity.number, mark.text("part"), mark.text("statute")});
      take_out(activity, mark.text("part"));
    }
    std::vector<std::string> measures = list_of(activity.row, "measures");
    const std::size_t before = measures.size();
    std::erase_if(measures, [&](const std::string& id) { return secret.contains(id); });
    if (measures.size() == before) continue;
    if (measures.empty())
      activity.row.clear("measures");
    else
      activity.row.set("measures", std::move(measures));
  }
  for (const std::string& id : secret)
    left_out.push_back({all.others.at(id).number, "measures", ""});
  for (auto& [id, record] : all.others) {
    if (record.kind != "system" || !has(record.row, "measures")) continue;
    std::vector<std::string> measures = list_of(record.row, "measures");
    std::erase_if(measures, [&](const std::string& one) { return secret.contains(one); });
    record.row.set("measures", std::move(measures));
  }
  keep_what_is_led_to(kinds, all);
  return left_out;
}

void keep_customer(const records::Kinds& kinds, Register& all, const std::string& customer) {
  for (Record& activity : all.activities) {
    std::vector<Row> lines = lines_of(activity.row, "customers");
    std::erase_if(lines, [&](const Row& line) { return line.text("customer") != customer; });
    activity.row.set("customers", std::move(lines));
    std::vector<std::string> approvals = list_of(activity.row, "sub_processors");
    std::erase_if(approvals, [&](const std::string& id) {
      const Record* approval = all.find(id);
      return approval == nullptr || approval->row.text("customer") != customer;
    });
    activity.row.set("sub_processors", std::move(approvals));
  }
  keep_what_is_led_to(kinds, all);
}

}  // namespace ombud::processing
