#pragma once
// The plain words of data protection that every room uses. Each has one spelling, the one that
// stands in maps, plans, receipts and the log.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ombud {

/// How much the law protects a field (GDPR arts. 6, 9, 10, 87; confidential: LAW.md L11).
enum class DataClass : std::uint8_t { ordinary, confidential, special, criminal, national_id };

/// What a field says of a person.
enum class DataCategory : std::uint8_t {
  name,
  username,
  national_id,
  email,
  phone,
  postal_address,
  birth_date,
  gender,
  nationality,
  family,
  photo,
  credential,
  account_number,  // bank account, card, IBAN
  payment,
  salary,
  employment,
  education,
  working_time,
  date_of_event,
  location,
  online_identifier,  // IP address, cookie, device
  health,
  union_membership,
  religion,
  politics,
  ethnicity,
  sexuality,
  crime,
  document,
  free_text,
  person_ref,  // points at a person: a foreign key, a member number
  opinion,     // what somebody thinks of the person: grades, assessments
  preference,
  other,
};

/// Where a field's value comes from (GDPR arts. 14, 15(1)(g), 20).
enum class Origin : std::uint8_t { given, observed, derived, third_party, unknown };

/// What somebody did with personal data; one of them stands in every entry of the log (S228).
enum class UseKind : std::uint8_t {
  view,
  search,
  list,
  change,
  export_data,
  print,
  erase,
  sign_in,
  denied,
  administer,
};

std::string_view word(DataClass value);
std::string_view word(DataCategory value);
std::string_view word(Origin value);
std::string_view word(UseKind value);
/// Nothing where no such word exists.
std::optional<DataClass> data_class_of(std::string_view word);
std::optional<DataCategory> data_category_of(std::string_view word);
std::optional<Origin> origin_of(std::string_view word);
std::optional<UseKind> use_kind_of(std::string_view word);

/// The class a category has unless somebody says otherwise: health is special, a salary
/// confidential, a national id a class of its own.
DataClass default_class(DataCategory category);

}  // namespace ombud
