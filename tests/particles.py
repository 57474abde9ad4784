"""Whether Korean particles fit how the symbol before them is read: $z$는, $x^2$은, 7로."""

from __future__ import annotations

import re

VOWEL, CONSONANT, RIEUL = "vowel", "consonant", "rieul"  # how a reading ends
FITTING = {
    VOWEL: {"는", "가", "를", "와", "로"},
    CONSONANT: {"은", "이", "을", "과", "으로"},
    RIEUL: {"은", "이", "을", "과", "로"},
}
ANY = "(?:은|는|이|가|을|를|과|와|으로|로)"
PARTICLE = re.compile(rf"(?<=[^\s가-힣])({ANY})(?=(?:는|도|만|의|부터|서)?(?![\w가-힣]))")
BOTH = re.compile(rf"{ANY}\({ANY}\)|\([으이]\)")
PLACEHOLDER = re.compile(rf"\}}{ANY}(?![\w가-힣])")
EXCEPTIONS = {CONSONANT: "mnMN", RIEUL: "lrLR"}  # all other letters end in a vowel
DIGITS = dict(zip("0123456789", "clvcvvcllv", strict=True))
ENDS = {"c": CONSONANT, "l": RIEUL, "v": VOWEL}
VOWELS = """
    alpha beta gamma delta eta theta kappa lambda mu nu xi pi rho sigma tau phi varphi chi psi
    omega zeta Delta Sigma Phi Theta Lambda Omega nabla partial infty circ log max
    ReLU ELU SELU GELU SiLU PReLU tanh softmax sigmoid AND OR XOR NAND NOR XNOR
    PyTorch NumPy SciPy True Enter
"""
CONSONANTS = "epsilon varepsilon sin cos Python JupyterLab Colab Adam"
BY_NAME = dict.fromkeys(VOWELS.split(), VOWEL) | dict.fromkeys(CONSONANTS.split(), CONSONANT)
SIGNS = dict.fromkeys("αβγδηθκλμνξπρστφχψωΔΣΦΩ∂∇∞%°", VOWEL) | {"ε": CONSONANT}
SIGNS |= dict.fromkeys("½⅓¼", RIEUL) | dict.fromkeys("¾²³ⁿ′'", CONSONANT)
SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₙ", "0123456789ijkn")
WORD = re.compile(r"(?<![가-힣])[A-Za-zα-ωΔΣΦΩ\d.½⅓¼¾∂∇∞₀-₉ᵢⱼₖₙ][A-Za-zα-ω\d.²³ⁿ′'₀-₉ᵢⱼₖₙ]*$")
COMPARES = re.compile(r"[<>]|\\(?:le|ge|ne|leq|geq|neq|in|to|sim|propto|lt|gt|ll|gg)\b")


def wrong_particles(text: str) -> list[str]:
    """The particles of a text that do not fit the symbol before them, with what stands there.

    What will be filled in takes no particle: how it is read is not known.
    """
    text = text.replace("**", "")
    found = [match[0] for rule in (BOTH, PLACEHOLDER) for match in rule.finditer(text)]
    for match in PARTICLE.finditer(text):
        before = text[max(0, match.start() - 120) : match.start()]
        end = end_of(before)
        if end and match[1] not in FITTING[end]:
            found.append(f"{before[-20:]}{match[1]}".split("\n")[-1])
    return found


def end_of(text: str) -> str | None:
    """How the reading of what stands last in a text ends, where that is known."""
    if formula := re.search(r"\$([^$]+)\$$", text):
        return end_of_formula(formula[1])
    if code := re.search(r"`([^`]+)`$", text):
        return end_of_name(code[1])
    if group := re.search(r"\(([^()]*)\)$", text):
        before = text[: group.start()]
        applied = re.search("[A-Za-zα-ω]'?$", before) and not re.search(
            "[A-Za-z가-힣]{3}", group[1]
        )
        inside = applied or not before or before[-1] in " \n(|"
        return end_of(group[1] if inside else before)
    if text and "가" <= text[-1] <= "힣":
        final = (ord(text[-1]) - ord("가")) % 28
        return VOWEL if final == 0 else RIEUL if final == 8 else CONSONANT
    if re.search(r"[\w)]\^-?\w+$", text):
        return CONSONANT
    if fraction := re.search(r"(\d)/\d+$", text):
        return ENDS[DIGITS[fraction[1]]]
    if unit := re.search(r"°[CF]$|\\?%$", text):
        return SIGNS[unit[0].strip("\\")[0]]
    word = WORD.search(text)
    return end_of_name(word[0]) if word else None


