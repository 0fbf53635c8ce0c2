#include "mail/inbox.h"

#include <fmt/format.h>

#include <charconv>
#include <iterator>
#include <nlohmann/json.hpp>

#include "accounts/rights.h"
#include "base/text.h"
#include "mail/queue.h"

namespace ombud::mail {

namespace {

using accounts::Office;
using store::Transaction;

constexpr std::string_view state_words[] = {"waiting", "assigned", "done", "discarded"};
constexpr std::size_t longest_reason_bytes = 500;
constexpr vault::Purpose purpose = vault::Purpose::mail;

std::string context_of(const IncomingId& id, const char* what) {
  return "incoming " + id.text + " " + what;
}

std::string number_of(std::int64_t serial) { return fmt::format("I-{:04}", serial); }

std::int64_t serial_of(std::string_view number) {
  std::int64_t serial = 0;
  if (!number.starts_with("I-")) return 0;
  number.remove_prefix(2);
  const auto [end, wrong] = std::from_chars(number.data(), number.data() + number.size(), serial);
  return wrong == std::errc() && end == number.data() + number.size() ? serial : 0;
}

Result<std::string> opened(const Office& office, const IncomingId& id, const char* what,
                           const sql::Value& sealed) {
  if (sql::is_null(sealed)) return std::string();
  return TRY(office.vault.open(purpose, context_of(id, what), store::blob_in(sealed))).reveal();
}

sql::Blob sealed(const Office& office, const IncomingId& id, const char* what,
                 std::string_view plain) {
  return sql::Blob{office.vault.seal(purpose, context_of(id, what), plain)};
}

std::string written(const Head& head) {
  return nlohmann::json{{"from", head.from}, {"subject", head.subject}}.dump(
      -1, ' ', false, nlohmann::json::error_handler_t::replace);
}

// id, serial, came_at, sent_at, size_bytes, whole, automatic, state, assigned_to, ended_at, head,
// reason
Result<Task> task_in(const Office& office, const sql::Row& row) {
  Task task;
  task.id = IncomingId{store::text_in(row[0])};
  task.number = number_of(store::integer_in(row[1]));
  task.came_at = TRY(store::instant_in(row[2]));
  if (!sql::is_null(row[3])) task.sent_at = TRY(store::instant_in(row[3]));
  task.size_bytes = store::integer_in(row[4]);
  task.whole = store::boolean_in(row[5]);
  task.automatic = store::boolean_in(row[6]);
  task.state = TRY(task_state_of(store::text_in(row[7])));
  if (!sql::is_null(row[8])) task.assigned_to = AccountId{store::text_in(row[8])};
  if (!sql::is_null(row[9])) task.ended_at = TRY(store::instant_in(row[9]));
  task.is_kept = !sql::is_null(row[10]);
  const auto head =
      nlohmann::json::parse(TRY(opened(office, task.id, "head", row[10])), nullptr, false);
  if (head.is_object()) {
    task.from = head.value("from", "");
    task.subject = head.value("subject", "");
  }
  task.reason = TRY(opened(office, task.id, "reason", row[11]));
  return task;
}

// The mailbox is the organisation's: whoever is there for another controller's data alone is
// answered as if nothing had come.
bool may_see_mail(const Office& office) { return accounts::may_see(office.actor, ""); }

Result<Task> found_in(Office& office, Transaction& transaction, const std::string& number) {
  if (!may_see_mail(office)) {
    accounts::note_hidden(office, "incoming mail");
    return fail(Errc::not_found, "mail.unknown_task", {{"task", replace_broken_utf8(number)}});
  }
  const auto row = TRY(transaction.one(
      "select id, serial, came_at, sent_at, size_bytes, whole, automatic, state, assigned_to, "
      "ended_at, head, reason from mail_incoming where organisation_id = ? and serial = ?",
      {transaction.organisation().text, serial_of(number)}));
  if (!row)
    return fail(Errc::not_found, "mail.unknown_task", {{"task", replace_broken_utf8(number)}});
  return task_in(office, *row);
}

Result<Task> live_in(Office& office, Transaction& transaction, const std::string& number) {
  Task task = TRY(found_in(office, transaction, number));
  if (task.ended_at) return fail(Errc::conflict, "mail.task_ended", {{"task", task.number}});
  return task;
}

Result<void> end_task(Office& office, const std::string& number, TaskState state,
                      const std::string& reason, const char* event) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const Task task = TRY(live_in(office, transaction, number));
  TRY(transaction.execute_exactly(
      1,
      "update mail_incoming set state = ?, ended_at = ?, ended_by = ?, reason = ? "
      "where organisation_id = ? and id = ? and ended_at is null",
      {std::string(word(state)), store::of_instant(office.clock.now()), office.actor.account.text,
       reason.empty() ? sql::Value(sql::Null{}) : sealed(office, task.id, "reason", reason),
       transaction.organisation().text, task.id.text}));
  evidence::Told entry = told(office, event, task.number);
  if (!reason.empty()) entry.details = {{"reason", reason}};
  TRY(office.log.append(transaction, entry));
  return transaction.commit();
}

// A server gives a message of ours back. Only who saw the message knows its id.
Result<bool> take_bounce(Office& office, Transaction& transaction, const Bounce& bounce) {
  bool known = false;
  for (const std::string& id : bounce.message_ids) {
    const std::optional<Queued> message = TRY(message_by_id(transaction, id));
    if (!message) continue;
    known = true;
    if (message->state != State::sent) continue;
    const Instant now = office.clock.now();
    TRY(end_try(transaction, *message, {State::returned, false, bounce.code, std::nullopt}, now));
    TRY(note_refusal(transaction, message->address, bounce.code, now));
    evidence::Told entry = told(office, "mail.returned", message->number);
    entry.details = {{"code", bounce.code}};
    TRY(office.log.append(transaction, entry));
  }
  return known;
}

}  // namespace

