#pragma once
// A lock of a name beside a database file: "<file>.ombud-<hash>", held by flock(2). The kernel lets
// go of it when the process dies, however it dies. The file is taken away when the lock is
// released.

#include <optional>
#include <string>

#include "base/result.h"

namespace ombud::sql::sqlite {

class FileLock {
 public:
  /// Nothing where somebody else holds it. Errc::forbidden "sql.no_right" where no file can be made
  /// beside the database, Errc::exhausted "sql.disk_full".
  static Result<std::optional<FileLock>> try_take(const std::string& database_file,
                                                  const std::string& name);
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&&) = delete;
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  ~FileLock();

 private:
  FileLock(int descriptor, std::string path) : descriptor_(descriptor), path_(std::move(path)) {}

  int descriptor_;
  std::string path_;
};

}  // namespace ombud::sql::sqlite
