// A sealed file: its head, which anybody can write, and what follows.
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "base/result.h"
#include "base/text.h"
#include "vault/sealed_file.h"

namespace ombud::fuzz {

namespace {

// Of fuzz/corpus/vault_key_file/key: it seals nothing but the corpus.
vault::KeyFile corpus_key() {
  return {OrganisationId{"01a201a8-ba07-7d19-bedd-646c77d32b58"}, Instant{},
          vault::Key(from_base64("0483kUc2gQtfJfVsS16vNJWO4ZiYX34exOzYJRrP4zc=").value())};
}

}  // namespace

void vault_sealed_file(std::string_view input) {
  static const vault::KeyFile key = corpus_key();
  static const std::string file =
      (std::filesystem::temp_directory_path() / ("fuzz-sealed-" + std::to_string(getpid())))
          .string();
  std::FILE* out = std::fopen(file.c_str(), "wb");
  must(out != nullptr);
  std::fwrite(input.data(), 1, input.size(), out);
  std::fclose(out);
  const auto head = vault::read_sealed_head(file);
  auto reader = vault::SealedReader::open(file, key);
  must(head.has_value() || !reader.has_value());
  while (reader) {
    const auto end = reader->at_end();
    if (!end || *end || !reader->read(1)) break;
  }
  std::filesystem::remove(file);
}

}  // namespace ombud::fuzz
