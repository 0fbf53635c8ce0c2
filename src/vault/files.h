#pragma once
// Files as keys need them: closed in the end, written whole or said why not.

#include <string>
#include <string_view>

#include "base/result.h"

namespace ombud::vault {

/// A descriptor that is closed in the end; negative where opening failed.
class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}

  File(File&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }

  File& operator=(File&&) = delete;
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  ~File() { close(); }

  int descriptor() const { return descriptor_; }

  /// False where only closing tells that a write failed.
  bool close();

 private:
  int descriptor_;
};

/// What an errno of making or writing a file means. Errc::conflict "vault.key_exists" {file};
/// Errc::exhausted "vault.disk_full" {file}; Errc::not_found "vault.no_folder" {file};
/// Errc::forbidden "vault.not_writable" {file}; Errc::unavailable "vault.can_not_write" {file}.
Failure write_failure(int error, const std::string& file);

/// 0, or errno.
int write_all(int descriptor, std::string_view bytes);

/// Flushes a folder, so that a file just made or renamed in it is there after a power cut.
void flush_folder_of(const std::string& file);

}  // namespace ombud::vault
