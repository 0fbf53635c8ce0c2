#include "discovery/copies.h"

#include <algorithm>

namespace ombud::discovery {

namespace {

constexpr std::string_view words_of_copies =
    "backup bak old copy kopia kopi tmp temp archive arkiv arkiverad history historik historikk "
    "snapshot export import staging stg test gammal gammel";

bool is_number(const std::string& word) {
  return !word.empty() && word.find_first_not_of("0123456789") == std::string::npos;
}

// The words of the table's name without those that say "copy"; the same where there are none.
std::vector<std::string> without_copy_words(const TableView& table) {
  std::vector<std::string> words = cut(table.table->name.text());
  std::erase_if(words, [](const std::string& word) {
    return is_number(word) || has_any({word}, words_of_copies);
  });
  return words;
}

std::size_t columns_in_both(const TableView& a, const TableView& b) {
  return static_cast<std::size_t>(std::count_if(
      a.columns.begin(), a.columns.end(),
      [&](const ColumnView& column) { return b.column(column.column->name.text()) != nullptr; }));
}

bool is_copy(const TableView& table, const TableView& source) {
  const bool same_name = table.table->name == source.table->name;
  const std::vector<std::string> own = cut(table.table->name.text());
  const std::vector<std::string> bare = without_copy_words(table);
  const bool named_copy = bare.size() < own.size() && bare == cut(source.table->name.text());
  // Of two schemas the one that is named in the label is not the usual one.
  const bool other_schema = same_name && table.label != table.table->name.text() &&
                            source.label == source.table->name.text();
  if (!named_copy && !other_schema) return false;
  const std::size_t both = columns_in_both(table, source);
  return both >= 2 && both * 10 >= table.columns.size() * 7;
}

}  // namespace

void name_copies(Model& model) {
  for (TableView& table : model.tables) {
    if (!table.looked_at) continue;
    const auto source =
        std::find_if(model.tables.begin(), model.tables.end(), [&](const TableView& other) {
          return &other != &table && other.looked_at && is_copy(table, other);
        });
    if (source == model.tables.end()) continue;
    table.copy_reason = datamap::reason_of(
        "discovery.copy_of", {{"table", source->label},
                              {"count", std::to_string(columns_in_both(table, *source))},
                              {"of", std::to_string(table.columns.size())}});
  }
}

}  // namespace ombud::discovery
