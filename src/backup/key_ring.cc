#include "backup/key_ring.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "backup/copy.h"
#include "vault/vault.h"

namespace ombud::backup {

void KeyRing::add(const sql::Row& row) {
  vault::KeyName name{store::text_in(row[0]), store::text_in(row[1]), store::text_in(row[2])};
  keys.push_back({std::move(name), {store::integer_in(row[3]) != 0, store::blob_in(row[4])}});
}

KeyRing joined(KeyRing base, const std::vector<KeyRing>& others) {
  const auto name_of = [](const vault::KeyName& name) {
    return std::tuple(name.kind, name.person, name.month);
  };
  std::map<std::tuple<std::string, std::string, std::string>, std::size_t> places;
  for (std::size_t i = 0; i < base.keys.size(); ++i) places[name_of(base.keys[i].first)] = i;
  for (const KeyRing& other : others) {
    base.months_shredded_before =
        std::max(base.months_shredded_before, other.months_shredded_before);
    for (const auto& [name, found] : other.keys) {
      if (!found.shredded) continue;
      const auto [at, is_new] = places.try_emplace(name_of(name), base.keys.size());
      if (is_new) base.keys.emplace_back(name, found);
      base.keys[at->second].second = found;
    }
  }
  std::erase_if(base.keys, [&](const auto& pair) {
    return pair.first.kind == "month" && pair.first.month < base.months_shredded_before;
  });
  return base;
}

Result<KeyRing> keys_of_folder(const accounts::Folder& folder, const accounts::Settings& settings) {
  KeyRing ring;
  if (!vault::Vault::open(folder.key_file(settings), folder.key_store(), settings.organisation))
    return ring;
  vault::KeyStore store = TRY(vault::KeyStore::open(folder.key_store(), settings.organisation));
  TRY(store.each([&](const vault::KeyName& name, const vault::Found& found) -> Result<void> {
    ring.keys.emplace_back(name, found);
    return {};
  }));
  ring.months_shredded_before = TRY(store.months_shredded_before());
  ring.whole = true;
  return ring;
}

Result<KeyRing> keys_of_copy(const std::string& file, const vault::KeyFile& key,
                             const OrganisationId& organisation, Progress& progress) {
  KeyRing ring;
  Reading reading;
  reading.on_row = [&](std::size_t, const sql::Row& row) -> Result<void> {
    ring.add(row);
    return {};
  };
  const Manifest manifest = TRY(read_through(file, of_keys, key, reading, progress));
  if (manifest.organisation != organisation)
    return fail(Errc::conflict, "backup.another_organisation", {{"folder", file}});
  ring.months_shredded_before = manifest.months_shredded_before;
  ring.whole = true;
  return ring;
}

}  // namespace ombud::backup
