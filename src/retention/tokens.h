#pragma once
// The words and signs of an expression.

#include <string>
#include <vector>

#include "base/result.h"

namespace ombud::retention {

struct Token {
  enum class Kind : std::uint8_t { word, name, integer, decimal, text, day, sign, end };
  Kind kind = Kind::end;
  std::string text;    // Of a text without its quotes.
  std::size_t at = 0;  // Byte where it begins.

  bool is(std::string_view wanted) const {
    return (kind == Kind::word || kind == Kind::sign) && text == wanted;
  }
};

/// Ends with a token of the kind `end`. Errc::invalid "retention.bad_expression" {expression, at}.
Result<std::vector<Token>> tokens_of(const std::string& expression);

/// That the expression can't be read from there on.
Failure bad_expression(const std::string& expression, std::size_t at);

}  // namespace ombud::retention
