#include "backup/restore.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "backup/copy.h"
#include "backup/organisation_part.h"
#include "backup/records.h"
#include "backup/replace.h"
#include "sql/sqlite/sqlite.h"
#include "store/replacement.h"
#include "vault/vault.h"

namespace ombud::backup {

namespace {

using Rooms = std::span<const std::span<const store::Migration>>;

constexpr std::size_t rows_at_once = 2000;

// As the settings name a key file: one that lies where it is looked for anyway is not named by its
// whole path, so that the folder can be moved.
std::string as_set(const accounts::Folder& folder, const std::string& file) {
  const auto normal = [](const std::string& path) {
    return std::filesystem::absolute(path).lexically_normal().string();
  };
  return normal(file) == normal(folder.path() + "/ombud.key") ? "ombud.key" : normal(file);
}

// One restore from its checks to the mark.
class Restoring {
 public:
  Restoring(const accounts::Folder& folder, const Wish& wish, Rooms rooms, const Clock& clock,
            Progress& progress)
      : folder_(folder),
        work_(folder.restoring()),
        wish_(wish),
        rooms_(rooms),
        clock_(clock),
        progress_(progress) {}

  Result<Restored> run();

 private:
  Result<void> check();
  Result<void> check_target();
  Result<void> read_settings();
  std::string named_key(const OrganisationId& organisation) const;
  Result<void> read_key(const vault::SealedHead& head);
  Result<void> add_part(const AddedPart& added);
  Result<void> check_keys_files();
  void look_back();
  Result<void> settle();
  Result<void> make_store();
  Result<void> load(store::Database& store);
  Result<void> prove(store::Database& store, const store::Tables& tables);
  Result<void> make_parts();

  const accounts::Folder& folder_;
  const accounts::Folder work_;
  const Wish& wish_;
  Rooms rooms_;
  const Clock& clock_;
  Progress& progress_;

