// Charts by uPlot: a time axis shared with everything else on the page, fault bands, one cursor, a legend, a table.
const GUTTER = 92, RIGHT = 14, AXIS_HEIGHT = 24;
const colours = {};

function readColours() {
  const style = getComputedStyle(root);
  for (const name of ['ink', 'ink-2', 'ink-3', 'line', 'line-strong', 'surface', 'sunken', 'ok', 'fail', 'info', 'bad', 'band', 'band-edge',
    'cursor', 'pattern-ink', 'p50', 'p95', 'p99', 'p999', 'max', 'paper', 'focus', 'strong', 'weak',
    'line-0', 'line-1', 'line-2', 'line-3', 'line-4', 'line-5']) {
    colours[name] = style.getPropertyValue('--' + name).trim();
  }
  colours.outcome = [colours.ok, colours.fail, colours.info, colours.weak];
  colours.lines = [0, 1, 2, 3, 4, 5].map(number => colours['line-' + number]);
  makePatterns();
}

/** Outcomes and looks differ by pattern too: what is good is plain, what is bad is hatched, what is in doubt is dotted. */
const patterns = [], looks = {};
function makePatterns() {
  const tile = (size, colour, draw) => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = size;
    const pen = canvas.getContext('2d');
    pen.fillStyle = colour;
    pen.fillRect(0, 0, size, size);
    pen.strokeStyle = pen.fillStyle = colours['pattern-ink'];
    draw(pen, size);
    return pen.createPattern(canvas, 'repeat');
  };
  const hatch = (pen, size) => {
    pen.lineWidth = 1.5;
    pen.beginPath();
    for (const shift of [-size, 0, size]) { pen.moveTo(shift, size); pen.lineTo(shift + size, 0); }
    pen.stroke();
  };
  const dots = pen => pen.fillRect(1, 1, 2, 2);
  patterns[OK] = colours.ok;
  patterns[FAIL] = tile(6, colours.fail, hatch);
  patterns[INFO] = tile(5, colours.info, dots);
  patterns[OPEN] = colours.weak;
  Object.assign(looks, {
    STRONG: { paint: colours.strong, key: 'strong', inset: 0.08 }, GOOD: { paint: colours.ok, key: 'good', inset: 0.26 },
    WEAK: { paint: colours.weak, key: 'weak', inset: 0.42 }, DOUBT: { paint: tile(5, colours.info, dots), key: 'doubt', inset: 0.26 },
    BAD: { paint: tile(6, colours.fail, hatch), key: 'bad', inset: 0.08 },
  });
}

/** Fits a canvas to its box and the screen's resolution; returns its pen, scaled to CSS pixels. */
function fit(canvas, height) {
  const ratio = window.devicePixelRatio || 1, width = canvas.clientWidth;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.style.height = height + 'px';
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const pen = canvas.getContext('2d');
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  return pen;
}

function niceSteps(from, to, wanted) {
  const raw = (to - from) / wanted, power = 10 ** Math.floor(Math.log10(raw || 1));
  const step = [1, 2, 5, 10].map(factor => factor * power).find(candidate => candidate >= raw);
  const ticks = [];
  for (let tick = Math.ceil(from / step) * step; tick <= to + step * 1e-6; tick += step) ticks.push(tick);
  return { ticks, step };
}

const xOf = (time, width) => GUTTER + (time - view.from) / (view.to - view.from) * (width - GUTTER - RIGHT);
const timeAt = (x, width) => view.from + (x - GUTTER) / (width - GUTTER - RIGHT) * (view.to - view.from);

function timeLabel(time, step) {
  if (step >= 1e6) return (time / 1e6).toFixed(0) + ' s';
  const digits = Math.min(6, Math.max(1, Math.ceil(-Math.log10(step / 1e6))));
  return (time / 1e6).toFixed(digits) + ' s';
}

const fontFamily = getComputedStyle(document.body).fontFamily;
const font = '11px ' + fontFamily;
const timeTicks = width => niceSteps(view.from, view.to, Math.max(2, (width - GUTTER) / 110));

