// The folder is read as it lies there, strictly: a file that can't be read as one table is an error
// that names it, because a file passed over in silence is a file in which nobody was searched for.
#include "connectors/csv/folder.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "base/text.h"

namespace ombud::connectors::csv {

namespace {

constexpr std::size_t beginning_bytes = 256 << 10;
constexpr std::size_t most_columns = 1900;  // SQLite holds 2,000.

Failure refuse(std::string key, const File& file, Params more = {}) {
  Params params = {{"file", file.name}};
  params.insert(params.end(), more.begin(), more.end());
  return fail(Errc::invalid, std::move(key), std::move(params));
}

bool is_csv(const std::string& name) {
  return name.size() > 4 &&
         ascii_equal_ignoring_case(std::string_view(name).substr(name.size() - 4), ".csv");
}

std::string lower(std::string text) {
  for (char& byte : text)
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte - 'A' + 'a');
  return text;
}

Version version_of(const struct stat& status) {
  return {.device = status.st_dev,
          .inode = status.st_ino,
          .size = status.st_size,
          .changed_seconds = status.st_mtim.tv_sec,
          .changed_nanoseconds = status.st_mtim.tv_nsec};
}

bool same_but_for_hash(Version a, const Version& b) {
  a.sha256 = b.sha256;
  return a == b;
}

/// Opened for the first time: what it is decides, not what it was.
Result<OpenFile> open_first(const File& file) {
  // Without O_NONBLOCK a named pipe would be waited for.
  Descriptor descriptor(
      ::open(file.path().c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!descriptor.is_open()) {
    if (errno == EACCES || errno == EPERM)
      return fail(Errc::forbidden, "connectors.csv_no_right", {{"file", file.name}});
    return refuse("connectors.csv_not_a_file", file);
  }
  struct stat status = {};
  if (::fstat(descriptor.number(), &status) != 0 || !S_ISREG(status.st_mode))
    return refuse("connectors.csv_not_a_file", file);
  return OpenFile{std::move(descriptor), version_of(status)};
}

Result<void> look_at_encoding(int descriptor, File& file, std::string& beginning) {
  FileSource source(descriptor, file.name);
  EncodingGuess guess;
  while (true) {
    const std::string_view piece = TRY(source.more());
    if (piece.empty()) break;
    guess.add(piece);
    if (beginning.size() < beginning_bytes) beginning += piece;
  }
  if (beginning.starts_with("\xFF\xFE") || beginning.starts_with("\xFE\xFF"))
    return refuse("connectors.csv_utf16", file);
  if (guess.has_nul()) return refuse("connectors.csv_binary", file);
  file.encoding = guess.encoding();
  return {};
}

Result<void> read_header(File& file, std::string_view beginning) {
  tables::TextSource source(beginning.substr(file.dialect.prefix_bytes));
  tables::RecordReader reader(source, file.dialect.separator, file.name, file.dialect.first_line);
  const tables::Record* record = TRY(reader.next());
  if (record == nullptr || record->is_blank()) return refuse("connectors.csv_no_header", file);
  if (record->parts.size() > most_columns)
    return refuse("connectors.csv_too_many_columns", file,
                  {{"columns", std::to_string(record->parts.size())}});
  std::set<std::string> seen;
  for (std::size_t i = 0; i < record->parts.size(); ++i) {
    const std::string name = trim(to_utf8(record->value(i).value_or(std::string()), file.encoding));
    if (name.empty())
      return refuse("connectors.csv_empty_name", file, {{"field", std::to_string(i + 1)}});
    if (!seen.insert(lower(name)).second)
      return refuse("connectors.csv_duplicate_name", file, {{"name", name}});
    file.header.push_back(name);
  }
  return {};
}

Result<void> look_into(File& file) {
  const OpenFile opened = TRY(open_first(file));
  file.version = opened.version;
  std::string beginning;
  TRY(look_at_encoding(opened.descriptor.number(), file, beginning));
  const bool whole = static_cast<std::int64_t>(beginning.size()) >= file.version.size;
  file.dialect = tables::dialect_of(beginning, whole);
  return read_header(file, beginning);
}

}  // namespace

Result<Descriptor> open_folder(const std::string& folder) {
  Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (descriptor.is_open()) return descriptor;
  const Params params = {{"folder", folder}};
  if (errno == ENOTDIR) return fail(Errc::invalid, "connectors.not_a_folder", params);
  if (errno == EACCES) return fail(Errc::forbidden, "connectors.folder_no_right", params);
  return fail(Errc::not_found, "connectors.no_folder", params);
}

Result<std::vector<File>> read_folder(const std::string& folder) {
  TRY(open_folder(folder));
  std::vector<File> files;
  std::error_code failed;
  std::filesystem::directory_iterator entry(folder, failed);
  for (; !failed && entry != std::filesystem::directory_iterator(); entry.increment(failed))
    if (is_csv(entry->path().filename().string()))
      files.push_back({.folder = folder, .name = entry->path().filename().string()});
  if (failed) return fail(Errc::forbidden, "connectors.folder_no_right", {{"folder", folder}});
  std::sort(files.begin(), files.end(),
            [](const File& a, const File& b) { return a.name < b.name; });
  std::map<std::string, std::string> seen;
  for (File& file : files) {
    file.table = file.name.substr(0, file.name.size() - 4);
    if (!is_utf8(file.name) || lower(file.table).starts_with("sqlite_"))
      return refuse("connectors.csv_bad_name", {.name = replace_broken_utf8(file.name)});
    const auto [other, fresh] = seen.emplace(lower(file.table), file.name);
    if (!fresh) return refuse("connectors.csv_same_name", file, {{"other", other->second}});
    TRY(look_into(file));
  }
  return files;
}

Result<OpenFile> open_file(const File& file) {
  Result<OpenFile> opened = open_first(file);
  if (!opened && opened.error().code == Errc::forbidden) return opened;
  if (!opened || !same_but_for_hash(opened->version, file.version))
    return fail(Errc::conflict, "connectors.file_changed", {{"file", file.name}});
  return opened;
}

Result<void> require_unchanged(const File& file) {
  TRY(open_file(file));
  return {};
}

}  // namespace ombud::connectors::csv
