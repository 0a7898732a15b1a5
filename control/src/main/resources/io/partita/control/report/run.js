// Wires the page: one window, one cursor, one selection; keys, search, deep links.
readColours();
const charts = [percentiles, scatter, throughput, availability].map(options => new Chart(options));

let frame = 0, chartsDue = 0;
function redrawSoon() {
  if (!frame) frame = requestAnimationFrame(() => { frame = 0; timeline.draw(); showWindow(); });
  // Charts recompute from all operations: a moment after the last movement is early enough.
  clearTimeout(chartsDue);
  chartsDue = setTimeout(() => charts.forEach(chart => chart.redraw()), 60);
}

function showWindow() {
  byId('window-text').textContent = view.whole
      ? 'Whole run, ' + formatDuration(run.end)
      : `${formatInstant(view.from)} to ${formatInstant(view.to)}`;
  document.querySelectorAll('.fit-button').forEach(button => { button.style.visibility = view.whole ? 'hidden' : ''; });
}

view.listeners.push(redrawSoon);
view.cursorListeners.push(() => {
  charts.forEach(chart => chart.drawCursor());
  if (!frame) frame = requestAnimationFrame(() => { frame = 0; timeline.draw(); showWindow(); });
});
theme.listeners.push(() => { readColours(); redrawSoon(); });
new ResizeObserver(redrawSoon).observe(byId('timeline-box'));

// ---- selection ----

function select(i, { zoom = false, scroll = false, hash = true } = {}) {
  timeline.selected = i;
  timeline.anomaly = run.anomalies.findIndex(anomaly => anomaly.operation === i);
  timeline.related = new Set(timeline.anomaly < 0 ? [] : run.anomalies[timeline.anomaly].related);
  timeline.moment = null;
  showOperation(i);
  if (i >= 0) {
    const group = [i, ...timeline.related];
    if (zoom) view.show(Math.min(...group.map(k => run.start[k])), Math.max(...group.map(k => run.finish[k])));
    if (scroll) byId('timeline').scrollIntoView({ block: 'start' });
  }
  if (hash) history.replaceState(null, '', i < 0 ? '#timeline' : '#op=' + run.index[i]);
  redrawSoon();
}

function showOperation(i) {
  const box = byId('operation');
  if (i < 0) {
    box.replaceChildren(element('span', 'muted', 'Point at an operation, or click it to keep it here.'));
    return;
  }
  const facts = [
    ['Operation', '#' + run.index[i]], ['Outcome', OUTCOMES[run.outcome[i]] + (neverCompleted(i) ? ', never completed' : '')],
    ['Process', String(run.process[i])], ['Node', nodeOf(i) || 'none'],
    ['From', formatInstant(run.start[i])], ['To', neverCompleted(i) ? 'open' : formatInstant(run.finish[i])],
    ['Took', formatDuration(run.finish[i] - run.start[i])],
  ];
  if (run.error[i]) facts.push(['Error', textOf(run.error[i])]);
  const active = run.faults.filter(fault => fault.injected <= run.finish[i] && faultEnd(fault) >= run.start[i]);
  if (active.length) facts.push(['Under', active.map(fault => fault.id + ' ' + fault.name).join(', ')]);
  const list = element('dl');
  for (const [term, fact] of facts) {
    const pair = element('div');
    pair.append(element('dt', '', term), element('dd', '', fact));
    list.append(pair);
  }
  const content = [element('div', 'what', describe(i)), list];
  const anomaly = run.anomalies.find(candidate => candidate.operation === i);
  if (anomaly) content.unshift(element('strong', 'bad', anomaly.headline));
  box.replaceChildren(...content);
}

function goToAnomaly(step) {
  if (!run.anomalies.length) return;
  const count = run.anomalies.length, from = timeline.anomaly;
  const next = from < 0 ? (step > 0 ? 0 : count - 1) : (from + step + count) % count;
  select(run.anomalies[next].operation, { zoom: true, scroll: true });
}

// ---- search ----

let matchAt = -1;
function search(query) {
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
      const tokens = `${run.functions[run.f[i]]} p${run.process[i]} ${OUTCOMES[run.outcome[i]]} ${nodeOf(i)} `
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
  if (event.key === 'Enter') { event.preventDefault(); clearTimeout(searchDue); if (!timeline.matches) search(searchBox.value); goToMatch(event.shiftKey ? -1 : 1); }
  if (event.key === 'Escape') { searchBox.value = ''; search(''); timeline.canvas.focus(); }
});

// ---- mouse on the timeline ----

