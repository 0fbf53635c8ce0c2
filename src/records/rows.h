#pragma once
// Reading what lies in the tables.

#include <string>
#include <vector>

#include "records/records.h"

namespace ombud::records {

class Sight;

/// Values as they lie in a version: what the declaration lacks by now is left out.
Result<Row> row_in(const Kind& kind, const std::string& json);
/// Of the columns that select_records() asks for.
Result<Record> record_in(const Kinds& kinds, const sql::Row& row);

/// "select … from records_record r join its last version v where r.organisation_id = …", to go on
/// with " and …".
sql::Statement select_records(const std::string& organisation);

/// Errc::not_found "records.unknown" {number}: with the id as its number.
Result<Record> record_of(const Kinds& kinds, store::Transaction& transaction, const RecordId& id);
/// Several by their ids, in no order; those that are gone are not among them. Of those in
/// somebody's sight, or whosever they are.
Result<std::vector<Record>> records_of(const Kinds& kinds, store::Transaction& transaction,
                                       const std::vector<std::string>& ids, const Sight& sight);
Result<std::vector<Record>> records_of(const Kinds& kinds, store::Transaction& transaction,
                                       const std::vector<std::string>& ids);

/// The kind, and whether the actor may do that with its records; a denial is noted for the log.
enum class Verb : std::uint8_t { read, edit };
Result<const Kind*> allowed(accounts::Office& office, const Kinds& kinds, std::string_view kind,
                            Verb verb);
Result<void> permitted(accounts::Office& office, const Kind& kind, const std::string& permission);

/// "B-0012".
std::string number_text(const Kind& kind, std::int64_t serial);
/// And back; 0 where it is none of the kind's.
std::int64_t serial_in(const Kind& kind, std::string_view number);

/// The next number of a kind, or of "#task", in the caller's transaction, and as many behind it as
/// are asked for: two that ask at once get two.
Result<std::int64_t> next_serial(store::Transaction& transaction, const std::string& kind,
                                 std::int64_t count = 1);

sql::Value day_or_null(const std::optional<Day>& day);

Failure unknown(std::string_view number);

}  // namespace ombud::records
