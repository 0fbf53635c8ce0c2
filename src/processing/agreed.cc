#include "processing/agreed.h"

#include <algorithm>

#include "processing/legs.h"
#include "processing/rows.h"

namespace ombud::processing {

namespace {

using records::Record;
using records::Row;

bool counts(const Record& agreement) {
  const std::string& type = agreement.row.text("type");
  return type == "processing" || type == "sub_processing" || type == "joint";
}

}  // namespace

// Party processes for us where it says so, somebody receives as a processor, or runs a system.
Agreements::Agreements(const Register& all, Day today)
    : today_(today), statements_(all.of_kind("audit_statement"), today) {
  for (const Record* agreement : all.of_kind("agreement"))
    if (counts(*agreement)) of_party_[agreement->row.text("party")].push_back(agreement);
  for (const auto& [id, record] : all.others)
    if (record.kind == "system") needing_.insert(supplier_of(record));
  for (const Record& activity : all.activities)
    for (const Row& row : lines_of(activity.row, "recipients"))
      if (row.text("as") == "processor" || row.text("as") == "joint_controller")
        needing_.insert(row.text("recipient"));
}

Agreed Agreements::with(const Record& party) const {
  Agreed found;
  found.needed = party.row.text("handles_data") == "does" || needing_.contains(party.id.text);
  found.reason = party.row.text("no_agreement_reason");
  const auto at = of_party_.find(party.id.text);
  if (at == of_party_.end()) return found;
  for (const Record* agreement : at->second) {
    if (statements_.missing_since(*agreement)) found.unstated.push_back(agreement);
    const bool now = is_in_force(*agreement, today_);
    if (found.holds && !now) continue;
    found.agreement = agreement;
    found.holds = now;
  }
  return found;
}

std::vector<std::string> Agreements::unstated_parties() const {
  std::vector<std::string> found;
  for (const auto& [party, agreements] : of_party_)
    if (std::ranges::any_of(agreements, [&](const Record* one) {
          return statements_.missing_since(*one).has_value();
        }))
      found.push_back(party);
  return found;
}

namespace {

Transferred of_record(const Record& transfer) {
  const Row& row = transfer.row;
  return {row.text("party"),     row.text("country"),   row.text("organisation"),
          row.text("mechanism"), row.text("safeguard"), row.text("document")};
}

const std::vector<Transferred>& at(const std::map<std::string, std::vector<Transferred>>& all,
                                   const std::string& key) {
  static const std::vector<Transferred> none;
  const auto found = all.find(key);
  return found == all.end() ? none : found->second;
}

}  // namespace

std::vector<Transferred> transfers_of(const Record& activity, const Register& all) {
  std::vector<Transferred> found;
  for (const Row& line : lines_of(activity.row, "transfers")) {
    Transferred one{line.text("recipient"), line.text("country"),   line.text("organisation"),
                    line.text("mechanism"), line.text("safeguard"), ""};
    if (const Record* assessed = all.find(line.text("transfer")); assessed != nullptr) {
      const Transferred shared = of_record(*assessed);
      if (one.mechanism.empty()) one.mechanism = shared.mechanism;
      if (one.safeguard.empty()) one.safeguard = shared.safeguard;
      one.document = shared.document;
    }
    found.push_back(std::move(one));
  }
  return found;
}

Transfers::Transfers(const Register& all) {
  for (const Record& activity : all.activities)
    for (Transferred& one : transfers_of(activity, all)) {
      lines_to_[one.recipient].push_back(one);
      of_activity_[activity.id.text].push_back(std::move(one));
    }
  for (const Record* transfer : all.of_kind("transfer"))
    if (transfer->state != "ended")
      assessed_for_[transfer->row.text("party")].push_back(of_record(*transfer));
}

const std::vector<Transferred>& Transfers::of_activity(const Record& activity) const {
  return at(of_activity_, activity.id.text);
}

const std::vector<Transferred>& Transfers::assessed_for(const std::string& party) const {
  return at(assessed_for_, party);
}

std::vector<Transferred> Transfers::to_party(const std::string& party) const {
  std::vector<Transferred> all = at(lines_to_, party);
  const auto& assessed = assessed_for(party);
  all.insert(all.end(), assessed.begin(), assessed.end());
  return all;
}

}  // namespace ombud::processing
