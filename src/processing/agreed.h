#pragma once
// What is agreed with a party, and what lets data leave the EEA. Pure.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "processing/register.h"
#include "processing/statements.h"

namespace ombud::processing {

struct Agreed {
  bool needed =
      false;           // It processes for us (GDPR Art. 28), or decides together with us (Art. 26).
  bool holds = false;  // Signed, and neither ended nor run out.
  const records::Record* agreement = nullptr;  // The one that holds, else the latest that there is.
  std::string reason;                          // Why none is needed, where somebody has said so.
  /// Those in force that want an auditor's statement each year and have none.
  std::vector<const records::Record*> unstated;
};

/// Looked through once, however many parties are asked about. Of agreements only those that the
/// register has: Scope::beside "agreement" for all, and "audit_statement" for what is unstated.
class Agreements {
 public:
  Agreements(const Register& all, Day today);
  Agreed with(const records::Record& party) const;
  /// Ids of the parties with whom something is unstated.
  std::vector<std::string> unstated_parties() const;

 private:
  Day today_;
  Statements statements_;
  std::map<std::string, std::vector<const records::Record*>> of_party_;
  std::set<std::string> needing_;
};

struct Transferred {
  std::string recipient;  // Id of the party.
  std::string country;    // Two letters, or empty where it goes to an organisation,
  std::string organisation;
  std::string mechanism;  // Empty: not said.
  std::string safeguard;
  std::string document;
};

/// The transfers that an activity tells of; what stands in the record where it is assessed is taken
/// from there.
std::vector<Transferred> transfers_of(const records::Record& activity, const Register& all);

/// What lets data go to a party, by the activities' own lines and by the transfers that are
/// assessed for several and not over. Scope::beside "transfer" for all.
class Transfers {
 public:
  explicit Transfers(const Register& all);
  /// Those of an activity's own lines.
  const std::vector<Transferred>& of_activity(const records::Record& activity) const;
  /// Those of records alone.
  const std::vector<Transferred>& assessed_for(const std::string& party) const;
  /// Both, of all activities.
  std::vector<Transferred> to_party(const std::string& party) const;

 private:
  std::map<std::string, std::vector<Transferred>> of_activity_;
  std::map<std::string, std::vector<Transferred>> assessed_for_;
  std::map<std::string, std::vector<Transferred>> lines_to_;
};

}  // namespace ombud::processing
