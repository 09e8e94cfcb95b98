"""What is wrong with the layout of a page, as measured from within the browser.

A text's place is where its letters are drawn, so that labels of charts are measured like the
cells of tables. What a scrolling region hides is not on the page and is left out.
"""

from typing import Final

_TEXTS: Final = """
const texts = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
  const parent = node.parentElement;
  if (!node.data.trim() || parent.closest("title, desc, .skip") ||
      !parent.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue;
  const scroll = parent.closest(".scroll");
  const bounds = scroll && scroll.getBoundingClientRect();
  const range = document.createRange();
  range.selectNodeContents(node);
  for (const box of range.getClientRects()) {
    const left = bounds ? Math.max(box.left, bounds.left) : box.left;
    const right = bounds ? Math.min(box.right, bounds.right) : box.right;
    if (right - left < 1 || box.height < 1) continue;
    texts.push({node, parent, left, right, top: box.top, bottom: box.bottom,
                whole: {left: box.left, right: box.right}});
  }
}
const told = (text) => text.node.data.trim().slice(0, 40);
"""

WIDER_THAN_WINDOW: Final = """() => {
  const wide = document.documentElement.clientWidth;
  const out = [...document.querySelectorAll("body *")].filter((each) =>
    !each.closest(".scroll") && !each.closest(".skip") && each.checkVisibility() &&
    (each.getBoundingClientRect().right > wide + 1 || each.getBoundingClientRect().left < -1));
  const page = document.documentElement.scrollWidth > wide ? ["the page scrolls sideways"] : [];
  return [...page, ...out.slice(0, 5).map((each) => each.outerHTML.slice(0, 80))];
}"""
"""Elements outside the window; wide tables may scroll in regions of their own."""

OVERLAPPING: Final = f"""() => {{
  {_TEXTS}
  texts.sort((one, other) => one.top - other.top);
  const found = [];
  texts.forEach((text, index) => {{
    for (let next = index + 1; next < texts.length; next++) {{
      const other = texts[next];
      if (other.top >= text.bottom) break;
      const across = Math.min(text.right, other.right) - Math.max(text.left, other.left);
      const down = Math.min(text.bottom, other.bottom) - other.top;
      // Boxes of neighbouring lines touch; letters that lie on each other share far more.
      const least = Math.min(text.bottom - text.top, other.bottom - other.top);
      if (across > 1 && down > 0.35 * least) found.push(`${{told(text)}} / ${{told(other)}}`);
    }}
  }});
  return found.slice(0, 5);
}}"""
"""Pairs of texts that are drawn over each other."""

CUT: Final = f"""() => {{
  {_TEXTS}
  const hidden = [...document.querySelectorAll("body *")].filter((each) =>
    ["hidden", "clip"].includes(getComputedStyle(each).overflowX) && each.localName !== "svg" &&
    (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1));
  const boxes = "td, th, .tile, .key-figures div, .headlines div";
  const outside = texts.filter((text) => {{
    const svg = text.parent.closest("svg");
    const box = svg || text.parent.closest(boxes);
    if (!box) return false;
    const frame = box.getBoundingClientRect();
    return text.whole.left < frame.left - 1 || text.whole.right > frame.right + 1 ||
      text.top < frame.top - 1.5 || text.bottom > frame.bottom + 1.5;
  }});
  return [...hidden.map((each) => each.outerHTML.slice(0, 80)), ...outside.map(told)].slice(0, 5);
}}"""
"""Texts that leave their cell, box or drawing, and boxes that hide a part of what is in them."""
