"""tools/packages.py: uv is told what this machine's pip knows."""

from packages import settings

LISTED = """\
:env:.find-links='/own/wheels'
global.cert='/etc/ssl/school.crt'
global.extra-index-url='file:///one/simple file:///two/simple'
global.find-links='/school/wheels /school/more'
global.index-url='https://mirror.example/simple'
install.find-links='/school/wheels'
list.format='columns'
"""


def test_uv_takes_the_settings_of_pip():
    assert settings(LISTED) == {
        "UV_DEFAULT_INDEX": "https://mirror.example/simple",
        "UV_INDEX": "file:///one/simple file:///two/simple",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "UV_FIND_LINKS": "/own/wheels",
        "SSL_CERT_FILE": "/etc/ssl/school.crt",
    }


def test_several_folders_of_wheels_are_told_apart():
    assert settings("global.find-links='/one\\n/two'") == {"UV_FIND_LINKS": "/one,/two"}


def test_a_machine_without_settings_has_none():
    assert settings("") == {}
