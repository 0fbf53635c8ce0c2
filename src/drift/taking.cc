// Drafts taken, as one, and taken back; lines added to a matrix.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "drift/writing.h"

namespace ombud::drift {

namespace {

using accounts::Office;

std::string written(std::int64_t number) { return fmt::format("T-{:04}", number); }

std::int64_t number_in(std::string_view text) {
  std::int64_t number = 0;
  if (!text.starts_with("T-")) return 0;
  text.remove_prefix(2);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

Result<std::string> reason_in(const std::string& given) {
  std::string reason = trim(given);
  if (reason.empty()) return fail(Errc::invalid, "drift.no_reason");
  return reason;
}

// Whole or not at all, also where the caller has no frame around it.
Result<void> framed(Office& office, const std::function<Result<void>()>& work) {
  if (office.store.is_framed()) return work();
  store::Frame frame = TRY(office.store.frame(office.organisation.id, sql::Begin::write));
  TRY(work());
  return frame.commit();
}

Result<void> tell(Office& office, store::Transaction& transaction, std::string event,
                  const std::string& taking, const std::string& reason, std::int64_t changes) {
  evidence::Told told;
  told.event = std::move(event);
  told.use = UseKind::administer;
  told.account = office.actor.account;
  told.reference = reason;
  told.object = "taking " + taking;
  told.details = {{"changes", std::to_string(changes)}};
  TRY(office.log.append(transaction, told));
  return {};
}

Result<std::string> add_taking(Office& office, const std::vector<records::ChangeId>& changes,
                               const std::string& reason) {
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::string& organisation = transaction.organisation().text;
  const auto last = TRY(
      transaction.one("select coalesce(max(number), 0) from drift_taking where organisation_id = ?",
                      {organisation}));
  const std::int64_t number = store::integer_in(last.value().at(0)) + 1;
  std::string text;
  for (const records::ChangeId& change : changes) text += change.text + "\n";
  TRY(transaction.execute(
      "insert into drift_taking (organisation_id, id, number, at, by_id, reason, changes) "
      "values (?, ?, ?, ?, ?, ?, ?)",
      {organisation, uuid_by_time(office.clock.now()), number,
       store::of_instant(office.clock.now()), office.actor.account.text, reason, text}));
  TRY(tell(office, transaction, "drift.taken", written(number), reason, std::ssize(changes)));
  TRY(transaction.commit());
  return written(number);
}

Result<std::vector<Draft>> chosen(const std::vector<Draft>& all,
                                  const std::vector<std::string>& keys) {
  std::vector<Draft> some;
  for (const std::string& key : keys)
    if (std::ranges::find(all, key, &Draft::key) == all.end())
      return fail(Errc::invalid, "drift.no_draft", {{"draft", key}});
  for (const Draft& one : all)
    if (std::ranges::count(keys, one.key) != 0) some.push_back(one);
  return some;
}

Result<void> write(Writing& writing, const std::vector<Draft>& some, const std::string& reason,
                   Day today) {
  for (const Draft& one : some) writing.gather(one.lines);
  for (const Draft& one : some) {
    if (one.kind == "system")
      TRY(writing.system(one));
    else if (one.kind == "activity")
      TRY(writing.activity(one));
    else
      TRY(writing.declaration(one, reason, today));
  }
  return {};
}

// The lines that the finding's system lacks, of what the finding is about.
std::vector<DraftLine> lines_for(const std::vector<Draft>& all, const Finding& finding) {
  std::vector<DraftLine> lines;
  for (const Draft& draft : all) {
    if (draft.system_id != finding.system || draft.kind != "activity") continue;
    for (const DraftLine& line : draft.lines) {
      if (line.subject != finding.evidence.subject) continue;
      DraftLine part = line;
      if (finding.what == What::undeclared_data) {
        if (line.own_class != finding.evidence.data_class) continue;
        std::erase_if(part.categories, [&](DataCategory one) {
          return std::ranges::count(finding.evidence.categories, one) == 0;
        });
        if (part.categories.empty()) continue;
      }
      lines.push_back(std::move(part));
    }
  }
  return lines;
}

}  // namespace

Result<Taken> take(Office& office, const records::Kinds& kinds,
                   const std::vector<std::string>& keys, const std::string& given,
                   Language language) {
  const std::string reason = TRY(reason_in(given));
  Taken taken;
  TRY(framed(office, [&]() -> Result<void> {
    const Read read = TRY(read_all(office, kinds));
    const std::vector<Draft> some = TRY(chosen(drafts(read, kinds, language), keys));
    Writing writing(office, kinds, read, language);
    TRY(write(writing, some, reason, TRY(today_of(office))));
    taken.number = TRY(add_taking(office, writing.changes(), reason));
    taken.made = writing.made();
    return compare_anew(office, kinds);
  }));
  return taken;
}

Result<void> undo(Office& office, const records::Kinds& kinds, const std::string& taking,
                  const std::string& given) {
  const std::string reason = TRY(reason_in(given));
  return framed(office, [&]() -> Result<void> {
    store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
    const std::string organisation = transaction.organisation().text;
    const auto row = TRY(transaction.one(
        "select id, changes, undone_at from drift_taking where organisation_id = ? and number = ?",
        {organisation, number_in(taking)}));
    if (!row) return fail(Errc::not_found, "drift.no_taking", {{"taking", taking}});
    if (!sql::is_null((*row)[2]))
      return fail(Errc::conflict, "drift.undone_already", {{"taking", taking}});
    std::vector<std::string> changes = split(store::text_in((*row)[1]), '\n');
    std::erase(changes, "");
    TRY(transaction.execute_exactly(
        1,
        "update drift_taking set undone_at = ?, undone_by = ? where organisation_id = ? and "
        "id = ? and undone_at is null",
        {store::of_instant(office.clock.now()), office.actor.account.text, organisation,
         store::text_in((*row)[0])}));
    TRY(tell(office, transaction, "drift.taking_undone", written(number_in(taking)), reason,
             std::ssize(changes)));
    TRY(transaction.commit());
    // What was made last leads to what was made first.
    std::ranges::reverse(changes);
    for (const std::string& change : changes)
      TRY(records::undo(office, kinds, records::ChangeId{change}, reason));
    return compare_anew(office, kinds);
  });
}

Result<Added> add_lines(Office& office, const records::Kinds& kinds, const Finding& finding,
                        const Wish& wish, Language language) {
  const std::string reason = TRY(reason_in(wish.reason));
  const bool its = std::ranges::any_of(
      finding.activities, [&](const Named& one) { return one.number == wish.activity; });
  if (!its)
    return fail(Errc::conflict, "drift.not_its_activity",
                {{"activity", wish.activity}, {"finding", finding.number}});
  Added added;
  const Result<void> done = framed(office, [&]() -> Result<void> {
    const records::Record activity = TRY(records::find(office, kinds, "activity", wish.activity));
    const Read read = TRY(read_all(office, kinds));
    std::vector<DraftLine> lines = lines_for(drafts(read, kinds, language), finding);
    if (lines.empty()) return fail(Errc::conflict, "drift.no_lines", {{"finding", finding.number}});
    Writing writing(office, kinds, read, language);
    writing.gather(lines);
    std::vector<records::Row> matrix = lines_of(activity.row, "matrix");
    std::string kept;
    if (!wish.kept.empty())
      kept = TRY(records::find(office, kinds, "retention_period", wish.kept)).id.text;
    // Where the activity uses several systems, the line says in which of them the data lies.
    const std::set<std::string> here = read.links.records_of(finding.system);
    std::vector<std::string> lies_in;
    for (const std::string& id : list_of(activity.row, "systems"))
      if (here.contains(id)) lies_in.push_back(id);
    if (list_of(activity.row, "systems").size() < 2) lies_in.clear();
    for (const DraftLine& one : lines) {
      records::Row row = TRY(writing.line(one));
      if (!lies_in.empty()) row.set("systems", lies_in);
      if (!trim(wish.necessity).empty()) row.set("necessity", wish.necessity);
      if (!kept.empty()) row.set("retention", kept);
      if (row.find("source") == nullptr) row.set("source", "unknown");
      matrix.push_back(std::move(row));
    }
    records::Patch patch;
    patch.records = {{activity.id, activity.version}};
    patch.set.set("matrix", std::move(matrix));
    patch.reason = reason;
    records::Many many = TRY(records::edit_many(office, kinds, "activity", patch));
    added.change = many.change;
    added.faults = std::move(many.faults);
    // An error takes back the categories that were made for lines that may not stand.
    if (!added.faults.empty()) return fail(Errc::invalid, "drift.lines_refused");
    return compare_anew(office, kinds);
  });
  if (!done && done.error().key != "drift.lines_refused") return fail(done.error());
  return added;
}

}  // namespace ombud::drift
