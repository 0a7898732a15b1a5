// The charts of the performance section. Each computes only what the window shows, from the operations that ended in it.
let shownFunction = -1;
const isShown = i => shownFunction < 0 || run.f[i] === shownFunction;

let fastest, slowest, slowestSuccess;
function measureExtents() {
  fastest = Infinity;
  slowest = slowestSuccess = 1;
  for (let i = 0; i < run.n; i++) {
    const took = latencyOf(i);
    if (run.outcome[i] === OPEN) continue;
    if (took < fastest) fastest = took;
    if (took > slowest) slowest = took;
    if (took > slowestSuccess && run.outcome[i] === OK) slowestSuccess = took;
  }
  if (fastest === Infinity) fastest = 1;
}
measureExtents();
const extentOfAll = () => [fastest, slowest], extentOfSuccesses = () => [fastest, slowestSuccess];

const binsFor = (pixels, perBin) => Math.max(1, Math.floor(pixels / perBin));

/** Equal parts of the window as it was when they were made: while it moves, they stay. */
class Bins {
  constructor(count) { this.count = count; this.from = view.from; this.width = (view.to - view.from) / count; }
  of(time) { return Math.floor((time - this.from) / this.width); }
  middle(bin) { return this.from + (bin + 0.5) * this.width; }
  left(bin) { return this.from + bin * this.width; }
  get middles() { return Array.from({ length: this.count }, (none, bin) => this.middle(bin)); }
  get cursor() {
    const bin = view.cursor === null ? -1 : this.of(view.cursor);
    return bin < this.count ? bin : -1;
  }
  /** Calls with each operation that ended in the window, and its bin. */
  each(action) {
    const last = finishedBefore(this.from + this.width * this.count);
    for (let at = finishedBefore(this.from); at < last; at++) {
      const i = byFinish[at];
      if (isShown(i)) action(i, Math.min(this.count - 1, this.of(run.finish[i])));
    }
  }
}

const QUANTILES = [['p50', 0.5], ['p95', 0.95], ['p99', 0.99], ['p999', 0.999], ['max', 1]];
const QUANTILE_NAMES = ['p50', 'p95', 'p99', 'p99.9', 'max'];

/** A duration and its weight in one number, so that sorting is the engine's own. */
const WEIGHTS = 65536;
const weighed = i => Math.max(1, Math.round(latencyOf(i))) * WEIGHTS + Math.min(WEIGHTS - 1, weightOf(i));

/** Of durations with weights, sorted: how many they stand for, and the duration at each of these ascending shares. */
function quantiles(sorted, shares) {
  let total = 0, at = 0, passed = 0;
  for (const value of sorted) total += value % WEIGHTS;
  const values = shares.map(share => {
    const rank = Math.max(1, Math.ceil(share * total));
    while (at < sorted.length && passed + sorted[at] % WEIGHTS < rank) passed += sorted[at++] % WEIGHTS;
    return Math.floor(sorted[Math.min(at, sorted.length - 1)] / WEIGHTS);
  });
  return { total, values };
}

const percentiles = {
  title: 'Latency of successes', height: 200, y: latencyScale(extentOfSuccesses),
  series: QUANTILES.map(([name], q) => ({
    stroke: () => colours[name], width: q === 4 ? 1 : 1.75, dash: [[], [7, 3], [3, 3], [1, 3], []][q],
    points: { show: (u, s, from, to) => q === 4 || to - from < 3, size: q === 4 ? 3 : 4, fill: () => colours[name] },
    ...(q === 4 ? { paths: () => null } : {}),
  })),
  prepare(pixels) {
    // Wide enough bins that a percentile means something: forty operations each, if they came evenly.
    const visible = finishedBefore(view.to) - finishedBefore(view.from);
    const bins = this.bins = new Bins(Math.max(1, Math.min(binsFor(pixels, 8), Math.max(12, Math.floor(visible / 40)))));
    const sizes = new Int32Array(bins.count + 1);
    bins.each((i, bin) => { if (run.outcome[i] === OK) sizes[bin + 1]++; });
    for (let bin = 0; bin < bins.count; bin++) sizes[bin + 1] += sizes[bin];
    const values = new Float64Array(sizes[bins.count]), next = sizes.slice();
    bins.each((i, bin) => { if (run.outcome[i] === OK) values[next[bin]++] = weighed(i); });
    this.figures = QUANTILES.map(() => new Array(bins.count).fill(null));
    this.counts = new Int32Array(bins.count);
    for (let bin = 0; bin < bins.count; bin++) {
      const part = values.subarray(sizes[bin], sizes[bin + 1]).sort();
      if (!part.length) continue;
      const { total, values: figures } = quantiles(part, QUANTILES.map(([, share]) => share));
      this.counts[bin] = total;
      figures.forEach((figure, q) => { this.figures[q][bin] = figure; });
    }
    return [bins.middles, ...this.figures];
  },
  legend() {
    const bin = this.bins ? this.bins.cursor : -1;
    return QUANTILES.map(([name], q) => {
      const value = bin < 0 ? null : this.figures[q][bin];
      return { colour: colours[name], text: QUANTILE_NAMES[q] + (value === null ? '' : ' ' + formatDuration(value)) };
    });
  },
  rows() {
    const rows = [];
    for (let bin = 0; bin < this.bins.count; bin++) {
      if (this.counts[bin]) {
        rows.push([formatInstant(this.bins.middle(bin)), formatCount(this.counts[bin]),
          ...this.figures.map(figures => formatDuration(figures[bin]))]);
      }
    }
    return { heads: ['Around', 'Successes', ...QUANTILE_NAMES], rows };
  },
};

