// Lists. A page is met by walking the records in their order, unless few meet what is asked for:
// then by those whom the rarest condition names. Either way about as many rows are looked at as a
// page needs, however many records there are. They are counted by the rarest condition too, unless
// it is met by so many that walking soon comes to the most that is counted, or that it needs none.

#include <algorithm>
#include <charconv>
#include <map>

#include "base/text.h"
#include "records/found_by.h"
#include "records/rows.h"
#include "records/sight.h"

namespace ombud::records {

namespace {

using sql::Literal;
using sql::Statement;

constexpr std::int64_t few = 2'000;
constexpr std::int64_t many = 2 * counted_at_most;
constexpr std::size_t most_chosen = 10'000;

// A word that is searched, or a field's value.
struct Condition {
  std::string field;               // Empty: a word.
  std::vector<std::string> words;  // Of a word the only one.
  bool unfinished = false;
  bool in_sight = false;  // Neither: that whoever asks may see the record (sight.h).
};

// Behind all words that begin so.
std::string behind(std::string word) { return word + "\xF4\x8F\xBF\xBF"; }

std::vector<sql::Value> values_of(const std::vector<std::string>& words) {
  return {words.begin(), words.end()};
}

class Listing {
 public:
  Listing(const Kinds& kinds, const Kind& kind, store::Transaction& transaction, Sight sight,
          const Wanted& wanted)
      : kinds_(kinds),
        kind_(kind),
        transaction_(transaction),
        sight_(std::move(sight)),
        wanted_(wanted) {}

  Result<void> prepare() {
    if (wanted_.order == Wanted::Order::field && !kind_.orders_by(wanted_.by))
      return not_listed(wanted_.by);
    for (const auto& [path, words] : wanted_.values) {
      if (!kind_.finds_by(path)) return not_listed(path);
      Condition condition{path, {}, false, false};
      for (const std::string& word : words)
        condition.words.push_back(index_word(*kind_.at(path), word));
      conditions_.push_back(std::move(condition));
    }
    for (std::string& word : words_of(wanted_.search))
      conditions_.push_back({"", {word}, false, false});
    const bool goes_on = !wanted_.search.empty() && wanted_.search.back() != ' ';
    if (goes_on && !conditions_.empty() && conditions_.back().field.empty())
      conditions_.back().unfinished = true;
    if (!sight_.is_whole(kind_)) conditions_.push_back({"", {}, false, true});
    return look_for_rarest();
  }

  Result<Page> page() {
    Page page;
    if (rarest_ != nullptr && met_by_ == 0) return page;
    page.count = TRY(count());
    if (page.count == 0) return page;
    const std::size_t limit = std::clamp<std::size_t>(wanted_.limit, 1, 500);
    Statement select("select r.id, r.number, ");
    select.text(key()).text(" from records_record r");
    join_order(select);
    where(select, met_by_ <= few || page.count < few);
    TRY(go_on(select));
    select.text(" order by ").text(key()).text(direction()).text(", r.number").text(direction());
    select.text(" limit ").value(static_cast<std::int64_t>(limit + 1));
    std::vector<sql::Row> heads = TRY(transaction_.all(select));
    const bool more = heads.size() > limit;
    if (more) heads.resize(limit);
    std::vector<std::string> ids;
    for (const sql::Row& head : heads) ids.push_back(store::text_in(head[0]));
    page.records = TRY(in_order(ids));
    if (more)
      page.next = {key_text(heads.back()[2]), std::to_string(store::integer_in(heads.back()[1]))};
    return page;
  }

  Result<std::vector<std::pair<RecordId, int>>> all() {
    std::vector<std::pair<RecordId, int>> found;
    if (rarest_ != nullptr && met_by_ == 0) return found;
    Statement select("select r.id, r.version from records_record r");
    where(select, true);
    select.text(" order by r.number limit ").value(static_cast<std::int64_t>(most_chosen + 1));
    for (const sql::Row& row : TRY(transaction_.all(select)))
      found.emplace_back(RecordId{store::text_in(row[0])},
                         static_cast<int>(store::integer_in(row[1])));
    if (found.size() > most_chosen)
      return fail(Errc::invalid, "records.too_many", {{"most", std::to_string(most_chosen)}});
    return found;
  }

