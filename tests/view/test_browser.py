"""The page in a real browser: what is highlighted, linked and told, in light and dark, in a window of its own and in notebooks."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest

import china_tech_metrics as ctm

LIGHT, DARK = (255, 233, 163), (92, 67, 0)
"""The ground of a quantity in page.css."""
JUPYTER = """<body data-jp-theme-light="{light}" style="margin:0; --jp-layout-color0:{ground}; --jp-content-font-color1:{text}">
<div style="overflow:auto; height:300px; margin:20px; transform:translateX(10px)">{view}</div></body>"""
VS_CODE = """<body class="{theme}" style="--vscode-editor-background:{ground}; --vscode-editor-foreground:{text}">{view}</body>"""


@pytest.fixture
def open_page(browser: Any) -> Iterator[Any]:
    """Opens a page; errors of its script and anything it wants to load fail the test."""
    contexts: list[Any] = []
    problems: list[str] = []

    def open_(content: str, *, width: int = 860, scheme: str = "light", script: bool = True) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 700}, color_scheme=scheme, java_script_enabled=script, offline=True
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda message: problems.append(message.text))
        page.on("request", lambda request: problems.append(request.url))
        page.on("dialog", lambda dialog: problems.append(dialog.message))
        page.set_content(content)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert problems == []


@pytest.fixture
def html(articles: list[dict[str, Any]]) -> str:
    return ctm.to_html(articles, title="Two articles")


def lit(page: Any) -> list[str]:
    """The words that are lit up, without their tips."""
    return page.eval_on_selector_all(".ctm-lit", "all => all.map(mark => mark.firstChild.textContent)")  # type: ignore[no-any-return]


def quantity(page: Any, words: str) -> Any:
    return page.locator(".ctm-text .ctm-quantity", has_text=words).first


def tip(page: Any) -> str:
    """What the visible tip says."""
    tips = page.locator(".ctm-tip:visible")
    assert tips.count() == 1
    return " ".join(tips.inner_text().split())


def colours(picture: bytes) -> dict[tuple[int, int, int], int]:
    """How many pixels of each colour a picture has."""
    image = pytest.importorskip("PIL.Image").open(io.BytesIO(picture)).convert("RGB")
    return {colour: count for count, colour in image.getcolors(maxcolors=1 << 24)}


@pytest.mark.parametrize(("scheme", "ground"), [("light", LIGHT), ("dark", DARK)])
def test_the_picture_has_the_highlights(open_page: Any, html: str, scheme: str, ground: tuple[int, int, int]) -> None:
    page = open_page(html, scheme=scheme)
    found = colours(page.screenshot())
    assert found[ground] > 2000
    box = quantity(page, "RMB 31.0 billion").bounding_box()
    inside = colours(page.screenshot(clip=box))
    assert inside[ground] > sum(inside.values()) / 3  # the rest is letters
    other = DARK if scheme == "light" else LIGHT
    assert other not in found


def test_the_text_is_the_article(open_page: Any, html: str, articles: list[dict[str, Any]]) -> None:
    page = open_page(html)
    assert page.locator(".ctm-text").all_inner_texts() == [article["text"] for article in articles]
    assert page.title() == "Two articles"


def test_all_kinds_are_highlighted(open_page: Any, html: str) -> None:
    page = open_page(html)
    count = page.evaluate(
        "() => Object.fromEntries(['quantity', 'restated', 'entity', 'metric', 'time', 'source', 'unmatched']"
        ".map(kind => [kind, document.querySelectorAll(`.ctm-text .ctm-${kind}`).length]))"
    )
    assert count["quantity"] == 8
    assert count["restated"] == 1
    assert count["unmatched"] == 1
    assert count["source"] == 2
    assert min(count["entity"], count["metric"], count["time"]) >= 4


def test_the_pointer_shows_the_values_and_lights_up_what_belongs_together(open_page: Any, html: str) -> None:
    page = open_page(html)
    assert lit(page) == []
    assert page.locator(".ctm-tip:visible").count() == 0
    quantity(page, "RMB 31.0 billion").hover()
    told = tip(page)
    assert told.startswith("entity Kuaishou metric revenue, level period 2024Q2 (relative) value 31,000,000,000 CNY")
    assert lit(page) == ["Kuaishou", "revenue", "RMB 31.0 billion", "$4.3 billion", "the second quarter"]
    page.mouse.move(1, 1)
    assert lit(page) == []
    assert page.locator(".ctm-tip:visible").count() == 0


def test_a_name_lights_up_its_figures(open_page: Any, html: str) -> None:
    page = open_page(html)
    page.locator(".ctm-entity", has_text="Meituan").first.hover()
    assert {"Meituan", "21%"} <= set(lit(page))
    assert "RMB 31.0 billion" not in lit(page)
    assert tip(page) == "Meituan"


def test_the_rows_of_one_article_do_not_light_up_another(open_page: Any, html: str) -> None:
    page = open_page(html)
    page.locator(".ctm-quantity", has_text="310亿元").hover()
    assert lit(page) == ["快手", "第二季度", "营收", "310亿元"]


def test_the_keyboard_reaches_every_quantity(open_page: Any, html: str) -> None:
    page = open_page(html)
    reached = []
    for _ in range(9):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.firstChild.textContent"))
        described = page.evaluate("document.getElementById(document.activeElement.getAttribute('aria-describedby')).innerText")
        assert tip(page) == " ".join(described.split())
    assert reached == ["11.6%", "RMB 31.0 billion", "395 million", "21%", "120,000", "48,000 tonnes", "310亿元", "11.6%", "7.2亿"]
    assert "7.2亿" in lit(page)
    page.keyboard.press("Escape")
    assert page.locator(".ctm-tip:visible").count() == 0


@pytest.mark.parametrize("width", [320, 860])
def test_a_tip_stays_in_the_window(open_page: Any, html: str, width: int) -> None:
    page = open_page(html, width=width)
    for mark in page.locator(".ctm-text .ctm-quantity").all():
        page.mouse.move(1, 1)  # a tip can be pointed at, so it has to be left before what it covers is reached
        mark.hover()
        box = page.locator(".ctm-tip:visible").bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
        assert box["y"] >= 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts_the_tips_still_show(open_page: Any, html: str) -> None:
    page = open_page(html, script=False)
    quantity(page, "395 million").hover()
    assert "dau" in tip(page)


SPOILED = "</script><script>document.title = 'spoiled'; alert(1)</script><img src=x onerror=\"document.title = 'spoiled'\">"


@pytest.mark.parametrize("field", ["text", "doc_id", "title", "url"])
def test_no_script_of_a_text_runs(open_page: Any, field: str) -> None:
    document = {"text": "JD's revenue rose 5% in 2023.", "doc_id": "a", "title": "A title"}
    document[field] = f"{SPOILED} JD's revenue rose 5% in 2023. {SPOILED}"
    view = ctm.show(document)
    for content in (view.html, f"<title>A notebook</title>{view._repr_html_()}"):
        page = open_page(content)
        page.wait_for_timeout(50)
        assert page.title() != "spoiled"
        assert page.locator("img").count() == 0
        assert page.locator("script").count() == 1
        if field == "text":
            assert page.locator(".ctm-text").inner_text() == document["text"]


def test_the_page_forbids_what_it_does_not_bring(open_page: Any, browser: Any, html: str) -> None:
    """Even where an escape were missing, the page's policy would run nothing."""
    context = browser.new_context()
    page = context.new_page()
    page.set_content(html.replace("</body>", "<script>document.title = 'spoiled'</script><p style='color: red'>x</p></body>"))
    assert page.title() == "Two articles"
    assert page.eval_on_selector("body > p", "p => getComputedStyle(p).color") != "rgb(255, 0, 0)"
    context.close()


