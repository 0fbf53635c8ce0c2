#include "processing/lists.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "base/words.h"
#include "processing/agreed.h"
#include "processing/eea.h"
#include "processing/gathered.h"
#include "processing/rows.h"
#include "processing/words.h"

namespace ombud::processing {

namespace {

using records::Kinds;
using records::Record;
using records::Row;

constexpr Word<ListName> names[] = {
    {ListName::systems, "systems"},
    {ListName::recipients, "recipients"},
    {ListName::persons, "persons"},
    {ListName::countries, "countries"},
};

class Maker : private Gatherer {
 public:
  Maker(const Kinds& kinds, const Register& all, Language language, Day today)
      : Gatherer(kinds, all, language), agreements_(all, today), transfers_(all) {}

  List systems() {
    List list{ListName::systems,
              {"processing.list_system", "processing.list_type", "processing.list_persons",
               "processing.list_data", "processing.list_why", "processing.list_periods",
               "processing.list_run_by", "processing.list_countries"},
              {}};
    std::map<std::string, Gathered> found;
    for (const Record* system : all_.of_kind("system"))
      if (system->state != "ended") found[system->id.text];
    each_leg([&](const Leg& leg) {
      for (const std::string& id : leg.systems) {
        gather(leg, found[id]);
        group_by(leg, found[id].groups);
      }
    });
    for (auto& [id, gathered] : found) {
      const Record* system = all_.find(id);
      if (system == nullptr) continue;
      countries_of(*system, gathered);
      if (gathered.activities.empty())
        gathered.activities.add("", lacking("processing.list_no_activity"));
      ListLine line = line_of(*system, gathered);
      line.groups = groups_of(*system, std::move(gathered.groups));
      line.cells = {{words(choice("system", "type", system->row.text("type")))},
                    gathered.persons.take(),
                    gathered.data.take(),
                    gathered.activities.take(),
                    gathered.periods.take(),
                    run_by(*system),
                    gathered.countries.take()};
      list.lines.push_back(std::move(line));
    }
    return finished(std::move(list));
  }

  List recipients() {
    List list{ListName::recipients,
              {"processing.list_recipient", "processing.list_as", "processing.list_persons",
               "processing.list_data", "processing.list_activities", "processing.list_country",
               "processing.list_safeguard", "processing.list_agreement"},
              {}};
    std::map<std::string, Gathered> found;
    each_leg([&](const Leg& leg) {
      for (const std::string& id : leg.recipients) {
        gather(leg, found[id]);
        roles_of(leg, id, found[id]);
      }
      // Whoever runs a system has all that lies in it.
      for (const std::string& system : leg.systems)
        if (const std::string id = supplier(system); !id.empty()) {
          gather(leg, found[id]);
          found[id].systems.add(number_of(system), piece(system));
        }
    });
    // Nor is it forgotten with whom something is agreed that no activity tells of.
    if (all_.whole)
      for (const std::string& id : agreements_.unstated_parties()) found[id];
    for (auto& [id, gathered] : found)
      if (const Record* party = all_.find(id); party != nullptr)
        list.lines.push_back(line_of_party(*party, gathered));
    return finished(std::move(list));
  }

  List persons() {
    List list{ListName::persons,
              {"processing.list_person", "processing.list_activities", "processing.list_data",
               "processing.list_sources", "processing.list_systems", "processing.list_recipients",
               "processing.list_countries", "processing.list_periods"},
              {}};
    std::map<std::string, Gathered> found;
    for (const Record* person : all_.of_kind("person_category"))
      if (person->state != "ended") found[person->id.text];
    each_leg([&](const Leg& leg) {
      if (leg.person.empty()) return;
      Gathered& gathered = found[leg.person];
      gather(leg, gathered);
      source_of(leg, gathered);
      for (const std::string& id : leg.systems) {
        gathered.systems.add(number_of(id), piece(id));
        if (const Record* system = all_.find(id); system != nullptr)
          countries_of(*system, gathered);
        if (const std::string party = supplier(id); !party.empty()) meets(party, gathered);
      }
      for (const std::string& id : leg.recipients) meets(id, gathered);
    });
    for (auto& [id, gathered] : found) {
      const Record* person = all_.find(id);
      if (person == nullptr) continue;
      if (gathered.activities.empty())
        gathered.activities.add("", lacking("processing.list_no_activity"));
      ListLine line = line_of(*person, gathered);
      line.cells = {gathered.activities.take(), gathered.data.take(),    gathered.sources.take(),
                    gathered.systems.take(),    gathered.parties.take(), gathered.countries.take(),
                    gathered.periods.take()};
      list.lines.push_back(std::move(line));
    }
    return finished(std::move(list));
  }

