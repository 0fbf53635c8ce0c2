#pragma once
// A table by a mapping as records: which lines are one record, and what they say of its fields.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "records/cell_values.h"
#include "records/import.h"

namespace ombud::records {

/// One record of the file.
struct FileRecord {
  std::vector<std::size_t> lines;    // Places in Table::lines; not empty.
  std::string number;                // Empty where none is given, or it is not the key.
  std::string key;                   // Of another key the text.
  std::optional<std::size_t> twice;  // It stands already in this line.
};

/// Which lines belong together. Where columns are lines of a record, the rows that follow with the
/// same key or without one are more of its lines.
std::vector<FileRecord> records_in(const Kind& kind, const tables::Table& table,
                                   const Mapping& mapping, const std::string& key);

/// What a record of the file says, put onto what there is.
class FileReader {
 public:
  FileReader(const Kind& kind, const tables::Table& table, const Mapping& mapping,
             const CellReader& cells);

  /// Where each part of a record came from, to say where it is wrong.
  struct Origin {
    std::size_t first = 0;
    std::map<std::string, std::size_t> fields;              // Field → line.
    std::map<std::string, std::vector<std::size_t>> lines;  // Of rows: its lines → line.
  };

  /// Changes `record`; a new one (without version) gets the mapping's values for new ones too.
  Origin put(const FileRecord& from, Record& record, std::vector<CellFault>& faults) const;
  /// A fault of the record as one of the file.
  CellFault in_file(const Origin& origin, const Fault& fault) const;
  /// What the record is called in the file; empty where nothing says it.
  std::string title_of(const FileRecord& from) const;

 private:
  struct Rule {
    const ColumnRule* rule;
    std::size_t column;
    const Field* field;
  };

  void put_own(const Rule& rule, const FileRecord& from, Record& record, Origin& origin,
               std::vector<CellFault>& faults) const;
  void put_plain(const std::string& name, const std::vector<Rule>& rules, const FileRecord& from,
                 Record& record, Origin& origin, std::vector<CellFault>& faults) const;
  void put_lines(const Field& rows, const std::vector<Rule>& rules, const FileRecord& from,
                 Record& record, Origin& origin, std::vector<CellFault>& faults) const;
  void read_lines(const Field& rows, const std::vector<Rule>& rules, std::size_t line,
                  std::vector<Row>& all, std::vector<std::size_t>& places,
                  std::vector<CellFault>& faults) const;
  void put_fresh(Record& record, std::size_t line, std::vector<CellFault>& faults) const;
  /// The one line of several that says something; nothing where none speaks of it.
  std::optional<std::size_t> speaking(const Rule& rule, const FileRecord& from,
                                      std::vector<CellFault>& faults) const;
  void say(const Rule& rule, std::size_t line, const std::string& path,
           std::vector<CellReader::Wrong> wrong, std::vector<CellFault>& faults) const;

  const Kind& kind_;
  const tables::Table& table_;
  const Mapping& mapping_;
  const CellReader& cells_;
  std::vector<Rule> own_;                              // number, state, owner.
  std::map<std::string, std::vector<Rule>> by_field_;  // By the outermost field's name.
};

/// Lines of the file onto those that are there: one that says the same keeps what the file does not
/// speak of. `said`: the fields that it speaks of, in their order.
std::vector<Row> merged(const std::vector<Row>& before, const std::vector<Row>& lines,
                        const std::vector<std::string>& said);

}  // namespace ombud::records
