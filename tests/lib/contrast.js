/*
 * What text of the page has less contrast to what it stands on than WCAG 2
 * asks for (4.5; https://www.w3.org/TR/WCAG22/#contrast-minimum): a line for
 * each pair of colours, and how many were looked at.
 */
(() => {
  const channels = (colour) => {
    const numbers = colour.match(/[\d.]+/g).map(Number);
    return { rgb: numbers.slice(0, 3), alpha: numbers[3] ?? 1 };
  };
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => {
    const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (light + 0.05) / (dark + 0.05);
  };
  /* A label in a drawing stands on the box drawn before it, other text on the nearest ground. */
  const ground = (element) => {
    const box = element.localName === 'text' ? element.parentElement.querySelector('rect') : null;
    const fill = box ? getComputedStyle(box).fill : 'none';
    if (fill !== 'none') return channels(fill).rgb;
    for (let e = element; e; e = e.parentElement) {
      const { rgb, alpha } = channels(getComputedStyle(e).backgroundColor);
      if (alpha === 1) return rgb;
    }
    return [255, 255, 255];
  };
  const seen = new Map();
  for (const element of document.querySelectorAll('body *')) {
    const text = Array.from(element.childNodes).some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim());
    if ((!text && element.localName !== 'input') || element.closest('script, title')) continue;
    const style = getComputedStyle(element);
    const placeholder = element.localName === 'input' ? getComputedStyle(element, '::placeholder').color : null;
    const colour = placeholder ?? (element.localName === 'text' ? style.fill : style.color);
    const on = ground(element);
    const key = `${colour} on ${on}`;
    if (!seen.has(key)) seen.set(key, { element, value: ratio(channels(colour).rgb, on) });
  }
  const weak = Array.from(seen).filter(([, { value }]) => value < 4.5);
  return [
    ...weak.map(([key, { element, value }]) => `${value.toFixed(2)} ${key}: ${element.outerHTML.slice(0, 80)}`),
    `${weak.length} of ${seen.size} pairs of colours too weak`,
  ].join('\n');
})();
