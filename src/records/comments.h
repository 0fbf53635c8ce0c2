#pragma once
// What people say to each other about a record: plain words, in which "@asa" names somebody, who is
// told of it until he has seen it. Who may read the record may speak and listen.

#include <optional>
#include <string>
#include <vector>

#include "records/records.h"

namespace ombud::records {

using CommentId = Id<struct CommentTag>;

struct Comment {
  CommentId id;
  std::string words;  // Empty where it was withdrawn.
  Instant at;
  AccountId by;

  struct Withdrawn {
    Instant at;
    AccountId by;
    std::string reason;
  };

  std::optional<Withdrawn> withdrawn;
  bool waits = false;  // Whoever asks is named in it and has not seen it.
};

/// Oldest first. Errors of find().
Result<std::vector<Comment>> comments(accounts::Office& office, const Kinds& kinds,
                                      const RecordId& record);
/// What waits for whoever speaks on this record has been seen by it. Errc::invalid
/// "records.comment_empty", "records.comment_long" {most}, "records.controls",
/// "records.may_not_read" {account}: who is named could not read it; "records.too_many" beyond
/// 1,000 of one record.
Result<Comment> comment(accounts::Office& office, const Kinds& kinds, const RecordId& record,
                        const std::string& words);
/// By who wrote it, or who may edit. Its words go; that it was there stays. Errc::not_found
/// "records.no_such_comment"; Errc::conflict "records.comment_withdrawn"; Errc::forbidden
/// "records.not_permitted"; Errc::invalid "records.no_reason".
Result<void> withdraw(accounts::Office& office, const Kinds& kinds, const RecordId& record,
                      const CommentId& id, const std::string& reason);
/// Whoever asks has seen where he is named on this record.
Result<void> see_mentions(accounts::Office& office, const Kinds& kinds, const RecordId& record);

/// A comment that names whoever asks and that he has not seen, oldest first.
struct Mention {
  RecordId record;
  Instant at;
  AccountId by;
};

/// 100 at most.
Result<std::vector<Mention>> unseen_mentions(accounts::Office& office);

/// Who is named in the words, of these; the longest name that fits is meant.
std::vector<AccountId> named_in(const std::string& words,
                                const std::map<AccountId, std::string>& accounts);

}  // namespace ombud::records
