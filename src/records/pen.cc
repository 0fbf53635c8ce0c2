#include "records/pen.h"

#include <map>

#include "base/text.h"
#include "records/found_by.h"
#include "records/own_fields.h"
#include "records/rows.h"

namespace ombud::records {

namespace {

using sql::Statement;

constexpr std::size_t records_at_once = 100;
constexpr std::size_t rows_at_once = 1'000;  // Of one statement.

sql::Value id_or_null(const auto& id) {
  return id ? sql::Value(id->text) : sql::Value(sql::Null{});
}

sql::Value text_or_null(const std::string& text) {
  return text.empty() ? sql::Value(sql::Null{}) : sql::Value(text);
}

// "insert into … values (…), (…)", so many rows at a time.
class Rows {
 public:
  Rows(store::Transaction& transaction, sql::Literal head)
      : transaction_(transaction), head_(head) {}

  Result<void> add(std::vector<sql::Value> values) {
    if (count_ == 0)
      statement_ = Statement(head_);
    else
      statement_.text(", ");
    statement_.text("(").values(values).text(")");
    if (++count_ == rows_at_once) return end();
    return {};
  }

  Result<void> end() {
    if (count_ == 0) return {};
    const std::int64_t written = TRY(transaction_.execute(statement_));
    must(written == static_cast<std::int64_t>(count_));
    count_ = 0;
    return {};
  }

 private:
  store::Transaction& transaction_;
  sql::Literal head_;
  Statement statement_;
  std::size_t count_ = 0;
};

}  // namespace

std::optional<Day> next_review(const Kind& kind, Instant at) {
  if (kind.review_months == 0) return {};
  const std::chrono::year_month_day today{std::chrono::floor<std::chrono::days>(at)};
  std::chrono::year_month_day then = today + std::chrono::months(kind.review_months);
  if (!then.ok()) then = then.year() / then.month() / std::chrono::last;
  return Day{then};
}

Pen::Pen(accounts::Office& office, const Kinds& kinds, const Kind& kind,
         store::Transaction& transaction, Doing doing)
    : office_(office),
      kinds_(kinds),
      kind_(&kind),
      transaction_(transaction),
      doing_(std::move(doing)),
      change_(new_id<ChangeId>(office.clock)),
      at_(office.clock.now()) {}

Result<void> Pen::look() {
  if (!sight_) sight_ = TRY(Sight::of(office_, kinds_, transaction_, "edit"));
  return {};
}

Result<void> Pen::announce(std::span<const Record> records) {
  TRY(look());
  sight_->welcome(records);
  return {};
}

Result<void> Pen::turn_to(const Kind& kind) {
  if (&kind == kind_) return {};
  // What comes next could not be written as the fields have it that came just now.
  must(kind.name != own_field_kind && kind_->name != own_field_kind);
  TRY(flush());
  must(reserved_ == 0);
  kind_ = &kind;
  return {};
}

Result<void> Pen::reserve(std::int64_t count) {
  next_number_ = TRY(next_serial(transaction_, kind_->name, count));
  reserved_ = count;
  return {};
}

Result<void> Pen::make(Record& record) {
  if (reserved_ == 0) TRY(reserve(1));
  --reserved_;
  if (record.id.empty()) record.id = RecordId{uuid_by_time(at_)};
  record.kind = kind_->name;
  record.number = number_text(*kind_, next_number_++);
  record.version = 1;
  record.made_at = at_;
  record.review_on = next_review(*kind_, at_);
  set_reminder(record);
  record.changed_at = at_;
  record.changed_by = office_.actor.account;
  return add(record, true);
}

Result<void> Pen::put(Record& record) {
  ++record.version;
  // A clock that was set back must not put a later version before an earlier one.
  record.changed_at = std::max(at_, record.changed_at + std::chrono::microseconds(1));
  record.changed_by = office_.actor.account;
  set_reminder(record);
  return add(record, false);
}

// Where states say by which day somebody looks again, that day counts, and no interval.
void Pen::set_reminder(Record& record) const {
  const auto says = [](const State& state) { return !state.remind.empty(); };
  if (!std::ranges::any_of(kind_->states, says)) return;
  if (kind_->review_months == 0) record.review_on.reset();
  const State* state = kind_->state(record.state);
  if (state == nullptr || !says(*state)) return;
  record.review_on.reset();
  if (const Result<Day> day = parse_day(record.row.text(state->remind))) record.review_on = *day;
}

Result<void> Pen::add(const Record& record, bool made) {
  if (count_++ == 0) {
    first_kind_ = record.kind;
    first_number_ = record.number;
  }
  waiting_.push_back({record, made});
  if (waiting_.size() == records_at_once) return flush();
  return {};
}

Result<void> Pen::end() {
  if (count_ == 0) return {};
  TRY(flush());
  // Last, so that what came between is seen, and what comes after sees all of this.
  if (!is_of_own_fields_) TRY(still_has(kinds_, transaction_));
  TRY(transaction_.execute(
      "insert into records_change (organisation_id, id, kind, what, at, by_id, reason, records, "
      "undoes_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {transaction_.organisation().text, change_.text, first_kind_,
       doing_.event.substr(doing_.event.find('.') + 1), store::of_instant(at_),
       office_.actor.account.text, doing_.reason, count_, id_or_null(doing_.undoes)}));
  return tell();
}

Result<void> Pen::flush() {
  if (waiting_.empty()) return {};
  const std::vector<Waiting> waiting = std::exchange(waiting_, {});
  TRY(check_whose(waiting));
  TRY(take_out(waiting));
  TRY(put_in(waiting));
  TRY(write_versions(waiting));
  TRY(write_values(waiting));
  TRY(write_words(waiting));
  if (kind_->name != own_field_kind) return {};
  is_of_own_fields_ = true;
  for (const Waiting& one : waiting) TRY(find_without(kinds_, transaction_, one.record));
  return {};
}

