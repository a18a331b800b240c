import { DeleteOutlined, StarOutlined } from '@ant-design/icons';
import { Button, Input, Popover, Tooltip } from 'antd';
import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { CopyLink } from '../copy-link';
import { useMessages } from '../language';
import { readKept, viewQuery, withView, writeKept, type SavedView } from './kept';
import styles from './list.module.css';

const NAME_LENGTH_MAX = 40;

/** Filters and columns under a name, on this device. */
export function SavedViews({ listId }: { readonly listId: string }) {
  const { list: text } = useMessages();
  const { search } = useLocation();
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const [views, setViews] = useState(() => readKept<readonly SavedView[]>('views', listId) ?? []);
  const [name, setName] = useState('');
  const query = viewQuery(search);
  const keep = (next: readonly SavedView[]) => {
    setViews(next);
    writeKept('views', listId, next);
  };
  const save = () => {
    if (name.trim() === '') return;
    keep(withView(views, { name: name.trim(), query }));
    setName('');
  };
  const open = (view: SavedView) => {
    setOpen(false);
    void navigate({ search: view.query });
  };
  const content = (
    <div className={styles.views}>
      <CopyLink />
      {views.length === 0 && <p className={styles.quiet}>{text.viewsEmpty}</p>}
      <ul>
        {views.map((view) => (
          <li key={view.name}>
            <Button
              type="text"
              className={styles.view ?? ''}
              aria-current={view.query === query ? 'true' : undefined}
              onClick={() => open(view)}
            >
              {view.name}
            </Button>
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined aria-hidden />}
              aria-label={text.viewDelete(view.name)}
              onClick={() => keep(views.filter((one) => one !== view))}
            />
          </li>
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Input
          size="small"
          maxLength={NAME_LENGTH_MAX}
          value={name}
          aria-label={text.viewName}
          placeholder={text.viewName}
          onChange={(event) => setName(event.target.value)}
        />
        <Button size="small" htmlType="submit" disabled={name.trim() === ''}>
          {text.viewSave}
        </Button>
      </form>
    </div>
  );
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={isOpen}
      onOpenChange={setOpen}
      title={text.views}
      content={content}
    >
      <Tooltip title={text.views}>
        <Button type="text" size="small" icon={<StarOutlined aria-hidden />} aria-label={text.views} />
      </Tooltip>
    </Popover>
  );
}
