// guests ask | list | show | take | return | refuse | renew | withdraw.

#include <charconv>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "guests/view.h"
#include "guests/wish.h"

namespace ombud::guests {

namespace {

using nlohmann::ordered_json;

constexpr std::size_t most_bytes = 256 << 10;

struct At {
  accounts::Office& office;
  cli::Call& call;
  const records::Kinds& kinds;

  std::string said(std::string_view key, const Params& params = {}) const {
    return ombud::say(key, params, call.language());
  }
};

// Addresses have no place in arguments, which every process may read.
Result<Wish> wish_of(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  std::string text(most_bytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.gcount() == 0) return fail(Errc::not_found, "guests.no_file", {{"file", name}});
  text.resize(static_cast<std::size_t>(file.gcount()));
  http::Request request;
  request.body = std::move(text);
  http::Fields fields = TRY(http::Fields::of(request));
  return wish_in(fields);
}

std::string state_said(const At& at, const std::string& state) {
  constexpr std::pair<std::string_view, const char*> all[] = {
      {"waiting", "guests.state_waiting"},     {"answered", "guests.state_answered"},
      {"taken", "guests.state_taken"},         {"refused", "guests.state_refused"},
      {"withdrawn", "guests.state_withdrawn"}, {"expired", "guests.state_expired"}};
  for (const auto& [word, key] : all)
    if (word == state) return at.said(key);
  return state;
}

std::string text_of(const ordered_json& json) {
  return json.is_string() ? json.get<std::string>() : "";
}

Result<int> done(const At& at, accounts::Office& office, const std::string& number,
                 std::string_view key) {
  const ordered_json one = TRY(one_json(office, at.kinds, number, at.call.language()));
  if (at.call.json())
    at.call.print_json(json_text(one, 2));
  else
    at.call.line(at.said(key, {{"request", number}, {"day", text_of(one["until"])}}));
  return 0;
}

Result<int> ask_somebody(const At& at) {
  accounts::Office& office = at.office;
  const Wish wish = TRY(wish_of(at.call.value("--file")));
  const Request request =
      TRY(ask(office, at.kinds, at.call.value("KIND"), at.call.value("NUMBER"), wish));
  return done(at, office, request.number, "guests.is_asked");
}

Result<int> list_requests(const At& at) {
  cli::Call& call = at.call;
  accounts::Office& office = at.office;
  Wanted wanted;
  wanted.limit = 200;
  if (call.has("--state")) wanted.state = TRY(state_of(call.value("--state")));
  std::vector<Request> found;
  {
    store::Transaction transaction =
        TRY(office.store.begin(office.organisation.id, sql::Begin::read));
    found = TRY(list(office, transaction, wanted));
  }
  const ordered_json all = TRY(list_json(office, at.kinds, found, call.language()));
  if (call.json()) {
    call.print_json(json_text(all, 2));
    return 0;
  }
  if (all.empty()) {
    call.line(at.said("guests.none"));
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const ordered_json& one : all)
    rows.push_back({text_of(one["number"]), state_said(at, one["state"]), text_of(one["name"]),
                    text_of(one["record"]["number"]) + " " + text_of(one["record"]["title"]),
                    text_of(one["until"])});
  call.table({{at.said("guests.column_request")},
              {at.said("guests.column_state")},
              {at.said("guests.column_name")},
              {at.said("guests.column_record")},
              {at.said("guests.column_until")}},
             rows);
  return 0;
}

Result<int> show_request(const At& at) {
  cli::Call& call = at.call;
  accounts::Office& office = at.office;
  const ordered_json one = TRY(one_json(office, at.kinds, call.value("REQUEST"), call.language()));
  if (call.json()) {
    call.print_json(json_text(one, 2));
    return 0;
  }
  call.facts({{at.said("guests.column_request"), text_of(one["number"])},
              {at.said("guests.column_state"), state_said(at, one["state"])},
              {at.said("guests.column_name"), text_of(one["name"])},
              {at.said("guests.column_record"),
               text_of(one["record"]["number"]) + " " + text_of(one["record"]["title"])},
              {at.said("guests.column_until"), text_of(one["until"])}});
  if (one["reply"].is_null()) return 0;
  call.line(at.said(
      one["reply"]["confirmed"].get<bool>() ? "guests.has_confirmed" : "guests.has_answered",
      {{"name", text_of(one["reply"]["name"])}}));
  if (!text_of(one["reply"]["remark"]).empty()) call.line(text_of(one["reply"]["remark"]));
  std::vector<std::vector<std::string>> rows;
  for (const ordered_json& field : one["fields"])
    if (field["differs"].get<bool>())
      rows.push_back({text_of(field["name"]), text_of(field["label"]), text_of(field["stands"]),
                      text_of(field["said"]),
                      field["changed_since"].get<bool>() ? at.said("guests.changed") : ""});
  if (rows.empty()) return 0;
  call.table({{at.said("guests.column_field")},
              {at.said("guests.column_label")},
              {at.said("guests.column_stands")},
              {at.said("guests.column_said")},
              {at.said("guests.column_remark")}},
             rows);
  return 0;
}

// Exit code 2, and nothing written.
int told_faults(const At& at, const records::Kind& kind,
                const std::vector<records::Fault>& faults) {
  const Language language = at.call.language();
  ordered_json all = ordered_json::array();
  if (!at.call.json()) at.call.line(at.said("guests.not_taken"));
  for (const records::Fault& fault : faults) {
    const std::string label = records::label_of(kind, fault.path, language);
    const std::string text = ombud::say(fault.error, language);
    all.push_back(
        {{"path", fault.path}, {"key", fault.error.key}, {"label", label}, {"text", text}});
    if (!at.call.json()) at.call.line("  " + label + ": " + text);
  }
  if (at.call.json()) at.call.print_json(json_text({{"faults", std::move(all)}}, 2));
  return cli::usage;
}

Result<int> take_answer(const At& at) {
  accounts::Office& office = at.office;
  const std::string& number = at.call.value("REQUEST");
  Taking taking;
  if (at.call.has("--field")) taking.fields = at.call.values("--field");
  taking.language = at.call.language();
  const Taken taken = TRY(take(office, at.kinds, number, taking));
  if (taken.request) return done(at, office, number, "guests.is_taken");
  const Shown found = TRY(show(office, at.kinds, number));
  return told_faults(at, *TRY(at.kinds.find(found.request.kind)), taken.faults);
}

Result<int> send_answer_back(const At& at) {
  accounts::Office& office = at.office;
  const std::string& number = at.call.value("REQUEST");
  TRY(send_back(office, at.kinds, number, at.call.value("--note")));
  return done(at, office, number, "guests.is_sent_back");
}

Result<int> refuse_answer(const At& at) {
  accounts::Office& office = at.office;
  const std::string& number = at.call.value("REQUEST");
  TRY(refuse(office, at.kinds, number, at.call.value("--note")));
  return done(at, office, number, "guests.is_refused");
}

Result<int> renew_request(const At& at) {
  accounts::Office& office = at.office;
  const std::string& number = at.call.value("REQUEST");
  std::int64_t days = usual_days;
  if (const std::string& text = at.call.value("--days"); !text.empty()) {
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), days);
    if (wrong != std::errc() || end != text.data() + text.size()) days = 0;
  }
  TRY(renew(office, at.kinds, number, days));
  return done(at, office, number, "guests.is_asked");
}

