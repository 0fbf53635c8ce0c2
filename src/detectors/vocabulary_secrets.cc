// Labels after which a password or a user name stands, and the beginnings of keys of well-known
// forms.

#include "detectors/vocabulary.h"

namespace ombud::detectors {

std::vector<TermList> secret_terms() {
  return {
      {Kind::secret, Says::label,
       "lösenord *lösenord losenord lösen. password *password passwort passwd pwd. passphrase "
       "passord *passord adgangskode kodeord kodeordet pinkod pin_kod pinkode pin_kode pin. "
       "api_key apikey api_nyckel secret_key client_secret access_key access_token auth_token "
       "refresh_token secret. secrets. token. bearer. private_key ssh_key salasana engangskode "
       "engångskod"},
      {Kind::username, Says::label,
       "användarnamn anvandarnamn användar_id användarid username user_name user_id userid "
       "brukernavn bruker_id brugernavn bruger_id login. login_id inloggningsnamn "
       "käyttäjätunnus inlogg."},
      {Kind::secret, Says::form,
       "akia asia ghp_ gho_ ghu_ ghs_ ghr_ github_pat glpat sk_live sk_test rk_live sk_ant sk_proj "
       "xoxb xoxp xoxa xoxr xoxs aiza eyj npm_ begin argon2 ya29 shpat dop_v1"},
  };
}

}  // namespace ombud::detectors
