#pragma once
// What somebody with an account does: asks, asks again, takes back, decides on the answer.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "guests/form.h"
#include "guests/request.h"

namespace ombud::guests {

inline constexpr std::int64_t most_days = 90;
inline constexpr std::int64_t usual_days = 30;
inline constexpr std::size_t most_name = 200;
inline constexpr std::size_t most_note = 2'000;

struct Wish {
  std::string name;  // Of whom is asked.
  std::string address;
  Language language = Language::en;
  std::string note;
  std::vector<std::string> shown;  // Fields of the kind; what is asked is shown too.
  std::vector<std::string> asked;
  /// Of which links the guest may see titles: by its path ("roles.system") where it leads now, and
  /// these numbers of records beside. No other record's title is shown to him.
  std::vector<std::pair<std::string, std::vector<std::string>>> offered;
  std::int64_t days = usual_days;
};

// All of these need the permission to edit the record's kind beside their own: Errc::forbidden
// "guests.may_not_edit" {record}, "records.not_yours" {number}. Where the request must be in a
// state that it is not in: Errc::conflict "guests.not_in_state" {request, state}.

/// Asks, in one transaction with the message, its link, the reminder to come and the log's entry.
/// Errc::invalid "guests.no_name", "guests.bad_days" {most}, "guests.nothing_asked",
/// "guests.no_such_field" {field}, "guests.not_for_guests" {field}, "guests.titles_unsaid" {field},
/// "guests.not_in_answer" {field}, "guests.no_such_offer" {field, record}, "guests.note_long"
/// {most}; Errc::conflict "guests.record_closed" {record}; errors of records::find and
/// mail::queue_outside.
Result<Request> ask(accounts::Office& office, const records::Kinds& kinds, std::string_view kind,
                    std::string_view number, const Wish& wish);
/// What waits or is over waits anew, of the record as it stands now; former links open nothing.
Result<Request> renew(accounts::Office& office, const records::Kinds& kinds,
                      std::string_view number, std::int64_t days);
/// What waits or was answered is not asked any more.
Result<Request> withdraw(accounts::Office& office, const records::Kinds& kinds,
                         std::string_view number);

/// The answer goes back with a question; what was said is still there. Errc::invalid
/// "guests.no_note".
Result<Request> send_back(accounts::Office& office, const records::Kinds& kinds,
                          std::string_view number, const std::string& note);
/// Nothing of the answer is taken. Errc::invalid "guests.no_note".
Result<Request> refuse(accounts::Office& office, const records::Kinds& kinds,
                       std::string_view number, const std::string& reason);

struct Taking {
  /// Nothing: all in which the answer differs, none of which may have changed since.
  std::optional<std::vector<std::string>> fields;
  std::optional<int> version;  // Of the record, that was looked at; nothing: as it is.
  Language language = Language::en;
};

struct Taken {
  std::optional<Request> request;
  std::vector<records::Fault> faults;  // Not empty: nothing was written.
  std::string review = {};             // "reviewed" where it counts as a review of the record.
};

/// Whoever decides on an answer may edit the record, also where nothing of it is written.
/// Errc::forbidden "guests.may_not_edit" {record}; errors of records::is_his().
Result<void> may_edit(accounts::Office& office, const records::Kinds& kinds,
                      const records::Kind& kind, const records::Record& record);

/// Writes what was chosen by records::edit(), with a reason that names who said it; where the
/// answer says that all stands right, it counts as a review of a kind that has an interval.
/// Errc::conflict "guests.changed_since" {fields}; Errc::invalid "guests.not_in_answer" {field},
/// "guests.nothing_taken"; errors of may_edit(), records::edit() and records::review().
Result<Taken> take(accounts::Office& office, const records::Kinds& kinds, std::string_view number,
                   const Taking& taking);

/// One request with its record. Errors of find() and records::find().
struct Shown {
  Request request;
  records::Record record;
};

Result<Shown> show(accounts::Office& office, const records::Kinds& kinds, std::string_view number);

/// An entry about a request.
evidence::Told told(const accounts::Office& office, std::string event, const Request& request);
/// Until which day its link works, in the organisation's zone.
Result<Day> last_day(const accounts::Office& office, const Request& request);
/// A message with a link of its own, in the caller's transaction.
Result<void> send_link(accounts::Office& office, store::Transaction& transaction, Request& request,
                       mail::Kind kind);

/// "guests.remind".
jobs::Kind remind_kind();
Result<void> remind_later(accounts::Office& office, store::Transaction& transaction,
                          const Request& request);

}  // namespace ombud::guests
