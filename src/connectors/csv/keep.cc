#include "connectors/csv/keep.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

namespace ombud::connectors::csv {

namespace {

Failure refuse(Errc code, std::string key, const File& file) {
  return fail(code, std::move(key), {{"file", file.name}});
}

// One file while it is written anew: the old records and the staged rows side by side.
class Rewriting {
 public:
  Rewriting(const Sheet& sheet, FileSource& source, FileSink& sink)
      : sheet_(sheet), source_(source), sink_(sink) {}

  /// True where anything differs from the old file.
  Result<bool> run(sql::Connection& staging) {
    const File& file = sheet_.file;
    TRY(sink_.write(TRY(source_.take(file.dialect.prefix_bytes))));
    tables::RecordReader reader(source_, file.dialect.separator, file.name,
                                file.dialect.first_line);
    if (const tables::Record* header = TRY(reader.next()); header != nullptr)
      TRY(sink_.write(header->bytes));
    const std::unique_ptr<sql::Cursor> rows = TRY(staging.open(rows_in_order(sheet_)));
    const sql::Row* row = TRY(rows->next());
    std::int64_t number = 0;
    while (const tables::Record* record = TRY(reader.next())) {
      if (record->is_blank() && sheet_.columns.size() > 1) {
        TRY(sink_.write(record->bytes));
        continue;
      }
      // Another number of fields than when it was read: not the same file.
      if (record->parts.size() != sheet_.columns.size()) return changed_meanwhile();
      ++number;
      if (row == nullptr || std::get<std::int64_t>((*row)[0]) != number) {
        differs_ = true;
        continue;
      }
      TRY(write(*record, *row));
      row = TRY(rows->next());
    }
    if (number != sheet_.rows) return changed_meanwhile();
    if (row != nullptr) return refuse(Errc::conflict, "connectors.csv_rows_added", file);
    return differs_;
  }

 private:
  Failure changed_meanwhile() const {
    return refuse(Errc::conflict, "connectors.file_changed", sheet_.file);
  }

  Result<void> write(const tables::Record& record, const sql::Row& row) {
    std::string line;
    bool same = true;
    for (std::size_t i = 0; i < record.parts.size(); ++i) {
      if (i > 0) line += sheet_.file.dialect.separator;
      if (is_as_it_was(record, i, row[i + 1])) {
        line += record.raw(i);
        continue;
      }
      same = false;
      line += TRY(written(record, i, row[i + 1]));
    }
    if (same) return sink_.write(record.bytes);
    differs_ = true;
    line += record.ending();
    return sink_.write(line);
  }

  bool is_as_it_was(const tables::Record& record, std::size_t part, const sql::Value& value) const {
    const std::optional<std::string> old = record.value(part);
    if (!old) return sql::is_null(value);
    const auto* text = std::get_if<std::string>(&value);
    return text != nullptr && *text == to_utf8(*old, sheet_.file.encoding);
  }

  Result<std::string> written(const tables::Record& record, std::size_t part,
                              const sql::Value& value) {
    if (sql::is_null(value)) return std::string();
    const auto* text = std::get_if<std::string>(&value);
    const bool has_nul = text != nullptr && text->find('\0') != std::string::npos;
    const std::optional<std::string> bytes =
        text == nullptr || has_nul ? std::nullopt : from_utf8(*text, sheet_.file.encoding);
    if (!bytes)
      return fail(Errc::invalid, "connectors.csv_unwritable",
                  {{"file", sheet_.file.name},
                   {"column", sheet_.columns[part].text()},
                   {"line", std::to_string(record.line)},
                   {"encoding", std::string(word(sheet_.file.encoding))}});
    const bool bare = !bytes->empty() && !record.parts[part].quoted &&
                      bytes->find_first_of("\"\r\n") == std::string::npos &&
                      bytes->find(sheet_.file.dialect.separator) == std::string::npos;
    if (bare) return *bytes;
    std::string quoted = "\"";
    for (const char byte : *bytes) quoted += byte == '"' ? "\"\"" : std::string(1, byte);
    return quoted + "\"";
  }

