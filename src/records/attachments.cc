#include "records/attachments.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "records/attachment_file.h"
#include "records/attachment_type.h"
#include "records/rows.h"
#include "records/sight.h"
#include "records/work.h"

namespace ombud::records {

namespace {

using accounts::Office;
using sql::Statement;
using store::Transaction;

constexpr std::int64_t most_attachments = 200;
constexpr std::size_t ids_at_once = 500;

std::string context_of(const AttachmentId& id) { return "attachment/" + id.text; }

// A row whole: what everybody sees of it, and how its bytes are opened.
struct Kept {
  Attachment attachment;
  std::string file;
  std::string sealed_key;  // Empty where it was removed.
};

Statement select_attachments(const std::string& organisation) {
  Statement select(
      "select id, record_id, name, what, type, bytes, sha256, at, by_id, removed_at, removed_by, "
      "removed_because, file, sealed_key from records_attachment where organisation_id = ");
  select.value(organisation);
  return select;
}

Result<Kept> kept_in(const sql::Row& row) {
  Kept kept{{AttachmentId{store::text_in(row[0])},
             RecordId{store::text_in(row[1])},
             store::text_in(row[2]),
             store::text_in(row[3]),
             store::text_in(row[4]),
             store::integer_in(row[5]),
             store::text_in(row[6]),
             TRY(store::instant_in(row[7])),
             AccountId{store::text_in(row[8])},
             {}},
            store::text_in(row[12]),
            sql::is_null(row[13]) ? std::string() : store::blob_in(row[13])};
  if (!sql::is_null(row[9]))
    kept.attachment.removed =
        Attachment::Removed{TRY(store::instant_in(row[9])), AccountId{store::text_in(row[10])},
                            store::text_in(row[11])};
  return kept;
}

// Of one record, oldest first.
Result<std::vector<Kept>> kept_of(Transaction& transaction, const RecordId& record) {
  Statement select = select_attachments(transaction.organisation().text);
  select.text(" and record_id = ").value(record.text).text(" order by at, id");
  std::vector<Kept> all;
  for (const sql::Row& row : TRY(transaction.all(select))) all.push_back(TRY(kept_in(row)));
  return all;
}

Result<Kept> find_kept(Transaction& transaction, const RecordId& record, const AttachmentId& id) {
  for (Kept& kept : TRY(kept_of(transaction, record)))
    if (kept.attachment.id == id) return std::move(kept);
  return fail(Errc::not_found, "records.no_such_attachment");
}

Failure named(Errc code, std::string key, const std::string& name) {
  return fail(code, std::move(key), {{"name", name}});
}

// The record, where whoever asks may add to it and take from it now.
Result<Record> open_record(Office& office, const Kinds& kinds, const RecordId& id) {
  Record record = TRY(find(office, kinds, id));
  const Kind& kind = *TRY(allowed(office, kinds, record.kind, Verb::edit));
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  TRY(is_his(office, kinds, transaction, record));
  const State* state = kind.state(record.state);
  if (record.archived || (state != nullptr && state->closed))
    return fail(Errc::conflict, "records.closed", {{"number", record.number}});
  return record;
}

Result<void> check_what(const Kind& kind, const std::string& what) {
  if (what.empty() || std::ranges::count(kind.documents, what, &AttachedDocument::name) > 0)
    return {};
  std::string allowed;
  for (const AttachedDocument& one : kind.documents)
    allowed += (allowed.empty() ? "" : ", ") + one.name;
  return fail(Errc::invalid, "records.no_such_document",
              {{"what", replace_broken_utf8(what)}, {"allowed", allowed}});
}

// That there is room for it, and that it is not there yet.
Result<void> check_beside(Transaction& transaction, const Attachment& attachment) {
  std::int64_t count = 0;
  for (const Kept& other : TRY(kept_of(transaction, attachment.record))) {
    if (other.attachment.removed) continue;
    if (other.attachment.sha256 == attachment.sha256)
      return named(Errc::conflict, "records.attachment_twice", other.attachment.name);
    ++count;
  }
  if (count < most_attachments) return {};
  return fail(Errc::invalid, "records.attachments_many",
              {{"most", std::to_string(most_attachments)}});
}

evidence::Told told_of(const Office& office, std::string event, const Record& record,
                       const Attachment& attachment) {
  evidence::Told told = told_about(office, std::move(event), record);
  // What a file is called often says whom it is about.
  told.details = {{"attachment", attachment.id.text},
                  {"type", attachment.type},
                  {"bytes", std::to_string(attachment.bytes)}};
  if (!attachment.what.empty()) told.details.emplace_back("what", attachment.what);
  told.commitments.emplace_back("content", attachment.sha256);
  return told;
}

Result<void> insert(Office& office, Transaction& transaction, const Attachment& made,
                    const NewFile& file) {
  const std::string sealed =
      office.vault.seal(vault::Purpose::extract, context_of(made.id), file.key());
  return transaction.execute_exactly(
      1,
      "insert into records_attachment (organisation_id, id, record_id, name, what, type, bytes, "
      "sha256, file, sealed_key, at, by_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {transaction.organisation().text, made.id.text, made.record.text, made.name, made.what,
       made.type, made.bytes, made.sha256, file.name(), sql::Blob{sealed},
       store::of_instant(made.at), made.by.text});
}

// Every fault of the file itself is one sentence: the bytes are not those that were attached.
Failure in_short(const Error& error, const std::string& name) {
  if (error.key == "vault.no_sealed_file")
    return named(Errc::not_found, "records.attachment_gone", name);
  if (error.code == Errc::invalid || error.key == "vault.other_key")
    return named(Errc::conflict, "records.attachment_damaged", name);
  return fail(Error(error));
}

// The files that rows name.
Result<std::set<std::string>> named_files(Office& office) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::set<std::string> named;
  for (const sql::Row& row :
       TRY(transaction.all("select file from records_attachment where organisation_id = ? and "
                           "removed_at is null",
                           {transaction.organisation().text})))
    named.insert(store::text_in(row[0]));
  return named;
}

}  // namespace

