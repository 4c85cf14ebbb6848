// What JavaScript adds to a testimony's page: copying a citation, and marked words as a link that
// finds and marks them again. Without it every page is whole.
(() => {
  const cite = document.querySelector('[data-cite]');
  if (!cite || !navigator.clipboard) return;
  const { copied, copy, selection } = cite.dataset;

  const button = (label, onCopy) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = 'copy';
    made.textContent = label;
    // A press would unmark the words before the click comes.
    made.addEventListener('mousedown', (event) => event.preventDefault());
    made.addEventListener('click', async () => {
      await navigator.clipboard.writeText(onCopy());
      made.textContent = copied;
      setTimeout(() => {
        made.textContent = label;
      }, 2000);
    });
    return made;
  };

  for (const line of document.querySelectorAll('[data-citation]')) {
    line.after(button(copy, () => line.textContent));
  }

  // A text fragment (https://wicg.github.io/scroll-to-text-fragment/): - and , have a meaning in it.
  const encode = (text) => encodeURIComponent(text).replaceAll('-', '%2D');
  const fragment = (text) => {
    const words = text.split(/\s+/u);
    if (words.length <= 8) return `#:~:text=${encode(text)}`;
    return `#:~:text=${encode(words.slice(0, 4).join(' '))},${encode(words.slice(-4).join(' '))}`;
  };

  // A text fragment finds whole words alone: a mark that begins or ends within one takes all of it.
  const letter = /[\p{L}\p{M}\p{N}]/u;
  const wholeWords = (words, range) => {
    const text = words.textContent;
    const before = range.cloneRange();
    before.setStart(words, 0);
    let to = before.toString().length;
    let from = to - range.toString().length;
    while (from > 0 && letter.test(text[from]) && letter.test(text[from - 1])) from -= 1;
    while (to < text.length && letter.test(text[to]) && letter.test(text[to - 1])) to += 1;
    return text.slice(from, to);
  };

  let offer = null;
  document.addEventListener('selectionchange', () => {
    const marked = document.getSelection();
    if (offer?.contains(document.activeElement)) return;
    offer?.remove();
    offer = null;
    if (marked.rangeCount === 0 || marked.isCollapsed) return;
    const range = marked.getRangeAt(0).cloneRange();
    const start = range.startContainer;
    const words = (start.nodeType === 1 ? start : start.parentElement)?.closest('blockquote[data-words]');
    if (!words) return;
    // Three clicks mark a paragraph up to the beginning of the next one.
    if (!words.contains(range.endContainer)) range.setEndAfter(words.lastChild);
    const text = wholeWords(words, range).replace(/\s+/gu, ' ').trim();
    if (text === '') return;
    offer = document.createElement('p');
    offer.className = 'offer';
    // A mark of direction on either side keeps the words and what follows them in their own order.
    const isolated = `\u2068${text}\u2069`;
    offer.append(button(selection, () => `“${isolated}” ${cite.dataset.cite}${fragment(text)}`));
    words.after(offer);
  });
})();
