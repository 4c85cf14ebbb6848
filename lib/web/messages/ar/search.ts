export const search = {
  title: 'بحث',
};
