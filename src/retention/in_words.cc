// What the record of processing asks of rules: how long they keep, and whether they are carried
// out.
#include "retention/look.h"
#include "retention/retention.h"

namespace ombud::retention {

Result<std::vector<InWords>> in_words(accounts::Office& office) {
  std::vector<InWords> all;
  for (const Stored& stored : TRY(rules_seen(office))) {
    const Rule& rule = stored.rule;
    InWords one;
    one.rule = rule.name;
    one.system = stored.system;
    one.table = rule.table;
    one.keep = format_keep(rule.keep);
    one.at_most = rule.keep.bound == Bound::at_most;
    if (rule.keep.form == Keep::Form::period) one.period = rule.keep.period;
    one.then = word(rule.then);
    one.because = rule.because;
    one.law = rule.law;
    all.push_back(std::move(one));
  }
  return all;
}

Result<std::int64_t> overdue(accounts::Office& office, const std::string& name, int days,
                             Progress& progress) {
  const Stored stored = TRY(rule_seen(office, name));
  Desk desk = TRY(Desk::open(office, stored.rule.system));
  desk.move_to(desk.today() - std::chrono::days(days));
  Findings found = TRY(findings(desk, stored.rule, false));
  TRY(leave_out(office, desk, stored, found, progress));
  return found.chosen;
}

}  // namespace ombud::retention
