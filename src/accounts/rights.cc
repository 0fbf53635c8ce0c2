#include "accounts/rights.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "accounts/rows.h"
#include "accounts/whose.h"
#include "base/calendar.h"
#include "base/text.h"
#include "base/zones.h"

namespace ombud::accounts {

namespace {

constexpr std::chrono::days ended_is_told{7};
constexpr int longest_days = 366;
constexpr std::size_t longest_reason_bytes = 500;

// What kind of right a row of the question tells of.
enum : std::int64_t { standing, limit, granted, substitute, field };

// One question, since it is asked in every request. Columns: kind, role or task, controller or
// class, number, begins, ends (or: allowed), role of a field.
constexpr char question[] =
    "select 0, role, null, 0, 0, 0, null from accounts_membership "
    "where account_id = ? and organisation_id = ? "
    "union all select 1, '', controller, 0, 0, 0, null from accounts_limit "
    "where organisation_id = ? and account_id = ? "
    "union all select 2, g.role, l.controller, g.number, g.from_at, "
    "coalesce(g.ended_at, g.until_at), null "
    "from accounts_grant g left join accounts_grant_limit l "
    "on l.organisation_id = g.organisation_id and l.number = g.number "
    "where g.organisation_id = ? and g.account_id = ? and g.state in ('granted', 'revoked') "
    "and g.until_at > ? "
    "union all select 3, m.role, l.controller, s.number, s.from_at, "
    "coalesce(s.ended_at, s.until_at), null "
    "from accounts_substitute s join accounts_account a on a.id = s.absent_id "
    "join accounts_membership m "
    "on m.account_id = s.absent_id and m.organisation_id = s.organisation_id "
    "left join accounts_limit l "
    "on l.organisation_id = s.organisation_id and l.account_id = s.absent_id "
    "where s.organisation_id = ? and s.substitute_id = ? and s.until_at > ? "
    "and a.closed_at is null "
    "union all select 4, task, data_class, 0, 0, allowed, role from accounts_field "
    "where organisation_id = ?";

// Rights as they come row by row; what one role is limited to, another way to it may open.
class Gathered {
 public:
  void add(Role role, const std::optional<std::string>& controller) {
    if (controller)
      only_[role].insert(*controller);
    else
      whole_.insert(role);
  }

  void put(Actor& actor) const {
    actor.roles = whole_;
    for (const auto& [role, controllers] : only_) {
      actor.roles.insert(role);
      if (!whole_.contains(role)) actor.only[role] = controllers;
    }
  }

