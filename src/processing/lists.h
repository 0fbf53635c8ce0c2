#pragma once
// Lists that follow from the record: what each system holds and why, who gets what, what one
// category of persons meets, where in the world the data is. Each says what is lacking: an
// agreement, a safeguard, anybody who says why a system is there. Pure.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "processing/grouping.h"
#include "processing/register.h"

namespace ombud::processing {

enum class ListName : std::uint8_t { systems, recipients, persons, countries };
std::string_view word(ListName name);
std::optional<ListName> list_name_of(std::string_view word);

/// The kinds of which a list needs all, for Scope::beside; `whole`: it is of the whole record, so
/// that what no activity tells of belongs to it.
std::vector<std::string_view> kinds_beside(ListName name, bool whole);

/// Something said in a cell: a record, or words.
struct Piece {
  std::string text;
  std::string room = {};  // Of the record; empty: words.
  std::string kind = {};
  std::string number = {};
  bool lacking = false;  // Said because something ought to be there and is not.
};

struct ListLine {
  Piece about;
  std::vector<std::vector<Piece>> cells;  // As many as the list has columns after the first.
  bool lacking = false;
  bool abroad = false;     // A third country is in it.
  bool special = false;    // Special categories, criminal convictions or national ids.
  Groups groups = {};      // Of a system: where it belongs.
  std::string group = {};  // Under which it stands; empty in a list that is not grouped.
};

struct List {
  ListName name = ListName::systems;
  std::vector<std::string> columns;  // Keys of their labels; the first is what a line is about.
  std::vector<ListLine> lines;       // By name, as people of the language order words.
};

/// `today`: agreements that have run out by then are none, nor are auditors' statements that are a
/// year old.
List list_of(ListName name, const records::Kinds& kinds, const Register& all, Language language,
             Day today);

struct Narrow {
  std::string search;  // Words of the name, or of anything that is said.
  bool lacking = false;
  bool abroad = false;
  bool special = false;
};

/// Keeps the lines that fit.
void narrow(List& list, const Narrow& to);

/// Puts systems together: each line once under each group that it belongs to, the groups in the
/// order of the language, those of whom the record does not say it last.
void group(List& list, Grouping by, Language language);

}  // namespace ombud::processing
