#include "serve/answers.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "vault/vault.h"

namespace ombud::serve {

namespace {

constexpr std::size_t longest_key = 128;

std::string context_of(const accounts::Office& office, const Key& key) {
  return "answer " + office.actor.account.text + " " + key.route + " " + key.key_hash;
}

std::string packed(const http::Answer& answer) {
  nlohmann::json headers = nlohmann::json::array();
  for (const auto& [name, value] : answer.headers) headers.push_back({name, value});
  return nlohmann::json{{"type", answer.type}, {"body", answer.body}, {"headers", headers}}.dump(
      -1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<http::Answer> unpacked(int status, const std::string& text) {
  const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object()) return fail(Errc::internal, "serve.answer_damaged");
  http::Answer answer;
  answer.status = status;
  answer.type = json.value("type", "");
  answer.body = json.value("body", "");
  for (const nlohmann::json& pair : json.value("headers", nlohmann::json::array()))
    answer.headers.emplace_back(pair.at(0).get<std::string>(), pair.at(1).get<std::string>());
  answer.headers.emplace_back("Idempotent-Replay", "true");
  return answer;
}

}  // namespace

Result<Key> key_of(const std::string& route, const http::Request& request) {
  const std::string& given = request.header("idempotency-key");
  if (given.empty()) return fail(Errc::invalid, "serve.key_needed");
  const bool visible =
      std::all_of(given.begin(), given.end(), [](char c) { return c > 0x20 && c < 0x7f; });
  if (!visible || given.size() > longest_key) return fail(Errc::invalid, "serve.bad_key");
  return Key{route, vault::sha256(given),
             vault::sha256(request.path + "\n" + request.header("if-match") + "\n" + request.body)};
}

Result<std::optional<http::Answer>> claim(accounts::Office& office, const Key& key) {
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::string& account = office.actor.account.text;
  const std::int64_t mine = TRY(transaction.execute(
      "insert into serve_answer (organisation_id, account_id, route, key_hash, body_hash, made_at, "
      "status, answer) values (?, ?, ?, ?, ?, ?, 0, ?) on conflict do nothing",
      {office.organisation.id.text, account, key.route, sql::Blob{key.key_hash},
       sql::Blob{key.body_hash}, store::of_instant(office.clock.now()), sql::Blob{""}}));
  if (mine == 1) {
    TRY(transaction.commit());
    return std::optional<http::Answer>();
  }
  const std::optional<sql::Row> row = TRY(transaction.one(
      "select body_hash, status, answer from serve_answer where organisation_id = ? and "
      "account_id = ? and route = ? and key_hash = ?",
      {office.organisation.id.text, account, key.route, sql::Blob{key.key_hash}}));
  if (!row) return fail(Errc::conflict, "serve.in_flight");  // Released at this moment.
  if (store::blob_in((*row)[0]) != key.body_hash) return fail(Errc::invalid, "serve.other_body");
  const std::int64_t status = store::integer_in((*row)[1]);
  if (status == 0) return fail(Errc::conflict, "serve.in_flight");
  const Secret plain = TRY(office.vault.open(vault::Purpose::account, context_of(office, key),
                                             store::blob_in((*row)[2])));
  return std::optional(TRY(unpacked(static_cast<int>(status), plain.reveal())));
}

Result<void> keep(accounts::Office& office, const Key& key, const http::Answer& answer) {
  const std::string sealed =
      office.vault.seal(vault::Purpose::account, context_of(office, key), packed(answer));
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(transaction.execute_exactly(
      1,
      "update serve_answer set status = ?, answer = ? where organisation_id = ? and account_id = ? "
      "and route = ? and key_hash = ? and status = 0",
      {std::int64_t{answer.status}, sql::Blob{sealed}, office.organisation.id.text,
       office.actor.account.text, key.route, sql::Blob{key.key_hash}}));
  return transaction.commit();
}

Result<void> release(accounts::Office& office, const Key& key) {
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(transaction.execute(
      "delete from serve_answer where organisation_id = ? and account_id = ? and route = ? and "
      "key_hash = ? and status = 0",
      {office.organisation.id.text, office.actor.account.text, key.route,
       sql::Blob{key.key_hash}}));
  return transaction.commit();
}

Result<std::int64_t> count_expired(accounts::Office& office) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const std::optional<sql::Row> row = TRY(transaction.one(
      "select count(*) from serve_answer where organisation_id = ? and made_at < ?",
      {office.organisation.id.text, store::of_instant(office.clock.now() - answers_are_kept)}));
  return store::integer_in(row.value()[0]);
}

Result<std::int64_t> expire(accounts::Office& office) {
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::int64_t gone = TRY(transaction.execute(
      "delete from serve_answer where organisation_id = ? and made_at < ?",
      {office.organisation.id.text, store::of_instant(office.clock.now() - answers_are_kept)}));
  TRY(transaction.commit());
  return gone;
}

}  // namespace ombud::serve