Result<int> withdraw_request(const At& at) {
  accounts::Office& office = at.office;
  const std::string& number = at.call.value("REQUEST");
  TRY(withdraw(office, at.kinds, number));
  return done(at, office, number, "guests.is_withdrawn");
}

using Run = Result<int> (*)(const At&);

}  // namespace

std::vector<cli::Command> commands(accounts::Entrance& entrance, records::KindsOf kinds) {
  const auto with = [&entrance, kinds](const char* permission, Run run) {
    return [&entrance, kinds, permission, run](cli::Call& call) -> Result<int> {
      accounts::Office& office = *TRY(entrance.enter(call, permission));
      const records::Kinds here = TRY(kinds(office));
      return run({office, call, here});
    };
  };
  const cli::Option request{.name = "REQUEST", .help = "guests.request_help", .required = true};
  const cli::Option note{
      .name = "--note", .help = "guests.note_help", .required = true, .value_name = "TEXT"};
  return {
      {.name = "guests ask",
       .summary = "guests.ask_summary",
       .example = "ombud guests ask party P-0004 --file asked.json",
       .options =
           {{.name = "KIND", .help = "guests.kind_help", .required = true},
            {.name = "NUMBER", .help = "guests.number_help", .required = true},
            {.name = "--file", .help = "guests.file_help", .required = true, .value_name = "FILE"}},
       .run = with("guests.ask", ask_somebody),
       .more = "guests.ask_more"},
      {.name = "guests list",
       .summary = "guests.list_summary",
       .example = "ombud guests list --state answered",
       .options = {{.name = "--state",
                    .help = "guests.state_help",
                    .choices = {"waiting", "answered", "taken", "refused", "withdrawn", "expired"},
                    .value_name = "STATE"}},
       .run = with("guests.read", list_requests)},
      {.name = "guests show",
       .summary = "guests.show_summary",
       .example = "ombud guests show Q-0001",
       .options = {request},
       .run = with("guests.read", show_request)},
      {.name = "guests take",
       .summary = "guests.take_summary",
       .example = "ombud guests take Q-0001 --field services --field country",
       .options = {request,
                   {.name = "--field",
                    .help = "guests.field_help",
                    .repeated = true,
                    .value_name = "FIELD"}},
       .run = with("guests.ask", take_answer)},
      {.name = "guests return",
       .summary = "guests.return_summary",
       .example = "ombud guests return Q-0001 --note \"Which country is the backup in?\"",
       .options = {request, note},
       .run = with("guests.ask", send_answer_back)},
      {.name = "guests refuse",
       .summary = "guests.refuse_summary",
       .example = "ombud guests refuse Q-0001 --note \"about another agreement\"",
       .options = {request, note},
       .run = with("guests.ask", refuse_answer)},
      {.name = "guests renew",
       .summary = "guests.renew_summary",
       .example = "ombud guests renew Q-0001 --days 14",
       .options = {request, {.name = "--days", .help = "guests.days_help", .value_name = "DAYS"}},
       .run = with("guests.ask", renew_request)},
      {.name = "guests withdraw",
       .summary = "guests.withdraw_summary",
       .example = "ombud guests withdraw Q-0001",
       .options = {request},
       .run = with("guests.ask", withdraw_request)},
  };
}

}  // namespace ombud::guests
