#include "detectors/phone.h"

#include <algorithm>
#include <iterator>

#include "detectors/characters.h"
#include "detectors/digits.h"

namespace ombud::detectors {

namespace {

constexpr std::string_view codes[] = {"46", "45", "47", "358", "354"};

// Swedish area codes of two digits; 8 is the one of one digit, every other has three.
constexpr std::string_view two_digit_areas =
    "10 11 13 16 18 19 20 21 23 26 31 33 35 36 40 42 44 46 54 60 63 90 "
    "70 71 72 73 74 75 76 77 78 79";

bool begins(std::string_view digits, std::string_view firsts) {
  return !digits.empty() && firsts.find(digits.front()) != std::string_view::npos;
}

std::size_t swedish_area_length(std::string_view national) {
  if (national.front() == '8') return 1;
  for (std::size_t at = 0; at < two_digit_areas.size(); at += 3)
    if (two_digit_areas.substr(at, 2) == national.substr(0, 2)) return 2;
  return 3;
}

bool swedish_mobile(std::string_view national) {
  return national.size() == 9 && national[0] == '7' &&
         std::string_view("02369").find(national[1]) != std::string_view::npos;
}

bool finnish_mobile(std::string_view national) {
  return national.size() >= 6 && (national[0] == '4' || national.starts_with("50"));
}

// `national`: digits without trunk prefix.
bool in_plan(Country country, std::string_view national) {
  const std::size_t length = national.size();
  switch (country) {
    case Country::se:
      if (!begins(national, "123456789")) return false;
      if (national[0] == '7' && national.starts_with("77")) return length == 8 || length == 9;
      if (national[0] == '7') return length == 9;
      if (national[0] == '8') return length >= 7 && length <= 9;
      return length >= 7 && length <= 10;
    case Country::dk:
      // The plan gives out 2 to 9; 12345678 is what people type where they have none.
      return length == 8 && begins(national, "123456789");
    case Country::no:
      return length == 8 && begins(national, "23456789");
    case Country::fi:
      if (national.starts_with("4") || national.starts_with("50"))
        return length >= 6 && length <= 10;
      return begins(national, "123569") && length >= 6 && length <= 10;
    case Country::is:
      return (length == 7 && begins(national, "45678")) || (length == 9 && begins(national, "3"));
  }
  return false;
}

bool is_mobile(Country country, std::string_view national) {
  switch (country) {
    case Country::se:
      return swedish_mobile(national);
    case Country::dk:
      return true;  // Any Danish number may be either.
    case Country::no:
      return begins(national, "49") || national.starts_with("58") || national.starts_with("59");
    case Country::fi:
      return finnish_mobile(national);
    case Country::is:
      return begins(national, "678");
  }
  return false;
}

Phone nordic(Country country, std::string_view national) {
  return {"+" + std::string(country_code(country)) + std::string(national), country,
          is_mobile(country, national)};
}

std::optional<Phone> from_national(std::string_view digits, Country country) {
  const std::string_view trunk = trunk_prefix(country);
  if (!digits.starts_with(trunk)) return std::nullopt;
  digits.remove_prefix(trunk.size());
  if (!in_plan(country, digits)) return std::nullopt;
  return nordic(country, digits);
}

// `digits`: country code and number.
std::optional<Phone> from_international(std::string_view digits) {
  for (std::size_t i = 0; i < std::size(codes); ++i) {
    if (!digits.starts_with(codes[i])) continue;
    const auto country = static_cast<Country>(i);
    std::string_view national = digits.substr(codes[i].size());
    // "+46 (0)70 …": the trunk prefix is written, not dialled.
    if (national.starts_with("0") && !trunk_prefix(country).empty()) national.remove_prefix(1);
    if (!in_plan(country, national)) return std::nullopt;
    return nordic(country, national);
  }
  // E.164: at most 15 digits; the shortest numbers that countries have are 7 with their code.
  if (digits.size() < 8 || digits.size() > 15 || digits.front() == '0') return std::nullopt;
  return Phone{"+" + std::string(digits), std::nullopt, false};
}

// Digits, a leading '+' kept; nothing where the value holds anything but digits and separators, or
// two separators that people do not write together.
std::optional<std::string> dialled(std::string_view value) {
  std::string digits;
  std::size_t first_gap = 0;
  int open = 0;
  std::size_t gap = 0;
  for (std::size_t at = 0; at < value.size();) {
    const CodePoint here = code_point_at(value, at);
    at += here.length;
    if (here.value < 0x80 && is_digit(static_cast<char>(here.value))) {
      digits += static_cast<char>(here.value);
      gap = 0;
      continue;
    }
    if (here.value == '+' && digits.empty()) {
      digits = "+";
      continue;
    }
    if (first_gap == 0) first_gap = digits.size();
    if (here.value == '(' || here.value == ')') open += here.value == '(' ? 1 : -1;
    const bool separator = here.value == '(' || here.value == ')' || here.value == '.' ||
                           here.value == '/' || is_hyphen(here.value) || is_blank(here.value);
    if (!separator || open < 0 || open > 1 || ++gap > 3) return std::nullopt;
  }
  if (open != 0 || gap > 1) return std::nullopt;
  // Nobody cuts a country code in two: "+3-58…" is no number.
  if (digits.starts_with("+") && first_gap == 2 && digits[1] != '1' && digits[1] != '7')
    return std::nullopt;
  return digits;
}

// Hands over each way in which people cut the digits, the most usual first.
template <class Take>
void for_each_cut(Country country, std::string_view national, const Take& take) {
  if (country == Country::se || country == Country::fi) {
    const bool finnish_area = country == Country::fi && national.front() != '4' &&
                              !national.starts_with("50") && !national.starts_with("10");
    const std::size_t area =
        country == Country::se ? swedish_area_length(national) : (finnish_area ? 1u : 2u);
    const std::size_t rest = national.size() > area ? national.size() - area : 0;
    take({area, rest});
    if (rest == 5) {
      take({area, 3, 2});
      take({area, 2, 3});
    } else if (rest == 6) {
      take({area, 2, 2, 2});
      take({area, 3, 3});
    } else if (rest == 7) {
      take({area, 3, 2, 2});
      take({area, 3, 4});
      take({area, 2, 3, 2});
      // Some write the operator's third digit with the code: 040 1234567 and 0401 234 567.
      take({area + 1, 3, 3});
    } else if (rest == 8) {
      take({area, 3, 3, 2});
      take({area, 2, 2, 2, 2});
      take({area, 4, 4});
    }
  } else if (national.size() == 8) {
    take({8});
    take({2, 2, 2, 2});
    take({3, 2, 3});
    take({4, 4});
    take({2, 6});
    take({2, 3, 3});
  } else if (national.size() == 7) {
    take({7});
    take({3, 4});
    take({3, 2, 2});
  } else {
    take({national.size()});
    take({3, 3, national.size() - 6});
  }
}

}  // namespace

std::string_view country_code(Country country) { return codes[static_cast<std::size_t>(country)]; }

std::string_view trunk_prefix(Country country) {
  return country == Country::se || country == Country::fi ? "0" : "";
}

std::optional<Phone> read_phone(std::string_view value, const Reading& reading) {
  const std::optional<std::string> digits = dialled(trimmed(value));
  if (!digits || digits->size() < 6 || digits->size() > 18) return std::nullopt;
  if (digits->starts_with("+")) return from_international(std::string_view(*digits).substr(1));
  if (digits->starts_with("00")) return from_international(std::string_view(*digits).substr(2));
  if (std::optional<Phone> phone = from_national(*digits, reading.country)) return phone;
  // "46701740605": exports that lose the plus sign.
  if (digits->starts_with(country_code(reading.country)))
    if (std::optional<Phone> phone = from_international(*digits)) return phone;
  return std::nullopt;
}

std::vector<std::vector<std::string>> phone_groupings(Country country, std::string_view national) {
  std::vector<std::vector<std::string>> groupings;
  for_each_cut(country, national, [&](std::initializer_list<std::size_t> sizes) {
    std::vector<std::string>& groups = groupings.emplace_back();
    std::size_t at = 0;
    for (const std::size_t size : sizes) {
      groups.emplace_back(national.substr(std::min(at, national.size()), size));
      at += size;
    }
  });
  return groupings;
}

bool is_usual_grouping(Country country, std::string_view national,
                       std::span<const std::size_t> sizes) {
  bool usual = false;
  for_each_cut(country, national, [&](std::initializer_list<std::size_t> some) {
    usual = usual ||
            (some.size() > 1 && std::equal(some.begin(), some.end(), sizes.begin(), sizes.end()));
  });
  return usual;
}

}  // namespace ombud::detectors