 private:
  Result<std::int64_t> count() {
    if (TRY(is_met_by_enough())) return counted_at_most;
    Statement select("select count(*) from (select 1 from records_record r");
    where(select, true);
    select.text(" limit ").value(counted_at_most).text(") as found");
    return store::integer_in(TRY(transaction_.all(select)).front()[0]);
  }

  // Where the only condition is met by so many that enough of them are outside the archive, even
  // if all that is in it meets it: both are known without looking at a record.
  Result<bool> is_met_by_enough() {
    if (conditions_.size() != 1 || conditions_.front().in_sight) return false;
    if (wanted_.archived || !wanted_.states.empty() || wanted_.owner) return false;
    const std::int64_t spare = last_met_by_ - counted_at_most;
    if (spare < 0) return false;
    Statement select("select count(*) from (select 1 from records_record where organisation_id = ");
    select.value(transaction_.organisation().text).text(" and kind = ").value(kind_.name);
    select.text(" and archived = ").value(true).text(" limit ").value(spare + 1);
    select.text(") as found");
    return store::integer_in(TRY(transaction_.all(select)).front()[0]) <= spare;
  }

  // Whether a record stands once, at most, among those that met_by() names.
  bool stands_once(const Condition& condition) const {
    if (condition.in_sight) return true;
    if (condition.field.empty()) return !condition.unfinished;
    const Field* field = kind_.field(condition.field);
    return field != nullptr && !field->many;
  }

  static Failure not_listed(const std::string& field) {
    return fail(Errc::invalid, "records.not_listed", {{"field", field}});
  }

  static std::string key_text(const sql::Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
    return store::text_in(value);
  }

  // "select record_id from …" of those that meet it.
  Statement met_by(const Condition& condition) const {
    if (condition.in_sight) return sight_.within(kind_);
    const bool is_word = condition.field.empty();
    Statement select(is_word
                         ? Literal("select record_id from records_word where organisation_id = ")
                         : Literal("select record_id from records_value where organisation_id = "));
    select.value(transaction_.organisation().text).text(" and kind = ").value(kind_.name);
    if (is_word) {
      word_is(select, condition);
    } else {
      select.text(" and field = ").value(condition.field);
      select.text(" and word in (").values(values_of(condition.words)).text(")");
    }
    return select;
  }

  // Asking how many meet a condition goes no further than `many`; of the only one each record is
  // counted once, and no further than is_met_by_enough() needs where few are in the archive.
  Result<void> look_for_rarest() {
    const std::int64_t most = conditions_.size() == 1 ? counted_at_most + few : many;
    for (const Condition& condition : conditions_) {
      Statement select("select count(*) from (");
      if (conditions_.size() > 1 || stands_once(condition))
        select.append(met_by(condition));
      else
        select.text("select distinct record_id from (").append(met_by(condition)).text(") as met");
      select.text(" limit ").value(most + 1).text(") as found");
      const std::int64_t count = store::integer_in(TRY(transaction_.all(select)).front()[0]);
      last_met_by_ = count;
      if (count > most || (rarest_ != nullptr && met_by_ <= count)) continue;
      rarest_ = &condition;
      met_by_ = count;
    }
    return {};
  }

  static void word_is(Statement& select, const Condition& condition) {
    const std::string& word = condition.words.front();
    if (condition.unfinished)
      select.text(" and word >= ").value(word).text(" and word < ").value(behind(word));
    else
      select.text(" and word = ").value(word);
  }

  Literal key() const {
    switch (wanted_.order) {
      case Wanted::Order::title:
        return "r.title_key";
      case Wanted::Order::changed:
        return "r.changed_at";
      case Wanted::Order::field:
        return "o.sorted";
      case Wanted::Order::number:
        return "r.number";
    }
    return "r.number";
  }

  Literal direction() const { return wanted_.descending ? Literal(" desc") : Literal(" asc"); }

  void join_order(Statement& select) const {
    if (wanted_.order != Wanted::Order::field) return;
    select
        .text(
            " join records_value o on o.organisation_id = r.organisation_id and "
            "o.record_id = r.id and o.kind = r.kind and o.place = 0 and o.field = ")
        .value(wanted_.by);
  }

