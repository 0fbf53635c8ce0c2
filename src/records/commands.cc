// records kinds | fields | list | show | history | links.
#include "records/commands.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "base/text.h"
#include "records/views.h"
#include "records/waiting.h"

namespace ombud::records {

namespace {

using nlohmann::ordered_json;

std::string said(cli::Call& call, std::string_view key, const Params& params = {}) {
  return say(key, params, call.language());
}

std::string state_label(const Kind& kind, const std::string& state, Language language) {
  const State* found = kind.state(state);
  return found == nullptr ? state : say(found->label, language);
}

Result<int> list_kinds(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of) {
  const Kinds kinds = TRY(kinds_of(*TRY(entrance.enter(call, "records.kinds"))));
  ordered_json all = ordered_json::array();
  std::vector<std::vector<std::string>> rows;
  for (const Kind& kind : kinds.all()) {
    all.push_back(as_json(kinds, kind, call.language()));
    rows.push_back({kind.name, kind.series, say(kind.plural, call.language()), kind.law});
  }
  if (call.json())
    call.print_json(json_text(all, 2));
  else
    call.table({{said(call, "records.column_kind")},
                {said(call, "records.column_series")},
                {said(call, "records.column_about")},
                {said(call, "records.column_law")}},
               rows);
  return 0;
}

void add_fields(cli::Call& call, const std::vector<Field>& fields, const std::string& at,
                std::vector<std::vector<std::string>>& rows) {
  for (const Field& field : fields) {
    std::string type(word(field.type));
    if (field.format != Format::free) type = word(field.format);
    if (field.many) type += " …";
    if (!field.to.empty()) type += " " + field.to;
    for (const Choice& choice : field.choices)
      type += (&choice == &field.choices.front() ? ": " : ", ") + choice.word;
    if (field.when)
      type += said(call, "records.only_when",
                   {{"field", field.when->field},
                    {"words", fmt::format("{}", fmt::join(field.when->words, ", "))}});
    if (field.retired) type += said(call, "records.no_new_values");
    rows.push_back({at + field.name, say(field.label, call.language()), type,
                    field.required ? said(call, "records.yes") : "", field.law});
    add_fields(call, field.fields, field.name + ".", rows);
  }
}

Result<int> show_fields(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of) {
  const Kinds kinds = TRY(kinds_of(*TRY(entrance.enter(call, "records.kinds"))));
  const Kind& kind = *TRY(kinds.find(call.value("KIND")));
  if (call.json()) {
    call.print_json(json_text(as_json(kinds, kind, call.language()), 2));
    return 0;
  }
  call.line(
      fmt::format("{}. {}", say(kind.label, call.language()), say(kind.about, call.language())));
  std::vector<std::vector<std::string>> rows;
  add_fields(call, kind.fields, "", rows);
  for (const AttachedDocument& one : kind.documents)
    rows.push_back(
        {one.name, say(one.label, call.language()), said(call, "records.is_attachment"), "", ""});
  call.table({{said(call, "records.column_field")},
              {said(call, "records.column_label")},
              {said(call, "records.column_type")},
              {said(call, "records.column_required")},
              {said(call, "records.column_law")}},
             rows);
  return 0;
}

Result<Wanted> wanted_in(cli::Call& call, accounts::Office& office, const Kinds& kinds,
                         const Kind& kind) {
  Wanted wanted = TRY(conditions_in(call, kind));
  if (call.has("--view"))
    wanted = TRY(view_named(office, kinds, kind.name, call.value("--view"))).look.wanted;
  if (call.has("--limit")) {
    const std::string& text = call.value("--limit");
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), wanted.limit);
    if (error != std::errc() || end != text.data() + text.size() || wanted.limit == 0 ||
        wanted.limit > 500)
      return fail(Errc::invalid, "records.bad_limit", {{"most", "500"}});
  }
  return wanted;
}

