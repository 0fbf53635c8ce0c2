#pragma once
// Files as the log needs them: read with a limit, written so that a full disk is said, replaced so
// that a power cut leaves the old or the new one.

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace ombud::evidence {

/// The file's bytes, at most one more than `most_bytes` of them (so that a longer one shows);
/// nothing where there is none. Errc::unavailable "evidence.can_not_read" {file}.
Result<std::optional<std::string>> read_file(const std::string& path, std::size_t most_bytes);

/// The same for many files: what is read lies at the beginning of `space`, which grows to the
/// largest of them, and lives until the next call.
Result<std::optional<std::string_view>> read_file(const std::string& path, std::size_t most_bytes,
                                                  std::string& space);

/// Makes the file and the folders above it. Errc::exhausted "evidence.disk_full" {file},
/// Errc::unavailable "evidence.can_not_write" {file}.
Result<void> write_file(const std::string& path, std::string_view bytes);

/// Replaces the file; when it returns, the new one survives a power cut. Errors of write_file.
Result<void> replace_file(const std::string& path, std::string_view bytes);

/// Held by one at a time, threads and processes alike, until it goes; waits for its turn.
class FileLock {
 public:
  /// `path` is made where it is missing, and stays. Errc::unavailable "evidence.can_not_write".
  static Result<FileLock> take(const std::string& path);

  FileLock(FileLock&& other) noexcept : file_(other.file_) { other.file_ = -1; }

  FileLock& operator=(FileLock&&) = delete;
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  ~FileLock();

 private:
  explicit FileLock(int file) : file_(file) {}

  int file_;
};

}  // namespace ombud::evidence
