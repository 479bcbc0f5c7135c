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
  const main = document.querySelector('main');
  const nothing = document.querySelector('.nothing');
  const nav = document.querySelector('nav');
  const contents = nav.querySelector('details');
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
  const lines = Array.from(nav.querySelectorAll('li'));
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
        fits: true,
      });
    return end < articles.length;
  };
  const later = window.requestIdleCallback ?? ((work) => setTimeout(work, 20));
  const collectLater = () => later(() => collect(20) && collectLater());
  collectLater();

  /* The parts of the page: what stands above the articles of each, and what stands for it in the contents. */
  const parts = Array.from(document.querySelectorAll('main section'), (section, i) => {
    const list = nav.querySelectorAll('ul')[i];
    return { section, heads: [list, list.previousElementSibling, ...section.querySelectorAll(':scope > :not(article)')] };
  });

  /* Each picture of all tables: its size, by buttons, keys and the wheel; it is dragged where it is larger than its frame. */
  const pictures = document.querySelectorAll('.picture');
  const zoomable = (picture) => {
    const frame = picture.querySelector('.all');
    const svg = frame.querySelector('svg');
    const { width, height } = svg.viewBox.baseVal;
    let scale = 1;
    /* What is at a place of the frame stays there. */
    const zoom = (to, x = frame.clientWidth / 2, y = frame.clientHeight / 2) => {
      const by = Math.min(Math.max(to, 0.05), 4) / scale;
      const [left, top] = [(frame.scrollLeft + x) * by - x, (frame.scrollTop + y) * by - y];
      scale *= by;
      svg.setAttribute('width', width * scale);
      svg.setAttribute('height', height * scale);
      frame.scrollTo(left, top);
    };
    const fit = () => {
      const style = getComputedStyle(frame);
      const room = frame.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
      const high = parseFloat(style.maxHeight) - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom) - 2;
      zoom(Math.min(room / width, high / height, 1));
    };
    const acts = { in: () => zoom(scale * 1.25), out: () => zoom(scale / 1.25), fit, one: () => zoom(1) };
    const keys = { '+': 'in', '=': 'in', '-': 'out', 0: 'fit', 1: 'one' };
    picture.querySelector('.zoom').addEventListener('click', (event) => acts[event.target.value]?.());
    picture.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
      acts[keys[event.key]]();
      event.preventDefault();
    });
    const turn = (event) => {
      if (!event.ctrlKey) return;
      const { left, top } = frame.getBoundingClientRect();
      zoom(scale * Math.exp(-event.deltaY / 300), event.clientX - left, event.clientY - top);
      event.preventDefault();
    };
    frame.addEventListener('wheel', turn, { passive: false });
    /* A finger scrolls by itself. What was dragged is no click on the table below. */
    let from = null;
    frame.addEventListener('pointerdown', (event) => {
      if (event.pointerType === 'mouse' && event.button === 0)
        from = { x: event.clientX, y: event.clientY, left: frame.scrollLeft, top: frame.scrollTop };
    });
    frame.addEventListener('pointermove', (event) => {
      if (!from || !(event.buttons & 1)) return;
      const [x, y] = [event.clientX - from.x, event.clientY - from.y];
      if (Math.hypot(x, y) > 4 && !frame.classList.contains('dragged')) {
        frame.classList.add('dragged');
        frame.setPointerCapture(event.pointerId);
      }
      if (frame.classList.contains('dragged')) frame.scrollTo(from.left - x, from.top - y);
    });
    frame.addEventListener('dragstart', (event) => event.preventDefault());
    frame.addEventListener('click', (event) => frame.classList.contains('dragged') && event.preventDefault(), true);
    for (const end of ['pointerup', 'pointercancel'])
      frame.addEventListener(end, () => {
        from = null;
        setTimeout(() => frame.classList.remove('dragged'));
      });
  };
  pictures.forEach(zoomable);

  /*
   * A thousand articles take too long to show or hide between two keys. It is
   * put off to the next frames, some in each, the last ones first, so that
   * what is in sight is drawn once, at the end. Another key begins anew.
   */
  const SOME = 300;
  let left = 0;
  let frame = 0;
  const settle = (most, then) => {
    cancelAnimationFrame(frame);
    for (let n = most; left > 0 && n > 0; left--) {
      const { article, fits } = entries[left - 1];
      if (article.hidden !== fits) continue;
      article.hidden = !fits;
      n--;
    }
    main.ariaBusy = left > 0;
    if (left > 0) frame = requestAnimationFrame(() => settle(most || SOME, then));
    else then?.();
  };

  /* Every word has to occur somewhere in the entry's names. The contents show at once which do. */
  let waiting = 0;
  const filter = () => {
    cancelAnimationFrame(waiting);
    collect(Infinity);
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    const filled = new Set();
    let found = 0;
    let unseen = 0;
    for (const entry of entries) {
      entry.fits = words.every((word) => entry.name.includes(word) || entry.words.includes(word));
      if (entry.line.hidden === entry.fits) entry.line.hidden = !entry.fits;
      if (!entry.fits) continue;
      found++;
      unseen += entry.box?.checked === false;
      filled.add(entry.part);
    }
    for (const { section, heads } of parts)
      for (const head of heads) head.hidden = words.length > 0 && !filled.has(section);
    for (const picture of pictures) picture.hidden = words.length > 0;
    nothing.hidden = found > 0 || words.length === 0;
    count.textContent = !words.length ? all : `${found} found${unseen ? `, ${unseen} of them not shown` : ''}`;
    left = entries.length;
  };

  /*
   * Tables out of sight have a guessed height until they come into view, which
   * moves what is below them: look again until the target has stayed where it
   * is for some frames, at most for a second, or until somebody scrolls.
   */
  let goal = null;
  const leave = () => (goal = null);
  const scrolling = ['ArrowDown', 'ArrowUp', 'End', 'Home', 'PageDown', 'PageUp', ' '];
  for (const event of ['pointerdown', 'wheel']) addEventListener(event, leave, { passive: true });
  addEventListener('keydown', (event) => scrolling.includes(event.key) && leave());
  const reach = (target) => {
    const { article, top } = target;
    let last = null;
    let still = 0;
    const look = (frames) => {
      if (goal !== target) return;
      still = article.getBoundingClientRect().top === last ? still + 1 : 0;
      if (top === undefined) article.scrollIntoView();
      else scrollBy(0, article.getBoundingClientRect().top - top);
      last = article.getBoundingClientRect().top;
      if (frames > 0 && still < 8) requestAnimationFrame(() => look(frames - 1));
      else leave();
    };
    goal = target;
    look(60);
  };

  /* What is found is read from the top; with nothing typed any more, the page is where it was before, or where a link led. */
  let searching = false;
  let before = null;
  const inView = () => {
    const { right } = main.getBoundingClientRect();
    const { bottom } = header.getBoundingClientRect();
    const article = scrollY > 0 ? document.elementFromPoint(right - 40, bottom + 20)?.closest('article') : null;
    return article ? { article, top: article.getBoundingClientRect().top } : null;
  };
  const search = () => {
    const typed = box.value.trim() !== '';
    const ended = searching && !typed;
    if (typed && !searching) before = goal ?? inView();
    leave();
    searching = typed;
    filter();
    if (typed) nav.scrollTop = 0;
    settle(0, () => {
      if (typed) scrollTo(0, 0);
      else if (ended && before) reach(before);
    });
  };
  const show = () => {
    box.value = '';
    searching = false;
    filter();
    settle(Infinity);
  };
  for (const { box: one } of boxes) one.addEventListener('change', () => box.value && search());

  /* The table whose name comes closest to what was typed: the same, then one that begins with it. */
  const best = () => {
    const wanted = box.value.trim().toLowerCase();
    const fitting = entries.filter((entry) => entry.fits);
    return fitting.find((e) => e.name === wanted) ?? fitting.find((e) => e.name.startsWith(wanted)) ?? fitting[0];
  };

  /* The next line of the contents that is shown, upwards or downwards. */
  const go = (line, by) => {
    contents.open = true;
    let i = lines.indexOf(line) + by;
    while (lines[i] && !lines[i].checkVisibility()) i += by;
    (lines[i]?.querySelector('a') ?? (by < 0 ? box : null))?.focus();
  };

  box.addEventListener('input', () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(search);
  });
  const inBox = {
    Escape: () => {
      box.value = '';
      search();
      box.blur();
    },
    Enter: () => {
      filter();
      settle(Infinity);
      const entry = box.value.trim() && best();
      if (!entry) return;
      led = true;
      location.hash = entry.article.id;
      entry.article.querySelector('h3 a').focus({ preventScroll: true });
    },
    ArrowDown: () => go(null, 1),
  };
  const inContents = {
    ArrowDown: (line) => go(line, 1),
    ArrowUp: (line) => go(line, -1),
    Escape: () => box.focus(),
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const { target, key } = event;
    const line = target.closest('nav li');
    const act = target === box ? inBox[key] : line ? inContents[key] : null;
    if (act) act(line);
    else if (key === '/' && !target.closest('input[type=search]')) box.select();
    else return;
    event.preventDefault();
  });

  /* A link leads somewhere even when the filter has hidden its target; the browser's own way back is left alone. */
  let here = null;
  let led = performance.getEntriesByType('navigation')[0]?.type === 'navigate';
  document.addEventListener('click', (event) => {
    led ||= event.target.closest('a[href^="#"]') !== null;
  });
  const arrive = () => {
    const article = byId(location.hash.slice(1));
    here?.removeAttribute('aria-current');
    here = null;
    if (!article || article.localName !== 'article') return;
    if (left > 0) settle(Infinity);
    before = { article };
    led ||= article.hidden;
    if (article.hidden) show();
    if (led) reach(before);
    led = false;
    here = nav.querySelector(`a[href="${CSS.escape(location.hash)}"]`);
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
