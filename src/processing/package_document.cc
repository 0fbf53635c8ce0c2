// The record as an authority reads it: who is responsible, each activity with all that GDPR Art. 30
// asks for and the coupling of whose data goes where, then what several activities share.

#include <fmt/format.h>

#include "processing/flow.h"
#include "processing/package.h"
#include "processing/package_tables.h"
#include "processing/rows.h"
#include "processing/words.h"

namespace ombud::processing {

namespace {

using documents::Block;
using documents::Document;
using documents::Facts;
using documents::Heading;
using documents::Notice;
using documents::Paragraph;
using records::Kinds;
using records::Record;
using records::Row;

class Writer {
 public:
  Writer(const Contents& contents, const Kinds& kinds)
      : contents_(contents), teller_(contents.teller), kinds_(kinds) {}

  Document write() {
    const std::string& name = contents_.office.organisation.name;
    document_.title = teller_.said("processing.package_title", {{"organisation", name}});
    document_.language = code(teller_.language());
    document_.author = name;
    document_.made_at = contents_.office.clock.now();
    document_.page = {.head = name,
                      .foot = teller_.said("processing.package_foot",
                                           {{"day", format_day(contents_.wish.as_of)}}),
                      .landscape = true};
    begin();
    responsible();
    chapter("processing.chapter_controller", false);
    chapter("processing.chapter_processor", true);
    shared(parties_table(teller_, contents_.wish.as_of));
    shared(assessed_transfers_table(teller_));
    shared(systems_table(teller_));
    shared(periods_table(teller_));
    shared(measures_table(teller_));
    journey();
    attached();
    documents_named();
    return std::move(document_);
  }

 private:
  void put(Block block) { document_.blocks.push_back(std::move(block)); }

  std::string said(std::string_view key, const Params& params = {}) const {
    return teller_.said(key, params);
  }

  void begin() {
    const PackageWish& wish = contents_.wish;
    Facts facts;
    facts.facts = {
        {said("processing.package_as_of"), format_day(wish.as_of)},
        {said("processing.package_activities"), std::to_string(teller_.all().activities.size())}};
    if (!wish.made_for.empty())
      facts.facts.emplace_back(said("processing.package_for"), wish.made_for);
    if (!wish.reason.empty()) facts.facts.emplace_back(said("processing.package_why"), wish.reason);
    if (!wish.scope.role.empty())
      facts.facts.emplace_back(teller_.label("activity", "role"),
                               said("processing.package_role_" + wish.scope.role));
    for (const std::string& id : wish.scope.units)
      facts.facts.emplace_back(teller_.label("activity", "unit"), teller_.title(id));
    if (!wish.scope.customer.empty())
      facts.facts.emplace_back(teller_.label("activity", "customers.customer"),
                               teller_.title(wish.scope.customer));
    put(std::move(facts));
    if (teller_.all().drafts_left_out > 0)
      put(Notice{said("processing.package_drafts",
                      {{"count", std::to_string(teller_.all().drafts_left_out)}})});
    if (!contents_.left_out.empty()) left_out();
    put(Paragraph{said("processing.package_law")});
  }

  void left_out() {
    std::string text = said("processing.package_left_out");
    for (const LeftOut& one : contents_.left_out)
      text += "\n" + one.number + ": " + part_of(one) +
              (one.statute.empty() ? "" : " (" + one.statute + ")");
    put(Notice{std::move(text)});
  }

  std::string part_of(const LeftOut& one) const {
    if (one.number.starts_with("M-")) return said("processing.package_measure");
    Row row;
    row.set("part", one.part);
    return teller_.value("activity", row, "secrecy.part");
  }

  void responsible() {
    put(Heading{1, said("processing.chapter_responsible")});
    for (const Record* ours : teller_.all().of_kind("controller")) {
      put(Heading{2, ours->title});
      put(Facts{teller_.facts(
          *ours, {"acts_as", "organisation_number", "country", "public_body", "address", "email",
                  "phone", "web", "contact_name", "representative_name", "representative_contact",
                  "dpo", "dpo_reason", "dpo_name", "dpo_email", "dpo_phone"})});
    }
  }

