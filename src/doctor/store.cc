// Keys and store: what must open before anything else can be looked at.

#include "base/text.h"
#include "doctor/checks.h"
#include "store/health.h"

namespace ombud::doctor {

bool check_keys(const accounts::Folder& folder, const accounts::Settings& settings,
                Findings& findings) {
  const std::string file = folder.key_file(settings);
  const Result<vault::Vault> vault =
      vault::Vault::open(file, folder.key_store(), settings.organisation);
  if (!vault) {
    const bool open = vault.error().key == "vault.key_open_to_others" ||
                      vault.error().key == "vault.store_open_to_others";
    std::string mend;
    if (open)
      mend = "chmod 600 " +
             (vault.error().key == "vault.key_open_to_others" ? file : folder.key_store());
    else if (vault.error().key == "vault.key_missing" || vault.error().key == "vault.key_damaged")
      mend = "ombud key recover " + file;
    findings.error("key", vault.error(), State::wrong, mend);
    return false;
  }
  findings.ok("key", "doctor.key_opens", {{"file", file}});
  return true;
}

bool check_store(store::Database& store, std::span<const std::span<const store::Migration>> rooms,
                 Findings& findings) {
  const Result<std::vector<store::AppliedMigration>> waiting = store.waiting(rooms);
  if (!waiting) {
    findings.error("store", waiting.error());
    return false;
  }
  const Result<store::Health> health = store::examine(store, rooms);
  if (!health) {
    findings.error("store", health.error(), State::wrong, "ombud restore FILE --replace");
    return false;
  }
  const Params engine{{"engine", health->version}, {"settings", health->settings}};
  if (health->sound)
    findings.ok("store", "doctor.store_sound", engine);
  else
    findings.wrong("store", "doctor.store_unsound", engine, "ombud restore FILE --replace");
  if (health->dangling > 0)
    findings.wrong("store", "doctor.dangling", {{"count", grouped(health->dangling)}},
                   "ombud restore FILE --replace");
  if (!health->durable) findings.wrong("store", "doctor.not_durable", engine);
  for (const std::string& table : health->unfenced)
    findings.wrong("store", "doctor.unfenced_table", {{"table", table}},
                   "alter table " + table + " enable row level security");
  if (health->has_old_tables)
    findings.warn("store", "store.before_exists", {}, "drop schema ombud_before cascade");
  if (const Result<bool> fenced = store.is_fenced(); fenced && !*fenced)
    findings.warn("store", "accounts.not_fenced");
  if (waiting->empty()) {
    findings.ok("schema", "doctor.schema_up_to_date");
    return true;
  }
  findings.wrong("schema", "doctor.schema_older",
                 {{"count", grouped(static_cast<std::int64_t>(waiting->size()))}}, "ombud migrate");
  return false;
}

}  // namespace ombud::doctor
