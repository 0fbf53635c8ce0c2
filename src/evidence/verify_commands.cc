#include "evidence/commands.h"
#include "evidence/json.h"
#include "evidence/receipt.h"

namespace ombud::evidence {

namespace {

using cli::Call;

constexpr std::size_t largest_receipt_bytes = 16 << 20;
constexpr std::size_t largest_note_bytes = 1 << 20;

// The word of docs/formats/README.md.
std::string reason_of(const Error& error) { return error.key.substr(error.key.find('.') + 1); }

Result<int> refused(Call& call, const Error& why) {
  const std::string text = say(why, call.language());
  if (call.json())
    call.print_json(
        written(Json::Object{{"sound", false}, {"reason", reason_of(why)}, {"text", text}}));
  else
    call.line(say("evidence.refused", {{"why", text}}, call.language()));
  return cli::found_false;
}

// The key given, or those of the data folder; none where there is none.
Result<std::vector<VerifierKey>> keys_for(const Enter& enter, Call& call) {
  if (call.has("--key"))
    return std::vector<VerifierKey>{TRY(read_verifier_key(call.value("--key")))};
  const Result<Opened> opened = enter(call, "evidence.verify");
  if (!opened && opened.error().code == Errc::not_found) return std::vector<VerifierKey>();
  if (!opened) return fail(opened.error());
  return opened->log->verifier_keys();
}

Json::Array in_json(const std::vector<std::string>& texts) {
  Json::Array array;
  for (const std::string& text : texts) array.emplace_back(text);
  return array;
}

void show(Call& call, const CheckedReceipt& receipt) {
  if (call.json()) {
    call.print_json(
        written(Json::Object{{"sound", true},
                             {"origin", receipt.checkpoint.origin},
                             {"size", static_cast<std::int64_t>(receipt.checkpoint.size)},
                             {"index", static_cast<std::int64_t>(receipt.index)},
                             {"at", format_instant(receipt.entry.at)},
                             {"object", receipt.entry.object},
                             {"done", in_json(receipt.done)},
                             {"kept", in_json(receipt.kept)},
                             {"not_reached", in_json(receipt.not_reached)}}));
    return;
  }
  call.line(say("evidence.receipt_sound",
                {{"object", receipt.entry.object},
                 {"at", format_instant(receipt.entry.at)},
                 {"index", std::to_string(receipt.index)},
                 {"origin", receipt.checkpoint.origin}},
                call.language()));
  const auto part = [&](const char* title, const std::vector<std::string>& texts) {
    call.line("");
    call.line(say(title, {}, call.language()));
    if (texts.empty()) call.line("  " + say("evidence.part_empty", {}, call.language()));
    for (const std::string& text : texts) call.line("  - " + text);
  };
  part("evidence.part_done", receipt.done);
  part("evidence.part_kept", receipt.kept);
  part("evidence.part_not_reached", receipt.not_reached);
}

Result<int> verify_receipt(const Enter& enter, Call& call) {
  const std::string file = TRY(given_file(call.value("RECEIPT"), largest_receipt_bytes));
  const std::vector<VerifierKey> keys = TRY(keys_for(enter, call));
  if (keys.empty()) return refused(call, {Errc::forbidden, "evidence.no_key", {}});
  std::optional<Error> first;
  for (const VerifierKey& key : keys) {
    const Result<CheckedReceipt> checked = check_receipt(file, key);
    if (checked) {
      show(call, *checked);
      return 0;
    }
    // One of the folder's epochs may be the one; what it says then counts.
    if (!first || first->key == "evidence.unknown_key") first = checked.error();
  }
  return refused(call, *first);
}

void show(Call& call, const Verdict& verdict) {
  const std::string anchored = verdict.last_anchored ? format_day(*verdict.last_anchored) : "";
  if (call.json()) {
    Json::Array faults;
    for (const Error& fault : verdict.faults)
      faults.emplace_back(
          Json::Object{{"reason", reason_of(fault)}, {"text", say(fault, call.language())}});
    call.print_json(written(Json::Object{{"sound", verdict.sound},
                                         {"entries", static_cast<std::int64_t>(verdict.entries)},
                                         {"checkpoint", verdict.checkpoint},
                                         {"last_anchored", anchored},
                                         {"faults", std::move(faults)}}));
    return;
  }
  for (const Error& fault : verdict.faults)
    call.line(say("evidence.refused", {{"why", say(fault, call.language())}}, call.language()));
  if (verdict.sound)
    call.line(
        say("evidence.log_sound", {{"entries", std::to_string(verdict.entries)}}, call.language()));
}

Result<int> verify_given_folder(const Enter& enter, Call& call) {
  std::optional<std::string> trusted;
  if (call.has("--trusted")) trusted = TRY(given_file(call.value("--trusted"), largest_note_bytes));
  const std::vector<VerifierKey> keys = TRY(keys_for(enter, call));
  if (keys.empty()) return refused(call, {Errc::forbidden, "evidence.no_key", {}});
  std::optional<Verdict> verdict;
  for (const VerifierKey& key : keys) {
    Verdict one = TRY(verify_folder(call.value("FOLDER"), key, trusted));
    const bool unknown = !one.faults.empty() && one.faults[0].key == "evidence.unknown_key";
    if (!verdict || !unknown) verdict = std::move(one);
    if (!unknown) break;
  }
  show(call, *verdict);
  return verdict->sound ? 0 : cli::found_false;
}

Result<int> verify_log(const Enter& enter, Call& call) {
  if (!call.value("FOLDER").empty()) return verify_given_folder(enter, call);
  if (call.has("--key") || call.has("--trusted"))
    return fail(Errc::invalid, "evidence.only_with_folder");
  const Opened opened = TRY(enter(call, "evidence.verify"));
  const Verdict verdict = TRY(opened.log->verify([&](std::uint64_t done, std::uint64_t all) {
    call.progress().tell(say("evidence.entries", {}, call.language()), done, all);
  }));
  show(call, verdict);
  if (!call.json()) {
    const std::string day = verdict.last_anchored ? format_day(*verdict.last_anchored)
                                                  : say("evidence.never", {}, call.language());
    call.line(say("evidence.last_anchor", {{"day", day}}, call.language()));
  }
  return verdict.sound ? 0 : cli::found_false;
}

}  // namespace

std::vector<cli::Command> verify_commands(const Enter& enter) {
  const cli::Option key{.name = "--key", .help = "evidence.help_with_key", .value_name = "VKEY"};
  return {
      {.name = "evidence verify",
       .summary = "evidence.help_verify",
       .example = "ombud evidence verify /mnt/stick/log-2026-11 --key \"$VKEY\" "
                  "--trusted checkpoint.txt",
       .options = {{.name = "FOLDER", .help = "evidence.help_folder"},
                   key,
                   {.name = "--trusted", .help = "evidence.help_trusted", .value_name = "FILE"}},
       .run = [enter](Call& call) { return verify_log(enter, call); },
       .more = "evidence.more_verify"},
      {.name = "verify",
       .summary = "evidence.help_verify_receipt",
       .example = "ombud verify receipt.json --key \"$VKEY\"",
       .options = {{.name = "RECEIPT", .help = "evidence.help_receipt", .required = true}, key},
       .run = [enter](Call& call) { return verify_receipt(enter, call); },
       .more = "evidence.more_verify_receipt"},
  };
}

}  // namespace ombud::evidence