  const Sheet& sheet_;
  FileSource& source_;
  FileSink& sink_;
  bool differs_ = false;
};

/// Rights and owner of the old file; where its group can't be had, nobody's group may read it.
Result<void> take_over_rights(int old_file, int new_file, const File& file) {
  struct stat status = {};
  if (::fstat(old_file, &status) != 0)
    return refuse(Errc::conflict, "connectors.file_changed", file);
  if (status.st_nlink > 1) return refuse(Errc::conflict, "connectors.csv_hard_links", file);
  mode_t mode = status.st_mode & 0777U;
  if (::fchown(new_file, status.st_uid, status.st_gid) != 0 &&
      ::fchown(new_file, static_cast<uid_t>(-1), status.st_gid) != 0)
    mode &= ~static_cast<mode_t>(S_IRWXG);
  if (::fchmod(new_file, mode) != 0) return write_refused(file.name);
  return {};
}

/// What lies on the disk is what was written.
Result<void> read_back(const NewFile& file, const std::string& sha256, const std::string& name) {
  const Descriptor descriptor(::open(file.path().c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  FileSource source(descriptor.number(), name);
  while (!TRY(source.more()).empty()) {
  }
  if (source.sha256() == sha256) return {};
  return fail(Errc::unavailable, "connectors.csv_not_written", {{"file", name}});
}

/// Nothing where the file is to stay as it is.
Result<std::optional<NewFile>> rewrite(sql::Connection& staging, const Sheet& sheet) {
  const File& file = sheet.file;
  const OpenFile old_file = TRY(open_file(file));
  const std::string path = file.path() + std::string(new_ending);
  const Descriptor descriptor(
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!descriptor.is_open()) return write_refused(file.name);
  NewFile new_file(path, file.path());
  FileSource source(old_file.descriptor.number(), file.name);
  FileSink sink(descriptor.number(), file.name);
  const bool differs = TRY(Rewriting(sheet, source, sink).run(staging));
  if (source.sha256() != file.version.sha256)
    return refuse(Errc::conflict, "connectors.file_changed", file);
  if (!differs) return std::optional<NewFile>();
  TRY(take_over_rights(old_file.descriptor.number(), descriptor.number(), file));
  TRY(sink.finish());
  TRY(read_back(new_file, sink.sha256(), file.name));
  return std::optional<NewFile>(std::move(new_file));
}

}  // namespace

NewFile::NewFile(NewFile&& other) noexcept
    : path_(std::exchange(other.path_, "")), target_(std::move(other.target_)) {}

NewFile::~NewFile() {
  if (!path_.empty()) ::unlink(path_.c_str());
}

bool NewFile::take_name() {
  if (::rename(path_.c_str(), target_.c_str()) != 0) return false;
  path_.clear();
  return true;
}

Result<void> take_names(std::vector<NewFile>& files, const std::vector<std::string>& names) {
  std::string done;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (!files[i].take_name()) {
      const Failure refused = write_refused(names[i]);
      if (done.empty()) return refused;
      return fail(refused.error.code, "connectors.csv_partly_kept",
                  {{"file", names[i]}, {"files", done}});
    }
    done += (done.empty() ? "" : ", ") + names[i];
  }
  return {};
}

Result<std::vector<std::string>> keep(sql::Connection& staging, const std::string& folder,
                                      const std::vector<Sheet>& sheets) {
  const Descriptor directory = TRY(open_folder(folder));
  clean(folder);
  std::vector<NewFile> files;
  std::vector<std::string> names;
  for (const Sheet& sheet : sheets) {
    std::optional<NewFile> file = TRY(rewrite(staging, sheet));
    if (!file) continue;
    files.push_back(std::move(*file));
    names.push_back(sheet.file.name);
  }
  if (files.empty()) return names;
  if (::fsync(directory.number()) != 0) return write_refused(names.front());
  // All of them, the unchanged too: what was planned was planned on the folder as it was.
  for (const Sheet& sheet : sheets) TRY(require_unchanged(sheet.file));
  TRY(take_names(files, names));
  if (::fsync(directory.number()) != 0) return write_refused(names.front());
  return names;
}

void clean(const std::string& folder) {
  std::error_code ignored;
  std::vector<std::filesystem::path> left;
  for (std::filesystem::directory_iterator entry(folder, ignored), end; !ignored && entry != end;
       entry.increment(ignored))
    if (entry->path().filename().string().ends_with(new_ending) && !entry->is_directory(ignored))
      left.push_back(entry->path());
  for (const std::filesystem::path& path : left) std::filesystem::remove(path, ignored);
}

}  // namespace ombud::connectors::csv
