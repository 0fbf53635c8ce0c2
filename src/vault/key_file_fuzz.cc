// The key file.
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "base/result.h"
#include "vault/key_file.h"

namespace ombud::fuzz {

void vault_key_file(std::string_view input) {
  static const std::string file =
      (std::filesystem::temp_directory_path() / ("fuzz-key-" + std::to_string(getpid()))).string();
  std::FILE* out = std::fopen(file.c_str(), "wb");
  must(out != nullptr);
  std::fwrite(input.data(), 1, input.size(), out);
  std::fclose(out);
  std::filesystem::permissions(file, std::filesystem::perms::owner_read);
  const auto key = vault::read_key_file(file);
  std::filesystem::remove(file);
  if (!key) return;
  const std::string copy = file + ".copy";
  must(vault::write_key_file(copy, *key).has_value());
  must(vault::read_key_file(copy).has_value());
  std::filesystem::remove(copy);
}

}  // namespace ombud::fuzz
