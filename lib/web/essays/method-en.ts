import type { Essay } from './essay';

export const methodEnglish: Essay = {
  title: 'Method',
  lead: 'How the archive decides, dates, translates, protects and withdraws.',
  sections: [
    {
      id: 'deciding',
      name: 'Deciding',
      paragraphs: [
        'Whatever comes in waits in a queue. A curator reads it beside its archived original and accepts it, returns it with a question, or rejects it with a reason. Nothing publishes itself.',
        'Publishing needs a ground: the speaker is a public figure, or has consented, or a source had already published the words. The words of a child, and of anybody at high risk, need two people.',
        'The founding corpus, with which every installation opens, was published without a second person, and each of its records says so.',
      ],
    },
    {
      id: 'quoting',
      name: 'Quoting',
      paragraphs: [
        'Quotations are kept to the letter, with the source’s punctuation. Where a source only paraphrases, the record says “reported, not quoted”, is set differently, and is never shown as somebody’s own words.',
        'The speaker is who said it; the account is where it was posted. They can differ: one account may carry several speakers.',
      ],
    },
    {
      id: 'dating',
      name: 'Dating',
      paragraphs: [
        'A date is as precise as its source, and no more. “About 14 December” is kept as that, together with every day that it can mean and a sentence on how we know. Days are days of Damascus.',
        'Three clocks are kept apart: when it was said, when what it tells of happened, and when it was captured.',
      ],
    },
    {
      id: 'translating',
      name: 'Translating',
      paragraphs: [
        'A translation stands beside its original and never in its place. It says whether a person or a machine made it, and whether a person has reviewed it. Citations cite the original.',
      ],
    },
    {
      id: 'protecting',
      name: 'Protecting',
      paragraphs: [
        'What readers see is a form of its own, made from the record by one rule. It holds no notes, no protected names, no exact positions, no reason why somebody is at risk. The part of the program that serves readers cannot see anything else.',
        'Content warnings put words behind a choice, in lists, in feeds and in citations too.',
        'Readers are not counted. The archive sets no cookie for them, keeps no address of theirs, and asks nothing of other servers.',
      ],
    },
    {
      id: 'withdrawing',
      name: 'Withdrawing',
      paragraphs: [
        'A record can be withdrawn by one person, at once, from every surface. Its address then answers with a tombstone: that something stood here, the class of the reason, and the day. To bring it back needs two people.',
        'Erasing destroys the words themselves and everything made from them. Restoring an old backup erases them again.',
      ],
    },
    {
      id: 'verifying',
      name: 'Verifying',
      paragraphs: [
        'Every decision enters a log to which lines can only be added, and whose signed summary is kept elsewhere too. Each version of a record has a digest, and each record a proof of its place in the log, so that anybody can check that what they read is what was published.',
        'After an erasure the log still verifies, and nothing public in it confirms a guess at the words. Whoever kept the words themselves, or their digest, from before can still confirm them: that is beyond any archive.',
      ],
    },
  ],
};
