// The pages behind the account menu, and who sees which.
export const settingsPages = ['whatsapp', 'bot', 'templates', 'words', 'sessions'] as const;
export type SettingsName = (typeof settingsPages)[number];
export const settingsRoute = {
  whatsapp: '/b/$businessId/settings/whatsapp',
  bot: '/b/$businessId/settings/bot',
  templates: '/b/$businessId/settings/templates',
  words: '/b/$businessId/settings/words',
  sessions: '/b/$businessId/settings/sessions',
} as const satisfies Record<SettingsName, string>;

/** Whoever is signed in sees their own sessions; the rest is the office's. */
export const settingsFor = (office: boolean): readonly SettingsName[] =>
  office ? settingsPages : ['sessions'];
