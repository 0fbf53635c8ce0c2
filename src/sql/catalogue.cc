#include "sql/catalogue.h"

#include <algorithm>

#include "base/text.h"
#include "sql/digest.h"

namespace ombud::sql {

namespace {

// Each piece with its length before it, so that no two catalogues have one text.
class Text {
 public:
  Text& operator<<(std::string_view piece) {
    text_ += std::to_string(piece.size());
    text_ += ':';
    text_ += piece;
    return *this;
  }

  Text& operator<<(const Name& name) { return *this << name.text(); }

  Text& operator<<(std::int64_t number) { return *this << std::to_string(number); }

  Text& operator<<(const std::vector<Name>& names) {
    *this << static_cast<std::int64_t>(names.size());
    for (const Name& name : names) *this << name;
    return *this;
  }

  const std::string& str() const { return text_; }

 private:
  std::string text_;
};

// Parts without an order of their own, put in the order of their texts.
template <class Part, class Write>
void write_sorted(Text& text, const std::vector<Part>& parts, Write write) {
  std::vector<std::string> texts;
  for (const Part& part : parts) {
    Text one;
    write(one, part);
    texts.push_back(one.str());
  }
  std::sort(texts.begin(), texts.end());
  text << static_cast<std::int64_t>(texts.size());
  for (const std::string& one : texts) text << one;
}

void write_columns(Text& text, const std::vector<Column>& columns) {
  text << static_cast<std::int64_t>(columns.size());
  for (const Column& column : columns)
    text << column.name << static_cast<std::int64_t>(column.kind) << column.type
         << std::int64_t{column.nullable} << std::int64_t{column.generated}
         << std::int64_t{column.identity} << column.limit.value_or(-1);
}

std::string text_of(const Catalogue& catalogue, const Table& table) {
  Text text;
  text << table.schema << table.name << static_cast<std::int64_t>(table.kind)
       << std::int64_t{table.has_rules} << std::int64_t{table.transactional}
       << std::int64_t{table.keeps_history};
  if (table.parent)
    text << catalogue.tables[*table.parent].schema << catalogue.tables[*table.parent].name;
  write_columns(text, table.columns);
  text << table.primary_key;
  write_sorted(text, table.foreign_keys, [&](Text& one, const ForeignKey& key) {
    const Table& to = catalogue.tables[key.to_table];
    one << key.name << key.columns << to.schema << to.name << key.to_columns
        << static_cast<std::int64_t>(key.on_delete) << static_cast<std::int64_t>(key.on_update);
  });
  write_sorted(text, table.indexes, [](Text& one, const Index& index) {
    one << index.name << index.columns << std::int64_t{index.unique} << std::int64_t{index.partial};
  });
  write_sorted(text, table.triggers, [](Text& one, const Trigger& trigger) {
    one << trigger.name << std::int64_t{trigger.on_delete} << std::int64_t{trigger.on_update}
        << std::int64_t{trigger.on_insert};
  });
  return text.str();
}

}  // namespace

const Column* Table::column(std::string_view wanted) const {
  const auto at = std::find_if(columns.begin(), columns.end(),
                               [&](const Column& column) { return column.name.text() == wanted; });
  return at == columns.end() ? nullptr : &*at;
}

const Table* Catalogue::find(std::string_view name) const {
  const auto named = [&](std::string_view schema, std::string_view table) {
    const auto at = std::find_if(tables.begin(), tables.end(), [&](const Table& candidate) {
      return candidate.name.text() == table && candidate.schema.text() == schema;
    });
    return at == tables.end() ? nullptr : &*at;
  };
  // Both parts may have dots, so every dot may be the one between them.
  for (std::size_t dot = name.find('.'); dot != std::string_view::npos;
       dot = name.find('.', dot + 1))
    if (const Table* table = named(name.substr(0, dot), name.substr(dot + 1))) return table;
  return named(usual_schema, name);
}

std::string Catalogue::label(const Table& table) const {
  const bool plain_name = table.name.text().find('.') == std::string::npos;
  if (table.schema.text() == usual_schema && plain_name) return table.name.text();
  return table.schema.text() + "." + table.name.text();
}

std::string Catalogue::fingerprint() const {
  Text text;
  text << word(engine) << usual_schema;
  write_sorted(text, tables, [&](Text& one, const Table& table) { one << text_of(*this, table); });
  return to_hex(sha256(text.str()));
}

}  // namespace ombud::sql
