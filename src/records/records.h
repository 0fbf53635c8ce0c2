#pragma once
// The record engine. A slice declares a kind of record in YAML (kind.h); here is what every kind
// gets of it: storage, checks, numbers, states, history, lists, search, links from both ends,
// changes of many records at once and their undoing.
//
// A record is never overwritten: each change adds a version that says what the record was from then
// on, and nothing takes versions away. What several records became at once is one change.

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/accounts.h"
#include "accounts/visit.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/result.h"
#include "records/kind.h"
#include "records/value.h"

namespace ombud::records {

using RecordId = Id<struct RecordTag>;
using ChangeId = Id<struct ChangeTag>;
using AttachmentId = Id<struct AttachmentTag>;

struct Record {
  RecordId id;
  std::string kind;
  std::string number;  // "B-0012"
  int version = 0;     // Counts from 1.
  std::string title;
  std::string state;
  std::optional<AccountId> owner;  // Who keeps it right, and is reminded.
  bool archived = false;           // Out of the lists, still there.
  std::optional<Day> review_on;
  Instant made_at;
  Instant changed_at;
  AccountId changed_by;
  Row row;
  std::vector<std::string> documents;  // Kind::documents that are attached, after note_documents().
};

/// A slice's own check of a record beyond its declaration; what it finds keeps the record from
/// being saved in a state after the first.
using OwnCheck = std::function<Result<std::vector<Fault>>(accounts::Office&, const Record&)>;

/// A declaration as its slice hands it in.
struct Declared {
  std::string_view file;  // "processing/kinds/activity.yaml"
  std::string_view yaml;
};

/// All kinds that there are for an organisation. Copies share what they hold, which stays where it
/// is as long as there is one of them.
class Kinds {
 public:
  /// Errors of read_kind(); Errc::invalid "records.kind_twice" {kind}, "records.series_twice"
  /// {series}, "base.yaml_points_nowhere" where a link leads to no kind.
  static Result<Kinds> of(std::span<const Declared> declared);

  /// Errc::invalid "records.no_such_kind" {kind}.
  Result<const Kind*> find(std::string_view name) const;

  const std::vector<Kind>& all() const { return *kinds_; }

  void check_with(std::string_view kind, OwnCheck check);
  const OwnCheck* own_check(std::string_view kind) const;

  /// These, with fields that an organisation has added, by kind (own_fields.h).
  Kinds with(const std::vector<std::pair<std::string, Field>>& added, std::string known_by) const;

  /// What tells one set of added fields from another; empty where there are none.
  const std::string& added() const { return added_; }

