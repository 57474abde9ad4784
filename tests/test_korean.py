"""The Korean chapters: in step with the English ones, and good Korean."""

import ast
import re
from functools import cache

import pytest

from catalog import read as read_catalog
from korean import STAMP, behind, fingerprint, korean_of
from lecture.quiz import choices_of, load
from pairs import differences, plain, prose
from particles import wrong_particles
from stored import CHAPTERS, KOREAN, ROOT, cells, read, room, text

chapters = pytest.mark.parametrize("path", CHAPTERS, ids=room)
korean = pytest.mark.parametrize("path", KOREAN, ids=room)

RIVALS = {  # what is not written -> what is
    "활성함수|액티베이션": "활성화 함수",
    "비용 함수|(?<![가-힣])로스": "손실 함수, 손실",
    "웨이트": "가중치",
    "바이어스": "편향",
    "역치|스레숄드|임계값": "임곗값",
    "그래디언트|경사도": "그레이디언트",
    "원핫": "원-핫",
    "소프트 맥스": "소프트맥스",
    "퍼셉트론층": "퍼셉트론",
    "러닝 레이트": "학습률",
    r"(?<!\()에폭": "에포크",
    "크로스 엔트로피": "교차 엔트로피",
    "과적합": "과대적합",
    "은닉 층": "은닉층",
    "목표값|최대값|최소값|초기값|절대값|함수값|기대값|대표값": "목푯값, 최댓값, 최솟값, ...",
    r"퍼셉트론\w* 로젠블라트|맥클록|미니스키": "로젠블랫, 매컬러, 민스키",
    "당신|되어지|보여[지진집]|에 의해": "what a Korean author would write",
}
IN_TEXTS = {  # a term of the glossary, where the texts may say it otherwise, too
    "ReLU": "ReLU|렐루",
    "dead ReLU": "죽은 (렐루|ReLU|유닛)",
    "derivative": "도함수|미분",
    "hyperbolic tangent": "하이퍼볼릭 탄젠트|쌍곡탄젠트",
    "identity": "항등",
    "prediction": "예측",
    "sigmoid": "시그모이드",
    "unit": "유닛|단위",
}
NOT_FORMAL = re.compile(  # the end of a sentence that is not -니다, -세요, -까요 or a noun
    r"[^.!?\n]*(?:(?<![니마])다[.!?]|(?<!세)요[.!]|[아어여해돼예죠]요\?|[자라오지][.!])(?=[\s)\"']|$)"
)


def cell_of(path, name):
    return next(cell.source for cell in read(path).cells if cell.id == name)


def glossary(path):
    """The table of chapter 0: English names and Korean ones."""
    lines = re.findall(r"^\| .+", cell_of(path, "glossary"), re.M)[1:]
    rows = [re.findall(r"[^|]+", line) for line in lines]
    pairs = [pair for row in rows for pair in (row[:2], row[2:])]
    names = (sorted((a.strip(), b.strip()), key=lambda name: name[-2:-1] >= "가") for a, b in pairs)
    return [(english, name) for english, name in names if name]


@cache
def catalog():
    return read_catalog()


def translations():
    """What stands in the catalog, and where."""
    return [(message.string, str(message.locations)) for message in catalog() if message.id]


def in_korean(message):
    known = catalog().get(message)
    return known.string if known else message


def test_every_chapter_has_its_korean_pair():
    assert [path.name for path in KOREAN] == [path.name for path in CHAPTERS]


@chapters
def test_no_cell_stays_behind_the_english(path):
    """Look at each, then run `make korean` as CONTRIBUTING.md says."""
    found = behind(read(path), read(korean_of(path)))
    assert not found, "\n".join(found)


@chapters
def test_what_is_no_word_is_the_same(path):
    translated = {cell.id: cell for cell in read(korean_of(path)).cells}
    first = cells(path, "code")[0].id
    found = [
        f"{cell.id}: {line}"
        for cell in read(path).cells
        if cell.id in translated
        for line in differences(cell, translated[cell.id], first=cell.id == first)
    ]
    assert not found, "\n".join(found)


