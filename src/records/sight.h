#pragma once
// What of the records exists for whoever acts. A role may be for some controllers or units only
// (accounts/whose.h): then its holder reads and edits what belongs to those, and reads what belongs
// to nobody. A record belongs to the unit and the controller that it names (kind.h); where it names
// no controller, to that of its unit; a unit without one has that of the unit above.
//
// This is the only place that knows it. Every reading adds narrow() to its statement or asks
// holds() of one record; every writing goes through the pen, which asks before and after. What
// belongs to whom is read anew each time, so that a unit that was moved is seen by others at once.

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "records/records.h"

namespace ombud::records {

/// Whose a record is, by the ids of a unit and a controller; empty: it names none.
struct Belonging {
  std::string unit;
  std::string controller;
  std::string above;  // Of a unit: the one above it.
};

Belonging belonging(const Kind& kind, const RecordId& id, const Row& row);

class Sight {
 public:
  /// `verb`: "read", "edit" or another that every room with kinds has; of each kind its room's
  /// permission counts. Asks the store only for actors who are limited.
  static Result<Sight> of(const accounts::Office& office, const accounts::Actor& actor,
                          const Kinds& kinds, store::Transaction& transaction,
                          std::string_view verb);
  /// Of whoever acts.
  static Result<Sight> of(const accounts::Office& office, const Kinds& kinds,
                          store::Transaction& transaction, std::string_view verb);

  /// Whether all records of the kind are in it; of every kind.
  bool is_whole(const Kind& kind) const { return extent(kind).whole; }

  bool is_whole() const;

  bool holds(const Kind& kind, const RecordId& id, const Row& row) const;

  bool holds(const Kind& kind, const Record& record) const {
    return holds(kind, record.id, record.row);
  }

  /// " and (…)" about the records r of a statement, of whatever kinds; of that kind alone.
  void narrow(sql::Statement& select) const;
  void narrow(sql::Statement& select, const Kind& kind) const;
  /// "select r.id from …" of those of the kind, some perhaps twice; where it is not whole.
  sql::Statement within(const Kind& kind) const;

  /// What keeps an edit from standing, of a sight for editing: the record was not in it
  /// ("records.not_yours" {number}), would not be any more ("records.leaves_yours"), or would come
  /// from or go to a unit or controller outside ("records.not_your_place"). `before`: nothing where
  /// it is new.
  std::optional<Fault> refuses(const Kind& kind, const Record* before, const Record& after) const;
  /// Units among them that are being made: others of the same change may belong to them.
  void welcome(std::span<const Record> records);

 private:
  // What of a room's kinds is in sight.
  struct Extent {
    bool whole = false;
    bool reads = false;           // What belongs to nobody too.
    std::set<std::string> units;  // With all below them.
    std::set<std::string> units_of_controllers;
    std::set<std::string> controllers;
    std::set<std::string> answering;  // The controllers of the units: to be read.
  };

  struct Tree;
  static Extent extent_of(const Tree& tree, const accounts::Reach& reach, const std::string& name);
  const Extent& extent(const Kind& kind) const;
  bool gives(const Extent& seen, const Belonging& one) const;
  bool would_hold(const Kind& kind, const Belonging& was, const Record& after) const;
  void pieces(sql::Statement& select, const Kind& kind) const;

  const Kinds* kinds_ = nullptr;
  std::string organisation_;
  std::map<std::string, Extent> extents_;  // By room.
};

/// The record, where whoever acts may do that with its kind and it is in his sight. What is hidden
/// from him is unknown to him, and noted for the log. Errc::not_found "records.unknown" {number};
/// errors of allowed().
Result<Record> seen(accounts::Office& office, const Kinds& kinds, store::Transaction& transaction,
                    const RecordId& id);
/// Notes that somebody asked for what is hidden from him; the answer to it.
Failure hidden(accounts::Office& office, const Record& record, std::string_view number);

}  // namespace ombud::records
