#include "processing/completeness.h"

#include <algorithm>
#include <iterator>

#include "processing/checks.h"
#include "processing/eea.h"
#include "processing/rows.h"

namespace ombud::processing {

namespace {

using records::Fault;
using records::Record;
using records::Row;

using Faults = std::vector<Fault>;

// What two points both ask for is told once.
void add(Faults& to, Faults more) {
  for (Fault& fault : more)
    if (std::ranges::none_of(to, [&](const Fault& one) {
          return one.path == fault.path && one.error.key == fault.error.key &&
                 one.error.params == fault.error.params;
        }))
      to.push_back(std::move(fault));
}

Faults both(Faults one, Faults other) {
  add(one, std::move(other));
  return one;
}

bool has_safeguards(const Record& record) {
  return std::ranges::count(record.documents, "safeguards") != 0;
}

bool can_be_reached(const Record& record) {
  return has(record.row, "address") && has(record.row, "email");
}

// What is missing of one activity, by subject.
class Look {
 public:
  Look(const Record& activity, const Find& find)
      : activity_(activity), row_(activity.row), find_(find) {}

  // GDPR Art. 30(1)(a), 30(2)(a).
  Faults who() const {
    Faults missing;
    if (!has(row_, "role")) missing.push_back(lack("role", "processing.no_role"));
    if (const Record* ours = find_(row_.text("ours")); ours == nullptr)
      missing.push_back(lack("ours", "processing.no_controller"));
    else
      add(missing, of_ours(*ours));
    if (row_.text("role") == "joint_controller") add(missing, joint());
    if (is_processor(activity_)) add(missing, customers());
    return missing;
  }

  Faults unit() const {
    return has(row_, "unit") ? Faults{} : Faults{lack("unit", "processing.no_unit")};
  }

  Faults purposes() const {
    if (is_processor(activity_)) return categories();
    Faults missing;
    const auto& all = lines_of(row_, "purposes");
    if (all.empty()) missing.push_back(lack("purposes", "processing.no_purpose"));
    for (std::size_t at = 0; at < all.size(); ++at)
      if (!has(all[at], "purpose"))
        missing.push_back(lack(path_of("purposes", at, "purpose"), "processing.no_purpose"));
    const std::string& why = row_.text("merged_because");
    if ((why == "same_task" || why == "same_basis") && !has(row_, "common_purpose"))
      missing.push_back(lack("common_purpose", "processing.no_common_purpose"));
    return missing;
  }

  // Art. 30(2)(b): the categories of processing, for each customer.
  Faults categories() const {
    Faults missing;
    const auto& all = lines_of(row_, "customers");
    if (all.empty()) missing.push_back(lack("customers", "processing.no_customers"));
    for (std::size_t at = 0; at < all.size(); ++at)
      if (list_of(all[at], "categories").empty())
        missing.push_back(lack(path_of("customers", at, "categories"), "processing.no_categories"));
    return missing;
  }

  Faults persons() const {
    if (is_processor(activity_)) return of_agreements("persons", "processing.agreement_no_persons");
    return of_lines("person", "processing.no_person");
  }

  Faults data() const {
    if (is_processor(activity_)) return of_agreements("data", "processing.agreement_no_data");
    Faults missing = of_lines("data", "processing.no_data");
    if (!lines_of(row_, "matrix").empty()) add(missing, of_lines("class", "processing.no_class"));
    return missing;
  }

  Faults periods() const {
    if (is_processor(activity_)) return of_agreements("end_of_data", "processing.agreement_no_end");
    return of_lines("retention", "processing.no_period");
  }

  Faults recipients() const {
    if (!has(row_, "discloses")) return {lack("discloses", "processing.disclosure_unanswered")};
    Faults missing;
    const auto& all = lines_of(row_, "recipients");
    if (says(row_, "discloses", true) && all.empty())
      missing.push_back(lack("recipients", "processing.no_recipients"));
    for (std::size_t at = 0; at < all.size(); ++at)
      if (!has(all[at], "recipient"))
        missing.push_back(lack(path_of("recipients", at, "recipient"), "processing.no_recipient"));
      else if (!is_processor(activity_) && !gets_data(all[at].text("recipient")))
        missing.push_back(
            lack(path_of("recipients", at, "recipient"), "processing.recipient_without_data"));
    const auto& matrix = lines_of(row_, "matrix");
    for (std::size_t at = 0; at < matrix.size(); ++at)
      for (const std::string& recipient : list_of(matrix[at], "recipients"))
        if (std::ranges::none_of(
                all, [&](const Row& one) { return one.text("recipient") == recipient; }))
          missing.push_back(
              lack(path_of("matrix", at, "recipients"), "processing.recipient_unlisted"));
    return missing;
  }

