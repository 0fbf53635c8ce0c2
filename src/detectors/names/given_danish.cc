// Danish given names, folded (base/text.h), in byte order, each followed by a blank: what many
// people bear, by the statistics of names that Statistics Denmark publish. Being here
// says that a word is a usual name, not that it is one wherever it stands.

#include "detectors/names.h"

namespace ombud::detectors {

// clang-format off
const std::string_view given_danish =
    "aage abelone adam agnete aksel albert alberte alex alexander allan amalie anders "
    "andrea ane anker anna anne annelise annemarie annemette annette arne arthur asger "
    "asta astrid axel bastian benedikte bent bente berit bertel bertha birgit birgitte "
    "birte birthe bjarke bjarne bo bodil brian britta bruno børge børglum camilla carina "
    "carl carla carsten caspar casper cathrine cecilie charlotte christen christian "
    "christina christine clara claus connie conny dagmar dagny daniel ditte dorte dorthe "
    "dorthea ebbe edel edith egon ejnar ejvind elin elisabeth elise ella ellen elna elo "
    "else elsebeth emil emilie emma emmy erik erling ernst ester esther eva evald filip "
    "finn flemming freddy frederik frederikke freja frida frits frode gerda gert gitte "
    "gorm grethe gudrun gunnar gurli gustav halfdan hanna hanne hans harald harry heidi "
    "heine heinrich helena helene helga helge helle henning henny henriette henrik herluf "
    "herman hilda holger hugo ib iben ida inga inge ingeborg ingelise inger ingolf ingrid "
    "irene ivan iver jacob jakob jan janne janni jannie jannik jens jeppe jesper jette "
    "jim joachim joan johan johanne johannes john johnny jonas jonathan josefine julie "
    "jytte jørgen jørn kai kaj kamilla karen karin karina karl karla karsten kaspar "
    "kasper katrine keld kenneth kent kim kirsten kirstine kjeld klaus knud konrad "
    "kresten kristen kristian kristine kristoffer kurt lars lasse laura laurids laurits "
    "lauritz laust leif lena lene leo leon lilian lilly linda line lis lisa lisbet "
    "lisbeth lise liselotte lissi lizzie lone lotte louise lucas lukas lykke mads magda "
    "magdalene magne magnus maiken maja malene malou malte marcus maren margit margrethe "
    "maria mariane marianne marie marius mark markus martha marthe martin martine mathias "
    "mathilde mattis max merete merethe meta mette michael mie mikael mikkel mille minna "
    "mogens mona monica morten nana nanna natasja nicklas nicolai nicolaj niels niklas "
    "nikolaj nils nina noah nora ole olga oliver olivia oluf orla oscar otto ove palle "
    "peder pelle per pernille peter pia poul povl preben ragna randi rasmus regitze rie "
    "rikke rita robert rolf ronni rosa rune ruth sabine sandra sanne sara sebastian selma "
    "signe sigrid sigurd simon simone sine siv sofia sofie solveig sonja steen stefan "
    "steffen sten stig stine storm susanne sven svend svenning søren søs tage tanja tenna "
    "terkel thea theis theodor thomas thor thora thorkild thorvald thyge tim tina tine "
    "tobias tom tommy tonny torben tore tove trine troels tue uffe ulla ulrik ursula vagn "
    "valborg valdemar vera verner vibeke victor victoria viggo viktor vilhelm villads "
    "villy viola vita vivi werner willy winnie yrsa åge åse ";
// clang-format on

}  // namespace ombud::detectors
