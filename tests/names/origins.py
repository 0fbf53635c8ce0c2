#!/usr/bin/env python3
"""Invents sentences with names by origin, to measure that no origin is found less than another.

    tests/names/origins.py > ORIGINS

JSON lines {"text", "spans", "group"} for `train_names judge`. The names below are put together at
random; the sentences are none of those that the name finder was trained on.
"""

import itertools
import json
import random

ORIGINS = {
    "Swedish": (
        "Gunilla Torbjörn Ebba Lennart Siv Hampus Agneta Melker Yngve Tuva",
        "Hedlundh Bergåker Kvarnlöf Stenkil Ahlbäck Rosenhammar Lejdström Fors Oskarsson "
        "Vikner"),
    "Danish": (
        "Gitte Flemming Karoline Preben Lærke Torben Dorthe Mikkel Ulla Jeppe",
        "Bækholm Søltoft Raunkjær Damsted Overbye Kragsø Fruergaard Thomsen Hvidkjær "
        "Lunding"),
    "Norwegian": (
        "Ragnhild Sindre Turid Eirik Guro Odd Marit Sigbjørn Ingunn Truls",
        "Bråtveit Sørhagen Kvernland Nedrelid Moldestad Fjellanger Haukebø Olstad "
        "Rønnevik Gjerløw"),
    "Sami and Icelandic": (
        "Máret Ánte Risten Jovnna Sigríður Þorsteinn Guðrún Hrafn Elle Nils-Aslak",
        "Utsi Sokki Gaup Eira Helgadóttir Jónsson Stefánsdóttir Valkeapää Sara Labba"),
    "Finnish": (
        "Päivi Jukka Satu Tapani Eeva-Liisa Veikko Outi Heikki Tuulikki Antti",
        "Koskela Hautaviita Rantamäki Pulliainen Kivistö Saarnilehto Virolainen "
        "Ylä-Anttila Mäkipää Tuominen"),
    "Arabic": (
        "Fatima Omar Layla Khaled Nour Youssef Amal Tariq Hanan Bilal",
        "Al-Hassani Haddad Mansouri Barakat El-Sayed Khoury Darwish Zeidan Abboud Najjar"),
    "Persian and Kurdish": (
        "Shirin Reza Parisa Hossein Nasrin Behrouz Rojin Azad Mahsa Kaveh",
        "Tehrani Karimi Hosseinzadeh Moradi Rostami Sharifi Barzani Ahmadpour Golzar "
        "Farahani"),
    "Somali and Eritrean": (
        "Fadumo Abdirahman Hodan Mahad Ayaan Liban Selam Tesfay Hibo Yonas",
        "Warsame Hirsi Abdullahi Farah Gebremedhin Haile Jama Osman Tekle Mohamud"),
    "West African": (
        "Chinedu Ngozi Kwame Abena Oluwaseun Fatoumata Mamadou Adaeze Kofi Aminata",
        "Okonkwo Mensah Adeyemi Diallo Asante Nwosu Traoré Owusu Balogun Sesay"),
    "Polish and Baltic": (
        "Agnieszka Krzysztof Małgorzata Piotr Rūta Jonas Katarzyna Andris Wojciech Ieva",
        "Wiśniewska Kowalczyk Zieliński Kazlauskas Ozoliņš Nowicka Dąbrowski Bērziņa Tamm "
        "Lewandowicz"),
    "Balkan": (
        "Jelena Goran Amra Dragan Emina Zoran Arben Vesna Besnik Mirela",
        "Petrović Hadžić Kovačević Berisha Krasniqi Jovanović Marković Hoxha Begić "
        "Dimitrov"),
    "Russian and Ukrainian": (
        "Svetlana Dmitri Oksana Sergej Ludmila Vladyslav Irina Bohdan Galina Mykola",
        "Kuznetsova Bondarenko Sokolov Shevchuk Petrenko Morozova Tkachenko Orlov Lysenko "
        "Fedorova"),
    "Turkish": (
        "Ayşe Mehmet Zeynep Mustafa Elif Emre Fatma Kemal Gülsüm Hakan",
        "Yılmaz Demirtaş Kaya Özdemir Şahin Aydoğan Çelik Arslan Koçak Türkmen"),
    "South Asian": (
        "Priya Rajesh Anjali Sanjay Deepa Arjun Nimal Thushara Farhana Imran",
        "Sharma Krishnamurthy Patel Rajaratnam Perera Banerjee Choudhury Iyer Mehta "
        "Sivakumar"),
    "East and South-East Asian": (
        "Linh Duc Mei Wei Siriporn Somchai Jose Maricel Hyun-woo Yuki",
        "Nguyen Tran Zhang Wong Srisai Dela-Cruz Santos Park Tanaka Pham"),
    "Western European": (
        "Siobhan Nigel Giulia Matteo Inés Javier Heike Jürgen Maëlle Thibault",
        "O'Sullivan Whitaker Bianchi Fernández Schneider Lefèvre Moreira Baumgartner "
        "Dupuis Gallagher"),
}

WHOLE = [
    "Igår kontaktade {} oss angående hyran.", "Ärendet togs över av {} i februari.",
    "Vi har inte fått svar från {} ännu", "Utbetalningen till {} stoppades.",
    "Sagen blev overtaget af {} i februar.", "Vi mangler stadig svar fra {}",
    "I går henvendte {} sig om huslejen.", "Udbetalingen til {} blev stoppet.",
    "Saken ble overtatt av {} i februar.", "Vi mangler fortsatt svar fra {}",
    "I går tok {} kontakt om husleia.", "Utbetalingen til {} ble stanset.",
    "Beslutat av: {}", "{} deltog inte.", "Mødeleder: {}", "Referent {}",
]
GIVEN = [
    "Kan {} ta hand om det här?", "Kan {} se på det?", "Lånade ut nyckeln till {} idag",
    "Lånte nøglen ud til {} i dag", "Lånte bort nøkkelen til {} i dag",
    "{} kommer tillbaka på måndag.",
]
SURNAME = [
    "Läkaren bad {} komma tillbaka.", "Enligt {} var dörren låst.", "Ifølge {} var døren låst.",
    "Ifølge {} var døra låst.", "{} har överklagat beslutet.", "{} har klaget over afgørelsen.",
]


def main():
    chance = random.Random(20261122)
    for group, (given, surnames) in ORIGINS.items():
        pairs = list(itertools.product(given.split(), surnames.split()))
        chance.shuffle(pairs)
        cases = [(chance.choice(WHOLE), f"{first} {last}", "whole") for first, last in pairs[:60]]
        cases += [(one, name, "given") for name in given.split() for one in GIVEN]
        cases += [(one, name, "surname") for name in surnames.split() for one in SURNAME]
        for template, name, kind in cases:
            start = template.index("{}")
            print(json.dumps({"text": template.format(name), "group": f"{group}: {kind}",
                              "spans": [[start, start + len(name), "PERSON"]]}, ensure_ascii=False))


if __name__ == "__main__":
    main()
