#pragma once
// The connections of one opened store. A transaction borrows one; a second writer in the same
// process is a fault of the program: on SQLite it would wait for itself.

#include <memory>
#include <optional>
#include <vector>

#include "sql/connection.h"
#include "store/store.h"

namespace ombud::store {

class Pool {
 public:
  /// A connection, and on PostgreSQL whose rows its session sees: as long as it serves the same
  /// organisation, nobody need say so again.
  struct Session {
    std::unique_ptr<sql::Connection> connection;
    OrganisationId organisation = {};
  };

  explicit Pool(Location location) : location_(std::move(location)) {}

  sql::Engine engine() const { return location_.engine; }

  const Location& location() const { return location_; }

  Result<std::unique_ptr<sql::Connection>> connect(bool create) const;
  Result<Session> borrow();
  void give_back(Session session);

  /// must() be the only writer until end_writing(). In a frame it is its part.
  void begin_writing();
  void end_writing();

  /// Waits until no other thread writes; until leave_turn().
  void take_turn();
  void leave_turn();

  bool is_writing() const { return writing_; }

  /// The frame that every transaction joins while it is there.
  struct OpenFrame {
    sql::Connection* connection;
    sql::Begin mode;
    OrganisationId organisation;
    bool broken = false;  // The connection is.
    bool lost = false;    // A part could not be undone.
  };

  std::optional<OpenFrame> frame;

 private:
  Location location_;
  std::vector<Session> idle_;
  bool writing_ = false;
  bool has_turn_ = false;
};

}  // namespace ombud::store
