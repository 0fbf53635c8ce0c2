// Given names that are usual in other lists (hr, sr_RS_latin): @faker-js/faker, MIT.
// Folded (base/text.h), in byte order, each followed by a blank. Made by
// tools/names/make_lists.mjs.

#include "detectors/names.h"

namespace ombud::detectors {

// clang-format off
const std::string_view given_locale_south_slavic =
    "ado adrijana aleksej alemka alenka aljoša amalija anamarija anastasije anastazija anci "
    "ancica andelin andelko andelo andreja andrija andrijana anej anesa anko antek antonija "
    "antun anči ančica anđela anđelika anđelina arsenije asija aćim barica belimir "
    "berislav berti bisenija biserka blagica blagoje boban bobana bogoljub borivoje borjan "
    "borko bosiljka boško boža božica branimir branimira branka brankica budimir ceca "
    "cvijan cvijetin dabiživ dado dajana daliborka damil damjan damjanka danila danko dara "
    "darija darinka davor davorin dejana desanka desimir dijana dimitrije divna dobrila "
    "domagoj donka dorana dorica doroteja dragica draginja dragiša dragoje dragojlo "
    "dragoljub dragoslav dragutin draža dražen drina držimir držislav dubravka dubravko "
    "duje dujo dušanka dušica duška duško emilijan evdokija fabijan filotije franjo "
    "gabrijela gaj gavrilo georgije gerasim gligorije gojko golub gorana goranka gordan "
    "gradimir grga grgo grgur grigorije grozdana gvozden hrvoj hrvoje hrvojka hvalimir ico "
    "ignjat ilija ilinka ilko inja ino ita ivančica ive ivek ivna jadran jadranko jadro "
    "jagica jakov janica janka janko jasenko jelica jelisaveta jevrosima jezdimir ješa "
    "josipa joso jovanka joško joža jože julijana kalinik kata katica katija katina kirilo "
    "krešimir krsto kruno krunoslav ksenija kuzman leposava ljubica ljubiša ljubomir "
    "ljudevit lovorka lucija lucijan maca mališa manda marena marinko markika matan mateja "
    "matija matko mato mašinka melenija mica mihael mihailo mihajlo mija mijat miladin "
    "milanka milanko mileta milisav milić miljan miljenko milojica milomir milutin mimo "
    "miodrag miomir mirna mislav miša miško mlađana momir momira nadalina nastja natka "
    "nađa nedeljko nedjeljka nedjeljko neli nemanja nera nevenka nikoleta nikša njegomirka "
    "novak nuša obrad obren ognjana ognjen olgica olivera ostoja ozren pavica pepo pera "
    "perica pero peruna petko petrija pravdan prvoslav radenko radina radivoje radiša "
    "radmilo radojka radomir radosav radul rajna rakita ratimir raško relja renja rija "
    "ristana robi rodoljub roko rumena ruža sanjin silvija simonida siniša slavek slavka "
    "slavoljub slađana slobodanka smiljana snježana srboljub sredoje srećko srna stanko "
    "staša stefana stevan stipan stipe stojanka strahinja stribor sunčica svebor svetislav "
    "svetolik svetomir tadija teja tihomir tija tomislava tomo tonija tonka tonko tonči "
    "tončica trpimir trpko tvrtko valera valerija vasilisa vasko vatroslav vedran vedrana "
    "velana velibor velimir velimira verica veselinka vidak vijeko višnja vjekoslav "
    "vjenceslav vladek vladimira vlastimir vlatka vlatko vojin vojislava vujadin vujica vukan "
    "vukašin vukica vukota zafir zarije zavida zlatka zorana zorka zrinislav zrinko zvezdana "
    "zvonimir čarna časlav čedomir đina đorđe đura đurađ đurda đurica štef "
    "željka ";
// clang-format on

}  // namespace ombud::detectors
