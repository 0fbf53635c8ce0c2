"""Sentences for the free text that people write, with the names of those who stand in it."""

NOTES = [
    "Ringde {person} på {phone}, svarade inte. Försöker igen i morgon.",
    "{person} har lång erfarenhet av {field} och söker något närmare {city}.",
    "Bra intryck vid första samtalet. {first} vill ha besked senast på fredag.",
    "{person} rekommenderades av {other}, som hade hen i sitt lag i tre år.",
    "{first} drar tillbaka ansökan: har tackat ja till ett annat jobb.",
    "Skickade uppgifter till kunden. De vill gärna träffa {first} i nästa vecka.",
    "Löneanspråk {salary} kr. {first} kan börja efter tre månaders uppsägningstid.",
    "Talade med {other} om {person}: noggrann, lätt att arbeta med, ibland för snäll.",
    "Återkopplade till {first} via {email}. Vill stå kvar i registret ett år till.",
    "Har gått kursen i arbetsrätt. {person} saknar B-körkort men bor {city}.",
]
VACANCY_NOTES = [
    "Kunden vill ha tre namn före månadens slut.",
    "{person} och {other} till andra intervju.",
    "Annonsen förlängd en vecka. Hittills {count} ansökningar.",
    "{person} var kundens förstaval men tackade nej.",
    "Kravprofilen ändrad: norska eller danska är ett plus.",
]
LETTERS = [
    "Hej! Jag heter {person} och söker tjänsten som {title}. Jag har arbetat med {field} i {years} "
    "år, nu senast i {city}. Jag trivs bäst när det är många bollar i luften.\n\nVänliga "
    "hälsningar\n{person}\n{phone}",
    "Till den det berör. Med intresse har jag läst er annons om {title}. Min bakgrund är {field}. "
    "Ni når mig på {email}. Mvh {first}",
    "Hei, jeg heter {person} og søker stillingen. Jeg har jobbet med {field} i {years} år og "
    "flytter til {city} i høst. Ring meg gjerne på {phone}.",
]
RESUME = """CV
{person}
{street}, {postal_code} {city}
{phone} · {email}
Född {born}

Arbete
{year_1}–nu   {title}, {employer}
{year_2}–{year_1}   {title_2}, {employer_2}

Utbildning
{year_3}–{year_2}   {field}, {school}

Språk: svenska, engelska{language}
Referenser: {referees}"""
REFEREE_SAID = [
    "Mycket pålitlig. {first} tar ansvar och säger till i tid.",
    "{person} arbetade hos oss i {years} år. Skulle anställa igen.",
    "Duktig men behövde stöd i början. Kom bra överens med alla utom en chef.",
    "",
]
FIELDS = ["arbetsrätt", "löneadministration", "kommunikation", "förhandling", "ekonomi",
          "dataanalys", "vård och omsorg", "logistik", "undervisning", "systemutveckling"]
TITLES = ["ombudsman", "löneadministratör", "kommunikatör", "förhandlare", "ekonom", "utredare",
          "medlemsrådgivare", "systemförvaltare", "projektledare", "assistent"]
EMPLOYERS = ["Lövhamns Kraft", "Granvik Omsorg", "Åkerby Mekaniska", "Sjöhult Logistik",
             "Ekbacka Friskola", "Tallmo Teknik", "Norrvåg Sjöfrakt", "Ørnevik Data",
             "Brunnsta Bygg", "Fågelvik Livs", "Höganäs Glimt", "Ljungsele Trä", "Kvarnby Kommun",
             "Åsmunda Hotell"]
SCHOOLS = ["Umeå universitet", "Linköpings universitet", "Göteborgs universitet",
           "Lunds universitet", "Københavns Universitet", "Universitetet i Oslo", "folkhögskola",
           "Komvux"]
LANGUAGES = ["", ", norska", ", danska", ", finska", ", arabiska", ", tyska"]
TASKS = ["Förberedde årsmötet", "Löneöversyn {company}", "Svarade på medlemsfrågor", "Resa {city}",
         "Avstämning med {other}", "Utbildning för förtroendevalda", "Möte med {other} om budgeten",
         "Skrev remissvar", "Förhandling hos {company}", "Administration", "Stöd till {other}",
         "Kundmöte, protokoll av {other}", "Felsökning i medlemssystemet", "Planering av kampanj"]
CASE_TITLES = ["Uppsägning utan saklig grund", "Felaktig lön", "Arbetsmiljö: hög belastning",
               "Kränkande särbehandling", "Omplacering", "Övertid som inte betalas",
               "Rehabilitering", "Föräldraledighet nekad"]
CASE_NOTES = [
    "{person} ringde. Chefen på {company} vägrar lämna ut tidrapporterna. Återkommer på {phone}.",
    "Förhandling med {company}: närvarande {person}, {other} och vår ombudsman. Ingen enighet.",
    "{first} är sjukskriven till månadens slut och orkar inte träffa arbetsgivaren ensam.",
    "{other} på samma arbetsplats bekräftar det som {person} berättar.",
    "Arbetsgivaren betalar {salary} kr. {first} är nöjd. Ärendet kan stängas.",
    "Skickade fullmakt till {email} för underskrift.",
    "Personnummer {number} behövs för fullmakten; {first} mejlar resten.",
]


def some_pdf(lines):
    """A small PDF file, one page of text: what people attach."""
    text = " T* ".join(
        f"({line.translate({40: None, 41: None, 92: None})}) Tj" for line in lines)
    drawn = f"BT /F1 11 Tf 14 TL 60 780 Td {text} ET".encode("cp1252", "replace")
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
               b"/Resources<</Font<</F1 5 0 R>>>>>>",
               b"<</Length %d>>stream\n%b\nendstream" % (len(drawn), drawn),
               b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"]
    pdf, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(pdf))
        pdf += b"%d 0 obj%b endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return pdf + (b"xref\n0 6\n0000000000 65535 f \n%btrailer<</Size 6/Root 1 0 R>>\n"
                  b"startxref\n%d\n%%%%EOF\n" % (table, len(pdf)))
