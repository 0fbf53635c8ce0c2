// Whatever stands in a record of whatever kind: it goes out as a file and comes in again unchanged.
#include <fstream>
#include <random>
#include <sstream>

#include "records/export.h"
#include "records/headings.h"
#include "records/import.h"
#include "records/pen.h"
#include "records/records_house_test.h"
#include "records/sample.h"
#include "records/wish.h"

namespace ombud::records {
namespace {

using sql::test::must_have;

// Every declaration of the program, as it lies in the tree.
Kinds every_kind() {
  std::vector<std::pair<std::string, std::string>> files;
  std::vector<Declared> declared;
  for (const char* folder : {"src/parties/kinds", "src/processing/kinds"})
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      std::stringstream text;
      text << std::ifstream(entry.path()).rdbuf();
      files.emplace_back(entry.path().filename().string(), text.str());
    }
  for (const auto& [name, text] : files) declared.push_back({name, text});
  return must_have(Kinds::of(declared));
}

// Values as people write them, and as nobody hopes they do.
class Invented {
 public:
  Invented(unsigned seed, const std::map<std::string, std::vector<std::string>>& ids)
      : random_(seed), ids_(ids) {}

  Row row(const std::vector<Field>& fields, const std::string& title) {
    Row row;
    for (const Field& field : fields)
      if (field.name != title && chance(2)) put(field, row);
    // What is asked for depends on what stands there.
    for (int again = 0; again < 3; ++again)
      for (const Field& field : fields)
        if (!is_asked(field, row)) row.clear(field.name);
    return row;
  }

  std::string text(const Field& field) {
    static const std::vector<std::string> free{
        "Løn",        "=1+1",      "Æ; ø; å",       "\"quoted\"", "a,b|c",  "+45 12345678",
        "0701",       "'=x",       "_x0041_",       "-5",         "2026-1", "1.234,5",
        "Ärende; nr", "&lt;b&gt;", "linje | linje", "Ja",         "@navn",  "  midt  i  "};
    switch (field.format) {
      case Format::email:
        return "post@example.dk";
      case Format::phone:
        return "+46 8 465 004 10";
      case Format::web:
        return "https://example.dk/side?a=1&b=2";
      case Format::organisation_number:
        return "556012-5790";
      case Format::country:
        return chance(2) ? "DK" : "US";
      case Format::free:
        break;
    }
    std::string made = free[pick(free.size())];
    if (field.type == Type::prose && chance(2)) made += "\n\n- " + free[pick(free.size())] + "\t!";
    const auto most = static_cast<std::size_t>(field.most == 0 ? 500 : field.most);
    return made.size() <= most ? made : std::string("x");
  }

 private:
  std::size_t pick(std::size_t count) { return random_() % count; }

  bool chance(std::size_t of) { return pick(of) == 0; }

  void put(const Field& field, Row& row) {
    if (field.type == Type::rows) {
      std::vector<Row> lines;
      for (std::size_t line = 0; line < 1 + pick(3); ++line)
        lines.push_back(this->row(field.fields, ""));
      return row.set(field.name, std::move(lines));
    }
    if (field.type == Type::integer)
      return row.set(field.name, field.least + static_cast<std::int64_t>(pick(9)));
    if (field.type == Type::yes_no) return row.set(field.name, chance(2));
    if (!field.many) {
      std::string one = this->one(field);
      return one.empty() ? void() : row.set(field.name, std::move(one));
    }
    std::vector<std::string> list;
    for (std::size_t item = 0; item < 1 + pick(3); ++item)
      if (std::string one = this->one(field); !one.empty()) list.push_back(std::move(one));
    row.set(field.name, std::move(list));
  }

  std::string one(const Field& field) {
    if (field.type == Type::choice) return field.choices[pick(field.choices.size())].word;
    if (field.type == Type::day) return "2026-0" + std::to_string(1 + pick(9)) + "-17";
    if (field.type == Type::account) return "";
    if (field.type != Type::link) return text(field);
    const auto at = ids_.find(field.to);
    return at == ids_.end() || at->second.empty() ? "" : at->second[pick(at->second.size())];
  }

  std::mt19937 random_;
  const std::map<std::string, std::vector<std::string>>& ids_;
};

class EveryKind : public testing::Test {
 protected:
  void make(const Kind& kind, std::vector<Record>& all) {
    store::Transaction transaction =
        must_have(house_.office().store.begin(house_.office().organisation.id));
    for (Record& record : all)
      record.state = record.version == 0 ? kind.states.front().name : record.state;
    const auto faults = must_have(faults_of(house_.office(), kinds_, kind, transaction, all));
    for (std::size_t at = 0; at < all.size(); ++at)
      for (const Fault& fault : faults[at]) ADD_FAILURE() << fault.path << " " << fault.error.key;
    Pen pen(house_.office(), kinds_, kind, transaction, {"records.created", ""});
    for (Record& record : all)
      if (record.version == 0)
        must_have(pen.make(record));
      else
        must_have(pen.put(record));
    must_have(pen.end());
    must_have(transaction.commit());
  }

