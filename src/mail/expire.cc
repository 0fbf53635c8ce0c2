// Throwing away in time what mail keeps. The daily round does it too; here it is done where no mail
// server is set any more.

#include "mail/inbox.h"
#include "mail/mail.h"
#include "mail/queue.h"

namespace ombud::mail {

namespace {

using accounts::Office;

Result<std::int64_t> old_ones(Office& office, sql::Literal count, Instant before) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const std::optional<sql::Row> row =
      TRY(transaction.one(count, {transaction.organisation().text, store::of_instant(before)}));
  return store::integer_in(row.value()[0]);
}

}  // namespace

Result<std::int64_t> expire_messages(Office& office, bool only_count) {
  const Instant before = office.clock.now() - messages_kept;
  if (!only_count) return remove_ended(office, before);
  return old_ones(office,
                  "select count(*) from mail_message where organisation_id = ? and ended_at < ?",
                  before);
}

Result<std::int64_t> expire_incoming(Office& office, bool only_count) {
  const Instant before = office.clock.now() - incoming_kept;
  if (!only_count) return empty_ended(office, before);
  return old_ones(office,
                  "select count(*) from mail_incoming where organisation_id = ? and content is not "
                  "null and ended_at is not null and ended_at < ?",
                  before);
}

}  // namespace ombud::mail
