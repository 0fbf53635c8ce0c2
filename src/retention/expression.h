#pragma once
// The small language of exceptions, read into conditions on rows:
//
//     balance > 0
//     status in ('open', 'claimed') and not closed is null
//     exists membership where start_date > member.exit_date
//     exists visit on person = id where day >= today - 30 days
//
// A column without table is of the innermost table; `exists … where` reaches to the closing
// parenthesis or the end. Words are written as the database writes them, between backquotes where
// they have other letters or are words of this language.

#include <string>
#include <utility>
#include <vector>

#include "base/zones.h"
#include "conditions/conditions.h"
#include "datamap/datamap.h"
#include "sql/catalogue.h"

namespace ombud::retention {

/// What expressions are read against. Lives as long as its parts.
struct Setting {
  const sql::Catalogue& catalogue;
  const datamap::Map& map;
  const Zone& zone;
  Day today;  // In the zone.
};

conditions::OnDay on_day(const Setting& setting, Day day);

using Joined = std::vector<std::pair<std::string, std::string>>;

/// How rows of `there` refer to a row of `here`, or it to them: as `on` says ("member_id = id",
/// there first, several by comma), or by the only link of the map or foreign key between them.
/// Errc::invalid "retention.bad_expression" {expression, at}, "retention.say_on" {table, of}: there
/// is none, or several.
Result<Joined> joined_by(const Setting& setting, const sql::Table& there, const sql::Table& here,
                         const std::string& on);

/// Errc::invalid "retention.bad_expression" {expression, at}, "retention.unknown_place" {place}: a
/// table that the column can't be of; Errc::not_found "conditions.unknown_table" {table}; and those
/// of joined_by(). That columns are there and of the right type is where()'s to say.
Result<conditions::Condition> read_expression(const Setting& setting, const sql::Table& table,
                                              const std::string& text);
/// The same for rows of `there` that are seen from a row of `here`.
Result<conditions::Condition> read_expression(const Setting& setting, const sql::Table& there,
                                              const sql::Table& here, const std::string& text);

}  // namespace ombud::retention
