/** The parts of ECharts that the console draws with. Loaded only when a chart comes into view of a screen. */
import { LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components';
import { init, use as register, type ComposeOption } from 'echarts/core';
import type { LineSeriesOption } from 'echarts/charts';
import type { GridComponentOption, TooltipComponentOption } from 'echarts/components';
import { SVGRenderer } from 'echarts/renderers';

register([LineChart, GridComponent, TooltipComponent, AriaComponent, SVGRenderer]);

export { init };
export type { EChartsType } from 'echarts/core';
export type ChartOption = ComposeOption<LineSeriesOption | GridComponentOption | TooltipComponentOption>;
