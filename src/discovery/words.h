#pragma once
// Reads the names that people give tables and columns. A name is cut into words ("customerId",
// "fnamn", "emp_birthday"), and each word in English, Swedish, Danish or Norwegian becomes the one
// English meaning that the rules are written in. A word that the dictionary does not have keeps its
// own stem, so that names can still be compared with each other.

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ombud::discovery {

/// One line of the dictionary: every word of `words` means `meaning` (one word or several).
struct Meaning {
  std::string_view meaning;
  std::string_view words;
};

/// What columns say.
std::span<const Meaning> column_dictionary();
/// What tables hold.
std::span<const Meaning> table_dictionary();

/// The words of a name as they stand there, in lower case: "HTTPServerName" → http server name,
/// "e_mail2" → e mail 2. Nordic letters and their spellings in ASCII become one: å, aa → a.
std::vector<std::string> cut(std::string_view name);

/// The meanings of a column's words. What a word means as a column comes before what it means as a
/// table: a column "author" is who wrote the row, a table "author" holds writers.
std::vector<std::string> meanings(std::string_view column_name);
/// The same of words already cut.
std::vector<std::string> column_meanings(const std::vector<std::string>& words);
/// True where the dictionary has the word, cut() as it is.
bool is_known(std::string_view word);
/// The meanings of a table's words, already cut.
std::vector<std::string> table_meanings(const std::vector<std::string>& words);

/// True where `word` stands in `words`.
bool has(const std::vector<std::string>& words, std::string_view word);
/// True where all of the words, with spaces between them, stand in `words`, in any order.
bool has_all(const std::vector<std::string>& words, std::string_view wanted);
/// True where one of them does.
bool has_any(const std::vector<std::string>& words, std::string_view wanted);

/// What a table's rows are, by a word of its name.
enum class Noun : std::uint8_t {
  none,
  person,      // user, member, customer
  relative,    // next of kin, referee: persons who are there for the sake of another
  author,      // artist, composer: persons of public life
  company,     // supplier, branch
  address,     // contact data of their own
  accounting,  // invoice, time sheet: stays by law
  record,      // patient record, grades: stays by law, not for its money
  event,       // login, visit, booking: something a person did at a time
  text,        // comment, note, log
  attributes,  // meta, preference, custom field: one value a row
  belonging,   // team, department: what persons are in
  reference,   // country, type, setting
  thing,       // product, project, report
  neutral,     // data, info, list: says nothing of its own
};
Noun noun_of(std::string_view meaning);

}  // namespace ombud::discovery
