#pragma once
// What the tagger looks at: of a word in a run of capitalised words, and of the words around it, of
// which lists they are, how they are written and how they end; never which name a name is.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "detectors/names/look.h"
#include "detectors/names/tokens.h"

namespace ombud::detectors::tagging {

/// Words that may be a name together: `last` is one past the last.
struct Run {
  std::size_t first;
  std::size_t last;

  std::size_t size() const { return last - first; }
};

constexpr std::size_t longest_run = 12;
constexpr std::size_t most_features = 96;

struct Features {
  std::array<std::uint32_t, most_features> hashes;
  std::size_t size = 0;

  std::span<const std::uint32_t> view() const { return {hashes.data(), size}; }
};

/// The next run at `from` or after it; empty at the end of the words.
Run next_run(std::span<const Token> tokens, std::size_t from);

class FeatureReader {
 public:
  FeatureReader(std::string_view block, std::span<const Token> tokens, const Weights& look)
      : block_(block), tokens_(tokens), look_(look) {}

  /// To be called before features() of the run's words.
  void begin(Run run);
  /// The features of the run's word `at`.
  void features(std::size_t at, Features& features) const;

 private:
  struct Seen {
    std::uint32_t code;
    std::uint32_t person;  // look: given name or surname, in steps
    std::uint32_t best;    // look: which, and how clearly
    std::uint32_t ending;
    std::uint32_t type;
  };

  struct Place;

  void add_own(const Place& place, Features& features) const;
  void add_neighbours(const Place& place, Features& features) const;
  void add_run(const Place& place, Features& features) const;
  const Token* token(std::size_t at, int distance) const;
  std::uint32_t word_id(const Token* token) const;
  std::uint32_t tail(const Token* token) const;
  std::uint32_t code_beside(std::size_t at, int distance) const;

  std::string_view block_;
  std::span<const Token> tokens_;
  const Weights& look_;
  Run run_{0, 0};
  std::array<Seen, longest_run> seen_{};
  std::uint32_t pattern_ = 0;
  bool among_capitals_ = false;
};

}  // namespace ombud::detectors::tagging
