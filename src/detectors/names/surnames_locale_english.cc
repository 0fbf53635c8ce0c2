// Surnames that are usual in other lists (en, en_GB, en_IE): @faker-js/faker, MIT.
// Folded (base/text.h), in byte order, each followed by a blank. Made by
// tools/names/make_lists.mjs.

#include "detectors/names.h"

namespace ombud::detectors {

// clang-format off
const std::string_view surnames_locale_english =
    "abbott abernathy abshire altenwerth anderson ankunding armstrong aufderhar bahringer "
    "bailey balistreri barrows bartell bartoletti barton bashirian batz bauch baumbach beahan "
    "beatty bechtelar bednar beer beier bergnaum bergstrom bernier boehm bogan bogisich bosco "
    "botsford boyle bradtke brakus braun breitenberg buckridge carroll cartwright casper "
    "cassin champlin cole collins conn connelly conroy considine corkery cormier corwin "
    "cremin crist crona cronin crooks cruickshank cummerata cummings dach daniel dare "
    "daugherty deckow denesik dibbert dickens dicki dickinson dietrich donnelly dooley doyle "
    "dubuque durgan ebert effertz emard emmerich erdman ernser fadel fahey farrell fay feeney "
    "feest ferry fisher flatley franecki franey friesen fritsch gerhold gerlach gibson "
    "gislason gleason gleichner goldner goodwin gorczany gottlieb goyette grady greenfelder "
    "greenholt gulgowski gusikowski gutkowski gutmann haag hackett hahn haley halvorson "
    "hamill harber harris harvey hauck hayes heaney heathcote hegmann heidenreich herman "
    "hermiston herzog hettinger hickle hilll hills hilpert hintz hirthe hodkiewicz hoeger "
    "homenick howe howell hudson huel huels hyatt jacobi jacobs jacobson jakubowski jaskolski "
    "jast jenkins jerde johns johnston kassulke kautzer keebler keeling kemmer kerluke "
    "kertzmann kessler kiehn kihn kilback kirlin klocko koelpin koepp kohler konopelski "
    "kovacek kozey krajcik kreiger kshlerin kuhic kuhlman kuhn kunze kuphal kutch kuvalis "
    "labadie lakin langosh langworth larkin larson leannon lebsack ledner legros lehner lemke "
    "lesch leuschke littel little lockman lowe lubowitz lueilwitz luettgen macejkovic "
    "macgyver maggio marquardt marvin mayer mayert mcclure mccullough mcdermott mcglynn "
    "mckenzie mclaughlin medhurst metz mills mitchell mohr monahan morissette mosciski mraz "
    "mueller murazik murphy murray nader nicolas nienow nikolaus nitzsche nolan oberbrunner "
    "okuneva ondricka osinski pacocha padberg pagac parisian paucek pfannerstill pfeffer "
    "pollich pouros powlowski predovic price prohaska prosacco purdy quigley quitzon rath "
    "ratke rau raynor reichel reichert reilly rempel reynolds rice rippin ritchie robel "
    "roberts rogahn rohan rolfson romaguera roob rosenbaum rowe ruecker runolfsdottir "
    "runolfsson russel rutherford sanford satterfield sawayn schaden schaefer schamberger "
    "schiller schimmel schinner schmeler schmitt schoen schowalter schroeder schulist schumm "
    "schuppe schuster shanahan shields simonis skiles smitham stamm stehr steuber stiedemann "
    "stokes stracke streich stroman strosin swaniawski swift terry thiel thompson torphy "
    "towne toy trantow tremblay treutel tromp turcotte ullrich upton vandervort volkman "
    "vonrueden waelchi walsh walter ward watsica wehner weimann weissnat welch wiegand "
    "wilderman wilkinson will williamson willms windler wintheiser wisoky wisozk witting wiza "
    "wolf wuckert wunsch wyman yost yundt zboncak zemlak ziemann zieme zulauf ";
// clang-format on

}  // namespace ombud::detectors
