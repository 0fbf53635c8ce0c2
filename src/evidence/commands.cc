#include "evidence/commands.h"

#include <charconv>

#include "evidence/files.h"
#include "evidence/json.h"

namespace ombud::evidence {

namespace {

using cli::Call;

Json::Object in_json(const std::vector<std::pair<std::string, std::string>>& pairs) {
  Json::Object object;
  for (const auto& [name, value] : pairs) object[name] = value;
  return object;
}

Json in_json(const Entry& entry) {
  Json::Object object{{"id", entry.id.text},    {"at", format_instant(entry.at)},
                      {"event", entry.event},   {"use", std::string(word(entry.use))},
                      {"object", entry.object}, {"commitments", in_json(entry.commitments)}};
  if (entry.position) {
    object["epoch"] = *entry.epoch;
    object["position"] = static_cast<std::int64_t>(*entry.position);
  }
  if (entry.sealed) {
    object["person"] = entry.pseudonym;
    object["account"] = entry.sealed->account.text;
    object["criterion"] = entry.sealed->criterion;
    object["reference"] = entry.sealed->reference;
    object["details"] = in_json(entry.sealed->details);
  }
  return object;
}

Result<std::int64_t> whole_number(const Call& call, const char* option, std::int64_t otherwise) {
  if (!call.has(option)) return otherwise;
  const std::string& text = call.value(option);
  std::int64_t number = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (wrong != std::errc() || end != text.data() + text.size() || number < 1 || number > 10'000)
    return fail(Errc::invalid, "evidence.bad_number", {{"option", option}});
  return number;
}

Result<std::optional<Instant>> day_given(const Call& call, const char* option) {
  if (!call.has(option)) return std::optional<Instant>();
  return std::optional<Instant>(TRY(parse_day(call.value(option))));
}

Result<Log::Filter> filter_of(const Call& call) {
  Log::Filter filter;
  if (call.has("--person")) filter.person = PersonId{call.value("--person")};
  if (call.has("--object")) filter.object = call.value("--object");
  if (call.has("--event")) filter.event = call.value("--event");
  filter.from = TRY(day_given(call, "--from"));
  filter.until = TRY(day_given(call, "--until"));
  if (filter.until) *filter.until += std::chrono::days(1);  // The day itself too.
  filter.limit = static_cast<std::size_t>(TRY(whole_number(call, "--limit", 100)));
  filter.open = call.has("--reference");
  if (filter.person && !is_uuid(filter.person->text))
    return fail(Errc::invalid, "evidence.bad_person");
  // That there are entries about somebody says something about him.
  if (filter.person && !filter.open)
    return fail(Errc::invalid, "evidence.incomplete", {{"fact", "reference"}});
  return filter;
}

// Whoever reads who did what leaves an entry himself.
Told looking(const Call& call, const Opened& opened, const Log::Filter& filter) {
  Told told;
  told.event = "evidence.list";
  told.use = UseKind::list;
  told.account = opened.account;
  told.person = filter.person;
  told.criterion = "log entries";
  for (const char* option : {"--object", "--event", "--from", "--until"})
    if (call.has(option)) *told.criterion += std::string(" ") + option + " " + call.value(option);
  told.reference = call.value("--reference");
  return told;
}

Result<int> list(const Enter& enter, Call& call) {
  const Opened opened = TRY(enter(call, "evidence.read"));
  const Log::Filter filter = TRY(filter_of(call));
  if (filter.open) TRY(opened.log->append_now(looking(call, opened, filter)));
  const std::vector<Entry> entries = TRY(opened.log->list(filter));
  if (call.json()) {
    Json::Array all;
    for (const Entry& entry : entries) all.push_back(in_json(entry));
    call.print_json(written(all));
    return 0;
  }
  std::vector<cli::Column> columns;
  const auto column = [&](const char* key, bool number = false) {
    columns.push_back({.title = say(key, {}, call.language()), .number = number});
  };
  column("evidence.column_at");
  column("evidence.column_position", true);
  column("evidence.column_use");
  column("evidence.column_event");
  column("evidence.column_object");
  if (filter.open) {
    column("evidence.column_account");
    column("evidence.column_criterion");
    column("evidence.column_reference");
  }
  std::vector<std::vector<std::string>> rows;
  for (const Entry& entry : entries) {
    rows.push_back({format_instant(entry.at), entry.position ? std::to_string(*entry.position) : "",
                    std::string(word(entry.use)), entry.event, entry.object});
    if (!filter.open) continue;
    const Entry::Sealed sealed = entry.sealed.value_or(Entry::Sealed());
    for (const std::string& cell : {sealed.account.text, sealed.criterion, sealed.reference})
      rows.back().push_back(cell);
  }
  call.table(columns, rows);
  return 0;
}

Result<int> checkpoint(const Enter& enter, Call& call) {
  const std::string note = TRY(TRY(enter(call, "evidence.verify")).log->sequence());
  if (call.json())
    call.print_json(written(Json::Object{{"checkpoint", note}}));
  else
    call.raw(note);
  return 0;
}

Result<int> key(const Enter& enter, Call& call) {
  const std::vector<VerifierKey> keys =
      TRY(TRY(enter(call, "evidence.verify")).log->verifier_keys());
  if (call.json()) {
    Json::Array all;
    for (const VerifierKey& one : keys) all.emplace_back(write_verifier_key(one));
    call.print_json(written(Json::Object{{"keys", all}, {"key", all.front()}}));
    return 0;
  }
  call.line(write_verifier_key(keys.front()));
  return 0;
}

Result<int> prove(const Enter& enter, Call& call) {
  const Opened opened = TRY(enter(call, "evidence.verify"));
  const std::string proof = write_proof(TRY(opened.log->prove(EntryId{call.value("ENTRY")})));
  if (call.json())
    call.print_json(written(Json::Object{{"proof", proof}}));
  else
    call.raw(proof);
  return 0;
}

Result<int> write_folder(const Enter& enter, Call& call) {
  const Opened opened = TRY(enter(call, "evidence.export"));
  std::optional<std::int64_t> epoch;
  if (call.has("--epoch")) epoch = TRY(whole_number(call, "--epoch", 0));
  TRY(opened.log->write_to(call.value("FOLDER"), epoch));
  if (call.json())
    call.print_json(written(Json::Object{{"folder", call.value("FOLDER")}}));
  else
    call.line(say("evidence.exported", {{"folder", call.value("FOLDER")}}, call.language()));
  return 0;
}

Result<int> begin_epoch(const Enter& enter, Call& call) {
  const Opened opened = TRY(enter(call, "evidence.epoch"));
  TRY(opened.log->begin_epoch(opened.account, call.value("--reason")));
  const std::string text = write_verifier_key(TRY(opened.log->verifier_key()));
  if (call.json())
    call.print_json(written(Json::Object{{"key", text}}));
  else
    call.line(say("evidence.epoch_begun", {{"key", text}}, call.language()));
  return 0;
}

Result<int> shred(const Enter& enter, Call& call) {
  const Opened opened = TRY(enter(call, "evidence.shred"));
  const std::string& month = call.value("--before");
  const std::int64_t keys = TRY(opened.log->shred_before(month, opened.account));
  if (call.json())
    call.print_json(written(Json::Object{{"before", month}, {"keys", keys}}));
  else
    call.line(say("evidence.shredded", {{"month", month}, {"keys", std::to_string(keys)}},
                  call.language()));
  return 0;
}

std::vector<cli::Option> list_options() {
  return {
      {.name = "--reference", .help = "evidence.help_reference", .value_name = "TEXT"},
      {.name = "--person", .help = "evidence.help_person", .value_name = "PERSON"},
      {.name = "--object", .help = "evidence.help_object", .value_name = "OBJECT"},
      {.name = "--event", .help = "evidence.help_event", .value_name = "EVENT"},
      {.name = "--from", .help = "evidence.help_from", .value_name = "DAY"},
      {.name = "--until", .help = "evidence.help_until", .value_name = "DAY"},
      {.name = "--limit", .help = "evidence.help_limit", .value_name = "NUMBER"},
  };
}

}  // namespace

Result<std::string> given_file(const std::string& path, std::size_t most_bytes) {
  std::optional<std::string> bytes = TRY(read_file(path, most_bytes));
  if (!bytes) return fail(Errc::not_found, "evidence.no_file", {{"file", path}});
  return *std::move(bytes);
}

std::vector<cli::Command> commands(const Enter& enter) {
  const auto with = [enter](Result<int> (*run)(const Enter&, Call&)) {
    return [enter, run](Call& call) { return run(enter, call); };
  };
  std::vector<cli::Command> all = {
      {.name = "evidence list",
       .summary = "evidence.help_list",
       .example = "ombud evidence list --object A-0001 --reference \"log review 2026-11\"",
       .options = list_options(),
       .run = with(list),
       .more = "evidence.more_list"},
      {.name = "evidence checkpoint",
       .summary = "evidence.help_checkpoint",
       .example = "ombud evidence checkpoint > checkpoint.txt",
       .run = with(checkpoint),
       .more = "evidence.more_checkpoint"},
      {.name = "evidence key",
       .summary = "evidence.help_key",
       .example = "ombud evidence key",
       .run = with(key),
       .more = "evidence.more_key"},
      {.name = "evidence prove",
       .summary = "evidence.help_prove",
       .example = "ombud evidence prove 018f3c1e-0000-7000-8000-000000000001 > entry.tlog-proof",
       .options = {{.name = "ENTRY", .help = "evidence.help_entry", .required = true}},
       .run = with(prove)},
      {.name = "evidence export",
       .summary = "evidence.help_export",
       .example = "ombud evidence export /mnt/stick/log-2026-11",
       .options = {{.name = "FOLDER", .help = "evidence.help_new_folder", .required = true},
                   {.name = "--epoch",
                    .help = "evidence.help_epoch_number",
                    .value_name = "NUMBER"}},
       .run = with(write_folder)},
      {.name = "evidence epoch",
       .summary = "evidence.help_epoch",
       .example = "ombud evidence epoch --reason \"restored the backup of 2026-11-20\"",
       .options = {{.name = "--reason",
                    .help = "evidence.help_reason",
                    .required = true,
                    .value_name = "TEXT"}},
       .run = with(begin_epoch),
       .more = "evidence.more_epoch"},
      {.name = "evidence shred",
       .summary = "evidence.help_shred",
       .example = "ombud evidence shred --before 2024-11",
       .options = {{.name = "--before",
                    .help = "evidence.help_before",
                    .required = true,
                    .value_name = "MONTH"}},
       .run = with(shred),
       .more = "evidence.more_shred"},
  };
  for (cli::Command& command : verify_commands(enter)) all.push_back(std::move(command));
  return all;
}

}  // namespace ombud::evidence
