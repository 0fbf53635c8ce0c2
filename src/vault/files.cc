#include "vault/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace ombud::vault {

bool File::close() {
  const int descriptor = descriptor_;
  descriptor_ = -1;
  return descriptor < 0 || ::close(descriptor) == 0;
}

Failure write_failure(int error, const std::string& file) {
  const Params params{{"file", file}};
  switch (error) {
    case EEXIST:
      return fail(Errc::conflict, "vault.key_exists", params);
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return fail(Errc::exhausted, "vault.disk_full", params);
    case ENOENT:
    case ENOTDIR:
      return fail(Errc::not_found, "vault.no_folder", params);
    case EACCES:
    case EPERM:
    case EROFS:
      return fail(Errc::forbidden, "vault.not_writable", params);
    default:
      return fail(Errc::unavailable, "vault.can_not_write", params);
  }
}

int write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

void flush_folder_of(const std::string& file) {
  const std::size_t slash = file.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : file.substr(0, slash + 1);
  const File opened(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  // A file system that can't flush a folder keeps its entries in another way.
  if (opened.descriptor() >= 0) fsync(opened.descriptor());
}

}  // namespace ombud::vault
