#pragma once
// What a confirmed map says that a system holds: of whom, which categories, of which class, where.
// Pure.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/vocabulary.h"
#include "datamap/datamap.h"

namespace ombud::drift {

using Fact = std::pair<DataCategory, DataClass>;

/// By subject ("member") and fact the places, "member.email". A table whose rows tell of nobody
/// that the map names has the subject "". What only points at a row (a key), and what nobody has a
/// word for, is no fact.
using Held = std::map<std::string, std::map<Fact, std::vector<std::string>>>;

Held held_in(const datamap::Map& map);
/// The persons that each table's rows tell of, by table; by all links that lead to them.
std::map<std::string, std::set<std::string>> subjects_of(const datamap::Map& map);

/// Whether what is declared of that class covers what the data holds: stronger covers weaker.
bool covers(DataClass declared, DataClass held);

/// The groups of persons ("members", "former_members") that a map's word may mean; empty where it
/// may mean anybody ("person", "user").
std::set<std::string> groups_of(std::string_view subject);
/// The one that it means first of all; "other" where it may mean anybody.
std::string usual_group_of(std::string_view subject);

}  // namespace ombud::drift
