import { QuestionCircleOutlined } from '@ant-design/icons';
import { Popover } from 'antd';
import { useUi } from './context';
import styles from './about.module.css';

interface AboutProps {
  /** What is explained. */
  readonly of: string;
  readonly text: string;
}

/** A sign beside a figure that says what it counts: by a tap, by the keyboard, and to screen readers. */
export function About({ of, text }: AboutProps) {
  const { words } = useUi();
  return (
    <Popover trigger={['click', 'hover']} title={of} content={<p className={styles.text}>{text}</p>}>
      <button type="button" className={styles.sign} aria-label={`${words.about(of)}: ${text}`}>
        <QuestionCircleOutlined aria-hidden />
      </button>
    </Popover>
  );
}
