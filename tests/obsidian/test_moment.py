"""Date formats of Moment.js."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultlint import MomentFormat
from vaultlint.obsidian.moment import naming_parts, split_format


@pytest.mark.parametrize(
    "letters, text",
    [
        pytest.param("YYYY-MM-DD", "2024-02-29", id="ISO, leap day"),
        pytest.param("YYYYMMDD", "20240531", id="nothing in between"),
        pytest.param("D. M. YYYY", "1. 5. 2024", id="short day and month"),
        pytest.param("D. M. YYYY", "31. 12. 2024", id="short day and month with two digits"),
        pytest.param("DD/MM/YY", "01/05/24", id="short year"),
        pytest.param("MM-DD", "02-29", id="no year, so perhaps a leap year"),
        pytest.param("YYYY", "1999", id="a year alone"),
        pytest.param("MMMM Do, YYYY", "March 3rd, 2024", id="month name and ordinal"),
        pytest.param("MMMM D", "may 31", id="month name in small letters"),
        pytest.param("D MMM YYYY", "1 SEP 2024", id="short month name in capitals"),
        pytest.param("dddd, D MMMM YYYY", "Friday, 1 March 2024", id="name of the day"),
        pytest.param("ddd DD.MM.YYYY", "fri 01.03.2024", id="short name of the day"),
        pytest.param("YYYY-MM-DD[T]HH:mm", "2024-03-01T23:59", id="a letter in brackets"),
        pytest.param("[Day of] YYYY-MM-DD", "Day of 2024-03-01", id="words in brackets"),
        pytest.param("YYYY[]MM", "202403", id="empty brackets"),
        pytest.param("YYYY-MM-DD HH:mm:ss", "2024-03-01 00:00:00", id="time"),
        pytest.param("YYYY-MM-DD H:m:s", "2024-03-01 9:5:7", id="short time"),
        pytest.param("YYYY-MM-DD hh:mm A", "2024-03-01 11:30 PM", id="half of the day"),
        pytest.param("YYYY-MM-DD h:mm a", "2024-03-01 1:30 am", id="half of the day, small"),
        pytest.param("YYYY-MM-DDTHH:mmZ", "2024-03-01T10:00+02:00", id="time zone; T is no letter of Moment's"),
        pytest.param("YYYY-MM-DDTHH:mmZ", "2024-03-01T10:00Z", id="UTC"),
        pytest.param("YYYY-MM-DD HH:mm ZZ", "2024-03-01 10:00 -0530", id="time zone without a colon"),
        pytest.param("YYYY/MM", "2024/03", id="a slash"),
        pytest.param("YYYY.MM (DD)", "2024.03 (01)", id="characters that mean something in expressions"),
        pytest.param("YYYY年M月D日", "2024年3月1日", id="other scripts"),
    ],
)
def test_is_date(letters: str, text: str) -> None:
    """The text is a day in this format."""
    assert MomentFormat(letters).is_date(text)
    assert MomentFormat(letters).fits(text)


@pytest.mark.parametrize(
    "letters, text",
    [
        pytest.param("YYYY-MM-DD", "2023-02-29", id="no leap year"),
        pytest.param("YYYY-MM-DD", "1900-02-29", id="no leap year in a full century"),
        pytest.param("YYYY-MM-DD", "2024-04-31", id="a month of 30 days"),
        pytest.param("YYYY-MM-DD", "2024-13-01", id="month 13"),
        pytest.param("YYYY-MM-DD", "2024-00-10", id="month 0"),
        pytest.param("YYYY-MM-DD", "2024-01-00", id="day 0"),
        pytest.param("D. M. YYYY", "32. 1. 2024", id="day 32"),
        pytest.param("DD.MM.YY", "29.02.23", id="short year, no leap year"),
        pytest.param("MMM D", "Feb 30", id="month name"),
        pytest.param("MMMM Do", "April 31st", id="ordinal"),
        pytest.param("YYYY-MM-DD HH:mm", "2024-03-01 25:00", id="hour 25"),
        pytest.param("YYYY-MM-DD HH:mm", "2024-03-01 10:60", id="minute 60"),
        pytest.param("YYYY-MM-DD HH:mm:ss", "2024-03-01 10:00:61", id="second 61"),
    ],
)
def test_has_the_format_but_is_no_day(letters: str, text: str) -> None:
    """The text has the format, but the calendar or the clock has no such time."""
    assert MomentFormat(letters).fits(text)
    assert not MomentFormat(letters).is_date(text)


@pytest.mark.parametrize(
    "letters, text",
    [
        pytest.param("YYYY-MM-DD", "2024-3-1", id="digits missing"),
        pytest.param("YYYY-MM-DD", "24-03-01", id="a short year"),
        pytest.param("YYYY-MM-DD", "2024-03-011", id="a digit too many"),
        pytest.param("YYYY-MM-DD", "2024/03/01", id="other separators"),
        pytest.param("YYYY-MM-DD", "01-03-2024", id="another order"),
        pytest.param("YYYY-MM-DD", "2024-03-01 10:00", id="more after it"),
        pytest.param("YYYY-MM-DD", " 2024-03-01", id="a blank before it"),
        pytest.param("YYYY-MM-DD", "2024-03-01\n", id="a line ending after it"),
        pytest.param("YYYY-MM-DD", "", id="empty"),
        pytest.param("YYYY.MM.DD", "2024x03x01", id="a dot is a dot"),
        pytest.param("MMMM D", "Mar 1", id="a short name for a full one"),
        pytest.param("MMM D", "March 1", id="a full name for a short one"),
        pytest.param("MMMM D", "März 1", id="another language"),
        pytest.param("MMM Do", "Mar 1", id="ordinal without its ending"),
        pytest.param("dddd YYYY-MM-DD", "Someday 2024-03-01", id="no day of the week"),
        pytest.param("[Day of] YYYY", "day of 2024", id="words in brackets in another case"),
        pytest.param("YYYY-MM-DD A", "2024-03-01 pm", id="small letters for capitals"),
    ],
)
def test_has_another_format(letters: str, text: str) -> None:
    """The text does not have the format."""
    assert not MomentFormat(letters).fits(text)
    assert not MomentFormat(letters).is_date(text)


@pytest.mark.parametrize(
    "letters, message",
    [
        pytest.param(
            "[today]", 'date format "[today]" has no year, month, week or day: use one like YYYY-MM-DD', id="only words"
        ),
        pytest.param("", 'date format "" has no year, month, week or day: use one like YYYY-MM-DD', id="empty"),
        pytest.param(
            "%B/%b",
            'date format "%B/%b" has no year, month, week or day: use one like YYYY-MM-DD',
            id="another language",
        ),
        pytest.param(
            "dddd", 'date format "dddd" has no year, month, week or day: use one like YYYY-MM-DD', id="a day's name"
        ),
        pytest.param(
            "E", 'date format "E" has no year, month, week or day: use one like YYYY-MM-DD', id="a day of the week"
        ),
        pytest.param(
            "HH:mm", 'date format "HH:mm" has no year, month, week or day: use one like YYYY-MM-DD', id="a time"
        ),
        pytest.param(
            r"\Y", 'date format "\\Y" has no year, month, week or day: use one like YYYY-MM-DD', id="an escape"
        ),
    ],
)
def test_wrong_format(letters: str, message: str) -> None:
    """A format without a year, month, week or day is an error."""
    with pytest.raises(ValueError, match="date format") as error:
        MomentFormat(letters)
    assert str(error.value) == message


def test_text_is_kept() -> None:
    """A format remembers how it was written."""
    assert MomentFormat("D. M. YYYY").text == "D. M. YYYY"


def test_digits_are_ascii() -> None:
    """Digits of other scripts are not a date, as in Moment."""
    assert not MomentFormat("YYYY-MM-DD").is_date("٢٠٢٤-٠١-٠١")


# 4 February 2024 was a Sunday, the 35th day of the year, in ISO week 5 of 2024, here at 8:05:09 pm.
@pytest.mark.parametrize(
    "token, right, wrong",
    [
        ("M", "2", "3"),
        ("Mo", "2nd", "3rd"),
        ("MM", "02", "2"),
        ("MMM", "Feb", "Mar"),
        ("MMMM", "February", "Feb"),
        ("Q", "1", "2"),
        ("Qo", "1st", "1"),
        ("D", "4", "5"),
        ("Do", "4th", "4"),
        ("DD", "04", "4"),
        ("DDD", "35", "36"),
        ("DDDo", "35th", "36th"),
        ("DDDD", "035", "35"),
        ("d", "0", "7"),
        ("do", "0th", "1st"),
        ("dd", "Su", "Sa"),
        ("ddd", "Sun", "Mon"),
        ("dddd", "Sunday", "Monday"),
        ("E", "7", "0"),
        ("W", "5", "6"),
        ("Wo", "5th", "5"),
        ("WW", "05", "5"),
        ("Y", "2024", "+2024"),
        ("YY", "24", "23"),
        ("YYYY", "2024", "2023"),
        ("YYYYY", "02024", "2024"),
        ("YYYYYY", "+002024", "-002024"),
        ("y", "2024", "02024"),
        ("yyyy", "2024", "24"),
        ("yo", "2024th", "2024"),
        ("NNN", "AD", "BC."),
        ("NNNN", "Anno Domini", "AD"),
        ("GG", "24", "23"),
        ("GGGG", "2024", "2025"),
        ("gg", "24", "2024"),
        ("gggg", "2024", "24"),
        ("e", "6", "7"),
        ("w", "6", "54"),
        ("wo", "6th", "54th"),
        ("ww", "06", "00"),
        ("A", "PM", "pm"),
        ("a", "pm", "xm"),
        ("H", "20", "24"),
        ("HH", "20", "24"),
        ("h", "8", "13"),
        ("hh", "08", "00"),
        ("k", "24", "25"),
        ("kk", "24", "00"),
        ("m", "5", "60"),
        ("mm", "05", "5"),
        ("s", "9", "60"),
        ("ss", "09", "9"),
        ("S", "1", "12"),
        ("SSS", "123", "12"),
        ("SSSSSSSSS", "123456789", "12345678"),
        ("Hmm", "2005", "2460"),
        ("Hmmss", "200509", "200560"),
        ("hmm", "805", "1305"),
        ("hmmss", "80509", "00509"),
        ("Z", "+01:00", "+0100"),
        ("ZZ", "+0100", "+01:00"),
        ("z", "", "utc"),
        ("z", "CET", "Central"),
        ("zz", "Coordinated Universal Time", "UTC"),
        ("X", "1707073509", "1707073509.5"),
        ("x", "1707073509000", "now"),
        ("L", "02/04/2024", "2/4/2024"),
        ("l", "2/4/2024", "02/04/2024 "),
        ("LL", "February 4, 2024", "Feb 4, 2024"),
        ("ll", "Feb 4, 2024", "February 4, 2024"),
        ("LLL", "February 4, 2024 8:05 PM", "February 4, 2024 20:05"),
        ("lll", "Feb 4, 2024 8:05 PM", "Feb 5, 2024 8:05 PM"),
        ("LLLL", "Sunday, February 4, 2024 8:05 PM", "Monday, February 4, 2024 8:05 PM"),
        ("llll", "Sun, Feb 4, 2024 8:05 PM", "Sunday, Feb 4, 2024 8:05 PM"),
        ("LT", "8:05 PM", "20:05"),
        ("LTS", "8:05:09 PM", "8:05 PM"),
    ],
)
def test_every_token(token: str, right: str, wrong: str) -> None:
    """Each token has its form, and agrees with the day that the rest of the text names, before or after it."""
    assert MomentFormat(f"YYYY-MM-DD {token}").is_date(f"2024-02-04 {right}")
    assert MomentFormat(f"{token} YYYY-MM-DD").is_date(f"{right} 2024-02-04")
    assert not MomentFormat(f"YYYY-MM-DD {token}").is_date(f"2024-02-04 {wrong}")


@pytest.mark.parametrize(
    "letters, text",
    [
        pytest.param("[D] D [M] M", "D 4 M 2", id="letters in brackets"),
        pytest.param("[a]D] D", "a]D 4", id="a bracket ends at the last end"),
        pytest.param("[[D]] D", "[D] 4", id="a bracket in brackets"),
        pytest.param("[D D", "[4 4", id="a bracket that never ends"),
        pytest.param("D] D", "4] 4", id="an end alone"),
        pytest.param("[D/M] D", "D/M 4", id="a slash in brackets"),
        pytest.param("[LT] D", "LT 4", id="a long token in brackets"),
        pytest.param(r"\DD\M D", "DDM 4", id="an escape takes the whole token"),
        pytest.param(r"\LT D", "LT 4", id="an escaped long token"),
        pytest.param(r"\[D]", "[4]", id="an escaped bracket"),
        pytest.param(r"\\ D", r" 4", id="an escaped backslash is gone, as in Moment"),
        pytest.param("D\\", "4", id="a backslash at the end too"),
        pytest.param("YYYYYYY", "+0020242024", id="the longest token first"),
        pytest.param("ggg YYYY", "24g 2024", id="a letter that is left is a letter"),
        pytest.param("DDo", "04o", id="no ordinal of two digits"),
        pytest.param("T b c f i j n p q r t u v D", "T b c f i j n p q r t u v 4", id="letters that are no tokens"),
    ],
)
def test_literal_text(letters: str, text: str) -> None:
    """Text in brackets or after a backslash is literal, and so is what is not a token."""
    assert MomentFormat(letters).is_date(text)


@pytest.mark.parametrize(
    "letters, text, expected",
    [
        pytest.param("GGGG-[W]WW-E", "2020-W53-5", True, id="ISO date in the next year"),
        pytest.param("GGGG-[W]WW-E", "2021-W53-1", False, id="a year of 52 weeks"),
        pytest.param("GGGG-[W]WW-E", "2021-W00-1", False, id="week 0"),
        pytest.param("GGGG[W]WW", "2020W53", True, id="ISO week alone"),
        pytest.param("GG[W]WW", "21W53", False, id="ISO week of a short year"),
        pytest.param("YYYY-DDDD", "2024-366", True, id="day of a leap year"),
        pytest.param("YYYY-DDDD", "2023-366", False, id="day of another year"),
        pytest.param("YYYY-DDDD", "2023-000", False, id="day 0 of a year"),
        pytest.param("GGGG/YYYY-MM-DD", "2020/2021-01-03", True, id="the ISO year is not the year"),
        pytest.param("GGGG-MM-DD", "2021-01-03", False, id="a day that its ISO year does not have"),
        pytest.param("GGGG-MM-DD", "2020-01-03", True, id="one of two days"),
        pytest.param("YYYY/MM/YYYY-MM-DD", "2024/02/2024-02-04", True, id="parts that are repeated"),
        pytest.param("YYYY/MM/YYYY-MM-DD", "2024/03/2024-02-04", False, id="parts that contradict"),
        pytest.param("MM MMMM D", "02 February 4", True, id="a month twice"),
        pytest.param("MM MMMM D", "02 March 4", False, id="two months"),
        pytest.param("YYYY YY", "1924 24", True, id="a year of another century"),
        pytest.param("YYYY YY", "2023 24", False, id="two years"),
        pytest.param("YY-MM-DD ddd", "69-01-01 Wed", True, id="a short year of the last century"),
        pytest.param("YY-MM-DD ddd", "68-01-01 Sun", True, id="a short year of this century"),
        pytest.param("YYYY-[Q]Q", "2024-Q4", True, id="quarter of a year"),
        pytest.param("YYYY-[Q]Q-MM", "2024-Q4-02", False, id="quarter of another month"),
        pytest.param("MM-DD dddd", "02-29 Tuesday", True, id="a day that some leap year has"),
        pytest.param("MMMM DDD", "December 300", False, id="a day of the year in another month"),
        pytest.param("gggg-[W]ww-e", "2024-W53-6", True, id="weeks of some language"),
        pytest.param("gggg-[W]ww", "2024-W54", False, id="week 54"),
        pytest.param("YYYYYY-MM-DD", "-000044-03-15", False, id="before Christ there is no calendar"),
        pytest.param("YYYY-MM-DD", "0000-01-01", False, id="nor a year 0"),
    ],
)
def test_parts_agree(letters: str, text: str, expected: bool) -> None:
    """A text is a date if there is a day that has all its parts."""
    assert MomentFormat(letters).fits(text)
    assert MomentFormat(letters).is_date(text) is expected


@pytest.mark.parametrize(
    "letters, text, expected",
    [
        pytest.param("D MMMM YYYY", "4 février 2024", True, id="French month"),
        pytest.param("D MMM YYYY", "4 févr. 2024", True, id="with its own dot"),
        pytest.param("D. MMM. YYYY", "4. Feb. 2024", True, id="with the format's dot"),
        pytest.param("YYYY-MM-DD ddd", "2024-02-04 อา.", True, id="Thai day"),
        pytest.param("YYYY-MM-DD dddd", "2024-02-04 domingo", True, id="Spanish day"),
        pytest.param("YYYY-MM-DD-dddd", "2024-02-05-segunda-feira", True, id="with a hyphen"),
        pytest.param("dddd-DD-MM-YYYY", "Sonntag-04-02-2024", True, id="before the format's hyphen"),
        pytest.param("YYYY年MMMD日（dddd）", "2024年2月4日（星期日）", True, id="Chinese, in brackets"),
        pytest.param("YYYY-MM-DD dddd", "2024-02-04 неділя", True, id="Ukrainian"),
        pytest.param("YYYY-MM-DD dddd", "2024-02-04 रविवार", True, id="letters with vowel marks"),
        pytest.param("MMMM Do YYYY", "февраля 4-го 2024", True, id="Russian ordinal"),
        pytest.param("Do MMMM YYYY", "1er mars 2024", True, id="French ordinal"),
        pytest.param("Do MMMM YYYY", "4. Februar 2024", True, id="German ordinal"),
        pytest.param("YYYY-MM-DD", "٢٠٢٤-٠٢-٠٤", True, id="Arabic digits"),
        pytest.param("YYYY-MM-DD dd", "2024-02-03 su", True, id="two letters may be another day elsewhere"),
        pytest.param("YYYY-MM-DD A", "2024-02-04 下午", True, id="half of the day"),
        pytest.param("YYYY-MM-DD dddd", "2024-02-04 SUNDAY", True, id="English in any case"),
        pytest.param("[Day of] YYYY-MM-DD", "day OF 2024-02-04", True, id="text in any case"),
        pytest.param("[Cafe\u0301] YYYY", "Caf\u00e9 2024", True, id="composed and decomposed"),
        pytest.param("YYYY-MM-DD dddd", "2024-02-04 Monday", False, id="another day in English"),
        pytest.param("YYYY MMM MM", "2024 3月 02", False, id="another month by its number"),
        pytest.param("D MMMM YYYY", "30 février 2024", True, id="a month of an unknown word may have 30 days"),
        pytest.param("D MMMM YYYY", "32 février 2024", False, id="but not 32"),
        pytest.param("D MMMM YYYY", "4 2 2024", False, id="a number is no word"),
        pytest.param("YYYY-MM-DD dddd", "2024-02-04 team meeting", False, id="two words"),
        pytest.param("YYYY-MM-DD dddd", "2024-02-04 ", False, id="no word"),
        pytest.param("YYYY-MM-DD dddd", "2024-02-04 a/b", False, id="a path"),
    ],
)
def test_names_of_any_language(letters: str, text: str, expected: bool) -> None:
    """In names of notes, words may be of any language; English ones must agree with the day."""
    assert MomentFormat(letters, in_names=True).is_date(text) is expected


def test_only_names_are_of_any_language() -> None:
    """Elsewhere words and digits are English and the case of text counts."""
    for letters, text in [("D MMMM YYYY", "4 février 2024"), ("Do MMMM", "1er May"), ("[Day] D", "day 4")]:
        assert not MomentFormat(letters).fits(text)


def test_hostile_text_takes_no_time() -> None:
    """Each token matches all that it can and never backtracks."""
    digits, words = MomentFormat("DMYY" + "DM" * 30), MomentFormat("ddddMMMM." * 20 + "YYYY", in_names=True)
    assert not digits.fits("1" * 10_000)
    assert not words.fits("a." * 10_000)


@pytest.mark.parametrize(
    "letters, expected",
    [
        pytest.param("YYYY/MM/YYYY-MM-DD", ["YYYY", "MM", "YYYY-MM-DD"], id="folders"),
        pytest.param("[a/b] D/[c]", ["[a]", "[b] D", "[c]"], id="slash in brackets"),
        pytest.param("L", ["MM", "DD", "YYYY"], id="slashes of a long token"),
        pytest.param("/YYYY//MM/", ["YYYY", "MM"], id="slashes that part nothing"),
        pytest.param("", [], id="empty"),
    ],
)
def test_split_format(letters: str, expected: list[str]) -> None:
    """Folders of a format are formats of their own."""
    assert split_format(letters) == expected


@pytest.mark.parametrize(
    "letters, expected",
    [
        pytest.param("YYYY/MMMM/YY-MM-DD-dddd", {"year", "month", "day"}, id="the weekday follows"),
        pytest.param("YYYY-DDDD Q", {"year", "day of year"}, id="day of the year"),
        pytest.param("GGGG-[W]WW-E", {"ISO year", "ISO week", "weekday"}, id="ISO date"),
        pytest.param("gggg-[W]ww", {"local year", "local week"}, id="a week"),
        pytest.param("MM-DD dddd", {"month", "day", "weekday"}, id="no year"),
        pytest.param("X HH", {"moment"}, id="a number of seconds"),
        pytest.param("HH [D]", set(), id="nothing"),
    ],
)
def test_naming_parts(letters: str, expected: set[str]) -> None:
    """The parts that name the day, and no more."""
    assert naming_parts(letters) == expected


def _ordinal(number: int) -> str:
    ending = "th" if 10 < number % 100 < 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


RENDERERS: dict[str, Callable[[date], str]] = {
    "YYYY": lambda day: f"{day.year:04}",
    "MM": lambda day: f"{day.month:02}",
    "M": lambda day: str(day.month),
    "MMM": lambda day: f"{day:%b}",
    "MMMM": lambda day: f"{day:%B}",
    "DD": lambda day: f"{day.day:02}",
    "D": lambda day: str(day.day),
    "Do": lambda day: _ordinal(day.day),
    "DDDD": lambda day: f"{day:%j}",
    "DDDo": lambda day: _ordinal(int(f"{day:%j}")),
    "dd": lambda day: f"{day:%a}"[:2],
    "ddd": lambda day: f"{day:%a}",
    "dddd": lambda day: f"{day:%A}",
    "d": lambda day: f"{day:%w}",
    "E": lambda day: f"{day:%u}",
    "Q": lambda day: str((day.month - 1) // 3 + 1),
    "GGGG": lambda day: f"{day:%G}",
    "WW": lambda day: f"{day:%V}",
    "Wo": lambda day: _ordinal(int(f"{day:%V}")),
    "[of D]": lambda _: "of D",
}
"""An independent way to write a date, token by token."""

days = st.dates(date(1000, 1, 1), date(9998, 12, 31))
tokens = st.lists(st.sampled_from(sorted(RENDERERS)), min_size=1, max_size=6)


def _render(chosen: list[str], day: date) -> str:
    return " ".join(RENDERERS[token](day) for token in chosen)


@given(tokens, days, st.booleans())
def test_a_rendered_date_is_recognised(chosen: list[str], day: date, in_names: bool) -> None:
    """Whatever the format, a day that is written in it is a date in it."""
    chosen.append("YYYY")
    assert MomentFormat(" ".join(chosen), in_names=in_names).is_date(_render(chosen, day))


@given(tokens, days, st.integers(1, 400))
def test_two_days_are_no_date(chosen: list[str], day: date, later: int) -> None:
    """A text that names two days is a date only if they are the same in this format."""
    other = day - timedelta(later)
    letters = MomentFormat(" ".join(["YYYY-MM-DD", *chosen]))
    assert letters.is_date(f"{day} {_render(chosen, other)}") is (_render(chosen, day) == _render(chosen, other))
