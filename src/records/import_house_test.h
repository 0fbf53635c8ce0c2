#pragma once
// An office whose records come out of files and go into them. Included by *_test.cc only.

#include "records/cell_values.h"
#include "records/export.h"
#include "records/import.h"
#include "records/records_house_test.h"

namespace ombud::records {

class ImportTest : public RecordsTest {
 protected:
  const Kind& kind(std::string_view name = "activity") {
    return *sql::test::must_have(kinds_.find(name));
  }

  static tables::Table csv(const std::string& text) {
    return sql::test::must_have(tables::read({{"list.csv", text}}));
  }

  static tables::Table json(const std::string& text) {
    return sql::test::must_have(tables::read({{"list.json", text}}));
  }

  ImportWish wish(const tables::Table& table) {
    ImportWish made;
    made.mapping = propose(kind(), table);
    made.write = true;
    made.ignore_rest = true;
    made.reason = "the list";
    return made;
  }

  Import imported(const tables::Table& table, const ImportWish& how) {
    house_.clock().move(std::chrono::seconds(1));
    return sql::test::must_have(import_table(office(), kinds_, kind(), table, how));
  }

  Import imported(const tables::Table& table) { return imported(table, wish(table)); }

  // "1 new, 2 changed, 3 same, 4 wrong" in short.
  static std::vector<std::size_t> counts(const Import& import) {
    return {import.count(Came::fresh), import.count(Came::changed), import.count(Came::same),
            import.count(Came::wrong)};
  }

  // "row 3, Rolle: records.no_such_choice"
  static std::vector<std::string> faults(const tables::Table& table, const Import& import) {
    std::vector<std::string> all;
    for (const CellFault& fault : import.faults) {
      EXPECT_EQ(say(fault.error).find('{'), std::string::npos) << say(fault.error);
      EXPECT_NE(say(fault.error), fault.error.key);
      all.push_back(std::to_string(table.lines[fault.line].row) + ", " + fault.column + ": " +
                    fault.error.key);
    }
    return all;
  }

  Record record(std::string_view number) {
    return sql::test::must_have(find(office(), kinds_, "activity", number));
  }

  std::string written(std::string_view number) { return write_json(record(number).row); }

  std::string exported(ExportFormat format, const ExportWish& how = {}) {
    ExportWish wanted = how;
    wanted.format = format;
    wanted.wanted.kind = "activity";
    std::string bytes;
    sql::test::must_have(
        export_records(office(), kinds_, kind(), wanted, [&](std::string_view piece) {
          bytes += piece;
          return Result<void>();
        }));
    return bytes;
  }
};

}  // namespace ombud::records