  Faults transfers() const {
    Faults missing;
    if (!has(row_, "third_countries"))
      missing.push_back(lack("third_countries", "processing.third_countries_unanswered"));
    const auto& all = lines_of(row_, "transfers");
    if (says(row_, "third_countries", true) && all.empty())
      missing.push_back(lack("transfers", "processing.no_transfers"));
    for (std::size_t at = 0; at < all.size(); ++at) add(missing, of_transfer(all[at], at));
    add(missing, unsaid());
    return missing;
  }

  // The documentation of the safeguards lies with the activity or with the transfer that it names,
  // or that says where it is kept. Neither a decision on adequacy nor an exception has safeguards.
  Faults documentation() const {
    Faults missing;
    const auto& all = lines_of(row_, "transfers");
    for (std::size_t at = 0; at < all.size(); ++at) {
      const Record* shared = find_(all[at].text("transfer"));
      const Row& said = shared != nullptr && !has(all[at], "mechanism") ? shared->row : all[at];
      const std::string& mechanism = said.text("mechanism");
      if (mechanism.empty() || mechanism == "adequacy" || mechanism == "derogation") continue;
      if (has_safeguards(activity_)) continue;
      if (shared != nullptr && (has(shared->row, "document") || has_safeguards(*shared))) continue;
      missing.push_back(
          lack(path_of("transfers", at, "transfer"), "processing.safeguard_not_attached"));
    }
    return missing;
  }

  Faults measures() const {
    if (has(row_, "measures") || has(row_, "security")) return {};
    return {lack("measures", "processing.no_measures")};
  }

 private:
  Faults of_ours(const Record& ours) const {
    Faults missing;
    const Params name = {{"name", ours.title}};
    if (!can_be_reached(ours)) missing.push_back(lack("ours", "processing.no_contact", name));
    if (says(ours.row, "has_representative", true) && !has(ours.row, "representative_contact"))
      missing.push_back(lack("ours", "processing.no_representative", name));
    const std::string& dpo = ours.row.text("dpo");
    const bool named = has(ours.row, "dpo_name") && has(ours.row, "dpo_email");
    if (dpo != "not_required" && !(dpo == "appointed" && named))
      missing.push_back(lack("ours", "processing.no_dpo", name));
    return missing;
  }

  Faults joint() const {
    Faults missing;
    const auto& all = list_of(row_, "joint_controllers");
    if (all.empty()) missing.push_back(lack("joint_controllers", "processing.no_joint"));
    for (const std::string& id : all)
      if (const Record* party = find_(id); party != nullptr && !can_be_reached(*party))
        missing.push_back(
            lack("joint_controllers", "processing.no_contact", {{"name", party->title}}));
    return missing;
  }

  Faults customers() const {
    Faults missing;
    const auto& all = lines_of(row_, "customers");
    if (all.empty()) missing.push_back(lack("customers", "processing.no_customers"));
    for (std::size_t at = 0; at < all.size(); ++at) {
      const std::string path = path_of("customers", at, "customer");
      const Record* party = find_(all[at].text("customer"));
      if (party == nullptr)
        missing.push_back(lack(path, "processing.no_customer"));
      else if (!can_be_reached(*party))
        missing.push_back(lack(path, "processing.no_contact", {{"name", party->title}}));
    }
    return missing;
  }

  // A field that each line of the matrix must have.
  Faults of_lines(std::string_view field, const std::string& key) const {
    Faults missing;
    const auto& matrix = lines_of(row_, "matrix");
    if (matrix.empty()) missing.push_back(lack("matrix", "processing.no_matrix"));
    for (std::size_t at = 0; at < matrix.size(); ++at)
      if (!has(matrix[at], field)) missing.push_back(lack(path_of("matrix", at, field), key));
    return missing;
  }

