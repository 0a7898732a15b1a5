// The run that is going on. Every event carries the whole state, so there is nothing to keep and nothing to catch up on.
const SHOWN = 180;
const SVG = 'http://www.w3.org/2000/svg';
const seconds = ms => (ms / 1000).toFixed(1) + ' s';

function put(id, text) {
  if (byId(id).textContent !== text) byId(id).textContent = text;
}

function shape(className, x, y, width, height) {
  const rect = document.createElementNS(SVG, 'rect');
  rect.setAttribute('class', className);
  Object.entries({ x, y, width, height }).forEach(([name, value]) => rect.setAttribute(name, value.toFixed(2)));
  return rect;
}

function draw(state) {
  const first = Math.max(0, Math.floor(state.elapsedMs / 1000) - SHOWN + 1);
  const step = 1080 / SHOWN;
  const most = Math.max(1, ...state.seconds.map(counts => counts[0] + counts[1] + counts[2]));
  const shapes = state.faults.map(fault => {
    const from = Math.max(0, fault.fromMs / 1000 - first), to = (fault.toMs < 0 ? state.elapsedMs : fault.toMs) / 1000 - first;
    return to <= 0 ? null : shape('band', from * step, 0, (to - from) * step, 180);
  }).filter(Boolean);
  state.seconds.forEach((counts, second) => {
    let top = 180;
    ['ok', 'fail', 'info'].forEach((name, which) => {
      const height = counts[which] / most * 170;
      top -= height;
      if (height > 0) shapes.push(shape(name, second * step, top, step * .85, height));
    });
  });
  byId('chart').replaceChildren(...shapes);
}

function outcome(state) {
  const line = byId('outcome');
  line.replaceChildren();
  if (state.state === 'silent') {
    line.textContent = `Nothing has been written for ${seconds(state.silentMs)}: the run was killed, or it hangs.`;
  } else if (state.verdict) {
    const page = element('a', `badge badge-${state.verdict}`, state.verdict);
    page.href = './' + state.run.split('/').map(encodeURIComponent).join('/') + '/';
    line.append(page, ' ' + state.reason);
  }
}

function show(state) {
  if (state.state === 'none') return;
  put('what', `${state.workload} × ${state.nemesis}`);
  document.title = `Partita: ${state.verdict || state.state}, ${state.workload}`;
  put('state', state.state);
  put('elapsed', seconds(state.elapsedMs));
  for (const name of ['ok', 'fail', 'info', 'open']) put(name, String(state[name]));
  const last = state.seconds.slice(-11, -1);
  put('rate', last.length ? (last.reduce((sum, counts) => sum + counts[0], 0) / last.length).toFixed(1) + ' ok/s' : '');
  put('last-ok', state.lastOkMs < 0 ? 'none yet' : seconds(Math.max(0, state.elapsedMs - state.lastOkMs)) + ' ago');
  byId('faults').replaceChildren(...state.faults.map(fault => {
    const row = element('tr');
    row.append(element('td', '', fault.state), element('td', '', `${fault.id} ${fault.name}`), element('td', '', fault.description),
      element('td', 'num', seconds(fault.fromMs)), element('td', 'num', fault.toMs < 0 ? '' : seconds(fault.toMs)));
    return row;
  }).reverse());
  put('log', state.log.join('\n'));
  outcome(state);
  draw(state);
}

const events = new EventSource('./live/events');
events.addEventListener('open', () => put('link', 'live'));
events.addEventListener('message', event => show(JSON.parse(event.data)));
// The browser connects again by itself; if the server refused for good, it does not.
events.addEventListener('error', () => put('link', events.readyState === EventSource.CLOSED ? 'not connected: reload the page' : 'connection lost, trying again'));
addEventListener('keydown', event => {
  if (event.key === 't' && !event.ctrlKey && !event.metaKey && !event.altKey) theme.toggle();
});
