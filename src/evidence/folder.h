#pragma once
// A log as a folder of files (C2SP tlog-tiles; docs/formats/evidence-log.md), written entry by
// entry. The hashes are computed from the entries on the way, so that no unsound folder can be
// written.

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "evidence/merkle.h"
#include "evidence/tiles.h"

namespace ombud::evidence {

class FolderWriter {
 public:
  /// What is written lies in `folder`.part until finish(). Errc::conflict "evidence.folder_exists"
  /// {folder}; errors of write_file.
  static Result<FolderWriter> create(const std::string& folder);
  FolderWriter(FolderWriter&&) noexcept;
  ~FolderWriter();  // Removes the unfinished part.

  /// `entry` of at most 65,535 bytes. Errors of write_file.
  Result<void> add(std::string_view entry);
  std::uint64_t size() const;
  Hash root() const;
  /// Errors of write_file; Errc::conflict "evidence.folder_exists" {folder}.
  Result<void> finish(std::string_view signed_note);

 private:
  struct State;
  explicit FolderWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace ombud::evidence