  // What a processor does not decide itself and each customer's agreement must say.
  Faults of_agreements(std::string_view field, const std::string& key) const {
    Faults missing;
    const auto& all = lines_of(row_, "customers");
    if (all.empty()) missing.push_back(lack("customers", "processing.no_customers"));
    for (std::size_t at = 0; at < all.size(); ++at) {
      const Record* agreement = find_(all[at].text("agreement"));
      if (agreement == nullptr || !has(agreement->row, field) ||
          agreement->row.text(field) == "silent")
        missing.push_back(lack(path_of("customers", at, "agreement"), key));
    }
    return missing;
  }

  bool gets_data(const std::string& recipient) const {
    return std::ranges::any_of(lines_of(row_, "matrix"), [&](const Row& line) {
      return std::ranges::count(list_of(line, "recipients"), recipient) != 0;
    });
  }

  // A transfer may leave the details to the record that it is assessed in.
  Faults of_transfer(const Row& line, std::size_t at) const {
    const Record* shared = find_(line.text("transfer"));
    const Row& said = shared != nullptr && !has(line, "mechanism") ? shared->row : line;
    const std::string& mechanism = said.text("mechanism");
    if (mechanism.empty())
      return {lack(path_of("transfers", at, "mechanism"), "processing.no_mechanism")};
    const bool documented =
        has(line, "safeguard") ||
        (shared != nullptr && (has(shared->row, "safeguard") || has(shared->row, "derogation")));
    if (mechanism == "adequacy" || documented) return {};
    return {lack(path_of("transfers", at, "safeguard"), "processing.no_safeguard")};
  }

  // Recipients and places outside the EEA that no transfer speaks of. Being rare excuses none.
  Faults unsaid() const {
    Faults missing;
    const auto& transfers = lines_of(row_, "transfers");
    const auto is_said = [&](std::string_view field, const std::string& what) {
      return std::ranges::any_of(transfers,
                                 [&](const Row& one) { return one.text(field) == what; });
    };
    const auto& all = lines_of(row_, "recipients");
    for (std::size_t at = 0; at < all.size(); ++at) {
      const Record* party = find_(all[at].text("recipient"));
      if (party == nullptr || is_said("recipient", all[at].text("recipient"))) continue;
      const std::string& country = party->row.text("country");
      if (is_third_country(country))
        missing.push_back(lack(path_of("recipients", at, "recipient"), "processing.transfer_unsaid",
                               {{"name", party->title}, {"country", country}}));
    }
    for (const std::string& id : list_of(row_, "systems")) {
      const Record* system = find_(id);
      if (system == nullptr) continue;
      for (const std::string& country : list_of(system->row, "countries"))
        if (is_third_country(country) && !is_said("country", country))
          missing.push_back(lack("systems", "processing.transfer_unsaid",
                                 {{"name", system->title}, {"country", country}}));
    }
    return missing;
  }

  const Record& activity_;
  const Row& row_;
  const Find& find_;
};

}  // namespace

std::size_t Score::complete() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(points, [](const Point& one) { return one.missing.empty(); }));
}

Score eight_points(const Record& activity, const Find& find) {
  const Look look(activity, find);
  const Faults data =
      both(look.data(), both(outside_circle(activity, find), beside_special(activity, find)));
  return {{{"1", "processing.point_who", false, both(look.who(), look.unit())},
           {"2", "processing.point_purposes", false, look.purposes()},
           {"3", "processing.point_persons", false, look.persons()},
           {"4", "processing.point_data", false, data},
           {"5", "processing.point_recipients", false, look.recipients()},
           {"6", "processing.point_transfers", false, both(look.transfers(), look.documentation())},
           {"7", "processing.point_periods", true, look.periods()},
           {"8", "processing.point_measures", true, look.measures()}}};
}

Score article_30(const Record& activity, const Find& find) {
  const Look look(activity, find);
  if (is_processor(activity))
    return {{{"(a)", "processing.point_who", false, look.who()},
             {"(b)", "processing.point_categories", false, look.categories()},
             {"(c)", "processing.point_transfers", false, look.transfers()},
             {"(d)", "processing.point_measures", true, look.measures()}}};
  return {{{"(a)", "processing.point_who", false, look.who()},
           {"(b)", "processing.point_purposes", false, look.purposes()},
           {"(c)", "processing.point_persons_data", false, both(look.persons(), look.data())},
           {"(d)", "processing.point_recipients", false, look.recipients()},
           {"(e)", "processing.point_transfers", false, look.transfers()},
           {"(f)", "processing.point_periods", true, look.periods()},
           {"(g)", "processing.point_measures", true, look.measures()}}};
}

}  // namespace ombud::processing
