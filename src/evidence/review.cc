#include "evidence/review.h"

#include <algorithm>
#include <set>

#include "base/id.h"
#include "base/text.h"
#include "evidence/json.h"
#include "vault/vault.h"

namespace ombud::evidence {

namespace {

using store::Transaction;

// Of a month without other uses than one's own all would be drawn in vain.
constexpr std::size_t most_drawn = 2'000;

struct Month {
  Instant begin;
  Instant end;
};

// UTC, as the log counts its months.
std::string word_of(std::chrono::year_month month) {
  return format_day(Day(month / std::chrono::day(1))).substr(0, 7);
}

std::chrono::year_month month_at(Instant at) {
  const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(at)};
  return day.year() / day.month();
}

Result<Month> month_of_word(const std::string& word, Instant now) {
  const Failure bad = fail(Errc::invalid, "evidence.bad_review_month", {{"month", word}});
  const Result<Day> first = parse_day(word + "-01");
  if (!first || word.size() != 7) return bad;
  const std::chrono::year_month month = month_at(Instant(*first));
  const Month read{Instant(Day(month / std::chrono::day(1))),
                   Instant(Day((month + std::chrono::months(1)) / std::chrono::day(1)))};
  if (read.end > now || word < first_kept_month(now)) return bad;
  return read;
}

Review review_in(const sql::Row& row) {
  Review review;
  review.id = store::text_in(row[0]);
  review.month = store::text_in(row[1]);
  review.made_by = {store::text_in(row[2])};
  review.population = store::integer_in(row[4]);
  return review;
}

Result<Review> counted(Transaction& transaction, const sql::Row& row) {
  Review review = review_in(row);
  review.made_at = TRY(store::instant_in(row[3]));
  if (!sql::is_null(row[5])) review.attested_at = TRY(store::instant_in(row[5]));
  for (const sql::Row& one :
       TRY(transaction.all("select verdict, count(*) from evidence_review_entry "
                           "where organisation_id = ? and review_id = ? group by verdict",
                           {transaction.organisation().text, review.id}))) {
    const std::string verdict = store::optional_text_in(one[0]).value_or("");
    const std::int64_t count = store::integer_in(one[1]);
    review.size += count;
    if (verdict == "in_order") review.in_order = count;
    if (verdict == "to_ask") review.to_ask = count;
  }
  return review;
}

// A number below `below`, each as likely as any other.
std::uint64_t random_below(std::uint64_t below) {
  const std::uint64_t whole = UINT64_MAX - UINT64_MAX % below;
  while (true) {
    std::uint64_t drawn = 0;
    for (const char byte : vault::random_bytes(8))
      drawn = (drawn << 8U) | static_cast<unsigned char>(byte);
    if (drawn < whole) return drawn % below;
  }
}

// What is reviewed is what was done with personal data, refused attempts included.
bool is_reviewed(const Entry& entry, const AccountId& reviewer) {
  if (entry.use == UseKind::sign_in || entry.use == UseKind::administer) return false;
  return entry.sealed && entry.sealed->account != reviewer;
}

Told telling(std::string event, const Review& review, const AccountId& account) {
  Told told;
  told.event = std::move(event);
  told.use = UseKind::administer;
  told.account = account;
  told.reference = "log review " + review.month;
  told.object = "review " + review.month;
  return told;
}

Result<void> may_mark(const Review& review, const AccountId& account) {
  if (review.made_by != account) return fail(Errc::forbidden, "evidence.not_your_review");
  if (review.attested_at)
    return fail(Errc::conflict, "evidence.review_attested", {{"month", review.month}});
  return {};
}

}  // namespace

Result<std::vector<Review>> Reviews::list() {
  Transaction transaction = TRY(store_.begin(organisation_, sql::Begin::read));
  std::vector<Review> all;
  for (const sql::Row& row :
       TRY(transaction.all("select id, month, made_by, made_at, population, attested_at "
                           "from evidence_review where organisation_id = ? order by month desc",
                           {organisation_.text})))
    all.push_back(TRY(counted(transaction, row)));
  return all;
}

Result<std::optional<std::string>> Reviews::next_month() {
  const std::string month = word_of(month_at(clock_.now()) - std::chrono::months(1));
  for (const Review& review : TRY(list()))
    if (review.month == month) return std::optional<std::string>();
  return std::optional(month);
}

Result<Review> Reviews::find(const std::string& id) {
  if (!is_uuid(id)) return fail(Errc::not_found, "evidence.no_review");
  Transaction transaction = TRY(store_.begin(organisation_, sql::Begin::read));
  const auto row = TRY(transaction.one(
      "select id, month, made_by, made_at, population, attested_at from evidence_review "
      "where organisation_id = ? and id = ?",
      {organisation_.text, id}));
  if (!row) return fail(Errc::not_found, "evidence.no_review");
  return counted(transaction, *row);
}

