// The index: filters over the rows that are already there. What is chosen stands in the address, so a view can be
// linked to: #workload=zk-register&nemesis=kill&verdict=invalid&text=stale.
const rows = [...byId('rows').rows];
const texts = rows.map(row => row.textContent.toLowerCase());
const NAMES = ['workload', 'nemesis', 'verdict', 'text'];
let chosen = Object.fromEntries(NAMES.map(name => [name, '']));

function filterRows() {
  const words = chosen.text.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  rows.forEach((row, number) => {
    const fits = ['workload', 'nemesis', 'verdict'].every(name => !chosen[name] || row.dataset[name] === chosen[name])
      && words.every(word => texts[number].includes(word));
    row.hidden = !fits;
    if (fits) shown++;
  });
  byId('shown').textContent = shown === rows.length ? '' : `${shown} of ${rows.length}`;
  byId('nothing').hidden = shown > 0 || rows.length === 0;
}

function showChoice() {
  for (const name of ['workload', 'nemesis']) byId(name).value = chosen[name];
  if (byId('filter').value !== chosen.text) byId('filter').value = chosen.text;
  [...byId('verdict-chips').children].forEach(chip => chip.setAttribute('aria-pressed', String(chip.value === chosen.verdict)));
  filterRows();
}

function choose(change) {
  chosen = { ...chosen, ...change };
  const address = new URLSearchParams(NAMES.filter(name => chosen[name]).map(name => [name, chosen[name]])).toString();
  // Replaced, not pushed: each key typed would be a step back otherwise.
  history.replaceState(null, '', address ? '#' + address : location.pathname + location.search);
  showChoice();
}

function readAddress() {
  const parameters = new URLSearchParams(location.hash.slice(1));
  chosen = Object.fromEntries(NAMES.map(name => [name, parameters.get(name) || '']));
  showChoice();
}

function fill(name) {
  [...new Set(rows.map(row => row.dataset[name]))].sort().forEach(value => {
    const option = element('option', '', value.length > 60 ? value.slice(0, 59) + '…' : value);
    option.value = value;
    byId(name).append(option);
  });
  byId(name).addEventListener('change', () => choose({ [name]: byId(name).value }));
}

/** Moves the focus to the next (1) or previous (-1) run that is shown. */
function step(direction) {
  const shown = rows.filter(row => !row.hidden);
  const here = shown.findIndex(row => row.contains(document.activeElement));
  const next = shown[here < 0 ? 0 : Math.min(shown.length - 1, Math.max(0, here + direction))];
  if (next) next.querySelector('.what a').focus();
}

fill('workload');
fill('nemesis');
['', ...['invalid', 'unknown', 'valid', 'unreadable'].filter(name => rows.some(row => row.dataset.verdict === name))].forEach(name => {
  const chip = element('button', '', name || 'All');
  chip.type = 'button';
  chip.value = name;
  chip.addEventListener('click', () => choose({ verdict: name }));
  byId('verdict-chips').append(chip);
});
byId('filter').addEventListener('input', () => choose({ text: byId('filter').value }));
addEventListener('hashchange', () => {
  readAddress();
  if (location.hash.includes('=')) byId('runs').scrollIntoView();
});
addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Escape') { choose(Object.fromEntries(NAMES.map(name => [name, '']))); document.activeElement.blur(); return; }
  if (event.target.matches('input, select')) return;
  if (event.key === '/') { event.preventDefault(); byId('filter').focus(); }
  if (event.key === 't') theme.toggle();
  if (event.key === 'j') step(1);
  if (event.key === 'k') step(-1);
});
readAddress();