// Whatever led here: nothing is written that was not the actor's to edit, or would not be any more.
Result<void> Pen::check_whose(const std::vector<Waiting>& waiting) {
  TRY(look());
  if (sight_->is_whole()) return {};
  std::vector<std::string> ids;
  for (const auto& [record, made] : waiting)
    if (!made) ids.push_back(record.id.text);
  std::map<std::string, Record> before;
  for (Record& record : TRY(records_of(kinds_, transaction_, ids)))
    before.emplace(record.id.text, std::move(record));
  for (const auto& [record, made] : waiting) {
    const auto at = before.find(record.id.text);
    if (!sight_->refuses(*kind_, at == before.end() ? nullptr : &at->second, record)) continue;
    accounts::note_hidden(office_, record.kind + " " + record.number);
    return fail(Errc::forbidden, "records.not_yours", {{"number", record.number}});
  }
  return {};
}

// The old heads, by the version that they must have, and what they were found by.
Result<void> Pen::take_out(const std::vector<Waiting>& waiting) {
  const std::string& organisation = transaction_.organisation().text;
  std::int64_t known = 0;
  std::vector<sql::Value> ids;
  Statement heads("delete from records_record where organisation_id = ");
  heads.value(organisation).text(" and (id, version) in (");
  for (const Waiting& one : waiting) {
    if (one.made) continue;
    if (known++ > 0) heads.text(", ");
    heads.text("(")
        .value(one.record.id.text)
        .text(", ")
        .value(std::int64_t{one.record.version - 1});
    heads.text(")");
    ids.emplace_back(one.record.id.text);
  }
  if (known == 0) return {};
  heads.text(")");
  if (TRY(transaction_.execute(heads)) != known)
    return fail(Errc::conflict, "records.changed_meanwhile",
                {{"number", waiting.front().record.number},
                 {"version", std::to_string(waiting.front().record.version - 1)}});
  for (const sql::Literal text :
       {sql::Literal("delete from records_value where organisation_id = "),
        sql::Literal("delete from records_word where organisation_id = ")}) {
    Statement found_by(text);
    found_by.value(organisation).text(" and record_id in (").values(ids).text(")");
    TRY(transaction_.execute(found_by));
  }
  return {};
}

Result<void> Pen::put_in(const std::vector<Waiting>& waiting) {
  Rows rows(transaction_,
            "insert into records_record (organisation_id, id, kind, number, version, title, "
            "title_key, state, unit_id, owner_id, archived, review_on, made_at, changed_at, "
            "changed_by) values ");
  for (const auto& [record, made] : waiting) {
    const std::string unit = kind_->unit == itself ? "" : record.row.text(kind_->unit);
    TRY(rows.add({transaction_.organisation().text, record.id.text, record.kind,
                  serial_in(*kind_, record.number), std::int64_t{record.version}, record.title,
                  sort_key(record.title, office_.organisation.law), record.state,
                  text_or_null(unit), id_or_null(record.owner), record.archived,
                  day_or_null(record.archived ? std::nullopt : record.review_on),
                  store::of_instant(record.made_at), store::of_instant(record.changed_at),
                  record.changed_by.text}));
  }
  return rows.end();
}

Result<void> Pen::write_versions(const std::vector<Waiting>& waiting) {
  Rows rows(transaction_,
            "insert into records_version (organisation_id, record_id, version, change_id, at, "
            "title, state, owner_id, archived, review_on, content) values ");
  for (const auto& [record, made] : waiting) {
    std::string content = write_json(record.row);
    digest_ = vault::sha256(digest_ + record.id.text + content);
    TRY(rows.add({transaction_.organisation().text, record.id.text, std::int64_t{record.version},
                  change_.text, store::of_instant(record.changed_at), record.title, record.state,
                  id_or_null(record.owner), record.archived, day_or_null(record.review_on),
                  std::move(content)}));
  }
  return rows.end();
}

Result<void> Pen::write_values(const std::vector<Waiting>& waiting) {
  Rows rows(transaction_,
            "insert into records_value (organisation_id, record_id, field, place, kind, word, "
            "sorted, linked_id) values ");
  for (const auto& [record, made] : waiting)
    for (const IndexValue& value : index_values(*kind_, record.row, office_.organisation.law))
      TRY(rows.add({transaction_.organisation().text, record.id.text, value.field,
                    std::int64_t{value.place}, record.kind, value.word, value.sorted,
                    text_or_null(value.linked)}));
  return rows.end();
}

Result<void> Pen::write_words(const std::vector<Waiting>& waiting) {
  Rows rows(transaction_,
            "insert into records_word (organisation_id, kind, word, record_id) values ");
  for (const auto& [record, made] : waiting)
    for (std::string& word : index_words(*kind_, record))
      TRY(rows.add(
          {transaction_.organisation().text, record.kind, std::move(word), record.id.text}));
  return rows.end();
}

Result<void> Pen::tell() {
  evidence::Told told;
  told.event = doing_.event;
  told.use = UseKind::administer;
  told.account = office_.actor.account;
  told.reference = doing_.reason;
  told.object = count_ == 1 ? first_kind_ + " " + first_number_ : first_kind_;
  told.commitments.emplace_back("content", to_hex(digest_));
  told.details.emplace_back("change", change_.text);
  told.details.emplace_back("records", std::to_string(count_));
  TRY(office_.log.append(transaction_, told));
  return {};
}

}  // namespace ombud::records
