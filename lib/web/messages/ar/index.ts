import type { Messages } from '../en';
import { desk } from './desk';
import { frame } from './frame';
import { reading } from './reading';
import { search } from './search';
import { signIn } from './sign-in';
import { submit } from './submit';

/** Everything the interface says in Arabic. A key that English has and this lacks does not compile. */
export const ar: Messages = { frame, reading, search, signIn, submit, desk };
