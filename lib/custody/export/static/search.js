// Searches the records of this folder, without a network. Every word that is typed must be in a record,
// whatever its marks, its case and its forms of alef, ya, ta marbuta and hamza.
const fold = (text) =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\u0640\p{Cf}]/gu, '')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/ى/g, 'ي')
    .replace(/ة/g, 'ه')
    .replace(/ؤ/g, 'و')
    .replace(/ئ/g, 'ي')
    .toLowerCase();

const field = document.getElementById('words');
const count = document.getElementById('count');
const items = [...document.querySelectorAll('#records > li')].map((item) => ({
  item,
  text: fold(item.textContent),
}));

field.closest('form').hidden = false;
field.addEventListener('input', () => {
  const words = fold(field.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const { item, text } of items) {
    item.hidden = !words.every((word) => text.includes(word));
    if (!item.hidden) shown += 1;
  }
  count.textContent = String(shown);
});
