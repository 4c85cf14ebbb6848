import type { Translator } from '@/lib/web/translator';

/** Where the six digits of the app are typed; phones show digits and offer a code that they know. */
export function CodeField({ t }: { t: Translator }) {
  return (
    <label>
      {t('signIn.second.code')}
      <input
        name="code"
        className="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={20}
        required
        dir="ltr"
      />
    </label>
  );
}
