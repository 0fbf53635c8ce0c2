// The words of a map, as they stand in YAML, JSON and on the screen.
#include "base/words.h"

#include "datamap/datamap.h"

namespace ombud::datamap {

namespace {

constexpr Word<Erase> erases[] = {
    {Erase::keep, "keep"},
    {Erase::set_null, "set_null"},
    {Erase::constant, "constant"},
    {Erase::surrogate, "surrogate"},
    {Erase::generalise, "generalise"},
    {Erase::scrub, "scrub"},
};

constexpr Word<Holds> all_holds[] = {
    {Holds::person, "person"},
    {Holds::detail, "detail"},
    {Holds::reference, "reference"},
};

constexpr Word<Link::Means> means[] = {
    {Link::Means::belongs, "belongs"},
    {Link::Means::owns, "owns"},
    {Link::Means::mentions, "mentions"},
    {Link::Means::same, "same"},
};

constexpr Word<Link::Kind> kinds[] = {
    {Link::Kind::foreign_key, "foreign_key"},   {Link::Kind::proposed, "proposed"},
    {Link::Kind::declared, "declared"},         {Link::Kind::polymorphic, "polymorphic"},
    {Link::Kind::shared_value, "shared_value"},
};

constexpr Word<Change::What> changes[] = {{Change::What::table_new, "table_new"},
                                          {Change::What::table_gone, "table_gone"},
                                          {Change::What::column_new, "column_new"},
                                          {Change::What::column_gone, "column_gone"},
                                          {Change::What::column_retyped, "column_retyped"},
                                          {Change::What::column_required, "column_required"},
                                          {Change::What::column_optional, "column_optional"}};

}  // namespace

std::string_view word(Erase erase) { return word_in(erases, erase); }

std::string_view word(Holds holds) { return word_in(all_holds, holds); }

std::string_view word(Link::Means value) { return word_in(means, value); }

std::string_view word(Link::Kind kind) { return word_in(kinds, kind); }

std::string_view word(Change::What what) { return word_in(changes, what); }

std::optional<Erase> erase_of(std::string_view word) { return value_in(erases, word); }

std::optional<Holds> holds_of(std::string_view word) { return value_in(all_holds, word); }

std::optional<Link::Means> means_of(std::string_view word) { return value_in(means, word); }

std::optional<Link::Kind> link_kind_of(std::string_view word) { return value_in(kinds, word); }

bool Field::is_personal() const {
  return category != DataCategory::other || !part.empty() || data_class != DataClass::ordinary ||
         identifies;
}

const Field* Table::field(std::string_view column) const {
  for (const Field& field : fields)
    if (field.column == column) return &field;
  return nullptr;
}

const Table* Map::table(std::string_view wanted) const {
  for (const Table& table : tables)
    if (table.name == wanted) return &table;
  return nullptr;
}

}  // namespace ombud::datamap
