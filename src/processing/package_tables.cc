#include "processing/package_tables.h"

#include "processing/agreed.h"
#include "processing/rows.h"
#include "processing/words.h"

namespace ombud::processing {

namespace {

using documents::Table;
using records::Record;
using records::Row;

using Activities = std::vector<const Record*>;

// A table of one line for each row of a field of the activities.
Table of_rows(const Teller& teller, const Activities& activities, std::string_view field,
              std::initializer_list<std::string_view> columns, bool numbered) {
  Table table;
  table.caption = teller.label("activity", field);
  table.row_heads = true;
  if (numbered) table.columns.push_back(teller.said("processing.column_activity"));
  for (const std::string_view column : columns)
    table.columns.push_back(
        teller.label("activity", std::string(field) + "." + std::string(column)));
  for (const Record* activity : activities)
    for (const Row& line : lines_of(activity->row, field)) {
      documents::Row row;
      if (numbered) row.push_back(activity->number + " " + activity->title);
      for (const std::string_view column : columns)
        row.push_back(
            teller.value("activity", line, std::string(field) + "." + std::string(column)));
      table.rows.push_back(std::move(row));
    }
  return table;
}

// A table of the records of a kind that are in the register.
Table of_kind(const Teller& teller, std::string_view kind, std::string caption,
              std::initializer_list<std::string_view> columns) {
  Table table;
  table.caption = std::move(caption);
  table.row_heads = true;
  table.columns.push_back(teller.said("processing.column_number"));
  for (const std::string_view column : columns) table.columns.push_back(teller.label(kind, column));
  for (const Record* record : teller.all().of_kind(kind)) {
    documents::Row row{record->number};
    for (const std::string_view column : columns) row.push_back(teller.value(*record, column));
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string agreement_text(const Teller& teller, const Agreed& agreed) {
  if (agreed.agreement != nullptr) {
    std::string text = agreed.agreement->number + " " + agreed.agreement->title;
    if (const std::string& day = agreed.agreement->row.text("signed_on"); !day.empty())
      text += "\n" + teller.said("processing.signed_on", {{"day", day}});
    if (!agreed.holds) text += "\n" + teller.said("processing.does_not_hold");
    return text;
  }
  if (!agreed.needed) return "";
  return agreed.reason.empty() ? teller.said("processing.list_no_agreement") : agreed.reason;
}

}  // namespace

Table matrix_table(const Teller& teller, const Activities& activities, bool numbered) {
  return of_rows(teller, activities, "matrix",
                 {"person", "data", "class", "source", "source_text", "necessity", "recipients",
                  "systems", "retention"},
                 numbered);
}

Table recipients_table(const Teller& teller, const Activities& activities, bool numbered) {
  return of_rows(teller, activities, "recipients",
                 {"recipient", "as", "why", "regularity", "starts", "starts_on", "agreement"},
                 numbered);
}

Table transfers_table(const Teller& teller, const Activities& activities, bool numbered) {
  return of_rows(teller, activities, "transfers",
                 {"recipient", "country", "organisation", "mechanism", "safeguard", "transfer"},
                 numbered);
}

Table customers_table(const Teller& teller, const Activities& activities, bool numbered) {
  Table table = of_rows(teller, activities, "customers",
                        {"customer", "categories", "processing", "agreement"}, numbered);
  table.columns.push_back(teller.said("processing.column_contact"));
  std::size_t at = 0;
  for (const Record* activity : activities)
    for (const Row& line : lines_of(activity->row, "customers")) {
      const Record* party = teller.all().find(line.text("customer"));
      table.rows[at++].push_back(party == nullptr ? "" : teller.contact(*party));
    }
  return table;
}

Table parties_table(const Teller& teller, Day today) {
  Table table;
  table.caption = teller.said("processing.chapter_parties");
  table.row_heads = true;
  table.columns = {teller.said("processing.column_number"),
                   teller.said("processing.column_contact"), teller.label("party", "roles"),
                   teller.label("party", "country"), teller.said("processing.list_agreement")};
  const Agreements agreements(teller.all(), today);
  for (const Record* party : teller.all().of_kind("party"))
    table.rows.push_back({party->number, teller.contact(*party), teller.value(*party, "roles"),
                          teller.value(*party, "country"),
                          agreement_text(teller, agreements.with(*party))});
  return table;
}

Table systems_table(const Teller& teller) {
  return of_kind(teller, "system", teller.said("processing.chapter_systems"),
                 {"name", "type", "run_by", "supplier", "countries", "erasing"});
}

Table periods_table(const Teller& teller) {
  Table table;
  table.caption = teller.said("processing.chapter_periods");
  table.row_heads = true;
  table.columns = {teller.said("processing.column_number"),
                   teller.label("retention_period", "name"),
                   teller.said("processing.column_period"),
                   teller.label("retention_period", "basis"),
                   teller.label("retention_period", "reason"),
                   teller.label("retention_period", "disposal_decision")};
  for (const Record* period : teller.all().of_kind("retention_period")) {
    std::string basis = teller.value(*period, "basis");
    if (const std::string& law = period->row.text("law"); !law.empty()) basis += "\n" + law;
    table.rows.push_back({period->number, period->title, teller.period(*period), basis,
                          teller.value(*period, "reason"),
                          teller.value(*period, "disposal_decision")});
  }
  return table;
}

Table measures_table(const Teller& teller) {
  return of_kind(teller, "measure", teller.said("processing.chapter_measures"),
                 {"name", "type", "topic", "description", "tested_on", "document"});
}

Table assessed_transfers_table(const Teller& teller) {
  return of_kind(teller, "transfer", teller.said("processing.chapter_transfers"),
                 {"name", "party", "country", "organisation", "mechanism", "safeguard",
                  "assessment", "document"});
}

}  // namespace ombud::processing
