// ombud backup, backup keys and backup check.

#include "backup/commands.h"

#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "accounts/folder.h"
#include "backup/backup.h"
#include "backup/copy.h"
#include "base/text.h"
#include "evidence/checkpoint.h"

namespace ombud::backup {

namespace {

using Json = nlohmann::ordered_json;

Json in_json(const Manifest& manifest, std::string_view kind) {
  Json tables = Json::array();
  for (const TablePart& part : manifest.tables)
    tables.push_back({{"name", part.name}, {"rows", part.rows}, {"sha256", part.sha256}});
  Json steps = Json::array();
  for (const store::AppliedMigration& step : manifest.migrations)
    steps.push_back(step.room + "/" + step.file);
  Json checkpoint;
  if (const auto read = evidence::read_unsigned(manifest.checkpoint))
    checkpoint = {{"origin", read->origin}, {"size", read->size}, {"root", to_hex(read->root)}};
  return {{"kind", kind},
          {"made_at", format_instant(manifest.made_at)},
          {"program", manifest.program},
          {"engine", manifest.engine},
          {"organisation", manifest.organisation.text},
          {"organisations", manifest.organisations.size()},
          {"rows", manifest.rows()},
          {"files", manifest.files.size()},
          {"tables", tables},
          {"schema", steps},
          {"checkpoint", checkpoint}};
}

void show(cli::Call& call, const Manifest& manifest, std::string_view kind,
          std::vector<std::pair<std::string, std::string>> first) {
  const auto label = [&](std::string_view key) { return say(key, {}, call.language()); };
  std::vector<std::pair<std::string, std::string>> facts = std::move(first);
  facts.emplace_back(label("backup.label_made"), format_instant(manifest.made_at));
  facts.emplace_back(label("backup.label_program"),
                     manifest.program + (kind == of_store ? ", " + manifest.engine : ""));
  facts.emplace_back(label("backup.label_rows"), grouped(manifest.rows()));
  if (kind == of_store) {
    facts.emplace_back(label("backup.label_organisations"),
                       grouped(std::ssize(manifest.organisations)));
    if (const auto read = evidence::read_unsigned(manifest.checkpoint))
      facts.emplace_back(label("backup.label_checkpoint"),
                         read->origin + ", " + grouped(static_cast<std::int64_t>(read->size)));
  }
  call.facts(facts);
}

Result<void> tell(accounts::Office& office, std::string_view kind, const std::string& event,
                  const Copy* copy) {
  evidence::Told told;
  told.event = event;
  told.use = UseKind::export_data;
  told.account = office.actor.account;
  told.criterion = kind == of_store ? "the whole store, sealed" : "all keys, sealed";
  told.reference = "backup";
  told.object = std::string(kind);
  if (copy != nullptr) {
    told.commitments = {{"file", copy->sha256}};
    told.details = {{"rows", std::to_string(copy->manifest.rows())}};
  }
  TRY(office.log.append_now(told));
  return {};
}

using Make = Result<Copy> (*)(const Original&, const std::string&);

Result<int> make(accounts::Entrance& entrance, cli::Call& call, std::string_view kind, Make copy) {
  accounts::Office& office =
      *TRY(entrance.enter(call, kind == of_store ? "backup.make" : "backup.keys"));
  const accounts::Folder folder(office.folder);
  const accounts::Settings settings = TRY(folder.read());
  const vault::KeyFile key = TRY(vault::read_key_file(folder.key_file(settings)));
  const std::string file =
      file_for(call.value("TO"), kind == of_store ? "backup" : "keys", office.clock.now());
  TRY(tell(office, kind, "backup." + std::string(kind) + "_begun", nullptr));
  TRY(office.log.sequence());
  const Copy made = TRY(copy(
      {folder, settings, key, office.store, entrance.migrations(), office.clock, call.progress()},
      file));
  TRY(tell(office, kind, "backup." + std::string(kind) + "_made", &made));
  if (call.json()) {
    Json body = in_json(made.manifest, kind);
    body["file"] = made.file;
    body["bytes"] = made.bytes;
    body["sha256"] = made.sha256;
    body["key"] = vault::key_mark(key.root);
    call.print_json(body.dump(2));
    return 0;
  }
  const auto label = [&](std::string_view name) { return say(name, {}, call.language()); };
  show(call, made.manifest, kind,
       {{label("backup.label_file"), made.file},
        {label("backup.label_bytes"), grouped(made.bytes)},
        {label("backup.label_key"), vault::key_mark(key.root)}});
  call.remark(label(kind == of_store ? "backup.without_person_keys" : "backup.keys_are_short"));
  return 0;
}

// The key file that is named, or the data folder's where there is one.
Result<vault::KeyFile> key_of(const cli::Call& call, const vault::SealedHead& head) {
  if (call.has("--key-file")) return vault::read_key_file(call.value("--key-file"));
  const accounts::Folder folder = TRY(accounts::Folder::of(call));
  const Result<accounts::Settings> settings = folder.read();
  if (!settings && settings.error().code == Errc::not_found)
    return fail(Errc::invalid, "backup.say_key");
  if (!settings) return fail(settings.error());
  return vault::read_key_file_of(folder.key_file(*settings), head.key);
}

Result<int> check(cli::Call& call) {
  const std::string& file = call.value("FILE");
  const vault::SealedHead head = TRY(vault::read_sealed_head(file));
  const vault::KeyFile key = TRY(key_of(call, head));
  const Manifest manifest = TRY(read_through(file, head.kind, key, {}, call.progress()));
  if (call.json()) {
    Json body = in_json(manifest, head.kind);
    body["sound"] = true;
    call.print_json(body.dump(2));
    return 0;
  }
  const auto label = [&](std::string_view name) { return say(name, {}, call.language()); };
  call.line(label("backup.sound"));
  show(call, manifest, head.kind, {{label("backup.label_file"), file}});
  return 0;
}

Result<std::optional<Instant>> last_entry(accounts::Office& office, const std::string& event) {
  evidence::Log::Filter filter;
  filter.event = event;
  filter.limit = 1;
  filter.open = false;
  const std::vector<evidence::Entry> found = TRY(office.log.list(filter));
  if (found.empty()) return std::optional<Instant>();
  return std::optional(found.front().at);
}

}  // namespace

Result<LastMade> last_made(accounts::Office& office) {
  return LastMade{TRY(last_entry(office, "backup.backup_made")),
                  TRY(last_entry(office, "backup.keys_made"))};
}

std::vector<cli::Command> commands(accounts::Entrance& entrance) {
  std::vector<cli::Command> all = {
      {.name = "backup",
       .summary = "backup.help_backup",
       .example = "ombud backup /mnt/backup/",
       .options = {{.name = "TO", .help = "backup.help_to", .required = true}},
       .run = [&](cli::Call& call) { return make(entrance, call, of_store, copy_store); },
       .more = "backup.more_backup"},
      {.name = "backup keys",
       .summary = "backup.help_keys",
       .example = "ombud backup keys /mnt/keys/",
       .options = {{.name = "TO", .help = "backup.help_to", .required = true}},
       .run = [&](cli::Call& call) { return make(entrance, call, of_keys, copy_keys); },
       .more = "backup.more_keys"},
      {.name = "backup check",
       .summary = "backup.help_check",
       .example = "ombud backup check /mnt/backup/ombud-20261122T020500Z.backup",
       .options = {{.name = "FILE", .help = "backup.help_file", .required = true},
                   {.name = "--key-file", .help = "backup.help_key_file", .value_name = "FILE"}},
       .run = check,
       .more = "backup.more_check"},
  };
  for (cli::Command& command : way_back_commands(entrance)) all.push_back(std::move(command));
  return all;
}

}  // namespace ombud::backup