/** While the window moves, so many marks are enough: of the others that ended at about the same time the slowest. */
const MARKS_MOVING = 5000, BLOCK = 4;

/** The slowest operation shown of each block of those that ended one after the other; found anew when they have changed. */
const peaks = {
  order: null, shown: null, slowest: null,
  find() {
    if (this.order === byFinish && this.shown === shownFunction) return this.slowest;
    [this.order, this.shown] = [byFinish, shownFunction];
    this.slowest = new Int32Array(Math.ceil(run.n / BLOCK)).fill(-1);
    for (let at = 0; at < run.n; at++) {
      const i = byFinish[at], block = Math.floor(at / BLOCK);
      if (isShown(i) && slower(i, this.slowest[block])) this.slowest[block] = i;
    }
    return this.slowest;
  },
};
const slower = (i, other) => other < 0 || latencyOf(i) > latencyOf(other);

/** The operations to mark of those that ended from one place to another: all, or few while the window moves. */
function marksOf(first, last, moving) {
  if (!moving || last - first <= MARKS_MOVING) return byFinish.subarray(first, last);
  const slowest = peaks.find(), from = Math.floor(first / BLOCK), to = Math.ceil(last / BLOCK);
  const step = Math.ceil((to - from) / MARKS_MOVING), marks = [];
  // Groups begin at multiples of their size: what is marked does not flicker while the window moves.
  for (let group = Math.floor(from / step) * step; group < to; group += step) {
    let mark = -1;
    for (let block = group; block < group + step && block < slowest.length; block++) {
      if (slowest[block] >= 0 && slower(slowest[block], mark)) mark = slowest[block];
    }
    if (mark >= 0) marks.push(mark);
  }
  return marks;
}

const scatter = {
  title: 'Latency of every operation', height: 200, y: latencyScale(extentOfAll), series: [{ show: false }],
  prepare() { return [[view.from, view.to], [null, null]]; },
  paint(pen) {
    // One mark per pixel and outcome: what is left out lies under a mark, so no extreme is ever lost.
    const cell = 2, columns = Math.ceil(this.width / cell), taken = new Uint8Array(columns * Math.ceil(this.height / cell));
    const [low, high] = [Math.log10(this.plot.scales.y.min), Math.log10(this.plot.scales.y.max)];
    const top = this.top, tall = this.bottom - top, first = finishedBefore(view.from), last = finishedBefore(view.to);
    const marks = marksOf(first, last, this.moving);
    for (const outcome of [OK, FAIL, INFO]) {
      taken.fill(0);
      pen.fillStyle = pen.strokeStyle = colours.outcome[outcome];
      pen.globalAlpha = outcome === OK ? 0.7 : 1;
      pen.lineWidth = 1.25;
      pen.beginPath();
      for (const i of marks) {
        if (run.outcome[i] !== outcome || !isShown(i)) continue;
        const x = xOf(run.finish[i], this.width);
        if (x < GUTTER || x > this.width - RIGHT) continue;
        const y = top + tall - (Math.log10(Math.max(1, latencyOf(i))) - low) / (high - low) * tall;
        const place = Math.floor(y / cell) * columns + Math.floor(x / cell);
        if (taken[place]) continue;
        taken[place] = 1;
        if (outcome === OK) pen.rect(x - 1, y - 1, 2, 2);
        else if (outcome === FAIL) { pen.moveTo(x - 3, y - 3); pen.lineTo(x + 3, y + 3); pen.moveTo(x + 3, y - 3); pen.lineTo(x - 3, y + 3); }
        else { pen.rect(x - 2.5, y - 2.5, 5, 5); }
      }
      if (outcome === OK) pen.fill(); else pen.stroke();
    }
    pen.globalAlpha = 1;
  },
  legend() { return [{ colour: colours.ok, text: 'ok ·' }, { colour: colours.fail, text: 'fail ×' }, { colour: colours.info, text: 'info □' }]; },
  rows() {
    const slow = [];
    for (let at = finishedBefore(view.from), last = finishedBefore(view.to); at < last; at++) if (isShown(byFinish[at])) slow.push(byFinish[at]);
    slow.sort((a, b) => latencyOf(b) - latencyOf(a));
    return {
      heads: ['The slowest 50', 'Operation', 'Outcome', 'Took', 'Ended'],
      rows: slow.slice(0, 50).map(i => ['#' + run.index[i], describe(i), outcomeWord(i),
        formatDuration(latencyOf(i)), formatInstant(run.finish[i])]),
    };
  },
};

