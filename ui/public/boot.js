// Before the first paint: the remembered theme and language, so that nothing flashes or flips.
// A plain file, not an inline script, so that the Content-Security-Policy can stay strict.
// The keys are those of src/lib/preferences.ts.
(() => {
  const root = document.documentElement;
  try {
    const theme = localStorage.getItem('croozer.theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    const language = localStorage.getItem('croozer.language');
    if (language === 'he' || language === 'en') {
      root.lang = language;
      root.dir = language === 'he' ? 'rtl' : 'ltr';
    }
  } catch {
    // Storage may be forbidden; the defaults stand.
  }
})();
