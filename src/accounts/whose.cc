#include "accounts/whose.h"

#include <algorithm>

#include "base/text.h"

namespace ombud::accounts {

namespace {

constexpr std::size_t longest_controller_bytes = 200, longest_number_bytes = 20;
constexpr std::string_view unit_mark = "unit:";

// Capital letters, a stroke, digits.
bool is_number(std::string_view text) {
  const std::size_t stroke = text.find('-');
  if (stroke == 0 || stroke == std::string_view::npos || text.size() > longest_number_bytes)
    return false;
  const std::string_view letters = text.substr(0, stroke), digits = text.substr(stroke + 1);
  return !digits.empty() &&
         std::ranges::all_of(letters, [](char c) { return c >= 'A' && c <= 'Z'; }) &&
         std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Whose apart(const std::set<std::string>& limits) {
  Whose whose;
  for (const std::string& line : limits)
    if (line.starts_with(unit_mark))
      whose.units.insert(line.substr(unit_mark.size()));
    else
      whose.controllers.insert(line);
  return whose;
}

std::set<std::string> together(const Whose& whose) {
  std::set<std::string> lines = whose.controllers;
  for (const std::string& number : whose.units) lines.insert(std::string(unit_mark) + number);
  return lines;
}

Result<std::set<std::string>> limits_of(const std::set<std::string>& given) {
  Whose whose;
  const Whose said = apart(given);
  for (const std::string& controller : said.controllers) {
    std::string name = trim(controller);
    // A name that reads like a unit's line would be taken for one.
    if (name.size() > longest_controller_bytes || !is_utf8(name) || name.starts_with(unit_mark))
      return fail(Errc::invalid, "accounts.bad_controller");
    whose.controllers.insert(std::move(name));
  }
  for (const std::string& unit : said.units) {
    std::string number = trim(unit);
    if (!is_number(number)) return fail(Errc::invalid, "accounts.bad_unit");
    whose.units.insert(std::move(number));
  }
  return together(whose);
}

void tell_limits(evidence::Told& told, const std::set<std::string>& limits) {
  const Whose whose = apart(limits);
  for (const std::string& name : whose.controllers) told.details.emplace_back("controller", name);
  for (const std::string& number : whose.units) told.details.emplace_back("unit", number);
}

}  // namespace ombud::accounts
