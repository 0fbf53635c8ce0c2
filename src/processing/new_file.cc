#include "processing/new_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace ombud::processing {

namespace {

Failure storage_failure(int error, const std::string& file) {
  if (error == EEXIST) return fail(Errc::conflict, "processing.file_there", {{"file", file}});
  if (error == ENOSPC || error == EDQUOT || error == EFBIG)
    return fail(Errc::exhausted, "processing.disk_full", {{"file", file}});
  return fail(Errc::unavailable, "processing.can_not_write", {{"file", file}});
}

bool write_all(int out, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(out, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return fsync(out) == 0;
}

}  // namespace

Result<void> write_new_file(const std::string& file, std::string_view bytes) {
  const int out = open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (out < 0) return storage_failure(errno, file);
  const bool whole = write_all(out, bytes);
  const int error = errno;
  const bool closed = close(out) == 0;
  if (whole && closed) return {};
  const int why = whole ? errno : error;
  unlink(file.c_str());  // Half a file is none.
  return storage_failure(why, file);
}

}  // namespace ombud::processing
