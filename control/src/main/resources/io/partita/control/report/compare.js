// Nothing moves here: the key for the theme is all.
addEventListener('keydown', event => {
  if (event.key === 't' && !event.ctrlKey && !event.metaKey && !event.altKey) theme.toggle();
});
