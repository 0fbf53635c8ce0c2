#pragma once
// The kinds of record that the paper consists of, with their checks.

#include <vector>

#include "parties/parties.h"
#include "processing/processing.h"
#include "sql/test_databases.h"

namespace ombud::bench {

inline records::Kinds all_kinds() {
  std::vector<records::Declared> declared(processing::kinds().begin(), processing::kinds().end());
  declared.insert(declared.end(), parties::kinds().begin(), parties::kinds().end());
  records::Kinds kinds = sql::test::must_have(records::Kinds::of(declared));
  parties::add_checks(kinds);
  processing::add_checks(kinds);
  return kinds;
}

}  // namespace ombud::bench
