"""Languages that are read as a trial: told from their neighbours, labelled, every claim for review; and what their
letters and endings must not break."""

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minetrace.reading import read
from minetrace.reading.pack import load_pack
from minetrace.reading.text import detect_language, normalise, recased

PHRASES = Path(__file__).parent / "phrases"
CATALOGUE = Path(__file__).parent / "catalogue"
PUBLISHED = dt.date(2024, 4, 16)
WORDS = {
    "az": [
        *(
            "mina",
            "minanın",
            "350",
            "45-i",
            "1000-ə",
            "tapılıb",
            "və",
            "Ağdamda",
            "Laçının",
            "onlardan",
            "12,5",
            "tank",
        ),
        *(
            "əleyhinə",
            "Müdafiə",
            "Nazirliyinin",
            "məlumatına",
            "görə",
            "bildirib",
            "ki",
            "avqustun",
            "15-də",
            "2022-ci",
        ),
        *(
            "ildə",
            "həlak",
            "olub",
            "nəfər",
            "hektardan",
            "çox",
            "ANAMA-nın",
            "TM-62-dən",
            '"Report"a',
            "İRAN",
            "IŞIQLI",
        ),
        *("səfər", "edib", "bəyanatın", "4-cü", "bəndini", "pozub", "dəvəti", "ilə", ",", ".", ":", ";", "(", ")", "-"),
    ],
    "es": [
        *("minas", "350", "fueron", "halladas", "y", "destruidas", "en", "Tumaco", "de", "las", "cuales", "12,5", "el"),
        *("dijo", "según", "mayo", "5", "2023", "murieron", "heridos", "personas", "mil", "hectáreas", "PMN-2", "un"),
        *("desde", "lunes", "Ministerio", "ANAMA", "treinta", "artículo", "Convención", "de Ottawa", "viola", "negó"),
        *("visitaron", "campo minado", "más de", ",", ".", ":", ";", "(", ")", '"', "-"),
    ],
}


@pytest.mark.parametrize("language", sorted(WORDS))
def test_there_are_enough_phrases(language: str) -> None:
    groups = [json.loads(path.read_text("utf-8"))["classes"] for path in (PHRASES / language).glob("*.json")]
    assert sum(len(group["sentences"]) for classes in groups for group in classes) >= 120
    assert len(list((CATALOGUE / language / "composed").glob("*.json"))) >= 3


@pytest.mark.parametrize("language", sorted(WORDS))
def test_whole_texts_are_told_from_others_labelled_and_reviewed(language: str) -> None:
    for path in sorted((CATALOGUE / language / "composed").glob("*.json")):
        (entry,) = json.loads(path.read_text("utf-8"))
        reading = read(entry["text"], published=dt.date.fromisoformat(entry["published"]))
        assert (reading.language, len(reading.claims) >= 8) == (language, True)
        assert reading.notes == (
            f"The reader is experimental in {load_pack(language).name}: every claim is for review.",
        )
        assert {claim.tier for claim in reading.claims} == {"review"}
        assert all("experimental_language" in {doubt.code for doubt in claim.doubts} for claim in reading.claims)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ağdamda 14 mina tapılıb və zərərsizləşdirilib.", "az"),
        ("AĞDAMDA 14 MİNA TAPILIB VƏ ZƏRƏRSİZLƏŞDİRİLİB.", "az"),
        ("Bölgede 14 mayın bulundu ve imha edildi; iki asker için tören düzenlendi.", "tr"),
        ("Fueron halladas 14 minas en el municipio y dos soldados murieron, según la policía.", "es"),
        ("Foram achadas 14 minas no município e dois soldados morreram, disse a polícia.", "pt"),
        ("Sono state trovate 14 mine nel comune e due soldati sono morti.", "it"),
        ("The sappers found 14 mines in the municipality of Los Santos and two soldiers were killed.", "en"),
        ("Sappers lifted forty-five anti-tank mines near Barda.", "en"),
        ("THREAD. 1/ Demining a single field near Orlec. Day 1: 14 PFM-1. 2/ No, we don't need another drone.", "en"),
        ("Под Оршей сняли 12 мин.", "ru"),
        ("Знято 12 «Пелюсток».", "uk"),
        ("Ağdamda 14 mina tapılıb.", "az"),
    ],
)
def test_neighbours_are_told_apart(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize("language", sorted(WORDS))
@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_any_order_of_words_is_read_and_quoted(language: str, data: st.DataObject) -> None:
    text = " ".join(data.draw(st.lists(st.sampled_from(WORDS[language]), max_size=40)))
    for claim in read(text, published=PUBLISHED, language=language).claims:
        assert text[slice(*claim.span)] == claim.quote


def test_dotted_and_dotless_letters_keep_their_places() -> None:
    capitals = load_pack("az").capitals
    normal = recased(normalise("İrəvan, IŞIQLI, Iğdır: 5 MİNA"), capitals)
    assert normal.lower == "irəvan, ışıqlı, ığdır: 5 mina"
    assert len(normal.lower) == len(normal.text) == len(normal.original)


@pytest.mark.parametrize(
    ("text", "quote", "place"),
    [
        ("DÜNƏN AĞDAMDA 5 MİNA TAPILIB.", "5 MİNA", "AĞDAM"),
        ("Dünən Böyük Işıqlıda 5 mina tapılıb.", "5 mina", "Böyük Işıqlı"),
        ("Dünən İmişlidə 5 minanın tapıldığı bildirilir.", "5 minanın", "İmişli"),
    ],
)
def test_names_stand_without_their_endings(text: str, quote: str, place: str) -> None:
    (claim,) = read(text, published=PUBLISHED, language="az").claims
    assert (claim.quote, claim.places) == (quote, (place,))


@pytest.mark.parametrize(
    ("text", "language"),
    [("mines - of and", "en"), ("minas - y y", "es"), ("mina mina - və və", "az"), ("мин мин - и и", "ru")],
)
def test_nothing_but_connectors_is_no_speaker(text: str, language: str) -> None:
    assert read(text, language=language).claims == ()
