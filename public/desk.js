// The desk's one script: keys, the ten seconds before an acceptance is sent, drafts kept while one types,
// and dates in words. Everything here can also be done by form and link, without it.

const root = document.documentElement;
const arabic = root.lang === 'ar';
const KEYS_OFF = 'sawt.desk.keys-off';
const DRAFTS = 'sawt.desk.draft:';
// Whoever signs in next in this browser neither sees nor sends what was somebody else's.
const me = document.querySelector('main')?.dataset.me ?? '';
const DRAFT = `${DRAFTS}${me}:`;

// ---------------------------------------------------------------------------------------- drafts
// What one types is kept in this browser until its form has gone through, so that a dropped
// connection, a closed window or an ended session loses nothing. Signing out forgets all of it.
const KEPT = 'textarea, input[type="text"], input:not([type]), select';

for (const form of document.querySelectorAll('form[method="post"][data-door]')) {
  const key = DRAFT + new URL(form.action).pathname;
  restore(form, key);
  form.addEventListener('input', () => keep(form, key));
  form.addEventListener('submit', () => {
    keep(form, key);
    sessionStorage.setItem('sawt.desk.sent', key);
  });
}
const sent = sessionStorage.getItem('sawt.desk.sent');
if (sent !== null && new URLSearchParams(location.search).has('done')) {
  sessionStorage.removeItem('sawt.desk.sent');
  localStorage.removeItem(sent);
}
document.querySelector('form[action$="/desk/sign-out"]')?.addEventListener('submit', () => {
  for (const key of Object.keys(localStorage)) if (key.startsWith(DRAFTS)) localStorage.removeItem(key);
  sessionStorage.removeItem(HELD);
});

function keep(form, key) {
  const fields = {};
  for (const control of form.querySelectorAll(KEPT)) {
    if (control.name && control.value !== initial(control)) fields[control.name] ??= control.value;
  }
  // The form's own key goes along, so that sending it again after a silence does not decide twice.
  const requestKey = form.elements.namedItem('requestKey')?.value;
  if (Object.keys(fields).length > 0) {
    localStorage.setItem(
      key,
      JSON.stringify({ at: Date.now(), version: versionOf(form), requestKey, fields }),
    );
  } else localStorage.removeItem(key);
}

function restore(form, key) {
  let draft;
  try {
    draft = JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    draft = null;
  }
  if (draft === null) return;
  // An old one is about something that has long changed.
  if (Date.now() - draft.at > 7 * 86_400_000) return localStorage.removeItem(key);
  for (const [name, value] of Object.entries(draft.fields)) {
    const control = form.elements.namedItem(name);
    if (control && 'value' in control && control.type !== 'hidden') control.value = value;
  }
  const requestKey = form.elements.namedItem('requestKey');
  if (requestKey && draft.requestKey && draft.version === versionOf(form))
    requestKey.value = draft.requestKey;
  const details = form.closest('details');
  if (details && form.dataset.door !== 'edit') details.open = true;
}

function versionOf(form) {
  return form.elements.namedItem('version')?.value;
}

function initial(control) {
  if (control.tagName !== 'SELECT') return control.defaultValue;
  return [...control.options].find((option) => option.defaultSelected)?.value ?? '';
}

// -------------------------------------------------------------------------------------- progress
// A file on its way: how much of it is sent, then how many records are read, told in lines of JSON.
for (const form of document.querySelectorAll('form[data-progress]')) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    sendWithProgress(form);
  });
}

function sendWithProgress(form) {
  const bar = document.createElement('progress');
  const words = document.createElement('output');
  bar.setAttribute('aria-label', form.querySelector('button[type="submit"]').textContent);
  form.querySelector('.progress')?.remove();
  const shown = document.createElement('p');
  shown.className = 'progress';
  shown.append(bar, words);
  form.append(shown);
  const request = new XMLHttpRequest();
  request.open('POST', form.action);
  request.setRequestHeader('Accept', 'application/x-ndjson');
  const number = (count) => count.toLocaleString(root.lang);
  const show = (share, text) => {
    if (share === null) bar.removeAttribute('value');
    else bar.value = share;
    words.textContent = text;
  };
  request.upload.onprogress = ({ loaded, total }) => {
    const share = loaded / total;
    show(share, form.dataset.sending.replace('{share}', number(Math.floor(share * 100))));
  };
  const lastLine = () => JSON.parse(request.responseText.split('\n').slice(0, -1).at(-1) ?? '{}');
  request.onprogress = () => {
    const { records, share } = lastLine();
    if (records !== undefined) show(share, form.dataset.reading.replace('{count}', number(records)));
  };
  const stop = (text) => {
    shown.remove();
    form.querySelector('button[type="submit"]').disabled = false;
    const alert = document.createElement('p');
    alert.className = 'progress notice refusal';
    alert.role = 'alert';
    alert.textContent = text;
    form.append(alert);
  };
  request.onload = () => {
    const { to } = lastLine();
    if (to === undefined) stop(form.dataset.broken);
    else location.assign(to);
  };
  request.onerror = () => stop(form.dataset.broken);
  request.send(new FormData(form));
  form.querySelector('button[type="submit"]').disabled = true;
}

