#include "connectors/drops.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "base/text.h"
#include "connectors/csv/folder.h"
#include "connectors/registry.h"

namespace ombud::connectors::drops {

namespace {

namespace files = std::filesystem;

constexpr std::size_t longest_name_bytes = 120;
constexpr std::string_view ending = ".csv";

// Of this organisation: another's drop is nobody's here.
files::path all_of(const accounts::Office& office) {
  return files::path(office.folder) / "uploads" / office.organisation.id.text;
}

// A folder as a system's address names it.
std::string written(const files::path& folder) {
  std::string path = files::absolute(folder).lexically_normal().string();
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

Failure not_written() {
  if (errno == ENOSPC || errno == EDQUOT || errno == EFBIG)
    return fail(Errc::exhausted, "connectors.drop_full");
  return fail(Errc::unavailable, "connectors.drop_not_written");
}

Result<files::path> folder_of(const accounts::Office& office, const std::string& drop) {
  struct stat found{};
  const files::path folder = all_of(office) / drop;
  if (!is_uuid(drop) || ::lstat(folder.c_str(), &found) != 0 || !S_ISDIR(found.st_mode))
    return fail(Errc::not_found, "connectors.drop_unknown");
  return folder;
}

Result<files::path> unused_folder_of(accounts::Office& office, const std::string& drop) {
  files::path folder = TRY(folder_of(office, drop));
  if (TRY(csv_folders(office)).contains(written(folder)))
    return fail(Errc::conflict, "connectors.drop_used");
  return folder;
}

bool is_file_name(const std::string& name) {
  const bool ends = name.size() > ending.size() && name.size() <= longest_name_bytes &&
                    ascii_equal_ignoring_case(name.substr(name.size() - ending.size()), ending);
  return ends && name.front() != '.' && is_utf8(name) &&
         std::all_of(name.begin(), name.end(), [](char byte) {
           const auto code = static_cast<unsigned char>(byte);
           return code >= 0x20 && code != 0x7F && byte != '/' && byte != '\\';
         });
}

struct Held {
  std::uint64_t others = 0;  // Bytes of the other files.
  std::size_t files = 0;     // How many they are.
};

Held held_beside(const files::path& folder, const std::string& name) {
  Held held;
  std::error_code failed;
  for (const files::directory_entry& one : files::directory_iterator(folder, failed)) {
    if (one.path().filename() == name) continue;
    ++held.files;
    const std::uintmax_t size = one.file_size(failed);
    if (!failed) held.others += size;
  }
  return held;
}

Result<void> check_room(const files::path& folder, const Piece& piece) {
  constexpr std::uint64_t mebibyte = 1024UL * 1024;
  const std::uint64_t end = piece.at + piece.bytes.size();
  const auto too_large = [&](std::uint64_t most) {
    return fail(Errc::invalid, "connectors.drop_too_large",
                {{"name", piece.file}, {"most", std::to_string(most / mebibyte)}});
  };
  if (piece.at > most_file_bytes || end > most_file_bytes) return too_large(most_file_bytes);
  const Held held = held_beside(folder, piece.file);
  if (held.files >= most_files)
    return fail(Errc::invalid, "connectors.drop_too_many_files",
                {{"most", std::to_string(most_files)}});
  if (held.others + end > most_bytes) return too_large(most_bytes);
  return {};
}

Result<void> write_all(int file, const Piece& piece) {
  std::string_view left = piece.bytes;
  auto place = static_cast<off_t>(piece.at);
  while (!left.empty()) {
    const ssize_t written = ::pwrite(file, left.data(), left.size(), place);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return not_written();
    left.remove_prefix(static_cast<std::size_t>(written));
    place += written;
  }
  if (::fdatasync(file) != 0) return not_written();
  return {};
}

// The folder and its name are on the disk.
Result<void> sync(const files::path& folder) {
  const csv::Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened.is_open() || ::fsync(opened.number()) != 0) return not_written();
  return {};
}

bool is_old(const accounts::Office& office, const files::path& folder) {
  struct stat found{};
  if (::lstat(folder.c_str(), &found) != 0) return false;
  const Instant changed{
      std::chrono::duration_cast<Instant::duration>(std::chrono::seconds(found.st_mtim.tv_sec))};
  return office.clock.now() - changed > kept;
}

// How many of the organisation's stand open.
Result<std::size_t> open_drops(accounts::Office& office) {
  const std::set<std::string> taken = TRY(csv_folders(office));
  std::size_t open = 0;
  std::error_code failed;
  for (const files::directory_entry& one : files::directory_iterator(all_of(office), failed))
    if (!taken.contains(written(one.path()))) ++open;
  return open;
}

}  // namespace

Result<std::string> begin(accounts::Office& office) {
  const files::path all = all_of(office);
  if ((::mkdir(all.parent_path().c_str(), S_IRWXU) != 0 && errno != EEXIST) ||
      (::mkdir(all.c_str(), S_IRWXU) != 0 && errno != EEXIST))
    return not_written();
  TRY(sweep(office));
  if (TRY(open_drops(office)) >= most_open)
    return fail(Errc::conflict, "connectors.drop_too_many", {{"most", std::to_string(most_open)}});
  std::string drop = uuid_random();
  if (::mkdir((all / drop).c_str(), S_IRWXU) != 0) return not_written();
  TRY(sync(all));
  return drop;
}

Result<std::uint64_t> write(accounts::Office& office, const std::string& drop, const Piece& piece) {
  const files::path folder = TRY(unused_folder_of(office, drop));
  if (!is_file_name(piece.file))
    return fail(Errc::invalid, "connectors.drop_bad_name",
                {{"name", replace_broken_utf8(piece.file.substr(0, longest_name_bytes))}});
  TRY(check_room(folder, piece));
  constexpr int how = O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC;
  const csv::Descriptor file(::open((folder / piece.file).c_str(), how, S_IRUSR | S_IWUSR));
  struct stat found{};
  if (!file.is_open() || ::fstat(file.number(), &found) != 0) return not_written();
  if (piece.at > static_cast<std::uint64_t>(found.st_size))
    return fail(Errc::invalid, "connectors.drop_gap", {{"size", std::to_string(found.st_size)}});
  if (::ftruncate(file.number(), static_cast<off_t>(piece.at)) != 0) return not_written();
  TRY(write_all(file.number(), piece));
  return piece.at + piece.bytes.size();
}

Result<std::vector<Seen>> look(accounts::Office& office, const std::string& drop) {
  const files::path folder = TRY(folder_of(office, drop));
  std::vector<Seen> all;
  for (csv::File& file : TRY(csv::read_folder(folder.string())))
    all.push_back({.file = std::move(file.name),
                   .table = std::move(file.table),
                   .bytes = file.version.size,
                   .encoding = file.encoding,
                   .separator = file.dialect.separator,
                   .columns = std::move(file.header)});
  if (all.empty()) return fail(Errc::conflict, "connectors.drop_empty");
  return all;
}

Result<void> remove(accounts::Office& office, const std::string& drop) {
  const files::path folder = TRY(unused_folder_of(office, drop));
  std::error_code failed;
  files::remove_all(folder, failed);
  if (failed) return fail(Errc::unavailable, "connectors.drop_not_written");
  return {};
}

Result<Address> address_of(accounts::Office& office, const std::string& drop) {
  const files::path folder = TRY(unused_folder_of(office, drop));
  if (TRY(look(office, drop)).empty()) return fail(Errc::conflict, "connectors.drop_empty");
  // As if it had just been begun: nobody sweeps it while it becomes a system.
  if (::utimensat(AT_FDCWD, folder.c_str(), nullptr, AT_SYMLINK_NOFOLLOW) != 0)
    return not_written();
  TRY(sync(folder));
  return Address{.kind = Kind::csv, .file = written(folder)};
}

Address here(const accounts::Office& office, Address address) {
  const files::path folder(address.file);
  const files::path all = folder.parent_path();
  const bool dropped = address.kind == Kind::csv && is_uuid(folder.filename().string()) &&
                       all.filename() == office.organisation.id.text &&
                       all.parent_path().filename() == "uploads";
  if (dropped) address.file = written(all_of(office) / folder.filename());
  return address;
}

bool is_dropped(const accounts::Office& office, const Address& address) {
  return address.kind == Kind::csv &&
         files::path(address.file).parent_path().string() == written(all_of(office));
}

Result<void> forget(accounts::Office& office, const Address& address) {
  if (!is_dropped(office, address)) return {};
  return remove(office, files::path(address.file).filename().string());
}

Result<void> sweep(accounts::Office& office) {
  const std::set<std::string> taken = TRY(csv_folders(office));
  std::error_code failed;
  for (const files::directory_entry& one : files::directory_iterator(all_of(office), failed)) {
    if (taken.contains(written(one.path()))) continue;
    if (!is_old(office, one.path())) continue;
    files::remove_all(one.path(), failed);
  }
  return {};
}

}  // namespace ombud::connectors::drops
