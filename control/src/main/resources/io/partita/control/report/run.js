// Wires the page: one window, one cursor, one selection; keys and deep links.
readColours();
const charts = (run.byNode ? [percentiles, scatter, throughput, availability] : [percentiles, scatter, throughput])
    .map(options => new Chart(options)).concat(signalCharts());

// What is out of sight is drawn when it comes into sight.
let timelineInView = false, timelineStale = true;
function drawTimeline() {
  timelineStale = !timelineInView;
  if (timelineInView) timeline.draw();
}
new IntersectionObserver(entries => {
  timelineInView = entries[entries.length - 1].isIntersecting;
  if (timelineStale) drawTimeline();
}, { rootMargin: '60px' }).observe(byId('timeline-box'));

let frame = 0, chartsDue = 0;
function redrawSoon() {
  if (!frame) {
    frame = requestAnimationFrame(() => {
      frame = 0;
      drawTimeline();
      showWindow();
      charts.forEach(chart => { if (chart.inView) chart.redraw(true); else chart.stale = true; });
    });
  }
  // Charts recompute what they show a moment after the last movement: until then they move with what they have.
  clearTimeout(chartsDue);
  chartsDue = setTimeout(() => charts.forEach(chart => { if (chart.inView) chart.redraw(); }), 140);
}

function showWindow() {
  byId('window-text').textContent = view.whole
      ? (run.live ? 'Whole run so far, ' : 'Whole run, ') + formatDuration(run.end)
      : `${formatInstant(view.from)} to ${formatInstant(view.to)}`;
  document.querySelectorAll('.fit-button').forEach(button => { button.style.visibility = view.whole ? 'hidden' : ''; });
}

view.listeners.push(redrawSoon);
view.cursorListeners.push(() => {
  charts.forEach(chart => chart.drawCursor());
  if (!frame) frame = requestAnimationFrame(() => { frame = 0; drawTimeline(); showWindow(); });
});
theme.listeners.push(() => { readColours(); redrawSoon(); drawPercentileCurves(); });
new ResizeObserver(redrawSoon).observe(byId('timeline-box'));
new ResizeObserver(drawPercentileCurves).observe(byId('performance'));

// On paper everything is drawn, in the colours for light paper, whatever was in sight and whatever was chosen.
let themeOnScreen;
function drawAll() {
  readColours();
  drawPercentileCurves();
  timeline.draw();
  charts.forEach(chart => chart.redraw());
}
addEventListener('beforeprint', () => {
  themeOnScreen = root.dataset.theme;
  root.dataset.theme = 'light';
  drawAll();
});
addEventListener('afterprint', () => {
  if (themeOnScreen) root.dataset.theme = themeOnScreen; else delete root.dataset.theme;
  drawAll();
});

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
function showFunctions() {
  chips.replaceChildren(...[['All', -1], ...run.functions.map((name, f) => [name, f])].map(([name, f]) => {
    const chip = element('button', '', name);
    chip.type = 'button';
    chip.setAttribute('aria-pressed', String(f === shownFunction));
    chip.addEventListener('click', () => {
      shownFunction = f;
      [...chips.children].forEach(other => other.setAttribute('aria-pressed', String(other === chip)));
      redrawSoon();
    });
    return chip;
  }));
}
showFunctions();

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
    logs.show(time);
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
drawPercentileCurves();
logs.build();
followHash();
if (logs.at === null) logs.show(run.anomalies.length ? run.finish[run.anomalies[0].operation] : run.faults.length ? run.faults[0].injected : 0);