  List countries() {
    List list{
        ListName::countries,
        {"processing.list_country", "processing.list_protection", "processing.list_systems",
         "processing.list_recipients", "processing.list_activities", "processing.list_safeguard"},
        {}};
    std::map<std::string, Gathered> found;
    each_leg([&](const Leg& leg) {
      for (const std::string& id : leg.systems) {
        const Record* system = all_.find(id);
        if (system == nullptr) continue;
        for (const std::string& country : list_of(system->row, "countries")) {
          found[country].systems.add(system->number, piece(id));
          gather(leg, found[country]);
          safeguard_there(leg, country, "", found[country]);
        }
        if (const std::string party = supplier_of(*system); !party.empty())
          at_party(leg, party, found);
      }
      for (const std::string& id : leg.recipients) at_party(leg, id, found);
    });
    for (auto& [country, gathered] : found) {
      const bool third = is_third_country(country);
      ListLine line;
      line.about = words(country_name(country, language_));
      line.abroad = third;
      line.special = gathered.special;
      line.cells = {{words(said(third ? "processing.list_third" : "processing.list_inside"))},
                    gathered.systems.take(),
                    gathered.parties.take(),
                    gathered.activities.take(),
                    gathered.ways.take()};
      list.lines.push_back(std::move(line));
    }
    return finished(std::move(list));
  }

 private:
  void each_leg(const auto& take) {
    for (const Record& activity : all_.activities)
      for (const Leg& leg : legs_of(activity, all_)) take(leg);
  }

  ListLine line_of(const Record& record, const Gathered& gathered) const {
    ListLine line;
    line.about = piece(record);
    line.abroad = gathered.abroad;
    line.special = gathered.special;
    return line;
  }

  Groups groups_of(const Record& system, Groups groups) const {
    groups[Grouping::type].insert(choice("system", "type", system.row.text("type")));
    groups[Grouping::group].insert(system.row.text("group"));
    return groups;
  }

  ListLine line_of_party(const Record& party, Gathered& gathered) const {
    country_of(party.row.text("country"), gathered);
    std::vector<Piece> as = gathered.roles.take();
    for (Piece& system : gathered.systems.take()) {
      system.text = said("processing.list_runs", {{"system", system.text}});
      as.push_back(std::move(system));
    }
    ListLine line = line_of(party, gathered);
    line.cells = {std::move(as),
                  gathered.persons.take(),
                  gathered.data.take(),
                  gathered.activities.take(),
                  gathered.countries.take(),
                  safeguards(party),
                  agreements(party)};
    return line;
  }

  // What protects the data at a party outside the EEA: of the activities' own lines and of the
  // transfers that are assessed for several.
  std::vector<Piece> safeguards(const Record& party) const {
    const std::string& country = party.row.text("country");
    Pieces found;
    for (const Transferred& one : transfers_.to_party(party.id.text))
      found.add(one.mechanism, way(one));
    if (found.empty() && is_third_country(country))
      found.add("", lacking("processing.list_no_safeguard"));
    return found.take();
  }

  Piece way(const Transferred& one) const {
    if (one.mechanism.empty()) return lacking("processing.list_no_safeguard");
    std::string text = choice("activity", "transfers.mechanism", one.mechanism);
    if (!one.safeguard.empty()) text += ": " + one.safeguard;
    return words(std::move(text));
  }

  std::vector<Piece> agreements(const Record& party) const {
    const Agreed agreed = agreements_.with(party);
    std::vector<Piece> said_of = agreement_with(agreed);
    for (const Record* one : agreed.unstated) {
      std::erase_if(said_of, [&](const Piece& said) { return said.number == one->number; });
      Piece unstated = piece(*one);
      unstated.lacking = true;
      unstated.text = said("processing.list_no_statement", {{"agreement", unstated.text}});
      said_of.push_back(std::move(unstated));
    }
    return said_of;
  }

  std::vector<Piece> agreement_with(const Agreed& agreed) const {
    if (!agreed.needed) return {};
    if (agreed.agreement == nullptr && !agreed.reason.empty()) return {words(agreed.reason)};
    if (agreed.agreement == nullptr) return {lacking("processing.list_no_agreement")};
    Piece found = piece(*agreed.agreement);
    if (agreed.holds) return {found};
    found.lacking = true;
    found.text = said(
        "processing.list_agreement_not_signed",
        {{"agreement", found.text}, {"state", state_label(kinds_, *agreed.agreement, language_)}});
    return {found};
  }

