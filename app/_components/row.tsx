import type { ReactNode } from 'react';

/** One part of the apparatus: its name in the margin, always at the same place, and what it says. */
export function Row({
  name,
  id,
  className,
  children,
}: {
  name: string;
  id?: string;
  /** `on-screen` for what is of no use on paper. */
  className?: 'on-screen';
  children: ReactNode;
}) {
  return (
    <section className={className === undefined ? 'row' : `row ${className}`} id={id}>
      <h2>{name}</h2>
      <div>{children}</div>
    </section>
  );
}
