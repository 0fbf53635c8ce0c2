#pragma once
// Enumerators and their one spelling, as a table read both ways.

#include <cstddef>
#include <cstdlib>
#include <optional>
#include <string_view>

namespace ombud {

template <class E>
struct Word {
  E value;
  std::string_view text;
};

/// Stops the program for an enumerator without a word: each table has a test that reads every one.
template <class E, std::size_t n>
std::string_view word_in(const Word<E> (&words)[n], E value) {
  for (const Word<E>& word : words)
    if (word.value == value) return word.text;
  std::abort();
}

/// Nothing where no enumerator has that word.
template <class E, std::size_t n>
std::optional<E> value_in(const Word<E> (&words)[n], std::string_view text) {
  for (const Word<E>& word : words)
    if (word.text == text) return word.value;
  return std::nullopt;
}

}  // namespace ombud
