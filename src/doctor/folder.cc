// What the operating system says of the data folder.

#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>

#include "base/text.h"
#include "doctor/checks.h"

namespace ombud::doctor {

namespace {

constexpr std::int64_t mebi = 1 << 20;
constexpr std::int64_t least_free = 100 * mebi;
constexpr std::int64_t good_free = 1024 * mebi;
constexpr std::chrono::days kept_aside{30};

// Numbers of statfs(2) that are fixed for ever.
constexpr unsigned long memory_disks[] = {0x01021994UL, 0x858458f6UL};  // tmpfs, ramfs
constexpr unsigned long network_disks[] = {0x6969UL, 0xff534d42UL, 0xfe534d42UL,
                                           0x517bUL};  // NFS, CIFS, SMB2, SMB

bool one_of(unsigned long type, const auto& types) {
  return std::find(std::begin(types), std::end(types), type) != std::end(types);
}

void check_rights(const accounts::Folder& folder, Findings& findings) {
  struct stat facts{};
  bool closed = true;
  if (stat(folder.path().c_str(), &facts) == 0 && (facts.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    findings.wrong("folder", "accounts.folder_open_to_others", {{"folder", folder.path()}},
                   "chmod 700 " + folder.path());
    closed = false;
  }
  for (const std::string& file : {folder.settings_file(), folder.store(), folder.store() + "-wal",
                                  folder.key_store(), folder.last_signed()}) {
    if (stat(file.c_str(), &facts) != 0 || (facts.st_mode & (S_IRWXG | S_IRWXO)) == 0) continue;
    findings.warn("folder", "doctor.file_open", {{"file", file}}, "chmod 600 " + file);
    closed = false;
  }
  if (closed) findings.ok("folder", "doctor.folder_closed", {{"folder", folder.path()}});
}

void check_leftovers(const accounts::Folder& folder, Instant now, Findings& findings) {
  if (const Result<void> settled = folder.check_settled(); !settled)
    findings.error("folder", settled.error(), State::wrong, "ombud restore --finish");
  else if (access(folder.restoring().c_str(), F_OK) == 0)
    findings.warn("folder", "doctor.restore_leftover", {{"folder", folder.restoring()}},
                  "rm -r " + folder.restoring());
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path(), error)) {
    const std::string name = entry.path().filename();
    struct stat facts{};
    if (!name.starts_with("before-restore-") || stat(entry.path().c_str(), &facts) != 0) continue;
    const Instant since{std::chrono::seconds(facts.st_ctime)};
    if (now - since > kept_aside)
      findings.warn("folder", "doctor.set_aside", {{"folder", entry.path().string()}},
                    "rm -r " + entry.path().string());
  }
}

void check_disk(const accounts::Folder& folder, Findings& findings) {
  struct statvfs room{};
  if (statvfs(folder.path().c_str(), &room) != 0) return;
  const auto free =
      static_cast<std::int64_t>(room.f_bavail) * static_cast<std::int64_t>(room.f_frsize);
  std::error_code error;
  const auto size = std::filesystem::file_size(folder.store(), error);
  const std::int64_t store = error ? 0 : static_cast<std::int64_t>(size);
  const Params params{{"free", grouped(free / mebi)}, {"store", grouped(store / mebi)}};
  if (free < least_free)
    findings.wrong("disk", "doctor.disk_full", params);
  else if (free < good_free || free < 2 * store)
    findings.warn("disk", "doctor.disk_short", params);
  else
    findings.ok("disk", "doctor.disk_room", params);
  struct statfs kind{};
  if (statfs(folder.path().c_str(), &kind) != 0) return;
  const auto type = static_cast<unsigned long>(kind.f_type) & 0xffffffffUL;
  if (one_of(type, memory_disks))
    findings.wrong("disk", "doctor.memory_disk", {{"folder", folder.path()}});
  else if (one_of(type, network_disks))
    findings.warn("disk", "doctor.network_disk", {{"folder", folder.path()}});
}

void check_surroundings(Findings& findings) {
  if (access("/usr/share/zoneinfo/Europe/Stockholm", R_OK) != 0)
    findings.warn("zones", "doctor.no_zones", {}, "apt-get install tzdata");
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const char* set = std::getenv(name);
    if (set == nullptr || *set == '\0') continue;
    const std::string locale = fold(set);
    if (locale.find("utf-8") == std::string::npos && locale.find("utf8") == std::string::npos)
      findings.warn("locale", "doctor.not_utf8", {{"locale", set}}, "export LC_ALL=C.UTF-8");
    return;
  }
}

}  // namespace

void check_folder(const accounts::Folder& folder, Instant now, Findings& findings) {
  check_rights(folder, findings);
  check_leftovers(folder, now, findings);
  check_disk(folder, findings);
  check_surroundings(findings);
}

}  // namespace ombud::doctor
