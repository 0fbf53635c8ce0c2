// fuzz TARGET LIBFUZZER'S OPTIONS…: one target of the program, chosen by its first word.
#include <unistd.h>

#include <cstdint>
#include <cstdio>

#include "fuzz/fuzz.h"

namespace {

const ombud::fuzz::Target* chosen = nullptr;

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* count, char*** arguments) {
  chosen = *count > 1 ? ombud::fuzz::target_of((*arguments)[1]) : nullptr;
  if (chosen == nullptr) {
    for (const ombud::fuzz::Target& target : ombud::fuzz::targets())
      std::printf("%.*s\n", static_cast<int>(target.name.size()), target.name.data());
    std::fflush(stdout);
    _exit(*count > 1 ? 2 : 0);
  }
  // libFuzzer would take the name for a folder. It may start itself anew: the first word stays.
  (*arguments)[1] = const_cast<char*>("-verbosity=1");
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  chosen->run({reinterpret_cast<const char*>(data), size});
  return 0;
}
