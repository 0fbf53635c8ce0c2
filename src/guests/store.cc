// The tables, and what of them lies sealed.

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <nlohmann/json.hpp>

#include "accounts/sessions.h"
#include "base/json.h"
#include "base/text.h"
#include "guests/request.h"

namespace ombud::guests {

namespace {

using accounts::Office;
using nlohmann::ordered_json;
using store::Transaction;

constexpr std::string_view state_words[] = {"waiting", "answered",  "taken",
                                            "refused", "withdrawn", "expired"};
constexpr std::size_t token_bytes = 32;

std::string number_of(std::int64_t serial) { return fmt::format("Q-{:04}", serial); }

std::int64_t serial_of(std::string_view number) {
  std::int64_t serial = 0;
  if (!number.starts_with("Q-")) return 0;
  number.remove_prefix(2);
  const auto [end, wrong] = std::from_chars(number.data(), number.data() + number.size(), serial);
  return wrong == std::errc() && end == number.data() + number.size() ? serial : 0;
}

std::string written(const Question& question) {
  ordered_json offered = ordered_json::object();
  for (const auto& [path, offers] : question.offered) {
    offered[path] = ordered_json::array();
    for (const Offer& offer : offers) offered[path].push_back({offer.word, offer.id, offer.title});
  }
  return json_text({{"name", question.name},
                    {"address", question.address},
                    {"language", code(question.language)},
                    {"note", question.note},
                    {"returned", question.returned},
                    {"shown", question.shown},
                    {"asked", question.asked},
                    {"offered", std::move(offered)},
                    {"row", question.row},
                    {"version", question.version},
                    {"draft", question.draft}});
}

Question read_question(std::string_view text) {
  const auto json = ordered_json::parse(text);
  Question question;
  question.name = json["name"];
  question.address = json["address"];
  question.language = language_of(json["language"].get<std::string>()).value();
  question.note = json["note"];
  question.returned = json["returned"];
  question.shown = json["shown"].get<std::vector<std::string>>();
  question.asked = json["asked"].get<std::vector<std::string>>();
  for (const auto& [path, offers] : json["offered"].items()) {
    std::vector<Offer>& there = question.offered[path];
    for (const auto& offer : offers) there.push_back({offer[0], offer[1], offer[2]});
  }
  question.row = json["row"];
  question.version = json["version"];
  question.draft = json["draft"];
  return question;
}

std::string written(const Reply& reply) {
  return json_text({{"name", reply.name},
                    {"confirmed", reply.confirmed},
                    {"remark", reply.remark},
                    {"row", reply.row}});
}

Reply read_reply(std::string_view text) {
  const auto json = ordered_json::parse(text);
  return {json["name"], json["confirmed"], json["remark"], json["row"]};
}

sql::Value sealed(const Office& office, const RequestId& id, std::string_view what,
                  const std::optional<std::string>& plain) {
  if (!plain) return sql::Null{};
  return sql::Blob{
      office.vault.seal(vault::Purpose::mail, fmt::format("guest {} {}", what, id.text), *plain)};
}

Result<Secret> opened(const Office& office, const RequestId& id, std::string_view what,
                      const sql::Value& value) {
  return office.vault.open(vault::Purpose::mail, fmt::format("guest {} {}", what, id.text),
                           store::blob_in(value));
}

template <class T>
std::optional<std::string> text_of(const std::optional<T>& part) {
  if (!part) return std::nullopt;
  return written(*part);
}

sql::Value instant_value(const std::optional<Instant>& at) {
  return at ? store::of_instant(*at) : sql::Value(sql::Null{});
}

Result<std::optional<Instant>> optional_instant(const sql::Value& value) {
  if (sql::is_null(value)) return std::optional<Instant>();
  return std::optional(TRY(store::instant_in(value)));
}

sql::Statement select_requests(const OrganisationId& organisation) {
  sql::Statement select(
      "select r.id, r.serial, r.record_id, r.kind, r.state, r.question, r.reply, r.asked_at, "
      "r.asked_by, r.ends_at, r.opened_at, r.answered_at, r.ended_at, r.ended_by, r.reminded, "
      "r.mail from guests_request r where r.organisation_id = ");
  select.value(organisation.text);
  return select;
}

Result<Request> request_in(const Office& office, const sql::Row& row) {
  Request request;
  request.id = RequestId{store::text_in(row[0])};
  request.number = number_of(store::integer_in(row[1]));
  request.record = records::RecordId{store::text_in(row[2])};
  request.kind = store::text_in(row[3]);
  request.state = TRY(state_of(store::text_in(row[4])));
  if (!sql::is_null(row[5]))
    request.question = read_question(TRY(opened(office, request.id, "question", row[5])).reveal());
  if (!sql::is_null(row[6]))
    request.reply = read_reply(TRY(opened(office, request.id, "reply", row[6])).reveal());
  request.asked_at = TRY(store::instant_in(row[7]));
  request.asked_by = AccountId{store::text_in(row[8])};
  request.ends_at = TRY(store::instant_in(row[9]));
  request.opened_at = TRY(optional_instant(row[10]));
  request.answered_at = TRY(optional_instant(row[11]));
  request.ended_at = TRY(optional_instant(row[12]));
  if (const auto by = store::optional_text_in(row[13])) request.ended_by = AccountId{*by};
  request.reminded = store::integer_in(row[14]);
  request.mail = store::text_in(row[15]);
  return request;
}

std::string hash_of(std::string_view token) {
  return to_hex(vault::sha256("guest link " + std::string(token)));
}

}  // namespace

std::string_view word(State state) {
  const auto at = static_cast<std::size_t>(state);
  must(at < std::size(state_words));
  return state_words[at];
}

Result<State> state_of(std::string_view word) {
  const auto* at = std::ranges::find(state_words, word);
  if (at == std::end(state_words))
    return fail(Errc::invalid, "guests.unknown_state", {{"state", replace_broken_utf8(word)}});
  return static_cast<State>(at - std::begin(state_words));
}

State state_now(const Request& request, Instant now) {
  return request.state == State::waiting && now >= request.ends_at ? State::expired : request.state;
}

Result<void> add(Office& office, Transaction& transaction, Request& request) {
  const std::string& organisation = transaction.organisation().text;
  const auto last = TRY(transaction.one(
      "select coalesce(max(serial), 0) from guests_request where organisation_id = ?",
      {organisation}));
  const std::int64_t serial = store::integer_in(last.value()[0]) + 1;
  request.id = new_id<RequestId>(office.clock);
  request.number = number_of(serial);
  return transaction.execute_exactly(
      1,
      "insert into guests_request (organisation_id, id, serial, record_id, kind, state, question, "
      "asked_at, asked_by, ends_at, reminded, mail) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {organisation, request.id.text, serial, request.record.text, request.kind,
       std::string(word(request.state)),
       sealed(office, request.id, "question", text_of(request.question)),
       store::of_instant(request.asked_at), request.asked_by.text,
       store::of_instant(request.ends_at), request.reminded, request.mail});
}

