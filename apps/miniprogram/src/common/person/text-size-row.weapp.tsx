/** WeChat has the setting, and the app follows it. */
export function TextSizeRow() {
  return null;
}
