// Words of crime and of protected identity, in Swedish, Danish, Norwegian and English.
// Law: GDPR art. 10; for protected identity the laws in kinds.cc.

#include "detectors/vocabulary.h"

namespace ombud::detectors {

std::vector<TermList> crime_terms() {
  return {
      {Kind::crime, Says::nothing,
       "brottas brottning brottsling. brottslig_verksamhet stöldskydd stöldförsäkr "
       "tyverialarm tyveriforsik fraud_prevention mordisk domstol"},
      {Kind::crime, Says::much,
       "brottsregist belastningsregist straffregist misstankeregist dömd. dömd_för dömts. dömdes. "
       "åtalad åtalas åtalades häktad häktades häktat. anhållen anhölls frihetsberöv "
       "villkorlig_dom "
       "skyddstillsyn fotboja *misshandel misshandl våldtäkt våldtog stöld. snatter rattfyll "
       "förskingr narkotikabrott skattebrott olaga_hot barnpornografi kvinnofridskränk "
       "fängelsestraff "
       "straffeattest børneattest strafferegist kriminalregist sigtet. sigtet_for tiltalt. "
       "varetægtsfæng anholdt. betinget_dom ubetinget samfundstjeneste voldtægt *tyveri underslæb "
       "spirituskørsel narkokriminal fængselsstraf voldsdømt vanvidskørsel "
       "politiattest siktet. siktet_for varetektsfeng arrestert. samfunnsstraff voldtekt nasking. "
       "underslag promillekjør narkotikaforbryt fengselsstraff fotlenke straffedømt "
       "criminal_record criminal_convict convicted. conviction. indicted arrested. imprison felony "
       "misdemeano embezzl drunk_driving on_parole domestic_violence shoplift burglary"},
      {Kind::crime, Says::little,
       "brott. brottet. brottslig polisanmäl fängelse. fängelset misstänkt. misstänks bedrägeri "
       "mord. dråp penningtvätt dom. domen. böter dømt. dømt_for mistænkt. fængsel. bedrageri "
       "politianmeld hvidvask vold. mistenkt. fengsel. hvitvask prison. theft. fraud. murder. "
       "assault. suspected_of suspect. probation."},
      {Kind::protected_identity, Says::much,
       "skyddad_identitet skyddade_personuppg skyddad_folkbok skyddade_uppgift sekretessmark "
       "kvarskriv fingerade_personuppg fingerad_identitet hemlig_adress skyddad_adress "
       "skyddat_boende skyddad_id. "
       "navne_og_adressebeskyt navnebeskyt *adressebeskyt beskyttet_adresse hemmelig_adresse "
       "beskyttet_identitet skjult_navn "
       "kode_6. kode_7. kode_seks. kode_syv. sperret_adresse fortrolig_adresse "
       "strengt_fortrolig *adressesperre adressegradering adresse_gradering skjult_adresse "
       "fiktiv_identitet skjult_identitet "
       "protected_identity protected_personal witness_protection secret_address "
       "confidential_address address_protection protected_address hidden_identity "
       "name_and_address_protection"},
      {Kind::protected_identity, Says::little,
       "hemligt_nummer hemmeligt_nummer hemmelig_nummer kvinnojour krisecenter krisesenter "
       "sekretesskydd unlisted_number"},
  };
}

}  // namespace ombud::detectors
