// The run that goes on. The server tells at first all there is, then what has come since; it goes into the page's own data, and what
// the page draws is computed anew. What is held is bounded: when the server has thinned its operations, it begins anew.
const COLUMNS = Object.keys(unpackOperations(JSON.parse(byId('run-data').textContent).columns, 0));
const MINUTE = 60e6, RECENTLY = 10e6, CURVES_EVERY = 5000;
const live = { closed: 0, drawing: false, curvesDrawn: 0 };

/** Makes the columns long enough for so many operations. */
function reserve(count, limit) {
  if (run.start.length >= count) return;
  const length = Math.max(count, Math.min(limit, 2 * count));
  for (const name of COLUMNS) {
    const longer = new run[name].constructor(length);
    longer.set(run[name]);
    run[name] = longer;
  }
}

function put(operations, at) {
  for (const name of COLUMNS) run[name].set(operations[name], at);
}

function takeOperations(message) {
  const shown = run.functions[shownFunction], known = run.functions.length;
  if (message.anew) { live.closed = 0; run.functions = []; run.texts = []; }
  run.functions = run.functions.concat(message.functions);
  run.texts = run.texts.concat(message.texts);
  shownFunction = run.functions.indexOf(shown);
  run.end = Math.max(1, message.end);
  const fresh = unpackOperations(message.fresh.columns, message.fresh.count);
  const unfinished = unpackOperations(message.unfinished.columns, message.unfinished.count);
  unfinished.outcome.fill(OPEN);
  unfinished.finish.fill(run.end);
  reserve(live.closed + message.fresh.count + message.unfinished.count, message.limit);
  put(fresh, live.closed);
  live.closed += message.fresh.count;
  // Those that are still open stand behind the others, and are there anew each time.
  put(unfinished, live.closed);
  run.n = live.closed + message.unfinished.count;
  if (message.anew || known !== run.functions.length) showFunctions();
}

function takeFaults(message) {
  for (const fault of message.faults) {
    const place = run.faults.findIndex(known => known.id === fault.id);
    if (place < 0) run.faults.push(fault); else run.faults[place] = fault;
  }
  run.faults.splice(0, Math.max(0, run.faults.length - message.mostFaults));
}

/** A window that showed the whole run or its end goes on to do so; any other stays where it is. */
function follow(whole, atEnd) {
  const width = view.to - view.from;
  if (whole) { view.from = 0; view.to = run.end; } else if (atEnd) { view.to = run.end; view.from = Math.max(0, run.end - width); }
}

function take(message) {
  // Another run, or more known of this one than when the page was made: the page is made anew.
  if (message.run !== run.live.run || Boolean(message.known) !== run.live.known) { location.reload(); return; }
  if (message.state === 'none') return;
  const whole = view.whole, atEnd = view.to >= run.end * 0.9999;
  const selected = timeline.selected < 0 ? -1 : run.index[timeline.selected];
  takeFaults(message);
  if (message.fresh) {
    takeOperations(message);
    follow(whole, atEnd);
    orderByFinish();
    measureExtents();
  }
  timeline.build();
  keepChosen(selected);
  tell(message);
  draw();
}

/** Positions have changed: the selected operation and those that a search has found are sought anew. */
function keepChosen(selected) {
  timeline.hovered = -1;
  timeline.selected = selected < 0 ? -1 : run.index.subarray(0, run.n).indexOf(selected);
  if (selected >= 0) showOperation(timeline.selected);
  if (timeline.matches) {
    const at = matchAt;
    search(searchBox.value);
    matchAt = at < timeline.matches.length ? at : -1;
  }
}

function draw() {
  if (live.drawing) return;
  live.drawing = true;
  requestAnimationFrame(now => {
    live.drawing = false;
    timeline.draw();
    showWindow();
    charts.forEach(chart => { if (chart.inView) chart.redraw(); else chart.stale = true; });
    if (now - live.curvesDrawn > CURVES_EVERY) { live.curvesDrawn = now; drawPercentileCurves(); }
  });
}

// ---- figures ----

function write(id, text) {
  if (byId(id).textContent !== text) byId(id).textContent = text;
}

const ago = micros => formatDuration(Math.max(0, micros));
const inMinutes = micros => micros < 2 * MINUTE ? formatDuration(micros) : `${Math.floor(micros / MINUTE)} min ${Math.floor(micros % MINUTE / 1e6)} s`;
const perSecond = rate => rate < 10 ? rate.toFixed(1) : formatCount(rate);
const WORDS = {
  preparing: () => 'Cluster and system are made ready.',
  running: message => `for ${inMinutes(message.end)}; ` + (message.lastOk < 0 ? 'no success yet' : `last success ${ago(message.end - message.lastOk)} ago`),
  judging: () => 'Load and faults are over; the history is judged.',
  silent: message => `Nothing has been written for ${formatDuration(message.quietMs * 1000)}: the run was killed, or it hangs.`,
  over: message => message.reason ?? '',
};
const SIGNS = { valid: '✓', invalid: '✗', unknown: '?' };

