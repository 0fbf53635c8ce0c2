#include "processing/gathered.h"

#include "processing/eea.h"
#include "processing/rows.h"
#include "processing/words.h"

namespace ombud::processing {

using records::Record;
using records::Row;

std::string Gatherer::said(std::string_view key, const Params& params) const {
  return say(key, params, language_);
}

std::string Gatherer::choice(std::string_view kind, std::string_view path,
                             const std::string& word) const {
  return word.empty() ? std::string() : choice_label(kinds_, kind, path, word, language_);
}

Piece Gatherer::lacking(std::string_view key, const Params& params) const {
  return {.text = said(key, params), .lacking = true};
}

Piece Gatherer::piece(const Record& record) const {
  const auto kind = kinds_.find(record.kind);
  return {.text = record.title,
          .room = kind ? (*kind)->room : "",
          .kind = record.kind,
          .number = record.number};
}

Piece Gatherer::piece(const std::string& id) const {
  const Record* record = all_.find(id);
  return record == nullptr ? words(said("processing.list_hidden")) : piece(*record);
}

std::string Gatherer::number_of(const std::string& id) const {
  const Record* record = all_.find(id);
  return record == nullptr ? "" : record->number;
}

std::string Gatherer::supplier(const std::string& system) const {
  const Record* record = all_.find(system);
  return record == nullptr ? "" : supplier_of(*record);
}

void Gatherer::gather(const Leg& leg, Gathered& into) const {
  into.activities.add(leg.activity->number, piece(*leg.activity));
  if (!leg.person.empty()) into.persons.add(number_of(leg.person), piece(leg.person));
  if (!leg.data.empty()) into.data.add(number_of(leg.data) + leg.data_class, piece_of_data(leg));
  if (!leg.retention.empty()) into.periods.add(number_of(leg.retention), piece(leg.retention));
  into.special |= leg.data_class == "special" || leg.data_class == "criminal" ||
                  leg.data_class == "national_id";
}

Piece Gatherer::piece_of_data(const Leg& leg) const {
  Piece data = piece(leg.data);
  if (!leg.data_class.empty() && leg.data_class != "ordinary")
    data.text += " (" + choice("activity", "matrix.class", leg.data_class) + ")";
  return data;
}

void Gatherer::group_by(const Leg& leg, Groups& into) const {
  into[Grouping::data].insert(leg.data.empty() ? "" : piece_of_data(leg).text);
  into[Grouping::data_class].insert(choice("activity", "matrix.class", leg.data_class));
  std::set<std::string>& bases = into[Grouping::basis];
  if (is_processor(*leg.activity)) {
    bases.insert(said("processing.list_basis_of_customer"));
    return;
  }
  const auto& rows = lines_of(leg.activity->row, "legal_bases");
  for (const Row& row : rows)
    bases.insert(choice("activity", "legal_bases.basis", row.text("basis")));
  if (rows.empty()) bases.insert("");
}

void Gatherer::meets(const std::string& id, Gathered& into) const {
  into.parties.add(number_of(id), piece(id));
  if (const Record* party = all_.find(id); party != nullptr)
    country_of(party->row.text("country"), into);
}

void Gatherer::country_of(const std::string& country, Gathered& into) const {
  if (country.empty()) return;
  const bool third = is_third_country(country);
  const std::string name = country_name(country, language_);
  into.countries.add(
      country, words(third ? said("processing.list_third_country", {{"country", name}}) : name));
  into.abroad |= third;
}

void Gatherer::countries_of(const Record& system, Gathered& into) const {
  for (const std::string& country : list_of(system.row, "countries")) country_of(country, into);
}

void Gatherer::source_of(const Leg& leg, Gathered& into) const {
  if (!leg.customer.empty()) into.sources.add(number_of(leg.customer), piece(leg.customer));
  if (leg.source.empty()) return;
  std::string text = choice("activity", "matrix.source", leg.source);
  if (!leg.source_text.empty()) text += ": " + leg.source_text;
  into.sources.add(text, words(text));
}

std::vector<Piece> Gatherer::run_by(const Record& system) const {
  if (system.row.text("run_by") == "us") return {words(said("processing.list_ourselves"))};
  const std::string& party = system.row.text("supplier");
  if (party.empty()) return {words(choice("system", "run_by", system.row.text("run_by")))};
  return {piece(party)};
}

void Gatherer::roles_of(const Leg& leg, const std::string& party, Gathered& into) const {
  const Row* row = recipient_row(*leg.activity, party);
  if (row == nullptr) {
    if (is_processor(*leg.activity))
      into.roles.add("sub_processor", words(said("processing.list_sub_processor")));
    return;
  }
  std::string text = choice("activity", "recipients.as", row->text("as"));
  if (text.empty()) return;
  if (row->text("starts") == "future")
    text = said("processing.list_from", {{"what", text}, {"day", row->text("starts_on")}});
  into.roles.add(text, words(text));
}

}  // namespace ombud::processing
