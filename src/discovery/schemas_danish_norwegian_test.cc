// Schemas as Danish and Norwegian trades write them: what is found by their names alone.
#include "discovery/drawn_test.h"

namespace ombud::discovery {
namespace {

TEST(Schema, OfADanishClinic) {
  const Drawn drawn(
      sql::Engine::sqlite,
      {
          ("create table patienter (patient_id integer primary key, cprnr varchar(11) not null, "
           "fornavn varchar(50) not null, efternavn varchar(50) not null, adresse varchar(100), "
           "postnummer varchar(4), bynavn varchar(50), tlf varchar(20), mobiltlf varchar(20), "
           "email varchar(100), koen varchar(1), egen_laege varchar(100), paaroerende_navn "
           "varchar(100), paaroerende_tlf varchar(20), oprettet datetime)"),
          ("create table behandlere (behandler_id integer primary key, navn varchar(100) not "
           "null, autorisationsnr varchar(10), speciale varchar(50), email varchar(100))"),
          ("create table konsultationer (konsultation_id integer primary key, patient_id integer "
           "not null references patienter(patient_id), behandler_id integer not null references "
           "behandlere(behandler_id), tidspunkt datetime not null, varighed_min integer, "
           "diagnosekode varchar(10), journalnotat text)"),
          ("create table recepter (recept_id integer primary key, patient_id integer not null "
           "references patienter(patient_id), praeparat varchar(100), dosering varchar(100), "
           "udstedt date, udstedt_af integer references behandlere(behandler_id))"),
          "create table diagnosekoder (kode varchar(10) primary key, tekst varchar(200))",
          ("create table fakturaer (faktura_id integer primary key, patient_id integer not null "
           "references patienter(patient_id), fakturanr varchar(20), beloeb decimal(10,2), "
           "fakturadato date, betalt_dato date)"),
          "create table postnumre (postnr varchar(4) primary key, by varchar(50))",
          ("create table allergier (id integer primary key, patient_id integer not null "
           "references patienter(patient_id), stof varchar(100), reaktion varchar(200))"),
          ("create table sms_beskeder (id integer primary key, patient_id integer references "
           "patienter(patient_id), modtager_tlf varchar(20), tekst varchar(500), sendt datetime)"),
      },
      false);
  EXPECT_EQ(drawn.fields("patienter"),
            ("cprnr fornavn efternavn adresse postnummer bynavn tlf mobiltlf email "
             "koen egen_laege paaroerende_navn paaroerende_tlf oprettet"));
  EXPECT_EQ(drawn.fields("behandlere"), "navn autorisationsnr speciale email");
  EXPECT_EQ(drawn.fields("konsultationer"), "behandler_id tidspunkt diagnosekode journalnotat");
  EXPECT_EQ(drawn.fields("recepter"), "praeparat dosering udstedt udstedt_af");
  EXPECT_EQ(drawn.fields("diagnosekoder"), "");
  EXPECT_EQ(drawn.fields("fakturaer"), "beloeb fakturadato betalt_dato");
  EXPECT_EQ(drawn.fields("postnumre"), "");
  EXPECT_EQ(drawn.fields("allergier"), "stof reaktion");
  EXPECT_EQ(drawn.fields("sms_beskeder"), "modtager_tlf tekst sendt");
}

TEST(Schema, OfADanishRecruiter) {
  const Drawn drawn(
      sql::Engine::sqlite,
      {
          ("create table kandidat (id integer primary key, fornavn varchar(50), efternavn "
           "varchar(50), foedselsdato date, koen varchar(10), email varchar(100), telefon "
           "varchar(20), adresse varchar(100), postnr varchar(10), by varchar(50), nationalitet "
           "varchar(50), linkedin_url varchar(200), cv_tekst text, cv_fil blob, loenoenske "
           "integer, opsigelsesvarsel varchar(50), straffeattest boolean, oprettet_dato "
           "datetime, slettes_dato date)"),
          ("create table stilling (id integer primary key, titel varchar(100), virksomhed_id "
           "integer, beskrivelse text, kontakt_id integer, loen_fra integer, loen_til integer, "
           "opslaaet date, frist date)"),
          ("create table virksomhed (id integer primary key, navn varchar(100), cvr varchar(8), "
           "adresse varchar(100), telefon varchar(20), hjemmeside varchar(100))"),
          ("create table kontaktperson (id integer primary key, virksomhed_id integer not null, "
           "navn varchar(100), stilling varchar(50), direkte_tlf varchar(20), mail varchar(100))"),
          ("create table ansoegning (id integer primary key, kandidat_id integer not null, "
           "stilling_id integer not null, modtaget datetime, status varchar(20), "
           "motiveret_ansoegning text, vurdering integer, konsulent_id integer)"),
          ("create table reference_person (id integer primary key, kandidat_id integer not null, "
           "navn varchar(100), firma varchar(100), telefon varchar(20), udtalelse text)"),
          ("create table samtale (id integer primary key, ansoegning_id integer not null, "
           "tidspunkt datetime, sted varchar(100), referat text, deltagere varchar(200))"),
          ("create table konsulent (id integer primary key, initialer varchar(5), navn "
           "varchar(100), email varchar(100), kodeord_hash varchar(200))"),
          ("create table personlighedstest (id integer primary key, kandidat_id integer not "
           "null, testdato date, resultat_json text)"),
          "create table kompetence (id integer primary key, navn varchar(50))",
          ("create table kandidat_kompetence (kandidat_id integer not null, kompetence_id "
           "integer not null, niveau integer, primary key (kandidat_id, kompetence_id))"),
      },
      false);
  EXPECT_EQ(drawn.fields("kandidat"),
            ("fornavn efternavn foedselsdato koen email telefon adresse postnr "
             "by nationalitet linkedin_url cv_tekst cv_fil loenoenske "
             "opsigelsesvarsel straffeattest oprettet_dato"));
  EXPECT_EQ(drawn.fields("stilling"), "");
  EXPECT_EQ(drawn.fields("virksomhed"), "");
  EXPECT_EQ(drawn.fields("kontaktperson"), "navn stilling direkte_tlf mail");
  EXPECT_EQ(drawn.fields("ansoegning"),
            "kandidat_id modtaget motiveret_ansoegning vurdering konsulent_id");
  EXPECT_EQ(drawn.fields("reference_person"), "kandidat_id navn firma telefon udtalelse");
  EXPECT_EQ(drawn.fields("samtale"), "tidspunkt sted referat deltagere");
  EXPECT_EQ(drawn.fields("konsulent"), "initialer navn email kodeord_hash");
  EXPECT_EQ(drawn.fields("personlighedstest"), "kandidat_id testdato resultat_json");
  EXPECT_EQ(drawn.fields("kompetence"), "");
  EXPECT_EQ(drawn.fields("kandidat_kompetence"), "kandidat_id kompetence_id niveau");
}

TEST(Schema, OfANorwegianClub) {
  const Drawn drawn(
      sql::Engine::sqlite,
      {
          ("create table medlem (id integer primary key, medlemsnr integer not null unique, "
           "fornavn varchar(50), etternavn varchar(50), fodselsdato date, kjonn varchar(1), "
           "adresse varchar(100), postnr varchar(4), poststed varchar(50), epost varchar(100), "
           "mobil varchar(20), innmeldt date, utmeldt date, foresatt_id integer references "
           "medlem(id), bilde blob, status varchar(10))"),
          ("create table kontingent (id integer primary key, medlem_id integer not null "
           "references medlem(id), aar integer, belop decimal(10,2), betalt_dato date, kid "
           "varchar(25))"),
          ("create table lag (id integer primary key, navn varchar(50), trener_id integer "
           "references medlem(id), sesong varchar(9))"),
          ("create table lag_medlem (lag_id integer not null references lag(id), medlem_id "
           "integer not null references medlem(id), rolle varchar(20), primary key (lag_id, "
           "medlem_id))"),
          ("create table oppmote (id integer primary key, medlem_id integer not null references "
           "medlem(id), arrangement_id integer not null references arrangement(id), mott "
           "boolean)"),
          ("create table arrangement (id integer primary key, tittel varchar(100), starttid "
           "datetime, sted varchar(100), beskrivelse text)"),
          ("create table verv (id integer primary key, medlem_id integer not null references "
           "medlem(id), vervtype varchar(30), fra date, til date)"),
          ("create table politiattest (id integer primary key, medlem_id integer not null "
           "references medlem(id), fremlagt_dato date, kontrollert_av integer references "
           "medlem(id))"),
          ("create table samtykke (id integer primary key, medlem_id integer not null references "
           "medlem(id), formaal varchar(50), gitt boolean, gitt_dato datetime)"),
          ("create table bruker (id integer primary key, brukernavn varchar(50) not null unique, "
           "passord varchar(255) not null, medlem_id integer unique references medlem(id), "
           "sist_innlogget datetime)"),
          "create table innstillinger (nokkel varchar(50) primary key, verdi text)",
      },
      false);
  EXPECT_EQ(drawn.fields("medlem"),
            ("medlemsnr fornavn etternavn fodselsdato kjonn adresse postnr poststed "
             "epost mobil innmeldt utmeldt foresatt_id bilde"));
  EXPECT_EQ(drawn.fields("kontingent"), "belop betalt_dato");
  EXPECT_EQ(drawn.fields("lag"), "");
  EXPECT_EQ(drawn.fields("lag_medlem"), "lag_id rolle");
  EXPECT_EQ(drawn.fields("oppmote"), "");
  EXPECT_EQ(drawn.fields("arrangement"), "");
  EXPECT_EQ(drawn.fields("verv"), "fra til");
  EXPECT_EQ(drawn.fields("politiattest"), "fremlagt_dato kontrollert_av");
  EXPECT_EQ(drawn.fields("samtykke"), "formaal gitt gitt_dato");
  EXPECT_EQ(drawn.fields("bruker"), "brukernavn passord sist_innlogget");
  EXPECT_EQ(drawn.fields("innstillinger"), "");
}

TEST(Schema, OfANorwegianPersonnelSystemWithoutKeys) {
  const Drawn drawn(
      sql::Engine::sqlite,
      {
          ("create table ansatt (ansattnr integer primary key, fnr varchar(11), fornavn "
           "varchar(50), mellomnavn varchar(50), etternavn varchar(50), privatadresse "
           "varchar(100), postnummer varchar(4), poststed varchar(50), privat_epost "
           "varchar(100), jobb_epost varchar(100), mobilnr varchar(15), sivilstatus varchar(10), "
           "statsborgerskap varchar(50), stillingsprosent decimal(5,2), stillingskode "
           "varchar(10), avdelingsnr integer, naermeste_leder integer, tiltredelsesdato date, "
           "sluttdato date, timelonn decimal(10,2), kontonr varchar(11), fagforening "
           "varchar(50), skattekommune varchar(4), bilde blob)"),
          ("create table avdeling (avdelingsnr integer primary key, avdelingsnavn varchar(50), "
           "leder integer)"),
          ("create table sykefravaer (id integer primary key, ansattnr integer not null, "
           "fra_dato date, til_dato date, prosent integer, diagnosekode varchar(10), egenmelding "
           "boolean)"),
          ("create table parorende (id integer primary key, ansattnr integer not null, navn "
           "varchar(100), slektskap varchar(30), tlf varchar(15))"),
          ("create table lonnslipp (id integer primary key, ansattnr integer not null, periode "
           "varchar(7), brutto decimal(10,2), skattetrekk decimal(10,2), netto decimal(10,2), "
           "utbetalt date)"),
          ("create table timeliste (id integer primary key, ansattnr integer not null, dato "
           "date, inn time, ut time, prosjektkode varchar(10), kommentar varchar(255), "
           "godkjent_av integer)"),
          ("create table prosjekt (prosjektkode varchar(10) primary key, navn varchar(50), "
           "prosjektleder integer)"),
          ("create table kurs (kursid integer primary key, kursnavn varchar(100), varighet "
           "integer)"),
          ("create table kursdeltakelse (kursid integer not null, ansattnr integer not null, "
           "gjennomfort date, karakter varchar(2), primary key (kursid, ansattnr))"),
          ("create table medarbeidersamtale (id integer primary key, ansattnr integer not null, "
           "dato date, referat text, mal text)"),
          ("create table advarsel (id integer primary key, ansattnr integer not null, dato date, "
           "arsak text, gitt_av integer)"),
          ("create table stillingskoder (stillingskode varchar(10) primary key, tekst "
           "varchar(100))"),
      },
      false);
  EXPECT_EQ(drawn.fields("ansatt"),
            ("fnr fornavn mellomnavn etternavn privatadresse postnummer poststed "
             "privat_epost jobb_epost mobilnr sivilstatus statsborgerskap "
             "stillingsprosent stillingskode avdelingsnr naermeste_leder "
             "tiltredelsesdato sluttdato timelonn kontonr fagforening skattekommune "
             "bilde"));
  EXPECT_EQ(drawn.fields("avdeling"), "");
  EXPECT_EQ(drawn.fields("sykefravaer"),
            "ansattnr fra_dato til_dato prosent diagnosekode egenmelding");
  EXPECT_EQ(drawn.fields("parorende"), "ansattnr navn slektskap tlf");
  EXPECT_EQ(drawn.fields("lonnslipp"), "ansattnr brutto skattetrekk netto utbetalt");
  EXPECT_EQ(drawn.fields("timeliste"), "ansattnr dato inn ut kommentar godkjent_av");
  EXPECT_EQ(drawn.fields("prosjekt"), "");
  EXPECT_EQ(drawn.fields("kurs"), "");
  EXPECT_EQ(drawn.fields("kursdeltakelse"), "ansattnr gjennomfort karakter");
  EXPECT_EQ(drawn.fields("medarbeidersamtale"), "ansattnr dato referat mal");
  EXPECT_EQ(drawn.fields("advarsel"), "ansattnr dato arsak gitt_av");
  EXPECT_EQ(drawn.fields("stillingskoder"), "");
}

}  // namespace
}  // namespace ombud::discovery
