#include "mail/queue.h"

#include <fmt/format.h>

#include <charconv>
#include <iterator>

#include "base/text.h"
#include "jobs/errors.h"
#include "mail/compose.h"

namespace ombud::mail {

namespace {

using accounts::Office;
using store::Transaction;

constexpr std::string_view state_words[] = {"waiting",  "handing", "sent",    "refused",
                                            "given_up", "unknown", "dropped", "returned"};
constexpr std::int64_t most_stranded = 1000;

Result<std::optional<Instant>> optional_instant_in(const sql::Value& value) {
  if (sql::is_null(value)) return std::optional<Instant>();
  return std::optional(TRY(store::instant_in(value)));
}

Result<Queued> queued_in(const sql::Row& row) {
  Queued found;
  found.id = MessageId{store::text_in(row[0])};
  found.number = message_number(store::integer_in(row[1]));
  found.kind = kind_of(store::text_in(row[2]));
  found.address = AddressId{store::text_in(row[3])};
  found.facts = read_facts(store::text_in(row[4]));
  found.message_id = store::text_in(row[5]);
  found.state = TRY(state_of(store::text_in(row[6])));
  found.unsure = store::boolean_in(row[7]);
  found.tries = store::integer_in(row[8]);
  found.made_at = TRY(store::instant_in(row[9]));
  found.tried_at = TRY(optional_instant_in(row[10]));
  found.ended_at = TRY(optional_instant_in(row[11]));
  found.code = store::optional_text_in(row[12]).value_or("");
  found.error = jobs::error_in(row[13], row[14], row[15]);
  return found;
}

Result<std::vector<Queued>> all_in(const std::vector<sql::Row>& rows) {
  std::vector<Queued> found;
  for (const sql::Row& row : rows) found.push_back(TRY(queued_in(row)));
  return found;
}

Result<void> enqueue_send(Office& office, Transaction& transaction, const std::string& number) {
  TRY(jobs::enqueue(office, transaction, send_kind(),
                    {.parameters = {{"message", number}}, .once = number}));
  return {};
}

// What is never sent again needs neither address nor link.
bool is_done_with(State state) {
  return state == State::sent || state == State::refused || state == State::dropped;
}

Result<void> change(Office& office, const std::string& number, State to, const char* event) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const Queued found = TRY(message(transaction, number));
  if (found.state == State::sent || found.state == State::returned)
    return fail(Errc::conflict, "mail.is_sent", {{"message", number}});
  if (found.state == State::handing)
    return fail(Errc::conflict, "mail.being_sent", {{"message", number}});
  if (to == State::waiting && goes_outside(found.kind) &&
      !TRY(outside(office, transaction, found.address)))
    return fail(Errc::conflict, "mail.outside_gone", {{"message", number}});
  const Instant now = office.clock.now();
  TRY(transaction.execute_exactly(
      1,
      "update mail_message set state = ?, made_at = ?, ended_at = ? "
      "where organisation_id = ? and id = ? and state = ?",
      {std::string(word(to)), store::of_instant(to == State::waiting ? now : found.made_at),
       to == State::waiting ? sql::Value(sql::Null{}) : store::of_instant(now),
       transaction.organisation().text, found.id.text, std::string(word(found.state))}));
  if (to == State::waiting) TRY(enqueue_send(office, transaction, found.number));
  if (is_done_with(to)) TRY(forget_outside(transaction, found.address));
  TRY(office.log.append(transaction, told(office, event, found.number)));
  return transaction.commit();
}

}  // namespace

std::string message_number(std::int64_t serial) { return fmt::format("M-{:04}", serial); }

std::int64_t message_serial(std::string_view number) {
  std::int64_t serial = 0;
  if (!number.starts_with("M-")) return 0;
  number.remove_prefix(2);
  const auto [end, wrong] = std::from_chars(number.data(), number.data() + number.size(), serial);
  return wrong == std::errc() && end == number.data() + number.size() ? serial : 0;
}

std::string_view word(State state) {
  const auto at = static_cast<std::size_t>(state);
  must(at < std::size(state_words));
  return state_words[at];
}

Result<State> state_of(std::string_view word) {
  for (std::size_t i = 0; i < std::size(state_words); ++i)
    if (state_words[i] == word) return static_cast<State>(i);
  return fail(Errc::invalid, "mail.unknown_state", {{"state", replace_broken_utf8(word)}});
}

Result<std::optional<std::string>> queue(Office& office, Transaction& transaction,
                                         const AccountId& account, const Wish& wish) {
  const std::optional<Settings> how = TRY(settings(transaction));
  if (!how || how->out.server.empty()) return std::optional<std::string>();
  const std::optional<Address> address = TRY(address_of(office, transaction, account));
  if (!address || address->refused_at) return std::optional<std::string>();
  return queue_to(office, transaction, *address, how->out, wish.kind, {wish.lines, "", ""},
                  wish.once);
}