Result<Review> Reviews::draw(const std::string& month, const AccountId& account) {
  const Instant now = clock_.now();
  const Month of = TRY(month_of_word(month, now));
  for (const Review& drawn : TRY(list()))
    if (drawn.month == month)
      return fail(Errc::conflict, "evidence.review_drawn", {{"month", month}});
  Review review{uuid_random(), month, account, now, TRY(log_.count(of.begin, of.end))};
  std::set<std::uint64_t> places;
  std::vector<EntryId> sample;
  const auto population = static_cast<std::uint64_t>(review.population);
  while (sample.size() < reviewed_entries && places.size() < population &&
         places.size() < most_drawn) {
    const std::uint64_t place = random_below(population);
    if (!places.insert(place).second) continue;
    const Entry entry = TRY(log_.at(of.begin, of.end, place));
    if (is_reviewed(entry, account)) sample.push_back(entry.id);
  }
  if (sample.empty())
    return fail(Errc::not_found, "evidence.nothing_to_review", {{"month", month}});
  Transaction transaction = TRY(store_.begin(organisation_));
  TRY(transaction.execute_exactly(
      1,
      "insert into evidence_review (organisation_id, id, month, made_by, made_at, population) "
      "values (?, ?, ?, ?, ?, ?)",
      {organisation_.text, review.id, month, account.text, store::of_instant(now),
       review.population}));
  for (const EntryId& entry : sample)
    TRY(transaction.execute_exactly(
        1,
        "insert into evidence_review_entry (organisation_id, review_id, ordinal, entry_id) "
        "values (?, ?, ?, ?)",
        {organisation_.text, review.id, ++review.size, entry.text}));
  Told told = telling("evidence.review_drawn", review, account);
  told.details = {{"population", std::to_string(review.population)},
                  {"sample", std::to_string(review.size)}};
  TRY(log_.append(transaction, told));
  TRY(transaction.commit());
  return review;
}

Result<std::vector<Reviewed>> Reviews::entries(const Review& review) {
  std::vector<EntryId> ids;
  std::vector<std::string> verdicts;
  {
    Transaction transaction = TRY(store_.begin(organisation_, sql::Begin::read));
    for (const sql::Row& row :
         TRY(transaction.all("select entry_id, verdict from evidence_review_entry "
                             "where organisation_id = ? and review_id = ? order by ordinal",
                             {organisation_.text, review.id}))) {
      ids.push_back({store::text_in(row[0])});
      verdicts.push_back(store::optional_text_in(row[1]).value_or(""));
    }
  }
  std::vector<Reviewed> all;
  for (std::size_t i = 0; i < ids.size(); ++i)
    all.push_back({TRY(log_.entry(ids[i])), verdicts[i]});
  return all;
}

Result<void> Reviews::mark(const Review& review, const EntryId& entry, const std::string& verdict,
                           const std::string& note, const AccountId& account) {
  TRY(may_mark(review, account));
  if (verdict != "in_order" && verdict != "to_ask")
    return fail(Errc::invalid, "evidence.bad_verdict");
  if (!is_uuid(entry.text)) return fail(Errc::not_found, "evidence.not_in_review");
  Transaction transaction = TRY(store_.begin(organisation_));
  const std::int64_t marked = TRY(transaction.execute(
      "update evidence_review_entry set verdict = ?, marked_at = ? "
      "where organisation_id = ? and review_id = ? and entry_id = ?",
      {verdict, store::of_instant(clock_.now()), organisation_.text, review.id, entry.text}));
  if (marked != 1) return fail(Errc::not_found, "evidence.not_in_review");
  Told told = telling("evidence.entry_reviewed", review, account);
  told.details = {{"entry", entry.text}, {"verdict", verdict}};
  if (!trim(note).empty()) told.details.emplace_back("note", trim(note));
  TRY(log_.append(transaction, told));
  return transaction.commit();
}

Result<void> Reviews::attest(const Review& review, bool not_superior, const AccountId& account) {
  TRY(may_mark(review, account));
  if (!not_superior) return fail(Errc::invalid, "evidence.say_not_superior");
  const std::int64_t left = review.size - review.in_order - review.to_ask;
  if (left > 0)
    return fail(Errc::conflict, "evidence.review_unfinished", {{"left", std::to_string(left)}});
  Transaction transaction = TRY(store_.begin(organisation_));
  Json::Array findings;
  for (const sql::Row& row :
       TRY(transaction.all("select entry_id, verdict from evidence_review_entry "
                           "where organisation_id = ? and review_id = ? order by ordinal",
                           {organisation_.text, review.id})))
    findings.push_back(
        Json::Object{{"entry", store::text_in(row[0])}, {"verdict", store::text_in(row[1])}});
  const Json statement = Json::Object{{"format", "ombud-log-review-1"},
                                      {"month", review.month},
                                      {"population", review.population},
                                      {"findings", std::move(findings)}};
  TRY(transaction.execute_exactly(
      1,
      "update evidence_review set attested_at = ? "
      "where organisation_id = ? and id = ? and attested_at is null",
      {store::of_instant(clock_.now()), organisation_.text, review.id}));
  Told told = telling("evidence.review_attested", review, account);
  told.details = {{"in_order", std::to_string(review.in_order)},
                  {"to_ask", std::to_string(review.to_ask)},
                  {"superior_of_anybody_in_it", "no"}};
  told.commitments = {{"review", to_hex(vault::sha256(written(statement)))}};
  TRY(log_.append(transaction, told));
  return transaction.commit();
}

}  // namespace ombud::evidence
