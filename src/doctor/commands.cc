// ombud doctor.

#include <nlohmann/json.hpp>

#include "accounts/rows.h"
#include "accounts/sign_in.h"
#include "base/json.h"
#include "base/text.h"
#include "doctor/checks.h"

namespace ombud::doctor {

namespace {

using Json = nlohmann::ordered_json;

// The office as it is where nobody signed in.
struct Opened {
  accounts::Organisation organisation;
  vault::Vault vault;
  evidence::Log log;

  Opened(const accounts::Folder& folder, accounts::Organisation of, vault::Vault keys,
         store::Database& store, const Clock& clock)
      : organisation(std::move(of)),
        vault(std::move(keys)),
        log(store, vault, clock, organisation.id, organisation.name, folder.last_signed()) {}
};

Result<std::unique_ptr<Opened>> opened(const accounts::Folder& folder,
                                       const accounts::Settings& settings, store::Database& store,
                                       const Clock& clock) {
  vault::Vault vault =
      TRY(vault::Vault::open(folder.key_file(settings), folder.key_store(), settings.organisation));
  std::optional<accounts::Organisation> organisation;
  {
    store::Transaction transaction = TRY(store.begin_installation(sql::Begin::read));
    organisation = TRY(accounts::rows::organisation(transaction, settings.organisation));
  }
  if (!organisation)
    return fail(Errc::invalid, "accounts.another_store", {{"folder", folder.path()}});
  return std::make_unique<Opened>(folder, *std::move(organisation), std::move(vault), store, clock);
}

void examine(accounts::Entrance& entrance, const accounts::Folder& folder, cli::Call& call,
             Findings& findings) {
  check_folder(folder, entrance.clock().now(), findings);
  const Result<accounts::Settings> settings = folder.read();
  if (!settings) return findings.error("folder", settings.error());
  const bool keys = check_keys(folder, *settings, findings);
  Result<store::Database> store = store::Database::open(folder.location(*settings));
  if (!store) return findings.error("store", store.error());
  if (!check_store(*store, entrance.migrations(), findings) || !keys) return;
  const Result<std::unique_ptr<Opened>> inside =
      opened(folder, *settings, *store, entrance.clock());
  if (!inside) return findings.error("store", inside.error());
  Opened& in = **inside;
  accounts::Office office{.folder = folder.path(),
                          .organisation = in.organisation,
                          .actor = {.account = {},
                                    .name = accounts::system_user(),
                                    .organisation = in.organisation.id,
                                    .roles = {}},
                          .clock = entrance.clock(),
                          .store = *store,
                          .vault = in.vault,
                          .log = in.log};
  check_log(office, call.progress(), findings);
  check_work(office, findings);
  if (!call.has("--offline")) check_systems(office, call.progress(), findings);
}

const char* state_key(State state) {
  switch (state) {
    case State::ok:
      return "doctor.state_ok";
    case State::warning:
      return "doctor.state_warning";
    default:
      return "doctor.state_wrong";
  }
}

Result<int> run(accounts::Entrance& entrance, cli::Call& call) {
  const accounts::Folder folder = TRY(accounts::Folder::of(call));
  Findings findings;
  examine(entrance, folder, call, findings);
  int wrong = 0;
  int warnings = 0;
  for (const Finding& finding : findings.all()) {
    wrong += finding.state == State::wrong ? 1 : 0;
    warnings += finding.state == State::warning ? 1 : 0;
  }
  if (call.json()) {
    Json list = Json::array();
    for (const Finding& finding : findings.all())
      list.push_back({{"check", finding.check},
                      {"state", word(finding.state)},
                      {"key", finding.sentence.key},
                      {"text", say(finding.sentence, call.language())},
                      {"mend", finding.mend}});
    call.print_json(
        json_text({{"wrong", wrong}, {"warnings", warnings}, {"findings", std::move(list)}}, 2));
    return wrong > 0 ? cli::found_false : 0;
  }
  // What is wrong last, where it is seen.
  for (const State state : {State::ok, State::warning, State::wrong})
    for (const Finding& finding : findings.all()) {
      if (finding.state != state) continue;
      call.line(say(state_key(state), {}, call.language()) + "  " + finding.check + ": " +
                say(finding.sentence, call.language()));
      if (!finding.mend.empty())
        call.line("          " + say("doctor.mend", {{"command", finding.mend}}, call.language()));
    }
  call.line("");
  call.line(say(wrong > 0      ? "doctor.summary_wrong"
                : warnings > 0 ? "doctor.summary_warnings"
                               : "doctor.summary_ok",
                {{"wrong", std::to_string(wrong)}, {"warnings", std::to_string(warnings)}},
                call.language()));
  return wrong > 0 ? cli::found_false : 0;
}

}  // namespace

std::string_view word(State state) {
  switch (state) {
    case State::ok:
      return "ok";
    case State::warning:
      return "warning";
    default:
      return "wrong";
  }
}

std::vector<cli::Command> commands(accounts::Entrance& entrance) {
  return {{.name = "doctor",
           .summary = "doctor.help",
           .example = "ombud doctor --offline",
           .options = {{.name = "--offline", .help = "doctor.help_offline", .flag = true}},
           .run = [&](cli::Call& call) { return run(entrance, call); },
           .more = "doctor.more"}};
}

}  // namespace ombud::doctor
