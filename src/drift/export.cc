#include "drift/export.h"

#include <memory>

#include "drift/json.h"

namespace ombud::drift {

namespace {

constexpr std::size_t rows_at_once = 200;

// Findings one after the other, a page at a time.
class Reading {
 public:
  Reading(accounts::Office& office, const records::Kinds& kinds, Wanted wanted, Language language)
      : office_(office), kinds_(kinds), wanted_(std::move(wanted)), language_(language) {
    wanted_.limit = rows_at_once;
  }

  Result<bool> next(documents::Row& row) {
    if (at_ == listed_.findings.size()) {
      if (begun_ && listed_.next.empty()) return false;
      if (begun_) wanted_.after = listed_.next;
      begun_ = true;
      listed_ = TRY(drift::list(office_, kinds_, wanted_));
      names_ = TRY(Names::of(office_, kinds_, listed_.findings));
      at_ = 0;
      if (listed_.findings.empty()) return false;
    }
    row = row_of(listed_.findings[at_++]);
    return true;
  }

 private:
  documents::Row row_of(const Finding& finding) const {
    const Told told = told_of(kinds_, names_, finding, language_);
    const auto label = [&](const std::string& key) { return say(key, {}, language_); };
    return {finding.number,
            label("drift.severity_" + std::string(word(finding.severity))),
            label("drift.state_" + std::string(word(finding.state))),
            told.system,
            told.record.number,
            told.said.wrong,
            told.said.mend,
            std::string(law_of(finding.what)),
            format_instant(finding.found_at)};
  }

  accounts::Office& office_;
  const records::Kinds& kinds_;
  Wanted wanted_;
  Language language_;
  Listed listed_;
  Names names_;
  std::size_t at_ = 0;
  bool begun_ = false;
};

}  // namespace

documents::Document document_of(accounts::Office& office, const records::Kinds& kinds,
                                const Wanted& wanted, Language language) {
  const auto label = [&](std::string_view key) { return say(key, {}, language); };
  documents::Table table;
  table.caption = label("drift.document_table");
  for (const char* column : {"drift.column_finding", "drift.column_severity", "drift.column_state",
                             "drift.column_system", "drift.column_record", "drift.column_wrong",
                             "drift.column_mend", "drift.column_law", "drift.column_found"})
    table.columns.push_back(label(column));
  using enum documents::Kind;
  table.kinds = {text, text, text, text, text, text, text, text, instant};
  table.row_heads = true;
  const auto reading = std::make_shared<Reading>(office, kinds, wanted, language);
  table.further = [reading](documents::Row& row) { return reading->next(row); };
  documents::Document document;
  document.title = label("drift.document_title");
  document.language = code(language);
  document.author = office.organisation.name;
  document.made_at = office.clock.now();
  document.page.head = office.organisation.name;
  document.page.landscape = true;
  document.blocks.emplace_back(documents::Paragraph{label("drift.document_purpose")});
  document.blocks.emplace_back(std::move(table));
  return document;
}

}  // namespace ombud::drift
