// ombud key rotate | escrow | recover.

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <nlohmann/json.hpp>

#include "accounts/folder.h"
#include "base/text.h"
#include "documents/documents.h"
#include "keys/keys.h"
#include "keys/paper.h"
#include "vault/files.h"

namespace ombud::keys {

namespace {

using Json = nlohmann::ordered_json;

std::string sentence(const cli::Call& call, std::string_view key, const Params& params = {}) {
  return say(key, params, call.language());
}

evidence::Told told_of(const accounts::Office& office, std::string event, std::string object) {
  evidence::Told told;
  told.event = std::move(event);
  told.use = UseKind::administer;
  told.account = office.actor.account;
  told.reference = "keys";
  told.object = std::move(object);
  return told;
}

Result<int> number_of(const cli::Call& call, const char* option, int otherwise) {
  if (!call.has(option)) return otherwise;
  const std::string& text = call.value(option);
  int number = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (wrong != std::errc() || end != text.data() + text.size() || number < 1 || number > 255)
    return fail(Errc::invalid, "keys.bad_number", {{"option", option}});
  return number;
}

Result<int> rotate(accounts::Entrance& entrance, cli::Call& call) {
  accounts::Office& office = *TRY(entrance.enter(call, "keys.rotate"));
  const accounts::Folder folder(office.folder);
  const accounts::Settings settings = TRY(folder.read());
  const std::string file = folder.key_file(settings);
  // Before the keys change hands: afterwards this process holds former ones and may seal nothing.
  TRY(office.log.append_now(told_of(office, "keys.rotation_begun", "key file and wrapped keys")));
  if (call.has("--signing")) {
    TRY(office.log.change_key(office.actor.account, "keys"));
    const std::string key = evidence::write_verifier_key(TRY(office.log.verifier_key()));
    if (call.json())
      call.print_json(Json{{"key", key}}.dump(2));
    else
      call.line(sentence(call, "keys.signing_changed", {{"key", key}}));
    return 0;
  }
  TRY(office.log.sequence());
  const vault::Vault::Rotated done =
      TRY(vault::Vault::rotate(file, folder.key_store(), settings.organisation, office.clock));
  vault::Vault fresh = TRY(vault::Vault::open(file, folder.key_store(), settings.organisation));
  evidence::Log log(office.store, fresh, office.clock, office.organisation.id,
                    office.organisation.name, folder.last_signed());
  evidence::Told told = told_of(office, "keys.rotated", "key file and wrapped keys");
  told.details = {{"rewrapped", std::to_string(done.rewrapped)}};
  TRY(log.append_now(told));
  TRY(log.sequence());
  if (call.json()) {
    call.print_json(Json{{"key_file", file},
                         {"former_key_file", done.former_key_file},
                         {"rewrapped", done.rewrapped},
                         {"former_keys", fresh.former_keys()}}
                        .dump(2));
    return 0;
  }
  call.line(sentence(call, "keys.rotated", {{"count", grouped(done.rewrapped)}, {"file", file}}));
  call.line(sentence(call, "keys.former_kept", {{"file", done.former_key_file}}));
  return 0;
}

// A page for one share.
documents::Document page_of(const cli::Call& call, const accounts::Organisation& organisation,
                            const PaperShare& share, int count, const std::string& mark) {
  const Params which{{"number", std::to_string(share.number)},
                     {"count", std::to_string(count)},
                     {"needed", std::to_string(share.needed)}};
  std::string lines;
  for (const Secret& line : share.lines()) lines += line.reveal() + "\n";
  return {.title = sentence(call, "keys.page_title"),
          .language = std::string(code(call.language())),
          .blocks = {
              documents::Facts{
                  {{sentence(call, "keys.page_organisation"), organisation.name},
                   {sentence(call, "keys.page_key"), mark},
                   {sentence(call, "keys.page_share"), sentence(call, "keys.page_which", which)}}},
              documents::Notice{sentence(call, "keys.page_keep", which)},
              documents::Paragraph{lines}, documents::Paragraph{sentence(call, "keys.page_use")}}};
}

Result<void> write_page(const std::string& file, const std::string& bytes) {
  vault::File opened(
      ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (opened.descriptor() < 0 && errno == EEXIST)
    return fail(Errc::conflict, "keys.page_exists", {{"file", file}});
  if (opened.descriptor() < 0) return vault::write_failure(errno, file);
  int error = vault::write_all(opened.descriptor(), bytes);
  if (error == 0 && fsync(opened.descriptor()) != 0) error = errno;
  if (error == 0) return {};
  unlink(file.c_str());
  return vault::write_failure(error, file);
}

Result<int> escrow(accounts::Entrance& entrance, cli::Call& call) {
  const int count = TRY(number_of(call, "--shares", 1));
  const int needed = TRY(number_of(call, "--needed", count));
  if (needed > count) return fail(Errc::invalid, "keys.too_many_needed");
  if (call.has("--to") == call.has("--show")) return fail(Errc::invalid, "keys.say_where");
  accounts::Office& office = *TRY(entrance.enter(call, "keys.escrow"));
  const accounts::Folder folder(office.folder);
  const vault::KeyFile key = TRY(vault::read_key_file(folder.key_file(TRY(folder.read()))));
  const std::string mark = vault::key_mark(key.root);
  evidence::Told told = told_of(office, "keys.escrow_begun", "key " + mark);
  told.details = {{"shares", std::to_string(count)}, {"needed", std::to_string(needed)}};
  TRY(office.log.append_now(told));
  const std::vector<PaperShare> shares = on_paper(key, needed, count);
  Json files = Json::array();
  Json shown = Json::array();
  for (const PaperShare& share : shares) {
    if (call.has("--show")) {
      call.line(sentence(call, "keys.page_which",
                         {{"number", std::to_string(share.number)},
                          {"count", std::to_string(count)},
                          {"needed", std::to_string(needed)}}));
      for (const Secret& line : share.lines()) {
        call.line(line.reveal());
        shown.push_back(line.reveal());
      }
      call.line("");
      continue;
    }
    const std::string file =
        call.value("--to") + "/ombud-key-" + mark + "-" + std::to_string(share.number) + ".html";
    TRY(write_page(file,
                   documents::to_html(page_of(call, office.organisation, share, count, mark))));
    files.push_back(file);
  }
  told.event = "keys.escrowed";
  TRY(office.log.append_now(told));
  if (call.json())
    call.print_json(Json{
        {"key", mark}, {"shares", count}, {"needed", needed}, {"files", files}, {"lines", shown}}
                        .dump(2));
  else if (call.has("--to"))
    for (const auto& file : files) call.line(file.get<std::string>());
  call.remark(sentence(call, call.has("--to") ? "keys.print_and_erase" : "keys.write_down"));
  return 0;
}

Result<int> recover(cli::Call& call) {
  const std::string& file = call.value("KEY_FILE");
  const std::vector<Secret> typed = TRY(call.secret_lines(sentence(call, "keys.ask_lines")));
  const std::vector<PaperShare> shares = TRY(read_paper(typed));
  const vault::KeyFile key = TRY(joined_key(shares));
  TRY(vault::write_key_file(file, key));
  const std::string mark = vault::key_mark(key.root);
  if (call.json())
    call.print_json(Json{{"file", file}, {"key", mark}}.dump(2));
  else
    call.line(sentence(call, "keys.recovered", {{"file", file}, {"key", mark}}));
  return 0;
}

}  // namespace

std::vector<cli::Command> commands(accounts::Entrance& entrance) {
  return {
      {.name = "key rotate",
       .summary = "keys.help_rotate",
       .example = "ombud key rotate",
       .options = {{.name = "--signing", .help = "keys.help_signing", .flag = true}},
       .run = [&](cli::Call& call) { return rotate(entrance, call); },
       .more = "keys.more_rotate"},
      {.name = "key escrow",
       .summary = "keys.help_escrow",
       .example = "ombud key escrow --shares 5 --needed 3 --to /mnt/stick",
       .options = {{.name = "--shares", .help = "keys.help_shares", .value_name = "NUMBER"},
                   {.name = "--needed", .help = "keys.help_needed", .value_name = "NUMBER"},
                   {.name = "--to", .help = "keys.help_to", .value_name = "FOLDER"},
                   {.name = "--show", .help = "keys.help_show", .flag = true}},
       .run = [&](cli::Call& call) { return escrow(entrance, call); },
       .more = "keys.more_escrow"},
      {.name = "key recover",
       .summary = "keys.help_recover",
       .example = "ombud key recover ombud.key",
       .options = {{.name = "KEY_FILE", .help = "keys.help_key_file", .required = true},
                   {.name = "--from", .help = "keys.help_from", .value_name = "FILE"},
                   {.name = "--stdin", .help = "keys.help_stdin", .flag = true}},
       .run = recover,
       .more = "keys.more_recover"},
  };
}

}  // namespace ombud::keys
