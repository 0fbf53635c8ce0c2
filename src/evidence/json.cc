#include "evidence/json.h"

#include "base/encoding.h"
#include "base/text.h"

namespace ombud::evidence {

namespace {

constexpr std::int64_t largest_integer = 9007199254740991;  // 2^53 - 1: exact in a double too.
constexpr int deepest = 64;

// The code point at `at`, which lies in well-formed UTF-8; moves `at` behind it.
char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto first = static_cast<unsigned char>(text[at++]);
  if (first < 0x80) return first;
  const int tails = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
  char32_t point = first & (0x3f >> tails);
  for (int i = 0; i < tails; ++i)
    point = (point << 6) | (static_cast<unsigned char>(text[at++]) & 0x3f);
  return point;
}

// Whether the byte there, if there is one, belongs to a character that began before it.
bool is_tail(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80;
}

// Its rank among UTF-16 code units: what is written as surrogates (D800 to DFFF) comes before
// U+E000 to U+FFFF. Equal code points have equal ranks and nothing else has.
char32_t utf16_rank(char32_t point) {
  if (point >= 0x10000) return point;
  return point >= 0xe000 ? point + 0x110000 : point;
}

// Whether a character of a string is written as it is.
constexpr bool is_plain(char c) {
  return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
}

// How many characters from `at` are.
std::size_t plain_from(std::string_view text, std::size_t at) {
  const std::size_t begin = at;
  while (at < text.size() && is_plain(text[at])) ++at;
  return at - begin;
}

void append_string(std::string& out, const std::string& text) {
  static constexpr std::string_view short_forms = "\"\"\\\\\bb\tt\nn\ff\rr";
  out += '"';
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t plain = plain_from(text, at);
    out.append(text, at, plain);
    at += plain;
    if (at == text.size()) break;
    const char c = text[at];
    std::size_t i = 0;
    while (i < short_forms.size() && short_forms[i] != c) i += 2;
    if (i < short_forms.size()) {
      out += '\\';
      out += short_forms[i + 1];
    } else {
      out += "\\u00" + to_hex(std::string_view(&c, 1));
    }
  }
  out += '"';
}

