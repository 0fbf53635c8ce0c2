#pragma once
// Whose data a role is for, line by line: a controller by its name, as the connected systems say
// it, or a unit of the record of processing by its number, with all units below it. Several lines
// open what each of them opens. Of a unit the connected systems know nothing: its line opens none.

#include <set>
#include <string>
#include <string_view>

#include "base/result.h"
#include "evidence/evidence.h"

namespace ombud::accounts {

/// Lines taken apart.
struct Whose {
  std::set<std::string> controllers;  // By name; the empty one: the organisation itself.
  std::set<std::string> units;        // By number, "U-0003".
};

Whose apart(const std::set<std::string>& limits);
std::set<std::string> together(const Whose& whose);

/// Trimmed lines. Errc::invalid "accounts.bad_controller"; "accounts.bad_unit" where what is said
/// to be a unit's number does not look like one. Whether there is such a unit is not asked: of one
/// that is not there nothing is opened.
Result<std::set<std::string>> limits_of(const std::set<std::string>& given);

/// What an entry of the log says of them.
void tell_limits(evidence::Told& told, const std::set<std::string>& limits);

}  // namespace ombud::accounts