std::vector<std::string> lacking(const Kind& kind, const Row& row,
                                 const std::vector<Attachment>& all) {
  std::vector<std::string> names;
  for (const AttachedDocument& document : kind.documents) {
    const bool there = std::ranges::any_of(
        all, [&](const Attachment& one) { return one.what == document.name && !one.removed; });
    if (document.expected && !there && is_asked(document, row)) names.push_back(document.name);
  }
  return names;
}

Result<Attachment> attach(Office& office, const Kinds& kinds, const RecordId& id,
                          const NewAttachment& wish) {
  const Record record = TRY(open_record(office, kinds, id));
  TRY(check_what(*TRY(kinds.find(record.kind)), wish.what));
  Attachment made;
  made.name = TRY(attachment_name(wish.name));
  const std::int64_t most = TRY(attachment_limit(office));
  made.bytes = std::ssize(wish.bytes);
  if (made.bytes > most << 20)
    return fail(Errc::invalid, "records.attachment_too_large",
                {{"name", made.name}, {"most", std::to_string(most)}});
  made.id = new_id<AttachmentId>(office.clock);
  made.record = id;
  made.what = wish.what;
  made.type = std::string(TRY(type_of(wish.bytes, made.name))->name);
  made.sha256 = to_hex(vault::sha256(wish.bytes));
  made.at = office.clock.now();
  made.by = office.actor.account;
  {
    // Before a file is written for nothing.
    Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
    TRY(check_beside(transaction, made));
  }
  NewFile file = TRY(NewFile::write(office, wish.bytes));
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(check_beside(transaction, made));
  TRY(insert(office, transaction, made, file));
  TRY(office.log.append(transaction, told_of(office, "records.attached", record, made)));
  // Whether a commit that fails has happened may be unknown: what no row names is swept.
  file.keep();
  TRY(transaction.commit());
  return made;
}

Result<Attachment> detach(Office& office, const Kinds& kinds, const RecordId& id,
                          const AttachmentId& attachment, const std::string& reason) {
  const Record record = TRY(open_record(office, kinds, id));
  const std::string why = trim(reason);
  if (why.empty()) return fail(Errc::invalid, "records.no_reason");
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  Kept kept = TRY(find_kept(transaction, id, attachment));
  if (kept.attachment.removed)
    return named(Errc::conflict, "records.attachment_removed", kept.attachment.name);
  kept.attachment.removed = Attachment::Removed{office.clock.now(), office.actor.account, why};
  TRY(transaction.execute_exactly(
      1,
      "update records_attachment set sealed_key = null, removed_at = ?, removed_by = ?, "
      "removed_because = ? where organisation_id = ? and id = ? and removed_at is null",
      {store::of_instant(kept.attachment.removed->at), office.actor.account.text, why,
       transaction.organisation().text, attachment.text}));
  evidence::Told told = told_of(office, "records.detached", record, kept.attachment);
  told.reference = why;
  TRY(office.log.append(transaction, told));
  TRY(transaction.commit());
  remove_file(office, kept.file);
  return kept.attachment;
}

Result<std::vector<Attachment>> attachments(Office& office, const std::vector<std::string>& records,
                                            std::optional<Instant> at) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::vector<Attachment> all;
  for (std::size_t from = 0; from < records.size(); from += ids_at_once) {
    const auto begin = records.begin() + static_cast<std::ptrdiff_t>(from);
    const std::vector<sql::Value> some(
        begin, begin + static_cast<std::ptrdiff_t>(std::min(ids_at_once, records.size() - from)));
    Statement select = select_attachments(transaction.organisation().text);
    select.text(" and record_id in (").values(some).text(")");
    if (at) {
      select.text(" and at <= ").value(store::of_instant(*at));
      select.text(" and (removed_at is null or removed_at > ").value(store::of_instant(*at));
      select.text(")");
    }
    select.text(" order by at, id");
    for (const sql::Row& row : TRY(transaction.all(select)))
      all.push_back(TRY(kept_in(row)).attachment);
  }
  return all;
}

