import type { Translator } from '@/lib/web/translator';

/** Recovery codes to copy, and the word that they were: they are not shown again. */
export function KeptCodes({ t, codes }: { t: Translator; codes: readonly string[] }) {
  return (
    <>
      <ul className="codes" dir="ltr">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <label>
        <input type="checkbox" name="kept" value="yes" required /> {t('signIn.second.kept')}
      </label>
    </>
  );
}
