// Maps in the store: each version as the text that a person read and confirmed, with what the
// system was like then. Nothing here is ever overwritten; a correction is a new version.
#include "base/text.h"
#include "base/yaml_tree.h"
#include "datamap/datamap.h"
#include "datamap/essence.h"

namespace ombud::datamap {

namespace {

using connectors::System;

struct Stored {
  Map map;
  std::string yaml;
  std::string essence;
};

Result<Stored> stored_in(const sql::Row& row) {
  Stored stored;
  stored.yaml = store::text_in(row[2]);
  stored.map = TRY(from_yaml(stored.yaml));
  stored.map.id = MapId{store::text_in(row[0])};
  stored.map.version = store::integer_in(row[1]);
  stored.essence = store::optional_text_in(row[3]).value_or("");
  stored.map.confirmed = !sql::is_null(row[4]);
  return stored;
}

Result<std::optional<Stored>> newest(store::Transaction& transaction, const System& system,
                                     bool confirmed) {
  const std::optional<sql::Row> row = TRY(transaction.one(
      "select id, version, yaml, essence, confirmed_at from datamap_map "
      "where organisation_id = ? and system_id = ? and (confirmed_at is not null or ? = 0) "
      "order by version desc limit 1",
      {transaction.organisation().text, system.id.text, std::int64_t{confirmed}}));
  if (!row) return std::optional<Stored>();
  return std::optional<Stored>(TRY(stored_in(*row)));
}

Result<Stored> require_newest(accounts::Office& office, const System& system, bool confirmed) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::optional<Stored> stored = TRY(newest(transaction, system, confirmed));
  if (stored) return std::move(*stored);
  return fail(Errc::not_found, confirmed ? "datamap.none_confirmed" : "datamap.none",
              {{"system", system.name}});
}

evidence::Told told_of(const accounts::Office& office, std::string event, const Map& map,
                       const std::string& yaml) {
  evidence::Told told;
  told.event = std::move(event);
  told.use = UseKind::administer;
  told.account = office.actor.account;
  told.reference = "data map";
  told.object = "system " + map.system;
  told.details = {{"version", std::to_string(map.version)}};
  told.commitments = {{"map", to_hex(vault::sha256(yaml))}};
  return told;
}

/// As the next version of the system's map, in the caller's transaction.
Result<void> insert(accounts::Office& office, store::Transaction& transaction, const System& system,
                    Map& map) {
  const std::string yaml = to_yaml(map);
  if (yaml.size() > yaml_bytes)
    return fail(Errc::invalid, "datamap.too_large", {{"size", std::to_string(yaml.size())}});
  const std::string& organisation = transaction.organisation().text;
  const std::optional<sql::Row> last = TRY(transaction.one(
      "select coalesce(max(version), 0) from datamap_map where organisation_id = ? and "
      "system_id = ?",
      {organisation, system.id.text}));
  must(last.has_value());
  map.id = new_id<MapId>(office.clock);
  map.version = store::integer_in((*last)[0]) + 1;
  map.confirmed = false;
  TRY(transaction.execute(
      "insert into datamap_map (organisation_id, id, system_id, version, yaml, made_at, made_by) "
      "values (?, ?, ?, ?, ?, ?, ?)",
      {organisation, map.id.text, system.id.text, map.version, yaml,
       store::of_instant(office.clock.now()), office.actor.account.text}));
  return {};
}

}  // namespace

Result<Map> store_proposal(accounts::Office& office, const System& system, Map map) {
  map.system = system.name;
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(insert(office, transaction, system, map));
  TRY(office.log.append(transaction, told_of(office, "datamap.proposed", map, to_yaml(map))));
  TRY(transaction.commit());
  return map;
}

Result<Map> latest(accounts::Office& office, const System& system, bool confirmed) {
  return TRY(require_newest(office, system, confirmed)).map;
}

Result<Map> version(accounts::Office& office, const System& system, std::int64_t number) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const std::optional<sql::Row> row =
      TRY(transaction.one("select id, version, yaml, essence, confirmed_at from datamap_map "
                          "where organisation_id = ? and system_id = ? and version = ?",
                          {transaction.organisation().text, system.id.text, number}));
  if (!row)
    return fail(Errc::not_found, "datamap.no_such_version",
                {{"system", system.name}, {"version", std::to_string(number)}});
  return TRY(stored_in(*row)).map;
}

Result<std::vector<Version>> versions(accounts::Office& office, const System& system) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::vector<Version> found;
  TRY(transaction.each(
      "select version, made_at, made_by, confirmed_at, confirmed_by from datamap_map "
      "where organisation_id = ? and system_id = ? order by version",
      {transaction.organisation().text, system.id.text}, [&](const sql::Row& row) -> Result<void> {
        Version version;
        version.number = store::integer_in(row[0]);
        version.made_at = TRY(store::instant_in(row[1]));
        version.made_by = AccountId{store::text_in(row[2])};
        if (!sql::is_null(row[3])) {
          version.confirmed_at = TRY(store::instant_in(row[3]));
          version.confirmed_by = AccountId{store::text_in(row[4])};
        }
        found.push_back(version);
        return {};
      }));
  return found;
}

