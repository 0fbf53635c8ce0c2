#include "accounts/oidc_token.h"

#include <cjose/cjose.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>

namespace ombud::accounts {
namespace {

using nlohmann::json;
using testing::ElementsAre;

const Instant now{std::chrono::seconds(1'795'000'000)};
const TokenExpected expected{"https://login.example.org", "ombud", "the nonce", now};

// A provider's key: what it signs with, and what it publishes of it.
class Key {
 public:
  Key(const std::string& kind, const std::string& kid) {
    cjose_err error{};
    key_ = kind == "EC" ? cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, &error)
                        : cjose_jwk_create_RSA_random(2048, exponent, sizeof exponent, &error);
    EXPECT_NE(key_, nullptr);
    cjose_jwk_set_kid(key_, kid.data(), kid.size(), &error);
    kid_ = kid;
  }

  Key(const Key&) = delete;
  Key& operator=(const Key&) = delete;

  ~Key() { cjose_jwk_release(key_); }

  json published() const {
    cjose_err error{};
    char* text = cjose_jwk_to_json(key_, false, &error);
    json key = json::parse(text);
    free(text);
    return key;
  }

  std::string signs(const json& claims, const std::string& alg, bool with_kid = true) const {
    cjose_err error{};
    cjose_header_t* header = cjose_header_new(&error);
    cjose_header_set(header, CJOSE_HDR_ALG, alg.c_str(), &error);
    if (with_kid) cjose_header_set(header, CJOSE_HDR_KID, kid_.c_str(), &error);
    const std::string text = claims.dump();
    cjose_jws_t* jws = cjose_jws_sign(
        key_, header, reinterpret_cast<const std::uint8_t*>(text.data()), text.size(), &error);
    EXPECT_NE(jws, nullptr) << error.message;
    const char* token = nullptr;
    EXPECT_TRUE(cjose_jws_export(jws, &token, &error));
    std::string copy = token;
    cjose_jws_release(jws);
    cjose_header_release(header);
    return copy;
  }

 private:
  static constexpr std::uint8_t exponent[] = {1, 0, 1};
  cjose_jwk_t* key_ = nullptr;
  std::string kid_;
};

class TokenTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    rsa_ = new Key("RSA", "one");
    ec_ = new Key("EC", "two");
    other_ = new Key("RSA", "one");  // Calls itself as the first.
  }

  static void TearDownTestSuite() {
    delete rsa_;
    delete ec_;
    delete other_;
  }

  static json claims() {
    const std::int64_t seconds =
        std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    return {{"iss", "https://login.example.org"},
            {"aud", "ombud"},
            {"sub", "5f3c"},
            {"nonce", "the nonce"},
            {"iat", seconds},
            {"exp", seconds + 300}};
  }

  static std::string keys() { return json{{"keys", {rsa_->published(), ec_->published()}}}.dump(); }

  // "" where the token is believed; else what was wrong with it.
  static std::string wrong(const std::string& token, const std::string& with = keys()) {
    const Result<TokenClaims> read = claims_of(token, with, expected);
    if (read) return "";
    EXPECT_EQ(read.error().key, "accounts.provider_token");
    return read.error().params.front().second;
  }

  static std::string wrong_with(const std::string& name, const json& value) {
    json changed = claims();
    if (value.is_null())
      changed.erase(name);
    else
      changed[name] = value;
    return wrong(rsa_->signs(changed, "RS256"));
  }

