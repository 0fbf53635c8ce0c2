#include "base/text.h"
#include "evidence/books.h"
#include "evidence/entry.h"
#include "evidence/folder.h"
#include "evidence/log_check.h"

namespace ombud::evidence {

namespace {

constexpr std::int64_t batch_entries = 1024;  // Bounds a transaction's time and memory.
constexpr int most_tries = 5;

// Two machines on one PostgreSQL may meet; one of them starts over.
bool met_another(const Error& error) {
  return error.key == "sql.serialization" || error.key == "sql.constraint" ||
         error.key == "store.changed_meanwhile";
}

Result<rows::Epoch> first_epoch(Books& books, store::Transaction& transaction, std::int64_t number,
                                const std::string& previous, const std::string& public_key) {
  rows::Epoch epoch{number, new_origin(books.organisation_name, number), 0, {}, previous};
  const Checkpoint empty{epoch.origin, 0, empty_root()};
  epoch.note = write_signed(empty, {epoch.origin, public_key},
                            TRY(books.vault.sign_as(public_key, note_text(empty))));
  TRY(rows::add_epoch(transaction, epoch, books.clock.now()));
  return epoch;
}

// The epoch that may grow, once the store has been held against the file beside it.
Result<rows::Epoch> growing_epoch(Books& books, store::Transaction& transaction) {
  const std::optional<rows::Epoch> last =
      TRY(rows::lock_last_epoch(transaction, books.store.engine()));
  const std::optional<Checkpoint> handed_out = TRY(last_signed(books));
  if (last && !handed_out) return fail(Errc::conflict, "evidence.last_signed_missing");
  if (handed_out && !TRY(continues(transaction, *handed_out)))
    return fail(Errc::conflict, "evidence.rolled_back",
                {{"signed", std::to_string(handed_out->size)},
                 {"found", std::to_string(last ? last->size : 0)}});
  if (last) return *last;
  rows::Epoch epoch = TRY(first_epoch(books, transaction, 1, "", books.vault.signing_public_key()));
  // Written before the commit, so that a store with an epoch never lacks its file.
  if (!handed_out) TRY(write_last_signed(books, epoch.note));
  return epoch;
}

// One transaction; nothing where more may wait. The file's lock is held.
Result<std::optional<std::string>> sequence_batch(Books& books) {
  store::Transaction transaction = TRY(books.store.begin(books.organisation));
  const rows::Epoch epoch = TRY(growing_epoch(books, transaction));
  const std::vector<rows::EntryRow> waiting =
      TRY(rows::place_waiting(transaction, epoch, batch_entries));
  std::string note = epoch.note;
  if (!waiting.empty()) {
    Growth growth = TRY(Growth::of(books, transaction, epoch));
    for (const rows::EntryRow& row : waiting) TRY(growth.add(row.entry));
    note = TRY(growth.sign());
  }
  TRY(transaction.commit());
  // Also where nothing waited: a run that was cut off here left the file behind.
  const Result<std::optional<std::string>> written = read_file(books.last_signed_file, note.size());
  if (!written || *written != note) TRY(write_last_signed(books, note));
  if (std::ssize(waiting) == batch_entries) return std::optional<std::string>();
  return std::optional(note);
}

Result<std::string> sequence_locked(Books& books) {
  for (int tries = 0;;) {
    Result<std::optional<std::string>> note = sequence_batch(books);
    if (note && *note) return **note;
    if (!note && (!met_another(note.error()) || ++tries == most_tries)) return fail(note.error());
  }
}

// An epoch, the last one where none is named, with a checkpoint that may be handed out.
Result<rows::Epoch> settled_epoch(Books& books, std::optional<std::int64_t> number) {
  const FileLock lock = TRY(books.lock());
  TRY(sequence_locked(books));
  store::Transaction transaction = TRY(books.store.begin(books.organisation, sql::Begin::read));
  std::optional<rows::Epoch> found;
  for (rows::Epoch& epoch : TRY(rows::epochs(transaction)))
    if (!number || epoch.number == *number) found = std::move(epoch);
  if (found) return *std::move(found);
  return fail(Errc::not_found, "evidence.no_epoch",
              {{"epoch", std::to_string(number.value_or(0))}});
}

std::vector<std::pair<std::string, std::string>> named(const std::string& prefix,
                                                       const Checkpoint& checkpoint) {
  return {{prefix + "_origin", checkpoint.origin},
          {prefix + "_size", std::to_string(checkpoint.size)},
          {prefix + "_root", to_hex(checkpoint.root)}};
}

// Which of two checkpoints says more: of one log the larger one, else what was handed out.
const Checkpoint& later(const Checkpoint& handed_out, const Checkpoint& stored) {
  return handed_out.origin == stored.origin && handed_out.size < stored.size ? stored : handed_out;
}

// `look_beside`: what was handed out may be more than the store knows of. The file's lock is held.
Result<void> next_epoch(Books& books, Told told, bool look_beside, const std::string& public_key) {
  store::Transaction transaction = TRY(books.store.begin(books.organisation));
  const std::optional<rows::Epoch> last =
      TRY(rows::lock_last_epoch(transaction, books.store.engine()));
  Checkpoint stored{"", 0, empty_root()};
  if (last) stored = TRY(read_unsigned(last->note));
  const Result<std::optional<Checkpoint>> handed_out = last_signed(books);
  // What was handed out is what others hold; where it is lost, the store's own last word.
  const Checkpoint previous =
      look_beside && handed_out && *handed_out ? later(**handed_out, stored) : stored;

  told.event = "evidence.epoch";
  told.commitments = named("previous", previous);
  if (note_text(previous) != note_text(stored))
    for (auto& pair : named("store", stored)) told.commitments.push_back(std::move(pair));
  rows::EntryRow row = TRY(write_down(books, transaction, told));
  const rows::Epoch epoch = TRY(first_epoch(books, transaction, last ? last->number + 1 : 1,
                                            note_text(previous), public_key));
  Growth growth = TRY(Growth::of(books, transaction, epoch));
  TRY(rows::place(transaction, row.entry, epoch));
  TRY(growth.add(row.entry));
  const std::string note = TRY(growth.sign());
  TRY(transaction.commit());
  return write_last_signed(books, note);
}

// Whether the last epoch is one of this key.
Result<bool> is_signed_with(Books& books, const std::string& public_key) {
  store::Transaction transaction = TRY(books.store.begin(books.organisation, sql::Begin::read));
  const std::vector<rows::Epoch> epochs = TRY(rows::epochs(transaction));
  return !epochs.empty() &&
         read_signed(epochs.back().note, {epochs.back().origin, public_key}).has_value();
}

// The sealed part, where the month's keys still are and nobody changed it.
Result<std::optional<Entry::Sealed>> unsealed(Books& books, const StoredEntry& stored,
                                              const rows::EntryRow& row) {
  const auto is_closed = [](const Error& error) {
    return error.code == Errc::not_found || error.code == Errc::invalid;
  };
  const std::string& id = stored.entry.id.text;
  std::optional<PersonId> person;
  if (!stored.entry.pseudonym.empty()) {
    if (!row.person_sealed) return std::optional<Entry::Sealed>();
    Result<Secret> text =
        books.vault.open_for_month(std::nullopt, stored.month, id + " person", *row.person_sealed);
    if (!text && is_closed(text.error())) return std::optional<Entry::Sealed>();
    if (!text) return fail(text.error());
    person = PersonId{text->reveal()};
  }
  Result<Secret> plain = books.vault.open_for_month(person, stored.month, id, stored.sealed);
  if (!plain && is_closed(plain.error())) return std::optional<Entry::Sealed>();
  if (!plain) return fail(plain.error());
  return std::optional(TRY(read_sealed(plain->reveal())));
}

// As the store has it, with its place.
Result<Entry> entry_in(Books& books, const rows::EntryRow& row, bool open) {
  StoredEntry stored = TRY(read_entry(row.entry.bytes));
  if (open) stored.entry.sealed = TRY(unsealed(books, stored, row));
  stored.entry.position = row.entry.position;
  stored.entry.epoch = row.epoch;
  return std::move(stored.entry);
}

}  // namespace

struct Log::State {
  Books books;
};

Log::Log(store::Database& store, vault::Vault& vault, const Clock& clock,
         OrganisationId organisation, std::string organisation_name, std::string last_signed_file)
    : state_(std::make_unique<State>(
          State{{store, vault, clock, std::move(organisation), std::move(organisation_name),
                 std::move(last_signed_file)}})) {}

Log::Log(Log&&) noexcept = default;
Log::~Log() = default;

Result<EntryId> Log::append(store::Transaction& transaction, const Told& told) {
  return TRY(write_down(state_->books, transaction, told)).entry.id;
}

Result<void> Log::append(store::Transaction& transaction, std::span<const Told* const> told) {
  return write_down_all(state_->books, transaction, told);
}

Result<EntryId> Log::append_now(const Told& told) {
  store::Transaction transaction = TRY(state_->books.store.begin(state_->books.organisation));
  EntryId id = TRY(append(transaction, told));
  TRY(transaction.commit());
  return id;
}

Result<std::string> Log::sequence() {
  const FileLock lock = TRY(state_->books.lock());
  return sequence_locked(state_->books);
}

Result<void> Log::begin_epoch(const AccountId& account, const std::string& reason) {
  Books& books = state_->books;
  if (reason.empty()) return fail(Errc::invalid, "evidence.incomplete", {{"fact", "reason"}});
  const FileLock lock = TRY(books.lock());
  // A sound log takes in what waits before it ends; an unsound one is why somebody is here.
  const Result<std::string> ended = sequence_locked(books);
  if (!ended && ended.error().code != Errc::conflict) return fail(ended.error());
  Told told;
  told.use = UseKind::administer;
  told.account = account;
  told.reference = reason;
  return next_epoch(books, std::move(told), !ended, books.vault.signing_public_key());
}

Result<void> Log::begin_epoch_after_restore(Told told) {
  Books& books = state_->books;
  const FileLock lock = TRY(books.lock());
  return next_epoch(books, std::move(told), true, books.vault.signing_public_key());
}

Result<void> Log::change_key(const AccountId& account, const std::string& reason) {
  Books& books = state_->books;
  if (reason.empty()) return fail(Errc::invalid, "evidence.incomplete", {{"fact", "reason"}});
  const FileLock lock = TRY(books.lock());
  const std::string next = TRY(books.vault.prepare_signing_key());
  Told told;
  told.use = UseKind::administer;
  told.account = account;
  told.reference = reason;
  if (!TRY(is_signed_with(books, next))) {
    // The old key says in its own log which one comes after it: that is how it signs it over.
    told.event = "evidence.next_key";
    told.commitments = {{"next_key", to_hex(next)}};
    {
      store::Transaction transaction = TRY(books.store.begin(books.organisation));
      TRY(write_down(books, transaction, told));
      TRY(transaction.commit());
    }
    TRY(sequence_locked(books));
    told.commitments.clear();
    TRY(next_epoch(books, std::move(told), false, next));
  }
  return books.vault.adopt_signing_key();
}

Result<Proof> Log::prove(const EntryId& entry) {
  Books& books = state_->books;
  // Held to the end: no checkpoint is read here that another process has yet to write to the file.
  const FileLock lock = TRY(books.lock());
  TRY(sequence_locked(books));
  store::Transaction transaction = TRY(books.store.begin(books.organisation, sql::Begin::read));
  if (!is_uuid(entry.text)) return fail(Errc::not_found, "evidence.no_entry");
  const std::optional<rows::EntryRow> row = TRY(rows::entry(transaction, entry));
  if (!row || !row->epoch || !row->entry.position)
    return fail(Errc::not_found, "evidence.no_entry");
  for (const rows::Epoch& epoch : TRY(rows::epochs(transaction))) {
    if (epoch.number != *row->epoch || *row->entry.position >= epoch.size) continue;
    Proof proof{*row->entry.position,
                TRY(inclusion_proof(*row->entry.position, epoch.size,
                                    subtree_of(transaction, epoch.number))),
                epoch.note, row->entry.bytes};
    TRY(check(proof, TRY(books.key_of(epoch.origin,
                                      epoch.note))));  // Nothing that would be refused goes out.
    return proof;
  }
  return fail(Errc::not_found, "evidence.no_entry");
}

Result<std::vector<Entry>> Log::list(const Filter& filter) {
  Books& books = state_->books;
  std::optional<std::string> pseudonym;
  if (filter.person) pseudonym = TRY(books.vault.pseudonym(*filter.person));
  std::vector<rows::EntryRow> found;
  {
    store::Transaction transaction = TRY(books.store.begin(books.organisation, sql::Begin::read));
    found = TRY(rows::entries(transaction, filter, pseudonym));
  }
  std::vector<Entry> entries;
  for (const rows::EntryRow& row : found) entries.push_back(TRY(entry_in(books, row, filter.open)));
  return entries;
}

Result<Entry> Log::entry(const EntryId& id) {
  Books& books = state_->books;
  std::optional<rows::EntryRow> found;
  {
    store::Transaction transaction = TRY(books.store.begin(books.organisation, sql::Begin::read));
    found = TRY(rows::entry(transaction, id));
  }
  if (!found) return fail(Errc::not_found, "evidence.no_entry");
  return entry_in(books, *found, true);
}

Result<std::int64_t> Log::count(Instant begin, Instant end) {
  Books& books = state_->books;
  store::Transaction transaction = TRY(books.store.begin(books.organisation, sql::Begin::read));
  return rows::count(transaction, begin, end);
}

Result<Entry> Log::at(Instant begin, Instant end, std::uint64_t place) {
  Books& books = state_->books;
  std::optional<rows::EntryRow> found;
  {
    store::Transaction transaction = TRY(books.store.begin(books.organisation, sql::Begin::read));
    found = TRY(rows::entry_at(transaction, begin, end, place));
  }
  if (!found) return fail(Errc::not_found, "evidence.no_entry");
  return entry_in(books, *found, true);
}

Result<Verdict> Log::verify(
    const std::function<void(std::uint64_t done, std::uint64_t all)>& progress) {
  return LogCheck(state_->books, progress).run();
}

Result<void> Log::write_to(const std::string& folder, std::optional<std::int64_t> epoch_number) {
  Books& books = state_->books;
  const rows::Epoch asked = TRY(settled_epoch(books, epoch_number));
  const rows::Epoch* epoch = &asked;
  FolderWriter writer = TRY(FolderWriter::create(folder));
  {
    store::Transaction transaction = TRY(books.store.begin(books.organisation, sql::Begin::read));
    for (std::uint64_t done = 0; done < epoch->size; done += tile_width)
      for (const rows::EntryRow& row : TRY(rows::entries(transaction, epoch->number, done,
                                                         std::min(done + tile_width, epoch->size))))
        TRY(writer.add(row.entry.bytes));
  }
  const Checkpoint checkpoint =
      TRY(read_signed(epoch->note, TRY(books.key_of(epoch->origin, epoch->note))));
  if (writer.size() != checkpoint.size || writer.root() != checkpoint.root)
    return fail(Errc::conflict, "evidence.store_changed");
  TRY(writer.finish(epoch->note));
  store::Transaction transaction = TRY(books.store.begin(books.organisation));
  TRY(rows::mark_left(transaction, epoch->number, epoch->size, books.clock.now()));
  return transaction.commit();
}

Result<void> Log::left_house(store::Transaction& transaction, std::string_view note) {
  const Checkpoint left = TRY(read_unsigned(note));
  for (const rows::Epoch& epoch : TRY(rows::epochs(transaction))) {
    if (epoch.origin != left.origin) continue;
    for (const rows::SignedCheckpoint& one :
         TRY(rows::checkpoints(transaction, epoch.number, left.size, 1)))
      if (one.size == left.size && one.note == note)
        TRY(rows::mark_left(transaction, epoch.number, left.size, state_->books.clock.now()));
  }
  return {};
}

Result<std::vector<VerifierKey>> Log::verifier_keys() {
  Books& books = state_->books;
  const auto read = [&]() -> Result<std::vector<rows::Epoch>> {
    store::Transaction transaction = TRY(books.store.begin(books.organisation, sql::Begin::read));
    return rows::epochs(transaction);
  };
  std::vector<rows::Epoch> epochs = TRY(read());
  if (epochs.empty()) {
    TRY(sequence());  // Begins the first.
    epochs = TRY(read());
  }
  std::vector<VerifierKey> keys;
  for (const rows::Epoch& epoch : epochs)
    keys.insert(keys.begin(), TRY(books.key_of(epoch.origin, epoch.note)));
  return keys;
}

Result<VerifierKey> Log::verifier_key() { return TRY(verifier_keys()).front(); }

Result<std::int64_t> Log::shred_before(const std::string& month, const AccountId& account) {
  Books& books = state_->books;
  if (!is_month(month) || month > first_kept_month(books.clock.now()))
    return fail(Errc::invalid, "evidence.bad_month",
                {{"month", month}, {"months", std::to_string(kept_months)}});
  store::Transaction transaction = TRY(books.store.begin(books.organisation));
  TRY(rows::forget_persons_before(transaction, month));
  Told told;
  told.event = "evidence.shredded";
  told.use = UseKind::administer;
  told.account = account;
  told.object = "before " + month;
  TRY(append(transaction, told));
  TRY(transaction.commit());
  // Last: what can't be undone is done once it is written down, and may be asked for again.
  return books.vault.shred_months_before(month);
}

std::string first_kept_month(Instant now) {
  const std::chrono::year_month_day today(std::chrono::floor<std::chrono::days>(now));
  const std::chrono::year_month first =
      today.year() / today.month() - std::chrono::months(kept_months);
  return format_day(Day(first / 1)).substr(0, 7);
}

}  // namespace ombud::evidence
