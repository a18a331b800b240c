// First: what comes after it may make styles as soon as it is loaded.
import './app/style-word';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Providers } from './app/providers';
import { Console } from './app/router';
import './ui/tokens.css';
import './ui/base.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <Providers>
      <Console />
    </Providers>
  </StrictMode>,
);
