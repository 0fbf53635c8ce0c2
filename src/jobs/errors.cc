#include "jobs/errors.h"

#include "base/words.h"
#include "cli/cli.h"
#include "jobs/rows.h"

namespace ombud::jobs {

namespace {

constexpr Word<State> state_words[] = {
    {State::waiting, "waiting"}, {State::running, "running"}, {State::done, "done"},
    {State::failed, "failed"},   {State::refused, "refused"}, {State::cancelled, "cancelled"},
};

constexpr Errc codes[] = {Errc::invalid,     Errc::not_found, Errc::forbidden, Errc::conflict,
                          Errc::unavailable, Errc::internal,  Errc::exhausted};

Errc code_of(std::string_view word) {
  for (const Errc code : codes)
    if (cli::error_word(code) == word) return code;
  std::abort();  // The store holds only what cli::error_word wrote.
}

}  // namespace

std::string_view word(State state) { return word_in(state_words, state); }

State state_of(std::string_view word) {
  const std::optional<State> state = value_in(state_words, word);
  must(state.has_value());
  return *state;
}

sql::Value code_value(const std::optional<Error>& error) {
  if (!error) return sql::Null{};
  return std::string(cli::error_word(error->code));
}

sql::Value key_value(const std::optional<Error>& error) {
  if (!error) return sql::Null{};
  return error->key;
}

sql::Value params_value(const std::optional<Error>& error) {
  if (!error) return sql::Null{};
  return rows::written(error->params);
}

std::optional<Error> error_in(const sql::Value& code, const sql::Value& key,
                              const sql::Value& params) {
  if (sql::is_null(key)) return std::nullopt;
  return Error{code_of(store::text_in(code)), store::text_in(key),
               rows::read(store::text_in(params))};
}

}  // namespace ombud::jobs
