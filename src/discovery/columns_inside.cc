// What lies within the values of a column: JSON, XML, serialised values and rows of attributes. A
// name within is read as a column's name would be, and its values as a column's.

#include "discovery/columns.h"
#include "discovery/told.h"

namespace ombud::discovery {

namespace {

using datamap::reason_of;

// What a name within the values says of a person, read like a column's name.
std::optional<Guess> guess_inner(const TableView& table, const ColumnView& column,
                                 const Inner& inner) {
  sql::Column as_text = *column.column;
  as_text.kind = sql::TypeKind::text;
  as_text.limit.reset();
  const std::size_t dot = inner.where.rfind('.');
  const std::string last = dot == std::string::npos ? inner.where : inner.where.substr(dot + 1);
  ColumnView view{&as_text, meanings(last), inner.facts, {}};
  auto guess = guess_by_content(table, view);
  if (!guess || guess->category == DataCategory::free_text) {
    auto by_name = about_persons(table.role) ? guess_by_name(table, view) : guess_anywhere(view);
    if (by_name) guess = std::move(by_name);
  }
  if (!guess || serves_the_program(cut(last), view.words)) return std::nullopt;
  return guess;
}

}  // namespace

std::optional<Guess> guess_by_inside(const TableView& table, const ColumnView& column) {
  const Facts& facts = column.facts;
  if (facts.inside.empty() || (!facts.attributes && facts.structured * 2 < facts.filled)) {
    return std::nullopt;
  }
  constexpr std::size_t most_named = 40;
  Guess guess{DataCategory::free_text,
              facts.attributes ? "attributes" : std::string(word(facts.form)),
              0.8,
              "",
              {}};
  std::string named;
  for (const Inner& inner : facts.inside) {
    const auto one = guess_inner(table, column, inner);
    if (!one || guess.inside.size() >= most_named) continue;
    const DataClass found = one->category == DataCategory::free_text && inner.facts.health > 0
                                ? DataClass::special
                                : default_class(one->category);
    guess.inside.push_back({inner.where, one->category, found});
    named += (named.empty() ? "" : " / ") + inner.where;
  }
  if (guess.inside.empty()) return std::nullopt;
  guess.reason = reason_of(facts.attributes ? "discovery.attributes" : "discovery.inside",
                           {{"count", std::to_string(guess.inside.size())},
                            {"of", std::to_string(facts.inside.size())},
                            {"where", named}});
  return guess;
}

}  // namespace ombud::discovery
