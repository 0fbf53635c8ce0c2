#pragma once
// A record as a guest sees and answers it: only the fields that were chosen for him, links as a
// choice among titles, without an id. Pure.

#include <string>
#include <vector>

#include "guests/request.h"

namespace ombud::guests {

/// Whether a guest may be shown the field at all: whom an account belongs to is nothing for him.
bool can_be_shown(const records::Field& field);
/// Whether he may answer it: lines come back whole, so none may hold what he can't be shown.
bool can_be_asked(const records::Field& field);
/// The paths of the links in a field: "system", "roles.system".
std::vector<std::pair<std::string, const records::Field*>> links_of(const records::Field& field);

/// A row that was written by write_json(); what the declaration has lost since is left out.
records::Row row_of(const records::Kind& kind, const std::string& json);

/// The declaration with the fields that are shown; those whose condition stands in a field that is
/// not shown are there without it, where it is met.
records::Kind kind_for(const records::Kind& kind, const Question& question);
/// The row as he sees it, and back. What is not shown stands in neither.
records::Row outward(const records::Kind& kind, const Question& question, const records::Row& row);
records::Row inward(const records::Kind& kind, const Question& question, const records::Row& row);

/// What is wrong with an answer beside what else he is shown; the answer in its normal form.
std::vector<records::Fault> check_answer(const records::Kind& kind, const Question& question,
                                         records::Row& answer);

/// A field of which something was asked: what stands in the record, and what the guest says.
struct Compared {
  const records::Field* field = nullptr;
  const records::Value* was = nullptr;     // When it was asked; nothing where it was empty.
  const records::Value* stands = nullptr;  // Now.
  const records::Value* said = nullptr;
  bool differs = false;        // What he says from what stands.
  bool changed_since = false;  // What stands from what he was shown: a conflict where it differs.
};

/// In the declaration's order. The rows must live as long.
std::vector<Compared> compare(const records::Kind& kind, const Question& question,
                              const records::Row& was, const records::Row& stands,
                              const records::Row& said);

}  // namespace ombud::guests
