// The charts of the performance section. Each computes only what the window shows, from all operations.
let shownFunction = -1;
const isShown = i => shownFunction < 0 || run.f[i] === shownFunction;

let fastest = Infinity, slowest = 1, slowestSuccess = 1;
for (let i = 0; i < run.n; i++) {
  const took = run.finish[i] - run.start[i];
  if (took < fastest) fastest = took;
  if (took > slowest) slowest = took;
  if (took > slowestSuccess && run.outcome[i] === OK) slowestSuccess = took;
}
if (!run.n) fastest = 1;

const binsFor = (pixels, perBin) => Math.max(1, Math.floor(pixels / perBin));
const binOf = (time, bins) => Math.floor((time - view.from) / (view.to - view.from) * bins);
const binTime = (bin, bins) => view.from + (bin + 0.5) / bins * (view.to - view.from);
const cursorBin = bins => view.cursor === null ? -1 : Math.min(bins - 1, Math.max(0, binOf(view.cursor, bins)));

const QUANTILES = [['p50', 0.5], ['p95', 0.95], ['p99', 0.99], ['max', 1]];

const percentiles = {
  title: 'Latency of successes', height: 190,
  prepare(pixels) {
    // Wide enough bins that a percentile means something: forty operations each, if they came evenly.
    const visible = run.n * (view.to - view.from) / run.end;
    this.bins = Math.max(1, Math.min(binsFor(pixels, 8), Math.max(12, Math.floor(visible / 40))));
    const sizes = new Int32Array(this.bins + 1);
    const inBin = i => {
      if (run.outcome[i] !== OK || !isShown(i)) return -1;
      const bin = binOf(run.finish[i], this.bins);
      return bin >= 0 && bin < this.bins ? bin : -1;
    };
    for (let i = 0; i < run.n; i++) { const bin = inBin(i); if (bin >= 0) sizes[bin + 1]++; }
    for (let bin = 0; bin < this.bins; bin++) sizes[bin + 1] += sizes[bin];
    const values = new Float64Array(sizes[this.bins]), next = sizes.slice();
    for (let i = 0; i < run.n; i++) {
      const bin = inBin(i);
      if (bin >= 0) values[next[bin]++] = run.finish[i] - run.start[i];
    }
    this.series = QUANTILES.map(() => new Float64Array(this.bins).fill(NaN));
    this.counts = new Int32Array(this.bins);
    for (let bin = 0; bin < this.bins; bin++) {
      const part = values.subarray(sizes[bin], sizes[bin + 1]).sort();
      this.counts[bin] = part.length;
      if (part.length) {
        QUANTILES.forEach(([, share], q) => { this.series[q][bin] = part[Math.max(0, Math.ceil(share * part.length) - 1)]; });
      }
    }
  },
  axis(pen) { this.grid(pen, logScale(this, fastest, slowestSuccess)); },
  draw(pen) {
    pen.lineWidth = 1.75;
    pen.lineJoin = 'round';
    [3, 2, 1, 0].forEach(q => {
      pen.strokeStyle = pen.fillStyle = colours[QUANTILES[q][0]];
      pen.setLineDash([[], [7, 3], [3, 3], []][q]);
      pen.beginPath();
      let before = false;
      for (let bin = 0; bin < this.bins; bin++) {
        const value = this.series[q][bin], x = xOf(binTime(bin, this.bins), this.width);
        if (Number.isNaN(value)) { before = false; continue; }
        if (before) pen.lineTo(x, this.yOf(value)); else pen.moveTo(x, this.yOf(value));
        if (q === 3 || (!before && Number.isNaN(this.series[q][bin + 1] ?? NaN))) {
          pen.fillRect(x - 1.5, this.yOf(value) - 1.5, 3, 3);
        }
        before = true;
      }
      if (q !== 3) pen.stroke();
    });
    pen.setLineDash([]);
  },
  legend() {
    const bin = cursorBin(this.bins || 1);
    return QUANTILES.map(([name], q) => {
      const value = bin < 0 || !this.series ? NaN : this.series[q][bin];
      return { colour: colours[name], text: name + (Number.isNaN(value) ? '' : ' ' + formatDuration(value)) };
    });
  },
  rows() {
    const rows = [];
    for (let bin = 0; bin < this.bins; bin++) {
      if (this.counts[bin]) {
        rows.push([formatInstant(binTime(bin, this.bins)), formatCount(this.counts[bin]),
          ...this.series.map(series => formatDuration(series[bin]))]);
      }
    }
    return { heads: ['Around', 'Successes', 'p50', 'p95', 'p99', 'Max'], rows };
  },
};

