// The index: a filter over the rows that are already there.
const rows = [...byId('rows').rows];
const texts = rows.map(row => row.textContent.toLowerCase());
let verdict = '';

function filterRows() {
  const words = byId('filter').value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  rows.forEach((row, number) => {
    const fits = (!verdict || row.dataset.verdict === verdict) && words.every(word => texts[number].includes(word));
    row.hidden = !fits;
    if (fits) shown++;
  });
  byId('shown').textContent = shown === rows.length ? '' : `${shown} of ${rows.length}`;
  byId('nothing').hidden = shown > 0 || rows.length === 0;
}

const chips = byId('verdict-chips');
['', ...['invalid', 'unknown', 'valid', 'unreadable'].filter(name => rows.some(row => row.dataset.verdict === name))].forEach(name => {
  const chip = element('button', '', name || 'All');
  chip.type = 'button';
  chip.setAttribute('aria-pressed', String(name === verdict));
  chip.addEventListener('click', () => {
    verdict = name;
    [...chips.children].forEach(other => other.setAttribute('aria-pressed', String(other === chip)));
    filterRows();
  });
  chips.append(chip);
});
byId('filter').addEventListener('input', filterRows);
addEventListener('keydown', event => {
  if (event.target.matches('input') || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === '/') { event.preventDefault(); byId('filter').focus(); }
  if (event.key === 't') theme.toggle();
});
