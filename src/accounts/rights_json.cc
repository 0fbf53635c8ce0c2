#include "accounts/rights_json.h"

#include <nlohmann/json.hpp>

#include "base/json.h"

namespace ombud::accounts {

namespace {

using nlohmann::ordered_json;

// Names of accounts by id, read once an answer.
class Names {
 public:
  static Result<Names> of(Office& office) {
    Names names;
    names.by_id_ = TRY(accounts::names(office));
    return names;
  }

  ordered_json operator()(const AccountId& id) const {
    const auto found = by_id_.find(id);
    return {{"id", id.text}, {"name", found == by_id_.end() ? id.text : found->second}};
  }

  ordered_json operator()(const std::optional<AccountId>& id) const {
    return id ? (*this)(*id) : ordered_json();
  }

 private:
  std::map<AccountId, std::string> by_id_;
};

ordered_json object_of(const Office& office, const Names& names, const Grant& grant) {
  ordered_json steps = ordered_json::array();
  for (const GrantStep& step : grant.steps)
    steps.push_back({{"state", word(step.state)},
                     {"by", names(step.by)},
                     {"at", format_instant(step.at)},
                     {"reason", step.reason}});
  const AccountId& who = office.actor.account;
  const Instant now = office.clock.now();
  const bool concerned = grant.account == who || grant.steps.front().by == who;
  const bool asked = grant.state == GrantState::asked;
  const bool runs = grant.state == GrantState::granted && now < grant.until;
  return {
      {"number", grant.number},
      {"account", names(grant.account)},
      {"role", word(grant.role)},
      {"controllers", apart(grant.limits).controllers},
      {"units", apart(grant.limits).units},
      {"reason", grant.reason},
      {"from", format_instant(grant.from)},
      {"until", format_instant(grant.until)},
      {"state", word(grant.state)},
      {"in_force", grant.in_force(now)},
      {"ended_at", instant_json(grant.ended_at)},
      {"may_decide", asked && !concerned && office.actor.may("accounts.decide")},
      {"may_end", (asked || runs) && (grant.account == who || office.actor.may("accounts.revoke"))},
      {"steps", std::move(steps)}};
}

ordered_json object_of(const Office& office, const Names& names, const Substitute& one) {
  const AccountId& who = office.actor.account;
  const Instant now = office.clock.now();
  const bool over = one.ended_at || one.until <= now;
  return {{"number", one.number},
          {"absent", names(one.absent)},
          {"substitute", names(one.substitute)},
          {"reason", one.reason},
          {"from", format_instant(one.from)},
          {"until", format_instant(one.until)},
          {"made_by", names(one.made_by)},
          {"made_at", format_instant(one.made_at)},
          {"in_force", one.in_force(now)},
          {"ended_at", instant_json(one.ended_at)},
          {"may_end", !over && (one.absent == who || one.substitute == who ||
                                office.actor.may("accounts.revoke"))}};
}

ordered_json head_of(const Names& names, const Review& review) {
  return {{"number", review.number},
          {"begun_by", names(review.begun_by)},
          {"begun_at", format_instant(review.begun_at)},
          {"attested_by", names(review.attested_by)},
          {"attested_at", instant_json(review.attested_at)},
          {"next_on", review.next_on ? ordered_json(format_day(*review.next_on)) : ordered_json()}};
}

ordered_json object_of(const Office& office, const Names& names, const ReviewLine& line) {
  return {{"line", line.line},
          {"account", names(line.account)},
          {"kind", word(line.kind)},
          {"role", line.role ? ordered_json(word(*line.role)) : ordered_json()},
          {"number", text_json(line.number)},
          {"used_at", instant_json(line.used_at)},
          {"kept", line.kept ? ordered_json(*line.kept) : ordered_json()},
          {"decided_by", names(line.decided_by)},
          {"decided_at", instant_json(line.decided_at)},
          {"reason", line.reason},
          {"may_decide", line.account != office.actor.account && line.kept != false &&
                             office.actor.may("accounts.review")}};
}

ordered_json object_of(const Office& office, const Names& names, const FieldChange& change) {
  const bool asked = change.state == "asked";
  return {{"number", change.number},
          {"task", word(change.task)},
          {"class", word(change.data_class)},
          {"role", word(change.role)},
          {"allowed", change.allowed},
          {"reason", change.reason},
          {"state", change.state},
          {"asked_by", names(change.asked_by)},
          {"asked_at", format_instant(change.asked_at)},
          {"decided_by", names(change.decided_by)},
          {"decided_at", instant_json(change.decided_at)},
          {"may_decide", asked && office.actor.may("accounts.fields") &&
                             change.asked_by != office.actor.account}};
}

template <class T>
Result<std::string> list_of(Office& office, const char* name, const std::vector<T>& all,
                            int indent) {
  const Names names = TRY(Names::of(office));
  ordered_json objects = ordered_json::array();
  for (const T& one : all) objects.push_back(object_of(office, names, one));
  return json_text({{name, std::move(objects)}}, indent);
}

}  // namespace

Result<std::string> json_of(Office& office, const std::vector<Grant>& grants, int indent) {
  return list_of(office, "grants", grants, indent);
}

Result<std::string> json_of(Office& office, const Grant& grant, int indent) {
  return json_text(object_of(office, TRY(Names::of(office)), grant), indent);
}

Result<std::string> json_of(Office& office, const std::vector<Substitute>& substitutes,
                            int indent) {
  return list_of(office, "substitutes", substitutes, indent);
}

Result<std::string> json_of(Office& office, const Substitute& substitute, int indent) {
  return json_text(object_of(office, TRY(Names::of(office)), substitute), indent);
}

Result<std::string> json_of(Office& office, const std::vector<Review>& reviews, int indent) {
  const Names names = TRY(Names::of(office));
  ordered_json all = ordered_json::array();
  for (const Review& review : reviews) all.push_back(head_of(names, review));
  return json_text({{"reviews", std::move(all)}}, indent);
}

Result<std::string> json_of(Office& office, const Review& review, int indent) {
  const Names names = TRY(Names::of(office));
  ordered_json object = head_of(names, review);
  object["lines"] = ordered_json::array();
  for (const ReviewLine& line : review.lines)
    object["lines"].push_back(object_of(office, names, line));
  return json_text(object, indent);
}

Result<std::string> json_of(Office& office, const std::vector<FieldChange>& changes, int indent) {
  const Names names = TRY(Names::of(office));
  const FieldPolicy shipped;
  ordered_json cells = ordered_json::array(), all = ordered_json::array();
  for (const Task task : all_tasks())
    for (const DataClass data_class : all_classes()) {
      ordered_json roles = ordered_json::array();
      bool same = true;
      for (const Role role : all_roles()) {
        const bool allowed = office.actor.fields.allows(role, data_class, task);
        if (allowed) roles.push_back(word(role));
        same = same && allowed == shipped.allows(role, data_class, task);
      }
      cells.push_back({{"task", word(task)},
                       {"class", word(data_class)},
                       {"roles", std::move(roles)},
                       {"as_shipped", same}});
    }
  for (const FieldChange& change : changes) all.push_back(object_of(office, names, change));
  return json_text({{"policy", std::move(cells)}, {"changes", std::move(all)}}, indent);
}

Result<std::string> json_of(Office& office, const FieldChange& change, int indent) {
  return json_text(object_of(office, TRY(Names::of(office)), change), indent);
}

std::string json_of(const Waiting& waiting) {
  return json_text({{"grants", waiting.grants},
                    {"changes", waiting.changes},
                    {"review_open", waiting.review_open},
                    {"review_due", waiting.review_due}},
                   -1);
}

std::string table_json(int indent) {
  ordered_json roles = ordered_json::array(), all = ordered_json::array();
  for (const Role role : all_roles()) roles.push_back(word(role));
  for (const Permission permission : permissions()) {
    ordered_json having = ordered_json::array();
    for (const Role role : all_roles()) {
      Actor actor;
      actor.roles = {role};
      if (actor.may(permission)) having.push_back(word(role));
    }
    all.push_back({{"permission", permission},
                   {"roles", std::move(having)},
                   {"everybody", Actor().may(permission)}});
  }
  return json_text({{"roles", std::move(roles)}, {"permissions", std::move(all)}}, indent);
}

Result<std::string> names_json(Office& office, int indent) {
  ordered_json all = ordered_json::array();
  for (const Account& account : TRY(list(office)))
    if (!account.closed) all.push_back({{"id", account.id.text}, {"name", account.name}});
  return json_text({{"names", std::move(all)}}, indent);
}

}  // namespace ombud::accounts
