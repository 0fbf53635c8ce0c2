#pragma once
// What merging comes to, as people read it: the same over HTTP and on the command line.

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "processing/merge_links.h"
#include "processing/merging.h"

namespace ombud::processing {

/// Activities that somebody wants to make one of, and what would come of it.
struct Merging {
  std::vector<records::Record> activities;
  Merged merged;
  std::vector<Leading> leading;
  /// "T-0001 Ask the payroll bureau · B-0002 Payroll": what is still to be done stays with them.
  std::vector<std::string> tasks;
  records::Names names;
  std::string state;  // Of the result: in use where all are, nothing is missing and one may.
};

class MergeTeller {
 public:
  MergeTeller(const records::Kinds& kinds, const Merging& merging, Language language)
      : kinds_(kinds), merging_(merging), language_(language) {}

  /// "B-0002 Payroll" for each that is to be chosen, with what it says.
  std::vector<std::string> refused() const;
  std::vector<std::string> common() const;
  std::vector<std::string> coarser() const;
  /// "Persons and data, Retention: Applicants · CV"
  std::string about(const Clash& clash) const;
  std::string option(const Clash& clash, const Clash::Option& option) const;
  /// A field's values, one a line.
  std::vector<std::string> lines(const records::Field& field, const records::Row& row) const;

  /// "I-0001 Shred the old files", each that follows or each that stays.
  std::vector<std::string> leading(bool follows) const;

  /// {"activities", "refused", "common", "coarser", "clashes", "missing", "open", "state",
  /// "fields", "leading"}, by the contract.
  nlohmann::ordered_json as_json() const;

 private:
  std::string said(const records::Field& field, const records::Row& row) const;
  std::vector<std::string> all(const std::vector<Error>& errors) const;

  const records::Kinds& kinds_;
  const Merging& merging_;
  Language language_;
};

}  // namespace ombud::processing
