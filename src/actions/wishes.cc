#include "actions/wishes.h"

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace ombud::actions {

namespace {

using accounts::Office;
using nlohmann::json;
using store::Transaction;

std::string context(const std::string& id, std::string_view what) {
  return id + "|" + std::string(what);
}

sql::Blob sealed(const Office& office, const std::string& id, std::string_view what,
                 const std::string& text) {
  return {office.vault.seal(vault::Purpose::plan, context(id, what), text)};
}

Result<std::string> opened(const Office& office, const std::string& id, std::string_view what,
                           const sql::Value& value) {
  return TRY(office.vault.open(vault::Purpose::plan, context(id, what), store::blob_in(value)))
      .reveal();
}

std::string written(const Wish& wish) {
  json object = {{"kind", word(wish.kind)},
                 {"person", wish.person},
                 {"reference", wish.reference},
                 {"mentions", wish.mentions}};
  if (wish.instruction)
    object["instruction"] = {wish.instruction->who, wish.instruction->given_on,
                             wish.instruction->document};
  if (wish.disposal)
    object["disposal"] = {wish.disposal->body, wish.disposal->decided_on, wish.disposal->document};
  return object.dump();
}

// Our own bytes, sealed: as a plan's they are never anything else.
Wish read(const std::string& text) {
  const json object = json::parse(text);
  Wish wish;
  wish.kind = object.at("kind") == word(Kind::access) ? Kind::access : Kind::erase;
  wish.person = object.at("person");
  wish.reference = object.at("reference");
  wish.mentions = object.at("mentions").get<std::vector<std::string>>();
  if (object.contains("instruction")) {
    const auto parts = object.at("instruction").get<std::vector<std::string>>();
    wish.instruction = Instruction{parts.at(0), parts.at(1), parts.at(2)};
  }
  if (object.contains("disposal")) {
    const auto parts = object.at("disposal").get<std::vector<std::string>>();
    wish.disposal = Disposal{parts.at(0), parts.at(1), parts.at(2)};
  }
  return wish;
}

Result<Wished> wished_in(const Office& office, const sql::Row& row) {
  Wished wished{store::text_in(row[0]),
                AccountId{store::text_in(row[1])},
                TRY(store::instant_in(row[2])),
                store::text_in(row[3]),
                store::optional_text_in(row[4]).value_or(""),
                {}};
  if (!sql::is_null(row[5]))
    wished.refusal = TRY(read_error(TRY(opened(office, wished.id, "refusal", row[5]))));
  return wished;
}

// The wish itself; nothing where it has been answered.
Result<std::optional<Wish>> unanswered(Office& office, const std::string& id) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const auto row =
      TRY(transaction.one("SELECT wish FROM actions_wish WHERE organisation_id = ? AND wish_id = ?",
                          {office.organisation.id.text, id}));
  if (!row || sql::is_null(row->front())) return std::optional<Wish>();
  return std::optional(read(TRY(opened(office, id, "wish", row->front()))));
}

// In the transaction that makes the plan: two workers at one wish make one plan.
Result<void> answer(Transaction& transaction, const std::string& id, const std::string& number) {
  return transaction.execute_exactly(1,
                                     "UPDATE actions_wish SET wish = NULL, number = ? "
                                     "WHERE organisation_id = ? AND wish_id = ? "
                                     "AND wish IS NOT NULL",
                                     {number, transaction.organisation().text, id});
}

Result<void> refuse_wish(Office& office, const std::string& id, const Error& why) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(transaction.execute(
      "UPDATE actions_wish SET wish = NULL, refusal = ? "
      "WHERE organisation_id = ? AND wish_id = ? AND wish IS NOT NULL",
      {sealed(office, id, "refusal", write_error(why)), office.organisation.id.text, id}));
  return transaction.commit();
}

// A system that is away now may answer at the next attempt; what else stands in the way wants the
// person who asked.
bool is_passing(const Error& error) {
  return error.code == Errc::unavailable || error.code == Errc::exhausted ||
         error.code == Errc::internal || error.key.starts_with("jobs.") ||
         error.key.starts_with("store.");
}

