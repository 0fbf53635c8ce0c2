#include "connectors/way.h"

#include <filesystem>

#include "base/text.h"

namespace ombud::connectors {

namespace {

struct Told {
  std::string_view key;
  std::string_view instead;
};

// Errors of a way in that the person who typed the address can do something about.
constexpr Told by_key[] = {
    {"sql.unreachable", "connectors.way_unreachable"},
    {"sql.sign_in_refused", "connectors.way_sign_in"},
    {"sql.no_such_database", "connectors.way_no_database"},
    {"sql.no_such_file", "connectors.way_no_file"},
    {"sql.not_a_database", "connectors.way_no_sqlite"},
    {"sql.damaged", "connectors.way_damaged"},
    {"sql.tls_failed", "connectors.way_tls"},
    {"sql.no_right", "connectors.way_no_right"},
    {"sql.time_out", "connectors.way_slow"},
    {"sql.locked", "connectors.way_slow"},
    {"sql.read_only", "connectors.way_read_only"},
};

// Of a path its last name: the one that people know their file by.
std::string last_name(const std::string& path) {
  return path.substr(path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1);
}

bool is_about_files(const Error& error) {
  const bool may_be = error.key.starts_with("connectors.") || error.key.starts_with("tables.");
  return may_be && std::any_of(error.params.begin(), error.params.end(), [](const auto& param) {
           return param.first == "file" || param.first == "folder" || param.first == "files";
         });
}

// Whether `path` is `folder` or lies in it, whatever links lead there.
bool lies_in(const std::string& path, const std::string& folder) {
  std::error_code failed;
  const std::filesystem::path inner = std::filesystem::weakly_canonical(path, failed);
  if (failed) return true;  // What nobody can tell the place of is not opened.
  const std::filesystem::path outer = std::filesystem::weakly_canonical(folder, failed);
  if (failed) return true;
  const auto [at, unused] = std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end());
  return at == outer.end();
}

}  // namespace

Error in_plain_words(const Error& error, Language language) {
  for (const Told& known : by_key)
    if (error.key == known.key)
      return {error.code == Errc::unavailable ? Errc::unavailable : Errc::conflict,
              std::string(known.instead),
              {}};
  if (!is_about_files(error)) return error;
  Error shown = error;
  for (auto& [name, value] : shown.params)
    if (name == "file" || name == "folder") value = last_name(value);
  const Errc code = error.code == Errc::exhausted ? Errc::exhausted : Errc::conflict;
  return {code, "connectors.way_files", {{"why", say(shown, language)}}};
}

Result<Address> read_address_from_afar(const accounts::Office& office, std::string_view url) {
  Result<Address> address = read_address(url);
  if (!address && address.error().key == "connectors.password_in_url")
    return fail(Errc::invalid, "connectors.way_password");
  if (!address || address->file.empty()) return address;
  const std::size_t colon = url.find(':');
  if (colon + 1 >= url.size() || url[colon + 1] != '/')
    return fail(Errc::invalid, "connectors.way_whole_path");
  if (lies_in(address->file, office.folder))
    return fail(Errc::invalid, "connectors.way_own_folder");
  return address;
}

}  // namespace ombud::connectors
