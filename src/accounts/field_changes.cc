#include "accounts/field_changes.h"

#include "accounts/rights.h"

namespace ombud::accounts {

namespace {

Result<FieldChange> change_in(const sql::Row& row) {
  FieldChange change;
  change.number = number_text('F', store::integer_in(row[0]));
  const std::optional<Task> task = task_of(store::text_in(row[1]));
  const std::optional<DataClass> data_class = data_class_of(store::text_in(row[2]));
  if (!task || !data_class) return fail(Errc::internal, "accounts.bad_row");
  change.task = *task;
  change.data_class = *data_class;
  change.role = TRY(role_of(store::text_in(row[3])));
  change.allowed = store::integer_in(row[4]) != 0;
  change.reason = store::text_in(row[5]);
  change.state = store::text_in(row[6]);
  change.asked_by = AccountId{store::text_in(row[7])};
  change.asked_at = TRY(store::instant_in(row[8]));
  if (const auto by = store::optional_text_in(row[9])) change.decided_by = AccountId{*by};
  if (!sql::is_null(row[10])) change.decided_at = TRY(store::instant_in(row[10]));
  return change;
}

evidence::Told entry_of(const Office& office, std::string event, const FieldChange& change) {
  evidence::Told told =
      rights_entry(office, std::move(event), "field change " + change.number, change.asked_by);
  told.details = {{"task", std::string(word(change.task))},
                  {"class", std::string(word(change.data_class))},
                  {"role", std::string(word(change.role))},
                  {"shown", change.allowed ? "yes" : "no"},
                  {"reason", change.reason}};
  return told;
}

// The roles that somebody has of himself: not those that he stands in for, or has for a time.
Result<std::set<Role>> standing_roles(Office& office, const AccountId& account) {
  return TRY(find(office, account)).roles;
}

bool are_both_sides(const std::set<Role>& one, const std::set<Role>& other) {
  return (one.contains(Role::administrator) && other.contains(Role::dpo)) ||
         (one.contains(Role::dpo) && other.contains(Role::administrator));
}

}  // namespace

Result<Task> task_in(const std::string& text) {
  const std::optional<Task> task = task_of(text);
  if (!task) return fail(Errc::invalid, "accounts.unknown_task", {{"task", text}});
  return *task;
}

Result<DataClass> data_class_in(const std::string& text) {
  const std::optional<DataClass> data_class = data_class_of(text);
  if (!data_class) return fail(Errc::invalid, "accounts.unknown_class", {{"class", text}});
  return *data_class;
}

Result<FieldChange> ask_field_change(Office& office, FieldChange change) {
  change.reason = TRY(reason_of(change.reason));
  if (!may_see_persons(change.role))
    return fail(Errc::invalid, "accounts.field_never", {{"role", std::string(word(change.role))}});
  if (office.actor.fields.allows(change.role, change.data_class, change.task) == change.allowed)
    return fail(Errc::conflict, "accounts.field_same");
  change.state = "asked";
  change.asked_by = office.actor.account;
  change.asked_at = office.clock.now();
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::int64_t number = TRY(next_number(transaction, "field"));
  change.number = number_text('F', number);
  TRY(transaction.execute(
      "insert into accounts_field_change (organisation_id, number, task, data_class, role, "
      "allowed, reason, state, asked_by, asked_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {transaction.organisation().text, number, std::string(word(change.task)),
       std::string(word(change.data_class)), std::string(word(change.role)),
       std::int64_t{change.allowed ? 1 : 0}, change.reason, change.state, change.asked_by.text,
       store::of_instant(change.asked_at)}));
  TRY(office.log.append(transaction, entry_of(office, "accounts.field_asked", change)));
  TRY(transaction.commit());
  return change;
}

Result<FieldChange> decide_field_change(Office& office, const std::string& number, bool agreed) {
  std::optional<FieldChange> found;
  for (FieldChange& one : TRY(field_changes(office)))
    if (one.number == number) found = std::move(one);
  if (!found) return fail(Errc::not_found, "accounts.unknown_change", {{"change", number}});
  FieldChange& change = *found;
  if (change.state != "asked")
    return fail(Errc::conflict, "accounts.change_decided", {{"change", number}});
  const AccountId& who = office.actor.account;
  if (agreed && change.asked_by == who) return fail(Errc::forbidden, "accounts.own_change");
  if (agreed && !are_both_sides(TRY(standing_roles(office, change.asked_by)),
                                TRY(standing_roles(office, who))))
    return fail(Errc::forbidden, "accounts.both_sides");
  change.state = agreed ? "agreed" : "refused";
  change.decided_by = who;
  change.decided_at = office.clock.now();
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::string& organisation = transaction.organisation().text;
  TRY(transaction.execute_exactly(
      1,
      "update accounts_field_change set state = ?, decided_by = ?, decided_at = ? "
      "where organisation_id = ? and number = ? and state = 'asked'",
      {change.state, who.text, store::of_instant(*change.decided_at), organisation,
       number_in('F', number)}));
  if (agreed)
    TRY(transaction.execute(
        "insert into accounts_field (organisation_id, task, data_class, role, allowed) "
        "values (?, ?, ?, ?, ?) on conflict (organisation_id, task, data_class, role) "
        "do update set allowed = excluded.allowed",
        {organisation, std::string(word(change.task)), std::string(word(change.data_class)),
         std::string(word(change.role)), std::int64_t{change.allowed ? 1 : 0}}));
  TRY(office.log.append(
      transaction,
      entry_of(office, agreed ? "accounts.field_agreed" : "accounts.field_refused", change)));
  TRY(transaction.commit());
  return change;
}

Result<std::vector<FieldChange>> field_changes(Office& office) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::vector<FieldChange> all;
  TRY(transaction.each(
      "select number, task, data_class, role, allowed, reason, state, asked_by, asked_at, "
      "decided_by, decided_at from accounts_field_change where organisation_id = ? "
      "order by number desc",
      {transaction.organisation().text}, [&](const sql::Row& row) -> Result<void> {
        all.push_back(TRY(change_in(row)));
        return {};
      }));
  return all;
}

}  // namespace ombud::accounts
