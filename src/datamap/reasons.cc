// A reason is a sentence of text/*.json and what stands in its places, so that who reads it reads
// it in their own language; the map carries both as one text that YAML and git can keep:
//   discovery.by_name(words=first name) discovery.seen(count=12, of=15, what=discovery.seen_names)
// A place that names another sentence is said too. What a person wrote has no such form and stays.
#include "datamap/datamap.h"

namespace ombud::datamap {

namespace {

constexpr std::string_view marks = "%(),= ";
constexpr std::string_view hex_digits = "0123456789abcdef";

std::string escaped(std::string_view text) {
  std::string all;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool edge = at == 0 || at + 1 == text.size();
    if (c == ' ' ? edge : marks.find(c) != std::string_view::npos) {
      all += {'%', hex_digits[static_cast<unsigned char>(c) >> 4U],
              hex_digits[static_cast<unsigned char>(c) & 15U]};
    } else {
      all += c;
    }
  }
  return all;
}

std::string unescaped(std::string_view text) {
  std::string all;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool code = text[at] == '%' && at + 2 < text.size() &&
                      hex_digits.find(text[at + 1]) != std::string_view::npos &&
                      hex_digits.find(text[at + 2]) != std::string_view::npos;
    if (!code) {
      all += text[at];
      continue;
    }
    all += static_cast<char>(hex_digits.find(text[at + 1]) * 16 + hex_digits.find(text[at + 2]));
    at += 2;
  }
  return all;
}

bool is_key(std::string_view text) {
  return !text.empty() && text.find('.') != std::string_view::npos &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || c == '_' || c == '.'; });
}

// A place's text in the reader's language: another sentence where it names one.
std::string said(const std::string& value, Language language) {
  return is_key(value) ? say(value, {}, language) : value;
}

// "count=12, of=15". Nothing where it is not of that form.
std::optional<Params> params_in(std::string_view text, Language language) {
  Params params;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(", "), text.size());
    const std::string_view one = text.substr(0, end);
    const std::size_t equals = one.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    params.emplace_back(std::string(one.substr(0, equals)),
                        said(unescaped(one.substr(equals + 1)), language));
    text.remove_prefix(std::min(end + 2, text.size()));
  }
  return params;
}

}  // namespace

std::string reason_of(std::string_view key, const Params& params) {
  std::string text(key);
  text += '(';
  for (const auto& [name, value] : params) {
    if (text.back() != '(') text += ", ";
    text += name + "=" + escaped(value);
  }
  return text + ")";
}

std::string say_reason(std::string_view reason, Language language) {
  std::string all;
  for (std::string_view rest = reason; !rest.empty();) {
    const std::size_t open = rest.find('(');
    const std::size_t close = rest.find(')', std::min(open, rest.size()));
    if (close == std::string_view::npos || !is_key(rest.substr(0, open))) {
      return std::string(reason);
    }
    const std::string key(rest.substr(0, open));
    const auto params = params_in(rest.substr(open + 1, close - open - 1), language);
    if (!params) return std::string(reason);
    all += (all.empty() ? "" : " ") + say(key, *params, language);
    rest.remove_prefix(close + 1);
    if (rest.starts_with(' ')) rest.remove_prefix(1);
  }
  return all;
}

}  // namespace ombud::datamap
