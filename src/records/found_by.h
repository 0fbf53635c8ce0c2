#pragma once
// What a record is found, filtered and sorted by, taken out of its values.

#include <string>
#include <string_view>
#include <vector>

#include "records/records.h"

namespace ombud::records {

/// Orders as people of the organisation's country order words; plain ASCII, so that every engine
/// sorts it alike.
std::string sort_key(std::string_view text, std::string_view law);

struct IndexValue {
  std::string field;  // "matrix.system"
  int place = 0;
  std::string word;    // Folded; what a filter asks for.
  std::string sorted;  // Of a listed field always there, at place 0.
  std::string linked;  // The other record's id, or empty.
};

/// How a record stands there that has no value of a listed field: behind all that have one.
IndexValue without_value(const Field& field);

std::vector<IndexValue> index_values(const Kind& kind, const Row& row, std::string_view law);

/// As a value stands in the index, so that a filter finds it.
std::string index_word(const Field& field, std::string_view text);

/// Folded, each once, of the fields that are searched, and the number.
std::vector<std::string> index_words(const Kind& kind, const Record& record);
/// The same cutting of what somebody typed.
std::vector<std::string> words_of(std::string_view text);

}  // namespace ombud::records
