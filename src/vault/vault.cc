#include "vault/vault.h"

#include <unistd.h>

#include "base/text.h"
#include "vault/crypto.h"
#include "vault/key_file.h"
#include "vault/key_store.h"
#include "vault/month_key.h"
#include "vault/signing.h"

namespace ombud::vault {

namespace {

constexpr std::string_view words[] = {"system_password",
                                      "subject_identifier",
                                      "plan",
                                      "ledger",
                                      "log",
                                      "extract",
                                      "recheck",
                                      "account",
                                      "mail",
                                      "attachment"};

std::string_view word(Purpose purpose) {
  const auto at = static_cast<std::size_t>(purpose);
  must(at < std::size(words));
  return words[at];
}

bool is_month(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') return false;
  for (const std::size_t at : {0u, 1u, 2u, 3u, 5u, 6u})
    if (text[at] < '0' || text[at] > '9') return false;
  const std::string_view month = text.substr(5);
  return month >= "01" && month <= "12";
}

Failure can_not_open() { return fail(Errc::invalid, "vault.can_not_open"); }

// What a wrapped key is bound to, so that one can't be put in another's place.
std::string bound_to(const OrganisationId& organisation, const KeyName& name) {
  return joined({"wrapped", organisation.text, name.kind, name.person, name.month});
}

const KeyName organisation_key{"organisation", "", ""};
// The same key under the root key that a rotation replaces, until the key file is replaced too.
const KeyName organisation_key_before{"organisation_before", "", ""};
const KeyName signing_key{"signing", "", ""};
const KeyName next_signing_key{"signing_next", "", ""};
// What blind indexes and derived values come from: the first organisation's key, also when that was
// rotated, since nobody could compute them anew. There is no such row before the first rotation.
const KeyName index_key{"index", "", ""};

// Opens one wrapped key.
Result<std::optional<Key>> unwrapped(KeyStore& store, const OrganisationId& organisation,
                                     const Key& with, const KeyName& name) {
  const std::optional<Found> found = TRY(store.find(name));
  if (!found || found->shredded) return std::optional<Key>();
  const std::optional<Secret> plain =
      open_with(derive_key(with, {"wrap"}), bound_to(organisation, name), found->wrapped);
  if (!plain || plain->reveal().size() != key_bytes) return std::optional<Key>();
  return std::optional(Key(plain->reveal()));
}

std::string wrapped(const OrganisationId& organisation, const Key& with, const KeyName& name,
                    const Key& key) {
  return seal_with(derive_key(with, {"wrap"}), bound_to(organisation, name), key.bytes());
}

}  // namespace

// The root key is not kept: it wraps the organisation's key and nothing else, so that it can be
// changed without sealing everything anew.
struct Vault::State {
  OrganisationId organisation;
  KeyStore store;
  Key organisation_secret;
  Key wrapping;             // Derived from the organisation's key; wraps all others.
  Key seed;                 // Of the signing key.
  Key index_secret;         // What blind indexes and derived values come from.
  std::vector<Key> former;  // Organisation's keys that only open, the youngest first.
  std::optional<MonthKey> month_key;

  State(OrganisationId organisation_id, KeyStore opened, const Key& secret, const Key& signing_seed)
      : organisation(std::move(organisation_id)),
        store(std::move(opened)),
        organisation_secret(secret),
        wrapping(derive_key(secret, {"wrap"})),
        seed(signing_seed),
        index_secret(secret) {}

  Result<void> read_former() {
    if (std::optional<Key> first =
            TRY(unwrapped(store, organisation, organisation_secret, index_key)))
      index_secret = *first;
    std::vector<KeyName> names;
    TRY(store.each([&](const KeyName& name, const Found&) -> Result<void> {
      if (name.kind == "former") names.insert(names.begin(), name);
      return {};
    }));
    for (const KeyName& name : names)
      if (std::optional<Key> key = TRY(unwrapped(store, organisation, organisation_secret, name)))
        former.push_back(*key);
    return {};
  }

