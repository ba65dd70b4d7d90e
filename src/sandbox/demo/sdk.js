// Stands where Meta's JavaScript SDK stands: FB.init and FB.login, as far as Embedded Signup uses them.
(() => {
  const script = document.currentScript;
  const base = new URL(script.src).origin;
  const closedLook = 300;
  // A message that was posted while the window closed is still on its way.
  const lastWord = 600;
  let settings = null;

  const nothing = () => ({ authResponse: null, status: 'unknown' });

  function login(callback, options = {}) {
    if (Object.prototype.toString.call(callback) === '[object AsyncFunction]') {
      throw new Error('Expression is of type asyncfunction, not function');
    }
    if (!settings) {
      console.error('FB.login() called before FB.init().');
      return;
    }
    if (!options.config_id || options.response_type !== 'code' || options.override_default_response_type !== true) {
      console.error('FB.login() of Embedded Signup needs config_id, response_type "code" and override_default_response_type.');
      callback(nothing());
      return;
    }
    const address = new URL('/embedded-signup', base);
    address.search = new URLSearchParams({
      app_id: settings.appId, version: settings.version, config_id: options.config_id, origin: location.origin,
      extras: JSON.stringify(options.extras ?? {}), locale: document.documentElement.lang || 'he',
    });
    // Browsers open a window for a click only.
    const allowed = navigator.userActivation?.isActive ?? true;
    const popup = allowed ? window.open(address, '_blank', 'popup,width=560,height=720') : null;
    if (!popup) {
      console.error('The window was blocked: FB.login() must be called by a click.');
      callback(nothing());
      return;
    }
    let done = false;
    const end = (answer) => {
      if (done) return;
      done = true;
      window.removeEventListener('message', hear);
      clearInterval(watch);
      callback(answer);
    };
    // Meta's own messages of the login are not JSON either.
    const hear = (event) => {
      if (event.origin !== base || event.source !== popup || typeof event.data !== 'string' || !event.data.startsWith('cb=')) return;
      const code = new URLSearchParams(event.data).get('code');
      end(code ? { authResponse: { code, userID: null, expiresIn: null }, status: 'connected' } : nothing());
    };
    window.addEventListener('message', hear);
    const watch = setInterval(() => {
      if (!popup.closed) return;
      clearInterval(watch);
      setTimeout(() => end(nothing()), lastWord);
    }, closedLook);
  }

  window.FB = {
    init(options) {
      if (!options?.appId || !/^v\d+\.\d+$/.test(options.version ?? '')) {
        console.error('init not called with valid version');
        return;
      }
      settings = { appId: String(options.appId), version: options.version };
    },
    login,
  };
  if (typeof window.fbAsyncInit === 'function') setTimeout(() => window.fbAsyncInit(), 0);
})();