function tell(message) {
  const verdict = message.verdict, state = byId('live-state');
  write('live-state', (verdict ? `${SIGNS[verdict] ?? '!'} ${verdict}` : message.state).toUpperCase());
  state.className = 'verdict' + (SIGNS[verdict] ? ' verdict-' + verdict : '');
  write('live-reason', WORDS[message.state](message));
  document.title = `${(verdict ?? message.state).toUpperCase()}: ${document.querySelector('.eyebrow').textContent.replace(/\s+/g, ' ').trim()}`;
  byId('live-page').hidden = !message.page;
  byId('live-page').firstElementChild.href = './' + message.run.split('/').map(encodeURIComponent).join('/') + '/index.html';
  write('live-log', message.log.join('\n'));
  tellFaults(message);
  if (message.fresh) { tellOperations(message); tellSpeed(message); }
}

function tellFaults(message) {
  const now = run.faults.filter(fault => fault.state !== 'healed'), broken = now.filter(fault => fault.state === 'broken');
  write('live-faults', message.faultCount ? formatCount(message.faultCount) + ' injected' : 'none');
  write('live-faults-detail', broken.length ? `${broken.length} not healed` : now.length ? now.map(fault => `${fault.name} ${fault.state}`).join(', ') : 'none now');
  byId('live-no-faults').hidden = run.faults.length > 0;
  byId('live-faults-box').hidden = !run.faults.length;
  if (!message.faults.length) return;
  const instant = micros => micros < 0 ? '' : formatInstant(micros);
  byId('live-fault-rows').replaceChildren(...run.faults.slice(-100).reverse().map(fault => {
    const row = element('tr');
    row.append(element('td', fault.state === 'broken' ? 'bad' : '', fault.state), element('td', '', `${fault.id} ${fault.name}`), element('td', '', fault.description),
      element('td', 'num', instant(fault.injected)), element('td', 'num', instant(fault.active)), element('td', 'num', instant(fault.healed)));
    return row;
  }));
}

function tellOperations(message) {
  write('live-operations', formatCount(message.ok + message.fail + message.info));
  byId('live-operations-detail').replaceChildren(...OUTCOMES.map(name => {
    const entry = element('span', 'outcome');
    entry.append(element('span', 'key key-' + name), `${formatCount(message[name])} ${name}`);
    return entry;
  }), `${message.open} open`);
  const worst = message.worst;
  write('live-worst', worst ? formatDuration(worst.took) : 'none');
  write('live-worst-detail', worst ? `${worst.node ? 'on ' + worst.node + ', ' : ''}from ${formatInstant(worst.from)}${worst.ended ? '' : ', goes on'}` : 'no client waited');
  byId('live-thinning').hidden = !message.thinned;
  write('live-thinning', 'Of older operations some stand for others: charts and timeline show a part of them, the slowest always. Counts are of all.');
}

/** The rate of the last seconds, and latencies of all successes so far. */
function tellSpeed(message) {
  const since = Math.max(0, run.end - RECENTLY);
  let recent = 0;
  for (let at = finishedBefore(since); at < run.n; at++) if (run.outcome[byFinish[at]] === OK) recent += weightOf(byFinish[at]);
  write('live-rate', perSecond(recent / Math.max(1, run.end - since) * 1e6));
  write('live-rate-detail', `last 10 s; ${perSecond(message.ok / run.end * 1e6)} so far`);
  const took = new Float64Array(run.n);
  let count = 0;
  for (let i = 0; i < run.n; i++) if (run.outcome[i] === OK) took[count++] = weighed(i);
  if (!count) return;
  const [half, most, slowest] = quantiles(took.subarray(0, count).sort(), [0.5, 0.99, 1]).values;
  write('live-latency', formatDuration(most));
  write('live-latency-detail', `p50 ${formatDuration(half)}, max ${formatDuration(slowest)}`);
}

// ---- the window's end, and the connection ----

for (const [text, width] of [['Last minute', MINUTE], ['Last 10 minutes', 10 * MINUTE]]) {
  const button = element('button', '', text);
  button.type = 'button';
  button.addEventListener('click', () => view.set(run.end - width, run.end));
  document.querySelector('#performance .fit-button').before(button);
}

const events = new EventSource('./live/events');
events.addEventListener('open', () => write('live-link', 'live'));
events.addEventListener('message', event => take(JSON.parse(event.data)));
// The browser connects again by itself; if the server refused for good, it does not.
events.addEventListener('error', () => write('live-link', events.readyState === EventSource.CLOSED ? 'not connected: reload the page' : 'connection lost, trying again'));
