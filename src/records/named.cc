#include "records/named.h"

#include <algorithm>
#include <set>

#include "records/rows.h"
#include "records/sight.h"

namespace ombud::records {

namespace {

void gather(const std::vector<Field>& fields, Row& row, const std::string& at,
            std::vector<Target>& targets) {
  for (auto& [name, value] : row.values) {
    const auto field = std::ranges::find(fields, name, &Field::name);
    if (field == fields.end()) continue;
    const std::string path = at + name;
    if (auto* rows = std::get_if<std::vector<Row>>(&value)) {
      for (std::size_t place = 0; place < rows->size(); ++place)
        gather(field->fields, (*rows)[place], path + "." + std::to_string(place) + ".", targets);
    } else if (field->type != Type::link && field->type != Type::account) {
      continue;
    } else if (auto* text = std::get_if<std::string>(&value)) {
      targets.push_back({path, text, field->to});
    } else if (auto* list = std::get_if<std::vector<std::string>>(&value)) {
      for (std::size_t place = 0; place < list->size(); ++place)
        targets.push_back({path + "." + std::to_string(place), &(*list)[place], field->to});
    }
  }
}

}  // namespace

std::vector<Target> targets_in(const Kind& kind, Row& row) {
  std::vector<Target> targets;
  gather(kind.fields, row, "", targets);
  return targets;
}

std::vector<std::string> links_in(const Kind& kind, const Row& row) {
  Row read = row;
  std::set<std::string> ids;
  for (const Target& target : targets_in(kind, read))
    if (!target.kind.empty()) ids.insert(*target.value);
  return {ids.begin(), ids.end()};
}

Result<void> resolve(accounts::Office& office, const Kinds& kinds, const Kind& kind,
                     store::Transaction& transaction, std::span<Record> records) {
  std::vector<Target> open;
  for (Record& record : records) gather(kind.fields, record.row, "", open);
  std::erase_if(open, [](const Target& target) { return is_uuid(*target.value); });
  std::map<std::string, std::set<std::int64_t>> numbers;
  bool accounts_named = false;
  for (const Target& target : open)
    if (target.kind.empty())
      accounts_named = true;
    else if (const std::int64_t serial = serial_in(*TRY(kinds.find(target.kind)), *target.value))
      numbers[target.kind].insert(serial);
  const Sight sight = TRY(Sight::of(office, kinds, transaction, "read"));
  std::map<std::pair<std::string, std::string>, std::string> ids;
  for (const auto& [name, serials] : numbers) {
    const std::vector<sql::Value> asked(serials.begin(), serials.end());
    sql::Statement select("select r.number, r.id from records_record r where r.organisation_id = ");
    select.value(transaction.organisation().text).text(" and r.kind = ").value(name);
    select.text(" and r.number in (").values(asked).text(")");
    const Kind& other = *TRY(kinds.find(name));
    sight.narrow(select, other);
    for (const sql::Row& found : TRY(transaction.all(select)))
      ids[{name, number_text(other, store::integer_in(found[0]))}] = store::text_in(found[1]);
  }
  if (accounts_named)
    for (const auto& [id, name] : TRY(accounts::names(office))) ids[{"", name}] = id.text;
  for (const Target& target : open) {
    const auto at = ids.find({target.kind, *target.value});
    if (at != ids.end()) *target.value = at->second;
  }
  return {};
}

Result<Names> called(accounts::Office& office, const Kinds& kinds, store::Transaction& transaction,
                     const std::vector<Record>& records) {
  Names all;
  for (auto& [id, name] : TRY(accounts::names(office))) all[id.text] = {"", "", name};
  std::set<std::string> ids;
  for (Record record : records)
    for (const Target& target : targets_in(*TRY(kinds.find(record.kind)), record.row))
      if (!target.kind.empty()) ids.insert(*target.value);
  if (ids.empty()) return all;
  const std::vector<sql::Value> asked(ids.begin(), ids.end());
  sql::Statement select(
      "select r.id, r.kind, r.number, r.title from records_record r where r.organisation_id = ");
  select.value(transaction.organisation().text).text(" and r.id in (").values(asked).text(")");
  TRY(Sight::of(office, kinds, transaction, "read")).narrow(select);
  for (const sql::Row& row : TRY(transaction.all(select))) {
    const Kind& kind = *TRY(kinds.find(store::text_in(row[1])));
    all[store::text_in(row[0])] = {kind.name, number_text(kind, store::integer_in(row[2])),
                                   store::text_in(row[3])};
  }
  return all;
}

}  // namespace ombud::records
