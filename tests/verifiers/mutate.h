#pragma once
// Changes that a verifier must find: each makes one folder or file that must be refused.

#include <functional>
#include <string>
#include <vector>

#include "tests/verifiers/generate.h"

namespace ombud::corpus {

/// Where the corpus lies, and what it holds so far.
struct Corpus {
  std::string folder;
  std::vector<Input> inputs;

  std::string file(const std::string& path) const { return folder + "/" + path; }
};

struct Change {
  std::string name;
  /// Writes to `path` (relative) and adds its input.
  std::function<void(Corpus&, Chance&, const std::string& path)> make;
};

const std::vector<Change>& log_changes();
const std::vector<Change>& receipt_changes();

}  // namespace ombud::corpus