std::string_view word(TaskState state) {
  const auto at = static_cast<std::size_t>(state);
  must(at < std::size(state_words));
  return state_words[at];
}

Result<TaskState> task_state_of(std::string_view word) {
  for (std::size_t i = 0; i < std::size(state_words); ++i)
    if (state_words[i] == word) return static_cast<TaskState>(i);
  return fail(Errc::invalid, "mail.unknown_state", {{"state", replace_broken_utf8(word)}});
}

evidence::Told told_of_list(const Office& office) {
  evidence::Told entry = told(office, "mail.listed", "incoming mail");
  entry.use = UseKind::list;
  entry.criterion = "incoming mail";
  return entry;
}

Result<std::vector<Task>> tasks(Office& office, std::optional<TaskState> state, std::size_t limit) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const std::string wanted = state ? std::string(word(*state)) : "";
  std::vector<Task> found;
  if (!may_see_mail(office)) return found;
  for (const sql::Row& row : TRY(transaction.all(
           "select id, serial, came_at, sent_at, size_bytes, whole, automatic, state, "
           "assigned_to, ended_at, head, reason from mail_incoming where organisation_id = ? "
           "and (state = ? or cast(? as varchar(20)) = '') order by serial desc limit ?",
           {transaction.organisation().text, wanted, wanted, static_cast<std::int64_t>(limit)}))) {
    found.push_back(TRY(task_in(office, row)));
    found.back().subject.clear();
    found.back().reason.clear();
  }
  return found;
}

Result<OpenedTask> open_task(Office& office, const std::string& number,
                             const std::string& reference) {
  if (trim(reference).empty()) return fail(Errc::invalid, "mail.no_reference");
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  OpenedTask found;
  found.task = TRY(found_in(office, transaction, number));
  const auto row =
      TRY(transaction.one("select content from mail_incoming where organisation_id = ? and id = ?",
                          {transaction.organisation().text, found.task.id.text}));
  if (!found.task.is_kept)
    return fail(Errc::conflict, "mail.not_kept", {{"task", found.task.number}});
  found.bytes = TRY(opened(office, found.task.id, "content", (*row)[0]));
  found.content = read_content(found.bytes);
  if (!found.task.whole) found.bytes.clear();
  evidence::Told entry = told(office, "mail.opened", found.task.number);
  entry.use = UseKind::view;
  entry.criterion = "incoming mail " + found.task.number;
  entry.reference = reference;
  TRY(office.log.append(transaction, entry));
  TRY(transaction.commit());
  return found;
}

