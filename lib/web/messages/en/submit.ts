/** What anybody can send in. */
export const submit = {
  title: 'Submit a testimony',
  intro:
    'Do you have, or do you know of, the words of somebody who was there? Send them. You need no account, and we keep no address of yours. A person reads it; nothing is published by sending it.',
  text: 'The words, to the letter',
  speaker: 'Who said it',
  url: 'Where it was posted (a link; nobody here opens it by machine)',
  date: 'When it was said, as far as you know (such as 2016-12-13, or 2016-12~ for about December 2016)',
  how: 'How you know',
  send: 'Send',
  safety:
    'Do not send what could endanger somebody: a place where people hide, a name that is not public. If you are in danger yourself, think first of who may read this device.',
  lookUpTitle: 'Look up what became of it',
  lookUp: 'Look it up',
  receipt: 'Receipt',
  receiptTitle: 'Receipt',
  receiptNew: 'It has arrived. This is the only way to look up what becomes of it: write the receipt down.',
  reportTitle: 'Report a concern',
  reportIntro:
    'About the record {reference}. Your message hides nothing by itself: a person reads it and decides.',
  kind: 'What do you want to say?',
  concern: 'Something in it is wrong or worries me',
  takedown: 'It should be taken down',
  words: 'What we should know',
  back: 'Back to the record',
  fate: {
    waits: 'It waits: nobody has decided about it yet.',
    'not-published': 'It was read, and not published.',
    published: 'It is published.',
    acted: 'It was read, and something was done.',
    declined: 'It was read, and the record stays as it is.',
    none: 'No such receipt. Look at it once more: letters and figures, in four groups.',
  },
  see: 'See it',
  refused: {
    'too-many': 'Too much was sent from where you are. Try again in an hour.',
    'too-long': 'This is too long for a form.',
    'bad-form': 'Something is missing: the words, who said them, and how you know.',
    'record-invalid': 'The link or the date cannot be read. Leave them out if you are not sure.',
    'words-missing': 'Say what it is about.',
    'no-such-testimony': 'There is no such record.',
  },
};