Result<void> note_documents(Office& office, const std::vector<Record*>& records,
                            std::optional<Instant> at) {
  std::map<std::string, Record*> by_id;
  std::vector<std::string> ids;
  for (Record* record : records)
    if (by_id.emplace(record->id.text, record).second) ids.push_back(record->id.text);
  for (const Attachment& one : TRY(attachments(office, ids, at))) {
    std::vector<std::string>& documents = by_id.at(one.record.text)->documents;
    // Of a moment only those come that stood then, whatever became of them.
    const bool stood = at || !one.removed;
    if (stood && !one.what.empty() && std::ranges::count(documents, one.what) == 0)
      documents.push_back(one.what);
  }
  return {};
}

Result<OpenedAttachment> open_attachment(Office& office, const Kinds& kinds, const RecordId& record,
                                         const AttachmentId& id) {
  TRY(find(office, kinds, record));
  Kept kept;
  {
    Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
    kept = TRY(find_kept(transaction, record, id));
  }
  const std::string& name = kept.attachment.name;
  if (kept.attachment.removed) return named(Errc::conflict, "records.attachment_removed", name);
  const Result<Secret> key =
      office.vault.open(vault::Purpose::extract, context_of(id), kept.sealed_key);
  if (!key) return in_short(key.error(), name);
  Result<std::string> bytes =
      read_file(office, kept.file, key->reveal(), static_cast<std::size_t>(kept.attachment.bytes));
  if (!bytes) return in_short(bytes.error(), name);
  if (to_hex(vault::sha256(*bytes)) != kept.attachment.sha256)
    return named(Errc::conflict, "records.attachment_damaged", name);
  return OpenedAttachment{std::move(kept.attachment), std::move(*bytes)};
}

evidence::Told told_of_saving(const Office& office, const Record& record,
                              const Attachment& attachment) {
  evidence::Told told = told_of(office, "records.attachment_saved", record, attachment);
  told.use = UseKind::export_data;
  told.criterion = "attachment " + attachment.id.text;
  // It is taken out for what the record is kept for.
  told.reference = record.number;
  return told;
}

std::string media_type_of(const Attachment& attachment) {
  const FileType* type = attachment_type(attachment.type);
  return std::string(type == nullptr ? "application/octet-stream" : type->media_type);
}

Result<std::int64_t> attachments_without_file(Office& office) {
  return count_missing(office, TRY(named_files(office)));
}

Result<std::int64_t> sweep_attachments(Office& office, bool only_count) {
  return sweep_files(office, TRY(named_files(office)), only_count);
}

Result<std::int64_t> attachment_limit(Office& office) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const std::optional<sql::Row> row = TRY(
      transaction.one("select mebibytes from records_attachment_limit where organisation_id = ?",
                      {transaction.organisation().text}));
  return row ? store::integer_in((*row)[0]) : usual_mebibytes;
}

Result<void> limit_attachments(Office& office, std::int64_t mebibytes, const std::string& reason) {
  if (trim(reason).empty()) return fail(Errc::invalid, "records.no_reason");
  if (mebibytes < least_mebibytes || mebibytes > most_mebibytes)
    return fail(
        Errc::invalid, "records.attachment_limit_bounds",
        {{"least", std::to_string(least_mebibytes)}, {"most", std::to_string(most_mebibytes)}});
  const std::int64_t before = TRY(attachment_limit(office));
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(transaction.execute("delete from records_attachment_limit where organisation_id = ?",
                          {transaction.organisation().text}));
  TRY(transaction.execute_exactly(
      1,
      "insert into records_attachment_limit (organisation_id, mebibytes, set_at, set_by) "
      "values (?, ?, ?, ?)",
      {transaction.organisation().text, mebibytes, store::of_instant(office.clock.now()),
       office.actor.account.text}));
  evidence::Told told;
  told.event = "records.attachments_limited";
  told.use = UseKind::administer;
  told.account = office.actor.account;
  told.reference = trim(reason);
  told.object = "attachments";
  told.details = {{"before", std::to_string(before)}, {"mebibytes", std::to_string(mebibytes)}};
  TRY(office.log.append(transaction, told));
  return transaction.commit();
}

nlohmann::ordered_json as_json(const Attachment& attachment, const Names& names) {
  nlohmann::ordered_json removed;
  if (attachment.removed)
    removed = {{"at", format_instant(attachment.removed->at)},
               {"by", name_of(attachment.removed->by, names)},
               {"reason", attachment.removed->reason}};
  return {{"id", attachment.id.text},
          {"name", attachment.name},
          {"what", attachment.what},
          {"type", attachment.type},
          {"media_type", media_type_of(attachment)},
          {"bytes", attachment.bytes},
          {"sha256", attachment.sha256},
          {"at", format_instant(attachment.at)},
          {"by", name_of(attachment.by, names)},
          {"removed", std::move(removed)}};
}

}  // namespace ombud::records
