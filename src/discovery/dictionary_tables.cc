// The words of tables: what a row is. Singular and the plurals that no rule makes; see
// dictionary.cc for how they are written.

#include <array>
#include <map>

#include "discovery/words.h"

namespace ombud::discovery {

namespace {

constexpr Meaning tables[] = {
    // Persons.
    {"user", "user bruker brukere bruger brugere anvandare usr users konto_innehavare login_user"},
    {"employee",
     "anst employee anstalld anstallda ansat ansatte ansatt medarbetare medarbejder "
     "medarbejdere medarbeider medarbeidere personal emp staff personale worker "
     "workers personell"},
    {"customer", "customer kund kunder kunde cust kundregister buyer"},
    {"client", "client clients klient klienter"},
    {"member", "member medlem medlemmar medlemmer mbr"},
    {"candidate",
     "candidate kandidat kandidater applicant sokande ansoger ansogere soker sokere "
     "jobseeker arbetssokande"},
    {"patient", "mrn patient patienter pasient pasienter"},
    {"student", "student studenter studerande pupil elev elever learner"},
    {"teacher", "teacher larare laerer laerere larer lektor"},
    {"person", "person people personer persons individual individ individer individuals human"},
    {"contact", "contact kontakt kontakter kontaktperson kontaktpersoner kontaktpers"},
    {"guest", "guest gast gaster gjest gjester gaest"},
    {"donor", "donor givare giver"},
    {"volunteer", "volunteer frivillig frivillige volontar volontarer ideell"},
    {"tenant", "tenant hyresgast hyresgaster lejer lejere leietaker leietakere"},
    {"driver", "driver forare chauffor sjafor"},
    {"doctor",
     "clinician behandlingsansvarig behandler behandlere terapeut psykolog tandlage tandlakare "
     "fysioterapeut midwife dentist doctor lakare laege lege physician nurse sjukskoterska "
     "sykepleier sygeplejerske "
     "therapist practitioner vardgivare"},
    {"subscriber", "subscriber prenumerant abonnent abonnenter"},
    {"participant", "participant deltagare deltager deltagere deltaker deltakere attendee"},
    {"visitor", "visitor besokare besogende besokende"},
    {"resident", "resident boende beboer beboere citizen medborgare borger borgere invanare"},
    {"passenger", "passenger passagerare passasjer"},
    {"player", "player spelare spiller spillere athlete utovare"},
    {"consultant", "consultant konsult konsulter konsulent konsulenter"},
    {"trustee", "trustee fortroendevald fortroendevalda tillidsvalgt tillitsvalgt tillitsvalgte"},
    {"parishioner", "parishioner forsamlingsbo congregant"},
    {"lead", "lead prospect"},
    {"agent", "agent technician tekniker saljare selger saelger seller salesperson"},
    {"profile", "profile profil profiler"},
    {"requester", "requester anmalare reporter complainant"},
    // Persons for the sake of another.
    {"relative",
     "relative guardian vardnadshavare foralder foraldrar parent parents foraelder "
     "foraeldre foresatt foresatte anhorig anhoriga parorende narstaende kin "
     "dependent dependents dependant emergency beneficiary spouse husband wife"},
    {"referee", "reference references referee referent referenser referens referanse referanser"},
    {"child", "child children barn"},
    // Public life.
    {"artist", "artist artister kunstner musician singer band performer"},
    {"actor", "actor skadespelare skuespiller actress cast"},
    {"composer", "composer kompositor komponist songwriter lyricist"},
    {"writer", "author writer forfattare forfatter director illustrator translator"},
    // Companies.
    {"company",
     "company companies foretag firma firmaer virksomhed bedrift bedrifter "
     "organisation organization organisasjon organisationer bolag selskab selskap "
     "arbetsgivare employer arbejdsgiver arbeidsgiver"},
    {"supplier", "supplier vendor leverantor leverandor leverantorer leverandorer manufacturer"},
    {"shipper", "shipper carrier"},
    {"store", "store shop butik butikk warehouse lager outlet"},
    {"branch",
     "branch filial site sites anlaggning venue clinic klinik klinikk hospital sjukhus "
     "school skola skole location locations facility kontor office"},
    {"address", "address addresses adress adresse adresser"},
    // Kept by book-keeping law.
    {"invoice", "invoice invoices faktura fakturor fakturaer bill"},
    {"payment", "payment betalning betalningar betaling betalinger payout utbetalning utbetaling"},
    {"order",
     "order orders ordrar ordre bestallning bestallningar bestilling bestillinger "
     "purchase kop kjop sale salg forsaljning"},
    {"rental", "rental uthyrning udlejning utleie hire rent"},
    {"loan", "loan utlan udlan lan"},
    {"timesheet",
     "timesheet timesheets tidrapport tidrapporter timeliste timelister tidrapportering "
     "timeregistrering tidsregistrering"},
    {"working time", "workingtime arbetstid arbejdstid arbeidstid overtime clocking punch"},
    {"salary",
     "salary salaries lon loner lonn lonninger payroll wage lonespec lonebesked "
     "lonneslipp payslip lonutbetalning lonning lonspecifikation"},
    {"transaction",
     "transaction transactions transaktion transaktioner transaksjon ledger "
     "verifikat verifikation bilag voucher posting bokforing"},
    {"receipt", "receipt kvitto kvittering"},
    {"fee", "fee fees avgift avgifter kontingent kontingenter gebyr charge dues"},
    {"expense", "expense expenses utlagg utlaeg utlegg reseersattning reserakning"},
    {"refund", "refund aterbetalning tilbagebetaling credit_note kreditfaktura"},
    {"donation",
     "contribution contributions donation donations pledge pledges gava gavor gave gaver"},
    {"booking", "booking bokning bokningar reservation reservasjon"},
    {"policy", "insurance forsakring forsikring"},
    // Kept by other laws.
    {"journal",
     "journal journaler prescription recept resept diagnosis diagnos diagnose treatment "
     "behandling encounter vardkontakt anamnes"},
    {"grade", "grade grades betyg karakter karakterer transcript exam examen certificate"},
    {"decision", "decision beslut vedtak afgorelse"},
    // What persons do at a time.
    {"login", "login logins inloggning inloggningar signin paloggning"},
    {"visit", "visit visits besok besog"},
    {"session", "session sessions"},
    {"appointment",
     "consultation konsultation konsultationer konsultasjon appointment appointments tidsbokning "
     "time_slot avtale aftale moten mote "
     "meeting interview intervju"},
    {"attendance",
     "attendance narvaro franvaro fravar fraver absence leave ledighet semester "
     "ferie vacation sick sjukfranvaro sykefravar sygefravar sjukanmalan"},
    {"call", "call calls samtal opkald samtale"},
    {"activity log", "activitylog auditlog audit logg loggar"},
    {"enrollment",
     "enrollment enrolment inskrivning anmalan anmalningar tilmelding pamelding "
     "registration signup"},
    {"application", "application ansokan ansokningar ansogning soknad soknader"},
    {"membership", "membership medlemskap memberships"},
    {"employment", "employment anstallning anstallningar ansattelse ansettelse"},
    {"subscription", "subscription prenumeration abonnement"},
    {"consent", "consent consents samtycke samtykke"},
    {"request",
     "request requests arende arenden sag sager sak saker case cases ticket tickets "
     "incident forfragan"},
    // Texts.
    {"comment", "comment comments kommentar kommentarer"},
    {"note", "note notes anteckning anteckningar notat notater notering"},
    {"message", "message messages meddelande meddelanden melding meldinger besked sms"},
    {"log", "log logs history historik historikk"},
    {"attachment",
     "attachment attachments bilaga bilagor bilag vedlegg document documents "
     "dokument dokumenter file files upload uploads"},
    {"review", "review reviews bedomning vurdering evaluation feedback survey"},
    // One value a row.
    {"meta",
     "meta metadata attribute attributes attribut extra custom customfield extra_field "
     "eav properties property"},
    {"preference", "preference preferences preferens installningar innstillinger indstillinger"},
    {"token", "token tokens credential credentials apikey password passwords"},
    {"bookmark", "bookmark bookmarks favorite favourites favorites bokmarke wishlist"},
    // What persons are in.
    {"team", "team teams lag group groups grp grupp grupper gruppe"},
    {"department",
     "department departments avdelning avdelningar afdeling afdelinger avdeling "
     "avdelinger division unit enhet enheter section sektion dept"},
    {"position", "position positions befattning stilling jobtitle occupation yrke designation job"},
    {"class", "class classes klass klasse klasser course kurs kurser"},
    // Nobody's.
    {"country", "country countries land lander"},
    {"city", "city cities stad stader byer postort poststed town"},
    {"region",
     "region regions lan fylke county kommun kommune kommuner municipality territory "
     "state province zone"},
    {"category", "category categories kategori kategorier"},
    {"type", "type types typ typer kind"},
    {"status", "status statuses state_list"},
    {"reason", "reason reasons orsak arsak arsag"},
    {"language", "language languages sprak sprog"},
    {"currency", "currency valuta"},
    {"setting",
     "setting settings config configuration konfiguration option options parameter "
     "parameters installning"},
    {"template",
     "template templates mall mallar skabelon mal preset presets layout layouts format "
     "formats"},
    {"rule", "rule rules regel regler filter filters menu menus"},
    {"role", "role roles roll roller rolle permission permissions behorighet rattighet privilege"},
    {"migration", "migration migrations schema_migrations changelog"},
    {"tag", "tag tags label labels etikett keyword"},
    {"product",
     "product products produkt produkter artikel artiklar vara varor vare varer item "
     "items article stock inventory sku"},
    {"lookup", "lookup code codes kod koder kode enum translation translations"},
    {"genre", "genre"},
    {"project", "project projects projekt prosjekt prosjekter"},
    {"activity", "activity activities aktivitet aktiviteter"},
    {"calendar", "calendar kalender holiday holidays helgdag"},
    {"report", "report reports rapport rapporter"},
    // Systems from elsewhere, and abbreviations.
    {"member", "adherent mitglied mitglieder jasen jasenet medl forbundsmedlem"},
    {"employee", "mitarbeiter angestellte tyontekija tyontekijat"},
    {"customer", "asiakas asiakkaat kunden tiers societe shopper"},
    {"person", "henkilo henkilot personne socpeople brukerdata"},
    {"contact", "ansprechpartner yhteyshenkilo"},
    {"relative", "omhandertagen network natverk parorende"},
    {"membership", "uppdrag verv bestyrelse styrelse"},
    {"agent", "handlaggare saksbehandler sagsbehandler caseworker"},
    {"salary", "lonart lonbesked lontrans loneart lonebilag ku kontrolluppgift basicsalary"},
    {"payment", "directdebit autogiro rib avtalegiro betalingsservice konfliktersattning"},
    {"expense", "expensereport korjournal koerselsregnskab"},
    {"invoice", "facture rechnung lasku"},
    {"decision", "bevilling"},
    {"department", "subunit"},
    {"journal",
     "journalnotat journalanteckning medicin maling anamnese utilsigtet spesialundervisning "
     "orosanmalan livshistorie"},
    {"attendance", "permisjon vagtplan orlov"},
    {"request", "insats bistand ekonomiskt"},
    {"login", "loggin signon"},
    {"log", "logstore behorighetslogg tracker audit audits"},
    {"note", "anmerkning merknad"},
    // Says nothing.
    {"neutral",
     "data info information detail details uppgifter opplysninger oplysninger register "
     "table tabell master base list lista liste main record records entity basic core "
     "tbl old new tmp temp backup bak archive arkiv copy kopia account accounts"},
};

struct NounWord {
  Noun noun;
  std::string_view words;
};

constexpr NounWord nouns[] = {
    {Noun::person,
     "user employee customer client member candidate patient student teacher person "
     "contact guest donor volunteer tenant driver doctor subscriber participant "
     "visitor resident passenger player consultant trustee parishioner lead agent "
     "profile requester child"},
    {Noun::relative, "relative referee"},
    {Noun::author, "artist actor composer writer"},
    {Noun::company, "company supplier shipper store branch"},
    {Noun::address, "address"},
    {Noun::accounting,
     "invoice payment order rental loan timesheet working salary transaction "
     "receipt fee expense refund donation booking policy"},
    {Noun::record, "journal grade decision"},
    {Noun::event,
     "login visit session appointment attendance call enrollment application "
     "membership employment subscription consent request"},
    {Noun::text, "comment note message log attachment review"},
    {Noun::attributes, "meta preference token bookmark"},
    {Noun::belonging, "team department position class"},
    {Noun::reference,
     "country city region category type status reason language currency setting "
     "template rule role migration tag lookup genre"},
    {Noun::thing, "product project activity calendar report"},
    {Noun::neutral, "neutral"},
};

}  // namespace

std::span<const Meaning> table_dictionary() { return tables; }

Noun noun_of(std::string_view meaning) {
  static const auto all = [] {
    std::map<std::string, Noun, std::less<>> found;
    for (const NounWord& line : nouns) {
      for (std::string_view rest = line.words; !rest.empty();) {
        const std::size_t space = std::min(rest.find(' '), rest.size());
        found.emplace(rest.substr(0, space), line.noun);
        rest.remove_prefix(std::min(space + 1, rest.size()));
      }
    }
    return found;
  }();
  const auto found = all.find(meaning);
  return found == all.end() ? Noun::none : found->second;
}

}  // namespace ombud::discovery
