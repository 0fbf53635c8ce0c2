#pragma once
// A Maildir that a mail server delivers to: DIR/new holds what has come, whole; a message is a
// file.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace ombud::mail {

class DropFolder {
 public:
  explicit DropFolder(std::string path) : path_(std::move(path)) {}

  /// Names in DIR/new, by name, 500 at most. Errc::unavailable "mail.folder_away".
  Result<std::vector<std::string>> names() const;

  struct File {
    std::string bytes;  // `most_bytes` at most.
    std::int64_t size_bytes = 0;
  };

  /// Nothing where it is gone or no plain file. Errc::unavailable "mail.folder_away".
  Result<std::optional<File>> read(const std::string& name, std::size_t most_bytes) const;
  /// Errc::unavailable "mail.folder_away".
  Result<void> remove(const std::string& name) const;
  /// To DIR/cur, where it stays: it is too large to be taken in. Errc::unavailable
  /// "mail.folder_away".
  Result<void> set_aside(const std::string& name) const;

 private:
  std::string path_;
};

}  // namespace ombud::mail
