// Shared by all pages: theme, copying, small helpers. Everything runs inside one function scope.
const root = document.documentElement;
root.classList.add('scripted');

const byId = id => document.getElementById(id);

function element(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

const theme = {
  listeners: [],
  get dark() {
    const chosen = root.dataset.theme;
    return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  },
  toggle() {
    root.dataset.theme = this.dark ? 'light' : 'dark';
    // Opened from disk, a browser may forbid storage: the choice then lasts as long as the page.
    try { localStorage.setItem('partita-theme', root.dataset.theme); } catch (e) { /* as said */ }
    this.changed();
  },
  restore() {
    try {
      const stored = localStorage.getItem('partita-theme');
      if (stored === 'dark' || stored === 'light') root.dataset.theme = stored;
    } catch (e) { /* as said */ }
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.changed());
    byId('theme-button').addEventListener('click', () => this.toggle());
  },
  changed() { this.listeners.forEach(listener => listener()); },
};
theme.restore();
