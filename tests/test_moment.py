"""Date formats in Moment's letters."""

from __future__ import annotations

import pytest

from vaultlint import MomentFormat


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
        pytest.param("YYYY-MM-DD", "2024-03-01 10:00", id="more behind it"),
        pytest.param("YYYY-MM-DD", " 2024-03-01", id="a blank before it"),
        pytest.param("YYYY-MM-DD", "2024-03-01\n", id="a line end behind it"),
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
            "YYYY-MM-DD YYYY", 'date format "YYYY-MM-DD YYYY" names a part of the date twice', id="the year twice"
        ),
        pytest.param("D/Do", 'date format "D/Do" names a part of the date twice', id="the day in two ways"),
        pytest.param(
            "[today]", 'date format "[today]" has no part of a date: write it as in YYYY-MM-DD', id="only words"
        ),
        pytest.param("", 'date format "" has no part of a date: write it as in YYYY-MM-DD', id="empty"),
        pytest.param(
            "%B/%b", 'date format "%B/%b" has no part of a date: write it as in YYYY-MM-DD', id="another language"
        ),
        pytest.param("dddd", 'date format "dddd" has no part of a date: write it as in YYYY-MM-DD', id="a day's name"),
    ],
)
def test_wrong_format(letters: str, message: str) -> None:
    """A format that can tell no day is an error."""
    with pytest.raises(ValueError, match="date format") as error:
        MomentFormat(letters)
    assert str(error.value) == message


def test_text_is_kept() -> None:
    """A format remembers how it was written."""
    assert MomentFormat("D. M. YYYY").text == "D. M. YYYY"


@pytest.mark.parametrize("text", ["HH:mm", "MMMM MM YYYY", "YYYY YY", "dddd"])
def test_formats_that_name_no_day_or_a_part_twice(text: str) -> None:
    """Such a format is refused."""
    with pytest.raises(ValueError, match=r"^date format"):
        MomentFormat(text)


def test_digits_are_ascii() -> None:
    """Digits of other scripts are no date, as in Moment."""
    assert not MomentFormat("YYYY-MM-DD").is_date("٢٠٢٤-٠١-٠١")
