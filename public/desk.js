// The desk's one script: keys, the ten seconds before a key's acceptance is sent, drafts kept while one
// types, and dates in words. Everything here can also be done by form and link, without it.

const root = document.documentElement;
const arabic = root.lang === 'ar';
const KEYS_OFF = 'sawt.desk.keys-off';
const DRAFT = 'sawt.desk.draft:';

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
  for (const key of Object.keys(localStorage)) if (key.startsWith(DRAFT)) localStorage.removeItem(key);
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

// ------------------------------------------------------------------------------------------ keys
// `a` pressed by a tired hand publishes nothing yet: the form is held for ten seconds, and `u` takes it
// back. Leaving the page in the meantime sends nothing.
let held = null;

function holdAcceptance(button) {
  const form = button.form;
  if (!form.reportValidity()) return;
  letGo();
  const bar = document.createElement('div');
  bar.className = 'undo';
  bar.dataset.seconds = '10';
  const undo = document.createElement('button');
  undo.type = 'button';
  undo.append(
    arabic ? 'تراجع ' : 'Undo ',
    Object.assign(document.createElement('span'), { className: 'seconds', textContent: '10' }),
  );
  bar.append(undo);
  bar.setAttribute('role', 'status');
  document.body.append(bar);
  form.setAttribute('data-holding', '');
  const stop = countDown(bar, () => {
    held = null;
    form.requestSubmit(button);
  });
  held = () => {
    stop();
    bar.remove();
    form.removeAttribute('data-holding');
    held = null;
  };
  undo.addEventListener('click', letGo);
  undo.focus();
}

function letGo() {
  held?.();
}

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
    if (button) holdAcceptance(button);
  },
  r: () => open('r'),
  x: () => open('x'),
  e: () => open('e'),
  u: () => (held ? letGo() : document.querySelector('form.undo button')?.click()),
  '/': () => document.querySelector('[data-key="/"]')?.focus(),
  '?': () => toggleHelp(),
};

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
  const key = KEYS[event.key]
    ? event.key
    : event.code.startsWith('Key')
      ? event.code.slice(3).toLowerCase()
      : event.key;
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
  help.textContent = document.querySelector('main')?.dataset.keysHelp ?? '';
  document.body.append(help);
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
