// The words of the kinds, and what each says of a person.

#include <iterator>

#include "base/text.h"
#include "detectors/detectors.h"

namespace ombud::detectors {

namespace {

struct Row {
  Kind kind;
  std::string_view word;
  DataCategory category;
  bool national_id;
};

constexpr Row rows[] = {
    {Kind::personnummer, "personnummer", DataCategory::national_id, true},
    {Kind::samordningsnummer, "samordningsnummer", DataCategory::national_id, true},
    {Kind::interimsnummer, "interimsnummer", DataCategory::national_id, true},
    {Kind::cpr, "cpr", DataCategory::national_id, true},
    {Kind::fodselsnummer, "fodselsnummer", DataCategory::national_id, true},
    {Kind::d_number, "d_number", DataCategory::national_id, true},
    {Kind::h_number, "h_number", DataCategory::national_id, true},
    {Kind::fh_number, "fh_number", DataCategory::national_id, true},
    {Kind::test_number, "test_number", DataCategory::national_id, true},
    {Kind::henkilotunnus, "henkilotunnus", DataCategory::national_id, true},
    {Kind::kennitala, "kennitala", DataCategory::national_id, true},
    {Kind::organisation_number, "organisation_number", DataCategory::other, false},
    {Kind::iban, "iban", DataCategory::account_number, false},
    {Kind::bankgiro, "bankgiro", DataCategory::account_number, false},
    {Kind::plusgiro, "plusgiro", DataCategory::account_number, false},
    {Kind::email, "email", DataCategory::email, false},
    {Kind::phone, "phone", DataCategory::phone, false},
    {Kind::name, "name", DataCategory::name, false},
    {Kind::address, "address", DataCategory::postal_address, false},
    {Kind::birth_date, "birth_date", DataCategory::birth_date, false},
    {Kind::username, "username", DataCategory::username, false},
};

const Row& row_of(Kind kind) {
  const Row& row = rows[static_cast<std::size_t>(kind)];
  must(row.kind == kind);
  return row;
}

}  // namespace

const std::vector<Kind>& all_kinds() {
  static const std::vector<Kind> kinds = [] {
    std::vector<Kind> all;
    for (const Row& row : rows) all.push_back(row.kind);
    return all;
  }();
  return kinds;
}

std::string_view word(Kind kind) { return row_of(kind).word; }

std::optional<Kind> kind_of_word(std::string_view word) {
  for (const Row& row : rows)
    if (row.word == word) return row.kind;
  return std::nullopt;
}

DataCategory category_of(Kind kind) { return row_of(kind).category; }

bool is_national_id(Kind kind) { return row_of(kind).national_id; }

std::optional<Country> country_of_word(std::string_view word) {
  constexpr std::string_view words[] = {"se", "dk", "no", "fi", "is"};
  for (std::size_t i = 0; i < std::size(words); ++i)
    if (ascii_equal_ignoring_case(words[i], word)) return static_cast<Country>(i);
  return std::nullopt;
}

}  // namespace ombud::detectors