Result<std::vector<Standing>> standings(accounts::Office& office) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::vector<Standing> all;
  TRY(
      transaction.each("select system_id, version, made_at, confirmed_at from datamap_map "
                       "where organisation_id = ? order by system_id, version",
                       {transaction.organisation().text}, [&](const sql::Row& row) -> Result<void> {
                         const SystemId system{store::text_in(row[0])};
                         if (all.empty() || all.back().system != system)
                           all.push_back({.system = system});
                         Standing& standing = all.back();
                         standing.newest = store::integer_in(row[1]);
                         standing.made_at = TRY(store::instant_in(row[2]));
                         if (sql::is_null(row[3])) return {};
                         standing.confirmed = standing.newest;
                         standing.confirmed_at = TRY(store::instant_in(row[3]));
                         return {};
                       }));
  return all;
}

Result<Map> confirm(accounts::Office& office, connectors::Connector& connector, Map map,
                    std::optional<std::int64_t> newest_is) {
  const System& system = connector.system();
  if (map.system != system.name)
    return fail(Errc::invalid, "datamap.of_another_system",
                {{"system", system.name}, {"given", map.system}});
  TRY(connector.refresh());
  const sql::Catalogue& catalogue = *TRY(connector.catalogue());
  if (const std::vector<Error> found = faults(map, catalogue); !found.empty())
    return fail(Errc::invalid, "datamap.faulty",
                {{"count", std::to_string(found.size())}, {"first", say(found.front())}});
  map.catalogue = catalogue.fingerprint();
  const std::string yaml = to_yaml(map);

  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::optional<Stored> last = TRY(newest(transaction, system, false));
  if (newest_is && (!last || last->map.version != *newest_is))
    return fail(
        Errc::conflict, "datamap.newer_version",
        {{"system", system.name}, {"version", std::to_string(last ? last->map.version : 0)}});
  const bool is_proposed = last && !last->map.confirmed && last->yaml == yaml;
  if (is_proposed) {
    map.id = last->map.id;
    map.version = last->map.version;
  } else {
    TRY(insert(office, transaction, system, map));
  }
  map.confirmed = true;
  TRY(transaction.execute_exactly(
      1,
      "update datamap_map set confirmed_at = ?, confirmed_by = ?, essence = ? "
      "where organisation_id = ? and id = ? and confirmed_at is null",
      {store::of_instant(office.clock.now()), office.actor.account.text, essence_of(catalogue),
       transaction.organisation().text, map.id.text}));
  TRY(office.log.append(transaction, told_of(office, "datamap.confirmed", map, yaml)));
  TRY(transaction.commit());
  return map;
}

Result<std::optional<Changed>> changed_since(accounts::Office& office,
                                             connectors::Connector& connector) {
  const System& system = connector.system();
  Result<Stored> stored = require_newest(office, system, true);
  if (!stored && stored.error().key == "datamap.none_confirmed") return std::optional<Changed>();
  if (!stored) return fail(stored.error());
  TRY(connector.refresh());
  const sql::Catalogue& catalogue = *TRY(connector.catalogue());
  Changed changed;
  changed.changes = TRY(changes_in(system.name, stored->essence, catalogue));
  changed.confirmed = std::move(stored->map);
  return std::optional<Changed>(std::move(changed));
}

Result<Executable> executable(accounts::Office& office, connectors::Connector& connector) {
  TRY(require_newest(office, connector.system(), true));  // Before a system is asked for nothing.
  TRY(connector.refresh());
  return executable_as_read(office, connector);
}

Result<Executable> executable_as_read(accounts::Office& office, connectors::Connector& connector) {
  const System& system = connector.system();
  Stored stored = TRY(require_newest(office, system, true));
  const sql::Catalogue& catalogue = *TRY(connector.catalogue());
  Executable found{.map = std::move(stored.map)};
  if (catalogue.fingerprint() == found.map.catalogue) return found;
  Difference difference = TRY(datamap::difference(found.map, stored.essence, catalogue));
  // What no difference accounts for still may not be executed.
  if (difference.changes.empty()) difference.changes = faults(found.map, catalogue);
  found.remarks = std::move(difference.remarks);
  if (difference.changes.empty()) return found;
  std::string what;
  for (const Error& change : difference.changes) what += (what.empty() ? "" : "; ") + say(change);
  return fail(Errc::conflict, "datamap.schema_changed", {{"system", system.name}, {"what", what}});
}

}  // namespace ombud::datamap
