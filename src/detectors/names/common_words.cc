// Ordinary words that often begin a sentence, in Swedish, Danish and Norwegian, beside those of
// function_words.cc: their capital there says nothing. Folded, each followed by a blank.

#include "detectors/names/lexicon.h"

namespace ombud::detectors::tagging {

// clang-format off
const std::string_view common_words =
    "ad af aftalen aften aftenen aldri aldrig alla alle alligevel alltid alltså altid altså "
    "amerikansk amerikanska amerikanske and andra andre anledningen annars arbeid arbejde "
    "arbejdet arbete arbetet at av avtalen avtalet bag bak bakom bara bare barn barna barnet "
    "bedre bedriften bedst best bild bilde billede bland blandt blant ble blei blev blir "
    "bliver blott bogen boka boken bolaget borde borta borte bra burde but byen bäst bättre "
    "både bør børn børnene ca cirka da dag dagen dansk danske de dear dei dem den denna "
    "denne departementet der deras dere deres derfor derfra derimot dermed derpå dessa "
    "dessuden dessuten dessutom dessverre desværre det detta dette difor din disse dit ditt "
    "dollar drenge du dykk där däremot därför därifrån därmed då dåligt dårlig "
    "dårligt döden døden efter eg egentlig egentligen ei ekonomin elever eller ellers "
    "elles emellertid en endelig engelsk engelska enkelte enligt er et ett etter euro "
    "europeisk europeiska faktisk faktiskt fast fem fick fik fikk filmen findes finnes finns "
    "finsk finska fire firmaet fleire flera flere flest flesta fleste flickor folk for foran "
    "forslaget foto fra framför fransk franska fred freden from frå frågan från fyra "
    "fyrste få får för före företaget förslaget första før første gamla gamle gammal "
    "gammel gang gangen gennem genom gick gik gikk gjelder gjennom gjer gjorde gjør god godt "
    "gott grunnen gutar gutter gäller gången går gælder gör hadde hade han hans har "
    "havde he hei hej heldigvis heller hem hemma hendes hennes her his historia historien hit "
    "hjem hjemme ho hon hos hun hundra hundre hur hva hvad hvem hvilke hvilken hvilket hvis "
    "hvor hvordan hvorfor här i idag ideen ifølge ifølgje igår ikke ikkje imidlertid "
    "imorgen imorgon in ind inden ingen ingenting inget inn inne innen inom inte intet it ja "
    "jag jeg jenter jo jobben jobbet kan kanske kanskje kjærligheten kl klikk kom kommer "
    "kommunen kommuner konsten kor korleis kr krigen kriget kroner kronor kun kunde kunne "
    "kunsten kva kvar kveld kven kvifor kvinder kvinner kvinnor kvällen kärleken lagen "
    "laget landet langs les lidt likevel lille lite liten litet litt livet loven lyckligtvis "
    "längs läs læs makt makten man mange markedet marknaden med medan medens meget meir "
    "mellan mellem mellom men menn menneska menneske mennesker mens mer mera mere mest mi "
    "miljoner milliarder million millioner min mina mine minuter minutt mitt mod more morgen "
    "morgon mot musiken musikken mycket mye mykje män människor må målet månad månaden "
    "måned måneden många måske måste måtte mænd nat natt natten naturligtvis "
    "naturligvis ned nei nej ner neste nesten new ni nio no noe noen nogen noget nogle nok "
    "noko nokon nokre norsk norske not nr nu ny nya nye nytt nästa nästan nå någon något "
    "några når næste næsten och ofta ofte og også om omkring omtrent on op opp or "
    "orsaken os oss otte our over pengarna penge pengene penger piger planen please pludselig "
    "plutselig plötsligt pojkar polisen politiet prisen prisene priserne priset problemet "
    "procent prosent på rapporten regards regeringen regjeringa regjeringen renten "
    "resultatet rundt runt russisk ryska räntan sagen saka saken samma samme samt samtidig "
    "samtidigt se sedan seks selskabet selskapet selv selvfølgelig ser sex she sida sidan "
    "side siden sidste sin sina sine sista siste sitt sjelden sju själv självklart "
    "sjældent sjølv sjølvsagt ska skal skatt skatten skolan skolen skulen skulle slik "
    "slutligen små som speciellt specielt spesielt spørgsmålet spørsmålet staden stod "
    "stor stora store stort studenter står svaret svensk svenska svenske syv sällan "
    "särskilt så sådan således sånn særleg særlig særligt tack tak takk tanken tar "
    "tekst tel text that the their these they this those ti tid tida tiden til till "
    "tilstrekkelig time timen tio tlf to tog tok tre tredje tross trots tusen två tysk tyska "
    "tyske tyvärr ud uden udenfor uge ugen uke uken under ung unga ungdom unge ungefär upp "
    "ut utan utanför ute uten utenfor vad var varför vecka veckan ved vem verda verden vi "
    "vid vil vilken vilket vill ville viss världen vår våra våre vårt we with yes you "
    "your ändå äntligen är ärendet år åren årene året årsaken åtta åtte över "
    "økonomien ";
// clang-format on

}  // namespace ombud::detectors::tagging