  static inline const Key* rsa_ = nullptr;
  static inline const Key* ec_ = nullptr;
  static inline const Key* other_ = nullptr;
};

TEST_F(TokenTest, IsBelievedBySignaturesOfThreeKinds) {
  EXPECT_EQ(wrong(rsa_->signs(claims(), "RS256")), "");
  EXPECT_EQ(wrong(rsa_->signs(claims(), "PS256")), "");
  EXPECT_EQ(wrong(ec_->signs(claims(), "ES256")), "");
  EXPECT_EQ(wrong(ec_->signs(claims(), "ES256", false)), "") << "the only key of its kind";
}

TEST_F(TokenTest, SaysHowSureTheProviderIs) {
  json sure = claims();
  sure["acr"] = "loa3";
  sure["amr"] = {"pwd", "mfa"};
  const TokenClaims read = claims_of(rsa_->signs(sure, "RS256"), keys(), expected).value();
  EXPECT_EQ(read.subject, "5f3c");
  EXPECT_EQ(read.acr, "loa3");
  EXPECT_THAT(read.amr, ElementsAre("pwd", "mfa"));
}

TEST_F(TokenTest, OfAnotherSignerIsNotBelieved) {
  EXPECT_EQ(wrong(other_->signs(claims(), "RS256")), "signature");
  std::string changed = rsa_->signs(claims(), "RS256");
  changed[changed.find('.') + 5] ^= 1;
  EXPECT_THAT(wrong(changed), testing::AnyOf("signature", "form"));
}

TEST_F(TokenTest, MayNotChooseHowItIsChecked) {
  const auto with_header = [](const std::string& header) {
    // {"alg":…} as base64url; content {}; a signature that is none.
    return header + ".e30.AAAA";
  };
  EXPECT_THAT(wrong(with_header("eyJhbGciOiJub25lIn0")), testing::AnyOf("alg", "form")) << "none";
  EXPECT_THAT(wrong(with_header("eyJhbGciOiJIUzI1NiJ9")), "alg") << "HS256 with our public key";
  EXPECT_EQ(wrong(rsa_->signs(claims(), "RS384")), "alg");
  EXPECT_EQ(wrong("no token"), "form");
  EXPECT_EQ(wrong(""), "form");
  json encrypts = rsa_->published();
  encrypts["use"] = "enc";
  EXPECT_EQ(wrong(rsa_->signs(claims(), "RS256"), json{{"keys", {encrypts}}}.dump()), "key");
  json other_way = rsa_->published();
  other_way["alg"] = "PS256";
  EXPECT_EQ(wrong(rsa_->signs(claims(), "RS256"), json{{"keys", {other_way}}}.dump()), "key");
}

TEST_F(TokenTest, NeedsAKeyThatIsThere) {
  const std::string token = rsa_->signs(claims(), "RS256");
  for (const char* none : {"", "[]", "{}", R"({"keys":{}})", R"({"keys":[]})", R"({"keys":[1]})"})
    EXPECT_EQ(wrong(token, none), "key") << none;
  EXPECT_EQ(wrong(token, json{{"keys", {ec_->published()}}}.dump()), "key")
      << "it was rotated away";
}

TEST_F(TokenTest, IsOfTheProviderThatWasAsked) {
  EXPECT_EQ(wrong_with("iss", "https://login.example.org/"), "iss");
  EXPECT_EQ(wrong_with("iss", "https://evil.example.org"), "iss");
  EXPECT_EQ(wrong_with("iss", nullptr), "iss");
}

TEST_F(TokenTest, IsForUs) {
  EXPECT_EQ(wrong_with("aud", "another"), "aud");
  EXPECT_EQ(wrong_with("aud", nullptr), "aud");
  EXPECT_EQ(wrong_with("aud", json::array({"another"})), "aud");
  EXPECT_EQ(wrong_with("aud", json::array({"ombud"})), "");
  EXPECT_EQ(wrong_with("aud", json::array({"ombud", "another"})), "azp") << "for whom then?";
  EXPECT_EQ(wrong_with("azp", "another"), "azp");
  EXPECT_EQ(wrong_with("azp", 1), "azp");
  EXPECT_EQ(wrong_with("azp", "ombud"), "");
}

TEST_F(TokenTest, IsOfThisSignInAndOfNow) {
  const std::int64_t seconds = claims()["iat"];
  EXPECT_EQ(wrong_with("nonce", "another"), "nonce");
  EXPECT_EQ(wrong_with("nonce", nullptr), "nonce");
  EXPECT_EQ(wrong_with("exp", seconds - 60), "exp");
  EXPECT_EQ(wrong_with("exp", seconds - 59), "") << "clocks differ a little";
  EXPECT_EQ(wrong_with("exp", nullptr), "exp");
  EXPECT_EQ(wrong_with("exp", "tomorrow"), "exp");
  EXPECT_EQ(wrong_with("iat", seconds + 61), "iat") << "from the future";
  EXPECT_EQ(wrong_with("iat", seconds - 601), "iat");
  EXPECT_EQ(wrong_with("iat", nullptr), "iat");
  EXPECT_EQ(wrong_with("iat", 1e300), "iat");
}

TEST_F(TokenTest, SaysWhoItIs) {
  EXPECT_EQ(wrong_with("sub", nullptr), "sub");
  EXPECT_EQ(wrong_with("sub", ""), "sub");
  EXPECT_EQ(wrong_with("sub", 7), "sub");
  EXPECT_EQ(wrong_with("sub", std::string(256, 'x')), "sub");
}

}  // namespace
}  // namespace ombud::accounts
