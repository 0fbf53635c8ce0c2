#pragma once
// Rows of records, made of drafts.

#include "drift/draft.h"

namespace ombud::drift {

/// Makes records one after the other, each once, and remembers what came of it.
class Writing {
 public:
  Writing(accounts::Office& office, const records::Kinds& kinds, const Read& read,
          Language language)
      : office_(office), kinds_(kinds), read_(read), language_(language) {}

  /// Lines that are to be written: data that goes by one name in several becomes one record.
  void gather(const std::vector<DraftLine>& lines);

  /// The record's id. Errc::invalid "drift.not_taken" {record, what}.
  Result<std::string> persons(const DraftLine& line);
  Result<std::string> data(const DraftLine& line);
  /// Empty where nothing says how long.
  Result<std::string> kept(const DraftLine& line);
  Result<std::string> system(const Draft& draft);
  Result<std::string> activity(const Draft& draft);
  Result<void> declaration(const Draft& draft, const std::string& reason, Day today);
  /// A line of a matrix.
  Result<records::Row> line(const DraftLine& line);

  const std::vector<Named>& made() const { return made_; }

  /// In the order in which they were made.
  const std::vector<records::ChangeId>& changes() const { return changes_; }

 private:
  Result<std::string> make(std::string_view kind, records::Row row);
  Result<std::string> party(const std::string& name);
  std::string note_of(const Draft& draft) const;

  accounts::Office& office_;
  const records::Kinds& kinds_;
  const Read& read_;
  Language language_;
  std::map<std::pair<std::string, std::string>, std::string> ids_;  // By kind and title.
  std::map<std::string, std::set<DataCategory>> together_;
  std::vector<Named> made_;
  std::vector<records::ChangeId> changes_;
};

}  // namespace ombud::drift
