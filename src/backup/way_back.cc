// ombud restore and ombud migrate.

#include <sys/stat.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "accounts/folder.h"
#include "accounts/rows.h"
#include "accounts/sign_in.h"
#include "backup/commands.h"
#include "backup/copy.h"
#include "backup/restore.h"
#include "base/text.h"
#include "vault/vault.h"

namespace ombud::backup {

namespace {

using Json = nlohmann::ordered_json;

Json in_json(const RestoredPart& part) {
  return {{"organisation", part.organisation.text},
          {"name", part.name},
          {"key", part.epoch},
          {"last_known_checkpoint", part.last_known},
          {"lost_entries", part.lost_entries},
          {"lost_more", part.lost_more},
          {"person_keys", part.persons},
          {"person_keys_destroyed", part.persons_destroyed},
          {"without_keys", part.without_keys}};
}

Json in_json(const Restored& made) {
  Json json = {
      {"folder", made.folder},         {"backup_made_at", format_instant(made.manifest.made_at)},
      {"rows", made.manifest.rows()},  {"set_aside", made.set_aside},
      {"migrated", made.migrated},     {"lost_events", made.lost_events},
      {"organisations", Json::array()}};
  for (const RestoredPart& part : made.parts) json["organisations"].push_back(in_json(part));
  return json;
}

std::string sentence(const cli::Call& call, std::string_view key, const Params& params = {}) {
  return say(key, params, call.language());
}

void show(cli::Call& call, const RestoredPart& part, bool events) {
  call.line("");
  call.facts({{sentence(call, "backup.label_organisation"), part.name},
              {sentence(call, "backup.label_key_text"), part.epoch}});
  const Params lost{{"count", grouped(part.lost_entries)}};
  if (part.lost_more)
    call.line(sentence(call, "backup.lost_epochs", lost));
  else if (part.lost_entries > 0)
    call.line(sentence(call, "backup.lost_entries", lost));
  else if (!events)
    call.line(sentence(call, "backup.lost_unknown"));
  if (part.without_keys)
    call.line(sentence(call, "backup.no_person_keys"));
  else if (part.persons_destroyed > 0)
    call.line(
        sentence(call, "backup.stay_destroyed", {{"count", grouped(part.persons_destroyed)}}));
}

void show(cli::Call& call, const Restored& made) {
  const auto label = [&](std::string_view key) { return sentence(call, key); };
  std::vector<std::pair<std::string, std::string>> facts = {
      {label("backup.label_folder"), made.folder},
      {label("backup.label_made"), format_instant(made.manifest.made_at)},
      {label("backup.label_rows"), grouped(made.manifest.rows())}};
  if (!made.set_aside.empty()) facts.emplace_back(label("backup.label_set_aside"), made.set_aside);
  for (const std::string& step : made.migrated)
    facts.emplace_back(label("backup.label_migrated"), step);
  call.facts(facts);
  for (const RestoredPart& part : made.parts) show(call, part, !made.lost_events.empty());
  if (!made.lost_events.empty()) {
    call.line(sentence(call, "backup.lost_events"));
    for (const auto& [event, count] : made.lost_events)
      call.line("  " + grouped(count) + " × " + event);
  }
  call.line(sentence(call, "backup.epoch_begun"));
}

Result<accounts::Folder> folder_of(const cli::Call& call) {
  if (call.has("--into")) return accounts::Folder(call.value("--into"));
  return accounts::Folder::of(call);
}

Result<int> run_restore(accounts::Entrance& entrance, cli::Call& call) {
  const accounts::Folder folder = TRY(folder_of(call));
  if (call.has("--finish")) {
    const bool was_open = TRY(finish(folder));
    if (call.json())
      call.print_json(Json{{"folder", folder.path()}, {"finished", was_open}}.dump(2));
    else
      call.line(sentence(call, was_open ? "backup.finished" : "backup.nothing_to_finish",
                         {{"folder", folder.path()}}));
    return 0;
  }
  if (!call.has("FILE")) return fail(Errc::invalid, "backup.say_file");
  Wish wish;
  wish.file = call.value("FILE");
  wish.key_files = call.values("--key-file");
  wish.keys_files = call.values("--keys");
  wish.anchors = call.values("--anchor");
  const std::vector<std::string>& without = call.values("--without");
  wish.without = {without.begin(), without.end()};
  wish.store_url = call.value("--store");
  wish.replace = call.has("--replace");
  wish.system_user = accounts::system_user();
  const Restored made =
      TRY(restore(folder, wish, entrance.migrations(), entrance.clock(), call.progress()));
  if (call.json())
    call.print_json(in_json(made).dump(2));
  else
    show(call, made);
  return 0;
}

// The store as its owner opens it: nobody signs in to a schema that is older than the program.
struct Older {
  accounts::Folder folder;
  accounts::Settings settings;
  vault::KeyFile key;
  store::Database store;
};

Result<Older> opened(const cli::Call& call) {
  accounts::Folder folder = TRY(accounts::Folder::of(call));
  TRY(folder.check_settled());
  accounts::Settings settings = TRY(folder.read());
  if (!folder.is_first())
    return fail(Errc::conflict, "backup.not_of_all", {{"folder", folder.path()}});
  vault::KeyFile key = TRY(vault::read_key_file(folder.key_file(settings)));
  store::Database store = TRY(store::Database::open(folder.location(settings)));
  return Older{std::move(folder), std::move(settings), std::move(key), std::move(store)};
}

Result<Copy> backup_before(const accounts::Entrance& entrance, cli::Call& call, Older& older) {
  std::string to = call.value("--backup");
  if (to.empty()) {
    to = older.folder.path() + "/backups";
    std::error_code error;
    if (std::filesystem::create_directory(to, error)) chmod(to.c_str(), 0700);
  }
  return copy_store({older.folder, older.settings, older.key, older.store, entrance.migrations(),
                     entrance.clock(), call.progress()},
                    file_for(to, "before-migrate.backup", entrance.clock().now()));
}

Result<void> tell(const accounts::Entrance& entrance, Older& older,
                  const std::vector<store::AppliedMigration>& steps, const Copy& copy) {
  vault::Vault vault =
      TRY(vault::Vault::open(older.folder.key_file(older.settings), older.folder.key_store(),
                             older.settings.organisation));
  std::optional<accounts::Organisation> organisation;
  {
    store::Transaction transaction = TRY(older.store.begin_installation(sql::Begin::read));
    organisation = TRY(accounts::rows::organisation(transaction, older.settings.organisation));
  }
  if (!organisation)
    return fail(Errc::invalid, "accounts.another_store", {{"folder", older.folder.path()}});
  evidence::Log log(older.store, vault, entrance.clock(), organisation->id, organisation->name,
                    older.folder.last_signed());
  evidence::Told told;
  told.event = "backup.migrated";
  told.use = UseKind::administer;
  told.reference = "migrate";
  told.object = "store";
  told.commitments = {{"backup", copy.sha256}};
  told.details = {{"system_user", accounts::system_user()}};
  for (const store::AppliedMigration& step : steps)
    told.details.emplace_back("step", step.room + "/" + step.file);
  TRY(log.append_now(told));
  TRY(log.sequence());
  return {};
}

Result<int> run_migrate(accounts::Entrance& entrance, cli::Call& call) {
  Older older = TRY(opened(call));
  const std::vector<store::AppliedMigration> steps =
      TRY(older.store.waiting(entrance.migrations()));
  Json names = Json::array();
  for (const store::AppliedMigration& step : steps) names.push_back(step.room + "/" + step.file);
  const bool dry = call.has("--dry-run");
  std::string backup;
  if (!steps.empty() && !dry) {
    const Copy copy = TRY(backup_before(entrance, call, older));
    backup = copy.file;
    call.remark(sentence(call, "backup.made_before", {{"file", backup}}));
    TRY(older.store.migrate(entrance.migrations(), entrance.clock()));
    TRY(tell(entrance, older, steps, copy));
  }
  if (call.json()) {
    call.print_json(Json{{"steps", names}, {"applied", !dry}, {"backup", backup}}.dump(2));
    return 0;
  }
  if (steps.empty()) {
    call.line(sentence(call, "backup.up_to_date"));
    return 0;
  }
  call.line(sentence(call, dry ? "backup.would_migrate" : "backup.migrated"));
  for (const auto& name : names) call.line("  " + name.get<std::string>());
  return 0;
}

}  // namespace

std::vector<cli::Command> way_back_commands(accounts::Entrance& entrance) {
  return {
      {.name = "restore",
       .summary = "backup.help_restore",
       .example = "ombud restore /mnt/backup/ombud-20261122T020500Z.backup --key-file ombud.key",
       .options = {{.name = "FILE", .help = "backup.help_file"},
                   {.name = "--into", .help = "backup.help_into", .value_name = "FOLDER"},
                   {.name = "--key-file",
                    .help = "backup.help_key_files",
                    .repeated = true,
                    .value_name = "FILE"},
                   {.name = "--keys",
                    .help = "backup.help_keys_file",
                    .repeated = true,
                    .value_name = "FILE"},
                   {.name = "--anchor",
                    .help = "backup.help_anchor",
                    .repeated = true,
                    .value_name = "FILE"},
                   {.name = "--without",
                    .help = "backup.help_without",
                    .repeated = true,
                    .value_name = "ID"},
                   {.name = "--store", .help = "backup.help_store", .value_name = "URL"},
                   {.name = "--replace", .help = "backup.help_replace", .flag = true},
                   {.name = "--finish", .help = "backup.help_finish", .flag = true}},
       .run = [&](cli::Call& call) { return run_restore(entrance, call); },
       .more = "backup.more_restore"},
      {.name = "migrate",
       .summary = "backup.help_migrate",
       .example = "ombud migrate --dry-run",
       .options = {{.name = "--dry-run", .help = "backup.help_dry_run", .flag = true},
                   {.name = "--backup", .help = "backup.help_backup_to", .value_name = "TO"}},
       .run = [&](cli::Call& call) { return run_migrate(entrance, call); },
       .more = "backup.more_migrate"},
  };
}

}  // namespace ombud::backup
