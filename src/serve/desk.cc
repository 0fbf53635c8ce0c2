#include "serve/desk.h"

#include <cxxabi.h>

#include <algorithm>

#include "accounts/rights.h"
#include "base/text.h"
#include "http/cookie.h"
#include "http/problem.h"

namespace ombud::serve {

namespace {

using accounts::Route;
using http::Answer;
using http::Request;

constexpr int tries = 3;

// Answers that one desk holds until their entries are written; then it waits for the scribe.
constexpr std::size_t most_owed = 64;

bool needs_session(const Route& route) { return route.declared.permission != http::anybody; }

bool changes(const Route& route) { return route.declared.method != http::Method::get; }

bool takes_key(const Route& route) {
  const http::Declaration& declared = route.declared;
  return declared.needs_key &&
         (declared.method == http::Method::post || declared.method == http::Method::patch);
}

// Two requests met in the database; nothing of this one lasts, so it may be done again.
bool met_another(const Error& error) {
  return error.key == "sql.serialization" || error.key == "sql.transaction_lost" ||
         error.key == "sql.constraint";
}

// Without a look at how far two texts agree.
bool same(const std::string& a, const std::string& b) {
  unsigned char differs = a.size() == b.size() ? 0 : 1;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
    differs |= static_cast<unsigned char>(a[i] ^ b[i]);
  return differs == 0;
}

Failure not_permitted(const std::string& permission, const accounts::Actor& actor) {
  std::string roles;
  for (const accounts::Role role : actor.roles)
    roles += (roles.empty() ? "" : ", ") + std::string(accounts::word(role));
  return fail(Errc::forbidden, "serve.not_permitted",
              {{"permission", permission}, {"roles", roles}});
}

Answer problem_of(const House& house, const Route& route, Language language, const Error& error) {
  if (!http::is_inside(error)) return http::problem(error, language);
  const std::string incident = uuid_random().substr(0, 8);
  house.say(incident, http::name_of(route.declared), error);
  return http::problem(error, language, incident);
}

std::string thrown_type() {
  const std::type_info* type = abi::__cxa_current_exception_type();
  return type == nullptr ? "?" : type->name();
}

}  // namespace

bool is_known(const House& house, const std::string& host) {
  return std::any_of(house.hosts.begin(), house.hosts.end(), [&](const std::string& known) {
    return ascii_equal_ignoring_case(known, host);
  });
}

Desk::~Desk() {
  std::unique_lock lock(mutex_);
  replied_.wait(lock, [&] { return owed_ == 0; });
}

void Desk::answer(std::size_t index, Request& request, http::Reply reply) {
  const Route& route = house_.routes[index];
  const auto attended = [&]() -> Result<Owed> {
    try {
      return attend(route, request);
    } catch (...) {
      here_ = nullptr;
      lobby_.reset();    // Nobody knows what state it was left in.
      Error unexpected;  // For the lines of the server: out goes a number.
      unexpected.key = "serve.thrown";
      unexpected.params = {{"kind", thrown_type()}};
      return fail(std::move(unexpected));
    }
  };
  Result<Owed> owed = attended();
  if (!owed) return reply(refused(route, request, owed.error()));
  if (owed->told.empty() && owed->used.empty()) return reply(std::move(owed->answer));
  reply_when_told(route, request, *std::move(owed), std::move(reply));
}

void Desk::reply_when_told(const Route& route, const Request& request, Owed owed,
                           http::Reply reply) {
  {
    std::unique_lock lock(mutex_);
    replied_.wait(lock, [&] { return owed_ < most_owed; });
    ++owed_;
  }
  // On the scribe's thread: of this desk it may touch nothing but the count.
  auto told = [this, &house = house_, &route, language = request.language,
               answer = std::move(owed.answer),
               reply = std::move(reply)](const Result<void>& written) mutable {
    reply(written ? std::move(answer) : problem_of(house, route, language, written.error()));
    const std::lock_guard lock(mutex_);
    --owed_;
    replied_.notify_all();
  };
  house_.scribe.tell(std::move(owed.told), owed.used, owed.organisation, std::move(told));
}

Answer Desk::refused(const Route& route, const Request& request, const Error& error) {
  // Keys were changed by another process: the folder is opened anew for the next request.
  if (error.key.starts_with("vault.")) {
    here_ = nullptr;
    lobby_.reset();
  }
  return problem_of(house_, route, request.language, error);
}

Result<Desk::Owed> Desk::attend(const Route& route, Request& request) {
  TRY(check_way(route, request));
  TRY(go_in(route, request));
  switch (route.declared.work) {
    case http::Work::reads:
      return read(route, request);
    case http::Work::writes:
      return Owed{TRY(write(route, request))};
    case http::Work::own:
      return Owed{TRY(by_itself(route, request))};
  }
  std::abort();  // Every enumerator returns above.
}

Result<accounts::Lobby*> Desk::lobby() {
  if (!lobby_) lobby_ = TRY(house_.open());
  return lobby_.get();
}

// An organisation that is not there any more opens nothing, and its token is nobody's.
Result<void> Desk::go_in(const Route& route, const Request& request) {
  accounts::Lobby& first = *TRY(lobby());
  here_ = &first;
  elsewhere_.clear();
  first.close_others();
  if (!needs_session(route)) return {};
  const std::string cookie = request.cookie(http::session_cookie(is_secure(request)));
  Result<accounts::Lobby*> wanted = first.at(accounts::session_cookie_in(cookie).organisation);
  if (wanted) here_ = *wanted;
  if (!wanted && wanted.error().code != Errc::not_found) return fail(wanted.error());
  return {};
}

bool Desk::is_secure(const Request& request) const { return request.secure || house_.behind_tls; }

accounts::Visit Desk::visit(Request& request, const Guest& guest) {
  const auto at = [this](const OrganisationId& organisation) -> Result<accounts::Office*> {
    accounts::Lobby& there = *TRY(lobby_->at(organisation));
    if (&there == here_) return here_->last_office();
    elsewhere_.push_back(there.organisation().id);
    // The account and no more: what it may do there is that organisation's matter.
    const accounts::Actor& actor = here_->last_office()->actor;
    return &there.office({actor.account, actor.name, there.organisation().id, {}});
  };
  return {request,
          here_->office(guest.actor),
          guest.session,
          guest.csrf,
          is_secure(request),
          guest.waits,
          address_of(request),
          at};
}

// Where a proxy stands before us, the last address that it was told of is the browser's own; those
// before it are what the browser says.
std::string Desk::address_of(const Request& request) const {
  if (!house_.behind_tls) return request.peer;
  const std::string& told = request.header("x-forwarded-for");
  const std::string last = trim(told.substr(told.rfind(',') + 1));
  return last.empty() ? request.peer : last;
}

// A browser says where a request comes from. What is not a browser says nothing, and has no cookie
// that somebody else could use.
Result<void> Desk::check_way(const Route& route, const Request& request) const {
  const std::string& host = request.header("host");
  if (!is_known(house_, host)) return fail(Errc::invalid, "serve.wrong_host");
  if (!changes(route)) return {};
  const std::string& site = request.header("sec-fetch-site");
  const std::string& origin = request.header("origin");
  const std::string own = (is_secure(request) ? "https://" : "http://") + host;
  if ((!site.empty() && site != "same-origin") ||
      (!origin.empty() && !ascii_equal_ignoring_case(origin, own)))
    return fail(Errc::forbidden, "serve.forged");
  return {};
}

Result<Desk::Guest> Desk::admit(const Route& route, const Request& request, Guest& seen) {
  if (!needs_session(route)) return Guest();
  accounts::Lobby& here = *here_;
  const auto [token, organisation] =
      accounts::session_cookie_in(request.cookie(http::session_cookie(is_secure(request))));
  const bool here_only = organisation.empty() || organisation == here.organisation().id;
  std::optional<accounts::Visitor> visitor;
  if (!token.empty() && here_only) {
    store::Transaction transaction =
        TRY(here.store().begin(here.organisation().id, sql::Begin::read));
    visitor =
        TRY(accounts::visitor(transaction, here.organisation().id, here.clock().now(), token));
  }
  if (!visitor) return fail(Errc::forbidden, "serve.no_session");
  seen = {visitor->actor, visitor->session.id, accounts::csrf_token(token), visitor->touch,
          visitor->session.waits_for};
  const std::string& permission = route.declared.permission;
  const bool by_session = permission == http::signed_in || permission == http::half_signed_in;
  if (!by_session) seen.actor.doing = permission;
  if (changes(route) && !same(request.header("x-csrf-token"), seen.csrf))
    return fail(Errc::forbidden, "serve.forged");
  if (seen.waits != accounts::Waits::nothing && permission != http::half_signed_in)
    return fail(Errc::forbidden, "serve.half_session");
  if (!by_session && !seen.actor.may(permission)) {
    if (std::optional<Error> ended = accounts::ended_for(seen.actor, permission))
      return fail(*std::move(ended));
    return not_permitted(permission, seen.actor);
  }
  if (route.declared.step_up && !accounts::is_proved(visitor->session, here.clock().now())) {
    accounts::Door door = here.door();
    const accounts::Proof asked = TRY(accounts::proof_asked(door, seen.actor));
    return fail(Errc::forbidden, "serve.step_up",
                {{"proof", std::string(accounts::word(asked))},
                 {"minutes", std::to_string(accounts::proof_lasts.count())}});
  }
  return seen;
}

Result<void> Desk::tell_refusal(const Route& route, const Guest& guest, const Error& error) {
  if (error.code != Errc::forbidden || guest.actor.account.empty()) return {};
  evidence::Told told;
  told.event = "serve.refused";
  told.use = UseKind::denied;
  told.account = guest.actor.account;
  told.reference = "http";
  told.object = http::name_of(route.declared);
  told.details = {{"reason", error.key}};
  return house_.scribe.tell({std::move(told)}, here_->organisation().id);
}

Result<void> Desk::tell_hidden() {
  accounts::Office* office = here_ != nullptr ? here_->last_office() : nullptr;
  std::vector<evidence::Told> told;
  if (office != nullptr) told = accounts::hidden(*office);
  if (told.empty()) return {};
  return house_.scribe.tell(std::move(told), here_->organisation().id);
}

Result<Desk::Owed> Desk::read(const Route& route, Request& request) {
  accounts::Lobby& here = *here_;
  Guest guest;
  std::vector<evidence::Told> told;
  const auto look = [&]() -> Result<Answer> {
    const store::Frame frame = TRY(here.store().frame(here.organisation().id, sql::Begin::read));
    TRY(admit(route, request, guest));
    accounts::Visit seen = visit(request, guest);
    Result<Answer> answer = route.run(seen);
    told = std::move(seen.told);
    return answer;
  };
  Result<Answer> answer = look();
  TRY(tell_hidden());
  if (!answer) {
    TRY(tell_refusal(route, guest, answer.error()));
    return fail(answer.error());
  }
  if (route.declared.tells && told.empty() && answer->status == 200)
    return fail(Errc::internal, "serve.not_told");
  return Owed{*std::move(answer), std::move(told),
              guest.touch ? guest.session : accounts::SessionId(), here.organisation().id};
}

Result<Answer> Desk::write(const Route& route, Request& request) {
  Guest guest;
  Result<Answer> answer = write_once(route, request, guest);
  for (int tried = 1; tried < tries && !answer && met_another(answer.error()); ++tried)
    answer = write_once(route, request, guest);
  TRY(tell_hidden());
  if (answer) {
    house_.scribe.notice(here_->organisation().id);
    return answer;
  }
  TRY(tell_refusal(route, guest, answer.error()));
  if (met_another(answer.error())) return fail(Errc::conflict, "store.changed_meanwhile");
  return answer;
}

Result<Answer> Desk::write_once(const Route& route, Request& request, Guest& guest) {
  accounts::Lobby& here = *here_;
  store::Frame frame = TRY(here.store().frame(here.organisation().id, sql::Begin::write));
  guest = TRY(admit(route, request, guest));
  accounts::Visit seen = visit(request, guest);
  std::optional<Key> key;
  if (takes_key(route)) {
    key = TRY(key_of(http::name_of(route.declared), request));
    if (std::optional<Answer> before = TRY(claim(seen.office, *key))) return *std::move(before);
  }
  Answer answer = TRY(route.run(seen));
  if (route.declared.tells && seen.told.empty()) return fail(Errc::internal, "serve.not_told");
  if (!seen.told.empty() || guest.touch) {
    store::Transaction transaction = TRY(here.store().begin(here.organisation().id));
    for (const evidence::Told& entry : seen.told) TRY(here.log().append(transaction, entry));
    if (guest.touch) TRY(accounts::touch_session(transaction, guest.session, here.clock().now()));
    TRY(transaction.commit());
  }
  if (key) TRY(keep(seen.office, *key, answer));
  TRY(frame.commit());
  return answer;
}

// What a handler commits before it goes on lasts, whatever becomes of the request.
Result<Answer> Desk::by_itself(const Route& route, Request& request) {
  accounts::Lobby& here = *here_;
  Guest guest;
  const auto enter = [&]() -> Result<void> {
    const store::Frame frame = TRY(here.store().frame(here.organisation().id, sql::Begin::read));
    TRY(admit(route, request, guest));
    return {};
  };
  Result<void> entered = enter();
  if (!entered) {
    TRY(tell_refusal(route, guest, entered.error()));
    return fail(entered.error());
  }
  accounts::Visit seen = visit(request, guest);
  std::optional<Key> key;
  if (takes_key(route)) {
    key = TRY(key_of(http::name_of(route.declared), request));
    if (std::optional<Answer> before = TRY(claim(seen.office, *key))) return *std::move(before);
  }
  Result<Answer> answer = route.run(seen);
  TRY(tell_hidden());
  // What was written elsewhere on the way waits for its place there too.
  house_.scribe.notice(here.organisation().id);
  for (const OrganisationId& one : elsewhere_) house_.scribe.notice(one);
  if (!answer) {
    if (key) TRY(release(seen.office, *key));
    TRY(tell_refusal(route, guest, answer.error()));
    return answer;
  }
  if (!seen.told.empty()) TRY(house_.scribe.tell(std::move(seen.told), here.organisation().id));
  if (key) TRY(keep(seen.office, *key, *answer));
  return answer;
}

}  // namespace ombud::serve
