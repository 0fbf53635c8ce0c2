// Schemas as Swedish trades write them: what is found by their names alone.
#include "discovery/drawn_test.h"

namespace ombud::discovery {
namespace {

TEST(Schema, OfASwedishPersonnelSystem) {
  const Drawn drawn(
      sql::Engine::sqlite,
      {
          ("create table avdelning (avd_id integer primary key, namn text not null, "
           "kostnadsstalle varchar(10), chef_id integer references anstalld(anst_id))"),
          ("create table anstalld (anst_id integer primary key, anstnr varchar(10) not null "
           "unique, pnr char(12) not null unique, fnamn varchar(40) not null, enamn varchar(40) "
           "not null, adr varchar(60), postnr char(6), ort varchar(40), tfn_hem varchar(20), "
           "mobil varchar(20), epost varchar(80), kon char(1), fodd date, anst_dat date, "
           "slut_dat date, befattning varchar(40), avd_id integer references avdelning(avd_id), "
           "manlon decimal(10,2), lonekonto varchar(20), clearingnr char(5), skattetabell "
           "integer, facktillh varchar(30), civilst char(1), foto blob, andrad_av varchar(20), "
           "andrad_tid datetime)"),
          ("create table franvaro (franvaro_id integer primary key, anst_id integer not null "
           "references anstalld(anst_id), orsak_kod integer not null references "
           "franvaroorsak(kod), fran_dat date not null, till_dat date, omfattning integer, "
           "lakarintyg boolean, anm text)"),
          "create table franvaroorsak (kod integer primary key, benamning varchar(40))",
          ("create table lonespec (lonespec_id integer primary key, anst_id integer not null "
           "references anstalld(anst_id), period char(6), bruttolon decimal(10,2), skatt "
           "decimal(10,2), nettolon decimal(10,2), utbet_dat date)"),
          ("create table narmast_anhorig (id integer primary key, anst_id integer not null "
           "references anstalld(anst_id), namn varchar(60), relation varchar(20), telefon "
           "varchar(20))"),
          ("create table utvecklingssamtal (id integer primary key, anst_id integer not null "
           "references anstalld(anst_id), chef_id integer references anstalld(anst_id), datum "
           "date, anteckningar text, betyg integer)"),
          "create table kompetens (kompetens_id integer primary key, benamning varchar(60))",
          ("create table anst_kompetens (anst_id integer not null references anstalld(anst_id), "
           "kompetens_id integer not null references kompetens(kompetens_id), niva integer, "
           "primary key (anst_id, kompetens_id))"),
          "create table helgdag (datum date primary key, namn varchar(40))",
      },
      false);
  EXPECT_EQ(drawn.fields("avdelning"), "");
  EXPECT_EQ(drawn.fields("anstalld"),
            ("anstnr pnr fnamn enamn adr postnr ort tfn_hem mobil epost kon fodd "
             "anst_dat slut_dat befattning avd_id manlon lonekonto clearingnr "
             "skattetabell facktillh civilst foto andrad_av"));
  EXPECT_EQ(drawn.fields("franvaro"), "orsak_kod fran_dat till_dat omfattning lakarintyg anm");
  EXPECT_EQ(drawn.fields("franvaroorsak"), "");
  EXPECT_EQ(drawn.fields("lonespec"), "bruttolon skatt nettolon utbet_dat");
  EXPECT_EQ(drawn.fields("narmast_anhorig"), "namn relation telefon");
  EXPECT_EQ(drawn.fields("utvecklingssamtal"), "chef_id datum anteckningar betyg");
  EXPECT_EQ(drawn.fields("kompetens"), "");
  EXPECT_EQ(drawn.fields("anst_kompetens"), "kompetens_id niva");
  EXPECT_EQ(drawn.fields("helgdag"), "");
}

TEST(Schema, OfASwedishUnion) {
  const Drawn drawn(
      sql::Engine::sqlite,
      {
          ("create table medlemmar (medlem_id integer primary key, medlemsnummer varchar(10) "
           "unique not null, personnr varchar(13) unique not null, namn varchar(100) not null, "
           "gatuadress varchar(100), postadress varchar(100), hemtelefon varchar(20), "
           "mobiltelefon varchar(20), e_post varchar(100), arbetsgivare_id integer, yrkeskod "
           "varchar(10), manadslon integer, intradesdatum date, uttradesdatum date, "
           "autogiro_konto varchar(30), status varchar(20), anteckning text)"),
          ("create table arbetsgivare (arbetsgivare_id integer primary key, foretagsnamn "
           "varchar(100), orgnr varchar(11), adress varchar(100), postort varchar(50))"),
          ("create table avgifter (avgift_id integer primary key, medlem_id integer not null, "
           "period varchar(6), belopp integer, betald date)"),
          ("create table arenden (arende_id integer primary key, medlem_id integer not null, "
           "handlaggare varchar(20), rubrik varchar(100), beskrivning text, oppnat date, "
           "avslutat date)"),
          ("create table arendeanteckningar (id integer primary key, arende_id integer not null, "
           "anvandare varchar(20), tidpunkt datetime, text text)"),
          ("create table fortroendeuppdrag (id integer primary key, medlem_id integer not null, "
           "uppdrag varchar(50), from_datum date, tom_datum date)"),
          ("create table utskick (id integer primary key, amne varchar(100), brodtext text, "
           "skickat datetime)"),
          ("create table utskick_mottagare (utskick_id integer not null, medlem_id integer not "
           "null, epost varchar(100), oppnad datetime, primary key (utskick_id, medlem_id))"),
          ("create table anvandare (anvandarnamn varchar(20) primary key, losenord varchar(100) "
           "not null, namn varchar(100), epost varchar(100), behorighet varchar(20), "
           "senast_inloggad datetime)"),
          "create table yrken (yrkeskod varchar(10) primary key, benamning varchar(100))",
      },
      false);
  EXPECT_EQ(drawn.fields("medlemmar"),
            ("medlemsnummer personnr namn gatuadress postadress hemtelefon "
             "mobiltelefon e_post arbetsgivare_id yrkeskod manadslon intradesdatum "
             "uttradesdatum autogiro_konto anteckning"));
  EXPECT_EQ(drawn.fields("arbetsgivare"), "");
  EXPECT_EQ(drawn.fields("avgifter"), "medlem_id belopp betald");
  EXPECT_EQ(drawn.fields("arenden"), "medlem_id handlaggare rubrik beskrivning oppnat avslutat");
  EXPECT_EQ(drawn.fields("arendeanteckningar"), "anvandare tidpunkt text");
  EXPECT_EQ(drawn.fields("fortroendeuppdrag"), "medlem_id uppdrag from_datum tom_datum");
  EXPECT_EQ(drawn.fields("utskick"), "");
  EXPECT_EQ(drawn.fields("utskick_mottagare"), "medlem_id epost oppnad");
  EXPECT_EQ(drawn.fields("anvandare"), "anvandarnamn losenord namn epost senast_inloggad");
  EXPECT_EQ(drawn.fields("yrken"), "");
}

TEST(Schema, OfASwedishLandlord) {
  const Drawn drawn(
      sql::Engine::sqlite,
      {
          ("create table hyresgast (hgid integer primary key, persnr varchar(13), efternamn "
           "varchar(40), fornamn varchar(40), telefon_bostad varchar(20), telefon_arbete "
           "varchar(20), epost varchar(80), medsokande_namn varchar(80), inkomst_ar integer, "
           "betalningsanmarkning boolean, god_man varchar(80), skapad datetime, senast_andrad "
           "datetime)"),
          ("create table lagenhet (lghnr varchar(10) primary key, fastighet_id integer "
           "references fastighet(id), adress varchar(80), vaning integer, antal_rum integer, yta "
           "decimal(6,1), hyra decimal(10,2))"),
          ("create table fastighet (id integer primary key, beteckning varchar(40), byggar "
           "integer, forvaltare varchar(40))"),
          ("create table kontrakt (kontraktsnr varchar(12) primary key, hgid integer not null "
           "references hyresgast(hgid), lghnr varchar(10) not null references lagenhet(lghnr), "
           "inflyttning date, utflyttning date, uppsagd_datum date, andrahand boolean)"),
          ("create table hyresavi (avinr varchar(20) primary key, kontraktsnr varchar(12) not "
           "null references kontrakt(kontraktsnr), belopp decimal(10,2), forfallodag date, "
           "betald date, ocr varchar(20))"),
          ("create table felanmalan (id integer primary key, hgid integer references "
           "hyresgast(hgid), lghnr varchar(10), rubrik varchar(80), beskrivning text, inkom "
           "datetime, atgardad datetime, handlaggare varchar(40), husdjur boolean, huvudnyckel "
           "boolean)"),
          ("create table stoerning (id integer primary key, anmald_hgid integer references "
           "hyresgast(hgid), anmalare_hgid integer references hyresgast(hgid), tidpunkt "
           "datetime, beskrivning text)"),
          ("create table nyckelkvittens (id integer primary key, hgid integer not null "
           "references hyresgast(hgid), nyckelnr varchar(10), kvitterad date, aterlamnad date)"),
          ("create table ko (id integer primary key, namn varchar(80), personnummer varchar(13), "
           "epost varchar(80), kotid_fran date, onskat_omrade varchar(40))"),
      },
      false);
  EXPECT_EQ(drawn.fields("hyresgast"),
            ("persnr efternamn fornamn telefon_bostad telefon_arbete epost "
             "medsokande_namn inkomst_ar betalningsanmarkning god_man skapad"));
  EXPECT_EQ(drawn.fields("lagenhet"), "");
  EXPECT_EQ(drawn.fields("fastighet"), "");
  EXPECT_EQ(drawn.fields("kontrakt"), "inflyttning utflyttning uppsagd_datum");
  EXPECT_EQ(drawn.fields("hyresavi"), "belopp betald ocr");
  EXPECT_EQ(drawn.fields("felanmalan"), "lghnr rubrik beskrivning inkom atgardad handlaggare");
  EXPECT_EQ(drawn.fields("stoerning"), "anmalare_hgid tidpunkt beskrivning");
  EXPECT_EQ(drawn.fields("nyckelkvittens"), "kvitterad aterlamnad");
  EXPECT_EQ(drawn.fields("ko"), "namn personnummer epost kotid_fran onskat_omrade");
}

}  // namespace
}  // namespace ombud::discovery