Result<int> list_records(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of) {
  const auto [office, kinds, kind] = TRY(asked(entrance, call, kinds_of, Verb::read));
  const Wanted wanted = TRY(wanted_in(call, office, kinds, kind));
  const Page page = TRY(list(office, kinds, wanted));
  const Names names = TRY(names_of(office, kinds, page.records));
  if (call.json()) {
    ordered_json records = ordered_json::array();
    for (const Record& record : page.records) records.push_back(as_json(kinds, record, names));
    call.print_json(json_text({{"count", page.count}, {"records", std::move(records)}}, 2));
    return 0;
  }
  if (page.records.empty()) {
    call.line(said(call, "records.none",
                   {{"plural", say(kind.plural, call.language())}, {"kind", kind.name}}));
    return 0;
  }
  // A column in which nobody says anything only pushes the others out of the terminal.
  std::vector<const Field*> fields;
  for (const Field& field : kind.fields)
    if (field.listed && field.name != kind.title &&
        std::ranges::any_of(page.records, [&](const Record& record) {
          return record.row.find(field.name) != nullptr;
        }))
      fields.push_back(&field);
  std::vector<cli::Column> columns{{said(call, "records.column_number")},
                                   {said(call, "records.column_title")},
                                   {said(call, "records.column_state")}};
  for (const Field* field : fields)
    columns.push_back({say(field->label, call.language()), field->type == Type::integer});
  std::vector<std::vector<std::string>> rows;
  for (const Record& record : page.records) {
    std::vector<std::string> row{record.number, record.title,
                                 state_label(kind, record.state, call.language())};
    for (const Field* field : fields) {
      const Value* value = record.row.find(field->name);
      row.push_back(value == nullptr ? "" : shown(*field, *value, names, call.language()));
    }
    rows.push_back(std::move(row));
  }
  call.table(columns, rows);
  if (static_cast<std::int64_t>(page.records.size()) < page.count)
    call.line(said(
        call, "records.more",
        {{"shown", std::to_string(page.records.size())}, {"all", std::to_string(page.count)}}));
  return 0;
}

Result<int> show_record(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of) {
  const auto [office, kinds, kind] = TRY(asked(entrance, call, kinds_of, Verb::read));
  Record record = TRY(find(office, kinds, kind.name, call.value("NUMBER")));
  if (call.has("--as-of")) {
    const Instant moment = TRY(moment_in(call.value("--as-of")));
    record = TRY(as_of(office, kinds, record.id, moment));
  }
  const Names names = TRY(names_of(office, kinds, {record}));
  if (call.json()) {
    call.print_json(json_text(as_json(kinds, record, names), 2));
    return 0;
  }
  std::vector<std::pair<std::string, std::string>> facts{
      {say(kind.label, call.language()), record.number},
      {said(call, "records.column_state"), state_label(kind, record.state, call.language())},
      {said(call, "records.column_version"), std::to_string(record.version)}};
  for (const Field& field : kind.fields)
    if (const Value* value = record.row.find(field.name))
      facts.emplace_back(say(field.label, call.language()),
                         shown(field, *value, names, call.language()));
  call.facts(facts);
  return 0;
}

Result<int> show_history(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of) {
  const auto [office, kinds, kind] = TRY(asked(entrance, call, kinds_of, Verb::read));
  const Record record = TRY(find(office, kinds, kind.name, call.value("NUMBER")));
  const Names names = TRY(names_of(office, kinds, {}));
  ordered_json all = ordered_json::array();
  std::vector<std::vector<std::string>> rows;
  for (const Version& version : TRY(history(office, kinds, record.id))) {
    std::string fields;
    for (const std::string& field : version.fields)
      fields += (fields.empty() ? "" : ", ") + label_of(kind, field, call.language());
    rows.push_back({std::to_string(version.version), format_instant(version.at).substr(0, 16),
                    name_of(version.by, names), said(call, "records.what_" + version.what), fields,
                    version.reason});
    all.push_back(as_json(kinds, version, names));
  }
  if (call.json())
    call.print_json(json_text(all, 2));
  else
    call.table({{said(call, "records.column_version"), true},
                {said(call, "records.column_at")},
                {said(call, "records.column_by")},
                {said(call, "records.column_what")},
                {said(call, "records.column_fields")},
                {said(call, "records.column_reason")}},
               rows);
  return 0;
}

Result<int> show_links(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of) {
  const auto [office, kinds, kind] = TRY(asked(entrance, call, kinds_of, Verb::read));
  const Record record = TRY(find(office, kinds, kind.name, call.value("NUMBER")));
  ordered_json all = ordered_json::array();
  std::vector<std::vector<std::string>> rows;
  for (const Linked& one : TRY(linked(office, kinds, record.id))) {
    const Kind& from = *TRY(kinds.find(one.kind));
    rows.push_back({one.number, say(from.label, call.language()), one.title,
                    label_of(from, one.field, call.language())});
    all.push_back({{"kind", one.kind},
                   {"number", one.number},
                   {"title", one.title},
                   {"state", one.state},
                   {"field", one.field}});
  }
  if (call.json())
    call.print_json(json_text(all, 2));
  else if (rows.empty())
    call.line(said(call, "records.no_links", {{"number", record.number}}));
  else
    call.table({{said(call, "records.column_number")},
                {said(call, "records.column_kind")},
                {said(call, "records.column_title")},
                {said(call, "records.column_field")}},
               rows);
  return 0;
}

}  // namespace

Result<Asked> asked(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds_of,
                    Verb verb) {
  const std::string room = TRY(TRY(kinds_of.declared()).find(call.value("KIND")))->room;
  accounts::Office& office =
      *TRY(entrance.enter(call, room + (verb == Verb::read ? ".read" : ".edit")));
  Kinds kinds = TRY(kinds_of(office));
  const Kind& kind = *TRY(kinds.find(call.value("KIND")));
  return Asked{office, std::move(kinds), kind};
}

