#pragma once
// A record as it is shown: as JSON, the same in answers over HTTP and on the command line, and as
// words.

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "records/named.h"
#include "records/records.h"

namespace ombud::records {

/// {"kind", "number", "id", "version", "title", "state", "owner", "archived", "review_on",
/// "made_at", "changed_at", "changed_by", "etag", "fields": {…}, "links": {ID: {"kind", "number",
/// "title"}}}; accounts as {"id", "name"}. The ETag names this version of this record.
nlohmann::ordered_json as_json(const Kinds& kinds, const Record& record, const Names& names);
/// {"version", "change", "at", "by", "what", "reason", "fields", "record"}.
nlohmann::ordered_json as_json(const Kinds& kinds, const Version& version, const Names& names);
/// What an account is called; its id where nobody knows it.
std::string name_of(const AccountId& account, const Names& names);
/// "Legal basis 2, statute (bases.statute)": as label_of(), and as a file names it.
std::string label_and_path(const Kind& kind, const std::string& path, Language language);
/// [{"path", "key", "text"}], with the field's label in front of the sentence.
nlohmann::ordered_json as_json(const Kind& kind, const std::vector<Fault>& faults,
                               Language language);
/// The same of one of many records: {"number", …}.
nlohmann::ordered_json as_json(const Kind& kind, const std::string& number, const Fault& fault,
                               Language language);
/// The declaration, in one language: what a form is made of.
nlohmann::ordered_json as_json(const Kinds& kinds, const Kind& kind, Language language);

/// What the ETag is of.
std::string version_text(const Record& record);

}  // namespace ombud::records
