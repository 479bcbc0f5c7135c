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
  const small = matchMedia('(max-width: 52rem)');
  if (small.matches) contents.open = false;

  /* What scrolls below the header has to know how high it is. */
  const header = document.querySelector('header');
  new ResizeObserver(() => root.style.setProperty('--header', `${header.offsetHeight}px`)).observe(header);

  /* Which box shows the articles of which class, on the page of a change. */
  const boxes = ['same', 'breaking', 'care', 'safe']
    .map((name) => ({ box: byId(`:${name}`), shows: name === 'same' ? name : `worst-${name}` }))
    .filter(({ box: one }) => one);

  /*
   * An entry for each article: its line of the contents, which stands in the
   * same order, and the names in it. They are gathered while nobody waits, and
   * what is left of them when the first letter is typed.
   */
  const articles = document.querySelectorAll('article');
  const lines = document.querySelectorAll('nav li');
  const entries = [];
  const collect = (most) => {
    const end = Math.min(articles.length, entries.length + most);
    for (let i = entries.length; i < end; i++)
      entries.push({
        article: articles[i],
        line: lines[i],
        part: articles[i].parentElement,
        box: boxes.find((one) => articles[i].classList.contains(one.shows))?.box,
        name: lines[i].querySelector('a').textContent.toLowerCase(),
        words: Array.from(articles[i].querySelectorAll('tbody th > code'), (name) => name.textContent).join('\n').toLowerCase(),
      });
    return end < articles.length;
  };
  const later = window.requestIdleCallback ?? ((work) => setTimeout(work, 20));
  const collectLater = () => later(() => collect(20) && collectLater());
  collectLater();

  /* The parts of the page with what stands for each in the contents: a title and a list. */
  const parts = Array.from(document.querySelectorAll('main section'), (section, i) => {
    const list = document.querySelectorAll('nav ul')[i];
    return { section, list, title: list.previousElementSibling };
  });

  /* Every word has to occur somewhere in the entry's names. */
  const filter = () => {
    collect(Infinity);
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    const filled = new Set();
    let found = 0;
    let unseen = 0;
    for (const entry of entries) {
      const fits = words.every((word) => entry.name.includes(word) || entry.words.includes(word));
      if (fits) {
        found++;
        unseen += entry.box?.checked === false;
        filled.add(entry.part);
      }
      if (entry.article.hidden === fits) entry.article.hidden = entry.line.hidden = !fits;
    }
    for (const { section, list, title } of parts)
      section.hidden = list.hidden = title.hidden = words.length > 0 && !filled.has(section);
    nothing.hidden = found > 0 || words.length === 0;
    count.textContent = !words.length ? all : `${found} found${unseen ? `, ${unseen} of them not shown` : ''}`;
  };
  for (const { box: one } of boxes) one.addEventListener('change', () => box.value && filter());

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
  let here = null;
  const arrive = () => {
    const article = byId(location.hash.slice(1));
    here?.removeAttribute('aria-current');
    here = null;
    if (!article || article.localName !== 'article') return;
    if (article.hidden) {
      clear();
      reach(article, 3);
    }
    here = document.querySelector(`nav a[href="${CSS.escape(location.hash)}"]`);
    here?.setAttribute('aria-current', 'location');
    if (here && !small.matches) here.scrollIntoView({ block: 'nearest' });
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