def test_a_fingerprint_is_that_of_the_english_source():
    cell = read(CHAPTERS[0]).cells[0]
    assert re.fullmatch("[0-9a-f]{12}", fingerprint(cell))
    assert read(KOREAN[0]).cells[0].metadata[STAMP] == fingerprint(cell)


@korean
def test_particles_fit_what_stands_before_them(path):
    found = {cell.id: wrong_particles(cell.source) for cell in read(path).cells}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_particles_fit_in_the_catalog():
    found = {string: wrong_particles(string) for string, _ in translations()}
    assert {string: wrong for string, wrong in found.items() if wrong} == {}


@korean
def test_sentences_end_formally(path):
    found = {
        cell.id: NOT_FORMAL.findall(prose(cell.source).split("## 참고 문헌")[0])
        for cell in cells(path, "markdown")
    }
    assert {name: ends for name, ends in found.items() if ends} == {}


def test_sentences_of_the_catalog_end_formally():
    assert [end for string, _ in translations() for end in NOT_FORMAL.findall(string)] == []


@korean
def test_no_rival_of_a_term_is_used(path):
    for cell in read(path).cells:
        for rivals, right in RIVALS.items():
            assert not (found := re.search(rivals, cell.source)), f"{found}: say {right}"


def test_no_rival_of_a_term_is_used_in_the_catalog():
    for string, _ in translations():
        for rivals, right in RIVALS.items():
            assert not re.search(rivals, string), f"{string}: say {right}"


def test_both_glossaries_hold_the_same_pairs():
    english, here = (
        {tuple(re.sub(r" ?\(.*?\) ?", "", name) for name in pair) for pair in glossary(path)}
        for path in (CHAPTERS[0], KOREAN[0])
    )
    assert here == english


@chapters
def test_the_terms_of_the_glossary_are_used(path):
    there = " ".join(prose(cell.source) for cell in cells(path, "markdown"))
    here = text(korean_of(path))
    terms = {re.sub(r" ?\(.*", "", term): name for term, name in glossary(CHAPTERS[0])}
    for term in sorted(terms, key=len, reverse=True):  # "net input" before "input"
        there, found = re.subn(rf"\b{term}s?\b", "", there, flags=re.IGNORECASE)
        names = re.sub(r" ?\([^)]*\) ?", "", terms[term]).replace(", ", "|")
        if found > 2:
            assert re.search(IN_TEXTS.get(term, names), here), f"{term}: {terms[term]}"


@korean
def test_each_korean_term_is_given_in_english_once(path):
    """As 편향(bias)."""
    names = re.findall(r"(?<=[가-힣*])\(([a-z][a-z -]+)\)", plain(text(path)))
    assert sorted(names) == sorted(set(names))


@korean
def test_no_label_of_a_cell_mixes_hangul_with_formulas(path):
    for cell in cells(path, "code"):
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not mixed(node.value), node.value


def test_no_label_of_a_view_mixes_hangul_with_formulas():
    assert [string for string, where in translations() if "views" in where and mixed(string)] == []


def mixed(label):
    """Matplotlib has no Hangul in formulas, nor in what stands beside one."""
    return re.search("[가-힣]", label) and label.count("$") > 1


@korean
def test_the_right_choice_is_not_known_by_its_length_in_korean(path):
    questions = [choices_of(question) for question in load(room(path))]
    longest = [max(cs, key=lambda choice: len(in_korean(choice["text"]))) for cs in questions]
    assert sum(choice.get("right", False) for choice in longest) <= len(questions) / 3


def test_the_korean_readme_names_every_chapter_as_the_map_does():
    names = [
        dict(re.findall(r"\[([^]]+)\]\((?:notebooks/ko/)?(\d\d_\w+)\.ipynb\)", source))
        for source in (cell_of(KOREAN[0], "map"), (ROOT / "README.ko.md").read_text("utf-8"))
    ]
    assert set(names[1].values()) == {path.stem for path in KOREAN}
    assert names[0].items() <= names[1].items()