  void chapter(std::string_view title, bool of_processor) {
    bool begun = false;
    for (const Record& activity : teller_.all().activities) {
      if (is_processor(activity) != of_processor) continue;
      if (!begun) put(Heading{1, said(title)});
      begun = true;
      one(activity);
    }
  }

  void one(const Record& activity) {
    put(Heading{2,
                activity.title.empty() ? activity.number : activity.number + " " + activity.title});
    for (const LeftOut& mark : contents_.left_out)
      if (mark.number == activity.number)
        put(Notice{said("processing.package_part_left_out",
                        {{"part", part_of(mark)}, {"statute", mark.statute}})});
    Facts facts{teller_.facts(activity, {"ours", "unit", "area", "group"})};
    if (contents_.wish.scope.drafts)
      facts.facts.emplace_back(said("processing.package_state"),
                               state_label(kinds_, activity, teller_.language()));
    for (const std::string& id : list_of(activity.row, "joint_controllers"))
      if (const Record* party = teller_.all().find(id); party != nullptr)
        facts.facts.emplace_back(teller_.label("activity", "joint_controllers"),
                                 teller_.contact(*party));
    purposes(activity, facts);
    bases(activity, facts);
    for (auto& fact : teller_.facts(
             activity, {"criminal_statute", "national_id_statute", "operations", "who_has_access",
                        "discloses", "third_countries", "systems", "measures", "security",
                        "erasure_routine", "notice", "automated", "automated_logic", "dpia"}))
      facts.facts.push_back(std::move(fact));
    put(std::move(facts));
    const std::vector<const Record*> only{&activity};
    table(matrix_table(teller_, only, false));
    table(customers_table(teller_, only, false));
    table(recipients_table(teller_, only, false));
    table(transfers_table(teller_, only, false));
  }

  void purposes(const Record& activity, Facts& facts) const {
    if (std::string common = teller_.value(activity, "common_purpose"); !common.empty())
      facts.facts.emplace_back(teller_.label("activity", "common_purpose"), std::move(common));
    for (const Row& line : lines_of(activity.row, "purposes")) {
      std::string text = line.text("purpose");
      std::string bases = teller_.value("activity", line, "purposes.bases");
      std::ranges::replace(bases, '\n', ',');
      if (!bases.empty()) text += fmt::format(" ({})", spaced(bases));
      facts.facts.emplace_back(teller_.label("activity", "purposes.purpose"), std::move(text));
    }
  }

  static std::string spaced(const std::string& list) {
    std::string text;
    for (const char c : list) text += c == ',' ? std::string(", ") : std::string(1, c);
    return text;
  }

  // Each basis with what it stands on; of a balancing test all of it.
  void bases(const Record& activity, Facts& facts) const {
    for (const Row& line : lines_of(activity.row, "legal_bases"))
      facts.facts.emplace_back(
          teller_.label("activity", "legal_bases.basis"),
          in_lines("legal_bases", line,
                   {"basis", "statute", "contract", "consent", "vital", "interest", "needed",
                    "impact", "balance", "balanced_on"}));
    for (const Row& line : lines_of(activity.row, "special_exceptions"))
      facts.facts.emplace_back(
          teller_.label("activity", "special_exceptions.exception"),
          in_lines("special_exceptions", line,
                   {"exception", "statute", "circle", "stays_inside", "consent", "covers"}));
  }

  // The first as it is, the others with what they are called.
  std::string in_lines(const std::string& rows, const Row& line,
                       std::initializer_list<std::string_view> fields) const {
    std::string text;
    for (const std::string_view field : fields) {
      const std::string path = rows + "." + std::string(field);
      const std::string value = teller_.value("activity", line, path);
      if (value.empty()) continue;
      text += text.empty() ? value : "\n" + teller_.label("activity", path) + ": " + value;
    }
    return text;
  }

  // Without the columns in which nothing stands, and not at all where no row does.
  void table(documents::Table table) {
    if (table.rows.empty()) return;
    for (std::size_t column = table.columns.size(); column-- > 1;) {
      const bool used = std::ranges::any_of(
          table.rows, [&](const documents::Row& row) { return !row[column].empty(); });
      if (used) continue;
      const auto at = static_cast<std::ptrdiff_t>(column);
      table.columns.erase(table.columns.begin() + at);
      for (documents::Row& row : table.rows) row.erase(row.begin() + at);
    }
    put(std::move(table));
  }

