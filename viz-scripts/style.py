"""One look for all figures: DejaVu Sans, blue for the model, orange for the survey, a footer that says what it is."""
import math
import re
import sys
import warnings

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
from matplotlib import font_manager  # noqa: E402
from matplotlib.colors import LinearSegmentedColormap  # noqa: E402
from matplotlib.ticker import FuncFormatter, NullFormatter  # noqa: E402

BLUE = "#1a5fa8"
ORANGE = "#d9730d"
GREY = "#595959"
LIGHT_GREY = "#d9d9d9"
SEQUENTIAL = LinearSegmentedColormap.from_list("blues", ["#f2f6fb", "#b5d0e8", "#6ba3d0", "#2f77b5", "#14477f"])

# For letters that DejaVu Sans lacks (it has Latin, Cyrillic with those of Kazakh, Greek, Arabic): what is installed of these.
MORE_FONTS = ("Noto Sans CJK SC", "Noto Sans CJK JP", "WenQuanYi Zen Hei", "Droid Sans Fallback", "Noto Sans")


def use_style():
    """Texts are shown as they are written: a dollar sign is money, not mathematics."""
    installed = {font.name for font in font_manager.fontManager.ttflist}
    plt.rcParams.update({
        "font.family": ["DejaVu Sans", *(name for name in MORE_FONTS if name in installed)], "text.parse_math": False,
        "font.size": 9, "axes.titlesize": 10, "axes.titleweight": "bold",
        "axes.titlelocation": "left", "axes.spines.top": False, "axes.spines.right": False, "axes.grid": True,
        "grid.color": "#e6e6e6", "grid.linewidth": 0.6, "axes.axisbelow": True, "legend.frameon": False,
        "figure.dpi": 100, "savefig.dpi": 130, "svg.hashsalt": "kozqaras", "axes.unicode_minus": True})


def wrap(text, figure, size, share=0.95, weight="normal"):
    """Breaks a text to the width of the figure, as its letters are wide: Cyrillic ones are wider than Latin ones."""
    renderer, font = figure.canvas.get_renderer(), font_manager.FontProperties(size=size, weight=weight)
    room = share * figure.get_figwidth() * figure.dpi

    def fits(words):
        return renderer.get_text_width_height_descent(words, font, False)[0] <= room
    lines = []
    for word in re.findall(r"[^ \n]+", text):  # no-break spaces hold numbers together: 6\u00a0544
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and fits(longer):
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)


def add_title(figure, title, subtitle):
    """Title and subtitle at the top; returns the share of the height left below them."""
    title_text = wrap(title, figure, 13.5, weight="bold")
    sub_text = wrap(subtitle, figure, 9)
    inches = figure.get_figheight()
    y = 1 - 0.12 / inches
    figure.text(0.025, y, title_text, fontsize=13.5, fontweight="bold", va="top", ha="left")
    y -= 0.245 * (title_text.count("\n") + 1) / inches
    figure.text(0.025, y, sub_text, fontsize=9, color=GREY, va="top", ha="left")
    return y - 0.17 * (sub_text.count("\n") + 1) / inches - 0.05 / inches


def add_footer(figure, text):
    """Source line at the bottom; returns the share of the height it takes."""
    lines = "\n".join(wrap(part, figure, 7) for part in text.split("\n"))
    figure.text(0.025, 0.08 / figure.get_figheight(), lines, fontsize=7, color=GREY, va="bottom", ha="left")
    return (0.08 + 0.135 * (lines.count("\n") + 1) + 0.08) / figure.get_figheight()


def signed(value, decimals=2):
    """+0.41, −0.05, 0.00: with a true minus sign."""
    text = f"{value:+.{decimals}f}"
    return text[1:] if float(text) == 0 else text.replace("-", "\u2212")


def plain(value, decimals=2):
    """0.41, \u22120.05: with a true minus sign."""
    return signed(value, decimals).lstrip("+")


def power_of_ten(value, _position=None):
    """100 as 10\u00b2, other values as they are."""
    exponent = round(math.log10(value)) if value > 0 else 0
    if value <= 0 or not math.isclose(value, 10.0 ** exponent) or exponent in (0, 1):
        return f"{value:g}".replace("-", "\u2212")
    return "10" + str(exponent).translate(str.maketrans("-0123456789", "\u207b\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"))


def whole_numbers(words):
    """Labels of an axis of points, as the language writes numbers; decimals only where a step needs them."""
    def text_of(value, _position=None):
        return words.number(value, 0 if float(value).is_integer() else 1)
    return FuncFormatter(text_of)


def label_powers(axis):
    """Labels of a logarithmic axis; the library's own are written in mathematics."""
    axis.set_major_formatter(FuncFormatter(power_of_ten))
    axis.set_minor_formatter(NullFormatter())


def overlapping_texts(figure):
    """Pairs of visible texts whose boxes overlap: used by the tests, so that labels stay readable."""
    figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    boxes = []
    # Labels of ticks beyond the axis exist but are not drawn.
    beyond = {id(label) for axes in figure.axes for axis in (axes.xaxis, axes.yaxis) for tick in axis.get_major_ticks()
              for label in (tick.label1, tick.label2)
              if not min(axis.get_view_interval()) <= tick.get_loc() <= max(axis.get_view_interval())}
    for text in figure.findobj(matplotlib.text.Text):
        if id(text) in beyond or not text.get_visible() or not text.get_text().strip():
            continue
        box = text.get_window_extent(renderer)
        if box.width > 1 and box.height > 1:
            boxes.append((text.get_text(), box.x0 + 1, box.x1 - 1, box.y0 + 1, box.y1 - 1))
    pairs = []
    for i, (first, ax0, ax1, ay0, ay1) in enumerate(boxes):
        for second, bx0, bx1, by0, by1 in boxes[i + 1:]:
            if ax0 < bx1 and bx0 < ax1 and ay0 < by1 and by0 < ay1:
                pairs.append((first, second))
    return pairs


def cut_texts(figure):
    """Visible texts that reach over the edge of the picture: used by the tests."""
    renderer, (width, height) = figure.canvas.get_renderer(), figure.canvas.get_width_height()
    boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in (*figure.texts, *(
        text for legend in figure.legends for text in legend.get_texts()), *(
        text for axes in figure.axes if axes.axison for text in (*axes.texts, axes.title, axes._left_title, *axes.get_yticklabels(), *(
            axes.get_legend().get_texts() if axes.get_legend() else ()))))]
    return [words for words, box in boxes if words.strip() and (box.x0 < -1 or box.y0 < -1 or box.x1 > width + 1 or box.y1 > height + 1)]


def save(figure, folder, name, formats):
    """Writes the figure whole or not at all: beside under another name, renamed when done."""
    folder.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        paths = write(figure, folder, name, formats)
    missing = sorted({chr(int(code)) for warning in caught for code in re.findall(r"Glyph (\d+) .*missing", str(warning.message))})
    if missing:
        print(f"warning: {name}: no font of this machine has {''.join(missing)}; they are shown as boxes", file=sys.stderr)
    plt.close(figure)
    return paths


def write(figure, folder, name, formats):
    paths = []
    for extension in formats:
        path = folder / f"{name}.{extension}"
        unfinished = folder / f"{name}.{extension}.tmp"
        metadata = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}.get(extension)
        figure.savefig(unfinished, format=extension, metadata=metadata)
        unfinished.replace(path)
        paths.append(path)
    return paths