function drawTimeAxis(pen, width, top, bottom) {
  const { ticks, step } = timeTicks(width);
  pen.font = font;
  pen.textAlign = 'center';
  pen.textBaseline = 'top';
  for (const tick of ticks) {
    const x = Math.round(xOf(tick, width)) + 0.5;
    pen.strokeStyle = colours.line;
    pen.beginPath();
    pen.moveTo(x, top);
    pen.lineTo(x, bottom);
    pen.stroke();
    pen.fillStyle = colours['ink-3'];
    pen.fillText(timeLabel(tick, step), Math.min(x, width - 20), bottom + 5);
  }
}

const faultEnd = fault => fault.healed < 0 ? run.end : fault.healed;

function drawBands(pen, width, top, bottom) {
  for (const fault of run.faults) {
    const from = Math.max(GUTTER, xOf(fault.injected, width)), to = Math.min(width - RIGHT, xOf(faultEnd(fault), width));
    if (to <= GUTTER || from >= width - RIGHT) continue;
    pen.fillStyle = colours.band;
    pen.fillRect(from, top, Math.max(1, to - from), bottom - top);
    pen.fillStyle = colours['band-edge'];
    pen.fillRect(from, top, Math.max(1, to - from), 2);
  }
}

/** Runs a drawing in CSS pixels on a chart's canvas, clipped to where its data are if wanted. */
function inPixels(u, clip, draw) {
  const ratio = uPlot.pxRatio, pen = u.ctx;
  pen.save();
  pen.scale(ratio, ratio);
  if (clip) {
    pen.beginPath();
    pen.rect(u.bbox.left / ratio, u.bbox.top / ratio, u.bbox.width / ratio, u.bbox.height / ratio);
    pen.clip();
  }
  pen.font = font;
  draw(pen);
  pen.restore();
}

/** Figures as a table: heads of columns, and rows of texts. */
function tableOf({ heads, rows }) {
  const table = element('table'), head = table.createTHead().insertRow();
  heads.forEach((text, column) => {
    const cell = element('th', column ? 'num' : '', text);
    cell.scope = 'col';
    head.append(cell);
  });
  const body = table.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    row.forEach((text, column) => line.append(element('td', column ? 'num' : '', text)));
  }
  return table;
}

class Chart {
  /**
   * Options: title, height, series (as uPlot wants them); prepare(pixels, moving) gives the data of the window, columns from x on;
   * y is a scale and its axis; paint(pen, chart) draws what no series does; legend(time) and rows() give texts.
   */
  constructor(options, host = byId('charts'), box = element('figure', 'chart')) {
    Object.assign(this, options);
    this.box = box;
    this.stale = true;
    if (host) host.append(box);
    const head = element('div', 'chart-head');
    if (host) head.append(element('h3', '', this.title));
    this.legendBox = element('span', 'legend');
    head.append(this.legendBox);
    this.stack = element('div', 'stack');
    this.stack.setAttribute('role', 'img');
    this.stack.setAttribute('aria-label', this.title + ' over time; its figures are under "Show table"');
    const before = box.querySelector('.chart-table');
    box.insertBefore(head, before);
    box.insertBefore(this.stack, before);
    if (!before) box.append(this.tableBox());
    this.inView = false;
    new IntersectionObserver(entries => {
      this.inView = entries[entries.length - 1].isIntersecting;
      if (this.inView && this.stale) this.redraw();
    }, { rootMargin: '60px' }).observe(box);
    Chart.all.push(this);
  }

  static all = [];

  tableBox() {
    const details = element('details', 'chart-table');
    details.append(element('summary', '', 'Show table'));
    const scroll = element('div', 'scroll');
    details.append(scroll);
    details.addEventListener('toggle', () => { if (details.open) this.fillTable(scroll); });
    this.refreshTable = () => { if (details.open) this.fillTable(scroll); };
    return details;
  }

  fillTable(box) {
    if (this.stale) this.redraw();
    box.replaceChildren(tableOf(this.rows()));
  }

