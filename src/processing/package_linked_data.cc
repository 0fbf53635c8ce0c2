// The record as JSON-LD. What its words mean stands in the context, which goes with it; the
// categories, bases and operations are terms of the W3C community's Data Privacy Vocabulary 2, each
// of which stands in tests/record/dpv_terms.yaml with the version that it was looked up in.
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "processing/package.h"
#include "processing/rows.h"

namespace ombud::processing {

namespace {

using nlohmann::ordered_json;
using records::Record;
using records::Row;

struct Term {
  std::string_view word;  // Of the record.
  std::string_view term;
};

constexpr Term operations[] = {
    {"collect", "dpv:Collect"},    {"record", "dpv:Record"},
    {"organise", "dpv:Organise"},  {"systematise", "dpv:Structure"},
    {"store", "dpv:Store"},        {"adapt", "dpv:Adapt"},
    {"change", "dpv:Alter"},       {"retrieve", "dpv:Retrieve"},
    {"search", "dpv:Consult"},     {"use", "dpv:Use"},
    {"disclose", "dpv:Disclose"},  {"hand_over", "dpv:Transfer"},
    {"spread", "dpv:Disseminate"}, {"match", "dpv:Match"},
    {"restrict", "dpv:Restrict"},  {"erase", "dpv:Erase"},
    {"destroy", "dpv:Destruct"},
};

constexpr Term bases[] = {
    {"consent", "eu-gdpr:A6-1-a"},          {"contract", "eu-gdpr:A6-1-b"},
    {"legal_obligation", "eu-gdpr:A6-1-c"}, {"vital_interests", "eu-gdpr:A6-1-d"},
    {"public_interest", "eu-gdpr:A6-1-e"},  {"legitimate_interests", "eu-gdpr:A6-1-f"},
};

constexpr Term exceptions[] = {
    {"explicit_consent", "eu-gdpr:A9-2-a"},
    {"employment_law", "eu-gdpr:A9-2-b"},
    {"vital_interests", "eu-gdpr:A9-2-c"},
    {"association", "eu-gdpr:A9-2-d"},
    {"made_public", "eu-gdpr:A9-2-e"},
    {"legal_claims", "eu-gdpr:A9-2-f"},
    {"substantial_public_interest", "eu-gdpr:A9-2-g"},
    {"health_care", "eu-gdpr:A9-2-h"},
    {"public_health", "eu-gdpr:A9-2-i"},
    {"archiving_research", "eu-gdpr:A9-2-j"},
};

constexpr Term mechanisms[] = {
    {"adequacy", "eu-gdpr:A45-3"},
    {"public_instrument", "eu-gdpr:A46-2-a"},
    {"binding_rules", "eu-gdpr:A46-2-b"},
    {"standard_clauses", "eu-gdpr:A46-2-c"},
    {"code_of_conduct", "eu-gdpr:A46-2-e"},
    {"certification", "eu-gdpr:A46-2-f"},
    {"authorised_clauses", "eu-gdpr:A46-3-a"},
};

// What the vocabulary has no term for keeps the record's own word.
template <std::size_t n>
std::string term_of(const Term (&terms)[n], const std::string& word) {
  for (const Term& term : terms)
    if (term.word == word) return std::string(term.term);
  return "ombud:" + word;
}

class Graph {
 public:
  explicit Graph(const Contents& contents) : contents_(contents), teller_(contents.teller) {}

  std::string write() {
    ordered_json graph = ordered_json::array();
    for (const Record* one : teller_.all().of_kind("controller")) graph.push_back(ours(*one));
    for (const Record& one : teller_.all().activities) graph.push_back(activity(one));
    for (const Record* one : teller_.all().of_kind("person_category"))
      graph.push_back(named(*one, "dpv:DataSubject"));
    for (const Record* one : teller_.all().of_kind("data_category")) graph.push_back(data(*one));
    for (const Record* one : teller_.all().of_kind("party")) graph.push_back(party(*one));
    for (const Record* one : teller_.all().of_kind("system")) graph.push_back(system(*one));
    for (const Record* one : teller_.all().of_kind("retention_period"))
      graph.push_back(period(*one));
    for (const Record* one : teller_.all().of_kind("measure")) graph.push_back(measure(*one));
    for (const Record* one : teller_.all().of_kind("transfer")) graph.push_back(transfer(*one));
    const PackageWish& wish = contents_.wish;
    return json_text(
               {{"@context", {"context.jsonld", {{"@base", "https://ombud.invalid/record/"}}}},
                {"@id", "record"},
                {"@type", "RecordOfProcessing"},
                {"language", code(wish.language)},
                {"asOf", format_day(wish.as_of)},
                {"madeAt", format_instant(contents_.office.clock.now())},
                {"@graph", std::move(graph)}},
               2) +
           "\n";
  }

