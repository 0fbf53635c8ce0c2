#include "vault/key_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/text.h"
#include "vault/files.h"
#include "vault/vault.h"

namespace ombud::vault {

namespace {

constexpr std::string_view magic = "ombud key file 1";
constexpr std::size_t most_bytes = 1024;

std::string checked_lines(const KeyFile& key) {
  return std::string(magic) + "\norganisation: " + key.organisation.text +
         "\nmade: " + format_instant(key.made_at) + "\nroot: " + to_base64(key.root.bytes()) + "\n";
}

// What follows "name: " in a line; nothing where the line has another name.
std::optional<std::string> after(std::string_view name, const std::string& line) {
  const std::string start = std::string(name) + ": ";
  if (!line.starts_with(start)) return std::nullopt;
  return line.substr(start.size());
}

// Nothing where a byte is not as it was written.
std::optional<KeyFile> parse(const std::string& text) {
  const std::size_t check_at = text.rfind("check: ");
  if (check_at == std::string::npos) return std::nullopt;
  const std::string checked = text.substr(0, check_at);
  if (text.substr(check_at) != "check: " + to_hex(sha256(checked)) + "\n") return std::nullopt;
  const std::vector<std::string> lines = split(checked, '\n');
  if (lines.size() != 5 || lines[0] != magic) return std::nullopt;
  const std::optional<std::string> organisation = after("organisation", lines[1]);
  const std::optional<std::string> made = after("made", lines[2]);
  const std::optional<std::string> root = after("root", lines[3]);
  if (!organisation || !is_uuid(*organisation) || !made || !root) return std::nullopt;
  const Result<Instant> made_at = parse_instant(*made);
  const Result<std::string> bytes = from_base64(*root);
  if (!made_at || !bytes || bytes->size() != key_bytes) return std::nullopt;
  const Secret wiped{*bytes};
  return KeyFile{OrganisationId{*organisation}, *made_at, Key(wiped.reveal())};
}

}  // namespace

Result<void> write_key_file(const std::string& file, const KeyFile& key) {
  const File opened(open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (opened.descriptor() < 0) return write_failure(errno, file);
  const std::string checked = checked_lines(key);
  const Secret text(checked + "check: " + to_hex(sha256(checked)) + "\n");
  int error = write_all(opened.descriptor(), text.reveal());
  if (error == 0 && fsync(opened.descriptor()) != 0) error = errno;
  if (error != 0) {
    unlink(file.c_str());
    return write_failure(error == EEXIST ? EIO : error, file);
  }
  flush_folder_of(file);
  return {};
}

Result<KeyFile> read_key_file(const std::string& file) {
  const Params params{{"file", file}};
  const File opened(open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (opened.descriptor() < 0)
    return errno == EACCES ? fail(Errc::forbidden, "vault.key_not_readable", params)
                           : fail(Errc::not_found, "vault.key_missing", params);
  struct stat facts{};
  if (fstat(opened.descriptor(), &facts) != 0 || !S_ISREG(facts.st_mode))
    return fail(Errc::invalid, "vault.key_damaged", params);
  if ((facts.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return fail(Errc::forbidden, "vault.key_open_to_others", params);
  std::string text(most_bytes, '\0');
  const ssize_t size = read(opened.descriptor(), text.data(), text.size());
  if (size < 0) return fail(Errc::forbidden, "vault.key_not_readable", params);
  text.resize(static_cast<std::size_t>(size));
  const Secret wiped{text};
  std::optional<KeyFile> key = parse(text);
  if (!key) return fail(Errc::invalid, "vault.key_damaged", params);
  return *std::move(key);
}

std::string key_mark(const Key& root) {
  return to_hex(keyed_hash(root, {"mark"}, 16)).substr(0, 8);
}

std::string former_key_file(const std::string& file, const std::string& mark) {
  return file + ".former-" + mark;
}

Result<void> put_in_place_of(const std::string& file, const KeyFile& old) {
  const std::string former = former_key_file(file, key_mark(old.root));
  // A second name first, so that the old key is never without one.
  if (link(file.c_str(), former.c_str()) != 0 && errno != EEXIST)
    return write_failure(errno, former);
  flush_folder_of(former);
  if (rename((file + ".new").c_str(), file.c_str()) != 0) return write_failure(errno, file);
  flush_folder_of(file);
  return {};
}

Result<KeyFile> read_key_file_of(const std::string& file, const std::string& mark) {
  KeyFile key = TRY(read_key_file(file));
  if (key_mark(key.root) == mark) return key;
  Result<KeyFile> former = read_key_file(former_key_file(file, mark));
  if (former) return former;
  return key;
}

}  // namespace ombud::vault
