#include "discovery/make.h"

#include "discovery/answers.h"

namespace ombud::discovery {

namespace {

// Before anything is read: rows of persons will be looked at, whatever comes of it.
Result<void> tell(accounts::Office& office, const connectors::System& system, const Wish& wish) {
  evidence::Told told;
  told.event = "datamap.sampled";
  told.use = UseKind::view;
  told.account = office.actor.account;
  told.criterion = "sampled for data map";
  told.reference = wish.reference.empty() ? "data map of " + system.name : wish.reference;
  told.object = "system " + system.name;
  told.details = {{"rows_of_a_table", std::to_string(wish.sample_rows)}};
  TRY(office.log.append_now(told));
  return {};
}

}  // namespace

Totals totals_of(const Proposal& proposal) {
  Totals totals;
  for (const Proposal::Coverage& one : proposal.coverage) {
    totals.rows += std::max<std::int64_t>(one.rows, 0);
    totals.sampled += one.sampled;
    totals.not_read += one.not_read.size();
    ++totals.tables;
  }
  for (const datamap::Table& table : proposal.map.tables) {
    if (table.holds != datamap::Holds::reference) totals.fields += table.fields.size();
  }
  return totals;
}

Result<Made> make(accounts::Office& office, const connectors::System& system, const Wish& wish,
                  Progress& progress) {
  must(wish.sample_rows > 0 && wish.sample_rows <= most_sample_rows);
  Options options;
  options.sample_rows = wish.sample_rows;
  options.today = std::chrono::floor<std::chrono::days>(office.clock.now());
  options.said = TRY(said_of(office, system));
  TRY(tell(office, system, wish));
  const auto connector = TRY(connectors::open(office, system));
  Made made;
  made.proposal = TRY(propose(*connector, options, progress));
  const auto changed = TRY(datamap::changed_since(office, *connector));
  if (changed && !wish.anew) {
    Renewal renewal = renew(*changed, made.proposal.map, *TRY(connector->catalogue()));
    made.renewed = changed->confirmed.version;
    made.consequences = std::move(renewal.consequences);
    made.answers = heed_in(renewal.map, made.proposal.map, options.said);
    made.proposal.map = std::move(renewal.map);
    made.stored = !made.consequences.empty() || made.answers > 0;
  }
  TRY(progress.go_on());
  TRY(keep_look(office, system, made.proposal));
  if (made.stored) {
    made.proposal.map = TRY(datamap::store_proposal(office, system, std::move(made.proposal.map)));
  }
  return made;
}

}  // namespace ombud::discovery
