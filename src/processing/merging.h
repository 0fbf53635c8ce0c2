#pragma once
// Several activities made into one, where they have a purpose in common. Whatever stood in one of
// them stands in the result: lists are united, lines that are the same are joined, words are put
// one after the other. Where they say different things of the same, somebody has to choose. Pure.

#include <map>
#include <span>
#include <string>
#include <vector>

#include "processing/common_purpose.h"
#include "records/records.h"

namespace ombud::processing {

struct MergeWish {
  std::string name;                            // Of the result; empty: as the purpose.
  std::string purpose;                         // In one sentence, true of every part.
  std::map<std::string, std::string> choices;  // The number of an activity by a clash's path.
};

/// What activities say differently of the same.
struct Clash {
  struct Option {
    std::vector<std::string> from;  // Numbers of the activities that say so.
    records::Row says;              // The fields that belong together; empty: nothing is said.
  };

  std::string path;   // In the result: "matrix.3.retention".
  std::string field;  // "matrix.retention"
  records::Row line;  // The line of the result in which it stands; empty: in none.
  std::vector<Option> options;
  std::string chosen;  // The number whose words hold; empty: nobody has chosen.
};

struct Merged {
  records::Row row;
  /// Why they can't be one, and what to do; not empty: nothing else holds.
  std::vector<Error> refused;
  std::vector<Common> common;  // What they have in common.
  std::vector<Error> coarser;  // What the record says less exactly once they are one.
  std::vector<Clash> clashes;
  std::vector<records::Fault> missing;  // What keeps the result from being in use.

  /// Whether somebody still has to choose.
  bool is_open() const;
};

/// Refused where they are fewer than two or more than `most_merged`, closed or put away, of several
/// organisations of ours, in several roles, or have nothing in common: neither a task
/// (sub-category, area of work, kind of purpose; of a processor kind of processing) nor a legal
/// basis with its statute or contract (GDPR Arts. 5(1)(b), 30; the Danish authority's guidance of
/// 2020).
Merged merge(const records::Kind& kind, std::span<const records::Record> activities,
             const MergeWish& wish);

}  // namespace ombud::processing