 private:
  std::shared_ptr<const std::vector<Kind>> kinds_ = std::make_shared<std::vector<Kind>>();
  std::vector<std::pair<std::string, OwnCheck>> checks_;
  std::string added_;
};

/// What came of a wish to write.
struct Saved {
  std::optional<Record> record;  // Nothing where something is wrong: then nothing was written.
  std::vector<Fault> faults;
};

struct Draft {
  Row row;
  std::optional<AccountId> owner = {};  // Nothing: whoever makes it; of an edit, as it is.
  std::string reason = {};              // Stands in the history; may be empty.
};

// Errors of all that follows: Errc::forbidden "accounts.not_permitted" where the actor lacks the
// permission of the kind's room ("processing.read", "processing.edit"), logged before it is
// answered; Errc::not_found "records.unknown" {number}; errors of the store.

Result<Saved> create(accounts::Office& office, const Kinds& kinds, std::string_view kind,
                     Draft draft);
/// The whole row anew; what is the same writes nothing. Errc::conflict "records.changed_meanwhile"
/// {number, version} unless `version` is the last one, "records.closed" {number} where its state or
/// the archive takes no edits.
Result<Saved> edit(accounts::Office& office, const Kinds& kinds, const RecordId& id, int version,
                   Draft draft);
/// A new record with the same values, in its first state, called "Copy of …" in that language.
Result<Saved> duplicate(accounts::Office& office, const Kinds& kinds, const RecordId& id,
                        Language language);
/// To another state. Errc::invalid "records.no_such_move" {move}; Errc::conflict
/// "records.not_from_here" {move}, "records.changed_meanwhile".
Result<Saved> move(accounts::Office& office, const Kinds& kinds, const RecordId& id, int version,
                   std::string_view move, const std::string& reason);
/// Errc::invalid "records.no_reason".
Result<Saved> archive(accounts::Office& office, const Kinds& kinds, const RecordId& id, int version,
                      bool archived, const std::string& reason);

/// Looked through, with what was found; the next review is set: on that day, or after the kind's
/// interval. Errc::invalid "records.no_reason", "records.review_past" {day}: not after today;
/// Errc::conflict "records.never_reviewed" {kind} where neither says when, "records.closed",
/// "records.changed_meanwhile".
Result<Saved> review(accounts::Office& office, const Kinds& kinds, const RecordId& id, int version,
                     const std::string& note, std::optional<Day> next_on = {});

/// Errc::forbidden "records.not_yours" {number} where he may read it and his role for editing is
/// not for it.
Result<void> is_his(accounts::Office& office, const Kinds& kinds, store::Transaction& transaction,
                    const Record& record, std::string_view verb = "edit");

/// What whoever acts may do with a record that he reads, by his roles and whom they are for. What
/// its state takes is not in it.
struct Allowance {
  bool edit = false;
  std::vector<std::string> moves;  // By name; none where he may not edit.
};

Result<Allowance> allowance(accounts::Office& office, const Kinds& kinds, const Record& record);

Result<Record> find(accounts::Office& office, const Kinds& kinds, const RecordId& id);
/// By its number, "B-0012".
Result<Record> find(accounts::Office& office, const Kinds& kinds, std::string_view kind,
                    std::string_view number);

struct Wanted {
  std::string kind;
  std::string search;               // Words, all of them; the last one may be unfinished.
  std::vector<std::string> states;  // Empty: all.
  /// Of listed fields, links and accounts: one of the words, each field.
  std::vector<std::pair<std::string, std::vector<std::string>>> values;
  bool archived = false;
  std::optional<AccountId> owner;
  enum class Order : std::uint8_t { number, title, changed, field } order = Order::number;
  std::string by;  // The field; of Order::field.
  bool descending = false;
  std::vector<std::string> after;  // Page::next of the page before.
  std::size_t limit = 50;
};

inline constexpr std::int64_t counted_at_most = 10'000;

struct Page {
  std::vector<Record> records;
  std::int64_t count = 0;         // Of all pages, up to `counted_at_most`.
  std::vector<std::string> next;  // Empty: this was the last page.
};

/// Errc::invalid "records.not_listed" {field}, "records.bad_cursor".
Result<Page> list(accounts::Office& office, const Kinds& kinds, const Wanted& wanted);

/// Of one record, the last first.
struct Version {
  int version = 0;
  ChangeId change;
  std::string
      what;  // "created", "edited", "moved", "archived", "brought_back", "reviewed", "undone", …
  std::string reason;
  Instant at;
  AccountId by;
  Record record;                    // As it was from then on.
  std::vector<std::string> fields;  // In which it differs from the version before.
};

Result<std::vector<Version>> history(accounts::Office& office, const Kinds& kinds,
                                     const RecordId& id);
/// What a record was at a moment. Errc::not_found "records.not_yet" {number}: it was not there.
Result<Record> as_of(accounts::Office& office, const Kinds& kinds, const RecordId& id, Instant at);
/// All that were there at a moment and not archived, by number, one after the other.
Result<void> each_as_of(accounts::Office& office, const Kinds& kinds, std::string_view kind,
                        Instant at, const std::function<Result<void>(const Record&)>& take);

/// Several by their ids, whatever their kinds, as they are or were at a moment; archived ones too.
/// Those that were not there then, or whose kind the actor may not read, are not among them.
Result<std::vector<Record>> find_several(accounts::Office& office, const Kinds& kinds,
                                         const std::vector<std::string>& ids,
                                         std::optional<Instant> at = {});

/// Narrows what another room asks of its own tables to what is about records that the actor may
/// read: " and (column is null or column in (…))", nothing where he may read all.
Result<void> narrow_to_readable(accounts::Office& office, const Kinds& kinds,
                                store::Transaction& transaction, sql::Statement& select,
                                sql::Literal column);

/// The records that a row leads to, by id, each once.
std::vector<std::string> links_in(const Kind& kind, const Row& row);

/// "T-0001 Ask the bureau": what is still to be done about it, the earliest first. Errors of
/// find().
Result<std::vector<std::string>> open_tasks(accounts::Office&, const Kinds&, const RecordId&);

/// Who leads here, of any kind that the actor may read.
struct Linked {
  RecordId id;
  std::string kind, number, title, state;
  std::string field;  // "matrix.system"
};

Result<std::vector<Linked>> linked(accounts::Office& office, const Kinds& kinds,
                                   const RecordId& id);

/// All that a list shows, whatever its pages, each with its version, by number: for edit_many().
/// Errors of list(); Errc::invalid "records.too_many" {most} beyond 10,000.
Result<std::vector<std::pair<RecordId, int>>> matching(accounts::Office& office, const Kinds& kinds,
                                                       const Wanted& wanted);

/// Several at once, each with the version that whoever asks has seen.
struct Patch {
  std::vector<std::pair<RecordId, int>> records;
  Row set;                         // These fields get these values.
  std::vector<std::string> clear;  // These are emptied.
  std::optional<AccountId> owner;
  std::string reason;
};

/// All or none: Errc::invalid "records.no_reason", "records.too_many" {most}, of what is to be
/// emptied "records.no_such_field"; Errc::conflict as of edit(), naming the first that does not
/// fit. `changed` counts those that were not so already.
struct Many {
  std::optional<ChangeId> change;  // Nothing where nothing was to be changed.
  std::int64_t changed = 0;
  std::vector<std::pair<std::string, Fault>> faults;  // By number; not empty: nothing was written.
};

Result<Many> edit_many(accounts::Office& office, const Kinds& kinds, std::string_view kind,
                       const Patch& patch);

/// What came of moving many.
struct Moved {
  std::optional<ChangeId> change;                             // Nothing where none could be moved.
  std::vector<Record> records;                                // That were moved, by number.
  std::vector<std::pair<RecordId, std::vector<Fault>>> left;  // What keeps the others.
};

/// Those that may be moved, as one change; others stay as they are: put away, of another kind, not
/// in a state from which it goes. Errors of move() and edit_many().
Result<Moved> move_many(accounts::Office& office, const Kinds& kinds, std::string_view kind,
                        const std::vector<RecordId>& ids, std::string_view move,
                        const std::string& reason);
/// What belongs together, of several kinds, as one change: all or none. A record without a version
/// is new; it may have an id already, by which others among them lead to it, and a state (who may
/// bring a record into it is for the caller to ask). Any other gets its row, owner and being
/// archived anew. `event` is "records.WORD", as the history says it. Faults are by title. Errors as
/// of edit_many().
Result<Many> write_together(accounts::Office& office, const Kinds& kinds,
                            std::vector<Record> records, const std::string& event,
                            const std::string& reason);
/// Gives all records of a change what they had before it, as a change of its own. Errc::not_found
/// "records.no_such_change"; Errc::conflict "records.already_undone", "records.changed_since"
/// {number} where one of them was changed after it. What the change made is archived.
Result<Many> undo(accounts::Office& office, const Kinds& kinds, const ChangeId& change,
                  const std::string& reason);

/// A file attached to a record. What was removed leaves its place; its bytes are gone.
struct Attachment {
  AttachmentId id;
  RecordId record;
  std::string name;  // Of the file, as people see it; never a path.
  std::string what;  // Of Kind::documents; empty: another.
  std::string type;  // "PDF": what its content is.
  std::int64_t bytes = 0;
  std::string sha256;  // In hexadecimal.
  Instant at;
  AccountId by;

