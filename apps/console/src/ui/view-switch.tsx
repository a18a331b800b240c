import { BarChartOutlined, TableOutlined } from '@ant-design/icons';
import { Segmented } from 'antd';
import { useUi } from './context';

export type View = 'chart' | 'table';

interface ViewSwitchProps {
  readonly of: string;
  readonly value: View;
  readonly onChange: (view: View) => void;
}

/** The same figures as a picture or as a table: tables beat charts when people look things up. */
export function ViewSwitch({ of, value, onChange }: ViewSwitchProps) {
  const { words } = useUi();
  return (
    <Segmented<View>
      size="small"
      aria-label={`${words.view}: ${of}`}
      value={value}
      onChange={onChange}
      options={[
        { value: 'chart', label: words.asChart, icon: <BarChartOutlined aria-hidden /> },
        { value: 'table', label: words.asTable, icon: <TableOutlined aria-hidden /> },
      ]}
    />
  );
}
