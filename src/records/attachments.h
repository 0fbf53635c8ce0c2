#pragma once
// Files attached to a record: an agreement that was signed, the proof of a measure, the safeguards
// of a transfer. Who may read the record may read them, who may edit it may attach and remove. What
// was removed leaves its place, who and why; its bytes are gone.

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "records/records.h"
#include "records/view.h"

namespace ombud::records {

inline constexpr std::int64_t usual_mebibytes = 25;
/// What a limit may be: each file lies in memory while it is taken in or given out.
inline constexpr std::int64_t least_mebibytes = 1;
inline constexpr std::int64_t most_mebibytes = 32;

/// Names of the documents that such a record needs, and that are not among these that stand.
std::vector<std::string> lacking(const Kind& kind, const Row& row,
                                 const std::vector<Attachment>& all);

struct NewAttachment {
  std::string name;        // Of the file, as people see it; never a path.
  std::string what;        // Which of the documents that the kind expects; empty: another.
  std::string_view bytes;  // Of the whole file.
};

/// Errors of find() and of type_of(). Errc::forbidden "records.not_permitted"; Errc::conflict
/// "records.closed" {number}, "records.attachment_twice" {name}: the same content is there;
/// Errc::invalid "records.no_such_document" {what, allowed}, "records.attachment_too_large" {name,
/// most}, "records.attachments_many" {most}; Errc::exhausted "records.attachments_full". Makes
/// transactions of its own: in a frame the file would lie there before it is known whether the
/// frame lasts.
Result<Attachment> attach(accounts::Office& office, const Kinds& kinds, const RecordId& record,
                          const NewAttachment& wish);
/// Its bytes go for ever; backups of before have them still. Errors of find(); Errc::forbidden
/// "records.not_permitted"; Errc::not_found "records.no_such_attachment"; Errc::conflict
/// "records.closed" {number}, "records.attachment_removed" {name}; Errc::invalid
/// "records.no_reason". Transactions as of attach().
Result<Attachment> detach(accounts::Office& office, const Kinds& kinds, const RecordId& record,
                          const AttachmentId& id, const std::string& reason);

/// What the log is told before somebody gets the bytes.
evidence::Told told_of_saving(const accounts::Office& office, const Record& record,
                              const Attachment& attachment);

/// In MiB.
Result<std::int64_t> attachment_limit(accounts::Office& office);
/// Of those that are attached from now on. Errc::invalid "records.attachment_limit_bounds" {least,
/// most}, "records.no_reason".
Result<void> limit_attachments(accounts::Office& office, std::int64_t mebibytes,
                               const std::string& reason);

/// {"id", "name", "what", "type", "media_type", "bytes", "sha256", "at", "by", "removed": null or
/// {"at", "by", "reason"}}.
nlohmann::ordered_json as_json(const Attachment& attachment, const Names& names);

}  // namespace ombud::records
