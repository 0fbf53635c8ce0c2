// A backup is written under a name of its own, and gets the right one when it has been read back.

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "accounts/rows.h"
#include "backup/copy.h"
#include "backup/records.h"
#include "evidence/files.h"
#include "evidence/rows.h"
#include "vault/files.h"

namespace ombud::backup {

namespace {

constexpr std::size_t most_file_bytes = 1 << 20;
constexpr std::int64_t rows_between_telling = 1000;

// Taken away again unless it became the backup.
class Part {
 public:
  explicit Part(std::string file) : file_(std::move(file)) { unlink(file_.c_str()); }

  Part(const Part&) = delete;
  Part& operator=(const Part&) = delete;

  ~Part() {
    if (!kept_) unlink(file_.c_str());
  }

  const std::string& file() const { return file_; }

  Result<void> becomes(const std::string& name) {
    if (rename(file_.c_str(), name.c_str()) != 0) return vault::write_failure(errno, name);
    kept_ = true;
    vault::flush_folder_of(name);
    return {};
  }

 private:
  std::string file_;
  bool kept_ = false;
};

// Writes parts and notes in the manifest what they are.
class PartWriter {
 public:
  PartWriter(vault::SealedWriter& writer, Manifest& manifest, Progress& progress)
      : writer_(writer), manifest_(manifest), progress_(progress) {}

  using Rows = std::function<Result<void>(const sql::Row&)>;

  Result<void> table(const std::string& name, const std::vector<std::string>& columns,
                     const std::function<Result<void>(const Rows&)>& each) {
    TablePart part{name, columns, 0, "", ""};
    sql::Row head{name};
    for (const std::string& column : columns) head.emplace_back(column);
    TRY(writer_.write(written(Kind::table, pack(head))));
    Hasher hasher;
    RowSum sum;
    TRY(each([&](const sql::Row& row) -> Result<void> {
      const std::string packed = pack(row);
      hasher.add(packed);
      sum.add(packed);
      if (++part.rows % rows_between_telling == 0)
        progress_.tell("rows", static_cast<std::uint64_t>(done_ + part.rows), 0);
      return writer_.write(written(Kind::row, packed));
    }));
    done_ += part.rows;
    part.sha256 = hasher.hex();
    part.sum = sum.hex();
    manifest_.tables.push_back(std::move(part));
    return {};
  }

  Result<void> file(const std::string& name, const std::string& bytes) {
    Hasher hasher;
    hasher.add(bytes);
    manifest_.files.push_back({name, std::ssize(bytes), hasher.hex()});
    return writer_.write(written(Kind::file, pack({name, sql::Blob{bytes}})));
  }

  Result<void> piece(const FilePiece& piece) {
    if (piece.at == 0) {
      TRY(end_file());
      manifest_.files.push_back({piece.name, 0, ""});
      of_file_.emplace();
    }
    of_file_->add(piece.bytes);
    manifest_.files.back().bytes += std::ssize(piece.bytes);
    return writer_.write(
        written(Kind::piece, pack({piece.name, piece.at, sql::Blob{piece.bytes}})));
  }

  /// After the last piece of the last file.
  Result<void> end_file() {
    if (of_file_) manifest_.files.back().sha256 = of_file_->hex();
    of_file_.reset();
    return {};
  }

