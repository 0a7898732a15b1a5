// The mouse on the timeline and on the strip of the whole run below it.
const canvas = timeline.canvas;
const place = event => { const box = canvas.getBoundingClientRect(); return [event.clientX - box.left, event.clientY - box.top]; };
let drag = null, scrolledAt = 0, wheeledAt = 0;
addEventListener('scroll', () => { if (performance.now() - wheeledAt > 300) scrolledAt = performance.now(); }, { passive: true });

canvas.addEventListener('wheel', event => {
  // A page that scrolls past must not be caught here: a wheel turn that began outside stays a scroll.
  const passing = performance.now() - scrolledAt < 250 && document.activeElement !== canvas;
  const nothingLeft = view.whole && event.deltaY > 0 && !event.deltaX;
  if (passing || nothingLeft) return;
  event.preventDefault();
  wheeledAt = performance.now();
  if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) { view.pan(event.deltaX / 1000); return; }
  const pixels = event.deltaY * (event.deltaMode === 1 ? 30 : 1);
  view.zoom(Math.exp(Math.max(-1, Math.min(1, pixels / 350))), timeAt(place(event)[0], timeline.width));
}, { passive: false });

canvas.addEventListener('pointerdown', event => {
  if (event.button !== 0) return;
  drag = { x: event.clientX, from: view.from, to: view.to, moved: false };
  canvas.setPointerCapture(event.pointerId);
});
canvas.addEventListener('pointermove', event => {
  const [x, y] = place(event);
  if (drag) {
    const shift = (event.clientX - drag.x) / (timeline.width - GUTTER - RIGHT) * (drag.to - drag.from);
    drag.moved = drag.moved || Math.abs(event.clientX - drag.x) > 4;
    if (drag.moved) { canvas.classList.add('dragging'); hideTooltip(); view.set(drag.from - shift, drag.to - shift); }
    return;
  }
  hover(x, y);
  view.point(x < GUTTER ? null : Math.min(view.to, timeAt(x, timeline.width)));
});
canvas.addEventListener('pointerup', event => {
  const clicked = drag && !drag.moved;
  drag = null;
  canvas.classList.remove('dragging');
  if (clicked) { const [x, y] = place(event); select(timeline.hit(x, y)); }
});
canvas.addEventListener('pointerleave', () => { hideTooltip(); view.point(null); });
canvas.addEventListener('dblclick', () => view.fit());

function hideTooltip() { timeline.tooltip.hidden = true; timeline.hovered = -1; }
function hover(x, y) {
  const fault = timeline.faultAt(x, y), i = fault ? -1 : timeline.hit(x, y);
  if (i < 0 && !fault) { hideTooltip(); return; }
  const tip = timeline.tooltip;
  if (fault) {
    tip.replaceChildren(element('strong', '', `${fault.id} ${fault.name}`), element('div', '', fault.description ?? ''),
        element('div', '', `injected ${formatInstant(fault.injected)}, ${fault.active < 0 ? 'not proven active' : 'active ' + formatInstant(fault.active)}, `
            + (fault.healed < 0 ? (run.live ? 'not healed yet' : 'not healed before the end') : 'healed ' + formatInstant(fault.healed))));
  } else {
    timeline.hovered = i;
    tip.replaceChildren(element('strong', '', describe(i)),
        element('div', '', `${outcomeWord(i)}${run.error[i] ? ': ' + textOf(run.error[i]) : ''}`),
        element('div', '', `#${run.index[i]}, process ${run.process[i]}${nodeOf(i) ? ' on ' + nodeOf(i) : ''}`),
        element('div', '', `${formatInstant(run.start[i])}, ${neverCompleted(i) ? notCompleted() : 'took ' + formatDuration(run.finish[i] - run.start[i])}`));
  }
  tip.hidden = false;
  tip.style.left = Math.max(4, Math.min(x + 14, timeline.width - tip.offsetWidth - 8)) + 'px';
  const below = y + 18, box = byId('timeline-box').clientHeight;
  tip.style.top = (below + tip.offsetHeight > box ? Math.max(2, y - tip.offsetHeight - 10) : below) + 'px';
}

const minimap = timeline.minimap;
let miniDrag = null;
const miniTime = event => (event.clientX - minimap.getBoundingClientRect().left - GUTTER) / (timeline.width - GUTTER - RIGHT) * run.end;
const centre = time => { const half = (view.to - view.from) / 2; view.set(time - half, time + half); };
minimap.addEventListener('pointerdown', event => {
  minimap.setPointerCapture(event.pointerId);
  const time = miniTime(event), inside = time >= view.from && time <= view.to;
  miniDrag = inside ? time - (view.from + view.to) / 2 : 0;
  if (!inside) centre(time);
});
minimap.addEventListener('pointermove', event => { if (miniDrag !== null) centre(miniTime(event) - miniDrag); });
minimap.addEventListener('pointerup', () => { miniDrag = null; });