  std::string exported(const Kind& kind, ExportFormat format, Language language) {
    ExportWish how;
    how.wanted.kind = kind.name;
    how.format = format;
    how.language = language;
    std::string bytes;
    must_have(export_records(house_.office(), kinds_, kind, how, [&](std::string_view piece) {
      bytes += piece;
      return Result<void>();
    }));
    return bytes;
  }

  static std::vector<std::string> shown(const tables::Table& table, const Import& import) {
    std::vector<std::string> all;
    for (const CellFault& fault : import.faults)
      all.push_back(std::to_string(table.lines[fault.line].row) + " " + fault.column + " " +
                    fault.path + " \"" + fault.said + "\" " + say(fault.error));
    for (const ImportedRecord& one : import.records)
      for (const std::string& field : one.fields)
        if (one.came == Came::changed) all.push_back(one.number + " changed " + field);
    return all;
  }

  accounts::TestOffice house_{sql::Engine::sqlite, {migrations()}};
  Kinds kinds_ = every_kind();
};

TEST_F(EveryKind, GoesOutAndComesInAgainUnchanged) {
  std::map<std::string, std::vector<std::string>> ids;
  std::map<std::string, std::vector<Record>> records;
  for (const Kind& kind : kinds_.all()) {
    for (int count = 0; count < 3; ++count) {
      Record& record = records[kind.name].emplace_back();
      record.row.set(kind.title, "Nr " + std::to_string(count) + " =æøå; x");
    }
    make(kind, records[kind.name]);
    for (const Record& record : records[kind.name]) ids[kind.name].push_back(record.id.text);
  }
  unsigned seed = 20'261'122;
  for (const Kind& kind : kinds_.all())
    for (int round = 0; round < 3; ++round) {
      house_.clock().move(std::chrono::seconds(1));
      for (Record& record : records[kind.name]) {
        const std::string title = record.row.text(kind.title);
        record.row = Invented(++seed, ids).row(kind.fields, kind.title);
        record.row.set(kind.title, title);
        for (const Field& field : kind.fields) {
          const Value* value = record.row.find(field.name);
          if (value != nullptr && *value == Value(record.id.text)) record.row.clear(field.name);
          const auto* list =
              value == nullptr ? nullptr : std::get_if<std::vector<std::string>>(value);
          if (list != nullptr && std::ranges::count(*list, record.id.text) > 0)
            record.row.clear(field.name);
        }
      }
      make(kind, records[kind.name]);
      for (const ExportFormat format :
           {ExportFormat::xlsx, ExportFormat::csv, ExportFormat::json}) {
        const auto language = static_cast<Language>((seed + static_cast<unsigned>(format)) % 4);
        const tables::Table table =
            must_have(tables::read({{"list", exported(kind, format, language)}}));
        ImportWish how;
        how.mapping = propose(kind, table);
        how.mapping.fresh.clear();
        const Import import = must_have(import_table(house_.office(), kinds_, kind, table, how));
        EXPECT_THAT(shown(table, import), testing::IsEmpty())
            << kind.name << " " << word(format) << " " << code(language) << " seed " << seed;
        EXPECT_EQ(import.count(Came::same), 3U) << kind.name << " " << word(format);
        EXPECT_THAT(import.unsaid, testing::IsEmpty()) << kind.name;
      }
    }
}

// But for the records and accounts that it names.
TEST_F(EveryKind, HasASampleInWhichNothingIsWrong) {
  const Kinds kinds = every_kind();
  for (const Kind& kind : kinds.all())
    for (const Language language : {Language::en, Language::sv, Language::da, Language::nb}) {
      std::vector<Fault> faults;
      Row row = must_have(read_json(kind, write_json(sample_of(kinds, kind, language)), faults));
      EXPECT_TRUE(faults.empty()) << kind.name;
      for (const Fault& fault : check(kind, Demand::all, row))
        EXPECT_EQ(fault.error.key, "records.no_such_record") << kind.name << " " << fault.path;
    }
}

TEST_F(EveryKind, NoWordOfAChoiceMeansTwo) {
  const std::function<void(const std::string&, const std::vector<Field>&)> look =
      [&](const std::string& at, const std::vector<Field>& fields) {
        for (const Field& field : fields) {
          std::map<std::string, std::string> meant;
          for (const Choice& choice : field.choices)
            for (const std::string& label : choice.label) {
              const auto [other, first] = meant.emplace(label, choice.word);
              EXPECT_TRUE(first || other->second == choice.word)
                  << at << field.name << ": " << label;
            }
          look(at + field.name + ".", field.fields);
        }
      };
  for (const Kind& kind : kinds_.all()) look(kind.name + ".", kind.fields);
}

}  // namespace
}  // namespace ombud::records
