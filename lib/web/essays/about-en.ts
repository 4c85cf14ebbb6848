import type { Essay } from './essay';

export const aboutEnglish: Essay = {
  title: 'About',
  lead: 'Sawt (صوت, “voice”) is an open archive of testimony on social media. It begins with Aleppo in 2016.',
  sections: [
    {
      id: 'what',
      name: 'What it keeps',
      paragraphs: [
        'In 2016 people in the besieged part of Aleppo spoke to the world through their telephones: posts, videos, messages. Much of it was quoted once in a newspaper and then lost with the account it stood on.',
        'The archive keeps such words one by one: who said them, where, when, in what source they are found, and what others claimed about the same hours. Somebody inside, speaking, is a testimony. Somebody speaking about it is a statement. Both have their place, side by side.',
      ],
    },
    {
      id: 'not',
      name: 'What it does not do',
      paragraphs: [
        'It gives no verdict. Where two records speak against each other, both stand, each with its source and the reason why they were placed together.',
        'It invents nothing. What is not known, such as a date, an account or a place, is shown as unknown.',
        'It shows no pictures. A photograph that a source credits is named with its photographer, and stays with its owner.',
      ],
    },
    {
      id: 'whose',
      name: 'Whose words these are',
      paragraphs: [
        'The words belong to those who spoke them. They are quoted with attribution, for the record and for research. If words here are yours, or endanger somebody, use “Report a concern” on their page: one person can take a record out of sight at once.',
        'The program is free software under the MIT licence.',
      ],
    },
    {
      id: 'open',
      name: 'Open to machines',
      paragraphs: [
        'Everything that people can read here programs can read too: a JSON interface described by OpenAPI, linked data, a feed, OAI-PMH for libraries, citations in the usual formats, and exports of everything. No page sets a cookie for readers or asks anything of another server.',
      ],
    },
  ],
};
