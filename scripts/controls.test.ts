import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';

/** Roles by which a script says that something is a control that HTML does not give. */
const OF_OUR_OWN =
  /\b(?:alertdialog|combobox|dialog|grid|listbox|menu|menubar|menuitem|option|radiogroup|slider|spinbutton|switch|tab|tablist|tabpanel|tree|treegrid|treeitem)\b/;

it('every control is one that HTML gives, so that no library of controls is needed (decision 19)', async () => {
  const files = (await readdir('app', { recursive: true }))
    .filter((name) => name.endsWith('.tsx'))
    .map((name) => path.join('app', name));
  const scripts = (await readdir('public')).filter((name) => name.endsWith('.js'));
  const found: string[] = [];
  for (const file of [...files, ...scripts.map((name) => path.join('public', name))]) {
    const source = await readFile(file, 'utf8');
    // `role="…"`, `.role = '…'` and `setAttribute('role', '…')`.
    for (const [said, role = ''] of source.matchAll(/\brole(?:'?,|\s*=)\s*\{?["']([\w ]+)["']/g)) {
      if (OF_OUR_OWN.test(role)) found.push(`${file}: ${said}`);
    }
    if (/\bcontentEditable\b|\btabIndex=|\bonClick=/.test(source))
      found.push(`${file}: a control of our own`);
  }
  expect(files.length).toBeGreaterThan(50);
  expect(found).toEqual([]);
});
