#include "records/import.h"

#include <fmt/ranges.h>

#include <algorithm>

#include "base/text.h"
#include "base/words.h"
#include "records/file_records.h"
#include "records/found_by.h"
#include "records/headings.h"
#include "records/pen.h"
#include "records/rows.h"
#include "records/sight.h"
#include "records/wish.h"

namespace ombud::records {

namespace {

constexpr Word<Came> words[] = {
    {Came::fresh, "new"}, {Came::changed, "changed"}, {Came::same, "same"}, {Came::wrong, "wrong"}};

void gather_kinds(const std::vector<Field>& fields, std::set<std::string>& kinds) {
  for (const Field& field : fields) {
    if (field.type == Type::link) kinds.insert(field.to);
    gather_kinds(field.fields, kinds);
  }
}

class Importer {
 public:
  Importer(accounts::Office& office, const Kinds& kinds, const Kind& kind,
           store::Transaction& transaction, Sight sight, const tables::Table& table,
           const ImportWish& wish)
      : office_(office),
        kinds_(kinds),
        kind_(kind),
        transaction_(transaction),
        sight_(std::move(sight)),
        table_(table),
        wish_(wish) {}

  Result<void> look() {
    TRY(choose_key());
    say_unsaid();
    TRY(find_catalogues());
    candidates_.reserve(table_.lines.size());
    for (FileRecord& from : records_in(kind_, table_, wish_.mapping, import_.key)) {
      if (!is_chosen(from)) continue;
      Candidate& candidate = candidates_.emplace_back();
      candidate.from = std::move(from);
    }
    if (candidates_.size() > most_imported)
      return fail(Errc::invalid, "records.too_many", {{"most", std::to_string(most_imported)}});
    const CellReader cells(kinds_, catalogues_, accounts_);
    const FileReader reader(kind_, table_, wish_.mapping, cells);
    TRY(match(reader));
    for (Candidate& candidate : candidates_)
      candidate.origin = reader.put(candidate.from, candidate.after, candidate.faults);
    TRY(check(reader));
    for (Candidate& candidate : candidates_) judge(candidate);
    return {};
  }

  bool may_write() const {
    return wish_.write && (wish_.skip_wrong || import_.count(Came::wrong) == 0);
  }

  Result<void> write() {
    std::int64_t fresh = 0;
    for (const Candidate& candidate : candidates_) fresh += candidate.came == Came::fresh ? 1 : 0;
    Pen pen(office_, kinds_, kind_, transaction_, {"records.imported", wish_.reason});
    TRY(pen.announce(all_after()));
    if (fresh > 0) TRY(pen.reserve(fresh));
    for (std::size_t at = 0; at < candidates_.size(); ++at) {
      Candidate& candidate = candidates_[at];
      if (candidate.came == Came::fresh) {
        TRY(pen.make(candidate.after));
        import_.records[at].number = candidate.after.number;
      } else if (candidate.came == Came::changed) {
        TRY(pen.put(candidate.after));
      }
    }
    if (pen.records() == 0) return {};
    TRY(pen.end());
    import_.change = pen.change();
    return {};
  }

  std::vector<Record> all_after() const {
    std::vector<Record> all;
    for (const Candidate& candidate : candidates_)
      if (candidate.came == Came::fresh) all.push_back(candidate.after);
    return all;
  }

  Import take() { return std::move(import_); }

  const Import& import() const { return import_; }

 private:
  struct Candidate {
    FileRecord from;
    std::optional<Record> before;
    Record after;
    FileReader::Origin origin;
    std::vector<CellFault> faults;
    Came came = Came::wrong;
    bool unread = false;            // Something in the file could not be read.
    std::optional<RecordId> known;  // The one that it is.
  };

  bool is_chosen(const FileRecord& from) const {
    if (!wish_.rows) return true;
    return std::ranges::any_of(from.lines, [&](std::size_t line) {
      return wish_.rows->contains(table_.lines[line].number);
    });
  }

  Result<void> choose_key() {
    import_.key = wish_.mapping.key;
    if (import_.key.empty())
      import_.key = wish_.mapping.uses(number_path) ? std::string(number_path) : kind_.title;
    if (wish_.mapping.uses(import_.key)) return {};
    return fail(Errc::invalid, "records.mapping_no_title",
                {{"field", import_.key}, {"kind", kind_.name}});
  }

  void say_unsaid() {
    for (const std::string& column : table_.columns)
      if (std::ranges::find(wish_.mapping.columns, column, &ColumnRule::column) ==
          wish_.mapping.columns.end())
        import_.unsaid.push_back(column);
  }

