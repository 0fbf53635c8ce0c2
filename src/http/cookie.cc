#include "http/cookie.h"

namespace ombud::http {

std::string own_cookie(std::string_view name, bool secure) {
  return (secure ? "__Host-" : "") + std::string(name);
}

std::string session_cookie(bool secure) { return own_cookie("ombud-session", secure); }

std::string set_cookie(std::string_view name, std::string_view value, std::chrono::seconds age,
                       bool secure) {
  std::string text = std::string(name) + "=" + std::string(value) +
                     "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(age.count());
  if (secure) text += "; Secure";
  return text;
}

}  // namespace ombud::http
