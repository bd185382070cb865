import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { App } from './app/app.tsx';
import { restorePlace } from './app/use-remembered-place.ts';
import { findHost } from './rpc/host.ts';
import { startSession } from './stores/session.ts';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/parts.css';
import './app/app.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

restorePlace();
startSession(findHost());
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
