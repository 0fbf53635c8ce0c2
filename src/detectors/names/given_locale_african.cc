// Given names that are usual in other lists (en_NG, en_GH, en_ZA, fr_SN, yo_NG, zu_ZA):
// @faker-js/faker, MIT. Folded (base/text.h), in byte order, each followed by a blank. Made by
// tools/names/make_lists.mjs.

#include "detectors/names.h"

namespace ombud::detectors {

// clang-format off
const std::string_view given_locale_african =
    "aanuoluwapo abayomi abdou abdoul abdoulaye abebi abeiku abeni abibatou abimbola abiodun "
    "abiola abiona abisola abisoye abosede abou aboubacar aby adaugo adebankole adebiyi "
    "adebola adebowale adeboye adebukola adedaramola adedayo adedeji adedoyin adegoke "
    "adekitan adekola adekunle adeleke adenike adeniyi adeola adeolu adeoti adepeju aderopo "
    "adesewa adeshina adesoji adesua adetayo adetoke adetoun adeyi adigun adunni adwoa afia "
    "afolarin afua ajala ajani ajoke akanmu akanni akinkunmi akinlabi akinwale akofa akorfa "
    "akos akua akumaa akunna akwasi akwesi alaba alade alamu alassane aliou alioune aly amady "
    "amahle amath amdy ameth aminat aminu amoke amope anele anjolaoluwa antony arame arike "
    "arinola arona asake astou atinuke awa awero awesi ayanda ayebatari ayinde ayinke ayize "
    "ayodeji ayodele ayoka ayomide ayomikun ayotude azubuike aïcha aïda aïssa aïssata "
    "aïssatou baaba baba babacar babasola babatunji babawale bafana bakary bangizwe banji "
    "bankole bhekimuzi bhekizizwe bhekumbuso bineta binta bintou birane bless bolatito "
    "boluwatife bonginkosi bouba boubou buchi buhle bunmi busayo busisiwe cheikhou chekhouna "
    "cherechi cherif chimamanda chinyere chisom chizoba chukwu colins comfort coumba damife "
    "damilare damilola damola danjuma daouda darasimi demba demilade diarra dieynaba dior "
    "djibril doyinsola duduzile dumisani durodola ebiere ebiowei ebunoluwa ekow ekundayo "
    "eliabeth elène eniola esi esupofo ewatomi eyram fadekemi faderera fanyana fatim "
    "fatimata fehintola fibikemi fiifi fikayomi fily folafoluwa folashade folu funani "
    "funmilade funmilayo gatsha gbadebo gbeminiyi gbemisola gbolahan gbowoade gifty haby "
    "hamidou hannabel hlengiwe ibidapo ibironke ibou ibra ibukunoluwa idowu idrissa idy "
    "ifeanyichukwu ifeoluwa ifunanya ige ikenna ikeoluwa ikhidie imoleoluwa inioluwa insa "
    "inyoni iremide ireti iretioluwa iseoluwa ishola isioma isisa ismaïla itunuoluwa iyabode "
    "iyadunni iyanuoluwa iyinoluwa jabulile jadesola jolayemi joojo juwon kadiatou kagiso "
    "kalidou katy kayode kehinde keji kgabu khadidiatou khadim khady khanyisile khethiwe "
    "khoudia khulekani kikelomo kiné kojo kolawole kopano kubra kubura kujoe kwabena kwadwo "
    "kwaku kwamena kwasi kweku kwesi kéba lamine lassana lawrencia lerato lere lolade "
    "lukhona lungelo lwandle mactar mady maguette makhtar makinwa malick mamady mamour mandla "
    "maphikelela marième marème massamba mawuena mawusi maï maïmouna mbalienhle mbaye "
    "meïssa mhambi millicent mobolaji moctar modupe mofifoluwa mohamadou mojisola mojisoluwa "
    "moradeke morayo morenike morolake mosinmileoluwa mosunmola motunrayo mouhamadou mouhamed "
    "mouhameth mouhammadou moustapha moyosore mpho mpilo mpumelelo msizi mthunzi musawenkosi "
    "muyiwa médoune nandi ndleleni ndondoloza nhlakanipho nimakoah ninioluwa niyilolawa "
    "nkanyezi nkosenye nkosingiphile nkosinhle nkosiyabo nnamdi nofoto nokuthula nolwazi "
    "nomvula nonhlanhla nonjabulo nonkululeko nozipho nqobile nthabiseng ntokozo ntombizodwa "
    "néné oba obanijesu obioma odunayo ogooluwa okiki oladara oladare oladimeji olaide "
    "olajumoke olakunle olamide olanrewaju olansile olaoluwa olasunmbo olatunbosun olayinka "
    "ololade olufeyisayo olufunke olufunmi olufunmilayo olumide olumorotimi olusola olutomiwa "
    "oluwafemi oluwagbemiga oluwakemi oluwamumibori oluwamuyiwa oluwasanmi oluwasegun "
    "oluwasemilore oluwaseyi oluwatimilehin oluwatobiloba oluwatofunmi oluwatosin oluwatoyosi "
    "oluwatumise oluwole oluwunmi omawunmi omobobola omobolanle omodunni omolabake omolara "
    "omolola omosalewa omotara omotayo omotola omotolani omotoun omowumi onome onoriode "
    "opemipo opeoluwa opeyemi oreofe osunleke oumou oyenike oyindamola oyindasola pathé "
    "pelumi penda phila philani phiwokwakhe promise radeke ramata ramatoulaye rapulane "
    "rasheedah remilekun rokhaya ronke rotimi sada sadio safiatou safiétou salimata "
    "salimatou saliou salomey saly samukelisiwe sanele saèr seckou segilola sekinat seydou "
    "seye seynabou sfiso shade shalewa shekoni shola sibongile sibusiso sidy sifiso sijuade "
    "similoluwa simisola sindisiwe sinenhlanhla siphephelo siphiwe sipho siré sithembiso "
    "siyanda sizakele sizani sname sokhna souleymane sowande subomi sumayyah sékou tade "
    "taiwo tejumola temidayo temitope thabisa thadie thamsanqa thando themba thierno thobeka "
    "thulani thulisile tidiane titilayo titilope tobiloba tokunbo tolulope toluwalope "
    "toluwani toluwanimi tomiloba tomori tope uluthando ulwazi uzodimma velaphi vusumuzi wale "
    "waly wuraola yaa yacine yakubu yaya yejide yetunde yewande yibanathi yoro youssou "
    "youssouph youssoupha zanele zenzele zithulele ziyanda zobuhle ";
// clang-format on

}  // namespace ombud::detectors
