// Search by words: which operations match, and going from one match to the next.
let matchAt = -1, searched = '';
function search(query) {
  searched = query;
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const status = byId('search-status');
  matchAt = -1;
  if (!words.length) {
    timeline.matches = null;
    status.textContent = '';
    redrawSoon();
    return;
  }
  timeline.matches = [];
  timeline.matchFlags = new Uint8Array(run.n);
  const number = /^#(\d+)$/.exec(words[0]);
  if (number) {
    const i = operationOfEvent(Number(number[1]));
    if (i >= 0) { timeline.matches.push(i); timeline.matchFlags[i] = 1; }
  } else {
    for (let i = 0; i < run.n; i++) {
      const tokens = `${run.functions[run.f[i]]} p${run.process[i]} ${outcomeWord(i)} ${nodeOf(i)} `
          + `${textOf(run.key[i])} ${textOf(run.argument[i])} ${textOf(run.result[i])} ${textOf(run.error[i])}`;
      const text = tokens.toLowerCase();
      if (words.every(word => isPlain(word) ? hasToken(text, word) : text.includes(word))) {
        timeline.matches.push(i);
        timeline.matchFlags[i] = 1;
      }
    }
  }
  const found = timeline.matches.length;
  status.textContent = found === 0 ? 'No operation matches' : formatCount(found) + (found === 1 ? ' match' : ' matches');
  redrawSoon();
}

/** Numbers, k3, p12 and n1 mean exactly that: 1 must not find 17. */
const isPlain = word => /^[a-z]?\d+$/.test(word);
function hasToken(text, word) {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const before = at ? text[at - 1] : ' ', after = text[at + word.length] ?? ' ';
    if (!/[a-z0-9.]/.test(before) && !/[a-z0-9.]/.test(after)) return true;
  }
  return false;
}

function goToMatch(step) {
  const matches = timeline.matches;
  if (!matches || !matches.length) return;
  matchAt = matchAt < 0 ? (step > 0 ? 0 : matches.length - 1) : (matchAt + step + matches.length) % matches.length;
  byId('search-status').textContent = `${formatCount(matchAt + 1)} of ${formatCount(matches.length)}`;
  const i = matches[matchAt];
  select(i, { scroll: true });
  const span = view.to - view.from, took = run.finish[i] - run.start[i];
  const middle = (run.start[i] + run.finish[i]) / 2, width = Math.max(took * 3, Math.min(span, Math.max(took * 40, 20000)));
  view.set(middle - width / 2, middle + width / 2);
}

const searchBox = byId('search');
let searchDue = 0;
searchBox.addEventListener('input', () => {
  clearTimeout(searchDue);
  searchDue = setTimeout(() => search(searchBox.value), run.n > 20000 ? 150 : 0);
});
searchBox.addEventListener('keydown', event => {
  if (event.key === 'Enter') { event.preventDefault(); clearTimeout(searchDue); if (searched !== searchBox.value) search(searchBox.value); goToMatch(event.shiftKey ? -1 : 1); }
  if (event.key === 'Escape') { searchBox.value = ''; search(''); timeline.canvas.focus(); }
});