Result<void> assign_task(Office& office, const std::string& number, const accounts::Account& to) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  accounts::Actor actor;
  actor.account = to.id;
  actor.organisation = office.organisation.id;
  actor.doing = "mail.sort";
  TRY(accounts::fill_rights(transaction, actor, office.clock.now()));
  if (to.closed || !actor.may(actor.doing) || !accounts::may_see(actor, ""))
    return fail(Errc::invalid, "mail.may_not_sort", {{"name", to.name}});
  const Task task = TRY(live_in(office, transaction, number));
  TRY(transaction.execute_exactly(1,
                                  "update mail_incoming set state = 'assigned', assigned_to = ? "
                                  "where organisation_id = ? and id = ? and ended_at is null",
                                  {to.id.text, transaction.organisation().text, task.id.text}));
  evidence::Told entry = told(office, "mail.assigned", task.number);
  entry.details = {{"to", to.id.text}};
  TRY(office.log.append(transaction, entry));
  return transaction.commit();
}

Result<void> finish_task(Office& office, const std::string& number) {
  return end_task(office, number, TaskState::done, "", "mail.done");
}

Result<void> discard_task(Office& office, const std::string& number, const std::string& reason) {
  const std::string why = trim(reason);
  if (why.empty() || why.size() > longest_reason_bytes || !is_utf8(why))
    return fail(Errc::invalid, "mail.no_reason");
  return end_task(office, number, TaskState::discarded, why, "mail.discarded");
}

Result<TakenIn> take_in(Office& office, Transaction& transaction, const Arrived& arrived) {
  const std::string& organisation = transaction.organisation().text;
  const std::string mark = office.vault.blind_index(purpose, "incoming", arrived.place);
  if (TRY(transaction.one("select 1 from mail_incoming where organisation_id = ? and mark = ?",
                          {organisation, sql::Blob{mark}})))
    return TakenIn::was_there;
  if (const std::optional<Bounce> bounce = read_bounce(arrived.bytes))
    if (TRY(take_bounce(office, transaction, *bounce))) return TakenIn::as_bounce;
  const auto counted = TRY(transaction.one(
      "insert into mail_counter (organisation_id, what, counted) values (?, 'incoming', 1) "
      "on conflict (organisation_id, what) do update set counted = mail_counter.counted + 1 "
      "returning counted",
      {organisation}));
  const std::int64_t serial = store::integer_in((*counted)[0]);
  const IncomingId id = new_id<IncomingId>(office.clock);
  const Head head = read_head(arrived.bytes);
  TRY(transaction.execute_exactly(
      1,
      "insert into mail_incoming (organisation_id, id, serial, mark, came_at, sent_at, size_bytes, "
      "whole, automatic, head, content, state) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting')",
      {organisation, id.text, serial, sql::Blob{mark}, store::of_instant(office.clock.now()),
       head.sent_at ? store::of_instant(*head.sent_at) : sql::Value(sql::Null{}),
       arrived.size_bytes, arrived.whole, head.automatic, sealed(office, id, "head", written(head)),
       sealed(office, id, "content", arrived.bytes)}));
  TRY(office.log.append(transaction, told(office, "mail.came_in", number_of(serial))));
  return TakenIn::as_task;
}

Result<std::int64_t> empty_ended(Office& office, Instant before) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::int64_t emptied = TRY(transaction.execute(
      "update mail_incoming set head = null, content = null, reason = null "
      "where organisation_id = ? and content is not null and ended_at is not null "
      "and ended_at < ?",
      {transaction.organisation().text, store::of_instant(before)}));
  TRY(transaction.commit());
  return emptied;
}

Source incoming_source() {
  return {
      "mail.waits_incoming", "mail.sort", "/mail/incoming", [](Office& office) -> Result<Waiting> {
        Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
        const auto row =
            TRY(transaction.one("select count(*), min(came_at) from mail_incoming "
                                "where organisation_id = ? and state in ('waiting', 'assigned')",
                                {transaction.organisation().text}));
        Waiting waiting{store::integer_in((*row)[0]), std::nullopt};
        if (waiting.count > 0) waiting.oldest = TRY(store::instant_in((*row)[1]));
        return waiting;
      }};
}

}  // namespace ombud::mail
