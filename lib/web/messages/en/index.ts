import { desk } from './desk';
import { frame } from './frame';
import { reading } from './reading';
import { search } from './search';
import { signIn } from './sign-in';
import { submit } from './submit';

/** Everything the interface says in English, by room. The Arabic catalogue has the same keys. */
export const en = { frame, reading, search, signIn, submit, desk };

type Wording<T> = { [Key in keyof T]: T[Key] extends string ? string : Wording<T[Key]> };
export type Messages = Wording<typeof en>;