  void at_party(const Leg& leg, const std::string& id,
                std::map<std::string, Gathered>& found) const {
    const Record* party = all_.find(id);
    if (party == nullptr || party->row.text("country").empty()) return;
    const std::string& country = party->row.text("country");
    Gathered& there = found[country];
    there.parties.add(party->number, piece(*party));
    gather(leg, there);
    safeguard_there(leg, country, id, there);
  }

  // What allows the data of a leg to be in a country; that nothing does is said of whom.
  void safeguard_there(const Leg& leg, const std::string& country, const std::string& party,
                       Gathered& into) const {
    if (!is_third_country(country)) return;
    bool found = false;
    for (const Transferred& one : transfers_.of_activity(*leg.activity))
      if (one.country == country || (!party.empty() && one.recipient == party)) {
        found |= !one.mechanism.empty();
        into.ways.add(one.mechanism, way(one));
      }
    for (const Transferred& one : transfers_.assessed_for(party)) {
      found |= !one.mechanism.empty();
      into.ways.add(one.mechanism, way(one));
    }
    if (!found)
      into.ways.add("~" + leg.activity->number,
                    lacking("processing.list_no_safeguard_in",
                            {{"activity", leg.activity->number + " " + leg.activity->title}}));
  }

  // In the order of the language; a line lacks something where one of its pieces does.
  List finished(List list) const {
    const Order order = order_of(language_);
    const auto before = [&](const ListLine& one, const ListLine& other) {
      const int said = order(one.about.text, other.about.text);
      return said == 0 ? one.about.number < other.about.number : said < 0;
    };
    std::ranges::sort(list.lines, before);
    for (ListLine& line : list.lines)
      line.lacking = std::ranges::any_of(line.cells, [](const std::vector<Piece>& cell) {
        return std::ranges::any_of(cell, &Piece::lacking);
      });
    return list;
  }

  Agreements agreements_;
  Transfers transfers_;
};

}  // namespace

std::string_view word(ListName name) { return word_in(names, name); }

std::optional<ListName> list_name_of(std::string_view word) { return value_in(names, word); }

std::vector<std::string_view> kinds_beside(ListName name, bool whole) {
  std::vector<std::string_view> kinds{"agreement", "transfer"};
  if (name == ListName::recipients) kinds.emplace_back("audit_statement");
  if (whole && name == ListName::systems) kinds.emplace_back("system");
  if (whole && name == ListName::persons) kinds.emplace_back("person_category");
  return kinds;
}

List list_of(ListName name, const Kinds& kinds, const Register& all, Language language, Day today) {
  Maker maker(kinds, all, language, today);
  switch (name) {
    case ListName::systems:
      return maker.systems();
    case ListName::recipients:
      return maker.recipients();
    case ListName::persons:
      return maker.persons();
    case ListName::countries:
      return maker.countries();
  }
  return {};
}

void narrow(List& list, const Narrow& to) {
  const std::string wanted = fold(to.search);
  const auto has_words = [&](const ListLine& line) {
    if (fold(line.about.text).find(wanted) != std::string::npos) return true;
    return std::ranges::any_of(line.cells, [&](const std::vector<Piece>& cell) {
      return std::ranges::any_of(
          cell, [&](const Piece& one) { return fold(one.text).find(wanted) != std::string::npos; });
    });
  };
  std::erase_if(list.lines, [&](const ListLine& line) {
    return (to.lacking && !line.lacking) || (to.abroad && !line.abroad) ||
           (to.special && !line.special) || (!wanted.empty() && !has_words(line));
  });
}

void group(List& list, Grouping by, Language language) {
  // What is not said has the empty word, which stands last.
  const auto before = [order = order_of(language)](const std::string& one,
                                                   const std::string& other) {
    if (one.empty() || other.empty()) return !one.empty();
    const int said = order(one, other);
    return said == 0 ? one < other : said < 0;
  };
  std::map<std::string, std::vector<ListLine>, decltype(before)> groups(before);
  for (const ListLine& line : list.lines) {
    const auto found = line.groups.find(by);
    if (found == line.groups.end() || found->second.empty()) {
      groups[""].push_back(line);
      continue;
    }
    for (const std::string& name : found->second) groups[name].push_back(line);
  }
  list.lines.clear();
  for (auto& [name, lines] : groups)
    for (ListLine& line : lines) {
      line.group = name.empty() ? say("processing.list_not_said", {}, language) : name;
      list.lines.push_back(std::move(line));
    }
}

}  // namespace ombud::processing
