#pragma once
// Writes the entries of what was only looked at. Requests that read hold no write transaction;
// their entries are gathered by one thread, committed together, and each answer waits for its own.
// The same thread puts the entries into their places in the log and signs a checkpoint, at most a
// second after they came.

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <thread>
#include <vector>

#include "accounts/lobby.h"
#include "accounts/sessions.h"
#include "base/result.h"
#include "evidence/evidence.h"

namespace ombud::serve {

/// Opens the data folder for the thread that asks.
using OpenLobby = std::function<Result<std::unique_ptr<accounts::Lobby>>()>;

class Scribe {
 public:
  /// `say`: an error of the thread's own work, of which no request hears. `housekeep`: now and
  /// then, with a lobby.
  Scribe(OpenLobby open, std::function<void(const Error&)> say,
         std::function<Result<void>(accounts::Lobby&)> housekeep);
  ~Scribe();
  Scribe(const Scribe&) = delete;
  Scribe& operator=(const Scribe&) = delete;

  /// Told when all are committed, or why they are not: then the answer must not go out.
  using Done = std::function<void(const Result<void>&)>;

  /// Calls `done` once, on the scribe's thread, which nobody's answer may hold up; on this one
  /// where the scribe is leaving. `used`: a session of which it is to be noted that it is used;
  /// empty for none. `organisation`: whose log; the first one's where it is empty.
  void tell(std::vector<evidence::Told> entries, const accounts::SessionId& used,
            const OrganisationId& organisation, Done done);
  /// The same, and waits.
  Result<void> tell(std::vector<evidence::Told> entries, const OrganisationId& organisation = {});

  /// Entries were committed by somebody else: they are to be put in their places too.
  void notice(const OrganisationId& organisation = {});
  /// Writes what waits and ends.
  void stop();

 private:
  struct Wish {
    std::vector<evidence::Told> entries;
    accounts::SessionId used;
    OrganisationId organisation;
    Done done;
  };

  void live();
  /// Of one organisation.
  void write(std::span<const Wish> wishes);
  Result<void> write_together(accounts::Lobby& lobby, std::span<const Wish> wishes);
  std::vector<Wish> taken();
  /// In an organisation's lobby.
  Result<void> in(const OrganisationId& organisation,
                  const std::function<Result<void>(accounts::Lobby&)>& work);
  std::vector<OrganisationId> everybody();
  void look_after(const std::set<OrganisationId>& whose, bool all);
  Result<accounts::Lobby*> lobby();

  const OpenLobby open_;
  const std::function<void(const Error&)> say_;
  const std::function<Result<void>(accounts::Lobby&)> housekeep_;
  std::unique_ptr<accounts::Lobby> lobby_;
  std::mutex mutex_;
  std::condition_variable came_;
  std::deque<Wish> waiting_;
  bool all_unsequenced_ = true;                // Of an earlier process, perhaps.
  std::set<OrganisationId> unsequenced_ = {};  // Whose entries wait for their places.
  bool leaving_ = false;
  std::thread thread_;
};

}  // namespace ombud::serve