  void shared(documents::Table shown) {
    if (shown.rows.empty()) return;
    put(Heading{1, shown.caption});
    table(std::move(shown));
  }

  void journey() {
    const Flow flow = flow_of(kinds_, teller_.all(), teller_.language(), true);
    if (flow.nodes.empty()) return;
    put(Heading{1, said("processing.chapter_flow")});
    put(figure_of(flow, said("processing.chapter_flow"), teller_.language()));
    documents::List list;
    for (const std::string& line : flow.as_text) list.items.push_back({{line}, {}});
    put(std::move(list));
  }

  // What goes along, with the hash by which each file is known.
  void attached() {
    const Attached& attached = contents_.attached;
    if (attached.files.empty() && attached.left_out == 0) return;
    put(Heading{1, said("processing.chapter_attached")});
    if (attached.left_out > 0)
      put(Notice{said("processing.package_attached_left_out",
                      {{"count", std::to_string(attached.left_out)}})});
    documents::Table table;
    for (const std::string_view column : {"record", "document", "file", "sha256"})
      table.columns.push_back(said("processing.attached_" + std::string(column)));
    for (const AttachedFile& one : attached.files)
      table.rows.push_back({fmt::format("{} {}", one.record->number, one.record->title),
                            fmt::format("{}: {}", what_of(one), one.attachment.name), one.file,
                            one.attachment.sha256});
    if (!table.rows.empty()) put(std::move(table));
  }

  std::string what_of(const AttachedFile& one) const {
    if (const auto kind = kinds_.find(one.record->kind))
      for (const records::AttachedDocument& document : (*kind)->documents)
        if (document.name == one.attachment.what)
          return records::say(document.label, teller_.language());
    return one.attachment.what;
  }

  // What the record names and this package does not hold.
  void documents_named() {
    documents::List list;
    for (const std::string_view kind : {"agreement", "transfer", "measure"})
      for (const Record* record : teller_.all().of_kind(kind))
        if (const std::string& name = record->row.text("document"); !name.empty())
          list.items.push_back(
              {{fmt::format("{} {}: {}", record->number, record->title, name)}, {}});
    if (list.items.empty()) return;
    put(Heading{1, said("processing.chapter_documents")});
    put(Paragraph{said("processing.package_documents")});
    put(std::move(list));
  }

  const Contents& contents_;
  const Teller& teller_;
  const Kinds& kinds_;
  Document document_;
};

}  // namespace

Document package_document(const Contents& contents, const Kinds& kinds) {
  return Writer(contents, kinds).write();
}

Document package_tables(const Contents& contents) {
  const Teller& teller = contents.teller;
  Document document;
  document.title = teller.said("processing.package_title",
                               {{"organisation", contents.office.organisation.name}});
  document.language = code(teller.language());
  document.author = contents.office.organisation.name;
  document.made_at = contents.office.clock.now();
  std::vector<const Record*> activities;
  documents::Table first;
  first.caption = teller.said("processing.package_activities");
  first.row_heads = true;
  first.columns.push_back(teller.said("processing.column_number"));
  constexpr std::string_view fields[] = {"name",
                                         "role",
                                         "unit",
                                         "area",
                                         "ours",
                                         "discloses",
                                         "third_countries",
                                         "operations",
                                         "systems",
                                         "measures",
                                         "erasure_routine",
                                         "dpia"};
  for (const std::string_view field : fields)
    first.columns.push_back(teller.label("activity", field));
  for (const Record& activity : teller.all().activities) {
    documents::Row row{activity.number};
    for (const std::string_view field : fields) row.push_back(teller.value(activity, field));
    first.rows.push_back(std::move(row));
    activities.push_back(&activity);
  }
  document.blocks.emplace_back(std::move(first));
  for (documents::Table& table : std::vector{
           matrix_table(teller, activities, true), customers_table(teller, activities, true),
           recipients_table(teller, activities, true), transfers_table(teller, activities, true),
           parties_table(teller, contents.wish.as_of), assessed_transfers_table(teller),
           systems_table(teller), periods_table(teller), measures_table(teller)})
    if (!table.rows.empty()) document.blocks.emplace_back(std::move(table));
  return document;
}

}  // namespace ombud::processing
