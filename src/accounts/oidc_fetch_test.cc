#include "accounts/oidc_fetch.h"

#include <gtest/gtest.h>

namespace ombud::accounts {
namespace {

TEST(ProviderAddress, IsHttpsOrOnThisMachine) {
  for (const char* good : {"https://login.example.org", "https://login.example.org/realms/a",
                           "http://127.0.0.1:4711", "http://localhost", "http://[::1]:80/x"})
    EXPECT_TRUE(is_provider_address(good)) << good;
  for (const char* bad :
       {"", "http://login.example.org", "https://", "https:///x", "ftp://127.0.0.1",
        "file:///etc/passwd", "http://127.0.0.1.example.org", "http://localhost.example.org",
        "https://a@login.example.org", "https://login.example.org/ x", "HTTPS"})
    EXPECT_FALSE(is_provider_address(bad)) << bad;
}

TEST(ProviderAddress, IsEscapedWhereItIsPartOfAnother) {
  EXPECT_EQ(escaped_for_address("a-z_.~ å/&="), "a-z_.~%20%C3%A5%2F%26%3D");
}

TEST(Fetch, AsksNowhereElse) {
  const std::unique_ptr<Fetcher> network = by_network();
  EXPECT_EQ(network->fetch({"http://example.org/"}).error().key, "accounts.provider_address");
  EXPECT_EQ(network->fetch({"file:///etc/passwd"}).error().key, "accounts.provider_address");
  EXPECT_EQ(network->fetch({"http://127.0.0.1:1/"}).error().key, "accounts.provider_away");
}

}  // namespace
}  // namespace ombud::accounts
