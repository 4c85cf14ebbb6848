import type { ReactNode } from 'react';

/** One part of the apparatus: its name in the margin, always at the same place, and what it says. */
export function Row({ name, id, children }: { name: string; id?: string; children: ReactNode }) {
  return (
    <section className="row" id={id}>
      <h2>{name}</h2>
      <div>{children}</div>
    </section>
  );
}
