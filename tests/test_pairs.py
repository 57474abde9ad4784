"""What a Korean cell must share with its English one, and what it need not."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from pairs import differences
from particles import wrong_particles

ENGLISH = """## Measure 50,000 points

Of ten thousand points 50 % have $z > 0$, from -1 to 1 (see [chapter 2](02_x.ipynb), `axis=0` and
[the page](../docs/numerics.md#sums)). One half of $x$ is ½:

$$y = \\frac{1}{2}\\,x \\quad\\text{if } x > 0$$
"""
KOREAN = """## 점 5만 개 재기

1만 개 가운데 50%는 $z > 0$입니다. 구간은 -1~1이고 [2장](02_x.ipynb)에 나옵니다. `axis=0` 인수와
[쪽](../../docs/numerics.md#sums)을 보세요. $x$의 절반은 ½입니다. $x$는 입력입니다.

$$y = \\frac{1}{2}\\,x \\quad\\text{단, } x > 0$$
"""
CODE = """import numpy as np

total = np.sum(values, axis=0)  # 3 rows
print(f"{total:.2f} of {len(values)} points", "{} in 2 steps".format(total))
"""
KOREAN_CODE = """import numpy as np

from lecture import set_language

total = np.sum(values, axis=0)  # 행 3개
print(f"점 {len(values)}개 중 {total:.2f}", "2단계에 {}".format(total))

set_language("ko")
"""


def test_a_good_translation_has_no_differences():
    assert differences(new_markdown_cell(ENGLISH), new_markdown_cell(KOREAN)) == []
    assert differences(new_code_cell(CODE), new_code_cell(KOREAN_CODE), first=True) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("## 점", "### 점"),
        ("5만", "6만"),
        ("50%", "51%"),
        ("-1~1", "1~1"),
        ("1만 개", "3만 개"),
        ("$z > 0$", "$z < 0$"),
        ("{1}{2}", "{1}{3}"),
        ("$x$의 절반", "$t$의 절반"),
        ("`axis=0`", "`axis=1`"),
        ("02_x", "03_x"),
        ("#sums", ""),
        ("../../docs", "../docs"),
        ("½", "¼"),
        ("나옵니다", "나옵니다. 7도"),
    ],
)
def test_a_changed_sentence_is_found(old, new):
    changed = KOREAN.replace(old, new)
    assert changed != KOREAN
    assert differences(new_markdown_cell(ENGLISH), new_markdown_cell(changed))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("axis=0", "axis=1"),
        (":.2f", ":.3f"),
        ("{total:.2f}", "{values:.2f}"),
        ('에 {}"', '에 {:.1f}"'),
        ("3개", "4개"),
        ("2단계", "3단계"),
        ('set_language("ko")', 'set_language("en")'),
        ("import numpy as np\n", "import numpy as np\nimport scipy\n"),
    ],
)
def test_changed_code_is_found(old, new):
    changed = KOREAN_CODE.replace(old, new)
    assert changed != KOREAN_CODE
    assert differences(new_code_cell(CODE), new_code_cell(changed), first=True)


def test_only_the_first_code_cell_chooses_the_language():
    assert differences(new_code_cell(CODE), new_code_cell(KOREAN_CODE))
    assert differences(new_code_cell(CODE), new_code_cell(CODE), first=True)
    assert differences(new_code_cell(CODE), new_markdown_cell(CODE))


RIGHT = r"""
$x^2$은, $1/N$은, $e^x$은, $\sigma(x)$는, $\hat y$은, $\partial L/\partial w$는, $W_1$은, $W_2$는,
$\varepsilon$은, $\frac{\partial L}{\partial w}$는, $\frac{1}{2}$로, $h'$은, $10^{-7}$으로, $l$로,
$m$으로, $z = b + wx$를, $\infty$로, $x_{ij}$와, $x_n$과, $\text{값}$이, 0.25는, 50%가, 36.5 °C를,
1로, 3으로, 10은, 100이, ReLU는, **tanh**가, XOR와, MSE를, x₁은, σ(x)는, h(z)가, e^z은, ½이, 9/5를,
기울기(slope)는, 형상(shape)은, ReLU(렐루 함수)를"""
PARTICLES = ("은", "는", "이", "가", "을", "를", "과", "와", "으로", "로")


def test_particles_fit_the_symbol_as_it_is_read():
    assert wrong_particles(RIGHT) == []
    assert wrong_particles("`fit` 메서드가 3이면 5가지 {n}개 $z$라고 '아니요'를") == []


@pytest.mark.parametrize("place", range(RIGHT.count(",") + 1))
def test_a_particle_that_does_not_fit_is_found(place):
    word = RIGHT.split(",")[place].strip()
    symbol = word[:-1].removesuffix("으")
    wrong = [particle for particle in PARTICLES if wrong_particles(symbol + particle)]
    assert len(wrong) == 5
    assert word.removeprefix(symbol) not in wrong


@pytest.mark.parametrize("text", ["값은(는)", "슬라이더(으)로", "점 {n}이 있습니다"])
def test_no_particle_is_left_open(text):
    assert wrong_particles(text)