  // The key of this name; made where there is none and `make` says so.
  Result<Key> key(const KeyName& name, bool make) {
    std::optional<Found> found = TRY(store.find(name));
    if (!found && make) {
      TRY(store.add(name, seal_with(wrapping, bound_to(organisation, name), Key::make().bytes())));
      found = TRY(store.find(name));
    }
    std::optional<Secret> opened;
    if (found && !found->shredded)
      opened = open_with(wrapping, bound_to(organisation, name), found->wrapped);
    if (opened && opened->reveal().size() == key_bytes) return Key(opened->reveal());
    if (TRY(store.is_outdated())) return fail(Errc::conflict, "vault.rotated_meanwhile");
    if (!found || found->shredded) return fail(Errc::not_found, "vault.key_shredded");
    return can_not_open();
  }

  Result<Key> key_of_month(const std::string& month) {
    const KeyStore::Version version = TRY(store.version());
    if (month_key && month_key->is_of(month, version)) return month_key->key;
    month_key.reset();
    month_key.emplace(MonthKey{month, version, TRY(key({"month", "", month}, true))});
    return month_key->key;
  }

  std::string bound(Purpose purpose, const KeyName& name, std::string_view context) const {
    return joined(
        {"sealed", organisation.text, word(purpose), name.kind, name.person, name.month, context});
  }

  std::string seal(const Key& key, Purpose purpose, const KeyName& name, std::string_view context,
                   std::string_view plain) const {
    return seal_with(derive_key(key, {"seal", word(purpose)}), bound(purpose, name, context),
                     plain);
  }

