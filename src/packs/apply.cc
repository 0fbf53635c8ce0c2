#include "packs/apply.h"

#include <algorithm>
#include <map>
#include <set>

#include "packs/clash.h"
#include "store/store.h"

namespace ombud::packs {

namespace {

using records::Record;
using records::Row;
using records::Value;

// A record of a pack that has been taken over.
struct Taken {
  std::string id;
  std::string content;  // As the pack wrote it last.
};

using TakenBy = std::map<std::tuple<std::string, std::string, std::string>, Taken>;

std::tuple<std::string, std::string, std::string> place_of(const Entry& entry) {
  return {entry.pack, entry.kind->name, entry.key};
}

Result<TakenBy> taken(accounts::Office& office) {
  TakenBy all;
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  for (const sql::Row& row : TRY(transaction.all(
           "select pack, kind, key, record_id, content from packs_record where organisation_id = ?",
           {transaction.organisation().text})))
    all[{store::text_in(row[0]), store::text_in(row[1]), store::text_in(row[2])}] = {
        store::text_in(row[3]), store::text_in(row[4])};
  return all;
}

bool is_same(const Value* one, const Value* other) {
  if (one == nullptr || other == nullptr) return one == other;
  return *one == *other;
}

// What the record becomes where the pack wrote `base`, says `wanted` now, and `mine` stands there:
// field by field, the organisation's own word before the pack's.
void merge(const records::Kind& kind, const Row& base, const Row& wanted, Line& line) {
  std::vector<std::string> changed;
  std::vector<std::string> own;
  for (const records::Field& field : kind.fields) {
    const Value* mine = line.record.row.find(field.name);
    const Value* packs = wanted.find(field.name);
    if (is_same(mine, packs) || is_same(packs, base.find(field.name))) continue;
    if (!is_same(mine, base.find(field.name))) {
      own.push_back(field.name);
      continue;
    }
    changed.push_back(field.name);
    if (packs == nullptr)
      line.record.row.clear(field.name);
    else
      line.record.row.set(field.name, *packs);
  }
  line.step = !changed.empty() ? Step::changed : own.empty() ? Step::same : Step::kept;
  line.fields = changed.empty() ? own : changed;
}

// Whether undoing put the record away, and nobody since.
Result<bool> was_undone(accounts::Office& office, const records::Kinds& kinds,
                        const Record& record) {
  return TRY(records::history(office, kinds, record.id)).front().what == "undone";
}

bool is_closed(const Record& record, const records::Kind& kind) {
  const records::State* state = kind.state(record.state);
  return state == nullptr || state->closed;
}

Result<Line> line_of(accounts::Office& office, const records::Kinds& kinds, const Ready& ready,
                     const Taken* before, std::map<std::string, Record>& there, Row wanted) {
  Line line{Step::made, ready.entry, {}, {}};
  line.record.kind = ready.entry->kind->name;
  const auto now = before == nullptr ? there.end() : there.find(before->id);
  if (now == there.end()) {
    line.record.row = std::move(wanted);
    line.record.title = line.record.row.text(ready.entry->kind->title);
    return line;
  }
  line.record = now->second;
  if (line.record.archived && TRY(was_undone(office, kinds, line.record))) {
    line.step = Step::brought;
    line.record.archived = false;
    line.record.row = std::move(wanted);
    return line;
  }
  if (line.record.archived || is_closed(line.record, *ready.entry->kind)) {
    line.step = Step::set_aside;
    return line;
  }
  std::vector<records::Fault> ignored;
  const Row base = TRY(records::read_json(*ready.entry->kind, before->content, ignored));
  merge(*ready.entry->kind, base, wanted, line);
  return line;
}

Result<void> note(accounts::Office& office, const std::vector<Line>& lines,
                  const std::map<const Entry*, std::string>& said) {
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  for (const Line& line : lines) {
    if (line.step == Step::set_aside) continue;
    TRY(transaction.execute(
        "insert into packs_record (organisation_id, pack, kind, key, record_id, content) values "
        "(?, ?, ?, ?, ?, ?) on conflict (organisation_id, pack, kind, key) do update set "
        "record_id = excluded.record_id, content = excluded.content",
        {transaction.organisation().text, line.entry->pack, line.entry->kind->name, line.entry->key,
         line.record.id.text, said.at(line.entry)}));
  }
  return transaction.commit();
}

struct Planned {
  std::vector<Line> lines;
  std::map<const Entry*, std::string> said;  // What the pack says of each, as JSON.
};

// What other packs say of an entry that they share, in the normal form; made when one is asked for.
class SaidByOthers {
 public:
  SaidByOthers(const Wish& wish, const IdOf& id_of) : wish_(wish), id_of_(id_of) {}

