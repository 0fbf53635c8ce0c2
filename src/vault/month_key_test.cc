#include "vault/month_key.h"

#include <gtest/gtest.h>

#include "base/testing.h"
#include "vault/vault.h"

namespace ombud::vault {
namespace {

const OrganisationId organisation{"018f3c1e-0000-7000-8000-000000000001"};
const FixedClock clock_at{*parse_instant("2026-11-21T08:00:00Z")};

TEST(MonthKey, OfAMonthThatAnotherProcessShreddedSealsNoMore) {
  const TemporaryFolder folder;
  const std::string key = folder.file("ombud.key"), keys = folder.file("keys.db");
  Vault vault = *Vault::create(key, keys, organisation, clock_at);
  const auto opened = [&] { return *Vault::open(key, keys, organisation); };
  ASSERT_TRUE(vault.seal_for_month(std::nullopt, "2024-10", "1", "text"));
  ASSERT_TRUE(opened().shred_months_before("2024-11"));
  const Result<std::string> late = vault.seal_for_month(std::nullopt, "2024-10", "2", "text");
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().key, "vault.key_shredded");
  const Result<std::string> next = vault.seal_for_month(std::nullopt, "2024-11", "3", "text");
  ASSERT_TRUE(next);
  EXPECT_EQ(opened().open_for_month(std::nullopt, "2024-11", "3", *next)->reveal(), "text");
}

}  // namespace
}  // namespace ombud::vault
