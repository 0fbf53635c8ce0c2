#include "mail/drop_folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>

namespace ombud::mail {

namespace {

constexpr std::size_t most_names = 500;

Failure away() { return fail(Errc::unavailable, "mail.folder_away"); }

struct CloseFolder {
  void operator()(DIR* folder) const { closedir(folder); }
};

class OpenFile {
 public:
  explicit OpenFile(int number) : number_(number) {}

  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  ~OpenFile() {
    if (number_ >= 0) close(number_);
  }

  int number() const { return number_; }

 private:
  int number_;
};

}  // namespace

Result<std::vector<std::string>> DropFolder::names() const {
  const std::unique_ptr<DIR, CloseFolder> folder(opendir((path_ + "/new").c_str()));
  if (folder == nullptr) return away();
  std::vector<std::string> found;
  while (const dirent* entry = readdir(folder.get()))
    if (entry->d_name[0] != '.') found.emplace_back(entry->d_name);
  std::sort(found.begin(), found.end());
  if (found.size() > most_names) found.resize(most_names);
  return found;
}

Result<std::optional<DropFolder::File>> DropFolder::read(const std::string& name,
                                                         std::size_t most_bytes) const {
  const OpenFile file(
      open((path_ + "/new/" + name).c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (file.number() < 0) {
    if (errno == ENOENT || errno == ELOOP) return std::optional<File>();
    return away();
  }
  struct stat about = {};
  if (fstat(file.number(), &about) != 0) return away();
  if (!S_ISREG(about.st_mode)) return std::optional<File>();
  File found;
  found.size_bytes = about.st_size;
  found.bytes.resize(std::min(most_bytes, static_cast<std::size_t>(about.st_size)));
  std::size_t done = 0;
  while (done < found.bytes.size()) {
    const ssize_t got = ::read(file.number(), found.bytes.data() + done, found.bytes.size() - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return away();
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  found.bytes.resize(done);
  return std::optional(std::move(found));
}

Result<void> DropFolder::remove(const std::string& name) const {
  if (unlink((path_ + "/new/" + name).c_str()) != 0 && errno != ENOENT) return away();
  return {};
}

Result<void> DropFolder::set_aside(const std::string& name) const {
  mkdir((path_ + "/cur").c_str(), 0700);
  if (rename((path_ + "/new/" + name).c_str(), (path_ + "/cur/" + name).c_str()) != 0 &&
      errno != ENOENT)
    return away();
  return {};
}

}  // namespace ombud::mail
