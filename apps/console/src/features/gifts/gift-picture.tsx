import type { ReactNode } from 'react';
import styles from './gifts.module.css';

/** The pictures that the product ships, as lines in the colour of the text. */
const drawings: Readonly<Record<string, ReactNode>> = {
  bag: (
    <>
      <path d="M10 18h28l3 24H7z" />
      <path d="M17 22v-8a7 7 0 0 1 14 0v8" />
    </>
  ),
  bottle: (
    <>
      <path d="M20 5h8v6h-8z" />
      <path d="M19 11h10l3 8v22a3 3 0 0 1-3 3H19a3 3 0 0 1-3-3V19z" />
      <path d="M16 26h16" />
    </>
  ),
  box: (
    <>
      <path d="M8 20h32v22H8zM6 13h36v7H6zM24 13v29" />
      <path d="M24 13c-4-8-13-6-10-1M24 13c4-8 13-6 10-1" />
    </>
  ),
  candle: (
    <>
      <path d="M15 22h18v21H15zM24 22v-5" />
      <path d="M24 17c-4-4 0-8 0-11 0 3 4 7 0 11z" />
    </>
  ),
  cup: (
    <>
      <path d="M9 16h24v17a8 8 0 0 1-8 8h-8a8 8 0 0 1-8-8z" />
      <path d="M33 20h3a5 5 0 0 1 0 11h-3M17 10V6M25 10V6" />
    </>
  ),
  flower: (
    <>
      <circle cx="24" cy="17" r="4" />
      <path d="M24 13a5 5 0 1 1 4 4 5 5 0 1 1-4 4 5 5 0 1 1-4-4 5 5 0 1 1 4-4zM24 26v18M24 36c5 0 8-3 9-6" />
    </>
  ),
  lipstick: <path d="M17 26h14v17H17zM19 26V15l8-7v18" />,
  star: (
    <path d="m24 6 5.6 11.6 12.6 1.7-9.2 8.8 2.3 12.6L24 34.600l-11.300 6.100 2.300-12.600-9.200-8.800 12.600-1.700z" />
  ),
};

export const giftPictures = Object.keys(drawings);

/** A drawn picture of a gift; its name stands beside it. */
export function GiftPicture({ name, size = 40 }: { readonly name: string; readonly size?: number }) {
  return (
    <span className={styles.picture} style={{ width: size, height: size }} aria-hidden>
      <svg
        viewBox="0 0 48 48"
        width="70%"
        height="70%"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.4"
        strokeLinejoin="round"
        strokeLinecap="round"
      >
        {drawings[name] ?? drawings['box']}
      </svg>
    </span>
  );
}
