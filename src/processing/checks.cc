#include "processing/checks.h"

#include <algorithm>
#include <set>

#include "processing/processing.h"
#include "processing/rows.h"

namespace ombud::processing {

namespace {

using records::Fault;
using records::Record;
using records::Row;

bool any_of_class(const Record& activity, std::string_view word) {
  return std::ranges::any_of(lines_of(activity.row, "matrix"),
                             [&](const Row& line) { return line.text("class") == word; });
}

// Whether nothing but the association's exception carries the special data.
bool only_association(const Record& activity) {
  const auto& exceptions = lines_of(activity.row, "special_exceptions");
  return !exceptions.empty() && std::ranges::all_of(exceptions, [](const Row& one) {
    return one.text("exception") == "association";
  });
}

void check_bases(const Record& activity, std::vector<Fault>& faults) {
  const auto& bases = lines_of(activity.row, "legal_bases");
  const auto& purposes = lines_of(activity.row, "purposes");
  for (std::size_t at = 0; at < purposes.size(); ++at)
    if (purposes[at].text("told") == "not_yet")
      faults.push_back(lack(path_of("purposes", at, "told"), "processing.persons_untold"));
  for (std::size_t at = 0; at < purposes.size(); ++at)
    for (const std::string& word : list_of(purposes[at], "bases"))
      if (std::ranges::none_of(bases, [&](const Row& one) { return one.text("basis") == word; })) {
        faults.push_back(lack(path_of("purposes", at, "bases"), "processing.purpose_no_basis"));
        break;
      }
  for (std::size_t at = 0; at < bases.size(); ++at)
    if (bases[at].text("balance") == "theirs")
      faults.push_back(lack(path_of("legal_bases", at, "balance"), "processing.balance_lost"));
}

// The exception for associations ends at their door: whoever gets special data outside needs
// something else that allows it. A processor is not outside.
void check_leaving(const Record& activity, std::vector<Fault>& faults) {
  const auto& recipients = lines_of(activity.row, "recipients");
  for (std::size_t at = 0; at < recipients.size(); ++at) {
    const std::string& who = recipients[at].text("recipient");
    const bool gets_special =
        std::ranges::any_of(lines_of(activity.row, "matrix"), [&](const Row& line) {
          return line.text("class") == "special" &&
                 std::ranges::count(list_of(line, "recipients"), who) != 0;
        });
    if (gets_special && recipients[at].text("as") != "processor" &&
        !has(recipients[at], "allowed_by"))
      faults.push_back(lack(path_of("recipients", at, "allowed_by"), "processing.special_leaves"));
  }
}

}  // namespace

std::vector<Fault> faults_of_law(const Record& activity) {
  std::vector<Fault> faults;
  if (is_processor(activity)) return faults;  // Its customers answer for all that follows.
  check_bases(activity, faults);
  const bool special = any_of_class(activity, "special");
  if (special && lines_of(activity.row, "special_exceptions").empty())
    faults.push_back(lack("special_exceptions", "processing.special_no_exception"));
  if (special && only_association(activity)) check_leaving(activity, faults);
  if (any_of_class(activity, "criminal") && !has(activity.row, "criminal_statute"))
    faults.push_back(lack("criminal_statute", "processing.criminal_no_law"));
  if (any_of_class(activity, "national_id") && !has(activity.row, "national_id_statute"))
    faults.push_back(lack("national_id_statute", "processing.national_id_no_law"));
  return faults;
}

std::vector<Fault> outside_circle(const Record& activity, const Find& find) {
  std::vector<Fault> faults;
  if (!only_association(activity)) return faults;
  const auto& matrix = lines_of(activity.row, "matrix");
  for (std::size_t at = 0; at < matrix.size(); ++at) {
    const Record* person = find(matrix[at].text("person"));
    if (matrix[at].text("class") != "special" || person == nullptr) continue;
    const std::string& circle = person->row.text("circle");
    const bool covered = std::ranges::any_of(
        lines_of(activity.row, "special_exceptions"),
        [&](const Row& one) { return std::ranges::count(list_of(one, "circle"), circle) != 0; });
    if (!covered)
      faults.push_back(lack(path_of("matrix", at, "person"), "processing.outside_circle",
                            {{"name", person->title}}));
  }
  return faults;
}

bool is_of_circle(std::string_view circle) {
  return circle == "members" || circle == "former_members" || circle == "regular_contact";
}

std::vector<Fault> beside_special(const Record& activity, const Find& find) {
  const auto& matrix = lines_of(activity.row, "matrix");
  // Of an illness the line itself tells; where somebody belongs shows of everybody on the list.
  std::set<std::string> belonging;
  for (const Row& line : matrix) {
    const std::string& what = line.text("special_kind");
    if (line.text("class") == "special" &&
        (what == "union_membership" || what == "religion" || what == "politics"))
      belonging.insert(line.text("person"));
  }
  std::vector<Fault> faults;
  for (std::size_t at = 0; at < matrix.size(); ++at) {
    const std::string& said = matrix[at].text("class");
    const Record* person = find(matrix[at].text("person"));
    if ((said != "ordinary" && said != "confidential") || person == nullptr) continue;
    const std::string& circle = person->row.text("circle");
    const bool shows = is_of_circle(circle) || belonging.contains(matrix[at].text("person"));
    if (shows)
      faults.push_back(lack(path_of("matrix", at, "class"), "processing.beside_special",
                            {{"name", person->title}}));
  }
  return faults;
}

void add_checks(records::Kinds& kinds) {
  kinds.check_with("activity", [](accounts::Office&, const Record& record) {
    return Result<std::vector<Fault>>(faults_of_law(record));
  });
}

}  // namespace ombud::processing
