// The file that says what a data folder holds.
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "accounts/folder.h"
#include "base/result.h"

namespace ombud::fuzz {

void accounts_settings(std::string_view input) {
  static const accounts::Folder folder = [] {
    const std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("fuzz-folder-" + std::to_string(getpid()));
    std::filesystem::create_directory(path);
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    return accounts::Folder(path.string());
  }();
  std::FILE* out = std::fopen(folder.settings_file().c_str(), "wb");
  must(out != nullptr);
  std::fwrite(input.data(), 1, input.size(), out);
  std::fclose(out);
  const auto settings = folder.read();
  if (settings) {
    must(!settings->key_file.empty() && !settings->organisation.empty());
    must(!folder.key_file(*settings).empty());
  }
  std::filesystem::remove(folder.settings_file());
}

}  // namespace ombud::fuzz
