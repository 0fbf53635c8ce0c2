#pragma once
// A list as a document; and how whatever is made of the record leaves the house: as a file, with an
// entry in the log before it.

#include <string>
#include <string_view>
#include <vector>

#include "documents/documents.h"
#include "processing/lists.h"

namespace ombud::processing {

/// What stands in a cell, in words; what is lacking says so.
std::string cell_text(const std::vector<Piece>& pieces, Language language,
                      std::string_view between);

/// `format` decides how several things in one cell stand: below each other, or with semicolons
/// where it is for a spreadsheet.
documents::Document document_of(const List& list, const accounts::Office& office, Language language,
                                documents::Format format);

/// What somebody has taken out of the record.
struct Exported {
  std::string_view what;  // "systems"
  documents::Format format = documents::Format::pdf;
  std::size_t lines = 0;
};

/// "pdf" of "list.pdf"; empty where there is none.
std::string ending_of(const std::string& file);
/// Errc::invalid "processing.no_such_format" {format}.
Result<documents::Format> list_format(const std::string& word);
/// The same for what is a picture: no table to be a sheet. Errc::invalid
/// "processing.no_picture_format" {format}.
Result<documents::Format> picture_format(const std::string& word);

/// The file as an answer, and its entry in the log before it.
Result<http::Answer> file_answer(accounts::Visit& visit, std::string bytes,
                                 const Exported& exported);
/// The file that --out names, after its entry in the log, and what was done. Errors of
/// write_new_file.
Result<int> write_exported(accounts::Office& office, cli::Call& call, const std::string& bytes,
                           const Exported& exported);

}  // namespace ombud::processing
