#pragma once
// What a list shows as a file: a sheet, JSON, or a document to read. What import reads gives the
// same register: of a record with lines (`rows`) a sheet has a row a line, the first of which holds
// the rest of the record (docs/formats/records.md).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "documents/documents.h"
#include "records/records.h"

namespace ombud::records {

enum class ExportFormat : std::uint8_t { xlsx, csv, json, pdf, html };
std::string_view word(ExportFormat format);
std::optional<ExportFormat> export_format_of(std::string_view word);
std::string_view media_type(ExportFormat format);

struct ExportWish {
  Wanted wanted;                     // Its limit and place are not looked at.
  std::optional<Instant> at;         // As it was then: all that were not archived.
  std::vector<std::string> columns;  // Paths as of headings_of(); empty: all, of a document to read
                                     // those that are listed.
  ExportFormat format = ExportFormat::xlsx;
  Language language = Language::en;
};

/// To the sink, some records at a time. The entry in the log is written before the first byte goes.
/// Errc::invalid "records.no_such_column" {column}, "records.as_of_is_whole" (conditions beside a
/// moment); those of list() and of documents::write().
Result<void> export_records(accounts::Office& office, const Kinds& kinds, const Kind& kind,
                            const ExportWish& wish, const documents::Sink& sink);

/// "activity-2026-11-22.xlsx"
std::string export_name(const Kind& kind, const ExportWish& wish, Instant now);

}  // namespace ombud::records
