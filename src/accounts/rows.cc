#include "accounts/rows.h"

#include <map>

#include "base/text.h"

namespace ombud::accounts::rows {

namespace {

using store::Transaction;

sql::Value or_null(const std::optional<std::string>& text) {
  if (!text) return sql::Null{};
  return *text;
}

Result<std::optional<Credential>> credential(Result<std::optional<sql::Row>> row) {
  if (!row) return fail(std::move(row).error());
  if (!*row) return std::optional<Credential>();
  const sql::Row& found = **row;
  return std::optional(Credential{AccountId{store::text_in(found[0])}, store::text_in(found[1]),
                                  store::text_in(found[2])});
}

Result<void> add_roles(Transaction& transaction, const AccountId& account,
                       const OrganisationId& organisation, const std::set<Role>& roles,
                       const std::set<std::string>& controllers) {
  std::vector<std::string> words;
  for (const Role role : roles) words.emplace_back(word(role));
  if (words.empty()) words.emplace_back(no_role);
  for (const std::string& role : words)
    TRY(transaction.execute_exactly(
        1, "insert into accounts_membership (account_id, organisation_id, role) values (?, ?, ?)",
        {account.text, organisation.text, role}));
  for (const std::string& controller : controllers)
    TRY(transaction.execute_exactly(
        1, "insert into accounts_limit (organisation_id, account_id, controller) values (?, ?, ?)",
        {organisation.text, account.text, controller}));
  return {};
}

// By account: whose data its standing roles are for.
Result<std::map<std::string, std::set<std::string>>> limits_of(Transaction& transaction) {
  std::map<std::string, std::set<std::string>> all;
  TRY(transaction.each(
      "select account_id, controller from accounts_limit where organisation_id = ?",
      {transaction.organisation().text}, [&](const sql::Row& row) -> Result<void> {
        all[store::text_in(row[0])].insert(store::text_in(row[1]));
        return {};
      }));
  return all;
}

}  // namespace

Result<void> add_organisation(Transaction& transaction, const Organisation& organisation,
                              Instant made_at) {
  return transaction.execute_exactly(1,
                                     "insert into accounts_organisation (id, name, law, "
                                     "public_body, made_at) values (?, ?, ?, ?, ?)",
                                     {organisation.id.text, organisation.name, organisation.law,
                                      organisation.public_body, store::of_instant(made_at)});
}

Result<std::optional<Organisation>> organisation(Transaction& transaction,
                                                 const OrganisationId& id) {
  const std::optional<sql::Row> row = TRY(transaction.one(
      "select name, law, public_body from accounts_organisation where id = ?", {id.text}));
  if (!row) return std::optional<Organisation>();
  return std::optional(Organisation{id, store::text_in((*row)[0]), store::text_in((*row)[1]),
                                    store::boolean_in((*row)[2])});
}

Result<std::vector<OrganisationId>> organisations(Transaction& transaction) {
  std::vector<OrganisationId> all;
  TRY(transaction.each("select id from accounts_organisation order by id", {},
                       [&](const sql::Row& row) -> Result<void> {
                         all.push_back({store::text_in(row[0])});
                         return {};
                       }));
  return all;
}

namespace {

Result<std::vector<Organisation>> organisations_in(const std::vector<sql::Row>& rows) {
  std::vector<Organisation> all;
  for (const sql::Row& row : rows)
    all.push_back({OrganisationId{store::text_in(row[0])}, store::text_in(row[1]),
                   store::text_in(row[2]), store::boolean_in(row[3])});
  return all;
}

}  // namespace

Result<std::vector<Organisation>> all_organisations(Transaction& transaction) {
  return organisations_in(TRY(transaction.all(
      "select id, name, law, public_body from accounts_organisation order by name, id")));
}

Result<std::vector<Organisation>> organisations_of(Transaction& transaction,
                                                   const AccountId& account) {
  return organisations_in(
      TRY(transaction.all("select o.id, o.name, o.law, o.public_body from accounts_organisation o "
                          "where exists (select 1 from accounts_membership m where "
                          "m.organisation_id = o.id and m.account_id = ? and m.role <> 'left') "
                          "order by o.name, o.id",
                          {account.text})));
}

Result<std::optional<Whereabouts>> whereabouts(Transaction& transaction, const std::string& name) {
  const std::optional<sql::Row> row = TRY(
      transaction.one("select id, last_organisation_id from accounts_account where name_key = ? "
                      "and closed_at is null",
                      {fold(name)}));
  if (!row) return std::optional<Whereabouts>();
  Whereabouts found{AccountId{store::text_in((*row)[0])}, {}, std::nullopt};
  const std::optional<std::string> last = store::optional_text_in((*row)[1]);
  if (last) found.last = OrganisationId{*last};
  for (Organisation& one : TRY(organisations_of(transaction, found.account)))
    found.organisations.push_back(std::move(one.id));
  return std::optional(std::move(found));
}

Result<void> note_organisation(Transaction& transaction, const AccountId& account,
                               const OrganisationId& organisation) {
  // Seldom another than before: nothing is written then.
  TRY(
      transaction.execute("update accounts_account set last_organisation_id = ? where id = ? and "
                          "(last_organisation_id is null or last_organisation_id <> ?)",
                          {organisation.text, account.text, organisation.text}));
  return {};
}

Result<bool> is_member_elsewhere(Transaction& transaction, const AccountId& account,
                                 const OrganisationId& organisation) {
  const std::optional<sql::Row> row =
      TRY(transaction.one("select account_id from accounts_membership where account_id = ? and "
                          "organisation_id <> ? and role <> 'left' limit 1",
                          {account.text, organisation.text}));
  return row.has_value();
}

Result<void> end_membership(Transaction& transaction, const AccountId& account,
                            const OrganisationId& organisation) {
  for (const sql::Literal text :
       {sql::Literal(
            "delete from accounts_membership where account_id = ? and organisation_id = ?"),
        sql::Literal("delete from accounts_limit where account_id = ? and organisation_id = ?"),
        sql::Literal("delete from accounts_session where account_id = ? and organisation_id = ?")})
    TRY(transaction.execute(text, {account.text, organisation.text}));
  return transaction.execute_exactly(
      1, "insert into accounts_membership (account_id, organisation_id, role) values (?, ?, ?)",
      {account.text, organisation.text, std::string(left)});
}

Result<void> add_account(Transaction& transaction, const Account& account,
                         const std::string& password_hash, const OrganisationId& organisation) {
  const std::string key = fold(account.name);
  if (TRY(transaction.one("select id from accounts_account where name_key = ?", {key})))
    return fail(Errc::conflict, "accounts.name_taken", {{"name", account.name}});
  if (account.system_user && TRY(transaction.one("select account_id from accounts_credential "
                                                 "where system_user = ?",
                                                 {*account.system_user})))
    return fail(Errc::conflict, "accounts.system_user_taken", {{"user", *account.system_user}});
  const std::optional<std::string> made_by =
      account.made_by ? std::optional(account.made_by->text) : std::nullopt;
  TRY(transaction.execute_exactly(
      1,
      "insert into accounts_account (id, name, name_key, made_by, made_at) values (?, ?, ?, ?, ?)",
      {account.id.text, account.name, key, or_null(made_by), store::of_instant(account.made_at)}));
  TRY(transaction.execute_exactly(
      1,
      "insert into accounts_credential (account_id, password_hash, system_user) values (?, ?, ?)",
      {account.id.text, password_hash, or_null(account.system_user)}));
  return add_roles(transaction, account.id, organisation, account.roles, account.limits);
}

Result<void> put_roles(Transaction& transaction, const AccountId& account,
                       const OrganisationId& organisation, const std::set<Role>& roles,
                       const std::set<std::string>& controllers) {
  for (const sql::Literal text :
       {sql::Literal(
            "delete from accounts_membership where account_id = ? and organisation_id = ?"),
        sql::Literal("delete from accounts_limit where account_id = ? and organisation_id = ?")})
    TRY(transaction.execute(text, {account.text, organisation.text}));
  return add_roles(transaction, account, organisation, roles, controllers);
}

Result<std::vector<Account>> accounts(Transaction& transaction,
                                      const OrganisationId& organisation) {
  const std::vector<sql::Row> found = TRY(transaction.all(
      "select a.id, a.name, m.role, c.system_user, a.made_by, a.made_at, a.closed_at, u.used_at "
      "from accounts_membership m join accounts_account a on a.id = m.account_id "
      "left join accounts_credential c on c.account_id = a.id "
      "left join accounts_last_use u "
      "on u.account_id = a.id and u.organisation_id = m.organisation_id "
      "where m.organisation_id = ? order by a.name_key, a.id, m.role",
      {organisation.text}));
  const std::map<std::string, std::set<std::string>> limits = TRY(limits_of(transaction));
  std::vector<Account> all;
  for (const sql::Row& row : found) {
    if (all.empty() || all.back().id.text != store::text_in(row[0])) {
      Account account;
      account.id = AccountId{store::text_in(row[0])};
      account.name = store::text_in(row[1]);
      account.system_user = store::optional_text_in(row[3]);
      const std::optional<std::string> made_by = store::optional_text_in(row[4]);
      if (made_by) account.made_by = AccountId{*made_by};
      account.made_at = TRY(store::instant_in(row[5]));
      account.closed = !sql::is_null(row[6]);
      if (!sql::is_null(row[7])) account.used_at = TRY(store::instant_in(row[7]));
      const auto limit = limits.find(account.id.text);
      if (limit != limits.end()) account.limits = limit->second;
      all.push_back(std::move(account));
    }
    const std::string& role = store::text_in(row[2]);
    if (role == left)
      all.back().closed = true;
    else if (role != no_role)
      all.back().roles.insert(TRY(role_of(role)));
  }
  return all;
}

Result<void> close_account(Transaction& transaction, const AccountId& account, Instant at) {
  TRY(transaction.execute_exactly(
      1, "update accounts_account set closed_at = ? where id = ? and closed_at is null",
      {store::of_instant(at), account.text}));
  return transaction.execute_exactly(1, "delete from accounts_credential where account_id = ?",
                                     {account.text});
}

Result<std::optional<Credential>> credential_by_name(Transaction& transaction,
                                                     const std::string& name,
                                                     const OrganisationId& organisation) {
  return credential(transaction.one(
      "select a.id, a.name, c.password_hash from accounts_account a join accounts_credential c "
      "on c.account_id = a.id where a.name_key = ? and a.closed_at is null and exists "
      "(select 1 from accounts_membership m where m.account_id = a.id and m.organisation_id = ? "
      "and m.role <> 'left')",
      {fold(name), organisation.text}));
}

Result<std::optional<Credential>> credential_by_system_user(Transaction& transaction,
                                                            const std::string& user,
                                                            const OrganisationId& organisation) {
  return credential(transaction.one(
      "select a.id, a.name, c.password_hash from accounts_account a join accounts_credential c "
      "on c.account_id = a.id where c.system_user = ? and a.closed_at is null and exists "
      "(select 1 from accounts_membership m where m.account_id = a.id and m.organisation_id = ? "
      "and m.role <> 'left')",
      {user, organisation.text}));
}

Result<std::vector<std::string>> password_hashes(Transaction& transaction) {
  std::vector<std::string> all;
  TRY(transaction.each("select password_hash from accounts_credential", {},
                       [&](const sql::Row& row) -> Result<void> {
                         all.push_back(store::text_in(row[0]));
                         return {};
                       }));
  return all;
}

Result<Attempt> count_attempt(Transaction& transaction, const std::string& mark, Instant now) {
  const std::int64_t counted =
      TRY(transaction.execute("insert into accounts_sign_in_delay (mark, failures, wait_until) "
                              "values (?, 1, ?) on conflict (mark) "
                              "do update set failures = accounts_sign_in_delay.failures + 1 where "
                              "accounts_sign_in_delay.wait_until <= ?",
                              {sql::Blob{mark}, store::of_instant(now), store::of_instant(now)}));
  const std::optional<sql::Row> row = TRY(transaction.one(
      "select failures, wait_until from accounts_sign_in_delay where mark = ?", {sql::Blob{mark}}));
  must(row.has_value());
  return Attempt{counted == 1, store::integer_in((*row)[0]), TRY(store::instant_in((*row)[1]))};
}

Result<void> set_wait(Transaction& transaction, const std::string& mark, Instant wait_until) {
  return transaction.execute_exactly(
      1, "update accounts_sign_in_delay set wait_until = ? where mark = ?",
      {store::of_instant(wait_until), sql::Blob{mark}});
}

Result<void> clear_delay(Transaction& transaction, const std::string& mark) {
  TRY(transaction.execute("delete from accounts_sign_in_delay where mark = ?", {sql::Blob{mark}}));
  return {};
}

Result<void> forget_delays(Transaction& transaction, Instant before) {
  TRY(transaction.execute("delete from accounts_sign_in_delay where wait_until < ?",
                          {store::of_instant(before)}));
  return {};
}

}  // namespace ombud::accounts::rows
