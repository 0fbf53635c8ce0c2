#pragma once
// Programs by others that read what we write.

#include <gmock/gmock.h>

#include <cstdio>
#include <fstream>
#include <string>

#include "base/testing.h"
#include "documents/documents.h"

namespace ombud::documents {

/// What a command says on both its outputs; the test fails where it ends with anything but 0.
inline std::string said_by(const std::string& command) {
  std::FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  must(pipe != nullptr);
  std::string text;
  char piece[4096];
  for (std::size_t got = 0; (got = fread(piece, 1, sizeof piece, pipe)) > 0;)
    text.append(piece, got);
  EXPECT_EQ(pclose(pipe), 0) << command << "\n" << text;
  return text;
}

/// A document in a file.
class Written {
 public:
  Written(const Document& document, Format format)
      : file(folder_.file("document" + std::string(file_ending(format)))) {
    const Result<std::string> made = write(document, format);
    EXPECT_TRUE(made.has_value());
    if (!made) return;
    bytes = *made;
    std::ofstream(file, std::ios::binary) << bytes;
  }

  /// The program with the file as its last argument.
  std::string read_by(const std::string& program, const std::string& after = "") const {
    return said_by(program + " '" + file + "' " + after);
  }

  std::string bytes;

 private:
  TemporaryFolder folder_;

 public:
  const std::string file;  // Its full name.
};

inline std::size_t times(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1))
    ++count;
  return count;
}

inline Document of(std::vector<Block> blocks) { return {"Title", "sv", std::move(blocks)}; }

}  // namespace ombud::documents
