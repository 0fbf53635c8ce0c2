#include "accounts/oidc_token.h"

#include <cjose/cjose.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "accounts/second_factor_codes.h"

namespace ombud::accounts {

namespace {

using nlohmann::json;

constexpr std::chrono::seconds clocks_differ{60};
constexpr std::chrono::minutes oldest{10};
constexpr std::size_t most_subject_bytes = 255;
constexpr std::size_t most_keys = 64;

Failure wrong(std::string what) {
  return fail(Errc::forbidden, "accounts.provider_token", {{"what", std::move(what)}});
}

struct Released {
  void operator()(cjose_jws_t* jws) const { cjose_jws_release(jws); }

  void operator()(cjose_jwk_t* key) const { cjose_jwk_release(key); }
};

using Jws = std::unique_ptr<cjose_jws_t, Released>;
using Jwk = std::unique_ptr<cjose_jwk_t, Released>;

std::string text_in(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

std::optional<std::int64_t> seconds_in(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_number()) return std::nullopt;
  const double value = found->get<double>();
  if (!(value >= 0 && value < 1e12)) return std::nullopt;
  return static_cast<std::int64_t>(value);
}

std::vector<std::string> texts_in(const json& object, const char* name) {
  std::vector<std::string> all;
  const auto found = object.find(name);
  if (found == object.end()) return all;
  if (found->is_string()) all.push_back(found->get<std::string>());
  if (found->is_array())
    for (const json& one : *found)
      if (one.is_string()) all.push_back(one.get<std::string>());
  return all;
}

// A key signs in its own way only: a token must not choose another.
bool fits(const json& key, const std::string& alg, const std::string& kid) {
  if (!key.is_object()) return false;
  const std::string kind = alg == "ES256" ? "EC" : "RSA";
  if (text_in(key, "kty") != kind || (kind == "EC" && text_in(key, "crv") != "P-256")) return false;
  const std::string use = text_in(key, "use");
  const std::string own = text_in(key, "alg");
  return (use.empty() || use == "sig") && (own.empty() || own == alg) &&
         (kid.empty() || text_in(key, "kid") == kid);
}

Result<json> signed_content(const std::string& token, const std::string& keys) {
  cjose_err error{};
  const Jws jws(cjose_jws_import(token.data(), token.size(), &error));
  if (!jws) return wrong("form");
  cjose_header_t* header = cjose_jws_get_protected(jws.get());
  const char* alg_text = cjose_header_get(header, CJOSE_HDR_ALG, &error);
  const char* kid_text = cjose_header_get(header, CJOSE_HDR_KID, &error);
  const std::string alg = alg_text == nullptr ? "" : alg_text;
  const std::string kid = kid_text == nullptr ? "" : kid_text;
  if (alg != "RS256" && alg != "PS256" && alg != "ES256") return wrong("alg");
  const json set = json::parse(keys, nullptr, false);
  const auto all = set.is_object() ? set.find("keys") : set.end();
  if (!set.is_object() || all == set.end() || !all->is_array() || all->size() > most_keys)
    return wrong("key");
  bool tried = false;
  for (const json& one : *all) {
    if (!fits(one, alg, kid)) continue;
    const std::string text = one.dump();
    const Jwk key(cjose_jwk_import(text.data(), text.size(), &error));
    if (!key) continue;
    tried = true;
    if (!cjose_jws_verify(jws.get(), key.get(), &error)) continue;
    std::uint8_t* bytes = nullptr;
    std::size_t size = 0;
    if (!cjose_jws_get_plaintext(jws.get(), &bytes, &size, &error)) return wrong("form");
    json content = json::parse(bytes, bytes + size, nullptr, false);
    if (!content.is_object()) return wrong("form");
    return content;
  }
  return wrong(tried ? "signature" : "key");
}

Result<void> check_audience(const json& content, const TokenExpected& expected) {
  const std::vector<std::string> audience = texts_in(content, "aud");
  if (std::find(audience.begin(), audience.end(), expected.client_id) == audience.end())
    return wrong("aud");
  const std::string party = text_in(content, "azp");
  if (content.contains("azp") ? party != expected.client_id : audience.size() > 1)
    return wrong("azp");
  return {};
}

Result<void> check_time(const json& content, Instant now) {
  const auto instant = [](std::int64_t seconds) { return Instant(std::chrono::seconds(seconds)); };
  const std::optional<std::int64_t> end = seconds_in(content, "exp");
  if (!end || instant(*end) + clocks_differ <= now) return wrong("exp");
  const std::optional<std::int64_t> made = seconds_in(content, "iat");
  if (!made || instant(*made) > now + clocks_differ || instant(*made) + oldest < now)
    return wrong("iat");
  return {};
}

}  // namespace

Result<TokenClaims> claims_of(const std::string& token, const std::string& keys,
                              const TokenExpected& expected) {
  const json content = TRY(signed_content(token, keys));
  if (text_in(content, "iss") != expected.issuer) return wrong("iss");
  TRY(check_audience(content, expected));
  TRY(check_time(content, expected.now));
  if (!same_text(text_in(content, "nonce"), expected.nonce)) return wrong("nonce");
  TokenClaims claims{text_in(content, "sub"), text_in(content, "acr"), texts_in(content, "amr")};
  if (claims.subject.empty() || claims.subject.size() > most_subject_bytes) return wrong("sub");
  return claims;
}

}  // namespace ombud::accounts
