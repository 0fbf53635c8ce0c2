#pragma once
// An extract that is read in the browser, certified and handed out there: the same files as of an
// extract into a folder, in one sealed file of the data folder. Its name is drawn by us and its key
// lies sealed under the person's, in the row that names it: with the row, or with the person's key,
// what is in it is gone. What was read is what is certified is what goes out.

#include <optional>
#include <string>

#include "actions/extract.h"
#include "actions/zip.h"
#include "jobs/jobs.h"

namespace ombud::actions {

/// In all; what is larger goes to a folder by the command line.
inline constexpr std::size_t largest_sealed_bytes = 128U << 20;

struct SealedExtract {
  Instant made_at;
  Instant ends_at;
  std::string digest;  // Of names and hashes of its files, in hex.
  Extracted report;
};

/// Nothing where there is none, or its time is over.
Result<std::optional<SealedExtract>> sealed_extract(accounts::Office& office, const Action& action);
/// Errc::conflict "actions.no_extract" {number}; Errc::not_found "actions.extract_gone" {number}
/// where the file is not there, as after a restore of the store; errors of vault::SealedReader.
Result<NamedFiles> files_of(accounts::Office& office, const Action& action);
/// As it is read, in JSON: title, language and blocks. Errors of files_of().
Result<std::string> page_of(accounts::Office& office, const Action& action);

/// "actions.extract": makes it, in place of an earlier one, while the action is planned.
jobs::Kind extract_kind();
/// Enqueues that. Errc::conflict "actions.not_planned" {number, state}; Errc::invalid
/// "actions.no_extract_of_erasure" {number}.
Result<jobs::Enqueued> ask_for_extract(accounts::Office& office, const std::string& number,
                                       Language language);

/// The folder in the data folder, and in it the file of a drawn name.
std::string folder_of(const accounts::Office& office);
std::string path_of(const accounts::Office& office, const std::string& file);

/// Row and key: what is in the file can't be read any more, and housekeeping takes the file.
Result<void> forget_extract(accounts::Office& office, const Action& action);

}  // namespace ombud::actions
