import { createHash } from 'node:crypto';
import type pg from 'pg';
import { computeDate } from '@/lib/archive/edtf-date';
import type { FormOf, Named, PublicDate, PublicForm } from '@/lib/archive/public-form';
import { canonicalJson } from '@/lib/custody/canonical-json';

/** A date for tests; throws on EDTF that has no bounds. */
export function sampleDate(edtf: string | null, why?: string): PublicDate {
  const computed = computeDate(edtf);
  if (!computed.ok) throw new Error(computed.message);
  return { ...computed.value, why: why === undefined ? null : { en: why } };
}

const lina: Named = { slug: 'lina-shamy', name: { en: 'Lina Shamy', ar: 'لينا شامي' } };
const bana: Named = { slug: 'bana', name: { en: 'Bana', ar: 'بانا' } };
const fatemah: Named = { slug: 'fatemah', name: { en: 'Fatemah', ar: 'فاطمة' } };
const churkin: Named = { slug: 'vitaly-churkin', name: { en: 'Vitaly Churkin' } };
const banasAccount: Named = { slug: 'twitter-bana', name: { en: 'Account of Bana' } };
const eastAleppo: Named = { slug: 'eastern-aleppo', name: { en: 'Eastern Aleppo', ar: 'شرق حلب' } };
const collapse: Named = {
  slug: 'ceasefire-collapses',
  name: { en: 'The ceasefire collapses', ar: 'انهيار وقف إطلاق النار' },
};
const cnn = {
  slug: 'cnn-dear-world',
  label: { en: 'CNN, “Dear world, why are you silent?”' },
  title: '‘Dear world, why are you silent?’: Desperate pleas from inside Aleppo',
  publisher: 'CNN',
  author: null,
  locator: null,
};

/** A testimony with everything unknown that can be; tests say what matters to them. */
export function sampleTestimony(
  given: Pick<FormOf<'testimony'>, 'reference' | 'text'> & Partial<FormOf<'testimony'>>,
): FormOf<'testimony'> {
  return {
    form: 'testimony',
    kind: 'post',
    stance: 'testimony',
    wording: 'quoted',
    lang: 'en',
    originalLang: 'en',
    translations: [],
    speaker: { ...lina, type: 'person', as: { en: 'activist in eastern Aleppo' } },
    account: null,
    platform: null,
    channel: null,
    url: null,
    date: sampleDate(null),
    happened: null,
    captured: null,
    places: [eastAleppo],
    events: [],
    tags: [],
    sources: [cnn],
    warnings: [],
    minor: null,
    ageStated: null,
    context: null,
    rights: 'The words are their speaker’s.',
    basis: 'published-by-named-source',
    reviewedBy: 'none',
    accession: 'sample',
    original: 'transcription',
    ...given,
  };
}

const aboutTheCollapse = sampleDate('2016-12-14~', 'said as the ceasefire of the 13th collapsed');
const arabic = (text: string) => [
  { lang: 'ar', text, by: null, machine: true, status: 'unreviewed' as const },
];

