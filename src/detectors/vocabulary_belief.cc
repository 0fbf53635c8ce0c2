// Words of union membership, religion, politics, ethnicity and sexuality, in Swedish, Danish,
// Norwegian and English. Law: GDPR art. 9(1).

#include "detectors/vocabulary.h"

namespace ombud::detectors {

namespace {

std::vector<TermList> union_terms() {
  return {
      {Kind::union_membership, Says::much,
       "fackmedlem fackansl fackförbundsmedlem fackföreningsmedlem fackligt_aktiv fackligt_ansl "
       "medlem_i_facket fackligt_förtroende facklig_förtroende facklig_tillhör "
       "fagforeningsmedlem fagligt_organiser medlem_af_fagforening fagforeningstilhør "
       "fagforeningsmedlem fagorganiser medlem_av_fagforening fagforeningstilhør "
       "union_member trade_union_member labour_union_member shop_steward union_rep unionised "
       "unionized"},
      {Kind::union_membership, Says::little,
       "fackförbund fackförening facklig facket. fackets. strejk skyddsombud klubbordförande "
       "unionen. if_metall syndikalis fagforening faglig_sekretær fagbevæg tillidsrepræs "
       "tillidsmand strejke fagbevegelse tillitsvalgt tillitsvald streik fagforbund "
       "trade_union labour_union labor_union on_strike"},
  };
}

std::vector<TermList> religion_terms() {
  return {
      {Kind::religion, Says::nothing,
       "kristenhet kristensen kristenssen islamabad hindus. hindust "
       "muslimgauze islamg buddhism."},
      {Kind::religion, Says::much,
       "muslim ~kristen. ~kristna. ~kristne. katolik katolsk catholic jude. judar. judisk jøde. "
       "jøder. jødisk jewish jews. jew. buddhist buddist hindu. hinduer ateist atheist jehovas "
       "jehova pingstvän pinsevenn frikyrkl trosinriktning trosretning religiös religiøs "
       "religious. "
       "religionstillhör religionstilhør kyrkoavgift kirkeskat kirkemedlem church_member mormon. "
       "mormoner hijab konverterat_till konverteret_til konvertert_til converted_to ~christian. "
       "~christians. sunni. shia. kopt. koptisk ateister sikh. sikher"},
      {Kind::religion, Says::little,
       "islam. moské moske. synagog mosque ramadan halal kosher trossamfund trossamfunn livssyn "
       "folkekirken svenska_kyrkan den_norske_kirke troende. protestant human_etisk konfirm"},
  };
}

std::vector<TermList> politics_terms() {
  return {
      {Kind::politics, Says::much,
       "socialdemokrat sosialdemokrat sverigedemokrat vänsterpart miljöpart centerpart "
       "kristdemokrat "
       "moderaterna liberalerna folkpartist partimedlem partipolitisk_aktiv partitillhör "
       "partitilhør politisk_åsikt politiska_åsikt politisk_uppfattning politisk_tillhör nazist "
       "kommunist fascist enhedslisten dansk_folkeparti radikale_venstre socialistisk_folkeparti "
       "nye_borgerlige liberal_alliance venstremand politisk_overbevis politisk_tilhør "
       "arbeiderpart fremskrittspart senterpart kristelig_folkeparti miljøpart "
       "politisk_oppfatning party_member political_opinion political_view communist "
       "conservative_party labour_party social_democrat democratic_party republican_party nazi. "
       "vänsterextrem högerextrem høyreekstrem højreekstrem"},
      {Kind::politics, Says::little,
       "moderat. konservativ. røstede_på stemte_på röstade_på röstar_på demonstration valkrets "
       "voted_for aktivist activist"},
  };
}

std::vector<TermList> ethnicity_terms() {
  return {
      {Kind::ethnicity, Says::nothing, "ethnically_neutral romersk romerrik kurdistan"},
      {Kind::ethnicity, Says::much,
       "etnisk etnicit romer. romsk samisk samer. samerna kurd. kurder kurdisk kurdish assyrisk "
       "afrosvensk mörkhyad hudfärg hudfarve hudfarge zigen sigøyner sigøjner invandrarbakgr "
       "indvandrerbaggr innvandrerbakgr utländsk_bakgrund utenlandsk_bakgrunn udenlandsk_baggrund "
       "kven. kvensk tornedaling inuit ethnic skin_colo racial_origin gypsy immigrant_background "
       "sami. rasifier mørkhudet"},
      {Kind::ethnicity, Says::little,
       "härkomst afstamning avstamning flykting flygtning flyktning refugee asylsök asylansøg "
       "asylsøk asylum_seek uppehållstillst opholdstillad oppholdstill grønlænder invandrare. "
       "indvandrer innvandrer immigrant indigenous"},
  };
}

std::vector<TermList> sexuality_terms() {
  return {
      {Kind::sexuality, Says::much,
       "homosex homoseks homofil bisex biseks bifil heterosex heteroseks heterofil lesbisk lesbian "
       "gay. gays. bög. bögar bögen bøsse. bøsser transsex transseks transperson transkön transkøn "
       "transkjønn transgender ickebinär icke_binär nonbinær non_binær ikkebinær ikke_binær "
       "nonbinary non_binary könsidentitet kønsidentitet kjønnsidentitet gender_identity "
       "könskorriger könsbyte kønsskifte kjønnsskifte sexuell_läggning seksuel_orient "
       "seksuell_orient seksuell_legning sexual_orient asexuell aseksuel asexual queer. skeiv. "
       "skeive. homosexual bisexual heterosexual"},
      {Kind::sexuality, Says::little, "hbtq lgbt lhbt samkönad likekjønnet pride. partnerskab"},
  };
}

}  // namespace

std::vector<TermList> belief_terms() {
  std::vector<TermList> all;
  for (const auto list :
       {union_terms, religion_terms, politics_terms, ethnicity_terms, sexuality_terms})
    for (const TermList& one : list()) all.push_back(one);
  return all;
}

}  // namespace ombud::detectors
