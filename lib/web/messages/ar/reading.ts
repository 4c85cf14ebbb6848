export const reading = {
  home: { title: 'أصوات من حلب' },
};