const throughput = {
  title: 'Throughput', height: 160,
  y: {
    scale: { range: (u, low, high) => [0, Math.max(1, high ?? 1) * 1.08] },
    axis: { values: (u, ticks) => ticks.map(tick => formatCount(tick) + ' /s') },
  },
  series: OUTCOMES.map((name, outcome) => ({
    stroke: () => colours.outcome[outcome], width: 1.5, dash: [[], [6, 2], [2, 2]][outcome], points: { show: false },
    paths: uPlot.paths.stepped({ align: 1 }), ...(outcome === OK ? { fill: () => colours.ok + '28' } : {}),
  })),
  prepare(pixels) {
    const visible = finishedBefore(view.to) - finishedBefore(view.from);
    const bins = this.bins = new Bins(Math.min(binsFor(pixels, 6), Math.max(30, Math.floor(visible / 12))));
    this.counts = OUTCOMES.map(() => new Array(bins.count + 1).fill(0));
    bins.each((i, bin) => { this.counts[run.outcome[i]][bin] += weightOf(i); });
    this.perSecond = 1e6 / bins.width;
    this.counts.forEach(counts => { counts[bins.count] = counts[bins.count - 1]; });
    return [Array.from({ length: bins.count + 1 }, (none, bin) => bins.left(bin)),
      ...this.counts.map(counts => counts.map(count => count * this.perSecond))];
  },
  legend() {
    const bin = this.bins ? this.bins.cursor : -1;
    return OUTCOMES.map((name, outcome) => ({
      keyClass: 'key-' + name,
      text: name + (bin < 0 ? '' : ' ' + formatCount(this.counts[outcome][bin] * this.perSecond) + ' /s'),
    }));
  },
  rows() {
    const rows = [];
    for (let bin = 0; bin < this.bins.count; bin++) {
      rows.push([formatInstant(this.bins.middle(bin)), ...this.counts.map(counts => formatCount(counts[bin]))]);
    }
    return { heads: ['Around', ...OUTCOMES], rows };
  },
};

const IDLE = 0, SERVING = 1, MIXED = 2, WAITING = 3, DOWN = 4;
const STATE_WORDS = ['no client asked', 'all succeed', 'some succeed', 'clients wait', 'none succeeds'];
const STRIP = 20;

function drawNames(pen, chart, names) {
  pen.textAlign = 'right';
  pen.textBaseline = 'middle';
  pen.fillStyle = colours['ink-2'];
  names.forEach((name, row) => pen.fillText(name.length > 15 ? name.slice(0, 14) + '…' : name, GUTTER - 8, chart.top + row * STRIP + STRIP / 2));
}

