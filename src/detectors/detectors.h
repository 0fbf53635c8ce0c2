#pragma once
// Recognises what points out a person, and what reveals something of one: national ids, e-mail,
// phone, names, addresses, birth dates, accounts, cards, devices, secrets, words of health and
// other matters that the law guards. Pure: bytes in, findings out; no database, no clock, no
// locale.
//
// Three questions are answered here. What lies in this text? (find) Is this value one of that kind,
// and how is it written canonically? (normal_form) Where in this text does this very person stand?
// (PersonMatcher; it is what erases names from free text.) A check digit that fits says that a
// number may be a personnummer, never that the person exists.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/vocabulary.h"

namespace ombud::cli {
struct Command;
}

namespace ombud::detectors {

enum class Kind : std::uint8_t {
  personnummer,         // SE
  samordningsnummer,    // SE: day + 60
  interimsnummer,       // SE: a letter instead of the serial number's first digit
  cpr,                  // DK
  fodselsnummer,        // NO
  d_number,             // NO: day + 40
  h_number,             // NO: month + 40; given by one enterprise for itself
  fh_number,            // NO: health services' common number, no date, first digit 8 or 9
  test_number,          // NO: synthetic persons, month + 65 or + 80
  henkilotunnus,        // FI
  kennitala,            // IS, persons
  organisation_number,  // SE, DK (CVR), NO, FI (Y-tunnus), IS
  iban,
  bankgiro,
  plusgiro,
  email,
  phone,
  name,
  address,
  birth_date,
  username,        // Has no form: found after a label, "username: jberg84".
  account_number,  // SE clearing and account, NO kontonummer, DK registration and account
  card,            // payment cards
  ip_address,      // versions 4 and 6
  device_id,       // IMEI, MAC address, advertising id
  cookie_id,       // what a browser is known by
  secret,          // passwords, keys, tokens, hashes of passwords
  health,          // From here: words that say something of a person near them.
  union_membership,
  religion,
  politics,
  ethnicity,
  sexuality,
  crime,
  protected_identity,  // skyddad identitet, navne- og adressebeskyttelse, kode 6 and 7
};

/// Every kind, in the order above.
const std::vector<Kind>& all_kinds();
/// "personnummer", "d_number": the spelling in maps and on the command line.
std::string_view word(Kind kind);
/// Nothing where no kind has that word.
std::optional<Kind> kind_of_word(std::string_view word);
/// What such a value says of a person. An organisation's number is DataCategory::other.
DataCategory category_of(Kind kind);
/// How much the law protects such a value.
DataClass class_of(Kind kind);
/// The law, register or standard that says what such a value is, in its own name:
/// "folkbokföringslagen (1991:481) 18 §; Skatteverket, SKV 704".
std::string_view law_of(Kind kind);
/// True for the numbers by which a state, or its health service, knows a person.
bool is_national_id(Kind kind);
/// True for words that reveal something (health, crime …) of whoever is spoken of near them.
bool is_revealing_word(Kind kind);

enum class Country : std::uint8_t { se, dk, no, fi, is };

/// "se", "SE"; nothing for any other country.
std::optional<Country> country_of_word(std::string_view word);

/// What the writer of a value took for granted.
struct Reading {
  Day today;                      // Decides the century of a ten-digit personnummer.
  Country country = Country::se;  // Of a phone number without country code.
};

/// The value in its one canonical form, or nothing where it is no value of that kind. White space
/// around it is of no importance.
///   national ids: digits without separator, personnummer with century (12), henkilötunnus with its
///   sign in capitals, kerfiskennitala (8 or 9 first) with its hyphen; organisation number: digits,
///   Finnish with hyphen; phone: "+46701740605"; e-mail, user name: folded; name, address: folded
///   (base/text.h); birth date: YYYY-MM-DD; IBAN: no spaces.
std::optional<std::string> normal_form(Kind kind, std::string_view value, const Reading& reading);
bool is_valid(Kind kind, std::string_view value, const Reading& reading);

/// The forms in which a normal form may lie in a database column, for `IN (…)`: the most usual
/// first, none twice. Names and addresses: the normal form alone; compare them folded.
/// The short forms of a personnummer bear no century: a hit on one is a hit on either person where
/// two are a hundred years apart.
std::vector<std::string> written_variants(Kind kind, std::string_view normal,
                                          const Reading& reading);

/// A day in one of the forms people write: 1980-12-31, 19801231, 31.12.1980, 31/12 1980,
/// 31. december 1980 (sv, da, nb, nn, fi, en), 1980-12-31T00:00:00; 31.12.80 and 801231 in the
/// hundred years before reading.today. Nothing where it could be two days (04/05/1980 is read day
/// first, as everybody in the Nordic countries does).
std::optional<Day> read_day(std::string_view value, const Reading& reading);

/// `input` judged by the strict rule of a register's own document: "se_personnummer",
/// "dk_cpr_mod11", "no_dnr", "mobile_FI" …; nothing where no such type is known.
std::optional<bool> validate(std::string_view type, std::string_view input, const Reading& reading);

struct Finding {
  Kind kind;
  std::size_t start;  // Bytes in the text.
  std::size_t end;
  double score;  // 0 to 1: how sure, from the form, the check digits and the words around it.
  std::string normal;
};

struct Options {
  Reading reading;
  double least_score = 0.5;
  std::vector<Kind> kinds;  // Only these; empty: all.
};

/// What lies in a running text, by place; findings never overlap. A number inside a longer number
/// or a word is none.
std::vector<Finding> find(std::string_view utf8_text, const Options& options);

/// True for a given name that many people in the Nordic countries bear.
bool is_common_first_name(std::string_view word);
/// True for a surname that many people in the Nordic countries bear.
bool is_common_surname(std::string_view word);

/// A piece of a text, in bytes.
struct Span {
  std::size_t start;
  std::size_t end;
  bool operator==(const Span&) const = default;
};

/// Something by which one person is known. A name is given "First Last" or "Last, First": the
/// second form says where a surname of several words begins.
struct Identifier {
  Kind kind;
  std::string value;
};

struct MatchOptions {
  Reading reading;
  bool surname_alone = false;  // "Berg" by itself is the person too.
};

/// Finds one person's identifiers in free text, in every form people write them in.
///
/// Names: "Johan Berg", "Berg, Johan", "Berg Johan", "J. Berg", "J.E. Berg", any of several given
/// names, capitals or not, NFC or NFD, with genitive ("Johan Bergs", "Bergin"). Never inside
/// another word ("Bergström", "Berg-Lund", "Anna-Johan Berg") and never a given name alone.
/// Numbers: with any usual separators, never inside a longer number. Dates as in read_day.
/// User names: as they are written, capitals or not, never inside a longer one ("jberg84-old",
/// "jberg84@example.se"); none that may be a word or a name ("karin", "admin1", "e-post").
class PersonMatcher {
 public:
  explicit PersonMatcher(std::vector<Identifier> identifiers, MatchOptions options);
  ~PersonMatcher();
  PersonMatcher(PersonMatcher&&) noexcept;
  PersonMatcher& operator=(PersonMatcher&&) noexcept;

  /// By place, never overlapping; what two identifiers share becomes one span. The time is linear
  /// in the text. Bytes that are no UTF-8 separate words and are never part of a span's ends.
  std::vector<Span> find(std::string_view text) const;

 private:
  struct Patterns;
  std::unique_ptr<const Patterns> patterns_;
};

/// The text with each span replaced. `spans` must be ordered and must not overlap, as find returns
/// them.
std::string scrub(std::string_view text, const std::vector<Span>& spans,
                  std::string_view replacement);

/// `detect ids`, `detect text`, `detect scan`: need no account and touch no store.
std::vector<cli::Command> commands(const Clock& clock);

}  // namespace ombud::detectors
