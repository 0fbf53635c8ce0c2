#pragma once
// Digits in groups, as people write long numbers: what stands between the groups is kept as one
// character each, whatever blank or hyphen was written.

#include <array>
#include <cstdint>
#include <string_view>

namespace ombud::detectors {

struct Chain {
  static constexpr std::size_t most_groups = 10;
  static constexpr std::size_t most_digits = 40;

  struct Group {
    std::size_t start;  // In the text.
    std::size_t end;
    std::size_t digits_before;  // Of the groups before it.
    /// What stands before it: '-' a hyphen (with a blank on each side, too), ' ' one blank, '+' '.'
    /// '/' ',' themselves, '~' any other mixture that telephone numbers have; 0 for the first.
    char gap;

    std::size_t size() const { return end - start; }
  };

  std::size_t count = 0;
  std::array<Group, most_groups> groups;
  std::array<char, most_digits> digits;

  std::string_view digits_of(std::size_t groups_taken) const {
    const Group& last = groups[groups_taken - 1];
    return {digits.data(), last.digits_before + last.size()};
  }
};

/// The groups that begin at `digit`, which must be one; a line break ends them.
Chain chain_at(std::string_view bytes, std::size_t digit);

/// The sizes of the first groups, a byte each: shape_of({6, 4}) is 0x0604. Groups of more than 255
/// digits are none.
constexpr std::uint64_t shape_of(std::initializer_list<int> sizes) {
  std::uint64_t shape = 0;
  for (const int size : sizes) shape = shape << 8 | static_cast<std::uint64_t>(size);
  return shape;
}

}  // namespace ombud::detectors
