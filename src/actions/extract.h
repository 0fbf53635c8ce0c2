#pragma once
// An access extract (GDPR art. 15(3)): every mapped field of one person across systems, as JSON, as
// one CSV file a table, and as a page to read; with purposes still to be filled in, sources, and
// what could not be reached. No other person's row is ever in it: only planned rows are read, each
// compared again with what made it the person's.

#include <string>
#include <vector>

#include "actions/out_file.h"
#include "actions/plan.h"
#include "actions/store.h"
#include "base/progress.h"
#include "documents/documents.h"

namespace ombud::actions {

struct Extracted {
  std::int64_t rows = 0;
  std::vector<std::pair<std::string, std::string>> files;  // Name and SHA-256 in hex.

  /// {system, table, rows} for the receipt.
  struct Part {
    std::string system;
    std::string table;
    std::int64_t rows = 0;
    std::int64_t left_out = 0;  // No longer the person's, or gone.
  };

  std::vector<Part> parts;
  std::vector<NotReached> not_reached;
  documents::Document page;  // As it is read.
};

/// Before anything else is done. Errc::conflict "actions.folder_not_empty" {folder}; Errc::invalid
/// "actions.no_folder".
Result<void> may_extract_to(const std::string& folder);

/// Between two systems it ends where the action was stopped. Errors of the outlet; Errc::conflict
/// "actions.stopped" {number}.
Result<Extracted> extract(accounts::Office& office, const Action& action, const Plan& plan,
                          Outlet& outlet, Language language, Progress& progress);

}  // namespace ombud::actions
