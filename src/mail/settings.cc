#include "mail/settings.h"

#include <sys/stat.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "mail/compose.h"

namespace ombud::mail {

namespace {

using accounts::Office;
using store::Transaction;

constexpr std::size_t longest_text_bytes = 500;
constexpr std::int64_t most_days = 60;

// "scheme://host[:port]" and what follows, without user or password.
bool is_url(std::string_view text, std::initializer_list<std::string_view> schemes) {
  if (text.size() > longest_text_bytes) return false;
  for (const std::string_view scheme : schemes) {
    if (!text.starts_with(scheme)) continue;
    const std::string_view rest = text.substr(scheme.size());
    return !rest.empty() && rest.front() != '/' && rest.front() != ':' &&
           std::all_of(rest.begin(), rest.end(), [](char c) {
             return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                    std::string_view(".-:/[]_~").find(c) != std::string_view::npos;
           });
  }
  return false;
}

bool is_line(std::string_view text) {
  return text.size() <= longest_text_bytes && is_utf8(text) &&
         std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

Result<void> check_ca_file(const std::string& file) {
  struct stat found = {};
  if (file.empty()) return {};
  if (!is_line(file) || file.front() != '/' || stat(file.c_str(), &found) != 0 ||
      !S_ISREG(found.st_mode))
    return fail(Errc::invalid, "mail.no_ca_file", {{"file", replace_broken_utf8(file)}});
  return {};
}

constexpr sql::Literal setting_columns =
    "select server, from_address, sign_in, password, ca_file, pages, remind_days, escalate_days, "
    "inbox, inbox_sign_in, inbox_password, inbox_ca_file, inbox_removes, inbox_validity, "
    "inbox_last from mail_setting where organisation_id = ?";

Settings settings_in(const sql::Row& row) {
  Settings found;
  found.out = {store::text_in(row[0]),    store::text_in(row[1]),   store::text_in(row[2]),
               !sql::is_null(row[3]),     store::text_in(row[4]),   store::text_in(row[5]),
               store::integer_in(row[6]), store::integer_in(row[7])};
  found.in = {store::text_in(row[8]),    store::text_in(row[9]),     !sql::is_null(row[10]),
              store::text_in(row[11]),   store::boolean_in(row[12]), store::text_in(row[13]),
              store::integer_in(row[14])};
  return found;
}

// A row to change, where there is none yet.
Result<void> begin_settings(const Office& office, Transaction& transaction) {
  TRY(transaction.execute(
      "insert into mail_setting (organisation_id, server, from_address, sign_in, ca_file, pages, "
      "remind_days, escalate_days, inbox, inbox_sign_in, inbox_ca_file, inbox_removes, "
      "inbox_validity, inbox_last, changed_at) "
      "values (?, '', '', '', '', '', 3, 7, '', '', '', ?, '', 0, ?) "
      "on conflict (organisation_id) do nothing",
      {transaction.organisation().text, false, store::of_instant(office.clock.now())}));
  return {};
}

// Given, or the one that lies there; an empty name needs none.
Result<sql::Value> sealed_password(const Office& office, const std::string& sign_in,
                                   const Secret& given, const std::string& context,
                                   const sql::Value& before, bool same_name) {
  if (sign_in.empty()) return sql::Value(sql::Null{});
  if (!given.empty())
    return sql::Value(
        sql::Blob{office.vault.seal(vault::Purpose::system_password, context, given.reveal())});
  if (!same_name || sql::is_null(before)) return fail(Errc::invalid, "mail.password_lacks");
  return before;
}

Result<Secret> opened_password(Office& office, sql::Literal query, const std::string& context) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const auto row = TRY(transaction.one(query, {transaction.organisation().text}));
  if (!row || sql::is_null((*row)[0])) return Secret();
  return office.vault.open(vault::Purpose::system_password, context, store::blob_in((*row)[0]));
}

}  // namespace

evidence::Told told(const Office& office, std::string event, std::string object) {
  evidence::Told entry;
  entry.event = std::move(event);
  entry.use = UseKind::administer;
  entry.account = office.actor.account;
  entry.reference = "mail";
  entry.object = std::move(object);
  return entry;
}

Result<std::optional<Settings>> settings(Transaction& transaction) {
  const auto row = TRY(transaction.one(setting_columns, {transaction.organisation().text}));
  if (!row) return std::optional<Settings>();
  return std::optional(settings_in(*row));
}

Result<std::optional<Settings>> settings(Office& office) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  return settings(transaction);
}

std::string host_of(std::string_view server) {
  const std::size_t scheme = server.find("://");
  const std::size_t from = scheme == std::string_view::npos ? 0 : scheme + 3;
  const std::string_view host = server.substr(from, server.find('/', from) - from);
  return std::string(host);
}

