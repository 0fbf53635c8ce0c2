#pragma once
// What a file's columns mean and what came of importing it, as JSON: the same over HTTP and on the
// command line.

#include <nlohmann/json_fwd.hpp>

#include "records/import.h"

namespace ombud::records {

/// {"files", "sheet", "sheets", "lines", "columns": [{"column", "fields": […], "ignored",
/// "values": […]}], "fields": [{"path", "label"}], "keys": […], "mapping": {…}}; of each column
/// some values as they stand there.
nlohmann::ordered_json columns_json(const Kind& kind, const tables::Table& table,
                                    const Mapping& mapping, Language language);
/// {"key", "new", "changed", "same", "wrong", "unsaid", "change", "fault_count", "records":
/// [{"row", "place", "came", "number", "title", "fields"}], "faults": [{"row", "place", "column",
/// "path", "label", "said", "key", "text"}]}; so many of records and of faults at most. Of the
/// records those that change something.
nlohmann::ordered_json import_json(const Kind& kind, const tables::Table& table,
                                   const Import& import, std::size_t most, Language language);
/// {"id", "name", "saved_at", "mapping"}
nlohmann::ordered_json as_json(const Kind& kind, const SavedMapping& saved);

/// "Legal basis: Statute" of "legal_bases.statute".
std::string label_of_path(const Kind& kind, const std::string& path, Language language);
/// A value in short, as it stands in the file.
std::string shown(const tables::Value& value);

}  // namespace ombud::records
