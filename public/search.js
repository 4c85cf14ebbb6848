// What JavaScript adds to the search page. Every filter stays a link, a box and a plain form: each choice is a
// page of its own, so that address and Back are the browser's own. What is added: a box answers at once, words
// answer as they are typed, empty fields stay out of the address, and the page stays where it was and the
// box in focus.
(() => {
  const form = document.querySelector('form[data-search]');
  if (!form) return;
  const FIELDS = ['q', 'from', 'to', 'sort'];

  form.addEventListener('formdata', ({ formData }) => {
    const given = [...formData].filter(
      ([name, value]) => value !== '' && `${name}=${value}` !== 'sort=relevance',
    );
    for (const name of new Set(formData.keys())) formData.delete(name);
    for (const [name, value] of given) formData.append(name, value);
  });
  const address = () => {
    const query = new URLSearchParams(new FormData(form)).toString();
    return form.getAttribute('action') + (query === '' ? '' : `?${query}`);
  };

  // What this page shows the answer to. Words that are being typed are one step for Back, however many answers
  // they had on the way.
  let shown = location.search;
  let waiting = 0;
  let asking = null;
  const show = async (to, remember) => {
    clearTimeout(waiting);
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    const answer = await fetch(to, { signal });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const found = page.querySelector('[data-answer]');
    if (!found) throw new Error('no answer');
    if (signal.aborted) return;
    remember();
    shown = location.search;
    document.querySelector('[data-answer]').replaceWith(found);
    document.title = page.title;
    const language = 'header a[hreflang]';
    document.querySelector(language).href = page.querySelector(language).href;
    // What a browser takes the form back to is what this page answers now.
    form.elements.q.defaultValue = form.elements.q.value;
  };
  form.elements.q.addEventListener('input', ({ isComposing }) => {
    clearTimeout(waiting);
    asking?.abort();
    if (isComposing) return;
    waiting = setTimeout(() => {
      const to = address();
      const how = history.state?.typed ? 'replaceState' : 'pushState';
      // The button still asks, and its page says what is wrong.
      show(to, () => history[how]({ typed: true }, '', to)).catch(() => {});
    }, 300);
  });
  form.addEventListener('submit', () => {
    clearTimeout(waiting);
    asking?.abort();
  });
  addEventListener('popstate', () => {
    if (location.search === shown) return;
    const given = new URLSearchParams(location.search);
    for (const name of FIELDS) {
      form.elements[name].value = given.get(name) ?? (name === 'sort' ? 'relevance' : '');
    }
    show(location.href, () => {}).catch(() => location.reload());
  });

  const KEPT = 'sawt.search.place';
  const keep = (focus) => {
    sessionStorage.setItem(KEPT, JSON.stringify({ path: location.pathname, top: scrollY, focus }));
  };
  form.addEventListener('change', ({ target }) => {
    if (target.type !== 'checkbox') return;
    keep({ name: target.name, value: target.value });
    form.requestSubmit();
  });
  form.addEventListener('click', ({ target }) => {
    if (target.closest('.facets a, .histogram a, .limits a')) keep(null);
  });
  // On the way back a browser fills in what was chosen last, which is not what this page answers.
  addEventListener('pageshow', ({ persisted }) => {
    const [how] = performance.getEntriesByType('navigation');
    if (persisted || how?.type === 'back_forward') form.reset();
  });

  const kept = sessionStorage.getItem(KEPT);
  sessionStorage.removeItem(KEPT);
  if (kept === null) return;
  const { path, top, focus } = JSON.parse(kept);
  if (path !== location.pathname) return;
  scrollTo(0, top);
  if (focus) {
    form
      .querySelector(`[name="${focus.name}"][value="${CSS.escape(focus.value)}"]`)
      ?.focus({ preventScroll: true });
  }
})();
