#pragma once
// The files that lie in the data folder beside the store and that its rows name: extracts that were
// made to be read in the browser and files attached to records, sealed under keys in the rows, and
// CSV files that somebody has dropped; of every organisation, those of one that was added below its
// own folder. A backup carries them by pieces; nothing of them is held whole.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "backup/manifest.h"
#include "base/result.h"

namespace ombud::backup {

/// The folders in an organisation's data folder whose files are carried.
inline constexpr std::string_view kept_folders[] = {"attachments", "extracts", "uploads"};

inline constexpr std::size_t piece_bytes = 1 << 20;

/// A part of a file; the first one of each has place 0.
struct FilePiece {
  std::string name;  // "extracts/018f….sealed", in the data folder.
  std::int64_t at = 0;
  std::string bytes;
};

/// The names of all that are there, in order. Links are left out: none of ours is one.
std::vector<std::string> names_of_kept(const std::string& folder);

/// From the first to the last; at least one, which may be empty. False where the file is not there
/// any more: its row was replaced meanwhile. Errc::unavailable "backup.can_not_read" {file}.
Result<bool> read_pieces(const std::string& folder, const std::string& name,
                         const std::function<Result<void>(const FilePiece&)>& take);

/// Writes the piece at its place, with the folders on the way, for the owner alone. Errc::invalid
/// "backup.not_understood" {file}: the name leads elsewhere than into kept_folders; errors of
/// vault::write_failure.
Result<void> put_piece(const std::string& folder, const FilePiece& piece);

/// Every file of the manifest that lies in one of the folders is there, with its bytes.
/// Errc::invalid "backup.file_not_the_same" {file}.
Result<void> prove_kept(const std::string& folder, const Manifest& manifest);

}  // namespace ombud::backup
