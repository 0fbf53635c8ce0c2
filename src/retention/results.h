#pragma once
// What jobs have found out about rules, kept for whoever asked: counting asks a source and takes as
// long as that takes, so it is never done while somebody waits for a page.

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "retention/store.h"

namespace ombud::retention {

/// Kinds of results. A count is a simulation with nothing changed; of each rule the newest is shown
/// in the list. Wishes are what a plan is to be made with.
namespace results {
inline constexpr std::string_view count = "count";
inline constexpr std::string_view simulation = "simulation";
inline constexpr std::string_view check = "check";
inline constexpr std::string_view wishes = "wishes";
}  // namespace results

struct Found {
  std::string rule_id;  // Stored::id: of that version.
  std::string rule;     // "former_members 3"
  std::string job;      // "J-0001"
  Instant made_at;
  std::string json;
};

/// In the caller's transaction; takes the place of an earlier one of the same job, which was cut
/// off after it.
Result<void> keep_result(accounts::Office& office, store::Transaction& transaction,
                         const Stored& rule, std::string_view kind, const std::string& job,
                         const std::string& json);
/// Nothing where the job has none of that kind (yet).
Result<std::optional<Found>> result_of(accounts::Office& office, std::string_view kind,
                                       const std::string& job);
/// The newest count of each rule's version, by Stored::id.
Result<std::map<std::string, Found>> last_counts(accounts::Office& office);

}  // namespace ombud::retention
