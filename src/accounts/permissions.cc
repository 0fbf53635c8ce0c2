// Who may do what: one table, read from left to right. The coordinator operates and does not
// approve; the handler handles requests; the approver owns a process or system; the DPO reads all
// paper and may stop an action, decides nothing; the administrator keeps accounts and systems and
// gets no person's data to see. Law: GDPR arts. 32, 38(6); LAW.md 3.

#include <array>

#include "accounts/accounts.h"

namespace ombud::accounts {

namespace {

constexpr std::string_view role_words[] = {"coordinator", "handler", "approver", "dpo",
                                           "administrator"};

struct Line {
  Permission permission;
  std::string_view roles;  // In the order of Role: 'x' has it, '-' has not.
};

// clang-format off
//                           coordinator · handler · approver · dpo · administrator
constexpr Line table[] = {
    {"accounts.add",         "----x"},
    {"accounts.close",       "----x"},
    {"accounts.list",        "---xx"},
    {"accounts.reset",       "----x"},  // A password or second factor that somebody has lost.
    {"accounts.secure",      "----x"},  // What signing in asks of everybody, and through whom.
    {"jobs.list",            "xxxxx"},
    {"jobs.cancel",          "xx-xx"},
    {"jobs.retry",           "xx--x"},
    {"jobs.schedule",        "x---x"},
    {"jobs.work",            "x---x"},  // Its jobs run with the rights of who asked for them.
    {"serve.run",            "x---x"},  // Each request has the rights of who is signed in.
    {"connectors.add",       "x---x"},
    {"connectors.test",      "x---x"},
    {"connectors.list",      "xxxxx"},
    {"connectors.remove",    "x---x"},
    {"connectors.instruct",  "x---x"},
    {"datamap.propose",      "x----"},
    {"datamap.show",         "xxxx-"},
    {"datamap.confirm",      "x----"},
    {"discovery.answer",     "x----"},  // Is the column personal; taking it back too.
    {"discovery.answers",    "xxxx-"},
    {"detectors.use",        "xx-x-"},
    {"subjects.find",        "xx---"},
    {"subjects.show",        "xx---"},
    {"subjects.choose",      "xx---"},
    {"holds.set",            "x----"},
    {"holds.lift",           "x----"},
    {"holds.list",           "xxxx-"},
    {"actions.plan",         "xx---"},
    {"actions.show",         "xxxx-"},
    {"actions.list",         "xxxx-"},
    {"actions.approve",      "--x--"},
    {"actions.certify",      "xx---"},  // That an extract has no other person's data in it.
    {"actions.refuse",       "x-xx-"},
    {"actions.run",          "xx---"},
    {"retention.add",        "x----"},
    {"retention.show",       "xxxx-"},
    {"retention.remove",     "x----"},
    {"retention.check",      "x-xx-"},
    {"retention.simulate",   "x-xx-"},
    {"retention.why",        "xxxx-"},
    {"retention.plan",       "x----"},
    {"retention.approve",    "--x--"},
    {"retention.standing",   "--x--"},
    {"evidence.read",        "x-xx-"},
    {"evidence.verify",      "xxxx-"},  // Its keys and checkpoints too.
    {"evidence.export",      "x--x-"},
    {"evidence.epoch",       "x----"},
    {"evidence.shred",       "x----"},
    {"backup.make",          "x---x"},  // Sealed: who makes it can't read it without the key file.
    {"backup.keys",          "x---x"},
    {"keys.rotate",          "x---x"},
    {"keys.escrow",          "x---x"},
    {"housekeeping.run",     "x---x"},
    {"housekeeping.show",    "x--xx"},
    {"housekeeping.keep",    "x---x"},
};
// clang-format on

const Line* line_of(Permission permission) {
  for (const Line& line : table)
    if (line.permission == permission) return &line;
  return nullptr;
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

bool Actor::may(Permission permission) const {
  const Line* line = line_of(permission);
  must(line != nullptr);  // A command asks for a permission that nobody could have.
  for (const Role role : roles)
    if (line->roles[static_cast<std::size_t>(role)] == 'x') return true;
  return false;
}

std::vector<Permission> permissions() {
  std::vector<Permission> all;
  for (const Line& line : table) all.push_back(line.permission);
  return all;
}

}  // namespace ombud::accounts
