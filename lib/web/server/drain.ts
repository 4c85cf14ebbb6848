import type { Server, ServerResponse } from 'node:http';

export interface Drain {
  /** Whether the server is about to stop: then `/readyz` says so, and a proxy takes it out. */
  draining(): boolean;
  /** How many answers are under way. */
  underWay(): number;
  /** Counts an answer as under way until it is whole or broken off. */
  follow(response: ServerResponse): void;
  /** Ends serving; resolves when the last connection is gone. Safe to call once. */
  end(limits: DrainLimits): Promise<void>;
}

export interface DrainLimits {
  /** Milliseconds to go on taking requests after saying that it will stop. */
  announce: number;
  /** Milliseconds that answers under way may still take; then they are broken off. */
  finish: number;
}

// A connection that was taken just before the port closed may not have brought its request yet.
const QUIET = 250;

/**
 * Ends a server so that no request fails by it: it goes on answering while a proxy that asks `/readyz`
 * takes it out, then closes its port, lets every answer under way end, and only then its connections.
 */
export function drainOf(server: Server): Drain {
  const underWay = new Set<ServerResponse>();
  let lastEnded = 0;
  let draining = false;

  return {
    draining: () => draining,
    underWay: () => underWay.size,
    follow(response) {
      underWay.add(response);
      // The client's next request goes to another process instead of a connection that we close.
      if (draining) response.setHeader('Connection', 'close');
      response.once('close', () => {
        underWay.delete(response);
        lastEnded = Date.now();
      });
    },
    async end({ announce, finish }) {
      draining = true;
      await pause(announce);
      // After this turn's connections were taken: what still waits at the port would be cut.
      await new Promise((resolve) => setImmediate(resolve));
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      lastEnded = Date.now();
      const giveUp = Date.now() + finish;
      const quiet = () => underWay.size === 0 && Date.now() - lastEnded >= QUIET;
      while (!quiet() && Date.now() < giveUp) await pause(50);
      server.closeAllConnections();
      await closed;
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
