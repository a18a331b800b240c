import styles from './sign-in.module.css';

/** Lines of an island and the tide around it, drawn by hand: what flows, and what stays. */
export function WavePicture() {
  const rings = Array.from({ length: 15 }, (_, index) => index);
  return (
    <div className={styles.tide} aria-hidden>
      <svg viewBox="0 0 800 900" preserveAspectRatio="xMidYMid slice" width="100%" height="100%">
        <g fill="none" stroke="currentColor">
          {rings.map((ring) => (
            <path
              key={ring}
              d={ringPath(ring)}
              strokeWidth={ring < 3 ? 2 : 1.25}
              opacity={0.85 - ring * 0.05}
            />
          ))}
        </g>
      </svg>
    </div>
  );
}

/** A contour line: a circle that two waves bend, less the further out it lies. */
function ringPath(ring: number): string {
  const radius = 46 + ring * 44;
  const points = Array.from({ length: 121 }, (_, step) => {
    const angle = (step / 120) * Math.PI * 2;
    const bend = 1 + 0.13 * Math.sin(angle * 3 + ring * 0.22) + 0.06 * Math.sin(angle * 5 - ring * 0.35);
    const x = 330 + Math.cos(angle) * radius * bend * 1.15;
    const y = 520 + Math.sin(angle) * radius * bend * 0.85;
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return `M${points.join('L')}Z`;
}
