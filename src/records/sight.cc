#include "records/sight.h"

#include <algorithm>

#include "base/text.h"
#include "records/rows.h"

namespace ombud::records {

namespace {

using sql::Statement;

std::vector<sql::Value> values_of(const std::set<std::string>& ids) {
  return {ids.begin(), ids.end()};
}

bool names_controller(const Kind& kind) {
  return !kind.controller.empty() && kind.controller != itself;
}

// "exists (… the record's controller …" without its end.
void controller_of(Statement& select, const Kind& kind) {
  select
      .text(
          "exists (select 1 from records_value c where c.organisation_id = r.organisation_id and "
          "c.record_id = r.id and c.field = ")
      .value(kind.controller);
}

void names_none(Statement& select, const Kind& kind) {
  if (!names_controller(kind)) return;
  select.text(" and not ");
  controller_of(select, kind);
  // Lists that are ordered by it have a value of a record that names none, too.
  select.text(" and c.linked_id is not null)");
}

void unit_in(Statement& select, const Kind& kind, const std::set<std::string>& units) {
  select.text(kind.unit == itself ? sql::Literal("r.id in (") : sql::Literal("r.unit_id in ("));
  select.values(values_of(units)).text(")");
}

}  // namespace

// Units and controllers as they are now.
struct Sight::Tree {
  struct Unit {
    std::string above;
    std::string controller;
  };

  std::map<std::string, Unit> units;
  std::multimap<std::string, std::string> below;  // By the unit above.
  std::map<std::string, std::string> numbers;     // Of units and controllers, to their ids.
  std::multimap<std::string, std::string> names;  // Of controllers, folded, to their ids.

  // That of the nearest unit upwards which names one. A tree that bites its tail has none.
  std::string controller_of(std::string unit) const {
    for (std::set<std::string> passed; passed.insert(unit).second;) {
      const auto at = units.find(unit);
      if (at == units.end()) return {};
      if (!at->second.controller.empty()) return at->second.controller;
      unit = at->second.above;
    }
    return {};
  }

  void add_below(const std::string& unit, std::set<std::string>& all) const {
    std::vector<std::string> open{unit};
    while (!open.empty()) {
      const std::string next = std::move(open.back());
      open.pop_back();
      if (!all.insert(next).second) continue;
      const auto [begin, end] = below.equal_range(next);
      for (auto at = begin; at != end; ++at) open.push_back(at->second);
    }
  }

  Result<void> read_units(store::Transaction& transaction, const Kind& kind) {
    const std::string& organisation = transaction.organisation().text;
    Statement select("select r.id, r.number, ");
    for (const std::string& field : {kind.above, kind.controller}) {
      select
          .text(
              "(select v.linked_id from records_value v where v.organisation_id = "
              "r.organisation_id and v.record_id = r.id and v.place = 0 and v.field = ")
          .value(field)
          .text("), ");
    }
    select.text("0 from records_record r where r.organisation_id = ").value(organisation);
    select.text(" and r.kind = ").value(kind.name);
    for (const sql::Row& row : TRY(transaction.all(select))) {
      const std::string& id = store::text_in(row[0]);
      numbers[number_text(kind, store::integer_in(row[1]))] = id;
      const Unit unit{store::optional_text_in(row[2]).value_or(""),
                      store::optional_text_in(row[3]).value_or("")};
      if (!unit.above.empty()) below.emplace(unit.above, id);
      units.emplace(id, unit);
    }
    return {};
  }

