// The forms in which a value lies in other people's databases.

#include <algorithm>
#include <set>
#include <utility>

#include "detectors/detectors.h"
#include "detectors/digits.h"
#include "detectors/month_names.h"
#include "detectors/phone.h"

namespace ombud::detectors {

namespace {

using Forms = std::vector<std::string>;

std::string cut(std::string_view digits, std::size_t at, std::string_view separator) {
  return std::string(digits.substr(0, at)) + std::string(separator) +
         std::string(digits.substr(at));
}

Forms swedish_forms(std::string_view normal, const Reading& reading) {
  const std::string_view body = normal.substr(2);
  Forms forms{cut(normal, 8, "-"), std::string(normal), cut(body, 6, "-"), std::string(body)};
  const int this_year = static_cast<int>(std::chrono::year_month_day{reading.today}.year());
  if (this_year - number_at(normal, 0, 4) >= 100) {
    forms.push_back(cut(body, 6, "+"));
    forms.push_back(cut(normal, 8, "+"));
  }
  forms.insert(forms.end(), {cut(normal, 8, " "), cut(body, 6, " ")});
  return forms;
}

Forms organisation_forms(std::string_view normal) {
  const std::string number(normal);
  if (normal.size() == 10)
    return {cut(normal, 6, "-"), number, "16" + number, "16" + cut(normal, 6, "-"),
            "SE" + number + "01"};
  if (normal.size() == 9 && normal[7] == '-') {
    const std::string digits = number.substr(0, 7) + number.substr(8);
    return {number, digits, "FI" + digits};
  }
  if (normal.size() == 9) {
    const std::string spaced = cut(cut(normal, 6, " "), 3, " ");
    return {number, spaced, number + "MVA", spaced + " MVA", "NO" + number + "MVA", "NO" + number};
  }
  const std::string pairs = cut(cut(cut(normal, 6, " "), 4, " "), 2, " ");
  return {number, "DK" + number, "DK-" + number, "DK " + number, pairs, "DK " + pairs};
}

std::string joined(const std::vector<std::string>& groups, std::string_view first_separator,
                   std::string_view separator) {
  std::string text;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (i > 0) text += i == 1 ? first_separator : separator;
    text += groups[i];
  }
  return text;
}

std::string without_separator(const std::vector<std::string>& groups) {
  return joined(groups, "", "");
}

std::optional<Country> country_of(std::string_view normal) {
  for (const Country country : {Country::se, Country::dk, Country::no, Country::fi, Country::is})
    if (normal.substr(1).starts_with(country_code(country))) return country;
  return std::nullopt;
}

Forms phone_forms(std::string_view normal) {
  const std::optional<Country> country = country_of(normal);
  const std::string digits(normal.substr(1));
  if (!country) return {std::string(normal), "00" + digits, digits};

  const std::string code(country_code(*country));
  const std::string trunk(trunk_prefix(*country));
  const std::string_view national = normal.substr(1 + code.size());
  Forms forms{std::string(normal), trunk + std::string(national), "00" + digits, digits};
  for (const std::vector<std::string>& groups : phone_groupings(*country, national)) {
    const bool bare = groups.size() == 1;
    const std::string spaced = joined(groups, " ", " ");
    const std::string dashed = joined(groups, "-", " ");
    for (const std::string& body :
         {dashed, spaced, joined(groups, "-", "-"), joined(groups, "-", ""),
          joined(groups, " ", ""), joined(groups, ".", ".")}) {
      if (!bare) forms.push_back(trunk + body);
      forms.push_back("+" + code + " " + body);
      forms.push_back("+" + code + body);
      forms.push_back("+" + code + "-" + body);
      forms.push_back("00" + code + " " + body);
      if (!trunk.empty()) {
        forms.push_back("+" + code + " (0)" + body);
        forms.push_back("+" + code + "(0)" + body);
      }
    }
    if (!trunk.empty() && !bare) {
      // "(08) 123 45 67", "08/123 45 67"
      const std::vector<std::string> rest(groups.begin() + 1, groups.end());
      forms.push_back("(" + trunk + groups[0] + ") " + joined(rest, " ", " "));
      forms.push_back("(" + trunk + groups[0] + ")" + without_separator(rest));
      forms.push_back(trunk + joined(groups, "/", " "));
      forms.push_back(trunk + joined(groups, " - ", " "));
    }
  }
  return forms;
}

Forms day_forms(std::string_view normal) {
  const std::string year(normal.substr(0, 4));
  const std::string month(normal.substr(5, 2));
  const std::string day(normal.substr(8, 2));
  const std::string bare_month = std::to_string(number_at(month, 0, 2));
  const std::string bare_day = std::to_string(number_at(day, 0, 2));
  Forms forms{std::string(normal), year + month + day, std::string(normal) + " 00:00:00",
              std::string(normal) + "T00:00:00"};
  for (const char* separator : {".", "/", "-"}) {
    forms.push_back(day + separator + month + separator + year);
    forms.push_back(bare_day + separator + bare_month + separator + year);
    forms.push_back(day + separator + month + separator + year.substr(2));
  }
  forms.insert(forms.end(),
               {year + "/" + month + "/" + day, year + "." + month + "." + day,
                bare_day + "/" + bare_month + " " + year,
                bare_day + ". " + bare_month + ". " + year, year.substr(2) + month + day});
  for (const std::string& name : names_of_month(number_at(month, 0, 2)))
    for (const char* separator : {" ", ". "})
      forms.push_back(bare_day + separator + name + " " + year);
  return forms;
}

Forms iban_forms(std::string_view normal) {
  std::string spaced;
  for (std::size_t at = 0; at < normal.size(); at += 4)
    spaced += std::string(at == 0 ? "" : " ") + std::string(normal.substr(at, 4));
  return {std::string(normal), spaced};
}

Forms account_forms(std::string_view normal) {
  const std::size_t hyphen = normal.find('-');
  if (hyphen == std::string_view::npos)  // Norway
    return {std::string(normal), cut(cut(normal, 6, "."), 4, "."),
            cut(cut(normal, 6, " "), 4, " ")};
  const std::string clearing(normal.substr(0, hyphen));
  const std::string account(normal.substr(hyphen + 1));
  return {std::string(normal), clearing + account, clearing + " " + account,
          clearing + ", " + account, clearing + "," + account};
}

Forms card_forms(std::string_view normal) {
  Forms forms{std::string(normal)};
  for (const std::string_view separator : {" ", "-"}) {
    std::string grouped;
    for (std::size_t at = 0; at < normal.size(); at += 4)
      grouped += std::string(at == 0 ? "" : separator) + std::string(normal.substr(at, 4));
    forms.push_back(grouped);
  }
  if (normal.size() == 15)  // American Express
    forms.push_back(cut(cut(normal, 10, " "), 4, " "));
  return forms;
}

// A MAC address has three ways of writing, and any of these ids two cases.
Forms device_forms(std::string_view normal) {
  Forms forms{std::string(normal)};
  if (normal.size() == 17) {
    std::string bare;
    for (const char c : normal)
      if (c != ':') bare += c;
    std::string hyphens(normal);
    std::replace(hyphens.begin(), hyphens.end(), ':', '-');
    forms.insert(forms.end(), {hyphens, bare, cut(cut(bare, 8, "."), 4, ".")});
  }
  for (std::size_t i = 0, count = forms.size(); i < count; ++i) {
    std::string capitals = forms[i];
    std::transform(capitals.begin(), capitals.end(), capitals.begin(), ascii_upper);
    forms.push_back(std::move(capitals));
  }
  return forms;
}

Forms all_forms(Kind kind, std::string_view normal, const Reading& reading) {
  switch (kind) {
    case Kind::personnummer:
    case Kind::samordningsnummer:
    case Kind::interimsnummer:
      return swedish_forms(normal, reading);
    case Kind::cpr:
    case Kind::kennitala: {
      std::string digits(normal);
      std::erase(digits, '-');  // A kerfiskennitala has one.
      return {cut(digits, 6, "-"), digits, cut(digits, 6, " ")};
    }
    case Kind::fodselsnummer:
    case Kind::d_number:
    case Kind::h_number:
    case Kind::fh_number:
    case Kind::test_number:
      return {std::string(normal), cut(normal, 6, " "), cut(cut(normal, 9, " "), 6, " ")};
    case Kind::henkilotunnus: {
      std::string lower(normal);
      std::transform(lower.begin(), lower.end(), lower.begin(),
                     [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
      return {std::string(normal), lower};
    }
    case Kind::organisation_number:
      return organisation_forms(normal);
    case Kind::iban:
      return iban_forms(normal);
    case Kind::bankgiro:
      return {cut(normal, normal.size() - 4, "-"), std::string(normal)};
    case Kind::plusgiro:
      return {cut(normal, normal.size() - 1, "-"), std::string(normal)};
    case Kind::phone:
      return phone_forms(normal);
    case Kind::birth_date:
      return day_forms(normal);
    case Kind::account_number:
      return account_forms(normal);
    case Kind::card:
      return card_forms(normal);
    case Kind::device_id:
      return device_forms(normal);
    default:
      return {std::string(normal)};
  }
}

}  // namespace

std::vector<std::string> written_variants(Kind kind, std::string_view normal,
                                          const Reading& reading) {
  // Whoever hands over another form gets that form alone, and no made-up ones.
  if (normal_form(kind, normal, reading) != std::optional(std::string(normal)))
    return {std::string(normal)};
  Forms forms;
  std::set<std::string, std::less<>> seen;
  for (std::string& form : all_forms(kind, normal, reading))
    if (seen.insert(form).second) forms.push_back(std::move(form));
  return forms;
}

}  // namespace ombud::detectors
