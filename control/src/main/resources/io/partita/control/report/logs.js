// The nodes' log lines beside the timeline: those around the instant that is looked at. Unpacked when first wanted.
const LOG_LINES = 60;

const logs = {
  data: JSON.parse(byId('log-data').textContent), lines: null, shown: null, at: null,

  async unpack() {
    if (this.lines || !this.data.count) return;
    const packed = atob(this.data.lines), bytes = new Uint8Array(packed.length);
    for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    this.lines = JSON.parse(await new Response(stream).text());
  },

  /** Shows the lines around a time of the run; nothing happens if they are there already. */
  async show(time) {
    if (!this.data.count || time === null || (this.at === time && this.shown === this.filter)) return;
    await this.unpack();
    this.at = time;
    this.shown = this.filter;
    const wanted = this.lines.filter(([, file]) => this.matches(file));
    let low = 0, high = wanted.length;
    while (low < high) { const middle = (low + high) >> 1; if (wanted[middle][0] < time) low = middle + 1; else high = middle; }
    const rows = wanted.slice(Math.max(0, low - LOG_LINES / 2), low + LOG_LINES / 2).map(line => this.row(line, time));
    const before = Math.min(low, LOG_LINES / 2), mark = element('li', 'log-now', formatInstant(time));
    rows.splice(before, 0, mark);
    const list = byId('log-lines');
    list.replaceChildren(...rows);
    list.scrollTop = mark.offsetTop - list.offsetTop - list.clientHeight / 2;
  },

  row([at, file, text], time) {
    const name = this.data.files[file], line = element('li', Math.abs(at - time) < 5e5 ? 'log-near' : '');
    const link = element('a', 'plain', formatInstant(at));
    link.href = '#t=' + (at / 1e6).toFixed(6);
    line.append(link, element('span', 'log-file', name), element('span', 'log-text', text));
    return line;
  },

  get filter() { return byId('log-node').value; },
  matches(file) { return !this.filter || this.data.files[file].startsWith(this.filter + '/'); },

  build() {
    const nodes = [...new Set(this.data.files.map(file => file.split('/')[0]))];
    byId('log-node').append(...nodes.map(node => { const option = element('option', '', node); option.value = node; return option; }));
    byId('log-node').addEventListener('change', () => this.show(this.at ?? view.from));
    byId('logs-box').hidden = !this.data.count;
    byId('logs-note').textContent = this.data.leftOut
        ? formatCount(this.data.leftOut) + ' lines far from faults and anomalies are only in the whole files.' : '';
  },
};
