// How many plans wait for somebody's approval, and since when: what a reminder says of them.

#include "actions/actions.h"

namespace ombud::actions {

Result<Waiting> waiting_for_approval(accounts::Office& office) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const auto row =
      TRY(transaction.one("select count(*), min(planned_at) from actions_action "
                          "where organisation_id = ? and state = ?",
                          {transaction.organisation().text, std::string(word(State::planned))}));
  Waiting waiting{store::integer_in((*row)[0]), std::nullopt};
  if (waiting.count > 0) waiting.oldest = TRY(store::instant_in((*row)[1]));
  return waiting;
}

}  // namespace ombud::actions
