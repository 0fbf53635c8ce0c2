#pragma once
// Says what stands in records' fields as an authority reads it: labels of choices, titles of what
// is linked, names of countries.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "processing/register.h"

namespace ombud::processing {

class Teller {
 public:
  Teller(const records::Kinds& kinds, const Register& all, Language language)
      : kinds_(kinds), all_(all), language_(language) {}

  Language language() const { return language_; }

  const Register& all() const { return all_; }

  std::string said(std::string_view key, const Params& params = {}) const;
  /// What a field is called, "matrix.class" too.
  std::string label(std::string_view kind, std::string_view path) const;
  /// What stands in it; empty where nothing does. Of "matrix.class" `row` is a line of the matrix.
  std::string value(std::string_view kind, const records::Row& row, std::string_view path) const;
  std::string value(const records::Record& record, std::string_view path) const;
  /// "P-0007 Molnet ApS"; words that say so where it is gone or not to be seen.
  std::string title(std::string_view id) const;
  /// Label and value of those fields that have one.
  std::vector<std::pair<std::string, std::string>> facts(
      const records::Record& record, std::initializer_list<std::string_view> paths) const;
  /// "At most 6 months, counted from …": a retention period in words.
  std::string period(const records::Record& period) const;
  /// Name, address, e-mail, phone: who can be reached how.
  std::string contact(const records::Record& party) const;

 private:
  std::string one(const records::Field& field, const std::string& text) const;

  const records::Kinds& kinds_;
  const Register& all_;
  Language language_;
};

}  // namespace ombud::processing
