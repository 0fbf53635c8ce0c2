#pragma once
// What is gathered from the record's lines about one thing (a system, a party, a category of
// persons, a country), and how it is said.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "processing/legs.h"
#include "processing/lists.h"

namespace ombud::processing {

// Each thing once, in the order of its key: a record's is its number, so that a list is the same
// each time.
class Pieces {
 public:
  void add(const std::string& key, Piece piece) { all_.emplace(key, std::move(piece)); }

  bool empty() const { return all_.empty(); }

  std::vector<Piece> take() {
    std::vector<Piece> pieces;
    for (auto& [key, piece] : all_) pieces.push_back(std::move(piece));
    return pieces;
  }

 private:
  std::map<std::string, Piece> all_;
};

// What is gathered about one system, party, category of persons or country.
struct Gathered {
  Pieces activities, persons, data, periods, systems, parties, countries, sources, roles, ways;
  Groups groups;
  bool special = false;
  bool abroad = false;
};

class Gatherer {
 protected:
  Gatherer(const records::Kinds& kinds, const Register& all, Language language)
      : kinds_(kinds), all_(all), language_(language) {}

  std::string said(std::string_view key, const Params& params = {}) const;
  std::string choice(std::string_view kind, std::string_view path, const std::string& word) const;

  static Piece words(std::string text) { return {.text = std::move(text)}; }

  Piece lacking(std::string_view key, const Params& params = {}) const;
  Piece piece(const records::Record& record) const;
  Piece piece(const std::string& id) const;
  Piece piece_of_data(const Leg& leg) const;
  std::string number_of(const std::string& id) const;
  std::string supplier(const std::string& system) const;
  void gather(const Leg& leg, Gathered& into) const;
  void group_by(const Leg& leg, Groups& into) const;
  void meets(const std::string& id, Gathered& into) const;
  void country_of(const std::string& country, Gathered& into) const;
  void countries_of(const records::Record& system, Gathered& into) const;
  void source_of(const Leg& leg, Gathered& into) const;
  std::vector<Piece> run_by(const records::Record& system) const;
  void roles_of(const Leg& leg, const std::string& party, Gathered& into) const;

  const records::Kinds& kinds_;
  const Register& all_;
  Language language_;
};

}  // namespace ombud::processing
