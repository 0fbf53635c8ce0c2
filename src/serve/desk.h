#pragma once
// Where a request meets the office. One request is one transaction: it is opened here, who asks is
// found out and his permission checked in it, the room's handler works in it, its log entries, its
// jobs and the record of its key are written in it, and it is committed before the first byte of
// the answer goes out. No handler has its own way of doing this.

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "accounts/lobby.h"
#include "accounts/sessions.h"
#include "http/pool.h"
#include "serve/answers.h"
#include "serve/scribe.h"

namespace ombud::serve {

/// What all desks share.
struct House {
  std::vector<accounts::Route> routes;
  OpenLobby open;
  Scribe& scribe;
  /// Hosts that requests may name, with the port where it is not the usual one; first the one that
  /// people use.
  std::vector<std::string> hosts;
  bool behind_tls = false;  // A proxy before us speaks TLS to the browser.
  /// An error that nobody expected, under the number that its caller was given.
  std::function<void(const std::string& incident, const std::string& route, const Error&)> say;
};

/// Whether a request's Host names us.
bool is_known(const House& house, const std::string& host);

class Desk final : public http::Clerk {
 public:
  explicit Desk(House& house) : house_(house) {}

  /// Waits for the answers that wait for their entries.
  ~Desk() override;
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;

  /// Never an error: a problem answer at the worst. What was looked at is answered by the scribe's
  /// thread, once its entries are in the log; this one does the next request meanwhile.
  void answer(std::size_t route, http::Request& request, http::Reply reply) override;

 private:
  /// An answer, and what must be in the log before it goes out.
  struct Owed {
    http::Answer answer;
    std::vector<evidence::Told> told = {};
    accounts::SessionId used = {};
    OrganisationId organisation = {};  // Whose log; the first one's where it is empty.
  };

  struct Guest {
    accounts::Actor actor;
    accounts::SessionId session;
    std::string csrf;
    bool touch = false;
    accounts::Waits waits = accounts::Waits::nothing;
  };

  Result<Owed> attend(const accounts::Route& route, http::Request& request);
  Result<Owed> read(const accounts::Route& route, http::Request& request);
  Result<http::Answer> write(const accounts::Route& route, http::Request& request);
  Result<http::Answer> write_once(const accounts::Route& route, http::Request& request,
                                  Guest& guest);
  Result<http::Answer> by_itself(const accounts::Route& route, http::Request& request);

  /// Hosts and origins: nobody else's page makes a browser act here.
  Result<void> check_way(const accounts::Route& route, const http::Request& request) const;
  /// In the frame that is open: who asks, whether he may, and that no other page asks for him.
  Result<Guest> admit(const accounts::Route& route, const http::Request& request, Guest& seen);
  /// The first organisation's, of a folder that is opened anew where something broke.
  Result<accounts::Lobby*> lobby();
  /// Where the request belongs, by its cookie: `here_`.
  Result<void> go_in(const accounts::Route& route, const http::Request& request);
  accounts::Visit visit(http::Request& request, const Guest& guest);
  bool is_secure(const http::Request& request) const;
  std::string address_of(const http::Request& request) const;
  /// A refusal of somebody who is known is in the log before it is answered.
  Result<void> tell_refusal(const accounts::Route& route, const Guest& guest, const Error& error);
  /// So is what was asked for and does not exist for who asks.
  Result<void> tell_hidden();
  http::Answer refused(const accounts::Route& route, const http::Request& request,
                       const Error& error);
  void reply_when_told(const accounts::Route& route, const http::Request& request, Owed owed,
                       http::Reply reply);

  House& house_;
  std::unique_ptr<accounts::Lobby> lobby_;
  accounts::Lobby* here_ = nullptr;        // Of the organisation of the request at hand.
  std::vector<OrganisationId> elsewhere_;  // Where else its handler worked.
  std::mutex mutex_;
  std::condition_variable replied_;
  std::size_t owed_ = 0;  // Answers that wait for their entries.
};

}  // namespace ombud::serve