  struct Removed {
    Instant at;
    AccountId by;
    std::string reason;
  };

  std::optional<Removed> removed;
};

/// "application/pdf".
std::string media_type_of(const Attachment& attachment);
/// Of records that whoever asks has got from the functions above; nobody is asked again whether he
/// may read them. Oldest first: those that stood at a moment, or all, removed ones among them.
Result<std::vector<Attachment>> attachments(accounts::Office& office,
                                            const std::vector<std::string>& records,
                                            std::optional<Instant> at = {});

/// Puts into each of these which documents are attached to it now, or were at a moment.
Result<void> note_documents(accounts::Office& office, const std::vector<Record*>& records,
                            std::optional<Instant> at = {});

struct OpenedAttachment {
  Attachment attachment;
  std::string bytes;
};

/// All of its bytes, which are those that were attached; the caller tells the log. Errors of
/// find(); Errc::not_found "records.no_such_attachment", "records.attachment_gone" {name}: its file
/// is not there; Errc::conflict "records.attachment_removed" {name}, "records.attachment_damaged"
/// {name}.
Result<OpenedAttachment> open_attachment(accounts::Office& office, const Kinds& kinds,
                                         const RecordId& record, const AttachmentId& id);
/// How many that stand have no file, as after a restore that left it out.
Result<std::int64_t> attachments_without_file(accounts::Office& office);
/// Files that a crash has left and that no record names any more; how many.
Result<std::int64_t> sweep_attachments(accounts::Office& office, bool only_count);

/// What records and accounts are called, by their ids.
struct Called {
  std::string kind;  // Empty: an account.
  std::string number;
  std::string title;
};

using Names = std::map<std::string, Called>;
/// All that these records lead to, their owners and whoever changed them.
Result<Names> names_of(accounts::Office& office, const Kinds& kinds,
                       const std::vector<Record>& records);
/// A value as a person reads it: the label of a choice, the number and title of a link.
std::string shown(const Field& field, const Value& value, const Names& names, Language language);

/// [{"name", "label", "type", …}]: fields as a form asks for them, in one language.
std::string fields_json(const Kinds& kinds, const std::vector<Field>& fields, Language language);
/// The refusal that says of each fault at which field it stands and what to do.
http::Answer refusal(const Kind& kind, const std::vector<Fault>& faults, Language language);

/// All kinds, read when they are first asked for: most commands ask for none.
class KindsOf {
 public:
  explicit KindsOf(std::function<Result<Kinds>()> read);