 private:
  std::set<Role> whole_;
  std::map<Role, std::set<std::string>> only_;
};

bool is_administered_by_another(const std::vector<Account>& all, const AccountId& account) {
  return std::any_of(all.begin(), all.end(), [&](const Account& other) {
    return other.id != account && !other.closed && other.roles.contains(Role::administrator);
  });
}

}  // namespace

Result<void> fill_rights(store::Transaction& transaction, Actor& actor, Instant now) {
  const std::string& who = actor.account.text;
  const std::string& where = actor.organisation.text;
  const sql::Value since = store::of_instant(now - ended_is_told);
  Gathered rights;
  std::set<Role> own;
  std::set<std::string> limits;
  std::map<std::int64_t, EndedGrant> ended;
  const auto take = [&](const sql::Row& row) -> Result<void> {
    const std::int64_t kind = store::integer_in(row[0]);
    const std::string& said = store::text_in(row[1]);
    const std::optional<std::string> controller = store::optional_text_in(row[2]);
    if (kind == limit) {
      limits.insert(*controller);
      return {};
    }
    if (kind == field) {
      const std::optional<Task> task = task_of(said);
      const std::optional<DataClass> data_class = data_class_of(*controller);
      const Role role = TRY(role_of(store::text_in(row[6])));
      if (task && data_class && may_see_persons(role))
        actor.fields.set(role, *data_class, *task, store::integer_in(row[5]) != 0);
      return {};
    }
    if (said == rows::no_role || said == rows::left) return {};
    const Role role = TRY(role_of(said));
    if (kind == standing) {
      own.insert(role);
      return {};
    }
    const std::int64_t number = store::integer_in(row[3]);
    const Instant from = TRY(store::instant_in(row[4])), until = TRY(store::instant_in(row[5]));
    if (from <= now && now < until)
      rights.add(role, controller);
    else if (kind == granted && until <= now && until > now - ended_is_told)
      ended[number] = {number_text('G', number), role, until};
    return {};
  };
  // All at once: on PostgreSQL a cursor would cost two more ways to the server.
  for (const sql::Row& row :
       TRY(transaction.all(question, {who, where, where, who, where, who, since, where, who,
                                      store::of_instant(now), where})))
    TRY(take(row));
  for (const Role role : own) {
    if (limits.empty()) rights.add(role, std::nullopt);
    for (const std::string& controller : limits) rights.add(role, controller);
  }
  rights.put(actor);
  for (auto& [number, grant] : ended) actor.ended.push_back(std::move(grant));
  return {};
}

std::optional<Error> ended_for(const Actor& actor, Permission permission) {
  for (const EndedGrant& grant : actor.ended) {
    Actor then;
    then.roles = {grant.role};
    if (then.may(permission))
      return Error{Errc::forbidden,
                   "accounts.grant_ended",
                   {{"grant", grant.number},
                    {"role", std::string(word(grant.role))},
                    {"at", format_instant(grant.at)}}};
  }
  return std::nullopt;
}

Result<void> note_use(store::Transaction& transaction, const OrganisationId& organisation,
                      const AccountId& account, Instant now) {
  TRY(transaction.execute(
      "insert into accounts_last_use (organisation_id, account_id, used_at) values (?, ?, ?) "
      "on conflict (organisation_id, account_id) do update set used_at = excluded.used_at "
      "where accounts_last_use.used_at < ?",
      {organisation.text, account.text, store::of_instant(now),
       store::of_instant(now - std::chrono::minutes(1))}));
  return {};
}

Result<bool> is_use_old(store::Transaction& transaction, const OrganisationId& organisation,
                        const AccountId& account, Instant now) {
  const std::optional<sql::Row> recent = TRY(transaction.one(
      "select 1 from accounts_last_use where organisation_id = ? and account_id = ? and used_at > "
      "?",
      {organisation.text, account.text, store::of_instant(now - std::chrono::days(1))}));
  return !recent.has_value();
}

Result<void> set_roles(Office& office, const AccountId& account, const std::set<Role>& roles,
                       const std::set<std::string>& given) {
  const std::set<std::string> limits = TRY(limits_of(given));
  // Nobody gives himself a right: somebody else does, and both stand in the log.
  if (account == office.actor.account) return fail(Errc::forbidden, "accounts.own_roles");
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const Account known = TRY(open_account(office, account));
  const bool loses =
      known.roles.contains(Role::administrator) && !roles.contains(Role::administrator);
  if (loses && !is_administered_by_another(TRY(rows::accounts(transaction, office.organisation.id)),
                                           account))
    return fail(Errc::conflict, "accounts.last_administrator");
  TRY(rows::put_roles(transaction, account, office.organisation.id, roles, limits));
  evidence::Told told =
      rights_entry(office, "accounts.roles_set", "account " + account.text, account);
  for (const Role role : known.roles)
    if (!roles.contains(role)) told.details.emplace_back("withdrawn", word(role));
  for (const Role role : roles)
    if (!known.roles.contains(role)) told.details.emplace_back("given", word(role));
  tell_limits(told, limits);
  TRY(office.log.append(transaction, told));
  return transaction.commit();
}

Result<std::int64_t> next_number(store::Transaction& transaction, const char* what) {
  const std::string& organisation = transaction.organisation().text;
  TRY(transaction.execute(
      "insert into accounts_counter (organisation_id, what, counted) values (?, ?, 1) "
      "on conflict (organisation_id, what) do update set counted = accounts_counter.counted + 1",
      {organisation, std::string(what)}));
  const std::optional<sql::Row> row = TRY(
      transaction.one("select counted from accounts_counter where organisation_id = ? and what = ?",
                      {organisation, std::string(what)}));
  must(row.has_value());
  return store::integer_in((*row)[0]);
}

std::string number_text(char letter, std::int64_t number) {
  return fmt::format("{}-{:04}", letter, number);
}

std::int64_t number_in(char letter, std::string_view text) {
  std::int64_t number = 0;
  if (text.size() < 3 || text[0] != letter || text[1] != '-') return 0;
  text.remove_prefix(2);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && number > 0 ? number : 0;
}

Result<Account> open_account(Office& office, const AccountId& account) {
  Account found = TRY(accounts::find(office, account));
  if (found.closed) return fail(Errc::conflict, "accounts.closed", {{"name", found.name}});
  return found;
}

Result<std::string> reason_of(const std::string& reason) {
  std::string trimmed = trim(reason);
  if (trimmed.empty()) return fail(Errc::invalid, "accounts.no_reason");
  if (trimmed.size() > longest_reason_bytes || !is_utf8(trimmed))
    return fail(Errc::invalid, "accounts.reason_long",
                {{"most", std::to_string(longest_reason_bytes)}});
  return trimmed;
}

Result<Span> span_of(const Office& office, const std::optional<std::string>& from,
                     const std::string& until) {
  const Zone zone =
      TRY(Zone::find(zone_name(country_of(office.organisation.law).value_or(Country::se))));
  const Instant now = office.clock.now();
  const Day today = zone.day_of(now);
  const Day first = from ? TRY(parse_day(*from)) : today;
  const Day last = TRY(parse_day(until));
  if (first < today) return fail(Errc::invalid, "accounts.time_past", {{"day", format_day(first)}});
  if (last < first) return fail(Errc::invalid, "accounts.time_backwards");
  if ((last - first).count() >= longest_days)
    return fail(Errc::invalid, "accounts.time_long", {{"most", std::to_string(longest_days)}});
  return Span{first == today ? now : zone.start_of(first),
              zone.start_of(last + std::chrono::days(1))};
}

evidence::Told rights_entry(const Office& office, std::string event, std::string object,
                            const AccountId& whose) {
  evidence::Told told;
  told.event = std::move(event);
  told.use = UseKind::administer;
  told.account = office.actor.account;
  told.reference = "accounts";
  told.object = std::move(object);
  told.details = {{"account", whose.text}};
  return told;
}

}  // namespace ombud::accounts
