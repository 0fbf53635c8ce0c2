// fuzz_replay FOLDER [CHANGES [SEED [TARGET]]]: every target gets every file of FOLDER/TARGET, and
// CHANGES inputs that are made from these by chance, the same each time for a seed. What fails is
// written to fuzz-failure-TARGET before it is run again by the one who looks for it.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "fuzz/fuzz.h"

namespace ombud::fuzz {

namespace {

namespace fs = std::filesystem;

// What is being run, for the handler of a crash, which may not allocate.
const char* running_name = "";
const std::string* running_input = nullptr;

void say_what_failed(int number) {
  if (running_input != nullptr) {
    char path[128];
    std::snprintf(path, sizeof path, "fuzz-failure-%s", running_name);
    if (std::FILE* file = std::fopen(path, "wb")) {
      std::fwrite(running_input->data(), 1, running_input->size(), file);
      std::fclose(file);
    }
    std::fprintf(stderr, "fuzz_replay: signal %d in %s; the input lies in %s\n", number,
                 running_name, path);
  }
  std::signal(number, SIG_DFL);
  std::raise(number);
}

std::vector<std::string> corpus_of(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& file : fs::directory_iterator(folder)) files.push_back(file.path());
  std::sort(files.begin(), files.end());
  std::vector<std::string> inputs{""};
  for (const fs::path& path : files) {
    std::ifstream stream(path, std::ios::binary);
    inputs.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
  }
  return inputs;
}

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : engine_(seed) {}

  std::size_t below(std::size_t end) { return end == 0 ? 0 : engine_() % end; }

 private:
  std::mt19937_64 engine_;
};

// One small change, as a fuzzer makes them.
void change(std::string& input, const std::string& other, Chance& chance) {
  static constexpr std::string_view pieces[] = {{"\0", 1},
                                                "\xff",
                                                "\xc3\xa5",
                                                "\xed\xa0\x80",
                                                "\r\n",
                                                "\"",
                                                "\\",
                                                "'",
                                                "0",
                                                "9",
                                                "-",
                                                ":",
                                                ",",
                                                ";",
                                                "{",
                                                "}",
                                                "[",
                                                "]",
                                                " ",
                                                "\t",
                                                "99999999999999999999",
                                                "%00",
                                                "&",
                                                "?",
                                                "*",
                                                "+"};
  const std::size_t at = chance.below(input.size() + 1);
  const std::size_t length = chance.below(std::min<std::size_t>(input.size() - at, 16) + 1);
  switch (chance.below(7)) {
    case 0:
      input.erase(at, length);
      break;
    case 1:
      input.insert(at, pieces[chance.below(std::size(pieces))]);
      break;
    case 2:
      input.insert(at, input.substr(at, length));
      break;
    case 3:
      if (at < input.size()) input[at] = static_cast<char>(chance.below(256));
      break;
    case 4:
      if (at < input.size()) input[at] = static_cast<char>(input[at] ^ (1 << chance.below(8)));
      break;
    case 5:
      input.insert(at, other.substr(chance.below(other.size() + 1), 1 + chance.below(32)));
      break;
    default:
      input = input.substr(0, at) + other.substr(chance.below(other.size() + 1));
      break;
  }
}

std::size_t replay(const Target& target, const fs::path& folder, std::size_t changes,
                   std::uint64_t seed) {
  const std::vector<std::string> corpus = corpus_of(folder / target.name);
  const std::string name(target.name);
  running_name = name.c_str();
  std::string input;
  running_input = &input;
  for (const std::string& one : corpus) {
    input = one;
    target.run(input);
  }
  Chance chance(seed);
  for (std::size_t i = 0; i < changes; ++i) {
    input = corpus[chance.below(corpus.size())];
    for (std::size_t times = 1 + chance.below(6); times > 0; --times)
      change(input, corpus[chance.below(corpus.size())], chance);
    target.run(input);
  }
  running_input = nullptr;
  return corpus.size() + changes;
}

}  // namespace

}  // namespace ombud::fuzz

int main(int count, char** arguments) {
  using namespace ombud::fuzz;
  if (count < 2) {
    std::fputs("fuzz_replay FOLDER [CHANGES [SEED [TARGET]]]\n", stderr);
    return 2;
  }
  for (const int number : {SIGABRT, SIGSEGV, SIGFPE, SIGBUS, SIGILL})
    std::signal(number, say_what_failed);
  const auto number = [&](int at, unsigned long long otherwise) {
    return at < count ? std::strtoull(arguments[at], nullptr, 10) : otherwise;
  };
  std::size_t inputs = 0;
  for (const Target& target : targets()) {
    if (count > 4 && target.name != arguments[4]) continue;
    inputs += replay(target, arguments[1], number(2, 2000), number(3, 1));
  }
  std::printf("%zu inputs to %zu targets\n", inputs, targets().size());
  return inputs == 0 ? 1 : 0;
}
