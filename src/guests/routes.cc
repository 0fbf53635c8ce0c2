// Requests over HTTP: for those who ask, and, without a session, for whoever has a link. A link
// comes in a body and stands in no address, log or error.

#include <memory>
#include <nlohmann/json.hpp>

#include "accounts/sessions.h"
#include "accounts/sign_in_rate.h"
#include "accounts/sign_in_routes.h"
#include "base/json.h"
#include "guests/link.h"
#include "guests/view.h"
#include "guests/wish.h"
#include "http/fields.h"

namespace ombud::guests {

namespace {

using accounts::Office;
using accounts::Visit;
using nlohmann::ordered_json;
using records::Kinds;

constexpr std::size_t most_link = 256;
constexpr std::size_t most_reply = 512 * 1024;

Result<http::Answer> list_requests(Visit& visit, const Kinds& kinds) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  Wanted wanted;
  if (const auto state = TRY(fields.optional_text("state", 16)))
    wanted.state = TRY(state_of(*state));
  const auto kind = TRY(fields.optional_text("kind", 64));
  const auto number = TRY(fields.optional_text("record", 64));
  wanted.before = TRY(fields.optional_text("before", 32)).value_or("");
  TRY(fields.no_more());
  if (kind && number) wanted.record = TRY(records::find(visit.office, kinds, *kind, *number)).id;
  std::vector<Request> found;
  {
    store::Transaction transaction =
        TRY(visit.office.store.begin(visit.office.organisation.id, sql::Begin::read));
    ++wanted.limit;  // One more says whether there are more.
    found = TRY(list(visit.office, transaction, wanted));
  }
  const bool more = found.size() == wanted.limit;
  if (more) found.pop_back();
  return http::json(
      json_text({{"requests", TRY(list_json(visit.office, kinds, found, visit.request.language))},
                 {"next", more ? ordered_json(found.back().number) : nullptr}}));
}

Result<http::Answer> shown(Visit& visit, const Kinds& kinds, const std::string& number,
                           int status = 200) {
  return http::json(json_text(TRY(one_json(visit.office, kinds, number, visit.request.language))),
                    status);
}

Result<http::Answer> show_one(Visit& visit, const Kinds& kinds) {
  return shown(visit, kinds, visit.request.parameter("request"));
}

Result<http::Answer> ask_somebody(Visit& visit, const Kinds& kinds) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string kind = TRY(fields.text("kind", 64));
  const std::string number = TRY(fields.text("record", 64));
  const Wish wish = TRY(wish_in(fields));
  return shown(visit, kinds, TRY(ask(visit.office, kinds, kind, number, wish)).number, 201);
}

Result<http::Answer> renew_one(Visit& visit, const Kinds& kinds) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::int64_t days = TRY(fields.integer("days"));
  TRY(fields.no_more());
  const std::string& number = visit.request.parameter("request");
  return shown(visit, kinds, TRY(renew(visit.office, kinds, number, days)).number);
}

Result<http::Answer> withdraw_one(Visit& visit, const Kinds& kinds) {
  const std::string& number = visit.request.parameter("request");
  return shown(visit, kinds, TRY(withdraw(visit.office, kinds, number)).number);
}

Result<std::string> note_in(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string note = TRY(fields.text("note", most_note));
  TRY(fields.no_more());
  return note;
}

Result<http::Answer> send_one_back(Visit& visit, const Kinds& kinds) {
  const std::string note = TRY(note_in(visit));
  const std::string& number = visit.request.parameter("request");
  return shown(visit, kinds, TRY(send_back(visit.office, kinds, number, note)).number);
}

Result<http::Answer> refuse_one(Visit& visit, const Kinds& kinds) {
  const std::string note = TRY(note_in(visit));
  const std::string& number = visit.request.parameter("request");
  return shown(visit, kinds, TRY(refuse(visit.office, kinds, number, note)).number);
}

Result<http::Answer> take_one(Visit& visit, const Kinds& kinds) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  Taking taking;
  taking.fields = TRY(fields.texts("fields", 500));
  taking.version = static_cast<int>(TRY(fields.integer("version")));
  taking.language = visit.request.language;
  TRY(fields.no_more());
  const std::string& number = visit.request.parameter("request");
  const Taken taken = TRY(take(visit.office, kinds, number, taking));
  if (taken.request) return shown(visit, kinds, number);
  const Shown found = TRY(show(visit.office, kinds, number));
  return records::refusal(*TRY(kinds.find(found.request.kind)), taken.faults,
                          visit.request.language);
}

