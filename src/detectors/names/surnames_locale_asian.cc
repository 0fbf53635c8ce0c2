// Surnames that are usual in other lists (id_ID, vi, en_IN, en_HK): @faker-js/faker, MIT.
// Folded (base/text.h), in byte order, each followed by a blank. Made by
// tools/names/make_lists.mjs.

#include "detectors/names.h"

namespace ombud::detectors {

// clang-format off
const std::string_view surnames_locale_asian =
    "abimanyu abiputra achari acharya adhitama adiga adriansyah afifah agarwal agustian "
    "agustina ahluwalia ahuja airlangga alamsyah amanta ananda anandya andini andriani "
    "anggraini anggriawan anjani aqila ardana ardianto ardiyanti arifin arora aryani aryanti "
    "asan astuti aswandi aurelia azizah azzahra bagaskara bandopadhyay banerjee bhadresha "
    "bharadwaj bhat bhattacharya bhattathiri budiman budiyanto bùi chang chattopadhyay "
    "chaturvedi cheuk cheung chiu cho choi chong chopra choy chu chui chung damanik damayanti "
    "darmawan darojat desai deshpande devar dhawan dirgantara dubashi dwivedi dương elvina "
    "embranthiri faresta farida fathina febian febrianti fernanda firgantoro firmansyah "
    "fujiati fung ganaka gandhi gowda guha gunarto gunawan guneta haikal hakim halim halimah "
    "handayani handoko hardiansyah harini hariyah hartati haryanti haryanto hasanah hassanah "
    "hastuti herlambang hermawan hidayanto hidayat himawan hoàng hutagalung hutapea hutasoit "
    "irawan irfandi iswahyudi iyengar iyer jailani jain jangid jelita jha johar joshi juwita "
    "kahyang kaniyar keung khanna khatri kocchar kurniawan kusmawati kusuma kusumo kuswandari "
    "kuswoyo kwan kwok kwong lailasari laksita laksmiwati latupono lau law lazuardi leilani "
    "lesmana lestari leung liang ling lui lâm mahajan maharani mahardika mahendra mahestri "
    "maheswara maheswari mandasari mangunsong mansur manullang marbun mardhiyah marpaung "
    "maryadi maryati maulana mayasari megantara mehra mehrotra melani melinda menon mishra "
    "mukhopadhyay mulyani mustika mustofa nababan naik nainggolan nair najmudin namaga "
    "nambeesan namboothiri nanda napitupulu narpati nashiruddin nasyiah nasyidah nathania "
    "natsir nayar nehru ngai nguyễn ngô ningrum novitasari nugraha nugroho nuraini "
    "nurdiyanti nurlaela oktavian oktaviani oktovian padmasari palastri pandey pangestu "
    "panicker patil perdana permadi permata pertiwi phùng phạm pillai poon pothuvaal "
    "prabowo pradana pradipta prajapat prakasa pranowo prasasta prasetya prasetyo prastuti "
    "pratama pratiwi prayoga pudjiastuti pun purnama purnawarman purnawati purwadi purwanti "
    "puspasari puspita putri rachmawati rahardian rahayu rahimah rahmawati rajasa rajata "
    "ramadhani rayhan reddy rendra riyanti sabian saefullah safitri saini salahudin salma "
    "salsabilla samosir santoso saptono saputra saputri saragih saraswati satria sethi "
    "setiawan shiu shukla shum sihombing sihotang simanjuntak simbolon sinaga sinha sirait "
    "siregar sitompul sitorus situmorang siu somayaji suartini sudiati sudrajat sun "
    "supriyanto suryatmi suryono susanti suthar suwarno syahreza sze szeto tagore talwar "
    "tamba tampubolon tandon tarihoran thamrin trivedi trương trần trịnh tsang tse tsoi "
    "tsui tăng usada usamah utama utami uwais uyainah varman varrier vương wacana wahyudin "
    "wahyuni waluyo wan wardana wasita waskita wastuti wibisono wibowo wicaksono widiastuti "
    "widodo wijaya wijayanti winarno winarsih wulandari yan yanuar yeung yim yip yiu yolanda "
    "yudhistira yue yuen yulianti yulianto yuliarti yung yuniar zahrah zulaika zulkarnain "
    "đinh đoàn đào đặng ";
// clang-format on

}  // namespace ombud::detectors
