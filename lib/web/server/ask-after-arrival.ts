/**
 * Shares one question among many who ask, and never gives an answer that was asked for before one of
 * them arrived: whoever comes while a question is under way waits for the next. So a burst of
 * readers costs one query at a time, and nobody is told of a state older than their own request.
 */
export function askAfterArrival<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let running: Promise<unknown> | null = null;
  let next: Promise<Answer> | null = null;

  function start(): Promise<Answer> {
    const answer = ask();
    running = answer;
    const done = () => {
      if (running === answer) running = null;
    };
    answer.then(done, done);
    return answer;
  }

  return () => {
    if (running === null) return start();
    next ??= running.then(
      () => {
        next = null;
        return start();
      },
      () => {
        next = null;
        return start();
      },
    );
    return next;
  };
}
