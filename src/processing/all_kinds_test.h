#pragma once
// The kinds of both rooms, as the program loads them, and records made from JSON without a store.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "parties/parties.h"
#include "processing/completeness.h"
#include "processing/processing.h"
#include "sql/test_databases.h"

namespace ombud::processing {

// Read once: they are some 300 kB of YAML.
inline const records::Kinds& all_kinds() {
  static const records::Kinds all = [] {
    std::vector<records::Declared> declared(kinds().begin(), kinds().end());
    declared.insert(declared.end(), parties::kinds().begin(), parties::kinds().end());
    declared.insert(declared.end(), records::kinds().begin(), records::kinds().end());
    Result<records::Kinds> read = records::Kinds::of(declared);
    if (!read) ADD_FAILURE() << say(read.error());
    must(read.has_value());
    parties::add_checks(*read);
    add_checks(*read);
    return *std::move(read);
  }();
  return all;
}

inline records::Row row_of(const records::Kinds& kinds, std::string_view kind,
                           std::string_view json) {
  std::vector<records::Fault> faults;
  records::Row row = sql::test::must_have(
      records::read_json(*sql::test::must_have(kinds.find(kind)), json, faults));
  for (const records::Fault& fault : faults) ADD_FAILURE() << fault.path << ": " << fault.error.key;
  return row;
}

inline records::Record record_of(const records::Kinds& kinds, std::string_view kind,
                                 std::string_view json) {
  records::Record record;
  record.kind = kind;
  record.row = row_of(kinds, kind, json);
  record.title = record.row.text("name");
  return record;
}

/// "matrix.0.person processing.no_person", in the order found.
inline std::vector<std::string> told(const std::vector<records::Fault>& faults) {
  std::vector<std::string> all;
  for (const records::Fault& fault : faults) all.push_back(fault.path + " " + fault.error.key);
  return all;
}

}  // namespace ombud::processing
