/** A page of our own words: sections with a name, which is also their place in the address. */
export interface Essay {
  title: string;
  lead: string;
  sections: { id: string; name: string; paragraphs: string[] }[];
}
