#include "accounts/passwords.h"

#include <gtest/gtest.h>

#include "accounts/names.h"
#include "accounts/sign_in.h"

namespace ombud::accounts {
namespace {

std::string said(const std::string& password) {
  const Result<void> checked =
      check_new_password(Secret(password), "alva.ekström", "Exempelförbundet");
  if (checked) return "";
  EXPECT_EQ(checked.error().code, Errc::invalid);
  return checked.error().key;
}

TEST(NewPassword, IsTakenWhenItIsLongAndNotCommon) {
  for (const char* password : {"kanelbulle regn traktor", "v7#kQpz!m2Lx", "ååååbbbbccccdddd",
                               "tolv tecken.", "password är inte bra"})
    EXPECT_EQ(said(password), "") << password;
}

TEST(NewPassword, HasTwelveCharactersNotBytes) {
  EXPECT_EQ(said("elva tecken"), "accounts.password_short");
  EXPECT_EQ(said("åäöåäöåäöxy"), "accounts.password_short");
  EXPECT_EQ(said(""), "accounts.password_short");
}

TEST(NewPassword, HasAnEnd) {
  EXPECT_EQ(said("kanel " + std::string(1030, 'x')), "accounts.password_long");
}

TEST(NewPassword, IsNotWhatIsTriedFirst) {
  for (const char* password :
       {"password1234", "PASSWORD2026", "Lösenord1234", "passwordpassword", "123456789012",
        "098765432109", "qwertyuiopas", "Qwertyuiop123", "aaaaaaaaaaaa", "abababababab",
        "abc1abc1abc1", "abcdefghijklm", "alva.ekström", "Alva.Ekström2026", "Exempelförbundet1",
        "administrator!", "1q2w3e4r5t6y", "correcthorsebatterystaple", "!!!!!!!!!!!!"})
    EXPECT_EQ(said(password), "accounts.password_common") << password;
}

TEST(NewPassword, IsNotTwoOfTheWordsThatAreTriedFirst) {
  for (const char* password :
       {"dragon-monkey-12", "Sommaren2026!!", "välkommen hej", "P@ssw0rd2026!", "Sommar & vinter",
        "kodeord12345", "Hemmelighet 1", "iloveyou-forever", "x9kq2mx9kq2m", "monkeymonkey",
        "Exempelförbundet lösenord", "ekström alva 26", "salasana kesä 1"})
    EXPECT_EQ(said(password), "accounts.password_common") << password;
}

TEST(NewPassword, MayHaveSuchWordsAmongOthers) {
  for (const char* password :
       {"sommar på en flotte", "dragon monkey princess tofsvipa", "hund83920174658",
        "förbundet äter glass", "winter is not so cold", "tre röda båtar i hamnen"})
    EXPECT_EQ(said(password), "") << password;
}

TEST(Wait, DoublesFromASecondToAQuarterOfAnHourAndNotBeyond) {
  using std::chrono::seconds;
  EXPECT_EQ(wait_after(1), seconds(1));
  EXPECT_EQ(wait_after(2), seconds(2));
  EXPECT_EQ(wait_after(5), seconds(16));
  EXPECT_EQ(wait_after(10), seconds(512));
  EXPECT_EQ(wait_after(11), seconds(900));
  EXPECT_EQ(wait_after(1'000'000), seconds(900));
}

TEST(Name, IsOneLineWithoutBlanksAtItsEnds) {
  for (const char* name : {"owner1", "Åsa Öberg", "asa.oberg@example.se"})
    EXPECT_TRUE(check_account_name(name)) << name;
  for (const std::string& name :
       {std::string(), std::string(" a"), std::string("a "), std::string("a\nb"),
        std::string("a\x7f"), std::string("-a"), std::string("\xff"), std::string(65, 'a')}) {
    const Result<void> checked = check_account_name(name);
    ASSERT_FALSE(checked) << name;
    EXPECT_EQ(checked.error().code, Errc::invalid);
    EXPECT_EQ(checked.error().key, "accounts.bad_name");
  }
}

}  // namespace
}  // namespace ombud::accounts
