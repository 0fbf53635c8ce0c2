#pragma once
// What tests of several rooms need: a folder of their own. Included by *_test.cc only.

#include <cstdlib>
#include <filesystem>
#include <string>

#include "base/result.h"

namespace ombud {

/// An empty folder that goes, with what is in it, at the end of the test.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string path = (std::filesystem::temp_directory_path() / "ombud-test-XXXXXX").string();
    must(mkdtemp(path.data()) != nullptr);
    path_ = path;
  }

  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::string& path() const { return path_; }

  /// The full name of a file in it.
  std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace ombud
