#pragma once
// What the data protection officer says of an action, and stopping one that runs. The officer
// advises and decides nothing: an opinion binds nobody, but it is seen wherever the action is. A
// stop holds at the next batch; who may approve can let the action go on, with a reason.
//
// Law: GDPR arts. 38(6), 39(1)(b).

#include <optional>
#include <string>
#include <vector>

#include "actions/store.h"

namespace ombud::actions {

enum class Stance : std::uint8_t { no_objection, wants_change, objects };
std::string_view word(Stance stance);
/// Errc::invalid "actions.unknown_stance" {stance}.
Result<Stance> stance_of(std::string_view word);

struct Opinion {
  AccountId by;
  Instant given_at;
  Stance stance = Stance::no_objection;
  std::string text;
};

/// Oldest first.
Result<std::vector<Opinion>> opinions(accounts::Office& office, const Action& action);
/// With an entry in the log. Errc::invalid "actions.no_opinion" where the text is empty.
Result<void> advise(accounts::Office& office, const Action& action, Stance stance,
                    const std::string& text);

struct Stop {
  AccountId by;
  Instant stopped_at;
  std::string reason;
};

/// The one that stands; nothing where none does.
Result<std::optional<Stop>> standing_stop(accounts::Office& office, const Action& action);
/// Errc::conflict "actions.stopped" {number} where one stands.
Result<void> not_stopped(accounts::Office& office, const Action& action);

/// Of an action that runs or is partly done; what a batch has begun is brought to its end. Errc::
/// invalid "actions.no_reason"; Errc::conflict "actions.not_running" {number, state},
/// "actions.stopped" {number}.
Result<void> stop(accounts::Office& office, const Action& action, const std::string& reason);
/// Errc::invalid "actions.no_reason"; Errc::conflict "actions.not_stopped" {number}; Errc::
/// forbidden "actions.may_not_approve", "actions.four_eyes" {number}: by whom approve() takes.
Result<void> let_go_on(accounts::Office& office, const Action& action, const std::string& reason);

}  // namespace ombud::actions
