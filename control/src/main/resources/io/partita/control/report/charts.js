// A chart: a canvas with a time axis shared with everything else on the page, fault bands, a cursor, a legend.
const GUTTER = 76, RIGHT = 14;
const colours = {};

function readColours() {
  const style = getComputedStyle(root);
  for (const name of ['ink', 'ink-2', 'ink-3', 'line', 'line-strong', 'surface', 'sunken', 'ok', 'fail', 'info', 'bad',
    'band', 'band-edge', 'cursor', 'pattern-ink', 'p50', 'p95', 'p99', 'max', 'paper', 'focus']) {
    colours[name] = style.getPropertyValue('--' + name).trim();
  }
  colours.outcome = [colours.ok, colours.fail, colours.info];
  makePatterns();
}

/** Outcomes differ by pattern too: ok is plain, fail is hatched, info is dotted. */
const patterns = [];
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
  patterns[OK] = colours.ok;
  patterns[FAIL] = tile(6, colours.fail, (pen, size) => {
    pen.lineWidth = 1.5;
    pen.beginPath();
    for (const shift of [-size, 0, size]) { pen.moveTo(shift, size); pen.lineTo(shift + size, 0); }
    pen.stroke();
  });
  patterns[INFO] = tile(5, colours.info, pen => pen.fillRect(1, 1, 2, 2));
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

function drawTimeAxis(pen, width, top, bottom) {
  const { ticks, step } = niceSteps(view.from, view.to, Math.max(2, (width - GUTTER) / 110));
  pen.font = '11px ' + getComputedStyle(document.body).fontFamily;
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

class Chart {
  /** Options: title, height, prepare() computing what the window shows, draw(pen, box), legend(time) giving entries. */
  constructor(options) {
    Object.assign(this, options);
    this.box = element('figure', 'chart');
    const head = element('figcaption', 'chart-head');
    head.append(element('h3', '', this.title));
    this.legendBox = element('span', 'legend');
    head.append(this.legendBox);
    this.canvas = element('canvas');
    this.canvas.setAttribute('role', 'img');
    this.canvas.setAttribute('aria-label', this.title + ' over time; its figures are under "Show table"');
    this.overlay = element('canvas');
    const stack = element('div', 'stack');
    stack.style.position = 'relative';
    this.overlay.style.cssText = 'position:absolute;inset:0;pointer-events:none';
    stack.append(this.canvas, this.overlay);
    this.box.append(head, stack, this.tableBox());
    byId('charts').append(this.box);
    this.listen();
  }

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
    const { heads, rows } = this.rows();
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
    box.replaceChildren(table);
  }

  listen() {
    let dragFrom = null;
    const at = event => timeAt(event.clientX - this.canvas.getBoundingClientRect().left, this.canvas.clientWidth);
    this.canvas.addEventListener('pointerdown', event => {
      if (event.button !== 0) return;
      dragFrom = at(event);
      this.canvas.setPointerCapture(event.pointerId);
    });
    this.canvas.addEventListener('pointermove', event => {
      this.selection = dragFrom === null ? null : [dragFrom, at(event)];
      view.point(Math.min(view.to, Math.max(view.from, at(event))));
    });
    this.canvas.addEventListener('pointerup', event => {
      const to = at(event), from = dragFrom;
      dragFrom = this.selection = null;
      const moved = from !== null && Math.abs(to - from) / (view.to - view.from) * this.canvas.clientWidth > 5;
      if (moved) view.set(Math.min(from, to), Math.max(from, to)); else this.drawCursor();
    });
    this.canvas.addEventListener('pointerleave', () => view.point(null));
    this.canvas.addEventListener('dblclick', () => view.fit());
  }

  redraw() {
    this.width = this.canvas.clientWidth;
    if (!this.width) return;
    this.top = 8;
    this.bottom = this.height - 22;
    this.prepare(this.width - GUTTER - RIGHT);
    const pen = fit(this.canvas, this.height);
    drawBands(pen, this.width, this.top, this.bottom);
    drawTimeAxis(pen, this.width, this.top, this.bottom);
    pen.save();
    this.axis(pen);
    pen.beginPath();
    pen.rect(GUTTER, this.top - 2, this.width - GUTTER - RIGHT, this.bottom - this.top + 4);
    pen.clip();
    this.draw(pen);
    pen.restore();
    this.drawCursor();
    this.refreshTable();
  }

  /** Horizontal grid lines with labels at [value, label] pairs, through this.yOf. */
  grid(pen, ticks) {
    pen.textAlign = 'right';
    pen.textBaseline = 'middle';
    for (const [value, label] of ticks) {
      const y = Math.round(this.yOf(value)) + 0.5;
      pen.strokeStyle = colours.line;
      pen.beginPath();
      pen.moveTo(GUTTER, y);
      pen.lineTo(this.width - RIGHT, y);
      pen.stroke();
      pen.fillStyle = colours['ink-3'];
      pen.fillText(label, GUTTER - 8, y);
    }
  }

  drawCursor() {
    const pen = fit(this.overlay, this.height);
    this.overlay.style.width = '100%';
    if (this.selection) {
      const [a, b] = this.selection.map(time => xOf(time, this.width));
      pen.fillStyle = colours.band;
      pen.fillRect(Math.min(a, b), this.top, Math.abs(b - a), this.bottom - this.top);
    }
    if (view.cursor !== null && view.cursor >= view.from && view.cursor <= view.to) {
      const x = Math.round(xOf(view.cursor, this.width)) + 0.5;
      pen.strokeStyle = colours.cursor;
      pen.globalAlpha = 0.6;
      pen.beginPath();
      pen.moveTo(x, this.top);
      pen.lineTo(x, this.bottom);
      pen.stroke();
      pen.globalAlpha = 1;
    }
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

/** The logarithmic scale of latencies: from the fastest to the slowest operation of the run. */
function logScale(chart, low, high) {
  const from = Math.floor(Math.log10(Math.max(1, low))), to = Math.max(from + 1, Math.ceil(Math.log10(Math.max(2, high))));
  chart.yOf = value => chart.bottom - (Math.log10(Math.max(value, 10 ** from)) - from) / (to - from) * (chart.bottom - chart.top);
  const ticks = [];
  for (let power = from; power <= to; power++) {
    const value = 10 ** power;
    ticks.push([value, value < 1e3 ? value + ' µs' : value < 1e6 ? value / 1e3 + ' ms' : value / 1e6 + ' s']);
  }
  return ticks;
}