const canvas = timeline.canvas;
const place = event => { const box = canvas.getBoundingClientRect(); return [event.clientX - box.left, event.clientY - box.top]; };
let drag = null, scrolledAt = 0, wheeledAt = 0;
addEventListener('scroll', () => { if (performance.now() - wheeledAt > 300) scrolledAt = performance.now(); }, { passive: true });

canvas.addEventListener('wheel', event => {
  // A page that scrolls past must not be caught here: a wheel turn that began outside stays a scroll.
  const passing = performance.now() - scrolledAt < 250 && document.activeElement !== canvas;
  const nothingLeft = view.whole && event.deltaY > 0 && !event.deltaX;
  if (passing || nothingLeft) return;
  event.preventDefault();
  wheeledAt = performance.now();
  if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) { view.pan(event.deltaX / 1000); return; }
  const pixels = event.deltaY * (event.deltaMode === 1 ? 30 : 1);
  view.zoom(Math.exp(Math.max(-1, Math.min(1, pixels / 350))), timeAt(place(event)[0], timeline.width));
}, { passive: false });

canvas.addEventListener('pointerdown', event => {
  if (event.button !== 0) return;
  drag = { x: event.clientX, from: view.from, to: view.to, moved: false };
  canvas.setPointerCapture(event.pointerId);
});
canvas.addEventListener('pointermove', event => {
  const [x, y] = place(event);
  if (drag) {
    const shift = (event.clientX - drag.x) / (timeline.width - GUTTER - RIGHT) * (drag.to - drag.from);
    drag.moved = drag.moved || Math.abs(event.clientX - drag.x) > 4;
    if (drag.moved) { canvas.classList.add('dragging'); hideTooltip(); view.set(drag.from - shift, drag.to - shift); }
    return;
  }
  hover(x, y);
  view.point(x < GUTTER ? null : Math.min(view.to, timeAt(x, timeline.width)));
});
canvas.addEventListener('pointerup', event => {
  const clicked = drag && !drag.moved;
  drag = null;
  canvas.classList.remove('dragging');
  if (clicked) { const [x, y] = place(event); select(timeline.hit(x, y)); }
});
canvas.addEventListener('pointerleave', () => { hideTooltip(); view.point(null); });
canvas.addEventListener('dblclick', () => view.fit());

function hideTooltip() { timeline.tooltip.hidden = true; timeline.hovered = -1; }
function hover(x, y) {
  const fault = timeline.faultAt(x, y), i = fault ? -1 : timeline.hit(x, y);
  if (i < 0 && !fault) { hideTooltip(); return; }
  const tip = timeline.tooltip;
  if (fault) {
    tip.replaceChildren(element('strong', '', `${fault.id} ${fault.name}`), element('div', '', fault.description ?? ''),
        element('div', '', `${formatInstant(fault.injected)} to ${fault.healed < 0 ? 'the end' : formatInstant(fault.healed)}`));
  } else {
    timeline.hovered = i;
    tip.replaceChildren(element('strong', '', describe(i)),
        element('div', '', `${OUTCOMES[run.outcome[i]]}${run.error[i] ? ': ' + textOf(run.error[i]) : ''}`),
        element('div', '', `#${run.index[i]}, process ${run.process[i]}${nodeOf(i) ? ' on ' + nodeOf(i) : ''}`),
        element('div', '', `${formatInstant(run.start[i])}, ${neverCompleted(i) ? 'never completed' : 'took ' + formatDuration(run.finish[i] - run.start[i])}`));
  }
  tip.hidden = false;
  tip.style.left = Math.max(4, Math.min(x + 14, timeline.width - tip.offsetWidth - 8)) + 'px';
  const below = y + 18, box = byId('timeline-box').clientHeight;
  tip.style.top = (below + tip.offsetHeight > box ? Math.max(2, y - tip.offsetHeight - 10) : below) + 'px';
}

const minimap = timeline.minimap;
let miniDrag = null;
const miniTime = event => (event.clientX - minimap.getBoundingClientRect().left - GUTTER) / (timeline.width - GUTTER - RIGHT) * run.end;
const centre = time => { const half = (view.to - view.from) / 2; view.set(time - half, time + half); };
minimap.addEventListener('pointerdown', event => {
  minimap.setPointerCapture(event.pointerId);
  const time = miniTime(event), inside = time >= view.from && time <= view.to;
  miniDrag = inside ? time - (view.from + view.to) / 2 : 0;
  if (!inside) centre(time);
});
minimap.addEventListener('pointermove', event => { if (miniDrag !== null) centre(miniTime(event) - miniDrag); });
minimap.addEventListener('pointerup', () => { miniDrag = null; });

