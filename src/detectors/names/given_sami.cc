// Given names of the Sami and the Faroese, and Icelandic and Greenlandic ones.
// Folded (base/text.h), in byte order, each followed by a blank; written for this project.

#include "detectors/names.h"

namespace ombud::detectors {

// clang-format off
const std::string_view given_sami =
    "aila aile ailo ailu anne-máret annika annleyg ante antte aqqaluk arnannguaq arnaq aslak "
    "aviaja barbara beaivi beaska beinir berit biehtár biera biret biret-elle birgit-elle "
    "birit birita bjarnhild bjørghild bogi brandur bárður búi duommá durita dánjal "
    "dávvet elen elen-ánne elle ellen elsba elspa erke eyðun finnbogi fríðrikur guhtur "
    "gunnvá gáddjá gáre halla hallur hans-pavia hanus heaika heikka heini hergeir "
    "hergerð heðin hánno hánsa høgni inga inger-elle inger-mari inuk inunnguaq issát "
    "isát ivaana ivalo iŋga iŋgá jalvi janus joavnna johan-mihkkal johtti jomna jon joret "
    "jouna jovna juhán juoksa jákup jávre jóannes jógvan jóhan jóngerð jónhild "
    "karen-anne katrin ken-are kirste kirsti kjartan káre káren káren-elle kári kárral "
    "leammi leena liná liv-karin láila lásse lávra lív maahke magga mahtte maliina malik "
    "malu maret maria mariann marin marita marja marjun mihkkal mihkku mik mikkal mikkel "
    "mikkel-nils mikkjal mina minik mirjá máddji mággá máhtes máhtte máijja máijá "
    "máre máren-ánne naja najannguaq navarana nigá niiles niillas nilas nilla nillá "
    "nils-mikkel nivi nuka nukâka oddmar ole-henrik oula ovllá paarma paneeraq paninnguaq "
    "pauli pavia per-ánte petur piera pierre piia pipaluk pætur qivioq qupanuk ragnhild "
    "rakul rannvá ravna reidar risten ristin rásttoš rástá rávdná rávna rói rúna "
    "salik sigga siiri silja sivnne sunnvá sunná susá suvvi sverri sáivva sájá sálle "
    "sámal sámmol sárá sáve sólrun tróndur tukummeq tuommá turið tóra tórbjørn "
    "tórhallur tóri uiloq ujuunnguaq ulda unn unni vuokko válborg vár vígdis áile áilu "
    "ánde ánne ánná ánte-mihkkal áslak áslat ólavur óli øssur ";
// clang-format on

}  // namespace ombud::detectors
