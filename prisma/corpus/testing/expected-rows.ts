/**
 * What the founding corpus must hold, row by row, written down a second time: Q for people speaking
 * from inside, C for statements about it. `quotation` is exact, to the letter and the punctuation mark,
 * also where the source prints a comma inside the quotation. `claims` are parts of a reported text.
 */
export interface ExpectedRow {
  reference: string;
  speaker: string;
  /** EDTF, or null where the date is unknown. */
  date: string | null;
  source: string;
  quotation?: string;
  claims?: string[];
}

export const EXPECTED_ROWS: Record<string, ExpectedRow> = {
  Q1: {
    reference: 'z1dq6a6hzp',
    speaker: 'lina-shamy',
    date: '2016-12-14~',
    source: 'cnn-dear-world',
    quotation: 'Assad & Iranians broke the ceasefire. the genocide still ongoing!',
  },
  Q2: {
    reference: 's3dd9e7xze',
    speaker: 'lina-shamy',
    date: '2016-12-14~',
    source: 'cnn-dear-world',
    quotation: 'Civilians are stuck in the city again and no one can leave the city under this agreement.',
  },
  Q3: {
    reference: 'g3de1747hg',
    speaker: 'bilal-abdul-kareem',
    date: '2016-12-14~',
    source: 'cnn-dear-world',
    quotation:
      'After an agreement was reached last night, regime forces are intensely shelling the Aleppo. People must stay engaged,',
  },
  Q4: {
    reference: 'd01kw5zvsf',
    speaker: 'salah-ashkar',
    date: '2016-12-14~',
    source: 'cnn-dear-world',
    quotation:
      'shelling and bombardment are back and all civilians are in total panic and hiding in shelters.',
  },
  Q5: {
    reference: 'egw5xrrw5q',
    speaker: 'bana',
    date: '2016-12-13',
    source: 'cnn-dear-world',
    quotation:
      'I am talking to the world now live from East Aleppo. This is my last moment to either live or die,',
  },
  Q6: {
    reference: 'xemg8vn7w4',
    speaker: 'fatemah',
    date: '2016-12-14',
    source: 'cnn-dear-world',
    quotation:
      "Dear world, there's intense bombing right now. Why are you silent? Why? Why? Why? Fear is killing me & my kids.",
  },
  Q7: {
    reference: 'z6kb1n4w02',
    speaker: 'ahmad',
    date: '[..2016-05]',
    source: 'fusion-red-profile-pictures',
    quotation: "It's a metal barrel that Assad fills up with TNT explosives to kill us,",
  },
  Q8: {
    reference: 'qk47am2dzw',
    speaker: 'lina-shamy',
    date: '2016-12-14~',
    source: 'conflicting-reports-from-aleppo',
    claims: [
      'the Assad regime and Iran had already breached the ceasefire',
      'no one had been allowed to leave the besieged city',
    ],
  },
  Q9: {
    reference: '3dvy2kva69',
    speaker: 'bilal-abdul-kareem',
    date: '2016-12-14~',
    source: 'cnn-dear-world',
    claims: ['rebels', 'ready to surrender and move out of the city'],
  },
  Q10: {
    reference: '609kx8016w',
    speaker: 'save-our-syria',
    date: '[2016-04,2016-05]',
    source: 'fusion-red-profile-pictures',
    quotation:
      'The international community’s failure to prioritize our protection amounts to a death sentence,',
  },
  Q11: {
    reference: 'sse1jnatxr',
    speaker: 'save-our-syria',
    date: '[2016-04,2016-05]',
    source: 'fusion-red-profile-pictures',
    quotation: 'We are being left to die as the world watches.',
  },
  Q12: {
    reference: 'qp5ayyyrj8',
    speaker: 'bilal-abdul-kareem',
    date: '2016-12-14~',
    source: 'cnn-dear-world',
    claims: ['confirmed that the shelling had not stopped'],
  },
  Q13: {
    reference: '55rfnywxs2',
    speaker: 'people-inside-aleppo',
    date: '2016-12~',
    source: 'upworthy-rallies-for-aleppo',
    quotation: 'nowhere safe to run.',
  },
  Q14: {
    reference: '0hm05ts9m8',
    speaker: 'civilians-in-aleppo',
    date: '2016-12-14~',
    source: 'conflicting-reports-from-aleppo',
    quotation: 'hell',
  },
  Q15: {
    reference: '0ktz0gfg7s',
    speaker: 'protesters-in-idlib',
    date: '2016-12~',
    source: 'upworthy-rallies-for-aleppo',
    quotation: 'before it is too late.',
  },
  C1: {
    reference: '3tagtgadfv',
    speaker: 'samantha-power',
    date: '2016-12-13',
    source: 'retaking-of-eastern-aleppo',
    quotation:
      'Aleppo will join the ranks of those events in world history that define modern evil, that stain our conscience decades later. Halabja, Rwanda, Srebrenica, and, now, Aleppo.',
  },
  C2: {
    reference: 'eavx6yg035',
    speaker: 'samantha-power',
    date: '2016-12-13',
    source: 'retaking-of-eastern-aleppo',
    quotation: 'Is there literally nothing that can shame you?',
  },
  C3: {
    reference: '4nnga21e64',
    speaker: 'vitaly-churkin',
    date: '2016-12-13',
    source: 'retaking-of-eastern-aleppo',
    quotation:
      'Remember what country you’re representing. Remember your own country’s track record, and then you can start opining from any position of moral supremacy.',
  },
  C4: {
    reference: '0kk4mabdqz',
    speaker: 'vitaly-churkin',
    date: '2016-12-14~',
    source: 'conflicting-reports-from-aleppo',
    claims: [
      'all military action had officially ended in Aleppo',
      'arrangement let rebel fighters leave',
      'civilians who wished to follow',
    ],
  },
  C5: {
    reference: 'ww5wbhc45n',
    speaker: 'recep-tayyip-erdogan',
    date: '2016-12-14',
    source: 'cnn-dear-world',
    quotation: 'Turkey will not leave the people of Aleppo alone,',
  },
  C6: {
    reference: 'w1536yp8tt',
    speaker: 'recep-tayyip-erdogan',
    date: '2016-12-14',
    source: 'cnn-dear-world',
    quotation:
      'I call all parties and international society to respect the ceasefire, to support it. A humanitarian corridor should be open and innocent people should be able to leave with no obstacle and sabotage. People of eastern Aleppo should leave safe and sound.',
  },
  C7: {
    reference: 'vyxn8e4adk',
    speaker: 'rupert-colville',
    date: '2016-12-14~',
    source: 'conflicting-reports-from-aleppo',
    claims: ['pro-government forces', 'at least 82 civilians in recent days'],
  },
  C8: {
    reference: '2s28w19fjc',
    speaker: 'staffan-de-mistura',
    date: '2016-12-14~',
    source: 'conflicting-reports-from-aleppo',
    claims: ['around 1,500 of the people trapped were rebel fighters'],
  },
  C9: {
    reference: '0haxqvze2a',
    speaker: 'john-kerry',
    date: '2016-04-28?',
    source: 'fusion-red-profile-pictures',
    quotation:
      'It appears to have been a deliberate strike on a known medical facility and follows the Assad regime’s appalling record of striking such facilities and first responders,',
  },
  C10: {
    reference: 'dm6egkr120',
    speaker: 'united-nations',
    date: '2016-12-16?',
    source: 'retaking-of-eastern-aleppo',
    claims: ['6000 people had left Syria', 'after the ceasefire began'],
  },
  C11: {
    reference: 'q1s6zw4604',
    speaker: 'malala-yousafzai',
    date: null,
    source: 'upworthy-rallies-for-aleppo',
    quotation: 'When the whole world is silent, even one voice becomes powerful.',
  },
  C12: {
    reference: '0hq7wb2zxa',
    speaker: 'recep-tayyip-erdogan',
    date: '2016-12-14',
    source: 'cnn-dear-world',
    claims: ['accused the regime of breaking the truce'],
  },
  C13: {
    reference: 'f4ytj46py6',
    speaker: 'turkish-officials-and-activists',
    date: '2016-12-14~',
    source: 'cnn-dear-world',
    claims: ['the Syrian regime and other forces shelled and bombarded heavily'],
  },
  C14: {
    reference: 'stchz14qx7',
    speaker: 'united-nations',
    date: '2016-12-14~',
    source: 'cnn-dear-world',
    claims: ['around 50,000 civilians', 'trapped in the rebel-held zone'],
  },
  C15: {
    reference: 'r76pnfbpmq',
    speaker: 'cnbc',
    date: '2016-12-16?',
    source: 'retaking-of-eastern-aleppo',
    claims: ['50,000 people still remained in Aleppo'],
  },
  C16: {
    reference: '2p0j544b3m',
    speaker: 'moscow',
    date: '2016-12-14~',
    source: 'conflicting-reports-from-aleppo',
    claims: ['vehemently denied the allegations of violence against civilians'],
  },
  C17: {
    reference: 'nk57pp2d9v',
    speaker: 'united-nations',
    date: '2016-12~',
    source: 'upworthy-rallies-for-aleppo',
    claims: ['Russian and Syrian forces', 'dozens of civilians in a few days'],
  },
  C18: {
    reference: 'p2nf79mjmx',
    speaker: 'the-guardian',
    date: '[..2016-05]',
    source: 'fusion-red-profile-pictures',
    claims: ['90% of Russian airstrikes in Syria had not targeted ISIS'],
  },
  C19: {
    reference: 'jz7dzn6jwz',
    speaker: 'bashar-al-assad',
    date: '2016-12-16?',
    source: 'retaking-of-eastern-aleppo',
    quotation: 'liberation',
  },
};
