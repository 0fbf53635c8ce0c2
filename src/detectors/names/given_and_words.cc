// Given names of the Nordic countries that are ordinary words too.
// Folded (base/text.h), in byte order, each followed by a blank; written for this project.

#include "detectors/names.h"

namespace ombud::detectors {

// clang-format off
const std::string_view given_and_words =
    "agga al aldor alfons andre anemone are ask aste ben bendt berta bitten bjørk bob boline "
    "boye brett bror bylgja chester chuck dale dann darren dave dean dexter dolly donna earl "
    "ed edla eine eldar eli elle elva elvi esten ethan eve frank fred frede fride gene gisle "
    "gloria gordon graham grant gull gullan gyri hal halvdan hank hardy hekla hella henry "
    "homer håvar jake janus joe juliane jöns kamma kane kosti kyle lea lee lester linea "
    "lisen liss lissa liva livar loa lott lotten luke lynn lærke magna marshall matt mick "
    "miles mitt monna myra ned nelson neo nick niss nisse norma norman oda orm palma pasi pat "
    "peer penny phil quentin ragne rauli rea reima rein remi renate rene rex rod rudi russ "
    "sella sharon sibylla sid signar silas sille spencer stan styrk sunna svala svenn teddy "
    "tess toke tova trygg ture turi tyler ute valma veli vibe vide vigga viljar virginia "
    "østen ";
// clang-format on

}  // namespace ombud::detectors
