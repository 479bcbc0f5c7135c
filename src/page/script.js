/*
 * The filter, and keys for those who do not reach for a mouse. The page is
 * whole without this script: what only it can do is hidden until it runs.
 */
'use strict';
(() => {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const box = byId(':filter');
  const count = byId(':count');
  const nothing = document.querySelector('.nothing');
  const contents = document.querySelector('nav details');
  const all = count.textContent;
  root.classList.add('js');

  /* On a phone the contents would stand before everything else. */
  if (matchMedia('(max-width: 52rem)').matches) contents.open = false;

  /* What scrolls below the header has to know how high it is. */
  const header = document.querySelector('header');
  new ResizeObserver(() => root.style.setProperty('--header', `${header.offsetHeight}px`)).observe(header);

  /* An entry of the contents for each article, in the same order. */
  let entries = null;
  const collect = () => {
    const lines = document.querySelectorAll('nav li');
    return Array.from(document.querySelectorAll('article'), (article, i) => ({
      article,
      line: lines[i],
      name: lines[i].querySelector('a').textContent.toLowerCase(),
      words: Array.from(article.querySelectorAll('tbody th'), (th) => th.textContent).join('\n').toLowerCase(),
    }));
  };

  /* Every word has to occur somewhere in the entry's names. */
  const filter = () => {
    entries ??= collect();
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const entry of entries) {
      const fits = words.every((word) => entry.name.includes(word) || entry.words.includes(word));
      found += fits;
      if (entry.article.hidden === fits) entry.article.hidden = entry.line.hidden = !fits;
    }
    for (const part of document.querySelectorAll('main section, nav ul'))
      part.hidden = !part.querySelector('article:not([hidden]), li:not([hidden])');
    for (const title of document.querySelectorAll('nav h2')) title.hidden = title.nextElementSibling.hidden;
    nothing.hidden = found > 0;
    count.textContent = words.length ? `${found} found` : all;
  };

  /* The table whose name comes closest to what was typed: the same, then one that begins with it. */
  const best = () => {
    const wanted = box.value.trim().toLowerCase();
    const left = entries.filter((entry) => !entry.article.hidden);
    return left.find((e) => e.name === wanted) ?? left.find((e) => e.name.startsWith(wanted)) ?? left[0];
  };

  const clear = () => {
    box.value = '';
    filter();
  };

  let waiting = 0;
  box.addEventListener('input', () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(filter);
  });
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      clear();
      box.blur();
    } else if (event.key === 'Enter' && box.value.trim()) {
      filter();
      const entry = best();
      if (entry) {
        location.hash = entry.article.id;
        entry.article.querySelector('h3 a').focus({ preventScroll: true });
      }
    }
  });
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest('input, textarea, select, [contenteditable]');
    if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  /*
   * Tables out of sight have a guessed height until they come into view, which
   * moves what is below them: look again until the target stays where it is.
   */
  const reach = (article, frames) => {
    article.scrollIntoView();
    if (frames > 0) requestAnimationFrame(() => reach(article, frames - 1));
  };

  /* A link leads somewhere even when the filter has hidden its target. */
  const arrive = () => {
    const article = byId(location.hash.slice(1));
    for (const link of document.querySelectorAll('nav a[aria-current]')) link.removeAttribute('aria-current');
    if (!article || article.localName !== 'article') return;
    if (article.hidden) {
      clear();
      reach(article, 3);
    }
    for (const link of document.querySelectorAll('nav a'))
      if (link.hash === location.hash) {
        link.setAttribute('aria-current', 'true');
        if (!matchMedia('(max-width: 52rem)').matches) link.scrollIntoView({ block: 'nearest' });
      }
  };
  addEventListener('hashchange', arrive);
  arrive();

  /* On paper nothing can be unfolded. */
  let folded = [];
  addEventListener('beforeprint', () => {
    folded = Array.from(document.querySelectorAll('main details:not([open])'));
    for (const details of folded) details.open = true;
  });
  addEventListener('afterprint', () => {
    for (const details of folded) details.open = false;
  });
})();
