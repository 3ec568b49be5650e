"""What the headings of school tables say, in the languages that school programs export."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from neuralpad.core.grades import FAIL, PASS, outcome_words


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TOTAL_ROWS = _words("""
average averages mean median total totals sum sums minimum maximum stdev deviation count durchschnitt
mittelwert summe notenschnitt moyenne totale ecart promedio media suma totaal gemiddelde ortalama toplam
srednia prumer
""")
_TOTAL_COMPANIONS = _words("""
class group the of grade grades all course standard overall classe klasse de la du
""")
_MAXIMUM_ROWS = (
    "maximum",
    "max points",
    "maximum points",
    "max mark",
    "max marks",
    "maximum marks",
    "max score",
    "maximum score",
    "points possible",
    "possible points",
    "out of",
    "possible",
    "hochstpunktzahl",
    "max punkte",
    "maximale punkte",
    "bareme",
    "puntos posibles",
)

NAMES = _words("""
name names fullname student students pupil learner candidate child firstname forename surname lastname schuler
schulerin schulername vorname nachname nom prenom eleve etudiant nombre apellido apellidos alumno alumna
estudiante nome sobrenome aluno aluna cognome alunno alunna studente leerling naam voornaam achternaam elev
navn namn ogrenci ad soyad uczen imie nazwisko jmeno prijmeni zak
""")
IDENTIFIERS = _words("""
id ids nr no number num code matrikel matrikelnummer numero numer key index email mail username login upn
candidatenumber lfd
""")
GRADES = _words("""
grade grades mark marks score scores test tests exam exams examination quiz quizzes assignment assignments
homework hw project essay lab labs oral oralexam orals written writing midterm coursework classwork work
classroom participation presentation paper task exercise exercises points pts percent percentage pct mean
reading speaking listening note noten klassenarbeit mundlich schriftlich hausaufgaben klausur referat
mitarbeit punkte controle devoir devoirs examen ecrit moyenne nota notas calificacion prueba deberes prova
provas teste voto voti verifica compito scritto orale cijfer toets karakter prov vurdering sinav odev sozlu
yazili puan ocena sprawdzian kartkowka znamka
""")
OUTCOMES = _words("""
outcome result results passed pass final exam examination verdict decision ergebnis bestanden abschluss
abschlussprufung prufung resultat examen admis resultado aprobado aprovado situacao risultato esito esame
promosso geslaagd uitslag bestatt godkand sonuc wynik zdal vysledek
""")
PLAIN_OUTCOMES = _words("""
outcome passed pass final verdict ergebnis bestanden admis aprobado aprovado esito promosso geslaagd
""")
"""Headings that cannot be those of one grade among others."""
SUMMARIES = _words("""
final exam examination total overall sum gesamt summe abschlussprufung prufung examen esame resultado
""")
"""Marks that already know how it ended."""
FIRST_NAMES = _words("""
first given firstname forename vorname prenom nombre imie voornaam jmeno fornavn
""")
LAST_NAMES = _words("""
last family lastname surname nachname apellido apellidos cognome nazwisko achternaam soyad prijmeni sobrenome
""")
WHOLE_NAMES = _words("""
full fullname student students pupil learner candidate child
""")
PARTIAL = _words("""
mid midterm mock practice trial half interim quiz oral written probe
""")
"""Words that make an exam one piece of work among others."""
OTHERS = _words("""
age birth birthday birthdate dob born year date day month time term semester trimester period week absence
absences absent attendance late phone mobile tel fax zip postcode class classroom form school group section
course module presentation subject teacher cohort sex gender height weight siblings travel traveltime
studytime failures health freetime alter geburtsdatum geburtstag jahr datum klasse schule fach fehlzeiten
fehltage telefon plz geschlecht annee classe edad ano fecha curso faltas ausencias eta nascita assenze
leeftijd klas yas sinif devamsizlik wiek klasa
""")
"""Numbers beside the grades."""

WEAK_OUTCOMES = _words("""
yes y no n true false 1 0 p f + - − x × ja nein oui non si sì não sim nao da nee evet hayır tak nie ano ne
""")
"""Words for an outcome that say as much about other things."""

_PASSED = _words("""
distinction merit promoted bestanden réussi reçu reçue admis admise aprobado aprobada aprovado aprovada
promosso promossa geslaagd bestått godkänd geçti zdał zdała ja oui sì sí sim evet tak
""")
_FAILED = _words("""
failing durchgefallen échoué échec ajourné ajournée refusé refusée suspenso suspendido reprobado reprobada
reprovado reprovada bocciato bocciata respinto respinta gezakt underkänd kaldı nein non não nee hayır nie
""")
_FAIL_PHRASES = (
    "not passed",
    "did not pass",
    "nicht bestanden",
    "n. bestanden",
    "no aprobado",
    "ej godkänd",
    "nie zdał",
)

_WORD = re.compile(r"[^\W\d_]+|\d+")
_WITHOUT_STROKE = str.maketrans("ıłøđ", "ilod")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def outcome_vocabulary(words: Mapping[str, str] | None = None) -> dict[str, str]:
    """The words for outcomes of `core.grades.outcome_words`, those of other schools' programs, and `words` over all."""
    known = outcome_words({PASS: _PASSED, FAIL: (*_FAILED, *_FAIL_PHRASES)})
    known.update(outcome_words())
    known.update(words or {})
    return known


def folded(text: str) -> str:
    """Lower case, no accents, single blanks: how headings are compared."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_WITHOUT_STROKE))
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())


@lru_cache(maxsize=4096)
def tokens(heading: str) -> tuple[str, ...]:
    """The words and numbers of a heading: "finalExam_G3" is final, exam, g, 3."""
    return tuple(_WORD.findall(folded(_CAMEL.sub(" ", heading))))


def is_total_row(first_text: str) -> bool:
    """Whether a row that begins like this sums up the others."""
    found = set(tokens(first_text))
    return bool(found & _TOTAL_ROWS) and found <= _TOTAL_ROWS | _TOTAL_COMPANIONS


def is_maximum_row(first_text: str) -> bool:
    """Whether a row that begins like this says the best mark of each column."""
    return folded(first_text).strip(" :.()") in _MAXIMUM_ROWS
