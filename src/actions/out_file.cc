#include "actions/out_file.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "base/text.h"

namespace ombud::actions {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t buffer_bytes = 1u << 16;

// Without the slash at its end: the folder beside it is not one in it.
std::string without_slash(std::string folder) {
  while (folder.size() > 1 && folder.back() == '/') folder.pop_back();
  return folder;
}

std::string beside_of(const std::string& folder, const std::string& action) {
  return folder + "." + action + ".part";
}

}  // namespace

Failure storage_failure(int error, const std::string& folder) {
  if (error == ENOSPC || error == EDQUOT || error == EFBIG)
    return fail(Errc::exhausted, "actions.disk_full", {{"folder", folder}});
  return fail(Errc::unavailable, "actions.can_not_write", {{"folder", folder}});
}

FolderOutlet::~FolderOutlet() {
  for (const auto& [file, path] : open_) close(file);
}

Result<int> FolderOutlet::begin(const std::string& name) {
  const std::string path = folder_ + "/" + name;
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return storage_failure(errno, said_as_);
  open_[file] = path;
  return file;
}

Result<void> FolderOutlet::append(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) return storage_failure(errno, said_as_);
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> FolderOutlet::finish(int file) {
  if (fsync(file) != 0) return storage_failure(errno, said_as_);
  open_.erase(file);
  close(file);
  return {};
}

void FolderOutlet::discard(int file) {
  const auto found = open_.find(file);
  if (found == open_.end()) return;
  unlink(found->second.c_str());
  close(file);
  open_.erase(found);
}

OutFile::OutFile(Outlet& outlet, std::string name)
    : outlet_(outlet),
      name_(std::move(name)),
      file_(outlet_.begin(name_)),
      hash_(EVP_MD_CTX_new()) {
  must(hash_ != nullptr && EVP_DigestInit_ex(hash_, EVP_sha256(), nullptr) == 1);
  if (!file_) written_ = fail(file_.error());
}

OutFile::~OutFile() { EVP_MD_CTX_free(hash_); }

void OutFile::write(std::string_view bytes) {
  must(EVP_DigestUpdate(hash_, bytes.data(), bytes.size()) == 1);
  held_ += bytes;
  if (held_.size() >= buffer_bytes) flush();
}

void OutFile::flush() {
  if (written_ && !held_.empty()) written_ = outlet_.append(*file_, held_);
  held_.clear();
}

Result<std::pair<std::string, std::string>> OutFile::finish() {
  flush();
  TRY(written_);
  TRY(outlet_.finish(*file_));
  std::string digest(32, '\0');
  must(EVP_DigestFinal_ex(hash_, reinterpret_cast<unsigned char*>(digest.data()), nullptr) == 1);
  return std::pair{name_, to_hex(digest)};
}

void OutFile::discard() {
  if (file_) outlet_.discard(*file_);
}

Result<void> WorkingFolder::check(const std::string& wished) {
  if (wished.empty()) return fail(Errc::invalid, "actions.no_folder");
  std::error_code error;
  const bool there = fs::exists(fs::symlink_status(wished, error));
  const bool empty_folder = there &&
                            fs::is_directory(fs::symlink_status(without_slash(wished), error)) &&
                            fs::is_empty(wished, error) && !error;
  if (there && !empty_folder)
    return fail(Errc::conflict, "actions.folder_not_empty", {{"folder", wished}});
  return {};
}

Result<WorkingFolder> WorkingFolder::make(const std::string& wished, const std::string& action) {
  TRY(check(wished));
  const std::string folder = without_slash(wished);
  std::string beside = beside_of(folder, action);
  std::error_code error;
  fs::remove_all(beside, error);
  if (mkdir(beside.c_str(), 0700) != 0) return storage_failure(errno, wished);
  return WorkingFolder(folder, std::move(beside));
}

WorkingFolder::WorkingFolder(WorkingFolder&& other) noexcept
    : wished_(std::move(other.wished_)), path_(std::exchange(other.path_, {})) {}

WorkingFolder::~WorkingFolder() {
  std::error_code error;
  if (!path_.empty()) fs::remove_all(path_, error);
}

Result<void> WorkingFolder::keep() {
  std::error_code error;
  fs::remove(wished_, error);  // The empty folder that the rename takes the place of.
  const std::string path = std::exchange(path_, {});
  if (rename(path.c_str(), wished_.c_str()) != 0) return storage_failure(errno, wished_);
  return {};
}

Result<bool> WorkingFolder::keep_finished(const std::string& wished, const std::string& action) {
  const std::string folder = without_slash(wished);
  std::string beside = beside_of(folder, action);
  std::error_code error;
  if (wished.empty() || !fs::is_directory(fs::symlink_status(beside, error))) return false;
  TRY(check(wished));
  TRY(WorkingFolder(folder, std::move(beside)).keep());
  return true;
}

}  // namespace ombud::actions
