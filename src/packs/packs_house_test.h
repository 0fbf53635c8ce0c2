#pragma once
// The packs of the program, answers to their questions, and an office on either engine. Included by
// *_test.cc only.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "accounts/test_office.h"
#include "packs/apply.h"
#include "packs/packs.h"
#include "parties/parties.h"
#include "processing/processing.h"
#include "sql/test_databases.h"

namespace ombud::packs {

// Read once: they are some 300 kB of YAML.
inline const records::Kinds& all_kinds() {
  static const records::Kinds all = [] {
    std::vector<records::Declared> declared(processing::kinds().begin(), processing::kinds().end());
    declared.insert(declared.end(), parties::kinds().begin(), parties::kinds().end());
    records::Kinds read = sql::test::must_have(records::Kinds::of(declared));
    parties::add_checks(read);
    processing::add_checks(read);
    return read;
  }();
  return all;
}

inline const std::vector<Pack>& all_packs() {
  static const std::vector<Pack> all = [] {
    Result<std::vector<Pack>> read = read_packs(files(), all_kinds());
    if (!read) ADD_FAILURE() << say(read.error());
    must(read.has_value());
    return *std::move(read);
  }();
  return all;
}

inline const Pack& pack_named(std::string_view name) {
  const auto at = std::ranges::find(all_packs(), name, &Pack::name);
  must(at != all_packs().end());
  return *at;
}

/// An answer to every question: yes or no, the first choice, all of several, and a fact that fits.
inline records::Row every_answer(const Pack& pack, bool yes = true) {
  using records::Format;
  using records::Type;
  records::Row row;
  for (const records::Field& field : pack.answers.fields) {
    if (!records::is_asked(field, row)) continue;
    std::vector<std::string> words;
    for (const records::Choice& choice : field.choices) words.push_back(choice.word);
    switch (field.type) {
      case Type::yes_no:
        row.set(field.name, yes);
        break;
      case Type::choice:
        // Customers of both kinds; what leaves is allowed by a decision, which needs no paper.
        if (field.many)
          row.set(field.name, words);
        else
          row.set(field.name, field.name == "customers" ? words.back() : words.front());
        break;
      case Type::day:
        row.set(field.name, std::string("2026-11-02"));
        break;
      default:
        row.set(field.name,
                std::string(field.format == Format::email                 ? "info@havsbris.example"
                            : field.format == Format::country             ? (yes ? "GB" : "SE")
                            : field.format == Format::phone               ? "08-465 004 01"
                            : field.format == Format::organisation_number ? "556016-0680"
                                                                          : "Havsbris"));
    }
  }
  return row;
}

class PacksTest : public testing::TestWithParam<sql::Engine> {
 protected:
  accounts::Office& office() { return house_.office(); }

  accounts::TestOffice house_{GetParam(), {records::migrations(), migrations()}};
};

}  // namespace ombud::packs
