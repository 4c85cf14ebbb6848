/** The desk, where archivists and curators work. */
export const desk = {
  title: 'Desk',
  signOut: 'Sign out',
  rooms: {
    queue: 'Queue',
    records: 'Published',
    accessions: 'Accessions',
    log: 'Log',
    accounts: 'Accounts',
  },
  roles: { archivist: 'archivist', curator: 'curator', administrator: 'administrator' },
  done: {
    'signed-out': 'You are signed out.',
  },
  refused: {
    'not-allowed': 'Your role may not do this.',
    'sign-in': 'Your session had ended. What you typed was kept: look at it and send it again.',
    'bad-form': 'Something in the form is missing or cannot be read.',
    other: 'This was refused. Look at the page again, then try once more.',
  },
};
