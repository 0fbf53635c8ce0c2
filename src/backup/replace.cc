#include "backup/replace.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "base/text.h"
#include "evidence/files.h"
#include "sql/sqlite/sqlite.h"
#include "store/replacement.h"
#include "vault/files.h"

namespace ombud::backup {

namespace {

constexpr std::size_t most_mark_bytes = 4096;

// Settings last: a folder that has them has all the rest. The first three are folders of files.
constexpr const char* names[] = {"attachments", "extracts",    "uploads",   "ombud.db",
                                 "keys.db",     "last-signed", "ombud.conf"};

// Belongs to a file of the same name without the ending, and to no other.
constexpr const char* endings[] = {"-wal", "-shm", "-journal"};

bool exists(const std::string& path) {
  struct stat facts{};
  return lstat(path.c_str(), &facts) == 0;
}

Failure can_not_replace(const std::string& file) {
  return fail(Errc::unavailable, "backup.can_not_replace", {{"file", file}});
}

Result<void> move(const std::string& from, const std::string& to) {
  if (rename(from.c_str(), to.c_str()) != 0 && exists(from)) return can_not_replace(from);
  return {};
}

Result<void> in_one_file(const std::string& file) {
  const std::unique_ptr<sql::Connection> opened = TRY(sql::sqlite::connect(file, {}));
  TRY(opened->all(sql::Statement("pragma journal_mode = delete")));
  return {};
}

// Those that were added to the first one and have something in restore.new, as names within it.
std::vector<std::string> added_in(const std::string& folder) {
  std::vector<std::string> found;
  std::error_code error;
  const std::filesystem::path others =
      std::filesystem::path(folder) / accounts::Folder::name_of_another({});
  for (const auto& entry : std::filesystem::directory_iterator(others, error))
    if (const OrganisationId id{entry.path().filename().string()}; is_uuid(id.text))
      found.push_back(accounts::Folder::name_of_another(id));
  return found;
}

// With the folders above them, for the owner alone.
Result<void> make_folders(const std::string& folder, const std::string& name) {
  for (const std::string& path :
       {folder + "/" + std::filesystem::path(name).parent_path().string(), folder + "/" + name})
    if (mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) return can_not_replace(path);
  return {};
}

// What is left of folders in which nothing was set aside.
void remove_empty(const std::string& folder) {
  std::error_code ignored;
  for (const std::string& name : added_in(folder)) {
    rmdir((folder + "/" + name).c_str());
    rmdir((folder + "/" + accounts::Folder::name_of_another({})).c_str());
  }
}

// A file that has left restore.new has been put in place: then nothing may be set aside any more.
Result<void> change_places(const accounts::Folder& folder, const std::string& aside,
                           const std::string& name) {
  const std::string fresh = folder.restoring() + "/" + name;
  const std::string place = folder.path() + "/" + name;
  if (!exists(fresh)) return {};
  for (const char* ending : endings)
    if (exists(place + ending)) TRY(move(place + ending, aside + "/" + name + ending));
  if (exists(place)) TRY(move(place, aside + "/" + name));
  TRY(move(fresh, place));
  vault::flush_folder_of(place);
  return {};
}

}  // namespace

Result<void> gather(const accounts::Folder& made) {
  for (const std::string& file : {made.store(), made.key_store()}) {
    if (!exists(file)) continue;
    const Result<void> gathered = in_one_file(file);
    if (!gathered && gathered.error().key == "sql.disk_full")
      return fail(Errc::exhausted, "store.disk_full");
    TRY(gathered);
    if (exists(file + "-wal")) return can_not_replace(file);
  }
  return {};
}

Result<void> mark_ready(const accounts::Folder& folder, const std::string& aside) {
  return evidence::replace_file(folder.restore_mark(), aside + "\n");
}

Result<std::string> put_in_place(const accounts::Folder& folder) {
  const std::optional<std::string> mark =
      TRY(evidence::read_file(folder.restore_mark(), most_mark_bytes));
  if (!mark) return std::string();
  const std::string aside = folder.path() + "/" + trim(*mark);
  if (mkdir(aside.c_str(), 0700) != 0 && errno != EEXIST) return can_not_replace(aside);
  const accounts::Folder fresh(exists(folder.restoring() + "/ombud.conf") ? folder.restoring()
                                                                          : folder.path());
  const accounts::Settings settings = TRY(fresh.read());
  TRY(store::put_in_place(fresh.location(settings)));
  for (const std::string& added : added_in(folder.restoring())) {
    TRY(make_folders(folder.path(), added));
    TRY(make_folders(aside, added));
    for (const char* name : names) TRY(change_places(folder, aside, added + "/" + name));
  }
  for (const char* name : names) TRY(change_places(folder, aside, name));
  if (unlink(folder.restore_mark().c_str()) != 0) return can_not_replace(folder.restore_mark());
  vault::flush_folder_of(folder.restore_mark());
  clear_away(folder);
  remove_empty(aside);
  if (rmdir(aside.c_str()) == 0) return std::string();  // Nothing stood there.
  return aside;
}

void clear_away(const accounts::Folder& folder) {
  std::error_code ignored;
  std::filesystem::remove_all(folder.restoring(), ignored);
}

Result<void> flush_all(const std::string& folder) {
  std::error_code error;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, error)) {
    const std::string path = entry.path().string();
    const vault::File opened(open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (opened.descriptor() < 0 || fsync(opened.descriptor()) != 0)
      return vault::write_failure(errno, path);
  }
  if (error) return fail(Errc::unavailable, "vault.can_not_write", {{"file", folder}});
  vault::flush_folder_of(folder + "/");
  vault::flush_folder_of(folder);
  return {};
}

}  // namespace ombud::backup