Result<void> save(Office& office, Transaction& transaction, const Request& request, State from) {
  return transaction.execute_exactly(
      1,
      "update guests_request set state = ?, question = ?, reply = ?, ends_at = ?, opened_at = ?, "
      "answered_at = ?, ended_at = ?, ended_by = ?, reminded = ?, mail = ? "
      "where organisation_id = ? and id = ? and state = ?",
      {std::string(word(request.state)),
       sealed(office, request.id, "question", text_of(request.question)),
       sealed(office, request.id, "reply", text_of(request.reply)),
       store::of_instant(request.ends_at), instant_value(request.opened_at),
       instant_value(request.answered_at), instant_value(request.ended_at),
       request.ended_by ? sql::Value(request.ended_by->text) : sql::Value(sql::Null{}),
       request.reminded, request.mail, transaction.organisation().text, request.id.text,
       std::string(word(from))});
}

Failure unknown(std::string_view number) {
  return fail(Errc::not_found, "guests.unknown", {{"request", replace_broken_utf8(number)}});
}

Result<Request> find(Office& office, Transaction& transaction, std::string_view number) {
  sql::Statement select = select_requests(transaction.organisation());
  select.text(" and r.serial = ").value(serial_of(number));
  const auto rows = TRY(transaction.all(select));
  if (rows.empty()) return unknown(number);
  return request_in(office, rows.front());
}

Result<std::vector<Request>> list(Office& office, Transaction& transaction, const Wanted& wanted) {
  sql::Statement select = select_requests(transaction.organisation());
  if (!wanted.record.empty()) select.text(" and r.record_id = ").value(wanted.record.text);
  if (!wanted.before.empty()) select.text(" and r.serial < ").value(serial_of(wanted.before));
  if (wanted.state) {
    const bool waits = *wanted.state == State::waiting;
    const bool over = *wanted.state == State::expired;
    select.text(" and r.state = ");
    select.value(std::string(word(over ? State::waiting : *wanted.state)));
    if (waits) select.text(" and r.ends_at > ").value(store::of_instant(office.clock.now()));
    if (over) select.text(" and r.ends_at <= ").value(store::of_instant(office.clock.now()));
  }
  select.text(" order by r.serial desc limit ").value(static_cast<std::int64_t>(wanted.limit));
  std::vector<Request> found;
  for (const sql::Row& row : TRY(transaction.all(select)))
    found.push_back(TRY(request_in(office, row)));
  return found;
}

