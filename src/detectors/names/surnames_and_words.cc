// Surnames of the Nordic countries that are ordinary words too.
// Folded (base/text.h), in byte order, each followed by a blank; written for this project.

#include "detectors/names.h"

namespace ombud::detectors {

// clang-format off
const std::string_view surnames_and_words =
    "aga ager alnes alver angel avdal backer backström bagger bakka balle bank bauge bekken "
    "bergmann bergstad berre bie bille birkelund birkenes bjelke bjerkeli bjørkelund blok "
    "bonde botnen botten boye braathen bramming bratt brekken bro broström brænden bugten "
    "buk bye bæk bø bøen bøje dale dalene damm dannemand digernes dissing dokken dons "
    "drejer dyb døving eg egelund egge eggen eid eidet eiken ekre elden elg elling engel "
    "enges espenes fallet fast fause feiring fenger finnes fiske fisker fjelde fjellheim "
    "fjord fjære flaa flaten flink flo flygare flå fog foged fon forberg forfang forland "
    "fossen frank frid fure garde garnes gjedde gjerding gjøen glans gradin granat grande "
    "granli granum grav gro grov grue grundt grundtvig grøtte gullaksen gullberg gulli hage "
    "halling hals halse halten hammarstrand hamnes hamre harket harr hasle havn hed hegg "
    "heggen hegna heide heier heimstad hein helling helt hermann hertz hjuler hoffmann hol "
    "hole hollænder holme holmer homme hop hope hopen hosen hov hovde hove hovet hult hurtig "
    "huse hylland hynne hård håve højland høst høvding høyland ise jordet kalvenes "
    "kamben kamp kamper kaupang kilen kise kjer kleiva kleivane klepp kleppa kleppe klinga "
    "klinge klit klokk klyve knage kock kold kolle kongshaug krabbe kraft krag krebs kring "
    "krokan kroken krøger kvernes kvil käck lagerbäck landa lande lang lassen ledet leine "
    "leira lende levring lian lid lier lilleby lima linge lode loe loen loft loven lunden "
    "lyse lysne løkke løkken mannsverk marstein mejer mjøs molde morell morken morland "
    "mykland myren myrene myrhaug myrland nagel nelson neset nord nordstrand næs omland orre "
    "osa osen palmblad pind prestegård purra raa raknes rande randen rang rapp rask rastad "
    "raun reimer reiten reksten remme ribbing ringborg ringen risa risberg rise rode rogne "
    "rose rosenblad rosten rudi runge rustad ruste rusten rydning rye ryen ryge rygg rönn "
    "rönnkvist rød røste saga sager sagmo salte samsing sandbakken sanden sander sandmo "
    "sandås sanne sars saue sauer schack sem sjö sjöman sjösten skafte skage skaget skare "
    "skei skeie skibenes skille skipenes skipper skjelnes skjoldborg skjolden skogly skorpen "
    "skotte skovmand skram skrede skreien skytt skytte skär skår skåre sköld sletten "
    "slåtten smed smidt snipen sode sommar sommer sparre spilde spång stadig stage stampe "
    "stang stange stave stavnes steinset stenbock stenbro stender stigen stokka stople "
    "storbakken stranden strandenes strange strømmen strøyer stub stubb sture stærk støa "
    "støen støle stølen støre støren støvring sukke sundet svan svanes svarva sve svela "
    "svensk svingen svoren sylta sylte sæle sælen sætra søvde takle talle tande tarp "
    "tausen teig teigen telle terp tikka timenes tind tjelde tjore tomter tornes torpe trane "
    "trolle trygg tuft tufte tunes tveita tveitane tveite tysk tysse tækker törnros tønder "
    "uggen uggla urne ussing utheim utvik vagner valen valle vangen varming varpe vassbotn "
    "vasset vatne vedel velle vendelbo vestre vevle vig vige vigen vika vikane vikse vind "
    "vindenes vinge vinje vinnes voll vollen vågane våge vågen vågenes wing ytterstad "
    "ärlig åkermark öden örn öster ødegården ødemark øren ørsted østerud øye "
    "øygard øygarden øyri ";
// clang-format on

}  // namespace ombud::detectors
