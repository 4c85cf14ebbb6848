/** The door to the desk. */
export const signIn = {
  title: 'Sign in',
  forWhom:
    'For the people who keep this archive. Reading, searching and sending something in need no account.',
  name: 'Name',
  password: 'Password',
  enter: 'Sign in',
  wrong: 'The name and the password do not belong together. After several tries each answer takes longer.',
  again: 'What you want to change asks for a fresh sign-in. What you typed was kept.',
  tooMany: 'Too many sign-ins at once. Wait a moment, then try again.',
  forgotten: 'Forgotten? An administrator of this archive can give you a new password.',
};
