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
  explicit Pool(Location location) : location_(std::move(location)) {}

  sql::Engine engine() const { return location_.engine; }

  const Location& location() const { return location_; }

  Result<std::unique_ptr<sql::Connection>> connect(bool create) const;
  Result<std::unique_ptr<sql::Connection>> borrow();
  void give_back(std::unique_ptr<sql::Connection> connection);

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
  std::vector<std::unique_ptr<sql::Connection>> idle_;
  bool writing_ = false;
  bool has_turn_ = false;
};

}  // namespace ombud::store
