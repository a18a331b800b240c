export { WorkbookFault } from './fault';
export { cellName, type Cell, type Merged, type SheetRow } from './sheet';
export { Workbook, type SheetName, type SheetReading } from './workbook';
