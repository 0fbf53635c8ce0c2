// Mail over HTTP, for who keeps it: how it is set up, to whom it goes, and what is in the queue.

#include <nlohmann/json.hpp>

#include "base/json.h"
#include "http/fields.h"
#include "http/page.h"
#include "mail/commands.h"
#include "mail/incoming_routes.h"
#include "mail/queue.h"
#include "mail/schedule.h"

namespace ombud::mail {

namespace {

using accounts::Visit;
using nlohmann::ordered_json;

constexpr std::size_t longest_text = 500;
constexpr std::size_t most_anchors = 20;

Result<http::Answer> show_settings(Visit& visit) {
  const Settings all = TRY(settings(visit.office)).value_or(Settings{});
  return http::json(json_text({{"server", all.out.server},
                               {"sender", all.out.from_address},
                               {"sign_in", all.out.sign_in},
                               {"has_password", all.out.has_password},
                               {"ca_file", all.out.ca_file},
                               {"pages", all.out.pages},
                               {"remind_days", all.out.remind_days},
                               {"escalate_days", all.out.escalate_days},
                               {"inbox", all.in.place},
                               {"inbox_sign_in", all.in.sign_in},
                               {"inbox_has_password", all.in.has_password},
                               {"inbox_ca_file", all.in.ca_file},
                               {"inbox_removes", all.in.removes}}));
}

Result<Secret> optional_secret(http::Fields& fields) {
  std::optional<std::string> given = TRY(fields.optional_text("password", longest_text));
  return Secret(std::move(given).value_or(""));
}

Result<http::Answer> put_server(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  Outgoing out;
  out.server = TRY(fields.text("server", longest_text));
  out.from_address = TRY(fields.text("sender", longest_text));
  out.sign_in = TRY(fields.text("sign_in", longest_text));
  out.ca_file = TRY(fields.text("ca_file", longest_text));
  out.pages = TRY(fields.text("pages", longest_text));
  out.remind_days = TRY(fields.integer("remind_days"));
  out.escalate_days = TRY(fields.integer("escalate_days"));
  const Secret password = TRY(optional_secret(fields));
  TRY(fields.no_more());
  TRY(set_outgoing(visit.office, out, password));
  TRY(schedule_round(visit.office));
  return http::done();
}

Result<http::Answer> put_inbox(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  Inbox in;
  in.place = TRY(fields.text("place", longest_text));
  in.sign_in = TRY(fields.text("sign_in", longest_text));
  in.ca_file = TRY(fields.text("ca_file", longest_text));
  in.removes = TRY(fields.boolean("removes"));
  const Secret password = TRY(optional_secret(fields));
  TRY(fields.no_more());
  TRY(mail::set_inbox(visit.office, in, password));
  if (!in.place.empty()) TRY(schedule_fetch(visit.office));
  return http::done();
}

Result<http::Answer> list_addresses(Visit& visit) {
  ordered_json all = ordered_json::array();
  for (const Address& one : TRY(addresses(visit.office))) {
    ordered_json account;
    if (one.account)
      account = {{"id", one.account->text}, {"name", TRY(name_of(visit.office, *one.account))}};
    all.push_back({{"account", account},
                   {"address", one.address},
                   {"language", code(one.language)},
                   {"refused_at", instant_json(one.refused_at)},
                   {"refused_code", one.refused_code}});
  }
  evidence::Told entry = told(visit.office, "mail.listed", "addresses");
  entry.use = UseKind::list;
  entry.criterion = "addresses";
  visit.tell(std::move(entry));
  return http::json(json_text({{"addresses", std::move(all)}}));
}

Result<Language> language_in(http::Fields& fields) {
  return language_of(TRY(fields.text("language", 2)));
}

Result<http::Answer> put_address(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string address = TRY(fields.text("address", longest_text));
  const Language language = TRY(language_in(fields));
  TRY(fields.no_more());
  const accounts::Account account =
      TRY(accounts::find(visit.office, AccountId{visit.request.parameter("account")}));
  TRY(set_address(visit.office, account.id, address, language, !account.used_at));
  return http::done();
}

Result<http::Answer> erase_address(Visit& visit) {
  const accounts::Account account =
      TRY(accounts::find(visit.office, AccountId{visit.request.parameter("account")}));
  TRY(remove_address(visit.office, account.id, account.name));
  return http::done();
}

Result<http::Answer> put_checkpoints(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::vector<std::string> given = TRY(fields.texts("addresses", most_anchors));
  const Language language = TRY(language_in(fields));
  TRY(fields.no_more());
  TRY(set_anchors(visit.office, given, language));
  return http::done();
}

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

Result<http::Answer> list_messages(Visit& visit) {
  const std::size_t limit = TRY(http::limit_in(visit.request));
  ordered_json all = ordered_json::array();
  for (const Queued& one : TRY(messages(visit.office, std::nullopt, limit)))
    all.push_back(as_json(one, visit.request.language));
  ordered_json counted = ordered_json::object();
  for (const auto& [state, count] : TRY(counts(visit.office)))
    counted[std::string(word(state))] = count;
  return http::json(json_text({{"messages", std::move(all)}, {"counts", std::move(counted)}}));
}

Result<http::Answer> resend(Visit& visit) {
  TRY(mail::retry(visit.office, visit.request.parameter("message")));
  return http::done();
}

Result<http::Answer> leave(Visit& visit) {
  TRY(mail::drop(visit.office, visit.request.parameter("message")));
  return http::done();
}

Result<http::Answer> test(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const AccountId account{TRY(fields.text("account", 64))};
  TRY(fields.no_more());
  const std::string code = TRY(send_test(visit.office, TRY(accounts::find(visit.office, account))));
  return http::json(json_text({{"code", code}}));
}

}  // namespace

std::vector<accounts::Route> routes() {
  using http::Body;
  using http::Method;
  using http::Work;
  std::vector<accounts::Route> all = incoming_routes();
  const auto add = [&](Method method, const char* path, Work work, Body body, auto run) {
    http::Declaration declared;
    declared.method = method;
    declared.path = path;
    declared.permission = "mail.manage";
    declared.work = work;
    declared.body = body;
    all.push_back({std::move(declared), run});
    return &all.back().declared;
  };
  add(Method::get, "/api/mail/settings", Work::reads, Body::none, show_settings);
  add(Method::put, "/api/mail/server", Work::writes, Body::json, put_server);
  add(Method::put, "/api/mail/inbox", Work::writes, Body::json, put_inbox);
  add(Method::get, "/api/mail/addresses", Work::reads, Body::none, list_addresses)->tells = true;
  add(Method::put, "/api/mail/addresses/{account}", Work::writes, Body::json, put_address);
  add(Method::erase, "/api/mail/addresses/{account}", Work::writes, Body::none, erase_address);
  // Who could have them sent elsewhere unseen could change the log unseen.
  add(Method::put, "/api/mail/checkpoints", Work::writes, Body::json, put_checkpoints)->step_up =
      true;
  add(Method::get, "/api/mail/messages", Work::reads, Body::none, list_messages)->queries = {
      "limit"};
  add(Method::post, "/api/mail/messages/{message}/resending", Work::writes, Body::none, resend);
  add(Method::post, "/api/mail/messages/{message}/dropping", Work::writes, Body::none, leave);
  // Waits for a server of somebody else's: one at a time.
  add(Method::post, "/api/mail/tests", Work::own, Body::json, test)->side_by_side = 1;
  return all;
}

}  // namespace ombud::mail
