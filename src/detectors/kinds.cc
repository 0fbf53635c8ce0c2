// The words of the kinds, what each says of a person, and the law or register that it comes from.

#include <iterator>

#include "base/text.h"
#include "detectors/detectors.h"

namespace ombud::detectors {

namespace {

struct Row {
  Kind kind;
  std::string_view word;
  DataCategory category;
  DataClass protection;
  std::string_view law;
};

constexpr DataClass as_id = DataClass::national_id;
constexpr DataClass plain = DataClass::ordinary;
constexpr DataClass guarded = DataClass::confidential;
constexpr DataClass special = DataClass::special;

constexpr std::string_view special_law =
    "GDPR art. 9(1); Swedish: lag (2018:218) 3 kap.; Danish: databeskyttelsesloven § 7; Norwegian: "
    "personopplysningsloven § 6";

constexpr Row rows[] = {
    {Kind::personnummer, "personnummer", DataCategory::national_id, as_id,
     "folkbokföringslagen (1991:481) 18 §; Skatteverket, SKV 704"},
    {Kind::samordningsnummer, "samordningsnummer", DataCategory::national_id, as_id,
     "lag (2022:1697) om samordningsnummer; Skatteverket, SKV 707"},
    {Kind::interimsnummer, "interimsnummer", DataCategory::national_id, as_id,
     "CSN and the Swedish regions' reserve numbers; lag (2018:218) 3 kap. 10 §"},
    {Kind::cpr, "cpr", DataCategory::national_id, as_id,
     "CPR-loven (lbk 1010/2023) § 3; CPR-kontoret, Personnummeret i CPR-systemet"},
    {Kind::fodselsnummer, "fodselsnummer", DataCategory::national_id, as_id,
     "folkeregisterforskriften (2017-07-14-1201) § 2-2-1; Skatteetaten"},
    {Kind::d_number, "d_number", DataCategory::national_id, as_id,
     "folkeregisterforskriften (2017-07-14-1201) § 2-2-4; Skatteetaten"},
    {Kind::h_number, "h_number", DataCategory::national_id, as_id,
     "Direktoratet for e-helse, HITR 1019 (hjelpenummer)"},
    {Kind::fh_number, "fh_number", DataCategory::national_id, as_id,
     "Direktoratet for e-helse, HITR 1019 (felles hjelpenummer)"},
    {Kind::test_number, "test_number", DataCategory::national_id, as_id,
     "Skatteetaten, Tenor testdata: a synthetic person"},
    {Kind::henkilotunnus, "henkilotunnus", DataCategory::national_id, as_id,
     "laki 661/2009 12 §, asetus 128/2010 2 § (690/2022); Digi- ja väestötietovirasto"},
    {Kind::kennitala, "kennitala", DataCategory::national_id, as_id,
     "lög um skráningu einstaklinga 140/2019, 11. gr.; Þjóðskrá"},
    {Kind::organisation_number, "organisation_number", DataCategory::other, plain,
     "SE lag (1974:174) 1 §; DK CVR-loven § 5; NO enhetsregisterforskriften § 2a; FI laki 244/2001 "
     "9 §; IS lög 17/2003"},
    {Kind::iban, "iban", DataCategory::account_number, guarded,
     "ISO 13616-1; SWIFT, IBAN registry; Regulation (EU) 260/2012 annex"},
    {Kind::bankgiro, "bankgiro", DataCategory::account_number, plain,
     "Bankgirot, 10-modulen; 7 or 8 digits"},
    {Kind::plusgiro, "plusgiro", DataCategory::account_number, plain,
     "Nordea, PlusGirot; 2 to 8 digits"},
    {Kind::email, "email", DataCategory::email, plain, "RFC 5321, RFC 6531"},
    {Kind::phone, "phone", DataCategory::phone, plain,
     "ITU-T E.164; PTS, Klimadatastyrelsen, Nkom, Traficom, Fjarskiptastofa"},
    {Kind::name, "name", DataCategory::name, plain, "GDPR art. 4(1); national name acts"},
    {Kind::address, "address", DataCategory::postal_address, plain,
     "GDPR art. 4(1); SS 613401, the posts' own rules"},
    {Kind::birth_date, "birth_date", DataCategory::birth_date, plain, "GDPR art. 4(1)"},
    {Kind::username, "username", DataCategory::username, plain,
     "GDPR art. 4(1), an online identifier (recital 30)"},
    {Kind::account_number, "account_number", DataCategory::account_number, guarded,
     "Bankgirot, Bankernas kontonummer; Bits AS (modulus 11); Finans Danmark"},
    {Kind::card, "card", DataCategory::account_number, guarded,
     "ISO/IEC 7812-1; PCI DSS requirement 3"},
    {Kind::ip_address, "ip_address", DataCategory::online_identifier, plain,
     "GDPR recital 30; C-582/14 Breyer; RFC 791, RFC 4291"},
    {Kind::device_id, "device_id", DataCategory::online_identifier, plain,
     "GDPR recital 30; 3GPP TS 23.003 (IMEI), IEEE 802 (MAC), RFC 9562 (UUID)"},
    {Kind::cookie_id, "cookie_id", DataCategory::online_identifier, plain,
     "GDPR recital 30; Directive 2002/58/EC art. 5(3)"},
    {Kind::secret, "secret", DataCategory::credential, guarded, "GDPR art. 32(1)"},
    {Kind::health, "health", DataCategory::health, special, special_law},
    {Kind::union_membership, "union_membership", DataCategory::union_membership, special,
     special_law},
    {Kind::religion, "religion", DataCategory::religion, special, special_law},
    {Kind::politics, "politics", DataCategory::politics, special, special_law},
    {Kind::ethnicity, "ethnicity", DataCategory::ethnicity, special, special_law},
    {Kind::sexuality, "sexuality", DataCategory::sexuality, special, special_law},
    {Kind::crime, "crime", DataCategory::crime, DataClass::criminal,
     "GDPR art. 10; Swedish: lag (2018:218) 3 kap. 8 §; Danish: databeskyttelsesloven § 8; "
     "Norwegian: personopplysningsloven § 11"},
    {Kind::protected_identity, "protected_identity", DataCategory::other, guarded,
     "SE offentlighets- och sekretesslagen 22 kap., folkbokföringslagen 16 §; DK CPR-loven § 28; "
     "NO folkeregisterloven § 10-4 (kode 6 and 7)"},
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

DataClass class_of(Kind kind) { return row_of(kind).protection; }

std::string_view law_of(Kind kind) { return row_of(kind).law; }

bool is_national_id(Kind kind) { return class_of(kind) == DataClass::national_id; }

bool is_revealing_word(Kind kind) { return kind >= Kind::health; }

std::optional<Country> country_of_word(std::string_view word) {
  constexpr std::string_view words[] = {"se", "dk", "no", "fi", "is"};
  for (std::size_t i = 0; i < std::size(words); ++i)
    if (ascii_equal_ignoring_case(words[i], word)) return static_cast<Country>(i);
  return std::nullopt;
}

}  // namespace ombud::detectors