const availability = {
  title: 'Availability by node', height: Math.max(1, run.nodes.length) * STRIP + AXIS_HEIGHT + 8, y: namesOnly, series: [{ show: false }],
  prepare(pixels) {
    const nodes = Math.max(1, run.nodes.length), visible = finishedBefore(view.to) - finishedBefore(view.from);
    const bins = this.bins = new Bins(Math.min(binsFor(pixels, 5), Math.max(40, Math.floor(visible / nodes / 5))));
    const good = new Int32Array(bins.count * nodes), poor = new Int32Array(bins.count * nodes), open = new Int32Array(bins.count * nodes);
    for (let at = finishedBefore(view.from); at < run.n; at++) {
      const i = byFinish[at];
      if (run.start[i] > view.to) continue;
      const row = Math.max(0, nodeNumber(threadOf(i))) * bins.count, end = bins.of(run.finish[i]);
      if (end < bins.count) (run.outcome[i] === OK ? good : poor)[row + end]++;
      for (let bin = Math.max(0, bins.of(run.start[i])); bin < Math.min(bins.count, end); bin++) open[row + bin]++;
    }
    this.shares = new Float32Array(bins.count * nodes);
    this.states = new Uint8Array(bins.count * nodes);
    for (let k = 0; k < this.states.length; k++) {
      this.states[k] = good[k] ? (poor[k] ? MIXED : SERVING) : poor[k] ? DOWN : open[k] ? WAITING : IDLE;
      this.shares[k] = good[k] / Math.max(1, good[k] + poor[k]);
    }
    return [[view.from, view.to], [null, null]];
  },
  paint(pen) {
    const paint = [null, colours.ok, colours.fail, patterns[INFO], colours.bad], bins = this.bins;
    drawNames(pen, this, run.nodes);
    pen.beginPath();
    pen.rect(GUTTER, 0, this.width - GUTTER - RIGHT, this.height);
    pen.clip();
    run.nodes.forEach((node, row) => {
      let bin = 0;
      while (bin < bins.count) {
        const state = this.states[row * bins.count + bin], first = bin;
        while (bin < bins.count && this.states[row * bins.count + bin] === state && (state !== MIXED || bin === first)) bin++;
        if (state === IDLE) continue;
        const left = xOf(bins.left(first), this.width), right = xOf(bins.left(bin), this.width);
        // The share that succeeded is green, from below; a full bar of another colour means that nothing did.
        const high = 14, top = this.top + row * STRIP + 3, green = high * this.shares[row * bins.count + first];
        pen.fillStyle = paint[state];
        pen.fillRect(left, top, right - left + 0.5, high - green);
        pen.fillStyle = colours.ok;
        pen.fillRect(left, top + high - green, right - left + 0.5, green);
      }
    });
  },
  legend() {
    const bin = this.bins ? this.bins.cursor : -1;
    if (bin >= 0 && run.nodes.length) {
      return run.nodes.map((node, row) => ({ text: node + ' ' + STATE_WORDS[this.states[row * this.bins.count + bin]] }));
    }
    return [{ colour: colours.ok, text: 'succeeds' }, { colour: colours.fail, text: 'share that does not' },
      { keyClass: 'key-info', text: 'clients wait' }, { colour: colours.bad, text: 'none succeeds' }];
  },
  rows() {
    const rows = [], bins = this.bins;
    run.nodes.forEach((node, row) => {
      let bin = 0;
      while (bin < bins.count) {
        const state = this.states[row * bins.count + bin], first = bin;
        while (bin < bins.count && this.states[row * bins.count + bin] === state) bin++;
        if (state !== SERVING) rows.push([node, STATE_WORDS[state], formatInstant(bins.left(first)), formatInstant(bins.left(bin))]);
      }
    });
    return { heads: ['Node', 'Not all succeeded', 'From', 'To'], rows };
  },
};

const CURVES_SHOWN = 6;
const shareName = share => share === 0 ? 'min' : share === 1 ? 'max' : Number((share * 100).toFixed(3)) + ' %';

/** Latency by percentile, a line for each function: the one chart whose axis is not time. */
function drawPercentileCurves() {
  const host = byId('curves'), width = host.clientWidth;
  if (!width || !run.n) return;
  const SHARES = [0, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975, 0.99, 0.995, 0.999, 0.9995, 0.9999, 0.99999, 1];
  const names = run.functions.slice(0, CURVES_SHOWN), curves = names.map((name, f) => {
    const values = [];
    for (let i = 0; i < run.n; i++) if (run.f[i] === f && run.outcome[i] === OK) values.push(weighed(i));
    const { total, values: figures } = quantiles(Float64Array.from(values).sort(), SHARES);
    // A percentile that fewer operations than one in so many would decide is the maximum, and drawn once.
    return SHARES.map((share, place) => !total || (share < 1 && (1 - share) * total < 1) ? null : figures[place]);
  });
  const places = SHARES.map((share, place) => place), y = latencyScale(extentOfSuccesses);
  const axis = { font, stroke: () => colours['ink-3'], grid: { stroke: () => colours.line, width: 1 }, ticks: { show: false } };
  host.replaceChildren();
  new uPlot({
    width, height: 200, padding: [8, RIGHT, 0, 0], legend: { show: false }, cursor: { show: false },
    scales: { x: { time: false }, y: y.scale },
    axes: [{ ...axis, size: AXIS_HEIGHT, splits: () => places,
      values: () => SHARES.map(shareName) },
    { ...axis, size: GUTTER, gap: 8, ...y.axis }],
    series: [{}, ...names.map((name, f) => ({ stroke: () => colours.lines[f], width: 1.75, spanGaps: true, dash: [[], [7, 3], [3, 3]][f % 3] }))],
  }, [places, ...curves], host);
  byId('curves-table').replaceChildren(tableOf({
    heads: ['At most', ...names],
    rows: SHARES.map((share, place) => [shareName(share), ...curves.map(curve => curve[place] === null ? '' : formatDuration(curve[place]))]),
  }));
  byId('curves-legend').replaceChildren(...names.map((name, f) => {
    const entry = element('span'), swatch = element('span', 'swatch');
    swatch.style.background = colours.lines[f];
    entry.append(swatch, name);
    return entry;
  }));
}