 private:
  vault::SealedWriter& writer_;
  Manifest& manifest_;
  Progress& progress_;
  std::int64_t done_ = 0;
  std::optional<Hasher> of_file_;
};

sql::Row row_of(const vault::KeyName& name, const vault::Found& found) {
  return {name.kind, name.person, name.month, std::int64_t{found.shredded ? 1 : 0},
          sql::Blob{found.wrapped}};
}

Result<void> write_keys(PartWriter& parts, const std::string& table, vault::KeyStore& keys,
                        bool all) {
  return parts.table(
      table, {"kind", "person", "month", "shredded", "wrapped"}, [&](const PartWriter::Rows& take) {
        return keys.each(
            [&](const vault::KeyName& name, const vault::Found& found) -> Result<void> {
              if (!all && (name.kind == "person" || name.kind == "month")) return {};
              return take(row_of(name, found));
            });
      });
}

// After the tables: whatever a row names was there before it. What went meanwhile, its row was
// replaced; what came meanwhile is of no row, and housekeeping takes it.
Result<void> write_kept(PartWriter& parts, const accounts::Folder& folder) {
  for (const std::string& name : names_of_kept(folder.path()))
    TRY(read_pieces(folder.path(), name,
                    [&](const FilePiece& piece) { return parts.piece(piece); }));
  return parts.end_file();
}

// `name`: the folder's within the first one's, with a stroke at its end; empty for that.
Result<void> write_folder(PartWriter& parts, const accounts::Folder& folder,
                          const std::string& name) {
  for (const std::string& path : {folder.settings_file(), folder.last_signed()}) {
    const std::optional<std::string> bytes = TRY(evidence::read_file(path, most_file_bytes));
    if (bytes) TRY(parts.file(name + path.substr(path.rfind('/') + 1), *bytes));
  }
  return {};
}

// An organisation whose adding was cut off has no folder, and nothing was sealed under its keys.
Result<void> write_added(PartWriter& parts, const Original& original, Manifest& manifest) {
  for (const OrganisationId& id : manifest.organisations) {
    if (id == manifest.organisation || !original.folder.has_another(id)) continue;
    const accounts::Folder folder = original.folder.of_another(id);
    const accounts::Settings settings = TRY(folder.read());
    vault::KeyStore keys = TRY(vault::KeyStore::open(folder.key_store(), id));
    TRY(write_keys(parts, keys_table_of(id), keys, false));
    const Result<vault::KeyFile> key = vault::read_key_file(folder.key_file(settings));
    manifest.added.push_back(
        {id, key ? vault::key_mark(key->root) : "", TRY(keys.months_shredded_before())});
    TRY(write_folder(parts, folder, accounts::Folder::name_of_another(id) + "/"));
  }
  return {};
}

Manifest begun(const Original& original) {
  Manifest manifest;
  manifest.program = OMBUD_VERSION;
  manifest.engine = word(original.store.engine());
  manifest.made_at = original.clock.now();
  manifest.organisation = original.settings.organisation;
  return manifest;
}

Result<void> write_store(const Original& original, PartWriter& parts, Manifest& manifest) {
  manifest.migrations = TRY(original.store.applied());
  const store::Tables tables = TRY(store::Tables::of(original.store, original.rooms));
  store::Transaction transaction =
      TRY(original.store.begin(original.settings.organisation, sql::Begin::read));
  manifest.organisations = TRY(accounts::rows::organisations(transaction));
  const std::vector<evidence::rows::Epoch> epochs = TRY(evidence::rows::epochs(transaction));
  if (!epochs.empty()) manifest.checkpoint = epochs.back().note;
  for (std::size_t i = 0; i < tables.all().size(); ++i) {
    const store::OwnTable& table = tables.all()[i];
    TRY(parts.table(table.name, table.columns, [&](const PartWriter::Rows& take) {
      return tables.each(transaction, i, manifest.organisations, take);
    }));
  }
  return {};
}

bool same_parts(const Manifest& a, const Manifest& b) {
  return a.tables == b.tables && a.files == b.files && a.checkpoint == b.checkpoint &&
         a.added == b.added;
}

// Never over something else: a file of this name is replaced only by a newer backup.
Result<void> check_free(const std::string& file, std::string_view kind) {
  struct stat facts{};
  if (lstat(file.c_str(), &facts) != 0) return {};
  const Result<vault::SealedHead> head = vault::read_sealed_head(file);
  if (!head || head->kind != kind)
    return fail(Errc::conflict, "backup.not_a_backup", {{"file", file}});
  return {};
}

Result<std::string> hash_of(const std::string& file, std::int64_t& bytes) {
  const vault::File opened(open(file.c_str(), O_RDONLY | O_CLOEXEC));
  std::string piece(1 << 20, '\0');
  Hasher hasher;
  for (;;) {
    const ssize_t got = read(opened.descriptor(), piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(Errc::unavailable, "vault.can_not_write", {{"file", file}});
    if (got == 0) return hasher.hex();
    hasher.add(std::string_view(piece).substr(0, static_cast<std::size_t>(got)));
    bytes += got;
  }
}

Result<Copy> copied(const Original& original, std::string_view kind, const std::string& file,
                    const std::function<Result<void>(PartWriter&, Manifest&)>& write) {
  TRY(check_free(file, kind));
  Part part(file + ".part");
  Copy copy{file, begun(original), 0, ""};
  {
    vault::SealedWriter writer = TRY(vault::SealedWriter::create(
        part.file(), std::string(kind), original.key, copy.manifest.made_at));
    PartWriter parts(writer, copy.manifest, original.progress);
    TRY(write(parts, copy.manifest));
    TRY(writer.write(written(Kind::manifest, to_json(copy.manifest))));
    TRY(writer.finish());
  }
  const Manifest read_back =
      TRY(read_through(part.file(), kind, original.key, {}, original.progress));
  if (!same_parts(read_back, copy.manifest))
    return fail(Errc::invalid, "vault.sealed_file_damaged", {{"file", part.file()}});
  copy.sha256 = TRY(hash_of(part.file(), copy.bytes));
  TRY(part.becomes(file));
  return copy;
}

}  // namespace

std::string keys_table_of(const OrganisationId& added) {
  return std::string(keys_table) + " " + added.text;
}

bool is_keys_table(std::string_view name) {
  return name == keys_table || name.starts_with(std::string(keys_table) + " ");
}

Result<Copy> copy_store(const Original& original, const std::string& file) {
  return copied(
      original, of_store, file, [&](PartWriter& parts, Manifest& manifest) -> Result<void> {
        vault::KeyStore keys =
            TRY(vault::KeyStore::open(original.folder.key_store(), original.settings.organisation));
        TRY(write_store(original, parts, manifest));
        TRY(write_keys(parts, std::string(keys_table), keys, false));
        manifest.months_shredded_before = TRY(keys.months_shredded_before());
        TRY(write_added(parts, original, manifest));
        TRY(write_kept(parts, original.folder));
        return write_folder(parts, original.folder, "");
      });
}

Result<Copy> copy_keys(const Original& original, const std::string& file) {
  return copied(
      original, of_keys, file, [&](PartWriter& parts, Manifest& manifest) -> Result<void> {
        vault::KeyStore keys =
            TRY(vault::KeyStore::open(original.folder.key_store(), original.settings.organisation));
        TRY(write_keys(parts, std::string(keys_table), keys, true));
        manifest.months_shredded_before = TRY(keys.months_shredded_before());
        return {};
      });
}

std::string file_for(const std::string& given, const std::string& kind, Instant now) {
  struct stat facts{};
  if (stat(given.c_str(), &facts) != 0 || !S_ISDIR(facts.st_mode)) return given;
  std::string at = format_instant(now).substr(0, 19);
  std::erase_if(at, [](char c) { return c == '-' || c == ':'; });
  return given + (given.ends_with('/') ? "" : "/") + "ombud-" + at + "Z." + kind;
}

}  // namespace ombud::backup
