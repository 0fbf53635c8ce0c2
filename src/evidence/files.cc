#include "evidence/files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

namespace ombud::evidence {

namespace {

// A descriptor that is closed in the end.
class Open {
 public:
  Open(const std::string& path, int flags) : file_(open(path.c_str(), flags | O_CLOEXEC, 0600)) {}

  Open(const Open&) = delete;
  Open& operator=(const Open&) = delete;

  ~Open() {
    if (file_ >= 0) ::close(file_);
  }

  int file() const { return file_; }

  // Some file systems tell of a full disk only here.
  bool close() {
    const int file = file_;
    file_ = -1;
    return ::close(file) == 0;
  }

 private:
  int file_;
};

Failure can_not_write(const std::string& path) {
  if (errno == ENOSPC || errno == EDQUOT)
    return fail(Errc::exhausted, "evidence.disk_full", {{"file", path}});
  return fail(Errc::unavailable, "evidence.can_not_write", {{"file", path}});
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t wrote = write(file, bytes.data(), bytes.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return true;
}

}  // namespace

Result<std::optional<std::string>> read_file(const std::string& path, std::size_t most_bytes) {
  std::string space;
  const auto read = TRY(read_file(path, most_bytes, space));
  if (!read) return std::optional<std::string>();
  space.resize(read->size());
  return std::optional(std::move(space));
}

Result<std::optional<std::string_view>> read_file(const std::string& path, std::size_t most_bytes,
                                                  std::string& space) {
  const Failure can_not_read = fail(Errc::unavailable, "evidence.can_not_read", {{"file", path}});
  const Open open(path, O_RDONLY);
  if (open.file() < 0) {
    if (errno == ENOENT || errno == ENOTDIR) return std::optional<std::string_view>();
    return can_not_read;
  }
  struct stat about = {};
  if (fstat(open.file(), &about) != 0) return can_not_read;
  // One more than there seems to be: then its end shows at once.
  const auto size = static_cast<std::size_t>(std::max<off_t>(about.st_size, 0));
  if (space.size() < std::min(size, most_bytes) + 1) space.resize(std::min(size, most_bytes) + 1);
  std::size_t filled = 0;
  while (filled <= most_bytes) {
    if (filled == space.size()) space.resize(std::min(2 * filled, most_bytes + 1));
    const ssize_t got =
        read(open.file(), space.data() + filled, std::min(space.size(), most_bytes + 1) - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return can_not_read;
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  return std::optional(std::string_view(space).substr(0, filled));
}

Result<void> write_file(const std::string& path, std::string_view bytes) {
  std::error_code failed;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), failed);
  Open open(path, O_WRONLY | O_CREAT | O_TRUNC);
  if (open.file() < 0 || !write_all(open.file(), bytes) || !open.close())
    return can_not_write(path);
  return {};
}

Result<void> replace_file(const std::string& path, std::string_view bytes) {
  const std::string fresh = path + ".new";
  Open open(fresh, O_WRONLY | O_CREAT | O_TRUNC);
  if (open.file() < 0 || !write_all(open.file(), bytes) || fsync(open.file()) != 0 || !open.close())
    return can_not_write(path);
  if (rename(fresh.c_str(), path.c_str()) != 0) return can_not_write(path);
  // The name itself lies in the folder.
  const std::string parent = std::filesystem::path(path).parent_path();
  const Open folder(parent.empty() ? "." : parent, O_RDONLY | O_DIRECTORY);
  if (folder.file() < 0 || fsync(folder.file()) != 0) return can_not_write(path);
  return {};
}

Result<FileLock> FileLock::take(const std::string& path) {
  const int file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return can_not_write(path);
  FileLock lock(file);
  while (flock(file, LOCK_EX) != 0)
    if (errno != EINTR) return can_not_write(path);
  return lock;
}

FileLock::~FileLock() {
  if (file_ >= 0) close(file_);
}

}  // namespace ombud::evidence