  // `by_rarest`: the records are looked up by the rarest condition, where there is one.
  void where(Statement& select, bool by_rarest) const {
    by_rarest = by_rarest && rarest_ != nullptr;
    select.text(" where r.organisation_id = ").value(transaction_.organisation().text);
    // Those that are looked up are of the kind; said again, SQLite would walk all of the kind.
    if (by_rarest)
      select.text(" and r.id in (").append(met_by(*rarest_)).text(")");
    else
      select.text(" and r.kind = ").value(kind_.name);
    select.text(" and r.archived = ").value(wanted_.archived);
    if (!wanted_.states.empty())
      select.text(" and r.state in (").values(values_of(wanted_.states)).text(")");
    if (wanted_.owner) select.text(" and r.owner_id = ").value(wanted_.owner->text);
    for (const Condition& condition : conditions_) {
      if (by_rarest && &condition == rarest_) continue;
      if (condition.in_sight) {
        sight_.narrow(select, kind_);
        continue;
      }
      if (condition.field.empty()) {
        select.text(
            " and exists (select 1 from records_word w where w.organisation_id = "
            "r.organisation_id and w.record_id = r.id");
        word_is(select, condition);
      } else {
        select
            .text(
                " and exists (select 1 from records_value f where f.organisation_id = "
                "r.organisation_id and f.kind = r.kind and f.record_id = r.id and f.field = ")
            .value(condition.field)
            .text(" and f.word in (")
            .values(values_of(condition.words))
            .text(")");
      }
      // Looked up for each record, as far as the list goes. Without the offset PostgreSQL may join
      // the two whole tables instead, and without statistics yet by a loop in a loop.
      select.text(" limit 1 offset 0)");
    }
  }

  // Where the page before ended.
  Result<void> go_on(Statement& select) const {
    if (wanted_.after.empty()) return {};
    std::int64_t number = 0;
    std::int64_t key = 0;
    const bool by_text =
        wanted_.order == Wanted::Order::title || wanted_.order == Wanted::Order::field;
    if (wanted_.after.size() != 2 || !read(wanted_.after[1], number) ||
        (!by_text && !read(wanted_.after[0], key)))
      return fail(Errc::invalid, "records.bad_cursor");
    select.text(" and (").text(this->key());
    select.text(wanted_.descending ? Literal(", r.number) < (") : Literal(", r.number) > ("));
    if (by_text)
      select.value(wanted_.after[0]);
    else
      select.value(key);
    select.text(", ").value(number).text(")");
    return {};
  }

  static bool read(const std::string& text, std::int64_t& number) {
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && stop == end;
  }

  Result<std::vector<Record>> in_order(const std::vector<std::string>& ids) {
    std::map<std::string, Record> by_id;
    for (Record& record : TRY(records_of(kinds_, transaction_, ids)))
      by_id.emplace(record.id.text, std::move(record));
    std::vector<Record> records;
    for (const std::string& id : ids) records.push_back(std::move(by_id.at(id)));
    return records;
  }

  const Kinds& kinds_;
  const Kind& kind_;
  store::Transaction& transaction_;
  Sight sight_;
  const Wanted& wanted_;
  std::vector<Condition> conditions_;
  const Condition* rarest_ = nullptr;  // Nothing where each is met by too many.
  std::int64_t met_by_ = 0;
  std::int64_t last_met_by_ = 0;
};

}  // namespace

Result<Page> list(accounts::Office& office, const Kinds& kinds, const Wanted& wanted) {
  const Kind& kind = *TRY(allowed(office, kinds, wanted.kind, Verb::read));
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  Listing listing(kinds, kind, transaction, TRY(Sight::of(office, kinds, transaction, "read")),
                  wanted);
  TRY(listing.prepare());
  return listing.page();
}

Result<std::vector<std::pair<RecordId, int>>> matching(accounts::Office& office, const Kinds& kinds,
                                                       const Wanted& wanted) {
  const Kind& kind = *TRY(allowed(office, kinds, wanted.kind, Verb::read));
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  Listing listing(kinds, kind, transaction, TRY(Sight::of(office, kinds, transaction, "read")),
                  wanted);
  TRY(listing.prepare());
  return listing.all();
}

}  // namespace ombud::records
