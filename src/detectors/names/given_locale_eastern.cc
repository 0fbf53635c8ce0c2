// Given names that are usual in other lists (hu, lv): @faker-js/faker, MIT.
// Folded (base/text.h), in byte order, each followed by a blank. Made by
// tools/names/make_lists.mjs.

#include "detectors/names.h"

namespace ombud::detectors {

// clang-format off
const std::string_view given_locale_eastern =
    "abigél adél ainārs akvelīna albertīne alfrēds aloīzs alvīne alíz amālija "
    "andrás andžejs andžs anrijs anšlavs arkādijs armīns artūrs arvīds astrīda "
    "aurēlija aīda aļģirds aļģis balázs barnabás baņuta bence bendegúz benedek "
    "benett benjámin bertalan beāte boglárka boldizsár borbála boróka botond boļeslavs "
    "broņislavs brájen bálint bíborka bārbala csaba csanád csenge csongor dagmāra "
    "dainuvīte denisz diána diāna dorka dorottya dzirkstīte dzīle dániel dāgs dārta "
    "dāvids dāvis edgars eduards edvīns edīte edžus egīls einārs eižens elfrīda "
    "elizabet elmārs elmīra elvīra elīna elīza emese emili emīlija emīls ermīns "
    "ernestīne ervīns eszter evelīna fanni ferenc fruzsina frīda gellért gergely gergő "
    "gudrīte gunārs györgy gábor helēna hermīne hunor hédi ilgmārs ilmārs imre "
    "indriķis ingmārs ingrīda ingūna ināra inārs irēna istván janīna jasmīna "
    "jautrīte jevgeņijs judīte jurģis justīne jános jázmin józsef jānis jāzeps "
    "jēkabs jūlija jūlijs jūsma karīna katrīna kincső klāra klāvs konrāds "
    "konstantīns kornél kristiāna kristiāns kristóf kristīne krisztián krisztofer "
    "krišjānis krišs kārlis lajos lavīze leontīne leonīda leonīds levente lilien "
    "liliána liliāna linett liāna lotti luīze lászló lāsma lība līga līksma līna "
    "līva līvija līze lūcija malvīne marcell marģers matīss mihály miklós milán "
    "mirkó miķelis modrīte monvīds mudīte márk márton mátyás máté māra mārcis "
    "māris mārtiņš mārīte mētra niklāvs nikolasz nimród nolen noémi nándor nátán "
    "nóra ojārs olivér olīvija otīlija oļegs oļģerts patrīcija paulīne péter "
    "pārsla pāvils pēteris regnārs regīna renārs renāte richárd ričards romāns "
    "rudīte réka rūdis rūdolfs rūsiņš rūta sabīne sarmīte saulcerīte skaidrīte "
    "spīdola szabolcs szofi szofia szonja szófia sámuel sándor tamás tamāra terēze "
    "trīne tālis tālivaldis tālrīts tīna undīne uģis valdemārs valentīna valentīns "
    "valērija valērijs vencel vendel vijolīte vilhelmīne vilmos vilmārs virág vitālijs "
    "vizbulīte voldemārs vēsma zalán zejnep zeltīte zente ziedīte zigfrīda zigfrīds "
    "zigmārs zigrīda zselyke zsombor zsófia zénó zétény zīle ádám ákos ármin "
    "ādams ādolfs ārija ārijs āris ērika ēriks ēvalds ģederts ģertrūde ģirts "
    "īrisa žanete žanis žanna ženija žubīte ";
// clang-format on

}  // namespace ombud::detectors