Result<jobs::Facts> plan_job(Office& office, const jobs::Facts& parameters, jobs::Work& work) {
  const std::string& id = jobs::value_of(parameters, "wish");
  TRY(work.go_on());
  std::optional<Wish> wish = TRY(unanswered(office, id));
  if (!wish) return jobs::Facts{{"wish", id}};  // By an attempt that died before it could say so.
  wish->beside = [&](Transaction& transaction, const std::string& number) -> Result<void> {
    TRY(work.fence(transaction));
    return answer(transaction, id, number);
  };
  const Result<std::string> number = plan(office, *wish, work.progress());
  if (number) return jobs::Facts{{"action", *number}};
  if (is_passing(number.error())) return fail(number.error());
  TRY(refuse_wish(office, id, number.error()));
  return jobs::Facts{{"wish", id}};
}

Result<std::int64_t> forget_old(Office& office, Transaction& transaction) {
  return transaction.execute(
      "DELETE FROM actions_wish WHERE organisation_id = ? AND made_at < ?",
      {office.organisation.id.text, store::of_instant(office.clock.now() - wishes_kept)});
}

}  // namespace

Result<std::int64_t> expire_wishes(Office& office, bool only_count) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::int64_t gone = TRY(forget_old(office, transaction));
  if (!only_count) TRY(transaction.commit());
  return gone;
}

jobs::Kind plan_kind() {
  jobs::Kind kind;
  kind.name = "actions.plan";
  kind.permission = "actions.plan";
  kind.run = plan_job;
  kind.attempts = 3;
  return kind;
}

Result<Wished> ask_for_plan(Office& office, const Wish& wish) {
  if (trim(wish.reference).empty()) return fail(Errc::invalid, "actions.no_reference");
  Wished wished;
  wished.id = uuid_random();
  wished.by = office.actor.account;
  wished.made_at = office.clock.now();
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(forget_old(office, transaction));
  jobs::Wish job;
  job.parameters = {{"wish", wished.id}};
  wished.job = TRY(jobs::enqueue(office, transaction, plan_kind(), job)).number;
  TRY(transaction.execute_exactly(
      1,
      "INSERT INTO actions_wish (organisation_id, wish_id, account_id, made_at, job, wish) "
      "VALUES (?, ?, ?, ?, ?, ?)",
      {office.organisation.id.text, wished.id, wished.by.text, store::of_instant(wished.made_at),
       wished.job, sealed(office, wished.id, "wish", written(wish))}));
  TRY(transaction.commit());
  return wished;
}

Result<Wished> find_wish(Office& office, const std::string& id) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::optional<sql::Row> row;
  if (is_uuid(id))
    row = TRY(transaction.one(
        "SELECT wish_id, account_id, made_at, job, number, refusal FROM actions_wish "
        "WHERE organisation_id = ? AND wish_id = ? AND account_id = ?",
        {office.organisation.id.text, id, office.actor.account.text}));
  if (!row) return fail(Errc::not_found, "actions.unknown_wish");
  return wished_in(office, *row);
}

Result<std::vector<Wished>> open_wishes(Office& office) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::vector<Wished> all;
  for (const sql::Row& row : TRY(transaction.all(
           "SELECT wish_id, account_id, made_at, job, number, refusal FROM actions_wish "
           "WHERE organisation_id = ? AND account_id = ? AND number IS NULL AND made_at >= ? "
           "ORDER BY made_at DESC",
           {office.organisation.id.text, office.actor.account.text,
            store::of_instant(office.clock.now() - wishes_kept)})))
    all.push_back(TRY(wished_in(office, row)));
  return all;
}

Result<void> forget_wish(Office& office, const std::string& id) {
  TRY(find_wish(office, id));
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(
      transaction.execute("DELETE FROM actions_wish WHERE organisation_id = ? AND wish_id = ? "
                          "AND wish IS NULL",
                          {office.organisation.id.text, id}));
  return transaction.commit();
}

}  // namespace ombud::actions