def test_writing_from_right_to_left(open_page: Any) -> None:
    text = "بلغت إيرادات 500 million دولار\nJD's revenue rose 5% in 2023."
    page = open_page(ctm.to_html({"text": text, "lang": "en"}))
    assert page.locator(".ctm-text").inner_text() == text
    arabic, english = (page.locator(".ctm-text > .ctm-mark", has_text=words).first.bounding_box() for words in ("500 million", "JD"))
    assert english["x"] < arabic["x"]  # each line begins on its own side


THEMES = {
    "JupyterLab, light": (JUPYTER, {"light": "true", "ground": "#fff", "text": "#212121"}, "dark", LIGHT),
    "JupyterLab, dark": (JUPYTER, {"light": "false", "ground": "#111", "text": "#e0e0e0"}, "light", DARK),
    "VS Code, light": (VS_CODE, {"theme": "vscode-light", "ground": "#fff", "text": "#333"}, "dark", LIGHT),
    "VS Code, dark": (VS_CODE, {"theme": "vscode-dark", "ground": "#1e1e1e", "text": "#d4d4d4"}, "light", DARK),
    "no theme, light": ("<body>{view}</body>", {}, "light", LIGHT),
    "no theme, dark": ("<body>{view}</body>", {}, "dark", DARK),
}


@pytest.mark.parametrize(("frame", "values", "scheme", "ground"), THEMES.values(), ids=list(THEMES))
def test_a_notebooks_theme_goes_before_the_systems(
    open_page: Any, articles: list[dict[str, Any]], frame: str, values: dict[str, str], scheme: str, ground: tuple[int, int, int]
) -> None:
    page = open_page(frame.format(view=ctm.show(articles)._repr_html_(), **values), scheme=scheme)
    mark = quantity(page, "11.6%")
    mark.hover()
    assert mark.evaluate("mark => getComputedStyle(mark).backgroundColor") == "rgb({}, {}, {})".format(*ground)
    if values:
        page.evaluate("ground => document.body.style.setProperty('color', ground)", values["ground"])
        view = page.locator(".ctm-view").evaluate("view => getComputedStyle(view).backgroundColor")
        assert view == page.evaluate("getComputedStyle(document.body).color")
    assert "Kuaishou" in tip(page)
    box, room = page.locator(".ctm-tip:visible").bounding_box(), page.locator(".ctm-view").bounding_box()
    assert box["x"] >= room["x"]
    assert box["x"] + box["width"] <= room["x"] + max(room["width"], 760)


CONTRAST = """mark => {
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  let ground = mark;
  while (parts(getComputedStyle(ground).backgroundColor)[3] === 0) ground = ground.parentElement;
  const [a, b] = [getComputedStyle(mark).color, getComputedStyle(ground).backgroundColor].map(parts).map(light).sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
}"""


READABLE = {".ctm-mark": 7.0, ".ctm-text": 7.0, ".ctm-title": 7.0, ".ctm-value": 7.0, ".ctm-name": 4.5, ".ctm-facts": 4.5}
"""The least contrast of each."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_can_be_read(open_page: Any, html: str, scheme: str) -> None:
    """Text has the contrast that WCAG 2 asks for at level AAA, 7 to 1; what is told quietly that of level AA, 4.5 to 1."""
    page = open_page(html, scheme=scheme)
    quantity(page, "RMB 31.0 billion").hover()
    for selector, least in READABLE.items():
        ratios = page.eval_on_selector_all(selector, f"all => all.map({CONTRAST})")
        assert ratios and min(ratios) >= least, (selector, min(ratios))