 private:
  static void put(ordered_json& json, const char* name, const std::string& value) {
    if (!value.empty()) json[name] = value;
  }

  ordered_json named(const Record& record, const char* type) const {
    return {{"@id", record.number}, {"@type", type}, {"name", record.title}};
  }

  // The numbers of the records that a list leads to; what is not in the package is left out.
  ordered_json numbers(const std::vector<std::string>& ids) const {
    ordered_json all = ordered_json::array();
    for (const std::string& id : ids)
      if (const Record* record = teller_.all().find(id); record != nullptr)
        all.push_back(record->number);
    return all;
  }

  void lead(ordered_json& json, const char* name, const std::string& id) const {
    if (const Record* record = teller_.all().find(id); record != nullptr)
      json[name] = record->number;
  }

  void reach(ordered_json& json, const Record& record) const {
    put(json, "identifier", record.row.text("organisation_number"));
    put(json, "address", record.row.text("address"));
    put(json, "email", record.row.text("email"));
    put(json, "phone", record.row.text("phone"));
    if (const std::string& country = record.row.text("country"); !country.empty())
      json["country"] = "loc:" + country;
  }

  ordered_json ours(const Record& record) const {
    ordered_json json = named(record, "dpv:LegalEntity");
    ordered_json roles = ordered_json::array();
    for (const std::string& word : list_of(record.row, "acts_as"))
      roles.push_back(word == "processor" ? "dpv:DataProcessor" : "dpv:DataController");
    if (!roles.empty()) json["@type"] = std::move(roles);
    reach(json, record);
    if (record.row.text("dpo") == "appointed") {
      json["dataProtectionOfficer"] = {{"@type", "dpv:DataProtectionOfficer"}};
      for (const auto& [name, field] :
           {std::pair{"name", "dpo_name"}, {"email", "dpo_email"}, {"phone", "dpo_phone"}})
        put(json["dataProtectionOfficer"], name, record.row.text(field));
    }
    if (says(record.row, "has_representative", true)) {
      json["representative"] = {{"@type", "dpv:Representative"}};
      put(json["representative"], "name", record.row.text("representative_name"));
      put(json["representative"], "contact", record.row.text("representative_contact"));
    }
    return json;
  }

  ordered_json activity(const Record& record) const {
    const Row& row = record.row;
    ordered_json json = {{"@id", record.number}, {"@type", "dpv:Process"}};
    put(json, "name", record.title);
    put(json, "description", row.text("description"));
    lead(json, is_processor(record) ? "processor" : "controller", row.text("ours"));
    put(json, "role", row.text("role").empty() ? "" : "ombud:" + row.text("role"));
    if (!list_of(row, "joint_controllers").empty())
      json["jointControllers"] = numbers(list_of(row, "joint_controllers"));
    lines(json, "purposes", row, "purposes", &Graph::purpose);
    lines(json, "legalBases", row, "legal_bases", &Graph::basis);
    lines(json, "specialExceptions", row, "special_exceptions", &Graph::exception);
    put(json, "criminalStatute", row.text("criminal_statute"));
    put(json, "nationalIdStatute", row.text("national_id_statute"));
    lines(json, "matrix", row, "matrix", &Graph::line);
    lines(json, "disclosures", row, "recipients", &Graph::recipient);
    lines(json, "transfers", row, "transfers", &Graph::transfer_line);
    lines(json, "customers", row, "customers", &Graph::customer);
    ordered_json done = ordered_json::array();
    for (const std::string& word : list_of(row, "operations"))
      done.push_back(term_of(operations, word));
    if (!done.empty()) json["operations"] = std::move(done);
    for (const auto& [name, field] : {std::pair{"systems", "systems"}, {"measures", "measures"}})
      if (!list_of(row, field).empty()) json[name] = numbers(list_of(row, field));
    put(json, "security", row.text("security"));
    put(json, "erasureRoutine", row.text("erasure_routine"));
    for (const LeftOut& one : contents_.left_out)
      if (one.number == record.number)
        json["leftOut"].push_back({{"part", one.part}, {"statute", one.statute}});
    return json;
  }

  void lines(ordered_json& json, const char* name, const Row& row, std::string_view field,
             ordered_json (Graph::*one)(const Row&) const) const {
    for (const Row& line : lines_of(row, field)) json[name].push_back((this->*one)(line));
  }

  ordered_json purpose(const Row& line) const {
    ordered_json json = {{"@type", "dpv:Purpose"}};
    put(json, "description", line.text("purpose"));
    put(json, "kind", line.text("type").empty() ? "" : "ombud:" + line.text("type"));
    for (const std::string& word : list_of(line, "bases"))
      json["restsOn"].push_back(term_of(bases, word));
    return json;
  }

