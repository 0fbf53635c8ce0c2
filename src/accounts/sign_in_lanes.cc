// Guesses at one name are counted in lanes, so that an attacker slows down himself and not whom he
// attacks (the idea of device cookies). A browser by which somebody signed in carries a mark for
// that name, which nobody can make without the organisation's key; it opens nothing, it only counts
// apart.

#include <arpa/inet.h>

#include "accounts/second_factor_codes.h"
#include "accounts/sign_in.h"
#include "base/text.h"

namespace ombud::accounts {

namespace {

constexpr std::size_t id_bytes = 16;
constexpr std::size_t id_signs = 2 * id_bytes;
constexpr std::size_t mark_signs = 32;

std::string mark_of(const vault::Vault& vault, const std::string& id, const std::string& name) {
  return to_hex(vault.blind_index(vault::Purpose::account, "browser", id + " " + fold(name)))
      .substr(0, mark_signs);
}

// One who has a whole IPv6 network has one lane.
std::string network_of(const std::string& address) {
  in6_addr six{};
  if (inet_pton(AF_INET6, address.c_str(), &six) != 1) return address;
  if (IN6_IS_ADDR_V4MAPPED(&six)) return address.substr(address.rfind(':') + 1);
  return to_hex(std::string(reinterpret_cast<const char*>(six.s6_addr), 8));
}

}  // namespace

bool is_known_browser(const vault::Vault& vault, const Arrival& arrival, const std::string& name) {
  if (arrival.device.size() != id_signs + mark_signs) return false;
  return same_text(mark_of(vault, arrival.device.substr(0, id_signs), name),
                   arrival.device.substr(id_signs));
}

std::string lane_of(const vault::Vault& vault, const Arrival& arrival, const std::string& name) {
  if (is_known_browser(vault, arrival, name))
    return "browser " + arrival.device.substr(0, id_signs);
  if (arrival.address.empty()) return "command line";
  return "address " + network_of(arrival.address);
}

std::string new_device(const vault::Vault& vault, const std::string& name) {
  const std::string id = to_hex(vault::random_bytes(id_bytes));
  return id + mark_of(vault, id, name);
}

}  // namespace ombud::accounts
