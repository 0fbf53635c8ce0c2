#pragma once
// The staging database behind sql::Connection, so that it tells of the folder and not of itself:
// its catalogue has keys and hides the rows' own numbers, its rights are those on the files, its
// lock is taken on the folder and its identity is the folder's.

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "connectors/csv/staging.h"
#include "sql/connection.h"

namespace ombud::connectors::csv {

class FolderConnection final : public sql::Connection {
 public:
  explicit FolderConnection(std::string folder) : folder_(std::move(folder)) {}

  /// Reads the folder, anew where it was read before. Errors of read_folder, load and
  /// sql::sqlite::connect.
  Result<void> load();

  /// True where statements may have changed rows that keep() has not written yet.
  bool has_unkept() const { return changed_; }

  /// Errors of csv::keep; Errc::unavailable "connectors.folder_locked" {folder} where somebody else
  /// holds the folder's lock.
  Result<void> keep();

  sql::Engine engine() const override { return staging_->engine(); }

  std::string version() const override;
  Result<std::unique_ptr<sql::Cursor>> open(const sql::Statement& statement) override;
  Result<std::int64_t> execute(const sql::Statement& statement) override;

  Result<void> begin(sql::Begin mode) override { return staging_->begin(mode); }

  Result<void> commit() override { return staging_->commit(); }

  void roll_back() noexcept override { staging_->roll_back(); }

  bool in_transaction() const override { return staging_->in_transaction(); }

  Result<sql::Catalogue> read_catalogue() override;
  Result<sql::Rights> rights(const sql::Table& table) override;
  Result<void> set_time_out(std::chrono::milliseconds time_out) override;

  void cancel() noexcept override { staging_->cancel(); }

  Result<bool> try_lock(const std::string& name) override;
  void release_lock(const std::string& name) noexcept override;
  Result<std::string> identity() override;

 private:
  Result<bool> lock_folder();

  std::string folder_;
  std::unique_ptr<sql::Connection> staging_;
  std::vector<Sheet> sheets_;
  bool changed_ = false;  // Since the files were read: worth comparing.
  std::chrono::milliseconds time_out_{0};
  Descriptor lock_;
  std::set<std::string> lock_names_;
};

}  // namespace ombud::connectors::csv
