// Swedish given names, folded (base/text.h), in byte order, each followed by a blank: what many
// people bear, by the statistics of names that Statistics Sweden publish. Being here
// says that a word is a usual name, not that it is one wherever it stands.

#include "detectors/names.h"

namespace ombud::detectors {

// clang-format off
const std::string_view given_swedish =
    "agda agne agnes agneta alf alfred algot alice alicia allan alma alva alvar alvin "
    "amanda amelia anders andreas anette angelica anita anja ann anna anneli annelie "
    "annette annica annika annikki anton arne aron arvid asta astrid august aurora axel "
    "barbro beata bengt benjamin benny berit bernt bert bertil birger birgit birgitta "
    "bjarne björn bo boel bosse britt britta brittmarie caisa cajsa camilla carin carina "
    "carl carolin carolina caroline casper catarina catharina cathrine cecilia celine "
    "charlie charlotta charlotte christel christer christian christina christine "
    "christoffer claes clara clas conny cornelia dag dan daniel daniella david denise "
    "dennis desirée diana disa ebba eddie edit edith edvard edvin egon eira elias elin "
    "elina elis elisa elisabet elisabeth elise ella ellen ellie elliot elsa elsie elvira "
    "elwin emanuel emelie emil emilia emma emmy enar engla erik erika eriks ernst estelle "
    "ester eva evelina evert fabian fanny felicia felix filip filippa folke frans fredric "
    "fredrik frida fritiof gabriel gabriella georg gerd gerda gert gerty gith gittan "
    "gottfrid greger greta gudrun gun gunborg gunhild gunilla gunnar gunnel gunvor gustaf "
    "gustav göran gösta göte göthe hampus hanna hannah hannes hans harald harriet harry "
    "hedda hedvig helen helena helene helga helge helmer henning henric henrik herbert "
    "herman hilda hilding hilma hjalmar hubert hugo håkan ida iman ines inga ingalill "
    "ingbritt ingeborg ingegerd ingela ingemar inger ingmar ingrid ingvar irene iris irma "
    "isa isabella isabelle isak ivan ivar jack jacob jakob jan jane jasmine jeanette "
    "jennie jennifer jenny jens jerker jerry jesper jessica jim jimmy joachim joakim joar "
    "joel johan johanna johannes john johnny jon jonas jonatan jonathan jonna jonny josef "
    "josefin josefina josefine josephine julia julian juliana julius june jöran jörgen "
    "kaj kajsa kalle karin karl karolina kasper katarina katja kenneth kenny kent kerstin "
    "kevin kicki kim kjell klara klas knut konrad krister kristian kristin kristina "
    "kristoffer kurt lage laila lars lasse lave leif leila lena lennart leo leon leonard "
    "leopold lilian lillemor lilly linda linn linnea linnéa linus lisa lisbet lisbeth "
    "lisette liv liza lo lotta louise lova love lovis lovisa lucas ludvig ludwig lukas "
    "lydia lykke maj maja majken malin malte malva manfred manne marcus margareta "
    "margaretha margit maria marianne marie marielle marika marina marita markus martin "
    "martina mathias mathilda matilda mats mattias matts max maximilian meja melker "
    "melvin mia micael michael michaela mikael mikaela milo milton minna mira mirjam moa "
    "molly mona monica monika morgan my märit märta måns nancy natalia natalie nathalie "
    "nellie nelly nicklas niclas nicole nicolina niklas nils nina ninni noah noel nora "
    "novalie ola olga olivia olle olof oscar oskar ossian osvald otilia otto ove patric "
    "patrik paul paula paulina peder per pernilla peter petra petter philip pia pierre "
    "pontus povel ragnar ragnhild rakel ralf rasmus rebecca rebecka regina reidar reine "
    "reinhold rickard rigmor rikard rita robban robert robin roger roland rolf ronja "
    "ronny roy ruben rune rut ruth saga sally samuel sandra sanna sara sarah sebastian "
    "selma sickan sigbritt sigge signe signhild sigrid sigurd sigvard simon simone siri "
    "siv sixten sofia sofie sonja sophia sophie staffan stefan stella sten stig stina "
    "stine sture sune susann susanna susanne svante svea sven svenerik svennis sverker "
    "sverre sylvia sölve tage tea teodor terese teresia thea theo theodor therese therése "
    "thomas thor thora thore thorsten thure tilda tilde tim tina tindra tobias tom tomas "
    "tommy tony tor tora torbjörn tord tore torgny torkel torsten tove troels tuva tuve "
    "tyko tyra ulf ulla ulrica ulrika urban ursula valdemar valentin valter vanja vega "
    "vendela vera verner veronica veronika victor victoria vidar viggo viktor viktoria "
    "vilgot vilhelm vilma vincent viola viran vivan viveka vivi vivianne walter werner "
    "wilhelm wilhelmina wille william wilma ylva yngve yvonne ängla åke åsa åse örjan "
    "östen ørjan ";
// clang-format on

}  // namespace ombud::detectors
