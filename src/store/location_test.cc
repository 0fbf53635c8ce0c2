#include "store/location.h"

#include <gtest/gtest.h>

namespace ombud::store {
namespace {

Result<sql::postgresql::Options> read(const std::string& url) {
  Location location;
  location.engine = sql::Engine::postgresql;
  location.postgresql_url = url;
  location.password = Secret("hemligt");
  return options_of(location);
}

TEST(Location, IsReadWithItsSocketOrItsServer) {
  const auto socket = *read("postgresql:///ombud?host=/run/postgresql&port=5433&user=u");
  EXPECT_EQ(socket.database, "ombud");
  EXPECT_EQ(socket.host, "/run/postgresql");
  EXPECT_EQ(socket.port, 5433);
  EXPECT_EQ(socket.user, "u");
  EXPECT_EQ(socket.password.reveal(), "hemligt");
  const auto server = *read(
      "postgresql://en%20f%C3%B6rening@db.example:5432/ombud?sslmode=verify-ca&sslrootcert=/ca");
  EXPECT_EQ(server.user, "en förening");
  EXPECT_EQ(server.host, "db.example");
  EXPECT_EQ(server.port, 5432);
  EXPECT_EQ(server.tls, "verify-ca");
  EXPECT_EQ(server.root_certificate, "/ca");
  const auto six = *read("postgresql://[::1]:6000/ombud");
  EXPECT_EQ(six.host, "::1");
  EXPECT_EQ(six.port, 6000);
  const auto user = *read("postgresql://u@/ombud?host=/run/postgresql");
  EXPECT_EQ(user.user, "u");
  EXPECT_EQ(user.host, "/run/postgresql");
}

TEST(Location, ThatCanNotBeReadIsRefused) {
  for (const char* url :
       {"", "mysql://a/b", "postgresql://", "postgresql:///", "postgresql://host",
        "postgresql://h:0/b", "postgresql://h:70000/b", "postgresql://h:x/b", "postgresql://[::1/b",
        "postgresql://[::1]x/b", "postgresql://[::1]x:5432/b", "postgresql:///b?host",
        "postgresql:///b?unknown=1", "postgresql:///b%2", "postgresql:///b%zz",
        "postgresql:///b%00"}) {
    const auto options = read(url);
    ASSERT_FALSE(options) << url;
    EXPECT_EQ(options.error().code, Errc::invalid);
    EXPECT_EQ(options.error().key, "store.bad_url") << url;
  }
}

TEST(Location, HoldsNoPassword) {
  for (const char* url : {"postgresql://u:secret@h/b", "postgresql:///b?password=secret"}) {
    const auto options = read(url);
    ASSERT_FALSE(options);
    EXPECT_EQ(options.error().key, "store.password_in_url");
  }
}

}  // namespace
}  // namespace ombud::store
