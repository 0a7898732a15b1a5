// Every operation as a bar: threads as lanes grouped by node, faults as bands across them. Only what is visible is drawn.
const FAULT_HEAD = 30, FAULT_ROW = 13, AXIS = 26, MINIMAP = 56;

/** The nodes that faults struck, a lane each; more of them than this are told by the bands alone. */
const MOST_FAULT_ROWS = 12;
let struck, faultLane;
function findStruck() {
  const targets = new Set(run.faults.flatMap(fault => fault.targets)), known = run.nodes.filter(node => targets.has(node));
  const nodes = known.concat([...targets].filter(target => !run.nodes.includes(target)));
  struck = nodes.length > MOST_FAULT_ROWS ? [] : nodes;
  faultLane = FAULT_HEAD + (struck.length ? struck.length * FAULT_ROW + 8 : 0);
}

const timeline = {
  canvas: byId('timeline-canvas'), minimap: byId('minimap-canvas'), tooltip: byId('tooltip'),
  selected: -1, hovered: -1, anomaly: -1, moment: null, matches: null, related: new Set(),

  build() {
    findStruck();
    this.density = null;
    const threads = new Map();
    for (let i = 0; i < run.n; i++) {
      const thread = threadOf(i);
      if (!threads.has(thread)) threads.set(thread, []);
      threads.get(thread).push(i);
    }
    this.lanes = [...threads.keys()]
        .sort((a, b) => nodeNumber(a) - nodeNumber(b) || a - b)
        .map(thread => ({ thread, node: nodeNumber(thread), operations: Int32Array.from(threads.get(thread)) }));
    this.laneOf = new Map(this.lanes.map((lane, number) => [lane.thread, number]));
    this.laneHeight = this.lanes.length > 40 ? 11 : this.lanes.length > 20 ? 16 : 24;
    this.height = faultLane + this.lanes.length * this.laneHeight + AXIS;
    this.marked = new Uint8Array(run.n);
    run.anomalies.forEach(anomaly => { this.marked[anomaly.operation] = 1; });
  },

  laneTop(number) { return faultLane + number * this.laneHeight; },

  draw() {
    this.width = this.canvas.clientWidth;
    if (!this.width) return;
    const pen = this.pen = fit(this.canvas, this.height), bottom = this.height - AXIS;
    drawTimeAxis(pen, this.width, faultLane, bottom);
    this.drawLanes(pen);
    this.drawFaults(pen, bottom);
    pen.save();
    pen.beginPath();
    pen.rect(GUTTER, 0, this.width - GUTTER - RIGHT, this.height);
    pen.clip();
    this.lanes.forEach((lane, number) => this.drawLane(pen, lane, this.laneTop(number)));
    this.drawMarks(pen, bottom);
    pen.restore();
    if (!run.n) {
      pen.fillStyle = colours['ink-3'];
      pen.textAlign = 'center';
      pen.fillText(run.live ? 'No operation yet.' : 'The history holds no operation.', this.width / 2, FAULT_HEAD - 8);
    }
    this.drawMinimap();
  },

  drawLanes(pen) {
    pen.textBaseline = 'middle';
    this.lanes.forEach((lane, number) => {
      const top = this.laneTop(number), first = !number || this.lanes[number - 1].node !== lane.node;
      if (lane.node % 2 === 1) {
        pen.fillStyle = colours.sunken;
        pen.globalAlpha = 0.55;
        pen.fillRect(0, top, this.width, this.laneHeight);
        pen.globalAlpha = 1;
      }
      if (first) {
        pen.textAlign = 'left';
        pen.fillStyle = colours.ink;
        pen.fillText((run.nodes[lane.node] ?? '').slice(0, 8), 10, top + this.laneHeight / 2);
      }
      if (this.laneHeight >= 14 || first) {
        pen.textAlign = 'right';
        pen.fillStyle = colours['ink-3'];
        pen.fillText('t' + lane.thread, GUTTER - 8, top + this.laneHeight / 2);
      }
    });
  },

  drawFaults(pen, bottom) {
    drawBands(pen, this.width, FAULT_HEAD - 6, bottom);
    struck.forEach((node, row) => this.drawStruck(pen, node, FAULT_HEAD + row * FAULT_ROW));
    pen.textAlign = 'left';
    pen.textBaseline = 'middle';
    for (const fault of run.faults) {
      const from = xOf(fault.injected, this.width), to = xOf(faultEnd(fault), this.width);
      const left = Math.max(GUTTER, from), right = Math.min(this.width - RIGHT, to);
      if (right <= left) continue;
      if (right - left > 30) {
        pen.save();
        pen.beginPath();
        const next = run.faults.filter(other => other.injected > fault.injected)
            .reduce((nearest, other) => Math.min(nearest, xOf(other.injected, this.width)), this.width - RIGHT);
        pen.rect(left, 0, Math.max(right, next - 8) - left, FAULT_HEAD);
        pen.clip();
        pen.fillStyle = colours['ink-2'];
        pen.fillText(`${fault.id} ${fault.name}: ${fault.description ?? ''}`, left + 3, 13);
        pen.restore();
      }
      // A tick where the fault was proven active: until then, some links may still have worked.
      if (fault.active >= view.from && fault.active <= view.to) {
        pen.fillStyle = colours['band-edge'];
        pen.fillRect(xOf(fault.active, this.width), FAULT_HEAD - 9, 1.5, 8);
      }
    }
  },

  /**
   * A node's own lane of faults: pale from the injection on, full while proven active. A tick at the bottom is the injection, a
   * whole one the proof that it is active, one at the top the proof that it is healed.
   */
  drawStruck(pen, node, top) {
    pen.textAlign = 'right';
    pen.textBaseline = 'middle';
    pen.fillStyle = colours['ink-3'];
    pen.fillText(node.slice(0, 12), GUTTER - 8, top + FAULT_ROW / 2);
    pen.save();
    pen.beginPath();
    pen.rect(GUTTER, top, this.width - GUTTER - RIGHT, FAULT_ROW);
    pen.clip();
    for (const fault of run.faults) {
      if (!fault.targets.includes(node) || faultEnd(fault) < view.from || fault.injected > view.to) continue;
      const from = xOf(fault.injected, this.width), proven = fault.active < 0 ? null : xOf(fault.active, this.width);
      const to = Math.max(from + 2, xOf(faultEnd(fault), this.width));
      pen.fillStyle = colours['band-edge'];
      pen.globalAlpha = 0.35;
      pen.fillRect(from, top + 3, to - from, FAULT_ROW - 6);
      pen.globalAlpha = 1;
      if (proven !== null) pen.fillRect(proven, top + 3, Math.max(1, to - proven), FAULT_ROW - 6);
      const tick = (x, from, until) => pen.fillRect(x - 1, top + from, 2, until - from);
      tick(from, FAULT_ROW / 2, FAULT_ROW);
      if (proven !== null) tick(proven, 0, FAULT_ROW);
      if (fault.healed >= 0) tick(xOf(fault.healed, this.width), 0, FAULT_ROW / 2);
    }
    pen.restore();
  },

  /** The position in the lane of the first operation that ends after this time. */
  firstAfter(lane, time) {
    let low = 0, high = lane.operations.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (run.finish[lane.operations[middle]] < time) low = middle + 1; else high = middle;
    }
    return low;
  },

  drawLane(pen, lane, top) {
    const scale = (this.width - GUTTER - RIGHT) / (view.to - view.from), ops = lane.operations;
    const dimmed = this.matches !== null || this.anomaly >= 0;
    let pixel = -1, worst = -1, bright = false;
    const flush = () => {
      if (worst >= 0) this.bar(pen, pixel, 1.25, top, worst, dimmed && !bright);
      worst = -1;
      bright = false;
    };
    for (let at = this.firstAfter(lane, view.from); at < ops.length; at++) {
      const i = ops[at];
      if (run.start[i] > view.to) break;
      const x = GUTTER + (run.start[i] - view.from) * scale, wide = (run.finish[i] - run.start[i]) * scale;
      const stands = this.standsOut(i);
      if (wide < 1.5) {
        // Many operations in one pixel: the worst outcome wins, so no failure is averaged away.
        if (Math.floor(x) !== pixel) { flush(); pixel = Math.floor(x); }
        worst = Math.max(worst, run.outcome[i]);
        bright = bright || stands;
        continue;
      }
      flush();
      this.bar(pen, x, wide, top, run.outcome[i], dimmed && !stands);
      if (wide > 34 && this.laneHeight >= 14 && (!dimmed || stands)) this.label(pen, i, x, wide, top);
      if (neverCompleted(i)) this.openEnd(pen, x + wide, top);
    }
    flush();
  },

  standsOut(i) {
    if (i === this.selected || this.related.has(i)) return true;
    // Beside an anomaly everything on the same key matters: keys are judged one by one.
    if (this.anomaly >= 0 && run.key[i] && run.key[i] === run.key[run.anomalies[this.anomaly].operation]) return true;
    return this.matches !== null && this.matchFlags[i] === 1;
  },

  bar(pen, x, width, top, outcome, dim) {
    // Height tells the outcome too: what did not succeed stands taller, and shows where colours do not.
    const inset = this.laneHeight * (outcome === OK ? 0.24 : 0.1);
    pen.globalAlpha = dim ? 0.22 : 1;
    pen.fillStyle = width > 5 ? patterns[outcome] : colours.outcome[outcome];
    pen.fillRect(x, top + inset, width > 3 ? width - 0.75 : width, this.laneHeight - 2 * inset);
    pen.globalAlpha = 1;
  },

  label(pen, i, x, width, top) {
    const left = Math.max(x, GUTTER), room = Math.min(x + width, this.width - RIGHT) - left;
    if (room < 34) return;
    pen.save();
    pen.beginPath();
    pen.rect(left, top, room - 2, this.laneHeight);
    pen.clip();
    const text = describe(i), y = top + this.laneHeight / 2 + 0.5;
    pen.textAlign = 'left';
    pen.textBaseline = 'middle';
    if (run.outcome[i] !== OK) {
      pen.fillStyle = colours.outcome[run.outcome[i]];
      pen.fillRect(left, y - 7, Math.min(room, pen.measureText(text).width + 8), 14);
    }
    pen.fillStyle = '#111111';
    pen.fillText(text, left + 4, y);
    pen.restore();
  },

  openEnd(pen, x, top) {
    pen.fillStyle = colours.info;
    pen.beginPath();
    pen.moveTo(x - 1, top + 3);
    pen.lineTo(x + 6, top + this.laneHeight / 2);
    pen.lineTo(x - 1, top + this.laneHeight - 3);
    pen.fill();
  },

  drawMarks(pen, bottom) {
    run.anomalies.forEach((anomaly, number) => {
      const i = anomaly.operation, x = xOf(run.finish[i], this.width), top = this.laneTop(this.laneOf.get(threadOf(i)));
      if (x < GUTTER - 8 || x > this.width) return;
      pen.strokeStyle = pen.fillStyle = colours.bad;
      pen.globalAlpha = number === this.anomaly ? 1 : 0.55;
      pen.lineWidth = 1.5;
      pen.beginPath();
      pen.moveTo(x, FAULT_HEAD - 6);
      pen.lineTo(x, bottom);
      pen.stroke();
      pen.globalAlpha = 1;
      pen.beginPath();
      pen.moveTo(x, FAULT_HEAD - 2);
      pen.lineTo(x - 6, FAULT_HEAD - 13);
      pen.lineTo(x + 6, FAULT_HEAD - 13);
      pen.fill();
      this.outline(pen, i, colours.bad, top);
    });
    this.callouts(pen);
    for (const i of this.related) this.outline(pen, i, colours.bad, this.laneTop(this.laneOf.get(threadOf(i))));
    if (this.selected >= 0) this.outline(pen, this.selected, colours.ink, this.laneTop(this.laneOf.get(threadOf(this.selected))));
    if (this.moment !== null) this.verticalLine(pen, this.moment, bottom, colours.focus, 2);
    if (view.cursor !== null) this.verticalLine(pen, view.cursor, bottom, colours.cursor, 1);
  },

  /** What the selected and the related operations are, beside bars too narrow to say it. */
  callouts(pen) {
    const scale = (this.width - GUTTER - RIGHT) / (view.to - view.from);
    for (const i of new Set([...this.related, ...(this.selected >= 0 ? [this.selected] : [])])) {
      const x = xOf(run.finish[i], this.width) + 5, wide = (run.finish[i] - run.start[i]) * scale;
      if (wide > 90 || x < GUTTER || x > this.width - RIGHT) continue;
      const text = describe(i), room = pen.measureText(text).width + 8, y = this.laneTop(this.laneOf.get(threadOf(i))) + this.laneHeight / 2;
      const left = x + room > this.width - RIGHT ? xOf(run.start[i], this.width) - room - 5 : x;
      pen.fillStyle = colours.surface;
      pen.fillRect(left, y - 8, room, 16);
      pen.fillStyle = colours.ink;
      pen.textAlign = 'left';
      pen.textBaseline = 'middle';
      pen.fillText(text, left + 4, y + 0.5);
    }
  },

  outline(pen, i, colour, top) {
    const x = xOf(run.start[i], this.width), width = Math.max(3, xOf(run.finish[i], this.width) - x);
    pen.strokeStyle = colour;
    pen.lineWidth = 2;
    pen.strokeRect(x - 1, top + 1, width + 2, this.laneHeight - 2);
  },

  verticalLine(pen, time, bottom, colour, width) {
    const x = Math.round(xOf(time, this.width)) + 0.5;
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    pen.globalAlpha = 0.7;
    pen.beginPath();
    pen.moveTo(x, FAULT_HEAD - 6);
    pen.lineTo(x, bottom);
    pen.stroke();
    pen.globalAlpha = 1;
  },

  miniX(time) { return GUTTER + time / run.end * (this.width - GUTTER - RIGHT); },

  /** The density of the whole run is drawn once and kept; only the frame of the window moves. */
  drawMinimap() {
    const pen = fit(this.minimap, MINIMAP), pixels = Math.max(1, Math.floor((this.width - GUTTER - RIGHT) / 3));
    if (!this.density || this.density.length !== pixels) this.density = this.measureDensity(pixels);
    const highest = Math.max(1, ...this.density.map(counts => counts[0] + counts[1] + counts[2]));
    for (const fault of run.faults) {
      pen.fillStyle = colours.band;
      pen.fillRect(this.miniX(fault.injected), 0, this.miniX(faultEnd(fault)) - this.miniX(fault.injected), MINIMAP);
    }
    this.density.forEach((counts, pixel) => {
      let y = MINIMAP - 4;
      counts.forEach((count, outcome) => {
        const height = count / highest * (MINIMAP - 14);
        pen.fillStyle = colours.outcome[outcome];
        pen.fillRect(GUTTER + pixel * 3, y - height, 2.5, height);
        y -= height;
      });
    });
    const flag = (i, colour) => {
      pen.fillStyle = colour;
      pen.fillRect(this.miniX(run.finish[i]) - 1, 0, 2, MINIMAP);
    };
    if (this.matches) this.matches.slice(0, 2000).forEach(i => flag(i, colours.focus));
    run.anomalies.forEach(anomaly => flag(anomaly.operation, colours.bad));
    const left = this.miniX(view.from), right = this.miniX(view.to);
    pen.fillStyle = colours.paper;
    pen.globalAlpha = 0.68;
    pen.fillRect(GUTTER, 0, left - GUTTER, MINIMAP);
    pen.fillRect(right, 0, this.width - RIGHT - right, MINIMAP);
    pen.globalAlpha = 1;
    pen.strokeStyle = colours.ink;
    pen.lineWidth = 1.5;
    pen.strokeRect(left, 1, Math.max(4, right - left), MINIMAP - 2);
  },

  measureDensity(pixels) {
    const density = Array.from({ length: pixels }, () => [0, 0, 0]);
    for (let i = 0; i < run.n; i++) {
      if (run.outcome[i] !== OPEN) density[Math.min(pixels - 1, Math.floor(run.finish[i] / run.end * pixels))][run.outcome[i]] += weightOf(i);
    }
    return density;
  },

  /** The operation under this point of the canvas, or -1; a few pixels of mercy for thin bars. */
  hit(x, y) {
    const lane = this.lanes[Math.floor((y - faultLane) / this.laneHeight)];
    if (!lane || y < faultLane || x < GUTTER) return -1;
    const mercy = 4 / (this.width - GUTTER - RIGHT) * (view.to - view.from), time = timeAt(x, this.width);
    let best = -1, distance = Infinity;
    for (let at = this.firstAfter(lane, time - mercy); at < lane.operations.length; at++) {
      const i = lane.operations[at];
      if (run.start[i] > time + mercy) break;
      const away = time < run.start[i] ? run.start[i] - time : Math.max(0, time - run.finish[i]);
      if (away < distance) { best = i; distance = away; }
    }
    return best;
  },

  faultAt(x, y) {
    if (y > faultLane) return null;
    const time = timeAt(x, this.width), node = struck[Math.floor((y - FAULT_HEAD) / FAULT_ROW)];
    return run.faults.find(fault => fault.injected <= time && faultEnd(fault) >= time && (!node || fault.targets.includes(node))) ?? null;
  },
};
timeline.build();
