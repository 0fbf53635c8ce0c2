#pragma once
// What the drivers' catalogue readers share: the right to make names, and the order that makes two
// reads of one database alike.

#include <string>
#include <utility>

#include "sql/catalogue.h"

namespace ombud::sql {

/// Base of what reads a catalogue. Whoever derives from it answers for it that each name was read
/// from a database and not taken from anybody's input.
class CatalogueReader {
 protected:
  CatalogueReader() = default;

  static Name name(std::string text) { return {Name::FromCatalogue{}, std::move(text)}; }

  static Table table(std::string schema, std::string table) {
    return {.schema = name(std::move(schema)),
            .name = name(std::move(table)),
            .columns = {},
            .primary_key = {},
            .foreign_keys = {},
            .indexes = {},
            .triggers = {},
            .row_id = {},
            .parent = {},
            .comment = {}};
  }

  static Column column(std::string column) {
    return {
        .name = name(std::move(column)), .type = {}, .limit = {}, .fallback = {}, .comment = {}};
  }
};

}  // namespace ombud::sql