  std::optional<accounts::Settings> stood_;  // Settings of the folder as it stands.
  accounts::Settings settings_;
  std::optional<vault::KeyFile> key_;
  std::vector<OrganisationPart> parts_;
  Restored made_;
};

Result<void> Restoring::read_settings() {
  if (access(folder_.settings_file().c_str(), F_OK) != 0) return {};
  const Result<accounts::Settings> settings = folder_.read();
  // Settings that can't be read may be why somebody restores.
  if (!settings && (!wish_.replace || wish_.key_files.empty())) return fail(settings.error());
  if (settings) stood_ = *settings;
  return {};
}

// The one of those named that is the organisation's; empty where none is.
std::string Restoring::named_key(const OrganisationId& organisation) const {
  for (const std::string& file : wish_.key_files) {
    const Result<vault::KeyFile> key = vault::read_key_file(file);
    if (key && key->organisation == organisation) return file;
  }
  return {};
}

// That of the organisation whose key seals the backup.
Result<void> Restoring::read_key(const vault::SealedHead& head) {
  std::string file = named_key(head.organisation);
  if (file.empty() && !wish_.key_files.empty()) file = wish_.key_files.front();
  if (file.empty() && stood_) file = folder_.key_file(*stood_);
  if (file.empty() && access((folder_.path() + "/ombud.key").c_str(), F_OK) == 0)
    file = folder_.path() + "/ombud.key";
  if (file.empty()) return fail(Errc::invalid, "backup.say_key");
  key_ = TRY(vault::read_key_file_of(file, head.key));
  settings_.key_file = as_set(folder_, file);
  return {};
}

// An organisation's rows are nothing without its keys: those are looked for before anything is
// touched.
Result<void> Restoring::add_part(const AddedPart& added) {
  if (wish_.without.contains(added.organisation.text)) return {};
  const accounts::Folder stands = folder_.of_another(added.organisation);
  std::optional<accounts::Settings> stood;
  if (const Result<accounts::Settings> settings = stands.read()) stood = *settings;
  std::string file = named_key(added.organisation);
  if (file.empty()) file = stood ? stands.key_file(*stood) : stands.path() + "/ombud.key";
  const Result<vault::KeyFile> key =
      added.key.empty() ? vault::read_key_file(file) : vault::read_key_file_of(file, added.key);
  if (!key)
    return fail(Errc::invalid, "backup.say_key_of",
                {{"organisation", added.organisation.text}, {"file", file}});
  accounts::Settings settings{added.organisation, as_set(stands, file), settings_.postgresql_url};
  OrganisationPart& part = parts_.emplace_back(stands, work_.of_another(added.organisation),
                                               std::move(settings), std::move(stood));
  part.of_backup.months_shredded_before = added.months_shredded_before;
  return {};
}

Result<void> Restoring::check_keys_files() {
  for (const std::string& file : wish_.keys_files) {
    const OrganisationId owner = TRY(vault::read_sealed_head(file)).organisation;
    if (std::none_of(parts_.begin(), parts_.end(), [&](const OrganisationPart& part) {
          return part.settings().organisation == owner;
        }))
      return fail(Errc::conflict, "backup.another_organisation", {{"folder", file}});
  }
  return {};
}

Result<void> Restoring::check() {
  if (!folder_.is_first())
    return fail(Errc::conflict, "backup.not_of_all", {{"folder", folder_.path()}});
  TRY(read_settings());
  TRY(read_key(TRY(vault::read_sealed_head(wish_.file))));
  std::map<std::string, KeyRing> rings;
  std::map<std::string, std::string> files;
  std::string table;
  Reading reading;
  reading.on_table = [&](const TablePart& head) -> Result<void> {
    table = head.name;
    return {};
  };
  reading.on_row = [&](std::size_t, const sql::Row& row) -> Result<void> {
    if (is_keys_table(table)) rings[table].add(row);
    return {};
  };
  reading.on_file = [&](const std::string& name, const std::string& bytes) -> Result<void> {
    files[name] = bytes;
    return {};
  };
  made_.manifest = TRY(read_through(wish_.file, of_store, *key_, reading, progress_));
  const Manifest& manifest = made_.manifest;
  settings_.organisation = manifest.organisation;
  if (wish_.store_url != "sqlite") settings_.postgresql_url = wish_.store_url;
  if (wish_.store_url.empty() && stood_) settings_.postgresql_url = stood_->postgresql_url;
  TRY(schema_of(manifest, rooms_));
  TRY(check_target());
  parts_.emplace_back(folder_, work_, settings_, stood_);
  parts_[0].of_backup.months_shredded_before = manifest.months_shredded_before;
  for (const AddedPart& added : manifest.added) TRY(add_part(added));
  for (OrganisationPart& part : parts_) {
    const bool first = &part == &parts_[0];
    const OrganisationId& id = part.settings().organisation;
    part.of_backup.keys =
        std::move(rings[first ? std::string(keys_table) : keys_table_of(id)].keys);
    part.signed_in_backup =
        files[(first ? "" : accounts::Folder::name_of_another(id) + "/") + "last-signed"];
  }
  return check_keys_files();
}

Result<void> Restoring::check_target() {
  const store::Location location = folder_.location(settings_);
  const bool in_use =
      stood_ || TRY(store::is_there(location)) || access(folder_.key_store().c_str(), F_OK) == 0;
  if (in_use && !wish_.replace)
    return fail(Errc::conflict, "backup.target_in_use", {{"folder", folder_.path()}});
  if (stood_ && stood_->organisation != settings_.organisation)
    return fail(Errc::conflict, "backup.another_organisation", {{"folder", folder_.path()}});
  return {};
}

// What the store that is to be replaced has told since the backup, where it still opens.
void Restoring::look_back() {
  if (!stood_) return;
  Result<store::Database> store = store::Database::open(folder_.location(*stood_));
  if (!store) return;
  const Result<bool> readable = store->is_up_to_date(rooms_);
  if (!readable || !*readable) return;
  for (const OrganisationPart& part : parts_)
    part.look_back(*store, clock_, made_.manifest.made_at, made_.lost_events);
}

// Nobody else has the old store open, and all of it lies in its one file.
Result<void> Restoring::settle() {
  const std::string file = folder_.store();
  if (access(file.c_str(), F_OK) != 0) return {};
  const Result<std::unique_ptr<sql::Connection>> opened =
      sql::sqlite::connect(file, {.wait_for_lock = std::chrono::milliseconds(1000)});
  // A store that can't be opened is why somebody restores.
  if (!opened) return {};
  const Result<std::vector<sql::Row>> alone =
      (*opened)->all(sql::Statement("pragma journal_mode = delete"));
  if (!alone && alone.error().key == "sql.locked")
    return fail(Errc::conflict, "backup.store_in_use", {{"folder", folder_.path()}});
  return {};
}

Result<void> Restoring::make_store() {
  store::Location location = work_.location(settings_);
  location.beside = true;
  TRY(store::make_room_beside(location));
  store::Database store = TRY(store::Database::open(location, true));
  const std::vector<std::vector<store::Migration>> schema = TRY(schema_of(made_.manifest, rooms_));
  const std::vector<std::span<const store::Migration>> spans(schema.begin(), schema.end());
  TRY(store.migrate(spans, clock_));
  TRY(load(store));
  for (const store::AppliedMigration& step : TRY(store.waiting(rooms_)))
    made_.migrated.push_back(step.room + "/" + step.file);
  return store.migrate(rooms_, clock_);
}

Result<void> Restoring::load(store::Database& store) {
  const store::Tables tables = TRY(store::Tables::of(store, rooms_));
  store::Transaction transaction = TRY(store.begin(settings_.organisation));
  std::vector<sql::Row> rows;
  std::optional<std::size_t> into;
  std::vector<std::string> columns;
  const auto put = [&]() -> Result<void> {
    if (into) TRY(tables.add(transaction, *into, columns, std::move(rows)));
    rows.clear();
    return {};
  };
  Reading reading;
  reading.on_table = [&](const TablePart& head) -> Result<void> {
    TRY(put());
    into.reset();
    columns = head.columns;
    if (is_keys_table(head.name)) return {};
    for (std::size_t i = 0; i < tables.all().size(); ++i)
      if (tables.all()[i].name == head.name && tables.all()[i].columns.size() == columns.size() &&
          std::is_permutation(columns.begin(), columns.end(), tables.all()[i].columns.begin()))
        into = i;
    if (!into) return fail(Errc::invalid, "backup.unknown_part", {{"table", head.name}});
    return {};
  };
  reading.on_row = [&](std::size_t, sql::Row row) -> Result<void> {
    if (!into) return {};
    rows.push_back(std::move(row));
    if (rows.size() >= rows_at_once && !tables.all()[*into].refers_to_itself) return put();
    return {};
  };
  reading.on_piece = [&](const FilePiece& piece) { return put_piece(work_.path(), piece); };
  TRY(read_through(wish_.file, of_store, *key_, reading, progress_));
  TRY(prove_kept(work_.path(), made_.manifest));
  TRY(put());
  TRY(transaction.commit());
  return prove(store, tables);
}

// What was written is read again and must be what was copied.
Result<void> Restoring::prove(store::Database& store, const store::Tables& tables) {
  store::Transaction transaction = TRY(store.begin(settings_.organisation, sql::Begin::read));
  for (std::size_t i = 0; i < tables.all().size(); ++i) {
    const store::OwnTable& table = tables.all()[i];
    const auto part = std::find_if(made_.manifest.tables.begin(), made_.manifest.tables.end(),
                                   [&](const TablePart& one) { return one.name == table.name; });
    RowSum sum;
    std::int64_t rows = 0;
    std::vector<std::size_t> order;  // Columns may stand in another order in the copied store.
    if (part != made_.manifest.tables.end())
      for (const std::string& column : part->columns)
        order.push_back(static_cast<std::size_t>(
            std::find(table.columns.begin(), table.columns.end(), column) - table.columns.begin()));
    TRY(tables.each(transaction, i, made_.manifest.organisations,
                    [&](const sql::Row& row) -> Result<void> {
                      sql::Row ordered;
                      for (const std::size_t column : order) ordered.push_back(row[column]);
                      sum.add(pack(ordered));
                      ++rows;
                      return {};
                    }));
    const bool same = part == made_.manifest.tables.end()
                          ? rows == 0
                          : rows == part->rows && sum.hex() == part->sum;
    if (!same) return fail(Errc::invalid, "backup.not_the_same", {{"table", table.name}});
  }
  return {};
}

Result<void> Restoring::make_parts() {
  store::Location location = work_.location(settings_);
  location.beside = true;
  store::Database store = TRY(store::Database::open(location));
  std::set<std::string> taken;
  evidence::Told told;
  told.use = UseKind::administer;
  told.object = "backup of " + format_instant(made_.manifest.made_at);
  told.reference = "backup.restored";
  told.details = {{"system_user", wish_.system_user}};
  for (OrganisationPart& part : parts_) {
    TRY(part.make_keys(wish_.keys_files, progress_));
    TRY(part.choose_checkpoint(store, wish_.anchors, taken));
  }
  for (const std::string& anchor : wish_.anchors)
    if (!taken.contains(anchor))
      return fail(Errc::forbidden, "backup.wrong_anchor", {{"file", anchor}});
  for (OrganisationPart& part : parts_) {
    TRY(part.begin_epoch(store, clock_, told, progress_));
    made_.parts.push_back(part.came());
  }
  return {};
}

Result<Restored> Restoring::run() {
  TRY(check());
  std::error_code error;
  std::filesystem::create_directories(folder_.path(), error);
  if (!stood_ && !error) chmod(folder_.path().c_str(), 0700);
  clear_away(folder_);
  if (error || mkdir(work_.path().c_str(), 0700) != 0)
    return fail(Errc::forbidden, "accounts.folder_not_writable", {{"folder", folder_.path()}});
  for (const OrganisationPart& part : parts_)
    if (&part != &parts_[0]) TRY(part.made().make());
  look_back();
  TRY(settle());
  TRY(make_store());
  TRY(make_parts());
  for (const OrganisationPart& part : parts_) TRY(part.finish());
  TRY(flush_all(work_.path()));
  TRY(settle());  // Somebody may have come meanwhile.
  std::string at = format_instant(clock_.now()).substr(0, 19);
  std::erase_if(at, [](char c) { return c == '-' || c == ':'; });
  TRY(mark_ready(folder_, "before-restore-" + at + "Z"));
  made_.folder = folder_.path();
  made_.set_aside = TRY(put_in_place(folder_));
  return std::move(made_);
}

}  // namespace

Result<Restored> restore(const accounts::Folder& folder, const Wish& wish,
                         std::span<const std::span<const store::Migration>> rooms,
                         const Clock& clock, Progress& progress) {
  TRY(folder.check_settled());
  Result<Restored> made = Restoring(folder, wish, rooms, clock, progress).run();
  // Once the mark stands there is nothing to take back: the next run puts it in place.
  if (!made && folder.check_settled()) clear_away(folder);
  return made;
}

Result<bool> finish(const accounts::Folder& folder) {
  if (folder.check_settled()) return false;
  TRY(put_in_place(folder));
  return true;
}

}  // namespace ombud::backup
