export const desk = {
  title: 'المكتب',
};
