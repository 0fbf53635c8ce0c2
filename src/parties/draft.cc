#include "parties/draft.h"

#include <algorithm>

namespace ombud::parties {

namespace {

using documents::Block;
using documents::Facts;
using documents::Heading;
using documents::Paragraph;
using records::Record;
using records::RecordId;
using records::Row;

// What the agreement says where the record says nothing: enough time to look a sub-processor over.
constexpr std::int64_t objection_days = 30;

class Draft {
 public:
  Draft(accounts::Office& office, const records::Kinds& kinds, const Record& agreement,
        Language language)
      : office_(office),
        kinds_(kinds),
        agreement_(agreement),
        row_(agreement.row),
        language_(language),
        of_sub_(row_.text("type") == "sub_processing") {}

  Result<documents::Document> made() {
    const std::string& direction = row_.text("direction");
    const bool drafted = of_sub_ || row_.text("type") == "processing";
    if (!drafted || (direction != "we_are_controller" && direction != "we_are_processor"))
      return fail(Errc::conflict, "parties.not_drafted", {{"number", agreement_.number}});
    TRY(read_sides());
    TRY(say_subject());
    say_duties();
    say_sub_processors();
    say_help();
    say_end();
    sign();
    documents::Document document;
    document.title = said(of_sub_ ? "parties.draft_title_sub" : "parties.draft_title");
    document.language = std::string(code(language_));
    document.author = office_.organisation.name;
    document.made_at = office_.clock.now();
    document.page = {principal_.title + " – " + agent_.title,
                     agreement_.number + " " + agreement_.title};
    document.blocks = std::move(blocks_);
    if (!open_.empty())
      document.blocks.insert(document.blocks.begin(),
                             documents::Notice{said("parties.draft_open", {{"fields", open_}})});
    return document;
  }

 private:
  std::string said(std::string_view key, const Params& params = {}) const {
    return say(key, params, language_);
  }

  void heading(std::string_view key) {
    blocks_.emplace_back(Heading{1, std::to_string(++clauses_) + ". " + said(key)});
  }

  // With what the two sides are called.
  void clause(std::string_view key, Params params = {}) {
    params.emplace_back("principal", principal_.title);
    params.emplace_back("agent", agent_.title);
    blocks_.emplace_back(Paragraph{said(key, params)});
  }

  // Left to be filled in by hand.
  std::string blank(std::string_view field) {
    const records::Kind& kind = **kinds_.find("agreement");
    open_ += (open_.empty() ? "" : ", ") + records::say(kind.field(field)->label, language_);
    return "[                    ]";
  }

  std::string text_or_blank(std::string_view field) {
    const std::string& text = row_.text(field);
    return text.empty() ? blank(field) : text;
  }

  Result<void> read_sides() {
    Record ours = TRY(records::find(office_, kinds_, RecordId{row_.text("ours")}));
    Record party = TRY(records::find(office_, kinds_, RecordId{row_.text("party")}));
    const bool we_decide = of_sub_ || row_.text("direction") == "we_are_controller";
    principal_ = we_decide ? ours : party;
    agent_ = we_decide ? std::move(party) : std::move(ours);
    clause("parties.draft_between");
    side(of_sub_ ? "parties.draft_processor" : "parties.draft_controller", principal_);
    side(of_sub_ ? "parties.draft_sub_processor" : "parties.draft_processor", agent_);
    return {};
  }

  void side(std::string_view role, const Record& who) {
    Facts facts;
    facts.facts.emplace_back(said(role), who.title);
    for (const char* field : {"organisation_number", "address", "country", "dpo_name", "dpo_email",
                              "contact_name", "contact_email", "incident_contact"}) {
      const records::Field* of = (*kinds_.find(who.kind))->field(field);
      if (of != nullptr && !who.row.text(field).empty())
        facts.facts.emplace_back(records::say(of->label, language_), who.row.text(field));
    }
    blocks_.emplace_back(std::move(facts));
  }

