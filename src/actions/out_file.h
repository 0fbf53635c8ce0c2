#pragma once
// A file of an extract: written through a buffer, hashed as it is written, on the disk when it is
// finished; nothing of it is held in memory. Where it goes is an outlet's business.

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

struct evp_md_ctx_st;

namespace ombud::actions {

/// What a failed write to `folder` is called. Errc::exhausted "actions.disk_full" {folder}, else
/// Errc::unavailable "actions.can_not_write" {folder}.
Failure storage_failure(int error, const std::string& folder);

/// Where the files of an extract go. Their bytes come side by side: one file is begun while another
/// is still being written.
class Outlet {
 public:
  virtual ~Outlet() = default;
  /// A new file; the number by which it is written.
  virtual Result<int> begin(const std::string& name) = 0;
  virtual Result<void> append(int file, std::string_view bytes) = 0;
  /// The file is whole.
  virtual Result<void> finish(int file) = 0;
  /// A file that was not finished goes.
  virtual void discard(int file) = 0;
};

/// Files 0600 in a folder. Errors of storage_failure.
class FolderOutlet final : public Outlet {
 public:
  /// `said_as`: the folder that a failure names.
  FolderOutlet(std::string folder, std::string said_as)
      : folder_(std::move(folder)), said_as_(std::move(said_as)) {}

  FolderOutlet(const FolderOutlet&) = delete;
  FolderOutlet& operator=(const FolderOutlet&) = delete;
  ~FolderOutlet() override;

  Result<int> begin(const std::string& name) override;
  Result<void> append(int file, std::string_view bytes) override;
  Result<void> finish(int file) override;
  void discard(int file) override;

 private:
  std::string folder_;
  std::string said_as_;
  std::map<int, std::string> open_;  // Descriptors and their paths.
};

class OutFile {
 public:
  /// That it could not be begun is said by finish().
  OutFile(Outlet& outlet, std::string name);
  ~OutFile();

  OutFile(const OutFile&) = delete;
  OutFile& operator=(const OutFile&) = delete;

  void write(std::string_view bytes);
  /// Name and SHA-256 in hex. Errors of the outlet.
  Result<std::pair<std::string, std::string>> finish();
  /// A file that was not finished goes.
  void discard();

 private:
  void flush();

  Outlet& outlet_;
  std::string name_;
  Result<int> file_;
  Result<void> written_;
  std::string held_;
  evp_md_ctx_st* hash_;
};

/// The folder that an extract is written in, beside the wished one, which must be missing or empty;
/// it goes with all that is in it unless keep() has renamed it. It is renamed after the action says
/// that it is done: a run that is cut off before leaves nothing where people look, and one that is
/// cut off between the two is brought to its end by keep_finished().
class WorkingFolder {
 public:
  /// `action` names it, so that a run that was cut off is cleared away by the next one.
  /// Errc::invalid "actions.no_folder"; Errc::conflict "actions.folder_not_empty" {folder};
  /// storage_failure's.
  static Result<WorkingFolder> make(const std::string& wished, const std::string& action);
  /// The same refusals, before anything is made.
  static Result<void> check(const std::string& wished);

  WorkingFolder(WorkingFolder&& other) noexcept;
  WorkingFolder(const WorkingFolder&) = delete;
  ~WorkingFolder();

  const std::string& path() const { return path_; }

  const std::string& wished() const { return wished_; }

  /// Where it fails, what was written stays beside the wished folder. Errors of storage_failure.
  Result<void> keep();

  /// Leaves it beside, where nobody knows whether the action says that it is done.
  void leave() { path_.clear(); }

  /// Renames what an action that is done has left beside; false where there is nothing. Errors of
  /// check() and keep().
  static Result<bool> keep_finished(const std::string& wished, const std::string& action);

 private:
  WorkingFolder(std::string wished, std::string path)
      : wished_(std::move(wished)), path_(std::move(path)) {}

  std::string wished_;
  std::string path_;  // Empty where there is nothing to clear away.
};

}  // namespace ombud::actions
