// The words of columns. Written without Nordic letters, as words.cc cuts names: "lön" and "løn" and
// "loen" all stand here as "lon". One line a meaning; compounds of words that stand here
// ("hemtelefon", "medlemsnummer") need no line of their own.

#include "discovery/words.h"

namespace ombud::discovery {

namespace {

constexpr Meaning columns[] = {
    // Names.
    {"first name",
     "fornamn fnamn forname fornavn fname firstname givenname forename tilltalsnamn "
     "fornafn firstnm"},
    {"last name",
     "efternamn enamn etternavn efternavn lname surname lastname familyname "
     "familjenamn slektsnavn slaktnamn eftername lastnm"},
    {"middle name", "mellannamn mellomnavn mellemnavn middlename mname"},
    {"full name", "fullname fullstandigtnamn fuldenavn fulltnavn navnfull personnamn personnavn"},
    {"first", "first given fornavne"},
    {"last", "last family familj familie"},
    {"middle", "middle"},
    {"full", "full hela fullt fulde"},
    {"display", "display visnings visning"},
    {"nick", "nick nickname smeknamn kallenavn kaldenavn tilnavn"},
    {"alias", "alias"},
    {"maiden", "maiden flicknamn pikenavn fodenavn maidenname birthname"},
    {"initials", "initials initialer initial"},
    {"name", "name names namn navn nm"},
    // Numbers by which a state, an employer or a shop knows somebody.
    {"nationalid",
     "nhs nhsnumber nhsno nationalid personnummer personnr persnr pnr pnummer persnummer "
     "personnumber fodselsnummer "
     "fodselsnr fnr cpr cprnr cprnummer ssn nin hetu henkilotunnus kennitala samordningsnummer "
     "socialsecurity cprno personalid nino socsec sin"},
    {"passport", "passport passnummer passnr pasnummer"},
    {"license", "license licence korkort korekort forerkort kjorekort lic"},
    {"vat number", "vatid vatno vatnumber momsnr momsregnr momsnummer vatin"},
    {"vat", "vat moms mva"},
    {"org number",
     "orgnr orgno orgnummer organisationsnummer organisasjonsnummer cvr cvrnr "
     "cvrnummer ytunnus organizationnumber"},
    {"number", "number nr no num nummer numb numero"},
    {"id", "id ids ident identifier uid uuid guid pk fk ref reference"},
    {"key", "key nyckel nogle nokkel"},
    {"code", "code kod kode cd"},
    // Birth and family.
    {"birth date",
     "birthdate birthday dob fodelsedatum fodelsedag fodselsdato fodselsdag foddatum "
     "fdato bday dateofbirth"},
    {"birth year", "birthyear fodelsear fodselsar yob"},
    {"birth place", "birthplace fodelseort fodested fodestedet fodelseland birthcountry"},
    {"birth", "birth born fodd fodt fodelse fodsel fodsels"},
    {"death", "death deceased dod dead doddatum dodsdato avliden avdod afdod died"},
    {"gender", "gender sex kon kjonn"},
    {"nationality",
     "nationality nationalitet nasjonalitet citizenship medborgarskap "
     "statsborgerskap statsborgarskap nationalities"},
    {"ethnicity", "ethnicity ethnic etnicitet etnisitet race rase"},
    {"language", "language languages sprak sprog lang locale modersmal"},
    {"family",
     "civilst spouse maka civilstand civilstatus sivilstand sivilstatus marital married gift "
     "samlevande partner aktefaelle aktefelle ektefelle dependents dependants "
     "familystatus forsorgelse"},
    {"children", "children child barn born_antal"},
    {"relative",
     "slektskap slaktskap tilknytning guardian vardnadshavare foralder foraeldre foresatt "
     "foresatte varge verge mother "
     "father mor far kin anhorig anhoriga parorende narstaende emergency next_of_kin "
     "relationship relation"},
    // How to reach somebody.
    {"email",
     "email mail epost mejl emailaddress mailadress epostadress emailadress emailadresse "
     "epostadresse mailadresse emails"},
    {"phone",
     "phone telephone telefon tel tlf tfn mobile mobil mob cell cellphone gsm fax telefax "
     "msisdn landline phones telno cellular telef tele sms"},
    {"address",
     "address addresses addr adr adress adresse adresser street_address adrs "
     "vardadress"},
    {"street", "street gata gatuadress gade vej veg gatenavn vejnavn gatenavnet gadenavn"},
    {"house", "house husnr husnummer streetnumber"},
    {"postal code",
     "postnr postnummer postkod postcode postalcode zip zipcode plz postkode "
     "pincode"},
    {"postal", "postal post"},
    {"city", "city town ort postort poststed bynavn stad postdistrikt locality suburb"},
    {"district", "district distrikt county lan fylke amt province region landskap"},
    {"state", "state"},
    {"country", "country land landkod landkode countrycode"},
    {"municipality", "kommun kommune municipality kommunkod"},
    {"line", "line rad linje"},
    {"careof", "careof"},
    {"home", "home hem hjem hm privat bostad"},
    {"work", "work"},
    {"cc", "cc bcc replyto"},
    {"protected", "skyddad skyddet beskyttet sekretess sekretessmarkering adressebeskyttelse"},
    {"parish", "forsamling menighed menighet parish sogn stift"},
    {"legal", "legal"},
    {"billing", "billing faktura_adress bill billto"},
    {"shipping", "shipping ship shipto delivery leverans levering"},
    {"location",
     "latitude longitude lat lng lon_lat geo gps coordinates koordinat koordinater "
     "geolocation"},
    {"website", "website homepage hemsida hjemmeside url web webpage webb link"},
    {"social", "linkedin facebook twitter skype instagram whatsapp"},
    // Signing in.
    {"username",
     "innlogget inloggad innlogging inlogging loggedin innloggad paalogget username login "
     "loginname brukernavn brugernavn anvandarnamn logon userlogin "
     "screenname samaccountname"},
    {"password",
     "password passwd pwd passord losenord adgangskode kodeord passhash passwordhash "
     "pw pass"},
    {"token", "token tokens jwt apikey accesstoken"},
    {"secret", "secret hemlighet totp otp mfa twofactor recoverycode privatekey"},
    {"salt", "salt"},
    {"pin", "pin pinkod pinkode"},
    {"hash", "hash digest checksum"},
    {"api", "api"},
    {"ip", "ip ipaddress ipadress ipaddr remoteaddr ipadresse"},
    {"useragent", "useragent agentstring browser"},
    {"cookie", "cookie cookies"},
    {"session", "session sessions sessid sessionid"},
    {"device", "device imei enhetsid macaddress"},
    {"photo", "photo picture avatar foto bild billede bilde portrait portratt fotografi headshot"},
    // Money.
    {"account", "account konto"},
    {"bank account",
     "kontonr kontonummer bankkonto bankkontonr accountnumber accountno bankaccount "
     "clearing clearingnr clearingnummer regnr iban bankgiro plusgiro bic swift "
     "sortcode lonekonto bankgironr plusgironr"},
    {"card", "card kreditkort creditcard ccn pan kort betalkort cardnumber cardno"},
    {"cvc", "cvc cvv csc"},
    {"bank", "bank"},
    {"salary",
     "income inkomst indkomst inntekt arsinkomst manlon salary lon lonn wage manadslon arslon "
     "timlon grundlon sallon ersattning "
     "compensation bonus gage honorar basesalary loneniva lonetrin lonnstrinn timelonn "
     "timelon manedslon manedslonn lonegrad paygrade wages arslonn"},
    {"rate", "rate sats timpris timepris timesats"},
    {"tax", "skattetrekk tax skatt skat skattesats skattetabell skattekort trekkprosent"},
    {"pension", "pension tjanstepension"},
    {"amount",
     "belop amount belopp belob sum summa total totalt betalt paid price pris subtotal saldo "
     "balance debt skuld cost kostnad gross net brutto netto freight"},
    {"credit",
     "betalningsanmarkning betalingsanmerkning kreditvardering creditscore creditrating "
     "kreditupplysning"},
    {"percent", "percent prosent procent pct"},
    {"payment", "payment betalning betaling pay betalnings"},
    {"due", "due deadline forfall forfallo forfallodag forfald forfallsdato forfaldsdato duedate"},
    {"currency", "currency curr valuta"},
    // Work and school.
    {"title", "title titel jobtitle tittel"},
    {"position",
     "position tjanst yrke profession occupation stilling befattning erhverv jobb "
     "stillingstitel occupationtitle designation yrkestitel"},
    {"job", "job"},
    {"department",
     "avd department dept avdelning afdeling avdeling division enhet enhed "
     "arbetsplats arbejdsplads arbeidsplass workplace section sektion costcenter "
     "kostnadsstalle"},
    {"unit", "unit"},
    {"team", "team teamlead lag"},
    {"employer", "employer arbetsgivare arbejdsgiver arbeidsgiver"},
    {"company",
     "company foretag firma virksomhed bedrift companyname organisation organization "
     "organisasjon workspace selskab selskap bolag"},
    {"hire",
     "hire hired anstallnings anstallning anstalld_sedan ansattelse ansettelse employment "
     "employed anstallningsdatum ansattelsesdato startdatum hiredate tiltradelse"},
    {"termination",
     "termination terminated uppsagning opsigelse oppsigelse resignation resigned "
     "fratradelse fratraedelse avslut slutat avgang"},
    {"manager", "manager chef leder supervisor boss overordnad reports arbetsledare"},
    {"education",
     "kompetence education utbildning utdanning uddannelse degree examen qualification "
     "qualifications competence kompetens kompetanse skills skill certificate "
     "sertifikat gpa"},
    {"education school", "school university skola skole universitet"},
    {"grade", "grade grades betyg karakter karakterer score points_exam resultat"},
    {"assessment",
     "udtalelse uttalelse utlatande yttrande testimonial assessment bedomning vurdering review "
     "rating feedback evaluation utvardering "
     "evaluering omdome omtale_intern performance"},
    {"experience", "experience erfarenhet erfaring"},
    {"duration", "duration varaktighet varighet"},
    {"hours",
     "hours timmar timer overtime overtid arbetstid arbejdstid arbeidstid workingtime "
     "antaltimmar"},
    {"start", "start started begin from fra fran starts started_on"},
    {"end", "till til tom thru through end stop ended slut slutt ends finish until"},
    {"break", "break rast pause"},
    {"shift", "shift skift arbetspass vagt vakt punch clockin clockout"},
    // What is said of body, faith and opinion.
    {"health",
     "health halsa helse helbred sjuk syk syg sjukdom sygdom sykdom diagnos diagnosis diagnose "
     "diagnoses medical medicin medisin medication medicine allergy allergi allergier allergies "
     "blood blodgrupp blodtype bloodtype disability funktionsnedsattning funksjonsnedsettelse "
     "handicap handikapp illness sickness sick sickleave sjukfranvaro sykefravar sygefravar "
     "sjukskriven sjukskrivning sykmelding sygemelding vab pregnant pregnancy gravid symptom "
     "symptoms treatment behandling vaccin vaccine vaccination rehab icd disease karens lakarintyg "
     "legeerklaring dietary kosthold specialkost smoker weight height vikt langd kropp"},
    {"union",
     "facktillh union unions fack facklig fackforbund fackforening fagforening fagforbund "
     "tradeunion "
     "unionen fackklubb fackmedlem fagforeningsmedlem"},
    {"religion",
     "religion religious trossamfund trossamfunn faith denomination konfession tro "
     "religious_affiliation konfirmation konfirmasjon baptism dop dap dab"},
    {"politics", "politics political politik politisk politikk parti partitillhorighet"},
    {"sexuality", "sexuality sexual sexuell seksuell laggning seksualitet"},
    {"crime",
     "crime criminal brott straff kriminell conviction convictions belastningsregister "
     "offence offense straffeattest politiattest borneattest offences"},
    // Texts.
    {"note",
     "referat referater minutes protokoll anm note notes notering noteringar anteckning "
     "anteckningar notat notater bemarkning "
     "bemarkninger anmarkning anmarkningar anmerkning merknad merknader remark remarks "
     "comment comments kommentar kommentarer memo observation journaltext"},
    {"description", "description beskrivning beskrivelse descr desc"},
    {"message",
     "message messages body fritext fritekst besked meddelande melding meddelelse text "
     "txt tekst utterance"},
    {"subject", "subject amne emne heading rubrik overskrift"},
    {"reason", "reason orsak arsag arsak anledning skal motivering begrundelse begrunnelse"},
    {"content",
     "answer answers svar besvarelse content contents innehall indhold innhold data payload value "
     "values varde verdi "
     "vardi"},
    {"file", "file filename fil filnamn filnavn filepath"},
    {"document",
     "document dokument attachment attachments bilaga bilag vedlegg cv resume "
     "curriculum letter brev"},
    {"signature", "signature underskrift signatur sign"},
    // When.
    {"date", "dat date datum dato dt day dag on"},
    {"time", "time tid klockslag timestamp tidpunkt tidspunkt datetime ts at kl"},
    {"timezone", "timezone tidszon tidszone"},
    {"year", "year ar"},
    {"month", "month manad maned"},
    {"registration",
     "registration registered registrering registrerad registreret registrert "
     "signup enrolled enrollment enrolment inskriven inskrivning indmeldt "
     "innmeldt joined join medlemssedan inntradesdatum intrade intradesdatum "
     "indmeldelse innmelding"},
    {"exit", "exit left leaving uttrade uttradesdatum utmeldt udmeldt utmelding udmeldelse"},
    {"visit", "visit visited besok besog"},
    {"access", "access accessed seen active usage used requested"},
    {"expiry", "expires expired expiry expiration valid giltig gyldig expire"},
    {"created",
     "created create creation skapad oprettet opprettet inserted added upprettad "
     "creationdate createdate entered"},
    {"updated",
     "updated update modified modify andrad andret endret changed change edited refreshed "
     "lastupdate revised"},
    {"approved", "approved approve godkand godkendt godkjent attest attesterad verified verify"},
    {"deleted", "slettes gallras gallring deleted delete raderad slettet removed archived"},
    {"by", "by av af"},
    // Who did it, in a row that is somebody else's.
    {"doer",
     "author owner creator editor approver reviewer assignee assigned handlaggare "
     "saksbehandler sagsbehandler handler responsible ansvarig ansvarlig operator "
     "modifier recruiter createdby updatedby modifiedby approvedby recipient sender "
     "assignedto enteredby inserter updater uploader attestant opprettetav skapadav "
     "oprettetaf godkendtaf godkjentav rep representative avsandare skickad"},
    {"preference",
     "onske onskan onskad onsket preference preferences preferens preferred onskemal interests "
     "interest "
     "intressen hobby hobbies"},
    {"newsletter", "newsletter nyhetsbrev nyhedsbrev optin subscribed marketing"},
    {"consent", "consent samtycke samtykke consents gdpr"},
    {"attendance",
     "attendance narvaro fremmote fremmode tilstede present franvaro fravar fraver "
     "absence leave ferie semester vacation onvacation"},
    {"above", "parent"},  // The row above; parents of somebody are "parents".
    {"issued", "issued utfardad udstedt utstedt"},
    // Abbreviations of pay and personnel systems, and of systems from elsewhere.
    {"first name", "tilltalsnamn vorname prenom etunimi voornaam"},
    {"last name", "nachname familienname sukunimi achternaam"},
    {"nick", "kaldenavn"},
    {"name", "nom nimi naam nimike benavn"},
    {"full name", "realname lastfirst kontaktnavn sortname"},
    {"alias", "nicename"},
    {"civility", "civility anrede tiltal tilltal salutation prefix honorific suffix titulering"},
    {"birth date",
     "geburtsdatum geburtstag syntymaaika foddato fdat fodelsetid naissance foedt dobirth"},
    {"nationalid", "siren siret nationalidnumber personalnumber pesel bsn sinnum ssnum natid"},
    {"gender", "geschlecht sukupuoli"},
    {"nationality", "nation medborg nationcode"},
    {"family", "civst civilstatuskod foreldreansvar vardnad foraldraansvar"},
    {"relative", "anh anhnamn parorend relasjon relationstyp relationtype"},
    {"relative phone", "anhtel anhtlf"},
    {"email", "courriel sahkoposti epostad"},
    {"phone", "puhelin handy mobilfunk tfnr telnr mobilnr telefonnr hemtel tjtel arbtel"},
    {"address", "osoite anschrift domicile coadr postadr besoksadr utdeladr"},
    {"careof", "co"},
    {"street", "strasse str rue katuosoite"},
    {"house", "hausnr hausnummer"},
    {"postal code", "postinumero postkode"},
    {"postal", "utdelning"},
    {"city", "ville postitoimipaikka stadt wohnort village"},
    {"district", "provin provincia bundesland"},
    {"country", "coun pays maa"},
    {"protected", "hemmelig skyddadid fortrolig"},
    {"health",
     "smokes veteran disabled funktionshinder funktionshindrad fastlege legenavn medisinsk laege "
     "tandlaege hjalpmedel hjaelpemidler hjelpemidler dosering dosage praparat preparat bmi "
     "allergen "
     "gluten specialkosttyp ppt iop diet omsorgsniva halsodeklaration sks"},
    {"crime", "borneattester kriminalregister utmatning kfm kronofogden"},
    {"ethnicity", "eeo"},
    {"military", "military varnplikt verneplikt vaernepligt"},
    {"account", "kontoinnehavare"},
    {"bank account",
     "bkonto kontonum clearnr clearingsnr bankkontonummer routing rib autogirokonto "
     "tilinumero codebanque banque"},
    {"account holder", "proprio kontohaver kontoinnehaver"},
    {"tax",
     "sktab skkol skattkol skattetab skattekol jamkning avdrskatt forskudstrak skattkolumn "
     "skattetrekksprosent trekkprosent forskuddstrekk arbgavg arbetsgivaravgift"},
    {"salary",
     "sal ebsal thm tjm kontantlon pay gehalt formanbil forman formansvarde "
     "lonespecifikation palkka manlonn"},
    {"percent", "syssgrad sysselsattningsgrad tjgrad stillingspct deltidsprosent beskgrad"},
    {"hours", "weeklyhours timetal ukentlig"},
    {"position", "bef befkod befattningskod poste beruf jobtit yrkeskod"},
    {"department",
     "kst kostnadsst kostnadsstalleskod abteilung osasto subunit workstation enhetskod"},
    {"employer", "societe"},
    {"termination", "avgorsak avgdat uppsagd fratradd fratradt sagtupp slutdat"},
    {"hire", "anstdat anstform anstallningsform tiltradd lonform"},
    {"credential", "recovery"},
    {"password", "losen kodord motdepasse kennwort salasana authdata"},
    {"token", "refreshtoken resettoken sessiontoken"},
    {"username", "anvandarid kayttajatunnus feide signum"},
    {"online id", "iplogin iplastlogin firstip lastip remoteip iphost xforwarded forwarded"},
    {"social", "socialnetworks messenger icq aim yahoo msn"},
    {"website", "homepageurl"},
    {"photo", "image imageurl portraet lichtbild"},
    {"created", "createat createdat createdon dateentered timecreated datecreated datec tilfojet"},
    {"updated",
     "updateat updatedat datemodified timemodified tms upd uppd uppdat uppddat lastmodified rettet "
     "sidstrettet andringsdatum usermodified lastchange"},
    {"deleted", "deleteat deletedat purged gallrad"},
    {"expiry", "expiresat validity expiration"},
    {"access",
     "lastactivityat lastviewedat lastaccess firstaccess lastactive sidsteaktiv lastseen logdate"},
    {"username", "currentlogin lastlogin senastinl sistinnlogget sidstelogin"},
    {"end", "fin timeend expiracy tomdat"},
    {"start", "debut timestart fromdat"},
    {"preference", "donot optout samtyckt contactable besttime"},
    {"location", "geocode"},
    {"note",
     "anm bem bemerkung kommentti libelle remarque minnesanteckning livshistorie "
     "detail details feedback"},
    {"message", "besked fulltext nachricht fullmessage brodtext meddelandetext"},
    {"reason", "grunn grund motiv"},
    {"description", "beschreibung omschrijving"},
    {"doer",
     "validator skriven ordineret indberetter utforare modifierid attached skapare satt malt "
     "behandlet beslutsfattare bearbeiter relateduserid"},
};

}  // namespace

std::span<const Meaning> column_dictionary() { return columns; }

}  // namespace ombud::discovery
