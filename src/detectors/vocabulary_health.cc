// Words of health, in Swedish, Danish, Norwegian and English. Law: GDPR arts. 4(15), 9(1).

#include "detectors/vocabulary.h"

namespace ombud::detectors {

std::vector<TermList> health_terms() {
  return {
      {Kind::health, Says::nothing,
       "sjukhus sjukvård sjuksköt sjukförsäkr sjukgymn sjukhem sjukstug sjuktransport sjukkassa "
       "sygehus sygeplej sygesikring sygekasse sygetransport "
       "sykehus sykeplei sykehjem sykebil sykestu sykepenger "
       "abortlag diagnostik diagnosticer allergitest cancerfond kræftens kreftforening "
       "disable. disabled_by cancel diabetesforbund"},
      {Kind::health, Says::much,
       "sjukskriv *sjukdom *cancer leukemi lymfom melanom diabet deprimer schizofren bipolär "
       "psykos psykiatri psykisk_ohälsa utmattningssyndrom utbränd hiv. hivpositiv hiv_positiv "
       "hivsmitt epilep demens dement alzheimer parkinson adhd autis asperger *missbruk "
       "alkoholis narkoman drogberoende alkoholberoende missfall abort. aborten abortera "
       "funktionsneds funktionshind rullstol *diagnos hjärtinfarkt stroke. hjärnblödning "
       "sjukpenning sjukersätt förtidspension *arbetsskad självmord suicid ätstör anorexi bulimi "
       "ångest cellgift kemoterap strålbehandl dialys diskbråck whiplash fibromyalgi reumatis "
       "psoriasis hepatit tuberkulos klamydia könssjukdom läkarintyg sjukintyg medicinering "
       "rehabiliteringsplan rehabplan multipel_skleros gravid. gravida graviditet "
       "*sygdom sygemeld *kræft sukkersyge skizofren bipolar depressiv psykose udbrændt *misbrug "
       "alkoholiker narkoman abort graviditet handicap kørestol lægeerklær lægeattest selvmord "
       "spiseforstyr førtidspension fleksjob arbejdsskad blodprop hjerneryst piskesmæld slidgigt "
       "kemoterapi *lidelse dissemineret_sklerose "
       "*sykdom sykmeld sykemeld *kreft depresj deprimert utbrent *misbruk rusmisbruk rusproblem "
       "funksjonshem funksjonsneds rullestol legeerkl legeattest uføretryg uførepensj uføregrad "
       "yrkesskad arbeidsavklaringspeng hjerteinfarkt hjerneslag svangersk spontanabort cellegift "
       "multippel_sklerose "
       "sick_leave sick_note illness *disease diabetic schizophren psychosis psychotic burnout "
       "burned_out disabilit disabled. wheelchair pregnan miscarriage abortion hiv_infect epileps "
       "dementia alcoholi addicted. addiction diagnosed diagnosis suicidal suicide anorexia "
       "chemotherap medical_certificate mental_health mental_illness depression. depressionen "
       "depressionens depressed. multiple_sclerosis"},
      {Kind::health, Says::little,
       "sjuk. sjuka. sjukt. sjukfrånv sjuklön sjukanm sjukdag migrän smärta ryggont ryggbesvär "
       "opererad operera operation operationen allergi astma infektion medicin. mediciner. "
       "handikapp rehabilit covid corona. influensa feber "
       "syg. syge. sygt. sygefrav sygedag sygeløn sygedagpenge migræne smerter angst. opereret "
       "infektion medicin gigt. "
       "syk. syke. sykt. sykefrav sykedag egenmelding migrene operert infeksjon medisin. "
       "medisiner. "
       "sick. sickness migraine surgery allerg asthma anxiety medication disability injury. "
       "illamående"},
  };
}

}  // namespace ombud::detectors
