// Who may do what: one table, read from left to right. The coordinator operates and does not
// approve; the handler handles requests; the approver owns a process or system; the DPO reads all
// paper and may stop an action, decides nothing; the administrator keeps accounts and systems and
// gets no person's data to see; the editor describes his unit's systems, the auditor reads paper,
// neither sees a person; the list user gets lists that are made for him. Law: GDPR arts. 32, 38(6);
// LAW.md 3.

#include <algorithm>

#include "accounts/accounts.h"

namespace ombud::accounts {

namespace {

constexpr std::string_view role_words[] = {"coordinator",   "handler", "approver", "dpo",
                                           "administrator", "editor",  "auditor",  "list_user"};

// Whoever has an account, without any role too: to ask for a right one must need none.
constexpr std::string_view everybody = "*";

struct Line {
  Permission permission;
  std::string_view roles;  // In the order of Role: 'x' has it, '-' and the end have not.
};

// clang-format off
//          coordinator · handler · approver · dpo · administrator · editor · auditor · list_user
constexpr Line table[] = {
    {"accounts.add",         "----x"},
    {"accounts.close",       "----x"},
    {"accounts.list",        "--xxx-x"},
    {"accounts.join",        "----x"},   // Of another organisation in the same installation.
    {"accounts.organisations", everybody},  // Of which one is a member oneself.
    {"accounts.add_organisation", "----x"},
    {"accounts.own",         everybody},  // One's own rights: read, asked for, given back.
    {"accounts.roles",       "----x"},
    {"accounts.ask",         "x-x-x"},  // For somebody else; who may, may also stand in.
    {"accounts.decide",      "--x-x"},  // Never for oneself, nor what one asked for.
    {"accounts.revoke",      "x-x-x"},
    {"accounts.review",      "--x-x"},
    {"accounts.fields",      "---xx"},  // Both together: one asks, the other agrees.
    {"accounts.reset",       "----x"},  // A password or second factor that somebody has lost.
    {"accounts.secure",      "----x"},  // What signing in asks of everybody, and through whom.
    {"jobs.list",            "xxxxxxx"},
    {"jobs.cancel",          "xx-xx"},
    {"jobs.retry",           "xx--x"},
    {"jobs.schedule",        "x---x"},
    {"jobs.work",            "x---x"},  // Its jobs run with the rights of who asked for them.
    {"mail.send",            "xxxxxxxx"},  // Ombud's own messages of what somebody has done.
    {"mail.manage",          "x---x"},
    {"mail.sort",            "xx---"},  // What came in may hold anybody's data.
    {"serve.run",            "x---x"},  // Each request has the rights of who is signed in.
    {"connectors.add",       "x---x"},
    {"connectors.test",      "x---x"},
    {"connectors.list",      "xxxxxxx"},
    {"connectors.remove",    "x---x"},
    {"connectors.instruct",  "x---x"},
    {"datamap.propose",      "x----x"},
    {"datamap.show",         "xxxx-xx"},
    {"datamap.confirm",      "x----"},
    {"discovery.answer",     "x----x"},  // Is the column personal; taking it back too.
    {"discovery.answers",    "xxxx-xx"},
    {"detectors.use",        "xx-x-"},
    {"subjects.find",        "xx---"},
    {"subjects.show",        "xx---"},
    {"subjects.choose",      "xx---"},
    {"subjects.reveal",      "xx---"},
    {"subjects.alarms",      "---x-"},  // Searches of oneself or a colleague, and the like.
    {"subjects.limits",      "---x-"},
    {"subjects.clear",       "--x--"},  // The second person of a search on who works here.
    {"holds.set",            "x----"},
    {"holds.lift",           "x----"},
    {"holds.list",           "xxxx-"},
    {"actions.plan",         "xx---"},
    {"actions.show",         "xxxx--x"},
    {"actions.list",         "xxxx--x"},
    {"actions.approve",      "--x--"},
    {"actions.certify",      "xx---"},  // That an extract has no other person's data in it.
    {"actions.refuse",       "x-xx-"},
    {"actions.run",          "xx---"},
    {"actions.advise",       "---x-"},  // An opinion, which binds nobody.
    {"actions.extract",      "xx---"},  // Reading and handing out the copy of somebody's data.
    {"actions.reveal",       "xxxx-"},  // Rows of a plan: masked, one value for a stated reason.
    {"retention.add",        "x----"},
    {"retention.show",       "xxxx-xx"},
    {"retention.remove",     "x----"},
    {"retention.check",      "x-xx-"},
    {"retention.simulate",   "x-xx-"},
    {"retention.why",        "xxxx-"},
    {"retention.plan",       "x----"},
    {"retention.approve",    "--x--"},
    {"retention.standing",   "--x--"},
    {"records.kinds",        "xxxxxxxx"},  // What there can be, not what there is.
    {"records.own",          "xxxxxxxx"},  // What waits for oneself.
    {"records.limit",        "x---x"},  // How large an attached file may be.
    {"processing.read",      "xxxx-xx"},
    {"processing.edit",      "x----x"},
    {"processing.decide",    "x-x--"},  // What is in use: the process owner's word.
    {"processing.package",   "x-xx--"},  // The record out of the house, for an authority.
    {"parties.read",         "xxxx-xx"},
    {"parties.edit",         "x----x"},
    {"parties.decide",       "x-x--"},
    {"guests.read",          "xxxx-xx"},
    {"guests.ask",           "x----x"},  // Somebody without an account, about a record he edits.
    {"drift.read",           "xxxx-xx"},
    {"drift.check",          "x--x-"},
    {"drift.accept",         "x-x--"},  // That paper and data disagree until a day.
    {"drift.link",           "x----x"},
    {"drift.propose",        "x----x"},  // What is drafted from the maps, taken into the record.
    {"packs.show",           "xxxx-xx"},
    {"packs.apply",          "x----x"},
    {"evidence.read",        "x-xx-"},
    {"evidence.verify",      "xxxx--x"},  // Its keys and checkpoints too.
    {"evidence.export",      "x--x-"},
    {"evidence.epoch",       "x----"},
    {"evidence.shred",       "x----"},
    {"evidence.review",      "---x-"},
    {"backup.make",          "x---x"},  // Sealed: who makes it can't read it without the key file.
    {"backup.keys",          "x---x"},
    {"keys.rotate",          "x---x"},
    {"keys.escrow",          "x---x"},
    {"doctor.show",          "---xx"},  // Of the installation: nobody's data is in it.
    {"housekeeping.run",     "x---x"},
    {"housekeeping.show",    "x--xx-x"},
    {"housekeeping.keep",    "x---x"},
};
// clang-format on

const Line* line_of(Permission permission) {
  for (const Line& line : table)
    if (line.permission == permission) return &line;
  return nullptr;
}

bool has(const Line& line, Role role) {
  if (line.roles == everybody) return true;
  const auto at = static_cast<std::size_t>(role);
  return at < line.roles.size() && line.roles[at] == 'x';
}

}  // namespace

std::string_view word(Role role) {
  const auto at = static_cast<std::size_t>(role);
  must(at < std::size(role_words));
  return role_words[at];
}

Result<Role> role_of(std::string_view word) {
  for (std::size_t i = 0; i < std::size(role_words); ++i)
    if (role_words[i] == word) return static_cast<Role>(i);
  return fail(Errc::invalid, "accounts.unknown_role", {{"role", std::string(word)}});
}

std::span<const Role> all_roles() {
  static constexpr Role all[] = {Role::coordinator, Role::handler,       Role::approver,
                                 Role::dpo,         Role::administrator, Role::editor,
                                 Role::auditor,     Role::list_user};
  static_assert(std::size(all) == std::size(role_words));
  return all;
}

bool Actor::may(Permission permission) const {
  const Line* line = line_of(permission);
  must(line != nullptr);  // A command asks for a permission that nobody could have.
  return line->roles == everybody ||
         std::any_of(roles.begin(), roles.end(), [&](Role role) { return has(*line, role); });
}

bool may_see(const Actor& actor, std::string_view controller) {
  if (actor.account.empty()) return true;
  const Line* line = actor.doing.empty() ? nullptr : line_of(actor.doing);
  return std::any_of(actor.roles.begin(), actor.roles.end(), [&](Role role) {
    if (line != nullptr && !has(*line, role)) return false;
    const auto limit = actor.only.find(role);
    return limit == actor.only.end() || limit->second.contains(std::string(controller));
  });
}

bool is_limited(const Actor& actor) {
  if (actor.account.empty()) return false;
  const Line* line = actor.doing.empty() ? nullptr : line_of(actor.doing);
  return std::none_of(actor.roles.begin(), actor.roles.end(), [&](Role role) {
    return (line == nullptr || has(*line, role)) && !actor.only.contains(role);
  });
}

Reach reach_of(const Actor& actor, Permission permission) {
  if (actor.account.empty()) return {.whole = true};
  const Line* line = line_of(permission);
  must(line != nullptr);
  Reach reach;
  for (const Role role : actor.roles) {
    if (line->roles != everybody && !has(*line, role)) continue;
    const auto limit = actor.only.find(role);
    if (limit == actor.only.end()) return {.whole = true};
    reach.whose.controllers.merge(apart(limit->second).controllers);
    reach.whose.units.merge(apart(limit->second).units);
  }
  return reach;
}

std::vector<Permission> permissions() {
  std::vector<Permission> all;
  for (const Line& line : table) all.push_back(line.permission);
  return all;
}

}  // namespace ombud::accounts