// ------------------------------------------------------------------------------------------ undo
for (const form of document.querySelectorAll('form.undo')) countDown(form, () => form.remove());

function countDown(element, over) {
  let left = Number(element.dataset.seconds);
  const shown = element.querySelector('.seconds');
  const tick = setInterval(() => {
    left -= 1;
    if (shown) shown.textContent = String(Math.max(left, 0));
    if (left > 0) return;
    clearInterval(tick);
    over();
  }, 1000);
  return () => clearInterval(tick);
}

// ------------------------------------------------------------------------------------ acceptances
// An acceptance, by key or by button, publishes nothing for ten seconds: it is held in this tab while one
// goes on to the next item, and `u` takes it back. What a closed tab or a long absence left is dropped,
// never sent. Its form's own key goes along, so that sending it twice decides once.
const HELD = 'sawt.desk.held';
const HOLD = 10_000;
const FORGOTTEN = 60_000;
const said = document.querySelector('main')?.dataset ?? {};

function readHeld() {
  try {
    return JSON.parse(sessionStorage.getItem(HELD) ?? '[]').filter((one) => one.by === me);
  } catch {
    return [];
  }
}
function writeHeld(all) {
  sessionStorage.setItem(HELD, JSON.stringify(all));
}
function dropHeld(action) {
  writeHeld(readHeld().filter((one) => one.action !== action));
}

document.addEventListener('submit', (event) => {
  if (event.submitter?.dataset.key !== 'a') return;
  event.preventDefault();
  holdAcceptance(event.target);
});

function holdAcceptance(form) {
  const held = {
    action: form.action,
    body: new URLSearchParams(new FormData(form)).toString(),
    by: me,
    name: document.querySelector('h1')?.textContent.trim() ?? '',
    page: location.pathname + location.search.replace(/[?&](done|undo|refused|seen)=[^&]*/g, ''),
    until: Date.now() + HOLD,
  };
  dropHeld(held.action);
  writeHeld([...readHeld(), held]);
  const onward = document.querySelector('a[data-key="j"]') ?? document.querySelector('a[data-key="k"]');
  if (onward) onward.click();
  else showHeld();
}

function takeBack() {
  const held = readHeld().at(-1);
  if (!held) return false;
  dropHeld(held.action);
  location.assign(held.page);
  return true;
}

async function sendHeld(held) {
  writeHeld(readHeld().map((one) => (one.action === held.action ? { ...one, sentAt: Date.now() } : one)));
  const answer = await fetch(held.action, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams(held.body),
    keepalive: true,
  }).catch(() => null);
  if (answer === null || answer.status >= 500) return tell(said.heldLater, held, null);
  dropHeld(held.action);
  if (answer.ok) {
    localStorage.removeItem(DRAFT + new URL(held.action).pathname);
    return tell(said.heldDone, held, null);
  }
  const { reason = 'other' } = await answer.json().catch(() => ({}));
  const page = `${held.page}${held.page.includes('?') ? '&' : '?'}refused=${encodeURIComponent(reason)}`;
  tell(said.heldRefused, held, page);
}

let bar = null;
function newBar(role) {
  bar?.remove();
  bar = document.createElement('div');
  bar.className = 'undo';
  bar.setAttribute('role', role);
  document.body.append(bar);
  return bar;
}

function named(held) {
  return Object.assign(document.createElement('bdi'), { textContent: held.name });
}

function tell(words, held, page) {
  newBar(page === null ? 'status' : 'alert').append(named(held), ` ${words ?? ''} `);
  if (page !== null) {
    bar.append(Object.assign(document.createElement('a'), { href: page, textContent: said.heldOpen ?? '' }));
  } else {
    const mine = bar;
    setTimeout(() => mine.remove(), 4_000);
  }
}

function showHeld() {
  const newest = readHeld().at(-1);
  for (const form of document.querySelectorAll('form.accept')) {
    form.toggleAttribute(
      'data-holding',
      readHeld().some((one) => one.action === form.action),
    );
  }
  if (!newest || newest.sentAt) return;
  const undo = Object.assign(document.createElement('button'), { type: 'button', className: 'take-back' });
  const seconds = Object.assign(document.createElement('span'), { className: 'seconds' });
  undo.append(`${said.undo ?? ''} `, seconds);
  undo.addEventListener('click', takeBack);
  newBar('status').append(named(newest), ` ${said.heldSoon ?? ''} `, undo);
  bar.dataset.until = String(newest.until);
  seconds.textContent = secondsLeft(newest);
}

function secondsLeft(held) {
  return String(Math.max(0, Math.ceil((held.until - Date.now()) / 1000)));
}

setInterval(() => {
  for (const held of readHeld()) {
    const late = Date.now() - held.until;
    if (late > FORGOTTEN) {
      dropHeld(held.action);
      tell(said.heldRefused, held, held.page);
    } else if (late > 0 && (!held.sentAt || Date.now() - held.sentAt > 5_000)) sendHeld(held);
    const shown = bar?.dataset.until === String(held.until) ? bar.querySelector('.seconds') : null;
    if (shown) shown.textContent = secondsLeft(held);
  }
}, 250);
showHeld();

