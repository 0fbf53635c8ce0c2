#include "retention/store.h"

#include <fmt/format.h>

#include "base/text.h"

namespace ombud::retention {

namespace {

using accounts::Office;
using store::Transaction;

Result<Stored> stored_in(const sql::Row& row) {
  Stored stored;
  stored.id = store::text_in(row[0]);
  stored.version = store::integer_in(row[1]);
  stored.system = SystemId{store::text_in(row[2])};
  stored.rule = TRY(read_rules(store::text_in(row[3]))).at(0);
  stored.made_by = AccountId{store::text_in(row[4])};
  stored.made_at = TRY(store::instant_in(row[5]));
  if (!sql::is_null(row[6]))
    stored.standing = Standing{AccountId{store::text_in(row[6])}, TRY(store::instant_in(row[7])),
                               TRY(parse_day(store::text_in(row[8])))};
  return stored;
}

Result<std::optional<Stored>> newest(Transaction& transaction, const std::string& name) {
  const std::optional<sql::Row> row = TRY(transaction.one(
      "select id, version, system_id, yaml, made_by, made_at, standing_by, standing_at, "
      "standing_until from retention_rule where organisation_id = ? and name = ? and removed_at is "
      "null order by version desc limit 1",
      {transaction.organisation().text, name}));
  if (!row) return std::optional<Stored>();
  return std::optional<Stored>(TRY(stored_in(*row)));
}

Failure unknown(const std::string& name) {
  return fail(Errc::not_found, "retention.unknown", {{"rule", name}});
}

Result<Stored> require_newest(Transaction& transaction, const std::string& name) {
  std::optional<Stored> stored = TRY(newest(transaction, name));
  if (!stored) return unknown(name);
  return std::move(*stored);
}

Result<std::vector<Look>> newest_looks(Office& office, const Stored& rule, std::size_t limit,
                                       bool with_action) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::vector<Look> all;
  TRY(transaction.each(
      "select looked_at, chosen, state_of_system, action, waits from retention_look where "
      "organisation_id = ? and rule_id = ? and (action is not null or ? = 0) "
      "order by looked_at desc, id desc limit ?",
      {transaction.organisation().text, rule.id, std::int64_t{with_action},
       static_cast<std::int64_t>(limit)},
      [&](const sql::Row& row) -> Result<void> {
        all.push_back({TRY(store::instant_in(row[0])), store::integer_in(row[1]),
                       store::text_in(row[2]), store::optional_text_in(row[3]).value_or(""),
                       store::optional_text_in(row[4])});
        return {};
      }));
  return all;
}

}  // namespace

std::string Stored::label() const { return fmt::format("{} {}", rule.name, version); }

evidence::Told told_of(const Office& office, std::string event, const Stored& rule,
                       const std::string& criterion) {
  evidence::Told told;
  told.event = std::move(event);
  told.use = criterion.empty() ? UseKind::administer : UseKind::list;
  told.account = office.actor.account;
  if (!criterion.empty()) told.criterion = criterion;
  told.reference = "retention rule " + rule.label();
  told.object = "rule " + rule.label();
  return told;
}

Result<Stored> store_rule(Office& office, const Rule& rule, const SystemId& system,
                          std::optional<std::int64_t> known) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::string& organisation = transaction.organisation().text;
  const std::optional<Stored> before = TRY(newest(transaction, rule.name));
  const std::int64_t version = before ? before->version : 0;
  if (known == 0 && version > 0)
    return fail(Errc::conflict, "retention.exists", {{"rule", rule.name}});
  if (known && *known != version)
    return fail(Errc::conflict, "retention.changed_since",
                {{"rule", rule.name}, {"version", std::to_string(version)}});
  if (before && before->rule == rule && before->system == system) return *before;
  const std::optional<sql::Row> last = TRY(transaction.one(
      "select coalesce(max(version), 0) from retention_rule where organisation_id = ? and name = ?",
      {organisation, rule.name}));
  must(last.has_value());
  Stored stored;
  stored.id = uuid_by_time(office.clock.now());
  stored.rule = rule;
  stored.version = store::integer_in((*last)[0]) + 1;
  stored.system = system;
  stored.made_by = office.actor.account;
  stored.made_at = office.clock.now();
  const std::string yaml = write_rule(rule);
  // What is stored is read back as what was meant.
  must(TRY(read_rules(yaml)).at(0) == rule);
  TRY(
      transaction.execute("insert into retention_rule (organisation_id, id, name, version, "
                          "system_id, yaml, made_by, made_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
                          {organisation, stored.id, rule.name, stored.version, system.text, yaml,
                           stored.made_by.text, store::of_instant(stored.made_at)}));
  evidence::Told told = told_of(office, "retention.added", stored, "");
  told.commitments = {{"rule", to_hex(vault::sha256(yaml))}};
  TRY(office.log.append(transaction, told));
  TRY(transaction.commit());
  return stored;
}

Result<Stored> find_rule(Office& office, const std::string& name) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  return require_newest(transaction, name);
}

