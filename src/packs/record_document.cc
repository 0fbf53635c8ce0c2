#include "packs/record_document.h"

#include <algorithm>

namespace ombud::packs {

namespace {

using documents::Block;
using documents::Document;
using records::Field;
using records::Record;
using records::Row;
using records::Value;

constexpr std::size_t page_size = 500;

// What is a table on paper; other lines read better as a list.
constexpr std::string_view tables[] = {"matrix", "recipients"};

Result<std::vector<Record>> all_of(accounts::Office& office, const records::Kinds& kinds,
                                   const std::string& kind) {
  std::vector<Record> all;
  records::Wanted wanted{.kind = kind, .limit = page_size};
  do {
    records::Page page = TRY(records::list(office, kinds, wanted));
    std::ranges::move(page.records, std::back_inserter(all));
    wanted.after = std::move(page.next);
  } while (!wanted.after.empty());
  return all;
}

// Writes records of one office in one language.
class Writer {
 public:
  Writer(const records::Kinds& kinds, const records::Names& names, Language language)
      : kinds_(kinds), names_(names), language_(language) {}

  void whole(const Record& record, int level, std::vector<Block>& blocks) const {
    const records::Kind& kind = **kinds_.find(record.kind);
    blocks.emplace_back(documents::Heading{level, record.number + " " + record.title});
    documents::Facts facts{{{said("packs.record_state"), state_of(kind, record)}}};
    std::vector<Block> further;
    for (const Field& field : kind.fields) {
      const Value* value = record.row.find(field.name);
      if (value == nullptr || field.name == kind.title) continue;
      if (field.type == records::Type::rows)
        lines(field, std::get<std::vector<Row>>(*value), further);
      else
        facts.facts.emplace_back(say(field.label, language_), shown(field, *value));
    }
    blocks.emplace_back(std::move(facts));
    std::ranges::move(further, std::back_inserter(blocks));
  }

  /// A table of what is listed of a kind, and of the fields named beside that.
  void list(const std::string& name, const std::vector<Record>& all,
            std::initializer_list<std::string_view> fields, std::vector<Block>& blocks) const {
    if (all.empty()) return;
    const records::Kind& kind = **kinds_.find(name);
    documents::Table table{
        .caption = say(kind.plural, language_),
        .columns = {said("packs.record_number"), say(kind.field(kind.title)->label, language_)},
        .row_heads = true};
    for (const std::string_view field : fields)
      table.columns.push_back(say(kind.field(field)->label, language_));
    for (const Record& record : all) {
      documents::Row row{record.number, record.title};
      for (const std::string_view field : fields) {
        const Value* value = record.row.find(field);
        row.push_back(value == nullptr ? "" : shown(*kind.field(field), *value));
      }
      table.rows.push_back(std::move(row));
    }
    blocks.emplace_back(documents::Heading{1, std::exchange(table.caption, {})});
    blocks.emplace_back(std::move(table));
  }

 private:
  std::string said(std::string_view key) const { return ombud::say(key, {}, language_); }

  static std::string say(const records::Label& label, Language language) {
    return records::say(label, language);
  }

  std::string state_of(const records::Kind& kind, const Record& record) const {
    const records::State* state = kind.state(record.state);
    return state == nullptr ? record.state : say(state->label, language_);
  }

  std::string shown(const Field& field, const Value& value) const {
    return records::shown(field, value, names_, language_);
  }

  void lines(const Field& field, const std::vector<Row>& rows, std::vector<Block>& blocks) const {
    if (std::ranges::count(tables, field.name) != 0) {
      blocks.emplace_back(table(field, rows));
      return;
    }
    blocks.emplace_back(documents::Heading{2, say(field.label, language_)});
    blocks.emplace_back(items(field, rows));
  }

  documents::Table table(const Field& field, const std::vector<Row>& rows) const {
    documents::Table table{.caption = say(field.label, language_)};
    std::vector<const Field*> shown_fields;
    for (const Field& inner : field.fields)
      if (std::ranges::any_of(rows,
                              [&](const Row& row) { return row.find(inner.name) != nullptr; }))
        shown_fields.push_back(&inner);
    for (const Field* inner : shown_fields) table.columns.push_back(say(inner->label, language_));
    for (const Row& row : rows) {
      documents::Row cells;
      for (const Field* inner : shown_fields) {
        const Value* value = row.find(inner->name);
        cells.push_back(value == nullptr ? "" : shown(*inner, *value));
      }
      table.rows.push_back(std::move(cells));
    }
    return table;
  }

  documents::List items(const Field& field, const std::vector<Row>& rows) const {
    documents::List list;
    for (const Row& row : rows) {
      documents::Item item;
      for (const Field& inner : field.fields) {
        const Value* value = row.find(inner.name);
        if (value == nullptr) continue;
        if (item.said.runs.empty())
          item.said.runs.push_back({.text = shown(inner, *value), .bold = true});
        else
          item.items.push_back(
              {{.text = say(inner.label, language_) + ": " + shown(inner, *value)}});
      }
      list.items.push_back(std::move(item));
    }
    return list;
  }

  const records::Kinds& kinds_;
  const records::Names& names_;
  Language language_;
};

}  // namespace

Result<Document> record_document(accounts::Office& office, const records::Kinds& kinds,
                                 Language language) {
  std::map<std::string, std::vector<Record>> all;
  std::vector<Record> every;
  for (const std::string kind :
       {"controller", "activity", "unit", "system", "party", "measure", "retention_period"}) {
    all[kind] = TRY(all_of(office, kinds, kind));
    every.insert(every.end(), all[kind].begin(), all[kind].end());
  }
  records::Names names = TRY(records::names_of(office, kinds, every));
  // On paper a link is what it is called; its number says nothing there.
  for (auto& [id, called] : names) called.number.clear();
  const Writer writer(kinds, names, language);
  Document document;
  document.title = say("packs.record_title", {}, language);
  document.language = code(language);
  document.author = office.organisation.name;
  document.page.head = office.organisation.name;
  document.page.foot = document.title + " · " +
                       format_day(std::chrono::floor<std::chrono::days>(office.clock.now()));
  document.page.landscape = true;
  document.made_at = office.clock.now();
  for (const Record& record : all["controller"]) writer.whole(record, 1, document.blocks);
  if (all["activity"].empty())
    document.blocks.emplace_back(documents::Notice{say("packs.record_empty", {}, language)});
  for (const Record& record : all["activity"]) writer.whole(record, 1, document.blocks);
  writer.list("system", all["system"], {"type", "run_by", "supplier", "countries", "erasing"},
              document.blocks);
  writer.list("party", all["party"], {"roles", "country", "services", "address", "email"},
              document.blocks);
  writer.list("measure", all["measure"], {"type", "description", "evidence"}, document.blocks);
  writer.list("retention_period", all["retention_period"],
              {"event", "period", "period_unit", "criteria", "action", "reason", "source"},
              document.blocks);
  return document;
}

}  // namespace ombud::packs