// Whose link it is. What opens nothing is counted like a guess at a password, so that whoever tries
// them is slowed down; a link that is right is let through however many others were wrong.
class Door {
 public:
  Result<Office*> office(Visit& visit, const std::string& link) {
    const OrganisationId where = accounts::session_cookie_in(link).organisation;
    Result<Office*> there = accounts::office_at(visit, where);
    if (there || there.error().code != Errc::not_found) return there;
    return fail(Errc::not_found, "guests.link_ends");
  }

  Error refused(const Visit& visit, Error error) {
    if (error.key != "guests.link_ends") return error;
    const auto wait = rate_.take(visit.address, visit.office.clock.now());
    if (wait.count() == 0) return error;
    return {Errc::unavailable, "guests.many_knock", {{"seconds", std::to_string(wait.count())}}};
  }

 private:
  accounts::SignInRate rate_;
};

Result<http::Answer> see_link(Visit& visit, const records::KindsOf& kinds_of, Door& door) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const Secret link = TRY(fields.secret("link", most_link));
  TRY(fields.no_more());
  const std::string text(link.reveal());
  const auto see = [&]() -> Result<http::Answer> {
    Office& office = *TRY(door.office(visit, text));
    const Kinds kinds = TRY(kinds_of(office));
    const Request request = TRY(open_link(office, text));
    return http::json(json_text(TRY(link_json(office, kinds, request, visit.request.language))));
  };
  Result<http::Answer> seen = see();
  if (!seen) return fail(door.refused(visit, seen.error()));
  return seen;
}

Result<http::Answer> answer_link(Visit& visit, const records::KindsOf& kinds_of, Door& door) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const Secret link = TRY(fields.secret("link", most_link));
  Said said;
  said.name = TRY(fields.text("name", most_name));
  said.confirmed = TRY(fields.boolean("confirmed"));
  said.remark = TRY(fields.optional_text("remark", most_note)).value_or("");
  said.fields = TRY(fields.object("fields"));
  TRY(fields.no_more());
  const std::string text(link.reveal());
  const auto say_it = [&]() -> Result<http::Answer> {
    Office& office = *TRY(door.office(visit, text));
    const Kinds kinds = TRY(kinds_of(office));
    const Request request = TRY(open_link(office, text));
    const auto faults = TRY(answer(office, kinds, text, said));
    if (faults.empty()) return http::done();
    const records::Kind seen = kind_for(*TRY(kinds.find(request.kind)), *request.question);
    return records::refusal(seen, faults, visit.request.language);
  };
  Result<http::Answer> answered = say_it();
  if (!answered) return fail(door.refused(visit, answered.error()));
  return answered;
}

using Run = Result<http::Answer> (*)(Visit&, const Kinds&);
using RunOfGuest = Result<http::Answer> (*)(Visit&, const records::KindsOf&, Door&);

}  // namespace

std::vector<accounts::Route> routes(records::KindsOf kinds) {
  using http::Method;
  using http::Work;
  std::vector<accounts::Route> all;
  const auto add = [&](http::Declaration declared, Run run) {
    all.push_back({std::move(declared), [kinds, run](Visit& visit) -> Result<http::Answer> {
                     return run(visit, TRY(kinds(visit.office)));
                   }});
  };
  const auto written = [](std::string path, http::Body body = http::Body::json) {
    return http::Declaration{.method = Method::post,
                             .path = std::move(path),
                             .permission = "guests.ask",
                             .work = Work::writes,
                             .body = body};
  };
  add({.method = Method::post,
       .path = "/api/guests/lists",
       .permission = "guests.read",
       .work = Work::own,
       .body = http::Body::json,
       .needs_key = false},
      list_requests);
  add({.path = "/api/guests/requests/{request}", .permission = "guests.read"}, show_one);
  add(written("/api/guests/requests"), ask_somebody);
  add(written("/api/guests/requests/{request}/renewal"), renew_one);
  add(written("/api/guests/requests/{request}/withdrawal", http::Body::none), withdraw_one);
  add(written("/api/guests/requests/{request}/return"), send_one_back);
  add(written("/api/guests/requests/{request}/refusal"), refuse_one);
  add(written("/api/guests/requests/{request}/taking"), take_one);
  // Transactions of its own: in which organisation it is, the link says.
  const auto door = std::make_shared<Door>();
  const auto open = [&](std::string path, std::size_t most_bytes, RunOfGuest run) {
    all.push_back({{.method = Method::post,
                    .path = std::move(path),
                    .permission = std::string(http::anybody),
                    .work = Work::own,
                    .body = http::Body::json,
                    .most_bytes = most_bytes,
                    .needs_key = false},
                   [kinds, door, run](Visit& visit) -> Result<http::Answer> {
                     return run(visit, kinds, *door);
                   }});
  };
  open("/api/guests/link", 1024, see_link);
  open("/api/guests/link/answer", most_reply, answer_link);
  return all;
}

}  // namespace ombud::guests