  Result<Secret> open(const Key& key, Purpose purpose, const KeyName& name,
                      std::string_view context, std::string_view sealed) const {
    std::optional<Secret> plain =
        open_with(derive_key(key, {"seal", word(purpose)}), bound(purpose, name, context), sealed);
    if (!plain) return can_not_open();
    return *std::move(plain);
  }
};

Vault::Vault(std::unique_ptr<State> state) : state_(std::move(state)) {}

Vault::Vault(Vault&&) noexcept = default;
Vault& Vault::operator=(Vault&&) noexcept = default;
Vault::~Vault() = default;

Result<Vault> Vault::create(const std::string& key_file, const std::string& key_store,
                            const OrganisationId& organisation, const Clock& clock) {
  const Key root = Key::make();
  const Key secret = Key::make();
  const Key seed = Key::make();
  // The key file first: whoever makes it has the right to make the store. What this call has made
  // and could not finish is taken away again; nothing was sealed with it yet.
  TRY(write_key_file(key_file, {organisation, clock.now(), root}));
  const auto make_store = [&](KeyStore& store) -> Result<void> {
    TRY(store.add(organisation_key,
                  seal_with(derive_key(root, {"wrap"}), bound_to(organisation, organisation_key),
                            secret.bytes())));
    return store.add(signing_key, seal_with(derive_key(secret, {"wrap"}),
                                            bound_to(organisation, signing_key), seed.bytes()));
  };
  Result<KeyStore> store = KeyStore::create(key_store, organisation);
  Result<void> made = store ? make_store(*store) : Result<void>(fail(store.error()));
  if (!made) {
    unlink(key_file.c_str());
    const bool was_there = made.error().key == "vault.store_exists";
    if (!was_there)
      for (const char* ending : {"", "-wal", "-shm"}) unlink((key_store + ending).c_str());
    return fail(std::move(made).error());
  }
  flush_folder_of(key_store);
  return Vault(std::make_unique<State>(organisation, *std::move(store), secret, seed));
}

namespace {

// Finishes or forgets a rotation that was cut off, so that the key file fits the key store.
Result<KeyFile> settled_key_file(const std::string& file, KeyStore& store,
                                 const OrganisationId& organisation) {
  const KeyFile key = TRY(read_key_file(file));
  if (key.organisation != organisation)
    return fail(Errc::conflict, "vault.key_of_another_organisation", {{"file", file}});
  if (TRY(unwrapped(store, organisation, key.root, organisation_key))) {
    if (TRY(store.find(organisation_key_before))) TRY(store.remove(organisation_key_before));
    return key;
  }
  if (!TRY(unwrapped(store, organisation, key.root, organisation_key_before))) return key;
  // The key store is rotated, the key file not yet: the new one lies beside it.
  const KeyFile fresh = TRY(read_key_file(file + ".new"));
  TRY(put_in_place_of(file, key));
  TRY(store.remove(organisation_key_before));
  return fresh;
}

}  // namespace

Result<Vault> Vault::open(const std::string& key_file, const std::string& key_store,
                          const OrganisationId& organisation) {
  {
    // In the order in which people look for what is missing.
    const KeyFile key = TRY(read_key_file(key_file));
    if (key.organisation != organisation)
      return fail(Errc::conflict, "vault.key_of_another_organisation", {{"file", key_file}});
  }
  KeyStore store = TRY(KeyStore::open(key_store, organisation));
  const Failure damaged = fail(Errc::invalid, "vault.store_damaged", {{"file", key_store}});
  const KeyFile key = TRY(settled_key_file(key_file, store, organisation));
  const std::optional<Key> secret = TRY(unwrapped(store, organisation, key.root, organisation_key));
  if (!secret) return damaged;
  const std::optional<Key> seed = TRY(unwrapped(store, organisation, *secret, signing_key));
  if (!seed) return damaged;
  auto state = std::make_unique<State>(organisation, std::move(store), *secret, *seed);
  TRY(state->read_former());
  return Vault(std::move(state));
}

Result<Vault::Rotated> Vault::rotate(const std::string& key_file, const std::string& key_store,
                                     const OrganisationId& organisation, const Clock& clock) {
  const Vault vault = TRY(open(key_file, key_store, organisation));
  State& state = *vault.state_;
  const KeyFile old = TRY(read_key_file(key_file));
  const Key root = Key::make();
  const Key secret = Key::make();
  const Key fresh_wrapping = derive_key(secret, {"wrap"});
  unlink((key_file + ".new").c_str());  // Of a rotation that never changed the key store.
  TRY(write_key_file(key_file + ".new", {organisation, clock.now(), root}));

  const auto rewrapped = [&](const KeyName& name, const Found& found) -> Result<std::string> {
    if (name.kind == organisation_key.kind)
      return wrapped(organisation, root, organisation_key, secret);
    const std::string bound = bound_to(organisation, name);
    const std::optional<Secret> plain = open_with(state.wrapping, bound, found.wrapped);
    if (!plain) return can_not_open();
    return seal_with(fresh_wrapping, bound, plain->reveal());
  };
  std::string number = std::to_string(state.former.size() + 1);
  number.insert(0, 6 - std::min<std::size_t>(6, number.size()), '0');
  const KeyName former{"former", number, ""};
  Rotated done;
  done.rewrapped = TRY(state.store.rewrap(
      rewrapped,
      {{organisation_key_before, wrapped(organisation, old.root, organisation_key_before, secret)},
       {former, wrapped(organisation, secret, former, state.organisation_secret)},
       {index_key, wrapped(organisation, secret, index_key, state.index_secret)}}));
  done.former_key_file = former_key_file(key_file, key_mark(old.root));
  TRY(put_in_place_of(key_file, old));
  TRY(state.store.remove(organisation_key_before));
  return done;
}

std::size_t Vault::former_keys() const { return state_->former.size(); }

Result<std::vector<std::string>> Vault::public_keys() {
  std::vector<std::string> keys{signing_public_key()};
  const std::optional<Key> next = TRY(unwrapped(state_->store, state_->organisation,
                                                state_->organisation_secret, next_signing_key));
  if (next) keys.push_back(public_of(*next));
  TRY(state_->store.each([&](const KeyName& name, const Found&) -> Result<void> {
    if (name.kind != "signed") return {};
    const Result<std::string> key = from_hex(name.person);
    if (key) keys.push_back(*key);
    return {};
  }));
  return keys;
}

Result<std::string> Vault::sign_as(std::string_view public_key, std::string_view message) {
  if (public_key == signing_public_key()) return sign(message);
  const std::optional<Key> next = TRY(unwrapped(state_->store, state_->organisation,
                                                state_->organisation_secret, next_signing_key));
  if (!next || public_of(*next) != public_key) return fail(Errc::not_found, "vault.no_signing_key");
  return signed_with(*next, message);
}

Result<std::string> Vault::prepare_signing_key() {
  return public_of(TRY(state_->key(next_signing_key, true)));
}

Result<void> Vault::adopt_signing_key() {
  const std::optional<Key> next = TRY(unwrapped(state_->store, state_->organisation,
                                                state_->organisation_secret, next_signing_key));
  if (!next) return {};
  // In this order: a run that is cut off between two of them is repeated.
  const std::string was = signing_public_key();
  if (was != public_of(*next)) {
    const KeyName former{"signed", to_hex(was), ""};
    TRY(state_->store.put(
        former, seal_with(state_->wrapping, bound_to(state_->organisation, former), was)));
    TRY(state_->store.put(signing_key, wrapped(state_->organisation, state_->organisation_secret,
                                               signing_key, *next)));
  }
  TRY(state_->store.remove(next_signing_key));
  state_->seed = *next;
  return {};
}

std::string Vault::seal(Purpose purpose, std::string_view context, std::string_view plain) const {
  return state_->seal(state_->organisation_secret, purpose, organisation_key, context, plain);
}

Result<Secret> Vault::open(Purpose purpose, std::string_view context,
                           std::string_view sealed) const {
  Result<Secret> plain =
      state_->open(state_->organisation_secret, purpose, organisation_key, context, sealed);
  for (const Key& former : state_->former) {
    if (plain) break;
    plain = state_->open(former, purpose, organisation_key, context, sealed);
  }
  return plain;
}

Result<std::string> Vault::seal_for(const PersonId& person, Purpose purpose,
                                    std::string_view context, std::string_view plain) {
  must(!person.empty());
  const KeyName name{"person", person.text, ""};
  const Key key = TRY(state_->key(name, true));
  return state_->seal(key, purpose, name, context, plain);
}

Result<Secret> Vault::open_for(const PersonId& person, Purpose purpose, std::string_view context,
                               std::string_view sealed) {
  must(!person.empty());
  const KeyName name{"person", person.text, ""};
  const Key key = TRY(state_->key(name, false));
  return state_->open(key, purpose, name, context, sealed);
}

Result<std::string> Vault::seal_for_month(const std::optional<PersonId>& person,
                                          std::string_view month, std::string_view context,
                                          std::string_view plain) {
  must(is_month(month));
  const KeyName name{"month", person ? person->text : "", std::string(month)};
  const Key key = TRY(person ? state_->key(name, true) : state_->key_of_month(name.month));
  return state_->seal(key, Purpose::log, name, context, plain);
}

Result<Secret> Vault::open_for_month(const std::optional<PersonId>& person, std::string_view month,
                                     std::string_view context, std::string_view sealed) {
  must(is_month(month));
  const KeyName name{"month", person ? person->text : "", std::string(month)};
  const Key key = TRY(state_->key(name, false));
  return state_->open(key, Purpose::log, name, context, sealed);
}

Result<std::string> Vault::pseudonym(const PersonId& person) {
  must(!person.empty());
  const Key key = TRY(state_->key({"person", person.text, ""}, true));
  return to_hex(keyed_hash(key, {"pseudonym", person.text}, 16));
}

Result<void> Vault::shred(const PersonId& person) {
  must(!person.empty());
  return state_->store.shred({"person", person.text, ""});
}

Result<std::int64_t> Vault::count_months_before(std::string_view month) {
  std::int64_t count = 0;
  TRY(state_->store.each([&](const KeyName& name, const Found&) -> Result<void> {
    if (name.kind == "month" && name.month < month) ++count;
    return {};
  }));
  return count;
}

Result<std::int64_t> Vault::shred_months_before(std::string_view month) {
  must(is_month(month));
  state_->month_key.reset();
  return state_->store.shred_months_before(std::string(month));
}

std::string Vault::blind_index(Purpose purpose, std::string_view kind,
                               std::string_view normal) const {
  return keyed_hash(derive_key(state_->index_secret, {"index", word(purpose)}), {kind, normal});
}

std::string Vault::derive(Purpose purpose, std::string_view context) const {
  return keyed_hash(derive_key(state_->index_secret, {"derive", word(purpose)}), {context});
}

std::string Vault::sign(std::string_view message) const {
  return signed_with(state_->seed, message);
}

std::string Vault::signing_public_key() const { return public_of(state_->seed); }

}  // namespace ombud::vault
