// Mappings under their names.

#include <algorithm>
#include <set>

#include "base/text.h"
#include "records/mapping.h"
#include "records/rows.h"

namespace ombud::records {

namespace {

constexpr std::size_t longest_name = 100;

Result<void> tell(accounts::Office& office, store::Transaction& transaction, const Kind& kind,
                  const std::string& event, const std::string& id) {
  evidence::Told told;
  told.event = event;
  told.use = UseKind::administer;
  told.account = office.actor.account;
  told.object = kind.name;
  told.details.emplace_back("mapping", id);
  TRY(office.log.append(transaction, told));
  return {};
}

}  // namespace

Result<std::vector<SavedMapping>> mappings(accounts::Office& office, const Kinds& kinds,
                                           const Kind& kind) {
  TRY(allowed(office, kinds, kind.name, Verb::read));
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::vector<SavedMapping> all;
  for (const sql::Row& row : TRY(transaction.all(
           "select id, name, content, saved_at from records_mapping where organisation_id = ? and "
           "kind = ? order by name",
           {transaction.organisation().text, kind.name}))) {
    Result<Mapping> mapping = read_mapping(kind, store::text_in(row[2]));
    // The declaration has changed since: what no longer fits is mapped anew.
    if (!mapping) continue;
    all.push_back({store::text_in(row[0]), store::text_in(row[1]), *std::move(mapping),
                   TRY(store::instant_in(row[3]))});
  }
  return all;
}

Result<SavedMapping> save_mapping(accounts::Office& office, const Kinds& kinds, const Kind& kind,
                                  const std::string& given, const Mapping& mapping) {
  TRY(allowed(office, kinds, kind.name, Verb::edit));
  TRY(check_mapping(kind, mapping));
  const std::string name = to_nfc(trim(given));
  if (name.empty() || name.size() > longest_name || !is_utf8(name))
    return fail(Errc::invalid, "records.mapping_no_name", {{"most", std::to_string(longest_name)}});
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::string& organisation = transaction.organisation().text;
  TRY(transaction.execute(
      "delete from records_mapping where organisation_id = ? and kind = ? and name = ?",
      {organisation, kind.name, name}));
  const SavedMapping saved{uuid_by_time(office.clock.now()), name, mapping, office.clock.now()};
  TRY(transaction.execute(
      "insert into records_mapping (organisation_id, id, kind, name, content, saved_at, saved_by) "
      "values (?, ?, ?, ?, ?, ?, ?)",
      {organisation, saved.id, kind.name, name, write_mapping(kind, mapping),
       store::of_instant(saved.saved_at), office.actor.account.text}));
  TRY(tell(office, transaction, kind, "records.mapping_saved", saved.id));
  TRY(transaction.commit());
  return saved;
}

Result<void> remove_mapping(accounts::Office& office, const Kinds& kinds, const Kind& kind,
                            const std::string& id) {
  TRY(allowed(office, kinds, kind.name, Verb::edit));
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::int64_t removed =
      is_uuid(id) ? TRY(transaction.execute("delete from records_mapping where organisation_id = ? "
                                            "and kind = ? and id = ?",
                                            {transaction.organisation().text, kind.name, id}))
                  : 0;
  if (removed == 0) return fail(Errc::not_found, "records.no_such_mapping", {{"mapping", id}});
  TRY(tell(office, transaction, kind, "records.mapping_removed", id));
  return transaction.commit();
}

std::optional<SavedMapping> remembered(const std::vector<SavedMapping>& all,
                                       const tables::Table& table) {
  std::set<std::string> columns;
  for (const std::string& column : table.columns) columns.insert(fold(column));
  std::optional<SavedMapping> last;
  for (const SavedMapping& one : all) {
    std::set<std::string> known;
    for (const ColumnRule& rule : one.mapping.columns) known.insert(fold(rule.column));
    // JSON leaves out what is empty: not every column of then is in the file of today.
    const bool fits = std::ranges::includes(known, columns) && columns.size() * 2 > known.size();
    if (fits && (!last || one.saved_at > last->saved_at)) last = one;
  }
  return last;
}

}  // namespace ombud::records