// ------------------------------------------------------------------------------------------ keys
const rows = [...document.querySelectorAll('tr[data-item]')];

function step(by) {
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  rows[Math.min(Math.max(here + by, 0), rows.length - 1)]?.querySelector('td.said a')?.focus();
}

const KEYS = {
  j: () => (rows.length > 0 ? step(1) : follow('j')),
  k: () => (rows.length > 0 ? step(-1) : follow('k')),
  a: () => {
    const button = document.querySelector('button[data-key="a"]');
    if (button) button.form.requestSubmit(button);
  },
  r: () => open('r'),
  x: () => open('x'),
  e: () => open('e'),
  u: () => takeBack() || document.querySelector('form.undo button')?.click(),
  '/': search,
  '?': () => toggleHelp(),
};

/** To the page's field for searching; where there is none, to the queue's. */
function search() {
  const field = document.querySelector('[data-key="/"]');
  if (field) return field.focus();
  const queue = document.querySelector('a[data-key="k"]')?.href ?? `${arabic ? '/ar' : ''}/desk`;
  location.assign(`${queue}#search`);
}
if (location.hash === '#search') document.querySelector('[data-key="/"]')?.focus();

function follow(key) {
  document.querySelector(`a[data-key="${key}"]`)?.click();
}

function open(key) {
  const summary = document.querySelector(`summary[data-key="${key}"]`);
  if (!summary) return;
  summary.parentElement.open = true;
  summary.parentElement.querySelector('textarea, select, input:not([type="hidden"])')?.focus();
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || keysAreOff()) return;
  const typing = event.target.closest?.('input:not([type="checkbox"], [type="radio"]), textarea, select');
  if (typing) {
    if (event.key === 'Escape') typing.blur();
    return;
  }
  // By the letter's place on the keyboard too, so that an Arabic layout works.
  const places = { Slash: event.shiftKey ? '?' : '/' };
  const place = event.code.startsWith('Key') ? event.code.slice(3).toLowerCase() : places[event.code];
  const key = KEYS[event.key] ? event.key : place;
  if (!KEYS[key]) return;
  event.preventDefault();
  KEYS[key]();
});

function keysAreOff() {
  return localStorage.getItem(KEYS_OFF) === '1';
}

let help = null;
function toggleHelp() {
  if (help) {
    help.remove();
    help = null;
    return;
  }
  help = document.createElement('div');
  help.className = 'keys';
  help.setAttribute('role', 'status');
  help.textContent = said.keysHelp ?? '';
  document.body.append(help);
}
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && help) toggleHelp();
});
for (const button of document.querySelectorAll('[data-keys-hint]')) {
  button.hidden = keysAreOff();
  button.addEventListener('click', toggleHelp);
}

for (const button of document.querySelectorAll('[data-keys-switch]')) {
  const show = () => {
    const off = keysAreOff();
    button.setAttribute('aria-pressed', String(!off));
    button.textContent = off ? button.dataset.off : button.dataset.on;
  };
  button.hidden = false;
  button.addEventListener('click', () => {
    localStorage.setItem(KEYS_OFF, keysAreOff() ? '0' : '1');
    show();
  });
  show();
}

// --------------------------------------------------------------------------------- dates in words
for (const input of document.querySelectorAll('input[data-edtf]')) {
  const words = input.closest('div')?.querySelector('[data-edtf-words]');
  let waiting;
  input.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const zone = input.form.elements.namedItem('zone')?.value ?? '';
      const query = new URLSearchParams({ edtf: input.value, zone });
      const answer = await fetch(`${arabic ? '/ar' : ''}/desk/date?${query}`).catch(() => null);
      if (words && answer?.ok) words.textContent = await answer.text();
    }, 250);
  });
}

// ----------------------------------------------------------------------------------- whole page
const ticks = [...document.querySelectorAll('input[type="checkbox"][name="item"]')];
const all = document.querySelector('[data-select-all]');
if (all) {
  all.hidden = false;
  all.addEventListener('click', () => {
    const on = ticks.some((tick) => !tick.checked);
    for (const tick of ticks) tick.checked = on;
  });
}

// ----------------------------------------------------------------------- one place of a text marked
const spanForm = document.querySelector('form[data-span]');
if (spanForm) {
  const field = (name) => spanForm.elements.namedItem(name);
  document.addEventListener('selectionchange', () => {
    const selection = getSelection();
    if (selection.isCollapsed || selection.rangeCount === 0) return;
    const range = selection.getRangeAt(0);
    const text = range.commonAncestorContainer.parentElement?.closest('[data-part]');
    const words = range.toString();
    if (!text || words.trim() === '') return;
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(range.startContainer, range.startOffset);
    field('part').value = text.dataset.part;
    field('words').value = words;
    field('start').value = String(before.toString().length);
    field('occurrence').value = String(before.toString().split(words).length);
  });
  // What is then typed by hand stands at another place.
  for (const name of ['words', 'part', 'occurrence']) {
    field(name).addEventListener('input', () => {
      field('start').value = '';
    });
  }
}