/** One of everything that a page can meet: translated, reported, of a minor, warned of, undated, in Arabic. */
export const SAMPLE_FORMS: PublicForm[] = [
  sampleTestimony({
    reference: 'q1q1q1q1q1',
    text: 'Assad & Iranians broke the ceasefire. the genocide still ongoing!',
    account: { slug: 'twitter-lina-shamy', name: { en: 'Lina Shamy' }, platform: 'twitter', handle: null },
    platform: 'twitter',
    date: aboutTheCollapse,
    events: [collapse],
    tags: [{ slug: 'aleppo', label: 'Aleppo' }],
    context: {
      en: 'A ceasefire for eastern Aleppo had been agreed the day before.',
      ar: 'كان قد اتُّفق في اليوم السابق على وقف لإطلاق النار في شرق حلب.',
    },
    translations: arabic('الأسد والإيرانيون خرقوا وقف إطلاق النار. الإبادة ما زالت مستمرة!'),
  }),
  sampleTestimony({
    reference: 'q5q5q5q5q5',
    text: 'I am talking to the world now live from East Aleppo. This is my last moment to either live or die,',
    speaker: { ...bana, type: 'person', as: { en: 'a 7-year-old girl' } },
    account: { ...banasAccount, platform: 'twitter', handle: null },
    platform: 'twitter',
    date: sampleDate('2016-12-13', '“on Tuesday”'),
    warnings: ['child-in-danger', 'despair'],
    minor: true,
    ageStated: '7',
    events: [collapse],
    translations: arabic('أتحدث إلى العالم الآن مباشرة من شرق حلب. هذه لحظتي الأخيرة لأعيش أو أموت،'),
  }),
  sampleTestimony({
    reference: 'q6q6q6q6q6',
    text: "Dear world, there's intense bombing right now. Why are you silent? Why? Why? Why? Fear is killing me & my kids.",
    speaker: { ...fatemah, type: 'person', as: { en: 'Bana’s mother', ar: 'والدة بانا' } },
    account: { ...banasAccount, platform: 'twitter', handle: null },
    platform: 'twitter',
    date: sampleDate('2016-12-14', '“on Wednesday”'),
    events: [collapse],
  }),
  sampleTestimony({
    reference: 'q8q8q8q8q8',
    wording: 'reported',
    text: 'the Assad regime and Iran had already breached the ceasefire',
    date: aboutTheCollapse,
    events: [collapse],
    platform: 'twitter',
  }),
  sampleTestimony({
    reference: 'c4c4c4c4c4',
    stance: 'statement',
    wording: 'reported',
    kind: 'statement',
    text: 'all military action has officially ended in Aleppo',
    speaker: { ...churkin, type: 'person', as: { en: 'Russian ambassador to the UN' } },
    date: aboutTheCollapse,
    events: [collapse],
  }),
  sampleTestimony({
    reference: 'a1a1a1a1a1',
    text: 'ما زال القصف مستمراً والناس في الملاجئ.',
    lang: 'ar',
    originalLang: 'ar',
    speaker: { slug: 'people-in-aleppo', name: { en: 'People in Aleppo' }, type: 'group', as: null },
    date: sampleDate(null),
    places: [],
    sources: [],
  }),
  { form: 'person', ...lina, type: 'person', about: { en: 'An activist in eastern Aleppo.' } },
  { form: 'person', ...bana, type: 'person', about: null },
  { form: 'person', ...fatemah, type: 'person', about: null },
  { form: 'person', ...churkin, type: 'person', about: null },
  { form: 'person', slug: 'people-in-aleppo', name: { en: 'People in Aleppo' }, type: 'group', about: null },
  {
    form: 'account',
    ...banasAccount,
    platform: 'twitter',
    handle: null,
    url: null,
    about: null,
  },
  {
    form: 'source',
    slug: cnn.slug,
    label: cnn.label,
    title: cnn.title,
    publisher: 'CNN',
    author: null,
    url: null,
    about: { en: 'Written on a Wednesday.' },
    date: sampleDate('2016-12-14~'),
  },
  {
    form: 'place',
    ...eastAleppo,
    about: null,
    type: 'district',
    within: { slug: 'aleppo', name: { en: 'Aleppo', ar: 'حلب' } },
    lat: null,
    lon: null,
  },
  {
    form: 'place',
    slug: 'beirut',
    name: { en: 'Beirut', ar: 'بيروت' },
    about: null,
    type: 'city',
    within: null,
    lat: 33.89,
    lon: 35.5,
  },
  {
    form: 'place',
    slug: 'norway',
    name: { en: 'Norway', ar: 'النرويج' },
    about: null,
    type: 'country',
    within: null,
    lat: 61,
    lon: 9,
  },
  {
    form: 'event',
    ...collapse,
    type: 'ceasefire',
    about: null,
    date: sampleDate('2016-12-14'),
    places: [eastAleppo],
    sources: [cnn],
    credit: null,
  },
  sampleRally(
    'rally-beirut',
    'Rally in Beirut',
    { slug: 'beirut', name: { en: 'Beirut' } },
    'rally',
    '2016-12~',
  ),
  sampleRally(
    'vigil-norway',
    'Vigil in Norway',
    { slug: 'norway', name: { en: 'Norway' } },
    'vigil',
    '2016-05-01~',
  ),
  {
    form: 'collection',
    slug: 'the-hours',
    name: { en: 'The hours after the ceasefire', ar: 'الساعات التي تلت الهدنة' },
    about: { en: 'What was said as it fell.' },
    items: [
      { words: { en: 'On the morning of the fourteenth, messages came out of the city.' } },
      { reference: 'q1q1q1q1q1' },
      { words: { en: 'Far away, the same hours were told otherwise.' } },
      { reference: 'c4c4c4c4c4' },
    ],
  },
  sampleRelation(
    'q6q6q6q6q6',
    'c4c4c4c4c4',
    'contradicts',
    'She tells of bombing; he says military action ended.',
  ),
  sampleRelation('q8q8q8q8q8', 'q1q1q1q1q1', 'repeats', 'Probably the same message, paraphrased.'),
  sampleRelation('q1q1q1q1q1', 'gonegonego', 'corroborates', 'One end is not public.'),
];

function sampleRally(
  slug: string,
  name: string,
  place: Named,
  type: 'rally' | 'vigil',
  edtf: string,
): FormOf<'event'> {
  return {
    form: 'event',
    slug,
    name: { en: name },
    about: null,
    type,
    date: sampleDate(edtf),
    places: [place],
    sources: [cnn],
    credit: null,
  };
}

function sampleRelation(
  from: string,
  to: string,
  type: FormOf<'relation'>['type'],
  reason: string,
): FormOf<'relation'> {
  return { form: 'relation', from, to, type, reason: { en: reason }, source: null };
}

/** Puts forms into `public_form` as publishing does, each as the current version. */
export async function insertForms(pool: pg.Pool, forms: readonly PublicForm[]): Promise<void> {
  const rows = forms.map((form) => {
    const canonical = canonicalJson(form);
    return {
      kind: form.form,
      key: keyOf(form),
      form,
      digest: createHash('sha256').update(canonical).digest('hex'),
      earliest: 'date' in form ? form.date.earliest : null,
      latest: 'date' in form ? form.date.latest : null,
    };
  });
  await pool.query(
    `INSERT INTO public_form (kind, key, version, form, digest, earliest, latest)
     SELECT kind, key, 1, form, digest, earliest, latest FROM jsonb_to_recordset($1::jsonb)
       AS row (kind text, key text, form jsonb, digest text, earliest timestamptz, latest timestamptz)`,
    [JSON.stringify(rows)],
  );
}

function keyOf(form: PublicForm): string {
  switch (form.form) {
    case 'testimony':
      return form.reference;
    case 'relation':
      return `${form.from}-${form.type}-${form.to}`;
    default:
      return form.slug;
  }
}
