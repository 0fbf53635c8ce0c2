// What find() says of invented notes, mails and lists in Swedish, Danish, Norwegian and English:
// what it must see, and what must not alarm anybody.

#include <gmock/gmock.h>

#include "detectors/find_test.h"

namespace ombud::detectors {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

double score_of(std::string_view text, Kind kind, Country country = Country::se) {
  Options options = in(country, 0);
  for (const Finding& finding : find(text, options))
    if (finding.kind == kind) return finding.score;
  return 0;
}

TEST(Find, HoldsTenDigitsWithoutContextForLittle) {
  EXPECT_LT(score_of("vi fick 9107032386 i går", Kind::personnummer), 0.5);
  EXPECT_LT(score_of("ordre 0707614285 er sendt", Kind::cpr, Country::dk), 0.3);
  EXPECT_GE(score_of("pnr 9107032386", Kind::personnummer), 0.7);
  EXPECT_GE(score_of("CPR-nr. 0707614285", Kind::cpr, Country::dk), 0.7);
}

TEST(Find, HearsOfPlacesOfProductionOnlyBesideTheirNumber) {
  const std::string_view both = "P-nr. 1003388394 er butikken. Søren Kjær har CPR 070761-4285.";
  EXPECT_THAT(found(both, in(Country::dk)), Contains("cpr:070761-4285"));
  EXPECT_LT(score_of("p-nr. 070761-4285", Kind::cpr, Country::dk), 0.5);
  EXPECT_GT(score_of("produktionsenhed 1003388394 og cpr 070761-4285", Kind::cpr, Country::dk),
            0.8);
}

TEST(Find, LeavesRunningNumbersOfAnOfficeAlone) {
  for (const std::string_view text :
       {"Faktura 2024-10234 på 12 500,00 kr förfaller 2026-12-31, OCR 73184920155.",
        "Diarienr 2026/1234-5, sida 12 av 40, kl. 14:30, rum 314.",
        "Bestilling 4501239876, varenr 887766, 14 stk à 99,95 kr.",
        "Sak 24/01234, side 3, vedtatt 12.05.2024 med 24 mot 11 stemmer.",
        "Version 10.4.2.1 was built 2026-11-21 from commit 4f2a9c1d77.",
        "Order 1234567890, tracking 00340434161094015902, 3 items.",
        "EAN 7310865004703, ISBN 978-91-0-012345-6, art.nr 100-200-300."})
    for (const Country country : {Country::se, Country::dk, Country::no})
      EXPECT_THAT(found(text, in(country)), IsEmpty()) << text;
}

TEST(Find, SeesAccountsAndCards) {
  EXPECT_THAT(found("Kortet 4111 1111 1111 1111 är spärrat"),
              ElementsAre("card:4111 1111 1111 1111"));
  EXPECT_THAT(found("4111 1111 1111 1112"), IsEmpty());
  EXPECT_THAT(found("konto 8601.11.17947", in(Country::no)),
              ElementsAre("account_number:8601.11.17947"));
  EXPECT_THAT(found("Lönen går till konto 8351-9,392 242 224-5"),
              ElementsAre("account_number:8351-9,392 242 224-5"));
  EXPECT_THAT(found("kontonummer 5000-1234567"), ElementsAre("account_number:5000-1234567"));
  EXPECT_THAT(found("regnr. 1234 kontoen 1234-1234567", in(Country::dk)),
              ElementsAre("account_number:1234-1234567"));
  EXPECT_THAT(found("vårt kontor 5000-1234567"), IsEmpty());
}

TEST(Find, SeesDevicesAndAddressesOfTheNet) {
  EXPECT_THAT(found("inloggad från 192.0.2.144 i natt"), ElementsAre("ip_address:192.0.2.144"));
  EXPECT_THAT(found("client 2001:db8::ff00:42:8329 connected"),
              ElementsAre("ip_address:2001:db8::ff00:42:8329"));
  EXPECT_THAT(found("firmware 4.1.2.7"), IsEmpty());
  EXPECT_THAT(found("port 127.0.0.1:8080, kl. 12:30:15"), IsEmpty());
  EXPECT_THAT(found("mac 00:1B:44:11:3A:B7"), ElementsAre("device_id:00:1B:44:11:3A:B7"));
  EXPECT_THAT(found("IMEI 490154203237518"), ElementsAre("device_id:490154203237518"));
  EXPECT_THAT(found("idfa 6d92078a-8246-4ba4-ae5b-76104861e7dc"),
              ElementsAre("device_id:6d92078a-8246-4ba4-ae5b-76104861e7dc"));
  EXPECT_THAT(found("build 6d92078a-8246-4ba4-ae5b-76104861e7dc"), IsEmpty());
  EXPECT_THAT(found("_ga=GA1.2.1033501218.1368477899;"),
              ElementsAre("cookie_id:GA1.2.1033501218.1368477899"));
}

TEST(Find, SeesSecrets) {
  EXPECT_THAT(found("Lösenord: Sommar2024!"), ElementsAre("secret:Sommar2024!"));
  EXPECT_THAT(found("adgangskoden er ikke vigtig, adgangskode: kat7Hund"),
              ElementsAre("secret:kat7Hund"));
  EXPECT_THAT(found("DB_PASSWORD=hunter2x"), ElementsAre("secret:hunter2x"));
  EXPECT_THAT(found("{\"api_key\": \"abcd1234efgh\"}"), ElementsAre("secret:abcd1234efgh"));
  EXPECT_THAT(found("postgres://app:s3cret@db.example.se/x"), ElementsAre("secret:s3cret"));
  EXPECT_THAT(found("$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW"),
              ElementsAre("secret:$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW"));
  EXPECT_THAT(found("key ghp_0123456789abcdefghijABCDEFGHIJ012345 leaked"),
              ElementsAre("secret:ghp_0123456789abcdefghijABCDEFGHIJ012345"));
  EXPECT_THAT(found("-----BEGIN RSA PRIVATE KEY-----\nMIIE"),
              ElementsAre("secret:-----BEGIN RSA PRIVATE KEY-----"));
  for (const std::string_view text :
       {"Byt lösenord var tredje månad.", "password: ********", "Password: required",
        "lösenordet är glömt", "token economy", "-----BEGIN CERTIFICATE-----"})
    EXPECT_THAT(found(text), IsEmpty()) << text;
}

TEST(Find, WeighsARevealingWordByThePersonNearIt) {
  EXPECT_LT(score_of("Alla kan bli sjuka.", Kind::health), 0.3);
  EXPECT_LT(score_of("Cancer är en vanlig sjukdom.", Kind::health), 0.5);
  EXPECT_THAT(found("Karin Ek, 910703-2386, är sjukskriven."), Contains("health:sjukskriven"));
  EXPECT_THAT(found("Søren Kjær, 070761-4285, er sygemeldt", in(Country::dk)),
              Contains("health:sygemeldt"));
  EXPECT_THAT(found("Kari Nordmann (12057900499) er sykmeldt", in(Country::no)),
              Contains("health:sykmeldt"));
  EXPECT_THAT(found("She has been diagnosed with depression."), Contains("health:diagnosed"));
}

TEST(Find, KnowsTheGuardedMattersInFourLanguages) {
  struct Case {
    std::string_view word;
    Kind kind;
  };

  for (const auto& [revealing, kind] : std::vector<Case>{
           {"bröstcancern", Kind::health},
           {"lungekræft", Kind::health},
           {"rygglidelser", Kind::health},
           {"hiv-positiv", Kind::health},
           {"wheelchair", Kind::health},
           {"fackmedlemskap", Kind::union_membership},
           {"fagforeningsmedlem", Kind::union_membership},
           {"fagorganisert", Kind::union_membership},
           {"trade union member", Kind::union_membership},
           {"muslimsk", Kind::religion},
           {"katolikk", Kind::religion},
           {"jødisk", Kind::religion},
           {"sverigedemokrat", Kind::politics},
           {"Arbeiderpartiet", Kind::politics},
           {"Enhedslisten", Kind::politics},
           {"samisk", Kind::ethnicity},
           {"kurdisk", Kind::ethnicity},
           {"skin colour", Kind::ethnicity},
           {"lesbisk", Kind::sexuality},
           {"homoseksuel", Kind::sexuality},
           {"homofil", Kind::sexuality},
           {"transgender", Kind::sexuality},
           {"rattfylleri", Kind::crime},
           {"straffeattest", Kind::crime},
           {"promillekjøring", Kind::crime},
           {"butikstyveri", Kind::crime},
           {"criminal record", Kind::crime},
           {"skyddad identitet", Kind::protected_identity},
           {"sekretessmarkering", Kind::protected_identity},
           {"navne- og adressebeskyttelse", Kind::protected_identity},
           {"kode 6", Kind::protected_identity},
           {"witness protection", Kind::protected_identity},
       }) {
    const std::string text = "910703-2386: " + std::string(revealing) + ".";
    EXPECT_THAT(found(text), Contains(std::string(word(kind)) + ":" + std::string(revealing)));
    EXPECT_LT(score_of(revealing, kind), 0.5) << revealing;
  }
}

TEST(Find, IsNotTakenInByWordsThatBeginAlike) {
  for (const std::string_view text :
       {"910703-2386 på sjukhuset", "910703-2386, Kristen Holm", "910703-2386 cancelled",
        "910703-2386 syge­huset", "910703-2386 kode 65", "910703-2386 domstolen"})
    for (const std::string& one : found(text))
      EXPECT_THAT(one,
                  testing::AnyOf(testing::StartsWith("personnummer"), testing::StartsWith("name")))
          << text;
}

TEST(Find, SettlesManyOverlapsInTime) {
  std::string numbers;
  for (int i = 0; i < 20'000; ++i) numbers += "12 34 ";
  EXPECT_LE(find(numbers, in(Country::dk, 0)).size(), numbers.size());
}

}  // namespace
}  // namespace ombud::detectors
