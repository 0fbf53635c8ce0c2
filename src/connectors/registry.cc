// The systems of an organisation. A password lies sealed for its system; nothing else here is
// secret.
#include "connectors/registry.h"

#include "base/text.h"
#include "connectors/drops.h"

namespace ombud::connectors {

namespace {

constexpr std::size_t longest_name_bytes = 63;

bool is_name(std::string_view name) {
  if (name.empty() || name.size() > longest_name_bytes) return false;
  if (name.front() < 'a' || name.front() > 'z') return false;
  return std::all_of(name.begin(), name.end(), [](char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '_' ||
           byte == '-';
  });
}

Result<System> system_in(const accounts::Office& office, const sql::Row& row) {
  System system;
  system.id = SystemId{store::text_in(row[0])};
  system.name = store::text_in(row[1]);
  system.address = drops::here(office, TRY(read_address(store::text_in(row[2]))));
  system.controller = store::text_in(row[3]);
  system.public_body = store::boolean_in(row[4]);
  system.has_password = !sql::is_null(row[5]);
  return system;
}

Failure unknown(std::string_view name) {
  return fail(Errc::not_found, "connectors.unknown_system", {{"name", std::string(name)}});
}

// What belongs to a controller that the actor is not to see is answered as if it were not there.
Result<System> seen(accounts::Office& office, System system, std::string_view asked) {
  if (accounts::may_see(office.actor, system.controller)) return system;
  accounts::note_hidden(office, "system " + system.name);
  return unknown(asked);
}

// Nobody puts a system where he could not see it himself.
Result<void> check_controller(const accounts::Office& office, const std::string& controller) {
  if (accounts::may_see(office.actor, controller)) return {};
  return fail(Errc::forbidden, "connectors.other_controller", {{"controller", controller}});
}

// Also one that the actor is not to see has its name.
Result<void> check_name_is_free(store::Transaction& transaction, const std::string& name) {
  if (TRY(transaction.one("select 1 from connectors_system where organisation_id = ? and name = ? "
                          "and removed_at is null",
                          {transaction.organisation().text, name})))
    return fail(Errc::conflict, "connectors.name_taken", {{"name", name}});
  return {};
}

}  // namespace

evidence::Told administered(const accounts::Office& office, std::string event,
                            const System& system) {
  evidence::Told told;
  told.event = std::move(event);
  told.use = UseKind::administer;
  told.account = office.actor.account;
  told.reference = "systems";
  told.object = "system " + system.name;
  told.details = {{"address", write_address(system.address)}};
  return told;
}

Result<void> check_is_new(accounts::Office& office, const System& system) {
  if (!is_name(system.name))
    return fail(Errc::invalid, "connectors.bad_name", {{"name", replace_broken_utf8(system.name)}});
  TRY(check_controller(office, system.controller));
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  return check_name_is_free(transaction, system.name);
}

Result<std::set<std::string>> csv_folders(accounts::Office& office) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::set<std::string> folders;
  TRY(transaction.each(
      "select address from connectors_system where organisation_id = ? and removed_at is null",
      {transaction.organisation().text}, [&](const sql::Row& row) -> Result<void> {
        const Address address = drops::here(office, TRY(read_address(store::text_in(row[0]))));
        if (address.kind == Kind::csv) folders.insert(address.file);
        return {};
      }));
  return folders;
}

Result<System> add(accounts::Office& office, System system, const Secret& password) {
  if (!is_name(system.name))
    return fail(Errc::invalid, "connectors.bad_name", {{"name", replace_broken_utf8(system.name)}});
  system.id = new_id<SystemId>(office.clock);
  system.controller = trim(system.controller);
  TRY(check_controller(office, system.controller));
  system.has_password = !password.empty();
  const sql::Value sealed = password.empty()
                                ? sql::Value(sql::Null{})
                                : sql::Blob{office.vault.seal(vault::Purpose::system_password,
                                                              system.id.text, password.reveal())};
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::string& organisation = transaction.organisation().text;
  TRY(check_name_is_free(transaction, system.name));
  TRY(transaction.execute(
      "insert into connectors_system (organisation_id, id, name, address, controller, public_body, "
      "password, added_at, added_by) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {organisation, system.id.text, system.name, write_address(system.address), system.controller,
       system.public_body, sealed, store::of_instant(office.clock.now()),
       office.actor.account.text}));
  evidence::Told told = administered(office, "connectors.added", system);
  if (!system.controller.empty()) told.details.emplace_back("controller", system.controller);
  TRY(office.log.append(transaction, told));
  TRY(transaction.commit());
  return system;
}

Result<std::vector<System>> list(accounts::Office& office) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::vector<System> systems;
  TRY(transaction.each(
      "select id, name, address, controller, public_body, password from connectors_system "
      "where organisation_id = ? and removed_at is null order by name",
      {transaction.organisation().text}, [&](const sql::Row& row) -> Result<void> {
        System system = TRY(system_in(office, row));
        if (accounts::may_see(office.actor, system.controller))
          systems.push_back(std::move(system));
        return {};
      }));
  return systems;
}

Result<System> find(accounts::Office& office, std::string_view name) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const std::optional<sql::Row> row = TRY(transaction.one(
      "select id, name, address, controller, public_body, password from connectors_system "
      "where organisation_id = ? and name = ? and removed_at is null",
      {transaction.organisation().text, std::string(name)}));
  if (!row) return unknown(name);
  return seen(office, TRY(system_in(office, *row)), name);
}

Result<System> find(accounts::Office& office, const SystemId& id) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const std::optional<sql::Row> row = TRY(transaction.one(
      "select id, name, address, controller, public_body, password from connectors_system "
      "where organisation_id = ? and id = ?",
      {transaction.organisation().text, id.text}));
  if (!row) return unknown(id.text);
  return seen(office, TRY(system_in(office, *row)), id.text);
}

Result<void> remove(accounts::Office& office, std::string_view name) {
  const System system = TRY(connectors::find(office, name));
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(transaction.execute_exactly(
      1,
      "update connectors_system set removed_at = ?, password = null, address = ? "
      "where organisation_id = ? and id = ? and removed_at is null",
      {store::of_instant(office.clock.now()), write_address(Address{}),
       transaction.organisation().text, system.id.text}));
  TRY(office.log.append(transaction, administered(office, "connectors.removed", system)));
  return transaction.commit();
}

Result<System> set_controller(accounts::Office& office, std::string_view name,
                              const std::string& controller, bool public_body) {
  System system = TRY(connectors::find(office, name));
  system.controller = trim(controller);
  system.public_body = public_body;
  TRY(check_controller(office, system.controller));
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(transaction.execute_exactly(
      1,
      "update connectors_system set controller = ?, public_body = ? "
      "where organisation_id = ? and id = ? and removed_at is null",
      {system.controller, system.public_body, transaction.organisation().text, system.id.text}));
  evidence::Told told = administered(office, "connectors.controller_set", system);
  told.details.emplace_back("controller", system.controller);
  told.details.emplace_back("public_body", public_body ? "yes" : "no");
  TRY(office.log.append(transaction, told));
  TRY(transaction.commit());
  return system;
}

Result<Secret> password_of(accounts::Office& office, const System& system) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const std::optional<sql::Row> row = TRY(
      transaction.one("select password from connectors_system where organisation_id = ? and id = ?",
                      {transaction.organisation().text, system.id.text}));
  if (!row || sql::is_null((*row)[0])) return Secret();
  return office.vault.open(vault::Purpose::system_password, system.id.text,
                           store::blob_in((*row)[0]));
}

}  // namespace ombud::connectors
