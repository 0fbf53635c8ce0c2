#include <gtest/gtest.h>

#include <filesystem>

#include "base/texts.h"
#include "connectors/connectors.h"

namespace ombud::connectors {
namespace {

Address read(std::string_view url) {
  const Result<Address> address = read_address(url);
  EXPECT_TRUE(address) << url << ": " << (address ? "" : say(address.error()));
  return address ? *address : Address{};
}

std::string error(std::string_view url) {
  const Result<Address> address = read_address(url);
  if (address) return "none";
  EXPECT_EQ(address.error().code, Errc::invalid);
  EXPECT_NE(say(address.error()), address.error().key);
  EXPECT_EQ(say(address.error()).find("hemligt"), std::string::npos);
  return address.error().key;
}

TEST(Address, OfASqliteFileIsMadeAbsolute) {
  EXPECT_EQ(read("sqlite:/var/lib/liva.db"),
            (Address{.kind = Kind::sqlite, .file = "/var/lib/liva.db"}));
  EXPECT_EQ(read("sqlite:./data/../liva.db").file,
            (std::filesystem::current_path() / "liva.db").string());
}

TEST(Address, OfAFileMayHaveSpacesAndNordicLetters) {
  EXPECT_EQ(read("sqlite:/data/mina medlemmar/Åsele.db").file, "/data/mina medlemmar/Åsele.db");
  EXPECT_EQ(read("csv:/data/mina%20medlemmar/%C3%85sele%3F").file, "/data/mina medlemmar/Åsele?");
  EXPECT_EQ(read("csv:/data/export/").file, "/data/export");
  EXPECT_EQ(read("csv:/").file, "/");
}

TEST(Address, OfPostgresqlIsASocketOrAServer) {
  EXPECT_EQ(read("postgresql:///liva?host=/run/postgresql"),
            (Address{.kind = Kind::postgresql, .socket = "/run/postgresql", .database = "liva"}));
  EXPECT_EQ(read("postgresql://reader@db.example.se:5433/liva?tls=verify-full&root=/etc/ca.pem"),
            (Address{.kind = Kind::postgresql,
                     .host = "db.example.se",
                     .port = 5433,
                     .database = "liva",
                     .user = "reader",
                     .tls = "verify-full",
                     .root_certificate = "/etc/ca.pem"}));
  EXPECT_EQ(read("postgres://%2Frun%2Fpg/liva"), read("postgresql:///liva?host=/run/pg"));
  EXPECT_EQ(read("postgresql:///liva?host=/s&user=me&port=5433"), (Address{.kind = Kind::postgresql,
                                                                           .socket = "/s",
                                                                           .port = 5433,
                                                                           .database = "liva",
                                                                           .user = "me"}));
}

TEST(Address, OfMariadbIsASocketOrAServer) {
  EXPECT_EQ(
      read("mariadb://ombud@localhost/liva?socket=/run/my.sock"),
      (Address{
          .kind = Kind::mariadb, .socket = "/run/my.sock", .database = "liva", .user = "ombud"}));
  EXPECT_EQ(read("mysql://ombud@localhost/liva"),
            (Address{.kind = Kind::mariadb, .database = "liva", .user = "ombud"}));
  EXPECT_EQ(read("mariadb://ombud@localhost:3307/liva").host, "localhost");
  EXPECT_EQ(read("mariadb://ombud@db/liva?tls=off").tls, "off");
}

TEST(Address, MayBeAnIpv6Address) {
  const Address address = read("postgresql://u@[2001:db8::1]:5432/liva");
  EXPECT_EQ(address.host, "2001:db8::1");
  EXPECT_EQ(address.port, 5432);
  EXPECT_EQ(read("mariadb://[::1]/liva").host, "::1");
  EXPECT_EQ(read("mariadb://[fe80::1%eth0]/liva").host, "fe80::1%eth0");
  for (const char* url :
       {"mariadb://[::1/liva", "mariadb://[db]/liva", "mariadb://[::1]3306/liva",
        "postgresql:///liva?host=a:b", "postgresql://a%3Ab/liva", "mariadb://[::1%?]/liva"})
    EXPECT_EQ(error(url), "connectors.bad_url") << url;
}

TEST(Address, OfAUserMayHaveEscapedSigns) {
  EXPECT_EQ(read("postgresql://anna%40union@db/liva%2Ftest").user, "anna@union");
  EXPECT_EQ(read("postgresql://anna%40union@db/liva%2Ftest").database, "liva/test");
}

TEST(Address, WithAPasswordIsRefused) {
  for (const char* url :
       {"postgresql://u:hemligt@db/liva", "mariadb://u:@db/liva", "mariadb://u:hemligt@localhost/x",
        "postgresql:///liva?password=hemligt", "postgresql://u@db/liva?sslpassword=hemligt"})
    EXPECT_EQ(error(url), "connectors.password_in_url") << url;
}

TEST(Address, WithAnUnknownParameterIsRefused) {
  for (const char* url :
       {"postgresql:///liva?hots=/run", "mariadb://localhost/liva?host=/x", "sqlite:/a?mode=ro",
        "postgresql:///liva?socket=/run", "postgresql://u@db/liva?user=v", "csv:/a?"})
    EXPECT_EQ(error(url), "connectors.unknown_parameter") << url;
}

TEST(Address, WithAnUnknownTlsIsRefused) {
  EXPECT_EQ(error("postgresql://db/liva?tls=prefer"), "connectors.bad_tls");
  EXPECT_EQ(error("mariadb://db/liva?tls=verify-full"), "connectors.bad_tls");
}

TEST(Address, ThatIsNoneIsRefused) {
  for (const char* url : {"",
                          "liva",
                          "oracle://db/liva",
                          "http://db/liva",
                          ":x",
                          "sqlite:",
                          "csv:",
                          "manual:x",
                          "postgresql:liva",
                          "postgresql://db",
                          "postgresql://db/",
                          "postgresql://@db/liva",
                          "postgresql://db:0/liva",
                          "postgresql://db:65536/liva",
                          "postgresql://db:5a/liva",
                          "postgresql://:5432/liva",
                          "sqlite:/a%2",
                          "sqlite:/a%zz",
                          "sqlite:/a%00b",
                          "sqlite:/a%C3(",
                          "mariadb://db/liva?socket=/x",
                          "mariadb://localhost/liva?socket=x",
                          "mariadb://localhost/liva?socket",
                          "postgresql://db/l?host=/a"})
    EXPECT_NE(error(url), "none") << url;
  EXPECT_EQ(error("hemligt"), "connectors.bad_url");
}

TEST(Address, OfEveryKindComesBackAsItWasWritten) {
  for (const char* url :
       {"sqlite:/data/mina%20medlemmar/Åsele%3F%25.db", "csv:/data/x", "manual:",
        "postgresql:///liva?host=/run/postgresql", "postgresql://u@db:5433/liva?tls=require",
        "postgresql:///liva?host=/s&port=5433&root=/etc/ca%20x.pem", "postgresql:///liva",
        "postgresql://u@[2001:db8::1]:5432/liva", "postgresql://a%40b%3Ac@db/l%2Fx",
        "mariadb://ombud@localhost/liva?socket=/run/my.sock", "mariadb://ombud@localhost/liva",
        "mariadb://ombud@localhost:3307/liva", "mariadb://[::1]/liva?tls=off"}) {
    const Address address = read(url);
    EXPECT_EQ(write_address(address), url);
    EXPECT_EQ(read(write_address(address)), address) << write_address(address);
  }
}

}  // namespace
}  // namespace ombud::connectors
