#pragma once
// Mail out and in. Out: messages of Ombud's own, from a neutral sender, with nothing of a person in
// them: that something waits, how much and on which page. They are queued in the transaction of
// what causes them and sent by a job each. In: what comes to the organisation's mailbox, as tasks
// to sort.
//
//     queue (in the caller's transaction) → waiting → sent
//                                             ├→ refused    the receiving server will never take it
//                                             ├→ given_up   five days of trying
//                                             ├→ unknown    we were cut off after it was handed
//                                             over └→ dropped    somebody decided so
//
// Nothing is sent twice to which a server has said yes, and what nobody knows is said.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/accounts.h"
#include "accounts/visit.h"
#include "base/id.h"
#include "base/result.h"
#include "base/secret.h"
#include "base/texts.h"
#include "jobs/jobs.h"
#include "store/store.h"

namespace ombud::mail {

using AddressId = Id<struct MailAddressTag>;
using MessageId = Id<struct MailMessageTag>;

enum class Kind : std::uint8_t {
  invitation,
  reminder,
  escalation,
  digest,
  checkpoint,
  test,
  // To somebody without an account, each with a link that is his alone:
  request,        // Something is asked of him.
  request_again,  // It still is.
  request_back,   // His answer came back with a question.
};
std::string_view word(Kind kind);

/// One line of a message: a sentence of a text file with a count and a day, and the page where it
/// is seen to. Counts and days only: a message is read by whoever sees the screen or the post.
struct Line {
  std::string key;  // "mail.waits_actions": its parameters are {count} and {since}.
  std::int64_t count = 0;
  std::string since;  // A day; may be empty.
  std::string page;   // "/actions": put behind the address of the pages.
};

struct Wish {
  Kind kind = Kind::digest;
  std::vector<Line> lines;
  /// Of this text there is never a second message: "invitation" and an account's id, say.
  std::string once;
};

/// Puts a message to an account in the queue, in the caller's transaction, with its job and an
/// entry in the log. Its number ("M-0001"); nothing where no mail server is set, the account has no
/// address or one that refuses mail, or `once` was queued before. Errors of jobs::enqueue.
Result<std::optional<std::string>> queue(accounts::Office& office, store::Transaction& transaction,
                                         const AccountId& account, const Wish& wish);

/// A message to somebody without an account.
struct OutsideWish {
  Kind kind = Kind::request;
  std::string address;
  Language language = Language::en;
  std::string page;   // "/guests/answer#…": sealed until the message has ended, and gone then.
  std::string until;  // A day.
  std::string once;
};

/// Puts it in the queue as queue() does; its number. Errc::conflict "mail.not_set_up": no mail
/// server is set; Errc::invalid "mail.bad_address"; errors of jobs::enqueue.
Result<std::string> queue_outside(accounts::Office& office, store::Transaction& transaction,
                                  const OutsideWish& wish);
/// How far messages have come, by their numbers: "waiting", "sent", "refused", "returned", … Those
/// that are not kept any more are not among them.
Result<std::map<std::string, std::string>> states_of(store::Transaction& transaction,
                                                     const std::vector<std::string>& numbers);

/// How long a message of ours is kept after its end, and the content of what came in after it was
/// seen to. What is not sent after five days has ended, too.
inline constexpr std::chrono::days messages_kept{90};
inline constexpr std::chrono::days incoming_kept{30};
/// What is older; how many. `only_count`: would go.
Result<std::int64_t> expire_messages(accounts::Office& office, bool only_count);
Result<std::int64_t> expire_incoming(accounts::Office& office, bool only_count);

/// What waits for people, as a room above counts it for the daily round.
struct Waiting {
  std::int64_t count = 0;
  std::optional<Instant> oldest;
};

/// What is one account's own, as a task: how much of it has one day.
struct OwnWaiting {
  AccountId account;
  std::int64_t count = 0;
  Instant day;  // Since when it waits, or until when it was to be done.
};

struct Source {
  std::string key;         // Of the line; also of whom it reminds once.
  std::string permission;  // Whoever has it can see to it.
  std::string page;
  std::function<Result<Waiting>(accounts::Office&)> count;
  /// In place of `count`, of what is each account's own. Who hears of what others leave lying hears
  /// of it under `late_key`; of none of it where that is empty.
  std::function<Result<std::vector<OwnWaiting>>(accounts::Office&)> of_each = {};
  std::string late_key = {};
};

/// "mail.send", "mail.round" and "mail.fetch".
std::vector<jobs::Kind> job_kinds(std::vector<Source> sources);
/// What came in and waits to be sorted.
Source incoming_source();

std::vector<cli::Command> commands(accounts::Entrance& entrance);
std::vector<accounts::Route> routes();
std::span<const store::Migration> migrations();

}  // namespace ombud::mail
