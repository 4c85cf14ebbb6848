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
  over: 'The sign-in has run out. Begin again.',
  passkey: {
    enter: 'Sign in with a passkey',
    hint: 'Without a password, if you made a passkey on this device or key before: on your own page at the desk.',
    failed: 'The browser gave no passkey. Try again, or sign in with the password.',
    wrong: 'This passkey opens nothing here, or it took too long. Try again, or sign in with the password.',
  },
  second: {
    title: 'One more step',
    setUpTitle: 'A second factor',
    why: 'Who can publish here shows two things at each sign-in: a password, and a code from an app on a phone or in a password manager (any authenticator app will do). A stolen password alone then opens nothing.',
    scan: 'Let the app scan this',
    scanHint: 'In the app, add an account and point the camera here.',
    qr: 'QR code with the secret for your authenticator app',
    sameDevice: 'Or open the app on this device',
    byHand: 'Or type the secret by hand:',
    keep: 'Keep these recovery codes',
    keepHint:
      'Each opens the desk once when the device is not at hand. On paper or in a password manager; they are not shown again.',
    kept: 'I have kept the recovery codes',
    confirm: 'Type the code that the app shows now',
    code: 'Code of six digits',
    setUp: 'Set up and go on',
    noDevice: 'The device is not at hand',
    recovery: 'Recovery code',
    neither: 'Neither device nor codes? Another administrator, or whoever runs the server, can help you.',
    leave: 'Leave, and sign in as somebody else',
    refused: {
      'wrong-code':
        'This code is wrong, was used before, or has run out. Wait for the next one; if it goes on, check the clock of the device.',
      'too-many-tries': 'Too many tries at once. Wait a moment, then try again.',
      'only-recovery': 'There were so many wrong codes that only a recovery code is taken now.',
      'codes-not-kept': 'First keep the recovery codes, and say that you did.',
    },
  },
};
