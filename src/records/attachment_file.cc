#include "records/attachment_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "vault/files.h"
#include "vault/sealed_file.h"

namespace ombud::records {

namespace {

using accounts::Office;

constexpr std::string_view ending = ".sealed";
constexpr std::chrono::hours swept_after{24};

std::string folder_of(const Office& office) { return office.folder + "/attachments"; }

std::string path_of(const Office& office, const std::string& name) {
  return folder_of(office) + "/" + name + std::string(ending);
}

vault::KeyFile opening(const Office& office, std::string_view key) {
  return {office.organisation.id, Instant{}, vault::Key(key)};
}

// Errors of files name them; they are ours alone.
Failure in_short(const Error& error) {
  if (error.code == Errc::exhausted) return fail(Errc::exhausted, "records.attachments_full");
  return fail(Error(error));
}

}  // namespace

NewFile::NewFile(std::string path, std::string name, std::string key)
    : path_(std::move(path)), name_(std::move(name)), key_(std::move(key)) {}

NewFile::NewFile(NewFile&& other) noexcept
    : path_(std::exchange(other.path_, {})),
      name_(std::move(other.name_)),
      key_(std::move(other.key_)) {}

NewFile::~NewFile() {
  if (!path_.empty()) ::unlink(path_.c_str());
}

Result<NewFile> NewFile::write(Office& office, std::string_view bytes) {
  if (::mkdir(folder_of(office).c_str(), S_IRWXU) == 0) vault::flush_folder_of(folder_of(office));
  const std::string name = uuid_random();
  const std::string key = vault::random_bytes(vault::key_bytes);
  Result<vault::SealedWriter> writer = vault::SealedWriter::create(
      path_of(office, name), "attachment", opening(office, key), office.clock.now());
  if (!writer) return in_short(writer.error());
  NewFile made(path_of(office, name), name, key);
  if (const Result<void> written = writer->write(bytes); !written) return in_short(written.error());
  if (const Result<void> ended = writer->finish(); !ended) return in_short(ended.error());
  return made;
}

Result<std::string> read_file(Office& office, const std::string& name, std::string_view key,
                              std::size_t bytes) {
  vault::SealedReader reader =
      TRY(vault::SealedReader::open(path_of(office, name), opening(office, key)));
  std::string all = TRY(reader.read(bytes));
  if (!TRY(reader.at_end()))
    return fail(Errc::invalid, "vault.sealed_file_damaged", {{"file", name}});
  return all;
}

void remove_file(Office& office, const std::string& name) {
  ::unlink(path_of(office, name).c_str());
  vault::flush_folder_of(path_of(office, name));
}

std::int64_t count_missing(const Office& office, const std::set<std::string>& named) {
  return std::count_if(named.begin(), named.end(), [&](const std::string& name) {
    return ::access(path_of(office, name).c_str(), F_OK) != 0;
  });
}

std::int64_t sweep_files(Office& office, const std::set<std::string>& named, bool only_count) {
  std::int64_t count = 0;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder_of(office), failed)) {
    struct stat facts{};
    const std::string path = entry.path().string();
    if (named.contains(entry.path().stem().string()) || ::lstat(path.c_str(), &facts) != 0)
      continue;
    const Instant made{std::chrono::seconds(facts.st_mtim.tv_sec)};
    if (made > office.clock.now() - swept_after) continue;
    if (!only_count && ::unlink(path.c_str()) != 0) continue;
    ++count;
  }
  return count;
}

}  // namespace ombud::records
