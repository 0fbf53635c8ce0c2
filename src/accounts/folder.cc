// A folder without its settings file was never finished, and nothing in it is ever overwritten. The
// settings are written under another name before the store's first commit and get their own after
// it: a crash in between leaves a folder that is whole in all but the name, and whoever opens it
// next finishes it. Without that, a PostgreSQL store would keep an organisation that no folder
// opens.

#include "accounts/folder.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "base/text.h"
#include "evidence/files.h"
#include "vault/key_file.h"

namespace ombud::accounts {

namespace {

constexpr std::string_view first_line = "ombud data folder 1";
constexpr std::string_view others = "organisations";
constexpr std::size_t most_bytes = 8192;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool exists(const std::string& path) {
  struct stat facts{};
  return lstat(path.c_str(), &facts) == 0;
}

std::optional<Settings> parsed(const std::string& text) {
  const std::vector<std::string> lines = split(text, '\n');
  if (lines.size() != 5 || lines[0] != first_line || !lines[4].empty()) return std::nullopt;
  Settings settings;
  const auto read = [](const std::string& line, std::string_view name, std::string& value) {
    if (!line.starts_with(name)) return false;
    value = line.substr(name.size());
    return true;
  };
  if (!read(lines[1], "organisation: ", settings.organisation.text) ||
      !is_uuid(settings.organisation.text) || !read(lines[2], "key: ", settings.key_file) ||
      settings.key_file.empty() || !read(lines[3], "store: ", settings.postgresql_url))
    return std::nullopt;
  if (settings.postgresql_url == "sqlite") settings.postgresql_url.clear();
  return settings;
}

}  // namespace

Result<Folder> Folder::of(const cli::Call& call) {
  if (call.has("--data")) return Folder(call.value("--data"));
  const std::string set = environment("OMBUD_DATA");
  if (!set.empty()) return Folder(set);
  const std::string shared = environment("XDG_DATA_HOME");
  if (!shared.empty()) return Folder(shared + "/ombud");
  const std::string home = environment("HOME");
  if (!home.empty()) return Folder(home + "/.local/share/ombud");
  return fail(Errc::invalid, "accounts.say_where");
}

std::string Folder::store() const {
  const std::filesystem::path above = std::filesystem::path(path_).parent_path();
  return (is_first() ? path_ : above.parent_path().string()) + "/ombud.db";
}

bool Folder::is_first() const {
  const std::filesystem::path path(path_);
  return path.parent_path().filename() != others || !is_uuid(path.filename().string());
}

Folder Folder::of_another(const OrganisationId& organisation) const {
  return Folder(path_ + "/" + name_of_another(organisation));
}

std::string Folder::name_of_another(const OrganisationId& organisation) {
  return std::string(others) + "/" + organisation.text;
}

bool Folder::has_another(const OrganisationId& organisation) const {
  if (!is_uuid(organisation.text)) return false;
  const Folder folder = of_another(organisation);
  return exists(folder.settings_file()) || exists(folder.prepared_file());
}

std::string Folder::key_file(const Settings& settings) const {
  return settings.key_file.starts_with('/') ? settings.key_file : path_ + "/" + settings.key_file;
}

store::Location Folder::location(const Settings& settings) const {
  store::Location location;
  if (!settings.postgresql_url.empty()) {
    location.engine = sql::Engine::postgresql;
    location.postgresql_url = settings.postgresql_url;
    location.password = Secret(environment("OMBUD_STORE_PASSWORD"));
  }
  location.sqlite_file = store();
  return location;
}

Result<void> Folder::check_settled() const {
  if (exists(restore_mark()))
    return fail(Errc::conflict, "accounts.restore_unfinished", {{"folder", path_}});
  return {};
}

std::vector<std::string> Folder::leftovers() const {
  std::vector<std::string> files;
  for (const char* name : {"ombud.key", "keys.db", "ombud.db", "last-signed", "ombud.conf.new"})
    if (exists(path_ + "/" + name)) files.emplace_back(name);
  return files;
}

Failure Folder::half_made() const {
  std::string list;
  for (const std::string& file : leftovers()) list += (list.empty() ? "" : ", ") + file;
  return fail(Errc::conflict, "accounts.half_made", {{"folder", path_}, {"files", list}});
}

Result<void> Folder::check_closed() const {
  struct stat facts{};
  if (stat(path_.c_str(), &facts) != 0 || !S_ISDIR(facts.st_mode))
    return fail(Errc::not_found, "accounts.no_data_folder", {{"folder", path_}});
  if ((facts.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return fail(Errc::forbidden, "accounts.folder_open_to_others", {{"folder", path_}});
  return {};
}

Result<void> Folder::check_free() const {
  if (!exists(path_)) return {};
  if (exists(settings_file()))
    return fail(Errc::conflict, "accounts.already_made", {{"folder", path_}});
  if (!leftovers().empty()) return half_made();
  return check_closed();
}

Result<bool> Folder::make() const {
  TRY(check_free());
  const Failure not_writable =
      fail(Errc::forbidden, "accounts.folder_not_writable", {{"folder", path_}});
  if (exists(path_)) {
    if (access(path_.c_str(), W_OK | X_OK) != 0) return not_writable;
    return false;
  }
  std::error_code error;
  const std::filesystem::path above = std::filesystem::path(path_).parent_path();
  if (!above.empty()) std::filesystem::create_directories(above, error);
  if (error || mkdir(path_.c_str(), 0700) != 0) return not_writable;
  return true;
}

Result<Settings> Folder::read() const {
  const std::string file = exists(settings_file()) ? settings_file() : prepared_file();
  if (!exists(file)) {
    if (!leftovers().empty()) return half_made();
    return fail(Errc::not_found, "accounts.no_data_folder", {{"folder", path_}});
  }
  TRY(check_closed());
  const std::optional<std::string> text = TRY(evidence::read_file(file, most_bytes));
  std::optional<Settings> settings = text ? parsed(*text) : std::nullopt;
  if (!settings) return fail(Errc::invalid, "accounts.settings_damaged", {{"file", file}});
  return *std::move(settings);
}

bool Folder::is_prepared() const { return !exists(settings_file()) && exists(prepared_file()); }

Result<void> Folder::finish() const {
  if (rename(prepared_file().c_str(), settings_file().c_str()) != 0 && !exists(settings_file()))
    return fail(Errc::forbidden, "accounts.folder_not_writable", {{"folder", path_}});
  vault::flush_folder_of(settings_file());
  return {};
}

Result<void> Folder::prepare(const Settings& settings) const {
  return evidence::replace_file(
      prepared_file(), std::string(first_line) + "\norganisation: " + settings.organisation.text +
                           "\nkey: " + settings.key_file + "\nstore: " +
                           (settings.postgresql_url.empty() ? "sqlite" : settings.postgresql_url) +
                           "\n");
}

}  // namespace ombud::accounts