def end_of_name(name: str) -> str | None:
    """The end of a word, a letter or a number outside of formulas."""
    if name in BY_NAME:
        return BY_NAME[name]
    name = name.translate(SUBSCRIPTS)
    if name[-1] in SIGNS:
        return SIGNS[name[-1]]
    if re.fullmatch(r"(?:[A-Za-zα-ω]?[\d,.]*)?\d", name):
        return ENDS[DIGITS[name[-1]]]
    if re.fullmatch(r"[A-Za-zα-ω][ijkn]|[A-Za-z]|[A-Z]{2,4}|[A-Z]\d[A-Z]", name):
        return end_of_letter(name[-1])
    return None


def end_of_letter(letter: str) -> str:
    return next((end for end, letters in EXCEPTIONS.items() if letter in letters), VOWEL)


def end_of_formula(tex: str) -> str | None:
    r"""The end of a formula: $1/N$ is read 엔분의 일, $x^2$ 엑스 제곱, $\hat y$ 와이 햇."""
    tex = re.sub(r"(?:\\[,;:!]|\\q?quad|[.,\s])+$", "", tex)
    if not tex or COMPARES.search(tex):
        return None
    tex = re.split(r"=|\\approx|\\mapsto", tex)[-1].strip()
    if (cut := top_level_slash(tex)) is not None:
        derivative = re.match(r"-?(\\partial|d[A-Za-z])", tex)
        return end_of_formula(tex[cut + 1 :] if derivative else tex[:cut])
    tex = re.sub(r"\\(?:right|bigr?|Bigr?)\b|\\(?=[%}])", "", tex).rstrip()
    if tex.endswith("}"):
        return end_of_group(tex)
    if tex.endswith((")", "]")):
        return end_of_formula(tex[:-1])
    if power := re.search(r"\^(\\[A-Za-z]+|.)$", tex):
        return None if power[1] in ("T", "\\top", "*", "+", "-") else CONSONANT
    if index := re.search(r"_(\\[A-Za-z]+|.)$", tex):
        return end_of_formula(index[1])
    if re.search(r"\\(?:hat|tilde)\s*\\?[A-Za-z]+$", tex):
        return CONSONANT
    if command := re.search(r"\\([A-Za-z]+)$", tex):
        return BY_NAME.get(command[1])
    last = tex[-1:]
    if last in SIGNS:
        return SIGNS[last]
    if last in DIGITS:
        return ENDS[DIGITS[last]]
    return end_of_letter(last) if re.fullmatch("[A-Za-z]", last) else None


def end_of_group(tex: str) -> str | None:
    r"""The end of a formula that ends in {...}: a fraction, a power, an index, a word."""
    start = opening(tex, len(tex) - 1)
    before, inside = tex[:start].rstrip(), tex[start + 1 : -1]
    if before.endswith("^"):
        return None if inside[:1] in ("(", "[") or inside in ("T", "\\top") else CONSONANT
    if before.endswith("}"):
        over = opening(before, len(before) - 1)
        if re.search(r"\\[tdc]?frac\s*$", before[:over]):
            numerator = before[over + 1 : -1]
            derivative = re.match(r"\\partial|d[A-Za-z]?$", numerator)
            return end_of_formula(inside if derivative else numerator)
        return None
    if before.endswith(("\\text", "\\operatorname", "\\mathrm")):
        return end_of(inside)
    if before.endswith(("\\hat", "\\tilde")):
        return CONSONANT
    if before.endswith("\\bar"):
        return VOWEL
    if before.endswith(("_", "\\sqrt", "\\mathbf", "\\boldsymbol")):
        return end_of(inside) if "\\text" in inside else end_of_formula(inside)
    return None


def opening(tex: str, end: int) -> int:
    """Where the brace opens that closes at `end`."""
    depth = 0
    for place in range(end, -1, -1):
        depth += (tex[place] == "}") - (tex[place] == "{")
        if depth == 0:
            return place
    return 0


def top_level_slash(tex: str) -> int | None:
    """The place of the last slash outside of brackets."""
    depth, found = 0, None
    for place, sign in enumerate(tex):
        depth += (sign in "({[") - (sign in ")}]")
        if sign == "/" and depth == 0:
            found = place
    return found
