// What a step in a paper's life asks of it, which a declaration can't say: a field is required
// from the first state on or not at all there.

#include <algorithm>
#include <array>

#include "parties/parties.h"

namespace ombud::parties {

namespace {

using records::Fault;
using records::Record;

// In these states these fields must be there.
struct Asked {
  std::string_view kind;
  std::vector<std::string_view> states;
  std::vector<std::string_view> fields;
};

const std::vector<Asked>& asked() {
  static const std::vector<Asked> all = {
      {"agreement", {"sent"}, {"sent_on"}},
      {"agreement", {"signed", "ended"}, {"signed_on", "document"}},
      {"agreement", {"ended"}, {"ended_on"}},
      {"sub_processor", {"announced"}, {"announced_on"}},
      {"sub_processor", {"approved"}, {"approval", "decided_on", "decided_by"}},
      {"sub_processor", {"objected"}, {"decided_on", "decided_by", "objection"}},
      {"announced_change", {"checked", "in_effect"}, {"checked_on", "result"}},
      {"audit_statement",
       {"received", "reviewed", "followed"},
       {"received_on", "opinion", "document"}},
      {"audit_statement", {"reviewed", "followed"}, {"judgement"}},
  };
  return all;
}

Fault fault(std::string_view path, std::string key) {
  return {std::string(path), {Errc::invalid, std::move(key), {}}};
}

bool has_choice(const Record& record, std::string_view field, std::string_view word) {
  return std::ranges::count(list_of(record.row, field), word) != 0;
}

}  // namespace

std::vector<Fault> faults_of_step(const Record& record) {
  std::vector<Fault> faults;
  for (const Asked& one : asked()) {
    if (record.kind != one.kind || std::ranges::count(one.states, record.state) == 0) continue;
    for (std::string_view field : one.fields)
      if (record.row.find(field) == nullptr)
        faults.push_back(fault(field, "parties.missing_in_state"));
  }
  // The first processor stays liable for whoever it takes (Art. 28(4)).
  if (record.kind == "sub_processor" && record.state == "approved" &&
      !says(record.row, "same_obligations", true))
    faults.push_back(fault("same_obligations", "parties.not_same_obligations"));
  // Data is gone only when somebody has said so (GDPR Art. 28(3)(g)); a date alone says nothing.
  if (record.kind == "agreement" && record.row.find("data_erased_on") != nullptr &&
      record.row.find("certificate") == nullptr)
    faults.push_back(fault("certificate", "parties.no_certificate"));
  return faults;
}

std::vector<Fault> faults_of_party(const Record& record) {
  std::vector<Fault> faults;
  // A category answers for nobody: there is no party to make an agreement with.
  const records::Value* category = record.row.find("category");
  const bool is_category = category != nullptr && *category == records::Value(true);
  for (std::string_view role : {"processor", "sub_processor", "customer", "joint_controller"})
    if (is_category && has_choice(record, "roles", role)) {
      faults.push_back(fault("category", "parties.category_with_role"));
      break;
    }
  if (has_choice(record, "roles", "processor") && record.row.text("handles_data") == "does_not")
    faults.push_back(fault("handles_data", "parties.processor_without_data"));
  return faults;
}

void add_checks(records::Kinds& kinds) {
  for (std::string_view kind :
       {"agreement", "sub_processor", "announced_change", "audit_statement"})
    kinds.check_with(kind, [](accounts::Office&, const Record& record) {
      return Result<std::vector<Fault>>(faults_of_step(record));
    });
  kinds.check_with("party", [](accounts::Office&, const Record& record) {
    return Result<std::vector<Fault>>(faults_of_party(record));
  });
}

}  // namespace ombud::parties
