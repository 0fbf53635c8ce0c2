#include "accounts/sign_in.h"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>

#include "accounts/rights.h"
#include "accounts/second_factor.h"
#include "base/text.h"

namespace ombud::accounts {

namespace {

constexpr std::chrono::seconds longest_wait{15 * 60};
constexpr std::chrono::hours delays_are_kept{24};

evidence::Told denied(std::string event, std::string object) {
  evidence::Told told;
  told.event = std::move(event);
  told.use = UseKind::denied;
  told.reference = "sign-in";
  told.object = std::move(object);
  return told;
}

std::string listed(const std::set<Role>& roles) {
  std::string text;
  for (const Role role : roles) text += (text.empty() ? "" : ", ") + std::string(word(role));
  return text;
}

Result<Actor> actor_of(Door& door, store::Transaction& transaction,
                       const rows::Credential& credential) {
  Actor actor;
  actor.account = credential.account;
  actor.name = credential.name;
  actor.organisation = door.organisation.id;
  TRY(fill_rights(transaction, actor, door.clock.now()));
  return actor;
}

Result<Actor> by_system_user(Door& door) {
  const std::string user = system_user();
  {
    store::Transaction transaction = TRY(door.store.begin(door.organisation.id, sql::Begin::read));
    const std::optional<rows::Credential> credential =
        TRY(rows::credential_by_system_user(transaction, user, door.organisation.id));
    if (credential) return actor_of(door, transaction, *credential);
  }
  evidence::Told told = denied("accounts.sign_in_denied", "sign-in");
  told.details = {{"system_user", user}, {"reason", "no account is bound to it"}};
  TRY(door.log.append_now(told));
  return fail(Errc::forbidden, "accounts.who_are_you", {{"user", user}});
}

}  // namespace

std::string system_user() {
  std::array<char, 4096> space{};
  passwd entry{};
  passwd* found = nullptr;
  if (getpwuid_r(getuid(), &entry, space.data(), space.size(), &found) == 0 && found != nullptr)
    return found->pw_name;
  return "uid " + std::to_string(getuid());
}

bool is_system_user(const std::string& name) {
  std::array<char, 4096> space{};
  passwd entry{};
  passwd* found = nullptr;
  return getpwnam_r(name.c_str(), &entry, space.data(), space.size(), &found) == 0 &&
         found != nullptr;
}

std::chrono::seconds wait_after(std::int64_t failures) {
  const std::int64_t doublings = std::clamp<std::int64_t>(failures - 1, 0, 10);
  return std::min(std::chrono::seconds(std::int64_t{1} << doublings), longest_wait);
}

Result<void> take_turn(Door& door, const std::string& mark, const std::string& name) {
  const Instant now = door.clock.now();
  store::Transaction transaction = TRY(door.store.begin(door.organisation.id));
  TRY(rows::forget_delays(transaction, now - delays_are_kept));
  const rows::Attempt attempt = TRY(rows::count_attempt(transaction, mark, now));
  if (attempt.allowed) {
    TRY(rows::set_wait(transaction, mark, now + wait_after(attempt.failures)));
    return transaction.commit();
  }
  evidence::Told told = denied("accounts.sign_in_denied", "sign-in");
  told.details = {{"name", name}, {"reason", "too soon after a wrong password"}};
  TRY(door.log.append(transaction, told));
  TRY(transaction.commit());
  const auto left = std::chrono::ceil<std::chrono::seconds>(attempt.wait_until - now);
  return fail(Errc::unavailable, "accounts.wait", {{"seconds", std::to_string(left.count())}});
}

std::string mark_of(const vault::Vault& vault, const Arrival& arrival, const std::string& name) {
  return vault.blind_index(vault::Purpose::account, "name",
                           fold(name) + "\n" + lane_of(vault, arrival, name));
}

Result<Actor> sign_in_by_password(Door& door, const std::string& name, const Secret& password,
                                  const Arrival& arrival) {
  return sign_in_by_password(door, name, password, mark_of(door.vault, arrival, name));
}

Result<Actor> sign_in_by_password(Door& door, const std::string& name, const Secret& password,
                                  const std::string& mark) {
  TRY(take_turn(door, mark, name));
  std::optional<rows::Credential> credential;
  {
    store::Transaction transaction = TRY(door.store.begin(door.organisation.id, sql::Begin::read));
    credential = TRY(rows::credential_by_name(transaction, name, door.organisation.id));
  }
  // An unknown name takes as long and gets the same answer.
  const std::string hash = credential ? credential->password_hash : "";
  const bool right = vault::password_matches(hash, password);
  if (!right) {
    evidence::Told told = denied("accounts.sign_in_denied", "sign-in");
    told.details = {{"name", name}, {"reason", "wrong name or password"}};
    TRY(door.log.append_now(told));
    return fail(Errc::forbidden, "accounts.wrong_password");
  }
  store::Transaction transaction = TRY(door.store.begin(door.organisation.id));
  TRY(rows::clear_delay(transaction, mark));
  Actor actor = TRY(actor_of(door, transaction, *credential));
  TRY(transaction.commit());
  return actor;
}

Result<Actor> sign_in(Door& door, cli::Call& call) {
  if (!call.has("--as")) return by_system_user(door);
  const std::string& name = call.value("--as");
  const Secret password =
      TRY(call.secret(say("accounts.ask_password", {{"name", name}}, call.language()),
                      "--password-file", "OMBUD_PASSWORD"));
  Actor actor = TRY(sign_in_by_password(door, name, password));
  const Waits waits = TRY(waits_of(door, actor.account));
  // Who has no second factor yet gets one in the browser, where its picture can be shown.
  if (waits == Waits::enrolment) return fail(Errc::forbidden, "accounts.enrol_first");
  if (waits == Waits::code) {
    const Secret code = TRY(call.secret(say("accounts.ask_code", {{"name", name}}, call.language()),
                                        "OMBUD_CODE", "OMBUD_CODE"));
    TRY(take_code(door, actor, "command line", code));
  }
  TRY(door.log.append_now(
      signed_in(actor, waits == Waits::code ? "password and code" : "password", true)));
  return actor;
}

Result<void> check_permission(Door& door, const Actor& actor, Permission permission) {
  if (actor.may(permission)) return {};
  evidence::Told told = denied("accounts.not_permitted", std::string(permission));
  told.account = actor.account;
  TRY(door.log.append_now(told));
  if (std::optional<Error> ended = ended_for(actor, permission)) return fail(*std::move(ended));
  return fail(Errc::forbidden, "accounts.not_permitted",
              {{"permission", std::string(permission)}, {"roles", listed(actor.roles)}});
}

}  // namespace ombud::accounts
