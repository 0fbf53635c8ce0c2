#include "subjects/mask.h"

#include <algorithm>

#include "base/text.h"

namespace ombud::subjects {

namespace {

constexpr const char* dots = "•••";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The first character whole: "Å" is two bytes.
std::string first_of(const std::string& word) {
  std::size_t end = 1;
  while (end < word.size() && (static_cast<unsigned char>(word[end]) & 0xC0U) == 0x80U) ++end;
  return word.substr(0, end);
}

std::string initials(const std::string& name) {
  std::string shown;
  for (const std::string& word : split(name, ' '))
    if (!word.empty()) shown += (shown.empty() ? "" : " ") + first_of(word) + dots;
  return shown;
}

std::string place_of_email(const std::string& address) {
  const std::size_t at = address.rfind('@');
  if (at == std::string::npos || at == 0) return dots;
  return first_of(address) + dots + address.substr(at);
}

std::string last_two_digits(const std::string& number) {
  std::string digits;
  std::copy_if(number.begin(), number.end(), std::back_inserter(digits), is_digit);
  // Of four digits two would be half of them.
  return digits.size() < 6 ? dots : dots + digits.substr(digits.size() - 2);
}

// "1984-05-02", "19840502-1234": nothing else begins with eight digits of a day of these centuries.
std::string year(const std::string& value) {
  std::string digits;
  std::copy_if(value.begin(), value.end(), std::back_inserter(digits), is_digit);
  const bool whole = digits.size() == 8 || digits.size() == 12;
  if (!whole || !std::all_of(value.begin(), value.begin() + 4, is_digit)) return dots;
  if (!value.starts_with("18") && !value.starts_with("19") && !value.starts_with("20")) return dots;
  return value.substr(0, 4) + "-••-••";
}

std::string of_address(const std::string& part, const std::string& value) {
  if (part == "city" || part == "country") return value;
  if (part == "postal_code") return value.substr(0, std::min<std::size_t>(2, value.size())) + dots;
  return dots;
}

}  // namespace

std::string masked(DataCategory category, DataClass data_class, const std::string& part,
                   const std::string& value) {
  if (trim(value).empty() || !is_utf8(value)) return value.empty() ? "" : dots;
  // A number's class says how it is protected, and its year is no number.
  if (category == DataCategory::national_id) return year(trim(value));
  if (data_class != DataClass::ordinary) return dots;
  switch (category) {
    case DataCategory::name:
      return initials(trim(value));
    case DataCategory::email:
      return place_of_email(trim(value));
    case DataCategory::phone:
      return last_two_digits(value);
    case DataCategory::birth_date:
      return year(trim(value));
    case DataCategory::postal_address:
      return of_address(part, trim(value));
    default:
      return dots;
  }
}

}  // namespace ombud::subjects
