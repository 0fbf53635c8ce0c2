#pragma once
// The tables of the record that documents and workbooks share.

#include <string>
#include <vector>

#include "documents/documents.h"
#include "processing/teller.h"

namespace ombud::processing {

/// The lines of activities' matrix; of one activity without its number in front.
documents::Table matrix_table(const Teller& teller,
                              const std::vector<const records::Record*>& activities, bool numbered);
documents::Table recipients_table(const Teller& teller,
                                  const std::vector<const records::Record*>& activities,
                                  bool numbered);
documents::Table transfers_table(const Teller& teller,
                                 const std::vector<const records::Record*>& activities,
                                 bool numbered);
documents::Table customers_table(const Teller& teller,
                                 const std::vector<const records::Record*>& activities,
                                 bool numbered);

/// Of all that the activities lead to.
documents::Table parties_table(const Teller& teller, Day today);
documents::Table systems_table(const Teller& teller);
documents::Table periods_table(const Teller& teller);
documents::Table measures_table(const Teller& teller);
documents::Table assessed_transfers_table(const Teller& teller);

}  // namespace ombud::processing