Result<std::string> add_link(Office& office, Transaction& transaction, const RequestId& request) {
  const std::string token = to_hex(vault::random_bytes(token_bytes));
  TRY(transaction.execute_exactly(
      1,
      "insert into guests_token (organisation_id, hash, request_id, made_at) values (?, ?, ?, ?)",
      {transaction.organisation().text, hash_of(token), request.text,
       store::of_instant(office.clock.now())}));
  // Behind the point in which organisation it is one, as in the cookie of a session.
  return accounts::text_of({token, transaction.organisation()});
}

Result<void> end_links(Transaction& transaction, const RequestId& request) {
  TRY(transaction.execute("delete from guests_token where organisation_id = ? and request_id = ?",
                          {transaction.organisation().text, request.text}));
  return {};
}

Result<std::optional<Request>> by_link(Office& office, Transaction& transaction,
                                       const std::string& link) {
  const std::string token = accounts::session_cookie_in(link).token;
  sql::Statement select = select_requests(transaction.organisation());
  // What is over is not even opened: all links that open nothing take the same way.
  select.text(" and r.state = 'waiting' and r.question is not null and r.ends_at > ");
  select.value(store::of_instant(office.clock.now()));
  select.text(" and r.id in (select t.request_id from guests_token t where t.organisation_id = ");
  select.value(transaction.organisation().text).text(" and t.hash = ").value(hash_of(token));
  select.text(")");
  const auto rows = TRY(transaction.all(select));
  if (rows.empty()) return std::optional<Request>();
  return std::optional(TRY(request_in(office, rows.front())));
}

namespace {

// Of rows "account, how many, instant in microseconds".
Result<records::Waits> waits_in(Transaction& transaction, const sql::Statement& select) {
  std::map<std::pair<AccountId, Day>, std::int64_t> counts;
  for (const sql::Row& row : TRY(transaction.all(select))) {
    const Instant at = TRY(store::instant_in(row[1]));
    ++counts[{AccountId{store::text_in(row[0])}, std::chrono::floor<std::chrono::days>(at)}];
  }
  records::Waits all;
  for (const auto& [of, count] : counts) all.push_back({of.first, count, of.second});
  return all;
}

}  // namespace

Result<records::Waits> answers_waiting(Office& office) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  sql::Statement select(
      "select asked_by, answered_at from guests_request where state = 'answered' and "
      "organisation_id = ");
  select.value(transaction.organisation().text);
  return waits_in(transaction, select);
}

Result<records::Waits> silent_waiting(Office& office) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  sql::Statement select(
      "select asked_by, asked_at from guests_request where state = 'waiting' and question is not "
      "null and organisation_id = ");
  select.value(transaction.organisation().text).text(" and (reminded >= 2 or ends_at <= ");
  select.value(store::of_instant(office.clock.now())).text(")");
  return waits_in(transaction, select);
}

Result<std::int64_t> expire(Office& office, bool only_count) {
  Transaction transaction = TRY(office.store.begin(
      office.organisation.id, only_count ? sql::Begin::read : sql::Begin::write));
  const sql::Value before = store::of_instant(office.clock.now() - contents_kept);
  const std::string& organisation = transaction.organisation().text;
  if (only_count) {
    const auto row = TRY(transaction.one(
        "select count(*) from guests_request where organisation_id = ? and question is not null "
        "and (ended_at < ? or (state = 'waiting' and ends_at < ?))",
        {organisation, before, before}));
    return store::integer_in(row.value()[0]);
  }
  const std::int64_t gone = TRY(transaction.execute(
      "update guests_request set question = null, reply = null where organisation_id = ? and "
      "question is not null and (ended_at < ? or (state = 'waiting' and ends_at < ?))",
      {organisation, before, before}));
  TRY(transaction.execute(
      "delete from guests_token where organisation_id = ? and request_id in (select r.id from "
      "guests_request r where r.organisation_id = ? and r.question is null)",
      {organisation, organisation}));
  TRY(transaction.commit());
  return gone;
}

}  // namespace ombud::guests
