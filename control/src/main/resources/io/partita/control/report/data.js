// The run's data: typed columns, and the words for one operation.
const OUTCOMES = ['ok', 'fail', 'info'];
const OK = 0, FAIL = 1, INFO = 2;
/** While a run goes on, an operation may still be open: it is none of the outcomes yet. */
const OPEN = 3;

function unpack(base64, count, sum) {
  const bytes = atob(base64);
  const values = sum ? new Float64Array(count) : new Int32Array(count);
  let at = 0, total = 0;
  for (let i = 0; i < count; i++) {
    let value = 0, weight = 1, byte;
    do {
      byte = bytes.charCodeAt(at++);
      value += (byte & 127) * weight;
      weight *= 128;
    } while (byte > 127);
    value = value % 2 ? -(value + 1) / 2 : value / 2;
    total += value;
    values[i] = sum ? total : value;
  }
  return values;
}

/** Operations as they are packed, column by column. */
function unpackOperations(packed, n) {
  const columns = {
    start: unpack(packed.start, n, true), index: unpack(packed.index, n, true),
    process: unpack(packed.process, n), completion: unpack(packed.completion, n), key: unpack(packed.key, n),
    argument: unpack(packed.argument, n), result: unpack(packed.result, n), error: unpack(packed.error, n),
    finish: unpack(packed.duration, n, true), f: new Uint16Array(n), outcome: new Uint8Array(n),
    waited: packed.waited ? unpack(packed.waited, n) : new Int32Array(n),
    weight: packed.weight ? unpack(packed.weight, n) : new Int32Array(n).fill(1),
  };
  const kind = unpack(packed.kind, n);
  for (let i = n - 1; i >= 0; i--) {
    // "finish" was unpacked as running sums of durations, to keep them exact beyond 32 bits.
    columns.finish[i] = columns.start[i] + columns.finish[i] - (i ? columns.finish[i - 1] : 0);
    columns.f[i] = Math.floor(kind[i] / 3);
    columns.outcome[i] = kind[i] % 3;
  }
  return columns;
}

function load() {
  const data = JSON.parse(byId('run-data').textContent);
  const run = {
    n: data.count, every: data.every, end: Math.max(1, data.end), nodes: data.nodes, concurrency: data.concurrency,
    byNode: data.byNode, functions: data.functions, texts: data.texts, faults: data.faults, anomalies: data.anomalies,
    signals: data.signals, live: data.live, ...unpackOperations(data.columns, data.count),
  };
  run.anomalies = run.anomalies.filter(anomaly => anomaly.operation >= 0)
      .sort((a, b) => run.finish[a.operation] - run.finish[b.operation]);
  return run;
}

const run = load();
const laneCount = run.concurrency > 0 ? run.concurrency : 1;

const threadOf = i => run.concurrency > 0 ? run.process[i] % run.concurrency : run.process[i];
// Where clients ask any server, a thread tells nothing of a node.
const nodeNumber = thread => run.byNode && run.nodes.length ? thread % run.nodes.length : -1;
const nodeOf = i => run.byNode && run.nodes.length ? run.nodes[nodeNumber(threadOf(i))] : '';
const textOf = number => number ? run.texts[number - 1] : '';
/** How long an operation took for whoever wanted it: in an open load from the time for which it was scheduled. */
const latencyOf = i => run.finish[i] - run.start[i] + run.waited[i];
const neverCompleted = i => run.completion[i] === 0;
const outcomeWord = i => OUTCOMES[run.outcome[i]] ?? 'open';
const notCompleted = () => run.live ? 'not completed yet' : 'never completed';
/** How many operations one that is shown stands for. */
const weightOf = i => run.weight[i] * run.every;

/** "read k3 → 17", as short as it can be said. */
function describe(i) {
  let text = run.functions[run.f[i]];
  if (run.key[i]) text += ' ' + textOf(run.key[i]);
  if (run.argument[i]) text += ' ' + textOf(run.argument[i]);
  if (run.result[i]) text += ' → ' + textOf(run.result[i]);
  return text;
}

/** The position of the operation to which an event of the history belongs, or -1. */
function operationOfEvent(event) {
  const invoked = run.index.subarray(0, run.n).indexOf(event);
  if (invoked >= 0) return invoked;
  for (let i = run.n - 1; i >= 0; i--) if (run.index[i] + run.completion[i] === event) return i;
  return -1;
}

/** All operations in the order in which they ended: what a window of time shows is a slice of it. */
let byFinish;
function orderByFinish() {
  byFinish = new Uint32Array(run.n);
  let ordered = true;
  for (let i = 0; i < run.n; i++) {
    byFinish[i] = i;
    ordered = ordered && (!i || run.finish[i - 1] <= run.finish[i]);
  }
  if (!ordered) byFinish.sort((a, b) => run.finish[a] - run.finish[b]);
}
orderByFinish();

/** The first position in byFinish of an operation that ended at this time or later. */
function finishedBefore(time) {
  let low = 0, high = run.n;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (run.finish[byFinish[middle]] < time) low = middle + 1; else high = middle;
  }
  return low;
}

function formatDuration(micros) {
  const size = Math.abs(micros);
  if (size < 1000) return micros.toFixed(0) + ' µs';
  if (size < 1e6) return (micros / 1e3).toFixed(size < 1e4 ? 1 : 0) + ' ms';
  return (micros / 1e6).toFixed(size < 1e7 ? 2 : 1) + ' s';
}
const formatInstant = micros => (micros / 1e6).toFixed(3) + ' s';
const formatCount = count => Math.round(count).toString().replace(/\B(?=(\d{3})+$)/g, '\u202f');

/** The window of time that all charts and the timeline show, and the cursor they share. */
const view = {
  from: 0, to: run.end, cursor: null, listeners: [], cursorListeners: [],
  set(from, to) {
    const shortest = Math.min(run.end, 200);
    const width = Math.min(Math.max(to - from, shortest), run.end);
    const middle = (from + to) / 2;
    this.from = Math.min(Math.max(0, middle - width / 2), run.end - width);
    this.to = this.from + width;
    this.listeners.forEach(listener => listener());
  },
  zoom(factor, at = (this.from + this.to) / 2) {
    this.set(at - (at - this.from) * factor, at + (this.to - at) * factor);
  },
  pan(share) {
    const step = (this.to - this.from) * share;
    this.set(this.from + step, this.to + step);
  },
  fit() { this.set(0, run.end); },
  get whole() { return this.to - this.from >= run.end * 0.9999; },
  show(from, to) {
    const width = Math.max((to - from) * 3, 1000);
    const middle = (from + to) / 2;
    this.set(middle - width / 2, middle + width / 2);
  },
  point(time) {
    this.cursor = time;
    this.cursorListeners.forEach(listener => listener());
  },
};
