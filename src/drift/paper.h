#pragma once
// What the record says, as far as it can be held against data: activities with the lines of their
// matrix, systems, declarations, periods. Read once for a check; no record is kept whole.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "accounts/accounts.h"
#include "base/periods.h"
#include "base/vocabulary.h"
#include "records/records.h"

namespace ombud::drift {

/// A record by what people call it.
struct Named {
  std::string id;
  std::string kind;
  std::string number;  // "B-0012"
  std::string title;
};

struct Persons {
  Named named;
  std::string group;   // "members"
  std::string circle;  // Of an association's: "members"; "none" or empty where it is of none.
};

struct Data {
  Named named;
  std::set<DataCategory> categories;
  DataClass data_class = DataClass::ordinary;
};

struct Kept {
  Named named;
  std::string event;             // "collected"
  std::optional<Period> period;  // Where its length is fixed.
  bool at_most = false;
  std::string rule;  // That carries it out; empty where none is named.
};

/// A line of a matrix. What is not said, or leads nowhere, is null.
struct Line {
  const Persons* persons = nullptr;
  const Data* data = nullptr;
  const Kept* kept = nullptr;
  DataClass data_class = DataClass::ordinary;
  std::set<std::string> systems;  // Ids of system records; of the activity where the line has none.
};

struct Activity {
  Named named;
  std::string state;
  bool processor = false;  // Persons and data are its customers' to say: it has no matrix.
  std::vector<Line> lines;
  std::set<std::string> systems;  // Also those that only lines name.
  std::set<std::string> parties;  // Customers and joint controllers by name, folded.
};

struct SystemRecord {
  Named named;
  std::string type;      // "database"
  std::string supplier;  // By name; empty where nobody runs it for us.
  std::string location;
  std::string connected;  // The name under which it is connected, as the record says it.
  std::set<std::string> countries;
};

/// A "no" to special categories; a "yes" contradicts nothing.
struct Denial {
  Named named;
  std::set<std::string> systems;  // Empty: all.
};

/// What leads to parts of it points into the maps: it is moved, never copied.
struct Paper {
  Paper() = default;
  Paper(Paper&&) = default;
  Paper& operator=(Paper&&) = default;
  Paper(const Paper&) = delete;
  Paper& operator=(const Paper&) = delete;

  std::map<std::string, Persons> persons;  // By id, as all of these.
  std::map<std::string, Data> data;
  std::map<std::string, Kept> kept;
  std::map<std::string, std::string> parties;
  std::map<std::string, Named> ours;  // Our own organisations.
  std::map<std::string, SystemRecord> systems;
  std::vector<Activity> activities;  // By number, without those that have ended.
  std::vector<Denial> denials;
};

/// Drafts count: who has written something down has declared it. Ended and archived ones do not.
/// Errors of records::each_as_of().
Result<Paper> read_paper(accounts::Office& office, const records::Kinds& kinds);

}  // namespace ombud::drift
