#pragma once
// What people have to do with records: what waits for whom. Shared by comments, tasks and reviews.

#include <map>
#include <string>
#include <vector>

#include "records/records.h"

namespace ombud::records {

/// Errc::invalid "records.may_not_read" {account} unless the account is open and its roles let it
/// read the record's kind, now; "records.no_such_record" where there is none.
Result<void> may_read(accounts::Office& office, const Kinds& kinds, const AccountId& account,
                      const Record& record);

/// An entry about one record, by whoever acts.
evidence::Told told_about(const accounts::Office& office, std::string event, const Record& record);

/// Of these those that the actor may read, by their ids: what a list of one's own shows.
Result<std::map<std::string, Record>> readable(accounts::Office& office, const Kinds& kinds,
                                               store::Transaction& transaction,
                                               const std::vector<std::string>& ids);

/// "and (r.kind = … and r.state in (…) or …)": of these kinds the states that take edits.
void in_open_states(sql::Statement& select, const Kinds& kinds,
                    const std::function<bool(const Kind&)>& of);

/// The organisation's day.
Result<Day> today(const accounts::Office& office);

}  // namespace ombud::records
