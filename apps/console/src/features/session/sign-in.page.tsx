import { useEffect, useState, useSyncExternalStore } from 'react';
import { queryClient, session } from '../../app/api';
import { BrandMark } from '../../app/frame';
import { PreferenceSwitches } from '../../app/preference-switches';
import { Notice } from '../../ui/states';
import { SignInForm } from './sign-in-form';
import { WavePicture } from './wave-picture';
import styles from './sign-in.module.css';
import { useSignInWords } from './words';

/** The way in: name and password, then the one-time code where the account asks for one. */
export function SignInPage() {
  const w = useSignInWords();
  const { status } = useSyncExternalStore(session.subscribe, session.state);
  // Read once: signing in again changes the status while the notice is still right to show.
  const [hasEnded] = useState(status === 'ended');
  useEffect(() => {
    document.title = `${w.title} · 留量 Liuliang`;
  }, [w]);
  return (
    <div className={styles.page}>
      <WavePicture />
      <main className={styles.panel}>
        <div className={styles.switches}>
          <PreferenceSwitches />
        </div>
        <div className={styles.inner}>
          <div className={styles.brand}>
            <BrandMark />
            <span>留量 Liuliang</span>
          </div>
          <h1 className={styles.title}>{w.title}</h1>
          <p className={styles.slogan}>{w.slogan}</p>
          {hasEnded && <Notice tone="info">{w.ended}</Notice>}
          <SignInForm
            onSignedIn={(operator) => queryClient.setQueryData(['operatorProfile', null], operator)}
          />
        </div>
      </main>
    </div>
  );
}
