#pragma once
// An office with people in it who can be served: a store, keys, two accounts, and as many lobbies
// as a test asks for. Included by *_test.cc only.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "accounts/lobby.h"
#include "accounts/rows.h"
#include "accounts/sessions.h"
#include "base/testing.h"
#include "http/cookie.h"
#include "jobs/jobs.h"
#include "serve/desk.h"
#include "serve/serve.h"
#include "store/testing.h"

namespace ombud::serve {

inline constexpr const char* password = "stormigt hav och lampa";

class HouseTest : public testing::TestWithParam<sql::Engine> {
 protected:
  void SetUp() override {
    if (GetParam() == sql::Engine::postgresql && store::test_postgresql_folder().empty())
      GTEST_SKIP() << "OMBUD_TEST_POSTGRESQL is not set";
    home_.emplace(GetParam());
    store::Database store = store::Database::open(home_->location(), true).value();
    const std::vector<std::span<const store::Migration>> rooms{
        evidence::migrations(), accounts::migrations(), jobs::migrations(), serve::migrations()};
    store.migrate(rooms, clock_).value();
    vault::Vault::create(file("ombud.key"), file("keys.db"), organisation_.id, clock_).value();
    first_ = open().value();
    store::Transaction transaction = store.begin(organisation_.id).value();
    accounts::rows::add_organisation(transaction, organisation_, clock_.now()).value();
    transaction.commit().value();
    add("asa", {accounts::Role::coordinator, accounts::Role::administrator});
    add("bo", {accounts::Role::dpo});
    scribe_.emplace([this] { return open(); }, [](const Error&) {},
                    [](accounts::Lobby&) -> Result<void> { return {}; });
  }

  void TearDown() override {
    if (scribe_) scribe_->stop();
  }

  std::string file(const std::string& name) const { return home_->folder().file(name); }

  Result<std::unique_ptr<accounts::Lobby>> open() {
    const std::lock_guard lock(opening_);
    store::Location location = home_->location();
    if (GetParam() == sql::Engine::sqlite) location.turn = writing_;
    store::Database store = TRY(store::Database::open(location));
    vault::Vault vault =
        TRY(vault::Vault::open(file("ombud.key"), file("keys.db"), organisation_.id));
    return std::make_unique<accounts::Lobby>(accounts::Folder(home_->folder().path()),
                                             organisation_, std::move(store), std::move(vault),
                                             clock_);
  }

  /// Asa's.
  accounts::Office& office() { return first_->office({asa_, "asa", organisation_.id, {}}); }

  void add(const std::string& name, const std::set<accounts::Role>& roles) {
    accounts::Account account;
    account.id = new_id<AccountId>(clock_);
    account.name = name;
    account.roles = roles;
    account.made_at = clock_.now();
    if (asa_.empty()) asa_ = account.id;
    store::Transaction transaction = first_->store().begin(organisation_.id).value();
    accounts::rows::add_account(transaction, account, hash(), organisation_.id).value();
    transaction.commit().value();
  }

  /// Declares what is served; before the first desk.
  void serve(std::vector<accounts::Route> routes) {
    std::vector<http::Declaration> declared;
    for (const accounts::Route& route : routes) declared.push_back(route.declared);
    EXPECT_THAT(http::flaws(declared, accounts::permissions()), testing::IsEmpty());
    house_.emplace(
        House{std::move(routes),
              [this] { return open(); },
              *scribe_,
              {"ombud.example"},
              false,
              [this](const std::string& incident, const std::string&, const Error& error) {
                incidents_.push_back(incident + " " + error.key);
              }});
    desk_.emplace(*house_);
  }

  /// Somebody signed in, as his browser would send it.
  struct Person {
    std::string cookie;
    std::string csrf;
  };

  Person signed_in(const std::string& name) {
    const accounts::Account account = accounts::find(office(), name).value();
    accounts::Actor actor{account.id, account.name, organisation_.id, account.roles};
    accounts::Door door = first_->door();
    const accounts::Started started = accounts::start_session(door, actor).value();
    return {http::session_cookie(false) + "=" + started.token.reveal(),
            accounts::csrf_token(started.token.reveal())};
  }

  static http::Request request_of(const Person& person, const std::string& body = "") {
    http::Request request;
    request.path = "/there";
    request.body = body;
    request.headers = {
        {"host", "ombud.example"}, {"cookie", person.cookie}, {"x-csrf-token", person.csrf}};
    return request;
  }

  http::Answer ask(std::size_t route, http::Request request) {
    request.method = house_->routes[route].declared.method;
    return answer_of(*desk_, route, request);
  }

  /// Of the route that is declared so; the test stops where there is none.
  http::Answer ask(http::Method method, std::string_view path, http::Request request) {
    for (std::size_t i = 0; i < house_->routes.size(); ++i) {
      const http::Declaration& declared = house_->routes[i].declared;
      if (declared.method == method && declared.path == path) return ask(i, std::move(request));
    }
    ADD_FAILURE() << "no route " << http::word(method) << " " << path;
    std::abort();
  }

  static http::Answer answer_of(Desk& desk, std::size_t route, http::Request& request) {
    std::promise<http::Answer> answer;
    desk.answer(route, request, [&](http::Answer given) { answer.set_value(std::move(given)); });
    return answer.get_future().get();
  }

  http::Answer ask_with_key(std::size_t route, const Person& person, const std::string& key,
                            const std::string& body = "") {
    http::Request request = request_of(person, body);
    request.headers.emplace_back("idempotency-key", key);
    return ask(route, request);
  }

  /// The key of a problem; "" of another answer.
  static std::string problem_of(const http::Answer& answer) {
    const std::size_t at = answer.body.find("\"key\":\"");
    if (answer.status < 400 || at == std::string::npos) return "";
    return answer.body.substr(at + 7, answer.body.find('"', at + 7) - at - 7);
  }

  /// Entries of that event, by their objects, newest first.
  std::vector<std::string> entries(const std::string& event) {
    evidence::Log::Filter filter;
    filter.event = event;
    std::vector<std::string> found;
    for (const evidence::Entry& entry : first_->log().list(filter).value())
      found.push_back(entry.object);
    return found;
  }

  static evidence::Told told(const accounts::Office& office, const std::string& event) {
    evidence::Told entry;
    entry.event = event;
    entry.use = UseKind::administer;
    entry.account = office.actor.account;
    entry.object = "thing";
    return entry;
  }

  // Of the whole program: to make one takes as long as the rest of a test.
  static const std::string& hash() {
    static const std::string made = vault::hash_password(Secret(password));
    return made;
  }

  AccountId asa_;
  FixedClock clock_{*parse_instant("2026-11-21T08:00:00Z")};
  accounts::Organisation organisation_{
      .id = new_id<OrganisationId>(clock_), .name = "Exempelförbundet", .law = "se"};
  std::optional<store::TestStore> home_;
  std::mutex opening_;
  std::shared_ptr<std::mutex> writing_ = std::make_shared<std::mutex>();
  std::unique_ptr<accounts::Lobby> first_;
  std::optional<Scribe> scribe_;
  std::optional<House> house_;
  std::optional<Desk> desk_;
  std::vector<std::string> incidents_;
};

}  // namespace ombud::serve
