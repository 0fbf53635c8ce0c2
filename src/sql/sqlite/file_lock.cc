#include "sql/sqlite/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/text.h"
#include "sql/digest.h"
#include "sql/refusal.h"

namespace ombud::sql::sqlite {

namespace {

// A name may have any characters and length, a file's name not.
std::string path_of(const std::string& database_file, const std::string& name) {
  return database_file + ".ombud-" + to_hex(sha256(name).substr(0, 8));
}

// Whether the path still leads to the file that is open: its last holder takes the file away, and
// who opened it just before would hold a lock that nobody else meets.
bool still_there(int descriptor, const std::string& path) {
  struct stat held{};
  struct stat named{};
  return fstat(descriptor, &held) == 0 && stat(path.c_str(), &named) == 0 &&
         held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

Failure refused(const std::string& path, int error) {
  if (error == EACCES || error == EPERM || error == EROFS) return refusal::no_right();
  if (error == ENOSPC || error == EDQUOT) return refusal::disk_full();
  return refusal::unreachable(path);
}

}  // namespace

Result<std::optional<FileLock>> FileLock::try_take(const std::string& database_file,
                                                   const std::string& name) {
  const std::string path = path_of(database_file, name);
  for (;;) {
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0) return refused(path, errno);
    FileLock lock(descriptor, {});  // Without a path: closed, but not taken away.
    if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
      if (errno == EWOULDBLOCK) return std::optional<FileLock>();
      return refused(path, errno);
    }
    if (!still_there(descriptor, path)) continue;
    lock.path_ = path;
    return std::optional<FileLock>(std::move(lock));
  }
}

FileLock::FileLock(FileLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), path_(std::move(other.path_)) {
  other.path_.clear();
}

FileLock::~FileLock() {
  if (descriptor_ < 0) return;
  if (!path_.empty()) unlink(path_.c_str());
  close(descriptor_);
}

}  // namespace ombud::sql::sqlite