  /// As the program declares them. Errors of Kinds::of().
  Result<Kinds> declared() const;
  /// With the fields of the office's organisation, as they are now. Errors of the store.
  Result<Kinds> operator()(accounts::Office& office) const;

 private:
  struct Known;
  std::shared_ptr<Known> known_;
};

/// The kinds that the engine itself declares, for every program that has records.
std::span<const Declared> kinds();

/// What waits for each account, for the daily mail: how much of it has which day.
struct Wait {
  AccountId account;
  std::int64_t count = 0;
  Day day;  // Since when, or until when.
};

using Waits = std::vector<Wait>;
/// Comments that name somebody and that he has not seen.
Result<Waits> mentions_waiting(accounts::Office& office);
/// Tasks that are due tomorrow or before.
Result<Waits> tasks_waiting(accounts::Office& office);
/// Records that their owner is to look through within a week, or should have.
Result<Waits> reviews_waiting(accounts::Office& office, const Kinds& kinds);
// For what other rooms count of everybody's, whoever acts: nobody is shown what these two read.
/// Who keeps each of these right, by its id; of what is closed or archived nobody does any more.
Result<std::map<std::string, AccountId>> owners_of(accounts::Office& office, const Kinds& kinds,
                                                   const std::vector<std::string>& ids);
/// All of a kind that are not archived; `yes`: a listed field that says so, or empty.
Result<std::vector<Record>> all_of_kind(accounts::Office& office, const Kinds& kinds,
                                        std::string_view kind, std::string_view yes = {});

/// What another room finds wrong with a record that whoever acts keeps right.
struct ToMend {
  RecordId record;
  Day since;
  std::string what, page;  // In words; where it is seen to, empty: on the record's own page.
};

using ToMendOf = std::function<Result<std::vector<ToMend>>(accounts::Office&, Language)>;

std::vector<cli::Command> commands(accounts::Entrance& entrance, KindsOf kinds,
                                   const ToMendOf& to_mend = {});
/// /api/ROOM/…, for a room that declares kinds.
std::vector<accounts::Route> routes(const std::string& room, KindsOf kinds);
/// /api/records/…: what waits for whoever asks.
std::vector<accounts::Route> own_routes(KindsOf kinds, ToMendOf to_mend = {});
std::span<const store::Migration> migrations();

}  // namespace ombud::records