// ---- keys and buttons ----

const help = byId('help');
const neighbour = step => {
  if (timeline.selected < 0) return;
  const lane = timeline.lanes[timeline.laneOf.get(threadOf(timeline.selected))].operations;
  const next = lane[lane.indexOf(timeline.selected) + step];
  if (next === undefined) return;
  select(next);
  if (run.start[next] < view.from || run.finish[next] > view.to) centre((run.start[next] + run.finish[next]) / 2);
};
const KEYS = {
  j: () => goToAnomaly(1), k: () => goToAnomaly(-1), n: () => goToMatch(1), p: () => goToMatch(-1),
  '+': () => view.zoom(0.6), '=': () => view.zoom(0.6), '-': () => view.zoom(1 / 0.6), 0: () => view.fit(), t: () => theme.toggle(),
  '/': () => { byId('timeline').scrollIntoView({ block: 'start' }); searchBox.focus(); searchBox.select(); },
  '?': () => help.showModal(),
  Escape: () => { select(-1, { hash: timeline.selected >= 0 }); },
};
addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || help.open || event.target.matches('input, textarea, select')) return;
  const arrow = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
  if (arrow) {
    if (event.target !== canvas && event.target !== document.body) return;
    event.preventDefault();
    if (event.shiftKey) neighbour(arrow); else view.pan(arrow * 0.15);
    return;
  }
  const action = KEYS[event.key];
  if (action) { event.preventDefault(); action(); }
});
byId('help-button').addEventListener('click', () => help.showModal());
byId('next-anomaly').addEventListener('click', () => goToAnomaly(1));
byId('previous-anomaly').addEventListener('click', () => goToAnomaly(-1));
byId('next-anomaly').hidden = byId('previous-anomaly').hidden = !run.anomalies.length;
byId('zoom-in').addEventListener('click', () => view.zoom(0.6));
byId('zoom-out').addEventListener('click', () => view.zoom(1 / 0.6));
document.querySelectorAll('.fit-button').forEach(button => button.addEventListener('click', () => view.fit()));
byId('copy-button').addEventListener('click', async event => {
  const button = event.currentTarget;
  try {
    await navigator.clipboard.writeText(byId('command').textContent);
    button.textContent = 'Copied';
  } catch (e) {
    // Where the browser forbids the clipboard, select the text: one more key and it is copied.
    getSelection().selectAllChildren(byId('command'));
    button.textContent = 'Press Ctrl+C';
  }
  setTimeout(() => { button.textContent = 'Copy'; }, 2000);
});

const chips = byId('function-chips');
[['All', -1], ...run.functions.map((name, f) => [name, f])].forEach(([name, f]) => {
  const chip = element('button', '', name);
  chip.type = 'button';
  chip.setAttribute('aria-pressed', String(f === shownFunction));
  chip.addEventListener('click', () => {
    shownFunction = f;
    [...chips.children].forEach(other => other.setAttribute('aria-pressed', String(other === chip)));
    redrawSoon();
  });
  chips.append(chip);
});

[['ok', 'ok'], ['fail', 'fail'], ['info', 'info: unknown'], ['fault', 'fault'], ['anomaly', 'anomaly']].forEach(([name, text]) => {
  const entry = element('span', 'outcome');
  entry.append(element('span', 'key key-' + name), text);
  byId('timeline-legend').append(entry);
});

// ---- deep links: #op=123, #t=12.401, or both ----

function followHash() {
  const wanted = new URLSearchParams(location.hash.slice(1));
  if (wanted.has('op')) {
    const i = operationOfEvent(Number(wanted.get('op')));
    if (i >= 0) select(i, { zoom: true, scroll: true, hash: false });
  }
  if (wanted.has('t') && Number.isFinite(Number(wanted.get('t')))) {
    const time = Math.min(run.end, Math.max(0, Number(wanted.get('t')) * 1e6));
    if (!wanted.has('op')) view.set(time - run.end / 20, time + run.end / 20);
    timeline.moment = time;
    byId('timeline').scrollIntoView({ block: 'start' });
    redrawSoon();
  }
}
addEventListener('hashchange', followHash);
document.addEventListener('click', event => {
  // A link to where the address already points changes nothing, so no event would come: follow it all the same.
  const link = event.target.closest('a[href^="#"]');
  if (link && link.getAttribute('href') === location.hash) followHash();
});

showOperation(-1);
timeline.draw();
showWindow();
charts.forEach(chart => chart.redraw());
followHash();
