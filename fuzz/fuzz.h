#pragma once
// What is thrown at a parser. A file src/ROOM/NAME_fuzz.cc defines the function
// ombud::fuzz::ROOM_NAME, which takes any bytes, feeds them to a parser and must()s what always
// holds: that it ends, touches nothing that is not its own, and that what it read it writes again.
// Its first inputs lie in fuzz/corpus/ROOM_NAME.
//
// Two programs are made of these: `fuzz`, by clang's libFuzzer with sanitizers (./run fuzz), and
// `fuzz_replay`, by the ordinary compiler, which a test runs with the corpus and some changes of
// it.

#include <span>
#include <string_view>

#include "base/result.h"

namespace ombud::fuzz {

struct Target {
  std::string_view name;
  void (*run)(std::string_view input);
};

std::span<const Target> targets();
/// Null where there is none of that name.
const Target* target_of(std::string_view name);

}  // namespace ombud::fuzz
