#include "records/comments.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "records/rows.h"
#include "records/sight.h"
#include "records/work.h"

namespace ombud::records {

namespace {

constexpr std::size_t most_words = 5'000;
constexpr std::int64_t most_comments = 1'000;

bool continues_word(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  const char c = text[at];
  return (c & 0x80) != 0 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

Result<std::string> words_of_comment(const std::string& given) {
  if (!is_utf8(given)) return fail(Errc::invalid, "records.no_utf8");
  std::string words = to_nfc(trim(given));
  if (words.empty()) return fail(Errc::invalid, "records.comment_empty");
  if (words.size() > most_words)
    return fail(Errc::invalid, "records.comment_long", {{"most", std::to_string(most_words)}});
  if (std::ranges::any_of(words,
                          [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; }))
    return fail(Errc::invalid, "records.controls");
  return words;
}

evidence::Told told_of(const accounts::Office& office, std::string event, const Record& record,
                       const Comment& comment) {
  evidence::Told told = told_about(office, std::move(event), record);
  told.details.emplace_back("comment", comment.id.text);
  told.commitments.emplace_back("words", to_hex(vault::sha256(comment.words)));
  return told;
}

Result<Comment> comment_in(const sql::Row& row) {
  Comment comment{CommentId{store::text_in(row[0])},
                  store::text_in(row[1]),
                  TRY(store::instant_in(row[2])),
                  AccountId{store::text_in(row[3])},
                  {},
                  store::boolean_in(row[7])};
  if (!sql::is_null(row[4]))
    comment.withdrawn = Comment::Withdrawn{
        TRY(store::instant_in(row[4])), AccountId{store::text_in(row[5])}, store::text_in(row[6])};
  return comment;
}

Result<std::vector<Comment>> comments_of(accounts::Office& office, store::Transaction& transaction,
                                         const RecordId& record) {
  sql::Statement select(
      "select c.id, c.words, c.at, c.by_id, c.withdrawn_at, c.withdrawn_by, c.withdrawn_because, "
      "exists (select 1 from records_mention m where m.organisation_id = c.organisation_id and "
      "m.comment_id = c.id and m.seen_at is null and m.account_id = ");
  select.value(office.actor.account.text)
      .text(") from records_comment c where c.organisation_id = ");
  select.value(transaction.organisation().text).text(" and c.record_id = ").value(record.text);
  select.text(" order by c.at, c.id");
  std::vector<Comment> all;
  for (const sql::Row& row : TRY(transaction.all(select))) all.push_back(TRY(comment_in(row)));
  return all;
}

Result<void> mark_seen(accounts::Office& office, store::Transaction& transaction,
                       const RecordId& record) {
  TRY(transaction.execute(
      "update records_mention set seen_at = ? where organisation_id = ? and account_id = ? and "
      "seen_at is null and comment_id in (select id from records_comment where organisation_id = ? "
      "and record_id = ?)",
      {store::of_instant(office.clock.now()), transaction.organisation().text,
       office.actor.account.text, transaction.organisation().text, record.text}));
  return {};
}

}  // namespace

std::vector<AccountId> named_in(const std::string& words,
                                const std::map<AccountId, std::string>& accounts) {
  const std::string text = fold(words);
  std::vector<std::pair<std::string, AccountId>> names;
  for (const auto& [id, name] : accounts) names.emplace_back(fold(name), id);
  std::ranges::sort(names, [](const auto& a, const auto& b) {
    return a.first.size() != b.first.size() ? a.first.size() > b.first.size() : a < b;
  });
  std::vector<AccountId> found;
  for (std::size_t at = text.find('@'); at != std::string::npos; at = text.find('@', at + 1)) {
    // "asa@exempel.se" names nobody.
    if (at > 0 && continues_word(text, at - 1)) continue;
    const std::string_view rest = std::string_view(text).substr(at + 1);
    const auto named = std::ranges::find_if(names, [&](const auto& one) {
      return rest.starts_with(one.first) && !continues_word(rest, one.first.size());
    });
    if (named != names.end() && std::ranges::count(found, named->second) == 0)
      found.push_back(named->second);
  }
  return found;
}

Result<std::vector<Comment>> comments(accounts::Office& office, const Kinds& kinds,
                                      const RecordId& id) {
  TRY(find(office, kinds, id));
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  return comments_of(office, transaction, id);
}

Result<Comment> comment(accounts::Office& office, const Kinds& kinds, const RecordId& id,
                        const std::string& given) {
  const Record record = TRY(find(office, kinds, id));
  Comment comment{new_id<CommentId>(office.clock),
                  TRY(words_of_comment(given)),
                  office.clock.now(),
                  office.actor.account,
                  {}};
  std::vector<AccountId> named = named_in(comment.words, TRY(accounts::names(office)));
  std::erase(named, office.actor.account);
  for (const AccountId& account : named) TRY(may_read(office, kinds, account, record));
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::string& organisation = transaction.organisation().text;
  const auto count = TRY(transaction.one(
      "select count(*) from records_comment where organisation_id = ? and record_id = ?",
      {organisation, id.text}));
  if (store::integer_in((*count)[0]) >= most_comments)
    return fail(Errc::invalid, "records.too_many", {{"most", std::to_string(most_comments)}});
  TRY(transaction.execute(
      "insert into records_comment (organisation_id, id, record_id, words, at, by_id) values "
      "(?, ?, ?, ?, ?, ?)",
      {organisation, comment.id.text, id.text, comment.words, store::of_instant(comment.at),
       comment.by.text}));
  TRY(mark_seen(office, transaction, id));
  for (const AccountId& account : named)
    TRY(transaction.execute(
        "insert into records_mention (organisation_id, comment_id, account_id, at) values "
        "(?, ?, ?, ?)",
        {organisation, comment.id.text, account.text, store::of_instant(comment.at)}));
  TRY(office.log.append(transaction, told_of(office, "records.commented", record, comment)));
  TRY(transaction.commit());
  return comment;
}

Result<void> withdraw(accounts::Office& office, const Kinds& kinds, const RecordId& id,
                      const CommentId& comment_id, const std::string& reason) {
  const Record record = TRY(find(office, kinds, id));
  const std::string why = trim(reason);
  if (why.empty()) return fail(Errc::invalid, "records.no_reason");
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::vector<Comment> all = TRY(comments_of(office, transaction, id));
  const auto found = std::ranges::find(all, comment_id, &Comment::id);
  if (found == all.end()) return fail(Errc::not_found, "records.no_such_comment");
  if (found->by != office.actor.account) {
    TRY(allowed(office, kinds, record.kind, Verb::edit));
    TRY(is_his(office, kinds, transaction, record));
  }
  if (found->withdrawn) return fail(Errc::conflict, "records.comment_withdrawn");
  TRY(transaction.execute_exactly(
      1,
      "update records_comment set words = '', withdrawn_at = ?, withdrawn_by = ?, "
      "withdrawn_because = ? where organisation_id = ? and id = ? and withdrawn_at is null",
      {store::of_instant(office.clock.now()), office.actor.account.text, why,
       transaction.organisation().text, comment_id.text}));
  TRY(transaction.execute(
      "delete from records_mention where organisation_id = ? and comment_id = ?",
      {transaction.organisation().text, comment_id.text}));
  evidence::Told told = told_of(office, "records.comment_withdrawn", record, *found);
  told.reference = why;
  TRY(office.log.append(transaction, told));
  return transaction.commit();
}

Result<void> see_mentions(accounts::Office& office, const Kinds& kinds, const RecordId& id) {
  TRY(find(office, kinds, id));
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(mark_seen(office, transaction, id));
  return transaction.commit();
}

Result<std::vector<Mention>> unseen_mentions(accounts::Office& office) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::vector<Mention> all;
  for (const sql::Row& row : TRY(transaction.all(
           "select c.record_id, c.at, c.by_id from records_mention m join records_comment c on "
           "c.organisation_id = m.organisation_id and c.id = m.comment_id where "
           "m.organisation_id = ? and m.account_id = ? and m.seen_at is null "
           "order by m.at, c.id limit 100",
           {transaction.organisation().text, office.actor.account.text})))
    all.push_back({RecordId{store::text_in(row[0])}, TRY(store::instant_in(row[1])),
                   AccountId{store::text_in(row[2])}});
  return all;
}

}  // namespace ombud::records
