// Approving a plan and refusing it.

#include "actions/decide.h"

#include "actions/sealed_extract.h"
#include "base/text.h"

namespace ombud::actions {

namespace {

Failure not_planned(const Action& action) {
  return fail(Errc::conflict, "actions.not_planned",
              {{"number", action.number}, {"state", std::string(word(action.state))}});
}

}  // namespace

Result<void> may_approve(accounts::Office& office, const Action& action) {
  const bool erases = action.kind == Kind::erase;
  std::string permission = erases ? "actions.approve" : "actions.certify";
  const bool has_plan = action.state == State::planned || action.state == State::approved ||
                        action.state == State::running || action.state == State::partly_done;
  if (!action.person && has_plan)
    permission = TRY(read_head(TRY(chunk(office, action, 0)))).many->approval;
  if (!office.actor.may(permission))
    return fail(Errc::forbidden, "actions.may_not_approve",
                {{"number", action.number}, {"permission", permission}});
  if (erases && action.planned_by == office.actor.account)
    return fail(Errc::forbidden, "actions.four_eyes", {{"number", action.number}});
  return {};
}

Result<void> approve_as_shown(accounts::Office& office, const Action& action,
                              const std::string& extract_digest) {
  TRY(may_approve(office, action));
  if (action.state != State::planned) return not_planned(action);
  TRY(checked_plan(office, action));
  Move approval{State::planned, State::approved, "actions.approved", ""};
  if (!extract_digest.empty()) approval.commitments.emplace_back("extract", extract_digest);
  return move(office, action, approval);
}

Result<void> approve(accounts::Office& office, const std::string& number) {
  return approve_as_shown(office, TRY(find_action(office, number)), "");
}

Result<void> approve_by_standing(accounts::Office& office, const std::string& number,
                                 const ByStanding& standing) {
  const Action action = TRY(find_action(office, number));
  must(!action.person && action.kind == Kind::erase);
  if (action.state != State::planned) return not_planned(action);
  TRY(checked_plan(office, action));
  return move(office, action,
              {State::planned, State::approved, "actions.approved_by_rule", standing.decision,
               standing.decided_by});
}

Result<void> refuse(accounts::Office& office, const std::string& number,
                    const std::string& reason) {
  const Action action = TRY(find_action(office, number));
  if (trim(reason).empty()) return fail(Errc::invalid, "actions.no_reason");
  if (action.state != State::planned && action.state != State::approved) return not_planned(action);
  TRY(move(office, action, {action.state, State::refused, "actions.refused", reason}));
  TRY(forget_extract(office, action));
  return forget_recheck(office, action);
}

}  // namespace ombud::actions