  ordered_json basis(const Row& line) const {
    ordered_json json = {{"@type", term_of(bases, line.text("basis"))}};
    for (const auto& [name, field] : {std::pair{"statute", "statute"},
                                      {"contract", "contract"},
                                      {"interest", "interest"},
                                      {"necessity", "needed"},
                                      {"impact", "impact"},
                                      {"balancedOn", "balanced_on"}})
      put(json, name, line.text(field));
    return json;
  }

  ordered_json exception(const Row& line) const {
    ordered_json json = {{"@type", term_of(exceptions, line.text("exception"))}};
    put(json, "statute", line.text("statute"));
    return json;
  }

  ordered_json line(const Row& line) const {
    ordered_json json = {{"@type", "dpv:Process"}};
    lead(json, "dataSubject", line.text("person"));
    lead(json, "personalData", line.text("data"));
    put(json, "class", line.text("class").empty() ? "" : "ombud:" + line.text("class"));
    put(json, "source", line.text("source").empty() ? "" : "ombud:" + line.text("source"));
    put(json, "sourceText", line.text("source_text"));
    put(json, "necessity", line.text("necessity"));
    if (!list_of(line, "recipients").empty())
      json["recipients"] = numbers(list_of(line, "recipients"));
    if (!list_of(line, "systems").empty()) json["systems"] = numbers(list_of(line, "systems"));
    lead(json, "retention", line.text("retention"));
    return json;
  }

  ordered_json recipient(const Row& line) const {
    ordered_json json = {{"@type", "dpv:Disclose"}};
    lead(json, "recipient", line.text("recipient"));
    for (const auto& [name, field] :
         {std::pair{"as", "as"}, {"regularity", "regularity"}, {"starts", "starts"}})
      put(json, name, line.text(field).empty() ? "" : "ombud:" + line.text(field));
    put(json, "startsOn", line.text("starts_on"));
    put(json, "reason", line.text("why"));
    return json;
  }

  ordered_json transfer_line(const Row& line) const {
    ordered_json json = {{"@type", "dpv:Transfer"}};
    lead(json, "recipient", line.text("recipient"));
    where(json, line);
    return json;
  }

  static void where(ordered_json& json, const Row& row) {
    if (const std::string& country = row.text("country"); !country.empty())
      json["country"] = "loc:" + country;
    put(json, "internationalOrganisation", row.text("organisation"));
    if (const std::string& word = row.text("mechanism"); !word.empty())
      json["mechanism"] = term_of(mechanisms, word);
    put(json, "safeguard", row.text("safeguard"));
    put(json, "document", row.text("document"));
  }

  ordered_json customer(const Row& line) const {
    ordered_json json = ordered_json::object();
    lead(json, "onBehalfOf", line.text("customer"));
    for (const std::string& word : list_of(line, "categories"))
      json["categories"].push_back("ombud:" + word);
    put(json, "description", line.text("processing"));
    return json;
  }

  ordered_json data(const Record& record) const {
    ordered_json json = named(record, "dpv:PersonalData");
    const std::string& word = record.row.text("class");
    if (word == "special") json["@type"] = "dpv:SpecialCategoryPersonalData";
    put(json, "class", word.empty() ? "" : "ombud:" + word);
    put(json, "description", record.row.text("examples"));
    return json;
  }

  ordered_json party(const Record& record) const {
    ordered_json json = named(record, "dpv:Entity");
    reach(json, record);
    for (const std::string& word : list_of(record.row, "roles"))
      json["roles"].push_back("ombud:" + word);
    return json;
  }

  ordered_json system(const Record& record) const {
    ordered_json json = named(record, "dpv:Technology");
    put(json, "kind", "ombud:" + record.row.text("type"));
    for (const std::string& country : list_of(record.row, "countries"))
      json["countries"].push_back("loc:" + country);
    lead(json, "runBy", record.row.text("supplier"));
    return json;
  }

  ordered_json period(const Record& record) const {
    ordered_json json = named(record, "dpv:StorageDuration");
    json["description"] = teller_.period(record);
    put(json, "reason", record.row.text("reason"));
    put(json, "statute", record.row.text("law"));
    return json;
  }

  ordered_json measure(const Record& record) const {
    ordered_json json =
        named(record, record.row.text("type") == "technical" ? "dpv:TechnicalMeasure"
                                                             : "dpv:OrganisationalMeasure");
    put(json, "description", record.row.text("description"));
    return json;
  }

  ordered_json transfer(const Record& record) const {
    ordered_json json = named(record, "dpv:Transfer");
    lead(json, "recipient", record.row.text("party"));
    where(json, record.row);
    return json;
  }

  const Contents& contents_;
  const Teller& teller_;
};

}  // namespace

std::string package_linked_data(const Contents& contents) { return Graph(contents).write(); }

}  // namespace ombud::processing
