// `npm start`: installs what is missing, then becomes the archive in this same process, so that no
// signal is lost between two.
import { prepare } from './install.mjs';

await prepare();
const { start } = await import('./start/run.ts');
const words = process.argv.slice(2);
await start({ dev: words.includes('--dev'), part: words.find((word) => !word.startsWith('--')) });
