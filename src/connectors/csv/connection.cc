#include "connectors/csv/connection.h"

#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "connectors/csv/keep.h"
#include "sql/sqlite/sqlite.h"

namespace ombud::connectors::csv {

Result<void> FolderConnection::load() {
  std::vector<File> files = TRY(read_folder(folder_));
  // The empty name: a file in the system's folder for such, without a name, gone when it is closed.
  std::unique_ptr<sql::Connection> staging = TRY(sql::sqlite::connect("", {.create = true}));
  std::vector<Sheet> sheets;
  for (File& file : files) sheets.push_back(TRY(csv::load(*staging, std::move(file))));
  TRY(staging->set_time_out(time_out_));
  staging_ = std::move(staging);
  sheets_ = std::move(sheets);
  changed_ = false;
  return {};
}

Result<void> FolderConnection::keep() {
  must(!staging_->in_transaction());
  if (!changed_) return {};
  const bool was_locked = lock_.is_open();
  if (!TRY(lock_folder()))
    return fail(Errc::unavailable, "connectors.folder_locked", {{"folder", folder_}});
  Result<std::vector<std::string>> kept = csv::keep(*staging_, folder_, sheets_);
  if (!was_locked) lock_ = Descriptor();
  if (!kept) return fail(std::move(kept).error());
  changed_ = false;
  // The rows' numbers are those of the files before: read again, they are those of the files now.
  return kept->empty() ? Result<void>() : load();
}

std::string FolderConnection::version() const {
  return "CSV, " + std::to_string(sheets_.size()) + (sheets_.size() == 1 ? " file" : " files");
}

Result<std::unique_ptr<sql::Cursor>> FolderConnection::open(const sql::Statement& statement) {
  return staging_->open(statement);
}

Result<std::int64_t> FolderConnection::execute(const sql::Statement& statement) {
  changed_ = true;
  return staging_->execute(statement);
}

Result<sql::Catalogue> FolderConnection::read_catalogue() {
  sql::Catalogue catalogue = TRY(staging_->read_catalogue());
  for (sql::Table& table : catalogue.tables)
    for (const Sheet& sheet : sheets_) {
      if (table.name != sheet.table) continue;
      // A row's number in a file changes when a row above it goes: it names nothing for long.
      table.row_id.reset();
      table.indexes.clear();
      if (sheet.key == sheet.columns.size()) continue;
      table.primary_key = {sheet.columns[sheet.key]};
      for (sql::Column& column : table.columns)
        if (column.name == sheet.columns[sheet.key]) column.nullable = false;
    }
  return catalogue;
}

Result<sql::Rights> FolderConnection::rights(const sql::Table& table) {
  for (const Sheet& sheet : sheets_) {
    if (sheet.table != table.name) continue;
    TRY(open_folder(folder_));
    const bool may_write = ::access(folder_.c_str(), W_OK | X_OK) == 0 &&
                           ::access(sheet.file.path().c_str(), W_OK) == 0;
    return sql::Rights{.read = true, .update = may_write, .erase = may_write};
  }
  return fail(Errc::not_found, "sql.no_such_name");
}

Result<void> FolderConnection::set_time_out(std::chrono::milliseconds time_out) {
  time_out_ = time_out;
  return staging_->set_time_out(time_out);
}

Result<bool> FolderConnection::lock_folder() {
  if (lock_.is_open()) return true;
  Descriptor folder = TRY(open_folder(folder_));
  if (::flock(folder.number(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return false;
    return fail(Errc::unavailable, "connectors.folder_not_lockable", {{"folder", folder_}});
  }
  lock_ = std::move(folder);
  return true;
}

Result<bool> FolderConnection::try_lock(const std::string& name) {
  // One lock for the folder, whatever it is called: two runs must not write the same files.
  if (!TRY(lock_folder())) return false;
  if (lock_names_.empty()) clean(folder_);
  lock_names_.insert(name);
  return true;
}

void FolderConnection::release_lock(const std::string& name) noexcept {
  lock_names_.erase(name);
  if (lock_names_.empty()) lock_ = Descriptor();
}

Result<std::string> FolderConnection::identity() {
  const Descriptor folder = TRY(open_folder(folder_));
  struct stat status = {};
  if (::fstat(folder.number(), &status) != 0)
    return fail(Errc::not_found, "connectors.no_folder", {{"folder", folder_}});
  return "csv:" + std::to_string(status.st_dev) + ":" + std::to_string(status.st_ino);
}

}  // namespace ombud::connectors::csv
