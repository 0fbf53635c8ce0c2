#include "base/vocabulary.h"

#include "base/words.h"

namespace ombud {

namespace {

constexpr Word<DataClass> data_classes[] = {
    {DataClass::ordinary, "ordinary"},       {DataClass::confidential, "confidential"},
    {DataClass::special, "special"},         {DataClass::criminal, "criminal"},
    {DataClass::national_id, "national_id"},
};

constexpr Word<DataCategory> data_categories[] = {
    {DataCategory::name, "name"},
    {DataCategory::username, "username"},
    {DataCategory::national_id, "national_id"},
    {DataCategory::email, "email"},
    {DataCategory::phone, "phone"},
    {DataCategory::postal_address, "postal_address"},
    {DataCategory::birth_date, "birth_date"},
    {DataCategory::gender, "gender"},
    {DataCategory::nationality, "nationality"},
    {DataCategory::family, "family"},
    {DataCategory::photo, "photo"},
    {DataCategory::credential, "credential"},
    {DataCategory::account_number, "account_number"},
    {DataCategory::payment, "payment"},
    {DataCategory::salary, "salary"},
    {DataCategory::employment, "employment"},
    {DataCategory::education, "education"},
    {DataCategory::working_time, "working_time"},
    {DataCategory::date_of_event, "date_of_event"},
    {DataCategory::location, "location"},
    {DataCategory::online_identifier, "online_identifier"},
    {DataCategory::health, "health"},
    {DataCategory::union_membership, "union_membership"},
    {DataCategory::religion, "religion"},
    {DataCategory::politics, "politics"},
    {DataCategory::ethnicity, "ethnicity"},
    {DataCategory::sexuality, "sexuality"},
    {DataCategory::crime, "crime"},
    {DataCategory::document, "document"},
    {DataCategory::free_text, "free_text"},
    {DataCategory::person_ref, "person_ref"},
    {DataCategory::opinion, "opinion"},
    {DataCategory::preference, "preference"},
    {DataCategory::other, "other"},
};

constexpr Word<Origin> origins[] = {
    {Origin::given, "given"},     {Origin::observed, "observed"},
    {Origin::derived, "derived"}, {Origin::third_party, "third_party"},
    {Origin::unknown, "unknown"},
};

constexpr Word<UseKind> use_kinds[] = {
    {UseKind::view, "view"},          {UseKind::search, "search"},
    {UseKind::list, "list"},          {UseKind::change, "change"},
    {UseKind::export_data, "export"}, {UseKind::print, "print"},
    {UseKind::erase, "erase"},        {UseKind::sign_in, "sign_in"},
    {UseKind::denied, "denied"},      {UseKind::administer, "administer"},
};

}  // namespace

std::string_view word(DataClass value) { return word_in(data_classes, value); }

std::string_view word(DataCategory value) { return word_in(data_categories, value); }

std::string_view word(Origin value) { return word_in(origins, value); }

std::string_view word(UseKind value) { return word_in(use_kinds, value); }

std::optional<DataClass> data_class_of(std::string_view word) {
  return value_in(data_classes, word);
}

std::optional<DataCategory> data_category_of(std::string_view word) {
  return value_in(data_categories, word);
}

std::optional<Origin> origin_of(std::string_view word) { return value_in(origins, word); }

std::optional<UseKind> use_kind_of(std::string_view word) { return value_in(use_kinds, word); }

DataClass default_class(DataCategory category) {
  switch (category) {
    case DataCategory::health:
    case DataCategory::union_membership:
    case DataCategory::religion:
    case DataCategory::politics:
    case DataCategory::ethnicity:
    case DataCategory::sexuality:
      return DataClass::special;
    case DataCategory::crime:
      return DataClass::criminal;
    case DataCategory::national_id:
      return DataClass::national_id;
    case DataCategory::salary:
    case DataCategory::account_number:
    case DataCategory::credential:
    case DataCategory::opinion:
    case DataCategory::family:
      return DataClass::confidential;
    default:
      return DataClass::ordinary;
  }
}

}  // namespace ombud
