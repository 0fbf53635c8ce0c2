#include "vault/vault.h"

#include <sodium.h>
#include <unistd.h>

#include "base/text.h"
#include "vault/crypto.h"
#include "vault/key_file.h"
#include "vault/key_store.h"

namespace ombud::vault {

namespace {

constexpr std::string_view words[] = {
    "system_password", "subject_identifier", "plan", "ledger", "log", "extract", "recheck",
    "account"};

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
const KeyName signing_key{"signing", "", ""};

}  // namespace

// The root key is not kept: it wraps the organisation's key and nothing else, so that it can be
// changed without sealing everything anew.
struct Vault::State {
  OrganisationId organisation;
  KeyStore store;
  Key organisation_secret;
  Key wrapping;  // Derived from the organisation's key; wraps all others.
  Key seed;      // Of the signing key.

  State(OrganisationId organisation_id, KeyStore opened, const Key& secret, const Key& signing_seed)
      : organisation(std::move(organisation_id)),
        store(std::move(opened)),
        organisation_secret(secret),
        wrapping(derive_key(secret, {"wrap"})),
        seed(signing_seed) {}

  // The key of this name; made where there is none and `make` says so.
  Result<Key> key(const KeyName& name, bool make) {
    std::optional<Found> found = TRY(store.find(name));
    if (!found && make) {
      TRY(store.add(name, seal_with(wrapping, bound_to(organisation, name), Key::make().bytes())));
      found = TRY(store.find(name));
    }
    if (!found || found->shredded) return fail(Errc::not_found, "vault.key_shredded");
    const std::optional<Secret> opened =
        open_with(wrapping, bound_to(organisation, name), found->wrapped);
    if (!opened || opened->reveal().size() != key_bytes) return can_not_open();
    return Key(opened->reveal());
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

Result<Vault> Vault::open(const std::string& key_file, const std::string& key_store,
                          const OrganisationId& organisation) {
  const KeyFile key = TRY(read_key_file(key_file));
  if (key.organisation != organisation)
    return fail(Errc::conflict, "vault.key_of_another_organisation", {{"file", key_file}});
  KeyStore store = TRY(KeyStore::open(key_store, organisation));
  const Failure damaged = fail(Errc::invalid, "vault.store_damaged", {{"file", key_store}});

  const auto unwrap = [&](const Key& with, const KeyName& name) -> Result<Key> {
    const std::optional<Found> found = TRY(store.find(name));
    if (!found) return damaged;
    const std::optional<Secret> plain =
        open_with(derive_key(with, {"wrap"}), bound_to(organisation, name), found->wrapped);
    if (!plain || plain->reveal().size() != key_bytes) return damaged;
    return Key(plain->reveal());
  };
  const Key secret = TRY(unwrap(key.root, organisation_key));
  const Key seed = TRY(unwrap(secret, signing_key));
  return Vault(std::make_unique<State>(organisation, std::move(store), secret, seed));
}

std::string Vault::seal(Purpose purpose, std::string_view context, std::string_view plain) const {
  return state_->seal(state_->organisation_secret, purpose, organisation_key, context, plain);
}

Result<Secret> Vault::open(Purpose purpose, std::string_view context,
                           std::string_view sealed) const {
  return state_->open(state_->organisation_secret, purpose, organisation_key, context, sealed);
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
  const Key key = TRY(state_->key(name, true));
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

Result<std::int64_t> Vault::shred_months_before(std::string_view month) {
  must(is_month(month));
  return state_->store.shred_months_before(std::string(month));
}

std::string Vault::blind_index(Purpose purpose, std::string_view kind,
                               std::string_view normal) const {
  return keyed_hash(derive_key(state_->organisation_secret, {"index", word(purpose)}),
                    {kind, normal});
}

std::string Vault::derive(Purpose purpose, std::string_view context) const {
  return keyed_hash(derive_key(state_->organisation_secret, {"derive", word(purpose)}), {context});
}

std::string Vault::sign(std::string_view message) const {
  std::string public_key(crypto_sign_PUBLICKEYBYTES, '\0');
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret{};
  must(crypto_sign_seed_keypair(reinterpret_cast<unsigned char*>(public_key.data()), secret.data(),
                                state_->seed.data()) == 0);
  std::string signature(crypto_sign_BYTES, '\0');
  const int failed = crypto_sign_detached(
      reinterpret_cast<unsigned char*>(signature.data()), nullptr,
      reinterpret_cast<const unsigned char*>(message.data()), message.size(), secret.data());
  sodium_memzero(secret.data(), secret.size());
  must(failed == 0);
  return signature;
}

std::string Vault::signing_public_key() const {
  std::string public_key(crypto_sign_PUBLICKEYBYTES, '\0');
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret{};
  must(crypto_sign_seed_keypair(reinterpret_cast<unsigned char*>(public_key.data()), secret.data(),
                                state_->seed.data()) == 0);
  sodium_memzero(secret.data(), secret.size());
  return public_key;
}

}  // namespace ombud::vault
