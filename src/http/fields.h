#pragma once
// The JSON object in a request's body, read strictly: a field that is not asked for, a name twice
// and a value of another kind are refused by the field's name, so that nothing is taken for
// something else and nothing is changed that nobody meant.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "http/http.h"

namespace ombud::http {

class Fields {
 public:
  /// Errc::invalid "http.bad_json": no JSON object, a name twice, deeper than 16.
  static Result<Fields> of(const Request& request);
  Fields(Fields&&) noexcept;
  Fields& operator=(Fields&&) noexcept;
  ~Fields();

  /// Errc::invalid "http.missing_field" {field}, "http.wrong_kind" {field, kind}, "http.too_long"
  /// {field, most}: in bytes.
  Result<std::string> text(std::string_view name, std::size_t most_bytes = 4096);
  Result<std::optional<std::string>> optional_text(std::string_view name,
                                                   std::size_t most_bytes = 4096);
  /// Overwritten in the body that was read, as far as this program holds it.
  Result<Secret> secret(std::string_view name, std::size_t most_bytes = 4096);
  Result<std::int64_t> integer(std::string_view name);
  Result<bool> boolean(std::string_view name);
  /// An array of texts; empty where the field is not there.
  Result<std::vector<std::string>> texts(std::string_view name, std::size_t most = 100);
  /// An object or a list as JSON text, for whoever knows its fields; empty where it is not there.
  /// Errc::invalid "http.wrong_kind" {field, wanted}.
  Result<std::string> object(std::string_view name);
  Result<std::string> list(std::string_view name);

  /// After the last one: Errc::invalid "http.unknown_field" {field} where there is another.
  Result<void> no_more() const;

 private:
  struct State;
  explicit Fields(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace ombud::http
