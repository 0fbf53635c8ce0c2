#include "retention/results.h"

#include <fmt/format.h>

#include "base/text.h"
#include "retention/retention.h"

namespace ombud::retention {

namespace {

using accounts::Office;
using store::Transaction;

// What a sealed result is bound to: it opens for no other rule, job or kind.
std::string context_of(std::string_view rule_id, std::string_view kind, std::string_view job) {
  return fmt::format("retention result {} {} {}", rule_id, kind, job);
}

Result<Found> found_in(Office& office, const sql::Row& row, std::string_view kind) {
  Found found;
  found.rule_id = store::text_in(row[0]);
  found.rule = fmt::format("{} {}", store::text_in(row[1]), store::integer_in(row[2]));
  found.job = store::text_in(row[3]);
  found.made_at = TRY(store::instant_in(row[4]));
  found.json =
      TRY(office.vault.open(vault::Purpose::plan, context_of(found.rule_id, kind, found.job),
                            store::blob_in(row[5])))
          .reveal();
  return found;
}

}  // namespace

Result<void> keep_result(Office& office, Transaction& transaction, const Stored& rule,
                         std::string_view kind, const std::string& job, const std::string& json) {
  const std::string& organisation = transaction.organisation().text;
  TRY(transaction.execute(
      "delete from retention_result where organisation_id = ? and job = ? and rule_id = ? and "
      "kind = ?",
      {organisation, job, rule.id, std::string(kind)}));
  const std::string sealed =
      office.vault.seal(vault::Purpose::plan, context_of(rule.id, kind, job), json);
  TRY(transaction.execute(
      "insert into retention_result (organisation_id, id, rule_id, job, kind, made_at, sealed) "
      "values (?, ?, ?, ?, ?, ?, ?)",
      {organisation, uuid_by_time(office.clock.now()), rule.id, job, std::string(kind),
       store::of_instant(office.clock.now()), sql::Blob{sealed}}));
  return {};
}

Result<std::optional<Found>> result_of(Office& office, std::string_view kind,
                                       const std::string& job) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const std::optional<sql::Row> row = TRY(transaction.one(
      "select found.rule_id, rule.name, rule.version, found.job, found.made_at, found.sealed from "
      "retention_result found join retention_rule rule on rule.organisation_id = "
      "found.organisation_id and rule.id = found.rule_id where found.organisation_id = ? and "
      "found.job = ? and found.kind = ? order by found.made_at desc limit 1",
      {transaction.organisation().text, job, std::string(kind)}));
  if (!row) return std::optional<Found>();
  return std::optional<Found>(TRY(found_in(office, *row, kind)));
}

Result<std::map<std::string, Found>> last_counts(Office& office) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::map<std::string, Found> counts;
  TRY(transaction.each(
      "select found.rule_id, rule.name, rule.version, found.job, found.made_at, found.sealed from "
      "retention_result found join retention_rule rule on rule.organisation_id = "
      "found.organisation_id and rule.id = found.rule_id where found.organisation_id = ? and "
      "found.kind = ? and not exists (select 1 from retention_result later where "
      "later.organisation_id = found.organisation_id and later.kind = found.kind and later.rule_id "
      "= found.rule_id and (later.made_at > found.made_at or (later.made_at = found.made_at and "
      "later.id > found.id)))",
      {transaction.organisation().text, std::string(results::count)},
      [&](const sql::Row& row) -> Result<void> {
        Found found = TRY(found_in(office, row, results::count));
        counts.insert_or_assign(found.rule_id, std::move(found));
        return {};
      }));
  return counts;
}

Result<std::int64_t> expire(Office& office, Instant before, bool only_count) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::vector<sql::Value> given = {transaction.organisation().text,
                                         store::of_instant(before)};
  const std::optional<sql::Row> row = TRY(transaction.one(
      "select count(*) from retention_result where organisation_id = ? and made_at < ?", given));
  if (!only_count)
    TRY(transaction.execute(
        "delete from retention_result where organisation_id = ? and made_at < ?", given));
  TRY(transaction.commit());
  return store::integer_in(row.value()[0]);
}

}  // namespace ombud::retention