  // Everything that links, accounts and the key may name, each in one question.
  Result<void> find_catalogues() {
    std::set<std::string> linked{kind_.name};
    gather_kinds(kind_.fields, linked);
    for (const std::string& name : linked) {
      const bool asked = name == kind_.name ||
                         std::ranges::any_of(wish_.mapping.columns,
                                             [&](const auto& rule) {
                                               const Field* field = kind_.at(rule.field);
                                               return field != nullptr && field->to == name;
                                             }) ||
                         std::ranges::any_of(wish_.mapping.fresh, [&](const auto& pair) {
                           const Field* field = kind_.at(pair.first);
                           return field != nullptr && field->to == name;
                         });
      if (asked)
        catalogues_.emplace(name,
                            TRY(Catalogue::of(transaction_, *TRY(kinds_.find(name)), sight_)));
    }
    for (const auto& [id, name] : TRY(accounts::names(office_))) accounts_[fold(name)] = id.text;
    return {};
  }

  // By another field than number and title: its words, and whose they are.
  Result<std::multimap<std::string, std::string>> by_field(const Field& field) {
    std::multimap<std::string, std::string> ids;
    sql::Statement select(
        "select v.word, v.record_id from records_value v join records_record r on "
        "r.organisation_id = v.organisation_id and r.id = v.record_id where v.organisation_id = ");
    select.value(transaction_.organisation().text).text(" and v.kind = ").value(kind_.name);
    select.text(" and v.field = ").value(field.name).text(" and r.archived = ").value(false);
    sight_.narrow(select, kind_);
    for (const sql::Row& row : TRY(transaction_.all(select)))
      ids.emplace(store::text_in(row[0]), store::text_in(row[1]));
    return ids;
  }

  static void fault(Candidate& candidate, std::string key, Params params = {}) {
    candidate.faults.push_back({candidate.from.lines.front(),
                                "",
                                "",
                                "",
                                {Errc::invalid, std::move(key), std::move(params)}});
  }

  void found(Candidate& candidate, const std::vector<RecordId>& ids) {
    if (ids.size() == 1) candidate.known = ids.front();
    if (ids.size() > 1) fault(candidate, "records.key_not_unique");
  }

  Result<void> match(const FileReader& reader) {
    const Catalogue& own = catalogues_.at(kind_.name);
    const bool by_title = import_.key == kind_.title || import_.key == number_path;
    std::multimap<std::string, std::string> by_word;
    const Field* field = kind_.field(import_.key);
    if (!by_title) by_word = TRY(by_field(*field));
    for (Candidate& candidate : candidates_) {
      const FileRecord& from = candidate.from;
      if (from.twice)
        fault(candidate, "records.twice_in_file",
              {{"row", std::to_string(table_.lines[*from.twice].row)}});
      std::vector<RecordId> ids;
      if (!from.number.empty()) {
        const Catalogue::Entry* entry = own.by_serial(serial_in(kind_, from.number));
        if (entry == nullptr)
          fault(candidate, "records.no_such_number", {{"number", from.number}});
        else
          ids.push_back(entry->id);
      } else if (by_title) {
        for (const Catalogue::Entry* entry : own.by_title(from.key)) ids.push_back(entry->id);
      } else {
        const auto [begin, end] = by_word.equal_range(index_word(*field, from.key));
        for (auto at = begin; at != end && !from.key.empty(); ++at)
          ids.push_back(RecordId{at->second});
      }
      found(candidate, ids);
    }
    return begin_records(reader);
  }

  // What each was, or a new one with its id: others of the file may lead to it.
  Result<void> begin_records(const FileReader& reader) {
    std::vector<std::string> ids;
    std::map<std::string, std::size_t> rows;
    for (Candidate& candidate : candidates_) {
      if (!candidate.known) continue;
      const std::size_t row = table_.lines[candidate.from.lines.front()].row;
      const auto [at, first] = rows.emplace(candidate.known->text, row);
      if (first)
        ids.push_back(candidate.known->text);
      else
        fault(candidate, "records.twice_in_file", {{"row", std::to_string(at->second)}});
    }
    std::map<std::string, Record> before;
    for (Record& record : TRY(records_of(kinds_, transaction_, ids)))
      before.emplace(record.id.text, std::move(record));
    for (Candidate& candidate : candidates_) {
      if (candidate.known) {
        candidate.before = before.at(candidate.known->text);
        candidate.after = *candidate.before;
        continue;
      }
      candidate.after.kind = kind_.name;
      candidate.after.state = kind_.states.front().name;
      candidate.after.owner = office_.actor.account;
      candidate.after.id = RecordId{uuid_by_time(office_.clock.now())};
      if (!candidate.faults.empty()) continue;
      to_come_.push_back(candidate.after.id);
      catalogues_.at(kind_.name).add(candidate.after.id, reader.title_of(candidate.from));
    }
    return {};
  }

