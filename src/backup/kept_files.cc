#include "backup/kept_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "accounts/folder.h"
#include "backup/records.h"
#include "base/id.h"
#include "vault/files.h"

namespace ombud::backup {

namespace {

namespace files = std::filesystem;

constexpr std::size_t uuid_characters = 36;

// Where an organisation that was added keeps its own: "organisations/ID/"; empty where it is none.
std::string_view place_in(std::string_view name) {
  const std::size_t end = accounts::Folder::name_of_another({}).size() + uuid_characters;
  if (name.size() <= end || name[end] != '/') return {};
  const OrganisationId id{std::string(name.substr(end - uuid_characters, uuid_characters))};
  const std::string place = accounts::Folder::name_of_another(id) + "/";
  return is_uuid(id.text) && name.starts_with(place) ? name.substr(0, end + 1) : "";
}

bool is_kept_name(std::string_view name) {
  const files::path path(name.substr(place_in(name).size()));
  if (!path.is_relative() || std::distance(path.begin(), path.end()) < 2) return false;
  const bool plain = std::none_of(path.begin(), path.end(), [](const files::path& part) {
    return part.empty() || part == "." || part == "..";
  });
  const std::string top = path.begin()->string();
  return plain &&
         std::find(std::begin(kept_folders), std::end(kept_folders), top) != std::end(kept_folders);
}

// Of the first organisation and of those that were added, within the folder.
std::vector<std::string> tops_in(const std::string& folder) {
  std::vector<std::string> tops(std::begin(kept_folders), std::end(kept_folders));
  std::error_code error;
  const files::path others =
      files::path(folder) / files::path(accounts::Folder::name_of_another({}));
  for (files::directory_iterator at(others, error), end; !error && at != end; at.increment(error)) {
    const OrganisationId id{at->path().filename().string()};
    if (!is_uuid(id.text)) continue;
    for (const std::string_view top : kept_folders)
      tops.push_back(accounts::Folder::name_of_another(id) + "/" + std::string(top));
  }
  return tops;
}

Failure can_not_read(const std::string& name) {
  return fail(Errc::unavailable, "backup.can_not_read", {{"file", name}});
}

Result<std::string> read_some(int file, const std::string& name) {
  std::string bytes(piece_bytes, '\0');
  std::size_t got = 0;
  while (got < bytes.size()) {
    const ssize_t some = ::read(file, bytes.data() + got, bytes.size() - got);
    if (some < 0 && errno == EINTR) continue;
    if (some < 0) return can_not_read(name);
    if (some == 0) break;
    got += static_cast<std::size_t>(some);
  }
  bytes.resize(got);
  return bytes;
}

Result<void> make_folders(const std::string& folder, const std::string& name) {
  for (std::size_t slash = name.find('/'); slash != std::string::npos;
       slash = name.find('/', slash + 1)) {
    const std::string part = folder + "/" + name.substr(0, slash);
    if (mkdir(part.c_str(), 0700) != 0 && errno != EEXIST) return vault::write_failure(errno, part);
  }
  return {};
}

}  // namespace

std::vector<std::string> names_of_kept(const std::string& folder) {
  std::vector<std::string> names;
  for (const std::string& top : tops_in(folder)) {
    std::error_code error;
    const files::path path = files::path(folder) / top;
    for (files::recursive_directory_iterator at(path, error), end; !error && at != end;
         at.increment(error)) {
      std::error_code unknown;
      if (at->is_symlink(unknown) || !at->is_regular_file(unknown)) continue;
      names.push_back(top + "/" + at->path().lexically_relative(path).string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

Result<bool> read_pieces(const std::string& folder, const std::string& name,
                         const std::function<Result<void>(const FilePiece&)>& take) {
  const std::string path = folder + "/" + name;
  const vault::File opened(open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  if (opened.descriptor() < 0 && errno == ENOENT) return false;
  if (opened.descriptor() < 0) return can_not_read(name);
  FilePiece piece{name, 0, TRY(read_some(opened.descriptor(), name))};
  do {
    TRY(take(piece));
    piece.at += std::ssize(piece.bytes);
    piece.bytes = TRY(read_some(opened.descriptor(), name));
  } while (!piece.bytes.empty());
  return true;
}

Result<void> put_piece(const std::string& folder, const FilePiece& piece) {
  if (!is_kept_name(piece.name))
    return fail(Errc::invalid, "backup.not_understood", {{"file", piece.name}});
  if (piece.at == 0) TRY(make_folders(folder, piece.name));
  const std::string path = folder + "/" + piece.name;
  const int how = O_WRONLY | O_NOFOLLOW | O_CLOEXEC | (piece.at == 0 ? O_CREAT | O_EXCL : 0);
  const vault::File opened(open(path.c_str(), how, 0600));
  if (opened.descriptor() < 0) return vault::write_failure(errno, path);
  std::string_view left = piece.bytes;
  auto at = static_cast<off_t>(piece.at);
  while (!left.empty()) {
    const ssize_t put = pwrite(opened.descriptor(), left.data(), left.size(), at);
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return vault::write_failure(errno, path);
    left.remove_prefix(static_cast<std::size_t>(put));
    at += put;
  }
  return {};
}

Result<void> prove_kept(const std::string& folder, const Manifest& manifest) {
  for (const FilePart& part : manifest.files) {
    if (!is_kept_name(part.name)) continue;
    Hasher hasher;
    std::int64_t bytes = 0;
    const bool there =
        TRY(read_pieces(folder, part.name, [&](const FilePiece& piece) -> Result<void> {
          hasher.add(piece.bytes);
          bytes += std::ssize(piece.bytes);
          return {};
        }));
    if (!there || bytes != part.bytes || hasher.hex() != part.sha256)
      return fail(Errc::invalid, "backup.file_not_the_same", {{"file", part.name}});
  }
  return {};
}

}  // namespace ombud::backup