Result<std::vector<Stored>> all_rules(Office& office) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::vector<Stored> rules;
  TRY(transaction.each(
      "select id, version, system_id, yaml, made_by, made_at, standing_by, standing_at, "
      "standing_until, name from retention_rule where organisation_id = ? and removed_at is null "
      "order by name, version desc",
      {transaction.organisation().text}, [&](const sql::Row& row) -> Result<void> {
        if (rules.empty() || rules.back().rule.name != store::text_in(row[9]))
          rules.push_back(TRY(stored_in(row)));
        return {};
      }));
  return rules;
}

Result<void> remove_rule(Office& office, const std::string& name, const std::string& reason) {
  if (trim(reason).empty()) return fail(Errc::invalid, "retention.no_reason");
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const Stored stored = TRY(require_newest(transaction, name));
  // All of its versions: an older one must not come back.
  TRY(
      transaction.execute("update retention_rule set removed_by = ?, removed_at = ? where "
                          "organisation_id = ? and name = ? and removed_at is null",
                          {office.actor.account.text, store::of_instant(office.clock.now()),
                           transaction.organisation().text, name}));
  evidence::Told told = told_of(office, "retention.removed", stored, "");
  told.details = {{"reason", trim(reason)}};
  TRY(office.log.append(transaction, told));
  return transaction.commit();
}

Result<Stored> let_stand(Office& office, const std::string& name, Day until,
                         const std::string& reason) {
  if (trim(reason).empty()) return fail(Errc::invalid, "retention.no_reason");
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  Stored stored = TRY(require_newest(transaction, name));
  if (stored.made_by == office.actor.account)
    return fail(Errc::forbidden, "retention.four_eyes", {{"rule", name}});
  if (stored.rule.then == Then::review)
    return fail(Errc::invalid, "retention.review_stands", {{"rule", name}});
  stored.standing = Standing{office.actor.account, office.clock.now(), until};
  TRY(transaction.execute_exactly(
      1,
      "update retention_rule set standing_by = ?, standing_at = ?, standing_until = ? where "
      "organisation_id = ? and id = ?",
      {office.actor.account.text, store::of_instant(stored.standing->decided_at), format_day(until),
       transaction.organisation().text, stored.id}));
  evidence::Told told = told_of(office, "retention.let_stand", stored, "");
  told.details = {{"until", format_day(until)}, {"reason", trim(reason)}};
  TRY(office.log.append(transaction, told));
  TRY(transaction.commit());
  return stored;
}

Result<Stored> end_standing(Office& office, const std::string& name, const std::string& reason) {
  if (trim(reason).empty()) return fail(Errc::invalid, "retention.no_reason");
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  Stored stored = TRY(require_newest(transaction, name));
  stored.standing.reset();
  TRY(transaction.execute_exactly(
      1,
      "update retention_rule set standing_by = null, standing_at = "
      "null, standing_until = null where organisation_id = ? and id = ?",
      {transaction.organisation().text, stored.id}));
  evidence::Told told = told_of(office, "retention.stands_no_more", stored, "");
  told.details = {{"reason", trim(reason)}};
  TRY(office.log.append(transaction, told));
  TRY(transaction.commit());
  return stored;
}

Result<std::vector<Look>> looks(Office& office, const Stored& rule, std::size_t limit) {
  return newest_looks(office, rule, limit, false);
}

Result<std::vector<Look>> looks_with_action(Office& office, const Stored& rule, std::size_t limit) {
  return newest_looks(office, rule, limit, true);
}

Result<std::int64_t> count_plans(Transaction& transaction, const Stored& rule) {
  const std::optional<sql::Row> count = TRY(transaction.one(
      "select count(*) from retention_look where organisation_id = ? and rule_id = ? and "
      "action is not null",
      {transaction.organisation().text, rule.id}));
  return store::integer_in(count.value()[0]);
}

Result<void> no_plan_since(Transaction& transaction, const Stored& rule, std::int64_t known) {
  // One after the other: of two who look at once the second sees the first one's plan.
  TRY(transaction.execute_exactly(
      1, "update retention_rule set version = version where organisation_id = ? and id = ?",
      {transaction.organisation().text, rule.id}));
  if (TRY(count_plans(transaction, rule)) == known) return {};
  return fail(Errc::conflict, "retention.looked_meanwhile", {{"rule", rule.rule.name}});
}

Result<void> add_look(Office& office, Transaction& transaction, const Stored& rule,
                      const Look& look) {
  const std::string& organisation = transaction.organisation().text;
  TRY(transaction.execute(
      "insert into retention_look (organisation_id, id, rule_id, looked_at, chosen, "
      "state_of_system, action, waits) values (?, ?, ?, ?, ?, ?, ?, ?)",
      {organisation, uuid_by_time(office.clock.now()), rule.id, store::of_instant(look.at),
       look.chosen, look.state_of_system,
       look.action.empty() ? sql::Value(sql::Null{}) : sql::Value(look.action),
       look.waits ? sql::Value(*look.waits) : sql::Value(sql::Null{})}));
  evidence::Told told = told_of(office, "retention.looked", rule, "rule " + rule.rule.name);
  told.details = {{"chosen", std::to_string(look.chosen)}, {"action", look.action}};
  TRY(office.log.append(transaction, told));
  return {};
}

}  // namespace ombud::retention