  Result<void> read_controllers(store::Transaction& transaction, const Kind& kind) {
    Statement select("select id, number, title from records_record where organisation_id = ");
    select.value(transaction.organisation().text).text(" and kind = ").value(kind.name);
    for (const sql::Row& row : TRY(transaction.all(select))) {
      numbers[number_text(kind, store::integer_in(row[1]))] = store::text_in(row[0]);
      names.emplace(fold(store::text_in(row[2])), store::text_in(row[0]));
    }
    return {};
  }
};

Belonging belonging(const Kind& kind, const RecordId& id, const Row& row) {
  const auto said = [&](const std::string& field) {
    return field == itself ? id.text : field.empty() ? std::string() : row.text(field);
  };
  return {said(kind.unit), said(kind.controller), said(kind.above)};
}

Sight::Extent Sight::extent_of(const Tree& tree, const accounts::Reach& reach,
                               const std::string& name) {
  Extent extent;
  extent.whole = reach.whole;
  if (reach.whole) return extent;
  for (const std::string& number : reach.whose.units)
    if (const auto at = tree.numbers.find(number);
        at != tree.numbers.end() && tree.units.contains(at->second))
      tree.add_below(at->second, extent.units);
  for (const std::string& said : reach.whose.controllers) {
    // The organisation itself stands as the empty name.
    const auto [begin, end] = tree.names.equal_range(fold(said.empty() ? name : said));
    for (auto at = begin; at != end; ++at) extent.controllers.insert(at->second);
  }
  for (const auto& [id, unit] : tree.units) {
    const std::string controller = tree.controller_of(id);
    if (controller.empty()) continue;
    if (extent.controllers.contains(controller)) extent.units_of_controllers.insert(id);
    if (extent.units.contains(id)) extent.answering.insert(controller);
  }
  return extent;
}

Result<Sight> Sight::of(const accounts::Office& office, const accounts::Actor& actor,
                        const Kinds& kinds, store::Transaction& transaction,
                        std::string_view verb) {
  Sight sight;
  sight.kinds_ = &kinds;
  sight.organisation_ = transaction.organisation().text;
  std::optional<Tree> tree;
  for (const Kind& kind : kinds.all()) {
    if (sight.extents_.contains(kind.room)) continue;
    const std::string permission = kind.room + "." + std::string(verb);
    // Whoever may not do it at all has nothing in sight, not even what belongs to nobody.
    if (!actor.account.empty() && !actor.may(permission)) {
      sight.extents_[kind.room] = {};
      continue;
    }
    const accounts::Reach reach = accounts::reach_of(actor, permission);
    if (!reach.whole && !tree) {
      tree.emplace();
      for (const Kind& one : kinds.all())
        if (one.unit == itself) TRY(tree->read_units(transaction, one));
      for (const Kind& one : kinds.all())
        if (one.controller == itself) TRY(tree->read_controllers(transaction, one));
    }
    Extent extent;
    extent.whole = reach.whole;
    if (tree) extent = extent_of(*tree, reach, office.organisation.name);
    extent.reads = verb == "read";
    sight.extents_[kind.room] = std::move(extent);
  }
  return sight;
}

Result<Sight> Sight::of(const accounts::Office& office, const Kinds& kinds,
                        store::Transaction& transaction, std::string_view verb) {
  return of(office, office.actor, kinds, transaction, verb);
}

const Sight::Extent& Sight::extent(const Kind& kind) const { return extents_.at(kind.room); }

bool Sight::is_whole() const {
  return std::ranges::all_of(extents_, [](const auto& one) { return one.second.whole; });
}

bool Sight::holds(const Kind& kind, const RecordId& id, const Row& row) const {
  const Extent& seen = extent(kind);
  if (seen.whole) return true;
  const Belonging one = belonging(kind, id, row);
  if (seen.units.contains(one.unit) || seen.controllers.contains(one.controller)) return true;
  if (one.controller.empty() && seen.units_of_controllers.contains(one.unit)) return true;
  const bool is_nobodys = one.unit.empty() && one.controller.empty();
  return seen.reads &&
         (is_nobodys || (kind.controller == itself && seen.answering.contains(id.text)));
}

// "(1 = 0 or …)": the records r that are of the kind already.
void Sight::pieces(Statement& select, const Kind& kind) const {
  const Extent& seen = extent(kind);
  select.text("(1 = 0");
  if (!kind.unit.empty() && !seen.units.empty()) {
    select.text(" or ");
    unit_in(select, kind, seen.units);
  }
  if (kind.controller == itself) {
    std::set<std::string> all = seen.controllers;
    if (seen.reads) all.insert(seen.answering.begin(), seen.answering.end());
    if (!all.empty()) select.text(" or r.id in (").values(values_of(all)).text(")");
  } else if (names_controller(kind) && !seen.controllers.empty()) {
    select.text(" or ");
    controller_of(select, kind);
    select.text(" and c.linked_id in (").values(values_of(seen.controllers)).text("))");
  }
  if (!kind.unit.empty() && kind.controller != itself && !seen.units_of_controllers.empty()) {
    select.text(" or (");
    unit_in(select, kind, seen.units_of_controllers);
    names_none(select, kind);
    select.text(")");
  }
  if (seen.reads && kind.unit != itself && kind.controller != itself) {
    select.text(" or (r.unit_id is null");
    names_none(select, kind);
    select.text(")");
  }
  select.text(")");
}

void Sight::narrow(Statement& select, const Kind& kind) const {
  if (is_whole(kind)) return;
  select.text(" and ");
  pieces(select, kind);
}

void Sight::narrow(Statement& select) const {
  if (is_whole()) return;
  select.text(" and (1 = 0");
  for (const Kind& kind : kinds_->all()) {
    select.text(" or (r.kind = ").value(kind.name);
    narrow(select, kind);
    select.text(")");
  }
  select.text(")");
}

Statement Sight::within(const Kind& kind) const {
  const Extent& seen = extent(kind);
  must(!seen.whole);
  const auto begin = [&](Statement& select, sql::Literal head) {
    select.text(head).value(organisation_).text(" and r.kind = ").value(kind.name);
  };
  constexpr sql::Literal one_more =
      " union all select r.id from records_record r where r.organisation_id = ";
  Statement select;
  begin(select, "select r.id from records_record r where r.organisation_id = ");
  select.text(" and 1 = 0");
  if (kind.unit == itself || kind.controller == itself) {
    begin(select, one_more);
    narrow(select, kind);
    return select;
  }
  if (!kind.unit.empty() && !seen.units.empty()) {
    begin(select, one_more);
    select.text(" and ");
    unit_in(select, kind, seen.units);
  }
  if (names_controller(kind) && !seen.controllers.empty()) {
    begin(select, " union all select r.record_id from records_value r where r.organisation_id = ");
    select.text(" and r.field = ").value(kind.controller);
    select.text(" and r.word in (").values(values_of(seen.controllers)).text(")");
  }
  if (!kind.unit.empty() && !seen.units_of_controllers.empty()) {
    begin(select, one_more);
    select.text(" and ");
    unit_in(select, kind, seen.units_of_controllers);
    names_none(select, kind);
  }
  if (seen.reads) {
    begin(select, one_more);
    select.text(" and r.unit_id is null");
    names_none(select, kind);
  }
  return select;
}

bool Sight::gives(const Extent& seen, const Belonging& one) const {
  const auto is_hers = [&](const std::string& unit) {
    return unit.empty() || seen.units.contains(unit) || seen.units_of_controllers.contains(unit);
  };
  return is_hers(one.unit) && is_hers(one.above) &&
         (one.controller.empty() || seen.controllers.contains(one.controller) ||
          seen.answering.contains(one.controller));
}

// A unit that is new or comes below another has its place by that one.
bool Sight::would_hold(const Kind& kind, const Belonging& was, const Record& after) const {
  const Belonging will = belonging(kind, after.id, after.row);
  const bool is_there = !was.unit.empty() && was.above == will.above;
  if (kind.unit != itself || is_there) return holds(kind, after);
  const Extent& seen = extent(kind);
  return seen.units.contains(will.above) || seen.controllers.contains(will.controller) ||
         (will.controller.empty() && seen.units_of_controllers.contains(will.above));
}

std::optional<Fault> Sight::refuses(const Kind& kind, const Record* before,
                                    const Record& after) const {
  const Extent& seen = extent(kind);
  if (seen.whole) return std::nullopt;
  if (before != nullptr && !holds(kind, *before))
    return Fault{"", {Errc::forbidden, "records.not_yours", {{"number", before->number}}}};
  const Belonging was = before == nullptr ? Belonging{} : belonging(kind, before->id, before->row);
  const Belonging will = belonging(kind, after.id, after.row);
  std::string path;
  for (const auto& [field, part] : {std::pair{&kind.unit, &Belonging::unit},
                                    std::pair{&kind.controller, &Belonging::controller},
                                    std::pair{&kind.above, &Belonging::above}}) {
    if (field->empty() || *field == itself) continue;
    if (path.empty()) path = *field;
    if (was.*part == will.*part) continue;
    Belonging left, came;
    left.*part = was.*part;
    came.*part = will.*part;
    if (!gives(seen, left) || !gives(seen, came))
      return Fault{*field, {Errc::forbidden, "records.not_your_place", {}}};
  }
  if (would_hold(kind, was, after)) return std::nullopt;
  return Fault{path, {Errc::forbidden, "records.leaves_yours", {}}};
}

void Sight::welcome(std::span<const Record> records) {
  if (is_whole()) return;
  for (bool more = true; more;) {
    more = false;
    for (const Record& record : records) {
      const auto kind = kinds_->find(record.kind);
      if (!kind || (*kind)->unit != itself || record.version != 0 || record.id.empty()) continue;
      Extent& seen = extents_.at((*kind)->room);
      if (!seen.whole && !seen.units.contains(record.id.text) && would_hold(**kind, {}, record) &&
          !refuses(**kind, nullptr, record))
        more = seen.units.insert(record.id.text).second || more;
    }
  }
}

Failure hidden(accounts::Office& office, const Record& record, std::string_view number) {
  accounts::note_hidden(office, record.kind + " " + record.number);
  return unknown(number);
}

Result<Record> seen(accounts::Office& office, const Kinds& kinds, store::Transaction& transaction,
                    const RecordId& id) {
  Record record = TRY(record_of(kinds, transaction, id));
  const Kind& kind = *TRY(allowed(office, kinds, record.kind, Verb::read));
  const Sight sight = TRY(Sight::of(office, kinds, transaction, "read"));
  if (!sight.holds(kind, record)) return hidden(office, record, id.text);
  return record;
}

Result<void> is_his(accounts::Office& office, const Kinds& kinds, store::Transaction& transaction,
                    const Record& record, std::string_view verb) {
  const Kind& kind = *TRY(kinds.find(record.kind));
  const Sight sight = TRY(Sight::of(office, kinds, transaction, verb));
  if (sight.holds(kind, record)) return {};
  accounts::note_hidden(office, record.kind + " " + record.number);
  return fail(Errc::forbidden, "records.not_yours", {{"number", record.number}});
}

Result<void> narrow_to_readable(accounts::Office& office, const Kinds& kinds,
                                store::Transaction& transaction, Statement& select,
                                sql::Literal column) {
  const Sight sight = TRY(Sight::of(office, kinds, transaction, "read"));
  if (sight.is_whole()) return {};
  select.text(" and (").text(column).text(" is null or ").text(column).text(" in (");
  select.text("select r.id from records_record r where r.organisation_id = ");
  select.value(transaction.organisation().text);
  sight.narrow(select);
  select.text("))");
  return {};
}

}  // namespace ombud::records
