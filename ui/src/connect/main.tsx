import '../styles.css';
import { createRoot } from 'react-dom/client';
import { I18nProvider } from '../i18n';
import { openInLanguage } from '../i18n/first';
import { ConnectPage } from './connect_page';

async function start(): Promise<void> {
  const { language, catalogue } = await openInLanguage();
  const element = document.getElementById('root');
  if (!element) throw new Error('#root is missing');
  createRoot(element).render(
    <I18nProvider language={language} catalogue={catalogue}>
      <ConnectPage />
    </I18nProvider>,
  );
}

void start();
