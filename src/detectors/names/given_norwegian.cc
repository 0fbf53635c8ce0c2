// Norwegian given names, folded (base/text.h), in byte order, each followed by a blank: what many
// people bear, by the statistics of names that Statistics Norway publish. Being here
// says that a word is a usual name, not that it is one wherever it stands.

#include "detectors/names.h"

namespace ombud::detectors {

// clang-format off
const std::string_view given_norwegian =
    "aase adele adrian agnes agnethe aksel albert aleksander alf alfhild alfred alma "
    "alvhild amalie amund anders andreas andrine ane angelica anita anja ann anna "
    "annbjørg anne anniken annlaug ansgar anton aril arild arna arne arnfinn arnhild "
    "arnstein arnt arve arvid asbjørn asgeir aslak aslaug astri astrid atle aud audhild "
    "audun august aurora bendik benedicte benedikte benjamin bente berit bernhard birger "
    "birgit birgitte birk bjarne bjarte bjørg bjørn bjørnar bjørnulf bodil borghild brage "
    "brede brit britt bård børge børre camilla carina caroline casper cathrine cecilie "
    "charlotte christian christina christine christopher colin dag dagfinn dagmar dagny "
    "daniel david dina dorthe ebba edel edith edvard edvin egil eilert eilif einar eirik "
    "eirin eivind eldbjørg elen elias elida elin eline elisabeth elise ella ellen elling "
    "ellinor else emil emilie emma emrik endre erik erika erlend erling erna espen ester "
    "eva even evy fredrik fredrikke frida frode geir gerd gina gjermund gjertrud grete "
    "grethe gro gry gudbrand gudmund gudrun gunhild gunn gunnar gunvor guro gustav "
    "guttorm haakon haldis halfdan hallgeir hallvard halvard halvor hanna hanne hans "
    "harald harry hartvig hauk hedda hedvig heidi helen helene helga helge helle hen "
    "henning henriette henrik herborg herman hermann hild hilde hilmar hjalmar hjørdis "
    "håkon håvard iben ida idar ine inga ingar inge ingebjørg ingeborg ingebrigt inger "
    "ingjerd ingrid ingunn ingvald ingvild irene iril irmelin isak iselin ivar iver jakob "
    "jan janne jannicke jarl jarle jeanette jenny jens jo joachim joakim johan johanna "
    "johanne johannes john johnny jon jonas jonatan jone jorid jorun jorunn josefine "
    "jostein judith julia julie jøran jørgen jørn kai kaia kaja kamilla kara karen kari "
    "karianne karin karina karl karoline karsten kasper kathrine katrine ketil kine "
    "kirsten kirsti kitty kjell kjellaug kjersti kjerstin kjetil klara klaus knut kolbein "
    "kolbjørn kristian kristin kristina kristine kristoffer kurt kyrre kåre laila lars "
    "lasse laura leah leif leiv lena lene levi lill lilly lina linda line linn linnea "
    "lisbeth lise liv live lone lotte lucas ludvig lukas lykke mads magdalena magnar "
    "magne magnhild magnus maiken maja malene malin marcus maren margit margot margrethe "
    "mari maria mariann marianne marie marit marita marius markus marta marte marthe "
    "martin martine mathea matheus mathias mathilde matilde mats may mette mia michael "
    "mikael mikkel mildrid milla mina mona monica morten målfrid nicolai nikolai nils "
    "nina nora norunn odd oddbjørn oddlaug oddny oddvar odin ola olaf olai olaug olav ole "
    "olea olga oline oliver olivia olve omar oscar oskar osvald ottar otto ove peder per "
    "pernille peter petra petter preben ragna ragnar ragnhild rakel randi rannveig rasmus "
    "reidar reidulf reidun rita roald roar robert robin rolf ronny runa runar rune ruth "
    "rønnaug sander sandra sara sebastian selma sigbjørn sigmund signe sigrid sigrun "
    "sigurd sigve silje simen simon sindre siri siv sivert snefrid snorre sofia sofie "
    "solbjørg solfrid solveig solvår sondre steffen stein steinar stian stig stine storm "
    "sturla sunniva susanne svanhild svein sven sverre sylvi synne synnøve syver sølve "
    "sølvi søren tale tarjei terje thea theodor therese thomas thor thora thorvald tiril "
    "tobias tom tomas tomine tommy tone tonje tor torbjørn tord tore torfinn torgeir "
    "torgunn torhild torild torill tormod torstein torunn tove trine trond trude truls "
    "tryggve trygve turid tuva tyra ulf ulla ulrik ulrikke una unn unni valborg vebjørn "
    "vegar vegard vemund vera veronica veslemøy vetle vibeke victoria vidar vigdis viggo "
    "vigleik viktor viktoria vilde vilhelm wenche wiggo wilhelm ylva yngvar yngve ådne "
    "åge ågot åse åshild åsmund åsne åste øistein ørjan øystein øyvind ";
// clang-format on

}  // namespace ombud::detectors
