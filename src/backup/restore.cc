#include "backup/restore.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "accounts/rows.h"
#include "backup/copy.h"
#include "backup/key_ring.h"
#include "backup/records.h"
#include "backup/replace.h"
#include "evidence/books.h"
#include "evidence/evidence.h"
#include "sql/sqlite/sqlite.h"
#include "store/replacement.h"
#include "vault/vault.h"

namespace ombud::backup {

namespace {

using Rooms = std::span<const std::span<const store::Migration>>;

constexpr std::size_t rows_at_once = 2000;
constexpr std::size_t most_events = 100'000;
constexpr std::size_t most_note_bytes = 1 << 20;

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
  void look_back();
  Result<void> settle();
  Result<void> make_store();
  Result<void> load(store::Database& store);
  Result<void> prove(store::Database& store, const store::Tables& tables);
  Result<void> make_keys();
  Result<void> choose_checkpoint();
  Result<void> begin_epoch();

  std::string key_path() const { return folder_.key_file(settings_); }

  const accounts::Folder& folder_;
  const accounts::Folder work_;
  const Wish& wish_;
  Rooms rooms_;
  const Clock& clock_;
  Progress& progress_;

  std::optional<accounts::Settings> stood_;  // Settings of the folder as it stands.
  accounts::Settings settings_;
  std::optional<vault::KeyFile> key_;
  KeyRing of_backup_;
  std::string signed_in_backup_;
  Restored made_;
};

Result<void> Restoring::check() {
  if (access(folder_.settings_file().c_str(), F_OK) == 0) {
    const Result<accounts::Settings> settings = folder_.read();
    // Settings that can't be read may be why somebody restores.
    if (!settings && (!wish_.replace || wish_.key_file.empty())) return fail(settings.error());
    if (settings) stood_ = *settings;
  }
  std::string key_file = wish_.key_file;
  if (key_file.empty() && stood_) key_file = folder_.key_file(*stood_);
  if (key_file.empty() && access((folder_.path() + "/ombud.key").c_str(), F_OK) == 0)
    key_file = folder_.path() + "/ombud.key";
  if (key_file.empty()) return fail(Errc::invalid, "backup.say_key");
  key_ = TRY(vault::read_key_file_of(key_file, TRY(vault::read_sealed_head(wish_.file)).key));
  settings_.key_file = std::filesystem::absolute(key_file).lexically_normal().string();
  if (settings_.key_file ==
      std::filesystem::absolute(folder_.path() + "/ombud.key").lexically_normal().string())
    settings_.key_file = "ombud.key";

  Reading reading;
  std::string table;
  reading.on_table = [&](const TablePart& head) -> Result<void> {
    table = head.name;
    return {};
  };
  reading.on_row = [&](std::size_t, const sql::Row& row) -> Result<void> {
    if (table == keys_table) of_backup_.add(row);
    return {};
  };
  reading.on_file = [&](const std::string& name, const std::string& bytes) -> Result<void> {
    if (name == "last-signed") signed_in_backup_ = bytes;
    return {};
  };
  made_.manifest = TRY(read_through(wish_.file, of_store, *key_, reading, progress_));
  of_backup_.months_shredded_before = made_.manifest.months_shredded_before;
  settings_.organisation = made_.manifest.organisation;
  if (wish_.store_url != "sqlite") settings_.postgresql_url = wish_.store_url;
  if (wish_.store_url.empty() && stood_) settings_.postgresql_url = stood_->postgresql_url;
  TRY(schema_of(made_.manifest, rooms_));
  return check_target();
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
  Result<vault::Vault> vault =
      vault::Vault::open(folder_.key_file(*stood_), folder_.key_store(), stood_->organisation);
  if (!readable || !*readable || !vault) return;
  evidence::Log log(*store, *vault, clock_, stood_->organisation, "", folder_.last_signed());
  evidence::Log::Filter filter;
  filter.from = made_.manifest.made_at;
  filter.limit = most_events;
  filter.open = false;
  const Result<std::vector<evidence::Entry>> entries = log.list(filter);
  if (!entries) return;
  for (const evidence::Entry& entry : *entries) ++made_.lost_events[entry.event];
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
    if (head.name == keys_table) return {};
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

Result<void> Restoring::make_keys() {
  std::vector<KeyRing> rings;
  if (stood_) rings.push_back(TRY(keys_of_folder(folder_, *stood_)));
  // Its keys may have been rotated since the backup; they are under its own key file.
  if (stood_ && rings.back().whole) settings_.key_file = stood_->key_file;
  if (!wish_.keys_file.empty()) {
    Result<KeyRing> copied =
        keys_of_copy(wish_.keys_file, *key_, settings_.organisation, progress_);
    if (!copied) return fail(std::move(copied).error());
    rings.push_back(*std::move(copied));
  }
  rings.push_back(of_backup_);
  // The first whole one is the youngest; where there is none, the organisation's own keys.
  const auto base =
      std::find_if(rings.begin(), rings.end(), [](const KeyRing& ring) { return ring.whole; });
  const KeyRing ring = joined(base == rings.end() ? rings.back() : *base, rings);
  made_.without_keys = base == rings.end();
  for (const auto& [name, found] : ring.keys)
    if (name.kind == "person") ++(found.shredded ? made_.persons_destroyed : made_.persons);
  vault::KeyStore store = TRY(vault::KeyStore::create(work_.key_store(), settings_.organisation));
  return store.fill(ring.keys, ring.months_shredded_before);
}

// The last checkpoint that is known to have been signed: the folder's, one that left the house, or
// the backup's own.
Result<void> Restoring::choose_checkpoint() {
  vault::Vault vault =
      TRY(vault::Vault::open(key_path(), work_.key_store(), settings_.organisation));
  const std::vector<std::string> keys = TRY(vault.public_keys());
  const auto ours = [&](const std::string& note) -> std::optional<evidence::Checkpoint> {
    const Result<evidence::Checkpoint> said = evidence::read_unsigned(note);
    if (!said) return std::nullopt;
    for (const std::string& key : keys)
      if (const auto read = evidence::read_signed(note, {said->origin, key})) return *read;
    return std::nullopt;
  };
  const auto stored = ours(made_.manifest.checkpoint);
  std::string best = made_.manifest.checkpoint;
  std::optional<evidence::Checkpoint> last = stored;
  std::vector<std::string> others{signed_in_backup_};
  if (stood_)
    if (const auto beside = TRY(evidence::read_file(folder_.last_signed(), most_note_bytes)))
      others.push_back(*beside);
  if (!wish_.anchor.empty()) {
    const auto anchor = TRY(evidence::read_file(wish_.anchor, most_note_bytes));
    if (!anchor || !ours(*anchor))
      return fail(Errc::forbidden, "backup.wrong_anchor", {{"file", wish_.anchor}});
    others.push_back(*anchor);
  }
  for (const std::string& other : others) {
    const auto candidate = ours(other);
    // Of another log: one that was begun later. Of the same: the longer one.
    if (!candidate || (last && candidate->origin == last->origin && candidate->size <= last->size))
      continue;
    best = other;
    last = candidate;
  }
  if (last) made_.last_known = evidence::note_text(*last);
  made_.lost_more = last && stored && last->origin != stored->origin;
  if (last)
    made_.lost_entries =
        static_cast<std::int64_t>(last->size - (stored && !made_.lost_more ? stored->size : 0));
  if (best.empty()) return {};
  return evidence::replace_file(work_.last_signed(), best);
}

Result<void> Restoring::begin_epoch() {
  store::Location location = work_.location(settings_);
  location.beside = true;
  store::Database store = TRY(store::Database::open(location));
  vault::Vault vault =
      TRY(vault::Vault::open(key_path(), work_.key_store(), settings_.organisation));
  std::optional<accounts::Organisation> organisation;
  {
    store::Transaction transaction = TRY(store.begin_installation(sql::Begin::read));
    organisation = TRY(accounts::rows::organisation(transaction, settings_.organisation));
  }
  if (!organisation)
    return fail(Errc::invalid, "backup.unknown_part", {{"table", "accounts_organisation"}});
  evidence::Log log(store, vault, clock_, organisation->id, organisation->name,
                    work_.last_signed());
  evidence::Told told;
  told.use = UseKind::administer;
  told.object = "backup of " + format_instant(made_.manifest.made_at);
  told.reference = "backup.restored";
  told.details = {{"system_user", wish_.system_user},
                  {"lost_entries", std::to_string(made_.lost_entries)},
                  {"without_keys", made_.without_keys ? "yes" : "no"}};
  TRY(log.begin_epoch_after_restore(std::move(told)));
  TRY(log.sequence());
  made_.epoch = evidence::write_verifier_key(TRY(log.verifier_key()));
  const evidence::Verdict verdict = TRY(log.verify(
      [&](std::uint64_t done, std::uint64_t all) { progress_.tell("log entries", done, all); }));
  if (!verdict.sound) return fail(verdict.faults.front());
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
  look_back();
  TRY(settle());
  TRY(make_store());
  TRY(make_keys());
  TRY(choose_checkpoint());
  TRY(begin_epoch());
  TRY(gather(work_));
  unlink((work_.last_signed() + ".lock").c_str());
  TRY(work_.prepare(settings_));
  TRY(work_.finish());
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