Result<std::optional<std::string>> queue_to(Office& office, Transaction& transaction,
                                            const Address& address, const Outgoing& out, Kind kind,
                                            const Facts& facts, const std::string& once) {
  const std::string& organisation = transaction.organisation().text;
  if (TRY(transaction.one("select 1 from mail_message where organisation_id = ? and once = ?",
                          {organisation, once})))
    return std::optional<std::string>();
  const auto counted = TRY(transaction.one(
      "insert into mail_counter (organisation_id, what, counted) values (?, 'message', 1) "
      "on conflict (organisation_id, what) do update set counted = mail_counter.counted + 1 "
      "returning counted",
      {organisation}));
  const std::int64_t serial = store::integer_in((*counted)[0]);
  const MessageId id = new_id<MessageId>(office.clock);
  // Random: who returns a message has seen it.
  std::string random = uuid_random();
  std::erase(random, '-');
  TRY(transaction.execute_exactly(
      1,
      "insert into mail_message (organisation_id, id, serial, kind, address_id, facts, once, "
      "message_id, state, unsure, tries, made_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)",
      {organisation, id.text, serial, std::string(word(kind)), address.id.text, written(facts),
       once, random + "@" + std::string(domain_of(out.from_address)),
       std::string(word(State::waiting)), false, store::of_instant(office.clock.now())}));
  evidence::Told entry = told(office, "mail.queued", message_number(serial));
  entry.details = {{"kind", std::string(word(kind))}, {"address", address.id.text}};
  if (address.account) entry.details.emplace_back("account", address.account->text);
  TRY(office.log.append(transaction, entry));
  TRY(enqueue_send(office, transaction, message_number(serial)));
  return std::optional(message_number(serial));
}

Result<std::vector<Queued>> messages(Office& office, std::optional<State> state,
                                     std::size_t limit) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const std::string wanted = state ? std::string(word(*state)) : "";
  return all_in(TRY(transaction.all(
      "select id, serial, kind, address_id, facts, message_id, state, unsure, tries, made_at, "
      "tried_at, ended_at, code, error_code, error_key, error_params from mail_message "
      "where organisation_id = ? and (state = ? or cast(? as varchar(20)) = '') "
      "order by serial desc limit ?",
      {transaction.organisation().text, wanted, wanted, static_cast<std::int64_t>(limit)})));
}

Result<Queued> message(Transaction& transaction, const std::string& number) {
  const auto row = TRY(transaction.one(
      "select id, serial, kind, address_id, facts, message_id, state, unsure, tries, made_at, "
      "tried_at, ended_at, code, error_code, error_key, error_params from mail_message "
      "where organisation_id = ? and serial = ?",
      {transaction.organisation().text, message_serial(number)}));
  if (!row)
    return fail(Errc::not_found, "mail.unknown_message",
                {{"message", replace_broken_utf8(number)}});
  return queued_in(*row);
}

Result<std::optional<Queued>> message_by_id(Transaction& transaction,
                                            const std::string& message_id) {
  const auto row = TRY(transaction.one(
      "select id, serial, kind, address_id, facts, message_id, state, unsure, tries, made_at, "
      "tried_at, ended_at, code, error_code, error_key, error_params from mail_message "
      "where organisation_id = ? and message_id = ?",
      {transaction.organisation().text, message_id}));
  if (!row) return std::optional<Queued>();
  return std::optional(TRY(queued_in(*row)));
}

Result<std::vector<std::pair<State, std::int64_t>>> counts(Office& office) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::vector<std::pair<State, std::int64_t>> found;
  for (const sql::Row& row : TRY(transaction.all(
           "select state, count(*) from mail_message where organisation_id = ? group by state",
           {transaction.organisation().text})))
    found.emplace_back(TRY(state_of(store::text_in(row[0]))), store::integer_in(row[1]));
  return found;
}

Result<void> retry(Office& office, const std::string& number) {
  return change(office, number, State::waiting, "mail.retried");
}

Result<void> drop(Office& office, const std::string& number) {
  return change(office, number, State::dropped, "mail.dropped");
}

Result<void> begin_handing(Transaction& transaction, const Queued& message, Instant at) {
  return transaction.execute_exactly(
      1,
      "update mail_message set state = 'handing', tried_at = ? "
      "where organisation_id = ? and id = ? and state = 'waiting'",
      {store::of_instant(at), transaction.organisation().text, message.id.text});
}

Result<void> end_try(Transaction& transaction, const Queued& message, const Try& ended,
                     Instant at) {
  const bool is_over = ended.state != State::waiting;
  if (is_done_with(ended.state)) TRY(forget_outside(transaction, message.address));
  return transaction.execute_exactly(
      1,
      "update mail_message set state = ?, unsure = ?, tries = tries + 1, tried_at = ?, "
      "ended_at = ?, code = ?, error_code = ?, error_key = ?, error_params = ? "
      "where organisation_id = ? and id = ? and state in ('waiting', 'handing', 'sent')",
      {std::string(word(ended.state)), ended.unsure || message.unsure, store::of_instant(at),
       is_over ? store::of_instant(at) : sql::Value(sql::Null{}), ended.code,
       jobs::code_value(ended.error), jobs::key_value(ended.error), jobs::params_value(ended.error),
       transaction.organisation().text, message.id.text});
}

Result<std::int64_t> enqueue_stranded(Office& office) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::vector<sql::Row> rows =
      TRY(transaction.all("select serial from mail_message where organisation_id = ? "
                          "and state in ('waiting', 'handing') order by serial limit ?",
                          {transaction.organisation().text, most_stranded}));
  // Where a job lives, asking for it again changes nothing.
  for (const sql::Row& row : rows)
    TRY(enqueue_send(office, transaction, message_number(store::integer_in(row[0]))));
  TRY(transaction.commit());
  return std::ssize(rows);
}

Result<std::int64_t> remove_ended(Office& office, Instant before) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::int64_t gone =
      TRY(transaction.execute("delete from mail_message where organisation_id = ? and ended_at < ?",
                              {transaction.organisation().text, store::of_instant(before)}));
  TRY(
      transaction.execute("delete from mail_outside where organisation_id = ? and not exists "
                          "(select 1 from mail_message m where m.organisation_id = "
                          "mail_outside.organisation_id and m.address_id = mail_outside.id)",
                          {transaction.organisation().text}));
  TRY(transaction.commit());
  return gone;
}

}  // namespace ombud::mail
