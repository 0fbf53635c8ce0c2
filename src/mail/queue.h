#pragma once
// The messages that go out, as they lie in the store.

#include <optional>
#include <string>
#include <vector>

#include "mail/letters.h"
#include "mail/settings.h"

namespace ombud::mail {

enum class State : std::uint8_t {
  waiting,
  handing,   // Its last bytes are being given to a server.
  sent,      // A server has said that it is its own now.
  refused,   // The receiving server will never take it.
  given_up,  // Tried for days.
  unknown,   // We were cut off while handing it over: sent or not, only the receiver knows.
  dropped,   // Somebody decided so, or its address is gone.
  returned,  // Taken, and sent back later.
};
std::string_view word(State state);
/// "M-0001", and back; 0 where it is none.
std::string message_number(std::int64_t serial);
std::int64_t message_serial(std::string_view number);
/// Errc::invalid "mail.unknown_state" {state}.
Result<State> state_of(std::string_view word);

struct Queued {
  MessageId id;
  std::string number;  // "M-0001"
  Kind kind = Kind::digest;
  AddressId address;
  Facts facts;
  std::string message_id;
  State state = State::waiting;
  bool unsure = false;  // Handed over once before without an answer: it may have come twice.
  std::int64_t tries = 0;
  Instant made_at;
  std::optional<Instant> tried_at;
  std::optional<Instant> ended_at;
  std::string code;  // Of the server's last answer.
  std::optional<Error> error;
};

/// To any address; its number, nothing where `once` was queued before.
Result<std::optional<std::string>> queue_to(accounts::Office& office,
                                            store::Transaction& transaction, const Address& address,
                                            const Outgoing& out, Kind kind, const Facts& facts,
                                            const std::string& once);

/// Newest first.
Result<std::vector<Queued>> messages(accounts::Office& office, std::optional<State> state,
                                     std::size_t limit);
/// Errc::not_found "mail.unknown_message" {message}.
Result<Queued> message(store::Transaction& transaction, const std::string& number);
Result<std::optional<Queued>> message_by_id(store::Transaction& transaction,
                                            const std::string& message_id);
/// How many there are of each state.
Result<std::vector<std::pair<State, std::int64_t>>> counts(accounts::Office& office);

/// Sends one again that ended unsent, or whose end is unknown. Errc::conflict "mail.is_sent"
/// {message}, "mail.being_sent" {message}, "mail.outside_gone" {message}: the address of somebody
/// without an account is not kept any more; Errc::not_found "mail.unknown_message".
Result<void> retry(accounts::Office& office, const std::string& number);
/// It is not sent. The same errors.
Result<void> drop(accounts::Office& office, const std::string& number);

/// How a try ended.
struct Try {
  State state = State::waiting;
  bool unsure = false;
  std::string code;
  std::optional<Error> error;
};

/// Errc::conflict "store.changed_meanwhile" unless it is in the state `from`.
Result<void> begin_handing(store::Transaction& transaction, const Queued& message, Instant at);
Result<void> end_try(store::Transaction& transaction, const Queued& message, const Try& ended,
                     Instant at);

/// Jobs for messages that wait and whose job has ended without them; how many wait.
Result<std::int64_t> enqueue_stranded(accounts::Office& office);
/// Ended before; how many went.
Result<std::int64_t> remove_ended(accounts::Office& office, Instant before);

/// "mail.send" (send.cc).
jobs::Kind send_kind();
/// "mail.round" (round.cc).
jobs::Kind round_kind(std::vector<Source> sources);

}  // namespace ombud::mail