Result<Wanted> conditions_in(cli::Call& call, const Kind& kind) {
  Wanted wanted;
  wanted.kind = kind.name;
  wanted.search = call.value("--search");
  wanted.states = call.values("--state");
  wanted.archived = call.has("--archived");
  wanted.descending = call.has("--descending");
  for (const std::string& condition : call.values("--where")) {
    const std::size_t equal = condition.find('=');
    if (equal == std::string::npos || equal == 0)
      return fail(Errc::invalid, "records.bad_where", {{"where", condition}});
    wanted.values.push_back({condition.substr(0, equal), {condition.substr(equal + 1)}});
  }
  const std::string& order = call.value("--order");
  if (!order.empty()) order_by(wanted, order);
  return wanted;
}

Result<Names> names_of(accounts::Office& office, const Kinds& kinds,
                       const std::vector<Record>& records) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  return called(office, kinds, transaction, records);
}

void order_by(Wanted& wanted, const std::string& word) {
  wanted.by = word;
  if (word == "number")
    wanted.order = Wanted::Order::number;
  else if (word == "title")
    wanted.order = Wanted::Order::title;
  else if (word == "changed")
    wanted.order = Wanted::Order::changed;
  else
    wanted.order = Wanted::Order::field;
}

Result<Instant> moment_in(const std::string& text) {
  const Result<Day> day = parse_day(text);
  if (!day) return parse_instant(text);
  return Instant(*day + std::chrono::days(1)) - std::chrono::microseconds(1);
}

std::function<Result<int>(cli::Call&)> with_kinds(accounts::Entrance& entrance, KindsOf kinds,
                                                  Run run) {
  return [&entrance, kinds = std::move(kinds), run](cli::Call& call) -> Result<int> {
    return run(entrance, call, kinds);
  };
}

cli::Option kind_option() {
  return {.name = "KIND", .help = "records.kind_help", .required = true};
}

cli::Option number_option() {
  return {.name = "NUMBER", .help = "records.number_help", .required = true};
}

std::vector<cli::Option> condition_options() {
  return {
      {.name = "--search", .help = "records.search_help", .value_name = "WORDS"},
      {.name = "--where",
       .help = "records.where_help",
       .repeated = true,
       .value_name = "FIELD=WORD"},
      {.name = "--state", .help = "records.state_help", .repeated = true, .value_name = "STATE"},
      {.name = "--order", .help = "records.order_help", .value_name = "FIELD"},
      {.name = "--descending", .help = "records.descending_help", .flag = true},
      {.name = "--archived", .help = "records.archived_help", .flag = true}};
}

std::vector<cli::Command> commands(accounts::Entrance& entrance, KindsOf kinds,
                                   const ToMendOf& to_mend) {
  std::vector<cli::Option> listing = condition_options();
  listing.insert(listing.begin(), kind_option());
  listing.push_back({.name = "--view", .help = "records.view_help", .value_name = "NAME"});
  listing.push_back({.name = "--limit", .help = "records.limit_help", .value_name = "COUNT"});
  std::vector<cli::Command> all{
      {.name = "records kinds",
       .summary = "records.kinds_summary",
       .example = "ombud records kinds",
       .run = with_kinds(entrance, kinds, list_kinds)},
      {.name = "records fields",
       .summary = "records.fields_summary",
       .example = "ombud records fields activity",
       .options = {kind_option()},
       .run = with_kinds(entrance, kinds, show_fields)},
      {.name = "records list",
       .summary = "records.list_summary",
       .example = "ombud records list activity --where role=processor --search payroll",
       .options = std::move(listing),
       .run = with_kinds(entrance, kinds, list_records)},
      {.name = "records show",
       .summary = "records.show_summary",
       .example = "ombud records show activity B-0001 --as-of 2026-01-31",
       .options = {kind_option(),
                   number_option(),
                   {.name = "--as-of", .help = "records.as_of_help", .value_name = "DAY"}},
       .run = with_kinds(entrance, kinds, show_record)},
      {.name = "records history",
       .summary = "records.history_summary",
       .example = "ombud records history activity B-0001",
       .options = {kind_option(), number_option()},
       .run = with_kinds(entrance, kinds, show_history)},
      {.name = "records links",
       .summary = "records.links_summary",
       .example = "ombud records links unit U-0001",
       .options = {kind_option(), number_option()},
       .run = with_kinds(entrance, kinds, show_links)},
  };
  for (const auto& more :
       {writing_commands(entrance, kinds), many_commands(entrance, kinds),
        view_commands(entrance, kinds), waiting_commands(entrance, kinds, to_mend),
        transfer_commands(entrance, kinds), attachment_commands(entrance, kinds)})
    all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace ombud::records
