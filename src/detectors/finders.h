#pragma once
// The parts of find(): each looks for its kinds in a text whose words are known.

#include <string>
#include <string_view>
#include <vector>

#include "detectors/characters.h"
#include "detectors/detectors.h"

namespace ombud::detectors {

struct Text {
  std::string_view bytes;
  std::vector<Word> words;
  Reading reading;

  std::string_view between(std::size_t first, std::size_t last) const {
    return bytes.substr(words[first].start, words[last].end - words[first].start);
  }

  /// What stands between a word and the one before it.
  std::string_view gap_before(std::size_t word) const {
    return bytes.substr(words[word - 1].end, words[word].start - words[word - 1].end);
  }
};

// Each adds what it finds; findings may overlap, find() keeps the surest.
void find_numbers(const Text& text, std::vector<Finding>& found);
void find_phones(const Text& text, std::vector<Finding>& found);
void find_days(const Text& text, std::vector<Finding>& found);
void find_names(const Text& text, std::vector<Finding>& found);
void find_addresses(const Text& text, std::vector<Finding>& found);

/// What the words before `word` say of a value of `kind` there: 0.3 where one names the kind
/// ("personnummer", "tlf"), -0.3 where one names another sort of number ("faktura"), else 0.
double context_score(const Text& text, std::size_t word, Kind kind);

/// True where the bytes from `start` to `end` are no part of a longer number: nothing but blanks,
/// letters' marks and the like may join them to digits.
bool stands_alone(std::string_view bytes, std::size_t start, std::size_t end);

}  // namespace ombud::detectors
