// Given names that are usual in other lists (pl, sk): @faker-js/faker, MIT.
// Folded (base/text.h), in byte order, each followed by a blank. Made by
// tools/names/make_lists.mjs.

#include "detectors/names.h"

namespace ombud::detectors {

// clang-format off
const std::string_view given_locale_west_slavic =
    "adelajda adrián adriána agnesa agrypina agáta albín albína aleksy alexej aleš "
    "alfonz alfréd alicja alojz alojza alwar alžbeta amabela ambroży ambróz anastazja "
    "anastázia anatol andżelika anežka ansgary antónia apollinary arkady arpád arseniusz "
    "arystarch atanazy augustín aurélia baldwin barbora bartolomej bazyli beatrycze belo "
    "benedykt beáta beňadik bibianna bibiána blahoslav blažej blažena bohdan bohdana "
    "bohumil bohumila bohumír bohuslav bohuslava bohuš boleslav bonifác borys božena "
    "božidara brajan branislava brigita bronislava brygida bystrík błażej cecylia "
    "cecyliusz cezary ctibor cyprián cyra cyryl dagmara dalibor darina demeter demetriusz "
    "dezider dionizy dionýz dobromila dobroslav dobroslava drahomír drahomíra drahoslav "
    "drahoslava dušana dávid dáša eleonóra eliasz eliška elvíra erast ervín etela "
    "eudokia eudoksja eugeniusz eugénia eustracjusz fedor feliks ferdynanda filemon "
    "filoména florencja florián franciszek franciszka františek františka fridrich "
    "fryderyk galfryd galina gašpar gedeon gejza gerazym gertruda gertrúda ginewra gizela "
    "gonsalwy gracja gustáv gwido hedviga henrich henryka hermína hieronim hilarion hilary "
    "hipolit horacy hortenzia ignác imrich ingrida innocenty ireneusz iveta ivica izaak "
    "izajasz izidor izolda izydor iľja jakubina jarmila jarolím jaromír jaroslav jaroslava "
    "jela jeremi jeremiasz jerguš jolana jozef jozefína jozue judita judyta julita juliusz "
    "juraj justína ján józef józefina július kalistrat karolína katarína kazimír "
    "klarencjusz klaudiusz klement klementyna kleopatra klára koloman konstancja konstanty "
    "konstantyn konštantín koralia korneli kornelia korneliusz kornélia kristián "
    "kristína krištof krystian krystyna ksawera ksawery ksenia ksenofont kvetoslava kwintyn "
    "ladislav larysa laurencja laurencjusz laurenty laurentyna leonid lesana levoslav libuša "
    "lilianna lucja lucjan ludwik ludwika lujza lukáš lívia lýdia magdaléna makary "
    "maksym maksymilian malvína malwina marceli margaréta margita marián maroš martyna "
    "marína matylda matúš maurycy maximilián medard melánia michalina mikołaj mikuláš "
    "milada miloslav miloslava milota miriama miroslava mojmír mojżesz mária móric "
    "nadežda nadzieja natanael nazariusz nazary oldrich oleg ondrej onufry orestes osmund "
    "oto otília oľga pankracy pankrác pantaleon patrycjusz patrycy patryk patrícia "
    "paulína pavol penelopa platon polikarp porfiriusz porfiry pravoslav prokles prokop "
    "prokul rachela radomír radoslav radúz rajmund rajnold randolf rastislav regína "
    "renáta roderyk roksana rozália ružena róża sabína salwator serafin sergiusz "
    "servác severín seweryn sidónia silvester slavomír sláva slávka soňa spirydion "
    "stanislava svetozár svätopluk sybilla szczepan sára tacjana tadeáš tekla terencjusz "
    "terézia tibor tichomír tobiasz tomáš tymoteusz uršuľa valentín valentína valér "
    "valéria vasil vavrinec vendelín viera vieroslava viktória viliam vladimír vladimíra "
    "vlasta vlastimil vojtech vratislav vratko václav vít víťazoslav wacław walenty "
    "walentyn walentyna waleria walerian walery walgierz wanesa wawrzyniec wiara wilfryd "
    "wincenty wirginia witalis władysław włodzimierz xénia zachariasz zdenka zdenko "
    "zlatica zoja zoltán zuzana zygmunt ľubica ľubomír ľubomíra ľubor ľuboslav "
    "ľuboslava ľuboš ľudmila ľudomil ľudomila ľudovít łazarz łucja łukasz štefan "
    "štefánia żaneta žaneta želmíra žigmund žofia ";
// clang-format on

}  // namespace ombud::detectors
