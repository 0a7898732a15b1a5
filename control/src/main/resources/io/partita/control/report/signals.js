// What was watched besides operations: strips and lines, in place of the static pictures.
const lookName = (signal, look) => signal.looks[look] ?? '';

/** The stretch of a row in which this time lies, or undefined. */
const stretchAt = (row, time) => row.stretches.find(([from, to]) => from <= time && time < to);

function stripsChart(signal) {
  let named = '';
  const names = signal.rows.map(row => row.name);
  return {
    title: signal.title, height: signal.rows.length * STRIP + AXIS_HEIGHT + 8, y: namesOnly, series: [{ show: false }],
    prepare() { return [[view.from, view.to], [null, null]]; },
    paint(pen) {
      drawNames(pen, this, names);
      pen.beginPath();
      pen.rect(GUTTER, 0, this.width - GUTTER - RIGHT, this.height);
      pen.clip();
      signal.rows.forEach((row, number) => {
        for (const [from, to, look, text] of row.stretches) {
          if (to < view.from || from > view.to) continue;
          const { paint, inset } = looks[look], left = xOf(from, this.width), wide = Math.max(1.5, xOf(to, this.width) - left);
          const top = this.top + number * STRIP + STRIP * inset, high = STRIP * (1 - 2 * inset);
          pen.fillStyle = paint;
          pen.fillRect(left, top, Math.max(1, wide - 0.5), high);
        }
      });
    },
    legend(time) {
      const entries = Object.entries(signal.looks).map(([look, meaning]) => ({ keyClass: 'look-key look-key-' + looks[look].key, text: meaning }));
      if (time === null) return entries;
      named = '';
      const now = signal.rows.flatMap(row => {
        named = row.name || named;
        const stretch = stretchAt(row, time);
        const telling = stretch && (stretch[2] !== 'GOOD' || stretch[3]) && stretch[2] !== 'WEAK';
        return telling ? [{ text: `${named}: ${lookName(signal, stretch[2])}${stretch[3] ? ' (' + stretch[3].slice(0, 90) + ')' : ''}` }] : [];
      });
      return entries.concat(now.slice(0, 6));
    },
  };
}

function linesChart(signal) {
  const times = [...new Set(signal.lines.flatMap(line => line.at))].sort((a, b) => a - b);
  times.push(run.end);
  // What a line last said holds until it says something else.
  const columns = signal.lines.map(line => {
    let next = 0, value = null;
    return times.map(time => {
      while (next < line.at.length && line.at[next] <= time) value = line.values[next++];
      return value;
    });
  });
  const figures = columns.flat().filter(value => value !== null);
  const low = Math.min(0, ...figures), high = Math.max(1, ...figures);
  return {
    title: signal.title, height: 180,
    y: { scale: { range: () => [low, high + (high - low) * 0.08] },
      axis: { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, 10000, 50000, 1e5, 1e6, 1e7, 1e8],
        values: (u, ticks) => ticks.map(tick => formatCount(tick) + (signal.unit ? ' ' + signal.unit : '')) } },
    series: signal.lines.map((line, number) => ({
      stroke: () => colours.lines[Math.floor(number / 3) % 6], width: [2.5, 1.5, 1.5][number % 3], dash: [[], [7, 3], [2, 3]][number % 3],
      points: { show: false }, paths: uPlot.paths.stepped({ align: 1 }),
    })),
    prepare() { return [times, ...columns]; },
    legend(time) {
      let at = -1;
      if (time !== null) for (let low = 0; low < times.length && times[low] <= time; low++) at = low;
      return signal.lines.map((line, number) => ({
        colour: colours.lines[Math.floor(number / 3) % 6],
        text: line.name + (at < 0 || columns[number][at] === null ? '' : ' ' + formatCount(columns[number][at]) + (signal.unit ? ' ' + signal.unit : '')),
      }));
    },
  };
}

const signalCharts = () => run.signals.map(signal => {
  const box = byId(signal.id);
  box.querySelector('.signal-picture').hidden = true;
  box.classList.add('chart');
  return new Chart(signal.rows ? stripsChart(signal) : linesChart(signal), null, box);
});
