#include <string>
#include <vector>

#include "accounts/accounts.h"
#include "app/app.h"
#include "base/clock.h"
#include "cli/cli.h"

int main(int count, char** arguments) {
  ombud::accounts::Entrance entrance(ombud::machine_clock(), ombud::app::migrations());
  return ombud::cli::run(ombud::app::commands(entrance),
                         std::vector<std::string>(arguments + 1, arguments + count));
}
