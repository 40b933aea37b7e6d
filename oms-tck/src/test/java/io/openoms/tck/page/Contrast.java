package io.openoms.tck.page;

/** Measures contrasts as WCAG 2.2 defines them. */
final class Contrast {

  /** An expression that gives the text with the lowest contrast, and its ratio. */
  static final String LOWEST =
      """
      (() => {
        const rgb = text => (text.match(/[\\d.]+/g) ?? []).map(Number);
        const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
          .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
          .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
        const behind = element => {
          for (let at = element; at; at = at.parentElement) {
            const colour = rgb(getComputedStyle(at).backgroundColor);
            if (colour.length === 3 || colour[3] === 1) return colour;
          }
          return [255, 255, 255];
        };
        let lowest = {ratio: 21, text: ''};
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const element = walker.currentNode.parentElement;
          if (!walker.currentNode.data.trim() || !element.checkVisibility()
              || element.closest('#toast, .skip, noscript')) continue;
          const [a, b] = [light(rgb(getComputedStyle(element).color)), light(behind(element))];
          const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
          if (ratio < lowest.ratio) lowest = {ratio, text: walker.currentNode.data};
        }
        return lowest;
      })()\
      """;

  private Contrast() {}
}