void append(std::string& out, const Json& value) {
  if (const bool* boolean = value.boolean()) {
    out += *boolean ? "true" : "false";
  } else if (const std::int64_t* integer = value.integer()) {
    out += std::to_string(*integer);
  } else if (const std::string* string = value.string()) {
    append_string(out, *string);
  } else if (const Json::Array* array = value.array()) {
    out += '[';
    for (std::size_t i = 0; i < array->size(); ++i) {
      if (i > 0) out += ',';
      append(out, (*array)[i]);
    }
    out += ']';
  } else if (const Json::Object* object = value.object()) {
    out += '{';
    for (auto member = object->begin(); member != object->end(); ++member) {
      if (member != object->begin()) out += ',';
      append_string(out, member->first);
      out += ':';
      append(out, member->second);
    }
    out += '}';
  } else {
    out += "null";
  }
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Result<Json> all() {
    if (!is_utf8(text_)) return bad();
    Json value = TRY(read_value(1));
    skip_space();
    if (at_ != text_.size()) return bad();
    return value;
  }

 private:
  Failure bad() const {
    return fail(Errc::invalid, "evidence.bad_json", {{"at", std::to_string(at_ + 1)}});
  }

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  bool take(char c) {
    if (peek() != c || at_ >= text_.size()) return false;
    ++at_;
    return true;
  }

  bool take(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }

  void skip_space() {
    while (at_ < text_.size() && std::string_view(" \t\n\r").find(text_[at_]) != std::string::npos)
      ++at_;
  }

  Result<Json> read_value(int depth) {
    skip_space();
    switch (peek()) {
      case '{':
        return read_object(depth);
      case '[':
        return read_array(depth);
      case '"':
        return Json(TRY(read_string()));
      default:
        break;
    }
    if (take("true")) return Json(true);
    if (take("false")) return Json(false);
    if (take("null")) return Json();
    return read_integer();
  }

  Result<Json> read_object(int depth) {
    if (depth > deepest) return bad();
    take('{');
    Json::Object object;
    skip_space();
    if (take('}')) return Json(std::move(object));
    do {
      skip_space();
      std::string name = TRY(read_string());
      skip_space();
      if (!take(':')) return bad();
      Json value = TRY(read_value(depth + 1));
      if (!object.emplace(std::move(name), std::move(value)).second) return bad();
      skip_space();
    } while (take(','));
    if (!take('}')) return bad();
    return Json(std::move(object));
  }

  Result<Json> read_array(int depth) {
    if (depth > deepest) return bad();
    take('[');
    Json::Array array;
    skip_space();
    if (take(']')) return Json(std::move(array));
    do {
      array.push_back(TRY(read_value(depth + 1)));
      skip_space();
    } while (take(','));
    if (!take(']')) return bad();
    return Json(std::move(array));
  }

  Result<Json> read_integer() {
    const bool negative = take('-');
    const std::size_t begin = at_;
    std::int64_t value = 0;
    while (peek() >= '0' && peek() <= '9') {
      value = value * 10 + (peek() - '0');
      if (value > largest_integer) return bad();
      ++at_;
    }
    const std::size_t digits = at_ - begin;
    if (digits == 0 || (text_[begin] == '0' && (digits > 1 || negative))) return bad();
    // A fraction or an exponent is left over here and refused by whoever comes next.
    return Json(negative ? -value : value);
  }

  Result<std::string> read_string() {
    if (!take('"')) return bad();
    std::string string;
    while (at_ < text_.size()) {
      const std::size_t plain = plain_from(text_, at_);
      string.append(text_, at_, plain);
      at_ += plain;
      if (take('"')) return string;
      if (!take('\\')) return bad();
      append_utf8(string, TRY(read_escape()));
    }
    return bad();
  }

  Result<char32_t> read_escape() {
    static constexpr std::string_view short_forms = "\"\"\\\\//b\bt\tn\nf\fr\r";
    for (std::size_t i = 0; i < short_forms.size(); i += 2)
      if (take(short_forms[i])) return static_cast<char32_t>(short_forms[i + 1]);
    if (!take('u')) return bad();
    const char32_t high = TRY(read_code_unit());
    if (high < 0xd800 || high > 0xdfff) return high;
    if (high > 0xdbff || !take("\\u")) return bad();
    const char32_t low = TRY(read_code_unit());
    if (low < 0xdc00 || low > 0xdfff) return bad();
    return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
  }

  Result<char32_t> read_code_unit() {
    const Result<std::string> bytes = from_hex(text_.substr(at_, 4));
    if (!bytes || bytes->size() != 2) return bad();
    at_ += 4;
    return static_cast<char32_t>(static_cast<unsigned char>((*bytes)[0]) << 8 |
                                 static_cast<unsigned char>((*bytes)[1]));
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

bool Utf16Order::operator()(const std::string& a, const std::string& b) const {
  // Up to where they differ they are one text; that place may lie inside a character.
  std::size_t in_a = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin();
  while (in_a > 0 && in_a < std::max(a.size(), b.size()) && (is_tail(a, in_a) || is_tail(b, in_a)))
    --in_a;
  std::size_t in_b = in_a;
  while (in_a < a.size() && in_b < b.size()) {
    const char32_t of_a = utf16_rank(next_code_point(a, in_a));
    const char32_t of_b = utf16_rank(next_code_point(b, in_b));
    if (of_a != of_b) return of_a < of_b;
  }
  return in_a == a.size() && in_b < b.size();
}

std::string written(const Json& value) {
  std::string out;
  append(out, value);
  return out;
}

Result<Json> read_json(std::string_view text) { return Parser(text).all(); }

Result<Json> read_canonical_json(std::string_view text) {
  Json value = TRY(read_json(text));
  const std::string canonical = written(value);
  if (canonical == text) return value;
  const auto differs =
      std::mismatch(text.begin(), text.end(), canonical.begin(), canonical.end()).first;
  return fail(Errc::invalid, "evidence.bad_json",
              {{"at", std::to_string(differs - text.begin() + 1)}});
}

const Json::Object* object_of(const Json& value, std::initializer_list<std::string_view> names) {
  const Json::Object* object = value.object();
  if (object == nullptr || object->size() != names.size()) return nullptr;
  for (const std::string_view name : names)
    if (!object->contains(std::string(name))) return nullptr;
  return object;
}

}  // namespace ombud::evidence
