#include "processing/merge_change.h"

#include <algorithm>

#include "base/text.h"

namespace ombud::processing {

using records::Kinds;
using records::Record;

Result<Merging> looked_at(accounts::Office& office, const Kinds& kinds,
                          std::vector<Record> activities, const MergeWish& wish) {
  const records::Kind& kind = *TRY(kinds.find("activity"));
  Merging merging;
  merging.activities = std::move(activities);
  merging.merged = merge(kind, merging.activities, wish);
  std::vector<Record> named = merging.activities;
  named.push_back({.kind = kind.name, .row = merging.merged.row});
  merging.leading = TRY(leading_to(office, kinds, merging.activities));
  for (const Record& activity : merging.activities)
    for (const std::string& task : TRY(records::open_tasks(office, kinds, activity.id)))
      merging.tasks.push_back(task + " · " + activity.number + " " + activity.title);
  merging.names = TRY(records::names_of(office, kinds, named));
  const bool in_use = std::ranges::all_of(merging.activities,
                                          [](const Record& one) { return one.state == "in_use"; });
  const bool whole = merging.merged.missing.empty() && !merging.merged.is_open();
  merging.state = in_use && whole && office.actor.may("processing.decide")
                      ? "in_use"
                      : kind.states.front().name;
  return merging;
}

std::vector<records::Fault> faults_of(const Merging& merging) {
  std::vector<records::Fault> faults;
  for (const Error& error : merging.merged.refused) faults.push_back({"", error});
  if (!faults.empty()) return faults;
  for (const Clash& clash : merging.merged.clashes)
    if (clash.chosen.empty())
      faults.push_back({clash.path, {Errc::invalid, "processing.merge_choose", {}}});
  return faults;
}

Result<MergeDone> do_merge(accounts::Office& office, const Kinds& kinds, const Merging& merging,
                           const std::string& reason) {
  MergeDone done{faults_of(merging), {}, {}};
  if (!done.faults.empty()) return done;
  Record made;
  made.id = new_id<records::RecordId>(office.clock);
  made.kind = "activity";
  made.row = merging.merged.row;
  made.state = merging.state;
  // Where they are several people's it is theirs who makes one of them.
  made.owner = merging.activities.front().owner;
  for (const Record& one : merging.activities)
    if (one.owner != made.owner) made.owner.reset();
  std::vector<Record> together{made};
  for (Record one : merging.activities) {
    one.archived = true;
    together.push_back(std::move(one));
  }
  for (const Leading& one : merging.leading) {
    if (!one.follows) continue;
    Record following = one.record;
    following.row =
        redirected(*TRY(kinds.find(following.kind)), following.row, merging.activities, made.id);
    together.push_back(std::move(following));
  }
  const records::Many many =
      TRY(records::write_together(office, kinds, std::move(together), "records.merged",
                                  trim(reason).empty() ? made.row.text("common_purpose") : reason));
  for (const auto& [title, fault] : many.faults) done.faults.push_back(fault);
  if (!done.faults.empty()) return done;
  done.change = *many.change;
  done.record = TRY(records::find(office, kinds, made.id));
  return done;
}

}  // namespace ombud::processing
