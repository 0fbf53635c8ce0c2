#pragma once
// Writes the versions of one change, many at a time: the record as it is now, its version, what it
// is found by, all in the caller's transaction. Nothing else writes these tables.

#include <span>
#include <string>
#include <vector>

#include "records/records.h"
#include "records/sight.h"

namespace ombud::records {

/// When a record of the kind is looked through next, if it was just now.
std::optional<Day> next_review(const Kind& kind, Instant at);

class Pen {
 public:
  /// What is being done.
  struct Doing {
    std::string
        event;  // As the log says it, "records.edited"; the history: what follows the point.
    std::string reason;
    std::optional<ChangeId> undoes = {};  // The change that this one takes back.
  };

  Pen(accounts::Office& office, const Kinds& kinds, const Kind& kind,
      store::Transaction& transaction, Doing doing);

  const ChangeId& change() const { return change_; }

  /// These come, so that what belongs to units among them may come before them.
  Result<void> announce(std::span<const Record> records);

  /// What comes next is of another kind. What came before lies in the store then.
  Result<void> turn_to(const Kind& kind);

  /// Numbers for so many new records of the kind, at once instead of one by one.
  Result<void> reserve(std::int64_t count);
  /// A new record: id (unless it has one), number, times and version are put in. The row is checked
  /// already.
  Result<void> make(Record& record);
  /// The next version of a record that lies there with `record.version`, which becomes the new one.
  /// Errc::conflict "records.changed_meanwhile", Errc::forbidden "records.not_yours" {number} where
  /// the actor's role for editing is not for what it was or becomes (sight.h), also of make(); both
  /// at the latest at end().
  Result<void> put(Record& record);
  /// What waits, the change itself, and one entry in the log. Nothing of it where nothing came.
  Result<void> end();

  std::int64_t records() const { return count_; }

 private:
  struct Waiting {
    Record record;
    bool made = false;
  };

  void set_reminder(Record& record) const;
  Result<void> add(const Record& record, bool made);
  Result<void> flush();
  Result<void> look();
  Result<void> check_whose(const std::vector<Waiting>& waiting);
  Result<void> take_out(const std::vector<Waiting>& waiting);
  Result<void> put_in(const std::vector<Waiting>& waiting);
  Result<void> write_versions(const std::vector<Waiting>& waiting);
  Result<void> write_values(const std::vector<Waiting>& waiting);
  Result<void> write_words(const std::vector<Waiting>& waiting);
  Result<void> tell();

  accounts::Office& office_;
  const Kinds& kinds_;
  const Kind* kind_;
  store::Transaction& transaction_;
  Doing doing_;
  ChangeId change_;
  Instant at_;
  std::int64_t count_ = 0;
  std::int64_t next_number_ = 0;
  std::int64_t reserved_ = 0;
  std::string first_kind_;
  std::string first_number_;
  std::string digest_;  // Over every version's content, one after the other; stands in the log.
  std::vector<Waiting> waiting_;
  bool is_of_own_fields_ = false;
  std::optional<Sight> sight_;  // As it was before the first was written.
};

}  // namespace ombud::records
