#include "sql/value.h"

#include <fmt/format.h>

#include <charconv>

#include "base/text.h"

namespace ombud::sql {

namespace {

template <class... Cases>
struct Match : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Match(Cases...) -> Match<Cases...>;

// The shortest digits that read back as the same number.
std::string digits(double number) { return fmt::format("{}", number); }

template <class Number>
std::optional<Value> number(std::string_view text) {
  Number read{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), read);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return read;
}

}  // namespace

bool is_null(const Value& value) { return std::holds_alternative<Null>(value); }

Value text_value(std::string bytes) {
  if (is_utf8(bytes)) return bytes;
  return Blob{std::move(bytes), true};
}

std::string shown(const Value& value) {
  return std::visit(Match{[](Null) { return std::string(); },
                          [](bool truth) { return std::string(truth ? "true" : "false"); },
                          [](std::int64_t integer) { return std::to_string(integer); },
                          [](double real) { return digits(real); },
                          [](const Decimal& decimal) { return decimal.digits; },
                          [](const std::string& text) { return text; },
                          [](const Blob& blob) {
                            return blob.broken_text ? replace_broken_utf8(blob.bytes)
                                                    : fmt::format("({} bytes)", blob.bytes.size());
                          }},
                    value);
}

std::string canonical(const Value& value) {
  return std::visit(
      Match{[](Null) { return std::string("n"); },
            [](bool truth) { return std::string(truth ? "b1" : "b0"); },
            [](std::int64_t integer) { return "i" + std::to_string(integer); },
            [](double real) { return "r" + digits(real); },
            [](const Decimal& decimal) { return "d" + decimal.digits; },
            [](const std::string& text) { return "t" + text; },
            [](const Blob& blob) { return (blob.broken_text ? "y" : "x") + to_hex(blob.bytes); }},
      value);
}

std::optional<Value> from_canonical(std::string_view text) {
  if (text.empty()) return {};
  const std::string_view rest = text.substr(1);
  switch (text[0]) {
    case 'n':
      if (rest.empty()) return Null{};
      return {};
    case 'b':
      if (rest == "0" || rest == "1") return rest == "1";
      return {};
    case 'i':
      return number<std::int64_t>(rest);
    case 'r':
      return number<double>(rest);
    case 'd':
      return Decimal{std::string(rest)};
    case 't':
      return std::string(rest);
    case 'x':
    case 'y': {
      Result<std::string> bytes = from_hex(rest);
      if (!bytes) return {};
      return Blob{*std::move(bytes), text[0] == 'y'};
    }
    default:
      return {};
  }
}

std::string plain(const Value& value) {
  if (const Blob* blob = std::get_if<Blob>(&value)) return to_hex(blob->bytes);
  return shown(value);
}

ValueView view_of(const Value& value) {
  using Kind = ValueView::Kind;
  if (is_null(value)) return {};
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return {Kind::integer, *integer, {}};
  if (const auto* text = std::get_if<std::string>(&value)) return {Kind::text, 0, *text};
  if (const auto* blob = std::get_if<Blob>(&value))
    return {blob->broken_text ? Kind::text : Kind::blob, 0, blob->bytes};
  return {Kind::other, 0, {}};
}

}  // namespace ombud::sql
