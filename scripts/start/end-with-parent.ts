/**
 * Ends this process once, by `end`, when it is told to or when whoever started it is gone: the channel
 * to a killed parent closes, and without us its next start would find the port taken.
 */
export function endWithParent(end: () => Promise<void>): void {
  let ending = false;
  const once = async () => {
    if (ending) return;
    ending = true;
    await end();
    process.exit(0);
  };
  process.on('SIGTERM', once);
  process.on('SIGINT', once);
  process.on('disconnect', once);
}
