#include "holds/holds.h"

#include <fmt/format.h>

#include <charconv>

#include "base/text.h"

namespace ombud::holds {

namespace {

std::string written(std::int64_t number) { return fmt::format("H-{:04}", number); }

/// 0 where the text is no number of a hold.
std::int64_t number_in(std::string_view text) {
  std::int64_t number = 0;
  if (!text.starts_with("H-")) return 0;
  text.remove_prefix(2);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

Result<Hold> hold_in(const sql::Row& row) {
  Hold hold;
  hold.id = HoldId{store::text_in(row[0])};
  hold.number = written(store::integer_in(row[1]));
  if (const auto person = store::optional_text_in(row[2])) hold.person = PersonId{*person};
  if (const auto system = store::optional_text_in(row[3])) hold.system = SystemId{*system};
  hold.reason = store::text_in(row[4]);
  hold.review_on = TRY(parse_day(store::text_in(row[5])));
  hold.set_by = AccountId{store::text_in(row[6])};
  hold.set_at = TRY(store::instant_in(row[7]));
  return hold;
}

sql::Value id_or_null(const auto& id) {
  return id ? sql::Value(id->text) : sql::Value(sql::Null{});
}

evidence::Told told_of(const accounts::Office& office, std::string event, const Hold& hold) {
  evidence::Told told;
  told.event = std::move(event);
  told.use = UseKind::administer;
  told.account = office.actor.account;
  told.person = hold.person;
  told.reference = hold.reason;
  told.object = hold.number;
  if (hold.system) told.details.emplace_back("system", hold.system->text);
  return told;
}

Failure no_reason() { return fail(Errc::invalid, "holds.no_reason"); }

}  // namespace

Result<Hold> set(accounts::Office& office, Hold hold) {
  must(hold.person.has_value() != hold.system.has_value());
  hold.reason = trim(hold.reason);
  if (hold.reason.empty()) return no_reason();
  hold.set_at = office.clock.now();
  if (hold.review_on < std::chrono::floor<std::chrono::days>(hold.set_at))
    return fail(Errc::invalid, "holds.review_in_the_past", {{"day", format_day(hold.review_on)}});
  hold.id = new_id<HoldId>(office.clock);
  hold.set_by = office.actor.account;
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::string& organisation = transaction.organisation().text;
  const std::optional<sql::Row> last = TRY(transaction.one(
      "select coalesce(max(number), 0) from holds_hold where organisation_id = ?", {organisation}));
  must(last.has_value());
  const std::int64_t number = store::integer_in((*last)[0]) + 1;
  hold.number = written(number);
  TRY(transaction.execute(
      "insert into holds_hold (organisation_id, id, number, person_id, system_id, reason, "
      "review_on, set_by, set_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {organisation, hold.id.text, number, id_or_null(hold.person), id_or_null(hold.system),
       hold.reason, format_day(hold.review_on), hold.set_by.text, store::of_instant(hold.set_at)}));
  TRY(office.log.append(transaction, told_of(office, "holds.set", hold)));
  TRY(transaction.commit());
  return hold;
}

Result<void> lift(accounts::Office& office, const std::string& number, const std::string& reason) {
  const std::string why = trim(reason);
  if (why.empty()) return no_reason();
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::optional<sql::Row> row = TRY(transaction.one(
      "select id, number, person_id, system_id, reason, review_on, set_by, set_at, lifted_at "
      "from holds_hold where organisation_id = ? and number = ?",
      {transaction.organisation().text, number_in(number)}));
  if (!row) return fail(Errc::not_found, "holds.unknown", {{"number", number}});
  if (!sql::is_null((*row)[8]))
    return fail(Errc::conflict, "holds.already_lifted", {{"number", number}});
  Hold hold = TRY(hold_in(*row));
  TRY(transaction.execute_exactly(
      1,
      "update holds_hold set lifted_by = ?, lifted_at = ?, lift_reason = ? "
      "where organisation_id = ? and id = ? and lifted_at is null",
      {office.actor.account.text, store::of_instant(office.clock.now()), why,
       transaction.organisation().text, hold.id.text}));
  hold.reason = why;
  TRY(office.log.append(transaction, told_of(office, "holds.lifted", hold)));
  return transaction.commit();
}

Result<std::vector<Hold>> list(accounts::Office& office) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::vector<Hold> holds;
  TRY(transaction.each(
      "select id, number, person_id, system_id, reason, review_on, set_by, set_at "
      "from holds_hold where organisation_id = ? and lifted_at is null order by number",
      {transaction.organisation().text}, [&](const sql::Row& row) -> Result<void> {
        holds.push_back(TRY(hold_in(row)));
        return {};
      }));
  return holds;
}

Result<std::vector<Hold>> standing(accounts::Office& office, const PersonId& person,
                                   const std::optional<SystemId>& system) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::vector<Hold> holds;
  TRY(
      transaction.each("select id, number, person_id, system_id, reason, review_on, set_by, set_at "
                       "from holds_hold where organisation_id = ? and lifted_at is null "
                       "and (person_id = ? or system_id = ?) order by number",
                       {transaction.organisation().text,
                        person.empty() ? sql::Value(sql::Null{}) : person.text, id_or_null(system)},
                       [&](const sql::Row& row) -> Result<void> {
                         holds.push_back(TRY(hold_in(row)));
                         return {};
                       }));
  return holds;
}

}  // namespace ombud::holds
