#pragma once
// A request as it lies in the store: of whom what is asked, and what he said.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "guests/guests.h"

namespace ombud::guests {

using RequestId = Id<struct GuestRequestTag>;

enum class State : std::uint8_t { waiting, answered, taken, refused, withdrawn, expired };
std::string_view word(State state);
/// Errc::invalid "guests.unknown_state" {state}.
Result<State> state_of(std::string_view word);

/// A record that a link may lead to, as the guest sees it: its title under a word that means
/// nothing anywhere else.
struct Offer {
  std::string word;  // "o1"
  std::string id;
  std::string title;
};

/// What was chosen for the guest, as the record stood then. It lies sealed.
struct Question {
  std::string name;  // Of whom is asked.
  std::string address;
  Language language = Language::en;
  std::string note;      // From who asks.
  std::string returned;  // Why his answer came back; empty where it did not.
  std::vector<std::string> shown;
  std::vector<std::string> asked;  // Among those: what he may answer.
  // By the path of the link, "roles.system"; of others he sees nothing at all.
  std::map<std::string, std::vector<Offer>> offered;
  std::string row;  // The whole record then, as JSON.
  int version = 0;
  bool draft = false;  // In the first state of its kind, which lacks what it likes.
};

/// What the guest said. It lies sealed.
struct Reply {
  std::string name;
  bool confirmed = false;  // All stands right as it was shown.
  std::string remark;
  std::string row;  // What he answered of what was asked, as JSON; links as ids.
};

struct Request {
  RequestId id;
  std::string number;  // "Q-0001"
  records::RecordId record;
  std::string kind;
  State state = State::waiting;
  Instant asked_at;
  AccountId asked_by;
  Instant ends_at;
  std::optional<Instant> opened_at;
  std::optional<Instant> answered_at;
  std::optional<Instant> ended_at;
  std::optional<AccountId> ended_by;
  std::int64_t reminded = 0;
  std::string mail;                  // "M-0001": the last message.
  std::optional<Question> question;  // Nothing once it was thrown away.
  std::optional<Reply> reply;
};

/// What it is now: waiting is over when its day is.
State state_now(const Request& request, Instant now);

// The tables; the only file that talks to the database is store.cc. Each works in the caller's
// transaction; their errors are the store's, and those of opening what is sealed.

/// Gives it its number.
Result<void> add(accounts::Office& office, store::Transaction& transaction, Request& request);
/// Errc::conflict "store.changed_meanwhile" unless it is in the state `from` there.
Result<void> save(accounts::Office& office, store::Transaction& transaction, const Request& request,
                  State from);
/// "guests.unknown" {request}: no such number, or one about a record that is not his to see.
Failure unknown(std::string_view number);
/// Errc::not_found "guests.unknown" {request}.
Result<Request> find(accounts::Office& office, store::Transaction& transaction,
                     std::string_view number);

struct Wanted {
  std::optional<State> state;
  records::RecordId record;  // Empty: of any.
  std::string before;        // "Q-0042": only older ones.
  std::size_t limit = 50;
};

/// Newest first.
Result<std::vector<Request>> list(accounts::Office& office, store::Transaction& transaction,
                                  const Wanted& wanted);

/// A new link for it: what stands behind the # of the address. Only its hash is kept.
Result<std::string> add_link(accounts::Office& office, store::Transaction& transaction,
                             const RequestId& request);
Result<void> end_links(store::Transaction& transaction, const RequestId& request);
/// Whose link it is, while the request waits; nothing where it is nobody's (any more).
Result<std::optional<Request>> by_link(accounts::Office& office, store::Transaction& transaction,
                                       const std::string& link);

}  // namespace ombud::guests
