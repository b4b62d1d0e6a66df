"""Text in a box: inside its borders, whole, and no smaller than it has to be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from happyhome.reports.fitting import fit, smallest_of, wrap
from happyhome.reports.fonts import bundled

_words = st.text(st.sampled_from("王秀英阿依古丽·买提，。（）0123456789Xx-/ "), min_size=1, max_size=60)


@given(_words, st.floats(20, 200), st.floats(8, 60), st.sampled_from([7.5, 9.0, 10.5, 12.5]))
def test_a_fitted_text_stays_inside_and_is_whole(text: str, width: float, height: float, size: float) -> None:
    fonts = bundled()
    fitted = fit(fonts, text, size, width, height)
    assert all(fonts.width(line, fitted.size) <= width + 0.01 for line in fitted.lines)
    assert "".join(fitted.lines).replace(" ", "") == text.replace(" ", "")
    assert smallest_of(size) - 0.01 <= fitted.size <= size


@given(_words, st.floats(20, 200))
def test_a_text_too_high_for_its_box_is_set_smallest_and_returned_whole(text: str, width: float) -> None:
    fitted = fit(bundled(), text, 10.5, width, 1.0)
    assert fitted.size == smallest_of(10.5)


def test_a_short_name_keeps_its_size() -> None:
    assert fit(bundled(), "王秀英", 10.5, 60, 20).size == 10.5


def test_a_number_is_set_smaller_rather_than_broken() -> None:
    fitted = fit(bundled(), "甘肃省农村信用社宁远堡分社\n622301100000000001", 8.0, 70, 60)
    assert "622301100000000001" in fitted.lines


def test_a_minority_name_breaks_at_its_dots() -> None:
    assert wrap(bundled(), "古丽巴哈尔·阿不都热合曼·吐尔逊", 9, 65) == (
        "古丽巴哈尔·",
        "阿不都热合曼·",
        "吐尔逊",
    )


def test_no_line_begins_with_a_comma() -> None:
    lines = wrap(bundled(), "今天来了很多人，大家都很高兴，吃得也好。", 10, 72)
    assert not any(line[0] in "，。" for line in lines)
