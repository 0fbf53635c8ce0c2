// Surnames that are usual in other lists (hu, lv): @faker-js/faker, MIT.
// Folded (base/text.h), in byte order, each followed by a blank. Made by
// tools/names/make_lists.mjs.

#include "detectors/names.h"

namespace ombud::detectors {

// clang-format off
const std::string_view surnames_locale_eastern =
    "aigare aigars alksne alksnis andersone andersons arāja arājs aspere aspers auziņa "
    "auziņš bajāre bajārs bakos balode balodis balogh balázs barta bergmane bergmanis "
    "beļavske beļavskis birziņa birziņš birzniece birznieks biró biseniece bisenieks "
    "blaua blaus bodnár bogdán bognár bondare bondars borbély boros breņķe breņķis "
    "briede briedis brunkeviča brunkevičs budai budreiko buile builis buša bušs bálint "
    "bērziņa bērziņš bērzīte bērzīts bīriņa bīriņš cauna caune celma celmiņa "
    "celmiņš celms csonka cālīte cālītis cīrule cīrulis danielsone danielsons deák "
    "deģe deģis dombrovska dombrovskis dreimane dreimanis dudás dzene dzenis dzirkale "
    "dzirkalis dīriķe dīriķis eglīte eglītis endziņa endziņš faragó farkas fazekas "
    "fehér fekete fogele fogelis freimane freimanis fábián fülöp gaile gailis gailīte "
    "gailītis gasjūne gasjūns gibala graudiņa graudiņš gribuste gribusts groduma "
    "grodums grīnberga grīnbergs grūba grūbe gulyás gál gáspár hajdu halász hegedüs "
    "hegedűs illés ivanovs jakab jankovska jankovskis jansone juhász jukuma jukums jumiķe "
    "jumiķis jónás jēkabsone jēkabsons kalniņa kalniņš kalns kalnāja kalnājs "
    "kalēja kalējs karlsone karlsons katona kauliņa kauliņš kelemen kerekes király "
    "kocsis kohs kovács kozma krance krancis krastiņa krastiņš kraulis krauze krieva "
    "krieviņa krieviņš krievs kronberga kronbergs krēsliņa krēsliņš krūmiņa "
    "krūmiņš kulmane kulmanis kurzemniece kurzemnieks kārkliņa kārkliņš kļaviņa "
    "kļaviņš laiviņa laiviņš lakatos landmane landmanis lapiņa lapiņš lapsiņa "
    "lapsiņš lasmane lasmanis latkovska latkovskis lauberga laubergs legzdiņa legzdiņš "
    "lejiņa lejiņš lejniece lejnieks lengyel lielmane lielmanis liepa liepiņa liepiņš "
    "lodiņa lodiņš logina logins loča ločs lukács lászló lāce lācis līce līcis "
    "līdaka līdaks lūse lūsis matisone matisons mazjāne mazjānis medne mednis meiere "
    "meiers mekša mekšs melderis melngaile melngailis mezei meškūna meškūne meškūns "
    "mihailova mihailovs miķelsone miķelsons morozova morozovs muceniece mucenieks "
    "muižniece muižnieks márton máté mészáros namiķe namiķis niedra németh orbán "
    "orosz orsós ostrovska ostrovskis ozere ozers ozola ozoliņa ozoliņš ozols pakalniete "
    "pakalnietis paltere palters pataki pauļuka pauļuks pavlovska pavlovskis pencis "
    "petrovska petrovskis pintér podniece podnieks podziņa podziņš porgante porgants "
    "pretkalniņa pretkalniņš pridāne pridāns priedīte priedītis putniņa putniņš "
    "puķīte puķītis pál pásztor péter pērkona pērkons pētersone pētersons ratniece "
    "ratnieks riekstiņa riekstiņš romanovska romanovskis rozenbaha rozenbahs rozīte "
    "rozītis rožkalne rožkalns rubene rubenis rudzīte rudzītis runce runcis rácz "
    "salmiņa salmiņš sauliete saulietis seržante seržants sietniece sietnieks siliņa "
    "siliņš sipos smuģe smuģis somogyi sondore sondors sosāre sosārs soós sproģe "
    "sproģis sprūde strautiņa strautiņš strautmane strautmanis strazdiņa strazdiņš "
    "sukute sukuts szabó szalai szekeres szilágyi székely szücs szőke szűcs sándor "
    "sárközi sējēja sējējs sīle sīlis takács tamás teicāne teicāns tiltiņa "
    "tiltiņš tuča tučs török tālberga tālbergs tīrele tīrelis vaivade vaivads "
    "valtere valters vanaga vanags vasils vecumniece vecumnieks veinberga veinbergs veisa "
    "veiss vilks vilsone vilsons vincze vintere virág viļuma viļums vollis váradi vörös "
    "vāciete vācietis vītiņa vītiņš vītola vītoliņa vītoliņš vītols vītuma "
    "vītums zariņa zariņš zeidmane zeidmanis zeltiņa zeltiņš ziemele ziemelis zunda "
    "zvaigzne zvejniece zvejnieks zviedre zviedrs zvinele zvinelis zālīte zālītis zībere "
    "zībers ābele āboliņa āboliņš āboltiņa āboltiņš čudara čudars ķeizare "
    "ķeizars ķēniņa ķēniņš šileiko širova širovs šmite šmits šteina šteins "
    "šīrante šīrants ūdre ūdris ";
// clang-format on

}  // namespace ombud::detectors
