#include "vault/key_store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "sql/refusal.h"
#include "sql/sqlite/sqlite.h"

namespace ombud::vault {

namespace {

// 2 where the keys were rewrapped at least once: a program that does not know of generations
// refuses such a store.
constexpr std::int64_t format = 1;
constexpr std::int64_t format_with_generations = 2;

// Makes the empty file, so that it is ours alone from the first moment on; 0 or errno.
int make_file(const std::string& file) {
  const int made = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (made < 0) return errno;
  ::close(made);
  return 0;
}

}  // namespace

// The store's own faults in the vault's words; the rest (a lock, no right) as it is.
Failure KeyStore::translated(Error error) const {
  if (error.key == "sql.disk_full")
    return fail(Errc::exhausted, "vault.disk_full", {{"file", file_}});
  if (error.key == "sql.unreachable")
    return fail(Errc::unavailable, "vault.can_not_write", {{"file", file_}});
  if (error.code == Errc::invalid || error.key == "sql.damaged" || error.key == "sql.no_such_name")
    return fail(Errc::invalid, "vault.store_damaged", {{"file", file_}});
  return fail(std::move(error));
}

Result<void> KeyStore::change(const std::function<Result<void>()>& work) {
  const auto all = [&]() -> Result<void> {
    sql::Transaction transaction = TRY(sql::Transaction::begin(*connection_, sql::Begin::write));
    ++own_changes_;
    TRY(work());
    return transaction.commit();
  };
  Result<void> done = all();
  if (!done) return translated(std::move(done).error());
  return {};
}

Result<void> KeyStore::connect() {
  Result<std::unique_ptr<sql::Connection>> connection = sql::sqlite::connect(file_, {.own = true});
  if (!connection) return translated(std::move(connection).error());
  connection_ = *std::move(connection);
  return {};
}

Result<KeyStore> KeyStore::create(const std::string& file, const OrganisationId& organisation) {
  const Params params{{"file", file}};
  const int error = make_file(file);
  if (error == EEXIST) return fail(Errc::conflict, "vault.store_exists", params);
  if (error == ENOSPC || error == EDQUOT) return fail(Errc::exhausted, "vault.disk_full", params);
  if (error == ENOENT) return fail(Errc::not_found, "vault.no_folder", params);
  if (error != 0) return fail(Errc::forbidden, "vault.not_writable", params);
  KeyStore store(file);
  TRY(store.connect());
  TRY(store.change([&]() -> Result<void> {
    TRY(store.connection_->execute(sql::Statement(
        "create table key_store (format integer not null, organisation_id text not null, "
        "months_shredded_before text not null) strict")));
    TRY(store.connection_->execute(sql::Statement(
        "create table wrapped_key (kind text not null, person text not null, month text not null, "
        "shredded integer not null, wrapped blob not null, primary key (kind, person, month)) "
        "strict")));
    TRY(store.connection_->execute(
        sql::Statement("insert into key_store values (?, ?, '')", {format, organisation.text})));
    return {};
  }));
  return store;
}

Result<KeyStore> KeyStore::open(const std::string& file, const OrganisationId& organisation) {
  const Params params{{"file", file}};
  struct stat facts{};
  if (stat(file.c_str(), &facts) != 0) return fail(Errc::not_found, "vault.store_missing", params);
  if ((facts.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return fail(Errc::forbidden, "vault.store_open_to_others", params);
  KeyStore store(file);
  TRY(store.connect());
  Result<std::optional<sql::Row>> row =
      store.connection_->one(sql::Statement("select format, organisation_id from key_store"));
  if (!row) return store.translated(std::move(row).error());
  const bool known = *row && ((**row)[0] == sql::Value(format) ||
                              (**row)[0] == sql::Value(format_with_generations));
  if (!known || (**row)[1] != sql::Value(organisation.text))
    return fail(Errc::invalid, "vault.store_damaged", params);
  store.generation_ = TRY(store.generation());
  return store;
}

Result<std::optional<Found>> KeyStore::find(const KeyName& name) {
  Result<std::optional<sql::Row>> row = connection_->one(sql::Statement(
      "select shredded, wrapped from wrapped_key where kind = ? and person = ? and month = ?",
      {name.kind, name.person, name.month}));
  if (!row) return translated(std::move(row).error());
  if (!*row) return std::optional<Found>();
  const auto* wrapped = std::get_if<sql::Blob>(&(**row)[1]);
  if (wrapped == nullptr) return fail(Errc::invalid, "vault.store_damaged", {{"file", file_}});
  return std::optional(Found{(**row)[0] != sql::Value(std::int64_t{0}), wrapped->bytes});
}

Result<void> KeyStore::add(const KeyName& name, const std::string& wrapped) {
  return change([&]() -> Result<void> {
    TRY(connection_->execute(
        sql::Statement("insert into wrapped_key (kind, person, month, shredded, wrapped) "
                       "select ?, ?, ?, 0, ? where (? = '' or "
                       "? >= (select months_shredded_before from key_store)) "
                       "and (select user_version from pragma_user_version) = ? "
                       "on conflict (kind, person, month) do nothing",
                       {name.kind, name.person, name.month, sql::Blob{wrapped}, name.month,
                        name.month, generation_})));
    return {};
  });
}

Result<void> KeyStore::each(const std::function<Result<void>(const KeyName&, const Found&)>& take) {
  Result<void> done = connection_->each(
      sql::Statement("select kind, person, month, shredded, wrapped from wrapped_key "
                     "order by kind, person, month"),
      [&](const sql::Row& row) -> Result<void> {
        const auto text = [&](std::size_t column) {
          const auto* found = std::get_if<std::string>(&row[column]);
          return found == nullptr ? std::string() : *found;
        };
        const auto* wrapped = std::get_if<sql::Blob>(&row[4]);
        if (wrapped == nullptr)
          return fail(Errc::invalid, "vault.store_damaged", {{"file", file_}});
        return take({text(0), text(1), text(2)},
                    {row[3] != sql::Value(std::int64_t{0}), wrapped->bytes});
      });
  if (!done) return translated(std::move(done).error());
  return {};
}

Result<void> KeyStore::fill(const std::vector<std::pair<KeyName, Found>>& keys,
                            const std::string& months_shredded_before) {
  return change([&]() -> Result<void> {
    for (const auto& [name, found] : keys)
      TRY(connection_->execute(
          sql::Statement("insert into wrapped_key (kind, person, month, shredded, wrapped) "
                         "values (?, ?, ?, ?, ?)",
                         {name.kind, name.person, name.month, std::int64_t{found.shredded ? 1 : 0},
                          sql::Blob{found.wrapped}})));
    TRY(connection_->execute(
        sql::Statement("update key_store set months_shredded_before = ?, format = case when exists "
                       "(select 1 from wrapped_key where kind = 'index') then ? else ? end",
                       {months_shredded_before, format_with_generations, format})));
    return {};
  });
}

Result<void> KeyStore::put(const KeyName& name, const std::string& wrapped) {
  return change([&]() -> Result<void> {
    TRY(connection_->execute(sql::Statement(
        "insert into wrapped_key (kind, person, month, shredded, wrapped) values (?, ?, ?, 0, ?) "
        "on conflict (kind, person, month) do update set shredded = 0, wrapped = excluded.wrapped",
        {name.kind, name.person, name.month, sql::Blob{wrapped}})));
    return {};
  });
}

Result<void> KeyStore::remove(const KeyName& name) {
  TRY(change([&]() -> Result<void> {
    TRY(connection_->execute(
        sql::Statement("delete from wrapped_key where kind = ? and person = ? and month = ?",
                       {name.kind, name.person, name.month})));
    return {};
  }));
  return wipe_log();
}

Result<std::int64_t> KeyStore::generation() {
  Result<std::optional<sql::Row>> row =
      connection_->one(sql::Statement("select user_version from pragma_user_version"));
  if (!row) return translated(std::move(row).error());
  const auto* number = *row ? std::get_if<std::int64_t>(&(**row)[0]) : nullptr;
  if (number == nullptr) return fail(Errc::invalid, "vault.store_damaged", {{"file", file_}});
  return *number;
}

Result<KeyStore::Version> KeyStore::version() {
  Result<std::optional<sql::Row>> row = connection_->one(sql::Statement("pragma data_version"));
  if (!row) return translated(std::move(row).error());
  const auto* number = *row ? std::get_if<std::int64_t>(&(**row)[0]) : nullptr;
  if (number == nullptr) return fail(Errc::invalid, "vault.store_damaged", {{"file", file_}});
  return Version{*number, own_changes_};
}

Result<bool> KeyStore::is_outdated() { return TRY(generation()) != generation_; }

Result<std::int64_t> KeyStore::rewrap(
    const std::function<Result<std::string>(const KeyName&, const Found&)>& rewrapped,
    const std::vector<std::pair<KeyName, std::string>>& more) {
  std::int64_t count = 0;
  const auto all = [&]() -> Result<void> {
    // Key by key in their order: an update keeps a key where it is, so the walk meets each once.
    KeyName last;
    for (;;) {
      const std::vector<sql::Row> rows = TRY(connection_->all(
          sql::Statement("select kind, person, month, wrapped from wrapped_key "
                         "where shredded = 0 and (kind, person, month) > (?, ?, ?) "
                         "order by kind, person, month limit 1000",
                         {last.kind, last.person, last.month})));
      for (const sql::Row& row : rows) {
        const auto* wrapped = std::get_if<sql::Blob>(&row[3]);
        if (wrapped == nullptr)
          return fail(Errc::invalid, "vault.store_damaged", {{"file", file_}});
        last = {std::get<std::string>(row[0]), std::get<std::string>(row[1]),
                std::get<std::string>(row[2])};
        const std::string fresh = TRY(rewrapped(last, {false, wrapped->bytes}));
        TRY(connection_->execute(sql::Statement(
            "update wrapped_key set wrapped = ? where kind = ? and person = ? and month = ?",
            {sql::Blob{fresh}, last.kind, last.person, last.month})));
        ++count;
      }
      if (rows.empty()) break;
    }
    for (const auto& [name, wrapped] : more)
      TRY(connection_->execute(
          sql::Statement("insert into wrapped_key (kind, person, month, shredded, wrapped) "
                         "values (?, ?, ?, 0, ?) on conflict (kind, person, month) "
                         "do update set shredded = 0, wrapped = excluded.wrapped",
                         {name.kind, name.person, name.month, sql::Blob{wrapped}})));
    TRY(connection_->execute(
        sql::Statement("update key_store set format = ?", {format_with_generations})));
    return {};
  };
  // A pragma takes no bound value, so each step is a literal; after the last comes the first, which
  // only a process that slept through eight rotations could take for its own.
  const auto next = [&]() -> Result<void> {
    static constexpr sql::Literal steps[] = {"pragma user_version = 1", "pragma user_version = 2",
                                             "pragma user_version = 3", "pragma user_version = 4",
                                             "pragma user_version = 5", "pragma user_version = 6",
                                             "pragma user_version = 7", "pragma user_version = 8"};
    TRY(connection_->execute(
        sql::Statement(steps[static_cast<std::size_t>(generation_) % std::size(steps)])));
    return {};
  };
  TRY(change([&]() -> Result<void> {
    if (TRY(is_outdated())) return fail(Errc::conflict, "vault.rotated_meanwhile");
    TRY(all());
    return next();
  }));
  generation_ = TRY(generation());
  TRY(wipe_log());
  return count;
}

Result<void> KeyStore::shred(const KeyName& name) {
  // The mark has no content: nothing of the old key is in it. It keeps a late writer from making a
  // new key for somebody who was erased.
  TRY(change([&]() -> Result<void> {
    TRY(connection_->execute(sql::Statement(
        "insert into wrapped_key (kind, person, month, shredded, wrapped) values (?, ?, ?, 1, ?) "
        "on conflict (kind, person, month) do update set shredded = 1, wrapped = excluded.wrapped",
        {name.kind, name.person, name.month, sql::Blob{}})));
    return {};
  }));
  return wipe_log();
}

Result<std::int64_t> KeyStore::shred_months_before(const std::string& month) {
  std::int64_t count = 0;
  TRY(change([&]() -> Result<void> {
    count = TRY(connection_->execute(
        sql::Statement("delete from wrapped_key where kind = 'month' and month < ?", {month})));
    TRY(connection_->execute(sql::Statement(
        "update key_store set months_shredded_before = ? where months_shredded_before < ?",
        {month, month})));
    return {};
  }));
  TRY(wipe_log());
  return count;
}

Result<std::string> KeyStore::months_shredded_before() {
  Result<std::optional<sql::Row>> row =
      connection_->one(sql::Statement("select months_shredded_before from key_store"));
  if (!row) return translated(std::move(row).error());
  if (!*row || !std::holds_alternative<std::string>((**row)[0]))
    return fail(Errc::invalid, "vault.store_damaged", {{"file", file_}});
  return std::get<std::string>((**row)[0]);
}

// The write-ahead log still holds pages from before: they are written home (secure_delete has
// overwritten the key there), and VACUUM leaves no page behind that once held it.
Result<void> KeyStore::wipe_log() {
  Result<std::vector<sql::Row>> done =
      connection_->all(sql::Statement("pragma wal_checkpoint(truncate)"));
  if (!done) return translated(std::move(done).error());
  // Who reads for longer than the wait keeps the old pages there, and SQLite calls that no error.
  if (done->empty() || done->front().front() != sql::Value(std::int64_t{0}))
    return sql::refusal::locked();
  return {};
}

}  // namespace ombud::vault
