#include "retention/tokens.h"

#include "base/clock.h"

namespace ombud::retention {

namespace {

using Kind = Token::Kind;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Letters of any language: whatever is not ASCII belongs to a word.
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

class Reader {
 public:
  explicit Reader(const std::string& text) : text_(text) {}

  Result<std::vector<Token>> read() {
    std::vector<Token> tokens;
    for (;;) {
      while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t'))
        ++at_;
      tokens.push_back(TRY(next()));
      if (tokens.back().kind == Kind::end) return tokens;
    }
  }

 private:
  Result<Token> next() {
    if (at_ == text_.size()) return Token{Kind::end, "", at_};
    const char c = text_[at_];
    if (c == '\'') return quoted('\'', Kind::text);
    if (c == '`') return quoted('`', Kind::name);
    if (is_letter(c)) return word();
    const bool minus = c == '-' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]);
    if (is_digit(c) || minus) return number();
    for (const std::string_view sign :
         {"<=", ">=", "!=", "=", "<", ">", "(", ")", ",", ".", "+", "-"}) {
      if (!std::string_view(text_).substr(at_).starts_with(sign)) continue;
      at_ += sign.size();
      return Token{Kind::sign, std::string(sign), at_ - sign.size()};
    }
    return bad_expression(text_, at_);
  }

  Token word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && (is_letter(text_[at_]) || is_digit(text_[at_]))) ++at_;
    return {Kind::word, text_.substr(begin, at_ - begin), begin};
  }

  // 2026-01-31 is a day, 12.50 a decimal; 2026-13-01 is neither.
  Result<Token> number() {
    const std::size_t begin = at_;
    const std::string_view rest = std::string_view(text_).substr(at_);
    if (rest.size() >= 10 && rest[0] != '-' && rest[4] == '-' && rest[7] == '-') {
      at_ += 10;
      if (!parse_day(rest.substr(0, 10))) return bad_expression(text_, begin);
      return Token{Kind::day, std::string(rest.substr(0, 10)), begin};
    }
    if (rest[0] == '-') ++at_;
    while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
    Kind kind = Kind::integer;
    if (at_ + 1 < text_.size() && text_[at_] == '.' && is_digit(text_[at_ + 1])) {
      kind = Kind::decimal;
      ++at_;
      while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
    }
    if (at_ < text_.size() && is_letter(text_[at_])) return bad_expression(text_, at_);
    return Token{kind, text_.substr(begin, at_ - begin), begin};
  }

  // A doubled quote stands for itself.
  Result<Token> quoted(char quote, Kind kind) {
    const std::size_t begin = at_++;
    std::string text;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == quote) {
        if (at_ + 1 == text_.size() || text_[at_ + 1] != quote) {
          ++at_;
          return Token{kind, text, begin};
        }
        ++at_;
      }
      text += text_[at_];
    }
    return bad_expression(text_, begin);
  }

  const std::string& text_;
  std::size_t at_ = 0;
};

}  // namespace

Result<std::vector<Token>> tokens_of(const std::string& expression) {
  return Reader(expression).read();
}

Failure bad_expression(const std::string& expression, std::size_t at) {
  return fail(Errc::invalid, "retention.bad_expression",
              {{"expression", expression}, {"at", std::to_string(at + 1)}});
}

}  // namespace ombud::retention
