export const reading = {
  home: { title: 'Voices from Aleppo' },
};
