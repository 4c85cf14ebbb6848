// `npm start`: installs what is missing, then becomes the archive in this same process, so that no
// signal is lost between two.
import { prepare } from './install.mjs';

await prepare();
const { start } = await import('./start/run.ts');
await start({ dev: process.argv.includes('--dev') });
