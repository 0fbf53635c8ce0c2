#pragma once
// What a field becomes when its person is erased. Pure: the same action, row and field give the
// same value again, so that a step that was cut off can be repeated.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "actions/plan.h"
#include "base/result.h"
#include "detectors/detectors.h"
#include "sql/catalogue.h"
#include "sql/value.h"

namespace ombud::actions {

struct Erasing {
  const detectors::PersonMatcher& person;
  std::string scrubbed;  // Stands where an identifier stood: "[raderad]".
  /// 32 bytes derived under a key from a text that names action, row and field.
  std::function<std::string(std::string_view)> derive;
};

/// The word that stands where an identifier was scrubbed, in the language of the controller's law:
/// "[raderad]" (se), "[slettet]" (dk, no), "[poistettu]" (fi), else "[erased]".
std::string scrubbed_word(std::string_view law);

/// What is no UTF-8 read as Latin-1, so that names in it are found; each byte is one character.
std::string from_latin1(std::string_view bytes);

/// `row` names action, system, table and key. What is null stays null.
/// Errc::invalid "actions.no_surrogate" {column} (a type that has none),
/// "actions.can_not_generalise" {column}, "actions.no_text" {column} (scrub of what is no text).
Result<sql::Value> erased(const Change& change, const sql::Column& column, const sql::Value& before,
                          std::string_view row, const Erasing& erasing);

}  // namespace ombud::actions