  const std::vector<SaidBy>& of(const Entry& entry) {
    if (!made_) make();
    return said_[place_of(entry)];
  }

 private:
  using Rows = std::map<const Entry*, Row>;

  Rows rows_of(const Pack& pack, const Asker& asker) const {
    Rows rows;
    for (Ready& ready : made_for(pack, asker, id_of_)) {
      records::check(*ready.entry->kind, records::Demand::title, ready.row);
      rows[ready.entry] = std::move(ready.row);
    }
    return rows;
  }

  void make() {
    made_ = true;
    for (const Other& other : wish_.others) {
      Asker here = other.asker;
      here.language = wish_.asker.language;
      Rows spoken = rows_of(*other.pack, here);
      for (auto& [entry, row] : rows_of(*other.pack, other.asker))
        said_[place_of(*entry)].push_back({other.pack, row, spoken[entry]});
    }
  }

  const Wish& wish_;
  const IdOf& id_of_;
  bool made_ = false;
  std::map<std::tuple<std::string, std::string, std::string>, std::vector<SaidBy>> said_;
};

std::vector<std::pair<std::string, records::Fault>> open_clashes(const std::vector<Line>& lines,
                                                                 Language language) {
  std::vector<std::pair<std::string, records::Fault>> faults;
  for (const Line& line : lines)
    for (const Clash& clash : line.clashes)
      if (clash.open)
        faults.push_back(
            {line.record.title,
             {path_of(*line.entry, clash.field),
              {Errc::conflict,
               "packs.clash",
               {{"field", records::say(line.entry->kind->field(clash.field)->label, language)},
                {"title", line.record.title},
                {"other", records::say(clash.other->label, language)}}}}});
  return faults;
}

Result<Planned> planned(accounts::Office& office, const records::Kinds& kinds, const Pack& pack,
                        const Wish& wish) {
  // Who does not see all records would get anew what others have already.
  if (accounts::is_limited(office.actor)) return fail(Errc::forbidden, "packs.limited");
  const TakenBy before = TRY(taken(office));
  std::vector<std::string> ids;
  for (const auto& [place, one] : before) ids.push_back(one.id);
  std::map<std::string, Record> there;
  for (Record& record : TRY(records::find_several(office, kinds, ids)))
    there.emplace(record.id.text, std::move(record));
  // A record that comes gets its id now, so that others can lead to it.
  std::map<const Entry*, std::string> coming;
  const IdOf id_of = [&](const Entry& entry) {
    const auto at = before.find(place_of(entry));
    if (at != before.end() && there.contains(at->second.id)) return at->second.id;
    std::string& id = coming[&entry];
    if (id.empty()) id = new_id<records::RecordId>(office.clock).text;
    return id;
  };
  SaidByOthers others(wish, id_of);
  Planned planned;
  for (const Ready& ready : made_for(pack, wish.asker, id_of)) {
    Row wanted = ready.row;
    // In the normal form, as it will lie there; what is missing is told where it is looked at.
    records::check(*ready.entry->kind, records::Demand::title, wanted);
    planned.said[ready.entry] = records::write_json(wanted);
    const auto at = before.find(place_of(*ready.entry));
    Line line = TRY(line_of(office, kinds, ready, at == before.end() ? nullptr : &at->second, there,
                            std::move(wanted)));
    if (line.step == Step::changed)
      settle(line, there.at(line.record.id.text).row, others.of(*ready.entry), wish.choices);
    if (line.step == Step::made) line.record.id = records::RecordId{id_of(*ready.entry)};
    planned.lines.push_back(std::move(line));
  }
  return planned;
}

}  // namespace

std::string_view word(Step step) {
  constexpr std::string_view words[] = {"made", "brought", "changed", "same", "kept", "set_aside"};
  return words[static_cast<std::size_t>(step)];
}

Result<std::vector<Line>> plan(accounts::Office& office, const records::Kinds& kinds,
                               const Pack& pack, const Wish& wish) {
  return TRY(planned(office, kinds, pack, wish)).lines;
}

Result<Applied> apply(accounts::Office& office, const records::Kinds& kinds, const Pack& pack,
                      const Wish& wish) {
  // What is written and what is noted of it last together or not at all.
  std::optional<store::Frame> frame;
  if (!office.store.is_framed())
    frame.emplace(TRY(office.store.frame(office.organisation.id, sql::Begin::write)));
  Planned what = TRY(planned(office, kinds, pack, wish));
  Applied applied;
  applied.many.faults = open_clashes(what.lines, wish.asker.language);
  if (!applied.many.faults.empty()) {
    applied.lines = std::move(what.lines);
    return applied;
  }
  std::vector<Record> records;
  for (const Line& line : what.lines)
    if (line.step == Step::made || line.step == Step::brought || line.step == Step::changed)
      records.push_back(line.record);
  applied.many = TRY(records::write_together(office, kinds, std::move(records), "records.applied",
                                             pack.name + " " + std::to_string(pack.version)));
  applied.lines = std::move(what.lines);
  if (!applied.many.faults.empty()) return applied;
  TRY(note(office, applied.lines, what.said));
  TRY(keep(office, pack,
           {std::string(code(wish.asker.language)), wish.asker.country, wish.asker.answers,
            pack.version}));
  if (frame) TRY(frame->commit());
  return applied;
}

Result<std::optional<Answered>> answered(accounts::Office& office, const Pack& pack) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const std::optional<sql::Row> row =
      TRY(transaction.one("select language, country, answers, applied_version from packs_answer "
                          "where organisation_id = ? and pack = ?",
                          {transaction.organisation().text, pack.name}));
  if (!row) return std::optional<Answered>();
  // What the questions have become since is asked anew.
  std::vector<records::Fault> ignored;
  Answered answered{store::text_in((*row)[0]), store::text_in((*row)[1]),
                    TRY(records::read_json(pack.answers, store::text_in((*row)[2]), ignored)),
                    static_cast<int>(store::integer_in((*row)[3]))};
  return std::optional(std::move(answered));
}

Result<void> keep(accounts::Office& office, const Pack& pack, const Answered& answered) {
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(transaction.execute(
      "insert into packs_answer (organisation_id, pack, language, country, answers, "
      "applied_version, changed_at, changed_by) values (?, ?, ?, ?, ?, ?, ?, ?) "
      "on conflict (organisation_id, pack) do update set language = excluded.language, "
      "country = excluded.country, answers = excluded.answers, applied_version = "
      "excluded.applied_version, changed_at = excluded.changed_at, changed_by = "
      "excluded.changed_by",
      {transaction.organisation().text, pack.name, answered.language, answered.country,
       records::write_json(answered.row), std::int64_t{answered.applied_version},
       store::of_instant(office.clock.now()), office.actor.account.text}));
  return transaction.commit();
}

Result<std::map<std::string, int>> applied_versions(accounts::Office& office) {
  std::map<std::string, int> all;
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  for (const sql::Row& row : TRY(transaction.all(
           "select pack, applied_version from packs_answer where organisation_id = ?",
           {transaction.organisation().text})))
    all[store::text_in(row[0])] = static_cast<int>(store::integer_in(row[1]));
  return all;
}

}  // namespace ombud::packs
