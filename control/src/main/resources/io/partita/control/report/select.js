// The selected operation, the anomaly that it is, and what is said of it.
function select(i, { zoom = false, scroll = false, hash = true } = {}) {
  timeline.selected = i;
  timeline.anomaly = run.anomalies.findIndex(anomaly => anomaly.operation === i);
  timeline.related = new Set(timeline.anomaly < 0 ? [] : run.anomalies[timeline.anomaly].related);
  timeline.moment = null;
  showOperation(i);
  if (i >= 0) {
    const group = [i, ...timeline.related];
    logs.show(run.finish[i]);
    if (zoom) view.show(Math.min(...group.map(k => run.start[k])), Math.max(...group.map(k => run.finish[k])));
    if (scroll) byId('timeline').scrollIntoView({ block: 'start' });
  }
  if (hash) history.replaceState(null, '', i < 0 ? '#timeline' : `#t=${(run.finish[i] / 1e6).toFixed(3)}&op=${run.index[i]}`);
  redrawSoon();
}

function showOperation(i) {
  const box = byId('operation');
  if (i < 0) {
    box.replaceChildren(element('span', 'muted', 'Point at an operation, or click it to keep it here.'));
    return;
  }
  const facts = [
    ['Operation', '#' + run.index[i]], ['Outcome', outcomeWord(i) + (neverCompleted(i) ? ', ' + notCompleted() : '')],
    ['Process', String(run.process[i])], ['Node', nodeOf(i) || 'none'],
    ['From', formatInstant(run.start[i])], ['To', neverCompleted(i) ? 'open' : formatInstant(run.finish[i])],
    ...(run.waited[i] ? [['Waited before', formatDuration(run.waited[i])]] : []),
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

