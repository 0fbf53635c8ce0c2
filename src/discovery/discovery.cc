#include "discovery/discovery.h"

#include "discovery/propose.h"

namespace ombud::discovery {

namespace {

Proposal::Coverage coverage_of(const TableView& table) {
  Proposal::Coverage coverage;
  coverage.table = table.label;
  coverage.rows = table.rows;
  coverage.sampled = table.sampled;
  for (const ColumnView& column : table.columns) {
    if (column.facts.not_read) {
      coverage.not_read.push_back({column.column->name.text(), *column.facts.not_read});
    }
  }
  return coverage;
}

}  // namespace

Result<Proposal> propose(connectors::Connector& connector, const Options& options,
                         Progress& progress) {
  must(options.sample_rows > 0);
  const sql::Catalogue* catalogue = TRY(connector.catalogue());
  Looking looking;
  looking.connection = &connector.connection();
  looking.sample_rows = options.sample_rows;
  looking.today = options.today;
  looking.said = &options.said;
  const Model model = TRY(understand(*catalogue, looking, progress));
  Proposal proposal;
  proposal.map = map_of(model);
  proposal.map.system = connector.system().name;
  for (const TableView& table : model.tables) {
    if (table.looked_at) proposal.coverage.push_back(coverage_of(table));
  }
  return proposal;
}

}  // namespace ombud::discovery
