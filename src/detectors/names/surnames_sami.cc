// Surnames of the Sami, the Faroese, Icelanders and Greenlanders.
// Folded (base/text.h), in byte order, each followed by a blank; written for this project.

#include "detectors/names.h"

namespace ombud::detectors {

// clang-format off
const std::string_view surnames_sami =
    "abelsen aikio alakorva anti antoniussen antti arge arnarsdóttir arnarson baal baer "
    "baldursdóttir baldursson bals balto bech berthelsen birgisdóttir birgisson biskopstø "
    "biti bjarnadóttir bjarnason björnsdóttir björnsson blind boine bongo brekkmann "
    "broberg buljo chemnitz dalsgaard dam danielsen davíðsdóttir davíðsson debes "
    "djurhuus egede eidesgaard einarsdóttir einarsson eira ellefsen enoksen fleischer "
    "frederiksen friðriksson gaardlykke gaino gaski gaup geisler gregersen gunnarsdóttir "
    "gunnarsson guttorm guttormsen guðmundsdóttir guðmundsson gísladóttir gíslason "
    "halldórsdóttir halldórsson hammer hammershaimb hansa hansson haraldsdóttir "
    "haraldsson hauksdóttir hauksson heilmann heinesen helander helgason hentze hetta "
    "hjaltason holm hætta højgaard idivuoma inga isaksen jacobsen jernsletten joensen "
    "johannesen joks jomppanen josefsen justinussen juuso jákupsson jåks jåma "
    "jóhannsdóttir jóhannsson jónasdóttir jónasson jónsdóttir jónsson kallsberg "
    "kallsoy kalstad kappfjell karlsdóttir karlsson kemi kielsen kitok kitti kleist "
    "kreutzmann kristjánsdóttir kristjánsson kruse kuhmonen kuhmunen kuoljok labba laiti "
    "lamhauge lange lango lantto leanmi lervig lisberg lukkari lyberth lynge länsman länta "
    "magga magnúsdóttir magnússon mannela marainen marakatt mienna mikkelsen mohr "
    "morottaja mortansson motzfeldt mudenia musta-aikio märak niclasen niia niila nillas "
    "nolsøe nutti nutto näkkälä näkkäläinen näslund olsvig oskal oskarsen paadar "
    "patursson pavval petersen petrussen pieski pilto pingi pirak pittja poggats pokka "
    "porsanger poulsen pulk påve pétursdóttir pétursson ragnarsdóttir ragnarsson rasmus "
    "rasmussen reinert renfjell restorff riima rikkonen rosing saba sablenga saijets "
    "samuelsen sara sarac sarre sarri seurujärvi sevä siegstad sigurðardóttir sigurðsson "
    "siida sikku simma simonsen siri sirma skoglund skum smuk smuk-olsen sokki spein "
    "stefánsson steingrímsson stenfjell stoor storch sveinsdóttir sveinsson svonni "
    "sáráhkká sólmunde thomsen tomasson tomma tornensis triumf tuolja tuomas-olli turi "
    "tómasdóttir tómasson tórgarð unnes utsi vaarala valio valkeapää valle vang vars "
    "varsi vasara vest vetrhus vinka vuolab vuolle weihe winther ylitalo zachariasen "
    "á-rógvi áargarð árnadóttir árnason äärelä åhren åren ólafsdóttir ólafsson "
    "øregaard þorsteinsdóttir þorsteinsson þórsdóttir þórsson þórðardóttir "
    "þórðarson ";
// clang-format on

}  // namespace ombud::detectors