  make(data) {
    const axis = { font, stroke: () => colours['ink-3'], grid: { stroke: () => colours.line, width: 1 }, ticks: { show: false } };
    this.plot = new uPlot({
      width: this.width, height: this.height, padding: [8, RIGHT, 0, 0], legend: { show: false },
      cursor: {
        y: false, points: { show: false }, drag: { x: true, y: false, setScale: false, dist: 5 },
        bind: { dblclick: () => () => { view.fit(); return null; } },
      },
      scales: { x: { time: false, auto: false, range: () => [view.from, view.to] }, y: this.y.scale },
      axes: [
        { ...axis, size: AXIS_HEIGHT, splits: () => timeTicks(this.width).ticks,
          values: (u, ticks) => { const { step } = timeTicks(this.width); return ticks.map(tick => timeLabel(tick, step)); } },
        { ...axis, size: GUTTER, gap: 8, ...this.y.axis },
      ],
      series: [{}, ...this.series],
      hooks: {
        drawClear: [u => inPixels(u, false, pen => drawBands(pen, this.width, u.bbox.top / uPlot.pxRatio,
            (u.bbox.top + u.bbox.height) / uPlot.pxRatio))],
        draw: this.paint ? [u => inPixels(u, false, pen => this.paint(pen, this))] : [],
        setSelect: [u => this.selected(u)],
        setCursor: [u => this.pointed(u)],
      },
    }, data, this.stack);
  }

  get top() { return this.plot.bbox.top / uPlot.pxRatio; }
  get bottom() { return this.top + this.plot.bbox.height / uPlot.pxRatio; }

  selected(u) {
    if (!u.select.width) return;
    const at = pixels => u.posToVal(pixels, 'x'), from = at(u.select.left), to = at(u.select.left + u.select.width);
    u.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
    view.set(from, to);
  }

  pointed(u) {
    if (this.following) return;
    const { left } = u.cursor;
    view.point(left < 0 ? null : Math.min(view.to, Math.max(view.from, u.posToVal(left, 'x'))));
  }

  /** Draws what the window shows; while it moves, and out of sight, as little as will do. */
  redraw(moving = false) {
    const width = this.stack.clientWidth;
    if (!width) return;
    this.width = width;
    this.stale = moving;
    const pixels = width - GUTTER - RIGHT;
    this.moving = moving;
    if (!this.plot) {
      this.make(this.prepare(pixels));
      this.stale = false;
    } else if (moving) {
      this.plot.setScale('x', { min: view.from, max: view.to });
    } else {
      if (this.plot.width !== width) this.plot.setSize({ width, height: this.height });
      this.plot.setData(this.prepare(pixels));
    }
    if (moving) return;
    this.drawCursor();
    if (this.refreshTable) this.refreshTable();
  }

  drawCursor() {
    if (!this.plot || !this.inView) return;
    const seen = view.cursor !== null && view.cursor >= view.from && view.cursor <= view.to;
    this.following = true;
    this.plot.setCursor({ left: seen ? this.plot.valToPos(view.cursor, 'x') : -10, top: seen ? 10 : -10 }, false);
    this.following = false;
    this.drawLegend();
  }

  drawLegend() {
    const entries = this.legend(view.cursor);
    this.legendBox.replaceChildren(...entries.map(({ colour, keyClass, text }) => {
      const entry = element('span');
      if (keyClass) entry.append(element('span', 'key ' + keyClass));
      if (colour) {
        const swatch = element('span', 'swatch');
        swatch.style.background = colour;
        entry.append(swatch);
      }
      entry.append(text);
      return entry;
    }));
  }
}

const latencyLabel = value => value < 1e3 ? value + ' µs' : value < 1e6 ? value / 1e3 + ' ms' : value / 1e6 + ' s';

/** The logarithmic scale of latencies in whole powers of ten; extent() gives the fastest and the slowest of the run. */
function latencyScale(extent) {
  const powers = () => {
    const [low, high] = extent(), from = Math.floor(Math.log10(Math.max(1, low)));
    const to = Math.max(from + 1, Math.ceil(Math.log10(Math.max(2, high))));
    return Array.from({ length: to - from + 1 }, (none, place) => 10 ** (from + place));
  };
  return {
    scale: { distr: 3, log: 10, range: () => { const ticks = powers(); return [ticks[0], ticks[ticks.length - 1]]; } },
    axis: { splits: powers, filter: (u, splits) => splits, values: (u, splits) => splits.map(latencyLabel) },
  };
}

/** No figures up the side: the chart writes its own names there. */
const namesOnly = {
  scale: { auto: false, range: () => [0, 1] },
  axis: { splits: () => [0], values: () => [''], grid: { show: false } },
};
