#include "processing/merge_links.h"

#include <algorithm>
#include <set>

#include "processing/rows.h"

namespace ombud::processing {

namespace {

using records::Field;
using records::Kind;
using records::Record;
using records::Row;
using records::Type;

using Ids = std::set<std::string>;

Ids ids_of(std::span<const Record> activities) {
  Ids ids;
  for (const Record& one : activities) ids.insert(one.id.text);
  return ids;
}

Row redirect(const std::vector<Field>& fields, Row row, const Ids& from, const std::string& to) {
  for (const Field& field : fields) {
    if (row.find(field.name) == nullptr) continue;
    if (field.type == Type::rows) {
      std::vector<Row> lines = lines_of(row, field.name);
      for (Row& line : lines) line = redirect(field.fields, std::move(line), from, to);
      row.set(field.name, std::move(lines));
    } else if (field.type == Type::link && field.many) {
      std::vector<std::string> ids;
      for (const std::string& id : list_of(row, field.name)) {
        const std::string& now = from.contains(id) ? to : id;
        if (std::ranges::find(ids, now) == ids.end()) ids.push_back(now);
      }
      row.set(field.name, std::move(ids));
    } else if (field.type == Type::link && from.contains(row.text(field.name))) {
      row.set(field.name, to);
    }
  }
  return row;
}

bool is_open(const Kind& kind, const Record& record) {
  const records::State* state = kind.state(record.state);
  return !record.archived && state != nullptr && !state->closed;
}

}  // namespace

Result<std::vector<Leading>> leading_to(accounts::Office& office, const records::Kinds& kinds,
                                        std::span<const Record> activities) {
  const Ids merged = ids_of(activities);
  Ids found;
  for (const Record& activity : activities)
    for (const records::Linked& one : TRY(records::linked(office, kinds, activity.id)))
      if (!merged.contains(one.id.text)) found.insert(one.id.text);
  std::vector<Leading> leading;
  for (Record& record : TRY(records::find_several(office, kinds, {found.begin(), found.end()}))) {
    const Kind& kind = *TRY(kinds.find(record.kind));
    const bool follows = is_open(kind, record) && office.actor.may(kind.room + ".edit");
    leading.push_back({std::move(record), follows});
  }
  std::ranges::sort(leading, {}, [](const Leading& one) {
    return std::pair(one.record.kind, one.record.number);
  });
  return leading;
}

Row redirected(const Kind& kind, const Row& row, std::span<const Record> activities,
               const records::RecordId& to) {
  return redirect(kind.fields, row, ids_of(activities), to.text);
}

}  // namespace ombud::processing
