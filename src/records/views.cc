#include "records/views.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "base/text.h"
#include "records/commands.h"
#include "records/rows.h"

namespace ombud::records {

namespace {

using nlohmann::ordered_json;

constexpr std::size_t most_name = 80;
constexpr std::size_t most_views = 100;

std::string order_word(const Wanted& wanted) {
  switch (wanted.order) {
    case Wanted::Order::number:
      return "number";
    case Wanted::Order::title:
      return "title";
    case Wanted::Order::changed:
      return "changed";
    case Wanted::Order::field:
      return wanted.by;
  }
  return "number";
}

ordered_json look_json(const Look& look) {
  ordered_json values = ordered_json::object();
  for (const auto& [field, words] : look.wanted.values) values[field] = words;
  return {{"search", look.wanted.search},     {"states", look.wanted.states},
          {"values", std::move(values)},      {"archived", look.wanted.archived},
          {"order", order_word(look.wanted)}, {"descending", look.wanted.descending},
          {"columns", look.columns}};
}

// A declaration may have lost a field since.
Look look_in(const Kind& kind, const std::string& json) {
  const ordered_json kept = ordered_json::parse(json);
  Look look;
  look.wanted.kind = kind.name;
  look.wanted.search = kept["search"].get<std::string>();
  for (const auto& state : kept["states"])
    if (kind.state(state.get<std::string>()) != nullptr) look.wanted.states.push_back(state);
  for (const auto& [field, words] : kept["values"].items())
    if (kind.finds_by(field))
      look.wanted.values.emplace_back(field, words.get<std::vector<std::string>>());
  look.wanted.archived = kept["archived"].get<bool>();
  look.wanted.descending = kept["descending"].get<bool>();
  order_by(look.wanted, kept["order"].get<std::string>());
  if (look.wanted.order == Wanted::Order::field && !kind.orders_by(look.wanted.by))
    look.wanted.order = Wanted::Order::number;
  for (const auto& column : kept["columns"])
    if (kind.orders_by(column.get<std::string>())) look.columns.push_back(column);
  return look;
}

Result<void> check_view(const Kind& kind, const View& wish) {
  if (wish.name.empty()) return fail(Errc::invalid, "records.view_unnamed");
  if (wish.name.size() > most_name)
    return fail(Errc::invalid, "records.view_name_long", {{"most", std::to_string(most_name)}});
  const auto not_listed = [](const std::string& field) {
    return fail(Errc::invalid, "records.not_listed", {{"field", field}});
  };
  for (const auto& [field, words] : wish.look.wanted.values)
    if (!kind.finds_by(field)) return not_listed(field);
  const Wanted& wanted = wish.look.wanted;
  if (wanted.order == Wanted::Order::field && !kind.orders_by(wanted.by))
    return not_listed(wanted.by);
  for (const std::string& column : wish.look.columns)
    if (!kind.orders_by(column)) return not_listed(column);
  return {};
}

evidence::Told told_of(const accounts::Office& office, std::string event, const std::string& kind,
                       const std::string& name, bool shared) {
  evidence::Told told;
  told.event = std::move(event);
  told.use = UseKind::administer;
  told.account = office.actor.account;
  told.object = kind;
  told.details.emplace_back("view", name);
  told.details.emplace_back("shared", shared ? "yes" : "no");
  return told;
}

Result<View> view_in(const Kind& kind, const sql::Row& row) {
  return View{ViewId{store::text_in(row[0])}, kind.name,
              store::text_in(row[1]),         AccountId{store::text_in(row[2])},
              store::boolean_in(row[3]),      look_in(kind, store::text_in(row[4])),
              TRY(store::instant_in(row[5]))};
}

Result<std::vector<View>> views_in(accounts::Office& office, store::Transaction& transaction,
                                   const Kind& kind) {
  std::vector<View> all;
  for (const sql::Row& row : TRY(transaction.all(
           "select id, name, owner_id, shared, look, changed_at from records_view where "
           "organisation_id = ? and kind = ? and (shared = ? or owner_id = ?) order by name, id",
           {transaction.organisation().text, kind.name, true, office.actor.account.text})))
    all.push_back(TRY(view_in(kind, row)));
  return all;
}

}  // namespace

ordered_json as_json(const View& view, const AccountId& reader, const Names& names) {
  ordered_json all = {{"id", view.id.text},
                      {"name", view.name},
                      {"owner", name_of(view.owner, names)},
                      {"mine", view.owner == reader},
                      {"shared", view.shared}};
  all.update(look_json(view.look));
  return all;
}

Result<std::vector<View>> views(accounts::Office& office, const Kinds& kinds,
                                std::string_view name) {
  const Kind& kind = *TRY(allowed(office, kinds, name, Verb::read));
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  return views_in(office, transaction, kind);
}

Result<View> save_view(accounts::Office& office, const Kinds& kinds, View wish) {
  const Kind& kind = *TRY(allowed(office, kinds, wish.kind, wish.shared ? Verb::edit : Verb::read));
  wish.name = to_nfc(trim(wish.name));
  TRY(check_view(kind, wish));
  wish.owner = office.actor.account;
  wish.changed_at = office.clock.now();
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::vector<View> before = TRY(views_in(office, transaction, kind));
  const auto mine = [&](const View& view) { return view.owner == wish.owner; };
  const auto same = std::ranges::find_if(
      before, [&](const View& view) { return mine(view) && view.name == wish.name; });
  if (same == before.end() &&
      std::ranges::count_if(before, mine) >= static_cast<std::ptrdiff_t>(most_views))
    return fail(Errc::invalid, "records.too_many", {{"most", std::to_string(most_views)}});
  wish.id = same == before.end() ? new_id<ViewId>(office.clock) : same->id;
  if (same != before.end())
    TRY(transaction.execute_exactly(1,
                                    "delete from records_view where organisation_id = ? and id = ?",
                                    {transaction.organisation().text, wish.id.text}));
  TRY(transaction.execute(
      "insert into records_view (organisation_id, id, kind, name, owner_id, shared, look, "
      "changed_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
      {transaction.organisation().text, wish.id.text, kind.name, wish.name, wish.owner.text,
       wish.shared, json_text(look_json(wish.look)), store::of_instant(wish.changed_at)}));
  TRY(office.log.append(transaction,
                        told_of(office, "records.view_saved", kind.name, wish.name, wish.shared)));
  TRY(transaction.commit());
  return wish;
}

Result<void> remove_view(accounts::Office& office, const Kinds& kinds, std::string_view name,
                         const ViewId& id) {
  const Kind& kind = *TRY(allowed(office, kinds, name, Verb::read));
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::vector<View> all = TRY(views_in(office, transaction, kind));
  const auto found = std::ranges::find(all, id, &View::id);
  if (found == all.end()) return fail(Errc::not_found, "records.no_such_view", {{"view", id.text}});
  if (found->owner != office.actor.account) TRY(permitted(office, kind, kind.room + ".edit"));
  TRY(transaction.execute_exactly(1,
                                  "delete from records_view where organisation_id = ? and id = ?",
                                  {transaction.organisation().text, id.text}));
  TRY(office.log.append(
      transaction, told_of(office, "records.view_removed", kind.name, found->name, found->shared)));
  return transaction.commit();
}

}  // namespace ombud::records
