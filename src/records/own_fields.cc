#include "records/own_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>

#include "records/found_by.h"
#include "records/rows.h"

namespace ombud::records {

namespace {

using sql::Statement;

std::size_t place_in(std::span<const std::string_view> words, std::string_view word) {
  return static_cast<std::size_t>(std::ranges::find(words, word) - words.begin());
}

Label called(const Record& record) {
  Label label;
  label.fill(record.title);
  for (const Row& line : lines_of(record.row, "names"))
    if (const auto language = language_of(line.text("language"));
        language && !line.text("name").empty())
      label[static_cast<std::size_t>(*language)] = line.text("name");
  return label;
}

// Nothing of a draft that doesn't say yet what it takes.
std::optional<Field> field_of(const Kind& own, const Record& record) {
  const std::size_t type = place_in(type_words(), record.row.text("type"));
  if (type >= type_words().size()) return {};
  Field field;
  // By the number: what people call it may change, and no later field of the program begins so.
  field.name = fmt::format("own_{}", serial_in(own, record.number));
  field.label = called(record);
  field.help.fill(record.row.text("help"));
  field.also = {record.title};
  field.type = static_cast<Type>(type);
  field.retired = record.archived || record.state != "in_use";
  field.required = !field.retired && says(record.row, "required", true);
  field.many = says(record.row, "many", true);
  field.listed = field.type != Type::prose;
  field.searched = field.type == Type::prose || field.type == Type::text;
  field.to = record.row.text("to");
  if (field.type == Type::link && field.to.empty()) return {};
  for (const std::string& word : list_of(record.row, "choices")) {
    Label label;
    label.fill(word);
    field.choices.push_back({word, label});
  }
  return field;
}

Result<std::vector<Record>> own_fields(const Kinds& kinds, store::Transaction& transaction) {
  Statement select = select_records(transaction.organisation().text);
  select.text(" and r.kind = ").value(std::string(own_field_kind)).text(" order by r.number");
  std::vector<Record> all;
  for (const sql::Row& row : TRY(transaction.all(select)))
    all.push_back(TRY(record_in(kinds, row)));
  return all;
}

// The kinds with what the organisation has added, which is `known_by`.
Result<Kinds> with_own_fields(const Kinds& declared, std::string known_by,
                              store::Transaction& transaction) {
  const Kind& own = *TRY(declared.find(own_field_kind));
  std::vector<std::pair<std::string, Field>> fields;
  for (const Record& record : TRY(own_fields(declared, transaction)))
    if (std::optional<Field> field = field_of(own, record))
      fields.emplace_back(record.row.text("record_kind"), *std::move(field));
  return declared.with(fields, std::move(known_by));
}

}  // namespace

Result<std::string> added_now(store::Transaction& transaction) {
  std::string all;
  for (const sql::Row& row : TRY(transaction.all(
           "select number, version from records_record where organisation_id = ? and kind = ? "
           "order by number",
           {transaction.organisation().text, std::string(own_field_kind)})))
    all += fmt::format("{}:{} ", store::integer_in(row[0]), store::integer_in(row[1]));
  return all;
}

Result<void> still_has(const Kinds& kinds, store::Transaction& transaction) {
  if (TRY(added_now(transaction)) == kinds.added()) return {};
  return fail(Errc::conflict, "records.fields_changed_meanwhile");
}

Result<void> find_without(const Kinds& kinds, store::Transaction& transaction,
                          const Record& own_field) {
  const std::optional<Field> field = field_of(*TRY(kinds.find(own_field_kind)), own_field);
  if (!field || !field->listed) return {};
  const std::string& of = own_field.row.text("record_kind");
  // Whoever makes a record of the kind at the same time has taken a number, and is waited for.
  TRY(next_serial(transaction, of, 0));
  const IndexValue empty = without_value(*field);
  Statement insert(
      "insert into records_value (organisation_id, record_id, field, place, kind, word, sorted, "
      "linked_id) select r.organisation_id, r.id, ");
  insert.value(empty.field).text(", 0, r.kind, ").value(empty.word).text(", ").value(empty.sorted);
  insert.text(", null from records_record r where r.organisation_id = ");
  insert.value(transaction.organisation().text).text(" and r.kind = ").value(of);
  insert
      .text(
          " and not exists (select 1 from records_value v where v.organisation_id = "
          "r.organisation_id and v.record_id = r.id and v.place = 0 and v.field = ")
      .value(empty.field)
      .text(")");
  TRY(transaction.execute(insert));
  return {};
}

// What was read last of each organisation: its fields change some times a year.
struct KindsOf::Known {
  explicit Known(std::function<Result<Kinds>()> reading) : read(std::move(reading)) {}

  Result<Kinds> declared() {
    std::call_once(once, [this] { first = read(); });
    if (!*first) return fail(Error(first->error()));
    return **first;
  }

  std::function<Result<Kinds>()> read;
  std::once_flag once;
  std::optional<Result<Kinds>> first;
  std::mutex mutex;
  std::map<std::string, Kinds> by_organisation;
};

KindsOf::KindsOf(std::function<Result<Kinds>()> read)
    : known_(std::make_shared<Known>(std::move(read))) {}

Result<Kinds> KindsOf::declared() const { return known_->declared(); }

Result<Kinds> KindsOf::operator()(accounts::Office& office) const {
  Kinds declared = TRY(known_->declared());
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const std::string now = TRY(added_now(transaction));
  if (now.empty()) return declared;
  {
    const std::scoped_lock lock(known_->mutex);
    const auto at = known_->by_organisation.find(office.organisation.id.text);
    if (at != known_->by_organisation.end() && at->second.added() == now) return at->second;
  }
  Kinds kinds = TRY(with_own_fields(declared, now, transaction));
  const std::scoped_lock lock(known_->mutex);
  known_->by_organisation.insert_or_assign(office.organisation.id.text, kinds);
  return kinds;
}

}  // namespace ombud::records
