#include "records/work.h"

#include "accounts/rights.h"
#include "base/calendar.h"
#include "base/zones.h"
#include "records/rows.h"
#include "records/sight.h"

namespace ombud::records {

Result<void> may_read(accounts::Office& office, const Kinds& kinds, const AccountId& id,
                      const Record& record) {
  const Result<accounts::Account> account = accounts::find(office, id);
  if (!account && account.error().code == Errc::not_found)
    return fail(Errc::invalid, "records.no_such_record");
  if (!account) return fail(account.error());
  accounts::Actor actor;
  actor.account = id;
  actor.organisation = office.organisation.id;
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  TRY(accounts::fill_rights(transaction, actor, office.clock.now()));
  const Kind& kind = *TRY(kinds.find(record.kind));
  const Sight sight = TRY(Sight::of(office, actor, kinds, transaction, "read"));
  if (!account->closed && actor.may(kind.room + ".read") && sight.holds(kind, record)) return {};
  return fail(Errc::invalid, "records.may_not_read", {{"account", account->name}});
}

evidence::Told told_about(const accounts::Office& office, std::string event, const Record& record) {
  evidence::Told told;
  told.event = std::move(event);
  told.use = UseKind::administer;
  told.account = office.actor.account;
  told.object = record.kind + " " + record.number;
  return told;
}

Result<std::map<std::string, Record>> readable(accounts::Office& office, const Kinds& kinds,
                                               store::Transaction& transaction,
                                               const std::vector<std::string>& ids) {
  std::map<std::string, Record> found;
  const Sight sight = TRY(Sight::of(office, kinds, transaction, "read"));
  for (Record& record : TRY(records_of(kinds, transaction, ids, sight)))
    found.emplace(record.id.text, std::move(record));
  return found;
}

Result<Day> today(const accounts::Office& office) {
  const Country country = country_of(office.organisation.law).value_or(Country::se);
  return TRY(Zone::find(zone_name(country))).day_of(office.clock.now());
}

}  // namespace ombud::records
