#pragma once
// What people in a browser are told of a system that does not let Ombud in. They typed the address
// themselves, so they may hear what is wrong with it; of this machine and of the other one they
// hear no more than that.

#include "base/result.h"
#include "base/texts.h"
#include "connectors/connectors.h"

namespace ombud::connectors {

/// An address typed by somebody who does not sit at this machine. Errc::invalid
/// "connectors.way_password" (a password in it), "connectors.way_whole_path" (a file or folder that
/// does not begin with /), "connectors.way_own_folder" (it lies in Ombud's data folder); errors of
/// read_address.
Result<Address> read_address_from_afar(const accounts::Office& office, std::string_view url);

}  // namespace ombud::connectors