  Result<void> check(const FileReader& reader) {
    std::vector<Record> records;
    for (Candidate& candidate : candidates_) records.push_back(std::move(candidate.after));
    const auto faults = TRY(faults_of(office_, kinds_, kind_, transaction_, records, to_come_));
    for (std::size_t at = 0; at < candidates_.size(); ++at) {
      Candidate& candidate = candidates_[at];
      candidate.after = std::move(records[at]);
      // A cell that could not be read is told once, not as missing too.
      candidate.unread = !candidate.faults.empty();
      for (const Fault& fault : faults[at])
        if (!candidate.unread || fault.error.key != "records.missing")
          candidate.faults.push_back(reader.in_file(candidate.origin, fault));
    }
    return {};
  }

  bool is_same(const Candidate& candidate) const {
    const auto& before = candidate.before;
    return before && before->row == candidate.after.row && before->owner == candidate.after.owner &&
           before->state == candidate.after.state;
  }

  void check_state(Candidate& candidate) {
    const Record& after = candidate.after;
    const std::string from = candidate.before ? candidate.before->state : kind_.states.front().name;
    if (from != after.state) {
      const auto leads = [&](const Move& move) {
        const bool starts =
            !candidate.before || std::ranges::find(move.from, from) != move.from.end();
        return starts && move.to == after.state;
      };
      const auto move = std::ranges::find_if(kind_.moves, leads);
      if (move == kind_.moves.end())
        fault(candidate, "records.no_way_there", {{"state", after.state}});
      else if (std::ranges::none_of(kind_.moves, [&](const Move& one) {
                 return leads(one) && office_.actor.may(one.permission);
               }))
        fault(candidate, "records.not_yours_to_move",
              {{"state", after.state}, {"permission", move->permission}});
      return;
    }
    if (!candidate.before) return;
    if (const Result<void> open = takes_edits(kind_, *candidate.before); !open)
      candidate.faults.push_back({candidate.from.lines.front(), "", "", "", open.error()});
  }

  void judge(Candidate& candidate) {
    if (is_same(candidate) && !candidate.unread) {
      candidate.came = Came::same;
      candidate.faults.clear();
    } else {
      check_state(candidate);
      candidate.came = !candidate.faults.empty() ? Came::wrong
                       : candidate.before        ? Came::changed
                                                 : Came::fresh;
    }
    const Record& after = candidate.after;
    ImportedRecord done{
        candidate.from.lines.front(), candidate.came, after.number, after.title, {}};
    for (const Field& field : kind_.fields) {
      const Value* was = candidate.before ? candidate.before->row.find(field.name) : nullptr;
      const Value* is = after.row.find(field.name);
      if ((was == nullptr) != (is == nullptr) || (was != nullptr && *was != *is))
        done.fields.push_back(field.name);
    }
    import_.records.push_back(std::move(done));
    std::ranges::move(candidate.faults, std::back_inserter(import_.faults));
  }

  accounts::Office& office_;
  const Kinds& kinds_;
  const Kind& kind_;
  store::Transaction& transaction_;
  Sight sight_;  // For reading: what it does not hold is not there for who imports.
  const tables::Table& table_;
  const ImportWish& wish_;
  Import import_;
  std::map<std::string, Catalogue> catalogues_;
  std::map<std::string, std::string> accounts_;
  std::vector<Candidate> candidates_;
  std::vector<RecordId> to_come_;
};

}  // namespace

std::string_view word(Came came) { return word_in(words, came); }

std::size_t Import::count(Came came) const {
  return static_cast<std::size_t>(std::ranges::count(records, came, &ImportedRecord::came));
}

Result<Import> import_table(accounts::Office& office, const Kinds& kinds, const Kind& kind,
                            const tables::Table& table, const ImportWish& wish) {
  TRY(allowed(office, kinds, kind.name, Verb::edit));
  TRY(check_mapping(kind, wish.mapping));
  store::Transaction transaction = TRY(office.store.begin(
      office.organisation.id, wish.write ? sql::Begin::write : sql::Begin::read));
  Importer importer(office, kinds, kind, transaction,
                    TRY(Sight::of(office, kinds, transaction, "read")), table, wish);
  TRY(importer.look());
  if (!importer.may_write()) return importer.take();
  if (!importer.import().unsaid.empty() && !wish.ignore_rest)
    return fail(Errc::invalid, "records.columns_unsaid",
                {{"columns", fmt::format("{}", fmt::join(importer.import().unsaid, ", "))}});
  TRY(importer.write());
  TRY(transaction.commit());
  return importer.take();
}

std::string place_of(const tables::Table& table, const tables::Line& line, Language language) {
  const std::string row = say("records.row", {{"row", std::to_string(line.row)}}, language);
  if (table.files.size() < 2) return row;
  const std::string& file = table.files[line.file];
  const auto alone = std::ranges::count(table.lines, line.file, &tables::Line::file) == 1;
  return alone ? file : file + ", " + row;
}

}  // namespace ombud::records