  Result<void> say_subject() {
    heading("parties.draft_h_subject");
    clause("parties.draft_subject");
    const records::Kind& kind = **kinds_.find("agreement");
    Facts facts;
    for (const char* field : {"subject", "nature", "valid_from", "valid_until"}) {
      const bool open_end = std::string_view(field) == "valid_until" && row_.text(field).empty();
      facts.facts.emplace_back(records::say(kind.field(field)->label, language_),
                               open_end ? said("parties.draft_until_ended") : text_or_blank(field));
    }
    for (const char* field : {"persons", "data"})
      facts.facts.emplace_back(records::say(kind.field(field)->label, language_),
                               TRY(titles_in(field)));
    blocks_.emplace_back(std::move(facts));
    return {};
  }

  Result<std::string> titles_in(std::string_view field) {
    const std::vector<std::string>& ids = list_of(row_, field);
    if (ids.empty()) return blank(field);
    std::string titles;
    for (const std::string& id : ids)
      titles +=
          (titles.empty() ? "" : ", ") + TRY(records::find(office_, kinds_, RecordId{id})).title;
    return titles;
  }

  void say_duties() {
    heading("parties.draft_h_instructions");
    clause("parties.draft_instructions");
    clause("parties.draft_warns");
    heading("parties.draft_h_confidentiality");
    clause("parties.draft_confidentiality");
    heading("parties.draft_h_security");
    clause("parties.draft_security");
  }

  void say_sub_processors() {
    heading("parties.draft_h_sub_processors");
    const std::string& how = row_.text("sub_processors");
    const std::int64_t days = number_in(row_, "objection_days").value_or(objection_days);
    if (how == "general")
      clause("parties.draft_general", {{"days", std::to_string(days)}});
    else
      clause(how == "none" ? "parties.draft_none" : "parties.draft_specific");
    if (how != "none") clause("parties.draft_same_duties");
    heading("parties.draft_h_transfers");
    clause("parties.draft_transfers");
  }

  void say_help() {
    heading("parties.draft_h_help");
    clause("parties.draft_rights");
    clause("parties.draft_duties");
    if (const auto hours = number_in(row_, "breach_hours"))
      clause("parties.draft_breach_hours", {{"hours", std::to_string(*hours)}});
    else
      clause("parties.draft_breach");
    heading("parties.draft_h_audits");
    clause("parties.draft_audits");
    if (says(row_, "audit_yearly", true)) clause("parties.draft_yearly");
  }

  void say_end() {
    heading("parties.draft_h_end");
    const std::string& end = row_.text("end_of_data");
    clause(end == "returned" || end == "erased" ? "parties.draft_" + end : "parties.draft_chosen");
    clause("parties.draft_certified");
    if (const auto months = number_in(row_, "notice_months"))
      clause("parties.draft_notice", {{"months", std::to_string(*months)}});
  }

  void sign() {
    documents::Table table;
    table.caption = said("parties.draft_h_signatures");
    table.columns = {"", principal_.title, agent_.title};
    table.row_heads = true;
    for (const char* key : {"parties.draft_place", "parties.draft_signature", "parties.draft_name"})
      table.rows.push_back({said(key), "", ""});
    blocks_.emplace_back(std::move(table));
  }

  accounts::Office& office_;
  const records::Kinds& kinds_;
  const Record& agreement_;
  const Row& row_;
  Language language_;
  bool of_sub_;
  Record principal_;  // Whose data it is, or who answers for it to whom it is.
  Record agent_;      // Who processes it for the other.
  std::string open_;  // What the record lacks, in words.
  std::vector<Block> blocks_;
  int clauses_ = 0;
};

}  // namespace

Result<documents::Document> draft(accounts::Office& office, const records::Kinds& kinds,
                                  const Record& agreement, Language language) {
  return Draft(office, kinds, agreement, language).made();
}

}  // namespace ombud::parties
