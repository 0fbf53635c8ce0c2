#include "accounts/sign_in_notices.h"

namespace ombud::accounts {

Result<void> leave_notice(store::Transaction& transaction, const Clock& clock,
                          const AccountId& account, std::string_view event) {
  return transaction.execute_exactly(
      1,
      "insert into accounts_notice (organisation_id, account_id, id, event, made_at) values "
      "(?, ?, ?, ?, ?)",
      {transaction.organisation().text, account.text, new_id<Id<struct NoticeTag>>(clock).text,
       std::string(event), store::of_instant(clock.now())});
}

Result<std::vector<Notice>> notices(Door& door, const AccountId& account) {
  store::Transaction transaction = TRY(door.store.begin(door.organisation.id, sql::Begin::read));
  std::vector<Notice> all;
  for (const sql::Row& row : TRY(transaction.all(
           "select event, made_at from accounts_notice where organisation_id = ? and "
           "account_id = ? order by made_at, id",
           {door.organisation.id.text, account.text})))
    all.push_back({store::text_in(row[0]), TRY(store::instant_in(row[1]))});
  return all;
}

Result<void> clear_notices(Office& office) {
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(
      transaction.execute("delete from accounts_notice where organisation_id = ? and "
                          "account_id = ?",
                          {office.organisation.id.text, office.actor.account.text}));
  return transaction.commit();
}

}  // namespace ombud::accounts
