import type { ReactNode } from 'react';
import type { Essay } from '@/lib/web/essays/essay';
import type { InterfaceLanguage } from '@/lib/web/languages';
import { PageShell } from './page-shell';
import { Row } from './row';

/** A page of the archive's own words, its sections named in the margin like every apparatus here. */
export function EssayPage({
  essay,
  lang,
  path,
  children,
}: {
  essay: Essay;
  lang: InterfaceLanguage;
  path: string;
  /** What stands between the lead and the sections. */
  children?: ReactNode;
}) {
  return (
    <PageShell lang={lang} path={path} title={essay.title} description={essay.lead} room="about">
      <h1>{essay.title}</h1>
      <p className="lead">{essay.lead}</p>
      {children}
      {essay.sections.map(({ id, name, paragraphs }) => (
        <Row key={id} id={id} name={name}>
          {paragraphs.map((words) => (
            <p key={words}>{words}</p>
          ))}
        </Row>
      ))}
    </PageShell>
  );
}