bool is_loopback(std::string_view server) {
  std::string host = host_of(server);
  const std::size_t bracket = host.find(']');
  const std::size_t colon = host.find(':', bracket == std::string::npos ? 0 : bracket);
  if (colon != std::string::npos) host.resize(colon);
  return host == "localhost" || host == "127.0.0.1" || host == "[::1]";
}

Result<void> set_outgoing(Office& office, Outgoing out, const Secret& password) {
  out.from_address = TRY(read_address(out.from_address));
  while (out.pages.ends_with('/')) out.pages.pop_back();
  if (!is_url(out.server, {"smtp://", "smtps://"})) return fail(Errc::invalid, "mail.bad_server");
  if (!is_url(out.pages, {"https://"}) &&
      !(is_url(out.pages, {"http://"}) && is_loopback(out.pages)))
    return fail(Errc::invalid, "mail.bad_pages");
  if (!is_line(out.sign_in)) return fail(Errc::invalid, "mail.bad_server");
  if (out.remind_days < 1 || out.escalate_days <= out.remind_days || out.escalate_days > most_days)
    return fail(Errc::invalid, "mail.bad_days", {{"most", std::to_string(most_days)}});
  TRY(check_ca_file(out.ca_file));
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(begin_settings(office, transaction));
  const std::string& organisation = transaction.organisation().text;
  const sql::Row before = TRY(transaction.one(setting_columns, {organisation})).value();
  const sql::Value sealed = TRY(sealed_password(
      office, out.sign_in, password, "mail out", before[3],
      store::text_in(before[2]) == out.sign_in && store::text_in(before[0]) == out.server));
  TRY(transaction.execute_exactly(
      1,
      "update mail_setting set server = ?, from_address = ?, sign_in = ?, password = ?, "
      "ca_file = ?, pages = ?, remind_days = ?, escalate_days = ?, changed_at = ? "
      "where organisation_id = ?",
      {out.server, out.from_address, out.sign_in, sealed, out.ca_file, out.pages, out.remind_days,
       out.escalate_days, store::of_instant(office.clock.now()), organisation}));
  evidence::Told entry = told(office, "mail.server_set", "mail server");
  entry.details = {{"server", out.server}, {"from", out.from_address}, {"pages", out.pages}};
  TRY(office.log.append(transaction, entry));
  return transaction.commit();
}

Result<void> set_inbox(Office& office, Inbox in, const Secret& password) {
  const bool is_folder = in.place.starts_with("folder:/");
  if (!in.place.empty() && !(is_folder && is_line(in.place)) &&
      !is_url(in.place, {"imap://", "imaps://"}))
    return fail(Errc::invalid, "mail.bad_inbox");
  if (!is_line(in.sign_in) || (!in.place.empty() && !is_folder && in.sign_in.empty()))
    return fail(Errc::invalid, "mail.bad_inbox");
  if (is_folder || in.place.empty()) in.sign_in.clear();
  TRY(check_ca_file(in.ca_file));
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(begin_settings(office, transaction));
  const std::string& organisation = transaction.organisation().text;
  const sql::Row before = TRY(transaction.one(setting_columns, {organisation})).value();
  const bool same = store::text_in(before[8]) == in.place;
  const sql::Value sealed = TRY(sealed_password(office, in.sign_in, password, "mail in", before[10],
                                                same && store::text_in(before[9]) == in.sign_in));
  TRY(transaction.execute_exactly(
      1,
      "update mail_setting set inbox = ?, inbox_sign_in = ?, inbox_password = ?, "
      "inbox_ca_file = ?, inbox_removes = ?, inbox_validity = ?, inbox_last = ?, changed_at = ? "
      "where organisation_id = ?",
      {in.place, in.sign_in, sealed, in.ca_file, in.removes, same ? before[13] : sql::Value(""),
       same ? before[14] : sql::Value(std::int64_t{0}), store::of_instant(office.clock.now()),
       organisation}));
  evidence::Told entry = told(office, "mail.inbox_set", "mail inbox");
  entry.details = {{"place", in.place}};
  TRY(office.log.append(transaction, entry));
  return transaction.commit();
}

Result<void> set_last(Transaction& transaction, const std::string& validity, std::int64_t last) {
  return transaction.execute_exactly(
      1, "update mail_setting set inbox_validity = ?, inbox_last = ? where organisation_id = ?",
      {validity, last, transaction.organisation().text});
}

Result<Secret> outgoing_password(Office& office) {
  return opened_password(office, "select password from mail_setting where organisation_id = ?",
                         "mail out");
}

Result<Secret> inbox_password(Office& office) {
  return opened_password(
      office, "select inbox_password from mail_setting where organisation_id = ?", "mail in");
}

}  // namespace ombud::mail
