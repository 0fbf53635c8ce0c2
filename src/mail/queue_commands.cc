// ombud mail list | retry | drop | test

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/json.h"
#include "base/text.h"
#include "mail/commands.h"
#include "mail/compose.h"
#include "mail/inbox.h"
#include "mail/queue.h"
#include "mail/smtp.h"

namespace ombud::mail {

namespace {

using accounts::Entrance;
using accounts::Office;
using nlohmann::ordered_json;

constexpr std::size_t shown_at_most = 200;

ordered_json as_json(const Queued& one, Language language) {
  return {{"message", one.number},
          {"kind", word(one.kind)},
          {"state", word(one.state)},
          {"unsure", one.unsure},
          {"tries", one.tries},
          {"made_at", format_instant(one.made_at)},
          {"tried_at", instant_json(one.tried_at)},
          {"ended_at", instant_json(one.ended_at)},
          {"code", one.code},
          {"error", one.error ? ordered_json(say(*one.error, language)) : ordered_json()}};
}

std::string state_text(const Queued& one, Language language) {
  std::string text = say(fmt::format("mail.state_{}", word(one.state)), {}, language);
  if (one.unsure) text += say("mail.and_unsure", {}, language);
  return text;
}

std::string remark_of(const Queued& one, Language language) {
  if (one.state == State::unknown) return say("mail.what_unknown", {}, language);
  if (one.error && one.state != State::sent) return say(*one.error, language);
  return one.code;
}

Result<int> run_list(cli::Call& call, Office& office) {
  std::optional<State> state;
  if (call.has("--state")) state = TRY(state_of(call.value("--state")));
  const std::vector<Queued> all = TRY(messages(office, state, shown_at_most));
  const Language language = call.language();
  if (call.json()) {
    ordered_json array = ordered_json::array();
    for (const Queued& one : all) array.push_back(as_json(one, language));
    call.print_json(json_text(array, 2));
    return 0;
  }
  const auto label = [&](std::string_view key) { return say(key, {}, language); };
  if (all.empty()) {
    call.line(label(state ? "mail.none_of_state" : "mail.none"));
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const Queued& one : all)
    rows.push_back({one.number, say(fmt::format("mail.kind_{}", word(one.kind)), {}, language),
                    state_text(one, language), std::to_string(one.tries),
                    format_instant(one.made_at).substr(0, 16), remark_of(one, language)});
  call.table({{label("mail.column_message")},
              {label("mail.column_kind")},
              {label("mail.column_state")},
              {label("mail.column_tries"), true},
              {label("mail.column_made")},
              {label("mail.column_remark")}},
             rows);
  return 0;
}

Result<int> said(cli::Call& call, const std::string& number, const char* sentence,
                 const char* state) {
  if (call.json())
    call.print_json(json_text({{"message", number}, {"state", state}}, 2));
  else
    call.line(say(sentence, {{"message", number}}, call.language()));
  return 0;
}

Result<int> run_retry(cli::Call& call, Office& office) {
  TRY(mail::retry(office, call.value("MESSAGE")));
  return said(call, call.value("MESSAGE"), "mail.waits_again", "waiting");
}

Result<int> run_drop(cli::Call& call, Office& office) {
  TRY(mail::drop(office, call.value("MESSAGE")));
  return said(call, call.value("MESSAGE"), "mail.is_dropped", "dropped");
}

// Done by whichever worker is free: what a worker's kind does, it alone knows.
Result<int> ask_for(cli::Call& call, Office& office, const jobs::Kind& kind) {
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const jobs::Enqueued job =
      TRY(jobs::enqueue(office, transaction, kind, {.parameters = {}, .once = kind.name}));
  TRY(transaction.commit());
  if (call.json())
    call.print_json(json_text({{"job", job.number}}, 2));
  else
    call.line(say("mail.asked_for", {{"job", job.number}}, call.language()));
  return 0;
}

Result<int> run_test(cli::Call& call, Office& office) {
  const accounts::Account account = TRY(accounts::find(office, call.value("ACCOUNT")));
  const std::string code = TRY(send_test(office, account));
  if (call.json())
    call.print_json(json_text({{"account", account.name}, {"code", code}}, 2));
  else
    call.line(say("mail.test_taken", {{"name", account.name}, {"code", code}}, call.language()));
  return 0;
}

}  // namespace

Result<std::string> send_test(Office& office, const accounts::Account& account) {
  const std::optional<Settings> how = TRY(settings(office));
  if (!how || how->out.server.empty()) return fail(Errc::conflict, "mail.not_set_up");
  std::optional<Address> address;
  {
    store::Transaction transaction =
        TRY(office.store.begin(office.organisation.id, sql::Begin::read));
    address = TRY(address_of(office, transaction, account.id));
  }
  if (!address) return fail(Errc::not_found, "mail.no_address", {{"name", account.name}});
  TRY(office.log.append_now(told(office, "mail.tested", "account " + account.id.text)));
  const Server server{how->out.server, how->out.sign_in, TRY(outgoing_password(office)),
                      how->out.ca_file};
  Letter letter = letter_of(Kind::test, {}, how->out.pages, address->language);
  const std::string id = uuid_random() + "@" + std::string(domain_of(how->out.from_address));
  const std::string bytes = compose({how->out.from_address,
                                     "Ombud",
                                     address->address,
                                     letter.subject,
                                     letter.text,
                                     std::string(code(address->language)),
                                     office.clock.now(),
                                     id,
                                     {}});
  const HandedOver handed = TRY(hand_over(
      server, {how->out.from_address, address->address, bytes}, []() -> Result<void> { return {}; },
      [] { return true; }));
  if (handed.answer == Answer::unsure)
    return fail(Errc::unavailable, "mail.no_answer", {{"server", host_of(how->out.server)}});
  if (handed.answer == Answer::refused)
    return fail(Errc::forbidden, "mail.refused_now", {{"code", handed.code}});
  return handed.code;
}

std::vector<cli::Command> queue_commands(Entrance& entrance) {
  const cli::Option message{.name = "MESSAGE", .help = "mail.help_message", .required = true};
  std::vector<cli::Command> all;
  const auto add = [&](cli::Command command, auto run) {
    all.push_back(in_office(entrance, std::move(command), "mail.manage", run));
  };
  add({.name = "mail list",
       .summary = "mail.help_list",
       .example = "ombud mail list --state unknown",
       .options = {{.name = "--state",
                    .help = "mail.help_state",
                    .choices = {"waiting", "handing", "sent", "refused", "given_up", "unknown",
                                "dropped", "returned"}}}},
      run_list);
  add({.name = "mail retry",
       .summary = "mail.help_retry",
       .example = "ombud mail retry M-0001",
       .options = {message}},
      run_retry);
  add({.name = "mail drop",
       .summary = "mail.help_drop",
       .example = "ombud mail drop M-0001",
       .options = {message}},
      run_drop);
  add({.name = "mail test",
       .summary = "mail.help_test",
       .example = "ombud mail test owner1",
       .options = {{.name = "ACCOUNT", .help = "mail.help_account", .required = true}}},
      run_test);
  add({.name = "mail round",
       .summary = "mail.help_round",
       .example = "ombud mail round",
       .more = "mail.more_round"},
      [](cli::Call& call, Office& office) { return ask_for(call, office, round_kind({})); });
  add({.name = "mail fetch", .summary = "mail.help_fetch", .example = "ombud mail fetch"},
      [](cli::Call& call, Office& office) { return ask_for(call, office, fetch_kind()); });
  return all;
}

}  // namespace ombud::mail