const scatter = {
  title: 'Latency of every operation', height: 190,
  prepare(pixels) { this.pixels = pixels; },
  axis(pen) { this.grid(pen, logScale(this, fastest, slowest)); },
  draw(pen) {
    // One mark per pixel and outcome: what is left out lies under a mark, so no extreme is ever lost.
    const cell = 2, columns = Math.ceil(this.width / cell), taken = new Uint8Array(columns * Math.ceil(this.height / cell));
    for (const outcome of [OK, FAIL, INFO]) {
      taken.fill(0);
      pen.fillStyle = pen.strokeStyle = colours.outcome[outcome];
      pen.globalAlpha = outcome === OK ? 0.7 : 1;
      pen.lineWidth = 1.25;
      pen.beginPath();
      for (let i = 0; i < run.n; i++) {
        if (run.outcome[i] !== outcome || run.finish[i] < view.from || run.finish[i] > view.to || !isShown(i)) continue;
        const x = xOf(run.finish[i], this.width), y = this.yOf(run.finish[i] - run.start[i]);
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
    for (let i = 0; i < run.n; i++) if (isShown(i) && run.finish[i] >= view.from && run.finish[i] <= view.to) slow.push(i);
    slow.sort((a, b) => (run.finish[b] - run.start[b]) - (run.finish[a] - run.start[a]));
    return {
      heads: ['The slowest 50', 'Operation', 'Outcome', 'Took', 'Ended'],
      rows: slow.slice(0, 50).map(i => ['#' + run.index[i], describe(i), OUTCOMES[run.outcome[i]],
        formatDuration(run.finish[i] - run.start[i]), formatInstant(run.finish[i])]),
    };
  },
};

const throughput = {
  title: 'Throughput', height: 150,
  prepare(pixels) {
    const visible = run.n * (view.to - view.from) / run.end;
    this.bins = Math.min(binsFor(pixels, 6), Math.max(30, Math.floor(visible / 12)));
    this.counts = OUTCOMES.map(() => new Float64Array(this.bins));
    for (let i = 0; i < run.n; i++) {
      const bin = binOf(run.finish[i], this.bins);
      if (bin >= 0 && bin < this.bins && isShown(i)) this.counts[run.outcome[i]][bin] += run.every;
    }
    this.perSecond = this.bins / ((view.to - view.from) / 1e6);
    this.highest = 1;
    for (const counts of this.counts) for (const count of counts) this.highest = Math.max(this.highest, count * this.perSecond);
  },
  axis(pen) {
    this.yOf = value => this.bottom - value / (this.highest * 1.08) * (this.bottom - this.top);
    this.grid(pen, niceSteps(0, this.highest, 3).ticks.map(tick => [tick, formatCount(tick) + ' /s']));
  },
  draw(pen) {
    for (const outcome of [OK, FAIL, INFO]) {
      pen.beginPath();
      const left = bin => xOf(view.from + bin / this.bins * (view.to - view.from), this.width);
      for (let bin = 0; bin < this.bins; bin++) {
        const y = this.yOf(this.counts[outcome][bin] * this.perSecond);
        if (bin) pen.lineTo(left(bin), y); else pen.moveTo(left(bin), y);
        pen.lineTo(left(bin + 1), y);
      }
      pen.strokeStyle = colours.outcome[outcome];
      pen.lineWidth = 1.5;
      pen.setLineDash([[], [6, 2], [2, 2]][outcome]);
      pen.stroke();
      if (outcome === OK) {
        pen.lineTo(left(this.bins), this.bottom);
        pen.lineTo(left(0), this.bottom);
        pen.globalAlpha = 0.16;
        pen.fillStyle = colours.ok;
        pen.fill();
        pen.globalAlpha = 1;
      }
    }
    pen.setLineDash([]);
  },
  legend() {
    const bin = cursorBin(this.bins || 1);
    return OUTCOMES.map((name, outcome) => ({
      keyClass: 'key-' + name,
      text: name + (bin < 0 || !this.counts ? '' : ' ' + formatCount(this.counts[outcome][bin] * this.perSecond) + ' /s'),
    }));
  },
  rows() {
    const rows = [];
    for (let bin = 0; bin < this.bins; bin++) {
      rows.push([formatInstant(binTime(bin, this.bins)), ...this.counts.map(counts => formatCount(counts[bin]))]);
    }
    return { heads: ['Around', ...OUTCOMES], rows };
  },
};

const IDLE = 0, SERVING = 1, MIXED = 2, WAITING = 3, DOWN = 4;
const STATE_WORDS = ['no client asked', 'all succeed', 'some succeed', 'clients wait', 'none succeeds'];

const availability = {
  title: 'Availability by node', height: Math.max(1, run.nodes.length) * 22 + 34,
  prepare(pixels) {
    const nodes = Math.max(1, run.nodes.length), visible = run.n * (view.to - view.from) / run.end;
    const bins = this.bins = Math.min(binsFor(pixels, 5), Math.max(40, Math.floor(visible / nodes / 5)));
    const good = new Int32Array(bins * nodes), poor = new Int32Array(bins * nodes), open = new Int32Array(bins * nodes);
    for (let i = 0; i < run.n; i++) {
      if (run.finish[i] < view.from || run.start[i] > view.to) continue;
      const row = Math.max(0, nodeNumber(threadOf(i))) * bins, end = binOf(run.finish[i], bins);
      if (end < bins) (run.outcome[i] === OK ? good : poor)[row + end]++;
      for (let bin = Math.max(0, binOf(run.start[i], bins)); bin < Math.min(bins, end); bin++) open[row + bin]++;
    }
    this.shares = new Float32Array(bins * nodes);
    this.states = new Uint8Array(bins * nodes);
    for (let k = 0; k < this.states.length; k++) {
      this.states[k] = good[k] ? (poor[k] ? MIXED : SERVING) : poor[k] ? DOWN : open[k] ? WAITING : IDLE;
      this.shares[k] = good[k] / Math.max(1, good[k] + poor[k]);
    }
  },
  axis(pen) {
    pen.textAlign = 'right';
    pen.textBaseline = 'middle';
    run.nodes.forEach((node, row) => {
      pen.fillStyle = colours['ink-2'];
      pen.fillText(node.slice(0, 11), GUTTER - 8, this.top + row * 22 + 11);
    });
  },
  draw(pen) {
    const paint = [null, colours.ok, colours.fail, patterns[INFO], colours.bad];
    run.nodes.forEach((node, row) => {
      let bin = 0;
      while (bin < this.bins) {
        const state = this.states[row * this.bins + bin], first = bin;
        while (bin < this.bins && this.states[row * this.bins + bin] === state && (state !== MIXED || bin === first)) bin++;
        if (state === IDLE) continue;
        const left = xOf(view.from + first / this.bins * (view.to - view.from), this.width);
        const right = xOf(view.from + bin / this.bins * (view.to - view.from), this.width);
        // The share that succeeded is green, from below; a full bar of another colour means that nothing did.
        const high = 15, top = this.top + row * 22 + 3.5, green = high * this.shares[row * this.bins + first];
        pen.fillStyle = paint[state];
        pen.fillRect(left, top, right - left + 0.5, high - green);
        pen.fillStyle = colours.ok;
        pen.fillRect(left, top + high - green, right - left + 0.5, green);
      }
    });
  },
  legend() {
    const bin = cursorBin(this.bins || 1);
    if (bin >= 0 && this.states && run.nodes.length) {
      return run.nodes.map((node, row) => ({ text: node + ' ' + STATE_WORDS[this.states[row * this.bins + bin]] }));
    }
    return [{ colour: colours.ok, text: 'succeeds' }, { colour: colours.fail, text: 'share that does not' },
      { keyClass: 'key-info', text: 'clients wait' }, { colour: colours.bad, text: 'none succeeds' }];
  },
  rows() {
    const rows = [];
    run.nodes.forEach((node, row) => {
      let bin = 0;
      while (bin < this.bins) {
        const state = this.states[row * this.bins + bin], first = bin;
        while (bin < this.bins && this.states[row * this.bins + bin] === state) bin++;
        const at = edge => formatInstant(view.from + edge / this.bins * (view.to - view.from));
        if (state !== SERVING) rows.push([node, STATE_WORDS[state], at(first), at(bin)]);
      }
    });
    return { heads: ['Node', 'Not all succeeded', 'From', 'To'], rows };
  },
};
