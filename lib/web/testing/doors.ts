import type { Role } from '@/lib/archive/vocabulary';

/** One address that takes a form. */
export interface Door {
  /** The least that one must be; `anybody` stands before signing in. */
  least: Role | 'anybody';
  /** Every field that the door reads, and no other. */
  fields: readonly string[];
  /** A form that is whole, with made-up names in it. */
  form: Record<string, string>;
}

export const NOBODY = '00000000-0000-7000-8000-000000000000';

const door = (
  least: Door['least'],
  form: Record<string, string> = {},
  more: readonly string[] = [],
): Door => ({ least, form, fields: [...Object.keys(form), ...more] });
/** A form about one item carries what was seen, a key for sending it again, and the view. */
const itemDoor = (least: Role, form: Record<string, string>, more: readonly string[] = []) =>
  door(least, { version: '1', ...form }, ['requestKey', 'from', ...more]);

const LOCALISED = ['context', 'speakerAs', 'dateWhy', 'channel'].flatMap((name) => [
  `${name}.en`,
  `${name}.ar`,
]);
const EDIT =
  `text speaker account platform platformId url lang originalLang date zone happened captured source locator
   rights ageStated note stance wording place events tags minor warnings warning relations record
   translation.lang translation.text translation.by translation.machine translation.status
   relation.keep relation.type relation.to relation.reason relation.source
   collection.name.en collection.name.ar collection.about.en collection.about.ar
   part.place part.reference part.en part.ar`.split(/\s+/);

/**
 * Every address of the build that takes a form and can change something, without its language: who may,
 * and what it reads. Tests hold it against the source, the build, and what each door does; a door that is
 * missing here fails them.
 */
export const DOORS: Record<string, Door> = {
  '/desk/accessions/[slug]/withdraw': door('curator', { reason: 'legal', confirm: 'nobody' }),
  '/desk/accessions/import': door('archivist', {}, ['zone', 'dryRun']),
  '/desk/accounts/[name]/disable': door('administrator'),
  '/desk/accounts/[name]/enable': door('administrator'),
  '/desk/accounts/[name]/reset': door('administrator'),
  '/desk/accounts/[name]/role': door('administrator', { role: 'administrator' }),
  '/desk/accounts/[name]/second-factor': door('administrator'),
  '/desk/accounts/add': door('administrator', { name: 'somebody', role: 'administrator' }),
  '/desk/bulk/decide': door(
    'curator',
    {
      decision: 'reject',
      reason: 'forged',
      requestKey: '0193a000-0000-7000-8000-000000000001',
      chosen: `${NOBODY} 1`,
    },
    ['basis', 'risk', 'minor', 'note', 'from'],
  ),
  '/desk/collections/[slug]/withdraw': door('curator', { reason: 'correction' }),
  '/desk/collections/open': door('archivist', { 'name.en': 'An essay' }, ['name.ar', 'slug']),
  '/desk/items/[id]/accept': itemDoor('curator', { basis: 'consent', risk: 'ordinary', minor: 'no' }),
  '/desk/items/[id]/claim': door('archivist', {}, ['from']),
  '/desk/items/[id]/edit': itemDoor('archivist', { why: 'why' }, [...EDIT, ...LOCALISED]),
  '/desk/items/[id]/escalate': itemDoor('archivist', { note: 'why' }),
  '/desk/items/[id]/reject': itemDoor('curator', { reason: 'forged' }, ['note']),
  '/desk/items/[id]/release': door('archivist', {}, ['from']),
  '/desk/items/[id]/return': itemDoor('curator', { note: 'why' }),
  '/desk/items/[id]/undo': door('archivist', {}, ['from']),
  '/desk/links/[kind]/[slug]/change': door('archivist', { take: 'add', reference: '0000000000' }, ['why']),
  '/desk/outside/settle': door('curator', {
    kind: 'concern',
    reference: '0000000000',
    outcome: 'declined',
  }),
  '/desk/records/[reference]/ask-erase': door('administrator', { why: 'x' }),
  '/desk/records/[reference]/ask-lift': door('administrator', { id: NOBODY, why: 'x' }),
  '/desk/records/[reference]/ask-restore': door('administrator', { why: 'x' }),
  '/desk/records/[reference]/ask-reveal': door('administrator', { why: 'x' }),
  '/desk/records/[reference]/confirm-erase': door('administrator', { reason: 'legal', typed: '0000000000' }),
  '/desk/records/[reference]/confirm-lift': door('administrator', { id: NOBODY }),
  '/desk/records/[reference]/confirm-restore': door('administrator'),
  '/desk/records/[reference]/confirm-reveal': door('administrator'),
  '/desk/records/[reference]/correct': door('archivist'),
  '/desk/records/[reference]/link': door('archivist', { take: 'add', to: 'testimony' }, [
    'side',
    'type',
    'other',
    'reason',
    'source',
    'why',
  ]),
  '/desk/records/[reference]/protect-name': door('curator'),
  '/desk/records/[reference]/redact': door(
    'curator',
    { field: 'words', words: 'these words', reason: 'legal' },
    ['part', 'start', 'occurrence'],
  ),
  '/desk/records/[reference]/withdraw': door('curator', { reason: 'legal' }),
  '/desk/self/passkeys/[id]/name': door('archivist', { name: 'A phone' }),
  '/desk/self/passkeys/[id]/remove': door('archivist'),
  '/desk/self/passkeys/add': door('archivist', { answer: '{}', name: 'A phone' }),
  '/desk/self/passkeys/begin': door('archivist'),
  '/desk/self/password': door('archivist', { old: 'one', fresh: 'another' }),
  '/desk/self/second-factor/codes': door('archivist', {}, ['kept']),
  '/desk/self/second-factor/set-up': door('archivist', { code: '000000' }, ['kept']),
  '/desk/self/sessions/[id]/end': door('archivist'),
  '/report/[reference]/send': door('anybody', { kind: 'concern', words: 'A question' }),
  '/signin/invitation/accept': door('anybody', { username: 'nobody', token: 'x', password: 'y' }),
  '/signin/second-factor/enter': door('anybody', {}, ['code', 'recovery', 'callbackUrl']),
  '/signin/second-factor/set-up': door('anybody', { code: '000000' }, ['kept', 'callbackUrl']),
  '/submit/send': door('anybody', { text: 'Words', speaker: 'Somebody', how: 'By hand' }, ['url', 'date']),
};

/** What takes a POST and reads no field of it: leaving, and the question that a passkey signs. */
export const WITHOUT_FIELDS = ['/desk/sign-out', '/signin/passkey'];
