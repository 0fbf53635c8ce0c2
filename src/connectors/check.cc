// What `system test` finds: asked of the catalogue and of the rights, nothing tried, nothing
// changed, no row read.
#include "connectors/connectors.h"

namespace ombud::connectors {

namespace {

// A remark on several tables: how many, and the first few by name.
class Gathered {
 public:
  explicit Gathered(std::string key) : key_(std::move(key)) {}

  void add(const std::string& table) {
    if (++count_ <= most_named) names_ += (names_.empty() ? "" : ", ") + table;
  }

  void tell(std::vector<Error>& remarks) const {
    if (count_ == 0) return;
    remarks.push_back({Errc::conflict,
                       key_,
                       {{"count", std::to_string(count_)},
                        {"tables", count_ > most_named ? names_ + ", …" : names_}}});
  }

 private:
  static constexpr std::size_t most_named = 8;
  std::string key_;
  std::size_t count_ = 0;
  std::string names_;
};

struct Remarks {
  Gathered no_transactions{"connectors.remark_no_transactions"};
  Gathered no_key{"connectors.remark_no_key"};
  Gathered history{"connectors.remark_history"};
  Gathered triggers{"connectors.remark_triggers"};
  Gathered rules{"connectors.remark_rules"};
  Gathered rows_hidden{"connectors.remark_rows_hidden"};

  std::vector<Error> all() const {
    std::vector<Error> remarks;
    for (const Gathered* one :
         {&rows_hidden, &no_transactions, &history, &rules, &triggers, &no_key})
      one->tell(remarks);
    return remarks;
  }
};

Result<void> look_at(Connector& connector, const sql::Table& table, const std::string& label,
                     Check& check, Remarks& remarks) {
  const sql::Rights rights = TRY(connector.connection().rights(table));
  ++check.tables;
  if (!rights.read || !rights.update || !rights.erase)
    check.lacking.push_back(
        {.table = label, .read = !rights.read, .update = !rights.update, .erase = !rights.erase});
  if (rights.rows_hidden) remarks.rows_hidden.add(label);
  if (!table.transactional) remarks.no_transactions.add(label);
  if (table.keeps_history) remarks.history.add(label);
  if (table.has_rules) remarks.rules.add(label);
  if (!table.triggers.empty()) remarks.triggers.add(label);
  if (table.primary_key.empty()) remarks.no_key.add(label);
  return {};
}

}  // namespace

Result<Check> check(Connector& connector) {
  Check check;
  check.version = connector.connection().version();
  check.identity = TRY(connector.connection().identity());
  TRY(connector.refresh());
  const sql::Catalogue& catalogue = *TRY(connector.catalogue());
  Remarks remarks;
  for (const sql::Table& table : catalogue.tables)
    if (table.kind != sql::Table::Kind::view)
      TRY(look_at(connector, table, catalogue.label(table), check, remarks));
  check.remarks = remarks.all();
  if (check.tables == 0)
    check.remarks.push_back({Errc::not_found, "connectors.remark_no_tables", {}});
  return check;
}

}  // namespace ombud::connectors
