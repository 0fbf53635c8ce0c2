#pragma once
// ZIP files put together by hand. Included by *_test.cc of every room that reads them.

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "documents/zip.h"

namespace ombud::documents {

/// Of each file in it the path and the content.
using Parts = std::vector<std::pair<std::string, std::string>>;

inline std::string zipped(const Parts& parts) {
  std::string bytes;
  const Sink sink = [&](std::string_view piece) -> Result<void> {
    bytes += piece;
    return {};
  };
  Zip zip(sink);
  for (const auto& [name, text] : parts) zip.put(name, text);
  EXPECT_TRUE(zip.finish());
  return bytes;
}

}  // namespace ombud::documents
